-- Which session an event of another calendar has become: by its UID and, where it recurs, by the local start that its rule
-- gave, else ''. Of several people's calendars one event may have become a session for each. What it was like when it was last read tells whether it has changed there since.

CREATE TABLE calendar_link (
    {text uid} NOT NULL CHECK (length(uid) BETWEEN 1 AND 1000),
    {text occurrence} NOT NULL CHECK (length(occurrence) <= 19)
        CHECK (length(occurrence) = 0 OR length(occurrence) = 19),
    {uuid session_id} NOT NULL REFERENCES training_session (id),
    {integer sequence} NOT NULL CHECK (sequence BETWEEN 0 AND 2147483647),
    {instant modified_at},
    {text digest} NOT NULL CHECK (length(digest) BETWEEN 64 AND 64),
    {uuid created_by} NOT NULL REFERENCES app_user (id),
    {instant created_at} NOT NULL,
    {instant updated_at} NOT NULL,
    {boolean is_active} NOT NULL,
    PRIMARY KEY (uid, occurrence, session_id)
){strict};
CREATE INDEX calendar_link_session ON calendar_link (session_id);
