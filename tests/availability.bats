# availability.bats - the hours at which trainers work, and the sessions that are refused outside them.

load practice

set_hours() { # set_hours DAYS HOURS [OPTIONS…]: of Anna, in silence
    coach availability set $anna --days "$1" --hours "$2" "${@:3}" -o id >/dev/null 2>&1
}

fits() { # fits TIME [OPTIONS…]
    accepts session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title Squats --at "$@"
}

closed() { # closed REASON TIME [OPTIONS…]
    refuses 1 "$1" session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title Squats --at "${@:2}"
}

@test "set shows the hours as they are kept: days and spans in order, in the trainer's zone" {
    accepts availability set $anna --days fri,mon-wed --hours "14-18, 09:00-12:00,11:00-12:30"
    assert_json 'del(.id, .created_by, .trainer_id)' '{"trainer": "Anna Berg", "days": "MON,TUE,WED,FRI",
        "hours": "09:00-12:30,14:00-18:00", "from_date": null, "to_date": null, "time_zone": "Europe/Berlin",
        "precedence": 1, "created_at": "2026-12-07T12:00:00Z", "updated_at": "2026-12-07T12:00:00Z", "is_active": true}'
    accepts availability set $carl --days weekend --hours 8-24 --from 2026-12-12 --to "next sunday" --time-zone Asia/Tokyo
    assert_json '{days, hours, from_date, to_date, time_zone}' '{"days": "SAT,SUN", "hours": "08:00-24:00",
        "from_date": "2026-12-12", "to_date": "2026-12-13", "time_zone": "Asia/Tokyo"}'
    accepts availability set $carl --days sat-mon --hours ""
    assert_json '[.days, .hours, .time_zone]' '["MON,SAT,SUN", "none", "UTC"]'
}

@test "days and hours that make no sense are refused" {
    fails_with 2 'coach: "mo" are not days of the week
hint: such as mon-fri, "sat, sun", weekdays, weekend or daily' availability set $anna --days mo --hours 9-12
    fails_with 2 'coach: "22:00-06:00" is not a span of hours
hint: such as 09:00-12:00,14:00-18:00 within one day, which ends at 24:00; or none' \
        availability set $anna --days mon --hours "9-12,22:00-06:00"
    refuses 2 "is not a span" availability set $anna --days mon --hours 9-25
    refuses 2 "a day has at most 21 spans" availability set $anna --days mon \
        --hours "$(for i in {0..21}; do printf '%02d:00-%02d:30,' "$i" "$i"; done | sed 's/,$//')"
    refuses 2 "hours that hold from 2026-12-12 cannot end on 2026-12-11" availability set $anna --days mon --hours 9-12 \
        --from 2026-12-12 --to 2026-12-11
    refuses 2 '"Mars" is not a time zone' availability set $anna --days mon --hours 9-12 --time-zone Mars
    refuses 2 "days" availability set $anna --hours 9-12
    refuses 2 "hours" availability set $anna --days mon
    refuses 3 'there is no trainer "ben@example.org"' availability set $ben --days mon --hours 9-12
    coach trainer archive $carl -o id
    refuses 1 "the trainer is archived" availability set $carl --days mon --hours 9-12
}

@test "a session outside the hours is refused with the hours of that day, and booked with --force" {
    set_hours mon-fri 09:00-12:00,14:00-18:00
    fails_with 1 "coach: the trainer Anna Berg works 09:00 to 12:00 and 14:00 to 18:00 on Tuesdays (Europe/Berlin)
hint: choose another time, or book it all the same with --force
hint: coach slots --trainer anna@example.org --client ben@example.org --duration 60m" \
        session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title Squats --at "2026-12-08 08:30"
    closed "on Tuesdays" "2026-12-08 11:30"
    closed "on Tuesdays" "2026-12-08 12:00" --duration 2h
    closed "on Tuesdays" "2026-12-08 17:59" --duration 5
    closed "does not work on Saturdays (Europe/Berlin)" "2026-12-12 10:00"
    fits "2026-12-08 09:00" --duration 3h
    fits "2026-12-08 17:00"
    fits "2026-12-08 20:00" --force
    run_coach 1 --json session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title X --at "2026-12-12 10:00"
    assert_equal "$(jq -c '.error | [.code, .field]' <<<"$stderr")" '["refused","scheduled_at"]'
}

@test "what is booked stays, and is moved or brought back only into the hours" {
    local id
    id=$(book "2026-12-08 08:00")
    set_hours mon-fri 09:00-12:00
    accepts session edit "$id" --location "Hall 2"
    accepts session confirm "$id"
    refuses 1 "works 09:00 to 12:00" session edit "$id" --duration 90
    refuses 1 "works 09:00 to 12:00" session reschedule "$id" --at "2026-12-09 08:00"
    accepts session reschedule "$id" --at "2026-12-09 10:00"
    accepts session reschedule "$id" --at "2026-12-09 08:00" --force
    coach session archive "$id" -o id
    refuses 1 "works 09:00 to 12:00" session restore "$id"
    accepts session restore "$id" --force
}

@test "a trainer with no hours is always available, and hours are of nobody else" {
    set_hours mon 09:00-12:00
    pair $ben $carl
    pair $anna $carl
    accepts session schedule --client $ben --trainer $carl --type ONE_ON_ONE --title Run --at "2026-12-13 03:00"
    # as a client she is not at work
    accepts session schedule --client $anna --trainer $carl --type ONE_ON_ONE --title Run --at "2026-12-12 12:00"
}

@test "of the hours that name a day those set last count, between their dates" {
    set_hours mon-fri 09:00-12:00
    set_hours thu,fri none --from 2026-12-24 --to 2026-12-31
    set_hours thu 10:00-11:00 --from 2026-12-24 --to 2026-12-24
    fits "2026-12-24 10:00"
    closed "works 10:00 to 11:00 on Thu 2026-12-24 (Europe/Berlin)" "2026-12-24 09:00"
    closed "does not work on Fri 2026-12-25 (Europe/Berlin)" "2026-12-25 09:00"
    fits "2026-12-23 09:00"
    fits "2027-01-01 09:00"
}

@test "days outside the dates of all hours are open, and days in them that none names are closed" {
    set_hours mon 09:00-12:00 --from 2026-12-14 --to 2026-12-20
    fits "2026-12-12 23:30"
    fits "2026-12-21 03:00"
    closed "does not work on Wed 2026-12-16" "2026-12-16 10:00"
    closed "works 09:00 to 12:00 on Mon 2026-12-14" "2026-12-13 23:30"
}

@test "a session may pass midnight where the hours of both days meet" {
    set_hours sat 20:00-24:00
    set_hours sun 00:00-02:00
    fits "2026-12-12 23:00" --duration 3h
    closed "works 00:00 to 02:00 on Sundays" "2026-12-19 23:00" --duration 3h1m
}

@test "hours are by the clock of their zone, whatever it does" {
    set_hours daily 09:00-10:00
    fits "2026-10-24 07:00Z"
    fits "2026-10-26 08:00Z"
    closed "works" "2026-10-26 07:00Z"
    coach availability set $anna --days daily --hours 09:00-10:00 --time-zone America/New_York -o id
    fits "2026-12-09 14:00Z"
    closed "works 09:00 to 10:00 on Wednesdays (America/New_York)" "2026-12-09 08:00Z"
}

@test "set puts away what can never count again, and says so" {
    set_hours mon-fri 09:00-12:00
    set_hours mon 10:00-12:00 --from 2026-12-14 --to 2026-12-20
    set_hours sat 10:00-12:00
    run_coach 0 availability set $anna --days mon-fri --hours 08:00-16:00
    assert_equal "$stderr" "in place of MON,TUE,WED,THU,FRI 09:00-12:00
in place of MON 10:00-12:00"
    accepts availability list --trainer $anna
    assert_json 'map([.days, .hours, .precedence])' '[["SAT", "10:00-12:00", 3], ["MON,TUE,WED,THU,FRI", "08:00-16:00", 4]]'
    succeeds availability set $anna --days daily --hours none --from 2026-12-24
    assert_equal "$(coach availability list --archived -o id | wc -l)" 2
}

@test "clear takes the hours of some days away, or all" {
    set_hours mon-fri 09:00-12:00
    set_hours sat 09:00-10:00
    accepts availability clear $anna --days fri-sun
    assert_json 'map([.days, .is_active])' '[["MON,TUE,WED,THU", true], ["SAT", false]]'
    closed "does not work on Saturdays" "2026-12-12 09:00"
    refuses 1 "the trainer Anna Berg has no hours on these days" availability clear $anna --days sun
    accepts availability clear $anna
    assert_json 'map([.days, .is_active])' '[["MON,TUE,WED,THU", false]]'
    fits "2026-12-12 03:00"
    fails_with 1 "coach: the trainer Anna Berg has no hours
hint: \`coach availability list\` shows those that are set" availability clear $anna
    refuses 2 "are not days of the week" availability clear $anna --days never
}

@test "list filters by trainer, searches their names, and shows archived ones when asked" {
    set_hours mon 9-12
    set_hours mon 9-13
    coach availability set $carl --days tue --hours 9-12 -o id
    accepts availability list --trainer $carl --fields trainer,days
    assert_json . '[{"trainer": "Carl Cook", "days": "TUE"}]'
    accepts availability list --search berg --all --fields hours,is_active
    assert_json . '[{"hours": "09:00-12:00", "is_active": false}, {"hours": "09:00-13:00", "is_active": true}]'
    accepts availability show "$(coach availability list --trainer $carl -o id)" --fields trainer,hours
    assert_json . '{"trainer": "Carl Cook", "hours": "09:00-12:00"}'
    run_coach 0 availability list --trainer $carl -o tsv --fields days,hours,time_zone
    assert_output $'days\thours\ttime_zone\nTUE\t09:00-12:00\tUTC'
}

# ---- What is kept free around sessions ----

@test "a buffer is kept free before and after each session of the trainer" {
    local id
    pair $cleo $anna
    accepts trainer edit $anna --buffer 15m
    assert_json .buffer_minutes 15
    id=$(book "2026-12-10 10:00 Z")
    fails_with 1 "coach: the trainer Anna Berg is busy: \"Squats\", Thu 2026-12-10 10:00 UTC to Thu 2026-12-10 11:00 UTC ($id); 15 minutes before and after it are kept free
hint: choose another time, or book it all the same with --force
hint: coach slots --trainer anna@example.org --client cleo@example.org --duration 60m" \
        session schedule --client $cleo --trainer $anna --type ONE_ON_ONE --title Run --at "2026-12-10 11:14 Z"
    refuses 1 "($id); 15 minutes" session schedule --client $cleo --trainer $anna --type ONE_ON_ONE --title Run --at "2026-12-10 08:46 Z"
    accepts session schedule --client $cleo --trainer $anna --type ONE_ON_ONE --title Run --at "2026-12-10 11:15 Z"
    accepts session schedule --client $cleo --trainer $anna --type ONE_ON_ONE --title Run --at "2026-12-10 08:45 Z"
}

@test "a trainer who is trained keeps the same free, and GROUP sessions share their hour still" {
    pair $cleo $anna
    pair $anna $carl
    coach trainer edit $anna --buffer 30 -o id
    book "2026-12-10 10:00 Z" --type GROUP --title Mobility
    book_for $cleo $anna "2026-12-10 10:00 Z" --type GROUP --title Mobility
    refuses 1 "the client Anna Berg is busy" session schedule --client $anna --trainer $carl --type ONE_ON_ONE --title Run \
        --at "2026-12-10 11:00 Z"
    accepts session schedule --client $anna --trainer $carl --type ONE_ON_ONE --title Run --at "2026-12-10 11:30 Z"
    refuses 1 "the trainer Anna Berg is busy" session schedule --client $cleo --trainer $anna --type ONE_ON_ONE --title X \
        --at "2026-12-10 12:45 Z"
    # nobody else does
    accepts session schedule --client $cleo --trainer $anna --type ONE_ON_ONE --title X --at "2026-12-10 13:00 Z"
}

@test "a buffer lasts from nothing to 8 hours" {
    accepts trainer edit $anna --buffer 8h
    assert_json .buffer_minutes 480
    accepts trainer edit $anna --buffer-minutes 0
    assert_json .buffer_minutes 0
    fails_with 2 "coach: buffer_minutes is from 0 to 480 minutes, not 481" trainer edit $anna --buffer 481
    refuses 2 '"soon" is not a length of time' trainer edit $anna --buffer soon
    refuses 2 "" trainer edit $anna --no-buffer
}
