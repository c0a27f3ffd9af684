#!/usr/bin/env bash
# A small studio, entered through the command line and then looked at. Everything lives in a directory that is removed
# at the end, and the clock stands still, so that the story is the same every time.
#   demo.sh BUILD/coach
set -Eeuo pipefail
shopt -s inherit_errexit

coach=$(realpath "$1")
world=$(mktemp -d)
trap 'rm -rf "$world"' EXIT
trap 'echo "demo: failed: $BASH_COMMAND (line $LINENO)" >&2' ERR
for name in $(compgen -e); do
    case $name in
    COACH_* | XDG_* | PAGER | NO_COLOR) unset "$name" ;;
    esac
done
export HOME=$world PATH=${coach%/*}:$PATH COACH_PAGER=cat

if [[ -t 1 ]]; then bold=$'\e[1m' plain=$'\e[m'; else bold="" plain=""; fi
say() { printf '\n%s\n' "$*"; }
show() { # show COMMAND-LINE: prints it, then runs it
    printf '\n%s$ %s%s\n' "$bold" "$1" "$plain"
    eval "$1"
}
refused() { # refused COMMAND-LINE: the same, where coach must say no
    local code=0
    printf '\n%s$ %s%s\n' "$bold" "$1" "$plain"
    eval "$1" 2>&1 || code=$?
    if [[ $code != 1 ]]; then
        echo "demo: ended with $code where a refusal was due: $1" >&2
        exit 1
    fi
    echo "(exit status 1)"
}
on() { export COACH_NOW=$1; } # on INSTANT: sets the clock
quiet() { coach "$@" -o id >/dev/null; }
person() { quiet user add "$1@example.org" --first-name "$2" --last-name "$3" --time-zone "$4"; }
together() { # together CLIENT TRAINER TYPE [OPTIONS…]
    quiet relationship start --client "$1@example.org" --trainer "$2@example.org" --type "$3" "${@:4}"
}
book() { # book CLIENT TRAINER TYPE DURATION TITLE TIME
    sessions=$((sessions + 1))
    quiet session schedule --client "$1@example.org" --trainer "$2@example.org" --type "$3" --duration "$4" \
        --title "$5" --at "$6"
}
session_of() { # session_of CLIENT DATE: the id of the client's session on that day
    coach session list --client "$1@example.org" --from "$2" --to "$2 23:59" -o id
}

# ---- Entering ----

on 2026-11-02T08:00:00Z
quiet init --email ada@example.org --first-name Ada --last-name Lund --time-zone Europe/Berlin
coach config set core.time_zone Europe/Berlin
for name in Strength Mobility Running; do quiet category add "$name"; done
for name in knees backs beginners evenings; do quiet tag add "$name"; done
quiet program add Couch-to-5K --description "From the sofa to 5 km in nine weeks"
quiet program add "Strong Back" --description "Three lifts, twice a week"
echo "entered: 3 categories, 4 tags, 2 programs"

person anna Anna Berg Europe/Berlin
person carl Carl Cook Europe/London
person mei Mei Tanaka Asia/Tokyo
quiet trainer add anna@example.org --rate 75 --currency EUR --specializations "Strength after injuries"
quiet trainer add carl@example.org --rate 60.50 --currency GBP
quiet trainer add mei@example.org --rate 9000 --currency JPY --certifications '{"yoga": "RYT 500"}'
quiet trainer categorize anna@example.org Strength --primary
quiet trainer categorize anna@example.org Mobility
quiet trainer categorize carl@example.org Running --primary
quiet trainer categorize mei@example.org Mobility --primary
quiet trainer tag anna@example.org knees backs evenings
quiet trainer tag carl@example.org beginners
quiet trainer tag mei@example.org backs
quiet availability set anna@example.org --days mon-fri --hours 07:00-12:00,16:00-20:00
echo "entered: 3 trainers, in Berlin, London and Tokyo"

person ben Ben Cole Europe/Berlin
person cleo Cleo Diaz Europe/Berlin
person dana Dana Eder Europe/Berlin
person emil Emil Frank Europe/London
person fay Fay Grant Europe/London
person gus Gus Holt America/New_York
person hana Hana Ito Asia/Tokyo
person ines Ines Jorge Europe/Lisbon
person jon Jon König Europe/Berlin
together ben anna in-person --notes "Left knee, operated in spring"
together cleo anna hybrid
together dana anna group
together jon anna group
together emil carl in-person
together fay carl online
together gus carl online
together hana mei in-person
together ben mei online --notes "Yoga beside the lifting"
on 2026-12-04T08:00:00Z
together ines mei trial --status pending
on 2026-11-02T08:00:00Z
echo "entered: 9 clients, 10 relationships"

# The same week, six times: from 9 November to 18 December.
sessions=0
for week in 0 7 14 21 28 35; do
    day() { date -u -d "2026-11-09 + $((week + $1)) days" +%F; }
    book ben anna one-on-one 60m Squats "$(day 0) 18:00"
    book cleo anna one-on-one 90m Deadlifts "$(day 1) 07:30"
    book dana anna group 1h "Mobility circle" "$(day 2) 19:00"
    book jon anna group 1h "Mobility circle" "$(day 2) 19:00"
    book emil carl one-on-one 45m Intervals "$(day 1) 06:45"
    book fay carl check-in 30m "Call of the week" "$(day 3) 12:00"
    book hana mei one-on-one 75m Ashtanga "$(day 4) 17:00"
done
book gus carl assessment 1h30m "First run" "2026-12-08 17:00 America/New_York"
book ben mei one-on-one 1h "Yoga for lifters" "2026-12-09 17:00"
echo "entered: $sessions sessions, from 9 November to 18 December"

monday=2026-12-07
plan() { # plan CLIENT TRAINER NAME START END [OPTIONS…]
    quiet plan create --client "$1@example.org" --trainer "$2@example.org" --name "$3" --start "$4" --end "$5" "${@:6}"
}
plan ben anna "Back to squats" 2026-11-09 2026-12-18 --program "Strong Back" --goals "60 kg, five times, no pain"
plan emil carl "Spring half marathon" 2026-11-10 2027-03-28 --goals "Under two hours"
plan fay carl "First 5 km" 2026-11-12 2027-01-14 --program Couch-to-5K
plan hana mei "Second series" 2026-11-13 2027-02-26 --status draft

# What became of them: each is closed at its own end, up to yesterday.
missed=$(session_of emil 2026-11-17) late=$(session_of cleo 2026-11-24) forgotten=$(session_of fay 2026-12-03)
coach session list --to "$monday" -o tsv --no-headers --fields id,ends_at >"$world/past"
while IFS=$'\t' read -r id at; do
    on "$at"
    case $id in
    "$missed") quiet session no-show "$id" ;;
    "$late") quiet session cancel "$id" --reason "The train did not run" ;;
    "$forgotten") ;;
    *) quiet session complete "$id" ;;
    esac
done <"$world/past"
on 2026-12-04T12:00:00Z
quiet session cancel "$(session_of cleo 2026-12-08)" --reason "On holiday"
quiet session feedback "$(session_of ben 2026-11-30)" --rating 5 --feedback "No pain at all this time"
quiet session feedback "$(session_of hana 2026-12-04)" --rating 4 --feedback "Hard, but good"
quiet session feedback "$(session_of dana 2026-12-02)" --rating 3 --feedback "A bit crowded"
quiet session confirm "$(session_of gus 2026-12-08)"
relationship_of() { coach relationship list --client "$1@example.org" -o id; }
quiet relationship end "$(relationship_of jon)" --reason "Moved to Hamburg" --cancel-sessions
quiet relationship pause "$(relationship_of dana)"
quiet trainer edit carl@example.org --no-accepts-new-clients
echo "entered: what became of each: held, rated, missed, cancelled; 4 plans"

# ---- Looking ----

on "$monday 12:00 Europe/Berlin"
say "It is Monday, 7 December 2026, noon in Berlin. What needs attention?"
show "coach status --fields attention,title,client,trainer,scheduled_at,date"
say "Who works here, and who trains with whom?"
show "coach trainer list --fields name,hourly_rate,currency,categories,tags,accepts_new_clients"
show "coach relationship list --all --sort client --fields client,trainer,relationship_type,status,end_reason"
say "Anna's next days; and Mei's, as her own clock in Tokyo has them."
show "coach session list --trainer anna@example.org --from today --to 'in 7 days' \\
    --fields scheduled_at,client,title,session_type,status"
show "coach --tz Asia/Tokyo session list --trainer mei@example.org --from today --fields scheduled_at,client,title"
say "Who was missed, and what is worked towards?"
show "coach session list --status no-show,late-cancelled --fields scheduled_at,client,trainer,title,status,cancel_reason"
show "coach plan list --sort end_date --fields client,trainer,name,program,end_date,status"
say "Nobody is in two places at once, whoever books."
refused "coach session schedule --client cleo@example.org --trainer anna@example.org --type one-on-one \\
    --title Deadlifts --at 'today 18:30'"
say "So when could they? Half an hour apart, in Anna's hours of work, with nobody else's time taken."
show "coach slots --trainer anna@example.org --client cleo@example.org --duration 90m --step 30m \\
    --from tomorrow --to 'in 2 days' --limit 4"
say "Five Tuesdays in spring, but for Easter week: half past seven, also after the clocks have changed."
show "coach session schedule --client cleo@example.org --trainer anna@example.org --type one-on-one \\
    --title Deadlifts --at 2027-03-09T07:30 --duration 90m --every week --times 5 --except 2027-03-30 \\
    --fields scheduled_at,client,title,status"
say "That was the wrong client? What was done can be seen, and taken back; and put back again."
show "coach undo --fields command,undoes"
show "coach log --limit 2 --fields number,undone_by,actor,command"
show "coach redo --fields command,undoes"
say "Anna's week, for the wall; and what her phone is told of spring."
show "coach agenda --week --trainer anna@example.org"
show "coach ical export --trainer anna@example.org --from 2027-03-01 | grep -E '^(SUMMARY|DTSTART;|RRULE:F.*COUNT|EXDATE)'"
say "Everything a person can read, a program can parse: booked hours and revenue, as jq has them."
show "{ coach trainer list --json; coach session list --status scheduled,confirmed,completed --json; } | jq -sc '
    .[0][] as \$t | [.[1][] | select(.trainer_id == \$t.id) | (.ends_at | fromdate) - (.scheduled_at | fromdate)]
    | (add / 3600) as \$hours
    | {trainer: \$t.name, sessions: length, \$hours, revenue: (\$hours * \$t.hourly_rate), currency: \$t.currency}'"
say "For the spreadsheet: what Ben did with Anna in November."
show "coach session list --trainer anna@example.org --client ben@example.org --from 2026-11-01 --to 2026-12-01 \\
    -o csv --fields scheduled_at,title,status,rating,client_feedback"
