# server.bash - the PostgreSQL server of a test run: its start, its end, and the databases that tests begin with.
#
# server_start DIRECTORY makes and starts it. Where it is, server_prepare makes the templates that each test's database
# is a copy of: coach_none holds nothing of coach's, coach_first what new_database of helper.bash makes, coach_studio
# what small_studio makes.

server_start() {
    "${BASH_SOURCE[0]%/*}/cluster.sh" start "$1" full_page_writes=off synchronous_commit=off autovacuum=off \
        wal_level=minimal max_wal_senders=0 max_wal_size=4GB checkpoint_timeout=1h shared_buffers=64MB \
        log_min_messages=fatal jit=off || return
    # one login is asked for its password
    sed -i '1i local all with_password scram-sha-256' "$1/data/pg_hba.conf"
    server_psql "$1" postgres -c "SELECT pg_reload_conf()" >/dev/null
}

server_stop() {
    "${BASH_SOURCE[0]%/*}/cluster.sh" stop "$1"
}

# server_psql DIRECTORY DATABASE ARGS…: psql itself, as Debian's psql begins with Perl.
server_psql() {
    local directory=$1 database=$2
    shift 2
    "$(echo /usr/lib/postgresql/*/bin/psql)" -XAqt -v ON_ERROR_STOP=1 -h "$directory" -U postgres -d "$database" "$@"
}

server_url() { # server_url DIRECTORY DATABASE
    printf 'postgres://postgres@%s/%s' "${1//\//%2F}" "$2"
}

# All that is in the schema coach, as one short text: each row with who wrote it, each table and index with its file.
server_fingerprint='
CREATE FUNCTION public.fingerprint() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    whole text := (SELECT string_agg(concat_ws($_$:$_$, c.relname, c.relkind, c.relfilenode, c.xmin), chr(10) ORDER BY c.oid)
        FROM pg_class c WHERE c.relnamespace = to_regnamespace($_$coach$_$));
    name text;
    rows text;
BEGIN
    FOR name IN SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace($_$coach$_$) AND relkind = $_$r$_$ LOOP
        EXECUTE format($_$SELECT string_agg(concat(t.xmin, t.ctid, t.*), chr(10) ORDER BY t.ctid) FROM coach.%I t$_$, name)
            INTO rows;
        whole := whole || name || md5(concat(rows));
    END LOOP;
    RETURN md5(concat(whole));
END $$'

# server_prepare DIRECTORY HOME: makes the templates; HOME gets the settings that come with them, and the studio's
# relationship.
server_prepare() (
    export HOME=$2
    mkdir -p "$HOME"
    studio_world
    server_psql "$1" postgres -c "CREATE DATABASE coach_none STRATEGY file_copy"
    server_psql "$1" coach_none -c "$server_fingerprint"
    server_copy "$1" coach_none coach_first
    COACH_DB=$(server_url "$1" coach_first) make_first
    server_copy "$1" coach_first coach_studio
    COACH_DB=$(server_url "$1" coach_studio) make_studio >"$HOME/relationship"
)

# server_copy DIRECTORY FROM TO: the files are copied, which is twice as quick as by way of the journal.
server_copy() {
    server_psql "$1" postgres -c "CREATE DATABASE $3 TEMPLATE $2 STRATEGY file_copy"
}
