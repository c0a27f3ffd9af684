# roles_history.bats - the history on a server: who sees what was done, and who takes back what.
# bats file_tags=postgres

load helper
load logins

setup() {
    logins_world
    # shellcheck source=/dev/null
    source "$server/ids"
}

@test "a trainer and a client see what they did themselves, an admin everything" {
    as anna tag add "Anna's own" -o id >/dev/null
    as ben session feedback "$session_ben_done" --rating 4 -o id >/dev/null
    assert_equal "$(as anna log -n 1 -o tsv --no-headers --fields actor,command)" \
        "$(printf "Anna Berg\tcoach tag add 'Anna'%s''s own' -o id" '\\')"
    assert_equal "$(as anna log -o tsv --no-headers --fields actor | sort -u)" "Anna Berg"
    assert_equal "$(as ben log -o tsv --no-headers --fields actor | sort -u)" "Ben Cole"
    assert_equal "$(as cleo log -o id)" ""
    [[ $(as ada log -o tsv --no-headers --fields actor | sort -u | wc -l) -ge 3 ]]
    number=$(as ben log -n 1 -o id)
    run_coach_as carl 3 show "$number"
    run_coach_as ben 0 show "$number" -o tsv --no-headers --fields field,after
    assert_line "$(printf 'rating\t4')"
}

@test "a trainer takes back what they changed, and an admin what anybody did" {
    as anna session reschedule "$session_ben" --at "2026-12-18 10:00Z" -o id >/dev/null
    run_coach_as anna 0 undo -o id
    as anna session reschedule "$session_ben" --at "2026-12-18 10:00Z" -o id >/dev/null
    number=$(as anna log -n 1 -o id)
    run_coach_as carl 3 undo "$number"
    run_coach_as ada 0 undo "$number" -o id
    run_coach_as ada 0 undo --dry-run "$(as ada log -n 1 -o id)"
}

@test "what a trainer takes back keeps the rules, whatever others have done since that they do not see" {
    as anna session cancel "$session_dana" -o id >/dev/null
    as ada session schedule --relationship "$relationship_ben" --type ONE_ON_ONE --title Taken --at "2026-12-08 12:00Z" -o id >/dev/null
    run_coach_as anna 1 undo
    [[ $stderr == *"the trainer Anna Berg is busy"* ]] || fail "$stderr"
    as ada undo -o id >/dev/null
    run_coach_as anna 0 undo -o id
}

@test "what a trainer made is removed by an admin only" {
    as anna tag add Passing -o id >/dev/null
    number=$(as anna log -n 1 -o id)
    run_coach_as anna 4 undo
    [[ $stderr == *"does not permit that"* ]] || fail "$stderr"
    run_coach_as anna 0 tag show Passing
    run_coach_as ada 0 undo "$number"
    run_coach_as anna 3 tag show Passing
}

@test "only who sees everything looks at the past" {
    run_coach_as anna 4 session list --as-of yesterday
    [[ $stderr == "coach: "* ]] || fail "$stderr"
    run_coach_as ada 0 session list --as-of tomorrow -o id
}

@test "only who sees everything is told whether all is well" {
    run_coach_as anna 4 doctor
    [[ $stderr == *"does not show all of its rows to anna"*"an admin sees them all"* ]] || fail "$stderr"
    run_coach_as anna 4 doctor --fix
    [[ $stderr == *"does not show all of its rows to anna"* ]] || fail "$stderr"
    run_coach_as ada 0 doctor --fix
}

@test "of the past, names are those of then" {
    local login
    export COACH_NOW=2026-12-08T12:00:00Z
    books user edit ben@example.org --first-name Benjamin -o id
    books user edit anna@example.org --last-name Bergmann -o id
    books tag edit Knees --name Legs -o id
    export COACH_NOW=2026-12-09T12:00:00Z
    for login in books ada; do
        assert_equal "$(as $login session list --fields client,trainer -o tsv --no-headers | grep -c $'^Benjamin Cole\tAnna Bergmann$')" 2
        assert_equal "$(as $login session list --as-of 2026-12-07T13:00Z --fields client,trainer -o tsv --no-headers |
            grep -c $'^Ben Cole\tAnna Berg$')" 2
        assert_equal "$(as $login session list --as-of 2026-12-07T13:00Z --search cole -o id | wc -l)" 2
        assert_equal "$(as $login session list --as-of 2026-12-07T13:00Z --search benjamin -o id | wc -l)" 0
        run_coach_as "$login" 0 trainer show anna@example.org --as-of 2026-12-07T13:00Z --json
        assert_json '[.name, .tags]' '["Anna Berg", ["Knees"]]'
        run_coach_as "$login" 0 relationship list --as-of 2026-12-07T13:00Z --client ben@example.org --json
        assert_json 'map([.client, .trainer])' '[["Ben Cole", "Anna Berg"]]'
        run_coach_as "$login" 0 status --as-of 2026-12-07T13:00Z --json
        assert_json '[.[].client] | map(select(. == "Benjamin Cole"))' '[]'
    done
    run_coach_as anna 4 session list --as-of 2026-12-07T13:00Z
}

# Who asks, what the server says, and the statement.
statements='
anna  | permission denied for table operation        | UPDATE coach.operation SET command = $SENT
anna  | permission denied for table operation        | DELETE FROM coach.operation
anna  | permission denied for table operation_change | UPDATE coach.operation_change SET before = NULL
anna  | permission denied for table operation_change | DELETE FROM coach.operation_change
anna  | violates row-level security policy           | INSERT INTO coach.operation (made_at, actor_id, command) VALUES (now(), $user_ada, $SENT)
ben   | violates row-level security policy           | INSERT INTO coach.operation_change VALUES (1, 99, $SENT, $user_ben, $SENT, NULL, NULL)
ben   | permission denied for table training_session | DELETE FROM coach.training_session
anna  | permission denied for table training_session | DELETE FROM coach.training_session
'

@test "nobody forges the history, and trainers delete nothing" {
    quoted SENT >"$BATS_TEST_TMPDIR/names"
    names=$BATS_TEST_TMPDIR/names rows "$statements" refuses_sql
}
