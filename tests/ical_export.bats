# ical_export.bats - sessions as iCalendar: what stands in it, in which files, and that others read it as it is meant.

load practice

# The calendar that was printed, as lines without CR, unfolded.
lines_of() {
    tr -d '\r' <<<"$1" | sed -z 's/\n //g'
}

# property NAME: the values of a property of the events in $output.
property() {
    lines_of "$output" | sed -n '/^BEGIN:VEVENT/,/^END:VEVENT/p' | sed -nE "s/^($1)(;[^:]*)?://p"
}

# exports ARGS…: succeeds, with lines that end as they should and none that is too long.
exports() {
    run_coach 0 ical export "$@"
    assert_equal "$stderr" ""
    assert_equal "$(LC_ALL=C grep -cv $'\r$' <<<"$output")" 0
    assert_equal "$(LC_ALL=C tr -d '\r' <<<"$output" | LC_ALL=C awk 'length > 75')" ""
}

@test "a session is told with its times, its zone and its people" {
    local id
    id=$(coach session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title "Squats, deep" --at "tomorrow 18:00" \
        --duration 90m --description $'Warm up\nThen 5 x 5' --location "Hall 2; left" --trainer-notes "Bad knee" -o id)
    exports
    assert_equal "$(lines_of "$output")" "BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//coach//coach//EN
CALSCALE:GREGORIAN
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:20250330T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20251026T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:$id
DTSTAMP:20261207T120000Z
DTSTART;TZID=Europe/Berlin:20261208T180000
DTEND;TZID=Europe/Berlin:20261208T193000
SUMMARY:Squats\\, deep
DESCRIPTION:Warm up\\nThen 5 x 5
LOCATION:Hall 2\\; left
STATUS:TENTATIVE
SEQUENCE:0
CREATED:20261207T120000Z
LAST-MODIFIED:20261207T120000Z
ORGANIZER;CN=\"Anna Berg\";SCHEDULE-AGENT=CLIENT:mailto:anna@example.org
ATTENDEE;CN=\"Ben Cole\";PARTSTAT=NEEDS-ACTION;SCHEDULE-AGENT=CLIENT:mailto:ben@example.org
END:VEVENT
END:VCALENDAR"
}

@test "what is the trainer's alone, and what the client said, stays inside" {
    local id
    id=$(book "yesterday 9:00" --trainer-notes "Bad knee")
    coach session complete "$id" --at "yesterday 10:00" --trainer-notes "Slept badly" -o id
    coach session feedback "$id" --rating 2 --feedback "Too hard" -o id
    exports
    refute_output --partial knee
    refute_output --partial Slept
    refute_output --partial hard
}

@test "each status has its word" {
    local id
    book "2026-12-10 9:00"
    id=$(book "2026-12-10 10:00") && coach session confirm "$id" -o id
    id=$(book "2026-12-10 11:00") && coach session cancel "$id" --no-late -o id
    id=$(book "2026-12-10 12:00") && coach session cancel "$id" --late -o id
    id=$(book "2026-12-07 11:00") && coach session start "$id" --at "2026-12-07 11:00" -o id
    id=$(book "2026-12-06 10:00") && coach session complete "$id" --at "2026-12-06 11:00" -o id
    id=$(book "2026-12-06 11:00") && coach session no-show "$id" -o id
    exports
    assert_equal "$(property STATUS | paste -sd ' ')" \
        "CONFIRMED CONFIRMED CONFIRMED TENTATIVE CONFIRMED CANCELLED CANCELLED"
}

@test "a calendar of some sessions, of none, and without archived ones" {
    local id
    pair $cleo $carl
    book "tomorrow 9:00" --title One
    book "2026-12-20 9:00" --title Two
    book_for $cleo $carl "tomorrow 9:00" --title Three
    id=$(book "2026-12-21 9:00") && coach session archive "$id" -o id
    exports
    assert_equal "$(property SUMMARY | sort | paste -sd ' ')" "One Three Two"
    exports --trainer $carl
    assert_equal "$(property ATTENDEE)" "mailto:cleo@example.org"
    exports --client $ben --from 2026-12-09 --to 2026-12-21
    assert_equal "$(property SUMMARY)" Two
    exports --from 2030-01-01
    assert_equal "$(lines_of "$output")" "BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//coach//coach//EN
CALSCALE:GREGORIAN
END:VCALENDAR"
    refuses 3 'there is no trainer "nobody@example.org"' ical export --trainer nobody@example.org
    refuses 2 'from: "soon" is not a time' ical export --from soon
}

@test "times in UTC, and the second half of an hour that comes twice" {
    book "2026-10-25T01:30:00Z" --time-zone Europe/Berlin
    book "2026-12-08T01:30:00Z" --time-zone UTC
    exports
    assert_equal "$(property 'DTSTART|DTEND' | paste -sd ' ')" \
        "20261025T013000Z 20261025T023000Z 20261208T013000Z 20261208T023000Z"
    coach session list -o id | while read -r id; do coach session archive "$id" -o id; done
    book "2026-10-25T00:30:00Z" --time-zone Europe/Berlin
    exports
    assert_equal "$(property 'DTSTART|DTEND' | paste -sd ' ')" "20261025T003000Z 20261025T013000Z"
    coach session list -o id | while read -r id; do coach session archive "$id" -o id; done
    book "2026-10-25T00:15:00Z" --time-zone Europe/Berlin --duration 30m
    exports
    assert_equal "$(property 'DTSTART|DTEND' | paste -sd ' ')" "20261025T021500 20261025T024500"
}

@test "names and addresses cannot break out of their line" {
    coach user add "o'neil+x%y@example.org" --first-name 'Ann "the ^"' --last-name 'x:y;z, END' -o id
    pair "o'neil+x%y@example.org" $carl
    book_for "o'neil+x%y@example.org" $carl "tomorrow 9:00"
    exports
    assert_equal "$(lines_of "$output" | grep ^ATTENDEE)" \
        "ATTENDEE;CN=\"Ann ^'the ^^^' x:y;z, END\";PARTSTAT=NEEDS-ACTION;SCHEDULE-AGENT=CLIENT:mailto:o'neil+x%25y@example.org"
}

@test "a file is replaced as a whole, and is for nobody else" {
    local here=$BATS_TEST_TMPDIR
    book "tomorrow 9:00"
    printf old >"$here/a.ics"
    chmod 644 "$here/a.ics"
    ln -s a.ics "$here/link.ics"
    succeeds ical export "$here/link.ics"
    assert_equal "$output" ""
    assert_equal "$(stat -c %a "$here/a.ics")" 600
    assert [ -L "$here/link.ics" ]
    exports -
    assert_equal "$output" "$(<"$here/a.ics")"
    exports
    assert_equal "$output" "$(<"$here/a.ics")"
    succeeds ical export /dev/null
    assert [ -c /dev/null ]
    refuses 4 "cannot be written: No such file or directory" ical export "$here/none/a.ics"
    refuses 4 "cannot be written: Is a directory" ical export "$here"
    assert_equal "$(ls -A "$here" | grep -c coach-)" 0
    refuses 2 "give either a file or --vdir" ical export a.ics --vdir "$here"
}

@test "a vdir has a file for each session, and touches none that is right" {
    local one two three dir=$BATS_TEST_TMPDIR/calendars/coach
    one=$(book "tomorrow 9:00") two=$(book "tomorrow 10:00") three=$(book "tomorrow 11:00")
    run_coach 0 ical export --vdir "$dir"
    assert_equal "$output" ""
    assert_equal "$stderr" "3 written, 0 removed, 0 as they were"
    assert_equal "$(stat -c %a "$dir" "$dir/$one.ics" | paste -sd ' ')" "700 600"
    assert_equal "$(grep -c '^BEGIN:VEVENT' "$dir"/*.ics | sort | sed 's/.*://' | paste -sd ' ')" "1 1 1"
    touch -d 2020-01-01 "$dir"/*.ics
    cp "$dir/$one.ics" "$dir/mine.ics"
    cp "$dir/$one.ics" "$dir/11111111-2222-4333-8444-555555555555.ics"
    COACH_NOW=2026-12-07T13:00:00Z coach session edit "$two" --title Rows -o id
    coach session archive "$three" -o id
    run_coach 0 ical export --vdir "$dir"
    assert_equal "$stderr" "1 written, 1 removed, 1 as they were"
    assert_equal "$(stat -c %Y "$dir/$one.ics")" "$(date -d 2020-01-01 +%s)"
    assert_equal "$(cd "$dir" && ls -A | LC_ALL=C sort)" \
        "$(printf '%s\n' "$one.ics" "$two.ics" mine.ics 11111111-2222-4333-8444-555555555555.ics | LC_ALL=C sort)"
    assert grep -q '^SUMMARY:Rows' "$dir/$two.ics"
}

@test "the calendar of one in a vdir is the same whatever else is there" {
    local one dir=$BATS_TEST_TMPDIR/vdir before
    one=$(book "tomorrow 9:00" --time-zone Asia/Jerusalem)
    run_coach 0 ical export --vdir "$dir"
    before=$(<"$dir/$one.ics")
    book "2029-01-01 9:00" --time-zone Asia/Jerusalem
    run_coach 0 ical export --vdir "$dir"
    assert_equal "$(<"$dir/$one.ics")" "$before"
    assert_equal "$stderr" "1 written, 0 removed, 1 as they were"
}

@test "what another program has changed later in a vdir is left to be imported" {
    local one dir=$BATS_TEST_TMPDIR/vdir
    one=$(book "tomorrow 9:00")
    run_coach 0 ical export --vdir "$dir"
    sed -i 's/^LAST-MODIFIED:.*/LAST-MODIFIED:20261207T120500Z\r/; s/^SUMMARY:.*/SUMMARY:Rows\r/' "$dir/$one.ics"
    run_coach 0 ical export --vdir "$dir"
    assert_equal "$stderr" "0 written, 0 removed, 1 as they were"
    assert grep -q '^SUMMARY:Rows' "$dir/$one.ics"
    COACH_NOW=2026-12-07T12:06:00Z coach session edit "$one" --title Lunges -o id
    run_coach 0 ical export --vdir "$dir"
    assert grep -q '^SUMMARY:Lunges' "$dir/$one.ics"
}

# The zones are the same whatever keeps the sessions.
# bats test_tags=once
@test "every time zone is told as it is: dateutil reads it, zoneinfo agrees, 2026 to 2035" {
    local zone columns="client_trainer_relationship_id, client_id, trainer_id, title, session_type, status, search_text,
        scheduled_at, ends_at, created_by, created_at, updated_at, is_active"
    cd "$BATS_TEST_TMPDIR"
    book "2026-06-01 9:00"
    book "2035-06-01 9:00"
    /usr/bin/python3 -c 'import zoneinfo; print("\n".join(zoneinfo.available_timezones()))' | grep '^[A-Z].*/' | grep -vx Etc/UTC >zones
    while read -r zone; do
        echo "INSERT INTO training_session (id, time_zone, $columns)
            SELECT randomblob(16), '$zone', $columns FROM training_session WHERE time_zone = 'Europe/Berlin' LIMIT 1;"
    done < <(grep -vx Europe/Berlin zones) >more.sql
    sqlite3 -bail "$COACH_DB" "BEGIN" ".read more.sql" "COMMIT"
    coach ical export all.ics
    run /usr/bin/python3 "$BATS_TEST_DIRNAME/zones.py" 2026 2035 <all.ics
    assert_output "$(wc -l <zones)"
}
