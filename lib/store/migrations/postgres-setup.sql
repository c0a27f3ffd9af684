-- Who sees and does what on a server. Each person's login is a member of one of three roles:
--   coach_admin     sees and does all
--   coach_trainer   their own profile and hours, their clients, relationships, sessions and plans; the PUBLIC profiles of
--                   other trainers; categories, tags and programs, of which they may add their own; their own time off,
--                   and may add that of their clients
--   coach_client    their own rows, without the notes of trainers, and the hours of those who train them; may give
--                   feedback, keep their own contact data, and take time off
-- A login that is a member of the last two is a trainer's. One that is nobody's, or whose user is archived, sees nothing.
-- What may be changed is granted by the column, so that nobody changes whose a row is, or who has made it.
-- May be run again at any time: it leaves the same behind.

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['coach_admin', 'coach_trainer', 'coach_client'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I', name);
        END IF;
    END LOOP;
END $$;

SET LOCAL search_path = coach, pg_temp;
REVOKE ALL ON SCHEMA coach FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA coach FROM PUBLIC, coach_admin, coach_trainer, coach_client;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA coach FROM PUBLIC;
GRANT USAGE ON SCHEMA coach TO coach_admin, coach_trainer, coach_client;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA coach TO coach_admin, coach_trainer, coach_client;
GRANT SELECT ON about, people, buffers TO coach_admin, coach_trainer, coach_client;

DO $$
DECLARE
    name text;
    gone record;
BEGIN
    FOR gone IN SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'coach' LOOP
        EXECUTE format('DROP POLICY %I ON %I', gone.policyname, gone.tablename);
    END LOOP;
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'coach' AND tablename <> 'about' LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO coach_admin', name);
        EXECUTE format('CREATE POLICY admin ON %I TO coach_admin '
            'USING ((SELECT sees_all())) WITH CHECK ((SELECT sees_all()))', name);
    END LOOP;
END $$;

-- People: a trainer's clients, and those the trainer has added. Former clients are seen with what was, not changed.
GRANT SELECT, INSERT ON app_user TO coach_trainer;
GRANT UPDATE (email, email_key, first_name, last_name, date_of_birth, phone, notes, time_zone, visibility_id, search_text,
    updated_at) ON app_user TO coach_trainer;
CREATE POLICY trainer_sees ON app_user FOR SELECT TO coach_trainer
    USING (id = (SELECT me()) OR id IN (SELECT c.id FROM my_clients() AS c (id)) OR created_by = (SELECT me()));
CREATE POLICY trainer_adds ON app_user FOR INSERT TO coach_trainer
    WITH CHECK (created_by = (SELECT me()) AND db_role IS NULL);
CREATE POLICY trainer_changes ON app_user FOR UPDATE TO coach_trainer
    USING (id = (SELECT me()) OR id IN (SELECT c.id FROM my_bookable() AS c (id))
        OR (created_by = (SELECT me()) AND db_role IS NULL))
    WITH CHECK (true);
GRANT SELECT (id, email, email_key, first_name, last_name, date_of_birth, phone, time_zone, visibility_id, search_text,
    db_role, created_by, created_at, updated_at, is_active) ON app_user TO coach_client;
GRANT UPDATE (first_name, last_name, phone, time_zone, search_text, updated_at) ON app_user TO coach_client;
CREATE POLICY client_sees ON app_user FOR SELECT TO coach_client USING (id = (SELECT me()) AND NOT (SELECT trains()));
CREATE POLICY client_changes ON app_user FOR UPDATE TO coach_client USING (id = (SELECT me()))
    WITH CHECK (true);

-- Profiles.
GRANT SELECT ON trainer_profile TO coach_trainer, coach_client;
GRANT UPDATE (specializations, bio, hourly_rate, currency, certifications, is_independent, accepts_new_clients,
    visibility_id, buffer_minutes, search_text, updated_at) ON trainer_profile TO coach_trainer;
CREATE POLICY trainer_sees ON trainer_profile FOR SELECT TO coach_trainer USING (id = (SELECT my_trainer())
    OR (visibility_id = (SELECT v.id FROM visibility v WHERE v.name = 'PUBLIC') AND (SELECT trains())));
CREATE POLICY trainer_changes ON trainer_profile FOR UPDATE TO coach_trainer USING (id = (SELECT my_trainer()))
    WITH CHECK (true);
CREATE POLICY client_sees ON trainer_profile FOR SELECT TO coach_client
    USING (id IN (SELECT w.id FROM my_trainers() AS w (id)) AND NOT (SELECT trains()));

-- What profiles are sorted by. A link is seen with the profile that it belongs to.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['trainer_category', 'trainer_tag'] LOOP
        EXECUTE format('GRANT SELECT ON %I TO coach_trainer, coach_client', name);
        EXECUTE format('GRANT INSERT, UPDATE (%s) ON %I TO coach_trainer',
            CASE name WHEN 'trainer_category' THEN 'is_primary, ' ELSE '' END || 'updated_at, is_active', name);
        EXECUTE format('CREATE POLICY seen ON %I FOR SELECT TO coach_trainer, coach_client '
            'USING (trainer_id IN (SELECT p.id FROM trainer_profile p))', name);
        EXECUTE format('CREATE POLICY trainer_adds ON %I FOR INSERT TO coach_trainer '
            'WITH CHECK (trainer_id = (SELECT my_trainer()) AND created_by = (SELECT me()))', name);
        EXECUTE format('CREATE POLICY trainer_changes ON %I FOR UPDATE TO coach_trainer '
            'USING (trainer_id = (SELECT my_trainer())) WITH CHECK (trainer_id = (SELECT my_trainer()))', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['category', 'tag', 'program'] LOOP
        EXECUTE format('GRANT SELECT, INSERT, UPDATE (name, name_key, description, search_text, updated_at, is_active) '
            'ON %I TO coach_trainer', name);
        EXECUTE format('CREATE POLICY trainer_sees ON %I FOR SELECT TO coach_trainer '
            'USING ((SELECT me()) IS NOT NULL)', name);
        EXECUTE format('CREATE POLICY trainer_adds ON %I FOR INSERT TO coach_trainer '
            'WITH CHECK (created_by = (SELECT me()))', name);
        EXECUTE format('CREATE POLICY trainer_changes ON %I FOR UPDATE TO coach_trainer '
            'USING (created_by = (SELECT me())) WITH CHECK (created_by = (SELECT me()))', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['category', 'tag'] LOOP
        EXECUTE format('GRANT SELECT ON %I TO coach_client', name);
        EXECUTE format('CREATE POLICY client_sees ON %I FOR SELECT TO coach_client '
            'USING ((SELECT me()) IS NOT NULL)', name);
    END LOOP;
END $$;
GRANT UPDATE (notes, visibility_id) ON program TO coach_trainer;
GRANT SELECT ON visibility TO coach_trainer, coach_client;
CREATE POLICY seen ON visibility FOR SELECT TO coach_trainer, coach_client USING ((SELECT me()) IS NOT NULL);
GRANT SELECT (id, name, name_key, description, visibility_id, search_text, created_by, created_at, updated_at, is_active)
    ON program TO coach_client;
CREATE POLICY client_sees ON program FOR SELECT TO coach_client
    USING (id IN (SELECT p.program_id FROM training_plan p));

-- What a program is made of is seen with it, and changed by whose it is.
GRANT SELECT, INSERT, UPDATE (program_id, day, starts, duration_minutes, title, description, session_type, location,
    search_text, updated_at, is_active) ON program_session TO coach_trainer;
GRANT SELECT ON program_session TO coach_client;
CREATE POLICY seen ON program_session FOR SELECT TO coach_trainer, coach_client
    USING (program_id IN (SELECT p.id FROM program p));
CREATE POLICY trainer_adds ON program_session FOR INSERT TO coach_trainer
    WITH CHECK (program_id IN (SELECT p.id FROM program p WHERE p.created_by = (SELECT me()))
        AND created_by = (SELECT me()));
CREATE POLICY trainer_changes ON program_session FOR UPDATE TO coach_trainer
    USING (program_id IN (SELECT p.id FROM program p WHERE p.created_by = (SELECT me())))
    WITH CHECK (program_id IN (SELECT p.id FROM program p WHERE p.created_by = (SELECT me())));

-- Relationships. Only somebody whom the trainer sees can be taken on.
GRANT SELECT, INSERT ON client_trainer_relationship TO coach_trainer;
GRANT UPDATE (status, relationship_type, started_at, ended_at, notes, end_reason, updated_at, is_active)
    ON client_trainer_relationship TO coach_trainer;
CREATE POLICY trainer_sees ON client_trainer_relationship FOR SELECT TO coach_trainer
    USING (trainer_id = (SELECT my_trainer()));
CREATE POLICY trainer_adds ON client_trainer_relationship FOR INSERT TO coach_trainer
    WITH CHECK (trainer_id = (SELECT my_trainer()) AND created_by = (SELECT me())
        AND client_id IN (SELECT u.id FROM app_user u));
CREATE POLICY trainer_changes ON client_trainer_relationship FOR UPDATE TO coach_trainer
    USING (trainer_id = (SELECT my_trainer())) WITH CHECK (trainer_id = (SELECT my_trainer()));
GRANT SELECT (id, client_id, trainer_id, status, relationship_type, started_at, ended_at, created_by, created_at,
    updated_at, is_active) ON client_trainer_relationship TO coach_client;
CREATE POLICY client_sees ON client_trainer_relationship FOR SELECT TO coach_client
    USING (client_id = (SELECT me()) AND NOT (SELECT trains()));

-- Sessions.
GRANT SELECT, INSERT ON training_session TO coach_trainer;
GRANT UPDATE (title, description, scheduled_at, ends_at, time_zone, session_type, status, location, started_at,
    completed_at, cancelled_at, cancel_reason, trainer_notes, client_feedback, rating, sequence, search_text, updated_at,
    is_active) ON training_session TO coach_trainer;
CREATE POLICY trainer_sees ON training_session FOR SELECT TO coach_trainer USING (trainer_id = (SELECT my_trainer()));
CREATE POLICY trainer_adds ON training_session FOR INSERT TO coach_trainer
    WITH CHECK (trainer_id = (SELECT my_trainer()) AND created_by = (SELECT me())
        AND (plan_id IS NULL OR plan_id IN (SELECT p.id FROM training_plan p))
        AND (series_id IS NULL OR EXISTS (SELECT 1 FROM session_series y WHERE y.id = series_id
            AND y.client_trainer_relationship_id = training_session.client_trainer_relationship_id)));
CREATE POLICY trainer_changes ON training_session FOR UPDATE TO coach_trainer
    USING (trainer_id = (SELECT my_trainer())) WITH CHECK (trainer_id = (SELECT my_trainer()));
GRANT SELECT (id, client_trainer_relationship_id, client_id, trainer_id, plan_id, title, description, scheduled_at, ends_at,
    time_zone, session_type, status, location, started_at, completed_at, cancelled_at, cancel_reason, client_feedback,
    rating, series_id, series_start, sequence, search_text, created_by, created_at, updated_at, is_active)
    ON training_session TO coach_client;
GRANT UPDATE (client_feedback, rating, updated_at) ON training_session TO coach_client;
CREATE POLICY client_sees ON training_session FOR SELECT TO coach_client
    USING (client_id = (SELECT me()) AND NOT (SELECT trains()));
CREATE POLICY client_changes ON training_session FOR UPDATE TO coach_client
    USING (client_id = (SELECT me()) AND NOT (SELECT trains())) WITH CHECK (true);

-- Series.
GRANT SELECT, INSERT ON session_series TO coach_trainer;
GRANT UPDATE (title, description, duration_minutes, session_type, location, search_text, updated_at)
    ON session_series TO coach_trainer;
CREATE POLICY trainer_sees ON session_series FOR SELECT TO coach_trainer USING (trainer_id = (SELECT my_trainer()));
CREATE POLICY trainer_adds ON session_series FOR INSERT TO coach_trainer
    WITH CHECK (trainer_id = (SELECT my_trainer()) AND created_by = (SELECT me()));
CREATE POLICY trainer_changes ON session_series FOR UPDATE TO coach_trainer
    USING (trainer_id = (SELECT my_trainer())) WITH CHECK (trainer_id = (SELECT my_trainer()));
GRANT SELECT ON session_series TO coach_client;
CREATE POLICY client_sees ON session_series FOR SELECT TO coach_client
    USING (client_id = (SELECT me()) AND NOT (SELECT trains()));

-- Reminders of their sessions are sent by trainers; a client sees those that went to them.
GRANT SELECT, INSERT, UPDATE (status, attempts, claimed_at, next_at, sent_at, error, updated_at) ON reminder
    TO coach_trainer;
CREATE POLICY trainer_sees ON reminder FOR SELECT TO coach_trainer
    USING (session_id IN (SELECT s.id FROM training_session s WHERE s.trainer_id = (SELECT my_trainer())));
CREATE POLICY trainer_adds ON reminder FOR INSERT TO coach_trainer
    WITH CHECK (session_id IN (SELECT s.id FROM training_session s WHERE s.trainer_id = (SELECT my_trainer()))
        AND created_by = (SELECT me()));
CREATE POLICY trainer_changes ON reminder FOR UPDATE TO coach_trainer
    USING (session_id IN (SELECT s.id FROM training_session s WHERE s.trainer_id = (SELECT my_trainer())))
    WITH CHECK (true);
GRANT SELECT ON reminder TO coach_client;
CREATE POLICY client_sees ON reminder FOR SELECT TO coach_client
    USING (recipient_id = (SELECT me()) AND NOT (SELECT trains()));

-- Events of other calendars are seen with the sessions that they became.
GRANT SELECT, INSERT, DELETE ON calendar_link TO coach_trainer;
GRANT UPDATE (sequence, modified_at, digest, updated_at) ON calendar_link TO coach_trainer;
GRANT SELECT ON calendar_link TO coach_client;
CREATE POLICY seen ON calendar_link FOR SELECT TO coach_trainer, coach_client
    USING (session_id IN (SELECT s.id FROM training_session s));
CREATE POLICY trainer_adds ON calendar_link FOR INSERT TO coach_trainer
    WITH CHECK (session_id IN (SELECT s.id FROM training_session s) AND created_by = (SELECT me()));
CREATE POLICY trainer_removes ON calendar_link FOR DELETE TO coach_trainer
    USING (session_id IN (SELECT s.id FROM training_session s));
CREATE POLICY trainer_changes ON calendar_link FOR UPDATE TO coach_trainer
    USING (session_id IN (SELECT s.id FROM training_session s)) WITH CHECK (true);

-- Plans are seen and changed with their relationship.
GRANT SELECT, INSERT ON training_plan TO coach_trainer;
GRANT UPDATE (name, description, program_id, start_date, end_date, status, goals, search_text, updated_at, is_active)
    ON training_plan TO coach_trainer;
CREATE POLICY seen ON training_plan FOR SELECT TO coach_trainer, coach_client
    USING (client_trainer_relationship_id IN (SELECT r.id FROM client_trainer_relationship r));
CREATE POLICY trainer_adds ON training_plan FOR INSERT TO coach_trainer
    WITH CHECK (client_trainer_relationship_id IN (SELECT r.id FROM client_trainer_relationship r)
        AND created_by = (SELECT me()));
CREATE POLICY trainer_changes ON training_plan FOR UPDATE TO coach_trainer
    USING (client_trainer_relationship_id IN (SELECT r.id FROM client_trainer_relationship r)) WITH CHECK (true);
GRANT SELECT ON training_plan TO coach_client;

-- Hours are known to those who may ask for them; time off to the person, and to the trainer who wrote it down.
GRANT SELECT ON availability TO coach_trainer, coach_client;
GRANT INSERT, UPDATE (days, updated_at, is_active) ON availability TO coach_trainer;
CREATE POLICY trainer_sees ON availability FOR SELECT TO coach_trainer USING (trainer_id = (SELECT my_trainer()));
CREATE POLICY trainer_adds ON availability FOR INSERT TO coach_trainer
    WITH CHECK (trainer_id = (SELECT my_trainer()) AND created_by = (SELECT me()));
CREATE POLICY trainer_changes ON availability FOR UPDATE TO coach_trainer
    USING (trainer_id = (SELECT my_trainer())) WITH CHECK (trainer_id = (SELECT my_trainer()));
CREATE POLICY client_sees ON availability FOR SELECT TO coach_client
    USING (NOT (SELECT trains()) AND trainer_id IN (SELECT r.trainer_id FROM client_trainer_relationship r
        WHERE r.client_id = (SELECT me()) AND r.status <> 'ENDED' AND r.is_active));
GRANT SELECT, INSERT, UPDATE (updated_at, is_active) ON time_off TO coach_trainer, coach_client;
CREATE POLICY own_seen ON time_off FOR SELECT TO coach_trainer, coach_client USING (user_id = (SELECT me()));
CREATE POLICY own_adds ON time_off FOR INSERT TO coach_trainer, coach_client
    WITH CHECK (user_id = (SELECT me()) AND created_by = (SELECT me()));
CREATE POLICY own_changes ON time_off FOR UPDATE TO coach_trainer, coach_client USING (user_id = (SELECT me()))
    WITH CHECK (user_id = (SELECT me()));
CREATE POLICY trainer_writes ON time_off TO coach_trainer USING (created_by = (SELECT me()))
    WITH CHECK (created_by = (SELECT me()) AND user_id IN (SELECT c.id FROM my_bookable() AS c (id)));

-- The history: everybody adds to it and reads of it what they did themselves.
GRANT SELECT, INSERT ON operation, operation_change TO coach_trainer, coach_client;
CREATE POLICY own_seen ON operation FOR SELECT TO coach_trainer, coach_client USING (actor_id = (SELECT me()));
CREATE POLICY own_adds ON operation FOR INSERT TO coach_trainer, coach_client WITH CHECK (actor_id = (SELECT me()));
CREATE POLICY own_seen ON operation_change FOR SELECT TO coach_trainer, coach_client
    USING (operation IN (SELECT o.number FROM operation o));
CREATE POLICY own_adds ON operation_change FOR INSERT TO coach_trainer, coach_client
    WITH CHECK (operation IN (SELECT o.number FROM operation o));

UPDATE about SET guarded = true;
