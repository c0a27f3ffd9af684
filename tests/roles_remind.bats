# roles_remind.bats - reminders on a server: who may send which, and who sees what was sent.
# bats file_tags=postgres

load helper
load logins

setup() {
    logins_world
    export COACH_NOW=2026-12-07T17:00:00Z
}

titles() { # titles LOGIN WORDS…: the sessions of the rows, sorted, on one line
    as "$@" -o tsv --no-headers --fields session | sort | paste -sd ' '
}

@test "a trainer sees what is due of their own sessions, an admin of all, a client may not ask" {
    assert_equal "$(titles ada remind)" "Rowing Running Squats Swimming"
    assert_equal "$(titles anna remind)" "Rowing Squats"
    assert_equal "$(titles carl remind)" "Running Swimming"
    assert_equal "$(titles anna remind --to trainer)" "Rowing Squats"
    run_coach_as anna 3 remind --trainer carl@example.org
    run_coach_as ben 4 remind
    [[ $stderr == "coach: "* ]] || fail "$stderr"
    run_coach_as ben 4 remind -c remind.command=true
    assert_equal "$(titles ada remind log)" ""
}

@test "what is sent is in the log of the trainer whose session it is, of its recipient, and of nobody else" {
    run_coach_as anna 0 remind -c remind.command="sh -c 'cat >>$BATS_TEST_TMPDIR/sent'" -o tsv --no-headers --fields session,status
    assert_equal "$(sort <<<"$output" | paste -sd ' ')" "$(printf 'Rowing\tSENT Squats\tSENT')"
    run grep -c secret "$BATS_TEST_TMPDIR/sent"
    assert_output 0
    run_coach_as carl 0 remind -c remind.command=true --to both --trainer carl@example.org -o id
    # nothing is left for an admin
    assert_equal "$(titles ada remind -c remind.command=false)" ""
    assert_equal "$(titles ada remind log)" "Rowing Running Running Squats Swimming Swimming"
    assert_equal "$(titles anna remind log)" "Rowing Squats"
    assert_equal "$(titles carl remind log)" "Running Running Swimming Swimming"
    assert_equal "$(titles ben remind log)" "Squats"
    assert_equal "$(titles cleo remind log)" "Running"
    assert_equal "$(titles dana remind log)" "Rowing Swimming"
    assert_equal "$(titles dana remind log --recipient dana@example.org --search rowing)" "Rowing"
    assert_equal "$(as dana remind log --json | jq -c 'map(.email) | unique')" '["dana@example.org"]'
}

# Who asks, what the server says, and the statement.
statements='
anna  | violates row-level security policy | INSERT INTO coach.reminder SELECT gen_random_uuid(), $session_cleo, $user_cleo, $UPCOMING, now(), $SENT, 1, now(), NULL, now(), NULL, coach.me(), now(), now(), true
anna  | violates row-level security policy | INSERT INTO coach.reminder SELECT gen_random_uuid(), $session_ben, $user_ben, $UPCOMING, now(), $SENT, 1, now(), NULL, now(), NULL, $user_ada, now(), now(), true
anna  | permission denied for table reminder | UPDATE coach.reminder SET session_id = $session_dana
anna  | permission denied for table reminder | DELETE FROM coach.reminder
ben   | permission denied for table reminder | UPDATE coach.reminder SET status = $SENT
ben   | permission denied for table reminder | INSERT INTO coach.reminder SELECT * FROM coach.reminder
'

@test "the server refuses what coach would not do" {
    quoted UPCOMING SENT >"$BATS_TEST_TMPDIR/names"
    names=$BATS_TEST_TMPDIR/names rows "$statements" refuses_sql
    assert_equal "$(sql ben "UPDATE coach.about SET guarded = false" 2>&1 | grep -c 'permission denied')" 1
}
