# lost.bats - the server dies, or the link to it does, in the middle of things: what was acknowledged is there, what was
# not can be told.
# bats file_tags=postgres

load helper
load logins

setup_file() {
    server_up fsync=on wal_writer_delay=10s
    logins_world
    database=postgres sql postgres "CREATE DATABASE studio"
    export COACH_USER=ada@example.org
    as postgres init --email ada@example.org --first-name Ada --last-name Admin -o id >/dev/null
}
teardown_file() {
    server_down
}
setup() {
    logins_world
    export COACH_USER=ada@example.org
}

# ---- The link ----

# between HOW [COMMAND…]: coach's way to the server leads through cut.py, until the test ends.
between() {
    mkdir -p "$BATS_TEST_TMPDIR/cut"
    coproc cutter { exec "$BATS_TEST_DIRNAME/cut.py" "$server/pg" "$BATS_TEST_TMPDIR/cut" "$@" 3>&-; }
    read -r _ <&"${cutter[0]}"
    export COACH_DB="postgres://postgres@/studio?host=$BATS_TEST_TMPDIR/cut"
}

teardown() {
    [[ -z ${waiting:-} ]] || standby ''
    [[ -z ${cutter_PID:-} ]] || kill "$cutter_PID"
}

count() { # count TABLE CONDITION
    sql postgres "SELECT count(*) FROM coach.$1 WHERE $2"
}

@test "a link that is lost while a new row is being kept: the row is looked up, and shown" {
    between after
    run_coach 0 tag add After --json
    assert_json .name '"After"'
    assert_equal "$stderr" ""
    assert_equal "$(count tag "name = 'After' AND id = '$(jq -r .id <<<"$output")'")" 1
}

@test "a link that is lost while a change is being kept: its outcome is looked up" {
    as postgres tag add Change -o id >/dev/null
    between after
    run_coach 0 tag edit Change --description Kept --json
    assert_json .description '"Kept"'
    assert_equal "$(count tag "description = 'Kept'")" 1
}

@test "a link that is lost before the change is kept: that is said, and nothing has changed" {
    between before
    run_coach 4 tag add Before
    assert_equal "$output" ""
    assert_equal "$stderr" "coach: the connection to $COACH_DB was lost before the change was kept
hint: nothing has been changed; try again"
    assert_equal "$(count tag "name = 'Before'")" 0
    run_coach 0 tag add Before -o id
}

@test "where the server does not come back, what became of the change is not known" {
    between gone
    run_coach 4 tag add Gone -c core.busy_timeout=300
    assert_equal "$output" ""
    assert_equal "$stderr" "coach: the connection to $COACH_DB was lost while the change was being kept: it is not known whether it was
hint: look before you try again"
    assert_equal "$(count tag "name = 'Gone'")" 1
}

# Nobody is the standby that has to have a change before it is seen, and before it is acknowledged.
standby() {
    waiting=$1
    sql postgres "ALTER SYSTEM SET synchronous_standby_names = '$1'" "SELECT pg_reload_conf()" >/dev/null
}

@test "a change that is kept already, but not yet seen, is waited for" {
    standby nobody
    between after
    run_coach 4 tag add Late -c core.busy_timeout=500
    assert_equal "$stderr" "coach: the connection to $COACH_DB was lost while the change was being kept: it is not known whether it was
hint: look before you try again"
    kill "$cutter_PID"
    rm -r "$BATS_TEST_TMPDIR/cut"
    between after
    { sleep 1; standby ''; } 3>&- &
    run_coach 0 tag add Later --json
    wait $!
    assert_json .name '"Later"'
    assert_equal "$(count tag "name = 'Later' AND id = '$(jq -r .id <<<"$output")'")" 1
}

# undone_after COMMAND…: a row is added, which is kept; then the command is run, and somebody takes the row back, all before
# coach can look.
undone_after() {
    printf '%s\n' '#!/usr/bin/env bash' 'set -e' "$@" "COACH_DB='$(at postgres)' '$COACH_BIN' undo -o id" >"$BATS_TEST_TMPDIR/undo"
    chmod +x "$BATS_TEST_TMPDIR/undo"
    between after "$BATS_TEST_TMPDIR/undo"
    run --separate-stderr coach tag add Undone --json
    assert_equal "$(count tag "name = 'Undone'")" 0
    assert_equal "$(sql postgres "SELECT command FROM coach.operation ORDER BY number DESC LIMIT 2")" \
        "coach undo -o id"$'\n'"coach tag add Undone --json"
}

@test "a new row that others took back before it could be looked up had been kept" {
    undone_after
    assert_equal "$status $stderr" "0 "
    assert_json .name '"Undone"'
}

@test "a login that sees only its own rows looks its change up too" {
    as postgres server setup 2>/dev/null
    sql postgres "CREATE ROLE tom LOGIN; GRANT coach_trainer TO tom"
    as postgres trainer add tom@example.org --first-name Tom --last-name Tate -o id >/dev/null
    as postgres user edit tom@example.org --db-role tom -o id >/dev/null
    between after
    COACH_USER='' COACH_DB=${COACH_DB/postgres@/tom@} run_coach 0 user add una@example.org --first-name Una --last-name Ude -o id
    assert_equal "$(count app_user "id = '$output'")" 1
}

# ---- Stopped while the server does not answer ----

# interrupted_at TEXT COMMAND…: what Ctrl-C sends comes when the link has gone silent before a message with TEXT.
interrupted_at() {
    local text=$1 pid
    shift
    between mute "$text"
    # bash lets background processes ignore the interrupt of the keyboard
    env --default-signal=INT timeout --foreground 20 "$COACH_BIN" "$@" -c core.busy_timeout=60000 \
        >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" 3>&- &
    pid=$!
    read -r _ <&"${cutter[0]}"
    pkill -INT -P $pid
    status=0
    wait $pid || status=$?
    assert_equal "$(cat "$BATS_TEST_TMPDIR/out")" ""
    stderr=$(cat "$BATS_TEST_TMPDIR/err")
}

@test "a change and a list can be interrupted where the server does not answer" {
    interrupted_at 'INSERT INTO tag' tag add Silent
    assert_equal "$status $stderr" "130 coach: interrupted"
    assert_equal "$(count tag "name = 'Silent'")" 0
    kill "$cutter_PID"
    rm -r "$BATS_TEST_TMPDIR/cut"
    interrupted_at ' FROM tag' tag list --json
    assert_equal "$status $(jq -r .error.code <<<"$stderr")" "130 interrupted"
}

@test "where it does not answer the COMMIT, what became of the change is not known" {
    interrupted_at COMMIT tag add Quiet
    assert_equal "$status $stderr" "4 coach: the connection to $COACH_DB was lost while the change was being kept: it is not known whether it was
hint: look before you try again"
}

@test "rows that go to the server in bulk can be interrupted where it reads no more of them" {
    export COACH_DB=$BATS_TEST_TMPDIR/many.db
    "$COACH_BIN" init --email ada@example.org --first-name Ada --last-name Admin -o id >/dev/null
    sqlite3 "$COACH_DB" "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
        INSERT INTO tag SELECT randomblob(16), 'tag ' || i, 'tag ' || i, NULL, 'tag ' || i, id, 0, 0, 1 FROM app_user, n"
    local file=$COACH_DB
    sql postgres "CREATE DATABASE silent"
    interrupted_at $'\ttag 1\t' --db "$file" migrate --to "postgres://postgres@/silent?host=$BATS_TEST_TMPDIR/cut"
    assert_equal "$status $stderr" "130 coach: interrupted"
    run_coach 0 --db "$file" tag show "tag 20000" -o id
}

@test "a host that does not answer is given up for the next one" {
    mkdir "$BATS_TEST_TMPDIR/silent"
    coproc cutter { exec "$BATS_TEST_DIRNAME/cut.py" / "$BATS_TEST_TMPDIR/silent" mute '' 3>&-; }
    read -r _ <&"${cutter[0]}"
    export COACH_DB="postgres://postgres@/studio?connect_timeout=1&host=/nowhere,$BATS_TEST_TMPDIR/silent,$server/pg"
    run_coach 0 user show ada@example.org -o id
    assert_equal "$stderr" ""
    export COACH_DB="postgres://postgres@/studio?connect_timeout=1&host=$server/pg,$BATS_TEST_TMPDIR/silent&port=5433,5432"
    run_coach 4 user show ada@example.org -o id
    assert_equal "$stderr" "coach: $COACH_DB cannot be reached: it does not answer"
}

# ---- The server that crashes ----

# After a crash the server gives numbers again that it gave to transactions of which nothing was kept yet.
# crash [COMMAND…]: how it does; else by a power cut.
crash() {
    (($#)) || set -- "'$BATS_TEST_DIRNAME/cluster.sh' kill '$server/pg'" "'$BATS_TEST_DIRNAME/cluster.sh' again '$server/pg'"
    cat >"$BATS_TEST_TMPDIR/crash" <<END
#!/usr/bin/env bash
set -e
$(printf '%s\n' "$@")
for _ in {1..4}; do '$psql_bin' -XAtq -h '$server/pg' -U postgres -c 'SELECT pg_current_xact_id()' studio; done >>'$BATS_TEST_TMPDIR/numbers'
END
    chmod +x "$BATS_TEST_TMPDIR/crash"
    between before "$BATS_TEST_TMPDIR/crash"
}

@test "a crash that gives the number of a new row's transaction to another one does not make it look kept" {
    crash
    run_coach 4 tag add Crash
    [[ $stderr == *"was lost before the change was kept"* ]] || fail "$stderr"
    assert_equal "$(count tag "name = 'Crash'")" 0
}

# Whether the number is given again depends on how much of the journal the server had written before it was killed.
@test "a crash that may give the number of a change to another transaction does not make it look kept" {
    as postgres tag add Again -o id >/dev/null
    crash
    run_coach 4 tag edit Again --description Lost
    [[ $stderr == *"it is not known whether it was"* || $stderr == *"was lost before the change was kept"* ]] || fail "$stderr"
    assert_equal "$(count tag "description = 'Lost'")" 0
}

# The server's own process stays, and starts the others again, which count from then on.
@test "a crash of one process that may give the number to another transaction does not make it look kept" {
    local since="pg_stat_get_bgwriter_stat_reset_time()" before
    before=$(sql postgres "SELECT $since")
    crash "pkill -KILL -P $(head -n 1 "$server/pg/data/postmaster.pid") -f 'postgres: postgres studio'" \
        "until [[ \$('$psql_bin' -XAtq -h '$server/pg' -U postgres -c \"SELECT $since > '$before'\" studio) == t ]]; do sleep 0.05; done"
    run_coach 4 tag add Crash
    [[ $stderr == *"was lost before the change was kept"* ]] || fail "$stderr"
    assert_equal "$(count tag "name = 'Crash'")" 0
}

@test "where the server has crashed and others took the new row back, it is not known whether that had been kept" {
    undone_after "'$BATS_TEST_DIRNAME/cluster.sh' kill '$server/pg'" "'$BATS_TEST_DIRNAME/cluster.sh' again '$server/pg'"
    assert_equal "$status" 4
    [[ $stderr == *"it is not known whether it was"* ]] || fail "$stderr"
}

# ---- The server ----

# book_all WORKER: books an hour of every day, again and again until each is acknowledged. Where coach says that nothing has
# been changed, it tries again; where it does not know, it looks first.
book_all() {
    local day title id code
    for day in {1..84}; do
        title="b-$1-$day-"
        while :; do
            code=0
            id=$(as postgres session schedule --relationship "$relationship" --type ONE_ON_ONE --title "$title" --duration 30m \
                --at "$(date -u -d "2027-01-01 + $day days" +%F) 0$1:00Z" -o id 2>"$server/error.$1") || code=$?
            [[ $code != 0 ]] || break
            [[ $code == 4 ]] || { echo "$title: $code $(<"$server/error.$1")" >>"$server/wrong"; return; }
            if grep -q "not known" "$server/error.$1"; then
                while ! id=$(as postgres session list --search "$title" -o id 2>/dev/null); do sleep 0.1; done
                [[ -z $id ]] || break
            elif ! grep -q "nothing has been changed\|cannot be reached\|try again" "$server/error.$1"; then
                echo "$title: $(<"$server/error.$1")" >>"$server/wrong"
            fi
            sleep 0.05
        done
        echo "$title|$id" >>"$server/acknowledged"
    done
}

@test "a server that is killed during 500 bookings has all that were acknowledged, and none twice" {
    local worker killed=0 workers=()
    as postgres trainer add anna@example.org --first-name Anna --last-name Berg -o id >/dev/null
    as postgres user add ben@example.org --first-name Ben --last-name Cole -o id >/dev/null
    relationship=$(as postgres relationship start --client ben@example.org --trainer anna@example.org --type ONLINE -o id)
    : >"$server/acknowledged"
    for worker in {1..6}; do
        book_all "$worker" 3>&- &
        workers+=($!)
    done
    for wanted in 120 250 380; do
        while (($(wc -l <"$server/acknowledged") < wanted)) && [[ ! -e $server/wrong ]] && kill -0 "${workers[0]}"; do sleep 0.05; done
        "$BATS_TEST_DIRNAME/cluster.sh" kill "$server/pg"
        "$BATS_TEST_DIRNAME/cluster.sh" again "$server/pg"
        killed=$((killed + 1))
    done
    wait "${workers[@]}"
    assert_equal "$killed" 3
    assert_file_not_exists "$server/wrong"
    assert_equal "$(wc -l <"$server/acknowledged")" 504
    assert_equal "$(sql postgres "SELECT title, id FROM coach.training_session ORDER BY title COLLATE \"C\"")" \
        "$(LC_ALL=C sort "$server/acknowledged")"
}
