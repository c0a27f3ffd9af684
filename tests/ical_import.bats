# ical_import.bats - what other programs write becomes sessions: once, with the right times, and only what can be taken.

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
    run_coach 0 ical import "$@" --trainer $anna --client $ben
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
    run_coach 5 -o json ical import "$@" --trainer $anna --client $ben
    assert_equal "$(jq -r .error.code <<<"$stderr")" partial
    assert_equal "$(jq -r .error.hint <<<"$stderr")" "$problems"
}

# The sessions as they begin, in order: instant, minutes, title, status.
sessions() {
    coach session list --all -o json | jq -r '.[] | [.scheduled_at, ((.ends_at | fromdate) - (.scheduled_at | fromdate)) / 60,
        .title, .status] | join(" ")'
}

cd_temp() {
    cd "$BATS_TEST_TMPDIR"
}

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
    assert_equal "$stderr" "$(new 1)
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

@test "what changes there changes here, what is older does not, and what coach changed stays" {
    cd_temp
    event a SUMMARY:Squats SEQUENCE:1 LAST-MODIFIED:20261201T100000Z | calendar 1.ics
    event a SUMMARY:Rows SEQUENCE:2 DTSTART:20261210T110000Z DTEND:20261210T113000Z LAST-MODIFIED:20261202T100000Z | calendar 2.ics
    imports "$(new 1)" 1.ics
    imports "0 new, 1 changed, 0 cancelled, 0 as they were" 2.ics
    assert_equal "$(sessions)" "2026-12-10T11:00:00Z 30 Rows SCHEDULED"
    imports "$(same 1)" 1.ics
    coach session edit "$(coach session list -o id)" --title Lunges -o id
    imports "$(same 1)" 2.ics
    assert_equal "$(sessions)" "2026-12-10T11:00:00Z 30 Lunges SCHEDULED"
    event a SUMMARY:Swings SEQUENCE:3 DTSTART:20261210T110000Z DTEND:20261210T113000Z STATUS:CONFIRMED | calendar 3.ics
    imports "0 new, 1 changed, 0 cancelled, 0 as they were" 3.ics
    assert_equal "$(sessions)" "2026-12-10T11:00:00Z 30 Swings CONFIRMED"
}

@test "what is called off there is cancelled here" {
    cd_temp
    event a SUMMARY:One | calendar 1.ics
    event b SUMMARY:Two DTSTART:20261211T090000Z DURATION:PT1H | calendar 2.ics
    imports "$(new 1)" 1.ics
    imports "$(new 1)" 2.ics
    event a SUMMARY:One SEQUENCE:1 | calendar 3.ics CANCEL
    event b SUMMARY:Two DTSTART:20261211T090000Z DURATION:PT1H SEQUENCE:1 STATUS:CANCELLED | calendar 4.ics
    imports "0 new, 0 changed, 1 cancelled, 0 as they were" 3.ics
    imports "0 new, 0 changed, 1 cancelled, 0 as they were" 4.ics
    imports "$(same 1)" 3.ics
    event c SUMMARY:Three STATUS:CANCELLED | calendar 5.ics
    imports "$(same 1)" 5.ics
    assert_equal "$(sessions)" "2026-12-10T09:00:00Z 60 One CANCELLED
2026-12-11T09:00:00Z 60 Two CANCELLED"
}

@test "occurrences that a rule does not give any more are cancelled, before others take their time" {
    cd_temp
    event r SUMMARY:Weekly DTSTART:20261210T090000Z DURATION:PT1H "RRULE:FREQ=WEEKLY;COUNT=3" | calendar 1.ics
    event r SUMMARY:Weekly SEQUENCE:1 DTSTART:20261210T093000Z DURATION:PT1H "RRULE:FREQ=WEEKLY;COUNT=2" | calendar 2.ics
    imports "$(new 3)" 1.ics
    imports "0 new, 2 changed, 1 cancelled, 0 as they were" 2.ics
    assert_equal "$(sessions | grep SCHEDULED)" "2026-12-10T09:30:00Z 60 Weekly SCHEDULED
2026-12-17T09:30:00Z 60 Weekly SCHEDULED"
    imports "$(same 2)" 2.ics
    # the older copy moves nothing back, and books nothing again but what is not there any more
    event s SUMMARY:Night DTSTART:20261212T233000Z DURATION:PT1H "RRULE:FREQ=WEEKLY;COUNT=2" | calendar 3.ics
    event s SUMMARY:Night SEQUENCE:1 DTSTART:20261213T000000Z DURATION:PT1H "RRULE:FREQ=WEEKLY;COUNT=2" | calendar 4.ics
    imports "$(new 2)" 3.ics
    imports "2 new, 0 changed, 2 cancelled, 0 as they were" 4.ics
    imports "$(same 2)" 3.ics
    imports "$(same 2)" 4.ics
    imports "$(same 3)" 1.ics
    assert_equal "$(sessions | grep -c SCHEDULED)" 4
}

@test "what was called off there comes back as a new session" {
    cd_temp
    local rule="RRULE:FREQ=WEEKLY;COUNT=2"
    event r SUMMARY:Weekly DTSTART:20261210T090000Z DURATION:PT1H "$rule" | calendar 1.ics
    event r SUMMARY:Weekly SEQUENCE:1 DTSTART:20261210T090000Z DURATION:PT1H "$rule" EXDATE:20261217T090000Z | calendar 2.ics
    event r SUMMARY:Weekly SEQUENCE:2 DTSTART:20261210T090000Z DURATION:PT1H "$rule" | calendar 3.ics
    imports "$(new 2)" 1.ics
    imports "0 new, 0 changed, 1 cancelled, 1 as they were" 2.ics
    imports "1 new, 0 changed, 0 cancelled, 1 as they were" 3.ics
    imports "$(same 2)" 3.ics
    imports "$(same 2)" 1.ics
    assert_equal "$(sessions | grep -c SCHEDULED)" 2
    # what was called off here stays so
    coach session cancel "$(coach session list --status scheduled -o id | head -1)" -o id
    imports "$(same 2)" 3.ics
    event r SUMMARY:Rows SEQUENCE:3 DTSTART:20261210T090000Z DURATION:PT1H "$rule" | calendar 4.ics
    imports "0 new, 1 changed, 0 cancelled, 1 as they were" 4.ics
    imports "$(same 2)" 4.ics
}

@test "what is done or past of a series stays as it is, and is no failure" {
    cd_temp
    local ids rule="RRULE:FREQ=WEEKLY;COUNT=4" file=own.ics
    event r SUMMARY:Weekly DTSTART:20261123T090000Z DURATION:PT1H "$rule" | calendar 1.ics
    COACH_NOW=2026-11-20T12:00:00Z imports "$(new 4)" 1.ics
    mapfile -t ids < <(coach session list -o id)
    coach session complete "${ids[0]}" --at 2026-11-23T10:00:00Z -o id
    event r SUMMARY:Rows SEQUENCE:1 DTSTART:20261123T093000Z DURATION:PT1H "$rule" | calendar 2.ics
    imports "0 new, 1 changed, 0 cancelled, 3 as they were" 2.ics
    imports "$(same 4)" 2.ics
    assert_equal "$(sessions)" "2026-11-23T09:00:00Z 60 Weekly COMPLETED
2026-11-30T09:00:00Z 60 Weekly SCHEDULED
2026-12-07T09:00:00Z 60 Weekly SCHEDULED
2026-12-14T09:30:00Z 60 Rows SCHEDULED"
    # one that is named by itself may be put off
    { event r SUMMARY:Rows SEQUENCE:1 DTSTART:20261123T093000Z DURATION:PT1H "$rule"
        event r SUMMARY:Late SEQUENCE:2 RECURRENCE-ID:20261207T093000Z DTSTART:20261208T093000Z DURATION:PT1H; } | calendar 3.ics
    imports "0 new, 1 changed, 0 cancelled, 3 as they were" 3.ics
    assert_equal "$(sessions | sed -n 3p)" "2026-12-08T09:30:00Z 60 Late SCHEDULED"
}

@test "the same of a series of coach's own" {
    cd_temp
    local ids
    COACH_NOW=2026-11-20T12:00:00Z coach session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title Squats \
        --at "2026-11-23 18:00" --every week --times 4 -o id
    mapfile -t ids < <(coach session list -o id)
    coach session complete "${ids[0]}" --at "2026-11-23 19:00" -o id
    coach ical export own.ics
    sed -i 's/^SUMMARY:.*/SUMMARY:Rows\r/; s/^SEQUENCE:.*/SEQUENCE:9\r/' own.ics
    imports "0 new, 2 changed, 0 cancelled, 2 as they were" own.ics
    imports "$(same 4)" own.ics
    assert_equal "$(sessions)" "2026-11-23T17:00:00Z 60 Squats COMPLETED
2026-11-30T17:00:00Z 60 Squats SCHEDULED
2026-12-07T17:00:00Z 60 Rows SCHEDULED
2026-12-14T17:00:00Z 60 Rows SCHEDULED"
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

@test "coach's own sessions come back as they went out, and changed ones are changed" {
    local one two three dir=$BATS_TEST_TMPDIR/vdir
    one=$(book "tomorrow 9:00" --description "Warm up") two=$(book "tomorrow 10:00") three=$(book "tomorrow 11:00")
    coach session confirm "$three" -o id
    coach ical export --vdir "$dir"
    run_coach 0 ical import --vdir "$dir"
    assert_equal "$stderr" "$(same 3)"
    sed -i 's/^SEQUENCE:.*/SEQUENCE:4\r/; s/^DTSTART;.*/DTSTART;TZID=Europe\/Berlin:20261208T140000\r/
        s/^DTEND;.*/DTEND;TZID=Europe\/Berlin:20261208T153000\r/; /^DESCRIPTION/d' "$dir/$one.ics"
    sed -i 's/^STATUS:.*/STATUS:CANCELLED\r/; s/^LAST-MODIFIED.*/LAST-MODIFIED:20261207T120100Z\r/' "$dir/$two.ics"
    COACH_NOW=2026-12-07T12:02:00Z run_coach 0 ical import --vdir "$dir"
    assert_equal "$stderr" "0 new, 1 changed, 1 cancelled, 1 as they were"
    assert_equal "$(sessions)" "2026-12-08T09:00:00Z 60 Squats LATE_CANCELLED
2026-12-08T10:00:00Z 60 Squats CONFIRMED
2026-12-08T13:00:00Z 90 Squats SCHEDULED"
    assert_equal "$(coach session show "$one" -o json | jq -c '[.description, .sequence]')" '[null,4]'
    coach ical export --vdir "$dir"
    run_coach 0 ical import --vdir "$dir"
    assert_equal "$stderr" "$(same 3)"
}

@test "a copy of a session that is older than the session changes nothing" {
    local id file=$BATS_TEST_TMPDIR/a.ics
    id=$(book "tomorrow 9:00")
    coach ical export "$file"
    COACH_NOW=2026-12-07T12:05:00Z coach session edit "$id" --title Rows -o id
    run_coach 0 ical import "$file"
    assert_equal "$stderr" "$(same 1)"
    assert_equal "$(field session "$id" title)" Rows
}

@test "what is done stays as it is" {
    local id file=$BATS_TEST_TMPDIR/a.ics
    id=$(book "yesterday 9:00")
    coach session complete "$id" --at "yesterday 10:00" -o id
    coach ical export "$file"
    sed -i 's/^SUMMARY:.*/SUMMARY:Rows\r/; s/^SEQUENCE:.*/SEQUENCE:9\r/' "$file"
    run_coach 5 ical import "$file"
    assert_regex "$stderr" "$id: the session is COMPLETED and stays as it is"
    assert_equal "$(field session "$id" title)" Squats
}

@test "a series of coach's own: its sessions change one by one, its rule does not" {
    local series ids file=$BATS_TEST_TMPDIR/a.ics
    coach session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title Squats --at "2026-12-10 18:00" \
        --every week --times 4 -o id
    mapfile -t ids < <(coach session list -o id)
    series=$(coach series list -o id)
    coach ical export "$file"
    run_coach 0 ical import "$file"
    assert_equal "$stderr" "$(same 4)"
    # one is left out, one is moved
    sed -i "s/^RRULE:.*/&\nEXDATE;TZID=Europe\/Berlin:20261217T180000\r/; s/^SEQUENCE:.*/SEQUENCE:1\r/; /^END:VCALENDAR/d" "$file"
    {
        event "$series" SEQUENCE:2 "RECURRENCE-ID;TZID=Europe/Berlin:20261224T180000" SUMMARY:Rows \
            "DTSTART;TZID=Europe/Berlin:20261223T180000" DURATION:PT1H | sed 's/$/\r/'
        printf 'END:VCALENDAR\r\n'
    } >>"$file"
    run_coach 0 ical import "$file"
    assert_equal "$stderr" "0 new, 1 changed, 1 cancelled, 2 as they were"
    assert_equal "$(sessions)" "2026-12-10T17:00:00Z 60 Squats SCHEDULED
2026-12-17T17:00:00Z 60 Squats CANCELLED
2026-12-23T17:00:00Z 60 Rows SCHEDULED
2026-12-31T17:00:00Z 60 Squats SCHEDULED"
    # another rule is not followed
    sed -i 's/^RRULE:.*/RRULE:FREQ=DAILY;COUNT=4\r/; s/^SEQUENCE:.*/SEQUENCE:7\r/' "$file"
    run_coach 5 ical import "$file"
    assert_regex "$stderr" "$series: its rule or its time is another one there"
    assert_equal "$(sessions | grep -c SCHEDULED)" 3
}

@test "a change of one occurrence elsewhere does not undo what changed here in the others meanwhile" {
    local series ids file=$BATS_TEST_TMPDIR/a.ics
    coach session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title Squats --at "2026-12-10 18:00" \
        --every week --times 4 -o id
    mapfile -t ids < <(coach session list -o id)
    series=$(coach series list -o id)
    # the first has changed more often than the others
    COACH_NOW=2026-12-07T12:00:01Z coach session edit "${ids[0]}" --title Warm -o id
    COACH_NOW=2026-12-07T12:00:02Z coach session edit "${ids[0]}" --title Warmer -o id
    coach ical export "$file"
    sed -i "s/^RRULE:.*/&\nEXDATE;TZID=Europe\/Berlin:20261231T180000\r/; /^END:VCALENDAR/d" "$file"
    {
        event "$series" SEQUENCE:3 LAST-MODIFIED:20261207T120500Z "RECURRENCE-ID;TZID=Europe/Berlin:20261217T180000" \
            SUMMARY:Rows "DTSTART;TZID=Europe/Berlin:20261216T180000" DURATION:PT1H | sed 's/$/\r/'
        printf 'END:VCALENDAR\r\n'
    } >>"$file"
    COACH_NOW=2026-12-07T12:04:00Z coach session edit "${ids[2]}" --title Lunges -o id
    COACH_NOW=2026-12-07T12:04:00Z coach session reschedule "${ids[3]}" --at "2026-12-31 19:00" -o id
    COACH_NOW=2026-12-07T12:06:00Z run_coach 0 ical import "$file"
    assert_equal "$stderr" "0 new, 1 changed, 0 cancelled, 3 as they were"
    assert_equal "$(sessions)" "2026-12-10T17:00:00Z 60 Warmer SCHEDULED
2026-12-16T17:00:00Z 60 Rows SCHEDULED
2026-12-24T17:00:00Z 60 Lunges SCHEDULED
2026-12-31T18:00:00Z 60 Squats SCHEDULED"
    # what the whole of it says later is taken, by its SEQUENCE or its time
    sed -i "s/^SEQUENCE:2/SEQUENCE:9/; s/^SUMMARY:Squats/SUMMARY:Swings/" "$file"
    COACH_NOW=2026-12-07T12:07:00Z run_coach 0 ical import "$file"
    assert_equal "$(sessions | grep SCHEDULED)" "2026-12-10T17:00:00Z 60 Warmer SCHEDULED
2026-12-16T17:00:00Z 60 Rows SCHEDULED
2026-12-24T17:00:00Z 60 Swings SCHEDULED"
}

# bare UID SEQUENCE LINE…: an event without a time.
bare() {
    printf '%s\n' BEGIN:VEVENT "UID:$1" DTSTAMP:20261207T130000Z "SEQUENCE:$2" "${@:3}" END:VEVENT
}

@test "what is called off needs no more than its UID; what has no title keeps the one it has" {
    cd_temp
    local series
    event a SUMMARY:One LOCATION:Hall | calendar 1.ics
    event r SUMMARY:Weekly DTSTART:20261211T090000Z DURATION:PT1H "RRULE:FREQ=WEEKLY;COUNT=3" | calendar 2.ics
    imports "$(new 1)" 1.ics
    imports "$(new 3)" 2.ics
    coach session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title Own --at "2026-12-10 18:00" \
        --every week --times 2 -o id
    series=$(coach series list -o id)
    {
        bare a 1
        bare r 1 RECURRENCE-ID:20261218T090000Z
        bare "$series" 1 "RECURRENCE-ID;TZID=Europe/Berlin:20261217T180000"
    } | calendar cancel.ics CANCEL
    imports "0 new, 0 changed, 3 cancelled, 0 as they were" cancel.ics
    imports "$(same 3)" cancel.ics
    assert_equal "$(sessions)" "2026-12-10T09:00:00Z 60 One CANCELLED
2026-12-10T17:00:00Z 60 Own SCHEDULED
2026-12-11T09:00:00Z 60 Weekly SCHEDULED
2026-12-17T17:00:00Z 60 Own CANCELLED
2026-12-18T09:00:00Z 60 Weekly CANCELLED
2026-12-25T09:00:00Z 60 Weekly SCHEDULED"
    { bare r 2; bare "$series" 2; } | calendar all.ics CANCEL
    imports "0 new, 0 changed, 3 cancelled, 1 as they were" all.ics
    imports "$(same 1)" all.ics
    event b SUMMARY:Two DTSTART:20261212T090000Z DURATION:PT1H | calendar b.ics
    imports "$(new 1)" b.ics
    event b SEQUENCE:1 DTSTART:20261212T100000Z DURATION:PT1H | calendar b.ics
    imports "0 new, 1 changed, 0 cancelled, 0 as they were" b.ics
    assert_equal "$(sessions | grep Two)" "2026-12-12T10:00:00Z 60 Two SCHEDULED"
}

@test "an occurrence that comes without its rule is known by its instant, in whatever zone" {
    cd_temp
    event r SUMMARY:Weekly "DTSTART;TZID=Europe/Berlin:20261210T180000" DURATION:PT1H "RRULE:FREQ=WEEKLY;COUNT=3" | calendar 1.ics
    imports "$(new 3)" 1.ics
    coach session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title Own --at "2026-12-11 18:00" \
        --every week --times 2 -o id
    {
        bare r 1 RECURRENCE-ID:20261217T170000Z
        bare "$(coach series list -o id)" 1 "RECURRENCE-ID;TZID=America/New_York:20261218T120000"
    } | calendar cancel.ics CANCEL
    imports "0 new, 0 changed, 2 cancelled, 0 as they were" cancel.ics
    event r SEQUENCE:1 SUMMARY:Late RECURRENCE-ID:20261224T170000Z DTSTART:20261223T170000Z DURATION:PT1H | calendar 2.ics
    imports "0 new, 1 changed, 0 cancelled, 0 as they were" 2.ics
    imports "$(same 1)" 2.ics
    assert_equal "$(sessions)" "2026-12-10T17:00:00Z 60 Weekly SCHEDULED
2026-12-11T17:00:00Z 60 Own SCHEDULED
2026-12-17T17:00:00Z 60 Weekly CANCELLED
2026-12-18T17:00:00Z 60 Own CANCELLED
2026-12-23T17:00:00Z 60 Late SCHEDULED"
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

@test "one event that is several clients' is a session of each: all change with it, and none goes out under its name twice" {
    cd_temp
    local of_ben of_dana
    pair $dana $anna
    event class SUMMARY:Class DTSTART:20261210T090000Z DURATION:PT1H | calendar 1.ics
    for who in $ben $dana; do
        run_coach 0 ical import 1.ics --trainer $anna --client $who --type group -o id
        assert_equal "$stderr" ""
    done
    of_ben=$(coach session list --client $ben -o id) of_dana=$(coach session list --client $dana -o id)
    event class SUMMARY:Circle SEQUENCE:1 DTSTART:20261210T093000Z DURATION:PT1H | calendar 2.ics
    run_coach 0 ical import 2.ics --trainer $anna
    assert_equal "$stderr" "0 new, 2 changed, 0 cancelled, 0 as they were"
    assert_equal "$(sessions)" "2026-12-10T09:30:00Z 60 Circle SCHEDULED
2026-12-10T09:30:00Z 60 Circle SCHEDULED"
    imports "$(same 1)" 2.ics
    coach ical export out.ics
    assert_equal "$(grep -c ^UID:class out.ics)" 1
    assert_equal "$(grep -cE "^UID:($of_ben|$of_dana)" out.ics)" 1
    coach ical export out.ics --client $dana
    assert_equal "$(grep ^UID: out.ics | tr -d '\r')" UID:class
    # what coach has changed of one, and written, says nothing of the other when it comes back
    mkdir vdir
    cp 2.ics vdir/class.ics
    COACH_NOW=2026-12-07T12:05:00Z coach session reschedule "$of_ben" --at 2026-12-11T09:00:00Z -o id
    COACH_NOW=2026-12-07T12:06:00Z coach session reschedule "$of_dana" --at 2026-12-12T09:00:00Z -o id
    coach ical export --vdir vdir
    assert_equal "$(find vdir -name '*.ics' | wc -l)" 2
    for _ in 1 2; do
        COACH_NOW=2026-12-07T12:07:00Z run_coach 0 ical import --vdir vdir --trainer $anna
        assert_equal "$stderr" "$(same 3)"
    done
    assert_equal "$(sessions)" "2026-12-11T09:00:00Z 60 Circle SCHEDULED
2026-12-12T09:00:00Z 60 Circle SCHEDULED"
}

@test "sessions that are moved together make room for each other, as far as nothing else is in the way" {
    cd_temp
    local one two three file
    pair $dana $anna
    one=$(book 2026-12-10T09:00:00Z) two=$(book 2026-12-10T10:00:00Z)
    book_for $ben $anna 2026-12-11T09:00:00Z --type GROUP --title Class -o id
    book_for $dana $anna 2026-12-11T09:00:00Z --type GROUP --title Class -o id
    coach ical export --vdir vdir
    for file in vdir/*.ics; do
        sed -i 's/^SEQUENCE:0/SEQUENCE:1/; /^DT/s/T100000/T103000/; /^DT/s/T110000/T113000/; /^DT/s/T120000/T123000/' "$file"
    done
    run_coach 0 ical import --vdir vdir
    assert_equal "$stderr" "0 new, 4 changed, 0 cancelled, 0 as they were"
    assert_equal "$(sessions)" "2026-12-10T09:30:00Z 60 Squats SCHEDULED
2026-12-10T10:30:00Z 60 Squats SCHEDULED
2026-12-11T09:30:00Z 60 Class SCHEDULED
2026-12-11T09:30:00Z 60 Class SCHEDULED"
    assert_equal "$(coach session list -o json | jq -c '[.[].sequence]')" '[1,1,1,1]'
    # two change places; a new one takes the time that a third one leaves
    three=$(book 2026-12-12T09:00:00Z)
    coach ical export --client $ben --vdir swap
    sed -i 's/^SEQUENCE:1/SEQUENCE:2/; /^DT/s/T103000/T113001/; /^DT/s/T113000/T123000/; /^DT/s/T113001/T113000/' "swap/$one.ics"
    sed -i 's/^SEQUENCE:1/SEQUENCE:2/; /^DT/s/T113000/T103000/; /^DT/s/T123000/T113000/' "swap/$two.ics"
    sed -i 's/^SEQUENCE:0/SEQUENCE:1/; /^DT/s/20261212/20261213/' "swap/$three.ics"
    event new SUMMARY:New DTSTART:20261212T083000Z DURATION:PT1H | calendar swap/0.ics
    run_coach 0 ical import --vdir swap --trainer $anna --client $ben
    assert_equal "$(coach session list --search squats -o id | paste -sd ' ')" "$two $one $three"
    assert_equal "$(sessions | grep -E 'New|12-13')" "2026-12-12T08:30:00Z 60 New SCHEDULED
2026-12-13T09:00:00Z 60 Squats SCHEDULED"
}

@test "who cannot move is named, and is in the way of those who would have followed" {
    cd_temp
    local one two
    one=$(book 2026-12-10T09:00:00Z) two=$(book 2026-12-10T10:00:00Z)
    coach ical export --vdir vdir
    book 2026-12-10T11:15:00Z
    sed -i 's/^SEQUENCE:0/SEQUENCE:1/; /^DT/s/T100000/T103000/; /^DT/s/T110000/T113000/; /^DT/s/T120000/T123000/' vdir/*.ics
    run_coach 5 ical import --vdir vdir
    assert_regex "$stderr" "hint: $one.ics, line [0-9]+, $one: the trainer Anna Berg is busy"
    assert_regex "$stderr" "hint: $two.ics, line [0-9]+, $two: the trainer Anna Berg is busy"
    assert_equal "$(sessions)" "2026-12-10T09:00:00Z 60 Squats SCHEDULED
2026-12-10T10:00:00Z 60 Squats SCHEDULED
2026-12-10T11:15:00Z 60 Squats SCHEDULED"
    assert_equal "$(coach session list -o json | jq -c '[.[].sequence]')" '[0,0,0]'
}

@test "what a calendar does not tell of coach's own texts is not taken for a change" {
    cd_temp
    book "2026-12-10 18:00" --title " Squats  " --description $' \n\tWarm up\t\n\n' --location " "
    book "2026-12-11 18:00" --description "  "
    coach session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title "Rows " --at "2026-12-12 18:00" \
        --every week --times 2 --description " Slowly" -o id
    coach ical export own.ics
    # as if somebody had touched them
    sed -i 's/^SEQUENCE:.*/SEQUENCE:7\r/' own.ics
    run_coach 0 ical import own.ics
    assert_equal "$stderr" "$(same 4)"
    sed -i 's/^LOCATION:.*/LOCATION:Hall\r/; s/^SUMMARY:.*/SUMMARY:Pulls\r/' own.ics
    run_coach 0 ical import own.ics
    assert_equal "$stderr" "0 new, 4 changed, 0 cancelled, 0 as they were"
    assert_equal "$(coach session list -o json | jq -c '[.[].description]')" '[" \n\tWarm up\t\n\n","  "," Slowly"," Slowly"]'
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
