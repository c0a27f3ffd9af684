#!/usr/bin/env bats
# migrate.bats - everything to another database, of either engine, and back.

# Each test goes from a file to a server and back, so that both are asked in any case.
# bats file_tags=sqlite
load practice

nouns=(user trainer category tag visibility program "program session" relationship session plan)

setup_file() {
    # not below the tests' own directory, where the server's user may not go
    local cluster
    cluster=$(mktemp -d "${TMPDIR:-/tmp}/coach-pg.XXXXXX")
    chmod 755 "$cluster"
    echo "$cluster" >"$BATS_FILE_TMPDIR/cluster"
    "$BATS_TEST_DIRNAME/cluster.sh" start "$cluster"
}

teardown_file() {
    "$BATS_TEST_DIRNAME/cluster.sh" stop "$(cat "$BATS_FILE_TMPDIR/cluster")"
}

prepare() {
    cluster=$(cat "$BATS_FILE_TMPDIR/cluster")
    small_studio
}

teardown() {
    if mountpoint -q "$BATS_TEST_TMPDIR/disk"; then
        umount "$BATS_TEST_TMPDIR/disk"
    fi
}

# ---- Helpers ----

sql() { # sql DATABASE STATEMENT…: as the server's owner
    local database=$1
    shift
    psql -qXAt -v ON_ERROR_STOP=1 -h "$cluster" -U postgres -d "$database" "${@/#/-c}"
}

# server [NAME]: makes an empty database on the server; sets address to what names it.
server() {
    local name=${1:-d$BATS_TEST_NUMBER}
    sql postgres "CREATE DATABASE $name"
    address="postgres://postgres@/$name?host=$cluster"
}

# nothing_on_server: what was to be made there is not.
nothing_on_server() {
    assert_equal "$(sql "d$BATS_TEST_NUMBER" "SELECT to_regnamespace('coach') IS NULL")" t
}

# A studio with something in every table and every kind of text.
hostile=$'tab\there, back\\slash, \\N, \\., "double" and \'single\' quotes, \\t \\n \\x41 %s $1 :1\n\\.\n\\N\nünï ✓ 🏋️ e\xcc\x81\n'
full_studio() {
    local session plan
    coach user edit $ben --notes "$hostile" --phone '\N' --date-of-birth 1988-02-29 -o id
    coach user edit $dana --notes "" -o id || true
    coach trainer edit $anna --rate 75.50 --currency EUR --bio "$hostile" --specializations 'a\b' \
        --certifications '[{"name": "\\N \"A\" \t",  "year": 2020, "big": 123456789012345678901234567890, "e": 1.50e+3},"\u00e9✓"]' -o id
    coach category add "$(printf 'Strength \\t')" --description "$hostile" -o id
    coach category add Mobility -o id
    coach tag add "'; DROP TABLE tag; --" -o id
    coach tag add '\.' -o id
    coach tag add gone -o id
    coach trainer categorize $anna Mobility --primary -o id
    coach trainer categorize $anna 'Strength \t' -o id
    coach trainer categorize $carl Mobility -o id
    coach trainer tag $anna '\.' gone -o id
    coach trainer untag $anna gone -o id
    coach tag archive gone -o id
    coach visibility add GUESTS --description 'only \\ guests' -o id
    coach program add Couch-to-5K --description "$hostile" --notes x -o id
    coach program session add Couch-to-5K --day 40 --at 7am --title 'Run \N' --type GROUP --description "$hostile" -o id
    session=$(book "2026-12-08 10:00" --location 'C:\new' --description "$hostile")
    coach session start "$session" --at "2026-12-07 10:00" -o id
    coach session complete "$session" --at "2026-12-07 11:00" --trainer-notes "$hostile" -o id
    coach session feedback "$session" --rating 5 --feedback '👍\' -o id
    session=$(book "2026-12-09 10:00")
    coach session cancel "$session" --reason "\\N \\t 'late' ✓" -o id
    session=$(book "2026-12-10 10:00")
    coach session archive "$session" -o id
    printf '%s' '\\N 100 % \\t ✓' >"$BATS_TEST_TMPDIR/error"
    coach remind --kind followup -c remind.command="sh -c 'cat \"\$0\"; exit 3' '$BATS_TEST_TMPDIR/error'" -o id || true
    book "0001-01-02T10:00Z"
    book "9999-12-30T10:00Z"
    plan=$(coach plan create --client $ben --trainer $anna --name Summer --start 2026-12-01 --end 2027-01-01 \
        --program Couch-to-5K --goals "$hostile" -o id)
    coach plan create --client $ben --name Run --start 2026-12-01 --program Couch-to-5K --schedule -o id
    coach plan pause "$plan" -o id
    coach relationship start --client $cleo --trainer $carl --type HYBRID --notes "$hostile" -o id
    coach relationship end "$(coach relationship list --client $cleo -o id)" --reason 'moved \ away' -o id
    coach user archive $dana -o id
}

# rows DATABASE: every row of every noun, archived ones too.
rows() {
    local noun
    for noun in "${nouns[@]}"; do
        coach --db "$1" $noun list --all --json || return
    done
    coach --db "$1" remind log --all --json
}

# sums: the digests that migrate has printed.
sums() {
    jq -c '.[] | [.name, .rows, .sha256]' <<<"$output"
}

# many_tags FILE COUNT: adds tags without a command for each.
many_tags() {
    sqlite3 "$1" "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $2)
        INSERT INTO tag SELECT randomblob(16), 'tag ' || i, 'tag ' || i, NULL, 'tag ' || i, id, 0, 0, 1 FROM app_user, n
        WHERE email = 'admin@example.org'"
}

# not_copied STATUS MESSAGE ARGS…: migrate refuses, and the old database is as it was, and in use.
not_copied() {
    local said
    refuses "$1" "$2" migrate "${@:3}"
    said=$stderr
    run_coach 0 tag add "still in use"
    sqlite3 "$COACH_DB" "DELETE FROM tag"
    stderr=$said
}

# leaves_no_file: beside the database there is nothing.
leaves_no_file() {
    assert_equal "$(find "$BATS_TEST_TMPDIR" -name "${1:-new}.db*")" ""
}

# ---- There and back ----

@test "everything goes to a server and back, and is the same at every step" {
    full_studio >/dev/null
    local before there first
    before=$(rows "$COACH_DB")
    server
    succeeds migrate --to "$address" --json
    there=$(sums)
    assert_json 'map(.name)' '["visibility","app_user","category","tag","program","trainer_profile","trainer_category",
        "trainer_tag","client_trainer_relationship","training_session","training_plan","session_series","availability",
        "time_off","program_session","reminder","calendar_link","operation","operation_change"]'
    assert_json 'map(.rows)' '[4,6,2,3,1,2,3,2,2,6,2,0,0,0,1,1,0,40,46]'
    assert_equal "$(rows "$address")" "$before"
    succeeds migrate --db "$address" --to "$BATS_TEST_TMPDIR/back.db" --json
    assert_equal "$(sums)" "$there"
    assert_equal "$(rows "$BATS_TEST_TMPDIR/back.db")" "$before"
    assert_equal "$(stat -c %a "$BATS_TEST_TMPDIR/back.db")" 600
    assert_equal "$(sqlite3 "$BATS_TEST_TMPDIR/back.db" 'PRAGMA integrity_check; PRAGMA foreign_key_check')" ok
    # the links, which no list shows whole
    for table in trainer_category trainer_tag; do
        first="SELECT * FROM $table ORDER BY 1, 2"
        assert_equal "$(sqlite3 -quote "$BATS_TEST_TMPDIR/back.db" "$first")" "$(sqlite3 -quote "$COACH_DB" "$first")"
    done
}

@test "between two files, and between two servers" {
    full_studio >/dev/null
    local before there one
    before=$(rows "$COACH_DB")
    succeeds migrate --to "$BATS_TEST_TMPDIR/two.db" --json
    there=$(sums)
    assert_equal "$(rows "$BATS_TEST_TMPDIR/two.db")" "$before"
    server one$BATS_TEST_NUMBER
    one=$address
    succeeds migrate --db "$BATS_TEST_TMPDIR/two.db" --to "$one" --json
    server
    succeeds migrate --db "$one" --to "$address" --json
    assert_equal "$(sums)" "$there"
    assert_equal "$(rows "$address")" "$before"
    # a new one has the same indexes and references as one that was made by init
    local schema="SELECT type, name, sql FROM sqlite_master WHERE name <> 'moved' ORDER BY type, name"
    assert_equal "$(sqlite3 "$BATS_TEST_TMPDIR/two.db" "$schema")" "$(sqlite3 "$COACH_DB" "$schema")"
    server init$BATS_TEST_NUMBER
    coach --db "$address" init --email admin@example.org --first-name A --last-name B -o id
    local dump=(pg_dump -s -h "$cluster" -U postgres)
    assert_equal "$("${dump[@]}" d$BATS_TEST_NUMBER | grep -v '^.[un]*restrict')" \
        "$("${dump[@]}" init$BATS_TEST_NUMBER | grep -v '^.[un]*restrict')"
}

@test "what is copied can be worked with" {
    server
    coach migrate --to "$address"
    export COACH_DB=$address
    run_coach 0 session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title A --at "2026-12-08 10:00"
    run_coach 1 session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title B --at "2026-12-08 10:30"
    run_coach 1 user add $ben --first-name B --last-name C
    run_coach 0 migrate --to "$BATS_TEST_TMPDIR/back.db"
    export COACH_DB=$BATS_TEST_TMPDIR/back.db
    run_coach 1 session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title B --at "2026-12-08 10:30"
    run_coach 1 user add $ben --first-name B --last-name C
    run_coach 0 tag add after
}

@test "what commands refuse but a database may hold is copied to the byte" {
    server
    sqlite3 "$COACH_DB" "UPDATE app_user SET notes = 'cr' || char(13) || char(10) || char(1, 8, 11, 12, 27, 127, 133, 8238),
        first_name = '\\' || char(13), phone = '' WHERE email = 'ben@example.org';
        UPDATE trainer_profile SET certifications = ' { \"a\" : 1.0 ,
 \"a\":\"\\u0000\" } '"
    local columns="SELECT hex(notes), hex(first_name), hex(phone), certifications FROM app_user, trainer_profile
        ORDER BY app_user.id, trainer_profile.id"
    coach migrate --to "$address"
    coach migrate --db "$address" --to "$BATS_TEST_TMPDIR/back.db"
    assert_equal "$(sqlite3 "$BATS_TEST_TMPDIR/back.db" "$columns")" "$(sqlite3 "$COACH_DB" "$columns")"
}

@test "a server has the columns that a file has" {
    server
    coach migrate --to "$address"
    local there here
    there=$(sql d$BATS_TEST_NUMBER "SELECT table_name || '.' || column_name || ' ' || (is_nullable = 'YES')
        FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
        WHERE table_schema = 'coach' AND table_type = 'BASE TABLE' AND table_name <> 'about' ORDER BY 1")
    here=$(sqlite3 "$COACH_DB" "SELECT t.name || '.' || c.name || iif(c.\"notnull\", ' false', ' true')
        FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name <> 'moved' ORDER BY 1")
    assert_equal "$there" "$here"
}

# ---- Output ----

@test "the tables are rows like any others, in every format" {
    run_coach 0 migrate --copy --to "$BATS_TEST_TMPDIR/1.db" --fields name,rows
    assert_line --index 0 "name                         rows"
    assert_line --index 2 "app_user                        6"
    assert_equal "$stderr" ""
    run_coach 0 migrate --copy --to "$BATS_TEST_TMPDIR/2.db" -o id
    assert_line --index 1 app_user
    run_coach 0 migrate --copy --to "$BATS_TEST_TMPDIR/3.db" -o csv --fields rows,name
    assert_line --index 0 $'rows,name\r'
    assert_line --index 2 $'6,app_user\r'
    run_coach 0 migrate --copy --to "$BATS_TEST_TMPDIR/4.db" -o jsonl
    assert_equal "$(jq -r 'select(.name == "category") | .sha256' <<<"$output")" "$(printf '' | sha256sum | cut -d' ' -f1)"
    refuses 2 "a migration has no field \"nope\"" migrate --copy --to "$BATS_TEST_TMPDIR/new.db" --fields nope
    leaves_no_file
}

@test "the bar is shown on a terminal only, and is gone in the end" {
    many_tags "$COACH_DB" 20000
    run expect -c "set timeout 60; spawn -noecho $COACH_BIN migrate --copy --to $BATS_TEST_TMPDIR/a.db; expect eof"
    [[ $output == *$'\r['*'##'*' % tag'*$'\r\e[K'*name*rows*sha256* ]] || fail "$output"
    run --separate-stderr "$COACH_BIN" migrate --copy --to "$BATS_TEST_TMPDIR/b.db"
    assert_equal "$stderr" ""
}

# ---- The old one ----

@test "a file that has moved is refused, for reading and for writing, with the new address" {
    local before
    coach migrate --to "$BATS_TEST_TMPDIR/new.db"
    refuses 4 "$COACH_DB has moved" user list
    assert_equal "$stderr" "coach: $COACH_DB has moved
hint: it is now $BATS_TEST_TMPDIR/new.db"
    refuses 4 "$COACH_DB has moved" tag add x
    refuses 4 "$COACH_DB has moved" migrate --to "$BATS_TEST_TMPDIR/third.db"
    refuses 4 "$COACH_DB has moved" migrate --copy --to "$BATS_TEST_TMPDIR/third.db"
    leaves_no_file third
    run_coach 4 user list --json
    assert_equal "$(jq -c '.error | [.code, .hint]' <<<"$stderr")" "[\"storage\",\"it is now $BATS_TEST_TMPDIR/new.db\"]"
    refuses 1 "exists already" init --email a@example.org --first-name A --last-name B
    run_coach 0 --db "$BATS_TEST_TMPDIR/new.db" tag add x
}

@test "a path in the hint means the same from everywhere" {
    cd "$BATS_TEST_TMPDIR"
    mkdir -p some/where
    coach migrate --to some/where/../new.db
    cd /
    run_coach 4 user list
    hints "it is now $BATS_TEST_TMPDIR/some/new.db"
}

@test "a server that has moved is refused, and no password is ever shown" {
    local old secret=tops3cret with
    server old$BATS_TEST_NUMBER
    old=$address
    coach migrate --to "$old"
    server
    with=${address/postgres@/postgres:$secret@}
    run_coach 0 migrate --db "${old/postgres@/postgres:$secret@}" --to "$with&application_name=x&password=$secret"
    [[ $stderr != *$secret* ]]
    run_coach 4 --db "$old" user list
    assert_equal "$stderr" "coach: $old has moved
hint: it is now $address&application_name=x"
    run_coach 4 --db "$old" tag add x
    hints "it is now $address"
    assert_equal "$(sql old$BATS_TEST_NUMBER "SELECT count(*) FROM coach.about WHERE moved_to LIKE '%$secret%'")" 0
    run_coach 0 --db "$address" tag add x
    # a file that went to a server
    COACH_DB=$BATS_TEST_TMPDIR/second.db
    new_database
    server file$BATS_TEST_NUMBER
    coach migrate --to "${address/postgres@/postgres:$secret@}"
    run_coach 4 tag list
    hints "it is now $address"
    assert_equal "$(grep -c $secret "$COACH_DB")" 0
}

@test "--copy leaves the old one in use" {
    server
    succeeds migrate --copy --to "$address"
    run_coach 0 tag add x
    run_coach 0 --db "$address" tag list -o id
    assert_output ""
    succeeds --db "$address" migrate --copy --to "$BATS_TEST_TMPDIR/back.db"
    run_coach 0 --db "$address" tag add y
    assert_equal "$(sqlite3 "$COACH_DB" "SELECT count(*) FROM sqlite_master WHERE name = 'moved'")" 0
}

@test "--copy takes what may only be read" {
    local place
    place=$(mktemp -d "${TMPDIR:-/tmp}/coach.XXXXXX")
    mkdir "$place/data"
    cp "$COACH_DB" "$place/data/coach.db"
    cp "$COACH_BIN" "$place/coach"
    chmod -R a+rX "$place"
    chmod 555 "$place/data"
    local run=(env HOME="$place" COACH_DB="$place/data/coach.db" "$place/coach" migrate)
    [[ $(id -u) != 0 ]] || run=(setpriv --reuid=65534 --regid=65534 --clear-groups "${run[@]}")
    mkdir -m 777 "$place/out"
    run --separate-stderr "${run[@]}" --copy --to "$place/out/new.db" -o id
    assert_equal "$status $stderr" "0 "
    run --separate-stderr "${run[@]}" --to "$place/out/other.db"
    assert_equal "$status" 4
    [[ $stderr == *"read-only"* && ! -e $place/out/other.db ]] || fail "$stderr"
    chmod 755 "$place/data"
    rm -rf "$place"
}

# ---- Refused ----

@test "a new database that exists already is refused, and nothing changes" {
    local there
    server
    coach --db "$address" init --email b@example.org --first-name A --last-name B -o id
    not_copied 1 "a database of coach's exists already" --to "$address"
    hints "use it as it is, or name another"
    assert_equal "$(coach --db "$address" user list --fields email -o id)" b@example.org
    coach --db "$BATS_TEST_TMPDIR/there.db" init --email b@example.org --first-name A --last-name B -o id
    there=$(sha256sum <"$BATS_TEST_TMPDIR/there.db")
    not_copied 1 "there.db exists already" --to "$BATS_TEST_TMPDIR/there.db"
    assert_equal "$(sha256sum <"$BATS_TEST_TMPDIR/there.db")" "$there"
    ln -s "$COACH_DB" "$BATS_TEST_TMPDIR/link.db"
    refuses 1 "link.db is the database itself" migrate --to "$BATS_TEST_TMPDIR/link.db"
}

@test "both must not be the same" {
    not_copied 1 "is where everything is already" --to "$COACH_DB"
    cd "$BATS_TEST_TMPDIR"
    refuses 1 "is where everything is already" migrate --to ./coach.db
    server
    coach migrate --to "$address"
    run_coach 1 --db "$address" migrate --to "$address"
    [[ $stderr == *"$address is where everything is already"* ]] || fail "$stderr"
    run_coach 1 --db "$address" migrate --to "${address/postgres:/postgresql:}"
    [[ $stderr == *"a database of coach's exists already"* ]] || fail "$stderr"
    run_coach 0 --db "$address" tag add x
}

@test "a place that cannot be reached or made leaves the old one in use" {
    refuses 2 "--copy needs --to" migrate --copy
    refuses 4 "cannot be reached" migrate --to "postgres://postgres@/x?host=$BATS_TEST_TMPDIR"
    refuses 4 "does not exist" migrate --to "postgres://postgres@/nowhere?host=$cluster"
    refuses 4 "the path of the database is empty" migrate --to ""
    : >"$BATS_TEST_TMPDIR/file"
    refuses 4 "cannot be made" migrate --to "$BATS_TEST_TMPDIR/file/new.db"
    not_copied 4 "is not the address" --to "postgres://[x"
    run_coach 4 --db "$BATS_TEST_TMPDIR/none.db" migrate --to "$BATS_TEST_TMPDIR/new.db"
    [[ $stderr == *"there is no database at"* ]] || fail "$stderr"
    leaves_no_file
    # directories that were made on the way go too
    sqlite3 "$COACH_DB" "PRAGMA ignore_check_constraints = ON; UPDATE app_user SET first_name = ''"
    refuses 1 "" migrate --to "$BATS_TEST_TMPDIR/a/b/new.db"
    [[ ! -e $BATS_TEST_TMPDIR/a ]]
}

@test "what came back otherwise than it went rolls all back" {
    server
    # a text goes as far as its first NUL: it is shorter there
    sqlite3 "$COACH_DB" "UPDATE app_user SET notes = CAST(x'610062' AS TEXT) WHERE email = 'ben@example.org'"
    not_copied 4 "app_user is not the same in $address: 6 rows with SHA-256 " --to "$address"
    nothing_on_server
    not_copied 4 "app_user is not the same in $BATS_TEST_TMPDIR/new.db: 6 rows with SHA-256 " --to "$BATS_TEST_TMPDIR/new.db"
    leaves_no_file
    # a number that the server writes in another way
    sqlite3 "$COACH_DB" "UPDATE app_user SET notes = NULL;
        UPDATE trainer_profile SET hourly_rate = '075.5', currency = 'EUR'"
    not_copied 4 "trainer_profile is not the same in $address" --to "$address"
    nothing_on_server
}

@test "what the server asks to be done again is done from the start" {
    local before
    server
    # the first time that indexes are made when all rows are there
    sql "d$BATS_TEST_NUMBER" "CREATE SEQUENCE public.tries" 'CREATE FUNCTION public.not_yet() RETURNS event_trigger LANGUAGE plpgsql AS $$
        DECLARE
            full_up boolean := false;
        BEGIN
            IF to_regclass($_$coach.app_user$_$) IS NOT NULL THEN
                EXECUTE $_$SELECT EXISTS (SELECT 1 FROM coach.app_user)$_$ INTO full_up;
            END IF;
            IF full_up AND NOT (SELECT is_called FROM public.tries) THEN
                PERFORM nextval($_$public.tries$_$);
                RAISE SQLSTATE $_$40001$_$;
            END IF;
        END $$' "CREATE EVENT TRIGGER not_yet ON ddl_command_end WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION public.not_yet()"
    before=$(rows "$COACH_DB")
    succeeds migrate --to "$address" --json
    assert_json length 19
    assert_equal "$(sql "d$BATS_TEST_NUMBER" "SELECT is_called FROM public.tries")" t
    assert_equal "$(rows "$address")" "$before"
}

@test "a row that the new database refuses rolls all back" {
    server
    sqlite3 "$COACH_DB" "UPDATE app_user SET notes = CAST(x'ff' AS TEXT) WHERE email = 'ben@example.org'"
    not_copied 1 "the database refuses the row" --to "$address"
    hints "nothing has been copied, and $COACH_DB is in use as before"
    nothing_on_server
    sqlite3 "$COACH_DB" "UPDATE app_user SET notes = NULL; PRAGMA foreign_keys = OFF;
        DELETE FROM app_user WHERE email = 'dana@example.org';
        UPDATE app_user SET created_by = randomblob(16) WHERE email = 'cleo@example.org'"
    not_copied 1 "" --to "$address"
    nothing_on_server
    not_copied 1 "a row of app_user refers to one that does not exist" --to "$BATS_TEST_TMPDIR/new.db"
    leaves_no_file
}

@test "a full disk leaves no file" {
    local disk=$BATS_TEST_TMPDIR/disk limit=""
    many_tags "$COACH_DB" 20000
    mkdir "$disk"
    mount -t tmpfs -o size=1m coach-test "$disk" 2>/dev/null || limit="ulimit -f 1000; trap '' XFSZ;"
    run --separate-stderr bash -c "$limit"' "$0" "$@"' "$COACH_BIN" migrate --to "$disk/deep/new.db"
    assert_equal "$status $output" "4 "
    [[ $stderr == "coach: "*"full"* || $stderr == "coach: "*"new.db"* ]] || fail "$stderr"
    assert_equal "$(ls -A "$disk")" ""
    run_coach 0 tag add after
}

@test "where the new one stands but the old one cannot be marked, that is said" {
    server
    coach migrate --to "$address"
    sql d$BATS_TEST_NUMBER "CREATE FUNCTION public.no() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''not today''; END'" \
        "CREATE TRIGGER no BEFORE UPDATE ON coach.about EXECUTE FUNCTION public.no()"
    run_coach 4 --db "$address" migrate --to "$BATS_TEST_TMPDIR/new.db"
    [[ $stderr == "coach: everything is in $BATS_TEST_TMPDIR/new.db now, but $address could not be marked as moved: "*"not today"* ]] ||
        fail "$stderr"
    hints "put the old one away"
    assert_equal "$(rows "$BATS_TEST_TMPDIR/new.db")" "$(rows "$address")"
    run_coach 0 --db "$address" tag add x
}

@test "only who sees every row may copy them" {
    local admin trainer
    server
    coach migrate --to "$address"
    coach --db "$address" server setup
    sql d$BATS_TEST_NUMBER "CREATE ROLE anna$BATS_TEST_NUMBER LOGIN IN ROLE coach_trainer" \
        "CREATE ROLE ada$BATS_TEST_NUMBER LOGIN IN ROLE coach_admin"
    coach --db "$address" user edit $anna --db-role anna$BATS_TEST_NUMBER
    admin=${address/postgres@/ada$BATS_TEST_NUMBER@} trainer=${address/postgres@/anna$BATS_TEST_NUMBER@}
    for copy in --copy ""; do
        # shellcheck disable=SC2086
        run_coach 4 --db "$trainer" migrate $copy --to "$BATS_TEST_TMPDIR/new.db"
        [[ $stderr == *"does not "* ]] || fail "$stderr"
        leaves_no_file
    done
    # an admin's copy is whole; the mark is the owner's
    run_coach 4 --db "$admin" migrate --to "$BATS_TEST_TMPDIR/new.db"
    [[ $stderr == *"does not permit that"* ]] || fail "$stderr"
    leaves_no_file
    run_coach 0 --db "$admin" migrate --copy --to "$BATS_TEST_TMPDIR/new.db"
    assert_equal "$(rows "$BATS_TEST_TMPDIR/new.db")" "$(rows "$address")"
}

@test "limits of time that are meant for everyday commands do not hold for it" {
    many_tags "$COACH_DB" 100000
    server to$BATS_TEST_NUMBER
    sql postgres "ALTER DATABASE to$BATS_TEST_NUMBER SET statement_timeout = '200ms'" \
        "ALTER DATABASE to$BATS_TEST_NUMBER SET idle_in_transaction_session_timeout = '200ms'"
    run_coach 0 migrate --to "$address"
    run_coach 0 migrate --db "$address" --to "$BATS_TEST_TMPDIR/new.db"
    run_coach 4 --db "$address" tag list
}

# ---- Stopped ----

# interrupt_when CONDITION ARGS…: runs migrate, and sends it what Ctrl-C sends as soon as the condition holds.
interrupt_when() {
    local condition=$1 pid
    shift
    # bash lets background processes ignore the interrupt of the keyboard
    env --default-signal=INT "$COACH_BIN" migrate "$@" >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" 3>&- &
    pid=$!
    until eval "$condition" || ! kill -0 $pid 2>/dev/null; do sleep 0.005; done
    kill -INT $pid
    status=0
    wait $pid || status=$?
    assert_equal "$status $(cat "$BATS_TEST_TMPDIR/out" "$BATS_TEST_TMPDIR/err")" "130 coach: interrupted"
}

@test "Ctrl-C while a file is written leaves none, and the old one in use" {
    many_tags "$COACH_DB" 300000
    interrupt_when 'compgen -G "$BATS_TEST_TMPDIR/new.db.*"' --to "$BATS_TEST_TMPDIR/new.db"
    leaves_no_file
    run_coach 0 tag add after
}

@test "Ctrl-C while a server is written to leaves nothing there" {
    many_tags "$COACH_DB" 300000
    server
    interrupt_when '[[ $(sql postgres "SELECT count(*) FROM pg_stat_activity WHERE datname = '"'d$BATS_TEST_NUMBER'"'
        AND query LIKE '"'COPY%'"'") != 0 ]]' --to "$address"
    nothing_on_server
    run_coach 0 tag add after
    # while it waits there
    sql d$BATS_TEST_NUMBER "SELECT pg_advisory_lock(1129276232), pg_sleep(20)" >/dev/null 3>&- &
    interrupt_when '[[ $(sql postgres "SELECT count(*) FROM pg_locks WHERE NOT granted") != 0 ]]' \
        --to "$address" -c core.busy_timeout=60000
    sql postgres "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    wait
    nothing_on_server
    run_coach 0 tag add "after that"
}

@test "Ctrl-C while a server is read leaves it in use" {
    many_tags "$COACH_DB" 300000
    server
    coach migrate --to "$address"
    COACH_DB=$address interrupt_when 'compgen -G "$BATS_TEST_TMPDIR/new.db.*"' --to "$BATS_TEST_TMPDIR/new.db"
    leaves_no_file
    run_coach 0 --db "$address" tag add after
}

# ---- Others at the same time ----

# add_tags DATABASE WHO: adds tags until the database has moved; prints those that were taken.
add_tags() {
    local n code
    for ((n = 0; n < 2000; n++)); do
        code=0
        "$COACH_BIN" --db "$1" tag add "$2-$n" -o id --fields name -c core.busy_timeout=60000 2>"$BATS_TEST_TMPDIR/err.$2" || code=$?
        ((code == 0)) || break
    done
    echo "$code $(cat "$BATS_TEST_TMPDIR/err.$2")" >"$BATS_TEST_TMPDIR/end.$2"
}

# moves_under_load FROM TO: while others write, none of what was taken is lost, and each is told where it went.
moves_under_load() {
    local who
    for who in a b c d; do
        add_tags "$1" $who >"$BATS_TEST_TMPDIR/taken.$who" 3>&- &
    done
    sleep 0.3
    run_coach 0 migrate --db "$1" --to "$2" -c core.busy_timeout=60000
    wait
    for who in a b c d; do
        assert_equal "$(cat "$BATS_TEST_TMPDIR/end.$who")" "4 coach: $1 has moved
hint: it is now $2"
    done
    assert_equal "$(coach --db "$2" tag list --search - -o id --fields name | sort)" \
        "$(cat "$BATS_TEST_TMPDIR"/taken.? | sort)"
}

@test "nothing that others write meanwhile is lost, from a file" {
    many_tags "$COACH_DB" 20000
    server
    moves_under_load "$COACH_DB" "$address"
}

@test "nothing that others write meanwhile is lost, from a server" {
    many_tags "$COACH_DB" 20000
    server
    coach migrate --to "$address"
    moves_under_load "$address" "$BATS_TEST_TMPDIR/new.db"
}
