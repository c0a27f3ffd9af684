#!/usr/bin/env bats
# doctor.bats - what is wrong with a database, and what of it is mended.

load practice

# finds JSON: doctor ends with 1 and prints these, without their ids.
finds() {
    run_coach 1 doctor --json
    assert_json "map(del(.id, .fixable)) | unique" "$(jq unique <<<"$1")"
}

# Whatever is done with foreign keys and checks switched off.
behind() {
    if [[ $COACH_ENGINE == sqlite ]]; then
        sqlite3 -bail "$COACH_DB" "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; $1"
    else
        database_query "$1"
    fi
}

@test "doctor has nothing to say where all is well" {
    succeeds doctor
    assert_equal "$output" ""
    succeeds doctor --json
    assert_json . '[]'
    succeeds doctor --fix
    assert_equal "$(coach log --json | jq 'map(select(.command | contains("doctor")))')" "[]"
}

@test "after everything that commands do, doctor finds nothing" {
    local id plan
    id=$(book "tomorrow 09:00" --every week --times 4 -o id | head -n 1)
    coach session edit "$id" --title Ring --following -o id
    coach session cancel "$id" -o id
    id=$(book "yesterday 10:00")
    coach session complete "$id" --at "yesterday 11:00" -o id
    coach session feedback "$id" --rating 5 --feedback "$(printf 'ÄÖ\nß')" -o id
    coach undo -o id
    coach redo -o id
    coach category add Straße -o id
    coach trainer categorize "$anna" STRASSE --primary -o id
    coach trainer tag "$anna" x 2>/dev/null || coach tag add x -o id
    coach trainer tag "$anna" x -o id
    coach trainer untag "$anna" x -o id
    coach trainer edit "$anna" --rate 75 --currency EUR -o id
    coach availability set "$carl" --days mon-sat --hours 9-17 -o id
    coach timeoff add "$carl" --from "in 9 days" --to "in 10 days" -o id
    plan=$(coach plan create --relationship "$relationship" --name Winter --start today -o id)
    coach plan complete "$plan" -o id
    coach relationship end "$relationship" --cancel-sessions --close-plans -o id
    coach user archive "$dana" -o id
    run_coach 0 doctor --json
    assert_json . '[]'
    assert_equal "$stderr" ""
}

@test "what searches and names go by is mended, as one operation" {
    behind "UPDATE app_user SET search_text = 'nobody' WHERE email = 'ben@example.org'"
    behind "UPDATE app_user SET email_key = 'nobody' WHERE email = 'cleo@example.org'"
    finds '[{"check":"search","noun":"user","field":null,"problem":"is not found by what its texts say now"}]'
    assert_json "map(.fixable)" "[true,true]"
    run_coach 1 doctor
    assert_equal "$stderr" "wrong: 2, of which --fix can mend 2"
    run_coach 0 doctor --fix --dry-run
    assert_equal "$stderr" $'mended: 2\nnothing has been changed'
    finds '[{"check":"search","noun":"user","field":null,"problem":"is not found by what its texts say now"}]'
    run_coach 0 doctor --fix
    assert_equal "$output" ""
    assert_equal "$stderr" "mended: 2"
    assert_equal "$(coach log --json | jq -c '.[0] | [.command, .changes]')" '["coach doctor --fix",2]'
    assert_equal "$(coach user list --search "ben" -o id | wc -l)" 1
    assert_equal "$(coach user show cleo@example.org --json | jq -r .first_name)" Cleo
    succeeds doctor
}

@test "where some is mended and some is left, the exit status says that" {
    behind "UPDATE app_user SET search_text = 'nobody', time_zone = 'Mars/Base' WHERE email = '$ben'"
    run_coach 1 doctor --fix --dry-run --json
    run_coach 5 doctor --fix --json
    assert_json 'map([.check, .field])' '[["field","time_zone"]]'
    run_coach 1 doctor --fix --json
    run_coach 1 doctor -o id
}

# bats test_tags=sqlite
@test "a key that another row has is told, and left" {
    behind "DROP INDEX IF EXISTS none; UPDATE app_user SET email = 'ANNA@example.org' WHERE email = 'ben@example.org'"
    run_coach 1 doctor --fix --json
    assert_json 'map([.check, .noun, .fixable])' '[["search","user",false]]'
    assert_json '.[0].problem' '"has the name of another row, when case is disregarded"'
}

@test "rules of one row, and of rows beside others" {
    local id other
    id=$(book "tomorrow 09:00")
    other=$(pair "$cleo" "$carl")
    [[ $COACH_ENGINE == sqlite ]] || skip "the server holds its checks whoever writes"
    behind "UPDATE client_trainer_relationship SET status = 'ENDED' WHERE id = x'${other//-/}'"
    behind "UPDATE training_session SET rating = 3, ends_at = scheduled_at, status = 'COMPLETED'"
    behind "UPDATE trainer_profile SET hourly_rate = '75.00'"
    behind "UPDATE app_user SET time_zone = 'Mars/Base', first_name = '' WHERE email = '$dana'"
    run_coach 1 doctor --json
    assert_json 'map(select(.check != "constraint") | "\(.check) \(.noun) \(.field): \(.problem)") | unique' '[
        "field user first_name: first_name is empty",
        "field user time_zone: is no time zone that this machine knows",
        "rule relationship ended_at: is missing, though the status is ENDED",
        "rule session completed_at: is missing, though the status is COMPLETED",
        "rule session ends_at: is not from 5 minutes to 24 hours after scheduled_at",
        "rule trainer hourly_rate: goes with a currency, and there is only one of both",
        "search user null: is not found by what its texts say now"]'
}

@test "times that cannot be written" {
    local id before=-99999999999999 after=99999999999999
    id=$(book "tomorrow 09:00")
    if [[ $COACH_ENGINE == postgres ]]; then
        behind "UPDATE training_session SET ends_at = '20000-01-01T00:00:00Z', scheduled_at = '19999-12-31T23:00:00Z'"
    else
        behind "UPDATE training_session SET scheduled_at = $before, ends_at = $after"
    fi
    run_coach 1 doctor --json
    assert_json 'map(select(.check == "field") | "\(.noun) \(.field): \(.problem)")' '[
        "session scheduled_at: is not within the years 1 to 9999",
        "session ends_at: is not within the years 1 to 9999"]'
    [[ $COACH_ENGINE == sqlite ]] || return 0
    behind "UPDATE training_session SET scheduled_at = -9223372036854775807, ends_at = 9223372036854775807"
    run_coach 1 doctor --json
    assert_json 'map(select(.check == "rule") | "\(.noun) \(.field): \(.problem)")' '[
        "session ends_at: is not from 5 minutes to 24 hours after scheduled_at"]'
}

# bats test_tags=sqlite
@test "a time that is missing is put back where the history knows it" {
    coach relationship end "$relationship" -o id
    local ended
    ended=$(field relationship "$relationship" ended_at)
    behind "UPDATE client_trainer_relationship SET ended_at = NULL"
    run_coach 1 doctor --json
    assert_json 'map(select(.check == "rule") | [.field, .fixable])' '[["ended_at",true]]'
    run_coach 0 doctor --fix -o id
    assert_equal "$(field relationship "$relationship" ended_at)" "$ended"
    succeeds doctor
}

# bats test_tags=sqlite
@test "a time that was taken back is not put back" {
    coach relationship end "$relationship" -o id
    coach undo -o id
    behind "UPDATE client_trainer_relationship SET status = 'ENDED'"
    run_coach 1 doctor --fix --json
    assert_json 'map(select(.check == "rule") | [.field, .fixable])' '[["ended_at",false]]'
    assert_equal "$(field relationship "$relationship" ended_at)" null
}

@test "sessions beside the rows that they refer to" {
    local other
    book "tomorrow 09:00"
    other=$(pair "$cleo" "$carl")
    behind "UPDATE training_session SET client_trainer_relationship_id = $(id_sql "${other//-/}")"
    run_coach 1 doctor --json
    assert_json 'map(select(.check == "rule") | [.noun, .field, .problem])' \
        '[["session","client_id","is not of those two that the relationship is of"]]'
    behind "UPDATE client_trainer_relationship SET client_id = (SELECT user_id FROM trainer_profile p
        WHERE p.id = client_trainer_relationship.trainer_id) WHERE id = $(id_sql "${other//-/}")"
    run_coach 1 doctor --json
    assert_json 'map(select(.noun == "relationship") | [.field, .problem])' '[["client_id","is the trainer"]]'
}

@test "people in two places at once, unless somebody forced it" {
    local one two
    one=$(book "tomorrow 09:00")
    two=$(book "tomorrow 09:30" --force)
    run_coach 0 doctor
    assert_equal "$stderr" "in time that was taken, by force or before there was a history: 1"
    coach session cancel "$two" -o id
    two=$(book "tomorrow 15:00")
    behind "UPDATE training_session SET scheduled_at = (SELECT o.scheduled_at FROM training_session o
        WHERE o.id = $(id_sql "${one//-/}")), ends_at = (SELECT o.ends_at FROM training_session o
        WHERE o.id = $(id_sql "${one//-/}")) WHERE id = $(id_sql "${two//-/}")"
    run_coach 1 doctor --json
    assert_json 'map([.check, .noun, .field])' '[["time","session","scheduled_at"],["time","session","scheduled_at"]]'
    assert_json '[.[].problem] | all(endswith("and nobody forced that"))' true
}

@test "a word that only looks like --force forces nothing" {
    local one two other
    one=$(book "tomorrow 09:00" --description "as --force -f")
    two=$(book "tomorrow 15:00" --title --force)
    coach session edit "$two" --title "x --force" --description=-f --location "-fx" -o id
    other=$(book "tomorrow 12:00" -f)
    behind "UPDATE training_session SET scheduled_at = (SELECT o.scheduled_at FROM training_session o
        WHERE o.id = $(id_sql "${one//-/}")), ends_at = (SELECT o.ends_at FROM training_session o
        WHERE o.id = $(id_sql "${one//-/}")) WHERE id = $(id_sql "${two//-/}")"
    run_coach 1 doctor --json
    assert_json 'map(select(.check == "time") | .noun)' '["session","session"]'
    coach session cancel "$two" -o id
    behind "UPDATE training_session SET scheduled_at = (SELECT o.scheduled_at FROM training_session o
        WHERE o.id = $(id_sql "${one//-/}")), ends_at = (SELECT o.ends_at FROM training_session o
        WHERE o.id = $(id_sql "${one//-/}")) WHERE id = $(id_sql "${other//-/}")"
    run_coach 0 doctor
    assert_equal "$stderr" "in time that was taken, by force or before there was a history: 1"
}

@test "what was forced among other letters was forced" {
    book "tomorrow 09:00"
    run_coach 0 session schedule --client "$ben" --trainer "$anna" --type ONE_ON_ONE --title Lunges --at "Wed 09:00" --every week \
        --times 2 -o id
    coach session reschedule "${lines[0]}" --at "tomorrow 09:30" -af -o id
    run_coach 0 doctor
    assert_equal "$stderr" "in time that was taken, by force or before there was a history: 1"
}

@test "what a batch forced is not known from its command line" {
    book "tomorrow 09:00"
    jq -nc '{command: $ARGS.positional}' --args -- session schedule --client "$ben" --trainer "$anna" --title Lunges \
        --type ONE_ON_ONE --at "tomorrow 09:30" --force | coach batch --atomic - >/dev/null
    run_coach 0 doctor
    assert_equal "$stderr" "in time that was taken, by force or before there was a history: 1"
}

@test "a group may share its time" {
    pair "$cleo" "$anna"
    local name
    for name in "$ben" "$cleo"; do
        coach session schedule --client "$name" --trainer "$anna" --type GROUP --title Yoga --at "tomorrow 09:00" -o id
    done
    succeeds doctor
}

@test "rows that are not what the history made of them" {
    local tag
    tag=$(coach tag add first -o id)
    coach tag edit first --name second -o id
    coach tag edit second --name third -o id
    behind "UPDATE tag SET name = 'fourth', name_key = 'fourth', search_text = 'fourth'"
    finds '[{"check":"history","noun":"tag","field":"name","problem":"is \"fourth\", but the history says \"third\""}]'
    behind "UPDATE tag SET name = 'third', name_key = 'third', search_text = 'third'"
    succeeds doctor
    behind "UPDATE operation_change SET before = replace(before, 'second', 'other')"
    run_coach 1 doctor --json
    assert_json '[.[0] | .check, .noun, .id, .field]' "[\"history\",\"tag\",\"$tag\",\"name\"]"
    assert_json '.[0].problem | startswith("was \"other\" to operation")' true
    behind "UPDATE operation_change SET before = replace(before, 'other', 'second')"
    behind "DELETE FROM tag"
    run_coach 1 doctor --json
    assert_json 'map(.problem | startswith("is gone, and nothing after operation"))' '[true]'
}

@test "rows that are older than the history are counted, and no fault" {
    behind "DELETE FROM operation_change; DELETE FROM operation"
    run_coach 0 doctor
    assert_equal "$output" ""
    [[ $stderr == "older than the history: user 6, trainer 2, visibility 3, relationship 1" ]] || fail "$stderr"
}

# bats test_tags=sqlite
@test "who may read the files" {
    chmod 644 "$COACH_DB"
    run_coach 1 doctor --json
    assert_json 'map([.check, .problem, .fixable])' "[[\"mode\",\"$COACH_DB has mode 0644: others may use it\",true]]"
    run_coach 0 doctor --fix
    assert_equal "$(stat -c %a "$COACH_DB")" 600
    mkdir -m 777 "$BATS_TEST_TMPDIR/open"
    mv "$COACH_DB" "$BATS_TEST_TMPDIR/open/a.db"
    COACH_DB=$BATS_TEST_TMPDIR/open/a.db run_coach 0 doctor --fix
    assert_equal "$(stat -c %a "$BATS_TEST_TMPDIR/open")" 755
}

# bats test_tags=sqlite
@test "a file that is damaged, or not as coach makes it, is named before any row is read" {
    sqlite3 "$COACH_DB" "CREATE TRIGGER t AFTER INSERT ON tag BEGIN DELETE FROM app_user; END; CREATE TABLE mine (x)"
    run_coach 1 doctor --json
    assert_json 'map([.check, .problem])' \
        '[["extra","the table mine does not belong there"],["extra","the trigger t does not belong there"]]'
    sqlite3 "$COACH_DB" "DROP TRIGGER t; DROP TABLE mine"
    succeeds doctor
    local page
    page=$(sqlite3 "$COACH_DB" "SELECT rootpage FROM sqlite_schema WHERE name = 'app_user'")
    dd if=/dev/zero of="$COACH_DB" bs=4096 seek=$((page - 1)) count=1 conv=notrunc status=none
    run_coach 1 doctor --json
    assert_json 'all(.check == "integrity") and length > 0' true
}

# Has sessions go on without one of their indexes: without_index NAME SQL
without_index() {
    local kept="ATTACH '$BATS_TEST_TMPDIR/kept.db' AS kept; PRAGMA writable_schema = ON"
    sqlite3 -bail "$COACH_DB" "$kept; CREATE TABLE kept.object AS SELECT * FROM main.sqlite_schema WHERE name = '$1';
        DELETE FROM main.sqlite_schema WHERE name = '$1'"
    sqlite3 -bail "$COACH_DB" "$2"
    sqlite3 -bail "$COACH_DB" "$kept; INSERT INTO main.sqlite_schema SELECT * FROM kept.object; DROP TABLE kept.object"
}

# bats test_tags=sqlite
@test "an index that does not agree with its table is made anew" {
    book "tomorrow 09:00"
    book "tomorrow 11:00"
    without_index session_trainer "UPDATE training_session SET scheduled_at = scheduled_at + 3600, ends_at = ends_at + 3600"
    run_coach 1 doctor --json
    assert_json 'map([.check, .problem, .fixable])' '[["integrity","the index session_trainer is not that of its table",true]]'
    run_coach 1 doctor
    assert_equal "$stderr" "the rows have not been looked at: the file comes first
wrong: 1, of which --fix can mend 1"
    run_coach 0 doctor --fix --dry-run
    assert_equal "$stderr" $'mended: 1\nnothing has been changed'
    run_coach 1 doctor -o id
    run_coach 0 doctor --fix
    assert_equal "$output" ""
    assert_equal "$stderr" "mended: 1"
    assert_equal "$(sqlite3 "$COACH_DB" "PRAGMA integrity_check")" ok
    succeeds doctor
    pair "$cleo" "$anna"
    refuses 1 "is busy" session schedule --client "$cleo" --trainer "$anna" --at "tomorrow 10:00" --title x --type group
}

# bats test_tags=sqlite
@test "an index that its table does not let be made is left" {
    local unique
    unique=$(sqlite3 "$COACH_DB" "SELECT name FROM sqlite_schema WHERE tbl_name = 'app_user' AND name LIKE '%role%'")
    without_index "$unique" "UPDATE app_user SET db_role = 'alike' WHERE email IN ('$ben', '$cleo')"
    run_coach 1 doctor --json
    assert_json 'map([.check, .fixable])' '[["integrity",true]]'
    run_coach 1 doctor --fix --json
    assert_json 'map([.check, .problem, .fixable])' "[[\"integrity\",\"the index $unique is not that of its table\",false]]"
    assert_equal "$(sqlite3 "$COACH_DB" "PRAGMA integrity_check" | grep -vc "$unique")" 0
}

# bats test_tags=sqlite
@test "a reference to a row that is not there" {
    local id
    id=$(coach user show "$ben" -o id)
    behind "UPDATE app_user SET visibility_id = randomblob(16) WHERE email = '$ben'"
    run_coach 1 doctor --json
    assert_json 'map([.check, .noun, .id, .problem])' \
        "[[\"reference\",\"user\",\"$id\",\"refers to a row of visibility that is not there\"]]"
}

# bats test_tags=sqlite
@test "what is no JSON is told of, and not looked into" {
    coach trainer edit anna@example.org --certifications '{"yoga": 1}' -o id
    database_query "UPDATE trainer_profile SET certifications = '{\"yoga' WHERE certifications IS NOT NULL"
    run --separate-stderr timeout 20 "$COACH_BIN" doctor --json
    assert_equal "$status" 1
    assert_json 'any(.field == "certifications")' true
}

@test "people at work while they are off, unless somebody forced it" {
    local one
    one=$(book "tomorrow 09:00")
    coach timeoff add "$ben" --from "tomorrow 08:00" --to "tomorrow 12:00" --force -o id
    run_coach 0 doctor
    assert_equal "$stderr" "in time that was taken, by force or before there was a history: 1"
    coach session cancel "$one" -o id
    one=$(book "2026-12-16 10:00")
    coach timeoff add "$ben" --from "in 2 days" --to "in 8 days" -o id
    coach timeoff add "$ben" --from "in 3 days" --to "in 4 days" -o id
    succeeds doctor
    behind "UPDATE time_off SET ends_at = (SELECT s.ends_at FROM training_session s WHERE s.id = $(id_sql "${one//-/}"))
        WHERE reason IS NULL AND ends_at = (SELECT max(ends_at) FROM time_off)"
    run_coach 1 doctor --json
    assert_json 'map(select(.check == "time") | [.noun, .id, .field, (.problem | sub("[0-9a-f-]{36}"; "ID"))])' \
        "[[\"session\",\"$one\",\"scheduled_at\",\"Ben Cole is off then (ID), and nobody forced that\"]]"
}

@test "hours and buffers that were set after a session are no fault of it" {
    book "tomorrow 09:00"
    book "tomorrow 10:00"
    coach availability set "$anna" --days daily --hours 14-16 -o id
    coach trainer edit "$anna" --buffer 30m -o id
    succeeds doctor
}

@test "what is open in a relationship that has ended" {
    local id plan
    id=$(book "tomorrow 09:00")
    book "yesterday 09:00"
    plan=$(coach plan create --relationship "$relationship" --name Winter --start today -o id)
    coach relationship end "$relationship" --cancel-sessions --close-plans -o id
    succeeds doctor
    behind "UPDATE training_session SET status = 'SCHEDULED', cancelled_at = NULL, cancel_reason = NULL"
    behind "UPDATE training_plan SET status = 'PAUSED'"
    run_coach 1 doctor --json
    assert_json 'map(select(.check == "rule") | [.noun, .id, .field, .problem, .fixable])' "[
        [\"session\",\"$id\",\"status\",\"is still to come, though its relationship is ENDED\",false],
        [\"plan\",\"$plan\",\"status\",\"is open, though its relationship is ENDED\",false]]"
}

@test "texts that mean times, days and hours" {
    local id
    id=$(coach session schedule --client "$ben" --trainer "$anna" --type ONE_ON_ONE --title Squats --at "tomorrow 09:00" \
        --every week --times 2 -o id | head -n 1)
    coach user edit "$ben" --date-of-birth 1987-03-21 -o id
    coach availability set "$carl" --days mon-sat --hours 9-17 -o id
    coach program add Basics -o id
    coach program session add Basics --day 1 --at 9:00 --title Squats --type ONE_ON_ONE -o id
    succeeds doctor
    behind "UPDATE app_user SET date_of_birth = '2026-12-09' WHERE email = '$ben'"
    behind "UPDATE availability SET days = 'MON,XXX', hours = '17:00-9x'"
    behind "UPDATE program_session SET starts = '12:99'"
    behind "UPDATE session_series SET rule = 'FREQ=SECONDLY;COUNT=2'"
    behind "UPDATE training_session SET series_start = '2026-13-08T09:00:00' WHERE id = $(id_sql "${id//-/}")"
    run_coach 1 doctor --json
    assert_json 'map(select(.check == "rule") | "\(.noun) \(.field): \(.problem)") | sort' '[
        "availability days: are no weekdays",
        "availability hours: are no hours of a day",
        "program session starts: is no time of day",
        "series rule: is none by which sessions recur from local_start on",
        "session series_start: is no local time",
        "user date_of_birth: is in the future"]'
    behind "UPDATE app_user SET date_of_birth = '2026-12-08' WHERE email = '$ben'"
    behind "UPDATE session_series SET rule = 'FREQ=WEEKLY;COUNT=2', local_start = '2026-02-30T09:00:00'"
    run_coach 1 doctor --json
    assert_json 'any(.field == "date_of_birth" and .check == "rule")' false
    assert_json 'map(select(.noun == "series" and .check == "rule") | [.field, .problem])' '[["local_start","is no local time"]]'
}

# bats test_tags=sqlite
@test "reminders whose times do not go with what came of them" {
    book "tomorrow 09:00"
    coach remind --within 48h -c remind.command=true >/dev/null
    succeeds doctor
    behind "UPDATE reminder SET sent_at = NULL, next_at = claimed_at"
    run_coach 1 doctor --json
    assert_json 'map(select(.check == "rule") | [.noun, .field]) | unique' '[["reminder","next_at"],["reminder","sent_at"]]'
}

# bats test_tags=sqlite
@test "a word that no coach knows is told of, and all else is looked at" {
    local id
    id=$(book "tomorrow 09:00")
    coach tag add first -o id
    behind "UPDATE training_session SET status = 'LOST'"
    behind "UPDATE tag SET search_text = 'nobody'"
    run_coach 1 doctor --json
    assert_json 'map(select(.check != "constraint") | [.check, .noun, .field])' \
        '[["search","tag",null],["field","session","status"]]'
    [[ $output == *"$id"* ]]
}
