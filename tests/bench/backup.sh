#!/usr/bin/env bash
# backup.sh - what a backup costs beside the sqlite3 shell's own, and beside that with the same checks. Read by run.sh.

checked_backup='sqlite3 -init /dev/null -batch "$1" ".backup $2" &&
    sqlite3 -init /dev/null -batch "$2" "PRAGMA integrity_check; PRAGMA foreign_key_check"'

measure_backup() { # measure_backup SIZE
    local size=$1 file
    file=$(database "$size")
    measure 15 "$coach" --db "$file" backup --quick --force "$work/kept.db" -o id --- \
        sqlite3 -init /dev/null -batch "$file" ".backup $work/theirs.db"
    report "backup --quick / sqlite3 .backup" "$size" 1.1
    measure 5 "$coach" --db "$file" backup --force "$work/kept.db" -o id --- \
        sh -c "$checked_backup" sh "$file" "$work/theirs.db"
    report "backup / sqlite3 .backup and its checks" "$size" 1.1
    rm -f "$work/kept.db" "$work/theirs.db"
}
