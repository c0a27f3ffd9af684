# databases.bash - the databases of a test, on the engine that COACH_ENGINE names: sqlite, or postgres.
#
# On PostgreSQL they are on the server whose directory is COACH_SERVER; where that is not set, each file starts one of
# its own. A test that makes sense on one engine alone has the tag of that engine before it, and one that asks no
# database the tag "once"; the line above says why.

# database NAME: what names this test's database of that name. It need not be there.
database() {
    local file=${BATS_TEST_FILENAME##*/}
    if [[ $COACH_ENGINE == sqlite ]]; then
        printf %s "$BATS_TEST_TMPDIR/$1.db"
    else
        server_url "$COACH_SERVER" "${file%.bats}_${BATS_TEST_NUMBER}_$1"
    fi
}

# from_template NAME [DATABASE]: makes the database a copy of another one that the server knows by that name.
from_template() {
    local database=${2:-$COACH_DB} name
    name=${database##*/}
    server_copy "$COACH_SERVER" "$1" "$name"
    echo "$name" >>"$BATS_TEST_TMPDIR/databases"
}

# database_place DATABASE: where the engine asks for one, the place in which `coach init` makes a database.
database_place() {
    [[ $COACH_ENGINE == sqlite ]] || from_template coach_none "$1"
}

# Whether a copy is the same as what the commands would make.
templates_fit() {
    [[ $COACH_ENGINE == postgres && $COACH_DB == postgres:* && ! -e $HOME/.config &&
        "$COACH_NOW $COACH_TIME_ZONE $COACH_USER" == "2026-12-07T12:00:00Z UTC admin@example.org" ]]
}

# A new database whose first user is admin@example.org.
new_database() {
    if templates_fit; then
        from_template coach_first
        cp -r "$COACH_SERVER.home/.config" "$HOME/"
    else
        database_place "$COACH_DB"
        make_first
    fi
}

# The studio of studio.bash, in a new database; sets relationship.
small_studio() {
    if templates_fit; then
        from_template coach_studio
        cp -r "$COACH_SERVER.home/.config" "$HOME/"
        relationship=$(<"$COACH_SERVER.home/relationship")
    else
        new_database
        relationship=$(make_studio)
    fi
}

# database_drop [DATABASE]: as if it had never been made.
database_drop() {
    local database=${1:-$COACH_DB}
    if [[ $COACH_ENGINE == sqlite ]]; then
        rm "$database"
    else
        server_psql "$COACH_SERVER" postgres -c "DROP DATABASE ${database##*/} WITH (FORCE)"
        sed -i "/^${database##*/}\$/d" "$BATS_TEST_TMPDIR/databases"
    fi
}

# The small studio, in the place of one user alone.
studio() {
    database_drop
    studio_world
    small_studio
}

databases_dropped() {
    local name commands=()
    [[ -e $BATS_TEST_TMPDIR/databases ]] || return 0
    while read -r name; do
        commands+=(-c "DROP DATABASE IF EXISTS $name WITH (FORCE)")
    done <"$BATS_TEST_TMPDIR/databases"
    server_psql "$COACH_SERVER" postgres -c "SET client_min_messages = error" "${commands[@]}"
}

# The database as it is now, to come back to.
keep_database() {
    local kept
    if [[ $COACH_ENGINE == sqlite ]]; then
        cp "$COACH_DB" "$BATS_TEST_TMPDIR/kept.db"
    else
        kept=$(database kept)
        ! grep -qsx "${kept##*/}" "$BATS_TEST_TMPDIR/databases" || database_drop "$kept"
        from_template "${COACH_DB##*/}" "$kept"
    fi
}

back_to_kept() {
    local kept
    if [[ $COACH_ENGINE == sqlite ]]; then
        cp "$BATS_TEST_TMPDIR/kept.db" "$COACH_DB"
    else
        kept=$(database kept)
        database_drop
        from_template "${kept##*/}"
    fi
}

# One text that differs whenever anything in the database does; "none" where there is none.
database_fingerprint() {
    local text
    case $COACH_DB${locker_in:+ locked} in
    postgres:*" locked") # only who holds the lock can look
        echo "SELECT public.fingerprint();" >&"$locker_in"
        read -r text <&"$locker_out" && echo "$text"
        ;;
    postgres:*) server_psql "$COACH_SERVER" "${COACH_DB##*/}" -c "SELECT public.fingerprint()" 2>/dev/null ;;
    *) [[ -f $COACH_DB ]] && sha256sum <"$COACH_DB" ;;
    esac || echo none
}

# database_query SQL: asks the database itself, or changes it behind coach's back: no foreign key is looked at. Columns
# are parted by |.
database_query() {
    case $COACH_DB in
    postgres:*)
        PGOPTIONS='-c search_path=coach -c session_replication_role=replica -c TimeZone=UTC' \
            server_psql "$COACH_SERVER" "${COACH_DB##*/}" -c "$1"
        ;;
    *) sqlite3 -bail "$COACH_DB" "$1" ;;
    esac
}

# id_sql HEX: an id of 32 digits, as the SQL of the engine writes it.
id_sql() {
    if [[ $COACH_ENGINE == sqlite ]]; then printf "x'%s'" "$1"; else printf "'%s'::uuid" "$1"; fi
}

# An id that nobody has.
random_id_sql() {
    if [[ $COACH_ENGINE == sqlite ]]; then echo "randomblob(16)"; else echo "gen_random_uuid()"; fi
}

# instant_sql SECONDS: an instant, from an expression that gives seconds UTC.
instant_sql() {
    if [[ $COACH_ENGINE == sqlite ]]; then echo "($1)"; else echo "to_timestamp($1)"; fi
}

# lock SQL: another program begins with it and keeps the locks that it takes, until unlock.
lock() {
    local reply
    if [[ $COACH_ENGINE == sqlite ]]; then
        coproc locker { exec sqlite3 "$COACH_DB" 3>&-; }
        echo ".timeout 60000" >&"${locker[1]}"
    else
        coproc locker { server_psql "$COACH_SERVER" "${COACH_DB##*/}" 3>&-; }
        echo "SET search_path = coach;" >&"${locker[1]}"
    fi
    echo "$1; SELECT 'locked';" >&"${locker[1]}"
    read -r reply <&"${locker[0]}"
    assert_equal "$reply" locked
    # for subshells too
    exec {locker_in}>&"${locker[1]}" {locker_out}<&"${locker[0]}"
}

# Nobody else can even read.
lock_everything() {
    if [[ $COACH_ENGINE == sqlite ]]; then
        lock "BEGIN EXCLUSIVE"
    else
        lock "BEGIN; LOCK TABLE about, app_user, tag"
    fi
}

# Nobody else can write.
lock_writers() {
    if [[ $COACH_ENGINE == sqlite ]]; then
        lock "BEGIN IMMEDIATE"
    else
        lock "BEGIN; LOCK TABLE app_user, tag IN EXCLUSIVE MODE"
    fi
}

# unlock [SQL]: ends what lock began.
unlock() {
    local pid=$locker_PID end=${locker[1]}
    echo "${1:-ROLLBACK};" >&"$end"
    exec {end}>&- {locker_in}>&- {locker_out}<&-
    unset locker_in locker_out
    wait "$pid"
}

# Nothing of coach's is where COACH_DB points.
assert_no_database() {
    case $COACH_DB in
    postgres:*)
        assert_equal "$(server_psql "$COACH_SERVER" "${COACH_DB##*/}" -c "SELECT to_regnamespace('coach') IS NULL")" t
        ;;
    *)
        assert_file_not_exists "$COACH_DB"
        assert_file_not_exists "$COACH_DB-journal"
        ;;
    esac
}

# set_version N: the schema is said to be that of another coach.
set_version() {
    if [[ $COACH_ENGINE == sqlite ]]; then
        database_query "PRAGMA user_version = $1"
    else
        database_query "UPDATE about SET version = $1"
    fi
}

# What is broken in the database, and every row that refers to one that is not there; nothing in a sound one.
database_faults() {
    local keys
    if [[ $COACH_ENGINE == sqlite ]]; then
        sqlite3 "$COACH_DB" 'PRAGMA integrity_check; PRAGMA foreign_key_check' | grep -vx ok
        return 0
    fi
    # a key that is added again is looked at again
    keys=$(database_query "SELECT format('ALTER TABLE %s DROP CONSTRAINT %I; ALTER TABLE %1\$s ADD CONSTRAINT %2\$I %s;',
        conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
        WHERE connamespace = 'coach'::regnamespace AND contype IN ('f', 'c')")
    database_query "BEGIN; $keys ROLLBACK" 2>&1 || true
}

# ---- Which tests, where nobody has chosen yet ----

# A run of a file by hand has no filter: what is for another engine is left out here.
this_engine_only() {
    local tags
    [[ -z ${COACH_TAGS_CHOSEN:-} ]] || return 0
    tags=$(grep -hF -B 1 "@test \"${BATS_TEST_DESCRIPTION//\"/\\\"}\" {" "$BATS_TEST_FILENAME" | grep '^# bats test_tags=') || true
    tags+=,$(grep '^# bats file_tags=' "$BATS_TEST_FILENAME") || true
    case ${tags//=/,}, in
    *,once,* | *,sqlite,*) [[ $COACH_ENGINE == sqlite ]] || skip "not on PostgreSQL" ;;
    *,postgres,*) [[ $COACH_ENGINE == postgres ]] || skip "not on SQLite" ;;
    esac
}

setup_file() {
    if [[ $COACH_ENGINE == postgres && -z ${COACH_SERVER:-} ]]; then
        COACH_SERVER_OWN=$(mktemp -d "$( [[ -w /dev/shm ]] && echo /dev/shm || echo "${TMPDIR:-/tmp}")/coach-server.XXXXXX")
        chmod 755 "$COACH_SERVER_OWN"
        export COACH_SERVER_OWN COACH_SERVER=$COACH_SERVER_OWN/server
        server_start "$COACH_SERVER"
        server_prepare "$COACH_SERVER" "$COACH_SERVER.home"
    fi
    if declare -F prepare_file >/dev/null; then prepare_file; fi
}

teardown_file() {
    if [[ -n ${COACH_SERVER_OWN:-} ]]; then
        server_stop "$COACH_SERVER"
        rm -rf "$COACH_SERVER_OWN"
    fi
}
