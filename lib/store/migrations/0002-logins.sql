-- The login on a server by which a person is known.

ALTER TABLE app_user ADD COLUMN {text db_role} CHECK (length(db_role) BETWEEN 1 AND 63);
CREATE UNIQUE INDEX app_user_db_role ON app_user (db_role) WHERE db_role IS NOT NULL;
