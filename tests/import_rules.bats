# import_rules.bats - coach import keeps the rules of commands: moves, what goes along with them, and in whatever order.
load data

# lines LINE…: a file of JSON lines.
lines() {
    printf '%s\n' "$@" >"$BATS_TEST_TMPDIR/all.jsonl"
}

file() {
    echo "$BATS_TEST_TMPDIR/all.jsonl"
}

# takes_not PROBLEM ARGS…: the only line cannot be taken, and nothing changes.
takes_not() {
    local problem=$1
    shift
    refuses 1 "all.jsonl:1: $problem" import "$(file)" "$@"
    [[ $stderr == "coach: 1 record cannot be taken"* ]] || fail "$stderr"
}

# becomes NOUN ID CHANGE: what is here, with a change that a jq filter makes.
becomes() {
    coach export "$1" | jq -c --arg id "$2" 'select(.id == $id)' | jq -c "$3" >"$(file)"
}

# ---- What a session belongs to ----

@test "a plan or a series of another relationship is none of a session's" {
    other=$(pair "$dana" "$carl")
    plan=$(coach plan create --relationship "$other" --name Run --start today -o id)
    coach session schedule --relationship "$other" --type CHECK_IN --title Run --at "2026-12-08 10:00" --every week --times 2 -o id
    series=$(coach series list -o id)
    id=$(book "2026-12-08 10:00")
    becomes session "$id" ".plan_id = \"$plan\""
    takes_not "plan_id \"$plan\": the plan is one of another relationship" --on-conflict update
    becomes session "$id" ".series_id = \"$series\" | .series_start = \"2026-12-09T10:00:00\""
    takes_not "series_id \"$series\": the series is one of another relationship" --on-conflict update
    lines '{"type":"session","relationship":"'"$relationship"'","plan":"'"$plan"'","title":"T","session_type":"CHECK_IN","scheduled_at":"2026-12-10T10:00Z"}'
    takes_not "plan_id \"$plan\": the plan is one of another relationship" --force
    becomes plan "$plan" ".client_trainer_relationship_id = \"$relationship\""
    takes_not "client_trainer_relationship_id \"$relationship\": whose plan it is cannot be changed" --on-conflict update --force
    becomes series "$series" ".client_trainer_relationship_id = \"$relationship\" | del(.client_id, .trainer_id)"
    takes_not "client_trainer_relationship_id \"$relationship\": whose series it is cannot be changed" --on-conflict update --force
}

# ---- Moves ----

@test "a status changes only as commands change it, unless forced" {
    id=$(book "2026-12-09 16:00")
    becomes session "$id" '.status = "CONFIRMED"'
    takes "session 0 1 0 0 0" "$(file)" --on-conflict update
    becomes session "$id" '.status = "SCHEDULED"'
    takes_not 'status "SCHEDULED": a session that is CONFIRMED cannot become SCHEDULED (from CONFIRMED it can become: IN_PROGRESS, COMPLETED, CANCELLED, LATE_CANCELLED, NO_SHOW)' --on-conflict update
    coach session cancel "$id" -o id
    becomes session "$id" '.status = "SCHEDULED" | .cancelled_at = null'
    takes_not 'status "SCHEDULED": a session that is CANCELLED cannot become SCHEDULED (CANCELLED is final)' --on-conflict update
    takes "session 0 1 0 0 0" "$(file)" --on-conflict update --force
    coach session start "$id" -o id
    becomes session "$id" '.status = "SCHEDULED"'
    takes_not 'status "SCHEDULED": a session that is IN_PROGRESS cannot become SCHEDULED' --on-conflict update

    plan=$(coach plan create --relationship "$relationship" --name Run --start today -o id)
    coach plan complete "$plan" -o id
    becomes plan "$plan" '.status = "ACTIVE"'
    takes_not 'status "ACTIVE": a plan that is COMPLETED cannot become ACTIVE (COMPLETED is final)' --on-conflict update
    takes "plan 0 1 0 0 0" "$(file)" --on-conflict update --force

    other=$(pair "$dana" "$carl")
    coach relationship end "$other" -o id
    becomes relationship "$other" '.status = "ACTIVE" | .ended_at = null'
    takes_not 'status "ACTIVE": a relationship that is ENDED cannot become ACTIVE (ENDED is final)' --on-conflict update
    becomes relationship "$other" '.status = "PENDING" | .ended_at = null'
    takes_not 'status "PENDING": a relationship that is ENDED cannot become PENDING (ENDED is final)' --on-conflict update
    takes "relationship 0 1 0 0 0" "$(file)" --on-conflict update --force
}

@test "what is done is not moved, and what cannot be booked neither" {
    id=$(book "2026-12-08 10:00")
    becomes session "$id" '.scheduled_at = "2026-12-09T10:00:00Z" | .ends_at = "2026-12-09T11:00:00Z"'
    cp "$(file)" "$BATS_TEST_TMPDIR/moved.jsonl"
    coach relationship pause "$relationship" -o id
    takes_not "status \"SCHEDULED\": the relationship is PAUSED; sessions are booked while it is ACTIVE (coach relationship resume $relationship)" --on-conflict update
    coach relationship resume "$relationship" -o id
    takes "session 0 1 0 0 0" "$(file)" --on-conflict update
    coach session complete "$id" -o id
    becomes session "$id" '.scheduled_at = "2026-12-08T10:00:00Z" | .ends_at = "2026-12-08T11:00:00Z"'
    takes_not 'scheduled_at "2026-12-08T10:00:00Z": a session that is COMPLETED cannot be moved' --on-conflict update
}

@test "an end over coming sessions and open plans needs them settled, here or in the same file" {
    id=$(book "2026-12-08 10:00")
    plan=$(coach plan create --relationship "$relationship" --name Run --start today -o id)
    ended='.status = "ENDED" | .ended_at = "2026-12-07"'
    becomes relationship "$relationship" "$ended"
    takes_not "the relationship still has 1 coming session (coach relationship end $relationship --cancel-sessions)" --on-conflict update
    coach session cancel "$id" -o id
    takes_not "the relationship still has 1 open plan (coach relationship end $relationship --close-plans)" --on-conflict update
    coach undo -o id
    {
        coach export relationship | jq -c "$ended"
        coach export plan | jq -c '.status = "CANCELLED"'
        coach export session | jq -c '.status = "CANCELLED" | .cancelled_at = "2026-12-07T12:00:00Z"'
    } >"$(file)"
    takes $'relationship 0 1 0 0 0\nplan 0 1 0 0 0\nsession 0 1 0 0 0' "$(file)" --on-conflict update
}

@test "nobody who has coming sessions is archived, unless forced, and who acts never is" {
    book "2026-12-08 10:00"
    becomes user "$(field user $ben id)" '.is_active = false'
    takes_not 'the user still has 1 coming session (cancel it first, or archive the user all the same with --force)' --on-conflict update
    takes "user 0 1 0 0 0" "$(file)" --on-conflict update --force
    becomes user "$(field user admin@example.org id)" '.is_active = false'
    takes_not 'is_active "false": the acting user cannot be archived' --on-conflict update --force
}

@test "a new session is not booked where nobody could have booked it" {
    coach relationship end "$relationship" -o id
    session='{"type":"session","id":"00000000-0000-4000-8000-000000000001","relationship":"'$relationship'","title":"T","session_type":"CHECK_IN","scheduled_at":"'
    lines "${session}2026-12-10T10:00Z\"}"
    takes_not "status: the relationship is ENDED; sessions are booked while it is ACTIVE (coach relationship start begins a new one)"
    lines "${session}2026-12-01T10:00Z\"}"
    takes "session 1 0 0 0 0" "$(file)"
    lines '{"type":"plan","id":"00000000-0000-4000-8000-000000000001","relationship":"'"$relationship"'","name":"P","start_date":"2026-12-01"}'
    takes_not "the relationship of the plan is ENDED (coach relationship start begins a new one)"
    # what is PAUSED by now has its sessions
    other=$(pair "$dana" "$carl")
    coach relationship pause "$other" -o id
    lines "$(sed "s/$relationship/$other/; s/0001/0002/" <<<"${session}2026-12-10T10:00Z\"}")"
    takes "session 1 0 0 0 0" "$(file)"
}

@test "an older export takes nothing back that commands cannot, and all of it by force" {
    id=$(book "2026-12-08 10:00")
    coach export --to "$BATS_TEST_TMPDIR/old.jsonl"
    coach session complete "$id" -o id
    coach user edit "$ben" --phone 123 -o id
    coach export --to "$BATS_TEST_TMPDIR/new.jsonl"
    refuses 1 "a session that is COMPLETED cannot become SCHEDULED" import "$BATS_TEST_TMPDIR/old.jsonl" --on-conflict update
    run_coach 0 import "$BATS_TEST_TMPDIR/old.jsonl" --on-conflict skip
    coach export | cmp - "$BATS_TEST_TMPDIR/new.jsonl"
    run_coach 0 import "$BATS_TEST_TMPDIR/old.jsonl" --on-conflict update --force
    diff <(coach export | jq -cS 'del(.updated_at)') <(jq -cS 'del(.updated_at)' "$BATS_TEST_TMPDIR/old.jsonl") || fail "it is not as it was"
    # and the newer one brings it on again
    run_coach 0 import "$BATS_TEST_TMPDIR/new.jsonl" --on-conflict update
    diff <(coach export | jq -cS 'del(.updated_at)') <(jq -cS 'del(.updated_at)' "$BATS_TEST_TMPDIR/new.jsonl") || fail "it is not as it was"
}

@test "two hours of a trainer do not count as much" {
    coach availability set "$anna" --days mon --hours 9-12 -o id
    coach export availability | jq -c '.id = "00000000-0000-4000-8000-000000000001" | .days = "Tue"' >"$(file)"
    takes_not 'precedence "1": there are hours of the trainer with the precedence 1 already'
    coach export availability | jq -c '.id = "00000000-0000-4000-8000-000000000001" | .days = "Tue" | .precedence = 2' >"$(file)"
    takes "availability 1 0 0 0 0" "$(file)"
}

# ---- The erased ----

@test "nobody is brought back who was erased, nor what was said of them" {
    id=$(book "2026-12-01 10:00" --description "Bad knee")
    coach user edit "$ben" --notes Secret -o id
    ben_id=$(field user "$ben" id)
    coach export --to "$BATS_TEST_TMPDIR/old.jsonl"
    coach user erase "$ben" --yes -o id
    coach export --to "$BATS_TEST_TMPDIR/new.jsonl"
    for noun in user session; do
        jq -c "select(.type == \"$noun\" and (.first_name == \"Ben\" or .description))" "$BATS_TEST_TMPDIR/old.jsonl" >"$(file)"
        takes_not "the $noun is about somebody who has been erased (--on-conflict skip leaves it)" --on-conflict update --force
        takes "$noun 0 0 0 1 0" "$(file)" --on-conflict skip
    done
    # what is here of them is taken as all is
    coach --db "$BATS_TEST_TMPDIR/copy.db" import --new "$BATS_TEST_TMPDIR/new.jsonl" -o id
    run_coach 0 import "$BATS_TEST_TMPDIR/new.jsonl" -o json
    assert_json 'map(.made + .changed + .skipped + .failed) | add' 0
    becomes session "$id" '.status = "COMPLETED" | .completed_at = "2026-12-01T11:00:00Z"'
    takes "session 0 1 0 0 0" "$(file)" --on-conflict update
}

# ---- In whatever order ----

@test "what is in the way of a record may go by a later one" {
    one=$(book "2026-12-08 10:00")
    two=$(book "2026-12-08 11:00")
    coach export session | jq -c '.scheduled_at |= sub(":00:00Z"; ":30:00Z") | .ends_at |= sub(":00:00Z"; ":30:00Z")' >"$(file)"
    cp "$(file)" "$BATS_TEST_TMPDIR/later.jsonl"
    takes "session 0 2 0 0 0" "$(file)" --on-conflict update
    coach undo -o id
    tac "$BATS_TEST_TMPDIR/later.jsonl" >"$(file)"
    takes "session 0 2 0 0 0" "$(file)" --on-conflict update

    coach relationship end "$relationship" --cancel-sessions -o id
    coach export relationship | jq -c '.id = "00000000-0000-4000-8000-000000000001" | .status = "ACTIVE" | .ended_at = null' >"$BATS_TEST_TMPDIR/new.jsonl"
    coach undo -o id
    {
        cat "$BATS_TEST_TMPDIR/new.jsonl"
        coach export relationship | jq -c '.status = "ENDED" | .ended_at = "2026-12-07"'
        coach export session | jq -c '.status = "CANCELLED" | .cancelled_at = "2026-12-07T12:00:00Z"'
    } >"$(file)"
    takes $'relationship 1 1 0 0 0\nsession 0 2 0 0 0' "$(file)" --on-conflict update
}

@test "what two records want of each other they can have" {
    coach export user | jq -c 'select(.first_name == "Ben" or .first_name == "Cleo") |
        .email = if .first_name == "Ben" then "cleo@example.org" else "ben@example.org" end' >"$(file)"
    takes "user 0 2 0 0 0" "$(file)" --on-conflict update
    assert_equal "$(field user cleo@example.org first_name) $(field user ben@example.org first_name)" "Ben Cleo"
    run_coach 0 undo
    assert_equal "$(field user cleo@example.org first_name) $(field user ben@example.org first_name)" "Cleo Ben"

    book "2026-12-08 10:00" --location Hall >/dev/null
    book "2026-12-08 11:00" --location Gym >/dev/null
    coach export session | jq -c '.scheduled_at |= (if test("T09") then sub("T09"; "T10") else sub("T10"; "T09") end) |
        .ends_at |= (if test("T10") then sub("T10"; "T11") else sub("T11"; "T10") end)' >"$(file)"
    takes "session 0 2 0 0 0" "$(file)" --on-conflict update
    assert_equal "$(coach session list -o tsv --no-headers --fields scheduled_at,location)" \
        $'2026-12-08T09:00:00Z\tGym\n2026-12-08T10:00:00Z\tHall'
}

@test "each record that cannot be taken in the end is named once" {
    book "2026-12-08 10:00" >/dev/null
    session='{"type":"session","relationship":"'$relationship'","title":"T","session_type":"CHECK_IN","scheduled_at":"2026-12-08T'
    lines "${session}09:30Z\"}" "${session}08:30Z\"}" "${session}15:00Z\"}" "${session}15:30Z\"}"
    run_coach 1 import "$(file)"
    assert_equal "$(grep -o 'all.jsonl:[0-9]*' <<<"$stderr" | tr '\n' ' ')" "all.jsonl:1 all.jsonl:2 all.jsonl:4 "
    assert_regex "$stderr" "^coach: 3 records cannot be taken"
    run_coach 5 import "$(file)" --best-effort -o tsv --no-headers
    assert_equal "$output" $'session\t1\t0\t0\t0\t3'
}

@test "who made whom may go in a circle, and is made anew all the same" {
    admin=$(field user admin@example.org id)
    lines '{"type":"user","id":"'"$admin"'","created_by":"'"$ben"'"}'
    takes "user 0 1 0 0 0" "$(file)" --on-conflict update
    coach export --to "$BATS_TEST_TMPDIR/all.jsonl"
    for order in cat tac; do
        other=$(database "$order")
        database_place "$other"
        "$order" "$BATS_TEST_TMPDIR/all.jsonl" >"$BATS_TEST_TMPDIR/$order.jsonl"
        run_coach 0 --db "$other" import --new "$BATS_TEST_TMPDIR/$order.jsonl"
        assert_equal "$stderr" ""
        coach --db "$other" export | cmp - "$BATS_TEST_TMPDIR/all.jsonl"
    done
    # but nobody is made by somebody who is not there
    jq -c "if .first_name == \"Dana\" then .created_by = \"00000000-0000-4000-8000-000000000001\" else . end" \
        "$BATS_TEST_TMPDIR/all.jsonl" >"$BATS_TEST_TMPDIR/odd.jsonl"
    other=$(database odd)
    database_place "$other"
    run_coach 2 --db "$other" import --new "$BATS_TEST_TMPDIR/odd.jsonl"
    assert_regex "$stderr" 'created_by "00000000-0000-4000-8000-000000000001": there is no user'
}

# bats test_tags=once
@test "a great many that wait are not tried for ever" {
    seq 20000 | jq -c '{type: "session", client: "'$ben'", trainer: "'$anna'", title: "T\(.)", session_type: "CHECK_IN", scheduled_at: "2026-12-08T09:00:00Z"}' >"$(file)"
    run_coach 5 import "$(file)" --best-effort -o tsv --no-headers
    assert_equal "$output" $'session\t1\t0\t0\t0\t19999'
}

# ---- What is left alone ----

@test "only hours that hold take the place of others, once they are taken" {
    coach availability set "$anna" --days daily --hours 08:00-20:00 -o id >/dev/null
    lines '{"type":"availability","trainer":"'"$anna"'","days":"daily"}'
    run_coach 5 import "$(file)" --best-effort
    assert_equal "$stderr" "coach: 1 record cannot be taken
hint: $(file):1: hours: an availability needs a value for hours"
    assert_equal "$(coach availability list --format '%{hours}')" 08:00-20:00
    lines '{"type":"availability","trainer":"'"$anna"'","days":"daily","hours":"09:00-10:00","is_active":false}'
    takes "availability 1 0 0 0 0" "$(file)"
    assert_equal "$(coach availability list --format '%{hours}')" 08:00-20:00
    lines '{"type":"availability","trainer":"'"$anna"'","days":"daily","hours":"10:00-11:00"}' '{"type":"tag"}'
    run_coach 2 import "$(file)"
    refute_regex "$stderr" "in place of"
}

@test "what is skipped keeps its name, whatever waits with it" {
    id=$(coach tag add early -o id)
    one=11111111-1111-4111-8111-111111111111 other=22222222-2222-4222-8222-222222222222
    lines '{"type":"tag","id":"'"$id"'","name":"late","created_by":"'$one'"}' \
        '{"type":"user","id":"'$one'","email":"one@example.org","first_name":"O","last_name":"P","created_by":"'$other'"}' \
        '{"type":"user","id":"'$other'","email":"other@example.org","first_name":"O","last_name":"P","created_by":"'$one'"}'
    takes $'user 2 0 0 0 0\ntag 0 0 0 1 0' "$(file)" --on-conflict skip
    assert_equal "$(field tag "$id" name)" early
}

@test "what changes for other calendars counts up" {
    id=$(book "2026-12-09 16:00")
    becomes session "$id" '.scheduled_at = "2026-12-09T17:00:00Z" | .ends_at = "2026-12-09T18:00:00Z"'
    takes "session 0 1 0 0 0" "$(file)" --on-conflict update
    assert_equal "$(field session "$id" sequence)" 1
    becomes session "$id" '{type, id, trainer_notes: "late"}'
    takes "session 0 1 0 0 0" "$(file)" --on-conflict update
    assert_equal "$(field session "$id" sequence)" 1
    becomes session "$id" '.title = "Lunges" | .sequence = 7'
    takes "session 0 1 0 0 0" "$(file)" --on-conflict update
    assert_equal "$(field session "$id" sequence)" 7
    becomes session "$id" '.sequence = 2147483647'
    takes "session 0 1 0 0 0" "$(file)" --on-conflict update
    run_coach 0 session edit "$id" --title Squats
    assert_equal "$(field session "$id" sequence)" 2147483647
}

@test "a local time is written as one, and nothing else" {
    book "2026-12-08 10:00" --every week --times 2 >/dev/null
    for text in 2026-12-08T10:00:0x "+026-12-08T10:00:00" "2026-12-8T10:00:000" "2026-12-08T10:60:00"; do
        becomes series "$(coach series list -o id)" ".local_start = \"$text\""
        refuses 2 "local_start \"$text\": it is a local time such as 2026-12-01T18:00:00" import "$(file)" --on-conflict update
    done
}

# ---- Who and what stays ----

@test "who a trainer is cannot be changed, nor what is archived be taken up" {
    becomes trainer "$(field trainer "$anna" id)" "{type, id, user_id: \"$ben\"}"
    takes_not "user_id \"$ben\": who the trainer is cannot be changed" --on-conflict update --force
    team=$(coach visibility add TEAM -o id)
    coach visibility archive "$team" -o id >/dev/null
    id=$(field user "$ben" id)
    becomes user "$id" "{type, id, visibility_id: \"$team\"}"
    takes_not "visibility_id \"$team\": the visibility is archived (coach visibility restore $team)" --on-conflict update
    coach visibility restore "$team" -o id >/dev/null
    takes "user 0 1 0 0 0" "$(file)" --on-conflict update
    coach visibility archive "$team" -o id >/dev/null
    becomes user "$id" '.notes = "x"'
    takes "user 0 1 0 0 0" "$(file)" --on-conflict update
}

@test "a row without an id is the one that holds, where an archived one says the same" {
    old=$(coach timeoff add "$carl" --from 2026-12-24 --to 2026-12-27 -o id)
    coach timeoff remove "$old" -o id >/dev/null
    new=$(coach timeoff add "$carl" --from 2026-12-24 --to 2026-12-27 -o id)
    lines '{"type":"time_off","person":"'"$carl"'","from":"2026-12-24","to":"2026-12-27","reason":"Away"}'
    takes "time_off 0 1 0 0 0" "$(file)" --on-conflict update
    assert_equal "$(coach timeoff list --format '%{id} %{reason}')" "$new Away"
}
