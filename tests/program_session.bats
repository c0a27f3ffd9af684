# program_session.bats - coach program session: what a program is made of, day by day.

load practice

prepare() {
    small_studio
    coach program add Run -o id >/dev/null
}

# Adds a session to the program Run and prints its id: part DAY [OPTIONS…]
part() {
    local day=$1
    shift
    coach program session add Run --day "$day" --at 07:00 --title "Run $day" --type ONE_ON_ONE -o id "$@"
}

# days ARGS…: the titles of a list, in its order.
days() {
    accepts program session list "$@"
    output=$(jq -r '.[].title' <<<"$output" | paste -sd ,)
}

# ---- add ----

@test "a session of a program is a day, a time of day, a length, a title and a type" {
    accepts program session add run --day 3 --at 07:00 --title Hills --type one-on-one
    assert_json 'del(.id, .created_by)' "{\"program\":\"Run\",\"program_id\":\"$(coach program show Run -o id)\",\"day\":3,
        \"starts\":\"07:00\",\"duration_minutes\":60,\"title\":\"Hills\",\"description\":null,\"session_type\":\"ONE_ON_ONE\",
        \"location\":null,\"created_at\":\"2026-12-07T12:00:00Z\",\"updated_at\":\"2026-12-07T12:00:00Z\",\"is_active\":true}"
}

@test "everything that can be said of it is kept, by the whole names too" {
    accepts program session add Run --day 3660 --starts 6:30pm --duration-minutes 1h30m --title $'Läufe – lang' \
        --session-type CHECK_IN --description $'Base\nSpeed' --location "Hall 2"
    assert_json '[.day, .starts, .duration_minutes, .title, .session_type, .description, .location]' \
        '[3660, "18:30", 90, "Läufe – lang", "CHECK_IN", "Base\nSpeed", "Hall 2"]'
}

@test "a time of day is understood in every form of WHEN" {
    local said at
    while read -r at said; do
        accepts program session add Run --day 1 --at "${said//_/ }" --title Run --type GROUP
        assert_json .starts "\"$at\""
    done <<'TIMES'
07:00 07:00
07:00 7:00
07:00 7am
07:00 7_AM
18:30 6:30pm
12:00 noon
00:00 midnight
00:00 00:00
23:59 23:59
TIMES
}

@test "what is no time of day is refused" {
    local at
    for at in "" 24:00 7 25:00 07:60 07:00:30 "07:00 Z" "07:00 Europe/Berlin" "today 07:00" "07:00 sharp" soon now T07:00; do
        fails_with 2 "coach: starts: \"$at\" is not a time of day
hint: a time of day is written \"18:00\", \"6pm\", \"noon\" or \"midnight\"" \
            program session add Run --day 1 --at "$at" --title Run --type GROUP
    done
}

@test "a day is a whole number from 1 to 3660" {
    local day
    for day in 0 -1 3661 1.5 monday; do
        refuses 2 "day: \"$day\" is not a whole number from 1 to 3660" \
            program session add Run "--day=$day" --at 07:00 --title Run --type GROUP
    done
}

@test "it lasts from 5 minutes to 24 hours, as long as session.duration where nothing is said" {
    local length
    for length in 4m 1441 2d; do
        refuses 2 "coach: duration_minutes is from 5 to 1440 minutes, not " \
            program session add Run --day 1 --at 07:00 --title Run --type GROUP --duration "$length"
    done
    fails_with 2 'coach: duration_minutes: "long" is not a length of time
hint: such as 60m, 1h30m or 90 (minutes)' \
        program session add Run --day 1 --at 07:00 --title Run --type GROUP --duration long
    for length in 5m 24h; do
        accepts program session add Run --day 1 --at 07:00 --title Run --type GROUP --duration "$length"
    done
    accepts program session add Run --day 1 --at 07:00 --title Run --type GROUP -c session.duration=45m
    assert_json .duration_minutes 45
}

@test "it needs a program that is in use, a day, a time, a title and a type" {
    local id
    refuses 2 "program session add needs PROGRAM" program session add --day 1 --at 07:00 --title Run --type GROUP
    refuses 2 "a program session needs a value for day" program session add Run --at 07:00 --title Run --type GROUP
    refuses 2 "a program session needs a value for starts" program session add Run --day 1 --title Run --type GROUP
    refuses 2 "a program session needs a value for title" program session add Run --day 1 --at 07:00 --type GROUP
    refuses 2 "a program session needs a value for session_type" program session add Run --day 1 --at 07:00 --title Run
    refuses 2 "title is empty" program session add Run --day 1 --at 07:00 --title "" --type GROUP
    refuses 2 '"PICNIC" is not a value of session_type' program session add Run --day 1 --at 07:00 --title Run --type PICNIC
    refuses 3 'there is no program "Nope"' program session add Nope --day 1 --at 07:00 --title Run --type GROUP
    id=$(coach program archive Run -o id)
    fails_with 1 "coach: the program is archived
hint: coach program restore $id" program session add "$id" --day 1 --at 07:00 --title Run --type GROUP
}

# ---- list, show ----

@test "a list is in the order of programs, days and times, and is filtered by program and type" {
    coach program add Arms -o id
    part 8
    part 2 --at 18:00 --title "Evening"
    part 2 --type GROUP
    coach program session add Arms --day 9 --at 07:00 --title Curls --type GROUP -o id
    days
    assert_output "Curls,Run 2,Evening,Run 8"
    days --program run
    assert_output "Run 2,Evening,Run 8"
    days --type group --program Run
    assert_output "Run 2"
    days --search EVEN
    assert_output "Evening"
    days --sort day --reverse --limit 2
    assert_output "Curls,Run 8"
}

@test "it is shown by the first digits of its id; its table has the main things" {
    local id
    id=$(part 3)
    accepts program session show "${id:0:8}"
    assert_json '[.id, .day]' "[\"$id\", 3]"
    succeeds program session list
    assert_line --index 0 --regexp '^id +program +day +starts +duration_minutes +title +session_type$'
    fails_with 3 'coach: there is no program session "zz"
hint: `coach program session list --all` shows them' program session show zz
}

# ---- edit, remove, restore ----

@test "edit changes what is given, and clears what may be absent" {
    local id
    id=$(part 3 --location "Hall 2" --description Base)
    COACH_NOW=2026-12-08T09:00:00Z accepts program session edit "$id" --day 4 --at 6pm --duration 30m --no-location --title Hills
    assert_json '[.day, .starts, .duration_minutes, .location, .description, .title, .updated_at]' \
        '[4, "18:00", 30, null, "Base", "Hills", "2026-12-08T09:00:00Z"]'
    fails_with 2 'coach: nothing to change
hint: `coach help program session edit` shows what can be' program session edit "$id"
    refuses 2 "is not a whole number" program session edit "$id" --day 0
    refuses 2 "unknown option" program session edit "$id" --program Run
}

@test "what is removed is archived: out of the program, and restored by its id" {
    local id
    id=$(part 3)
    part 4
    accepts program session remove "$id"
    assert_json .is_active false
    days
    assert_output "Run 4"
    days --archived
    assert_output "Run 3"
    refuses 1 "the program session is archived already" program session remove "$id"
    accepts program session restore "$id"
    assert_json .is_active true
    refuses 1 "the program session is not archived" program session restore "$id"
}

@test "--dry-run shows what would be, and changes nothing" {
    run_coach 0 program session add Run --day 1 --at 07:00 --title Run --type GROUP --dry-run --json
    assert_json .day 1
    days
    assert_output ""
}

# ---- A noun of two words ----

@test "its words stand apart, with options between them, and help, hints and completion know it" {
    part 3
    accepts program --no-pager session list --fields day
    assert_json . '[{"day":3}]'
    refuses 2 'unknown command "program session"' "program session" list
    refuses 2 'program session needs a verb
hint: one of: add, list, show, edit, remove, restore' program session
    fails_with 2 'coach: unknown verb of program "sessio"
hint: did you mean session?
hint: coach help program' program sessio
    fails_with 2 'coach: unknown verb of program session "remov"
hint: did you mean remove?
hint: coach help program session' program session remov
    fails_with 2 'coach: unknown verb of program session "archive"
hint: coach help program session' help program session archive
    refuses 2 '"more" is one word too many' help program session list more
    run_coach 0 help program
    assert_line --regexp '^  session +What a program is made of: sessions by day$'
    run_coach 0 help program session add
    assert_line --index 0 --partial "usage: coach program session add PROGRAM --day N --at TIME"
    assert_line --partial "man coach-program-session-add"
    run_coach 0 __complete -- program session edit ""
    assert_output --regexp $'^[0-9a-f]{8}\tRun, Run 3$'
}
