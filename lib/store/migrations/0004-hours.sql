-- When people have no time: the hours of trainers, what they keep free around sessions, and the time off of anybody.

-- The least that is kept free around each session, in minutes.
ALTER TABLE trainer_profile ADD COLUMN {integer buffer_minutes} NOT NULL DEFAULT 0
    CHECK (buffer_minutes BETWEEN 0 AND 480);

-- Of the rows that name a day, the one of the highest precedence counts.
CREATE TABLE availability (
    {uuid id} NOT NULL PRIMARY KEY,
    {uuid trainer_id} NOT NULL REFERENCES trainer_profile (id),
    {text days} NOT NULL CHECK (length(days) BETWEEN 3 AND 27),
    {text hours} NOT NULL CHECK (length(hours) BETWEEN 4 AND 255),
    {date from_date},
    {date to_date},
    {text time_zone} NOT NULL,
    {integer precedence} NOT NULL CHECK (precedence BETWEEN 1 AND 2147483647),
    {uuid created_by} NOT NULL REFERENCES app_user (id),
    {instant created_at} NOT NULL,
    {instant updated_at} NOT NULL,
    {boolean is_active} NOT NULL,
    CHECK (to_date >= from_date)
){strict};
CREATE INDEX availability_trainer ON availability (trainer_id);

CREATE TABLE time_off (
    {uuid id} NOT NULL PRIMARY KEY,
    {uuid user_id} NOT NULL REFERENCES app_user (id),
    {instant starts_at} NOT NULL,
    {instant ends_at} NOT NULL,
    {text reason} CHECK (length(reason) <= 255),
    {text search_text} NOT NULL,
    {uuid created_by} NOT NULL REFERENCES app_user (id),
    {instant created_at} NOT NULL,
    {instant updated_at} NOT NULL,
    {boolean is_active} NOT NULL,
    CHECK (ends_at > starts_at)
){strict};
CREATE INDEX time_off_user ON time_off (user_id, ends_at);
