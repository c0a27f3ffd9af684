#!/usr/bin/env bash
# history.sh - what the history costs. Read by run.sh.

# measure_log COUNT: the first page of so many operations, each of one change
measure_log() {
    local count=$1
    cp "$(database 1000)" "$work/log.db"
    sqlite3 "$work/log.db" "DELETE FROM operation_change; DELETE FROM operation;
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $count)
        INSERT INTO operation (made_at, actor_id, command)
        SELECT $now + i, (SELECT id FROM app_user LIMIT 1), 'coach session edit ' || i FROM n;
        INSERT INTO operation_change SELECT o.number, 1, 'training_session',
        (SELECT id FROM training_session WHERE rowid = 1 + o.number % 1000), '', '{\"title\":\"a\"}', '{\"title\":\"b\"}'
        FROM operation o"
    measure 100 "$coach" --db "$work/log.db" log --limit 25 --- "$coach" version
    report "log, its first page / coach version" "$count" 2.0
}
