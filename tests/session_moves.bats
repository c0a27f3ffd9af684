# session_moves.bats - a session is confirmed, started, completed, cancelled, missed, and judged.

load practice

all_statuses="SCHEDULED CONFIRMED IN_PROGRESS COMPLETED CANCELLED LATE_CANCELLED NO_SHOW"

# Brings a new session of Ben and Anna into a status by the commands that everybody uses; prints its id.
in_status() {
    local id
    id=$(book "2026-12-10 18:00")
    case $1 in
    SCHEDULED) ;;
    CONFIRMED) coach session confirm "$id" -o id ;;
    IN_PROGRESS) coach session start "$id" -o id ;;
    COMPLETED) coach session complete "$id" -o id ;;
    CANCELLED) coach session cancel "$id" --no-late -o id ;;
    LATE_CANCELLED) coach session cancel "$id" --late -o id ;;
    NO_SHOW) coach session no-show "$id" -o id ;;
    esac >/dev/null
    echo "$id"
}

# The statuses that may follow one, in the order in which they are named.
may_follow() {
    case $1 in
    SCHEDULED) echo "CONFIRMED, IN_PROGRESS, COMPLETED, CANCELLED, LATE_CANCELLED, NO_SHOW" ;;
    CONFIRMED) echo "IN_PROGRESS, COMPLETED, CANCELLED, LATE_CANCELLED, NO_SHOW" ;;
    IN_PROGRESS) echo "COMPLETED, CANCELLED" ;;
    esac
}

# The command that moves to a status: words after "session".
moves_to() {
    case $1 in
    CONFIRMED) echo confirm ;;
    IN_PROGRESS) echo start ;;
    COMPLETED) echo complete ;;
    CANCELLED) echo cancel --no-late ;;
    LATE_CANCELLED) echo cancel --late ;;
    NO_SHOW) echo no-show ;;
    esac
}

@test "every allowed move of a session's status succeeds" {
    local from to id count=0
    keep_database
    for from in $all_statuses; do
        for to in ${all_statuses#SCHEDULED}; do
            [[ ", $(may_follow "$from")," == *", $to,"* ]] || continue
            id=$(in_status "$from")
            COACH_NOW=2026-12-10T17:30:00Z accepts session $(moves_to "$to") "$id"
            assert_json '[.id, .status, .updated_at]' "[\"$id\", \"$to\", \"2026-12-10T17:30:00Z\"]"
            assert_json '[.started_at != null, .completed_at != null, .cancelled_at != null]' "$(
                jq -n --arg from "$from" --arg to "$to" \
                    '[($from == "IN_PROGRESS" or $to == "IN_PROGRESS"), $to == "COMPLETED", ($to | endswith("CANCELLED"))]'
            )"
            back_to_kept
            count=$((count + 1))
        done
    done
    assert_equal "$count" 13
}

@test "every other move of a session's status is refused, and the allowed ones are named" {
    local from to id message hint count=0
    keep_database
    for from in $all_statuses; do
        for to in ${all_statuses#SCHEDULED}; do
            [[ ", $(may_follow "$from")," != *", $to,"* ]] || continue
            id=$(in_status "$from")
            message="a session that is $from cannot become $to"
            [[ $from != "$to" ]] || message="the session is $to already"
            hint="$from is final"
            [[ -z $(may_follow "$from") ]] || hint="from $from it can become: $(may_follow "$from")"
            fails_with 1 "coach: $message
hint: $hint" session $(moves_to "$to") "$id"
            assert_equal "$(field session "$id" status)" "$from"
            back_to_kept
            count=$((count + 1))
        done
    done
    assert_equal "$count" 29
}

# ---- When it began and ended ----

@test "a session begins and ends now, unless another time is said" {
    local id
    id=$(book "today 13:00")
    COACH_NOW=2026-12-07T12:04:00Z accepts session start "$id"
    assert_json '[.status, .started_at, .completed_at]' '["IN_PROGRESS", "2026-12-07T12:04:00Z", null]'
    COACH_NOW=2026-12-07T13:01:00Z accepts session complete "$id" --trainer-notes "5 × 5 at 60 kg"
    assert_json '[.status, .started_at, .completed_at, .trainer_notes]' \
        '["COMPLETED", "2026-12-07T12:04:00Z", "2026-12-07T13:01:00Z", "5 × 5 at 60 kg"]'
}

@test "the time at which a session began or ended is read in the zone in which it was planned, and echoed" {
    local id
    id=$(book "today 13:00")
    run_coach 0 session start "$id" --at "today 13:05" --fields started_at,status -o csv --no-headers
    assert_equal "$output" $'2026-12-07T12:05:00Z,IN_PROGRESS\r'
    assert_equal "$stderr" ""
    run_coach 0 session complete "$id" --at "today 14:00" --tz UTC
    assert_equal "$stderr" "ended at Mon 2026-12-07 14:00 UTC"
    assert_equal "$(field session "$id" completed_at)" 2026-12-07T14:00:00Z
    refuses 2 started_at session start "$(book "tomorrow 18:00")" --at "some time"
    refuses 2 completed_at session complete "$(book "tomorrow 20:00")" --at "some time"
}

@test "a session does not end before it began, but may in the same second" {
    local id
    id=$(book "today 13:00")
    coach session start "$id" --at "2026-12-07 12:30 Z" -o id
    fails_with 1 "coach: the session began at Mon 2026-12-07 12:30 UTC and cannot have ended before" \
        session complete "$id" --at "2026-12-07 12:29:59 Z"
    refuses 1 "cannot have ended before" session complete "$id"
    accepts session complete "$id" --at "2026-12-07 12:30 Z"
    assert_json '.started_at == .completed_at' true
}

@test "a session that was never started can be completed" {
    accepts session complete "$(book "2026-12-07 09:00")"
    assert_json '[.status, .started_at, .completed_at]' '["COMPLETED", null, "2026-12-07T12:00:00Z"]'
}

@test "a session that is no longer SCHEDULED or CONFIRMED is not moved to another time" {
    local from id
    keep_database
    for from in IN_PROGRESS COMPLETED CANCELLED LATE_CANCELLED NO_SHOW; do
        id=$(in_status $from)
        fails_with 1 "coach: a session that is $from cannot be moved
hint: only one that is SCHEDULED or CONFIRMED can be" session reschedule "$id" --at "2026-12-20 10:00" --force
        back_to_kept
    done
}

# ---- Cancelling ----

@test "a cancellation less than the window before the start is late" {
    local id now becomes
    id=$(book "2026-12-10 18:00")
    keep_database
    while read -r now becomes; do
        COACH_NOW=$now accepts session cancel "$id" --reason "down with flu"
        assert_json '[.status, .cancelled_at, .cancel_reason]' "[\"$becomes\", \"$now\", \"down with flu\"]"
        back_to_kept
    done <<'TIMES'
2026-12-09T16:59:59Z CANCELLED
2026-12-09T17:00:00Z CANCELLED
2026-12-09T17:00:01Z LATE_CANCELLED
2026-12-10T17:00:00Z LATE_CANCELLED
2026-12-11T17:00:00Z LATE_CANCELLED
TIMES
}

@test "--late and --no-late decide whatever the time, and not both" {
    local id
    id=$(book "2026-12-10 18:00")
    keep_database
    accepts session cancel "$id" --late
    assert_json '[.status, .cancel_reason]' '["LATE_CANCELLED", null]'
    back_to_kept
    COACH_NOW=2026-12-10T16:00:00Z accepts session cancel "$id" --no-late
    assert_json '[.status, .cancelled_at]' '["CANCELLED", "2026-12-10T16:00:00Z"]'
    back_to_kept
    fails_with 2 "coach: give either --late or --no-late" session cancel "$id" --late --no-late
}

@test "session.cancel_window says what is late, and nothing is with a window of nothing" {
    local id
    id=$(book "2026-12-10 18:00")
    keep_database
    export COACH_NOW=2026-12-10T15:30:00Z
    accepts -c session.cancel_window=2h session cancel "$id"
    assert_json .status '"LATE_CANCELLED"'
    back_to_kept
    accepts -c session.cancel_window=90 session cancel "$id"
    assert_json .status '"CANCELLED"'
    back_to_kept
    COACH_NOW=2026-12-10T17:30:00Z accepts -c session.cancel_window=0 session cancel "$id"
    assert_json .status '"CANCELLED"'
    back_to_kept
    refuses 2 session.cancel_window -c session.cancel_window=soon session cancel "$id"
}

@test "a session under way is CANCELLED, within the window too" {
    local id
    id=$(book "2026-12-07 12:30 Z")
    coach session start "$id" -o id
    accepts session cancel "$id" --reason "fire alarm"
    assert_json '[.status, .started_at, .cancel_reason]' '["CANCELLED", "2026-12-07T12:00:00Z", "fire alarm"]'
}

@test "a reason of 255 characters fits, and not one more" {
    local id long
    id=$(book "2026-12-10 18:00")
    long=$(printf 'ß%.0s' {1..255})
    refuses 2 cancel_reason session cancel "$id" --reason "${long}x"
    accepts session cancel "$id" --reason "$long"
    assert_json '.cancel_reason | length' 255
}

# ---- Rating and feedback ----

@test "a completed session is rated from 1 to 5, with words or without" {
    local id rating
    id=$(in_status COMPLETED)
    for rating in 1 2 3 4 5; do
        accepts session feedback "$id" --rating $rating
        assert_json '[.status, .rating, .client_feedback]' "[\"COMPLETED\", $rating, null]"
    done
    accepts session feedback "$id" --feedback $'Best one\nso far'
    assert_json '[.rating, .client_feedback]' '[5, "Best one\nso far"]'
    accepts session feedback "$id" --rating 4 --client-feedback "Good"
    assert_json '[.rating, .client_feedback]' '[4, "Good"]'
    accepts session feedback "$id" --no-rating
    assert_json '[.rating, .client_feedback]' '[null, "Good"]'
    accepts session feedback "$id" --no-feedback
    assert_json '[.rating, .client_feedback]' '[null, null]'
}

@test "a rating outside 1 to 5 is refused" {
    local id rating
    id=$(in_status COMPLETED)
    for rating in 0 6 -1 4.5 five 5x 18446744073709551617; do
        fails_with 2 "coach: rating: \"$rating\" is not a whole number from 1 to 5" \
            session feedback "$id" --rating="$rating"
    done
    refuses 2 client_feedback session feedback "$id" --feedback "$(printf 'x%.0s' {1..2001})"
    fails_with 2 "coach: nothing to say
hint: give --rating 1 to 5, --feedback TEXT, or both" session feedback "$id"
}

@test "only a session that is COMPLETED has a rating and feedback" {
    local from id
    keep_database
    for from in SCHEDULED CONFIRMED IN_PROGRESS CANCELLED LATE_CANCELLED NO_SHOW; do
        id=$(in_status $from)
        fails_with 1 "coach: only a session that is COMPLETED can be rated
hint: this one is $from" session feedback "$id" --rating 5
        refuses 1 "only a session that is COMPLETED can be rated" session feedback "$id" --feedback Good
        back_to_kept
    done
    refuses 2 'unknown option "--rating"' session complete "$(in_status SCHEDULED)" --rating 5
}

@test "a session that is not there is not found by any verb" {
    local verb
    for verb in show confirm start complete cancel no-show archive restore "edit --title x" "reschedule --at now" \
        "feedback --rating 5"; do
        refuses 3 'there is no session "00000000-0000-4000-8000-000000000000"' \
            session $verb 00000000-0000-4000-8000-000000000000
    done
}
