-- Series of sessions. A session of one keeps the local start that the rule gave it, 2026-12-01T18:00:00, wherever it has
-- been moved since. A session counts its changes, so that other calendars know which of two copies is the newer one.

CREATE TABLE session_series (
    {uuid id} NOT NULL PRIMARY KEY,
    {uuid client_trainer_relationship_id} NOT NULL,
    {uuid client_id} NOT NULL,
    {uuid trainer_id} NOT NULL,
    {text title} NOT NULL CHECK (length(title) BETWEEN 1 AND 255),
    {text description} CHECK (length(description) <= 2000),
    {text rule} NOT NULL CHECK (length(rule) BETWEEN 1 AND 1000),
    {text local_start} NOT NULL CHECK (length(local_start) BETWEEN 19 AND 19),
    {text time_zone} NOT NULL,
    {integer duration_minutes} NOT NULL CHECK (duration_minutes BETWEEN 5 AND 1440),
    {text session_type} NOT NULL CHECK (session_type = 'ONE_ON_ONE' OR session_type = 'GROUP'
        OR session_type = 'ASSESSMENT' OR session_type = 'CONSULTATION' OR session_type = 'CHECK_IN'),
    {text location} CHECK (length(location) <= 255),
    {text search_text} NOT NULL,
    {uuid created_by} NOT NULL REFERENCES app_user (id),
    {instant created_at} NOT NULL,
    {instant updated_at} NOT NULL,
    {boolean is_active} NOT NULL,
    FOREIGN KEY (client_trainer_relationship_id, trainer_id, client_id)
        REFERENCES client_trainer_relationship (id, trainer_id, client_id)
){strict};
CREATE INDEX series_relationship ON session_series (client_trainer_relationship_id);

ALTER TABLE training_session ADD COLUMN {uuid series_id} REFERENCES session_series (id);
ALTER TABLE training_session ADD COLUMN {text series_start} CHECK (length(series_start) BETWEEN 19 AND 19);
ALTER TABLE training_session ADD COLUMN {integer sequence} NOT NULL DEFAULT 0 CHECK (sequence BETWEEN 0 AND 2147483647);
CREATE UNIQUE INDEX session_series_start ON training_session (series_id, series_start) WHERE series_id IS NOT NULL;
