# ical_import.bats - what other programs write becomes sessions: once, with the right times, and only what can be taken.

load calendars

@test "an event becomes a session, and once" {
    cd_temp
    event one@example.com "SUMMARY:Squats\\, deep" "DESCRIPTION:First\\nthen second" "LOCATION:Hall 2" \
        "DTSTART;TZID=Europe/Berlin:20261210T180000" "DTEND;TZID=Europe/Berlin:20261210T193000" | calendar a.ics
    run_coach 0 --json ical import a.ics --trainer $anna --client $ben --type assessment
    assert_json '[.[] | {client, trainer, title, description, location, scheduled_at, ends_at, time_zone, session_type, status}]' '[{
        "client": "Ben Cole", "trainer": "Anna Berg", "title": "Squats, deep", "description": "First\nthen second",
        "location": "Hall 2", "scheduled_at": "2026-12-10T17:00:00Z", "ends_at": "2026-12-10T18:30:00Z",
        "time_zone": "Europe/Berlin", "session_type": "ASSESSMENT", "status": "SCHEDULED"}]'
    imports "$(same 1)" a.ics
    assert_equal "$output" ""
    imports "$(same 1)" - <a.ics
    assert_equal "$(sessions)" "2026-12-10T17:00:00Z 90 Squats, deep SCHEDULED"
}

@test "a rehearsal shows what would come of it, and changes nothing" {
    cd_temp
    event one@example.com SUMMARY:Squats | calendar a.ics
    local before
    before=$(database_fingerprint)
    run_coach 0 ical import a.ics --trainer $anna --client $ben --dry-run --fields title,status
    assert_output "title   status
Squats  SCHEDULED"
    assert_equal "$(sed 's/ [0-9a-f]\{8\}:/ ID:/' <<<"$stderr")" "$(new 1)
session Squats: new
calendar link ID: new
nothing has been changed"
    assert_equal "$(database_fingerprint)" "$before"
}

@test "times in UTC, floating, by Outlook's names, by others' names, and by a zone's own offsets" {
    cd_temp
    {
        printf '%s\n' BEGIN:VTIMEZONE "TZID:Our Office" BEGIN:STANDARD DTSTART:19700101T000000 TZOFFSETFROM:+0530 \
            TZOFFSETTO:+0530 END:STANDARD END:VTIMEZONE
        event a SUMMARY:utc DTSTART:20261211T090000Z DURATION:PT1H
        event b SUMMARY:floating DTSTART:20261212T090000 DURATION:PT1H
        event c SUMMARY:outlook "DTSTART;TZID=W. Europe Standard Time:20261213T090000" DURATION:PT1H
        event d SUMMARY:quoted 'DTSTART;TZID="Eastern Standard Time":20261214T090000' DURATION:PT1H
        event e SUMMARY:path "DTSTART;TZID=/citadel.org/20190914_1/Asia/Tokyo:20261215T090000" DURATION:PT1H
        event f SUMMARY:own "DTSTART;TZID=Our Office:20261216T090000" DURATION:PT1H
    } | calendar a.ics
    imports "$(new 6)" a.ics
    assert_equal "$(coach session list -o json | jq -r '.[] | "\(.scheduled_at) \(.time_zone) \(.title)"')" \
"2026-12-11T09:00:00Z Europe/Berlin utc
2026-12-12T08:00:00Z Europe/Berlin floating
2026-12-13T08:00:00Z Europe/Berlin outlook
2026-12-14T14:00:00Z America/New_York quoted
2026-12-15T00:00:00Z Asia/Tokyo path
2026-12-16T03:30:00Z Europe/Berlin own"
    event g SUMMARY:floating DTSTART:20261217T090000 DURATION:PT1H | calendar b.ics
    run_coach 0 ical import b.ics --trainer $anna --client $ben --tz America/New_York -o json
    assert_json '.[0].scheduled_at' '"2026-12-17T14:00:00Z"'
}

@test "what a METHOD says holds for its own calendar; an answer is no event" {
    cd_temp
    event one | calendar one.ics PUBLISH
    imports "$(new 1)" one.ics
    event other SEQUENCE:1 | calendar other.ics CANCEL
    event one SEQUENCE:1 SUMMARY:Later | calendar later.ics
    cat other.ics later.ics >both.ics
    run_coach 0 ical import both.ics --trainer $anna --client $ben
    assert_equal "$(sessions)" "2026-12-10T09:00:00Z 60 Later SCHEDULED"
    event one SEQUENCE:2 SUMMARY:Answer | calendar reply.ics REPLY
    fails_to_take "line 5, one: it is somebody's answer, by its METHOD, and no event of a calendar" reply.ics
    event one SEQUENCE:2 | calendar cancel.ics CANCEL
    imports "0 new, 0 changed, 1 cancelled, 0 as they were" cancel.ics
}

@test "a zone that would take for ever is not known" {
    cd_temp
    local n
    {
        printf '%s\n' BEGIN:VTIMEZONE TZID:Evil
        for n in {1..20}; do
            printf '%s\n' BEGIN:STANDARD DTSTART:00010101T000000 TZOFFSETFROM:+0100 TZOFFSETTO:+0100 \
                RRULE:FREQ=YEARLY\;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12\;BYDAY=MO,TU,WE,TH,FR,SA,SU END:STANDARD
        done
        echo END:VTIMEZONE
        event evil 'DTSTART;TZID=Evil:20261210T100000' DURATION:PT1H
    } | calendar evil.ics
    run timeout 20 "$COACH_BIN" ical import evil.ics --trainer $anna --client $ben
    assert_equal "$status" 5
    assert_equal "$(sessions)" ""
}

@test "every name of Windows is a zone of this machine" {
    cd_temp
    local name n=0
    while read -r name; do
        n=$((n + 1))
        event "zone-$n" "SUMMARY:$name" "DTSTART;TZID=$name:2027$(printf %02d%02d $((n / 28 + 1)) $((n % 28 + 1)))T120000" DURATION:PT30M
    done < <(sed -nE 's/^    \{"([^"]*)", "([^"]*)"\},$/\1/p' "$BATS_TEST_DIRNAME/../lib/schedule/windows_zones.h") | calendar a.ics
    run_coach 0 -o json ical import a.ics --trainer $anna --client $ben --force
    assert_json 'length > 130' true
    LC_ALL=C sort -c <(sed -nE 's/^    \{"([^"]*)", .*/\1/p' "$BATS_TEST_DIRNAME/../lib/schedule/windows_zones.h")
}

@test "a rule, with what is left out in another form, and what stands elsewhere" {
    cd_temp
    {
        event rec SUMMARY:Weekly "DTSTART;TZID=Europe/Berlin:20261210T180000" "DTEND;TZID=Europe/Berlin:20261210T190000" \
            "RRULE:FREQ=WEEKLY;COUNT=6" "EXDATE;VALUE=DATE:20261217" "EXDATE:20261224T170000Z"
        event rec "SUMMARY:Later" "RECURRENCE-ID:20261231T170000Z" "DTSTART;TZID=Europe/Berlin:20261231T193000" \
            "DTEND;TZID=Europe/Berlin:20261231T203000"
        event rec "SUMMARY:Off" "RECURRENCE-ID;TZID=Europe/Berlin:20270107T180000" STATUS:CANCELLED \
            "DTSTART;TZID=Europe/Berlin:20270107T180000" DURATION:PT1H
    } | calendar a.ics
    imports "3 new, 0 changed, 0 cancelled, 1 as they were" a.ics
    assert_equal "$(sessions)" "2026-12-10T17:00:00Z 60 Weekly SCHEDULED
2026-12-31T18:30:00Z 60 Later SCHEDULED
2027-01-14T17:00:00Z 60 Weekly SCHEDULED"
    imports "$(same 4)" a.ics
}

@test "a rule is followed across a change of the clock, its end in UTC, or for a year where it has none" {
    cd_temp
    {
        event a SUMMARY:Spring "DTSTART;TZID=Europe/Berlin:20270320T180000" DURATION:PT1H "RRULE:FREQ=WEEKLY;UNTIL=20270403T160000Z"
        event b SUMMARY:Ever "DTSTART;TZID=Europe/Berlin:20261210T180000" DURATION:PT1H "RRULE:FREQ=MONTHLY"
    } | calendar a.ics
    imports "$(new 15)" a.ics
    assert_equal "$(sessions | grep Spring)" "2027-03-20T17:00:00Z 60 Spring SCHEDULED
2027-03-27T17:00:00Z 60 Spring SCHEDULED
2027-04-03T16:00:00Z 60 Spring SCHEDULED"
    assert_equal "$(sessions | grep -c Ever)" 12
    assert_equal "$(sessions | tail -1)" "2027-11-10T17:00:00Z 60 Ever SCHEDULED"
}

@test "of a series that began long ago, what is to come is booked, and nothing of what is past" {
    cd_temp
    {
        event day SUMMARY:Daily DTSTART:20191202T090000Z DURATION:PT30M "RRULE:FREQ=DAILY"
        event week SUMMARY:Biweekly "DTSTART;TZID=Europe/Berlin:20200106T180000" DURATION:PT1H \
            "RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20270115T000000Z"
        event count SUMMARY:Counted DTSTART:20261130T130000Z DURATION:PT1H "RRULE:FREQ=WEEKLY;COUNT=3"
        event over SUMMARY:Over DTSTART:20200101T130000Z DURATION:PT1H "RRULE:FREQ=DAILY;UNTIL=20240101T000000Z"
        event single SUMMARY:Single DTSTART:20261201T130000Z DURATION:PT1H
    } | calendar a.ics
    run_coach 0 ical import a.ics --trainer $anna --client $ben
    assert_equal "$stderr" "$(new 371)"
    assert_equal "$(sessions | grep Daily | sed -n '1p;$p')" "2026-12-08T09:00:00Z 30 Daily SCHEDULED
2027-12-07T09:00:00Z 30 Daily SCHEDULED"
    assert_equal "$(sessions | grep -v Daily)" "2026-12-01T13:00:00Z 60 Single SCHEDULED
2026-12-07T13:00:00Z 60 Counted SCHEDULED
2026-12-14T13:00:00Z 60 Counted SCHEDULED
2026-12-14T17:00:00Z 60 Biweekly SCHEDULED
2026-12-28T17:00:00Z 60 Biweekly SCHEDULED
2027-01-11T17:00:00Z 60 Biweekly SCHEDULED"
    imports "$(same 371)" a.ics
}

@test "what cannot be taken is named by line and UID, and the rest is done" {
    cd_temp
    book "2026-12-10 13:00 UTC"
    {
        event day "DTSTART;VALUE=DATE:20261210" SUMMARY:Holiday
        event long DTSTART:20261210T090000Z DTEND:20261212T090000Z
        event short DTSTART:20261210T090000Z
        event clash DTSTART:20261210T123000Z DURATION:PT1H
        event lost "DTSTART;TZID=Nowhere/Land:20261210T090000" DURATION:PT1H
        event wide "SUMMARY:$(printf 'x%.0s' {1..300})"
        event fine "RRULE:FREQ=HOURLY;COUNT=3"
        event none DTSTART:20269999T990000Z
        event dates "RDATE:20261211T090000Z" "RRULE:FREQ=DAILY;COUNT=2"
        printf '%s\n' BEGIN:VEVENT DTSTART:20261210T090000Z END:VEVENT
        event good DTSTART:20261210T070000Z DURATION:PT1H
        printf '%s\n' BEGIN:VEVENT UID:open
    } | calendar a.ics
    run_coach 5 ical import a.ics --trainer $anna --client $ben --fields title
    assert_output "title
Untitled"
    assert_equal "$(grep -c '^hint: line ' <<<"$stderr")" 11
    assert_regex "$stderr" 'hint: line 4, day: it lasts whole days and is no session'
    assert_regex "$stderr" 'hint: line 10, long: a session lasts from 5 minutes to 24 hours'
    assert_regex "$stderr" 'hint: line 16, short: a session lasts from 5 minutes to 24 hours'
    assert_regex "$stderr" 'clash: the trainer Anna Berg is busy: "Squats"'
    assert_regex "$stderr" 'lost: its time zone "Nowhere/Land" is not known'
    assert_regex "$stderr" 'wide: title .*255'
    assert_regex "$stderr" 'fine: .*HOURLY'
    assert_regex "$stderr" 'none: its DTSTART cannot be read'
    assert_regex "$stderr" 'dates: it recurs by more than one rule'
    assert_regex "$stderr" 'the event has no UID'
    assert_regex "$stderr" 'what begins here is not ended'
    run_coach 5 ical import a.ics --trainer $anna --client $ben --force
    assert_regex "$stderr" '^1 new, 0 changed, 0 cancelled, 1 as they were
coach: 10 events could not be taken'
}

@test "new events need both people, and only their own sessions are touched" {
    cd_temp
    pair $cleo $carl
    local id
    id=$(book "tomorrow 9:00")
    event a SUMMARY:New | calendar a.ics
    run_coach 5 ical import a.ics --trainer $anna
    assert_regex "$stderr" 'line 4, a: it is new; give --trainer and --client to book it'
    refuses 3 'there is no user' ical import a.ics --client nobody@example.org --trainer $anna
    coach ical export own.ics
    sed -i 's/^SUMMARY:.*/SUMMARY:Hers\r/' own.ics
    run_coach 5 ical import own.ics --trainer $carl
    assert_regex "$stderr" "$id: it is the session of another trainer"
    run_coach 5 ical import own.ics --trainer $carl --client $cleo
    assert_equal "$(field session "$id" title)" Squats
    run_coach 0 ical import own.ics
    assert_equal "$(field session "$id" title)" Hers
}

@test "what is no calendar is refused whole" {
    cd_temp
    echo hello >a.txt
    refuses 2 "the text is not iCalendar: no BEGIN:VCALENDAR" ical import a.txt --trainer $anna --client $ben
    : >empty
    refuses 2 "is not iCalendar" ical import empty
    printf 'BEGIN:VCALENDAR\r\nX:\0\r\nEND:VCALENDAR\r\n' >nul.ics
    refuses 2 "holds a NUL" ical import nul.ics
    refuses 4 "cannot be read" ical import none.ics
    refuses 4 "cannot be read" ical import --vdir none
    refuses 2 "give either a file or --vdir" ical import
    refuses 2 "give either a file or --vdir" ical import a.ics --vdir .
    head -c 70000000 /dev/zero >big.ics
    refuses 2 "is larger than 64 MiB" ical import big.ics
    printf '\xef\xbb\xbfBEGIN:VCALENDAR\nEND:VCALENDAR' >mark.ics
    imports "$(same 0)" mark.ics
}

@test "in a vdir what cannot be read is named, and the rest is taken" {
    cd_temp
    mkdir -p vdir/directory.ics
    mkfifo vdir/fifo.ics
    ln -s /dev/zero vdir/device.ics
    ln -s nowhere vdir/link.ics
    truncate -s 65M vdir/large.ics
    event latin "SUMMARY:"$'\xff' | calendar vdir/latin.ics
    echo hello >vdir/notes.ics
    echo hello >vdir/notes.txt
    event one SUMMARY:Squats | calendar vdir/good.ics
    {
        event two DTSTART:20261211T090000Z DURATION:PT1H
        event nothing DTSTART:20261212T090000Z DURATION:PT1M
    } | calendar vdir/zoo.ics
    run --separate-stderr timeout 20 "$COACH_BIN" ical import --vdir vdir --trainer $anna --client $ben
    assert_equal "$status $stderr" "5 2 new, 0 changed, 0 cancelled, 0 as they were
coach: 6 files and 2 events could not be taken
hint: device.ics is no regular file
hint: directory.ics is no regular file
hint: fifo.ics is no regular file
hint: large.ics is larger than 64 MiB
hint: latin.ics, line 4, latin: its SUMMARY is not UTF-8
hint: link.ics cannot be read: No such file or directory
hint: notes.ics is not iCalendar: no BEGIN:VCALENDAR
hint: zoo.ics, line 10, nothing: a session lasts from 5 minutes to 24 hours"
    assert_equal "$(sessions)" "2026-12-10T09:00:00Z 60 Squats SCHEDULED
2026-12-11T09:00:00Z 60 Untitled SCHEDULED"
    rm -r vdir/[dflnz]*
    # the files are looked at for the event that was imported
    mkfifo vdir/fifo.ics
    run --separate-stderr timeout 20 "$COACH_BIN" ical export --vdir vdir
    assert_equal "$status $stderr" "0 1 written, 0 removed, 1 as they were"
}

@test "an imported event keeps its file, however its UID is written there" {
    cd_temp
    mkdir vdir
    event 'a\, b\; c\\d@example.com' | calendar vdir/escaped.ics
    event x DTSTART:20261211T090000Z DURATION:PT1H | sed 's/^UID:x/uid;X-A="b:c";X-D=e:parameter@example.com/' | calendar vdir/parameter.ics
    event x DTSTART:20261212T090000Z DURATION:PT1H | sed 's/^UID:x/UID:fol\n\tded@exa\n mple.com/' | calendar vdir/folded.ics
    {
        printf '%s\n' BEGIN:VEVENT BEGIN:VALARM UID:alarm@example.com ACTION:DISPLAY DESCRIPTION:Soon TRIGGER:-PT5M END:VALARM
        event alarmed@example.com DTSTART:20261213T090000Z DURATION:PT1H | tail -n +2
    } | calendar vdir/alarm.ics
    imports "$(new 4)" --vdir vdir
    run_coach 0 ical export --vdir vdir
    assert_equal "$stderr" "0 written, 0 removed, 4 as they were"
    assert_equal "$(ls vdir | paste -sd ' ')" "alarm.ics escaped.ics folded.ics parameter.ics"
    COACH_NOW=2026-12-07T13:00:00Z coach session edit "$(coach session list --limit 1 -o id)" --title Rows -o id
    COACH_NOW=2026-12-07T13:01:00Z run_coach 0 ical export --vdir vdir
    assert_equal "$stderr" "1 written, 0 removed, 3 as they were"
    assert grep -q '^SUMMARY:Rows' vdir/escaped.ics
    imports "$(same 4)" --vdir vdir
}

@test "an event of which something cannot be read is refused, not taken without it" {
    cd_temp
    {
        event rule "RRULE:FREQ=BANANA;COUNT=3"
        event empty RRULE:
        event except "RRULE:FREQ=DAILY;COUNT=3" "EXDATE:20261211T090000Z,tomorrow"
        event day "RRULE:FREQ=DAILY;COUNT=3" "EXDATE;VALUE=DATE:20261399"
        event end DTSTART:20261210T090000Z DTEND:later
        event past DTSTART:20261210T090000Z DTEND:20261310T090000Z
        event length DTSTART:20261210T090000Z DURATION:1h
        event which RECURRENCE-ID:second
        event more "RDATE:soon"
        event fine DTSTART:20261215T090000Z DURATION:PT1H GEO:here "X-NOTE;=:x" LAST-MODIFIED:lately TRANSP: \
            BEGIN:VALARM TRIGGER:-PT5M DURATION:long END:VALARM
    } | calendar a.ics
    fails_to_take "line 52, which: its RECURRENCE-ID cannot be read
line 4, rule: its RRULE cannot be read
line 11, empty: its RRULE cannot be read
line 18, except: its EXDATE cannot be read
line 26, day: its EXDATE cannot be read
line 34, end: its DTEND cannot be read
line 40, past: its DTEND cannot be read
line 46, length: its DURATION cannot be read
line 59, more: its RDATE cannot be read" a.ics
    assert_equal "$(sessions)" "2026-12-15T09:00:00Z 60 Untitled SCHEDULED"
    # the place of one that cannot be read is not given to what the rule says
    event r DTSTART:20261220T090000Z DURATION:PT1H "RRULE:FREQ=DAILY;COUNT=2" >r
    { cat r; event r RECURRENCE-ID:20261221T090000Z DTSTART:20261221T110000Z DURATION:PT1H; } | calendar 1.ics
    { cat r; event r SEQUENCE:1 RECURRENCE-ID:20261221T090000Z DTSTART:20261221T120000Z DURATION:1; } | calendar 2.ics
    imports "$(new 2)" 1.ics
    fails_to_take "line 11, r: its DURATION cannot be read" 2.ics
    assert_equal "$(sessions | tail -1)" "2026-12-21T11:00:00Z 60 Untitled SCHEDULED"
}

@test "a character that a fold cuts is whole; what is not UTF-8 is refused alone" {
    cd_temp
    event fold $'SUMMARY:Gr\xc3\n \xbc\xc3\r\n\t\x9fe' | calendar fold.ics
    sed -i 's/\r\r$/\r/' fold.ics
    imports "$(new 1)" fold.ics
    assert_equal "$(sessions)" "2026-12-10T09:00:00Z 60 Grüße SCHEDULED"
    {
        printf 'X-WR-CALNAME:Pl\xe4ne\nBEGIN:VTIMEZONE\nTZID:B\xfcro\nEND:VTIMEZONE\n'
        event latin $'SUMMARY:Gr\xfc\xdfe'
        event $'\xfcid' SUMMARY:Uid
        event good SUMMARY:Good DTSTART:20261211T090000Z DURATION:PT1H
    } | LC_ALL=C calendar latin.ics
    fails_to_take "line 8, latin: its SUMMARY is not UTF-8
line 15, �id: its UID is not UTF-8" latin.ics
    assert_equal "$(sessions | tail -1)" "2026-12-11T09:00:00Z 60 Good SCHEDULED"
}
