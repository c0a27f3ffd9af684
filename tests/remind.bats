# remind.bats - coach remind and its log: what is due, who gets to send it, and what becomes of it.

load practice

prepare() {
    small_studio
    sent=$BATS_TEST_TMPDIR/sent
}

# transport NAME SCRIPT: a program that sends reminders, set for all calls that follow.
transport() {
    printf '#!/bin/sh\n%s\n' "$2" >"$BATS_TEST_TMPDIR/$1"
    chmod +x "$BATS_TEST_TMPDIR/$1"
    export COACH_REMIND_COMMAND="'$BATS_TEST_TMPDIR/$1'"
}

# Appends each reminder to a file, a line each.
keeps_all() {
    transport keeps "cat >>'$sent'"
}

# What was handed over: "KIND E-MAIL TITLE", in order.
handed() {
    [[ ! -e $sent ]] || jq -r '"\(.kind) \(.recipient.email) \(.session.title)"' "$sent"
}

# What is due by these options, as "KIND RECIPIENT SESSION".
due() {
    coach remind --dry-run -o tsv --no-headers --fields kind,recipient,session "$@" 2>/dev/null | tr '\t' ' '
}

# held_at START END TITLE [OPTIONS…]: a session that has been held; prints its id.
held_at() {
    local id
    id=$(book "$1" --title "$3")
    coach session start "$id" --at "$1" -o id >/dev/null
    coach session complete "$id" --at "$2" -o id
}

log_row() { # log_row FILTER: the log as JSON, through jq
    coach remind log --json | jq -cS "$1"
}

# ---- What is due ----

@test "without a program what is due is printed, and nothing is written down" {
    local before
    book "2026-12-08 11:00" --title Squats
    before=$(database_fingerprint)
    run_coach 0 remind
    assert_equal "$stderr" "nothing has been sent: remind.command is not set"
    assert_line --index 0 --regexp '^id +kind +recipient +session +planned_at +status +error *$'
    assert_line --index 1 --regexp '^[0-9a-f-]+ +UPCOMING +Ben Cole +Squats +Tue 2026-12-08 10:00 +DUE *$'
    accepts remind
    assert_json 'map({kind, recipient, email, session, planned_at, status, attempts})' '[{"kind":"UPCOMING",
        "recipient":"Ben Cole","email":"ben@example.org","session":"Squats","planned_at":"2026-12-08T10:00:00Z",
        "status":"DUE","attempts":0}]'
    assert_equal "$(database_fingerprint)" "$before"
    assert_equal "$(coach remind log --json)" "[]"
}

@test "--dry-run shows the same with a program, which is not run" {
    keeps_all
    book "2026-12-08 11:00"
    run_coach 0 remind --dry-run
    assert_equal "$stderr" "nothing has been changed"
    assert_line --partial DUE
    assert_file_not_exists "$sent"
    assert_equal "$(coach remind log --json)" "[]"
}

@test "a session is due from --within before its start, and until it begins" {
    book "2026-12-07 13:00" --title begins # noon in UTC
    book "2026-12-07 14:00" --title soon
    book "2026-12-08 13:00" --title edge
    book "2026-12-08 14:30" --title later
    assert_equal "$(due)" "UPCOMING Ben Cole soon
UPCOMING Ben Cole edge"
    assert_equal "$(due --within 60m)" "UPCOMING Ben Cole soon"
    assert_equal "$(due --within 59m)" ""
    assert_equal "$(due --within 2d | wc -l)" 3
    assert_equal "$(COACH_NOW=2026-12-07T12:59:59Z due --within 1m)" "UPCOMING Ben Cole soon"
    assert_equal "$(COACH_NOW=2026-12-07T13:00:00Z due --within 1m)" ""
}

@test "none for what is cancelled, closed or archived, or for archived people" {
    local id
    coach session cancel "$(book "2026-12-07 16:00" --title cancelled)" -o id
    coach session cancel "$(book "2026-12-07 17:00" --title late)" --late -o id
    coach session no-show "$(book "2026-12-07 18:00" --title no-show)" -o id
    coach session archive "$(book "2026-12-07 19:00" --title archived)" -o id
    coach session start "$(book "2026-12-07 20:00" --title running)" -o id
    coach session confirm "$(book "2026-12-07 21:00" --title confirmed)" -o id
    assert_equal "$(due)" "UPCOMING Ben Cole confirmed"
    for id in "user archive $ben" "trainer archive $anna" "user archive $anna" "relationship archive $relationship"; do
        keep_database
        coach $id --force -o id
        assert_equal "$id: $(due --to both)" "$id: "
        back_to_kept
    done
    assert_equal "$(due)" "UPCOMING Ben Cole confirmed"
}

@test "FOLLOWUP and FEEDBACK come after a session that was held, FEEDBACK where there is none" {
    local id
    held_at "2026-12-06 10:00" "2026-12-06 11:00" old
    held_at "2026-12-06 14:00" "2026-12-06 15:00" plain
    id=$(held_at "2026-12-06 16:00" "2026-12-06 17:00" rated)
    coach session feedback "$id" --rating 4 -o id
    id=$(held_at "2026-12-06 18:00" "2026-12-06 19:00" told)
    coach session feedback "$id" --feedback Good -o id
    coach session archive "$(held_at "2026-12-06 20:00" "2026-12-06 21:00" away)" -o id
    coach session no-show "$(book "2026-12-07 10:00" --title missed)" -o id
    assert_equal "$(due --kind followup)" "FOLLOWUP Ben Cole plain
FOLLOWUP Ben Cole rated
FOLLOWUP Ben Cole told"
    assert_equal "$(due --kind feedback)" "FEEDBACK Ben Cole plain"
    assert_equal "$(due --kind feedback --to both)" "FEEDBACK Ben Cole plain"
    assert_equal "$(due --kind feedback --to trainer)" ""
    assert_equal "$(due --kind feedback --within 27h)" "FEEDBACK Ben Cole old
FEEDBACK Ben Cole plain"
    assert_equal "$(due --kind followup,FEEDBACK --kind upcoming | cut -d ' ' -f 1 | uniq -c | xargs)" "3 FOLLOWUP 1 FEEDBACK"
}

@test "--trainer and --to say whose" {
    pair $cleo $carl
    book_for $ben $anna "2026-12-08 10:00" --title hers
    book_for $cleo $carl "2026-12-08T10:00Z" --title his
    assert_equal "$(due --trainer $anna)" "UPCOMING Ben Cole hers"
    assert_equal "$(due --to trainer)" "UPCOMING Anna Berg hers
UPCOMING Carl Cook his"
    assert_equal "$(due --to both --trainer $carl)" "UPCOMING Cleo Diaz his
UPCOMING Carl Cook his"
}

@test "what is asked in the wrong way is refused" {
    refuses 2 "within: \"soon\" is not a length of time" remind --within soon
    refuses 2 "within: \"0\" is not a length of time" remind --within 0
    refuses 2 'kind' remind --kind lunch
    assert_regex "$stderr" "UPCOMING, FOLLOWUP, FEEDBACK"
    refuses 2 "is not a value of --to" remind --to everybody
    refuses 3 "there is no trainer \"$ben\"" remind --trainer $ben
    refuses 2 '"logs"' remind logs
    refuses 2 '"log" is one word too many' remind --within 1h log
    refuses 1 "remind.command: there is no program coach-nothing" remind -c remind.command=coach-nothing
    assert_regex "$stderr" "hint: give its whole path, or put it into PATH"
    refuses 2 "is not a program and its arguments" remind -c "remind.command='open"
    refuses 2 "is not from when to when" remind -c remind.quiet_hours=21-8
    assert_regex "$stderr" "hint: such as 21:00-08:00"
    COACH_USER="" HOME=/nowhere refuses 2 "nobody is named as the acting user" remind
}

@test "remind log takes the options of every list" {
    keeps_all
    book "2026-12-08 10:00" --title one
    book "2026-12-08 12:00" --title two
    coach remind >/dev/null
    COACH_REMIND_COMMAND=false run_coach 5 remind --to trainer -o id
    assert_equal "$(coach remind log --status failed --fields recipient,session -o tsv --no-headers | sort)" \
        "$(printf 'Anna Berg\tone\nAnna Berg\ttwo')"
    assert_equal "$(coach remind log --recipient $ben --sort planned_at --fields session,status -o tsv --no-headers)" \
        "$(printf 'one\tSENT\ntwo\tSENT')"
    assert_equal "$(coach remind log --search two --fields recipient -o tsv --no-headers | sort | xargs)" "Anna Berg Ben Cole"
    assert_equal "$(coach remind log --trainer $carl -o id)" ""
    assert_equal "$(coach remind log --kind feedback -o id)" ""
    assert_equal "$(coach remind log --from now -o id | wc -l) $(coach remind log --to now -o id | wc -l)" "4 0"
    coach remind log --json | jq -e 'all(.[]; .created_by and .claimed_at == "2026-12-07T12:00:00Z")' >/dev/null
}

# ---- Handing over ----

@test "a program gets one JSON object: the reminder, the recipient, and the session as it is shown" {
    local id
    keeps_all
    id=$(book "2026-12-08 11:00" --title 'Ünïcode "x"' --trainer-notes "not for others" --location "Hall 2")
    coach user edit $ben --time-zone Asia/Tokyo -o id
    succeeds remind --json
    assert_json 'map({status, attempts, sent_at, error})' '[{"status":"SENT","attempts":1,"sent_at":"2026-12-07T12:00:00Z","error":null}]'
    assert_equal "$(wc -l <"$sent")" 1
    assert_equal "$(jq -cS .session "$sent")" "$(coach session show "$id" --json | jq -cS 'del(.trainer_notes)')"
    assert_equal "$(jq -cS 'del(.session, .id, .recipient.id)' "$sent")" "$(jq -ncS --arg id "$id" '{kind: "UPCOMING", attempt: 1,
        event: {uid: $id, recurrence_id: null, sequence: 0, status: "TENTATIVE"}, claimed_at: "2026-12-07T12:00:00Z", local_time: "Tue 2026-12-08 19:00 JST", recipient: {email: "ben@example.org",
        first_name: "Ben", last_name: "Cole", role: "client", time_zone: "Asia/Tokyo"}}')"
    assert_equal "$(jq -r .id "$sent") $(jq -r .recipient.id "$sent")" "$(coach remind log -o id) $(coach user show $ben -o id)"
    run grep -c "not for others" "$sent"
    assert_output 0
}

@test "each is sent once, and again when the session is moved" {
    local id
    keeps_all
    id=$(book "2026-12-08 11:00")
    coach remind -o id
    assert_equal "$(coach remind -o id)" ""
    coach session reschedule "$id" --at "2026-12-08 12:00" -o id
    coach remind -o id
    coach session reschedule "$id" --at "2026-12-08 11:00" -o id
    assert_equal "$(coach remind -o id)" ""
    assert_equal "$(jq -r .session.scheduled_at "$sent" | xargs)" "2026-12-08T10:00:00Z 2026-12-08T11:00:00Z"
    coach session confirm "$id" -o id
    assert_equal "$(COACH_NOW=2026-12-07T18:00:00Z coach remind -o id)" ""
    # another kind, another recipient
    coach remind --to both -o id
    coach session complete "$id" --at "2026-12-08 11:30" -o id
    COACH_NOW=2026-12-08T12:00:00Z coach remind --kind followup,feedback -o id
    assert_equal "$(handed)" "UPCOMING ben@example.org Squats
UPCOMING ben@example.org Squats
UPCOMING anna@example.org Squats
FOLLOWUP ben@example.org Squats
FEEDBACK ben@example.org Squats"
}

@test "a call that was missed for hours is caught up by the next" {
    keeps_all
    book "2026-12-09 10:00"
    COACH_NOW=2026-12-08T06:00:00Z coach remind -o id
    assert_equal "$(handed)" ""
    COACH_NOW=2026-12-09T08:59:00Z coach remind -o id
    assert_equal "$(handed)" "UPCOMING ben@example.org Squats"
}

@test "a session that is cancelled while others are being sent is not reminded of" {
    book "2026-12-08 10:00" --title first
    book "2026-12-08 12:00" --title second
    # the first that is sent cancels the second
    transport cancels "cat >>'$sent'; for id in \$('$COACH_BIN' session list --search second -o id); do
        '$COACH_BIN' session cancel \$id -o id; done"
    coach remind -o id
    assert_equal "$(handed)" "UPCOMING ben@example.org first"
    assert_equal "$(log_row length)" 1
}

@test "a program finds coach and its database in its environment, and no shell reads its line" {
    book "2026-12-08 10:00"
    transport tells "cat >/dev/null; printf '%s|' \"\$COACH_DB\" \"\$COACH_EXEC\" \"\$@\" >'$sent'"
    coach remind -c "remind.command='$BATS_TEST_TMPDIR/tells' --to 'a b' \\\$HOME '; touch $BATS_TEST_TMPDIR/made'" -o id
    assert_equal "$(cat "$sent")" "$COACH_DB|$COACH_BIN|--to|a b|\$HOME|; touch $BATS_TEST_TMPDIR/made|"
    assert_file_not_exists "$BATS_TEST_TMPDIR/made"
}

@test "a program that does not read what it is given has sent it if it says so" {
    book "2026-12-08 10:00" --description "$(printf 'x%.0s' {1..2000})"
    COACH_REMIND_COMMAND=true succeeds remind -o tsv --no-headers --fields status
    assert_output SENT
}

# ---- What goes wrong ----

@test "a program that fails: exit 5, the reason, no second try" {
    book "2026-12-08 10:00" --title one
    book "2026-12-08 12:00" --title two
    transport fails "grep -q '\"one\"' || exit 0; echo on its way; echo 'no such number' >&2; echo; exit 3"
    run_coach 5 remind -o tsv --no-headers --fields session,status,error
    assert_equal "$output" "$(printf 'one\tFAILED\tno such number\ntwo\tSENT\t')"
    assert_equal "$stderr" "coach: 1 of 2 reminders could not be sent
hint: UPCOMING to ben@example.org for Tue 2026-12-08 10:00 CET: no such number"
    run_coach 0 remind -o id
    assert_equal "$output" ""
}

@test "with JSON, what failed is one object on standard error, and the rows are printed all the same" {
    book "2026-12-08 10:00"
    COACH_REMIND_COMMAND=false run_coach 5 remind --json
    assert_json 'map([.status, .error])' '[["FAILED","the program ended with exit status 1"]]'
    assert_equal "$(jq -c '[.error.code, .error.message]' <<<"$stderr")" '["partial","1 of 1 reminder could not be sent"]'
}

@test "75 is tried again after pauses that double, eight times at most" {
    local now=1796644800 try pause=60 # 2026-12-07T12:00:00Z
    book "2026-12-10 10:00"
    transport later "echo 'the line is busy'; exit 75"
    for ((try = 1; try <= 7; try++)); do
        COACH_NOW=$(date -u -d "@$now" +%FT%TZ) run_coach 0 remind --within 7d --json
        assert_json 'map([.status, .attempts, .error, (.next_at | fromdate)])' "[[\"RETRY\",$try,\"the line is busy\",$((now + pause))]]"
        COACH_NOW=$(date -u -d "@$((now + pause - 1))" +%FT%TZ) run_coach 0 remind --within 7d --json
        assert_json . '[]'
        now=$((now + pause))
        pause=$((pause * 2 > 3600 ? 3600 : pause * 2))
    done
    COACH_NOW=$(date -u -d "@$now" +%FT%TZ) run_coach 5 remind --within 7d --json
    assert_json 'map([.status, .attempts, .next_at])' '[["FAILED",8,null]]'
    COACH_NOW=2026-12-08T12:00:00Z run_coach 0 remind --within 7d --json
    assert_json . '[]'
}

@test "what is tried again may be sent then, and is not where the session was cancelled" {
    local id
    id=$(book "2026-12-08 10:00" --title kept)
    book "2026-12-08 12:00" --title off
    transport later "exit 75"
    coach remind -o id
    coach session cancel "$(coach session list --search off -o id)" -o id
    keeps_all
    COACH_NOW=2026-12-07T12:01:00Z coach remind -o id
    assert_equal "$(handed)" "UPCOMING ben@example.org kept"
    assert_equal "$(jq .attempt "$sent")" 2
    assert_equal "$(log_row 'map([.session, .status, .attempts]) | sort')" '[["kept","SENT",2],["off","RETRY",1]]'
}

@test "what cannot be tried again before the session begins has failed" {
    book "2026-12-07 13:01" # in a minute
    transport later "exit 75"
    run_coach 5 remind --json
    assert_json 'map([.status, .next_at])' '[["FAILED",null]]'
}

@test "a program that takes too long is ended with all that it started, and tried again" {
    book "2026-12-08 10:00"
    transport sleeps "sleep 300 & echo \$! >'$BATS_TEST_TMPDIR/pid'; sleep 300"
    COACH_REMIND_TIMEOUT=700 run_coach 0 remind --json
    assert_json 'map([.status, .error])' '[["RETRY","the program took longer than 700 ms"]]'
    assert_regex "$(ps -o stat= -p "$(cat "$BATS_TEST_TMPDIR/pid")" || echo gone)" '^(Z|gone)'
}

@test "a program that cannot be run, or that a signal ends, has sent nothing yet: it is tried again" {
    local now=2026-12-07T12:00:00Z how
    book "2026-12-10 10:00"
    printf '\1\2' >"$BATS_TEST_TMPDIR/broken"
    chmod +x "$BATS_TEST_TMPDIR/broken"
    COACH_REMIND_COMMAND="'$BATS_TEST_TMPDIR/broken'" run_coach 0 remind --within 7d --json
    assert_json 'map([.status, .error])' "[[\"RETRY\",\"$BATS_TEST_TMPDIR/broken cannot be run: Exec format error\"]]"
    for how in 'exit 126:ended with exit status 126' 'exit 127:ended with exit status 127' 'kill -TERM $$:was ended by signal 15'; do
        transport again "${how%%:*}"
        now=$(date -u -d "$now + 1 hour" +%FT%TZ)
        COACH_NOW=$now run_coach 0 remind --within 7d --json
        assert_json 'map([.status, .error])' "[[\"RETRY\",\"the program ${how#*:}\"]]"
    done
}

@test "what a program leaves running keeps nobody waiting" {
    book "2026-12-08 10:00"
    transport leaves "sleep 300 & echo \$! >'$BATS_TEST_TMPDIR/pid'"
    COACH_REMIND_TIMEOUT=20000 run_coach 0 remind --json 3>&-
    assert_json 'map(.status)' '["SENT"]'
    kill "$(cat "$BATS_TEST_TMPDIR/pid")"
}

@test "whatever a program prints, its error is one line that fits" {
    book "2026-12-08 10:00"
    transport noise "yes \$(printf '\\377\\033[31m✓%.0s' \$(seq 300)) | head -n 100; exit 1"
    run_coach 5 remind --json
    assert_json 'map([(.error | length), (.error | test("[\u0000-\u001f]"))])' '[[255,false]]'
}

@test "a claim whose process has died is taken up after ten minutes" {
    book "2026-12-08 10:00"
    transport dies 'kill -KILL $PPID; exit 0'
    run coach remind -o id
    assert_equal "$status" 137
    keeps_all
    assert_equal "$(log_row 'map([.status, .attempts])')" '[["CLAIMED",1]]'
    COACH_NOW=2026-12-07T12:09:59Z coach remind -o id
    assert_equal "$(handed)" ""
    COACH_NOW=2026-12-07T12:10:00Z coach remind -o id
    assert_equal "$(handed)" "UPCOMING ben@example.org Squats"
    assert_equal "$(log_row 'map([.status, .attempts])')" '[["SENT",2]]'
}

@test "one that kills whoever sends it is given up after eight tries" {
    local try
    book "2026-12-10 10:00"
    transport dies 'kill -KILL $PPID; exit 0'
    for ((try = 0; try < 8; try++)); do
        COACH_NOW=2026-12-07T1$((2 + try / 4)):$((try % 4 + 1))1:00Z run coach remind --within 7d -o id
        assert_equal "$try: $status" "$try: 137"
    done
    assert_equal "$(COACH_NOW=2026-12-07T18:00:00Z due --within 7d)" ""
    COACH_NOW=2026-12-07T18:00:00Z run_coach 5 remind --within 7d -o tsv --no-headers --fields status,attempts,error
    assert_equal "$output" "$(printf 'FAILED\t8\twhoever was to send it ended before')"
    assert_equal "$stderr" "coach: 1 of 1 reminder could not be sent
hint: UPCOMING to ben@example.org for Thu 2026-12-10 10:00 CET: whoever was to send it ended before"
    COACH_NOW=2026-12-07T18:30:00Z run_coach 0 remind --within 7d -o id
    assert_equal "$output" ""
    assert_equal "$(log_row 'map([.status, .attempts])')" '[["FAILED",8]]'
}

@test "what was tried and whose time has passed has failed: nothing stays open" {
    local id kind
    held_at "2026-12-07 10:00" "2026-12-07 11:00" done # ten in UTC
    book "2026-12-08 10:00" --title coming
    book "2026-12-08 12:00" --title moved
    book "2026-12-08 14:00" --title cancelled
    for kind in upcoming followup feedback; do
        transport later "echo $kind is busy; exit 75"
        coach remind --kind $kind --to both --within 26h -o id
    done
    id=$(book "2026-12-08 09:00" --title dead)
    transport dies 'kill -KILL $PPID; exit 0'
    run coach remind -o id
    coach session reschedule "$(coach session list --search moved -o id)" --at "2026-12-10 12:00" -o id
    coach session cancel "$(coach session list --search cancelled -o id)" -o id
    keeps_all
    # within the hours of each, nothing is given up
    COACH_NOW=2026-12-08T07:59:59Z run_coach 0 remind --trainer $carl
    assert_equal "$(log_row '[.[] | select(.status | IN("CLAIMED", "RETRY"))] | length')" 10
    # another kind, another recipient, another trainer, a rehearsal: none of their business
    for kind in "--kind followup --trainer $carl" "--kind feedback --to trainer" "--dry-run --to both"; do
        COACH_NOW=2026-12-09T11:00:00Z run_coach 0 remind --within 26h $kind
    done
    assert_equal "$(log_row '[.[] | select(.status | IN("CLAIMED", "RETRY"))] | length')" 10
    COACH_NOW=2026-12-08T12:00:01Z run_coach 5 remind --within 26h --kind followup,feedback --to client -o tsv --no-headers \
        --fields kind,recipient,session,status,error
    assert_equal "$output" "$(printf '%s\tBen Cole\tdone\tFAILED\t%s\n' FOLLOWUP 'followup is busy' FEEDBACK 'feedback is busy')"
    assert_equal "$stderr" "coach: 2 of 2 reminders could not be sent
hint: FOLLOWUP to ben@example.org for Mon 2026-12-07 10:00 CET: followup is busy
hint: FEEDBACK to ben@example.org for Mon 2026-12-07 10:00 CET: feedback is busy"
    COACH_NOW=2026-12-09T11:00:00Z run_coach 5 remind --within 1h --kind upcoming,followup,feedback --to both -o tsv --no-headers \
        --fields kind,recipient,session,status,error
    assert_equal "$(sort <<<"$output")" "$(printf '%s\n' "FOLLOWUP	Anna Berg	done	FAILED	followup is busy" \
        "UPCOMING	Anna Berg	cancelled	FAILED	upcoming is busy" "UPCOMING	Anna Berg	coming	FAILED	upcoming is busy" \
        "UPCOMING	Anna Berg	moved	FAILED	upcoming is busy" "UPCOMING	Ben Cole	cancelled	FAILED	upcoming is busy" \
        "UPCOMING	Ben Cole	coming	FAILED	upcoming is busy" "UPCOMING	Ben Cole	dead	FAILED	whoever was to send it ended before" \
        "UPCOMING	Ben Cole	moved	FAILED	upcoming is busy")"
    COACH_NOW=2026-12-09T11:00:00Z run_coach 0 remind --within 1h --kind upcoming,followup,feedback --to both
    assert_equal "$(log_row 'map(.status) | unique')" '["FAILED"]'
    assert_file_not_exists "$sent"
}

@test "asked to stop, it finishes what it is sending, writes that down, and sends no more" {
    book "2026-12-08 10:00" --title one
    book "2026-12-08 12:00" --title two
    transport stops "cat >>'$sent'; kill -INT \$PPID; sleep 0.2"
    run_coach 5 remind -o tsv --no-headers --fields session,status
    assert_equal "$output" $'one\tSENT'
    assert_equal "$stderr" "coach: stopped after 1 reminder: interrupted"
    assert_equal "$(handed)" "UPCOMING ben@example.org one"
    assert_equal "$(log_row 'map([.session, .status])')" '[["one","SENT"]]'
}

# ---- Quiet hours ----

@test "in quiet hours nobody is reminded, by the clock of each recipient" {
    export COACH_QUIET_HOURS=21:00-08:00
    book "2026-12-08 17:00" # 16:00 UTC
    coach user edit $ben --time-zone America/New_York -o id
    local now
    # in New York it is five hours earlier than in UTC
    for now in 2026-12-08T02:00:00Z 2026-12-08T07:00:00Z 2026-12-08T12:59:59Z; do
        assert_equal "$now $(COACH_NOW=$now due)" "$now "
    done
    for now in 2026-12-08T01:59:59Z 2026-12-08T13:00:00Z; do
        assert_equal "$now $(COACH_NOW=$now due)" "$now UPCOMING Ben Cole Squats"
    done
    # without a zone of one's own, that of the session
    coach user edit $ben --no-time-zone -o id
    assert_equal "$(COACH_NOW=2026-12-07T20:00:00Z due)" ""
    assert_equal "$(COACH_NOW=2026-12-08T06:59:59Z due)" ""
    assert_equal "$(COACH_NOW=2026-12-08T07:00:00Z due)" "UPCOMING Ben Cole Squats"
}

@test "a session that begins before quiet hours end is reminded of all the same" {
    export COACH_QUIET_HOURS=21:00-08:00
    book "2026-12-08 07:30" --title early
    book "2026-12-08 08:00" --title edge --force
    book "2026-12-08 09:30" --title later
    assert_equal "$(COACH_NOW="2026-12-07 22:00 Europe/Berlin" due)" "UPCOMING Ben Cole early
UPCOMING Ben Cole edge"
}

@test "what quiet hours hold back after a session is sent when they end" {
    held_at "2026-12-06 20:00" "2026-12-06 21:30" late
    export COACH_QUIET_HOURS=21:00-08:00
    assert_equal "$(COACH_NOW="2026-12-06 21:40 Europe/Berlin" due --kind followup --within 1h)" ""
    assert_equal "$(COACH_NOW="2026-12-07 08:00 Europe/Berlin" due --kind followup --within 1h)" "FOLLOWUP Ben Cole late"
}

# ---- Many at once ----

@test "of 16 calls at once each reminder is sent by one" {
    local i
    for ((i = 0; i < 12; i++)); do
        book "$(printf '2026-12-08T%02d:00Z' $((i)))" --title "Number $i" >/dev/null
    done
    # a line is written at once, and none is lost
    transport appends "line=\$(cat); sleep 0.05; echo \"\$line\" >>'$sent'"
    for ((i = 0; i < 16; i++)); do
        {
            local code=0
            coach remind -o id >"$BATS_TEST_TMPDIR/$i.out" 2>"$BATS_TEST_TMPDIR/$i.err" || code=$?
            echo $code >"$BATS_TEST_TMPDIR/$i.code"
        } 3>&- 4>&- &
    done
    wait
    assert_equal "$(sort -u "$BATS_TEST_TMPDIR"/*.code)" 0
    assert_equal "$(cat "$BATS_TEST_TMPDIR"/*.err)" ""
    assert_equal "$(handed | sort | uniq -c | awk '{ print $1 }' | uniq -c | xargs)" "12 1"
    assert_equal "$(cat "$BATS_TEST_TMPDIR"/*.out | sort)" "$(coach remind log -o id | sort)"
    assert_equal "$(log_row 'map([.status, .attempts]) | unique')" '[["SENT",1]]'
    assert_equal "$(database_faults)" ""
}

# ---- Words ----

@test "a noun that is a command and has a verb: parsed, helped, completed, in the manual" {
    run_coach 0 remind --help
    assert_line "usage: coach remind [options]"
    assert_line --regexp '^  log +List the reminders'
    local help=$output
    run_coach 0 help remind
    assert_equal "$output" "$help"
    run_coach 0 help remind log
    assert_line "usage: coach remind log [options]"
    run_coach 0 remind log --help
    assert_line "usage: coach remind log [options]"
    succeeds --json remind log
    assert_json . '[]'
    succeeds remind --json log
    assert_json . '[]'
    assert_equal "$(coach __complete remind "" | cut -f 1 | head -n 3 | xargs)" "log --kind --within"
    assert_equal "$(coach __complete remind lo | cut -f 1)" log
    assert_equal "$(coach __complete remind --wi | cut -f 1)" --within
    assert_equal "$(coach __complete remind --to "" | cut -f 1 | xargs)" "client trainer both"
    assert_equal "$(coach __complete remind --kind upcoming,f | cut -f 1 | xargs)" "upcoming,FOLLOWUP upcoming,FEEDBACK"
    assert_equal "$(coach __complete remind log --st | cut -f 1)" --status
    run_coach 0 __manual remind
    assert_line '.It Xr coach-remind-log 1'
    assert_line '*/10 * * * * /usr/local/bin/coach remind >/dev/null'
    assert_line 'OnCalendar=*:0/10'
}
