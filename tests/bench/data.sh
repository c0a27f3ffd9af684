#!/usr/bin/env bash
# data.sh - what an import and an export of sessions cost, beside the sqlite3 shell. Read by run.sh.

# The shell's table has ids as text, which it can import, and the same checks and indexes otherwise; absent values are
# told from empty ones on the way in.
prepare_data() { # prepare_data FILE
    local columns
    "${plain[@]}" "$coach" --db "$1" export session --to "$work/sessions.jsonl"
    "${plain[@]}" "$coach" --db "$1" export session -o csv --to "$work/sessions.csv"
    "${plain[@]}" "$coach" --db "$1" export visibility user trainer relationship plan series --to "$work/rest.jsonl"
    rm -f "$work/rest.db" "$work/peer.db"
    "${plain[@]}" "$coach" --db "$work/rest.db" --as admin@example.org import --new "$work/rest.jsonl" >/dev/null
    sqlite3 "$work/rest.db" .schema | sed 's/BLOB CHECK (length(\([a-z_]*\)) = 16)/TEXT CHECK (length(\1) = 36)/g' |
        sqlite3 "$work/peer.db"
    columns=$(sqlite3 "$1" "SELECT group_concat(CASE type WHEN 'BLOB' THEN replace('substr(hex(@),1,8) || ''-'' ||
        substr(hex(@),9,4) || ''-'' || substr(hex(@),13,4) || ''-'' || substr(hex(@),17,4) || ''-'' || substr(hex(@),21)',
        '@', name) ELSE name END, ', ') FROM pragma_table_info('training_session')")
    sqlite3 -csv "$1" "SELECT $columns FROM training_session ORDER BY scheduled_at, id" |
        sed 's/----/""/g' >"$work/peer.csv"
    columns=$(sqlite3 "$1" "SELECT group_concat('nullif(' || name || ', '''')', ', ') FROM pragma_table_info('training_session')")
    cat >"$work/import.sql" <<END
CREATE TEMP TABLE s ($(sqlite3 "$1" "SELECT group_concat(name, ', ') FROM pragma_table_info('training_session')"));
.import --csv $work/peer.csv s
INSERT INTO training_session SELECT $columns FROM s;
END
    printf '#!/bin/sh\ncp "%s/rest.db" "%s/take.db" && exec "%s" --db "%s/take.db" --as admin@example.org import --type session "$1" >/dev/null\n' \
        "$work" "$work" "$coach" "$work" >"$work/take"
    printf '#!/bin/sh\ncp "%s/peer.db" "%s/take-peer.db" && exec sqlite3 "%s/take-peer.db" <"%s/import.sql" >/dev/null\n' \
        "$work" "$work" "$work" "$work" >"$work/take-peer"
    chmod +x "$work/take" "$work/take-peer"
}

measure_data() {
    local size=$1 file format runs=3
    ((size < 1000000)) || runs=1 # half a minute each
    file=$(database "$size")
    prepare_data "$file"
    for format in csv jsonl; do
        measure "$runs" "$work/take" "$work/sessions.$format" --- "$work/take-peer"
        report "import as $format / sqlite3 .import" "$size" 0.8
    done
    measure "$(runs_of_all "$size")" "$coach" --db "$file" export session --- "$coach" --db "$file" session list -o jsonl
    report "export of sessions / session list -o jsonl" "$size" 1.0
}
