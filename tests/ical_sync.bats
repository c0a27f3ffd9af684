# ical_sync.bats - the way of a session: coach, a vdir, vdirsyncer, a CalDAV server, another vdir, khal; and back again.
#
# The engine makes no difference here: what is brought along are files.
# bats file_tags=once

load practice

sync() { # sync PAIR: brings both sides of it together
    run vdirsyncer -c "$BATS_TEST_TMPDIR/vdirsyncer.conf" sync "$1"
    assert_success
}

# A CalDAV server on a port of its own.
start_server() {
    local log=$BATS_TEST_TMPDIR/radicale.log
    printf '[server]\nhosts = 127.0.0.1:0\n[auth]\ntype = none\n[storage]\nfilesystem_folder = %s\n[logging]\nlevel = info\n' \
        "$BATS_TEST_TMPDIR/server" >"$BATS_TEST_TMPDIR/radicale.conf"
    : >"$log" # it is read before the server may have begun
    /usr/bin/python3 -m radicale --config "$BATS_TEST_TMPDIR/radicale.conf" >"$log" 2>&1 3>&- &
    server=$!
    for _ in {1..300}; do
        port=$(sed -nE "s/.*Listening on '\[127.0.0.1\]:([0-9]+)'.*/\1/p" "$log")
        [[ -z $port ]] || return 0
        sleep 0.1
    done
    fail "the server does not start: $(<"$log")"
}

# Two people's vdirs, each synchronised with the server.
settings() {
    local here=$BATS_TEST_TMPDIR side
    {
        printf '[general]\nstatus_path = "%s/status/"\n' "$here"
        for side in coach phone; do
            mkdir -p "$here/$side/anna"
            printf '[pair %s]\na = "%s_files"\nb = "%s_server"\ncollections = ["anna"]\nconflict_resolution = "b wins"\n' "$side" "$side" "$side"
            printf '[storage %s_files]\ntype = "filesystem"\npath = "%s/%s/"\nfileext = ".ics"\n' "$side" "$here" "$side"
            printf '[storage %s_server]\ntype = "caldav"\nurl = "http://127.0.0.1:%s/"\nusername = "anna"\npassword = "any"\n' "$side" "$port"
        done
    } >"$here/vdirsyncer.conf"
    printf '[calendars]\n[[anna]]\npath = %s\n[sqlite]\npath = %s\n[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\ntimeformat = %%H:%%M\ndateformat = %%Y-%%m-%%d\nlongdateformat = %%Y-%%m-%%d\ndatetimeformat = %%Y-%%m-%%d %%H:%%M\nlongdatetimeformat = %%Y-%%m-%%d %%H:%%M\n' \
        "$here/phone/anna" "$here/khal.db" >"$here/khal.conf"
}

prepare() {
    small_studio
    export LC_ALL=C.UTF-8
    start_server
    settings
    yes | vdirsyncer -c "$BATS_TEST_TMPDIR/vdirsyncer.conf" discover coach >"$BATS_TEST_TMPDIR/discover.log" 2>&1
    yes | vdirsyncer -c "$BATS_TEST_TMPDIR/vdirsyncer.conf" discover phone >>"$BATS_TEST_TMPDIR/discover.log" 2>&1
}

clean_up() {
    [[ -z ${server:-} ]] || kill "$server" 2>/dev/null || true
}

# What khal shows at the far end: begin, end and title, in UTC.
shown() {
    khal -c "$BATS_TEST_TMPDIR/khal.conf" list --day-format "" --format "{start-long-full} {end-long-full} {title}" \
        2026-12-01 2027-06-30 | sort
}

# The same of coach's own.
booked() {
    coach session list --status scheduled,confirmed -o json |
        jq -r '.[] | ([.scheduled_at, .ends_at] | map(sub("T"; " ") | sub(":00Z"; ""))) + [.title] | join(" ")' | sort
}

export_all() {
    run_coach 0 ical export --vdir "$BATS_TEST_TMPDIR/coach/anna"
}

@test "what coach has booked is shown at the far end at the same instants" {
    local zone ids n=0
    for zone in Europe/Berlin America/New_York Asia/Jerusalem Australia/Sydney Asia/Kolkata America/Sao_Paulo Africa/Casablanca Europe/Dublin UTC; do
        n=$((n + 1))
        book "2026-12-$((n + 10)) 09:00 $zone" --time-zone $zone --title "$zone winter" -o id
        book "2027-06-$((n + 10)) 09:00 $zone" --time-zone $zone --title "$zone summer" -o id
    done
    coach session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title Weekly --at "2027-03-08 18:00" --every week --times 6 -o id
    mapfile -t ids < <(coach session list --search weekly -o id)
    coach session reschedule "${ids[1]}" --at "2027-03-16 19:30" -o id
    coach session archive "${ids[2]}" -o id
    coach session edit "${ids[4]}" --title "Monthly; or, so" -o id
    export_all
    sync coach
    sync phone
    assert_equal "$(shown)" "$(booked)"
    assert_equal "$(shown | wc -l)" 23
    # once more, nothing moves
    export_all
    assert_regex "$stderr" "^0 written, 0 removed"
    sync coach
    sync phone
    assert_equal "$(shown)" "$(booked)"
}

@test "an edit at the far end comes back, and a change here goes there" {
    local one two file
    one=$(book "2026-12-10 18:00") two=$(book "2026-12-11 18:00")
    export_all
    sync coach
    sync phone
    file=$(grep -l "UID:$one" "$BATS_TEST_TMPDIR"/phone/anna/*)
    sed -i 's/^SUMMARY:.*/SUMMARY:Rows/; s/20261210T180000/20261210T183000/; s/20261210T190000/20261210T193000/; s/^SEQUENCE:0/SEQUENCE:1/' "$file"
    coach session reschedule "$two" --at "2026-12-12 07:00" -o id
    sync phone
    sync coach
    run_coach 0 ical import --vdir "$BATS_TEST_TMPDIR/coach/anna" --trainer $anna
    assert_equal "$stderr" "0 new, 1 changed, 0 cancelled, 1 as they were"
    assert_equal "$(coach session show "$one" -o json | jq -c '[.title, .scheduled_at, .ends_at]')" \
        '["Rows","2026-12-10T17:30:00Z","2026-12-10T18:30:00Z"]'
    export_all
    sync coach
    sync phone
    assert_equal "$(shown)" "2026-12-10 17:30 2026-12-10 18:30 Rows
2026-12-12 06:00 2026-12-12 07:00 Squats"
    assert_equal "$(shown)" "$(booked)"
}

@test "what is booked at the far end becomes a session, and what is cancelled here goes there" {
    local one
    one=$(book "2026-12-10 18:00")
    export_all
    sync coach
    sync phone
    khal -c "$BATS_TEST_TMPDIR/khal.conf" new -a anna "2026-12-20 10:00" "2026-12-20 11:00" "Booked by phone"
    sync phone
    sync coach
    run_coach 0 ical import --vdir "$BATS_TEST_TMPDIR/coach/anna" --trainer $anna --client $ben
    assert_equal "$stderr" "1 new, 0 changed, 0 cancelled, 1 as they were"
    assert_equal "$(booked | tail -1)" "2026-12-20 10:00 2026-12-20 11:00 Booked by phone"
    coach session cancel "$one" --no-late -o id
    export_all
    sync coach
    sync phone
    assert grep -q '^STATUS:CANCELLED' "$(grep -l "UID:$one" "$BATS_TEST_TMPDIR"/phone/anna/*)"
    assert_equal "$(shown | grep -c phone)" 1
    # moved here, the other one goes there too
    COACH_NOW=2026-12-07T13:00:00Z coach session reschedule "$(coach session list --search phone -o id)" --at "2026-12-21 10:00 UTC" -o id
    export_all
    assert_regex "$stderr" "^1 written, 0 removed"
    sync coach
    sync phone
    assert_equal "$(shown | grep phone)" "2026-12-21 10:00 2026-12-21 11:00 Booked by phone"
    run_coach 0 ical import --vdir "$BATS_TEST_TMPDIR/coach/anna" --trainer $anna --client $ben
    assert_equal "$stderr" "0 new, 0 changed, 0 cancelled, 2 as they were"
}
