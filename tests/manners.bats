#!/usr/bin/env bats
# manners.bats - how command lines are read, and how the program behaves among others.

load helper

prepare() {
    small_studio
}

# ---- Words that are not known ----

@test "an unknown command is refused with the nearest" {
    refuses 2 'unknown command "usr"' usr list
    hints "did you mean user?"
    refuses 2 'unknown command "sesion"' sesion
    hints "did you mean session?"
    refuses 2 'unknown command "xyzzy"' xyzzy
    [[ $stderr != *"did you mean"* ]] || fail "$stderr"
    refuses 2 'unknown command "USER"' USER list
    hints "did you mean user?"
}

@test "an unknown verb is refused with the nearest" {
    refuses 2 'unknown verb of user "lsit"' user lsit
    hints "did you mean list?"
    hints "coach help user"
    refuses 2 'unknown verb of session "shedule"' session shedule --title x
    hints "did you mean schedule?"
    refuses 2 'unknown verb of user ""' user ""
}

@test "an unknown option is refused with the nearest of the verb's and the global ones" {
    refuses 2 'unknown option "--frist-name"' user edit ben@example.org --frist-name x
    hints "did you mean --first-name?"
    hints "coach help user edit"
    refuses 2 'unknown option "--colour"' user list --colour=never
    hints "did you mean --color?"
    refuses 2 'unknown option "--rte"' trainer edit anna@example.org --rte 5
    hints "did you mean --rate?"
    refuses 2 'unknown option "--title"' user list --title x
    refuses 2 'unknown option "-x"' user list -x
    refuses 2 'unknown option "--dbb"' --dbb x user list
    hints "did you mean --db?"
    refuses 2 'unknown option "--jsn"' --jsn
    hints "did you mean --json?"
}

@test "an option of another verb of the row is refused with that verb" {
    refuses 2 'unknown option "--at"' session edit abcd --at "tomorrow 18:00"
    assert_equal "$stderr" $'coach: unknown option "--at"\nhint: --at is an option of coach session reschedule, start, complete\nhint: coach help session edit'
    refuses 2 'unknown option "--client-feedback"' session edit abcd --client-feedback=Good
    [[ $stderr == *$'\nhint: --client-feedback is an option of coach session feedback\n'* ]]
    refuses 2 'unknown option "--status"' session edit abcd --status PAUSED
    [[ $stderr != *"is an option of"* ]]
}

@test "an unknown value of an enumeration is refused with the nearest and all that are allowed" {
    refuses 2 '"SCHEDULD" is not a value of status' session list --status SCHEDULD
    hints "did you mean SCHEDULED?"
    hints "allowed: SCHEDULED, CONFIRMED, IN_PROGRESS, COMPLETED, CANCELLED, LATE_CANCELLED, NO_SHOW"
    refuses 2 '"done" is not a value of status' session list --status scheduled,done
    refuses 2 '"onlne" is not a value of relationship_type' relationship edit "$relationship" --type onlne
    hints "did you mean ONLINE?"
}

@test "enumerations are read in the case and with the dashes that people write" {
    coach relationship edit "$relationship" --type in-person >/dev/null
    run_coach 0 relationship list --type "In Person" --fields relationship_type -o id
    assert_equal "$output" IN_PERSON
}

@test "an empty value of a filter is refused, instead of listing everything" {
    refuses 2 'status: a value to list by is empty' session list --status ""
    refuses 2 'status: a value to list by is empty' session list --status scheduled,
    refuses 2 'trainer_id: a value to list by is empty' session list --trainer ""
}

# ---- Options ----

@test "options are never abbreviated" {
    refuses 2 'unknown option "--first"' user edit ben@example.org --first x
    refuses 2 'unknown option "--lim"' user list --lim 1
    refuses 2 'unknown option "--out"' user list --out=json
    refuses 2 'unknown option "--js"' user list --js
    refuses 2 'unknown verb' user li
    refuses 2 'unknown command' use list
}

@test "two dashes end the options" {
    coach tag add -- --json >/dev/null
    run_coach 0 tag show -o id --fields name -- --json
    assert_equal "$output" --json
    run_coach 0 -- tag list
    refuses 2 '"--json" is one word too many' tag list -- --json
    refuses 2 'tag add needs NAME' tag add --
}

@test "the value of an option may follow it, an equals sign, or its letter" {
    for way in "--limit 1" --limit=1 "-n 1" -n1; do
        # shellcheck disable=SC2086
        run_coach 0 user list $way --fields email -o id
        assert_equal "$way: $output" "$way: admin@example.org"
    done
    run_coach 0 user edit ben@example.org --phone=a=b --fields phone -o id
    assert_equal "$output" a=b
    run_coach 0 user edit ben@example.org --phone=-1 --fields phone -o id
    assert_equal "$output" -1
    run_coach 0 user edit ben@example.org --phone -1 --fields phone -o id
    assert_equal "$output" -1
    run_coach 0 user edit ben@example.org --phone= --fields phone --json
    assert_equal "$output" '{"phone":null}'
}

@test "an option without its value, and a value without its option, are refused" {
    refuses 2 "--limit needs a value" user list --limit
    refuses 2 "-o needs a value" user list -o
    refuses 2 "-c needs a value" user list -c
    refuses 2 "--json takes no value" user list --json=yes
    refuses 2 "--all takes no value" user list --all=1
}

@test "letters of options that take no value may stand together" {
    run_coach 0 user list -rn1 --fields email -o id
    assert_equal "$output" dana@example.org
    run_coach 0 user list -arn1 --fields email -oid
    assert_equal "$output" dana@example.org
    refuses 2 'unknown option "-arx"' user list -arx
}

@test "global options may stand anywhere on the line" {
    for line in "--json -c core.time_zone=UTC user list --fields email -n 1" "user --json list --fields email -n 1" \
        "user list --fields email -n 1 --json" "--fields email user -o json list -n 1" \
        "--db $COACH_DB user list --fields email -n1 --json"; do
        # shellcheck disable=SC2086
        run_coach 0 $line
        assert_json . '[{"email": "admin@example.org"}]'
    done 2>&1
}

@test "options of a verb do not stand before it" {
    refuses 2 'unknown option "-n"' -n 1 user list
    refuses 2 'unknown option "-n"' user -n 1 list
}

@test "of a repeated option the last one holds, and those that gather are gathered" {
    run_coach 0 user list --limit 1 --limit 2 --fields id --fields email -o csv -o id
    assert_equal "$output" "admin@example.org
anna@example.org"
    run_coach 0 user edit ben@example.org --phone 1 --phone 2 --fields phone -o id
    assert_equal "$output" 2
    run_coach 0 user edit ben@example.org --phone 3 --no-phone --fields phone --json
    assert_equal "$output" '{"phone":null}'
    run_coach 0 trainer list --visibility PUBLIC --visibility PRIVATE --fields email -o id
    assert_equal "${#lines[@]}" 2
    run_coach 0 user list -c core.time_zone=UTC -c output.format=id --fields email -n 1
    assert_equal "$output" admin@example.org
}

@test "numbers are whole, and not less than what makes sense" {
    for number in 0 -1 1.5 1e3 x "" " 1" 99999999999999999999; do
        refuses 2 "\"$number\" is not a whole number from 1" user list --limit "$number"
    done
    refuses 2 '"-1" is not a whole number from 0' user list --offset -1
    run_coach 0 user list --limit 9223372036854775807 --offset 0 -o id
    assert_equal "${#lines[@]}" 6
    run_coach 0 user list --offset 9223372036854775807 -o id
    assert_equal "$output" ""
}

# ---- Words ----

@test "a noun without a verb is refused with its verbs" {
    refuses 2 "user needs a verb" user
    hints "one of: add, list, show, edit, archive, restore"
}

@test "a word too many is refused, and a missing one named" {
    refuses 2 '"extra" is one word too many' user list extra
    refuses 2 '"" is one word too many' user list ""
    refuses 2 '"two" is one word too many' user show one two
    refuses 2 '"-" is one word too many' user list -
    refuses 2 "user show needs USER" user show
    refuses 2 "trainer tag needs TAG" trainer tag anna@example.org
    hints "coach help trainer tag"
}

@test "a text that is not UTF-8 is refused wherever it stands" {
    local bad=$'\xff\xfe'
    refuses 2 "UTF-8" user show "$bad"
    refuses 2 "UTF-8" user edit ben@example.org --first-name "$bad"
    refuses 2 "UTF-8" user list --search "$bad"
    refuses 2 "" user list --sort "$bad"
    refuses 2 "" user list --fields "$bad"
    refuses 2 "" user "$bad"
    refuses 2 "" "$bad"
    refuses 2 "" "--$bad"
    refuses 2 "" session list --status "$bad"
    refuses 2 "" session list --from "$bad"
    refuses 2 "" user list --tz "$bad"
    run_coach 2 user list --json "--$bad"
    jq -e .error.message <<<"$stderr" >/dev/null || fail "$stderr"
}

# ---- Values in files ----

@test "a value may stand in a file, whose last line end is not part of it" {
    printf 'one\n\ttwo\n\n' >"$BATS_TEST_TMPDIR/notes with blanks.txt"
    run_coach 0 user edit ben@example.org --notes "@$BATS_TEST_TMPDIR/notes with blanks.txt" --fields notes --json
    assert_json .notes '"one\n\ttwo\n"'
    printf 'three' >"$BATS_TEST_TMPDIR/3"
    run_coach 0 user edit ben@example.org "--notes=@$BATS_TEST_TMPDIR/3" --fields notes --json
    assert_json .notes '"three"'
    : >"$BATS_TEST_TMPDIR/empty"
    run_coach 0 user edit ben@example.org "--notes=@$BATS_TEST_TMPDIR/empty" --fields notes --json
    assert_json .notes null
}

@test "a value may come from standard input" {
    run --separate-stderr bash -c 'printf "a\nb\n" | "$0" user edit ben@example.org --notes @- --fields notes --json' "$COACH_BIN"
    assert_equal "$status $output" '0 {"notes":"a\nb"}'
    run --separate-stderr bash -c '"$0" user edit ben@example.org --notes @- --fields notes --json </dev/null' "$COACH_BIN"
    assert_equal "$status $output" '0 {"notes":null}'
}

@test "standard input gives one text: a second one would be empty, and clear its field" {
    coach user edit ben@example.org --phone 1 -o id
    run --separate-stderr bash -c 'echo x | "$0" user edit ben@example.org --notes @- --phone @-' "$COACH_BIN"
    assert_equal "$status $output $stderr" "2  coach: phone: standard input gives one text only"
    run_coach 0 user show ben@example.org --fields phone,notes --json
    assert_output '{"phone":"1","notes":null}'
    run --separate-stderr bash -c 'echo x | "$0" user edit ben@example.org --notes @- --notes @- --fields notes --json' \
        "$COACH_BIN"
    assert_equal "$status $output" '0 {"notes":"x"}'
}

@test "two at signs are one" {
    run_coach 0 user edit ben@example.org --notes @@home --fields notes --json
    assert_equal "$output" '{"notes":"@home"}'
    run_coach 0 user edit ben@example.org --notes "@@" --fields notes --json
    assert_equal "$output" '{"notes":"@"}'
    run_coach 0 user edit ben@example.org --notes "ben@home" --fields notes --json
    assert_equal "$output" '{"notes":"ben@home"}'
}

@test "of several files for one option the last is read, and what it holds is never a file's name" {
    echo "@$BATS_TEST_TMPDIR/other" >"$BATS_TEST_TMPDIR/at"
    echo other >"$BATS_TEST_TMPDIR/other"
    run_coach 0 user edit ben@example.org --notes @none --notes "@$BATS_TEST_TMPDIR/at" --fields notes -o id
    assert_equal "$output" "@$BATS_TEST_TMPDIR/other"
    run_coach 0 user edit ben@example.org --notes @@none --notes "@@$BATS_TEST_TMPDIR/other" --fields notes -o id
    assert_equal "$output" "@$BATS_TEST_TMPDIR/other"
    run_coach 0 user edit ben@example.org --notes @none --no-notes --fields notes --json
    assert_equal "$output" '{"notes":null}'
}

@test "a file that cannot be read, holds a NUL or is too large is refused" {
    refuses 2 "none.txt: No such file or directory" user edit ben@example.org --notes @none.txt
    hints "a value that begins with @ names a file; write @@ for an @ itself"
    refuses 2 "notes: $BATS_TEST_TMPDIR: Is a directory" user edit ben@example.org --notes "@$BATS_TEST_TMPDIR"
    printf 'a\0b' >"$BATS_TEST_TMPDIR/nul"
    refuses 2 "holds a NUL" user edit ben@example.org --notes "@$BATS_TEST_TMPDIR/nul"
    truncate -s 2M "$BATS_TEST_TMPDIR/large"
    refuses 2 "larger than 1 MiB" user edit ben@example.org --notes "@$BATS_TEST_TMPDIR/large"
    refuses 2 "larger than 1 MiB" user edit ben@example.org --notes @/dev/zero
    printf 'x%.0s' {1..2001} >"$BATS_TEST_TMPDIR/long"
    refuses 2 "2000" user edit ben@example.org --notes "@$BATS_TEST_TMPDIR/long"
    printf 'a\r\nb' >"$BATS_TEST_TMPDIR/crlf"
    refuses 2 "notes" user edit ben@example.org --notes "@$BATS_TEST_TMPDIR/crlf"
    printf 'a\xff' >"$BATS_TEST_TMPDIR/latin1"
    refuses 2 "UTF-8" user edit ben@example.org --notes "@$BATS_TEST_TMPDIR/latin1"
}

@test "words that are no texts are never read as files" {
    refuses 3 'there is no user "@none.txt"' user show @none.txt
    refuses 2 '"@none.txt" is not a value of status' session list --status @none.txt
}

# ---- The clock ----

@test "COACH_NOW is the time" {
    COACH_NOW=2027-01-02T03:04:05Z
    run_coach 0 tag add new --fields created_at -o id
    assert_equal "$output" 2027-01-02T03:04:05Z
    COACH_NOW="2026-07-01 12:00 Europe/Berlin"
    run_coach 0 tag edit new --description x --fields updated_at -o id
    assert_equal "$output" 2026-07-01T10:00:00Z
}

@test "a COACH_NOW that is no time is refused" {
    COACH_NOW="half past never"
    refuses 2 'COACH_NOW: "half past never" is not a time' user list
    refuses 2 COACH_NOW tag add new
}

@test "without COACH_NOW the system's clock counts" {
    local before after
    unset COACH_NOW
    before=$(date -u +%FT%TZ)
    run_coach 0 tag add new --fields created_at -o id
    after=$(date -u +%FT%TZ)
    [[ ! $output < $before && ! $output > $after ]] || fail "$before $output $after"
    export COACH_NOW=
    run_coach 0 tag list --fields name -o id
    assert_equal "$output" new
}

# ---- Among other programs ----

many_tags() {
    database_query "
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
        INSERT INTO tag SELECT $(random_id_sql), 'tag ' || i, 'tag ' || i, NULL, '', id, created_at, updated_at, true
        FROM app_user, n WHERE email = 'admin@example.org'"
}

@test "a reader that goes away ends a list in silence" {
    many_tags
    for format in jsonl table csv; do
        run --separate-stderr bash -c '"$0" tag list -o "$1" | head -n 1; echo "${PIPESTATUS[0]}"' "$COACH_BIN" "$format"
        assert_equal "$stderr" ""
        assert_equal "${#lines[@]} ${lines[1]}" "2 141"
        run --separate-stderr bash -c 'trap "" PIPE; "$0" tag list -o "$1" | head -n 1; echo "${PIPESTATUS[0]}"' "$COACH_BIN" "$format"
        assert_equal "$stderr" ""
        assert_equal "${#lines[@]} ${lines[1]}" "2 141"
    done
}

@test "a rehearsal shows what a change would come to, and changes nothing" {
    local before id
    before=$(database_fingerprint)
    run_coach 0 --dry-run tag add Knees --json
    assert_json .name '"Knees"'
    assert_equal "$stderr" ""
    run_coach 0 tag add Knees --dry-run
    assert_equal "$stderr" "tag Knees: new
nothing has been changed"
    refuses 3 "nothing" category archive nothing --dry-run
    assert_equal "$(database_fingerprint)" "$before"
    run_coach 0 tag list -o id
    assert_equal "$output" ""
    refuses 1 "" user add ben@example.org --first-name B --last-name C --dry-run
    refuses 2 "" tag list --dry-run
    refuses 2 "" config set core.pager cat --dry-run
    refuses 2 "" init --email a@b.c --first-name A --last-name B --db "$BATS_TEST_TMPDIR/other.db" --dry-run
    [[ ! -e $BATS_TEST_TMPDIR/other.db ]]
}

# interrupt SIGNAL PID: sends it until the program ends, and sets status. Begins when the program listens to signals.
interrupt() {
    until [[ $(readlink "/proc/$2/exe") == "$COACH_BIN" ]] && ((0x$(awk '/^SigCgt/ { print $2 }' "/proc/$2/status") & 2)); do
        sleep 0.01
    done
    while kill -s "$1" "$2" 2>/dev/null; do sleep 0.02; done
    status=0
    wait "$2" || status=$?
}

@test "a writer that waits for its turn can be interrupted, and has changed nothing" {
    local before signal
    before=$(database_fingerprint)
    lock_everything
    for signal in INT TERM HUP; do
        "$COACH_BIN" tag add new -c core.busy_timeout=60000 >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" 3>&- &
        interrupt "$signal" $!
        assert_equal "$signal $status" "$signal 130"
        assert_equal "$(cat "$BATS_TEST_TMPDIR/err")" "coach: interrupted"
        assert_equal "$(cat "$BATS_TEST_TMPDIR/out")" ""
    done
    unlock
    assert_equal "$(database_fingerprint)" "$before"
    run_coach 0 tag add new
}

# Sends a signal at any moment, and asks afterwards what became of the change.
@test "a writer that is interrupted says 0 and has made its change, or has changed nothing" {
    run --separate-stderr python3 - "$COACH_BIN" <<'END'
import random, signal, subprocess, sys, time
coach = sys.argv[1]
for n in range(60):
    name = f"tag {n}"
    one = subprocess.Popen([coach, "tag", "add", name, "-o", "id"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(random.uniform(0.001, 0.006))
    one.send_signal(random.choice([signal.SIGINT, signal.SIGTERM]))
    out, err = one.communicate()
    there = subprocess.run([coach, "tag", "show", name], capture_output=True).returncode == 0
    if there != (one.returncode == 0) or there != bool(out):
        print(name, "there" if there else "not there", one.returncode, out, err)
END
    assert_equal "$status $output $stderr" "0  "
}

@test "a program that waits for standard input or for a pipe can be interrupted" {
    local before pipe
    before=$(database_fingerprint)
    mkfifo "$BATS_TEST_TMPDIR/pipe"
    "$COACH_BIN" user edit ben@example.org --notes "@$BATS_TEST_TMPDIR/pipe" >/dev/null 2>"$BATS_TEST_TMPDIR/err" 3>&- &
    interrupt INT $!
    assert_equal "$status $(cat "$BATS_TEST_TMPDIR/err")" "130 coach: interrupted"
    exec {pipe}<>"$BATS_TEST_TMPDIR/pipe"
    "$COACH_BIN" user edit ben@example.org --notes @- <&"$pipe" >/dev/null 2>"$BATS_TEST_TMPDIR/err" 3>&- &
    interrupt INT $!
    assert_equal "$status $(cat "$BATS_TEST_TMPDIR/err")" "130 coach: interrupted"
    "$COACH_BIN" user edit ben@example.org --notes @- -o json <&"$pipe" >/dev/null 2>"$BATS_TEST_TMPDIR/err" 3>&- &
    interrupt INT $!
    assert_equal "$status $(jq -r .error.code "$BATS_TEST_TMPDIR/err")" "130 interrupted"
    exec {pipe}>&-
    assert_equal "$(database_fingerprint)" "$before"
    # a journal that begins with zeros has nothing to take back
    [[ $COACH_ENGINE != sqlite ]] || assert_equal "$(head -c 8 "$COACH_DB-journal" | tr -d '\0')" ""
    run_coach 0 user edit ben@example.org --notes after
}

@test "what waits for a reader can be interrupted, and holds no lock" {
    local pipe
    many_tags
    mkfifo "$BATS_TEST_TMPDIR/pipe"
    exec {pipe}<>"$BATS_TEST_TMPDIR/pipe"
    "$COACH_BIN" tag list -o jsonl >&"$pipe" 2>"$BATS_TEST_TMPDIR/err" 3>&- &
    local reader=$! first
    read -r first <&"$pipe" # it has something to say, and nobody takes the rest
    jq -e .name <<<"$first" >/dev/null
    run_coach 0 tag add new -c core.busy_timeout=0
    interrupt INT "$reader"
    assert_equal "$status $(jq -r .error.code "$BATS_TEST_TMPDIR/err")" "130 interrupted"
    exec {pipe}>&-
}

@test "coach works without any environment at all" {
    run --separate-stderr env -i "$COACH_BIN" --db "$COACH_DB" user list --fields email -o id
    assert_equal "$status $stderr" "0 "
    assert_equal "${lines[0]}" admin@example.org
}

@test "the locale changes nothing" {
    run_coach 0 session list --json
    for locale in C POSIX de_DE.UTF-8 tr_TR.UTF-8 xx_XX; do
        run --separate-stderr env LC_ALL="$locale" LANG="$locale" LANGUAGE=de "$COACH_BIN" user show nobody -c output.format=csv
        assert_equal "$locale $stderr" "$locale coach: there is no user \"nobody\"
hint: \`coach user list --all\` shows them"
        run --separate-stderr env LC_ALL="$locale" "$COACH_BIN" user edit ben@example.org --last-name Ä --fields last_name
        assert_equal "$locale $output" "$locale last_name  Ä"
    done
}
