# session_busy.bats - nobody is in two places at once: not the trainer, not the client, however the time is taken.

load practice

# taken ID ARGS…: a command that is refused because the session with this id is in the way.
taken() {
    local id=$1
    shift
    refuses 1 "($id)" "$@"
    [[ $stderr == *" is busy: "* ]] || fail "not refused as busy: $stderr"
    [[ $stderr == *"
hint: choose another time, or book it all the same with --force
hint: coach slots --trainer "*" --client "*" --duration "*m ]] || fail "no hint of what next: $stderr"
}

# fits CLIENT TRAINER TIME ARGS…: is booked, with nothing said against it.
fits() {
    local client=$1 trainer=$2 at=$3
    shift 3
    accepts session schedule --client "$client" --trainer "$trainer" --type ONE_ON_ONE --title Squats --at "$at" "$@"
    assert_json .status '"SCHEDULED"'
}

# does_not_fit ID CLIENT TRAINER TIME ARGS…: is refused because of the session with this id.
does_not_fit() {
    local id=$1 client=$2 trainer=$3 at=$4
    shift 4
    taken "$id" session schedule --client "$client" --trainer "$trainer" --type ONE_ON_ONE --title Squats --at "$at" "$@"
}

@test "the refusal says who is busy, with what, and until when" {
    local id
    id=$(book "2026-12-10 18:00" --title "Squats and \"more\"")
    pair $cleo $anna
    fails_with 1 "coach: the trainer Anna Berg is busy: \"Squats and \"more\"\", Thu 2026-12-10 17:00 UTC to Thu 2026-12-10 18:00 UTC ($id)
hint: choose another time, or book it all the same with --force
hint: coach slots --trainer anna@example.org --client cleo@example.org --duration 60m" \
        session schedule --client $cleo --type CHECK_IN --title Hello --at "2026-12-10 18:00"
    run_coach 1 --json session schedule --client $cleo --type CHECK_IN --title Hello --at "2026-12-10 18:00"
    assert_equal "$output" ""
    assert_equal "$(jq -c '.error | [.code, .field]' <<<"$stderr")" '["conflict","scheduled_at"]'
}

@test "an overlap of a minute is refused, and ends that touch are not" {
    local id
    pair $cleo $anna
    id=$(book "2026-12-10 10:00 Z")
    does_not_fit "$id" $cleo $anna "2026-12-10 10:59 Z"
    does_not_fit "$id" $cleo $anna "2026-12-10 10:59:59 Z"
    does_not_fit "$id" $cleo $anna "2026-12-10 09:01 Z"
    does_not_fit "$id" $cleo $anna "2026-12-10 10:00 Z"
    does_not_fit "$id" $cleo $anna "2026-12-10 10:20 Z" --duration 5
    does_not_fit "$id" $cleo $anna "2026-12-10 09:00 Z" --duration 3h
    fits $cleo $anna "2026-12-10 11:00 Z"
    fits $cleo $anna "2026-12-10 09:00 Z"
}

@test "the time is what counts, in whatever zone it was said" {
    local id
    id=$(book "2026-12-10 18:00")
    does_not_fit "$id" $ben $anna "2026-12-10 12:00 America/New_York"
    does_not_fit "$id" $ben $anna "2026-12-11T02:30+09:00"
    fits $ben $anna "2026-12-10 18:00" --tz UTC
}

@test "a client is busy with another trainer too" {
    local id
    pair $ben $carl
    id=$(book "2026-12-10 10:00 Z")
    fails_with 1 "coach: the client Ben Cole is busy: \"Squats\", Thu 2026-12-10 10:00 UTC to Thu 2026-12-10 11:00 UTC ($id)
hint: choose another time, or book it all the same with --force
hint: coach slots --trainer carl@example.org --client ben@example.org --duration 60m" \
        session schedule --client $ben --trainer $carl --type ONE_ON_ONE --title Run --at "2026-12-10 10:30 Z"
    fits $ben $carl "2026-12-10 11:00 Z"
}

@test "other people are free at the same time" {
    pair $cleo $carl
    book "2026-12-10 10:00 Z"
    fits $cleo $carl "2026-12-10 10:00 Z"
}

@test "somebody who trains others is busy while they are trained, and the other way round" {
    local as_trainer as_client
    pair $anna $carl
    as_trainer=$(book "2026-12-10 10:00 Z")
    does_not_fit "$as_trainer" $anna $carl "2026-12-10 10:30 Z"
    as_client=$(book_for $anna $carl "2026-12-10 14:00 Z")
    does_not_fit "$as_client" $ben $anna "2026-12-10 13:30 Z"
    fits $ben $anna "2026-12-10 13:00 Z"
    fits $anna $carl "2026-12-10 11:00 Z"
}

# ---- GROUP sessions ----

@test "GROUP sessions of one trainer share the same time and title" {
    pair $cleo $anna
    pair $dana $anna
    fits $ben $anna "2026-12-10 10:00 Z" --type GROUP --title Mobility
    fits $cleo $anna "2026-12-10 10:00 Z" --type GROUP --title Mobility
    fits $dana $anna "2026-12-10 10:00 Z" --type GROUP --title Mobility
    accepts session list --fields client,scheduled_at --sort client
    assert_json . '[{"client": "Ben Cole", "scheduled_at": "2026-12-10T10:00:00Z"},
        {"client": "Cleo Diaz", "scheduled_at": "2026-12-10T10:00:00Z"},
        {"client": "Dana Eder", "scheduled_at": "2026-12-10T10:00:00Z"}]'
}

@test "GROUP sessions do not share with another title, type, beginning or end" {
    local id
    pair $cleo $anna
    id=$(book "2026-12-10 10:00 Z" --type GROUP --title Mobility)
    does_not_fit "$id" $cleo $anna "2026-12-10 10:00 Z" --type GROUP --title mobility
    does_not_fit "$id" $cleo $anna "2026-12-10 10:00 Z" --type GROUP --title "Mobility 2"
    does_not_fit "$id" $cleo $anna "2026-12-10 10:00 Z" --type ONE_ON_ONE --title Mobility
    does_not_fit "$id" $cleo $anna "2026-12-10 10:00 Z" --type GROUP --title Mobility --duration 61
    does_not_fit "$id" $cleo $anna "2026-12-10 10:00 Z" --type GROUP --title Mobility --duration 59
    does_not_fit "$id" $cleo $anna "2026-12-10 10:01 Z" --type GROUP --title Mobility --duration 59
    does_not_fit "$id" $cleo $anna "2026-12-10 09:30 Z" --type GROUP --title Mobility
}

@test "a ONE_ON_ONE session is not joined by a GROUP session of its title" {
    local id
    pair $cleo $anna
    id=$(book "2026-12-10 10:00 Z" --title Mobility)
    does_not_fit "$id" $cleo $anna "2026-12-10 10:00 Z" --type GROUP --title Mobility
}

@test "a client is in a GROUP session once, and in one trainer's at a time" {
    local id
    pair $ben $carl
    id=$(book "2026-12-10 10:00 Z" --type GROUP --title Mobility)
    does_not_fit "$id" $ben $anna "2026-12-10 10:00 Z" --type GROUP --title Mobility
    does_not_fit "$id" $ben $carl "2026-12-10 10:00 Z" --type GROUP --title Mobility
}

@test "a shared GROUP session does not change its title, type, beginning or length alone" {
    local mine other
    pair $cleo $anna
    other=$(book "2026-12-10 10:00 Z" --type GROUP --title Mobility)
    mine=$(book_for $cleo $anna "2026-12-10 10:00 Z" --type GROUP --title Mobility)
    taken "$other" session edit "$mine" --title Stretching
    taken "$other" session edit "$mine" --type ONE_ON_ONE
    taken "$other" session edit "$mine" --duration 90
    taken "$other" session edit "$mine" --ends "2026-12-10 10:30 Z"
    taken "$other" session reschedule "$mine" --at "2026-12-10 10:15 Z"
    accepts session edit "$mine" --location "Hall 2" --title Mobility
    assert_json '[.location, .title]' '["Hall 2", "Mobility"]'
    accepts session edit "$mine" --title Stretching --force
    assert_json .title '"Stretching"'
}

# ---- Moving, lengthening, coming back ----

@test "a session does not stand in its own way" {
    local id
    id=$(book "2026-12-10 10:00 Z")
    accepts session reschedule "$id" --at "2026-12-10 10:00 Z"
    assert_json .scheduled_at '"2026-12-10T10:00:00Z"'
    accepts session reschedule "$id" --at "2026-12-10 10:30 Z"
    assert_json '[.scheduled_at, .ends_at]' '["2026-12-10T10:30:00Z", "2026-12-10T11:30:00Z"]'
    accepts session edit "$id" --duration 3h
    assert_json .ends_at '"2026-12-10T13:30:00Z"'
}

@test "a session is not moved into another, nor made longer into it" {
    local first second
    first=$(book "2026-12-10 10:00 Z")
    second=$(book "2026-12-10 12:00 Z")
    taken "$second" session reschedule "$first" --at "2026-12-10 11:30 Z"
    taken "$second" session reschedule "$first" --at "2026-12-10 10:00 Z" --duration 2h5m
    taken "$second" session reschedule "$first" --at "2026-12-10 09:00 Z" --ends "2026-12-10 12:01 Z"
    taken "$second" session edit "$first" --duration 121
    taken "$second" session edit "$first" --ends "2026-12-10 12:00:01 Z"
    accepts session edit "$first" --duration 2h
    assert_json .ends_at '"2026-12-10T12:00:00Z"'
    accepts session reschedule "$first" --at "2026-12-10 13:00 Z"
    assert_json '[.scheduled_at, .ends_at]' '["2026-12-10T13:00:00Z", "2026-12-10T15:00:00Z"]'
}

@test "an archived session comes back only where its time is still free" {
    local first second
    first=$(book "2026-12-10 10:00 Z")
    coach session archive "$first" -o id
    second=$(book "2026-12-10 10:30 Z")
    taken "$second" session restore "$first"
    assert_equal "$(field session "$first" is_active)" false
    accepts session restore "$first" --force
    assert_json .is_active true
    coach session archive "$first" -o id
    coach session cancel "$second" -o id
    accepts session restore "$first"
    assert_json .is_active true
}

@test "an archived session that occupies no time comes back whatever is there" {
    local first
    first=$(book "2026-12-10 10:00 Z")
    coach session cancel "$first" -o id
    coach session archive "$first" -o id
    book "2026-12-10 10:00 Z"
    accepts session restore "$first"
    assert_json '[.status, .is_active]' '["CANCELLED", true]'
}

@test "SCHEDULED, CONFIRMED and IN_PROGRESS sessions take their time; all others free it" {
    local id verb
    id=$(book "2026-12-10 10:00 Z")
    does_not_fit "$id" $ben $anna "2026-12-10 10:30 Z"
    coach session confirm "$id" -o id
    does_not_fit "$id" $ben $anna "2026-12-10 10:30 Z"
    keep_database
    for verb in complete "cancel --no-late" "cancel --late" no-show archive; do
        coach session $verb "$id" -o id
        fits $ben $anna "2026-12-10 10:30 Z"
        back_to_kept
    done
    coach session start "$id" -o id
    does_not_fit "$id" $ben $anna "2026-12-10 10:30 Z"
    keep_database
    for verb in complete cancel archive; do
        coach session $verb "$id" -o id
        fits $ben $anna "2026-12-10 10:30 Z"
        back_to_kept
    done
}

@test "what is over can be edited without regard to who is busy" {
    local id
    id=$(book "2026-12-10 10:00 Z")
    coach session complete "$id" -o id
    book "2026-12-10 11:00 Z"
    accepts session edit "$id" --duration 2h
    assert_json '[.status, .ends_at]' '["COMPLETED", "2026-12-10T12:00:00Z"]'
}

@test "--force books, moves and lengthens where somebody is busy" {
    local first second
    first=$(book "2026-12-10 10:00 Z")
    accepts session schedule --client $ben --type CHECK_IN --title Hello --at "2026-12-10 10:30 Z" --force
    assert_json .status '"SCHEDULED"'
    second=$(book "2026-12-10 14:00 Z")
    accepts session reschedule "$second" --at "2026-12-10 10:15 Z" --force
    assert_json .scheduled_at '"2026-12-10T10:15:00Z"'
    accepts session edit "$first" --duration 3h -f
    assert_json .ends_at '"2026-12-10T13:00:00Z"'
}

@test "a session booked by force is edited without asking again for the time it has" {
    local id
    book "2026-12-10 10:00 Z"
    id=$(book "2026-12-10 10:30 Z" --force)
    accepts session edit "$id" --title Lunges --type CHECK_IN --location "Hall 2"
    assert_json '[.title, .session_type, .location]' '["Lunges", "CHECK_IN", "Hall 2"]'
    accepts session confirm "$id"
    assert_json .status '"CONFIRMED"'
    refuses 1 "is busy" session edit "$id" --duration 90
}

# ---- Midnight, clock changes, long sessions ----

@test "a session across midnight takes both sides of it" {
    local id
    id=$(book "2026-12-10 23:30")
    does_not_fit "$id" $ben $anna "2026-12-11 00:00"
    does_not_fit "$id" $ben $anna "2026-12-11 00:29" --duration 5
    fits $ben $anna "2026-12-11 00:30"
    fits $ben $anna "2026-12-10 22:30"
}

@test "a session across the hour that is skipped lasts as long as it says" {
    local id
    accepts session schedule --client $ben --type GROUP --title Night --at "2027-03-28 01:30" --duration 60
    assert_json '[.scheduled_at, .ends_at]' '["2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z"]'
    id=$(jq -r .id <<<"$output")
    does_not_fit "$id" $ben $anna "2027-03-28 03:15"
    fits $ben $anna "2027-03-28 03:30"
}

@test "both passes of the hour that is repeated can be booked" {
    local first
    first=$(book "2026-10-25 02:00")
    does_not_fit "$first" $ben $anna "2026-10-25 02:59"
    fits $ben $anna "2026-10-25 02:00 +01:00"
    fits $ben $anna "2026-10-25 03:00"
    accepts session list --fields scheduled_at
    assert_json '[.[].scheduled_at]' '["2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z"]'
}

@test "a session of 24 hours that began the day before is still in the way" {
    local id
    id=$(book "2026-12-10 10:00 Z" --duration 24h)
    does_not_fit "$id" $ben $anna "2026-12-11 09:55 Z" --duration 5
    does_not_fit "$id" $ben $anna "2026-12-11 09:59:59 Z"
    fits $ben $anna "2026-12-11 10:00 Z" --duration 24h
    does_not_fit "$id" $ben $anna "2026-12-09 10:00:01 Z" --duration 24h
    fits $ben $anna "2026-12-09 10:00 Z" --duration 24h
}

@test "the first of several sessions in the way is named" {
    local first
    first=$(book "2026-12-10 10:00 Z")
    book "2026-12-10 11:00 Z"
    book "2026-12-10 12:00 Z"
    does_not_fit "$first" $ben $anna "2026-12-10 09:30 Z" --duration 4h
}
