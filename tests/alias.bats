# Aliases, and programs coach-NAME: words that stand for command lines.
load helper

prepare() {
    new_database
    tools=$BATS_TEST_TMPDIR/tools
    mkdir -p "$tools" "$HOME/.config/coach" "$BATS_TEST_TMPDIR/here"
    cd "$BATS_TEST_TMPDIR/here"
}

# program PATH: a program that prints its arguments, one a line, and what coach tells it; it exits with 9.
program() {
    printf '#!/bin/sh\nprintf "<%%s>\\n" "$@"\necho "db=$COACH_DB" "exec=$COACH_EXEC"\nexit 9\n' >"$1"
    chmod +x "$1"
}

# trap_program PATH: a program that must not run; it leaves a file `ran` behind.
trap_program() {
    mkdir -p "$(dirname "$1")"
    printf '#!/bin/sh\ntouch "%s/ran"\n' "$BATS_TEST_TMPDIR" >"$1"
    chmod +x "$1"
}

configured() {
    printf '%s\n' "[alias]" "$@" >"$HOME/.config/coach/config"
}

@test "an alias on the command line stands for its words" {
    run_coach 0 -c alias.people="user list --fields email -o tsv" people
    assert_equal "$output" $'email\nadmin@example.org'
    assert_equal "$stderr" ""
}

@test "an alias of the configuration file stands for its words" {
    configured "people = user list --fields email -o tsv"
    run_coach 0 people
    assert_equal "$output" $'email\nadmin@example.org'
}

@test "an alias that coach config set wrote works" {
    run_coach 0 config set alias.people 'user list --fields email -o tsv'
    run_coach 0 people
    assert_equal "$output" $'email\nadmin@example.org'
}

@test "the words that follow an alias are added to it, as they are" {
    configured "new = tag add --description 'two  words' -o tsv --fields name,description"
    run_coach 0 new "early bird \$HOME * \"q\" 'a'"
    assert_equal "$output" $'name\tdescription\nearly bird $HOME * "q" \'a\'\ttwo  words'
}

@test "an alias is split as a shell splits words, and nothing in it is expanded" {
    trap_program "$BATS_TEST_TMPDIR/here/trap"
    configured 'new = tag add "a $(./trap) `./trap` $HOME ~ *" --description '\'' b '\'' --fields name,description -o json'
    run_coach 0 new
    assert_json . '{"name": "a $(./trap) `./trap` $HOME ~ *", "description": " b "}'
    assert_file_not_exists "$BATS_TEST_TMPDIR/ran"
}

@test "options before the alias hold, and an alias may begin with options" {
    configured "people = -o tsv user list --fields email"
    run_coach 0 -o json people
    assert_equal "$output" $'email\nadmin@example.org'
    run_coach 0 people -o json
    assert_json . '[{"email": "admin@example.org"}]'
    run_coach 4 --db nowhere.db people
    [[ $stderr == *"nowhere.db"* ]]
    assert_file_not_exists nowhere.db
}

@test "an alias may stand for another one" {
    configured "one = two -o" "two = three --fields email" "three = user list"
    run_coach 0 one tsv
    assert_equal "$output" $'email\nadmin@example.org'
}

@test "an alias that leads back to itself is refused, with the way it takes" {
    configured "one = two a" "two = three b" "three = one c" "self = self"
    refuses 2 "alias.one leads back to itself: one -> two -> three -> one" one
    refuses 2 "alias.self leads back to itself: self -> self" self
}

@test "aliases that lead to one another may be used in a row" {
    configured "a = tag list" "b = a"
    run_coach 0 a
    run_coach 0 b
}

@test "an alias that cannot be split is refused by name" {
    refuses 2 'alias.x cannot be split into words' -c 'alias.x=user "list' x
    refuses 2 'alias.x cannot be split into words' -c "alias.x=user 'list" x
}

@test "an alias of no known command is refused with the word that is none" {
    refuses 2 'unknown command "sesion"' -c alias.x="sesion list" x
    [[ $stderr == *"did you mean session?"* ]]
    refuses 2 'unknown verb of session "lst"' -c alias.x=session x lst
}

@test "help of an alias is that of what it stands for" {
    configured "people = user list"
    local wanted
    wanted=$(coach help user list)
    run_coach 0 people --help
    assert_equal "$output" "$wanted"
}

@test "-h before a command of the user's prints coach's own help, and runs nothing" {
    program "$tools/coach-hello"
    PATH=$tools:$PATH run_coach 0 -h hello
    assert_line --index 0 --partial "usage: coach [global options]"
}

@test "an alias that begins with ! is a command line for the shell" {
    configured '    count = !printf "%s,"' '    sum = !f() { echo $(($1 + $2)); }; f'
    run_coach 0 count 1 "2 3" '$HOME' '*' ""
    assert_equal "$output" '1,2 3,$HOME,*,,'
    run_coach 0 sum 19 23
    assert_equal "$output" 42
    run_coach 0 -c 'alias.hi=!echo "$#" "$1"; true' hi "a b" c
    assert_equal "$output" "2 a b"
}

@test "the exit status of a shell alias is passed on, that of a signal too" {
    run_coach 7 -c 'alias.x=!exit 7 #' x
    run_coach 0 -c 'alias.x=!true' x
    run_coach 143 -c 'alias.x=!kill -TERM $$; :' x
}

@test "a shell alias has coach's standard input, output and error" {
    run --separate-stderr "$COACH_BIN" -c 'alias.x=!cat; echo wrong >&2; true' x <<<"through"
    assert_success
    assert_equal "$output" through
    assert_equal "$stderr" wrong
}

@test "a shell alias calls coach again with COACH_EXEC, in the same database and for the same user" {
    run_coach 0 -o tsv -c 'alias.x=!"$COACH_EXEC" tag add' x early --fields name
    assert_equal "$output" $'name\nearly'
    run_coach 0 tag list -o tsv --fields name
    assert_equal "$output" $'name\nearly'
    local other
    other=$(database other)
    database_place "$other"
    coach --db "$other" init --email bea@example.org --first-name Bea --last-name Berg -o id
    run_coach 0 --db "$other" --as bea@example.org --tz Asia/Tokyo \
        -c 'alias.x=!cd / && "$COACH_EXEC" user list -o tsv --fields email; echo $COACH_USER $COACH_TIME_ZONE #' x
    assert_equal "$output" $'email\nbea@example.org\nbea@example.org Asia/Tokyo'
}

@test "what -c says holds for the programs that an alias runs" {
    run_coach 0 -c user.email=bea@example.org -c core.time_zone=Asia/Tokyo -c output.format=csv \
        -c 'alias.x=!echo $COACH_USER $COACH_TIME_ZONE $COACH_OUTPUT #' x
    assert_equal "$output" "bea@example.org Asia/Tokyo csv"
}

@test "a built-in command wins over an alias and over a program" {
    trap_program "$tools/coach-user"
    configured "user = !touch $BATS_TEST_TMPDIR/ran" "help = tag list"
    PATH=$tools:$PATH run_coach 0 user list -o tsv --fields email
    assert_equal "$output" $'email\nadmin@example.org'
    run_coach 0 help
    assert_line --index 0 --partial "usage: coach"
    assert_file_not_exists "$BATS_TEST_TMPDIR/ran"
}

@test "an alias wins over a program" {
    trap_program "$tools/coach-people"
    configured "people = user list --fields email -o tsv"
    PATH=$tools:$PATH run_coach 0 people
    assert_equal "$output" $'email\nadmin@example.org'
    assert_file_not_exists "$BATS_TEST_TMPDIR/ran"
}

@test "coach foo runs coach-foo of PATH with all words that follow, and ends as it does" {
    program "$tools/coach-foo"
    PATH=$tools:$PATH run_coach 9 foo --db x "a b" -- -h '*' ""
    assert_equal "$output" "<--db>
<x>
<a b>
<-->
<-h>
<*>
<>
db=$COACH_DB exec=$(readlink -f "$COACH_BIN")"
    assert_equal "$stderr" ""
}

# a path
# bats test_tags=sqlite
@test "coach-foo learns the database that holds, as an absolute path" {
    program "$tools/coach-foo"
    export PATH=$tools:$PATH
    run_coach 9 --db rel.db foo
    assert_line "db=$PWD/rel.db exec=$(readlink -f "$COACH_BIN")"
    unset COACH_DB
    run_coach 9 foo
    assert_line --partial "db=$HOME/.local/share/coach/coach.db "
    printf '[core]\ndatabase = ~/studio.db\n' >"$HOME/.config/coach/config"
    run_coach 9 foo
    assert_line --partial "db=$HOME/studio.db "
    run_coach 9 -c core.database=~/other.db foo
    assert_line --partial "db=$HOME/other.db "
}

@test "the first coach-foo of PATH that can be run is run" {
    mkdir -p "$tools/1/coach-foo" "$tools/2" "$tools/3"
    echo "exit 1" >"$tools/2/coach-foo"
    program "$tools/3/coach-foo"
    PATH=$tools/1:$tools/2:/nowhere:$tools/3:$PATH run_coach 9 foo
    assert_line --partial "db="
}

@test "an alias may stand for a program" {
    program "$tools/coach-foo"
    configured "bar = foo one"
    PATH=$tools:$PATH run_coach 9 bar "two three"
    assert_line --index 0 "<one>"
    assert_line --index 1 "<two three>"
}

@test "a program that the system cannot run is named" {
    printf '#!/nowhere/interpreter\n' >"$tools/coach-foo"
    chmod +x "$tools/coach-foo"
    PATH=$tools:$PATH refuses 4 "$tools/coach-foo cannot be run" foo
}

@test "a program is never taken from the current directory, whatever PATH says" {
    trap_program coach-foo
    trap_program bin/coach-foo
    local path
    for path in . "" ./ bin ./bin ../here :/nowhere /nowhere: /nowhere::/nowhere; do
        PATH=$path:/usr/bin:/bin run_coach 2 foo
        PATH=/usr/bin:/bin:$path run_coach 2 foo
        run --separate-stderr env PATH="$path" "$COACH_BIN" foo
        assert_failure 2
        assert_equal "${stderr_lines[0]}" 'coach: unknown command "foo"'
    done
    run --separate-stderr env -u PATH "$COACH_BIN" foo
    assert_failure 2
    assert_file_not_exists "$BATS_TEST_TMPDIR/ran"
}

@test "a word with a slash names no program" {
    trap_program "$BATS_TEST_TMPDIR/coach-x/y"
    trap_program "$BATS_TEST_TMPDIR/y"
    local word
    for word in x/y ../y /y "$BATS_TEST_TMPDIR/y" ./y; do
        PATH=$BATS_TEST_TMPDIR:$PATH refuses 2 "unknown command" "$word"
    done
    assert_file_not_exists "$BATS_TEST_TMPDIR/ran"
}

@test "nothing in the current directory is read as a configuration" {
    mkdir -p .coach coach .config/coach etc/coach
    local file
    for file in config .coach/config coach/config .config/coach/config .coachconfig coach.config etc/coach/config; do
        printf '[alias]\nfoo = !touch %s\n[core]\ndatabase = bad.db\n' "$BATS_TEST_TMPDIR/ran" >"$file"
    done
    unset COACH_DB
    local directory
    for directory in "" . ./ coach .coach .config ./.config ../here; do
        XDG_CONFIG_HOME=$directory run_coach 2 foo
        XDG_CONFIG_HOME=$directory run_coach 3 config get core.database
        HOME=$directory run_coach 2 foo
    done
    assert_file_not_exists "$BATS_TEST_TMPDIR/ran"
}

# a path
# bats test_tags=sqlite
@test "a relative XDG_DATA_HOME or HOME names no database" {
    mkdir -p coach data/coach .local/share/coach
    cp "$COACH_DB" coach/coach.db
    cp "$COACH_DB" data/coach/coach.db
    cp "$COACH_DB" .local/share/coach/coach.db
    cp "$COACH_DB" coach.db
    unset COACH_DB
    local directory
    for directory in "" . ./ data ./data ../here; do
        XDG_DATA_HOME=$directory run_coach 4 user list
        assert_equal "${stderr_lines[0]}" "coach: there is no database at $HOME/.local/share/coach/coach.db"
    done
    for directory in . ./ ../here; do
        HOME=$directory run_coach 4 user list
        assert_equal "${stderr_lines[0]}" "coach: there is no place for a database: HOME is not set"
    done
}

@test "a word that is nothing of all this is an unknown command" {
    configured "people = user list"
    refuses 2 'unknown command "peopel"' peopel
    run_coach 2 -o json frobnicate
    assert_equal "$(jq -r '.error | "\(.code) \(.message)"' <<<"$stderr")" 'usage unknown command "frobnicate"'
}
