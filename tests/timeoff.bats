# timeoff.bats - when people have no time: said, listed, taken back, and what is refused meanwhile.

load practice

@test "a day alone is its midnight where the person lives" {
    accepts timeoff add $anna --from 2026-12-24 --to 2026-12-27 --reason Christmas
    assert_json 'del(.id, .created_by)' "{\"person\": \"Anna Berg\", \"user_id\": \"$(coach user show $anna -o id)\",
        \"starts_at\": \"2026-12-23T23:00:00Z\", \"ends_at\": \"2026-12-26T23:00:00Z\", \"reason\": \"Christmas\",
        \"created_at\": \"2026-12-07T12:00:00Z\", \"updated_at\": \"2026-12-07T12:00:00Z\", \"is_active\": true}"
    run_coach 0 timeoff add $ben --from "friday 14:00" --to "friday 18:00 Europe/Berlin" --json
    assert_json '[.starts_at, .ends_at, .reason]' '["2026-12-11T14:00:00Z", "2026-12-11T17:00:00Z", null]'
    run_coach 0 timeoff add $anna --from 2026-12-24 --to "2026-12-27 12:00"
    assert_equal "$stderr" "from Wed 2026-12-23 23:00 UTC to Sun 2026-12-27 11:00 UTC"
}

@test "a trainer is named as a user or as a trainer" {
    local trainer
    trainer=$(coach trainer show $anna -o id)
    run_coach 0 timeoff add "$trainer" --from 2026-12-24 --to 2026-12-25 --json
    assert_json .person '"Anna Berg"'
    accepts timeoff list --person "$trainer" --fields person
    assert_json . '[{"person": "Anna Berg"}]'
    fails_with 3 'coach: there is no user "nobody@example.org"
hint: `coach user list --all` shows them' timeoff add nobody@example.org --from today --to tomorrow
}

@test "what makes no sense is refused" {
    refuses 2 "time off ends after it begins" timeoff add $ben --from 2026-12-24 --to 2026-12-24
    [[ $stderr == *"hint: a day alone is the midnight before it"* ]]
    refuses 2 '"soon" is not a time' timeoff add $ben --from soon --to 2026-12-24
    refuses 2 "starts_at" timeoff add $ben --to 2026-12-24
    refuses 2 "ends_at" timeoff add $ben --from 2026-12-24
    refuses 2 "reason" timeoff add $ben --from today --to tomorrow --reason "$(printf 'x%.0s' {1..256})"
    refuses 2 "" timeoff add
}

@test "a session in the time off of trainer or client is refused with the reason" {
    coach timeoff add $anna --from "2026-12-10 12:00 Z" --to "2026-12-10 14:00 Z" --reason Dentist -o id
    coach timeoff add $ben --from "2026-12-11 12:00 Z" --to "2026-12-11 14:00 Z" -o id
    fails_with 1 "coach: the trainer Anna Berg is off from Thu 2026-12-10 12:00 UTC to Thu 2026-12-10 14:00 UTC: Dentist
hint: choose another time, or book it all the same with --force
hint: coach slots --trainer anna@example.org --client ben@example.org --duration 60m" \
        session schedule --client $ben --type ONE_ON_ONE --title Squats --at "2026-12-10 13:59 Z"
    refuses 1 "the client Ben Cole is off from Fri 2026-12-11 12:00 UTC to Fri 2026-12-11 14:00 UTC
" session schedule --client $ben --type ONE_ON_ONE --title Squats --at "2026-12-11 11:01 Z"
    accepts session schedule --client $ben --type ONE_ON_ONE --title Squats --at "2026-12-10 14:00 Z"
    accepts session schedule --client $ben --type ONE_ON_ONE --title Squats --at "2026-12-11 11:00 Z"
    accepts session schedule --client $ben --type ONE_ON_ONE --title Squats --at "2026-12-11 12:30 Z" --force
    run_coach 1 --json session schedule --client $ben --type ONE_ON_ONE --title X --at "2026-12-10 12:00 Z"
    assert_equal "$(jq -c '.error | [.code, .field]' <<<"$stderr")" '["conflict","scheduled_at"]'
}

@test "time off of a trainer holds while they are trained, and moves and restores are refused too" {
    local id
    pair $anna $carl
    coach timeoff add $anna --from 2026-12-10 --to 2026-12-20 -o id
    refuses 1 "the client Anna Berg is off" session schedule --client $anna --trainer $carl --type ONE_ON_ONE --title Run \
        --at "2026-12-15 10:00"
    id=$(book "2026-12-09 10:00")
    refuses 1 "the trainer Anna Berg is off" session reschedule "$id" --at "2026-12-10 10:00"
    refuses 1 "the trainer Anna Berg is off" session edit "$id" --duration 15h
    coach session reschedule "$id" --at "2026-12-10 10:00" --force -o id
    coach session archive "$id" -o id
    refuses 1 "the trainer Anna Berg is off" session restore "$id"
}

@test "time off over booked sessions is refused with a list of them, and with --force they stay" {
    local first second
    first=$(book "2026-12-10 10:00 Z")
    second=$(book "2026-12-11 10:00 Z" --title Lunges)
    fails_with 1 "coach: Anna Berg has 2 sessions then
hint: \"Squats\", Thu 2026-12-10 10:00 UTC to Thu 2026-12-10 11:00 UTC ($first)
hint: \"Lunges\", Fri 2026-12-11 10:00 UTC to Fri 2026-12-11 11:00 UTC ($second)
hint: move or cancel them, or leave them as booked with --force" timeoff add $anna --from 2026-12-10 --to 2026-12-12
    refuses 1 "Ben Cole has 1 session then" timeoff add $ben --from "2026-12-10 10:30 Z" --to "2026-12-10 10:31 Z"
    run_coach 0 timeoff add $anna --from 2026-12-10 --to 2026-12-12 --force -o id
    assert_equal "$(field session "$first" status)" SCHEDULED
    run_coach 0 timeoff add $ben --from "2026-12-10 11:00 Z" --to "2026-12-11 10:00 Z" -o id
    coach session cancel "$first" -o id
    run_coach 0 timeoff add $ben --from "2026-12-10 10:00 Z" --to "2026-12-10 11:00 Z" -o id
}

@test "many sessions are counted, and the first ten named" {
    local i
    for i in {10..21}; do book "2026-12-10 $i:00 Z"; done
    refuses 1 "Anna Berg has 12 sessions then" timeoff add $anna --from 2026-12-10 --to 2026-12-12
    assert_equal "$(grep -c Squats <<<"$stderr")" 10
    [[ $stderr == *"hint: and 2 more"* ]]
}

@test "list has what runs already with --from, and what begins before --to" {
    {
        coach timeoff add $anna --from 2026-12-01 --to 2026-12-10 --reason running -o id
        coach timeoff add $ben --from 2026-12-20 --to 2026-12-21 --reason coming -o id
        coach timeoff add $carl --from 2026-11-01 --to 2026-11-02 --reason over -o id
    }
    reasons() { coach timeoff list "$@" -o tsv --no-headers --fields reason | paste -sd ' '; }
    assert_equal "$(reasons)" "over running coming"
    assert_equal "$(reasons --from today)" "running coming"
    assert_equal "$(reasons --from "2026-12-09 23:00 Z")" "coming"
    assert_equal "$(reasons --to "2026-12-20 00:00 Z")" "over running"
    assert_equal "$(reasons --from today --to tomorrow)" "running"
    assert_equal "$(reasons --person $anna)" "running"
    # in the person's zone
    assert_equal "$(reasons --person $anna --from "2026-12-09 23:59")" "running"
    assert_equal "$(reasons --person $anna --from "2026-12-10")" ""
    assert_equal "$(reasons --search coming)$(reasons --search berg)" "comingrunning"
    assert_equal "$(reasons --user-id $ben,$carl --sort reason)" "coming over"
}

@test "show has all of it, and remove takes it back" {
    local id
    id=$(coach timeoff add $anna --from 2026-12-10 --to 2026-12-12 -o id)
    accepts timeoff show "${id:0:8}" --fields person,reason,is_active
    assert_json . '{"person": "Anna Berg", "reason": null, "is_active": true}'
    accepts timeoff remove "${id:0:8}"
    assert_json '[.id, .is_active]' "[\"$id\", false]"
    accepts session schedule --client $ben --type ONE_ON_ONE --title Squats --at "2026-12-10 10:00"
    assert_equal "$(coach timeoff list -o id)" ""
    assert_equal "$(coach timeoff list --archived -o id)" "$id"
    refuses 1 "is archived already" timeoff remove "$id"
    refuses 3 "there is no timeoff" timeoff remove 12345678
}
