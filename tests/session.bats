# session.bats - training sessions: booked, for how long and in whose time, edited, found again.

load practice

# Books with Anna in full, as JSON: schedules ARGS…
schedules() {
    accepts session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title Squats "$@"
}

# The same, refused: will_not_schedule STATUS MESSAGE-PART ARGS…
will_not_schedule() {
    local wanted=$1 part=$2
    shift 2
    refuses "$wanted" "$part" session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title Squats "$@"
}

assert_times() { # assert_times SCHEDULED_AT ENDS_AT
    assert_json '[.scheduled_at, .ends_at]' "[\"$1\", \"$2\"]"
}

# ---- Booking ----

@test "a session is booked for an hour, in the trainer's zone" {
    schedules --at "tomorrow 18:00"
    assert_json 'del(.id, .client_id, .trainer_id, .created_by)' "{
        \"client\": \"Ben Cole\", \"trainer\": \"Anna Berg\", \"client_trainer_relationship_id\": \"$relationship\",
        \"plan_id\": null, \"title\": \"Squats\", \"description\": null, \"scheduled_at\": \"2026-12-08T17:00:00Z\",
        \"ends_at\": \"2026-12-08T18:00:00Z\", \"time_zone\": \"Europe/Berlin\", \"session_type\": \"ONE_ON_ONE\",
        \"status\": \"SCHEDULED\", \"location\": null, \"started_at\": null, \"completed_at\": null,
        \"cancelled_at\": null, \"cancel_reason\": null, \"trainer_notes\": null, \"client_feedback\": null,
        \"rating\": null, \"series_id\": null, \"series_start\": null, \"sequence\": 0, \"created_at\": \"2026-12-07T12:00:00Z\", \"updated_at\": \"2026-12-07T12:00:00Z\",
        \"is_active\": true}"
    assert_json '[.client_id, .trainer_id]' "[\"$(coach user show $ben -o id)\", \"$(coach trainer show $anna -o id)\"]"
}

@test "everything that can be said of a session is kept" {
    accepts session schedule --relationship "$relationship" --session-type assessment --title $'Kniebeuge – schwer' \
        --scheduled-at 2026-12-24T10:00:00Z --ends-at 2026-12-24T11:30:00Z --location "Hall 2" \
        --description $'5 × 5\n60 kg' --trainer-notes "Watch the knee" --time-zone Europe/Paris
    assert_json '[.title, .session_type, .location, .description, .trainer_notes, .time_zone]' \
        '["Kniebeuge – schwer", "ASSESSMENT", "Hall 2", "5 × 5\n60 kg", "Watch the knee", "Europe/Paris"]'
    assert_times 2026-12-24T10:00:00Z 2026-12-24T11:30:00Z
    local id booked=$output
    id=$(jq -r .id <<<"$output")
    accepts session show "$id"
    assert_equal "$output" "$booked"
}

@test "every type of session can be booked" {
    local type
    keep_database
    for type in ONE_ON_ONE GROUP ASSESSMENT CONSULTATION CHECK_IN; do
        schedules --at "tomorrow 18:00" --type $type
        assert_json .session_type "\"$type\""
        back_to_kept
    done
}

@test "a session needs a title, a type and a time" {
    fails_with 2 "coach: a session needs a value for title
hint: give --title" session schedule --client $ben --type GROUP --at tomorrow
    refuses 2 "title is empty" session schedule --client $ben --type GROUP --at tomorrow --title ""
    fails_with 2 "coach: a session needs a value for session_type
hint: give --session-type, one of ONE_ON_ONE, GROUP, ASSESSMENT, CONSULTATION, CHECK_IN" \
        session schedule --client $ben --title Squats --at tomorrow
    fails_with 2 'coach: scheduled_at: a session needs a time to begin
hint: give --at, such as --at "tomorrow 18:00"' session schedule --client $ben --type GROUP --title Squats
    will_not_schedule 2 '"picnic" is not a value of session_type' --at tomorrow --type picnic
}

@test "texts fit up to their limit in characters, and not one more" {
    local long
    long=$(printf 'é%.0s' {1..255})
    schedules --at "tomorrow 18:00" --title "$long" --location "$long"
    assert_json '[(.title | length), (.location | length)]' '[255, 255]'
    will_not_schedule 2 title --at "tomorrow 20:00" --title "${long}x"
    will_not_schedule 2 location --at "tomorrow 20:00" --location "${long}x"
    will_not_schedule 2 title --at "tomorrow 20:00" --title $'two\nlines'
    long=$(printf 'é%.0s' {1..2000})
    schedules --at "tomorrow 20:00" --description "$long" --trainer-notes "$long"
    will_not_schedule 2 description --at "tomorrow 22:00" --description "${long}x"
    will_not_schedule 2 trainer_notes --at "tomorrow 22:00" --trainer-notes "${long}x"
}

# ---- Whose ----

@test "the client alone will do where that leaves one open relationship, and so will the trainer" {
    accepts session schedule --client $ben --type GROUP --title Squats --at "tomorrow 18:00"
    assert_json .trainer '"Anna Berg"'
    accepts session schedule --trainer $anna --type GROUP --title Squats --at "tomorrow 19:00"
    assert_json .client '"Ben Cole"'
}

@test "the client alone is ambiguous with several trainers, and the relationships are named" {
    local other
    other=$(pair $ben $carl --start 2026-12-01)
    fails_with 3 "coach: $ben has more than one open relationship
hint: --relationship $other (Ben Cole with Carl Cook)
hint: --relationship $relationship (Ben Cole with Anna Berg)" \
        session schedule --client $ben --type GROUP --title Squats --at "tomorrow 18:00"
    accepts session schedule --relationship "$other" --type GROUP --title Squats --at "tomorrow 18:00"
    assert_json .trainer '"Carl Cook"'
    accepts session schedule --client $ben --trainer $carl --type GROUP --title Squats --at "tomorrow 19:00"
    assert_json .client_trainer_relationship_id "\"$other\""
}

@test "a relationship that has ended or is archived does not make the client ambiguous" {
    coach relationship end "$(pair $ben $carl)" -o id
    coach relationship archive "$(pair $ben $carl)" -o id
    accepts session schedule --client $ben --type GROUP --title Squats --at "tomorrow 18:00"
    assert_json .trainer '"Anna Berg"'
}

@test "two without an open relationship cannot be booked" {
    fails_with 3 "coach: $cleo and $carl have no open relationship
hint: coach relationship start --client $cleo --trainer $carl --type ONLINE" \
        session schedule --client $cleo --trainer $carl --type GROUP --title Squats --at "tomorrow 18:00"
    fails_with 3 "coach: $dana has no open relationship
hint: coach relationship start --client $dana --trainer TRAINER --type ONLINE" \
        session schedule --client $dana --type GROUP --title Squats --at "tomorrow 18:00"
    refuses 3 'there is no trainer "ben@example.org"' \
        session schedule --trainer $ben --type GROUP --title Squats --at "tomorrow 18:00"
    refuses 3 'there is no relationship' \
        session schedule --relationship 0000 --type GROUP --title Squats --at "tomorrow 18:00"
}

@test "options may have the whole names of their columns" {
    local id
    id=$(coach session schedule --client-id $ben --trainer-id $anna --session-type GROUP --title Squats \
        --scheduled-at "today 14:00" --ends-at "today 15:00" -o id)
    accepts session list --client-trainer-relationship-id "$relationship" --fields id
    assert_json . "[{\"id\":\"$id\"}]"
    accepts session start "$id" --started-at "today 14:05" --fields started_at
    assert_json . '{"started_at":"2026-12-07T13:05:00Z"}'
    accepts session complete "$id" --completed-at "today 15:05" --fields completed_at
    assert_json . '{"completed_at":"2026-12-07T14:05:00Z"}'
    accepts session schedule --client-trainer-relationship-id "$relationship" --session-type GROUP --title Squats \
        --scheduled-at "tomorrow 14:00" --fields title
}

@test "a session belongs to a relationship or to two people, and to one of these" {
    fails_with 2 "coach: client: whose is it?
hint: give --client and --trainer, or --relationship" \
        session schedule --type GROUP --title Squats --at "tomorrow 18:00"
    will_not_schedule 2 "give either the relationship, or its client and trainer" \
        --relationship "$relationship" --at "tomorrow 18:00"
}

@test "sessions are booked in an ACTIVE relationship only" {
    coach relationship pause "$relationship" -o id
    fails_with 1 "coach: the relationship is PAUSED; sessions are booked while it is ACTIVE
hint: coach relationship resume $relationship" \
        session schedule --client $ben --type CONSULTATION --title Squats --at "tomorrow 18:00"
    coach relationship end "$relationship" -o id
    fails_with 1 "coach: the relationship is ENDED; sessions are booked while it is ACTIVE
hint: coach relationship start begins a new one" \
        session schedule --relationship "$relationship" --type GROUP --title Squats --at "tomorrow 18:00" --force
}

@test "a CONSULTATION is booked in a PENDING relationship too, and becomes nothing else there" {
    local pending id
    pending=$(pair $cleo $carl --status PENDING)
    fails_with 1 "coach: the relationship is PENDING; sessions are booked while it is ACTIVE
hint: a CONSULTATION may be booked before
hint: coach relationship activate $pending" \
        session schedule --client $cleo --type ONE_ON_ONE --title Hello --at "tomorrow 18:00"
    accepts session schedule --client $cleo --type CONSULTATION --title Hello --at "tomorrow 18:00"
    assert_json '[.status, .session_type]' '["SCHEDULED", "CONSULTATION"]'
    id=$(jq -r .id <<<"$output")
    refuses 1 "the relationship is PENDING" session edit "$id" --type ONE_ON_ONE
    coach relationship activate "$pending" -o id
    accepts session edit "$id" --type ONE_ON_ONE
    assert_json .session_type '"ONE_ON_ONE"'
}

@test "nothing is booked with somebody archived, nor in an archived relationship" {
    coach relationship archive "$relationship" -o id
    fails_with 1 "coach: the relationship is archived
hint: coach relationship restore $relationship" \
        session schedule --client $ben --trainer $anna --type GROUP --title Squats --at "tomorrow 18:00"
    coach relationship restore "$relationship" -o id
    coach user archive $ben -o id
    refuses 1 "the client is archived" \
        session schedule --relationship "$relationship" --type GROUP --title Squats --at "tomorrow 18:00"
    coach user restore "$(coach user list --archived -o id)" -o id
    coach trainer archive $anna -o id
    refuses 1 "the trainer is archived" \
        session schedule --relationship "$relationship" --type GROUP --title Squats --at "tomorrow 18:00"
    coach trainer restore $anna -o id
    coach user archive $anna -o id
    refuses 1 "the trainer is archived" \
        session schedule --relationship "$relationship" --type GROUP --title Squats --at "tomorrow 18:00"
}

# ---- How long ----

@test "a duration is said in minutes, in hours, or in both" {
    local said ends
    keep_database
    while read -r said ends; do
        schedules --at 2026-12-08T10:00Z --duration "$said"
        assert_times 2026-12-08T10:00:00Z "$ends"
        back_to_kept
    done <<'LENGTHS'
60m 2026-12-08T11:00:00Z
1h30m 2026-12-08T11:30:00Z
90 2026-12-08T11:30:00Z
2h 2026-12-08T12:00:00Z
5 2026-12-08T10:05:00Z
5m 2026-12-08T10:05:00Z
24h 2026-12-09T10:00:00Z
1440 2026-12-09T10:00:00Z
1d 2026-12-09T10:00:00Z
LENGTHS
}

@test "a session lasts from 5 minutes to 24 hours" {
    local said
    for said in 4m 0 4 24h1m 1441 2d; do
        will_not_schedule 2 "duration: a session lasts from 5 minutes to 24 hours" \
            --at 2026-12-08T10:00Z --duration "$said"
    done
    for said in 2026-12-08T10:04:59Z 2026-12-08T10:00Z 2026-12-08T09:00Z 2026-12-09T10:00:01Z; do
        will_not_schedule 2 "ends_at: a session lasts from 5 minutes to 24 hours" --at 2026-12-08T10:00Z --ends "$said"
    done
}

@test "a session does not last beyond the end of the calendar" {
    local id
    refuses 2 "a session ends before the year 10000" session schedule --client $ben --trainer $anna \
        --type GROUP --title Late --at "9999-12-31T23:30:00Z"
    id=$(book "9999-12-31T23:30:00Z" --ends "9999-12-31T23:59:59Z")
    assert_equal "$(field session "$id" ends_at)" 9999-12-31T23:59:59Z
    refuses 2 "a session ends before the year 10000" session edit "$id" --duration 30
}

@test "a duration that is none is refused" {
    local said
    for said in soon -5 1.5h 30s 5x "60 m m" "" 99999999999999999999; do
        will_not_schedule 2 duration: --at 2026-12-08T10:00Z --duration="$said"
    done
    fails_with 2 'coach: duration: "soon" is not a length of time
hint: such as 60m, 1h30m or 90 (minutes)' session schedule --client $ben --type GROUP --title Squats \
        --at 2026-12-08T10:00Z --duration soon
}

@test "an end is said instead of a duration, and never both" {
    schedules --at "2026-12-08 18:00" --ends "2026-12-08 18:05"
    assert_times 2026-12-08T17:00:00Z 2026-12-08T17:05:00Z
    schedules --at "2026-12-09 18:00" --ends-at "2026-12-10 18:00"
    assert_times 2026-12-09T17:00:00Z 2026-12-10T17:00:00Z
    will_not_schedule 2 "give either the duration or the end" \
        --at "2026-12-12 18:00" --ends "2026-12-12 19:00" --duration 60
}

@test "session.duration is how long a session lasts where nothing is said" {
    schedules -c session.duration=1h30m --at 2026-12-08T10:00Z
    assert_times 2026-12-08T10:00:00Z 2026-12-08T11:30:00Z
    schedules -c session.duration=45 --at 2026-12-09T10:00Z --duration 20
    assert_times 2026-12-09T10:00:00Z 2026-12-09T10:20:00Z
    will_not_schedule 2 "session.duration" -c session.duration=2m --at 2026-12-10T10:00Z
    will_not_schedule 2 "session.duration" -c session.duration=soon --at 2026-12-10T10:00Z
}

# ---- When ----

@test "a time is read as people say it" {
    local said wanted
    keep_database
    while IFS='|' read -r said wanted; do
        schedules --at "$said"
        assert_json .scheduled_at "\"$wanted\""
        back_to_kept
    done <<'TIMES'
now|2026-12-07T12:00:00Z
today|2026-12-06T23:00:00Z
tomorrow 6pm|2026-12-08T17:00:00Z
friday noon|2026-12-11T11:00:00Z
monday 18:00|2026-12-07T17:00:00Z
next monday 18:00|2026-12-14T17:00:00Z
2026-12-24 18:00|2026-12-24T17:00:00Z
2026-12-24 18:00 Z|2026-12-24T18:00:00Z
2026-12-24 18:00 +02:00|2026-12-24T16:00:00Z
2026-12-24 18:00 America/New_York|2026-12-24T23:00:00Z
2026-12-24T18:00|2026-12-24T17:00:00Z
2026-12-24T18:00:30Z|2026-12-24T18:00:30Z
2026-12-24T18:00+02:00|2026-12-24T16:00:00Z
+2h30m|2026-12-07T14:30:00Z
in 3 days|2026-12-10T12:00:00Z
2 hours ago|2026-12-07T10:00:00Z
TIMES
}

@test "a time that does not fit as a whole is refused" {
    local said
    for said in "tomorrow sometime" "18:00 o'clock" "2026-13-01 10:00" "2026-12-24 25:00" "2026-12-24 18:00 Mars/Base" \
        "tomorrow 18:00 or so" "next" "" "2026-12-24T18:00+25:00" "99999-01-01"; do
        will_not_schedule 2 scheduled_at --at "$said"
    done
    fails_with 2 'coach: scheduled_at: "tomorrow sometime": "sometime" is left over
hint: try "tomorrow 18:00", "2026-12-01 18:00 Europe/Berlin", "next friday 6pm" or "in 3 days"' \
        session schedule --client $ben --type GROUP --title Squats --at "tomorrow sometime"
}

@test "a zone is the time's own, else --tz, else --time-zone, else the trainer's, else core.time_zone" {
    pair $ben $carl
    schedules --at "2026-12-08 18:00"
    assert_json '[.scheduled_at, .time_zone]' '["2026-12-08T17:00:00Z", "Europe/Berlin"]'
    schedules --at "2026-12-09 18:00" --time-zone America/New_York
    assert_json '[.scheduled_at, .time_zone]' '["2026-12-09T23:00:00Z", "America/New_York"]'
    schedules --at "2026-12-10 18:00" --tz Asia/Tokyo
    assert_json '[.scheduled_at, .time_zone]' '["2026-12-10T09:00:00Z", "Asia/Tokyo"]'
    schedules --at "2026-12-11 18:00" --time-zone America/New_York --tz Asia/Tokyo
    assert_json '[.scheduled_at, .time_zone]' '["2026-12-11T09:00:00Z", "America/New_York"]'
    schedules --at "2026-12-12 18:00 Z" --tz Asia/Tokyo
    assert_json .scheduled_at '"2026-12-12T18:00:00Z"'
    schedules --trainer $carl --at "2026-12-13 18:00"
    assert_json '[.scheduled_at, .time_zone]' '["2026-12-13T18:00:00Z", "UTC"]'
    schedules --trainer $carl --at "2026-12-14 18:00" -c core.time_zone=America/New_York
    assert_json '[.scheduled_at, .time_zone]' '["2026-12-14T23:00:00Z", "America/New_York"]'
    COACH_TIME_ZONE=Asia/Tokyo schedules --at "2026-12-15 18:00"
    assert_json .scheduled_at '"2026-12-15T17:00:00Z"'
}

@test "a zone that is none is refused" {
    fails_with 2 'coach: time_zone: "Mars/Base" is not a time zone
hint: an IANA name such as Europe/Berlin or UTC' session schedule --client $ben --type GROUP --title Squats \
        --at tomorrow --time-zone Mars/Base
    will_not_schedule 2 '"Mars/Base" is not a time zone' --at tomorrow --tz Mars/Base
}

@test "a time in the gap of a clock change has the offset before it" {
    schedules --at "2027-03-28 02:30"
    assert_times 2027-03-28T01:30:00Z 2027-03-28T02:30:00Z
    schedules --at "2027-03-28T04:30 Europe/Berlin" --duration 30
    assert_times 2027-03-28T02:30:00Z 2027-03-28T03:00:00Z
}

@test "a time in the overlap of a clock change is the first of the two" {
    schedules --at "2026-10-25 02:30"
    assert_times 2026-10-25T00:30:00Z 2026-10-25T01:30:00Z
    schedules --at "2026-10-25 02:30 +01:00"
    assert_times 2026-10-25T01:30:00Z 2026-10-25T02:30:00Z
}

@test "what was understood is echoed to people, on standard error" {
    run_coach 0 session schedule --client $ben --type GROUP --title Squats --at "tomorrow 18:00" --duration 1h30m
    assert_equal "$stderr" "Tue 2026-12-08 17:00 UTC, for 90 minutes"
    assert_line --regexp '^scheduled_at +Tue 2026-12-08 17:00 UTC$'
    run_coach 0 session schedule --client $ben --type GROUP --title Squats --at "2027-03-28 02:30" --tz Europe/Berlin
    assert_equal "$stderr" "Sun 2027-03-28 03:30 CEST, for 60 minutes"
    run_coach 0 session schedule --client $ben --type GROUP --title Squats --at "2026-10-25 02:30" --tz Europe/Berlin
    assert_equal "$stderr" "Sun 2026-10-25 02:30 CEST, for 60 minutes"
    run_coach 0 session reschedule "$(coach session list --from "2026-12-08" --to "2026-12-09" -o id)" --at "+1h"
    assert_equal "$stderr" "Mon 2026-12-07 13:00 UTC, for 90 minutes"
}

# ---- Editing and moving ----

@test "an edit changes what is given and nothing else" {
    local id
    id=$(book "tomorrow 18:00" --location "Hall 1" --description Warm-up)
    COACH_NOW=2026-12-07T13:00:00Z accepts session edit "$id" --title Lunges --type CHECK_IN --no-location --trainer-notes Slow
    assert_json '[.title, .session_type, .location, .trainer_notes, .description, .created_at, .updated_at]' \
        '["Lunges", "CHECK_IN", null, "Slow", "Warm-up", "2026-12-07T12:00:00Z", "2026-12-07T13:00:00Z"]'
    assert_times 2026-12-08T17:00:00Z 2026-12-08T18:00:00Z
    accepts session edit "$id" --no-description --no-trainer-notes --time-zone Asia/Tokyo
    assert_json '[.description, .trainer_notes, .time_zone]' '[null, null, "Asia/Tokyo"]'
    assert_times 2026-12-08T17:00:00Z 2026-12-08T18:00:00Z
}

@test "an edit of the length keeps the beginning" {
    local id
    id=$(book "tomorrow 18:00")
    accepts session edit "$id" --duration 90
    assert_times 2026-12-08T17:00:00Z 2026-12-08T18:30:00Z
    accepts session edit "$id" --ends "2026-12-08 20:00"
    assert_times 2026-12-08T17:00:00Z 2026-12-08T19:00:00Z
    refuses 2 "give either the duration or the end" session edit "$id" --duration 90 --ends "2026-12-08 20:00"
    refuses 2 "a session lasts from 5 minutes to 24 hours" session edit "$id" --duration 4
    refuses 2 "a session lasts from 5 minutes to 24 hours" session edit "$id" --ends "2026-12-08 18:00"
}

@test "an edit of nothing, of the time, and of the status is refused" {
    local id
    id=$(book "tomorrow 18:00")
    fails_with 2 'coach: nothing to change
hint: `coach help session edit` shows what can be' session edit "$id"
    refuses 2 'unknown option "--at"' session edit "$id" --at tomorrow
    refuses 2 'unknown option "--status"' session edit "$id" --status COMPLETED
    refuses 2 'unknown option "--no-title"' session edit "$id" --no-title
    refuses 2 "title is empty" session edit "$id" --title ""
}

@test "a session is moved for as long as it was, unless a length or an end is said" {
    local id
    id=$(book "tomorrow 18:00" --duration 90)
    accepts session reschedule "$id" --at "next friday 17:00"
    assert_times 2026-12-11T16:00:00Z 2026-12-11T17:30:00Z
    accepts session reschedule "$id" --at "2026-12-12 10:00" --duration 30
    assert_times 2026-12-12T09:00:00Z 2026-12-12T09:30:00Z
    accepts session reschedule "$id" --at "2026-12-12 10:00" --ends "2026-12-12 12:00"
    assert_times 2026-12-12T09:00:00Z 2026-12-12T11:00:00Z
    coach session confirm "$id" -o id
    accepts session reschedule "$id" --at "2026-12-13 10:00 Z"
    assert_times 2026-12-13T10:00:00Z 2026-12-13T12:00:00Z
}

@test "a session is moved in the zone in which it was planned, unless another is asked for" {
    local id
    id=$(book "tomorrow 18:00" --time-zone Asia/Tokyo)
    accepts session reschedule "$id" --at "2026-12-12 18:00"
    assert_json .scheduled_at '"2026-12-12T09:00:00Z"'
    accepts session reschedule "$id" --at "2026-12-12 18:00" --tz Europe/Berlin
    assert_json '[.scheduled_at, .time_zone]' '["2026-12-12T17:00:00Z", "Asia/Tokyo"]'
}

@test "a move needs a time that fits" {
    local id
    id=$(book "tomorrow 18:00")
    fails_with 2 'coach: scheduled_at: to which time?
hint: give --at, such as --at "tomorrow 18:00"' session reschedule "$id"
    refuses 2 scheduled_at session reschedule "$id" --at "some day"
    refuses 2 "give either the duration or the end" \
        session reschedule "$id" --at "2026-12-12 10:00" --ends "2026-12-12 12:00" --duration 30
    refuses 2 "a session lasts from 5 minutes to 24 hours" \
        session reschedule "$id" --at "2026-12-12 10:00" --ends "2026-12-12 10:01"
}

@test "a session of a relationship that has ended is not moved, nor restored" {
    local past archived
    past=$(book "2026-12-07 10:00 UTC")
    archived=$(book "2026-12-10 10:00")
    coach session archive "$archived" -o id
    coach relationship end "$relationship" -o id
    fails_with 1 "coach: the relationship is ENDED; sessions are booked while it is ACTIVE
hint: coach relationship start begins a new one" session reschedule "$past" --at tomorrow
    fails_with 1 "coach: the relationship is ENDED; sessions are booked while it is ACTIVE
hint: coach relationship start begins a new one
hint: or cancel the session, then restore it" session restore "$archived"
    coach session cancel "$archived" -o id
    accepts session restore "$archived"
    assert_json '[.status, .is_active]' '["CANCELLED", true]'
    accepts session complete "$past"
    assert_json .status '"COMPLETED"'
}

@test "a move is a booking, and so is a restore: in an ACTIVE relationship only, with nobody archived" {
    local one other archived
    one=$(book "2026-12-10 10:00")
    other=$(book "2026-12-11 10:00" --every week --times 2 | head -n 1)
    archived=$(book "2026-12-12 10:00")
    coach session archive "$archived" -o id
    coach relationship pause "$relationship" -o id
    fails_with 1 "coach: the relationship is PAUSED; sessions are booked while it is ACTIVE
hint: coach relationship resume $relationship" session reschedule "$one" --at "2026-12-10 12:00" --force
    refuses 1 "the relationship is PAUSED" session reschedule "$other" --at "2026-12-10 12:00" --all --force
    refuses 1 "the relationship is PAUSED" session restore "$archived" --force
    accepts session edit "$one" --title Lunges
    accepts session cancel "$other"
    coach relationship resume "$relationship" -o id
    coach user archive $ben --force -o id
    refuses 1 "the client is archived" session reschedule "$one" --at "2026-12-10 12:00"
    refuses 1 "the client is archived" session restore "$archived"
    coach user restore "$(coach user list --archived -o id)" -o id
    accepts session reschedule "$one" --at "2026-12-10 12:00"
    accepts session restore "$archived"
}

@test "a CONSULTATION is moved before the relationship is ACTIVE" {
    local id
    pair $cleo $carl --status PENDING
    id=$(coach session schedule --client $cleo --type CONSULTATION --title Hello --at "tomorrow 18:00" -o id)
    accepts session reschedule "$id" --at "tomorrow 19:00"
}

@test "a session is archived, left out of lists, and restored" {
    local id
    id=$(book "tomorrow 18:00")
    accepts session archive "$id"
    assert_json '[.status, .is_active]' '["SCHEDULED", false]'
    accepts session list
    assert_json . '[]'
    accepts session list --archived --fields id
    assert_json . "[{\"id\": \"$id\"}]"
    fails_with 1 "coach: the session is archived already" session archive "$id"
    accepts session restore "$id"
    assert_json .is_active true
    fails_with 1 "coach: the session is not archived" session restore "$id"
}

# ---- Lists ----

# Four sessions: Ben and Cleo with Anna, Ben with Carl; prints nothing.
four_sessions() {
    pair $cleo $anna
    other=$(pair $ben $carl)
    book_for $ben $anna "2026-12-08 10:00 Z" --title One
    coach session confirm "$(book_for $cleo $anna "2026-12-09 00:30" --title Two --type CHECK_IN)" -o id
    coach session cancel "$(book_for $ben $carl "2026-12-10 10:00" --title Three)" -o id
    book_for $ben $anna "2026-12-11 10:00 Z" --title Four --type GROUP --location Élysée
}

# lists "TITLE TITLE" ARGS…: the titles of a list, in its order.
lists() {
    local wanted=$1
    shift
    accepts session list --fields title "$@"
    assert_equal "$(jq -r '[.[].title] | join(" ")' <<<"$output")" "$wanted"
}

@test "a list is filtered by each reference and each enumeration" {
    four_sessions
    lists "One Two Three Four"
    lists "One Three Four" --client $ben
    lists "One Four" --client $ben --trainer $anna
    lists "Three" --relationship "${other:0:8}"
    lists "Three" --client-trainer-relationship-id "$other"
    lists "One Two Three Four" --client $ben,$cleo
    lists "One Two Three Four" --client $ben --client $cleo
    lists "Two Three" --status confirmed,CANCELLED
    lists "One Four" --status SCHEDULED
    lists "Two Four" --type GROUP --type CHECK_IN
    lists "" --type ASSESSMENT
    lists "Four" --session-type group --client $ben --from 2026-12-11
    refuses 2 '"LATER" is not a value of status' session list --status LATER
    refuses 3 'there is no user "nobody@example.org"' session list --client nobody@example.org
}

@test "a span of time is half-open" {
    four_sessions
    lists "One" --from "2026-12-08 10:00 Z" --to "2026-12-08 10:00:01 Z"
    lists "" --from "2026-12-08 10:00:01 Z" --to "2026-12-08 23:30 Z"
    lists "Two Three" --from "2026-12-08 10:00:01 Z" --to "2026-12-11 10:00 Z"
    lists "Three Four" --from 2026-12-09
    lists "One Two" --to 2026-12-09
    lists "" --from tomorrow --to today
    refuses 2 '"later"' session list --from later
}

@test "a list of one trainer's sessions is read in that trainer's zone, unless another is asked for" {
    four_sessions
    lists "One Two" --trainer $anna --to "2026-12-09 00:31"
    lists "One" --trainer $anna --to 2026-12-09
    lists "Two" --trainer $anna --from 2026-12-09 --to 2026-12-10
    lists "One Two" --trainer $anna --to 2026-12-09 --tz UTC
    lists "One Two" --trainer $anna --trainer $carl --to 2026-12-09
}

@test "a list is searched without regard to case and accents" {
    four_sessions
    lists "Four" --search elysee
    lists "Three" --search COOK
    lists "Two" --search "diaz"
    lists "One" --search oNe
    lists "" --search "100%"
}

@test "a list is sorted, reversed and cut" {
    four_sessions
    lists "Four Three Two One" --reverse
    lists "Four One Three Two" --sort title
    lists "Two Three" --sort title --reverse --limit 2
    lists "Two Three" --limit 2 --offset 1
    lists "" --offset 9
    refuses 2 "" session list --sort colour
    refuses 2 "give either --archived or --all" session list --archived --all
}

@test "a session is shown by the first digits of its id, in full" {
    local id
    id=$(book "tomorrow 18:00")
    accepts session show "${id:0:8}"
    assert_json .id "\"$id\""
    run_coach 0 session show "$id"
    assert_equal "$stderr" ""
    assert_line --regexp '^scheduled_at +Tue 2026-12-08 17:00 UTC$'
    assert_line --regexp '^time_zone +Europe/Berlin$'
    refuses 3 'there is no session "nope"' session show nope
}
