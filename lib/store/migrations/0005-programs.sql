-- What a program is made of: sessions by day, and the sessions that were booked for a plan which follows it.

CREATE TABLE program_session (
    {uuid id} NOT NULL PRIMARY KEY,
    {uuid program_id} NOT NULL REFERENCES program (id),
    {integer day} NOT NULL CHECK (day BETWEEN 1 AND 3660),
    {text starts} NOT NULL CHECK (length(starts) BETWEEN 5 AND 5)
        CHECK (starts BETWEEN '00:00' AND '23:59'),
    {integer duration_minutes} NOT NULL CHECK (duration_minutes BETWEEN 5 AND 1440),
    {text title} NOT NULL CHECK (length(title) BETWEEN 1 AND 255),
    {text description} CHECK (length(description) <= 2000),
    {text session_type} NOT NULL CHECK (session_type = 'ONE_ON_ONE' OR session_type = 'GROUP'
        OR session_type = 'ASSESSMENT' OR session_type = 'CONSULTATION' OR session_type = 'CHECK_IN'),
    {text location} CHECK (length(location) <= 255),
    {text search_text} NOT NULL,
    {uuid created_by} NOT NULL REFERENCES app_user (id),
    {instant created_at} NOT NULL,
    {instant updated_at} NOT NULL,
    {boolean is_active} NOT NULL
){strict};
CREATE INDEX program_session_program ON program_session (program_id, day);

ALTER TABLE training_session ADD COLUMN {uuid plan_id}{later training_plan id};
{refers training_session plan_id training_plan id}
CREATE INDEX session_plan ON training_session (plan_id) WHERE plan_id IS NOT NULL;
