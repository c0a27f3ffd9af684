# shared.bats - one database and many programs, and a database that is not as it should be.

load helper

@test "a database of a newer coach is refused, and is left as it is" {
    new_database
    set_version 1000
    refuses 4 "was made by a newer coach (schema 1000; this one knows " user list
    hints "upgrade coach"
    refuses 4 "was made by a newer coach" tag add x
    refuses 1 "exists already" init --email eve@example.org --first-name Eve --last-name Evans
}

@test "a schema that no coach has made is refused as damage, and no step towards it is looked for" {
    new_database
    for version in 0 -1 -1000000; do
        set_version "$version"
        refuses 4 "is damaged: it says that its schema is $version" user list
        refuses 4 "is damaged: it says that its schema is $version" tag add x
    done
}

@test "a value that this coach does not know is an error, not a guess" {
    small_studio
    if [[ $COACH_ENGINE == sqlite ]]; then
        database_query "PRAGMA ignore_check_constraints = ON; UPDATE client_trainer_relationship SET status = 'ASLEEP'"
    else
        database_query "ALTER TABLE client_trainer_relationship DROP CONSTRAINT client_trainer_relationship_status_check;
            UPDATE client_trainer_relationship SET status = 'ASLEEP'"
    fi
    run_coach 4 relationship edit "$relationship" --notes x
    [[ $stderr == *"the database holds a status that this coach does not know"* ]] || fail "$stderr"
}

@test "a database that is locked past the time-out is an error, for readers and writers" {
    small_studio
    lock_everything
    refuses 4 "$COACH_DB is locked by another program for more than 200 ms" tag add x -c core.busy_timeout=200
    hints "try again, or wait longer with -c core.busy_timeout=60000"
    refuses 4 "is locked by another program for more than 10 ms" user list -c core.busy_timeout=10
    refuses 4 "is locked by another program for more than 0 ms" user list -c core.busy_timeout=0
    unlock
    run_coach 0 tag add x -c core.busy_timeout=0
}

@test "readers do not wait for a writer that has not committed yet" {
    small_studio
    lock_writers
    run_coach 0 user list -c core.busy_timeout=0 --fields email -o id
    assert_equal "${lines[0]}" admin@example.org
    refuses 4 "is locked" tag add x -c core.busy_timeout=50
    unlock
}

@test "a writer waits its turn" {
    small_studio
    lock_writers
    "$COACH_BIN" tag add waited -c core.busy_timeout=60000 -o id --fields name >"$BATS_TEST_TMPDIR/out" 3>&- &
    run_coach 0 user list -o id
    unlock "UPDATE app_user SET phone = '1' WHERE email = 'ben@example.org'; COMMIT"
    wait $!
    assert_equal "$(cat "$BATS_TEST_TMPDIR/out")" waited
    run_coach 0 user show ben@example.org --fields phone -o id
    assert_equal "$output" 1
}

@test "many writers at once all succeed, or say that they did not" {
    small_studio
    local n pids=()
    for n in {1..12}; do
        "$COACH_BIN" tag add "tag $n" -c core.busy_timeout=60000 >/dev/null 3>&- &
        pids+=($!)
    done
    for n in "${pids[@]}"; do wait "$n"; done
    run_coach 0 tag list -o id
    assert_equal "${#lines[@]}" 12
}

@test "a command that is killed leaves the database as it was before or after" {
    small_studio
    local n
    for n in {1..8}; do
        "$COACH_BIN" tag add "tag $n" >/dev/null 2>&1 3>&- &
        sleep "0.00$n"
        kill -KILL $! 2>/dev/null || true
        wait $! 2>/dev/null || true
    done
    assert_equal "$(database_faults)" ""
    run_coach 0 tag add after
}

@test "a change that is refused leaves the database as it was" {
    small_studio
    refuses 1 "" user add ben@example.org --first-name B --last-name C
    refuses 2 "" user edit ben@example.org --first-name ""
    refuses 1 "" trainer add new@example.org --first-name N --last-name O --rate 5
    refuses 1 "" relationship start --client ben@example.org --trainer anna@example.org --type ONLINE
    refuses 3 "" plan create --client dana@example.org --trainer anna@example.org --name x
}

# ---- How these tests look ----

@test "what the tests call no change at all is none: whatever is written is seen" {
    small_studio
    local before statement
    before=$(database_fingerprint)
    assert_equal "$(database_fingerprint)" "$before"
    run_coach 0 user list
    assert_equal "$(database_fingerprint)" "$before"
    for statement in "UPDATE app_user SET phone = '1' WHERE email = '$COACH_USER'" \
        "UPDATE app_user SET phone = NULL WHERE email = '$COACH_USER'" "UPDATE visibility SET name = 'OPEN' WHERE name = 'PUBLIC'" \
        "INSERT INTO tag SELECT $(random_id_sql), 'x', 'x', NULL, 'x', created_by, created_at, updated_at, true FROM app_user LIMIT 1" \
        "DELETE FROM tag" "CREATE INDEX more ON tag (updated_at)" "DROP INDEX more" "CREATE TABLE more (name text)"; do
        database_query "$statement"
        [[ $(database_fingerprint) != "$before" ]] || fail "not seen: $statement"
        before=$(database_fingerprint)
    done
}
