# roles_change.bats - who may change what on a server, whose time is taken, and who acts.
# bats file_tags=postgres

load helper
load logins

# Who asks, the exit status, a part of the message, and what is asked. What fails has changed nothing.
changes='
anna  | 3 | there is no user "cleo@example.org"              | user edit cleo@example.org --phone 1
anna  | 3 | there is no user "$user_cleo"                    | user edit $user_cleo --phone 1
anna  | 3 | there is no user                                 | user archive $user_cleo --force
anna  | 3 | there is no trainer "carl@example.org"           | trainer edit carl@example.org --bio X
anna  | 3 | there is no session                              | session edit $session_cleo --title X
anna  | 3 | there is no session                              | session cancel $session_cleo
anna  | 3 | there is no session                              | session reschedule $session_dana_carl --at "2026-12-09 10:00Z"
anna  | 3 | there is no session                              | session complete $session_cleo
anna  | 3 | there is no session                              | session archive $session_dana_carl
anna  | 3 | there is no session                              | session feedback $session_dana_done --rating 1
anna  | 3 | there is no relationship                         | relationship end $relationship_cleo
anna  | 3 | there is no relationship                         | relationship edit $relationship_dana_carl --notes X
anna  | 3 | there is no plan                                 | plan pause $plan_dana
anna  | 3 | there is no relationship                         | session schedule --relationship $relationship_cleo --type ONE_ON_ONE --at "2026-12-09 10:00Z" --title X
anna  | 3 | there is no relationship                         | plan create --relationship $relationship_cleo --name X --start today
anna  | 3 | there is no user                                 | relationship start --client $user_cleo --trainer anna@example.org --type ONLINE
anna  | 3 | there is no user                                 | relationship start --client cleo@example.org --trainer anna@example.org --type ONLINE
anna  | 3 | there is no trainer                              | relationship start --client ben@example.org --trainer carl@example.org --type ONLINE
anna  | 4 | does not permit that                             | user edit anna@example.org --db-role ada
anna  | 4 | does not permit that                             | user edit ben@example.org --db-role stray
anna  | 4 | does not permit that                             | user edit fred@example.org --db-role stray
anna  | 4 | does not permit that                             | user archive fred@example.org
anna  | 4 | does not permit that                             | trainer add fred@example.org
anna  | 4 | does not permit that                             | trainer archive anna@example.org --force
anna  | 4 | does not permit that                             | visibility add X
anna  | 4 | does not permit that                             | visibility edit PUBLIC --name ALL
anna  | 4 | this login may see the category, but not change it | category edit Strength --description X
anna  | 4 | this login may see the tag, but not change it    | tag archive Knees
anna  | 4 | this login may see the program, but not change it | program edit Starter --notes X
anna  | 4 | does not permit that                             | program session add Starter --day 2 --at 07:00 --title X --type GROUP
anna  | 4 | this login may see the program session, but not change it | program session edit $part --title X
anna  | 1 | there is one like that already                   | user add cleo@example.org --first-name X --last-name Y
anna  | 1 | there is one like that already                   | user edit ben@example.org --email cleo@example.org
anna  | 1 | there is a program with the name "Starter"       | program add Starter
anna  | 4 | does not permit that                             | server setup
anna  | 1 | exists already                                   | init --email x@example.org --first-name X --last-name Y
carl  | 4 | this login may see the trainer, but not change it | trainer edit anna@example.org --bio X
carl  | 4 | this login may see the trainer tag, but not change it | trainer untag anna@example.org Knees
carl  | 4 | does not permit that                             | trainer categorize anna@example.org Strength --primary
carl  | 4 | does not permit that                             | relationship start --client cleo@example.org --trainer anna@example.org --type ONLINE
carl  | 3 | have no open relationship                        | session schedule --client dana@example.org --trainer anna@example.org --type ONE_ON_ONE --at "2026-12-09 10:00Z" --title X
carl  | 1 | the acting user cannot be archived               | user archive carl@example.org
ben   | 3 | there is no session                              | session feedback $session_dana_done --rating 1
ben   | 3 | there is no user                                 | user edit $user_anna --phone 1
ben   | 4 | does not permit that                             | session edit $session_ben --title X
ben   | 4 | does not permit that                             | session edit $session_ben_done --trainer-notes X
ben   | 4 | does not permit that                             | session cancel $session_ben
ben   | 4 | does not permit that                             | session confirm $session_ben
ben   | 4 | does not permit that                             | session reschedule $session_ben --at "2026-12-09 10:00Z"
ben   | 4 | does not permit that                             | session schedule --relationship $relationship_ben --type ONE_ON_ONE --at "2026-12-09 10:00Z" --title X
ben   | 4 | does not permit that                             | plan pause $plan_ben
ben   | 4 | does not permit that                             | plan create --relationship $relationship_ben --name X --start today
ben   | 4 | does not permit that                             | relationship end $relationship_ben --cancel-sessions --close-plans
ben   | 4 | does not permit that                             | relationship edit $relationship_ben --notes X
ben   | 4 | does not permit that                             | user add x@example.org --first-name X --last-name Y
ben   | 4 | does not permit that                             | user edit ben@example.org --email x@example.org
ben   | 4 | does not permit that                             | user edit ben@example.org --notes X
ben   | 4 | does not permit that                             | user edit ben@example.org --db-role ada
ben   | 4 | does not permit that                             | user edit ben@example.org --visibility PUBLIC
ben   | 4 | does not permit that                             | trainer edit anna@example.org --rate 1
ben   | 4 | does not permit that                             | trainer add ben@example.org
ben   | 4 | does not permit that                             | category add X
ben   | 4 | does not permit that                             | tag edit Knees --name X
ben   | 3 | there is no program                              | program show Advanced
ben   | 3 | there is no program session                      | program session edit $part_other --title X
ben   | 4 | does not permit that                             | program session edit $part --title X
ben   | 4 | does not permit that                             | program session add Starter --day 2 --at 07:00 --title X --type GROUP
ben   | 4 | does not permit that                             | plan cancel $plan_ben --cancel-sessions
anna  | 3 | there is no trainer                              | availability set carl@example.org --days mon --hours 9-12
carl  | 4 | does not permit that                             | availability set anna@example.org --days mon --hours 9-12
carl  | 1 | has no hours                                     | availability clear anna@example.org
ben   | 4 | does not permit that                             | availability set anna@example.org --days mon --hours 9-12
ben   | 4 | does not permit that                             | availability clear anna@example.org
anna  | 3 | there is no user                                 | timeoff add cleo@example.org --from 2027-03-01 --to 2027-03-02
anna  | 3 | there is no timeoff                              | timeoff remove $off_dana
anna  | 4 | does not permit that                             | timeoff add fred@example.org --from 2027-03-01 --to 2027-03-02
anna  | 1 | Dana Eder has 2 sessions then                    | timeoff add dana@example.org --from 2026-12-08 --to 2026-12-09
anna  | 1 | 2026-12-08 14:00 UTC to Tue 2026-12-08 15:00 UTC | timeoff add dana@example.org --from "2026-12-08 13:30Z" --to 2026-12-09
ben   | 4 | does not permit that                             | timeoff add anna@example.org --from 2027-03-01 --to 2027-03-02
anna  | 1 | the client Dana Eder is off from Mon 2027-02-01 10:00 UTC to Mon 2027-02-01 11:00 UTC | session schedule --client dana@example.org --trainer anna@example.org --type CHECK_IN --at "2027-02-01 10:00Z" --title X
stray | 4 | does not know whose login stray is               | tag add X
erik  | 4 | does not know whose login erik is                | tag add X
ada   | 4 | does not permit that                             | server setup
anna  | 4 | does not permit that                             | user erase fred@example.org --yes
ben   | 3 | there is no user                                 | user erase dana@example.org --yes
anna  | 0 |                                                  | user edit ben@example.org --phone 555-9
anna  | 0 |                                                  | user edit fred@example.org --last-name Gale-Hall
anna  | 0 |                                                  | trainer edit anna@example.org --bio "Rows a lot" --rate 85 --currency EUR
anna  | 0 |                                                  | category add Mine
anna  | 0 |                                                  | category edit Mine --description "By Anna"
anna  | 0 |                                                  | trainer categorize anna@example.org Mine --primary
anna  | 0 |                                                  | trainer untag anna@example.org Knees
anna  | 0 |                                                  | relationship start --client fred@example.org --trainer anna@example.org --type TRIAL
anna  | 0 |                                                  | session schedule --client fred@example.org --trainer anna@example.org --type CHECK_IN --at "2026-12-20 10:00Z" --title First
anna  | 0 |                                                  | program add Own
anna  | 0 |                                                  | program session add Own --day 1 --at 07:00 --title Starting --type GROUP
anna  | 0 |                                                  | program session add Own --day 2 --at 07:00 --title Going --type GROUP
anna  | 0 |                                                  | plan create --client fred@example.org --trainer anna@example.org --name Own --program Own --start 2027-02-01 --schedule
anna  | 0 |                                                  | plan create --client fred@example.org --trainer anna@example.org --name Spring --start 2027-03-01
anna  | 0 |                                                  | plan complete $plan_ben
anna  | 0 |                                                  | availability set anna@example.org --days mon-fri --hours 9-17
anna  | 0 |                                                  | availability set anna@example.org --days daily --hours 0-24
anna  | 0 |                                                  | availability clear anna@example.org --days sun
anna  | 0 |                                                  | trainer edit anna@example.org --buffer 5m
anna  | 0 |                                                  | trainer edit anna@example.org --buffer 0
anna  | 0 |                                                  | timeoff add ben@example.org --from 2027-03-01 --to 2027-03-02
anna  | 0 |                                                  | timeoff remove $(as anna timeoff list -o id)
anna  | 0 |                                                  | timeoff add anna@example.org --from 2027-03-01 --to 2027-03-02
dana  | 0 |                                                  | timeoff add dana@example.org --from 2027-03-01 --to 2027-03-02
dana  | 0 |                                                  | timeoff remove $off_dana
anna  | 0 |                                                  | session confirm $session_ben
ben   | 0 |                                                  | session feedback $session_ben_done --rating 5 --feedback Great
ben   | 0 |                                                  | user edit ben@example.org --first-name Benno --phone 555-7 --time-zone Europe/Berlin
ada   | 0 |                                                  | session edit $session_cleo --location Hall
ada   | 0 |                                                  | user edit carl@example.org --phone 555-9
ada   | 0 |                                                  | --as anna@example.org tag add Acted
'

change() { # change LOGIN STATUS MESSAGE COMMAND
    local arguments before
    eval "arguments=($4)"
    before=$(fingerprint)
    run_coach_as "$1" "$2" "${arguments[@]}" -o id
    if [[ $2 == 0 ]]; then
        [[ $(fingerprint) != "$before" ]] || fail "$1: coach $4: nothing has changed"
    else
        [[ $stderr == *"$3"* ]] || fail "$1: coach $4: $stderr"
        same "$1: coach $4" "$output$(fingerprint)" "$before"
    fi
}

@test "each changes what is theirs, and what is not stays as it is" {
    rows "$changes" change
    run_coach_as ada 0 tag show Acted --json
    assert_json .created_by "\"$(id_of user_anna)\""
    run_coach_as ben 0 session show "$(id_of session_ben_done)" --json
    assert_json '[.rating, .client_feedback, .trainer_notes]' '[5, "Great", null]'
}

@test "the login says who acts, whatever else does" {
    local other
    for other in ada@example.org carl@example.org nobody@example.org "$(id_of user_ada)"; do
        COACH_USER=$other run_coach_as anna 1 tag add Other
        assert_equal "$stderr" "coach: this login does not act as \"$other\"
hint: leave out --as, COACH_USER and user.email: the login says who acts"
        run_coach_as anna 1 tag add Other --as "$other" -o id
    done
    run_coach_as anna 0 tag add Own --as anna@example.org --json
    assert_json .created_by "\"$(id_of user_anna)\""
    COACH_USER=anna@example.org run_coach_as ada 0 tag add Hers --json
    assert_json .created_by "\"$(id_of user_anna)\""
    run_coach_as ada 0 tag add Mine --json
    assert_json .created_by "\"$(id_of user_ada)\""
}

# ---- Time ----

# Dana trains with Carl from 14:00 to 15:00 on Tuesday, of which Anna sees nothing; with Anna from 12:00 to 13:00.
times='
anna | 2026-12-08 14:00Z | 60m | the client Dana Eder is busy, Tue 2026-12-08 14:00 UTC to Tue 2026-12-08 15:00 UTC
anna | 2026-12-08 13:30Z | 45m | the client Dana Eder is busy, Tue 2026-12-08 14:00 UTC to Tue 2026-12-08 14:15 UTC
anna | 2026-12-08 14:20Z | 20m | the client Dana Eder is busy, Tue 2026-12-08 14:20 UTC to Tue 2026-12-08 14:40 UTC
anna | 2026-12-08 14:50Z | 2h  | the client Dana Eder is busy, Tue 2026-12-08 14:50 UTC to Tue 2026-12-08 15:00 UTC
anna | 2026-12-08 12:30Z | 60m | the trainer Anna Berg is busy: "Rowing", Tue 2026-12-08 12:00 UTC to Tue 2026-12-08 13:00 UTC
carl | 2026-12-08 12:30Z | 60m | the client Dana Eder is busy, Tue 2026-12-08 12:30 UTC to Tue 2026-12-08 13:00 UTC
'

take() { # take LOGIN AT DURATION MESSAGE
    local before hidden=('Swimming' "$(id_of session_dana_carl)" 'ONE_ON_ONE') word
    before=$(fingerprint)
    run_coach_as "$1" 1 session schedule --client dana@example.org --trainer "$1@example.org" --type GROUP --title Rowing \
        --at "$2" --duration "$3" -o id
    [[ $stderr == *"$4"* ]] || fail "$1 at $2: $stderr"
    for word in "${hidden[@]}"; do [[ $stderr != *"$word"* ]]; done
    same "$1 at $2" "$(fingerprint)" "$before"
}

@test "whose time is taken by what one may not see is told from when to when, and no more" {
    rows "$times" take
}

@test "a client who is busy elsewhere is not booked by moving, restoring or lengthening either" {
    local id
    id=$(as anna session schedule --client dana@example.org --trainer anna@example.org --type GROUP --title Swimming \
        --at "2026-12-08 15:00Z" -o id)
    COACH_DB=$(at anna) refused_all "$id"
    as anna session reschedule "$id" --at "2026-12-08 14:30Z" --force -o id >/dev/null
    as anna session archive "$id" -o id >/dev/null
    run_coach_as anna 1 session restore "$id"
    [[ $stderr == *"Dana Eder is busy, Tue 2026-12-08 14:30 UTC to Tue 2026-12-08 15:00 UTC"* ]]
    as anna session restore "$id" --force -o id >/dev/null
    as anna session cancel "$id" -o id >/dev/null
}

refused_all() {
    run_coach 1 session reschedule "$1" --at "2026-12-08 14:30Z"
    [[ $stderr == *"Dana Eder is busy, Tue 2026-12-08 14:30 UTC to Tue 2026-12-08 15:00 UTC"* ]]
    # the same hour and title as a GROUP session of another trainer is not shared
    run_coach 1 session reschedule "$1" --at "2026-12-08 14:00Z"
    [[ $stderr == *"Dana Eder is busy"* ]]
}

@test "a GROUP session is shared by clients who also have another trainer" {
    local id
    for client in dana ben; do
        run_coach_as anna 0 session schedule --client "$client@example.org" --trainer anna@example.org --type GROUP \
            --title Circle --at "2026-12-10 18:00Z" -o id
    done
    run_coach_as anna 1 session schedule --client ben@example.org --trainer anna@example.org --type GROUP \
        --title Circle --at "2026-12-10 18:00Z" -o id
    [[ $stderr == *'busy: "Circle"'* ]]
    run_coach_as carl 1 session schedule --client dana@example.org --trainer carl@example.org --type GROUP \
        --title Circle --at "2026-12-10 18:00Z" -o id
    [[ $stderr == *"Dana Eder is busy, Thu 2026-12-10 18:00 UTC to Thu 2026-12-10 19:00 UTC"* ]]
}
