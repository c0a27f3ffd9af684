# hook.bats - hooks: programs that are asked before a command's change is made, and told after it.

load practice

# hook NAME: makes one of what stands on standard input.
hook() {
    mkdir -p "$HOME/.config/coach/hooks"
    hook=$HOME/.config/coach/hooks/$1
    { echo '#!/bin/bash' && cat; } >"$hook"
    chmod 755 "$hook"
}

@test "what a hook is told before: the rows as they were and as they are" {
    hook pre-session-schedule <<<'cat >"$HOME/asked"; echo "$COACH_HOOK $COACH_OPERATION $COACH_DB" >>"$HOME/asked"'
    id=$(book "2026-12-08 10:00")
    run cat "$HOME/asked"
    assert_equal "$(jq -c '[.noun,.before,.after.id,.after.title]' <<<"${lines[0]}")" "[\"session\",null,\"$id\",\"Squats\"]"
    [[ ${lines[1]} == "pre $(coach log -n 1 -o id) "* ]]
}

@test "of what changes, both; after the change it is told the same" {
    id=$(book "2026-12-08 10:00")
    hook pre-session-edit <<<'cat >"$HOME/asked"'
    hook post-session-edit <<<'cat >"$HOME/told"; echo "$COACH_HOOK" >"$HOME/when"; coach session show "$(jq -r .after.id "$HOME/told")" -o tsv --no-headers --fields title'
    run_coach 0 session edit "$id" --title Lunges -o id
    assert_equal "$output" "$id"
    assert_equal "$stderr" Lunges
    assert_equal "$(jq -c '[.before.title,.after.title]' "$HOME/told")" '["Squats","Lunges"]'
    assert_equal "$(cat "$HOME/asked")" "$(cat "$HOME/told")"
    assert_equal "$(cat "$HOME/when")" post
}

@test "it may refuse, and then nothing has changed" {
    hook pre-session-schedule <<<'echo "Not on Tuesdays." >&2; exit 3'
    before=$(database_fingerprint)
    run_coach 1 session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title X --at "2026-12-08 10:00" -o id
    assert_equal "$output" ""
    assert_equal "$stderr" "Not on Tuesdays.
coach: the hook $hook refuses the change (exit status 3)
hint: man coach-hooks says what it was asked"
    assert_equal "$(coach session list --all -o id)" ""
    hook pre-session-schedule <<<'kill -9 $$'
    run_coach 1 session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title X --at "2026-12-08 10:00" -o id
    [[ $stderr == *"(signal 9)"* ]]
}

@test "what fails after the change is a warning" {
    hook post-tag-add <<<'exit 4'
    run_coach 0 tag add knees -o tsv --no-headers --fields name
    assert_equal "$output" knees
    assert_equal "$stderr" "warning: the hook $hook failed (exit status 4); the change has been made"
}

@test "a hook that is asked may read, and sees what was before; it may not write" {
    hook pre-tag-add <<<'coach tag list -o tsv --no-headers --fields name >"$HOME/seen"; coach tag add more -o id 2>"$HOME/refused"; echo $? >>"$HOME/refused"; coach tag add other -o id --dry-run 2>/dev/null && exit 9; exit 0'
    coach tag add first -o id >/dev/null
    run_coach 0 tag add knees -o id
    assert_equal "$(cat "$HOME/seen")" first
    assert_equal "$(cat "$HOME/refused")" "coach: a hook that is asked about a change cannot make another one
hint: do so in a post- hook, after the change
1"
}

@test "a hook that is told may write, even by the same command" {
    hook post-tag-add <<<'[[ $(jq -r .after.name) == again ]] || coach tag add again -o id >/dev/null'
    succeeds tag add knees -o id
    succeeds tag list -o tsv --no-headers --fields name
    assert_output "again
knees"
}

@test "a rehearsal asks, and tells nothing" {
    hook pre-tag-add <<<'touch "$HOME/asked"'
    hook post-tag-add <<<'touch "$HOME/told"'
    run_coach 0 tag add knees --dry-run -o id
    assert_file_exists "$HOME/asked"
    assert_file_not_exists "$HOME/told"
}

@test "a command of two words and one without a verb have theirs" {
    hook pre-program-session-add <<<'touch "$HOME/program"'
    hook pre-undo <<<'touch "$HOME/undo"'
    coach program add Starter -o id >/dev/null
    coach program session add Starter --day 1 --at 07:00 --title Run --type ONE_ON_ONE -o id >/dev/null
    coach undo -o id >/dev/null
    assert_file_exists "$HOME/program"
    assert_file_exists "$HOME/undo"
}

@test "a file that others may write to, or none may execute, is not run" {
    hook pre-tag-add <<<'exit 1'
    chmod 775 "$hook"
    run_coach 0 tag add one -o id
    assert_equal "$stderr" "warning: $hook is not run: others may write to it"
    chmod 644 "$hook"
    run_coach 0 tag add two -o id
    assert_equal "$stderr" "warning: $hook is not run: it is not executable"
    rm "$hook" && mkdir "$hook"
    run_coach 0 tag add three -o id
    assert_equal "$stderr" "warning: $hook is not run: it is no regular file"
    rmdir "$hook" && echo '#!/nowhere' >"$hook" && chmod 755 "$hook"
    run_coach 1 tag add four -o id
    [[ $stderr == *"coach: the hook $hook could not be run"* ]]
}

@test "a hook in the current directory is not run" {
    hook pre-tag-add <<<'exit 1'
    cp -r "$HOME/.config/coach/hooks" "$BATS_TEST_TMPDIR/hooks"
    rm -r "$HOME/.config/coach/hooks"
    cd "$BATS_TEST_TMPDIR"
    XDG_CONFIG_HOME=. succeeds tag add one -o id
}

@test "what nobody has to read does not stop a hook" {
    hook pre-session-schedule <<<'exec true'
    run_coach 0 session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title Squats --at "2026-12-08 10:00" \
        --every week --times 500 -o id
}

@test "an interrupt ends the hook and the command" {
    hook pre-tag-add <<<'touch "$HOME/began"; exec sleep 60'
    "$COACH_BIN" tag add knees -o id 3>&- 2>"$BATS_TEST_TMPDIR/said" &
    pid=$!
    until [[ -e $HOME/began ]]; do sleep 0.02; done
    kill -TERM "$pid"
    wait "$pid" && code=0 || code=$?
    assert_equal "$code" 130
    assert_equal "$(cat "$BATS_TEST_TMPDIR/said")" "coach: interrupted"
    assert_equal "$(coach tag list -o id)" ""
}

@test "the examples of the manual do what they say" {
    page=$BATS_TEST_DIRNAME/../man/coach-hooks.7
    example() { awk -v n="$1" '/^\.Bd -literal/ { k++; next } /^\.Ed/ { on = 0 } k == n + 1' "$page" | sed '/^\.Ed/,$d;s/\\e$/\\/;1d'; }
    example 1 | hook pre-session-schedule
    run_coach 1 session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title X --at "2026-12-08 06:00Z" -o id
    [[ $stderr == "Nobody trains that early."* ]]
    id=$(book "2026-12-08 10:00")
    example 2 | hook post-session-cancel
    coach session cancel "$id" --reason Ill -o id >/dev/null
    assert_equal "$(cat "$HOME/cancelled.tsv")" "$id	2026-12-08T09:00:00Z	Ill"
}
