# rehearsal.bats - --dry-run shows people what a command would change.

load practice

long=$(printf 'x%.0s' {1..70})

@test "a line for each field that would change" {
    id=$(book "2026-12-08 10:00")
    run_coach 0 session edit "$id" --title Lunges --location "$long" --description 'Say "go"' --dry-run
    assert_equal "$stderr" "session Lunges: title Squats → Lunges
session Lunges: description — → Say \"go\"
session Lunges: location — → ${long:11}…
session Lunges: sequence 0 → 1
nothing has been changed"
    run_coach 0 session reschedule "$id" --at "2026-12-09 10:00" --dry-run
    [[ $stderr == *"session Squats: scheduled_at Tue 2026-12-08 09:00 → Wed 2026-12-09 09:00
session Squats: ends_at Tue 2026-12-08 10:00 → Wed 2026-12-09 10:00"* ]]
    run_coach 0 --tz Asia/Tokyo session edit "$id" --title "$long" --dry-run
    [[ $stderr == "session ${long:31}…: title Squats → ${long:11}…"* ]] || fail "$stderr"
}

@test "rows that would be new or gone are one line each" {
    run_coach 0 tag add knees --dry-run
    assert_equal "$stderr" "tag knees: new
nothing has been changed"
    coach tag add knees -o id >/dev/null
    run_coach 0 undo --dry-run
    [[ $stderr == *": removed
nothing has been changed" ]]
}

@test "what other rows would become is shown too" {
    book "2026-12-08 10:00" >/dev/null
    run_coach 0 relationship end "$relationship" --cancel-sessions --dry-run
    [[ $stderr == *"session Squats: status SCHEDULED → CANCELLED"* ]]
    [[ $stderr == *"relationship Ben Cole with Anna Berg: status ACTIVE → ENDED"* ]]
}

@test "of many, the first are shown" {
    run_coach 0 session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title Squats --at "2026-12-08 10:00" \
        --every week --times 50 --dry-run
    assert_equal "$(grep -c ': new$' <<<"$stderr")" 40
    [[ $stderr == *"… and 11 more
nothing has been changed" ]]
}

@test "programs get the rows alone" {
    run_coach 0 tag add knees --dry-run --json
    assert_equal "$stderr" ""
    run_coach 0 tag add knees
    assert_equal "$stderr" ""
}
