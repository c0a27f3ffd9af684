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

@test "a hook that may not be asked lets nothing pass" {
    local before
    hook pre-tag-add <<<'exit 0'
    before=$(database_fingerprint)
    cannot_be_asked() {
        run_coach 1 tag add one -o id
        assert_equal "$stderr" "coach: the hook $hook cannot be asked: $1
hint: mend that, or take it away: man coach-hooks"
    }
    chmod 775 "$hook"
    cannot_be_asked "others may write to it"
    chmod 644 "$hook"
    cannot_be_asked "it is not executable"
    rm "$hook" && mkdir "$hook"
    cannot_be_asked "it is no regular file"
    rmdir "$hook" && ln -s nowhere "$hook"
    cannot_be_asked "No such file or directory"
    rm "$hook" && ln -s pre-tag-add "$hook"
    cannot_be_asked "Too many levels of symbolic links"
    rm "$hook" && printf '#!/bin/sh\n' >"$hook" && chmod 755 "$hook"
    chmod 777 "$HOME/.config/coach/hooks"
    cannot_be_asked "others may write to its directory"
    chmod 755 "$HOME/.config/coach/hooks"
    run_coach 0 tag add one --dry-run -o id
    echo '#!/nowhere' >"$hook"
    run_coach 1 tag add four -o id
    [[ $stderr == *"coach: the hook $hook could not be run"* ]]
    assert_equal "$(database_fingerprint)" "$before"
}

@test "a hook that may not be told is passed by with a warning" {
    hook post-tag-add <<<'exit 1'
    chmod 775 "$hook"
    run_coach 0 tag add one -o id
    assert_equal "$stderr" "warning: $hook is not run: others may write to it"
    chmod 755 "$hook" && chmod 775 "$HOME/.config/coach/hooks"
    run_coach 0 tag add two -o id
    assert_equal "$stderr" "warning: $hook is not run: others may write to its directory"
    chmod 755 "$HOME/.config/coach/hooks" && ln -sf nowhere "$hook"
    run_coach 0 tag add three -o id
    assert_equal "$stderr" "warning: $hook is not run: No such file or directory"
}

@test "without any hooks nobody is asked" {
    mkdir -p "$HOME/.config/coach"
    touch "$HOME/.config/coach/hooks"
    succeeds tag add one -o id
    rm "$HOME/.config/coach/hooks" && mkdir -m 777 "$HOME/.config/coach/hooks"
    succeeds tag add two -o id
}

@test "a hook that is asked may read in every way" {
    coach tag add first -o id >/dev/null
    hook pre-tag-add <<<'set -e; exec >"$HOME/seen" 2>&1; coach log -n 1 -o id; coach doctor; coach backup "$HOME/copy.db" -o id
jq -cn "{command: [\"tag\", \"list\", \"--fields\", \"name\"]}" | coach batch'
    run_coach 0 tag add knees -o id
    assert_file_exists "$HOME/copy.db"
    assert_equal "$(tail -n 1 "$HOME/seen" | jq -c .output)" '[{"name":"first"}]'
}

@test "a hook that is asked may not write in any way" {
    hook pre-tag-add <<<'cat >/dev/null; exec >"$HOME/seen" 2>&1; export COACH_OUTPUT=json
for command in "doctor --fix" "import --type tag --format jsonl -" "restore nowhere.db" "remind" "undo" "batch --atomic -" "migrate --to other.db"; do
    coach $command </dev/null
    echo "$command: $?"
done
jq -cn "{command: [\"tag\", \"add\", \"more\"]}" | coach batch; exit 0'
    run_coach 0 tag add knees -o id
    grep -v '^{"error":{"code":"refused","message":"a hook that is asked' "$HOME/seen" >"$HOME/others" || true
    assert_equal "$(grep -v '^{' "$HOME/others")" "doctor --fix: 1
import --type tag --format jsonl -: 1
restore nowhere.db: 1
remind: 1
undo: 1
batch --atomic -: 1
migrate --to other.db: 1"
    grep -q '"status":1,"output":null,"error":{"code":"refused"' "$HOME/seen"
    assert_equal "$(coach tag list -o tsv --no-headers --fields name)" knees
}

@test "it may not write by another name of the database either" {
    [[ $COACH_ENGINE == sqlite ]] || skip "a server has one name"
    ln -s "$COACH_DB" "$HOME/other.db"
    hook pre-tag-add <<<'exec 2>"$HOME/refused"; for db in "$HOME/other.db" "$(dirname "$COACH_DB")/./$(basename "$COACH_DB")"; do coach -c core.busy_timeout=1 --db "$db" tag add more; done; exit 0'
    run_coach 0 tag add knees -o id
    assert_equal "$(grep -c "a hook that is asked about a change cannot make another one" "$HOME/refused")" 2
}

@test "it may write to another database" {
    coach --db "$HOME/second.db" init --email a@example.org --first-name A --last-name B -o id >/dev/null
    hook pre-tag-add <<<'[[ $COACH_DB == */second.db ]] || env -u COACH_USER coach --db "$HOME/second.db" --as a@example.org category add "told" -o id'
    run_coach 0 tag add knees -o id
    assert_equal "$(coach --db "$HOME/second.db" category list -o tsv --no-headers --fields name)" told
}

# requests WORDS…: a batch of commands, each one word that is split at blanks.
requests() {
    for one in "$@"; do jq -cn --arg c "$one" '{command: ($c / " ")}'; done >"$BATS_TEST_TMPDIR/requests.jsonl"
}

@test "each request of an atomic batch is asked about by its own hook, with what it has written" {
    requests "tag add one" "tag edit one --name two" "tag list" "category add three"
    hook pre-tag-add <<<'cat >"$HOME/added"'
    hook pre-tag-edit <<<'cat >"$HOME/edited"'
    hook pre-tag-list <<<'touch "$HOME/listed"'
    hook pre-batch <<<'cat >"$HOME/all"'
    run_coach 0 batch --atomic "$BATS_TEST_TMPDIR/requests.jsonl"
    names() { jq -c '[.noun,.before.name,.after.name]' "$HOME/$1"; }
    assert_equal "$(names added)" '["tag",null,"one"]'
    assert_equal "$(names edited)" '["tag","one","two"]'
    assert_equal "$(names all)" '["tag",null,"two"]
["category",null,"three"]'
    assert_file_not_exists "$HOME/listed"
}

@test "a hook of one request takes an atomic batch back, and tells nobody" {
    local before
    before=$(database_fingerprint)
    requests "tag add one" "category add two" "tag add three"
    hook post-tag-add <<<'touch "$HOME/told"'
    hook pre-category-add <<<'exit 3'
    run_coach 1 batch --atomic "$BATS_TEST_TMPDIR/requests.jsonl"
    assert_equal "$stderr" "coach: line 2: the hook $hook refuses the change (exit status 3)
hint: man coach-hooks says what it was asked"
    assert_equal "$(jq -r .error.message <<<"$output")" "taken back, because line 2 failed
the hook $hook refuses the change (exit status 3)
not done, because line 2 failed"
    assert_equal "$(database_fingerprint)" "$before"
    assert_file_not_exists "$HOME/told"
}

@test "after an atomic batch the hooks of its requests are told, in their order, and last its own" {
    requests "tag add one" "category add two" "tag add three"
    for which in tag-add category-add batch; do
        hook post-$which <<<'coach tag list -o id >/dev/null && jq -r "\"${0##*/}: \" + .after.name" >>"$HOME/told"'
    done
    run_coach 0 batch --atomic "$BATS_TEST_TMPDIR/requests.jsonl"
    assert_equal "$(cat "$HOME/told")" "post-tag-add: one
post-category-add: two
post-tag-add: three
post-batch: one
post-batch: two
post-batch: three"
}

@test "what the hook of the whole batch refuses is said with its hint" {
    local before
    before=$(database_fingerprint)
    requests "tag add one"
    hook pre-batch <<<'exit 3'
    run_coach 1 batch --atomic "$BATS_TEST_TMPDIR/requests.jsonl"
    assert_equal "$stderr" "coach: the hook $hook refuses the change (exit status 3)
hint: man coach-hooks says what it was asked"
    assert_json '.status,.error.message,.error.hint' "1 \"the hook $hook refuses the change (exit status 3)\" \"man coach-hooks says what it was asked\""
    assert_equal "$(database_fingerprint)" "$before"
}

@test "the rehearsal of a batch asks, and tells nothing" {
    requests "tag add one"
    hook pre-tag-add <<<'touch "$HOME/asked"'
    hook post-tag-add <<<'touch "$HOME/told"'
    for how in "" --atomic; do
        run_coach 0 batch $how --dry-run "$BATS_TEST_TMPDIR/requests.jsonl"
        assert_file_exists "$HOME/asked"
        rm "$HOME/asked"
    done
    assert_file_not_exists "$HOME/told"
}

@test "an import asks one hook for all that it writes" {
    hook pre-tag-add <<<'touch "$HOME/one"'
    hook pre-import <<<'jq -r .after.name >"$HOME/all"; exit 1'
    printf '{"name":"%s"}\n' knees elbows | {
        run_coach 1 import --type tag -
        assert_equal "$(sort "$HOME/all")" "elbows
knees"
    }
    assert_file_not_exists "$HOME/one"
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
