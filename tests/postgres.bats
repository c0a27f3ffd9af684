# postgres.bats - what there is to a database on a server that no file has: addresses, passwords, logins, the net.

# bats file_tags=postgres
load practice

# Secret parts of addresses are this word, so that it can be looked for.
secret=s3cret

# No word of the secret in what was said last.
assert_kept_secret() {
    [[ $output$stderr != *"$secret"* ]] || fail "shown: $output $stderr"
}

# The database by another login: address LOGIN[:PASSWORD]
address() {
    printf 'postgres://%s@%s' "$1" "${COACH_DB#*@}"
}

# login NAME [SQL]: a login of that name that may do all; each test that wants one names it after itself.
login() {
    database_query "SET client_min_messages = error; DROP ROLE IF EXISTS $1; CREATE ROLE $1 SUPERUSER LOGIN; ${2:-}"
}

# reaches [OPTIONS…]: the database of the first user is the one that is meant.
reaches() {
    run_coach 0 "$@" user list --fields email -o id -n 1
    assert_equal "$output" admin@example.org
}

# ---- Not there ----

@test "a server that is not there is named, with the reason" {
    refuses 4 'postgres://postgres@%2Fno%2Fwhere/studio cannot be reached: ' --db 'postgres://postgres@%2Fno%2Fwhere/studio' user list
    [[ $stderr == *"/no/where/.s.PGSQL.5432"*"No such file or directory"* ]] || fail "$stderr"
    refuses 4 'postgresql://ann@127.0.0.1:1/studio cannot be reached: ' --db 'postgresql://ann@127.0.0.1:1/studio' tag add x
    [[ $stderr == *"127.0.0.1"*"port 1"*"Connection refused"* ]] || fail "$stderr"
    refuses 4 'postgres:///x?host=no.such.host.invalid cannot be reached: ' --db 'postgres:///x?host=no.such.host.invalid' user list
    run_coach 4 --json --db 'postgres://ann@127.0.0.1:1/studio' user list
    assert_equal "$(jq -r .error.code <<<"$stderr")" storage
}

@test "a database in another encoding than UTF-8 is not begun in" {
    local other
    other=$(database latin)
    database_query "CREATE DATABASE ${other##*/} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0"
    refuses 4 "$other keeps its texts in LATIN1, not in UTF-8" --db "$other" init --email a@example.org --first-name A --last-name B
}

@test "a server that does not answer is not waited for longer than the address says" {
    local listener port
    # it takes connections, and never says a word
    coproc listener { /usr/bin/python3 -ISc 'import socket, sys
s = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen(); print(s.getsockname()[1], flush=True); sys.stdin.read()' 3>&-; }
    read -r port <&"${listener[0]}"
    SECONDS=0
    refuses 4 "cannot be reached: it does not answer" --db "postgres://ann@127.0.0.1:$port/x?connect_timeout=2" user list
    ((SECONDS < 8)) || fail "$SECONDS s"
    kill "$listener_PID"
}

@test "a database that the server does not have is named" {
    refuses 4 'cannot be reached: ' --db "${COACH_DB%/*}/no_such" user list
    [[ $stderr == *'database "no_such" does not exist'* ]] || fail "$stderr"
    refuses 4 'database "no_such" does not exist' --db "${COACH_DB%/*}/no_such" init --email a@example.org --first-name A --last-name B
}

@test "a database without a schema of coach's has a hint how to make one" {
    database_drop
    database_place "$COACH_DB"
    refuses 4 "there is no database of coach's at $COACH_DB" user list
    hints "make one: coach init --email E --first-name F --last-name L"
    refuses 4 "there is no database of coach's at $COACH_DB" tag add x
    run_coach 0 __complete -- user show ""
    assert_equal "$output$stderr" ""
}

@test "a schema of that name that is another program's is left as it is" {
    database_drop
    database_place "$COACH_DB"
    database_query "CREATE SCHEMA coach; CREATE TABLE coach.horses (name text)"
    refuses 4 "there is no database of coach's at $COACH_DB" user list
    refuses 1 "exists already" init --email a@example.org --first-name A --last-name B
    database_query "CREATE TABLE coach.about (version integer, moved_to text, guarded boolean)"
    refuses 4 "$COACH_DB" user list
    refuses 4 "$COACH_DB" tag add x
}

@test "an address that makes no sense is refused" {
    local address
    for address in 'postgres://[::1/x' 'postgres://h:port/x' 'postgres:///x?nonsense=1' 'service=nowhere'; do
        refuses 4 "$address" --db "$address" user list
    done
    refuses 4 "is not the address of a database" --db 'postgres:///x?nonsense=1' user list
}

# ---- Ways to name one ----

@test "the environment of libpq, a service, and both schemes name the same database" {
    local name=${COACH_DB##*/} host=$COACH_SERVER
    export PGHOST=$host PGUSER=postgres
    reaches --db "postgres:///$name"
    reaches --db "postgresql:///$name"
    PGDATABASE=$name reaches --db "postgres://"
    unset PGHOST PGUSER
    reaches --db "postgres:///$name?host=$host&user=postgres"
    printf '[studio]\nhost=%s\ndbname=%s\nuser=postgres\n' "$host" "$name" >"$HOME/.pg_service.conf"
    PGSERVICEFILE=$HOME/.pg_service.conf reaches --db service=studio
}

@test "the settings name one as well as a path" {
    local address=$COACH_DB
    unset COACH_DB
    coach config set core.database "$address"
    succeeds config get core.database
    assert_output "$address"
    reaches
}

# ---- Passwords ----

# A login that the server lets in with a password alone.
prepare_login() {
    login with_password "ALTER ROLE with_password PASSWORD '$secret'"
}

@test "a password in the address, the environment or ~/.pgpass lets in" {
    prepare_login
    reaches --db "$(address with_password:$secret)"
    reaches --db "$(address with_password)?password=$secret"
    PGPASSWORD=$secret reaches --db "$(address with_password)"
    (umask 077 && echo "*:*:*:with_password:$secret" >"$HOME/.pgpass")
    reaches --db "$(address with_password)"
}

@test "a wrong password, or none, is refused and never shown" {
    prepare_login
    refuses 4 "password authentication failed" --db "$(address "with_password:wrong-$secret")" user list
    assert_kept_secret
    refuses 4 "$(address with_password) cannot be reached: " --db "$(address with_password)?password=wrong-$secret" tag add x
    assert_kept_secret
    refuses 4 "no password supplied" --db "$(address with_password)" user list
    PGPASSWORD=wrong-$secret refuses 4 "password authentication failed" --db "$(address with_password)" user list
    assert_kept_secret
}

@test "a password is in no message, whatever is wrong with the address" {
    local address
    refuses 4 "postgres://ann@h.invalid/x cannot be reached: could not translate host name \"h.invalid\"" \
        --db "postgres://ann:$secret@h.invalid/x" user list
    for address in "postgres://ann:$secret@127.0.0.1:1/x" "postgres://ann:$secret@h:port/x" "postgres://ann:a/$secret@h/x" \
        "postgres://ann:a@$secret@h.invalid/x" "postgres://h.invalid/x?password=$secret" "postgres://h/x?user=a&password=$secret&no=1" \
        "postgres://ann:%zz$secret@h/x" "service=nowhere password=$secret" "service=x password='a $secret' port=y" \
        "postgres://h.invalid/x?sslpassword=$secret" "postgres://ann:$secret@" "postgres://ann:12/$secret?3@h/x" \
        "postgres://ann:12?$secret/3@h.invalid/x" \
        "service=x password='it's $secret'" "service=x password=my $secret" "service=x pasword=$secret"; do
        run_coach 4 --db "$address" user list
        assert_kept_secret
        run_coach 4 --json --db "$address" tag add x
        assert_kept_secret
        run_coach 0 __complete -- --db "$address" user show ""
        assert_kept_secret
    done
}

@test "a password is not listed with the settings" {
    local format
    export COACH_DB="postgres://ann:$secret@127.0.0.1:1/x?password=$secret"
    for format in table json jsonl csv tsv; do
        succeeds config list -o "$format" --show-origin
        assert_kept_secret
        [[ $output == *"postgres://ann@127.0.0.1:1/x"* ]] || fail "$output"
        succeeds config get core.database -o "$format"
        assert_kept_secret
    done
    unset COACH_DB
    coach config set core.database "postgres://ann:$secret@127.0.0.1:1/y"
    succeeds config list
    [[ $output == *"core.database=postgres://ann@127.0.0.1:1/y"* ]] || fail "$output"
    assert_kept_secret
}

@test "a password in an alias is not listed with the settings, nor said where it is no command" {
    local format
    coach config set alias.there "user list --db 'service=x password=$secret'"
    coach config set alias.beside "!psql \"postgres://ann:$secret@h/x?password=$secret\" | wc -l"
    for format in table json jsonl csv tsv; do
        succeeds config list -o "$format" --show-origin
        assert_kept_secret
        succeeds config get alias.there -o "$format"
        assert_kept_secret
    done
    assert_equal "$(coach config get alias.there)" "user list --db 'service=x'"
    assert_equal "$(coach config get alias.beside)" '!psql "postgres://ann@h/x" | wc -l'
    fails_with 2 "coach: alias.x cannot be split into words: a quote or a backslash is left open" \
        -c "alias.x=--db postgres://ann:$secret@h/x user list 'joe" x
}

@test "a password is not handed on to the programs beside coach, and an address stays what it is" {
    mkdir "$BATS_TEST_TMPDIR/bin"
    printf '#!/bin/sh\necho "db=$COACH_DB"; env\n' >"$BATS_TEST_TMPDIR/bin/coach-hello"
    chmod +x "$BATS_TEST_TMPDIR/bin/coach-hello"
    PATH=$BATS_TEST_TMPDIR/bin:$PATH
    run_coach 0 hello
    assert_line "db=$COACH_DB"
    run_coach 0 --db "postgres://ann:$secret@h/x" hello
    assert_line "db=postgres://ann@h/x"
    assert_kept_secret
    run_coach 0 --db "postgres://ann:$secret@h/x?application_name=ann@laptop" hello
    assert_line "db=postgres://ann@h/x?application_name=ann@laptop"
    COACH_DB="postgres://ann:$secret@h/x" run_coach 0 hello
    assert_line "db=postgres://ann@h/x"
    assert_kept_secret
    run_coach 0 -c core.database="service=x password=$secret" hello
    assert_line "db=service=x"
    assert_kept_secret
    run_coach 0 -c core.database="postgres://ann:$secret@h/x" -c 'alias.x=!env' x
    assert_kept_secret
}

# ---- The module ----

@test "the program itself knows nothing of the server's library" {
    local library
    library=$(ldd "$COACH_BIN")
    [[ $library != *libpq* ]] || fail "$library"
    [[ $(ldd "${COACH_BIN%/*}/modules/postgres.so") == *libpq* ]]
}

@test "without the module a server is out of reach, and a file is not" {
    cp "$COACH_BIN" "$BATS_TEST_TMPDIR/coach"
    local COACH_BIN=$BATS_TEST_TMPDIR/coach
    run_coach 4 user list
    assert_equal "$output" ""
    [[ $stderr == "coach: "*"postgres"* ]] || fail "$stderr"
    (($(wc -l <<<"$stderr") <= 2)) || fail "$stderr"
    COACH_DB=$BATS_TEST_TMPDIR/file.db
    coach init --email admin@example.org --first-name A --last-name B -o id
    run_coach 0 user list
}

# ---- Whatever the server's settings ----

@test "settings of the server, the database or the login change nothing of what is shown" {
    local before setting
    book "2026-12-10 18:00" --description 'C:\new "and" '"it's"
    coach trainer edit $anna --hourly-rate 75.50 --currency EUR --certifications '{"b": [1, 2.50], "a": "\\"}' -o id
    coach user edit $ben --date-of-birth 1990-02-28 -o id
    before=$(coach session list --json && coach trainer list --json && coach user list --json && coach plan list)
    login odd
    for setting in "TimeZone = 'Asia/Tokyo'" "DateStyle = 'German, DMY'" "IntervalStyle = 'iso_8601'" \
        "standard_conforming_strings = off" "search_path = 'public'" "default_transaction_isolation = 'read uncommitted'" \
        "default_transaction_read_only = on" "extra_float_digits = 0" "client_min_messages = 'debug1'" \
        "lc_messages = 'C'" "escape_string_warning = on" "client_encoding = 'LATIN1'" "row_security = off"; do
        database_query "ALTER ROLE odd SET $setting"
    done
    COACH_DB=$(address odd)
    assert_equal "$(coach session list --json && coach trainer list --json && coach user list --json && coach plan list)" "$before"
    accepts tag add 'back\slash'\''s' --description $'two\nlines\\' --fields name,description
    assert_json . '{"name":"back\\slash'\''s","description":"two\nlines\\"}'
}

# Each list, sorted by each of its fields that it can be sorted by.
sorted_lists() {
    local noun name
    for noun in user trainer session plan tag; do
        for name in $(coach --db "$1" "$noun" list --json --all -n 1 | jq -r '.[0] | keys_unsorted[]'); do
            echo $noun $name $(coach --db "$1" "$noun" list --all --sort "$name" -o id 2>&1)
        done
    done
}

@test "the collation of the database changes nothing of how rows are sorted" {
    local other
    coach tag add B-side --description '_x' -o id
    coach tag add a_side --description 'ÄB' -o id
    coach tag add a-side --description 'ab' -o id
    book "2026-12-10 18:00" --title Yoga
    book "2026-12-11 18:00" --title yoga_b
    book "2026-12-12 18:00" --title yoga-a
    coach plan create --client $ben --name Winter --start 2026-11-01 -o id
    coach trainer edit $anna --certifications '{"b": 1}' -o id
    coach trainer edit $carl --certifications '["a", 2]' -o id
    coach trainer add $dana --certifications '"Z"' -o id
    coach trainer add $ben --certifications '"_"' -o id
    coach trainer add $cleo --certifications '"a"' -o id
    other=$(database icu)
    echo "${other##*/}" >>"$BATS_TEST_TMPDIR/databases"
    database_query "CREATE DATABASE ${other##*/} LOCALE_PROVIDER icu ICU_LOCALE 'en' LOCALE 'C.UTF-8' TEMPLATE template0"
    succeeds migrate --copy --to "$other" -o id
    run diff <(sorted_lists "$other") <(sorted_lists "$COACH_DB")
    assert_output ""
    run_coach 0 --db "$other" trainer list --sort certifications -o jsonl --fields certifications
    assert_equal "$output$stderr" '{"certifications":"Z"}
{"certifications":"_"}
{"certifications":"a"}
{"certifications":["a",2]}
{"certifications":{"b":1}}'
}

# ---- Rights and links ----

@test "a login without rights is told so" {
    database_query "CREATE ROLE stranger LOGIN"
    refuses 4 "does not permit that" --db "$(address stranger)" user list
    refuses 4 "does not permit that" --db "$(address stranger)" tag add x
    refuses 4 "does not permit that" --db "$(address stranger)" session schedule --client $ben --trainer $anna \
        --type ONE_ON_ONE --title x --at "2026-12-10 18:00"
    database_query "GRANT USAGE ON SCHEMA coach TO stranger; GRANT SELECT ON ALL TABLES IN SCHEMA coach TO stranger"
    reaches --db "$(address stranger)"
    refuses 4 "does not permit that" --db "$(address stranger)" tag add x
    database_drop
    database_place "$COACH_DB"
    refuses 4 "does not permit that" --db "$(address stranger)" init --email a@example.org --first-name A --last-name B
    assert_no_database
    database_query "DROP ROLE stranger"
}

@test "a connection that is lost before the change is kept is an error, and nothing has changed" {
    lock_everything
    "$COACH_BIN" tag add new -c core.busy_timeout=60000 >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" 3>&- &
    until [[ $(server_psql "$COACH_SERVER" postgres -c "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = '${COACH_DB##*/}' AND wait_event_type = 'Lock'") == 1 ]]; do sleep 0.02; done
    status=0
    wait $! || status=$?
    unlock
    assert_equal "$status $(cat "$BATS_TEST_TMPDIR/out")" "4 "
    assert_equal "$(cat "$BATS_TEST_TMPDIR/err")" "coach: the connection to $COACH_DB was lost
hint: nothing has been changed; try again"
    run_coach 0 tag list -o id
    assert_equal "$output" ""
}

# ---- Many at once ----

@test "of 16 processes that make the database one wins" {
    database_drop
    database_place "$COACH_DB"
    at_once 16 init --email admin@example.org --first-name Ada --last-name Admin -o id
    assert_equal "$(codes)" "1×0 15×1"
    assert_equal "$(cat "$BATS_TEST_TMPDIR"/race/*.err | sort | uniq -c | sort -rn | sed 's/^ *//')" \
        "15 hint: use it as it is, or name another
15 coach: a database of coach's exists already at $COACH_DB"
    assert_equal "$(coach user list --all -o id)" "$(cat "$BATS_TEST_TMPDIR"/race/*.out)"
}

@test "16 processes that find an old schema: one upgrades it, and all go on" {
    local wanted
    wanted=$(database_query "SELECT version FROM about")
    # the last step is taken back
    database_query "SET client_min_messages = error; DROP TABLE coach.operation_change, coach.operation;
        UPDATE coach.about SET version = $wanted - 1"
    run_coach 0 __complete -- user show ""
    assert_equal "$output$stderr" ""
    assert_equal "$(database_query "SELECT version FROM about")" $((wanted - 1))
    at_once 16 tag list --json
    assert_equal "$(codes)" "16×0"
    assert_equal "$(cat "$BATS_TEST_TMPDIR"/race/*.out "$BATS_TEST_TMPDIR"/race/*.err | sort -u)" "[]"
    assert_equal "$(database_query "SELECT version FROM about")" "$wanted"
    # what was made is the same as what init makes
    database_query "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns
        WHERE table_schema = 'coach' ORDER BY 1, 2" >"$BATS_TEST_TMPDIR/upgraded"
    database_drop
    new_database
    database_query "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns
        WHERE table_schema = 'coach' ORDER BY 1, 2" | diff - "$BATS_TEST_TMPDIR/upgraded"
}

@test "an upgrade that waits for its turn can be interrupted" {
    local pid
    database_query "UPDATE about SET version = 1"
    lock "BEGIN; LOCK TABLE coach.about IN EXCLUSIVE MODE"
    env --default-signal=INT "$COACH_BIN" tag list -c core.busy_timeout=60000 >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" 3>&- &
    pid=$!
    until [[ $(server_psql "$COACH_SERVER" postgres -c "SELECT count(*) FROM pg_locks WHERE NOT granted") != 0 ]]; do sleep 0.01; done
    kill -INT $pid
    status=0
    wait $pid || status=$?
    assert_equal "$status $(cat "$BATS_TEST_TMPDIR/out" "$BATS_TEST_TMPDIR/err")" "130 coach: interrupted"
    run_coach 4 tag list -c core.busy_timeout=100
    assert_equal "$stderr" "coach: $COACH_DB is locked by another program for more than 100 ms
hint: try again, or wait longer with -c core.busy_timeout=60000"
    unlock
    assert_equal "$(database_query "SELECT version FROM about")" 1
}

@test "a part of a transaction that fails is not lost sight of" {
    mkdir "$BATS_TEST_TMPDIR/unit"
    cp "${COACH_BIN%/*}/unit/test_transaction" "$BATS_TEST_TMPDIR/unit"
    ln -s "$(realpath "${COACH_BIN%/*}/modules")" "$BATS_TEST_TMPDIR/unit/modules"
    run "$BATS_TEST_TMPDIR/unit/test_transaction" "$COACH_DB"
    refute_output --partial 'not ok'
    assert_success
}

@test "of 16 processes that add the same name one wins, and the others are told so" {
    at_once 16 tag add Knees -o id
    assert_equal "$(codes)" "1×0 15×1"
    assert_equal "$(sort -u "$BATS_TEST_TMPDIR"/race/*.err | grep -c .)" "$(refuses 1 "" tag add knees && grep -c . <<<"$stderr")"
    assert_equal "$(coach tag list -o id)" "$(cat "$BATS_TEST_TMPDIR"/race/*.out)"
    at_once 16 trainer add new@example.org --first-name N --last-name O -o id
    assert_equal "$(codes)" "1×0 15×1"
    assert_equal "$(coach user list --search new@ --fields email -o id)" new@example.org
}

@test "what another program takes away meanwhile is not referred to" {
    coach category add Yoga -o id
    lock "BEGIN; DELETE FROM category WHERE name = 'Yoga'"
    "$COACH_BIN" trainer categorize $anna Yoga >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" 3>&- &
    until [[ $(server_psql "$COACH_SERVER" postgres -c "SELECT count(*) FROM pg_stat_activity
        WHERE datname = '${COACH_DB##*/}' AND wait_event_type = 'Lock'") == 1 ]]; do sleep 0.02; done
    unlock COMMIT
    status=0
    wait $! || status=$?
    assert_equal "$status" 3
    [[ $(cat "$BATS_TEST_TMPDIR/err") == 'coach: there is no category "Yoga"'* ]] || fail "$(cat "$BATS_TEST_TMPDIR/err")"
    assert_equal "$(database_faults)" ""
}

# ---- The library ----

@test "a program may write while it reads a list" {
    local library sanitize=()
    library=$(dirname "$COACH_BIN")
    ! ldd "$library/libcoach.so" | grep -q libasan || sanitize=(-fsanitize=address,undefined)
    cat >"$BATS_TEST_TMPDIR/both.c" <<'END'
#include <coach.h>
#include <stdio.h>

int main(int argc, char **argv) {
    coach_settings settings = {
        .database = argv[argc - 1], .actor = "admin@example.org", .time_zone = "UTC", .busy_timeout_ms = 2000};
    coach_query query = {.view.fields = "email"};
    coach_label_request tag = {.name = "meanwhile"};
    const coach_cell *row;
    coach_cursor *cursor;
    coach_id id;
    coach *c;
    int rows = 1;
    if (coach_new(&settings, &c) != COACH_OK || coach_open(c, COACH_WRITE) != COACH_OK ||
        coach_list(c, COACH_USER, &query, &cursor) != COACH_OK || coach_cursor_next(cursor, &row) != COACH_OK)
        return 1;
    if (coach_label_add(c, COACH_TAG, &tag, &id) != COACH_OK)
        return puts(coach_last_failure(c)->message), 2;
    while (coach_cursor_next(cursor, &row) == COACH_OK && row)
        rows++;
    coach_cursor_close(cursor);
    coach_free(c);
    return printf("%d\n", rows) < 0;
}
END
    gcc "${sanitize[@]}" -I"$BATS_TEST_DIRNAME/../lib" -o "$BATS_TEST_TMPDIR/both" "$BATS_TEST_TMPDIR/both.c" \
        -L"$library" -lcoach "-Wl,-rpath,$BATS_TEST_TMPDIR"
    ln -s "$library/libcoach.so" "$BATS_TEST_TMPDIR/libcoach.so.0"
    ln -s "$library/modules" "$BATS_TEST_TMPDIR/modules"
    run "$BATS_TEST_TMPDIR/both" "$COACH_DB"
    assert_equal "$status $output" "0 $(database_query "SELECT count(*) FROM app_user WHERE is_active")"
    run_coach 0 tag show meanwhile --fields name -o id
    assert_equal "$output" meanwhile
}
