# slots.bats - when people are free, and that what is offered can be booked.

load practice

# starts ARGS…: when the slots of Anna and Ben begin, in UTC, as "08 09:00, 08 10:00".
starts() {
    coach slots --trainer $anna --client $ben "$@" -o id | sed -E 's/^2026-12-(..)T(..:..):00Z$/\1 \2/' | paste -sd , | sed 's/,/, /g'
}

@test "a slot says when, and of whom; without a client it is the trainer's alone" {
    accepts slots --trainer $anna --client $ben --from "2026-12-08 09:00 Z" --to "2026-12-08 10:15 Z"
    assert_json . "[{\"starts_at\": \"2026-12-08T09:00:00Z\", \"ends_at\": \"2026-12-08T10:00:00Z\", \"trainer\": \"Anna Berg\",
        \"trainer_id\": \"$(coach trainer show $anna -o id)\", \"client\": \"Ben Cole\", \"client_id\": \"$(coach user show $ben -o id)\", \"session_type\": \"ONE_ON_ONE\"},
        {\"starts_at\": \"2026-12-08T09:15:00Z\", \"ends_at\": \"2026-12-08T10:15:00Z\", \"trainer\": \"Anna Berg\",
        \"trainer_id\": \"$(coach trainer show $anna -o id)\", \"client\": \"Ben Cole\", \"client_id\": \"$(coach user show $ben -o id)\", \"session_type\": \"ONE_ON_ONE\"}]"
    succeeds slots --trainer $anna --from "2026-12-08 09:00 Z" --limit 1
    assert_output "starts_at             ends_at               trainer    client
Tue 2026-12-08 09:00  Tue 2026-12-08 10:00  Anna Berg"
    succeeds slots --trainer $anna --limit 1 -o csv
    assert_equal "${lines[0]%$'\r'}" starts_at,ends_at,trainer,trainer_id,client,client_id,session_type
    succeeds slots --trainer $anna --limit 1 --json --fields client,starts_at
    assert_json . '[{"client": null, "starts_at": "2026-12-07T12:00:00Z"}]'
    succeeds slots --trainer $anna --to yesterday --json
    assert_json . '[]'
}

@test "slots begin now or later, for a week, and lie wholly within the span" {
    assert_equal "$(COACH_NOW="2026-12-07T12:01:30Z" starts --to "2026-12-07 14:00 Z" --step 30m)" "07 12:30, 07 13:00"
    assert_equal "$(starts --from "2026-12-01" --to "2026-12-07 13:20 Z")" "07 12:00, 07 12:15"
    assert_equal "$(coach slots --trainer $anna --step 24h -o id | sed -n '1p;$p' | paste -sd ' ')" "2026-12-07T23:00:00Z 2026-12-13T23:00:00Z"
    assert_equal "$(starts --from "2026-12-08 10:00 Z" --to "2026-12-08 11:00 Z" --duration 61m)" ""
}

@test "hours, time off, sessions of either and the buffer are left out" {
    pair $ben $carl
    coach availability set $anna --days tue --hours 09:00-14:00,16:00-18:00 -o id
    assert_equal "$(starts --from 2026-12-08 --to 2026-12-09 --step 1h)" "08 08:00, 08 09:00, 08 10:00, 08 11:00, 08 12:00, 08 15:00, 08 16:00"
    coach timeoff add $anna --from "2026-12-08 08:00 Z" --to "2026-12-08 09:00 Z" -o id
    book_for $ben $carl "2026-12-08 10:00 Z"
    assert_equal "$(starts --from 2026-12-08 --to 2026-12-09 --step 1h)" "08 09:00, 08 11:00, 08 12:00, 08 15:00, 08 16:00"
    book "2026-12-08 11:00 Z"
    coach timeoff add $ben --from "2026-12-08 16:30 Z" --to "2026-12-08 17:00 Z" -o id
    assert_equal "$(starts --from 2026-12-08 --to 2026-12-09 --step 1h)" "08 09:00, 08 12:00, 08 15:00"
    assert_equal "$(starts --from 2026-12-08 --to 2026-12-09 --step 1h --buffer 15m)" "08 15:00"
    coach trainer edit $anna --buffer 5m -o id
    assert_equal "$(starts --from 2026-12-08 --to 2026-12-09 --step 1h)" "08 09:00, 08 15:00"
    assert_equal "$(starts --from 2026-12-08 --to 2026-12-09 --duration 55 --step 5m --limit 3)" "08 09:00, 08 09:05, 08 12:05"
}

@test "steps are counted from midnight in the zone that was said, else the trainer's" {
    coach user edit $anna --time-zone Asia/Kolkata -o id
    assert_equal "$(starts --from "2026-12-08 09:00 Z" --to "2026-12-08 12:00 Z" --step 1h)" "08 09:30, 08 10:30"
    assert_equal "$(starts --from "2026-12-08 09:00 Z" --to "2026-12-08 12:00 Z" --step 1h --time-zone UTC)" "08 09:00, 08 10:00, 08 11:00"
    assert_equal "$(starts --from "2026-12-08 09:00 Z" --to "2026-12-08 12:00 Z" --step 1h --tz UTC)" "08 09:00, 08 10:00, 08 11:00"
    assert_equal "$(starts --from "2026-12-08 20:00" --to "2026-12-09 07:00" --step 7h)" "08 15:30, 08 18:30"
}

@test "when clocks change every hour comes once" {
    export COACH_NOW=2026-10-24T12:00:00Z
    assert_equal "$(coach slots --trainer $anna --from "2026-10-24 23:30Z" --to "2026-10-25 03:30Z" --step 1h -o id | cut -c 12-16 | paste -sd ' ')" \
        "00:00 01:00 02:00"
    export COACH_NOW=2027-03-27T12:00:00Z
    assert_equal "$(coach slots --trainer $anna --from "2027-03-28 00:00Z" --to "2027-03-28 04:00Z" --step 1h -o id | cut -c 12-16 | paste -sd ' ')" \
        "00:00 01:00 02:00 03:00"
}

@test "the two need an ACTIVE relationship, as for booking" {
    fails_with 3 "coach: cleo@example.org and anna@example.org have no open relationship
hint: coach relationship start --client cleo@example.org --trainer anna@example.org --type ONLINE" \
        slots --trainer $anna --client $cleo
    coach relationship pause "$relationship" -o id
    refuses 1 "the relationship is PAUSED; sessions are booked while it is ACTIVE" slots --trainer $anna --client $ben
    coach trainer archive $carl -o id
    refuses 1 "the trainer is archived" slots --trainer $carl
}

@test "when clocks change no start is passed over, however long the step" {
    local span=(--from "2027-03-27 12:00" --to "2027-03-30 12:00" --time-zone)
    times() { coach slots --trainer $anna "$@" -o id | cut -c 9-13 | paste -sd ' '; }
    export COACH_NOW=2027-03-01T12:00:00Z
    assert_equal "$(times --from "2027-03-28 00:00" --to "2027-03-28 13:00" --step 3h)" "27T23 28T01 28T04 28T07 28T10"
    assert_equal "$(times --from "2027-03-28 00:00" --to "2027-03-28 07:00" --step 2h)" "27T23 28T01 28T02 28T04"
    assert_equal "$(times --from "2027-03-28 01:10" --to "2027-03-28 07:00" --step 3h)" "28T01 28T04"
    assert_equal "$(times "${span[@]}" Europe/Berlin --step 24h)" "27T23 28T22 29T22"
    assert_equal "$(times --from "2027-03-13 12:00" --to "2027-03-16 12:00" --time-zone America/Havana --step 24h)" "14T05 15T04 16T04"
    assert_equal "$(times --from "2027-10-30 12:00" --to "2027-11-02 12:00" --step 24h)" "30T22 31T23 01T23"
    assert_equal "$(times --from "2027-10-31 00:00" --to "2027-10-31 07:00" --step 2h)" "30T22 31T00 31T01 31T03 31T05"
}

@test "hours that the clocks skip open nothing, for slots as for booking" {
    export COACH_NOW=2027-03-01T12:00:00Z
    coach availability set $anna --days daily --hours 02:15-02:45 -o id
    run_coach 0 slots --trainer $anna --client $ben --from 2027-03-28 --to 2027-03-29 --duration 15m -o id
    assert_equal "$output" ""
    refuses 1 "works 02:15 to 02:45" session schedule --client $ben --trainer $anna --type CHECK_IN --title X --at "2027-03-28 02:15" --duration 15m
    coach availability set $anna --days daily --hours 02:30-04:00 -o id
    assert_equal "$(coach slots --trainer $anna --client $ben --from 2027-03-28 --to 2027-03-29 --step 30m --duration 30m -o id | cut -c 12-16 | paste -sd ' ')" "01:00 01:30"
    run_coach 0 session schedule --client $ben --trainer $anna --type CHECK_IN --title X --at "2027-03-28 03:00" --duration 30m
    run_coach 0 session schedule --client $ben --trainer $anna --type CHECK_IN --title X --at "2027-03-28 02:30" --duration 30m
}

@test "a CONSULTATION is asked for before the relationship is ACTIVE, as it is booked" {
    local at
    pair $cleo $anna --status PENDING
    refuses 1 "the relationship is PENDING; sessions are booked while it is ACTIVE" slots --trainer $anna --client $cleo
    refuses 1 "the relationship is PENDING" slots --trainer $anna --client $cleo --type check-in
    at=$(coach slots --trainer $anna --client $cleo --type consultation --limit 1 -o id)
    run_coach 0 session schedule --client $cleo --trainer $anna --type CONSULTATION --title Hello --at "$at" -o id
    refuses 1 "hint: coach slots --trainer $anna --client $cleo --duration 60m --type CONSULTATION" \
        session schedule --client $cleo --trainer $anna --type CONSULTATION --title Hello --at "$at"
    accepts slots --trainer $anna --type consultation --limit 1 --fields session_type
    assert_json . '[{"session_type": "CONSULTATION"}]'
    refuses 2 "session_type" slots --trainer $anna --type massage
}

@test "what makes no sense is refused" {
    fails_with 2 "coach: trainer_id: whose slots?
hint: give --trainer" slots
    refuses 2 "the duration is from 5 to 1440 minutes, not 4" slots --trainer $anna --duration 4
    refuses 2 '"long" is not a length of time' slots --trainer $anna --duration long
    refuses 2 "the step is from 1 to 1440 minutes, not 0" slots --trainer $anna --step 0
    refuses 2 "the buffer is from 0 to 480 minutes, not 540" slots --trainer $anna --buffer 9h
    refuses 2 "slots are looked for in a year at most" slots --trainer $anna --to "in 2 years"
    refuses 2 '"Mars" is not a time zone' slots --trainer $anna --time-zone Mars
    refuses 2 'from: "soon"' slots --trainer $anna --from soon
    refuses 3 'there is no trainer "ben@example.org"' slots --trainer $ben
    refuses 2 "known" slots --trainer $anna --fields id
}

# The calendar of two trainers and two clients, in which not much is free.
crowd() {
    pair $cleo $anna
    pair $cleo $carl
    pair $anna $carl
    coach availability set $anna --days mon-sat --hours 08:00-12:00,13:30-19:00 -o id
    coach availability set $carl --days daily --hours 00:00-03:00,10:00-24:00 --time-zone America/New_York -o id
    coach trainer edit $carl --buffer 20m -o id
    coach timeoff add $cleo --from 2026-12-12 --to 2026-12-14 -o id
    coach timeoff add $carl --from "2026-12-10 15:00" --to "2026-12-11 03:00" -o id
} >/dev/null 2>&1

@test "what is offered is booked, and what is not is refused" {
    local i trainer client times at refused=0
    local pairs=("$anna $ben" "$anna $cleo" "$carl $cleo" "$carl $anna")
    RANDOM=4711
    crowd
    for ((i = 0; i < 40; i++)); do
        read -r trainer client <<<"${pairs[RANDOM % 4]}"
        mapfile -t times < <(coach slots --trainer "$trainer" --client "$client" --from "+$((RANDOM % 6))d" --duration 50 --step 10m -o id)
        ((${#times[@]})) || continue
        at=${times[RANDOM % ${#times[@]}]}
        run_coach 0 session schedule --client "$client" --trainer "$trainer" --type CHECK_IN --title "Nr $i" --at "$at" --duration 50 -o id
    done
    mapfile -t times < <(coach slots --trainer "$carl" --client "$anna" --duration 50 --step 10m --tz UTC -o id)
    for ((i = 0; refused < 20; i++)); do
        printf -v at '2026-12-%02dT%02d:%d0:00Z' $((RANDOM % 5 + 8)) $((RANDOM % 24)) $((RANDOM % 6))
        [[ " ${times[*]} " != *" $at "* ]] || continue
        refuses 1 "hint: coach slots" session schedule --client "$anna" --trainer "$carl" --type CHECK_IN --title X --at "$at" --duration 50
        refused=$((refused + 1))
    done
}
