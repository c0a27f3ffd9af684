-- Who has done what, and what each row was like before and after. An operation is one command that wrote; its changes
-- are counted in the order in which they were made. A row that was made has neither image: the row itself is it, and
-- what is told of it later begins there. A row that was taken back has none of after.

CREATE TABLE operation (
    {serial number} NOT NULL PRIMARY KEY,
    {instant made_at} NOT NULL,
    {uuid actor_id} NOT NULL{later app_user id},
    {text command} NOT NULL CHECK (length(command) BETWEEN 1 AND 10000),
    {integer undoes} REFERENCES operation (number)
){strict};
{refers operation actor_id app_user id}
CREATE INDEX operation_time ON operation (made_at);
CREATE INDEX operation_undoes ON operation (undoes) WHERE undoes IS NOT NULL;

-- The row of a link is named by the first part of its key, and by the others as text.
CREATE TABLE operation_change (
    {integer operation} NOT NULL REFERENCES operation (number),
    {integer position} NOT NULL,
    {text table_name} NOT NULL,
    {uuid row_id} NOT NULL,
    {text row_part} NOT NULL,
    {text before},
    {text after} CHECK (after IS NULL OR before IS NOT NULL),
    PRIMARY KEY (operation, position)
){clustered};
CREATE INDEX operation_change_row ON operation_change (row_id, operation);
