#!/usr/bin/env bats
# upgrade.bats - databases that earlier versions of coach have made, in tests/schemas as the SQL that makes them.

# bats file_tags=sqlite
load helper

# old N: the database of schema N is at COACH_DB.
old() {
    rm -f "$COACH_DB"
    (umask 077 && sqlite3 -bail "$COACH_DB" <"$BATS_TEST_DIRNAME/schemas/v$1.sql" >/dev/null)
}

steps() {
    find "$BATS_TEST_DIRNAME/../lib/store/migrations" -name '0*.sql' | wc -l
}

versions() {
    local n
    for ((n = 1; n < $(steps); n++)); do echo "$n"; done
}

rows() {
    sqlite3 "$1" "SELECT (SELECT count(*) FROM app_user), (SELECT count(*) FROM training_session),
        (SELECT count(*) FROM training_plan), (SELECT count(*) FROM client_trainer_relationship)"
}

@test "each earlier schema is kept" {
    local n
    for n in $(versions); do assert_file_exists "$BATS_TEST_DIRNAME/schemas/v$n.sql"; done
}

@test "each is upgraded with its rows, a copy of it is kept, and doctor finds nothing" {
    local n before
    for n in $(versions); do
        old "$n"
        before=$(rows "$COACH_DB")
        run_coach 0 session list --all --json
        assert_json 'map(.title) | unique | contains(["Again", "Cancelled", "Coming", "Twice", "Öl & \"Squats\""])' true
        assert_equal "$(sqlite3 "$COACH_DB" "PRAGMA user_version")" "$(steps)"
        assert_equal "$(rows "$COACH_DB")" "$before"
        assert_equal "$(sqlite3 "$COACH_DB.v$n-1796644800" "PRAGMA user_version")" "$n"
        assert_equal "$(rows "$COACH_DB.v$n-1796644800")" "$before"
        assert_equal "$(stat -c %a "$COACH_DB.v$n-1796644800")" 600
        run_coach 0 doctor --json
        assert_json . '[]'
    done
}

@test "the history begins where the upgrade brought it" {
    local n
    for n in 1 7; do
        old "$n"
        run_coach 0 doctor
        [[ $stderr == *"older than the history: user 6"* ]] || fail "$stderr"
        run_coach 0 log -o id
        assert_equal "$output" ""
        coach tag edit early --name late -o id
        run_coach 0 log --json
        assert_json 'map([.number, .command])' '[[1,"coach tag edit early --name late -o id"]]'
        coach undo -o id
        assert_equal "$(coach tag list --json | jq -c 'map(.name)')" '["early"]'
        run_coach 0 doctor --json
        assert_json . '[]'
    done
}

@test "a copy of that name is no obstacle" {
    old 1
    echo mine >"$COACH_DB.v1-1796644800"
    echo mine >"$COACH_DB.v1-1796644800.2"
    run_coach 0 user list -o id
    assert_equal "$(<"$COACH_DB.v1-1796644800")" mine
    assert_equal "$(sqlite3 "$COACH_DB.v1-1796644800.3" "PRAGMA user_version")" 1
}

@test "an older backup is restored and upgraded, without a copy of its own" {
    local n
    for n in 1 4; do
        old "$n"
        mv "$COACH_DB" "$BATS_TEST_TMPDIR/old.db"
        run_coach 0 restore "$BATS_TEST_TMPDIR/old.db" -o id
        assert_equal "$(sqlite3 "$COACH_DB" "PRAGMA user_version")" "$(steps)"
        assert_equal "$(sqlite3 "$BATS_TEST_TMPDIR/old.db" "PRAGMA user_version")" "$n"
        assert_equal "$(find "$BATS_TEST_TMPDIR" -name '*.v*')" ""
    done
}

@test "migrate upgrades at a time of one's own, and lists what is there" {
    old 3
    run_coach 0 migrate --json
    assert_equal "$stderr" ""
    assert_json 'map(select(.name == "app_user" or .name == "tag") | [.name, .rows])' \
        "[[\"app_user\",$(sqlite3 "$COACH_DB" "SELECT count(*) FROM app_user")],[\"tag\",$(sqlite3 "$COACH_DB" "SELECT count(*) FROM tag")]]"
    assert_json 'all(.sha256 | test("^[0-9a-f]{64}$"))' true
    assert_equal "$(sqlite3 "$COACH_DB" "PRAGMA user_version")" "$(steps)"
    assert_exist "$COACH_DB.v3-1796644800"
    before=$output
    run_coach 0 migrate --json
    assert_equal "$output" "$before"
    run_coach 0 migrate --copy --to "$BATS_TEST_TMPDIR/there.db" --json
    assert_equal "$output" "$before"
}

@test "a rehearsal upgrades an older database first, and changes nothing else" {
    old 7
    run_coach 0 tag add late --dry-run --json
    assert_json .name '"late"'
    assert_equal "$(sqlite3 "$COACH_DB" "PRAGMA user_version; SELECT count(*) FROM tag WHERE name = 'late'")" "$(steps)
0"
    run_coach 0 tag add late --dry-run -o id
    assert_equal "$(find "$BATS_TEST_TMPDIR" -name '*.v7-*' | wc -l)" 1
}

@test "no copy is left of a database that could not be upgraded" {
    [[ -z ${ASAN_OPTIONS:-} ]] || skip "a sanitizer stands where the shim would"
    local n upgraded=
    old 7
    for ((n = 1; ! upgraded; n++)); do
        run env COACH_FAULT="write:$n" LD_PRELOAD="${COACH_BIN%/*}/tests/faults.so" "$COACH_BIN" migrate -o id
        [[ $(sqlite3 "$COACH_DB" "PRAGMA user_version") == 7 ]] || upgraded=1
        [[ $upgraded ]] || assert_equal "$(find "$BATS_TEST_TMPDIR" -name 'coach.db.*')" ""
    done
    ((n > 10))
}
