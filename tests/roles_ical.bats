# roles_ical.bats - what a login on a server sees of other calendars, and what it may bring from them.
# bats file_tags=postgres

load helper
load logins

event() { # event UID TITLE START
    printf '%s\r\n' BEGIN:VCALENDAR BEGIN:VEVENT "UID:$1" "SUMMARY:$2" "DTSTART:$3" DURATION:PT1H END:VEVENT END:VCALENDAR
}

@test "each exports what each sees, without what is the trainer's alone" {
    local login
    for login in anna carl ben cleo dana; do
        run as "$login" ical export
        assert_success
        assert_equal "$(grep -c '^BEGIN:VEVENT' <<<"$output")" "$(as "$login" session list -o id | wc -l)"
        refute_output --partial secret
    done
    run as ben ical export
    assert_output --partial 'ORGANIZER;CN="Anna'
    refute_output --partial cleo@example.org
}

@test "a trainer brings events in, a client does not, and nobody sees whose event another's session was" {
    event shared@x Morning 20261220T070000Z >"$BATS_TEST_TMPDIR/a.ics"
    run --separate-stderr as anna ical import "$BATS_TEST_TMPDIR/a.ics" --client ben@example.org --trainer anna@example.org -o json
    assert_success
    assert_equal "$(jq -r '.[].title' <<<"$output")" Morning
    # the same event is another one for somebody else
    run --separate-stderr as carl ical import "$BATS_TEST_TMPDIR/a.ics" --client cleo@example.org --trainer carl@example.org -o json
    assert_success
    assert_equal "$(jq -r '.[].title' <<<"$output")" Morning
    assert_equal "$(sql anna "SELECT count(*) FROM coach.calendar_link")" 1
    assert_equal "$(sql ben "SELECT count(*) FROM coach.calendar_link")" 1
    assert_equal "$(sql dana "SELECT count(*) FROM coach.calendar_link")" 0
    # once more, nothing
    run --separate-stderr as anna ical import "$BATS_TEST_TMPDIR/a.ics" --client ben@example.org --trainer anna@example.org -o json
    assert_output "[]"
    event mine@x Evening 20261220T170000Z >"$BATS_TEST_TMPDIR/b.ics"
    run --separate-stderr as ben ical import "$BATS_TEST_TMPDIR/b.ics" --client ben@example.org --trainer anna@example.org
    assert_failure 4
    assert_regex "$stderr" "does not permit that"
    event shared@x Noon 20261220T110000Z >"$BATS_TEST_TMPDIR/c.ics"
    run --separate-stderr as ben ical import "$BATS_TEST_TMPDIR/c.ics"
    assert_failure
    assert_equal "$(as anna session list --search morning -o id | wc -l)" 1
}

@test "a trainer's series that is moved elsewhere is moved, and those that clash make room" {
    series() { # series TIME SEQUENCE
        event run@x Run "20270110T${1}Z" | sed "s/^DURATION.*/&\nRRULE:FREQ=DAILY;COUNT=3\r\nSEQUENCE:$2\r/"
        event walk@x Walk "202701${3}Z" | sed "s/^DURATION.*/&\nSEQUENCE:$2\r/"
    }
    series 070000 0 10T080000 >"$BATS_TEST_TMPDIR/a.ics"
    run --separate-stderr as anna ical import "$BATS_TEST_TMPDIR/a.ics" --client ben@example.org --trainer anna@example.org
    assert_success
    series 073000 1 10T083000 >"$BATS_TEST_TMPDIR/a.ics"
    run --separate-stderr as anna ical import "$BATS_TEST_TMPDIR/a.ics" --client ben@example.org --trainer anna@example.org
    assert_success
    assert_equal "$stderr" "0 new, 4 changed, 0 cancelled, 0 as they were"
    run --separate-stderr as anna ical import "$BATS_TEST_TMPDIR/a.ics" --client ben@example.org --trainer anna@example.org
    assert_equal "$stderr" "0 new, 0 changed, 0 cancelled, 4 as they were"
}
