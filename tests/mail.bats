# mail.bats - coach-mail: a reminder as a mail with an event, given to sendmail or to msmtp.

load practice

prepare() {
    small_studio
    box=$BATS_TEST_TMPDIR/box
    mkdir "$box"
    mail_bin=$(dirname "$COACH_BIN")/libexec/coach-mail
    export COACH_REMIND_COMMAND=coach-mail COACH_MAIL_FROM="Anna Berg <anna@example.org>"
}

# A sendmail that keeps its arguments and the mail, and ends as it is told.
fake_sendmail() {
    printf '#!/bin/sh\nprintf "%%s\\n" "$@" >"%s/arguments"\ncat >"%s/1.mail"\nexit %s\n' "$box" "$box" "${1:-0}" \
        >"$BATS_TEST_TMPDIR/sendmail"
    chmod +x "$BATS_TEST_TMPDIR/sendmail"
    export COACH_MAIL_COMMAND="'$BATS_TEST_TMPDIR/sendmail' -t -i"
}

# The mail of that number, as JSON; what is wrong with its form fails the test.
mail() {
    python3 "$BATS_TEST_DIRNAME/mail_read.py" "$box/${1:-1}.mail" >"$box/read"
    assert_equal "$(jq -c .faults "$box/read")" "[]"
    output=$(cat "$box/read")
}

# direct FILTER: gives coach-mail a reminder that jq has changed, without coach.
direct() {
    run --separate-stderr bash -c 'jq -c "$1" <<<"$2" | "$3"' - "$1" "$reminder" "$mail_bin"
}

reminder='{"id":"3bc4449c-dda9-4be9-ad56-7e82f76ce197","kind":"UPCOMING","local_time":"Tue 2026-12-08 18:00 CET",
"claimed_at":"2026-12-07T18:00:03Z","attempt":1,"recipient":{"id":"x","role":"client","email":"ben@example.org",
"first_name":"Ben","last_name":"Cole","time_zone":"Europe/Berlin"},"event":{"uid":"b6552d91-171e-40b3-b971-9269f9876f17",
"recurrence_id":null,"sequence":0,"status":"TENTATIVE"},"session":{"id":"b6552d91-171e-40b3-b971-9269f9876f17","client":"Ben Cole","trainer":"Anna Berg","title":"Squats","description":null,"scheduled_at":"2026-12-08T17:00:00Z",
"ends_at":"2026-12-08T18:00:00Z","status":"SCHEDULED","location":null,"cancel_reason":null}}'

@test "a reminder is a mail with a text and an event" {
    local id
    fake_sendmail
    id=$(book "2026-12-08 18:00" --location "Hall 2" --description $'Bring water,\nand a towel; please \\ thanks' \
        --trainer-notes "a secret")
    succeeds remind --within 2d --json
    assert_json 'map(.status)' '["SENT"]'
    assert_equal "$(paste -sd ' ' "$box/arguments")" "-t -i"
    mail
    assert_json .headers.From '"Anna Berg <anna@example.org>"'
    assert_json .headers.To '"Ben Cole <ben@example.org>"'
    assert_json .headers.Subject '"Reminder: Squats, Tue 2026-12-08 18:00 CET"'
    assert_json .headers.Date '"Mon, 07 Dec 2026 12:00:00 +0000"'
    assert_json '.headers["Message-Id"]' "\"<$(coach remind log -o id)@example.org>\""
    assert_json '.headers["Auto-Submitted"]' '"auto-generated"'
    assert_json .types '["multipart/alternative", "text/plain; charset=utf-8", "text/calendar; charset=utf-8; method=REQUEST"]'
    assert_equal "$(jq -r .text "$box/read")" 'Hello Ben,

this is to remind you of "Squats".

When:  Tue 2026-12-08 18:00 CET
With:  Anna Berg
Where: Hall 2

Bring water,
and a towel; please \ thanks'
    assert_json .event "$(jq -n --arg id "$id" '{VERSION: "2.0", PRODID: "-//coach//coach-mail//EN", METHOD: "REQUEST",
        UID: $id, DTSTAMP: "20261207T120000Z", DTSTART: "20261208T170000Z", DTEND: "20261208T180000Z", SEQUENCE: "0",
        STATUS: "TENTATIVE", SUMMARY: "Squats", LOCATION: "Hall 2",
        DESCRIPTION: "Bring water\\,\\nand a towel\\; please \\\\ thanks", "ORGANIZER;CN=\"Anna Berg\"": "anna@example.org",
        "ATTENDEE;CN=\"Ben Cole\";ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE": "ben@example.org"}')"
    run grep -c "a secret" "$box/1.mail"
    assert_output 0
}

# What tells the event in the mail from others: UID, RECURRENCE-ID, SEQUENCE, STATUS, SUMMARY.
told() {
    mail
    jq -r '[.event | .UID, .["RECURRENCE-ID"] // "-", .SEQUENCE, .STATUS, .SUMMARY] | join(" ")' "$box/read"
}

# The same of the events in an export, times without their zone.
exported() {
    coach ical export | tr -d '\r' | awk -F: '
        /^BEGIN:VEVENT/ { uid = sequence = status = summary = ""; recurs = "-" }
        /^UID:/ { uid = $2 } /^RECURRENCE-ID/ { recurs = $2 } /^SEQUENCE/ { sequence = $2 }
        /^STATUS/ { status = $2 } /^SUMMARY/ { summary = $2 }
        /^END:VEVENT/ { print uid, recurs, sequence, status, summary }'
}

@test "the event of a mail is that of the export: of a session, of another calendar, of a series" {
    local one series moved foreign=$BATS_TEST_TMPDIR/foreign.ics
    fake_sendmail
    one=$(book "2026-12-07 14:00" --title one)
    coach session edit "$one" --location "Hall 2" -o id
    coach session confirm "$one" -o id
    coach remind --within 2h -o id
    assert_equal "$(told)" "$one - 2 CONFIRMED one"
    printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:x BEGIN:VEVENT 'UID:a\,b@example.com' SEQUENCE:7 SUMMARY:two \
        DTSTAMP:20261201T000000Z DTSTART:20261207T140000Z DTEND:20261207T150000Z END:VEVENT END:VCALENDAR >"$foreign"
    coach ical import "$foreign" --trainer $anna --client $ben -o id
    coach remind --within 3h -o id
    assert_equal "$(told)" 'a\,b@example.com - 7 TENTATIVE two'
    coach session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title series --at "2026-12-07 18:00" \
        --every day --times 3 -o id
    series=$(coach series list -o id)
    moved=$(coach session list --search series --from 2026-12-08 --limit 1 -o id)
    coach session reschedule "$moved" --at "2026-12-08 07:00" -o id
    coach session edit "$moved" --title moved -o id
    coach session confirm "$moved" -o id
    coach session edit "$(coach session list --search series --from 2026-12-09 -o id)" --location Roof -o id
    # what follows the rule has the version of all of the series; what does not, its own
    coach remind --within 6h -o id
    assert_equal "$(told)" "$series 20261207T170000Z 3 TENTATIVE series"
    coach remind --within 19h -o id
    assert_equal "$(told)" "$series 20261208T170000Z 3 CONFIRMED moved"
    coach remind --within 3d -o id
    assert_equal "$(told)" "$series 20261209T170000Z 1 TENTATIVE series"
    assert_equal "$(exported | grep -v "^$series" | sort)" "$(printf '%s\n' "$one - 2 CONFIRMED one" 'a\,b@example.com - 7 TENTATIVE two' | sort)"
    assert_equal "$(exported | grep "^$series")" "$series - 3 TENTATIVE series
$series 20261208T180000 3 CONFIRMED moved
$series 20261209T180000 1 TENTATIVE series"
}

@test "what comes after a session has no event" {
    local id kind
    fake_sendmail
    id=$(book "2026-12-06 10:00")
    coach session complete "$id" --at "2026-12-06 11:00" -o id
    for kind in followup:"After the session: Squats" feedback:"How was it? Squats"; do
        COACH_NOW=2026-12-06T12:00:00Z succeeds remind --kind ${kind%%:*} --json
        mail
        assert_json .types '["text/plain; charset=utf-8"]'
        assert_json .headers.Subject "\"${kind#*:}, Sun 2026-12-06 10:00 CET\""
    done
}

@test "a session that is cancelled is taken out of the calendar" {
    fake_sendmail
    direct '.session.status = "LATE_CANCELLED" | .session.cancel_reason = "flu" | .event.sequence = 3 | .event.status = "CANCELLED"'
    assert_equal "$status $stderr" "0 "
    mail
    assert_json .headers.Subject '"Cancelled: Squats, Tue 2026-12-08 18:00 CET"'
    assert_json '.types[2]' '"text/calendar; charset=utf-8; method=CANCEL"'
    assert_json '[.event.METHOD, .event.STATUS, .event.SEQUENCE, .event.UID]' \
        '["CANCEL", "CANCELLED", "3", "b6552d91-171e-40b3-b971-9269f9876f17"]'
    assert_regex "$(jq -r .text "$box/read")" "has been cancelled.*Why:   flu"
}

# Names and titles that people may have typed, and that headers are not to obey.
hostile=('Bcc: eve@example.org' 'a" <eve@example.org>, "b' '=?utf-8?q?x=0ABcc:_eve=40example.org?=' 'Ünïcode 日本語 😀'
    "$(printf 'very long %.0s' {1..24})end" '<script>;,:\' '--help' '.' '=?utf-8?b?w7w=?= ü')

@test "what people typed stands in headers and in the event as what it is, and does nothing there" {
    local text number=0
    fake_sendmail
    for text in "${hostile[@]}"; do
        coach user edit $ben --first-name "$text" --last-name "$text" -o id
        COACH_NOW=2026-12-07T12:00:00Z book "2026-12-08 1$number:00" --title "$text" --location "$text" --description "$text" >"$box/id"
        number=$((number + 1))
        succeeds remind --within 2d --json
        assert_json 'map(.status)' '["SENT"]'
        mail
        assert_json '.headers | keys | map(ascii_downcase) - ["content-transfer-encoding"] | sort' '["auto-submitted","content-type","date","from","message-id","mime-version","subject","to"]'
        assert_equal "$(json .to)" "$(jq -nc --arg t "$text" '[[$t + " " + $t, "ben@example.org"]]')"
        assert_regex "$(jq -r .headers.Subject "$box/read" | tr -d '\n')" "^Reminder: "
        [[ "$(jq -r .headers.Subject "$box/read")" == "Reminder: $text, "* ]] || fail "$(jq .headers.Subject "$box/read") of $text"
        assert_equal "$(jq -r .event.SUMMARY "$box/read" | sed 's/\\\([\\;,]\)/\1/g')" "$text"
        assert_equal "$(jq -r .event.LOCATION "$box/read" | sed 's/\\\([\\;,]\)/\1/g')" "$text"
        assert_equal "$(jq -c '.event | keys | map(select(startswith("ATT")) | split("\"") | length)' "$box/read")" "[3]"
    done
}

@test "line breaks and control characters in what is to be a header are refused" {
    local field
    fake_sendmail
    for field in .session.title .recipient.first_name .recipient.last_name .recipient.email .session.trainer .local_time .id; do
        direct "$field = \"x\\nBcc: eve@example.org\""
        assert_equal "$field: $status" "$field: 1"
        assert_regex "$stderr" "^coach-mail: .*holds a line break or a control character"
        direct "$field = \"x\\rBcc: eve@example.org\""
        assert_equal "$field: $status" "$field: 1"
    done
    assert_file_not_exists "$box/1.mail"
}

@test "no address is passed on that is an option, or more than one" {
    local address
    fake_sendmail
    for address in -oQ/tmp@example.org a@example.org,eve@example.org 'a b@example.org' 'a@b@example.org' @example.org a@ a \
        'a;b@example.org' '"a"@example.org' '<a@example.org>' 'a(c)@example.org' 'ä@example.org' ''; do
        direct ".recipient.email = \"${address//\"/\\\"}\""
        assert_equal "$address: $status" "$address: 1"
        assert_regex "$stderr" "^coach-mail: no mail can be sent to "
    done
    assert_file_not_exists "$box/1.mail"
    direct '.recipient.email = "ben@münchen.example"'
    assert_equal "$status" 0
    mail
    assert_json '.to[0][1]' '"ben@xn--mnchen-3ya.example"'
}

@test "what is no reminder is refused" {
    local text
    fake_sendmail
    for text in '' '[]' '{}' 'nothing' '{"id":1}' $'\xff' '{"id":"x","kind":"UPCOMING"}'; do
        run --separate-stderr "$mail_bin" <<<"$text"
        assert_equal "$text: $status" "$text: 1"
        assert_regex "$stderr" "^coach-mail: "
    done
    direct '.session.scheduled_at = "tomorrow"'
    assert_equal "$status $stderr" "1 coach-mail: a time is not one of RFC 3339 in UTC"
    direct 'del(.session)'
    assert_equal "$status $stderr" "1 coach-mail: session  is missing"
    direct 'del(.event)'
    assert_equal "$status $stderr" "1 coach-mail: event  is missing"
    direct '.event.uid = null'
    assert_equal "$status $stderr" "1 coach-mail: event uid is missing"
    direct '.event.recurrence_id = "tomorrow"'
    assert_equal "$status $stderr" "1 coach-mail: a time is not one of RFC 3339 in UTC"
    run --separate-stderr "$mail_bin" --help
    assert_equal "$status $stderr" "1 coach-mail: takes no arguments: coach-remind(7) says what it reads"
    assert_file_not_exists "$box/1.mail"
}

@test "what sendmail says becomes of the reminder; while settings are missing, none is lost" {
    book "2026-12-08 18:00"
    COACH_MAIL_FROM="" run_coach 0 remind --within 2d --json
    assert_json 'map([.status, .error])' '[["RETRY","coach-mail: mail.from is not set"]]'
    export COACH_NOW=2026-12-07T12:10:00Z
    COACH_MAIL_FROM="a@example.org, b@example.org" run_coach 0 remind --within 2d --json
    assert_json 'map([.status, .error])' '[["RETRY","coach-mail: mail.from is not one address"]]'
    export COACH_NOW=2026-12-07T12:20:00Z
    COACH_MAIL_COMMAND=/nowhere/sendmail run_coach 0 remind --within 2d --json
    assert_json 'map(.status)' '["RETRY"]'
    export COACH_NOW=2026-12-07T12:30:00Z
    fake_sendmail 75
    run_coach 0 remind --within 2d --json
    assert_json 'map([.status, .error])' "[[\"RETRY\",\"coach-mail: $BATS_TEST_TMPDIR/sendmail ended with exit status 75\"]]"
    local code
    for code in 68 127; do
        export COACH_NOW=2026-12-07T$((code == 68 ? 13 : 14)):30:00Z
        fake_sendmail $code
        run_coach 0 remind --within 2d --json
        assert_json 'map([.status, .error])' "[[\"RETRY\",\"coach-mail: $BATS_TEST_TMPDIR/sendmail ended with exit status $code\"]]"
    done
    export COACH_NOW=2026-12-07T16:30:00Z
    fake_sendmail 67
    run_coach 5 remind --within 2d --json
    assert_json 'map([.status, .attempts, .error])' "[[\"FAILED\",7,\"coach-mail: $BATS_TEST_TMPDIR/sendmail ended with exit status 67\"]]"
}

@test "settings of the mail come from the file of settings too" {
    unset COACH_MAIL_FROM COACH_REMIND_COMMAND
    fake_sendmail
    coach config set mail.command "$COACH_MAIL_COMMAND"
    unset COACH_MAIL_COMMAND
    coach config set mail.from "anna@example.org"
    coach config set remind.command coach-mail
    book "2026-12-08 18:00"
    succeeds remind --within 2d -o tsv --no-headers --fields status
    assert_output SENT
    mail
    assert_json .headers.From '"anna@example.org"'
}

@test "through msmtp to a mail server: who gets it, and what comes out at the other end" {
    local count=0
    coproc sink { exec python3 "$BATS_TEST_DIRNAME/mail_sink.py" "$box" 3>&-; }
    until [[ -e $box/port ]]; do
        sleep 0.05
        ((count++ < 200)) || fail "the sink does not start"
    done
    export COACH_MAIL_COMMAND="msmtp --file=/dev/null --host=127.0.0.1 --port=$(<"$box/port") --auth=off --tls=off --from=anna@example.org -t -i"
    coach user edit $ben --first-name 'Bén, "B"' -o id
    book "2026-12-08 18:00" --title $'Kniebeugen für Anfänger' --description "."
    coach user edit $cleo --email busy@example.org -o id
    pair busy@example.org $carl
    book_for busy@example.org $carl "2026-12-08 18:00Z"
    run_coach 0 remind --within 2d --json
    eval "exec ${sink[1]}>&-"
    wait "$sink_PID"
    assert_json 'map([.email, .status]) | sort' '[["ben@example.org","SENT"],["busy@example.org","RETRY"]]'
    assert_equal "$(cat "$box/1.rcpt")" "<ben@example.org>"
    assert_file_not_exists "$box/2.mail"
    mail
    assert_json .to '[["Bén, \"B\" Cole","ben@example.org"]]'
    assert_json .headers.Subject '"Reminder: Kniebeugen für Anfänger, Tue 2026-12-08 18:00 CET"'
    assert_json .event.DTSTART '"20261208T170000Z"'
    assert_regex "$(jq -r .text "$box/read")" $'\n\\.$'
}
