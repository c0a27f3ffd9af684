# calendars.bash - for the tests of imports: calendars as other programs write them, and what became of them.

load practice

# Writes a calendar of the lines on standard input: calendar FILE [METHOD]
calendar() {
    {
        printf 'BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example//EN\n'
        [[ -z ${2:-} ]] || echo "METHOD:$2"
        cat
        printf 'END:VCALENDAR\n'
    } | sed 's/$/\r/' >"$1"
}

# event UID LINE…: an event with a time, unless the lines give another one.
event() {
    local uid=$1
    shift
    printf 'BEGIN:VEVENT\nUID:%s\nDTSTAMP:20261201T000000Z\n' "$uid"
    [[ "$*" == *DTSTART* ]] || printf 'DTSTART:20261210T090000Z\nDTEND:20261210T100000Z\n'
    printf '%s\n' "$@" END:VEVENT
}

# imports COUNTS FILE [OPTIONS…]: all of it is taken, for Ben and Anna.
imports() {
    local counts=$1
    shift
    run_coach 0 ical import "$@" --trainer "$anna" --client "$ben"
    assert_equal "$stderr" "$counts"
}

new() {
    echo "$1 new, 0 changed, 0 cancelled, 0 as they were"
}

same() {
    echo "0 new, 0 changed, 0 cancelled, $1 as they were"
}

# fails_to_take PROBLEMS FILE [OPTIONS…]: what cannot be taken is named, with exit status 5.
fails_to_take() {
    local problems=$1
    shift
    run_coach 5 -o json ical import "$@" --trainer "$anna" --client "$ben"
    assert_equal "$(jq -r .error.code <<<"$stderr")" partial
    assert_equal "$(jq -r '.error.problems[] | "line \(.line)\(if .field == "uid" then ", " + .value else "" end): " + .reason' \
        <<<"$stderr")" "$problems"
}

# The sessions as they begin, in order: instant, minutes, title, status.
sessions() {
    coach session list --all -o json | jq -r '.[] | [.scheduled_at, ((.ends_at | fromdate) - (.scheduled_at | fromdate)) / 60,
        .title, .status] | join(" ")'
}

cd_temp() {
    cd "$BATS_TEST_TMPDIR" || return
}

# bare UID SEQUENCE LINE…: an event without a time.
bare() {
    printf '%s\n' BEGIN:VEVENT "UID:$1" DTSTAMP:20261207T130000Z "SEQUENCE:$2" "${@:3}" END:VEVENT
}
