# schema.bats - what the database itself refuses, whoever writes to it: each line a rule, and a statement that breaks it.

load practice

prepare() {
    small_studio
    coach category add Strength -o id
    coach category add Yoga -o id
    coach tag add knee -o id
    coach program add Run -o id
    coach program session add Run --day 1 --at 07:00 --title Hills --type GROUP -o id
    coach trainer edit $anna --hourly-rate 75.50 --currency EUR -o id
    coach trainer categorize $anna Strength --primary -o id
    coach trainer categorize $anna Yoga -o id
    coach trainer tag $anna knee -o id
    coach relationship end "$(pair $cleo $carl)" --reason "moved away" -o id
    book "2026-12-10 10:00" --title open
    coach session start "$(book "2026-12-07 11:00" --title running)" -o id
    coach session start "$(book "2026-12-01 10:00" --title done)" --at "2026-12-01 10:00" -o id
    coach session complete "$(coach session list --search done -o id)" --at "2026-12-01 11:00" -o id
    coach session feedback "$(coach session list --search done -o id)" --rating 5 --feedback Good -o id
    coach session cancel "$(book "2026-12-11 10:00" --title off)" --reason flu -o id
    book "2026-12-12 10:00" --title again --every week --times 1
    printf '%s\n' BEGIN:VCALENDAR BEGIN:VEVENT UID:event DTSTART:20261220T090000Z DURATION:PT1H END:VEVENT END:VCALENDAR |
        coach ical import - --client $ben --trainer $anna -o id
    coach availability set $anna --days mon --hours 9-12 --from 2026-12-01 --to 2026-12-31 -o id
    coach timeoff add $dana --from 2026-12-24 --to 2026-12-27 -o id
    coach plan create --client $ben --name Winter --start today --end 2026-12-31 --program Run -o id
    coach remind --within 7d -c remind.command=true -o id
} >/dev/null

# What another program would do.
sql() {
    if [[ $COACH_ENGINE == sqlite ]]; then
        sqlite3 -bail "$COACH_DB" "PRAGMA foreign_keys = ON; $1"
    else
        PGOPTIONS="-c search_path=coach" server_psql "$COACH_SERVER" "${COACH_DB##*/}" -v VERBOSITY=sqlstate -c "$1"
    fi
}

# is_refusal KIND ERRORS: whether an engine says so that a rule of that kind is broken. Where SQLite needs a check, a
# server has a type.
is_refusal() {
    case $COACH_ENGINE:$1 in
    sqlite:type) [[ $2 == *"cannot store "* ]] ;;
    sqlite:*) [[ $2 == *"$1 constraint failed"* ]] ;;
    postgres:UNIQUE) [[ $2 == *"ERROR:  23505"* ]] ;;
    postgres:"FOREIGN KEY") [[ $2 == *"ERROR:  23503"* ]] ;;
    postgres:"NOT NULL") [[ $2 == *"ERROR:  23502"* ]] ;;
    postgres:CHECK) [[ $2 =~ "ERROR:  "(23514|22...|42804) ]] ;;
    postgres:type) [[ $2 =~ "ERROR:  "(22...|42804) ]] ;;
    esac
}

# sql_refuses KIND STATEMENT: the database says which kind of rule is broken, and stays as it was.
sql_refuses() {
    local before
    before=$(database_fingerprint)
    run --separate-stderr sql "$2"
    [[ $status != 0 ]] || fail "not refused: $2"
    is_refusal "$1" "$stderr" || fail "$2
refused as: $stderr
wanted: $1"
    assert_equal "$output" ""
    assert_equal "$(database_fingerprint)" "$before"
}

# Reads lines "KIND | STATEMENT". With "loose:" before it, a statement is one that a server's types read kindly.
all_refused() {
    local kind statement count=0
    while read -r kind statement; do
        count=$((count + 1))
        [[ $kind != loose:* || $COACH_ENGINE == sqlite ]] || continue
        kind=${kind#loose:}
        sql_refuses "${kind//_/ }" "${statement#| }"
    done
    ((count > 0))
}

# What stands for a text of N characters in a statement.
long() {
    if [[ $COACH_ENGINE == sqlite ]]; then printf "printf('%%.*c', %d, 'x')" "$1"; else printf "repeat('x', %d)" "$1"; fi
}

# after COLUMN SECONDS: an instant that is so much later.
after() {
    if [[ $COACH_ENGINE == sqlite ]]; then echo "$1 + $2"; else echo "$1 + interval '$2 seconds'"; fi
}

tables="app_user availability calendar_link category client_trainer_relationship program program_session reminder session_series tag time_off trainer_category trainer_profile trainer_tag training_plan training_session visibility"

@test "the tables of the data model are there, with their columns" {
    if [[ $COACH_ENGINE == sqlite ]]; then
        run sql "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    else # where a file has a number in its head, a server has a table of one row
        run sql "SELECT tablename FROM pg_tables WHERE schemaname = 'coach' AND tablename <> 'about' ORDER BY tablename"
    fi
    assert_output "$(tr ' ' '\n' <<<"$tables operation operation_change" | LC_ALL=C sort)"
    local table columns
    while read -r table columns; do
        for column in $columns created_by created_at updated_at is_active; do
            sql "SELECT $column FROM $table" >/dev/null
        done
    done <<'COLUMNS'
app_user id email first_name last_name date_of_birth phone notes time_zone visibility_id
trainer_profile id user_id specializations bio hourly_rate currency certifications is_independent accepts_new_clients visibility_id buffer_minutes
availability id trainer_id days hours from_date to_date time_zone precedence
time_off id user_id starts_at ends_at reason
trainer_category trainer_id category_id is_primary
trainer_tag trainer_id tag_id
client_trainer_relationship id client_id trainer_id status relationship_type started_at ended_at notes end_reason
training_session id client_trainer_relationship_id title description scheduled_at started_at completed_at session_type status trainer_notes client_feedback rating trainer_id client_id ends_at time_zone location cancelled_at cancel_reason series_id series_start sequence plan_id
session_series id client_trainer_relationship_id client_id trainer_id title description rule local_start time_zone duration_minutes session_type location
calendar_link uid occurrence session_id sequence modified_at digest
training_plan id client_trainer_relationship_id name description program_id start_date end_date status goals
program id name description notes visibility_id
program_session id program_id day starts duration_minutes title description session_type location
category id name description
tag id name description
visibility id name description
COLUMNS
}

@test "the statements of these tests reach rows: the same ones with good values are carried out" {
    local table
    for table in $tables; do
        [[ $(sql "SELECT count(*) FROM $table") -gt 0 ]] || fail "no row in $table"
        run sql "UPDATE $table SET is_active = false; UPDATE $table SET is_active = true WHERE created_at IS NOT NULL"
        assert_success
    done
}

@test "every id has 16 bytes, every flag is 0 or 1, and every row has who made it and when" {
    local table
    for table in $tables; do
        all_refused <<STATEMENTS
FOREIGN_KEY | UPDATE $table SET created_by = $(random_id_sql)
CHECK | UPDATE $table SET created_by = x'00'
NOT_NULL | UPDATE $table SET created_by = NULL
NOT_NULL | UPDATE $table SET created_at = NULL
NOT_NULL | UPDATE $table SET updated_at = NULL
loose:type | UPDATE $table SET created_at = '2026-12-01'
loose:type | UPDATE $table SET updated_at = 'now'
type | UPDATE $table SET updated_at = 'some day'
NOT_NULL | UPDATE $table SET is_active = NULL
CHECK | UPDATE $table SET is_active = 2
STATEMENTS
        [[ $table == trainer_category || $table == trainer_tag || $table == calendar_link ]] || all_refused <<STATEMENTS
NOT_NULL | UPDATE $table SET id = NULL
CHECK | UPDATE $table SET id = x'0011'
type | UPDATE $table SET id = 'not a uuid'
STATEMENTS
    done
}

@test "every reference refers to a row" {
    all_refused <<STATEMENTS
FOREIGN_KEY | UPDATE app_user SET visibility_id = $(random_id_sql)
FOREIGN_KEY | UPDATE program SET visibility_id = $(random_id_sql)
FOREIGN_KEY | UPDATE trainer_profile SET visibility_id = $(random_id_sql)
FOREIGN_KEY | UPDATE trainer_profile SET user_id = $(random_id_sql)
FOREIGN_KEY | UPDATE trainer_category SET trainer_id = $(random_id_sql) WHERE is_primary
FOREIGN_KEY | UPDATE trainer_category SET category_id = $(random_id_sql) WHERE is_primary
FOREIGN_KEY | UPDATE trainer_tag SET trainer_id = $(random_id_sql)
FOREIGN_KEY | UPDATE trainer_tag SET tag_id = $(random_id_sql)
FOREIGN_KEY | UPDATE client_trainer_relationship SET client_id = $(random_id_sql) WHERE status = 'ENDED'
FOREIGN_KEY | UPDATE client_trainer_relationship SET trainer_id = $(random_id_sql) WHERE status = 'ENDED'
FOREIGN_KEY | UPDATE training_session SET client_trainer_relationship_id = $(random_id_sql)
FOREIGN_KEY | UPDATE training_plan SET client_trainer_relationship_id = $(random_id_sql)
FOREIGN_KEY | UPDATE training_plan SET program_id = $(random_id_sql)
FOREIGN_KEY | UPDATE availability SET trainer_id = $(random_id_sql)
FOREIGN_KEY | UPDATE time_off SET user_id = $(random_id_sql)
FOREIGN_KEY | UPDATE reminder SET session_id = $(random_id_sql)
FOREIGN_KEY | UPDATE reminder SET recipient_id = $(random_id_sql)
STATEMENTS
}

@test "what others refer to is not deleted" {
    all_refused <<STATEMENTS
FOREIGN_KEY | DELETE FROM app_user WHERE email = 'ben@example.org'
FOREIGN_KEY | DELETE FROM app_user WHERE email = 'admin@example.org'
FOREIGN_KEY | DELETE FROM visibility
FOREIGN_KEY | DELETE FROM trainer_profile
FOREIGN_KEY | DELETE FROM category
FOREIGN_KEY | DELETE FROM tag
FOREIGN_KEY | DELETE FROM program
FOREIGN_KEY | DELETE FROM client_trainer_relationship WHERE status = 'ACTIVE'
STATEMENTS
}

@test "the trainer and the client of a session are those of its relationship" {
    all_refused <<STATEMENTS
FOREIGN_KEY | UPDATE training_session SET client_id = (SELECT id FROM app_user WHERE email = 'dana@example.org')
FOREIGN_KEY | UPDATE training_session SET trainer_id = (SELECT t.id FROM trainer_profile t JOIN app_user u ON u.id = t.user_id WHERE u.email = 'carl@example.org')
FOREIGN_KEY | UPDATE training_session SET client_trainer_relationship_id = (SELECT id FROM client_trainer_relationship WHERE status = 'ENDED')
FOREIGN_KEY | UPDATE client_trainer_relationship SET client_id = (SELECT id FROM app_user WHERE email = 'dana@example.org') WHERE status = 'ACTIVE'
NOT_NULL | UPDATE training_session SET client_id = NULL
NOT_NULL | UPDATE training_session SET trainer_id = NULL
NOT_NULL | UPDATE training_session SET client_trainer_relationship_id = NULL
STATEMENTS
}

@test "users: e-mail, names and texts" {
    all_refused <<STATEMENTS
UNIQUE | UPDATE app_user SET email_key = 'same@example.org'
NOT_NULL | UPDATE app_user SET email = NULL
NOT_NULL | UPDATE app_user SET email_key = NULL
CHECK | UPDATE app_user SET email = 'a@'
CHECK | UPDATE app_user SET email = $(long 256)
CHECK | UPDATE app_user SET first_name = ''
CHECK | UPDATE app_user SET first_name = $(long 256)
NOT_NULL | UPDATE app_user SET first_name = NULL
CHECK | UPDATE app_user SET last_name = ''
CHECK | UPDATE app_user SET last_name = $(long 256)
NOT_NULL | UPDATE app_user SET last_name = NULL
CHECK | UPDATE app_user SET date_of_birth = '1990-02-30'
CHECK | UPDATE app_user SET date_of_birth = 'long ago'
CHECK | UPDATE app_user SET phone = $(long 33)
CHECK | UPDATE app_user SET notes = $(long 2001)
NOT_NULL | UPDATE app_user SET visibility_id = NULL
loose:type | UPDATE app_user SET first_name = x'ff00'
STATEMENTS
}

@test "events of other calendars: once for each session, with a UID, a start and a digest" {
    all_refused <<STATEMENTS
CHECK | UPDATE calendar_link SET uid = ''
CHECK | UPDATE calendar_link SET uid = $(long 1001)
CHECK | UPDATE calendar_link SET occurrence = '2026-12-20'
CHECK | UPDATE calendar_link SET sequence = -1
CHECK | UPDATE calendar_link SET digest = 'x'
NOT_NULL | UPDATE calendar_link SET session_id = NULL
FOREIGN_KEY | UPDATE calendar_link SET session_id = $(random_id_sql)
UNIQUE | INSERT INTO calendar_link SELECT * FROM calendar_link
STATEMENTS
}

@test "the history: operations are of users, and changes of operations" {
    all_refused <<STATEMENTS
NOT_NULL | UPDATE operation SET made_at = NULL
NOT_NULL | UPDATE operation SET actor_id = NULL
FOREIGN_KEY | UPDATE operation SET actor_id = $(random_id_sql)
CHECK | UPDATE operation SET command = ''
FOREIGN_KEY | UPDATE operation SET undoes = 4711
FOREIGN_KEY | UPDATE operation_change SET operation = 4711 WHERE operation = 1 AND position = 1
NOT_NULL | UPDATE operation_change SET table_name = NULL
NOT_NULL | UPDATE operation_change SET row_id = NULL
NOT_NULL | UPDATE operation_change SET row_part = NULL
CHECK | UPDATE operation_change SET before = NULL, after = '{}'
UNIQUE | INSERT INTO operation_change SELECT * FROM operation_change
STATEMENTS
}

@test "trainers: one profile for a user, a rate with its currency" {
    all_refused <<STATEMENTS
UNIQUE | UPDATE trainer_profile SET user_id = (SELECT id FROM app_user WHERE email = 'ben@example.org')
NOT_NULL | UPDATE trainer_profile SET user_id = NULL
CHECK | UPDATE trainer_profile SET currency = NULL WHERE hourly_rate IS NOT NULL
CHECK | UPDATE trainer_profile SET hourly_rate = NULL WHERE currency IS NOT NULL
CHECK | UPDATE trainer_profile SET currency = 'EURO' WHERE currency IS NOT NULL
CHECK | UPDATE trainer_profile SET specializations = $(long 256)
CHECK | UPDATE trainer_profile SET bio = $(long 2001)
CHECK | UPDATE trainer_profile SET is_independent = 2
CHECK | UPDATE trainer_profile SET accepts_new_clients = -1
NOT_NULL | UPDATE trainer_profile SET is_independent = NULL
NOT_NULL | UPDATE trainer_profile SET accepts_new_clients = NULL
NOT_NULL | UPDATE trainer_profile SET visibility_id = NULL
CHECK | UPDATE trainer_profile SET buffer_minutes = -1
CHECK | UPDATE trainer_profile SET buffer_minutes = 481
NOT_NULL | UPDATE trainer_profile SET buffer_minutes = NULL
STATEMENTS
}

@test "a trainer has a category once, one primary, and a tag once" {
    all_refused <<STATEMENTS
UNIQUE | UPDATE trainer_category SET is_primary = true
UNIQUE | UPDATE trainer_category SET category_id = (SELECT id FROM category WHERE name = 'Yoga')
UNIQUE | INSERT INTO trainer_category SELECT trainer_id, category_id, false, created_by, created_at, updated_at, false FROM trainer_category
UNIQUE | INSERT INTO trainer_tag SELECT * FROM trainer_tag
CHECK | UPDATE trainer_category SET is_primary = 2
NOT_NULL | UPDATE trainer_category SET is_primary = NULL
NOT_NULL | UPDATE trainer_category SET category_id = NULL WHERE is_primary
NOT_NULL | UPDATE trainer_tag SET tag_id = NULL
STATEMENTS
}

@test "categories, tags, visibilities and programs: names and texts" {
    local table
    for table in category tag visibility program; do
        all_refused <<STATEMENTS
CHECK | UPDATE $table SET name = ''
CHECK | UPDATE $table SET name = $(long 101)
NOT_NULL | UPDATE $table SET name = NULL
CHECK | UPDATE $table SET description = $(long 2001)
STATEMENTS
    done
    all_refused <<STATEMENTS
UNIQUE | UPDATE category SET name_key = 'same'
UNIQUE | UPDATE visibility SET name_key = 'same'
UNIQUE | INSERT INTO tag SELECT $(random_id_sql), 'KNEE', name_key, description, search_text, created_by, created_at, updated_at, is_active FROM tag
UNIQUE | INSERT INTO program SELECT $(random_id_sql), name, name_key, description, notes, visibility_id, search_text, created_by, created_at, updated_at, is_active FROM program
CHECK | UPDATE program SET notes = $(long 2001)
NOT_NULL | UPDATE program SET visibility_id = NULL
STATEMENTS
}

@test "relationships: one that is open for each pair, an end exactly when ENDED, known words" {
    local copy="INSERT INTO client_trainer_relationship SELECT $(random_id_sql), client_id, trainer_id"
    local rest="created_by, created_at, updated_at, is_active FROM client_trainer_relationship WHERE status = 'ACTIVE'"
    all_refused <<STATEMENTS
UNIQUE | $copy, 'ACTIVE', 'ONLINE', started_at, NULL, NULL, NULL, $rest
UNIQUE | $copy, 'PENDING', 'TRIAL', '2020-01-01', NULL, NULL, NULL, $rest
UNIQUE | $copy, 'PAUSED', 'ONLINE', started_at, NULL, NULL, NULL, created_by, created_at, updated_at, false FROM client_trainer_relationship WHERE status = 'ACTIVE'
CHECK | UPDATE client_trainer_relationship SET status = 'ENDED' WHERE status = 'ACTIVE'
CHECK | UPDATE client_trainer_relationship SET ended_at = '2026-12-31' WHERE status = 'ACTIVE'
CHECK | UPDATE client_trainer_relationship SET end_reason = 'moved away' WHERE status = 'ACTIVE'
CHECK | UPDATE client_trainer_relationship SET ended_at = NULL WHERE status = 'ENDED'
CHECK | UPDATE client_trainer_relationship SET status = 'ACTIVE' WHERE status = 'ENDED'
CHECK | UPDATE client_trainer_relationship SET ended_at = '2026-12-06' WHERE status = 'ENDED'
CHECK | UPDATE client_trainer_relationship SET started_at = '2027-01-01' WHERE status = 'ENDED'
CHECK | UPDATE client_trainer_relationship SET status = 'OPEN' WHERE status = 'ACTIVE'
CHECK | UPDATE client_trainer_relationship SET status = 'active' WHERE status = 'ACTIVE'
CHECK | UPDATE client_trainer_relationship SET relationship_type = 'CHESS'
loose:CHECK | UPDATE client_trainer_relationship SET started_at = 'today'
CHECK | UPDATE client_trainer_relationship SET started_at = '2026-02-30'
loose:CHECK | UPDATE client_trainer_relationship SET ended_at = '2027-1-1' WHERE status = 'ENDED'
CHECK | UPDATE client_trainer_relationship SET notes = $(long 2001)
CHECK | UPDATE client_trainer_relationship SET end_reason = $(long 256) WHERE status = 'ENDED'
NOT_NULL | UPDATE client_trainer_relationship SET client_id = NULL WHERE status = 'ENDED'
NOT_NULL | UPDATE client_trainer_relationship SET trainer_id = NULL WHERE status = 'ENDED'
NOT_NULL | UPDATE client_trainer_relationship SET status = NULL WHERE status = 'ACTIVE'
NOT_NULL | UPDATE client_trainer_relationship SET relationship_type = NULL
NOT_NULL | UPDATE client_trainer_relationship SET started_at = NULL WHERE status = 'ACTIVE'
STATEMENTS
    run sql "$copy, 'ENDED', 'ONLINE', started_at, started_at, NULL, NULL, $rest"
    assert_success
}

@test "sessions: length, order of times, what each status needs, known words" {
    all_refused <<STATEMENTS
CHECK | UPDATE training_session SET ends_at = $(after scheduled_at 299)
CHECK | UPDATE training_session SET ends_at = $(after scheduled_at 86401)
CHECK | UPDATE training_session SET ends_at = $(after scheduled_at -3600)
CHECK | UPDATE training_session SET completed_at = $(after started_at -1) WHERE title = 'done'
CHECK | UPDATE training_session SET started_at = $(after completed_at 1) WHERE title = 'done'
CHECK | UPDATE training_session SET completed_at = NULL WHERE title = 'done'
CHECK | UPDATE training_session SET status = 'COMPLETED' WHERE title = 'open'
CHECK | UPDATE training_session SET completed_at = ends_at WHERE title = 'open'
CHECK | UPDATE training_session SET status = 'IN_PROGRESS' WHERE title = 'open'
CHECK | UPDATE training_session SET started_at = NULL WHERE title = 'running'
CHECK | UPDATE training_session SET status = 'CANCELLED' WHERE title = 'open'
CHECK | UPDATE training_session SET status = 'LATE_CANCELLED' WHERE title = 'open'
CHECK | UPDATE training_session SET cancelled_at = scheduled_at WHERE title = 'open'
CHECK | UPDATE training_session SET cancelled_at = NULL WHERE title = 'off'
CHECK | UPDATE training_session SET status = 'SCHEDULED' WHERE title = 'off'
CHECK | UPDATE training_session SET cancel_reason = 'flu' WHERE title = 'open'
CHECK | UPDATE training_session SET rating = 5 WHERE title = 'open'
CHECK | UPDATE training_session SET client_feedback = 'Good' WHERE title = 'running'
CHECK | UPDATE training_session SET status = 'SCHEDULED', completed_at = NULL WHERE title = 'done'
CHECK | UPDATE training_session SET rating = 0 WHERE title = 'done'
CHECK | UPDATE training_session SET rating = 6 WHERE title = 'done'
loose:type | UPDATE training_session SET rating = 4.5 WHERE title = 'done'
CHECK | UPDATE training_session SET status = 'LOST' WHERE title = 'open'
CHECK | UPDATE training_session SET session_type = 'PICNIC'
CHECK | UPDATE training_session SET title = ''
CHECK | UPDATE training_session SET title = $(long 256)
CHECK | UPDATE training_session SET description = $(long 2001)
CHECK | UPDATE training_session SET location = $(long 256)
CHECK | UPDATE training_session SET cancel_reason = $(long 256) WHERE title = 'off'
CHECK | UPDATE training_session SET trainer_notes = $(long 2001)
CHECK | UPDATE training_session SET client_feedback = $(long 2001) WHERE title = 'done'
loose:type | UPDATE training_session SET scheduled_at = 'tomorrow'
NOT_NULL | UPDATE training_session SET title = NULL
NOT_NULL | UPDATE training_session SET scheduled_at = NULL
NOT_NULL | UPDATE training_session SET ends_at = NULL
NOT_NULL | UPDATE training_session SET time_zone = NULL
NOT_NULL | UPDATE training_session SET session_type = NULL
NOT_NULL | UPDATE training_session SET status = NULL WHERE title = 'open'
STATEMENTS
    run sql "UPDATE training_session SET ends_at = $(after scheduled_at 300); UPDATE training_session SET ends_at = $(after scheduled_at 86400)"
    assert_success
}

@test "plans: days in order, known words, texts" {
    all_refused <<STATEMENTS
CHECK | UPDATE training_plan SET end_date = '2026-12-06'
CHECK | UPDATE training_plan SET start_date = '2027-01-01'
loose:CHECK | UPDATE training_plan SET start_date = 'today'
CHECK | UPDATE training_plan SET end_date = '2026-13-01'
CHECK | UPDATE training_plan SET status = 'OPEN'
CHECK | UPDATE training_plan SET name = ''
CHECK | UPDATE training_plan SET name = $(long 256)
CHECK | UPDATE training_plan SET description = $(long 2001)
CHECK | UPDATE training_plan SET goals = $(long 2001)
NOT_NULL | UPDATE training_plan SET name = NULL
NOT_NULL | UPDATE training_plan SET start_date = NULL
NOT_NULL | UPDATE training_plan SET status = NULL
NOT_NULL | UPDATE training_plan SET client_trainer_relationship_id = NULL
STATEMENTS
    run sql "UPDATE training_plan SET end_date = start_date; UPDATE training_plan SET end_date = NULL, program_id = NULL"
    assert_success
}

@test "sessions of programs: days, times of day, lengths, known words, texts" {
    all_refused <<STATEMENTS
FOREIGN_KEY | UPDATE program_session SET program_id = $(random_id_sql)
FOREIGN_KEY | UPDATE training_session SET plan_id = $(random_id_sql) WHERE title = 'open'
CHECK | UPDATE program_session SET day = 0
CHECK | UPDATE program_session SET day = 3661
CHECK | UPDATE program_session SET starts = '24:00'
CHECK | UPDATE program_session SET starts = '7:00'
CHECK | UPDATE program_session SET duration_minutes = 4
CHECK | UPDATE program_session SET duration_minutes = 1441
CHECK | UPDATE program_session SET title = ''
CHECK | UPDATE program_session SET title = $(long 256)
CHECK | UPDATE program_session SET description = $(long 2001)
CHECK | UPDATE program_session SET location = $(long 256)
CHECK | UPDATE program_session SET session_type = 'PICNIC'
NOT_NULL | UPDATE program_session SET program_id = NULL
NOT_NULL | UPDATE program_session SET day = NULL
NOT_NULL | UPDATE program_session SET starts = NULL
NOT_NULL | UPDATE program_session SET duration_minutes = NULL
NOT_NULL | UPDATE program_session SET title = NULL
NOT_NULL | UPDATE program_session SET session_type = NULL
STATEMENTS
}

@test "series: a rule, a local start, lengths, one session for each start" {
    all_refused <<STATEMENTS
FOREIGN_KEY | UPDATE training_session SET series_id = $(random_id_sql) WHERE title = 'again'
FOREIGN_KEY | UPDATE session_series SET client_trainer_relationship_id = $(random_id_sql)
CHECK | UPDATE training_session SET series_start = '2026-12-12' WHERE title = 'again'
CHECK | UPDATE training_session SET sequence = -1
NOT_NULL | UPDATE training_session SET sequence = NULL
UNIQUE | UPDATE training_session SET series_id = (SELECT id FROM session_series), series_start = '2026-12-12T10:00:00'
CHECK | UPDATE session_series SET rule = ''
CHECK | UPDATE session_series SET rule = $(long 1001)
CHECK | UPDATE session_series SET local_start = '2026-12-12'
CHECK | UPDATE session_series SET duration_minutes = 4
CHECK | UPDATE session_series SET duration_minutes = 1441
CHECK | UPDATE session_series SET title = $(long 256)
CHECK | UPDATE session_series SET session_type = 'PICNIC'
NOT_NULL | UPDATE session_series SET rule = NULL
NOT_NULL | UPDATE session_series SET local_start = NULL
NOT_NULL | UPDATE session_series SET time_zone = NULL
STATEMENTS
}

@test "hours and time off: days in order, texts, an end after the beginning" {
    all_refused <<STATEMENTS
CHECK | UPDATE availability SET days = 'MO'
CHECK | UPDATE availability SET days = $(long 28)
CHECK | UPDATE availability SET hours = ''
CHECK | UPDATE availability SET hours = $(long 256)
CHECK | UPDATE availability SET to_date = '2026-11-30'
CHECK | UPDATE availability SET from_date = '2026-13-01'
CHECK | UPDATE availability SET precedence = 0
NOT_NULL | UPDATE availability SET trainer_id = NULL
NOT_NULL | UPDATE availability SET days = NULL
NOT_NULL | UPDATE availability SET hours = NULL
NOT_NULL | UPDATE availability SET time_zone = NULL
NOT_NULL | UPDATE availability SET precedence = NULL
CHECK | UPDATE time_off SET ends_at = starts_at
CHECK | UPDATE time_off SET reason = $(long 256)
NOT_NULL | UPDATE time_off SET user_id = NULL
NOT_NULL | UPDATE time_off SET starts_at = NULL
NOT_NULL | UPDATE time_off SET ends_at = NULL
STATEMENTS
}

@test "reminders: one for each, known words, what each status needs" {
    local copy="INSERT INTO reminder SELECT $(random_id_sql), session_id, recipient_id, kind, planned_at"
    local rest="1, claimed_at, NULL, NULL, NULL, created_by, created_at, updated_at, is_active FROM reminder"
    all_refused <<STATEMENTS
UNIQUE | $copy, 'FAILED', $rest
CHECK | UPDATE reminder SET kind = 'LUNCH'
CHECK | UPDATE reminder SET status = 'LOST'
CHECK | UPDATE reminder SET status = 'FAILED'
CHECK | UPDATE reminder SET sent_at = NULL
CHECK | UPDATE reminder SET status = 'RETRY', sent_at = NULL
CHECK | UPDATE reminder SET next_at = planned_at
CHECK | UPDATE reminder SET attempts = 9
CHECK | UPDATE reminder SET attempts = -1
CHECK | UPDATE reminder SET error = $(long 256)
NOT_NULL | UPDATE reminder SET session_id = NULL
NOT_NULL | UPDATE reminder SET recipient_id = NULL
NOT_NULL | UPDATE reminder SET kind = NULL
NOT_NULL | UPDATE reminder SET planned_at = NULL
NOT_NULL | UPDATE reminder SET status = NULL
NOT_NULL | UPDATE reminder SET claimed_at = NULL
STATEMENTS
    run sql "UPDATE reminder SET status = 'RETRY', sent_at = NULL, next_at = planned_at, error = 'x', attempts = 8"
    assert_success
}

# a server has no switch for them that everybody may turn
# bats test_tags=sqlite
@test "a session without a foreign key switched on is found by the check of the database" {
    run sqlite3 "$COACH_DB" "UPDATE training_session SET trainer_id = $(random_id_sql); PRAGMA foreign_key_check"
    assert_output --partial "training_session|"
}
