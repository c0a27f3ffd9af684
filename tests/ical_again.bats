# ical_again.bats - events that come again, of others or coach's own: what has changed, moved or gone since.

load calendars

# adds FILE UID LINE…: the calendar has one more event.
adds() {
    sed -i '/^END:VCALENDAR/d' "$1"
    {
        event "${@:2}"
        echo END:VCALENDAR
    } | sed 's/$/\r/' >>"$1"
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

@test "what is done or past of a series of coach's own stays as it is, too" {
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
    sed -i "s/^RRULE:.*/&\nEXDATE;TZID=Europe\/Berlin:20261217T180000\r/; s/^SEQUENCE:.*/SEQUENCE:1\r/" "$file"
    adds "$file" "$series" SEQUENCE:2 "RECURRENCE-ID;TZID=Europe/Berlin:20261224T180000" SUMMARY:Rows \
        "DTSTART;TZID=Europe/Berlin:20261223T180000" DURATION:PT1H
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
    sed -i "s/^RRULE:.*/&\nEXDATE;TZID=Europe\/Berlin:20261231T180000\r/" "$file"
    adds "$file" "$series" SEQUENCE:3 LAST-MODIFIED:20261207T120500Z "RECURRENCE-ID;TZID=Europe/Berlin:20261217T180000" \
        SUMMARY:Rows "DTSTART;TZID=Europe/Berlin:20261216T180000" DURATION:PT1H
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
