#!/usr/bin/env bats
# storage.bats - databases in files: not there, not ours, damaged, full, or in odd places. What holds for a database
# wherever it is kept is in shared.bats.

# bats file_tags=sqlite
load helper

# storage_fails MESSAGE ARGS…: exit status 4, the message, nothing on standard output.
storage_fails() {
    refuses 4 "$@"
}

clean_up() {
    if mountpoint -q "$BATS_TEST_TMPDIR/disk"; then
        umount "$BATS_TEST_TMPDIR/disk"
    fi
    if [[ -n ${place:-} ]]; then
        chmod -R u+rwX "$place"
        rm -rf "$place"
    fi
}

# ---- No database of ours ----

@test "without a database there is a hint how to make one" {
    storage_fails "there is no database at $COACH_DB" user list
    hints "make one: coach init --email E --first-name F --last-name L"
    storage_fails "there is no database at $COACH_DB" user add x@example.org --first-name X --last-name Y
    [[ ! -e $COACH_DB ]]
    storage_fails "there is no database at $BATS_TEST_TMPDIR/no/where/x.db" --db "$BATS_TEST_TMPDIR/no/where/x.db" user list
    [[ ! -e $BATS_TEST_TMPDIR/no ]]
}

@test "a directory, a device and an empty file are no databases" {
    storage_fails "is a directory, not a database" --db "$BATS_TEST_TMPDIR" user list
    storage_fails "/dev/null is not a database" --db /dev/null user list
    storage_fails "/dev/zero is not a database" --db /dev/zero user list
    : >"$BATS_TEST_TMPDIR/empty"
    storage_fails "is not a database" --db "$BATS_TEST_TMPDIR/empty" user list
    storage_fails "is not a database" --db "$BATS_TEST_TMPDIR/empty" tag add x
    [[ ! -s $BATS_TEST_TMPDIR/empty ]]
    mkfifo "$BATS_TEST_TMPDIR/pipe"
    storage_fails "is not a database" --db "$BATS_TEST_TMPDIR/pipe" user list
    storage_fails "Not a directory" --db "$BATS_TEST_TMPDIR/empty/x.db" user list
}

@test "a file of something else is no database, and is left as it is" {
    local file=$BATS_TEST_TMPDIR/letter.txt before
    yes "Dear Anna, thank you for the training." | head -n 1000 >"$file"
    before=$(sha256sum <"$file")
    storage_fails "letter.txt is not a database" --db "$file" user list
    hints "name another with --db, or make one with \`coach init\`"
    storage_fails "letter.txt is not a database" --db "$file" tag add x
    echo short >"$file.2"
    storage_fails "letter.txt.2 is not a database" --db "$file.2" user list
    assert_equal "$(sha256sum <"$file")" "$before"
}

@test "a database of another program is not one of coach's, and is left as it is" {
    local file=$BATS_TEST_TMPDIR/other.db before
    sqlite3 "$file" "CREATE TABLE app_user (id); PRAGMA user_version = 1"
    before=$(sha256sum <"$file")
    storage_fails "other.db is a database, but not one of coach's" --db "$file" user list
    storage_fails "other.db is a database, but not one of coach's" --db "$file" tag add x
    assert_equal "$(sha256sum <"$file")" "$before"
    assert_equal "$(find "$BATS_TEST_TMPDIR" -name 'other.db*')" "$file"
}

# ---- Damage ----

@test "a damaged database is said to be damaged" {
    small_studio
    local id
    id=$(book "2026-12-08 10:00")
    python - "$COACH_DB" <<'END'
import sys
with open(sys.argv[1], "r+b") as file:
    size = file.seek(0, 2)
    # everything but the first page, which holds the names of the tables
    file.seek(4096)
    file.write(b"\xa5" * (size - 4096))
END
    run_coach 4 user list
    [[ $stderr == *"$COACH_DB is damaged ("* ]] || fail "$stderr"
    hints "restore a copy of it"
    run_coach 4 tag add x
    run_coach 4 session show "$id"
    assert_equal "$output" ""
}

@test "a damaged page is never taken for rows" {
    small_studio
    sqlite3 "$COACH_DB" "
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
        INSERT INTO tag SELECT randomblob(16), 'tag ' || i, 'tag ' || i, NULL, '', id, 0, 0, 1 FROM app_user, n
        WHERE email = 'admin@example.org'"
    python - "$COACH_DB" <<'END'
import sys
with open(sys.argv[1], "r+b") as file:
    pages = file.seek(0, 2) // 4096
    for page in range(pages // 2, pages, 3):
        file.seek(page * 4096)
        file.write(b"\xff" * 512)
END
    for format in json csv table; do
        run_coach 4 tag list -o "$format"
        assert_equal "$output" ""
        [[ $stderr == *"is damaged"* ]] || fail "$stderr"
    done
}

@test "a database that was cut off is said to be damaged" {
    small_studio
    truncate -s 8192 "$COACH_DB"
    run_coach 4 user list
    [[ $stderr == *"is damaged"* ]] || fail "$stderr"
    truncate -s 1000 "$COACH_DB"
    run_coach 4 user list
    [[ $stderr == *"is not a database"* || $stderr == *"is damaged"* ]] || fail "$stderr"
}

# ---- Permission ----

# nobody ARGS…: runs coach as a user without rights; sets output, stderr and status.
nobody() {
    if [[ $(id -u) == 0 ]]; then
        # the program itself may lie where only root can go
        cp "$COACH_BIN" "$place/coach"
        chmod 755 "$place/coach"
        run --separate-stderr setpriv --reuid=65534 --regid=65534 --clear-groups env HOME="$place" "$place/coach" "$@"
    else
        run --separate-stderr "$COACH_BIN" "$@"
    fi
}

# A database where everybody may go, as not every directory above the test's own allows; gone after the test.
public_directory() {
    place=$(mktemp -d "${TMPDIR:-/tmp}/coach.XXXXXX")
    chmod 755 "$place"
    export COACH_DB=$place/data/coach.db
    mkdir -m 755 "$place/data"
}

@test "settings that cannot be written or read are an error, and help is there all the same" {
    public_directory
    export XDG_CONFIG_HOME=$place/settings
    local file=$place/settings/coach/config
    mkdir -p "${file%/*}"
    printf '[core]\npager = less\n' >"$file"
    chmod 444 "$file"
    chmod 555 "${file%/*}"
    local words
    for words in "set core.pager most" "set core.editor vi" "unset core.pager"; do
        nobody config $words
        assert_equal "$status:$output:$stderr" "4::coach: $file cannot be written: Permission denied"
    done
    assert_equal "$(cat "$file")" $'[core]\npager = less'
    assert_equal "$(ls "${file%/*}")" config
    nobody config get core.pager
    assert_equal "$status:$output" 0:less
    chmod 000 "$file"
    nobody config get core.pager
    assert_equal "$status:$output:$stderr" "4::coach: $file cannot be read: Permission denied"
    nobody help
    assert_equal "$status:$stderr" 0:
}

@test "a database that may only be read can be read, and not written" {
    public_directory
    small_studio
    chmod 444 "$COACH_DB"
    rm -f "$COACH_DB-journal"
    chmod 555 "$place/data"
    nobody user list --fields email -o id
    assert_equal "$status ${lines[0]}" "0 admin@example.org"
    nobody tag add x
    assert_equal "$status $output" "4 "
    [[ $stderr == "coach: $COACH_DB cannot be written: it is read-only"* ]] || fail "$stderr"
    hints "check the modes of the file and of its directory"
}

@test "a directory that cannot be written takes no change and no new database" {
    public_directory
    small_studio
    chmod 666 "$COACH_DB"
    rm -f "$COACH_DB-journal"
    chmod 555 "$place/data"
    local before
    before=$(sha256sum <"$COACH_DB")
    nobody tag add x
    assert_equal "$status $output" "4 "
    [[ $stderr == "coach: $COACH_DB"*"cannot be written"* ]] || fail "$stderr"
    assert_equal "$(sha256sum <"$COACH_DB")" "$before"
    nobody --db "$place/data/new.db" init --email a@example.org --first-name A --last-name B
    assert_equal "$status" 4
    [[ $stderr == "coach: $place/data cannot be written: Permission denied"* ]] || fail "$stderr"
    nobody --db "$place/data/new/new.db" init --email a@example.org --first-name A --last-name B
    assert_equal "$status" 4
}

@test "a directory that cannot be synced, as it may not be read, takes no new database" {
    public_directory
    new_database
    mkdir "$place/new"
    chmod 333 "$place/new"
    chmod 777 "$place/data"
    chmod 666 "$COACH_DB"
    rm -f "$COACH_DB-journal"
    nobody --db "$place/new/new.db" init --email a@example.org --first-name A --last-name B
    assert_equal "$status:$output:$stderr" "4::coach: $place/new: Permission denied"
    nobody migrate --to "$place/new/new.db"
    assert_equal "$status:$output:$stderr" "4::coach: $place/new: Permission denied"
    chmod 755 "$place/new"
    assert_equal "$(ls -A "$place/new")" ""
    nobody tag add x -o id --fields name
    assert_equal "$status:$output" 0:x
}

@test "a database that may not be read is refused" {
    public_directory
    small_studio
    chmod 000 "$COACH_DB"
    nobody user list
    assert_equal "$status" 4
    [[ $stderr == "coach: $COACH_DB"* ]] || fail "$stderr"
    chmod 700 "$place/data"
    chmod 644 "$COACH_DB"
    if [[ $(id -u) == 0 ]]; then
        nobody user list
        assert_equal "$status" 4
        [[ $stderr == "coach: $COACH_DB: Permission denied"* ]] || fail "$stderr"
    fi
}

# ---- A full disk ----

@test "a full disk is an error, and the database stays whole" {
    local disk=$BATS_TEST_TMPDIR/disk n=0 limit=""
    mkdir "$disk"
    COACH_DB=$disk/coach.db
    # where nothing can be mounted, a limit on the size of files does instead
    mount -t tmpfs -o size=400k coach-test "$disk" 2>/dev/null || limit="ulimit -f 400; trap '' XFSZ;"
    new_database
    status=0
    while [[ $status == 0 ]] && ((n < 400)); do
        n=$((n + 1))
        run --separate-stderr bash -c "$limit"' "$0" "$@"' "$COACH_BIN" tag add "tag $n" \
            --description "$(printf 'x%.0s' {1..2000})"
    done
    assert_equal "$status $output" "4 "
    [[ $stderr == "coach: "*"full"* || $stderr == "coach: "*"too large"* || $stderr == "coach: $COACH_DB"* ]] || fail "$stderr"
    assert_equal "$(sqlite3 "$COACH_DB" "PRAGMA integrity_check")" ok
    run_coach 0 tag list -o id
    assert_equal "${#lines[@]}" "$((n - 1))"
}

@test "a disk too small for a new database gets none" {
    local disk=$BATS_TEST_TMPDIR/disk limit=""
    mkdir "$disk"
    COACH_DB=$disk/coach.db
    mount -t tmpfs -o size=64k coach-test "$disk" 2>/dev/null || limit="ulimit -f 60; trap '' XFSZ;"
    run --separate-stderr bash -c "$limit"' "$0" "$@"' "$COACH_BIN" init --email a@example.org --first-name A --last-name B
    assert_equal "$status $output" "4 "
    assert_equal "$(ls -A "$disk")" ""
}

# ---- Journals ----

@test "what a killed writer left half done is taken back by the next reader" {
    small_studio
    local before
    before=$(sqlite3 "$COACH_DB" .dump | sha256sum)
    # a writer with a tiny cache has written half of its change to the file when it is killed
    python - "$COACH_DB" <<'END'
import os, signal, sqlite3, sys
child = os.fork()
if child == 0:
    db = sqlite3.connect(sys.argv[1], isolation_level=None)
    db.execute("PRAGMA cache_size = 1")
    db.execute("BEGIN IMMEDIATE")
    db.execute("UPDATE app_user SET notes = replace(hex(zeroblob(1000)), '00', 'x'), first_name = 'Mallory'")
    os.kill(os.getpid(), signal.SIGKILL)
os.waitpid(child, 0)
END
    [[ -s $COACH_DB-journal ]]
    run_coach 0 user list --fields first_name -o id
    [[ $output != *Mallory* ]] || fail "$output"
    assert_equal "$(sqlite3 "$COACH_DB" .dump | sha256sum)" "$before"
    run_coach 0 tag add after
}

# ---- Paths ----

@test "a path is a path, whatever it looks like" {
    cd "$BATS_TEST_TMPDIR"
    local path
    for path in ":memory:" "file:x?mode=memory" "file::memory:?cache=shared" "a b 'c' \"d\".db" $'new\nline.db' "-c.db" "%s%n.db" "ümlaut.db" "?mode=ro"; do
        run_coach 0 --db "$path" init --email a@example.org --first-name A --last-name B -o id
        [[ -s ./$path ]] || fail "no file $path"
        run_coach 0 "--db=$path" user list --fields email -o id
        assert_equal "$path $output" "$path a@example.org"
        run_coach 0 --db "$path" tag add x --as a@example.org -o id --fields name
        COACH_DB=$path run_coach 0 tag list --fields name -o id
        assert_equal "$path $output" "$path x"
        assert_equal "$(stat -c %a "./$path")" 600
    done
    assert_equal "$(find . -maxdepth 1 -name x)" ""
}

@test "what libpq would take for its words is no path, and none of it is repeated" {
    local words first
    cd "$BATS_TEST_TMPDIR"
    for words in "host=h password=s3cret" "password=s3cret host=h" "user = ann password='it's s3cret'" " dbname=x password=s3cret" \
        "Host=h;Password=s3cret" "port=1"; do
        first=${words# }
        run_coach 2 --db "$words" user list
        assert_equal "$output" ""
        assert_equal "$stderr" "coach: a database is not named by words such as ${first%%[ =]*}=…
hint: name a file, postgres://USER@HOST:PORT/DATABASE or service=NAME; a file of that name is ./NAME"
        COACH_DB=$words run_coach 2 --json tag add x
        [[ $stderr != *s3cret* ]] || fail "$stderr"
        run_coach 2 --db "$words" init --email a@example.org --first-name A --last-name B
        run_coach 0 __complete -- --db "$words" user show ""
        COACH_DB=$words run_coach 0 config list
        [[ $output$stderr != *s3cret* ]] || fail "$output $stderr"
        run_coach 0 --db "$words" -c 'alias.x=!env;' x
        [[ $output$stderr != *s3cret* ]] || fail "$output $stderr"
        new_database
        refuses 2 "a database is not named by words" migrate --to "$words"
        [[ $stderr != *s3cret* ]] || fail "$stderr"
        database_drop
    done
    assert_equal "$(find . -name '*=*')" ""
}

@test "a path in which there is something like a word of libpq is one all the same" {
    cd "$BATS_TEST_TMPDIR"
    mkdir dir
    local path
    for path in ./host=h.db dir/host=h.db "$PWD/port=1.db" hosts=h.db host.db user@host=h.db; do
        run_coach 0 --db "$path" init --email a@example.org --first-name A --last-name B -o id
        run_coach 0 --db "$path" user list --fields email -o id
        assert_equal "$path $output" "$path a@example.org"
        [[ -s $path ]] || fail "no file $path"
    done
    # one that is there
    run_coach 0 --db host=h.db user list --fields email -o id
    assert_equal "$output" a@example.org
    COACH_DB=host=h.db run_coach 0 config get core.database
    assert_equal "$output" host=h.db
    refuses 4 "there is no database at ./no/host=h.db" --db no/host=h.db user list
}

@test "an empty path is refused" {
    storage_fails "the path of the database is empty" --db "" user list
    storage_fails "the path of the database is empty" --db "" init --email a@example.org --first-name A --last-name B
    # in the environment an empty text is none at all
    new_database
    mkdir -p "$HOME/.local/share/coach"
    mv "$COACH_DB" "$HOME/.local/share/coach/coach.db"
    COACH_DB=
    run_coach 0 user list
}

@test "a name with control characters does not reach the terminal" {
    storage_fails 'there is no database at /tmp/\x1b[31m\nx.db' --db $'/tmp/\e[31m\nx.db' user list
    [[ $stderr != *$'\e'* ]]
}

@test "a database behind a symbolic link is the one that the link points to" {
    mkdir "$BATS_TEST_TMPDIR/real"
    coach --db "$BATS_TEST_TMPDIR/real/coach.db" init --email admin@example.org --first-name A --last-name B >/dev/null
    ln -s real/coach.db "$COACH_DB"
    run_coach 0 tag add linked --fields name -o id
    assert_equal "$output" linked
    [[ -L $COACH_DB ]]
    run_coach 0 --db "$BATS_TEST_TMPDIR/real/coach.db" tag list --fields name -o id
    assert_equal "$output" linked
    assert_equal "$(find "$BATS_TEST_TMPDIR" -maxdepth 1 -name 'coach.db*')" "$COACH_DB"
    refuses 1 "exists already" init --email b@example.org --first-name A --last-name B
    rm "$COACH_DB"
    ln -s nowhere "$COACH_DB"
    storage_fails "there is no database at $COACH_DB" user list
    run_coach 1 init --email b@example.org --first-name A --last-name B
    [[ $stderr == *"exists already"* ]] || fail "$stderr"
    [[ ! -e $BATS_TEST_TMPDIR/nowhere ]]
}

# ---- Modes ----

@test "the database and its directory are their owner's alone" {
    umask 000
    COACH_DB=$BATS_TEST_TMPDIR/one/two/coach.db
    new_database
    coach tag add x >/dev/null
    assert_equal "$(stat -c %a "$BATS_TEST_TMPDIR/one" "$BATS_TEST_TMPDIR/one/two" | tr '\n' ' ')" "700 700 "
    assert_equal "$(find "$BATS_TEST_TMPDIR/one/two" -type f -printf '%m\n' | sort -u)" 600
    unset COACH_DB
    export XDG_DATA_HOME=$BATS_TEST_TMPDIR/data
    coach init --email a@example.org --first-name A --last-name B >/dev/null
    assert_equal "$(stat -c '%a %n' "$XDG_DATA_HOME/coach/coach.db")" "600 $XDG_DATA_HOME/coach/coach.db"
    assert_equal "$(stat -c %a "$XDG_DATA_HOME/coach")" 700
}

# ---- Reading leaves no trace ----

@test "reading changes neither the database nor its directory" {
    small_studio
    local before
    before=$(sha256sum "$COACH_DB"; find "$(dirname "$COACH_DB")" -name 'coach.db*' -printf '%f %s %m %T@\n' | sort)
    for noun in user trainer session plan status; do
        verb=list
        [[ $noun != status ]] || verb=
        # shellcheck disable=SC2086
        run_coach 0 "$noun" $verb
    done
    run_coach 3 user show nobody
    assert_equal "$(sha256sum "$COACH_DB"; find "$(dirname "$COACH_DB")" -name 'coach.db*' -printf '%f %s %m %T@\n' | sort)" "$before"
}

