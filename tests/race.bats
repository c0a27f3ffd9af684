# race.bats - many processes at one database: each waits its turn, and no rule is passed by.

load practice

many=64

# Nothing is broken in the database.
assert_sound() {
    assert_equal "$(database_faults)" ""
}

@test "of 64 processes that book the same hour one wins, and the others name the session that did" {
    local i winner others
    for ((i = 0; i < many; i++)); do
        in_background $i session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title "Number $i" \
            --at "2026-12-10 18:00" -o id
    done
    wait
    assert_equal "$(codes)" "1×0 63×1"
    winner=$(cat "$BATS_TEST_TMPDIR"/race/*.out)
    assert_equal "$(coach session list -o id)" "$winner"
    others=$(grep -l "coach: the trainer Anna Berg is busy: .*($winner)" "$BATS_TEST_TMPDIR"/race/*.err | wc -l)
    assert_equal "$others" $((many - 1))
    assert_sound
}

@test "of 64 processes that book overlapping hours of one client with many trainers one wins" {
    local i
    pair $ben $carl
    for ((i = 0; i < many; i++)); do
        in_background $i session schedule --client $ben --trainer "$( ((i % 2)) && echo $anna || echo $carl)" \
            --type ONE_ON_ONE --title "Number $i" --at "2026-12-10T18:$(printf %02d $((i % 60)))Z" -o id
    done
    wait
    assert_equal "$(codes)" "1×0 63×1"
    assert_equal "$(coach session list -o id)" "$(cat "$BATS_TEST_TMPDIR"/race/*.out)"
    assert_sound
}

@test "64 processes that book 64 different hours all succeed, and nobody is told of a lock" {
    local i
    for ((i = 0; i < many; i++)); do
        in_background $i session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title "Number $i" \
            --at "$(printf '2027-01-%02dT%02d:00Z' $((1 + i / 16)) $((i % 16)))" -o id
    done
    wait
    assert_equal "$(codes)" "64×0"
    assert_equal "$(cat "$BATS_TEST_TMPDIR"/race/*.err)" ""
    assert_equal "$(coach session list -o id | sort)" "$(cat "$BATS_TEST_TMPDIR"/race/*.out | sort)"
    assert_equal "$(coach session list -o id | wc -l)" $many
    assert_sound
}

@test "of 32 processes that start the same relationship one wins" {
    local i
    for ((i = 0; i < 32; i++)); do
        in_background $i relationship start --client $cleo --trainer $carl --type ONLINE -o id
    done
    wait
    assert_equal "$(codes)" "1×0 31×1"
    assert_equal "$(coach relationship list --client $cleo -o id)" "$(cat "$BATS_TEST_TMPDIR"/race/*.out)"
    assert_equal "$(sort -u "$BATS_TEST_TMPDIR"/race/*.err)" "coach: the two have an open relationship already
hint: it is $(cat "$BATS_TEST_TMPDIR"/race/*.out)"
}

@test "of 16 processes that close the same session, each in its way, one wins" {
    local i id verbs=(complete no-show "cancel --late" "cancel --no-late")
    id=$(book "2026-12-10 18:00")
    for ((i = 0; i < 16; i++)); do
        in_background $i session ${verbs[i % 4]} "$id" --fields status -o csv --no-headers
    done
    wait
    assert_equal "$(codes)" "1×0 15×1"
    assert_equal "$(cat "$BATS_TEST_TMPDIR"/race/*.out)" "$(coach session show "$id" --fields status -o csv --no-headers)"
}

@test "a relationship that ends while sessions are booked has none that come after" {
    local i
    for ((i = 0; i < 15; i++)); do
        in_background $i session schedule --relationship "$relationship" --type ONE_ON_ONE --title "Number $i" \
            --at "$(printf '2026-12-10T%02d:00Z' $i)" -o id
    done
    in_background end relationship end "$relationship" --cancel-sessions -o id
    wait
    assert_equal "$(cat "$BATS_TEST_TMPDIR"/race/end.code)" 0
    assert_equal "$(field relationship "$relationship" status)" ENDED
    assert_equal "$(coach session list --status SCHEDULED -o id)" ""
    assert_equal "$(coach session list --status CANCELLED -o id | wc -l)" "$(cat "$BATS_TEST_TMPDIR"/race/[0-9]*.out | wc -l)"
}

@test "16 processes that read and write at once all succeed, and every reader sees whole rows" {
    local i id
    id=$(book "2026-12-10 18:00")
    for ((i = 0; i < 4; i++)); do
        in_background write$i session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title "Number $i" \
            --at "2026-12-11T1$i:00Z" -o id
        in_background edit$i session edit "$id" --title "Edited $i" -o id
        in_background list$i session list --json
        in_background status$i status --json
    done
    wait
    assert_equal "$(codes)" "16×0"
    assert_equal "$(cat "$BATS_TEST_TMPDIR"/race/*.err)" ""
    for ((i = 0; i < 4; i++)); do
        assert_equal "$(jq -c 'all(.[]; .client == "Ben Cole" and .ends_at > .scheduled_at)' "$BATS_TEST_TMPDIR/race/list$i.out")" true
        jq -e . "$BATS_TEST_TMPDIR/race/status$i.out" >/dev/null
    done
    assert_equal "$(coach session list -o id | wc -l)" 5
    assert_sound
}

@test "a writer that is killed in the middle leaves a sound database, with all that was said to be done" {
    local i pid pids=() done_ids
    for ((i = 0; i < 48; i++)); do
        "$COACH_BIN" session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title "Number $i" \
            --at "$(printf '2027-01-%02dT%02d:00Z' $((1 + i / 16)) $((i % 16)))" -o id \
            >"$BATS_TEST_TMPDIR/killed.$i" 2>/dev/null 3>&- 4>&- &
        pids+=($!)
        # of every four, one that runs already is stopped wherever it is
        ((i % 4 != 3)) || kill -KILL "${pids[i - i / 4 % 4]}" 2>/dev/null || true
    done
    for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
    assert_sound
    run_coach 0 session list -o id
    done_ids=$(cat "$BATS_TEST_TMPDIR"/killed.*)
    for pid in $done_ids; do assert_line "$pid"; done
    accepts session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title After --at 2027-02-01T10:00Z
    assert_json .title '"After"'
}

# a journal is a file
# bats test_tags=sqlite
@test "what a killed writer left half done is undone by the next command, be it one that only reads" {
    local i before
    for ((i = 0; i < 24; i++)); do
        book "$(printf '2027-01-%02dT%02d:00Z' $((1 + i / 12)) $((i % 12)))" --description "$(printf 'x%.0s' {1..2000})"
    done
    before=$(coach session list --json)
    run sqlite3 "$COACH_DB" "PRAGMA cache_size = 2; BEGIN; UPDATE training_session SET title = 'Half';" \
        '.shell kill -KILL $PPID' 3>&-
    assert_equal "$status" 137
    assert_file_exists "$COACH_DB-journal"
    accepts session list
    assert_equal "$output" "$before"
    assert_sound
    accepts session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title After --at 2027-02-01T10:00Z
    assert_json .title '"After"'
}
