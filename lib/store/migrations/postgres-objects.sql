-- What stands beside the tables on a server: who is asking, and what everybody may know. Written anew after each step of
-- the schema. The functions and the view run with the rights of their owner, so each says itself what it gives away.

-- The user whose login this is.
CREATE OR REPLACE FUNCTION me() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = coach, pg_temp
AS 'SELECT id FROM app_user WHERE db_role = session_user::text AND is_active';

-- Whether this login sees all: the owner of the schema, and the members of coach_admin.
CREATE OR REPLACE FUNCTION sees_all() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = coach, pg_temp
AS 'SELECT pg_has_role(session_user, (SELECT nspowner FROM pg_namespace WHERE nspname = ''coach''), ''MEMBER'')
    OR EXISTS (SELECT 1 FROM pg_roles r WHERE r.rolname = ''coach_admin'' AND pg_has_role(session_user, r.oid, ''MEMBER''))';

CREATE OR REPLACE FUNCTION my_trainer() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = coach, pg_temp
AS 'SELECT id FROM trainer_profile WHERE user_id = me()';

CREATE OR REPLACE FUNCTION my_clients() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = coach, pg_temp
AS 'SELECT client_id FROM client_trainer_relationship WHERE trainer_id = my_trainer()';

CREATE OR REPLACE FUNCTION my_trainers() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = coach, pg_temp
AS 'SELECT trainer_id FROM client_trainer_relationship WHERE client_id = me()';

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
WHERE (SELECT sees_all()) OR id = (SELECT me()) OR id IN (SELECT my_clients()) OR created_by = (SELECT me())
    OR id IN (SELECT p.user_id FROM trainer_profile p WHERE p.id IN (SELECT my_trainers())
        OR (p.visibility_id = (SELECT v.id FROM visibility v WHERE v.name = 'PUBLIC') AND (SELECT my_trainer()) IS NOT NULL));

-- When a person is busy between two instants, as trainer or as client: the whole of sessions that this login may see, of
-- others only that the person is. Answers only those who may book the person.
CREATE OR REPLACE FUNCTION busy(person uuid, since timestamptz, until timestamptz)
RETURNS TABLE (id uuid, title text, scheduled_at timestamptz, ends_at timestamptz, session_type text, status text,
    trainer_id uuid, client_id uuid, is_active boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = coach, pg_temp
AS $body$
    WITH found AS (
        SELECT s.*, sees_all() OR s.trainer_id = my_trainer() OR s.client_id = me() AS seen FROM training_session s
        WHERE s.client_id = person AND s.scheduled_at < until AND s.scheduled_at > since - interval '1 day'
            AND s.ends_at > since AND s.is_active AND s.status IN ('SCHEDULED', 'CONFIRMED', 'IN_PROGRESS')
        UNION
        SELECT s.*, sees_all() OR s.trainer_id = my_trainer() OR s.client_id = me() AS seen FROM training_session s
        WHERE s.trainer_id = (SELECT p.id FROM trainer_profile p WHERE p.user_id = person)
            AND s.scheduled_at < until AND s.scheduled_at > since - interval '1 day'
            AND s.ends_at > since AND s.is_active AND s.status IN ('SCHEDULED', 'CONFIRMED', 'IN_PROGRESS'))
    SELECT CASE WHEN seen THEN f.id ELSE '00000000-0000-0000-0000-000000000000' END,
        CASE WHEN seen THEN f.title ELSE '' END,
        CASE WHEN seen THEN f.scheduled_at ELSE greatest(f.scheduled_at, since) END,
        CASE WHEN seen THEN f.ends_at ELSE least(f.ends_at, until) END,
        f.session_type, f.status, CASE WHEN seen THEN f.trainer_id END,
        CASE WHEN seen THEN f.client_id ELSE person END, f.is_active
    FROM found f
    WHERE sees_all() OR person = me() OR person IN (SELECT my_clients())
$body$;
