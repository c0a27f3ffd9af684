#!/usr/bin/env bash
# A throw-away PostgreSQL server of one's own, on a unix socket, as an unprivileged user.
#   cluster.sh start DIRECTORY [SETTING=VALUE…]   makes and starts it; its socket is in DIRECTORY
#   cluster.sh stop DIRECTORY                     stops it at once and removes it
#   cluster.sh kill|again DIRECTORY               kills it as a power cut would; starts it again
set -euo pipefail

bin=$(find /usr/lib/postgresql/*/bin -maxdepth 0 | sort -V | tail -n 1)
directory=$(realpath -m "$2")
cd / # where that user may be
as_server() {
    if [[ $(id -u) == 0 ]]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

start() {
    as_server "$bin/pg_ctl" -D "$directory/data" -l "$directory/log" -w -t 60 start >/dev/null 3>&- 4>&- ||
        { cat "$directory/log" >&2; return 1; }
}

case $1 in
start)
    shift 2
    mkdir -p "$directory"
    [[ $(id -u) != 0 ]] || chown postgres "$directory"
    as_server "$bin/initdb" -D "$directory/data" -U postgres --auth=trust --no-sync --locale=C.UTF-8 -E UTF8 >/dev/null
    {
        echo "listen_addresses = ''"
        echo "unix_socket_directories = '$directory'"
        echo "max_connections = 200"
        echo "fsync = off"
        printf '%s\n' "$@"
    } | as_server tee -a "$directory/data/postgresql.conf" >/dev/null
    start
    ;;
again) start ;;
kill)
    pid=$(head -n 1 "$directory/data/postmaster.pid")
    mapfile -t all < <(echo "$pid"; pgrep -P "$pid")
    kill -KILL "$pid"
    # the others notice and go; one that nobody waits for is gone as well as can be, and its files with it
    for _ in {1..500}; do
        ps -o stat= -p "${all[*]}" 2>/dev/null | grep -qv '^Z' || break
        sleep 0.01
    done
    rm -f "$directory/data/postmaster.pid" "$directory"/.s.PGSQL.*
    ;;
stop)
    as_server "$bin/pg_ctl" -D "$directory/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$directory"
    ;;
esac
