#!/usr/bin/env bash
# Prints how long coach takes beside the sqlite3 shell, other tools, and psql, at the same work in the same run.
#   run.sh BUILD [SIZE…]     sizes in sessions; 1000 100000 1000000 where none is given
# Medians of alternating runs (tests/bench/pair.c). The databases are made once and kept in BUILD/bench.
set -euo pipefail
cd "$(dirname "$0")/../.."

build=$(realpath "$1")
shift
sizes=("${@:-1000}")
(($#)) || sizes=(1000 100000 1000000)
peers=10000
bench=$build/bench
coach=$build/coach
pair=$bench/pair
work=$(mktemp -d "$bench/run.XXXXXX")
clean_up() {
    stop_servers
    rm -rf "$work"
}
trap clean_up EXIT

# Both sides of a pair run in one and the same small environment, without start-up files of any kind.
now=1780300800
plain=(env -i "PATH=$PATH" "HOME=$work/home" TZ=UTC LC_ALL=C.UTF-8 COACH_NOW=2026-06-01T08:00:00Z
    COACH_USER=admin@example.org)
mkdir "$work/home"

# shellcheck source=tests/bench/table.sh
source tests/bench/table.sh
# shellcheck source=tests/bench/calendar.sh
source tests/bench/calendar.sh
# shellcheck source=tests/bench/history.sh
source tests/bench/history.sh
# shellcheck source=tests/bench/backup.sh
source tests/bench/backup.sh
# shellcheck source=tests/bench/data.sh
source tests/bench/data.sh
# shellcheck source=tests/bench/server.sh
source tests/bench/server.sh

# ---- The databases ----

database() { # database SIZE: its path; made where it is not there yet
    local file=$bench/$1.db
    if [[ ! -e $file ]]; then
        echo "writing $1 sessions to $file" >&2
        "$bench/generate" "$work/new.db" "$1"
        mv "$work/new.db" "$file"
    fi
    echo "$file"
}

# ---- The same work in both ----

# The columns of `coach session list -o jsonl`, names of people included.
columns="hex(t.id) AS id, c.first_name || ' ' || c.last_name AS client, hex(t.client_id) AS client_id,
    u.first_name || ' ' || u.last_name AS trainer, hex(t.trainer_id) AS trainer_id,
    hex(t.client_trainer_relationship_id) AS client_trainer_relationship_id, t.title, t.description, t.scheduled_at,
    t.ends_at, t.time_zone, t.session_type, t.status, t.location, t.started_at, t.completed_at, t.cancelled_at,
    t.cancel_reason, t.trainer_notes, t.client_feedback, t.rating, hex(t.series_id) AS series_id, t.series_start,
    t.sequence, hex(t.plan_id) AS plan_id, hex(t.created_by) AS created_by, t.created_at,
    t.updated_at, t.is_active"
joined="training_session t JOIN app_user c ON c.id = t.client_id JOIN trainer_profile p ON p.id = t.trainer_id
    JOIN app_user u ON u.id = p.user_id"

# choose FILE: a session of the middle and its trainer's next client
choose() {
    session=$(sqlite3 "$1" "SELECT lower(hex(id)) FROM training_session ORDER BY scheduled_at, id LIMIT 1 OFFSET (
        SELECT count(*) / 2 FROM training_session)")
    relationship=$(sqlite3 "$1" "SELECT lower(hex(id)) FROM client_trainer_relationship WHERE trainer_id = (
        SELECT trainer_id FROM training_session WHERE id = x'$session') ORDER BY id LIMIT 1")
    trainer=$(sqlite3 "$1" "SELECT u.email FROM client_trainer_relationship r JOIN trainer_profile p
        ON p.id = r.trainer_id JOIN app_user u ON u.id = p.user_id WHERE r.id = x'$relationship'")
}

dashed() {
    sed -E 's/^(.{8})(.{4})(.{4})(.{4})(.{12})$/\1-\2-\3-\4-\5/' <<<"$1"
}

shell=(sqlite3 -init /dev/null -batch -json)

set_show() { # set_show FILE
    ours_show=("$coach" --db "$1" session show "$(dashed "$session")" -o jsonl)
    theirs_show=("${shell[@]}" "$1" "SELECT $columns FROM $joined WHERE t.id = x'$session'")
}

set_next() {
    ours_next=("$coach" --db "$1" session list --trainer "$trainer" --from now --limit 10 -o jsonl)
    theirs_next=("${shell[@]}" "$1" "SELECT $columns FROM $joined WHERE t.trainer_id = (SELECT p.id FROM
        trainer_profile p JOIN app_user u ON u.id = p.user_id WHERE u.email_key = '$trainer')
        AND t.scheduled_at >= $now AND t.is_active ORDER BY t.scheduled_at, t.id LIMIT 10")
}

# coach takes the first half of a free hour, the shell the second. The shell is told to commit as coach does, so that
# its commit too outlives a power cut.
set_schedule() {
    ours_schedule=("$coach" --db "$1" session schedule --relationship "$(dashed "$relationship")" --title Squats
        --type one-on-one --at "+{}h" --duration 30m -o jsonl)
    local settings="PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA journal_mode = TRUNCATE;"
    local row="INSERT INTO training_session (id, client_trainer_relationship_id, client_id,
        trainer_id, title, scheduled_at, ends_at, time_zone, session_type, status, search_text, created_by, created_at,
        updated_at, is_active) SELECT randomblob(16), id, client_id, trainer_id, 'Squats', $now + {} * 3600 + 1800,
        $now + {} * 3600 + 3600, 'UTC', 'ONE_ON_ONE', 'SCHEDULED', 'squats', created_by, $now, $now, 1
        FROM client_trainer_relationship WHERE id = x'$relationship' RETURNING id"
    local history="INSERT INTO operation (made_at, actor_id, command) SELECT $now, created_by, 'session schedule'
        FROM client_trainer_relationship WHERE id = x'$relationship'; INSERT INTO operation_change
        SELECT last_insert_rowid(), 1, 'training_session', randomblob(16), '', NULL, NULL"
    theirs_schedule=("${shell[@]}" "$1" "$settings BEGIN; $row; $history; COMMIT")
    theirs_without=("${shell[@]}" "$1" "$settings $row")
}

set_all() {
    ours_all=("$coach" --db "$1" session list --all -o jsonl)
    theirs_all=("${shell[@]}" "$1" "SELECT $columns FROM $joined ORDER BY t.scheduled_at, t.id")
}

runs_of_all() {
    if (($1 <= 2000)); then echo 100; elif (($1 <= 200000)); then echo 9; else echo 5; fi
}

measure_size() {
    local size=$1 file copy=$work/copy.db
    file=$(database "$size")
    choose "$file"
    set_show "$file"
    set_next "$file"
    set_all "$file"
    measure 200 "${ours_show[@]}" --- "${theirs_show[@]}"
    report "show one session / sqlite3" "$size" 0.9
    measure 200 "${ours_next[@]}" --- "${theirs_next[@]}"
    report "a trainer's next 10 / sqlite3" "$size" 0.9
    cp "$file" "$copy"
    set_schedule "$copy"
    measure 100 "${ours_schedule[@]}" --- "${theirs_schedule[@]}"
    report "schedule one / sqlite3" "$size" 1.0
    measure 100 "${ours_schedule[@]}" --- "${theirs_without[@]}"
    report "   and sqlite3 without its history" "$size" 1.25
    measure "$(runs_of_all "$size")" "${ours_all[@]}" --- "${theirs_all[@]}"
    report "list all as jsonl / sqlite3 -json" "$size" 0.5
    report_memory "   most memory of it" "$size" 40
    measure "$(runs_of_all "$size")" "$coach" --db "$file" ical export --- "$coach" --db "$file" session list -o jsonl
    report "ical export / session list -o jsonl" "$size" 3.0
    report_memory "   most memory of it" "$size" 40
}

# The last size against the first: coach on the left and on the right.
measure_growth() {
    local small=$1 large=$2 verb
    for verb in show next schedule; do
        cp "$(database "$small")" "$work/small.db"
        choose "$work/small.db"
        "set_$verb" "$work/small.db"
        local -n command=ours_$verb
        local at_small=("${command[@]}") file
        file=$(database "$large")
        if [[ $verb == schedule ]]; then
            file=$work/copy.db # of the large one, left by measure_size
        fi
        choose "$file"
        "set_$verb" "$file"
        measure 200 "${command[@]}" --- "${at_small[@]}"
        report "$verb / itself at $small" "$large" 1.2
        unset -n command
    done
}

# ---- Other tools, at 10,000 rows ----

measure_taskwarrior() {
    local task=(task rc:"$work/taskrc")
    printf 'data.location=%s\nconfirmation=off\nverbose=nothing\nhooks=off\nrecurrence=off\n' "$work/task" >"$work/taskrc"
    printf 'report.soon.columns=id,due,description\nreport.soon.sort=due+\nreport.soon.filter=status:pending due.after:2026-06-01\n' \
        >>"$work/taskrc"
    mkdir "$work/task"
    # pending and in the future, all of them: what is done would be filed away out of sight
    sqlite3 -json "$1" "SELECT title AS description, strftime('%Y%m%dT%H%M%SZ', scheduled_at + 31536000 * 3, 'unixepoch')
        AS due, strftime('%Y%m%dT%H%M%SZ', created_at, 'unixepoch') AS entry, 'pending' AS status,
        replace(session_type, '_', '-') AS project FROM training_session" >"$work/tasks.json"
    "${plain[@]}" "${task[@]}" import "$work/tasks.json" >/dev/null 2>&1
    measure 20 "${ours_schedule[@]}" --- "${task[@]}" add Squats "due:2040-01-01T10:00:00" project:ONE-ON-ONE
    report "schedule one / task add" "$peers" 1.0
    measure 20 "${ours_next[@]}" --- "${task[@]}" soon limit:10
    report "a trainer's next 10 / task, by due date" "$peers" 1.0
    measure 9 "${ours_all[@]}" --- "${task[@]}" export
    report "list all as jsonl / task export" "$peers" 1.0
}

measure_calcurse() {
    local calendar=(calcurse -D "$work/calendar" -C "$work/calendar")
    mkdir "$work/calendar"
    {
        printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\n'
        sqlite3 -noheader -list "$1" "SELECT printf('BEGIN:VEVENT%sDTSTART:%s%sDTEND:%s%sSUMMARY:%s%sEND:VEVENT%s', x.n,
            strftime('%Y%m%dT%H%M%SZ', scheduled_at, 'unixepoch'), x.n, strftime('%Y%m%dT%H%M%SZ', ends_at, 'unixepoch'),
            x.n, title, x.n, char(13)) FROM training_session, (SELECT char(13, 10) AS n) x"
        printf 'END:VCALENDAR\r\n'
    } >"$work/sessions.ics"
    printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART:20400101T100000Z\r\nDTEND:20400101T110000Z\r\n%s' \
        $'SUMMARY:Squats\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n' >"$work/one.ics"
    "${plain[@]}" "${calendar[@]}" -q -i "$work/sessions.ics" >/dev/null 2>&1
    measure 20 "${ours_schedule[@]}" --- "${calendar[@]}" -q -i "$work/one.ics"
    report "schedule one / calcurse -i" "$peers" 1.0
    measure 20 "${ours_next[@]}" --- "${calendar[@]}" -Q --filter-type apt --from 06/01/2026 --days 30 --limit 10
    report "a trainer's next 10 / calcurse -Q" "$peers" 1.0
    measure 9 "${ours_all[@]}" --- "${calendar[@]}" -x
    report "list all as jsonl / calcurse -x" "$peers" 1.0
}

measure_peers() {
    local file
    file=$(database "$peers")
    cp "$file" "$work/peers.db"
    choose "$file"
    set_schedule "$work/peers.db"
    set_next "$file"
    set_all "$file"
    command -v task >/dev/null && measure_taskwarrior "$file"
    command -v calcurse >/dev/null && measure_calcurse "$file"
}

# ---- The whole ----

printf '%s, %s, %s cores, %s of memory\ncoach %s, sqlite3 %s; medians of runs that take turns\n\n' "$(date -u '+%F %R UTC')" \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" \
    "$(awk '/^MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo)" "$("$coach" version | awk '{print $NF}')" \
    "$(sqlite3 --version | cut -d' ' -f1)"
print what rows 'coach ms' 'peer ms' ratio target met
print --- ---: ---: ---: ---: ---: ---
measure 300 "$coach" version --- /bin/true
report "coach version / true" "" 1.5
for size in "${sizes[@]}"; do
    measure_size "$size"
done
for size in "${sizes[@]:1}"; do
    measure_series "$size"
    measure_views "$size"
    measure_backup "$size"
    measure_data "$size"
done
((${#sizes[@]} < 3)) || measure_log 1000000
((${#sizes[@]} < 3)) || measure_views_growth "${sizes[-2]}" "${sizes[-1]}"
if ((${#sizes[@]} > 1)); then
    measure_growth "${sizes[0]}" "${sizes[-1]}"
fi
measure_peers
measure_server
if ((missed)); then
    printf '\n%d targets missed\n' "$missed"
fi
