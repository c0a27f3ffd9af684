#!/usr/bin/env bash
# calendar.sh - what the calendar costs, beside the plain commands that do the same or print the same. Read by run.sh.

# choose_busy FILE: the trainer with the most sessions in the month to come, who is given hours of work
choose_busy() {
    busy=$(sqlite3 "$1" "SELECT u.email FROM trainer_profile p JOIN app_user u ON u.id = p.user_id WHERE p.id = (
        SELECT trainer_id FROM training_session WHERE scheduled_at >= $now AND scheduled_at < $now + 30 * 86400
        GROUP BY trainer_id ORDER BY count(*) DESC, trainer_id LIMIT 1)")
    "${plain[@]}" "$coach" --db "$1" availability set "$busy" --days mon-fri --hours 09:00-17:00 -o id >/dev/null
}

# Each side has a database of its own, so that a run takes nobody's hour.
measure_series() {
    local size=$1
    cp "$(database "$size")" "$work/series.db"
    cp "$work/series.db" "$work/single.db"
    choose "$work/series.db"
    local booking=(session schedule --relationship "$(dashed "$relationship")" --title Squats --type one-on-one
        --at "+{}h" --duration 30m -o id)
    measure 60 "$coach" --db "$work/series.db" "${booking[@]}" --every week --times 52 --- \
        "$coach" --db "$work/single.db" "${booking[@]}"
    report "a series of 52 / one session" "$size" 3.0
}

set_slots() { # set_slots FILE
    ours_slots=("$coach" --db "$1" slots --trainer "$busy" --duration 60m --from now --to "in 30 days" -o jsonl)
    list_month=("$coach" --db "$1" session list --trainer "$busy" --from now --to "in 30 days" -o jsonl)
}

set_agenda() {
    ours_agenda=("$coach" --db "$1" agenda --week --trainer "$busy" -o jsonl)
    list_week=("$coach" --db "$1" session list --trainer "$busy" --from 2026-06-01 --to 2026-06-08 -o jsonl)
}

measure_views() {
    local size=$1 file=$work/views.$1.db
    cp "$(database "$size")" "$file"
    choose_busy "$file"
    set_slots "$file"
    set_agenda "$file"
    measure 100 "${ours_slots[@]}" --- "${list_month[@]}"
    report "slots of a month / its sessions" "$size" 1.5
    measure 100 "${ours_agenda[@]}" --- "${list_week[@]}"
    report "agenda --week / its sessions" "$size" 1.5
}

# The same view of the same trainer's month in a large database and in a small one.
measure_views_growth() {
    local small=$1 large=$2 verb
    for verb in slots agenda; do
        local -n command=ours_$verb
        choose_busy "$work/views.$small.db"
        "set_$verb" "$work/views.$small.db"
        local at_small=("${command[@]}")
        choose_busy "$work/views.$large.db"
        "set_$verb" "$work/views.$large.db"
        measure 100 "${command[@]}" --- "${at_small[@]}"
        report "$verb / itself at $small" "$large" 1.2
        unset -n command
    done
}
