# plan_schedule.bats - plans that begin with the sessions of their program, and what becomes of these.

load practice

# The program Run: three mornings, the third after the clocks of Berlin have been put back.
prepare() {
    small_studio
    coach program add Run --description "Two weeks" -o id
    part 1 07:00 "First run" --duration 30m --location "Park" --description "Slowly"
    part 3 07:00 "Second run" --duration 30m
    part 8 18:00 "Check" --type CHECK_IN
} >/dev/null

part() {
    coach program session add Run --day "$1" --at "$2" --title "$3" --type ONE_ON_ONE -o id "${@:4}"
}

plan() {
    coach plan create --client $ben --trainer $anna --name Running --program Run --schedule -o id "$@"
}

# booked [ARGS…]: the sessions of a list, as TITLE TIME, one to a line.
booked() {
    accepts session list "$@"
    output=$(jq -r '.[] | "\(.title) \(.scheduled_at)"' <<<"$output")
}

progress() {
    coach plan show "$1" --json --fields sessions_done,sessions_coming,sessions_missed | jq -c '[.[]]'
}

@test "--schedule books every session of the program at its local time: day 1 is the start" {
    local id
    accepts plan create --client $ben --trainer $anna --name Running --start 2027-03-25 --program run --schedule
    id=$(jq -r .id <<<"$output")
    assert_json '[.name, .program, .status, .sessions_done, .sessions_coming, .sessions_missed]' '["Running","Run","ACTIVE",0,3,0]'
    booked --plan "$id"
    assert_output "First run 2027-03-25T06:00:00Z
Second run 2027-03-27T06:00:00Z
Check 2027-04-01T16:00:00Z"
    accepts session list --search First
    assert_json '.[0] | del(.id, .client_id, .trainer_id, .created_by, .series_id, .series_start, .sequence)' "{
        \"client\": \"Ben Cole\", \"trainer\": \"Anna Berg\", \"client_trainer_relationship_id\": \"$relationship\",
        \"plan_id\": \"$id\", \"title\": \"First run\", \"description\": \"Slowly\", \"scheduled_at\": \"2027-03-25T06:00:00Z\",
        \"ends_at\": \"2027-03-25T06:30:00Z\", \"time_zone\": \"Europe/Berlin\", \"session_type\": \"ONE_ON_ONE\",
        \"status\": \"SCHEDULED\", \"location\": \"Park\", \"started_at\": null, \"completed_at\": null,
        \"cancelled_at\": null, \"cancel_reason\": null, \"trainer_notes\": null, \"client_feedback\": null,
        \"rating\": null, \"created_at\": \"2026-12-07T12:00:00Z\", \"updated_at\": \"2026-12-07T12:00:00Z\",
        \"is_active\": true}"
}

@test "--tz says in which zone the times of day are, and a time that is skipped is that of the offset before" {
    part 4 02:30 Night
    plan --start 2027-03-25 --tz Europe/Paris
    booked --search night --tz UTC
    assert_output "Night 2027-03-28T01:30:00Z"
    accepts session list --search night --fields time_zone
    assert_json . '[{"time_zone":"Europe/Paris"}]'
}

@test "people are told what was booked" {
    run_coach 0 plan create --client $ben --name Running --start 2027-03-25 --program Run --schedule
    assert_equal "$stderr" "3 sessions are booked, Thu 2027-03-25 06:00 UTC to Thu 2027-04-01 16:00 UTC"
}

@test "a clash keeps all from being made, and every clash is named" {
    local one two
    one=$(book "2026-12-08 06:15Z" --title Squats)
    pair $cleo $anna
    two=$(book_for $cleo $anna "2026-12-15 17:30Z")
    fails_with 1 "coach: 2 of 3 sessions clash; nothing has been made
hint: Tue 2026-12-08 06:00 UTC: the trainer Anna Berg is busy: \"Squats\", Tue 2026-12-08 06:15 UTC to Tue 2026-12-08 07:15 UTC ($one)
hint: Tue 2026-12-15 17:00 UTC: the trainer Anna Berg is busy: \"Squats\", Tue 2026-12-15 17:30 UTC to Tue 2026-12-15 18:30 UTC ($two)
hint: --skip-conflicts books the others, --shift-conflicts moves these to the next free time" \
        plan create --client $ben --trainer $anna --name Running --start 2026-12-08 --program Run --schedule
    run_coach 1 plan create --client $ben --trainer $anna --name Running --start 2026-12-08 --program Run --schedule --json
    assert_equal "$(jq -c '.error | [.code, .field]' <<<"$stderr")" '["conflict","scheduled_at"]'
}

@test "sessions of the program that clash with each other are found too" {
    part 3 07:15 "Too soon"
    fails_with 1 "coach: 1 of 4 sessions clashes; nothing has been made
hint: Thu 2026-12-10 06:15 UTC: the trainer Anna Berg is busy: another session of this plan, \"Second run\", Thu 2026-12-10 06:00 UTC to Thu 2026-12-10 06:30 UTC
hint: --skip-conflicts books the others, --shift-conflicts moves these to the next free time" \
        plan create --client $ben --trainer $anna --name Running --start 2026-12-08 --program Run --schedule
}

@test "--skip-conflicts books the others and says what is left out" {
    local one
    one=$(book "2026-12-08 06:15Z" --title Squats)
    run_coach 0 plan create --client $ben --trainer $anna --name Running --start 2026-12-08 --program Run --schedule --skip-conflicts
    assert_equal "$stderr" "Tue 2026-12-08 06:00 UTC left out: the trainer Anna Berg is busy: \"Squats\", Tue 2026-12-08 06:15 UTC to Tue 2026-12-08 07:15 UTC ($one)
2 sessions are booked, Thu 2026-12-10 06:00 UTC to Tue 2026-12-15 17:00 UTC"
    booked --plan "$(coach plan list -o id)"
    assert_output "Second run 2026-12-10T06:00:00Z
Check 2026-12-15T17:00:00Z"
}

@test "what is left out or moved is said to programs too, on standard error" {
    local format one said
    one=$(book "2026-12-08 06:15Z" --title Squats)
    said="the trainer Anna Berg is busy: \"Squats\", Tue 2026-12-08 06:15 UTC to Tue 2026-12-08 07:15 UTC ($one)"
    for format in json jsonl csv tsv id; do
        run_coach 0 plan create --client $ben --name Running --start 2026-12-08 --program Run --schedule --skip-conflicts --dry-run -o $format
        assert_equal "$stderr" "Tue 2026-12-08 06:00 UTC left out: $said"
        run_coach 0 plan create --client $ben --name Running --start 2026-12-08 --program Run --schedule --shift-conflicts --dry-run -o $format
        assert_equal "$stderr" "Tue 2026-12-08 06:00 UTC moved to Tue 2026-12-08 07:15 UTC: $said"
    done
}

@test "--shift-conflicts moves what clashes to the first free quarter of an hour later on its day" {
    local one
    one=$(book "2026-12-08 06:10Z" --title Squats)
    run_coach 0 plan create --client $ben --trainer $anna --name Running --start 2026-12-08 --program Run --schedule --shift-conflicts
    assert_equal "$stderr" "Tue 2026-12-08 06:00 UTC moved to Tue 2026-12-08 07:15 UTC: the trainer Anna Berg is busy: \"Squats\", Tue 2026-12-08 06:10 UTC to Tue 2026-12-08 07:10 UTC ($one)
3 sessions are booked, Tue 2026-12-08 07:15 UTC to Tue 2026-12-15 17:00 UTC"
    accepts session list --search First --fields scheduled_at,ends_at
    assert_json . '[{"scheduled_at":"2026-12-08T07:15:00Z","ends_at":"2026-12-08T07:45:00Z"}]'
}

@test "where the day is full it is moved to its own hour of one of the next seven days; who does not clash stays" {
    book "2026-12-08 06:00Z" --duration 24h
    book "2026-12-09 06:00Z" --duration 2h
    plan --start 2026-12-08 --shift-conflicts
    booked --plan "$(coach plan list -o id)"
    assert_output "Second run 2026-12-10T06:00:00Z
First run 2026-12-11T06:00:00Z
Check 2026-12-15T17:00:00Z"
}

@test "a session that finds no free time refuses all" {
    local day
    for day in 08 09 10 11 12 13 14 15; do book "2026-12-$day 06:00Z" --duration 24h; done
    refuses 1 "1 of 3 sessions clashes; nothing has been made" \
        plan create --client $ben --trainer $anna --name Running --start 2026-12-08 --program Run --schedule --shift-conflicts
    [[ $stderr == *"hint: no time is free later that day, nor at that hour of the next seven days" ]]
}

@test "what is moved stays within the plan, or is refused with its time" {
    local one
    one=$(book "2026-12-15 16:30Z" --duration 24h)
    fails_with 1 "coach: 1 of 3 sessions clashes; nothing has been made
hint: Tue 2026-12-15 17:00 UTC: the trainer Anna Berg is busy: \"Squats\", Tue 2026-12-15 16:30 UTC to Wed 2026-12-16 16:30 UTC ($one)
hint: no time is free later that day, nor at that hour of the next seven days, until the plan ends on 2026-12-15" \
        plan create --client $ben --name Running --start 2026-12-08 --end 2026-12-15 --program Run --schedule --shift-conflicts
    plan --start 2026-12-08 --end 2026-12-16 --shift-conflicts
    booked --search check
    assert_output "Check 2026-12-16T17:00:00Z"
}

@test "what is moved later on the last day of a plan begins before its midnight, where the trainer lives" {
    book "2026-12-15 16:30Z" --duration 5h
    plan --start 2026-12-08 --end 2026-12-15 --shift-conflicts
    booked --search check
    assert_output "Check 2026-12-15T21:30:00Z"
}

@test "what makes no sense is refused, and why" {
    coach program add Empty -o id
    fails_with 2 "coach: program_id: there is nothing to schedule without a program
hint: give --program" plan create --client $ben --name Running --start today --schedule
    refuses 2 "a plan needs a value for start_date" plan create --client $ben --name Running --program Run --schedule
    fails_with 1 'coach: the program "Empty" has no sessions
hint: coach program session add says what it is made of' \
        plan create --client $ben --name Running --start today --program Empty --schedule
    fails_with 1 "coach: the sessions of a plan are booked when it begins as ACTIVE
hint: leave out --schedule, or --status" \
        plan create --client $ben --name Running --start today --program Run --schedule --status draft
    refuses 2 "give either --skip-conflicts or --shift-conflicts" \
        plan create --client $ben --name Running --start today --program Run --schedule --skip-conflicts --shift-conflicts
    refuses 2 "--skip-conflicts and --shift-conflicts are for --schedule" \
        plan create --client $ben --name Running --start today --program Run --skip-conflicts
    fails_with 1 "coach: a plan that ends on 2026-12-12 has no day 8 of its program, which is 2026-12-14
hint: give a later --end, or none" \
        plan create --client $ben --name Running --start today --end 2026-12-12 --program Run --schedule
    refuses 2 "day 8 of the program is after the year 9999" \
        plan create --client $ben --name Running --start 9999-12-27 --program Run --schedule
    coach relationship pause "$relationship" -o id
    refuses 1 "the relationship is PAUSED; sessions are booked while it is ACTIVE" \
        plan create --client $ben --name Running --start today --program Run --schedule
}

@test "sessions may lie in the past, as those that are booked one by one; they count as missed until they are closed" {
    local id
    id=$(plan --start 2026-12-01)
    assert_equal "$(progress "$id")" "[0,1,2]"
    coach session complete "$(coach session list --search first -o id)" --at "2026-12-01 07:30" -o id
    assert_equal "$(progress "$id")" "[1,1,1]"
}

@test "plan show counts what is done, coming and missed, as the clock stands" {
    local id one
    id=$(plan --start 2026-12-08)
    assert_equal "$(progress "$id")" "[0,3,0]"
    one=$(coach session list --search first -o id)
    coach session start "$one" --at "2026-12-08 07:00" -o id
    coach session complete "$one" --at "2026-12-08 07:30" -o id
    assert_equal "$(progress "$id")" "[1,2,0]"
    coach session cancel "$(coach session list --search second -o id)" -o id
    assert_equal "$(progress "$id")" "[1,1,1]"
    assert_equal "$(COACH_NOW=2026-12-15T18:00:00Z progress "$id")" "[1,0,2]"
    assert_equal "$(COACH_NOW=2026-12-15T17:59:59Z progress "$id")" "[1,1,1]"
    coach session archive "$(coach session list --search check -o id)" -o id
    assert_equal "$(progress "$id")" "[1,0,1]"
    succeeds plan show "$id"
    assert_line --regexp '^sessions_done +1$'
    accepts plan list --sort sessions_done --fields sessions_done,name --limit 1 --search running
    assert_json . '[{"sessions_done":1,"name":"Running"}]'
}

@test "editing or removing what a program is made of changes nothing that is booked" {
    plan --start 2026-12-08
    booked
    local before=$output
    coach program session edit "$(coach program session list --search first -o id)" --day 2 --at 09:00 --title Changed -o id
    coach program session remove "$(coach program session list --search second -o id)" -o id
    coach program archive Run -o id
    booked
    assert_output "$before"
    coach program restore Run -o id
    pair $cleo $carl
    accepts plan create --client $cleo --name Other --start 2026-12-08 --program Run --schedule
    booked --client $cleo
    assert_output "Changed 2026-12-09T09:00:00Z
Check 2026-12-15T18:00:00Z"
}

@test "a session of a plan is moved and edited like any other, and stays the plan's" {
    local id
    id=$(plan --start 2026-12-08)
    accepts session reschedule "$(coach session list --search first -o id)" --at "2026-12-08 09:00"
    assert_json .plan_id "\"$id\""
    refuses 2 'unknown option "--plan"' session edit "$(coach session list --search first -o id)" --plan "$id"
}

@test "a plan that is cancelled or complete leaves its coming sessions, or cancels them with --cancel-sessions" {
    local verb to id
    keep_database
    for verb in cancel:CANCELLED complete:COMPLETED; do
        to=${verb#*:}
        id=$(plan --start 2026-12-07)
        book "2026-12-20 10:00" --title Other
        run_coach 0 plan "${verb%:*}" "$id"
        assert_equal "$stderr" "2 coming sessions stay booked; --cancel-sessions would cancel them"
        accepts plan show "$id"
        assert_json '[.status, .sessions_coming]' "[\"$to\", 2]"
        back_to_kept
        id=$(plan --start 2026-12-07)
        book "2026-12-20 10:00" --title Other
        accepts plan "${verb%:*}" "$id" --cancel-sessions
        assert_json '[.status, .sessions_coming, .sessions_missed]' "[\"$to\", 0, 3]"
        accepts session list --status cancelled --fields title,cancel_reason
        assert_json . '[{"title":"Second run","cancel_reason":"the plan ended"},{"title":"Check","cancel_reason":"the plan ended"}]'
        back_to_kept
    done
}

@test "--dry-run says what would be booked or clash, and changes nothing" {
    run_coach 0 plan create --client $ben --name Running --start 2026-12-08 --program Run --schedule --dry-run
    [[ $stderr == "3 sessions are booked, "*"nothing has been changed" ]]
    booked
    assert_output ""
    accepts plan list
    assert_json . '[]'
}

@test "all of it happens or none: a program of 52 sessions, booked twice" {
    local day
    for ((day = 15; day < 365; day += 7)); do part "$day" 07:00 "Week $((day / 7))"; done
    accepts plan create --client $ben --trainer $anna --name Year --start 2027-01-04 --program Run --schedule
    assert_json .sessions_coming 53
    refuses 1 "53 of 53 sessions clash" plan create --client $ben --trainer $anna --name Again --start 2027-01-04 --program Run --schedule
}
