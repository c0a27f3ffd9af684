# status.bats - what needs attention today: of all that is kept, the few rows that somebody should look at.

load practice

# attention ARGS…: what is listed, a line for each: why, and what.
attention() {
    accepts status "$@" --fields attention,title
    jq -r '.[] | "\(.attention) \(.title)"' <<<"$output"
}

@test "nothing needs attention in a quiet practice" {
    accepts status
    assert_json . '[]'
    run_coach 0 status
    assert_equal "$output$stderr" ""
}

@test "everything that needs attention is listed, the most urgent first" {
    local past today tomorrow pending plan
    past=$(book "2026-12-05 10:00 Z" --title Forgotten)
    today=$(book "2026-12-07 16:00 Z" --title Today)
    tomorrow=$(book "2026-12-08 10:00 Z" --title Tomorrow)
    book "2026-12-09 10:00 Z" --title Later
    pending=$(pair $cleo $carl --status PENDING --type TRIAL --start 2026-12-01)
    plan=$(coach plan create --client $ben --name Winter --start 2026-11-01 --end 2026-12-20 -o id)
    accepts status --fields attention,noun,id,title,client,trainer,scheduled_at,date,status
    assert_json . "[
        {\"attention\": \"PAST_END\", \"noun\": \"session\", \"id\": \"$past\", \"title\": \"Forgotten\",
         \"client\": \"Ben Cole\", \"trainer\": \"Anna Berg\", \"scheduled_at\": \"2026-12-05T10:00:00Z\",
         \"date\": null, \"status\": \"SCHEDULED\"},
        {\"attention\": \"TODAY\", \"noun\": \"session\", \"id\": \"$today\", \"title\": \"Today\",
         \"client\": \"Ben Cole\", \"trainer\": \"Anna Berg\", \"scheduled_at\": \"2026-12-07T16:00:00Z\",
         \"date\": null, \"status\": \"SCHEDULED\"},
        {\"attention\": \"TOMORROW\", \"noun\": \"session\", \"id\": \"$tomorrow\", \"title\": \"Tomorrow\",
         \"client\": \"Ben Cole\", \"trainer\": \"Anna Berg\", \"scheduled_at\": \"2026-12-08T10:00:00Z\",
         \"date\": null, \"status\": \"SCHEDULED\"},
        {\"attention\": \"PENDING\", \"noun\": \"relationship\", \"id\": \"$pending\", \"title\": \"TRIAL\",
         \"client\": \"Cleo Diaz\", \"trainer\": \"Carl Cook\", \"scheduled_at\": null,
         \"date\": \"2026-12-01\", \"status\": \"PENDING\"},
        {\"attention\": \"PLAN_ENDS\", \"noun\": \"plan\", \"id\": \"$plan\", \"title\": \"Winter\",
         \"client\": \"Ben Cole\", \"trainer\": \"Anna Berg\", \"scheduled_at\": null,
         \"date\": \"2026-12-20\", \"status\": \"ACTIVE\"}]"
}

@test "a session is of today or tomorrow by the days of the zone, and past its end by the second" {
    book "2026-12-07 11:00 Z" --title Over
    book "2026-12-07 11:30 Z" --title Running --force
    book "2026-12-07 23:30 Z" --title Midnight
    book "2026-12-08 23:30 Z" --title Next
    run attention
    assert_output $'PAST_END Over\nTODAY Running\nTODAY Midnight\nTOMORROW Next'
    run attention --tz Europe/Berlin
    assert_output $'PAST_END Over\nTODAY Running\nTOMORROW Midnight'
    COACH_NOW=2026-12-07T11:59:59Z run attention
    assert_output $'TODAY Over\nTODAY Running\nTODAY Midnight\nTOMORROW Next'
}

@test "days of a clock change are whole days" {
    export COACH_NOW=2027-03-27T12:00:00Z COACH_TIME_ZONE=Europe/Berlin
    book "2027-03-28 22:30" --title Sunday
    book "2027-03-29 00:00" --title Monday
    run attention
    assert_output "TOMORROW Sunday"
}

@test "the days at the end of the calendar are as good as others" {
    export COACH_NOW=9999-12-01T00:00:00Z
    book "9999-12-31 22:00 Z" --title Last
    coach plan create --client $ben --name Year --start 9999-11-01 --end 9999-12-31 -o id
    for COACH_TIME_ZONE in UTC Asia/Tokyo America/New_York; do
        COACH_NOW=9999-12-31T20:00:00Z run attention
        assert_output $'TODAY Last\nPLAN_ENDS Year'
        COACH_NOW=9999-12-31T23:59:59Z run attention
        assert_output $'PAST_END Last\nPLAN_ENDS Year'
        COACH_NOW=9999-12-30T20:00:00Z run attention
        assert_output $'TOMORROW Last\nPLAN_ENDS Year'
        COACH_NOW=9999-12-18T20:00:00Z run attention
        assert_output 'PLAN_ENDS Year'
        COACH_NOW=9999-12-16T12:00:00Z run attention
        assert_output ''
    done
}

@test "sessions that are closed or archived need no attention, confirmed and running ones do" {
    coach session complete "$(book "2026-12-05 10:00 Z")" -o id
    coach session cancel "$(book "2026-12-07 14:00 Z")" -o id
    coach session no-show "$(book "2026-12-06 10:00 Z")" -o id
    coach session archive "$(book "2026-12-07 15:00 Z")" -o id
    coach session confirm "$(book "2026-12-07 16:00 Z" --title Confirmed)" -o id
    coach session start "$(book "2026-12-07 10:00 Z" --title Started)" -o id
    run attention
    assert_output $'PAST_END Started\nTODAY Confirmed'
}

@test "relationships that wait are listed until they are activated, ended or archived" {
    local id
    id=$(pair $cleo $carl --status PENDING --type GROUP)
    run attention
    assert_output "PENDING GROUP"
    keep_database
    for verb in activate end archive; do
        coach relationship $verb "$id" -o id
        run attention
        assert_output ""
        back_to_kept
    done
}

@test "plans that end within 14 days, or have, are listed while they are open" {
    local id
    make() {
        coach plan create --client $ben --name "$1" --start 2026-11-01 --end "$2" -o id "${@:3}"
    }
    make In-14 2026-12-21
    make In-15 2026-12-22
    make Today 2026-12-07 --status DRAFT
    make Overdue 2026-12-01
    coach plan create --client $ben --name Endless --start 2026-11-01 -o id
    coach plan pause "$(make Paused 2026-12-08)" -o id
    coach plan complete "$(make Completed 2026-12-09)" -o id
    coach plan cancel "$(make Cancelled 2026-12-09)" -o id
    coach plan archive "$(make Archived 2026-12-09)" -o id
    run attention
    assert_output $'PLAN_ENDS Overdue\nPLAN_ENDS Today\nPLAN_ENDS Paused\nPLAN_ENDS In-14'
}

@test "the status is filtered by trainer, client and kind, and cut" {
    pair $ben $carl
    pair $cleo $carl --status PENDING
    book_for $ben $anna "2026-12-07 14:00 Z" --title Anna
    book_for $ben $carl "2026-12-07 16:00 Z" --title Carl
    run attention --trainer $anna
    assert_output "TODAY Anna"
    run attention --trainer $carl
    assert_output $'TODAY Carl\nPENDING ONLINE'
    run attention --client $cleo
    assert_output "PENDING ONLINE"
    run attention --attention today --limit 1
    assert_output "TODAY Anna"
    run attention --attention PENDING,PAST_END
    assert_output "PENDING ONLINE"
    refuses 2 "allowed: PAST_END, TODAY, TOMORROW, PENDING, PLAN_ENDS" status --attention later
    refuses 3 'there is no trainer "nobody@example.org"' status --trainer nobody@example.org
    refuses 2 'unknown option "--from"' status --from today
}

@test "people read local times, programs the same rows in every format" {
    book "2026-12-07 16:00 Z" --title Squats
    run_coach 0 status --tz Europe/Berlin --fields attention,title,scheduled_at
    assert_equal "$stderr" ""
    assert_line --index 0 --regexp '^attention +title +scheduled_at$'
    assert_line --index 1 --regexp '^TODAY +Squats +Mon 2026-12-07 17:00( CET)?$'
    run_coach 0 status -o csv --fields attention,title,scheduled_at
    assert_equal "$output" $'attention,title,scheduled_at\r\nTODAY,Squats,2026-12-07T16:00:00Z\r'
    run_coach 0 status -o jsonl --fields attention
    assert_equal "$output" '{"attention":"TODAY"}'
}
