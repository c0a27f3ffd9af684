#!/usr/bin/env bash
# server.sh - a database on a server beside psql, pg_restore, and a pooler. Read by run.sh.

server="" pooler=""
stop_servers() {
    [[ -z $pooler ]] || kill "$pooler" 2>/dev/null || true
    [[ -z $server ]] || tests/cluster.sh stop "$server"
}

tools=$(find /usr/lib/postgresql/*/bin -maxdepth 0 2>/dev/null | sort -V | tail -n 1)
address() { # address DATABASE
    echo "postgres://postgres@/$1?host=$server"
}

# The columns of `coach session list`, names of people included, in the schema of a server.
server_columns="t.id, c.first_name || ' ' || c.last_name AS client, t.client_id, u.first_name || ' ' || u.last_name AS
    trainer, t.trainer_id, t.client_trainer_relationship_id, t.title, t.description, t.scheduled_at, t.ends_at,
    t.time_zone, t.session_type, t.status, t.location, t.started_at, t.completed_at, t.cancelled_at, t.cancel_reason,
    t.trainer_notes, t.client_feedback, t.rating, t.created_by, t.created_at, t.updated_at, t.is_active"
server_joined="coach.training_session t JOIN coach.app_user c ON c.id = t.client_id JOIN coach.trainer_profile p
    ON p.id = t.trainer_id JOIN coach.app_user u ON u.id = p.user_id"

# beside_psql WHAT FILE ROWS COMMAND…: beside psql as it is installed and typed, and, to know it, beside the bare program
# that Debian's psql looks for and starts.
beside_psql() {
    local what=$1 file=$2 rows=$3
    shift 3
    measure 100 "$@" --- psql "$where" -q --csv -f "$file"
    report "$what / psql" "$rows" 0.8
    measure 200 "$@" --- "$tools/psql" "$where" -X -q --csv -f "$file"
    print "   the same / its bare program" "$rows" "$ours" "$theirs" "$ratio" "" ""
}

measure_one_row() { # measure_one_row DATABASE ROWS: what psql is asked stands in files
    local where
    where=$(address "$1")
    echo "SELECT $server_columns FROM $server_joined WHERE t.id = '$(dashed "$session")'" >"$work/show.sql"
    beside_psql "show one session" "$work/show.sql" "$2" "$coach" --db "$where" session show \
        "$(dashed "$session")" -o csv
    echo "SELECT $server_columns FROM $server_joined WHERE t.trainer_id = (SELECT p.id FROM coach.trainer_profile p JOIN
        coach.app_user u ON u.id = p.user_id WHERE u.email_key = '$trainer') AND t.scheduled_at >= to_timestamp($now)
        AND t.is_active ORDER BY t.scheduled_at, t.id LIMIT 10" >"$work/next.sql"
    beside_psql "a trainer's next 10" "$work/next.sql" "$2" "$coach" --db "$where" session list --trainer "$trainer" \
        --from now --limit 10 -o csv
}

measure_long_list() {
    local where
    where=$(address "$1")
    echo "SELECT $server_columns FROM $server_joined ORDER BY t.scheduled_at, t.id" >"$work/all.sql"
    measure 9 "$coach" --db "$where" session list --all -o jsonl --- "$tools/psql" "$where" -X -q --csv -f "$work/all.sql"
    report "list all as jsonl / psql --csv" "$2" 1.0
    report_memory "   most memory of it" "$2" 40
}

# Both begin with an empty database, which is made anew for each run, and end with all of it there.
measure_migration() { # measure_migration FILE DATABASE SIZE
    "$tools/pg_dump" "${on_server[@]}" -Fc -f "$work/dump" "$2"
    cat >"$work/move" <<END
#!/bin/sh
"$tools/dropdb" -h "$server" -U postgres --if-exists moved 2>/dev/null
"$tools/createdb" -h "$server" -U postgres moved
exec "$coach" --db "$1" migrate --copy --to "$(address moved)"
END
    cat >"$work/restore" <<END
#!/bin/sh
"$tools/dropdb" -h "$server" -U postgres --if-exists restored 2>/dev/null
"$tools/createdb" -h "$server" -U postgres restored
exec "$tools/pg_restore" -h "$server" -U postgres -1 -d restored "$work/dump"
END
    chmod +x "$work/move" "$work/restore"
    measure 5 "$work/move" --- "$work/restore"
    report "migrate --to a server / pg_restore" "$3" 2.0
}

# ---- Many writers ----

start_pooler() {
    printf '[databases]\nbookings = host=%s user=postgres\n[pgbouncer]\nlisten_addr =\nunix_socket_dir = %s\nlisten_port = 6432\nauth_type = any\n' \
        "$server" "$server" >"$server/pooler.ini"
    printf 'pool_mode = transaction\nmax_client_conn = 200\ndefault_pool_size = 16\nlogfile = %s/pooler.log\n' \
        "$server" >>"$server/pooler.ini"
    chown postgres "$server/pooler.ini"
    runuser -u postgres -- pgbouncer -q "$server/pooler.ini" >/dev/null 2>&1 &
    pooler=$!
    local tries
    for ((tries = 0; tries < 50; tries++)); do
        [[ ! -S $server/.s.PGSQL.6432 ]] || return 0
        sleep 0.1
    done
    echo "the pooler does not start" >&2
    return 1
}

# bookings ADDRESS: how many of 32 writers, with 15 bookings each, are made in a second
bookings() {
    local begin writer from=$slot failed=$work/failed
    : >"$failed"
    begin=$(date +%s%N)
    for ((writer = 0; writer < 32; writer++)); do
        (
            for ((i = 0; i < 15; i++)); do
                "${plain[@]}" "$coach" --db "$1" session schedule --relationship "${open[writer % ${#open[@]}]}" \
                    --title Squats --type one-on-one --at "+$((from + writer * 15 + i))h" --duration 30m -o id \
                    >/dev/null 2>>"$failed" || true
            done
        ) &
        writers[writer]=$!
    done
    wait "${writers[@]}"
    slot=$((slot + 500))
    [[ ! -s $failed ]] || { head -n 3 "$failed" >&2; return 1; }
    rate=$((480 * 1000000000 / ($(date +%s%N) - begin)))
}

measure_writers() { # measure_writers FILE SIZE
    "$tools/createdb" "${on_server[@]}" bookings
    "${plain[@]}" "$coach" --db "$1" migrate --copy --to "$(address bookings)" >/dev/null
    mapfile -t open < <("$tools/psql" "$(address bookings)" -XAtc "SELECT DISTINCT ON (trainer_id) id
        FROM coach.client_trainer_relationship WHERE status = 'ACTIVE' AND is_active ORDER BY trainer_id LIMIT 32")
    bookings "$(address bookings)"
    print "bookings a second, 32 writers" "$2" "$rate /s" "" "" "" ""
    start_pooler
    bookings "$(address bookings)&port=6432"
    print "   the same through PgBouncer" "$2" "$rate /s" "" "" "" ""
}

measure_server() {
    local size=100000 file
    [[ -n $tools ]] || return 0
    file=$(database "$size")
    server=$(mktemp -d "${TMPDIR:-/tmp}/coach-bench.XXXXXX") # where the server's own user can go
    on_server=(-h "$server" -U postgres)
    tests/cluster.sh start "$server" fsync=on >/dev/null
    "$tools/createdb" "${on_server[@]}" studio
    "${plain[@]}" "$coach" --db "$file" migrate --copy --to "$(address studio)" >/dev/null
    "$tools/vacuumdb" "${on_server[@]}" -q -z studio
    choose "$file"
    measure_one_row studio "$size"
    measure_long_list studio "$size"
    measure_migration "$file" studio "$size"
    measure_writers "$file" "$size"
}
