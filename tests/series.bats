# series.bats - sessions that recur: booked together, and edited, moved and cancelled one by one or together.

load practice

# every ARGS…: books a series of Ben with Anna and prints the ids of its sessions.
every() {
    coach session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title Squats -o id "$@"
}

times_of() { # times_of FILTER…: when the sessions are, one a line
    coach session list --fields scheduled_at -o tsv --no-headers "$@"
}

@test "18:00 in Berlin stays 18:00 when the clocks change" {
    run_coach 0 session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title Squats \
        --at "2027-03-22 18:00" --every week --times 3 --json
    assert_json '[.[].scheduled_at]' '["2027-03-22T17:00:00Z", "2027-03-29T16:00:00Z", "2027-04-05T16:00:00Z"]'
    assert_json '[.[].series_start]' '["2027-03-22T18:00:00", "2027-03-29T18:00:00", "2027-04-05T18:00:00"]'
    assert_json '[.[].time_zone] | unique' '["Europe/Berlin"]'
    assert_json '[.[].series_id] | unique | length' 1
    every --at "2027-10-25 18:00" --every week --times 2 >/dev/null
    assert_equal "$(times_of --from 2027-10-01)" "2027-10-25T16:00:00Z
2027-11-01T17:00:00Z"
}

@test "a time that the clocks skip or repeat is resolved for that one session alone" {
    every --at "2027-03-21 02:30" --every week --times 3 >/dev/null
    assert_equal "$(times_of)" "2027-03-21T01:30:00Z
2027-03-28T01:30:00Z
2027-04-04T00:30:00Z"
    every --at "2027-10-24 02:30" --every week --times 3 >/dev/null
    assert_equal "$(times_of --from 2027-10-01)" "2027-10-24T00:30:00Z
2027-10-31T00:30:00Z
2027-11-07T01:30:00Z"
}

@test "an end says how long each is by what the clock shows, whatever the clocks do on one of the days" {
    run_coach 0 session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title Squats --at "2027-03-28 01:00" \
        --ends "2027-03-28 04:00" --every week --times 2 --json
    assert_json '[.[] | [.scheduled_at, .ends_at]]' '[["2027-03-28T00:00:00Z", "2027-03-28T03:00:00Z"], ["2027-04-03T23:00:00Z", "2027-04-04T02:00:00Z"]]'
    run_coach 0 session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title Lunges --at "2027-10-24 01:00" \
        --ends "2027-10-24 04:00" --every week --times 2 --json
    assert_json '[.[] | [.scheduled_at, .ends_at]]' '[["2027-10-23T23:00:00Z", "2027-10-24T02:00:00Z"], ["2027-10-30T23:00:00Z", "2027-10-31T02:00:00Z"]]'
    run_coach 0 series list --json --fields duration_minutes
    assert_json . '[{"duration_minutes": 180}, {"duration_minutes": 180}]'
    assert_equal "$(coach ical export | tr -d '\r' | grep -E '^(DURATION|RECURRENCE-ID)' | paste -sd ' ')" "DURATION:PT180M DURATION:PT180M"
}

@test "the sessions of a series last whole minutes" {
    fails_with 2 "coach: ends_at: the sessions of a series last whole minutes" session schedule --client $ben --trainer $anna \
        --type ONE_ON_ONE --title Squats --at "2026-12-08T18:00:00" --ends "2026-12-08T19:00:30" --every week --times 2
}

@test "a series that begins in a gap, or is moved into or out of one, keeps the hour that was said" {
    mapfile -t ids < <(every --at "2027-03-28 02:30" --every week --times 2)
    assert_equal "$(times_of)" "2027-03-28T01:30:00Z
2027-04-04T00:30:00Z"
    run_coach 0 session reschedule "${ids[0]}" --all --at "2027-03-28 04:00" --json
    assert_json '[.[].scheduled_at]' '["2027-03-28T02:00:00Z", "2027-04-04T02:00:00Z"]'
    run_coach 0 session reschedule "${ids[0]}" --all --at "2027-03-28 02:30" --json
    assert_json '[.[].scheduled_at]' '["2027-03-28T01:30:00Z", "2027-04-04T00:30:00Z"]'
    refuses 2 "the second of two hours" session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title Squats \
        --at 2027-10-31T02:30+01:00 --every week --times 2
}

@test "what is booked over time off stays so where a change of all takes no other time" {
    mapfile -t ids < <(every --at "2026-12-08 18:00" --every week --times 3)
    coach timeoff add $anna --from 2026-12-15 --to 2026-12-16 --force -o id
    run_coach 0 session edit "${ids[0]}" --all --location Gym --json
    assert_json '[.[].location] | unique' '["Gym"]'
    refuses 1 "1 of 3 sessions would clash" session reschedule "${ids[0]}" --all --at "2026-12-08 19:00"
}

@test "a series by the plain forms, and the same one by a rule" {
    every --at "2026-12-07 18:00" --every week --on mon,wed --until 2026-12-16 --except 2026-12-14 >/dev/null
    assert_equal "$(times_of)" "2026-12-07T17:00:00Z
2026-12-09T17:00:00Z
2026-12-16T17:00:00Z"
    run_coach 0 series list --json
    assert_json '.[0] | [.title, .client, .trainer, .local_start, .time_zone, .duration_minutes, .sessions, .last_at]' \
        '["Squats", "Ben Cole", "Anna Berg", "2026-12-07T18:00:00", "Europe/Berlin", 60, 3, "2026-12-16T17:00:00Z"]'
    every --at "2027-01-31 07:00" --repeat 'FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3' --duration 90 >/dev/null
    assert_equal "$(times_of --from 2027-01-01)" "2027-01-31T06:00:00Z
2027-02-28T06:00:00Z
2027-03-31T05:00:00Z"
    run_coach 0 series show "$(coach series list -o id | tail -n 1)" --json
    assert_json '[.rule, .duration_minutes]' '["FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", 90]'
}

@test "sessions and series are listed by each other" {
    local series
    every --at "2026-12-08 18:00" --every day --times 3 >/dev/null
    series=$(coach series list -o id)
    book "2026-12-20 10:00"
    accepts session list --series "$series"
    assert_json length 3
    accepts series list --trainer $anna --search squats
    assert_json length 1
    accepts series list --client $cleo
    assert_json length 0
}

@test "a clash refuses all, and every one is listed" {
    local one two
    one=$(book "2026-12-15 18:30" --title One)
    two=$(book "2026-12-22 17:30" --title Two)
    fails_with 1 "coach: 2 of 4 sessions clash; nothing has been made
hint: Tue 2026-12-15 17:00 UTC: the trainer Anna Berg is busy: \"One\", Tue 2026-12-15 17:30 UTC to Tue 2026-12-15 18:30 UTC ($one)
hint: Tue 2026-12-22 17:00 UTC: the trainer Anna Berg is busy: \"Two\", Tue 2026-12-22 16:30 UTC to Tue 2026-12-22 17:30 UTC ($two)" \
        session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title Squats --at "2026-12-08 18:00" --every week --times 4
    run_coach 0 session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title Squats --at "2026-12-08 18:00" \
        --every week --times 4 --skip-conflicts --fields scheduled_at,title
    [[ $stderr == *"Tue 2026-12-15 17:00 UTC left out: the trainer Anna Berg is busy: \"One\""* ]] || fail "$stderr"
    [[ $stderr == *"Tue 2026-12-22 17:00 UTC left out: "* ]] || fail "$stderr"
    run_coach 0 session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title Lunges --at "2026-12-15 19:00" \
        --every week --times 2 --skip-conflicts --dry-run --json
    assert_json '[.[].scheduled_at]' '["2026-12-22T18:00:00Z"]'
    assert_equal "$stderr" "Tue 2026-12-15 18:00 UTC left out: the trainer Anna Berg is busy: \"One\", Tue 2026-12-15 17:30 UTC to Tue 2026-12-15 18:30 UTC ($one)"
    assert_equal "$(times_of --search squats)" "2026-12-08T17:00:00Z
2026-12-29T17:00:00Z"
}

@test "sessions of a series that clash with each other are not named by ids that nobody has" {
    coach trainer edit $anna --buffer 15m -o id
    fails_with 1 "coach: 1 of 2 sessions clashes; nothing has been made
hint: Wed 2026-12-09 17:00 UTC: the trainer Anna Berg is busy: another session of this series, \"Squats\", Tue 2026-12-08 17:00 UTC to Wed 2026-12-09 17:00 UTC; 15 minutes before and after it are kept free" \
        session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title Squats --at "2026-12-08 18:00" --duration 24h --every day --times 2
}

@test "a series of which every session clashes is refused also where conflicts are skipped" {
    book "2026-12-08 18:00"
    refuses 1 "1 of 1 sessions clashes; nothing has been made" session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title Squats \
        --at "2026-12-08 18:00" --every week --times 1 --skip-conflicts
}

@test "with --force the whole series is booked over what is there" {
    book "2026-12-15 18:00"
    every --at "2026-12-08 18:00" --every week --times 2 --force >/dev/null
    assert_equal "$(times_of | grep -c .)" 3
}

@test "what a series needs is asked for, field by field" {
    local line=(session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title Squats --at "2026-12-08 18:00")
    refuses 2 "" "${line[@]}" --every week
    refuses 2 "" "${line[@]}" --every fortnight --times 3
    refuses 2 "" "${line[@]}" --every week --times 0
    refuses 2 "" "${line[@]}" --every day --times 1001
    refuses 2 "" "${line[@]}" --repeat 'FREQ=HOURLY;COUNT=3'
    refuses 2 "" "${line[@]}" --repeat 'FREQ=WEEKLY'
    refuses 2 "" "${line[@]}" --repeat 'FREQ=WEEKLY;COUNT=2' --every week
    refuses 2 "" "${line[@]}" --repeat 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2'
    refuses 2 "" "${line[@]}" --times 3
    refuses 2 "" "${line[@]}" --skip-conflicts
    refuses 2 "" "${line[@]}" --every week --times 3 --except 2026-12-16
    run_coach 2 --json "${line[@]}" --repeat 'FREQ=HOURLY;COUNT=3'
    assert_equal "$(jq -r .error.field <<<"$stderr")" repeat
}

@test "a rule without an end is bounded by --for or --until" {
    every --at "2026-12-08 18:00" --repeat FREQ=WEEKLY --for 4w >/dev/null
    assert_equal "$(times_of | grep -c .)" 4
    every --at "2027-02-01 18:00" --repeat RRULE:FREQ=DAILY --until 2027-02-03 >/dev/null
    assert_equal "$(times_of --from 2027-02-01)" "2027-02-01T17:00:00Z
2027-02-02T17:00:00Z
2027-02-03T17:00:00Z"
}

@test "a relationship that takes no sessions takes no series" {
    coach relationship pause "$(coach relationship list -o id)" -o id
    refuses 1 "sessions are booked while it is ACTIVE" session schedule --client $ben --trainer $anna --type ONE_ON_ONE \
        --title Squats --at "2026-12-08 18:00" --every week --times 3
}

# ---- Changes ----

@test "an edit is for this one, for it and those that follow, or for all" {
    mapfile -t ids < <(every --at "2026-12-08 18:00" --every week --times 4)
    run_coach 0 session edit "${ids[1]}" --title This --json
    assert_json .title '"This"'
    run_coach 0 session edit "${ids[2]}" --this --location Park --json
    run_coach 0 session edit "${ids[2]}" --title Later --following --json
    assert_json '[.[] | [.id, .title]]' "[[\"${ids[2]}\", \"Later\"], [\"${ids[3]}\", \"Later\"]]"
    assert_equal "$(coach session list --fields title -o tsv --no-headers | paste -sd,)" "Squats,This,Later,Later"
    run_coach 0 session edit "${ids[3]}" --location Hall --duration 90 --all --json
    assert_json '[.[] | [.location, .ends_at[11:16]]] | unique' '[["Hall", "18:30"]]'
    assert_json length 4
    run_coach 0 series show "$(coach series list -o id)" --json
    assert_json '[.title, .location, .duration_minutes]' '["Squats", "Hall", 90]'
    assert_equal "$(field session "${ids[0]}" sequence)$(field session "${ids[2]}" sequence)" 13
}

@test "a move moves each of them as far on its own clock, across the change of the clocks" {
    mapfile -t ids < <(every --at "2027-03-15 18:00" --every week --times 4)
    run_coach 0 session reschedule "${ids[1]}" --at "2027-03-24 17:00" --following --json
    assert_json '[.[].scheduled_at]' '["2027-03-24T16:00:00Z", "2027-03-31T15:00:00Z", "2027-04-07T15:00:00Z"]'
    assert_json '[.[].series_start]' '["2027-03-22T18:00:00", "2027-03-29T18:00:00", "2027-04-05T18:00:00"]'
    assert_equal "$(times_of | head -n 1)" 2027-03-15T17:00:00Z
}

@test "a series can be moved onto its own times" {
    mapfile -t ids < <(every --at "2026-12-08 18:00" --every week --times 4)
    run_coach 0 session reschedule "${ids[0]}" --at "2026-12-15 18:00" --all --json
    assert_json '[.[].scheduled_at[:10]]' '["2026-12-15", "2026-12-22", "2026-12-29", "2027-01-05"]'
    run_coach 0 session reschedule "${ids[3]}" --at "2026-12-29 18:00" --all --json
    assert_json '[.[].scheduled_at[:10]]' '["2026-12-08", "2026-12-15", "2026-12-22", "2026-12-29"]'
}

@test "a move of many that would clash is refused with every clash, and forced with --force" {
    local other
    mapfile -t ids < <(every --at "2026-12-08 18:00" --every week --times 3)
    other=$(book "2026-12-15 20:00" --title Other)
    fails_with 1 "coach: 1 of 3 sessions would clash; nothing has been changed
hint: Tue 2026-12-15 18:30 UTC: the trainer Anna Berg is busy: \"Other\", Tue 2026-12-15 19:00 UTC to Tue 2026-12-15 20:00 UTC ($other)
hint: --force changes them all the same" \
        session reschedule "${ids[0]}" --at "2026-12-08 19:30" --all
    run_coach 0 session reschedule "${ids[0]}" --at "2026-12-08 19:30" --all --force -o id
    assert_equal "${#lines[@]}" 3
}

@test "done and past sessions are never rewritten" {
    mapfile -t ids < <(every --at "2026-12-08 18:00" --every day --times 5)
    export COACH_NOW=2026-12-10T12:00:00Z
    coach session complete "${ids[0]}" --at "2026-12-08T18:00:00Z" -o id
    coach session cancel "${ids[3]}" -o id
    run_coach 0 session edit "${ids[0]}" --title New --all --json
    assert_json '[.[].id]' "[\"${ids[2]}\", \"${ids[4]}\"]"
    run_coach 0 session cancel "${ids[1]}" --following --reason Holiday --json
    assert_json '[.[] | [.id, .status]]' "[[\"${ids[2]}\", \"LATE_CANCELLED\"], [\"${ids[4]}\", \"CANCELLED\"]]"
    fails_with 1 "coach: no session of the series is still to come" session cancel "${ids[0]}" --all
    fails_with 1 "coach: no session of the series from this one on is still to come" session edit "${ids[4]}" --title X --following
}

@test "what is affected can be looked at first" {
    mapfile -t ids < <(every --at "2026-12-08 18:00" --every week --times 3)
    local before
    before=$(database_fingerprint)
    run_coach 0 session cancel "${ids[1]}" --following --dry-run --json
    assert_json '[.[] | [.id, .status]]' "[[\"${ids[1]}\", \"CANCELLED\"], [\"${ids[2]}\", \"CANCELLED\"]]"
    assert_equal "$(database_fingerprint)" "$before"
}

@test "one session alone has no others to change with it" {
    local id
    id=$(book "2026-12-08 18:00")
    fails_with 1 "coach: the session belongs to no series
hint: leave out --all" session cancel "$id" --all
    refuses 2 "give one of --this, --following, --all" session cancel "$id" --all --this
    mapfile -t ids < <(every --at "2026-12-09 18:00" --every week --times 2)
    refuses 2 "do not end at one time" session edit "${ids[0]}" --all --ends "2026-12-09 20:00"
    refuses 2 "nothing to change" session edit "${ids[0]}" --all
}

@test "of 16 programs that book the same series one wins, and no half of another is there" {
    local n codes
    for n in {1..16}; do
        { every --at "2026-12-08 18:00" --every week --times 10 >/dev/null 2>&1 && echo 0 || echo $?; } >"$BATS_TEST_TMPDIR/code.$n" 3>&- &
    done
    wait
    codes=$(sort "$BATS_TEST_TMPDIR"/code.* | uniq -c | sed 's/^ *//' | paste -sd,)
    assert_equal "$codes" "1 0,15 1"
    assert_equal "$(times_of | grep -c .)" 10
    assert_equal "$(coach series list -o id | grep -c .)" 1
}
