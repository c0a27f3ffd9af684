-- What stands beside the tables on a server: who is asking, and what everybody may know. Written anew after each step of
-- the schema. The functions and the view run with the rights of their owner, so each says itself what it gives away.

-- Where these are called inside a query it is as (SELECT me()) or FROM my_clients(): then the server calls them once, and
-- not for every row.

-- The user whose login this is.
CREATE OR REPLACE FUNCTION me() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = coach, pg_temp
AS 'SELECT id FROM app_user WHERE db_role = session_user::text AND is_active';

-- Whether this login sees all: the owner's, and those of members of coach_admin; but not that of an archived user.
CREATE OR REPLACE FUNCTION sees_all() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = coach, pg_temp
AS 'SELECT pg_has_role(session_user, (SELECT nspowner FROM pg_namespace WHERE nspname = ''coach''), ''MEMBER'')
    OR (EXISTS (SELECT 1 FROM pg_roles r WHERE r.rolname = ''coach_admin'' AND pg_has_role(session_user, r.oid, ''MEMBER''))
        AND NOT EXISTS (SELECT 1 FROM app_user WHERE db_role = session_user::text AND NOT is_active))';

-- Whether this login is a trainer's. What it sees as one it sees whole, so it sees nothing as a client beside that.
CREATE OR REPLACE FUNCTION trains() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = coach, pg_temp
AS 'SELECT (SELECT me()) IS NOT NULL
    AND EXISTS (SELECT 1 FROM pg_roles r WHERE r.rolname = ''coach_trainer'' AND pg_has_role(session_user, r.oid, ''MEMBER''))';

CREATE OR REPLACE FUNCTION my_trainer() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = coach, pg_temp
AS 'SELECT id FROM trainer_profile WHERE user_id = (SELECT me())';

-- All whom this trainer has ever had to do with: what was is shown with their names.
CREATE OR REPLACE FUNCTION my_clients() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = coach, pg_temp
AS 'SELECT r.client_id FROM client_trainer_relationship r JOIN trainer_profile p ON p.id = r.trainer_id
    WHERE p.user_id = (SELECT me())';

-- Those of them with whom it has not ended: whom this trainer may book.
CREATE OR REPLACE FUNCTION my_bookable() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = coach, pg_temp
AS 'SELECT r.client_id FROM client_trainer_relationship r JOIN trainer_profile p ON p.id = r.trainer_id
    WHERE p.user_id = (SELECT me()) AND r.status <> ''ENDED'' AND r.is_active';

CREATE OR REPLACE FUNCTION my_trainers() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = coach, pg_temp
AS 'SELECT trainer_id FROM client_trainer_relationship WHERE client_id = (SELECT me())';

-- The columns that this login may not read, as " table.column table.column ".
CREATE OR REPLACE FUNCTION hidden() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = coach, pg_temp
AS 'SELECT '' '' || coalesce(string_agg(c.relname || ''.'' || a.attname, '' ''), '''') || '' ''
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = ''coach''::regnamespace AND c.relkind = ''r'' AND a.attnum > 0 AND NOT a.attisdropped
        AND NOT has_column_privilege(session_user, c.oid, a.attnum, ''SELECT'')';

-- What may be known of people without seeing their row: one's own trainers and clients, and those whose profile is
-- PUBLIC, have a name and an address. The first three lines of search_text are these.
CREATE OR REPLACE VIEW people WITH (security_barrier) AS
SELECT id, email, email_key, first_name, last_name, time_zone, is_active, split_part(search_text, E'\n', 1) || E'\n'
    || split_part(search_text, E'\n', 2) || E'\n' || split_part(search_text, E'\n', 3) AS search_text
FROM app_user u
WHERE (SELECT sees_all()) OR id = (SELECT me()) OR created_by = (SELECT me())
    OR id IN (SELECT c.id FROM my_clients() AS c (id))
    OR id IN (SELECT p.user_id FROM trainer_profile p WHERE p.id IN (SELECT w.id FROM my_trainers() AS w (id))
        OR (p.visibility_id = (SELECT v.id FROM visibility v WHERE v.name = 'PUBLIC') AND (SELECT trains())));

-- When a person is busy between two instants, as trainer or as client: the whole of sessions of one's own, of others
-- only that the person is, from when to when within what was asked. Answers only those who may book the person.
CREATE OR REPLACE FUNCTION busy(person uuid, since timestamptz, until timestamptz)
RETURNS TABLE (id uuid, title text, scheduled_at timestamptz, ends_at timestamptz, session_type text, status text,
    trainer_id uuid, client_id uuid, is_active boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = coach, pg_temp
AS $body$
    WITH asker AS MATERIALIZED (SELECT sees_all() AS sees_all, me() AS user_id, my_trainer() AS trainer_id),
    found AS (
        SELECT s.*, a.sees_all OR coalesce(s.trainer_id = a.trainer_id, false) AS seen, a.user_id AS asker,
            a.trainer_id AS asking_trainer
        FROM training_session s CROSS JOIN asker a
        WHERE (s.client_id = person OR s.trainer_id = (SELECT p.id FROM trainer_profile p WHERE p.user_id = person))
            AND s.scheduled_at < until AND s.scheduled_at > since - interval '1 day' AND s.ends_at > since
            AND s.is_active AND s.status IN ('SCHEDULED', 'CONFIRMED', 'IN_PROGRESS'))
    SELECT f.id, f.title, f.scheduled_at, f.ends_at, f.session_type, f.status, f.trainer_id, f.client_id, true
    FROM found f WHERE f.seen
    UNION ALL
    SELECT '00000000-0000-0000-0000-000000000000', '', greatest(f.scheduled_at, since), least(f.ends_at, until), '',
        'SCHEDULED', NULL, person, true
    FROM found f WHERE NOT f.seen AND (person = f.asker OR EXISTS (SELECT 1 FROM client_trainer_relationship r
        WHERE r.client_id = person AND r.trainer_id = f.asking_trainer AND r.status <> 'ENDED' AND r.is_active))
$body$;

-- The same of a person's time off: the whole of one's own, of others without the reason.
CREATE OR REPLACE FUNCTION off(person uuid, since timestamptz, until timestamptz)
RETURNS TABLE (id uuid, user_id uuid, reason text, starts_at timestamptz, ends_at timestamptz, is_active boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = coach, pg_temp
AS $body$
    WITH asker AS MATERIALIZED (SELECT sees_all() AS sees_all, me() AS user_id, my_trainer() AS trainer_id),
    found AS (
        SELECT t.*, a.sees_all OR coalesce(person = a.user_id, false) AS seen, a.trainer_id AS asking_trainer
        FROM time_off t CROSS JOIN asker a
        WHERE t.user_id = person AND t.ends_at > since AND t.starts_at < until AND t.is_active)
    SELECT f.id, person, f.reason, f.starts_at, f.ends_at, true FROM found f WHERE f.seen
    UNION ALL
    SELECT '00000000-0000-0000-0000-000000000000', person, NULL, greatest(f.starts_at, since), least(f.ends_at, until), true
    FROM found f WHERE NOT f.seen AND EXISTS (SELECT 1 FROM client_trainer_relationship r
        WHERE r.client_id = person AND r.trainer_id = f.asking_trainer AND r.status <> 'ENDED' AND r.is_active)
$body$;

-- What is kept free around the sessions of those whom one may book.
CREATE OR REPLACE VIEW buffers WITH (security_barrier) AS
SELECT user_id, buffer_minutes FROM trainer_profile
WHERE (SELECT sees_all()) OR user_id = (SELECT me()) OR user_id IN (SELECT c.id FROM my_bookable() AS c (id));
