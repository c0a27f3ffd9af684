# agenda.bats - the sessions of a day, a week or a month: which they are, and how people read them.

load practice
load terminal

# titles ARGS…: of the sessions of an agenda, in order, on a line.
titles() {
    accepts agenda "$@" --fields title
    jq -r '.[].title' <<<"$output" | paste -sd ' '
}

# Sets where people live: lives USER ZONE
lives() {
    coach user edit "$1" --time-zone "$2" -o id
}

# ---- Which sessions ----

@test "an agenda is of today, of this week from its Monday, or of this month" {
    book "2026-11-30 10:00 Z" --title November
    book "2026-12-01 00:00 Z" --title First
    book "2026-12-06 23:59 Z" --title Sunday
    book "2026-12-07 00:30 Z" --title Early --force
    book "2026-12-07 23:30 Z" --title Late
    book "2026-12-08 10:00 Z" --title Tuesday
    book "2026-12-13 23:30 Z" --title End
    book "2026-12-14 10:00 Z" --title Next
    book "2026-12-31 23:00 Z" --title Last
    book "2027-01-01 10:00 Z" --title Year
    assert_equal "$(titles)" "Sunday Early Late"
    assert_equal "$(titles --day)" "Sunday Early Late"
    assert_equal "$(titles --week)" "Sunday Early Late Tuesday End"
    assert_equal "$(titles --month)" "First Sunday Early Late Tuesday End Next Last"
    assert_equal "$(titles --from tomorrow)" "Late Tuesday"
    assert_equal "$(titles --week --from "2026-12-06 18:00")" "November First Sunday"
    assert_equal "$(titles --month --from 2026-11-30)" "November"
    assert_equal "$(titles --week --from 2026-12-31)" "Last Year"
    assert_equal "$(titles --from "2026-12-08T23:59:59Z")" "Late Tuesday"
}

@test "what has begun before and runs into the first day is there, with the day on which it began" {
    book "2026-11-30 20:00 Z" --title Month --duration 4h1m
    book "2026-12-06 12:00 Z" --title Whole --duration 24h --force
    book "2026-12-06 20:00 Z" --title Ended --duration 4h --force
    book "2026-12-06 23:30 Z" --title Night --duration 2h --force
    accepts agenda
    assert_json '[.[] | [.title, .day, .starts, .ends, .scheduled_at]]' '[["Whole", "2026-12-06", "12:00", "12:00", "2026-12-06T12:00:00Z"],
        ["Night", "2026-12-06", "23:30", "01:30", "2026-12-06T23:30:00Z"]]'
    assert_equal "$(titles --week)" "Whole Night"
    assert_equal "$(titles --month | cut -d " " -f 1)" "Month"
    assert_equal "$(titles --from tomorrow)" ""
    succeeds agenda --client $ben
    assert_line --index 1 --regexp '^Sun 12:00–12:00 .*Whole'
    assert_line --index 2 --regexp '^Sun 23:30–01:30 .*Night'
    succeeds agenda --week --no-trunc
    assert_output --partial "Sun 23:30–01:30"
    succeeds agenda --month --no-trunc
    assert_output --partial "Mon 20:00 Ben Cole: Month"
    succeeds agenda -o html
    assert_output --partial '<time datetime="2026-12-06T23:30:00Z">Sun 23:30</time>–<time datetime="2026-12-07T01:30:00Z">01:30</time>'
    succeeds agenda -o ics
    assert_equal "$(grep ^SUMMARY <<<"$output" | tr -d '\r' | sort | paste -sd ' ')" "SUMMARY:Night SUMMARY:Whole"
    accepts session list --from today
    assert_json . '[]'
    run_coach 0 --json status
    assert_json '[.[] | select(.attention == "TODAY") | .title]' '[]'
    COACH_NOW=2026-12-07T01:00:00Z run_coach 0 --json status
    assert_json '[.[] | select(.attention == "TODAY") | .title]' '["Whole", "Night"]'
}

@test "its days are those of one zone, whosever sessions they are" {
    book "2026-12-07 22:30 Z" --title Evening
    book "2026-12-07 23:30 Z" --title Midnight
    assert_equal "$(titles)" "Evening Midnight"
    assert_equal "$(titles --trainer $anna)" "Evening Midnight"
    assert_equal "$(titles --tz Europe/Berlin)" "Evening"
    assert_equal "$(titles --tz Europe/Berlin --from tomorrow)" "Evening Midnight"
    assert_equal "$(titles --tz Asia/Tokyo --from 2026-12-08)" "Evening Midnight"
    COACH_NOW=2026-12-07T23:15:00Z
    assert_equal "$(titles --tz Europe/Berlin)" "Evening Midnight"
    assert_equal "$(titles --tz America/Los_Angeles)" "Evening Midnight"
}

@test "days on which the clocks change are whole, though they have 23 or 25 hours" {
    export COACH_TIME_ZONE=Europe/Berlin
    for day in 2027-03-27 2027-03-28 2027-03-29 2026-10-24 2026-10-25 2026-10-26; do
        book "$day 00:00" --title "${day#*-}a" --duration 5m
        book "$day 23:50" --title "${day#*-}b" --duration 5m
    done
    assert_equal "$(titles --from 2027-03-28)" "03-28a 03-28b"
    assert_equal "$(titles --from 2026-10-25)" "10-25a 10-25b"
    assert_equal "$(titles --week --from 2027-03-28)" "03-27a 03-27b 03-28a 03-28b"
    assert_equal "$(titles --week --from 2026-10-26)" "10-26a 10-26b"
    assert_equal "$(titles --from 2027-03-28 --tz UTC)" "03-28b 03-29a"
}

@test "where the clocks change at midnight, the day begins when it does" {
    export COACH_TIME_ZONE=America/Havana # from 00:00 to 01:00 on 2027-03-14
    book "2027-03-13 23:30 America/Havana" --title Saturday --duration 30m
    book "2027-03-14 01:00 America/Havana" --title Sunday --duration 30m
    assert_equal "$(titles --from 2027-03-13)" "Saturday"
    assert_equal "$(titles --from 2027-03-14)" "Sunday"
}

@test "it is of some trainers, clients, kinds" {
    pair $cleo $carl
    book "2026-12-07 09:00 Z" --title Anna
    book_for $cleo $carl "2026-12-07 10:00 Z" --title Carl
    coach session confirm "$(book "2026-12-07 14:00 Z" --title Check --type CHECK_IN)" -o id
    assert_equal "$(titles --trainer $anna)" "Anna Check"
    assert_equal "$(titles --client $cleo)" "Carl"
    assert_equal "$(titles --trainer $anna,$carl)" "Anna Carl Check"
    assert_equal "$(titles --type check_in)" "Check"
    assert_equal "$(titles --status confirmed)" "Check"
    refuses 3 'there is no trainer "nobody@example.org"' agenda --trainer nobody@example.org
    refuses 2 "allowed: SCHEDULED" agenda --status later
}

@test "what is cancelled or archived is left out" {
    coach session cancel "$(book "2026-12-07 09:00 Z" --title Cancelled)" --no-late -o id
    coach session cancel "$(book "2026-12-07 14:00 Z" --title Short)" --late -o id
    coach session archive "$(book "2026-12-07 15:00 Z" --title Archived)" -o id
    coach session no-show "$(book "2026-12-07 10:00 Z" --title Missed)" -o id
    coach session complete "$(book "2026-12-07 11:00 Z" --title Done --duration 30m)" -o id
    assert_equal "$(titles)" "Missed Done"
    assert_equal "$(titles --all)" "Cancelled Missed Done Short"
    assert_equal "$(titles --status cancelled)" "Cancelled"
}

@test "a request that makes no sense is refused" {
    refuses 2 "give one of --day, --week and --month" agenda --week --month
    refuses 2 "give one of --day, --week and --month" agenda --day --week
    refuses 2 'from: "sometime" is not a time that coach understands' agenda --from sometime
    refuses 2 '"today" is one word too many' agenda today
    refuses 2 '"xml" is not a value of --output' agenda -o xml
    refuses 2 'unknown option "--to"' agenda --to tomorrow
    refuses 2 "agenda has no field" agenda --fields nothing
}

# ---- For programs ----

@test "a row says when it is by the clocks of all" {
    lives $ben America/New_York
    id=$(book "2026-12-07 23:30 Z" --title Squats --location Gym)
    accepts agenda
    relationship_id=$(field session "$id" client_trainer_relationship_id)
    assert_json . "[{\"id\": \"$id\", \"day\": \"2026-12-07\", \"starts\": \"23:30\", \"ends\": \"00:30\",
        \"client_time\": \"18:30 New_York\", \"trainer_time\": \"Tue 00:30 Berlin\", \"title\": \"Squats\",
        \"client\": \"Ben Cole\", \"client_id\": \"$(field session "$id" client_id)\", \"trainer\": \"Anna Berg\",
        \"trainer_id\": \"$(field session "$id" trainer_id)\", \"location\": \"Gym\", \"status\": \"SCHEDULED\",
        \"session_type\": \"ONE_ON_ONE\", \"description\": null, \"scheduled_at\": \"2026-12-07T23:30:00Z\",
        \"ends_at\": \"2026-12-08T00:30:00Z\", \"time_zone\": \"Europe/Berlin\",
        \"client_trainer_relationship_id\": \"$relationship_id\", \"is_active\": true}]"
    accepts agenda --tz Europe/Berlin --from tomorrow --fields day,starts,client_time,trainer_time
    assert_json . '[{"day": "2026-12-08", "starts": "00:30", "client_time": "Mon 18:30 New_York", "trainer_time": null}]'
    accepts agenda --tz Europe/Vienna --from tomorrow --fields trainer_time
    assert_json . '[{"trainer_time": null}]'
}

@test "it is a list like any other in every format for programs" {
    id=$(book "2026-12-07 16:00 Z" --title "a,b")
    succeeds agenda -o id
    assert_output "$id"
    succeeds agenda -o csv --fields day,starts,title
    assert_output $'day,starts,title\r\n2026-12-07,16:00,"a,b"\r'
    succeeds agenda -o tsv --fields title --no-headers
    assert_output "a,b"
    succeeds agenda -o jsonl --fields ends
    assert_output '{"ends":"17:00"}'
    succeeds agenda --fields starts,title
    assert_output $'starts  title\n16:00   a,b'
    succeeds agenda --month --json --from 2027-01-01
    assert_json . '[]'
    succeeds agenda -o csv --fields title --from tomorrow
    assert_output $'title\r'
}

@test "formats of an agenda are those of an agenda alone" {
    refuses 2 'hint: allowed: table, json, jsonl, csv, tsv, id, html, ics' agenda -o htm
    refuses 2 '"html" is not a value of --output' session list -o html
    refuses 2 'hint: allowed: table, json, jsonl, csv, tsv, id' -o ics session list
    refuses 2 "output.format" agenda -c output.format=html
    succeeds -o html agenda
    [[ $output == "<!DOCTYPE html>"* ]]
    succeeds agenda --output=ics
    [[ $output == "BEGIN:VCALENDAR"* ]]
    run coach __complete -- agenda -o ht
    assert_output --regexp '^html\b'
    run coach __complete -- session list -o ht
    assert_output ""
}

@test "as iCalendar it has the same sessions" {
    a=$(book "2026-12-07 16:00 Z")
    b=$(book "2026-12-08 16:00 Z")
    book "2026-12-14 16:00 Z"
    coach session cancel "$(book "2026-12-09 16:00 Z")" -o id
    succeeds agenda --week -o ics
    assert_equal "$(tr -d '\r' <<<"$output" | sed -n 's/^UID://p' | sort)" "$(printf '%s\n' "$a" "$b" | sort)"
}

# ---- For people ----

@test "a day is a list, with the time of others beside where it differs" {
    lives $ben America/New_York
    book "2026-12-07 08:00 Z" --title Squats --location Gym
    coach session confirm "$(book "2026-12-07 23:30 Z" --title Rowing)" -o id
    succeeds agenda --tz Europe/Berlin
    assert_line --index 0 "Monday 7 December 2026, today"
    assert_line --index 1 --regexp '^09:00–10:00  \(03:00 New_York\)  Squats  Ben Cole  Anna Berg  Gym  SCHEDULED  [0-9a-f-]{36}$'
    assert_equal "${#lines[@]}" 2
    succeeds agenda --tz Europe/Berlin --from tomorrow --trainer $anna
    assert_line --index 0 "Tuesday 8 December 2026"
    assert_line --index 1 --regexp '^00:30–01:30  \(Mon 18:30 New_York\)  Rowing  Ben Cole +CONFIRMED '
    succeeds agenda --client $ben
    assert_line --index 1 --regexp '^08:00–09:00  \(03:00 New_York, 09:00 Berlin\) +Squats  Anna Berg  Gym  '
}

@test "where all clocks show the same, no other time stands beside" {
    lives $ben Europe/Berlin
    book "2026-12-07 08:00 Z" --title Squats
    succeeds agenda --tz Europe/Berlin
    assert_line --index 1 --regexp '^09:00–10:00      Squats  Ben Cole  Anna Berg '
    succeeds agenda
    assert_line --index 1 --regexp '^08:00–09:00  \(09:00 Berlin\)  Squats'
}

@test "with nothing to show it says so" {
    succeeds agenda
    assert_output $'Monday 7 December 2026, today\nno sessions'
    succeeds agenda --week
    assert_output "Week 50, 7 – 13 December 2026
*Mon 7     │Tue 8      │Wed 9      │Thu 10     │Fri 11    │Sat 12    │Sun 13
no sessions"
    succeeds agenda --month
    assert_line --index 0 "December 2026"
    assert_line "no sessions"
}

@test "a title says which days they are, also across months and years" {
    for at in "2026-12-01 Week 49, 30 November – 6 December 2026" "2027-01-01 Week 53, 28 December 2026 – 3 January 2027" \
        "2027-01-04 Week 1, 4 – 10 January 2027" "2024-12-30 Week 1, 30 December 2024 – 5 January 2025"; do
        coach agenda --week --from "${at%% *}" >"$BATS_TEST_TMPDIR/out"
        assert_equal "$(head -n 1 "$BATS_TEST_TMPDIR/out")" "${at#* }"
    done
}

@test "a week is a grid of seven days, 80 columns wide where there is no terminal" {
    lives $ben America/New_York
    book "2026-12-07 08:00 Z" --title Squats
    book "2026-12-10 17:00 Z" --title "Deadlift 硬拉 and more"
    succeeds agenda --week --tz Europe/Berlin
    assert_output "Week 50, 7 – 13 December 2026
*Mon 7     │Tue 8      │Wed 9      │Thu 10     │Fri 11    │Sat 12    │Sun 13
09:00      │           │           │18:00      │          │          │
(03:00 New…│           │           │(12:00 New…│          │          │
Ben Cole   │           │           │Ben Cole   │          │          │
Squats     │           │           │Deadlift…  │          │          │"
}

@test "a month is a grid of its weeks" {
    book "2026-12-07 08:00 Z" --title Squats
    book "2026-12-31 08:00 Z" --title Rowing
    succeeds agenda --month
    assert_line --index 0 "December 2026"
    assert_line --index 1 "Mon        │Tue        │Wed        │Thu        │Fri       │Sat       │Sun"
    assert_line --index 2 "───────────┼───────────┼───────────┼───────────┼──────────┼──────────┼──────────"
    assert_line --index 3 "           │1          │2          │3          │4         │5         │6"
    assert_line --index 5 "*7         │8          │9          │10         │11        │12        │13"
    assert_line --index 6 "08:00 Ben… │           │           │           │          │          │"
    assert_line --index 12 "28         │29         │30         │31         │          │          │"
    assert_line --index 13 "           │           │           │08:00 Ben… │          │          │"
    assert_equal "${#lines[@]}" 14
}

@test "grids take the terminal's width, and --no-trunc as much as they need" {
    lives $ben America/New_York
    book "2026-12-07 08:00 Z" --title "A title that is longer than any column may be, and 硬拉"
    book "2026-12-13 08:00 Z" --title Sunday
    for columns in 20 40 80 200; do
        for span in --week --month; do
            in_terminal $columns agenda $span --no-pager --color never
            (($(widest_line) <= columns || columns == 20)) || fail "$(widest_line) of $columns: $output"
            (($(widest_line) >= columns - 9 || columns == 20)) || fail "$(widest_line) of $columns: $output"
            refute_output --partial "any column"
        done
    done
    in_terminal 200 agenda --week --no-pager --color never
    assert_line --regexp '^08:00–09:00 \(03:00 New_York…│'
    in_terminal 40 agenda --week --no-pager --no-trunc --color never
    assert_line --regexp '^Ben Cole: A title that is longer than any column may be, and 硬拉│'
    in_terminal 40 agenda --no-pager --color never
    assert_line --regexp '^08:00–09:00  \(03:00…  A title…  Ben Cole$'
}

@test "a day with far too many sessions says how many more there are" {
    for ((i = 0; i < 30; i++)); do
        book "2026-12-08 08:00 Z" --duration "$((i + 5))m" --title "N$i" --force
    done >/dev/null
    succeeds agenda --week
    assert_line --regexp '^ +│\+19 more +│'
    assert_equal "$(grep -c 'Ben Cole' <<<"$output")" 11
    succeeds agenda --month
    assert_line --regexp '^ +│\+27 more +│'
    succeeds agenda --week --no-trunc
    assert_equal "$(grep -c 'Ben Cole' <<<"$output")" 30
    refute_output --partial more
    succeeds agenda --from tomorrow
    assert_equal "${#lines[@]}" 31
}

@test "colour is for terminals, and today has its own" {
    book "2026-12-07 08:00 Z" --title Squats
    in_terminal 80 agenda --week --no-pager
    [[ $output == *$'\033[1;7m*Mon 7\033[0m'* ]]
    [[ $output == *$'\033[36mSquats\033[0m'* ]]
    NO_COLOR=1 in_terminal 80 agenda --week --no-pager
    [[ $output != *$'\033'* ]]
    succeeds agenda --week
    [[ $output != *$'\033'* ]]
}

@test "what others wrote moves no terminal and is no markup" {
    coach session edit "$(book "2026-12-07 08:00 Z")" --title $'<script>alert("1")</script> & \u202egnp' -o id
    database_query "UPDATE training_session SET location = 'a' || $([[ $COACH_ENGINE == sqlite ]] && echo 'char(27)' || echo 'chr(27)') || '[2Jb'"
    for span in --day --week --month; do
        succeeds agenda $span --no-trunc
        [[ $output != *$'\033'* && $output != *$'\u202e'* ]]
        succeeds agenda $span -o html
        [[ $output != *$'\033'* && $output != *$'\u202e'* && $output != *"<script"* ]]
        assert_output --partial '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; \u202egnp'
    done
}

@test "status says of its sessions what an agenda says" {
    lives $ben America/New_York
    book "2026-12-07 23:30 Z"
    pair $cleo $carl --status PENDING
    accepts status --fields attention,day,starts,ends,client_time,trainer_time
    assert_json . '[
        {"attention": "TODAY", "day": "2026-12-07", "starts": "23:30", "ends": "00:30", "client_time": "18:30 New_York",
         "trainer_time": "Tue 00:30 Berlin"},
        {"attention": "PENDING", "day": null, "starts": null, "ends": null, "client_time": null, "trainer_time": null}]'
}
