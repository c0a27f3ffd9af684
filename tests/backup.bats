#!/usr/bin/env bats
# backup.bats - copies of the database in files, and a copy put in its place.

load helper

prepare() {
    small_studio
    cd "$BATS_TEST_TMPDIR"
}

# What a database says of everything that matters.
books() {
    coach --db "$1" user list --all -o jsonl
    coach --db "$1" relationship list --all -o jsonl
    coach --db "$1" log -o jsonl
}

# What its dated backups begin with.
stem() {
    basename "$COACH_DB" .db
}

sound() {
    assert_equal "$(sqlite3 "$1" 'PRAGMA integrity_check; PRAGMA foreign_key_check')" ok
}

@test "backup writes a file that is a database as this one stands" {
    run_coach 0 backup friday.db --json
    assert_json "{path, made_at, replaced}" '{"path":"friday.db","made_at":"2026-12-07T12:00:00Z","replaced":null}'
    assert_json ".bytes == $(stat -c %s friday.db)" true
    assert_equal "$stderr" ""
    sound friday.db
    assert_equal "$(stat -c %a friday.db)" 600
    assert_equal "$(books friday.db)" "$(books "$COACH_DB")"
}

@test "backup writes over nothing unless it is told to" {
    echo precious >friday.db
    refuses 1 "friday.db exists already" backup friday.db
    assert_equal "$(<friday.db)" precious
    run_coach 0 backup friday.db --force -o id
    assert_equal "$output" friday.db
    sound friday.db
}

# bats test_tags=sqlite
@test "backup does not write over the database itself" {
    refuses 1 "is the database itself" backup "$COACH_DB" --force
    ln "$COACH_DB" other.db
    refuses 1 "is the database itself" backup other.db --force
}

# bats test_tags=sqlite
@test "nor over what SQLite keeps beside it" {
    coach tag add x -o id
    assert_file_exists "$COACH_DB-journal"
    local end before
    before=$(sha256sum "$COACH_DB-journal")
    for end in journal wal shm; do
        refuses 1 "is the database itself" backup "$COACH_DB-$end" --force
        refuses 1 "is the database itself" backup "../${PWD##*/}/${COACH_DB##*/}-$end"
    done
    mkdir deep
    ln -s "$COACH_DB" deep/link.db
    refuses 1 "is the database itself" --db deep/link.db backup "$COACH_DB-journal" --force
    refuses 1 "is the database itself" --db deep/link.db migrate --copy --to "$COACH_DB-wal"
    assert_equal "$(sha256sum "$COACH_DB-journal")" "$before"
    assert_equal "$(find . -name '*-wal*' -o -name '*-shm*')" ""
}

@test "backup into a directory is named after the time, and --keep removes the oldest of such names only" {
    local name
    name=$(stem)
    mkdir own
    touch "own/$name-20200101T000000Z.db.txt" "own/my-$name-20200101T000000Z.db"
    COACH_NOW=2026-12-06T12:00:00Z run_coach 0 backup own -o id
    run_coach 0 backup own -o id
    assert_equal "$output" "own/$name-20261207T120000Z.db"
    COACH_NOW=2026-12-08T12:00:00Z run_coach 0 backup own --keep 2
    assert_equal "$stderr" "removed: own/$name-20261206T120000Z.db"
    assert_equal "$(cd own && echo *)" "$name-20200101T000000Z.db.txt $name-20261207T120000Z.db $name-20261208T120000Z.db my-$name-20200101T000000Z.db"
    run_coach 0 backup new/deep --keep 1 -o id
    assert_equal "$(stat -c %a new/deep)" 700
}

@test "two backups of one second are two files, and the older one goes first" {
    local n name
    name=$(stem)-20261207T120000Z
    mkdir own
    for n in {1..11}; do coach backup own -o id; done >made
    assert_equal "$(sed -n '1p;2p;11p' made)" "own/$name.db
own/${name}_2.db
own/${name}_11.db"
    sound "own/${name}_11.db"
    run_coach 0 backup own --keep 3 -o id
    assert_equal "$(cd own && echo *)" "${name}_10.db ${name}_11.db ${name}_12.db"
}

@test "backups that are made at once are all there" {
    local pids=() n
    for n in 1 2 3 4; do
        "$COACH_BIN" backup own --keep 3 -o id >/dev/null 3>&- &
        pids+=($!)
    done
    for n in "${pids[@]}"; do wait "$n"; done
    assert_equal "$(find own -name '*.db' | wc -l)" 3
    assert_equal "$(find own -type f | wc -l)" 3
}

# bats test_tags=sqlite
@test "databases that are backed up into one directory leave each other's files alone" {
    local one=$COACH_DB other=$PWD/other.db place=$PWD/place/coach.db
    COACH_DB=$other make_first
    mkdir place
    COACH_DB=$place make_first
    touch own.txt
    mkdir own
    echo "not a database" >own/coach-20200101T000000Z.db
    mkfifo own/coach-20200102T000000Z.db
    mkdir own/coach-20200103T000000Z.db
    local db
    for db in "$one" "$other" "$place"; do
        coach --db "$db" backup own -o id >/dev/null
        COACH_NOW=2026-12-08T12:00:00Z coach --db "$db" backup own -o id >/dev/null
    done
    assert_equal "$(cd own && ls)" "coach-20200101T000000Z.db
coach-20200102T000000Z.db
coach-20200103T000000Z.db
coach-20261207T120000Z.db
coach-20261207T120000Z_2.db
coach-20261208T120000Z.db
coach-20261208T120000Z_2.db
other-20261207T120000Z.db
other-20261208T120000Z.db"
    COACH_NOW=2026-12-09T12:00:00Z run_coach 0 --db "$place" backup own --keep 2
    assert_equal "$stderr" "removed: own/coach-20261207T120000Z_2.db"
    COACH_NOW=2026-12-09T12:00:00Z run_coach 0 --db "$one" backup own --keep 1
    assert_equal "$(sort <<<"$stderr")" "removed: own/coach-20261207T120000Z.db
removed: own/coach-20261208T120000Z.db"
    assert_equal "$(books own/coach-20261209T120000Z_2.db)" "$(books "$one")"
}

# bats test_tags=sqlite
@test "backups are named as the database is, whatever that is" {
    local name
    for name in "my practice.sqlite" .hidden noend $'new\nline.db'; do
        cp "$COACH_DB" "$name"
        COACH_DB=$PWD/$name run_coach 0 backup own --keep 2 -o id
    done
    assert_equal "$(cd own && printf '%q ' .[!.]* *)" \
        ".hidden-20261207T120000Z.db my\ practice-20261207T120000Z.db \$'new\\nline-20261207T120000Z.db' noend-20261207T120000Z.db "
}

@test "backup does not take the place of what is no file" {
    mkfifo pipe
    refuses 1 "pipe is not a file that could be replaced" backup pipe --force
    refuses 1 "pipe is not a file that could be replaced" backup pipe
    [[ $stderr == *"hint: coach backup - writes to whatever it is sent to"* ]]
    ln -s pipe link
    refuses 1 "link is not a file that could be replaced" backup link --force
    [[ -p pipe && -L link ]]
    assert_equal "$(find . -name 'pipe?*')" ""
}

@test "backup writes over the file to which a link leads" {
    echo old >real.db
    ln -s real.db latest.db
    run_coach 0 backup latest.db --force --json
    [[ -L latest.db ]]
    sound real.db
}

# bats test_tags=sqlite
@test "backup --keep says so where it cannot look for the oldest" {
    [[ -z ${ASAN_OPTIONS:-} ]] || skip "a sanitizer stands where the shim would"
    local n told=0
    coach backup own --keep 1 -o id
    for n in {1..30}; do
        run env COACH_NOW="2026-12-08T12:00:$((n + 10))Z" COACH_FAULT="open:$n+" \
            LD_PRELOAD="${COACH_BIN%/*}/tests/faults.so" "$COACH_BIN" backup own --keep 1 -o id
        [[ $status == 0 && $(find own -name '*.db' | wc -l) != 1 ]] || continue
        assert_output --partial "the oldest in own cannot be removed: "
        told=$n
        coach backup own --keep 1 -o id
    done
    ((told > 0))
}

@test "backup --keep is for directories, and counts from one" {
    touch file
    refuses 2 "file is not a directory" backup file --keep 3
    refuses 2 "" backup own --keep 0
    refuses 2 "" backup
    refuses 2 "a backup is a file" backup postgres://db.example.org/studio
}

@test "backup - writes the file to standard output" {
    coach backup - >out.db
    sound out.db
    assert_equal "$(books out.db)" "$(books "$COACH_DB")"
    run bash -c 'ls "${TMPDIR:-/tmp}" | grep "^coach-......$"'
    refute_output --regexp 'coach-.*/coach.db'
}

@test "backup - is nothing for a terminal" {
    run script -qec "$COACH_BIN backup -" /dev/null
    assert_output --partial "a database is nothing for a terminal"
}

@test "backup leaves no file behind where it fails" {
    refuses 4 "cannot be written" backup missing/friday.db
    assert_file_not_exists missing
}

# bats test_tags=sqlite
@test "backup leaves out what is damaged" {
    sqlite3 "$COACH_DB" "PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, 'name_key', 'nome_key') WHERE name = 'program_name_key'" || true
    refuses 4 "" backup friday.db
    assert_file_not_exists friday.db
    assert_equal "$(find . -name 'friday*')" ""
}

# bats test_tags=sqlite
@test "backup while others write is one moment of theirs" {
    local pids=() n round
    for n in 1 2 3; do
        (for ((i = 0; i < 15; i++)); do "$COACH_BIN" tag add "$n-$i" -o id >/dev/null || exit 1; done) 3>&- &
        pids+=($!)
    done
    for ((round = 0; round < 10; round++)); do
        run_coach 0 backup "during-$round.db" -o id
        sound "during-$round.db"
    done
    for n in "${pids[@]}"; do wait "$n"; done
    assert_equal "$(coach tag list --json | jq length)" 45
}

# ---- Restoring ----

# bats test_tags=sqlite
@test "restore puts a backup in the place of the database and keeps that beside it" {
    local was
    coach backup friday.db -o id
    was=$(books "$COACH_DB")
    coach tag add late -o id
    local late
    late=$(books "$COACH_DB")
    run_coach 0 restore friday.db --json
    assert_json "{path, replaced}" "{\"path\":\"$COACH_DB\",\"replaced\":\"$COACH_DB.replaced-20261207T120000Z\"}"
    assert_equal "$(books "$COACH_DB")" "$was"
    assert_equal "$(books "$COACH_DB.replaced-20261207T120000Z")" "$late"
    assert_equal "$(stat -c %a "$COACH_DB")" 600
    run_coach 0 restore friday.db --fields replaced -o tsv --no-headers
    assert_equal "$output" "$COACH_DB.replaced-20261207T120000Z.2"
}

# bats test_tags=sqlite
@test "restore says how many operations of the replaced database it does not have" {
    local behind=(--fields behind -o tsv --no-headers) n
    coach backup friday.db -o id
    for n in 1 2 3; do coach tag add "late $n" -o id; done
    coach backup monday.db -o id
    run_coach 0 restore friday.db "${behind[@]}"
    assert_equal "$output" 3
    run_coach 0 restore friday.db "${behind[@]}"
    assert_equal "$output" 0
    run_coach 0 restore monday.db "${behind[@]}" # a later one
    assert_equal "$output" 0
    run_coach 0 restore friday.db
    [[ ${lines[-1]} == "behind    3" ]] || fail "$output"
    # what went its own way is not behind, nor is what cannot be read
    COACH_NOW=2026-12-07T12:30:00Z coach tag add other -o id
    run_coach 0 restore monday.db "${behind[@]}"
    assert_equal "$output" ""
    echo rubble >"$COACH_DB"
    run_coach 0 restore monday.db "${behind[@]}"
    assert_equal "$output" ""
    rm "$COACH_DB"
    run_coach 0 restore monday.db --json
    assert_json .behind null
}

# bats test_tags=sqlite
@test "restore - reads a backup from standard input" {
    local was
    was=$(books "$COACH_DB")
    coach backup - | gzip >friday.db.gz
    coach tag add late -o id
    gzip -dc friday.db.gz | coach restore - --json >out
    assert_equal "$(jq -r .replaced out)" "$COACH_DB.replaced-20261207T120000Z"
    assert_equal "$(books "$COACH_DB")" "$was"
    sound "$COACH_DB"
    echo rubble >text
    refuses 4 "standard input cannot be restored: " restore - <text
    [[ $stderr != *"${TMPDIR:-/tmp}/coach-"* ]]
    : >empty
    refuses 4 "standard input cannot be restored: standard input is not a database" restore - <empty
    run bash -c '"$COACH_BIN" restore - <&-'
    assert_equal "$status" 4
    run bash -c 'ls "${TMPDIR:-/tmp}" | grep "^coach-......$"'
    refute_output --regexp 'coach-.*/coach.db'
    run script -qec "$COACH_BIN restore -" /dev/null
    assert_output --partial "a database does not come from a terminal"
}

# bats test_tags=sqlite
@test "restore that fails leaves no journal behind" {
    sqlite3 -bail old.db <"$BATS_TEST_DIRNAME/schemas/v7.sql" >/dev/null
    lock_writers
    refuses 4 "is locked by another program" restore old.db -c core.busy_timeout=50
    unlock
    assert_equal "$(find . -name 'coach.db.*')" ""
}

# bats test_tags=sqlite
@test "who has the old database open reads nothing more from it" {
    coach backup friday.db -o id
    coproc TALK { exec "$COACH_BIN" batch 3>&-; }
    local answer pid=$TALK_PID
    echo '{"command":["tag","list"]}' >&"${TALK[1]}"
    read -r answer <&"${TALK[0]}"
    assert_equal "$(jq -c .status <<<"$answer")" 0
    "$COACH_BIN" log --follow >followed 2>said 3>&- &
    local follower=$! n
    until [[ $(readlink "/proc/$follower/fd"/*) == *"$COACH_DB"* ]]; do
        kill -0 "$follower"
        sleep 0.02
    done
    coach restore friday.db -o id
    echo '{"command":["tag","list"]}' >&"${TALK[1]}"
    read -r answer <&"${TALK[0]}"
    assert_equal "$(jq -c '[.status, .error.message]' <<<"$answer")" "[4,\"another file has taken the place of $COACH_DB\"]"
    eval "exec ${TALK[1]}>&-"
    wait "$pid" || true
    for ((n = 0; n < 100; n++)); do kill -0 "$follower" 2>/dev/null || break; sleep 0.1; done
    local code=0
    wait "$follower" || code=$?
    assert_equal "$code $(head -1 said)" "4 coach: another file has taken the place of $COACH_DB"
}

# bats test_tags=sqlite
@test "nor does who has one open that is moved elsewhere" {
    coproc TALK { exec "$COACH_BIN" batch 3>&-; }
    local answer pid=$TALK_PID
    echo '{"command":["tag","list"]}' >&"${TALK[1]}"
    read -r answer <&"${TALK[0]}"
    coach migrate --to "$PWD/elsewhere.db" -o id >/dev/null
    echo '{"command":["tag","list"]}' >&"${TALK[1]}"
    read -r answer <&"${TALK[0]}"
    assert_equal "$(jq -c '[.status, .error.message]' <<<"$answer")" "[4,\"$COACH_DB has moved\"]"
    eval "exec ${TALK[1]}>&-"
    wait "$pid" || true
}

# bats test_tags=sqlite
@test "restore that fails leaves nothing beside the database, and says so where nobody knows" {
    [[ -z ${ASAN_OPTIONS:-} ]] || skip "a sanitizer stands where the shim would"
    local shim=${COACH_BIN%/*}/tests/faults.so
    coach backup friday.db -o id
    coach tag add late -o id
    run env COACH_FAULT=rename:3 LD_PRELOAD="$shim" "$COACH_BIN" restore friday.db
    assert_equal "$status" 4
    assert_equal "$(find . -name '*.replaced-*')" ""
    run_coach 0 tag show late -o id
    run env COACH_FAULT=sync:2 LD_PRELOAD="$shim" "$COACH_BIN" restore friday.db
    assert_equal "$status" 4
    assert_output --partial "it is not known whether it was"
    refuses 3 "" tag show late
    assert_equal "$(find . -name '*.replaced-*Z' | wc -l)" 1
}

# bats test_tags=sqlite
@test "restore where there is no database, or none that can be read" {
    coach backup friday.db -o id
    local was
    was=$(books "$COACH_DB")
    rm "$COACH_DB"
    run_coach 0 restore friday.db --json
    assert_json .replaced null
    assert_equal "$(books "$COACH_DB")" "$was"
    echo "a heap of rubble" >"$COACH_DB"
    run_coach 0 restore friday.db --json
    assert_equal "$(<"$COACH_DB.replaced-20261207T120000Z")" "a heap of rubble"
    assert_equal "$(books "$COACH_DB")" "$was"
    COACH_DB=$PWD/new/place/a.db run_coach 0 restore friday.db --json
    assert_equal "$(stat -c %a new/place)" 700
}

# bats test_tags=sqlite
@test "restore does not play the journal of a lost database into the new one" {
    coach backup friday.db -o id
    sqlite3 "$COACH_DB" "PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF; PRAGMA cache_size = 1; BEGIN;
        UPDATE app_user SET notes = 'half'; SELECT 1;" ".shell cp $COACH_DB-journal hot" >/dev/null
    rm "$COACH_DB"
    cp hot "$COACH_DB-journal"
    run_coach 0 restore friday.db --json
    sound "$COACH_DB"
    assert_equal "$(books "$COACH_DB")" "$(books friday.db)"
}

# bats test_tags=sqlite
@test "restore follows a link to the database" {
    coach backup friday.db -o id
    mv "$COACH_DB" real.db
    ln -s "$PWD/real.db" "$COACH_DB"
    run_coach 0 restore friday.db --json
    assert_json .replaced "\"$PWD/real.db.replaced-20261207T120000Z\""
    [[ -L $COACH_DB ]]
}

# bats test_tags=sqlite
@test "restore waits for writers, and refuses when that takes too long" {
    coach backup friday.db -o id
    lock_writers
    refuses 4 "is locked by another program" restore friday.db -c core.busy_timeout=50
    unlock
    assert_equal "$(find . -name '*.db.*')" ""
}

# bats test_tags=sqlite
@test "a writer who has the old database open is told, and loses nothing unseen" {
    coach backup friday.db -o id
    coproc old { exec sqlite3 "$COACH_DB" 3>&-; }
    local said pid=$old_PID
    echo "SELECT count(*) FROM app_user;" >&"${old[1]}"
    read -r said <&"${old[0]}"
    coach restore friday.db -o id
    echo "UPDATE app_user SET phone = '1';" >&"${old[1]}"
    echo ".exit" >&"${old[1]}"
    wait "$pid" || true
    assert_equal "$(coach --db "$COACH_DB.replaced-20261207T120000Z" user list --json | jq '[.[] | .phone] | unique')" \
        "$(jq -n '[null]')"
}

# bats test_tags=sqlite
@test "restore takes nothing that is not a sound database of coach's" {
    coach backup good.db -o id
    echo "no database" >text.db
    head -c 100000 good.db >short.db
    : >empty.db
    cp good.db page.db
    local pages
    pages=$(sqlite3 good.db "SELECT rootpage FROM sqlite_schema WHERE name = 'app_user'")
    dd if=/dev/urandom of=page.db bs=4096 seek=$((pages - 1)) count=1 conv=notrunc status=none
    cp good.db huge.db
    printf '\x7f\xff\xff\xff' | dd of=huge.db bs=1 seek=28 conv=notrunc status=none
    cp good.db trigger.db
    sqlite3 trigger.db "CREATE TRIGGER t AFTER INSERT ON tag BEGIN DELETE FROM app_user; END"
    cp good.db view.db
    sqlite3 view.db "PRAGMA foreign_keys = OFF; ALTER TABLE tag RENAME TO tug; CREATE VIEW tag AS SELECT * FROM tug"
    cp good.db generated.db
    sqlite3 generated.db "ALTER TABLE tag ADD COLUMN x TEXT AS (hex(zeroblob(1000000)))"
    cp good.db types.db
    sqlite3 types.db "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, ' STRICT', '') WHERE name = 'tag'"
    sqlite3 types.db "INSERT INTO tag SELECT randomblob(16), x'00', x'00', 5, 'x', id, 'soon', 'never', 1 FROM app_user LIMIT 1"
    cp good.db dangling.db
    sqlite3 dangling.db "UPDATE app_user SET created_by = randomblob(16) WHERE email_key LIKE 'ben%'"
    cp good.db newer.db
    sqlite3 newer.db "PRAGMA user_version = 999"
    sqlite3 other.db "CREATE TABLE t (x); PRAGMA user_version = 8"
    local file
    for file in text short empty page huge trigger view generated types dangling newer other missing; do
        refuses 4 "$file.db cannot be restored: " restore "$file.db"
        assert_equal "$(find . -name '*.db.*')" ""
    done
    refuses 4 "the trigger t does not belong there" restore trigger.db
    refuses 4 "refers to a row of app_user that is not there" restore dangling.db
    refuses 4 "made by a newer coach" restore newer.db
}

# bats test_tags=postgres
@test "restore is for files, and says what carries a backup to a server" {
    coach backup friday.db -o id
    refuses 1 "a database on a server is not replaced" restore friday.db
    [[ $stderr == *"coach --db BACKUP migrate --copy --to ADDRESS"* ]]
    refuses 1 "" restore missing.db
}

@test "what has been backed up is used as a database, wherever it came from" {
    coach backup friday.db -o id
    COACH_DB=$PWD/home.db run_coach 0 restore friday.db --json
    COACH_DB=$PWD/home.db run_coach 0 user list -o id
    assert_equal "$output" "$(coach user list -o id)"
}

@test "a field that there is none of is found before anything is done" {
    refuses 2 'has no field "nope"' backup "$BATS_TEST_TMPDIR/nope.db" --fields nope
    assert_not_exist "$BATS_TEST_TMPDIR/nope.db"
}

# bats test_tags=sqlite
@test "nor is a database replaced for it" {
    coach backup "$BATS_TEST_TMPDIR/monday.db" -o id
    coach tag add later -o id
    refuses 2 'has no field "nope"' restore "$BATS_TEST_TMPDIR/monday.db" --fields nope
    coach tag show later -o id
}
