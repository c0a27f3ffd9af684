#!/usr/bin/env bats
# config: which setting holds, how it is set, aliases and programs of one's own.
load helper

prepare() {
    unset COACH_TIME_ZONE COACH_USER
    settings=$HOME/.config/coach/config
}

origin_of() { # origin_of KEY
    coach config list --show-origin | sed -n "s/\t$1=.*//p"
}

@test "what is set is what is got" {
    run_coach 0 config set core.time_zone Europe/Berlin
    assert_equal "$output$stderr" ""
    run_coach 0 config get core.time_zone
    assert_equal "$output" Europe/Berlin
    assert_equal "$(stat -c %a "$settings")" 600
    assert_equal "$(stat -c %a "${settings%/*}")" 700
}

@test "later places win: file, environment, -c" {
    assert_equal "$(origin_of session.duration)" default
    coach config set session.duration 45m
    assert_equal "$(origin_of session.duration)" "file:$settings"
    export COACH_SESSION_DURATION=30m
    assert_equal "$(origin_of session.duration)" environment:COACH_SESSION_DURATION
    run_coach 0 -c session.duration=15m config get session.duration
    assert_equal "$output" 15m
    COACH_SESSION_DURATION='' run_coach 0 config get session.duration
    assert_equal "$output" 45m
}

@test "a key that has no value is not found, one that is unknown is a mistake" {
    refuses 3 "core.pager is not set" config get core.pager
    refuses 3 "core.pager is not set" config unset core.pager
    refuses 2 'unknown key "core.pagr"' config get core.pagr
    assert_equal "${stderr_lines[1]}" "hint: did you mean core.pager?"
    refuses 2 'unknown key "core.pagr"' config set core.pagr less
    refuses 2 'unknown key "core.pagr"' -c core.pagr=less config list
    assert_not_exist "$settings"
}

@test "a value that does not fit is refused" {
    refuses 2 'core.time_zone: "Mars/Base" is not a time zone' config set core.time_zone Mars/Base
    refuses 2 'color.ui: "allways"' config set color.ui allways
    refuses 2 'session.duration: "4m"' config set session.duration 4m
    refuses 2 'core.busy_timeout: "soon"' config set core.busy_timeout soon
    refuses 2 'core.pager has no value' config set core.pager ''
    COACH_OUTPUT=xml refuses 2 'COACH_OUTPUT: output.format: "xml"' config list
    assert_not_exist "$settings"
}

@test "a mistake in the file names the file, as JSON too" {
    mkdir -p "${settings%/*}"
    printf '[core]\ndatabse = x\n' >"$settings"
    refuses 2 "$settings: unknown key \"core.databse\"" user list
    run_coach 2 user list -o json
    output=$stderr
    assert_json '.error | [.code, .hint, .field]' '["usage", "did you mean core.database?", "core.databse"]'
}

@test "a change leaves every other line as it is" {
    mkdir -p "${settings%/*}"
    printf '# mine\n[core]\n  ; pager\n  pager = less\n\n[user]\n  email = a@example.org\n' >"$settings"
    coach config set core.pager most
    coach config set core.editor vi
    coach config unset user.email
    assert_equal "$(cat "$settings")" $'# mine\n[core]\n  ; pager\n  pager = most\n  editor = vi\n\n[user]'
}

@test "lists are in every format" {
    coach config set alias.a 'say "x", y'
    run_coach 0 config list
    assert_line 'alias.a=say "x", y'
    run_coach 0 config list -o csv
    assert_line $'alias.a,"say ""x"", y"\r'
    run_coach 0 config list -o json
    assert_json '.[0]' "{\"key\": \"alias.a\", \"value\": \"say \\\"x\\\", y\", \"origin\": \"file:$settings\"}"
    run_coach 0 config get alias.a -o json
    assert_json . '"say \"x\", y"'
}

@test "nothing that a value holds reaches the terminal as it is" {
    run_coach 0 -c $'alias.a=\e[31m\u202e\nalias.b=x' config list
    assert_line 'alias.a=\x1b[31m\u202e\nalias.b=x'
    refuses 2 'unknown key "\x1b[31m"' config get $'\e[31m'
}

@test "writers that come at once lose nothing" {
    local i
    for i in {1..8}; do coach config set "alias.a$i" x & done
    wait
    assert_equal "$(grep -c ' = x$' "$settings")" 8
}

@test "an alias is the words that it stands for" {
    new_database
    coach config set alias.people 'user list --fields email'
    coach config set alias.folk 'people -o csv'
    COACH_USER=admin@example.org run_coach 0 --no-headers folk --search ada
    assert_equal "$output" $'admin@example.org\r'
    coach config set alias.quoted "user list --search 'no body'"
    run_coach 0 quoted -o json
    assert_equal "$output" "[]"
}

@test "built-in commands win over aliases" {
    coach config set alias.version 'config list'
    run_coach 0 version
    assert_regex "$output" '^coach [0-9.]+$'
}

@test "aliases that lead in a circle are refused" {
    coach config set alias.a 'b -o csv'
    coach config set alias.b a
    refuses 2 "alias.a leads back to itself: a -> b -> a" a
    coach config set alias.c 'say "x'
    refuses 2 "alias.c cannot be split into words" c
}

@test "an alias for the shell gets its words, and gives its exit status" {
    coach config set alias.say '!printf "%s|"'
    run_coach 0 say a 'b c' ''
    assert_equal "$output" 'a|b c||'
    coach config set alias.seven '!exit 7;'
    run_coach 7 seven
    coach config set alias.again '!"$COACH_EXEC" config get'
    run_coach 0 again session.duration
    assert_equal "$output" 60m
    coach config set alias.killed '!kill -TERM $$;'
    run_coach 143 killed
}

# a path
# bats test_tags=sqlite
@test "a program coach-NAME in PATH is a command" {
    mkdir "$BATS_TEST_TMPDIR/bin"
    cd "$BATS_TEST_TMPDIR/bin"
    printf '#!/bin/sh\necho "$COACH_DB $COACH_USER $COACH_TIME_ZONE $*"\n"$COACH_EXEC" version >/dev/null || exit 9\nexit 5\n' >coach-hello
    chmod +x coach-hello
    PATH=$PWD:$PATH run_coach 5 --db other.db --as ben@example.org --tz Asia/Tokyo hello -x 'a b'
    assert_equal "$output" "$PWD/other.db ben@example.org Asia/Tokyo -x a b"
    PATH=:.:$PATH refuses 2 'unknown command "hello"' hello
    refuses 2 'unknown command "./hello"' ./hello
}

# holds TEXT: the user's file becomes it.
holds() {
    mkdir -p "${settings%/*}"
    printf "$1" >"$settings"
}

@test "a file that begins with a byte order mark is read and written like any other" {
    holds '\xef\xbb\xbf[core]\r\npager = less\r\n'
    run_coach 0 config get core.pager
    assert_equal "$output" less
    succeeds config set core.pager most
    succeeds config set core.editor vi
    assert_equal "$(cat "$settings")" $'\xef\xbb\xbf[core]\r\npager = most\neditor = vi'
    succeeds config unset core.pager
    run_coach 0 config get core.editor
    assert_equal "$output" vi
    holds '\xef\xbb\xbf'
    succeeds config set core.pager most
    run_coach 0 config get core.pager
    assert_equal "$output" most
    holds '[core]\n\xef\xbb\xbfpager = less\n'
    refuses 2 "$settings: unknown key" config list
}

@test "a mistake in the file is mended by config set and unset" {
    holds '[core]\ntime_zone = Mars\npagr = less\n[quite]\nother = x\n'
    refuses 2 'core.time_zone: "Mars" is not a time zone' config list
    refuses 2 'core.time_zone: "Mars" is not a time zone' user list
    succeeds config set core.time_zone Europe/Berlin
    refuses 2 'unknown key "core.pagr"' config get core.time_zone
    succeeds config unset core.pagr
    refuses 2 'unknown key "core.pagr"' config unset core.pagr
    succeeds config unset quite.other
    run_coach 0 config get core.time_zone
    assert_equal "$output" Europe/Berlin
    local key
    for key in "" . core core. .pager core.pager.x $'core.\n' 'alias.*' ; do
        refuses 2 "" config unset "$key"
        refuses 2 "" config set "$key" x
    done
    holds 'nonsense\n'
    refuses 2 "$settings: " config set core.pager less
    refuses 3 "core.pager is not set in $settings" config unset core.pager
    assert_equal "$(cat "$settings")" nonsense
}

@test "help and all that needs no settings are there where the settings are wrong" {
    local words
    local -a line
    holds '[core]\ntime_zone = Mars\n'
    for words in help "help config set" version --version --help "session list --help" "completion bash" ""; do
        read -ra line <<<"$words"
        COACH_OUTPUT=xml succeeds "${line[@]}"
        [[ -n $output ]] || fail "nothing is said: coach $words"
        refuses 2 'unknown key "no.such"' -c no.such=1 "${line[@]}"
    done
    refuses 2 'core.time_zone: "Mars" is not a time zone' nonsense
}

@test "a value that makes the file too long to be read is refused" {
    local half
    half=$(printf 'x%.0s' {1..100000})
    holds "$(printf '[alias]\n'; for i in {1..10}; do printf 'a%s = %s\n' "$i" "$half"; done)"'\n'
    run_coach 0 config get alias.a10
    local before
    before=$(sha256sum <"$settings")
    refuses 2 "larger than 1 MiB" config set alias.b "$half"
    assert_equal "$(sha256sum <"$settings")" "$before"
    succeeds config set alias.b x
    assert_file_not_exists "$settings.lock"
}

@test "of a key that is too long only the beginning is repeated" {
    local long
    long=$(printf 'k%.0s' {1..10000})
    for line in "config get $long" "config set alias.$long! x" "-c $long config list" "-c $long=x config list"; do
        run_coach 2 $line
        [[ ${#stderr} -lt 600 ]] || fail "${#stderr} bytes: $line"
    done
    holds "[core]\n$long\n"
    run_coach 2 config list
    [[ ${#stderr} -lt 600 ]] || fail "${#stderr} bytes"
}
