-- One row for each reminder that was sent or tried: a session as it was planned then, a kind, a recipient. DUE stands in
-- no row that is kept.
CREATE TABLE reminder (
    {uuid id} NOT NULL PRIMARY KEY,
    {uuid session_id} NOT NULL REFERENCES training_session (id),
    {uuid recipient_id} NOT NULL REFERENCES app_user (id),
    {text kind} NOT NULL CHECK (kind = 'UPCOMING' OR kind = 'FOLLOWUP' OR kind = 'FEEDBACK'),
    {instant planned_at} NOT NULL,
    {text status} NOT NULL CHECK (status = 'DUE' OR status = 'CLAIMED' OR status = 'SENT' OR status = 'RETRY'
        OR status = 'FAILED'),
    {integer attempts} NOT NULL CHECK (attempts BETWEEN 0 AND 8),
    {instant claimed_at} NOT NULL,
    {instant next_at},
    {instant sent_at},
    {text error} CHECK (length(error) <= 255),
    {uuid created_by} NOT NULL REFERENCES app_user (id),
    {instant created_at} NOT NULL,
    {instant updated_at} NOT NULL,
    {boolean is_active} NOT NULL,
    CHECK ((status = 'RETRY') = (next_at IS NOT NULL)),
    CHECK ((status = 'SENT') = (sent_at IS NOT NULL)),
    UNIQUE (session_id, kind, recipient_id, planned_at)
){strict};
CREATE INDEX reminder_time ON reminder (claimed_at);
CREATE INDEX session_completed ON training_session (completed_at) WHERE completed_at IS NOT NULL;
CREATE INDEX reminder_open ON reminder (kind) WHERE status = 'RETRY' OR status = 'CLAIMED';
