# relationship.bats - who trains with whom: started, moved from status to status, ended, found again.

load practice

# The id of a new relationship of Cleo and Carl in a status.
in_status() {
    local id
    case $1 in
    PENDING) pair $cleo $carl --status PENDING ;;
    ACTIVE) pair $cleo $carl ;;
    PAUSED)
        id=$(pair $cleo $carl)
        coach relationship pause "$id" -o id
        ;;
    ENDED)
        id=$(pair $cleo $carl)
        coach relationship end "$id" -o id
        ;;
    esac
}

# ---- Starting ----

@test "a relationship starts as ACTIVE, today, with nothing else said" {
    accepts relationship start --client $cleo --trainer $carl --type online
    assert_json 'del(.id, .client_id, .trainer_id, .created_by)' '{
        "client": "Cleo Diaz", "trainer": "Carl Cook", "status": "ACTIVE", "relationship_type": "ONLINE",
        "started_at": "2026-12-07", "ended_at": null, "notes": null, "end_reason": null,
        "created_at": "2026-12-07T12:00:00Z", "updated_at": "2026-12-07T12:00:00Z", "is_active": true}'
    assert_json '[.client_id, .trainer_id, .created_by]' \
        "[\"$(coach user show $cleo -o id)\", \"$(coach trainer show $carl -o id)\", \"$(coach user show admin@example.org -o id)\"]"
    assert_json '.id | test("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")' true
}

@test "what is said at the start is kept" {
    accepts relationship start --client $cleo --trainer $carl --relationship-type HYBRID --status pending \
        --started-at 2026-11-02 --notes $'Knee.\nNo jumps.'
    assert_json '[.status, .relationship_type, .started_at, .notes]' '["PENDING", "HYBRID", "2026-11-02", "Knee.\nNo jumps."]'
    accepts relationship show "$(jq -r .id <<<"$output")"
    assert_json '.notes' '"Knee.\nNo jumps."'
}

@test "every type of relationship can be started" {
    local type
    keep_database
    for type in IN_PERSON ONLINE HYBRID GROUP TRIAL; do
        accepts relationship start --client $cleo --trainer $carl --type $type
        assert_json .relationship_type "\"$type\""
        back_to_kept
    done
}

@test "--start is short for --started-at, and reads days as people say them" {
    accepts relationship start --client $cleo --trainer $carl --type ONLINE --start "last friday"
    assert_json .started_at '"2026-12-04"'
}

@test "today is a day of the trainer's zone" {
    coach user edit $carl --time-zone Pacific/Auckland -o id
    accepts relationship start --client $cleo --trainer $carl --type ONLINE
    assert_json .started_at '"2026-12-08"'
    accepts relationship start --client $dana --trainer $carl --type ONLINE --start today --tz UTC
    assert_json .started_at '"2026-12-07"'
    accepts relationship end "$(coach relationship list --client $cleo --trainer $carl -o id)"
    assert_json .ended_at '"2026-12-08"'
}

@test "a relationship needs a client, a trainer and a type" {
    fails_with 2 "coach: client_id: a relationship is between a client and a trainer
hint: give --client and --trainer" relationship start --trainer $carl --type ONLINE
    fails_with 2 "coach: trainer_id: a relationship is between a client and a trainer
hint: give --client and --trainer" relationship start --client $cleo --type ONLINE
    fails_with 2 "coach: a relationship needs a value for relationship_type
hint: give --relationship-type, one of IN_PERSON, ONLINE, HYBRID, GROUP, TRIAL" \
        relationship start --client $cleo --trainer $carl
}

@test "a relationship starts as PENDING or ACTIVE only" {
    local from
    for from in PAUSED ENDED; do
        fails_with 1 "coach: a relationship starts as PENDING or ACTIVE" \
            relationship start --client $cleo --trainer $carl --type ONLINE --status $from
    done
}

@test "a type, a status or a day that is none is refused" {
    fails_with 2 "coach: \"chess\" is not a value of relationship_type
hint: allowed: IN_PERSON, ONLINE, HYBRID, GROUP, TRIAL" relationship start --client $cleo --trainer $carl --type chess
    refuses 2 '"maybe" is not a value of status' relationship start --client $cleo --trainer $carl --type ONLINE --status maybe
    refuses 2 'started_at: "2026-02-30"' relationship start --client $cleo --trainer $carl --type ONLINE --start 2026-02-30
    refuses 2 "says a time, where a day is wanted" \
        relationship start --client $cleo --trainer $carl --type ONLINE --start "today 18:00"
}

@test "notes of 2000 characters fit, and not one more" {
    local long
    long=$(printf 'ü%.0s' {1..2000})
    accepts relationship start --client $cleo --trainer $carl --type ONLINE --notes "$long"
    assert_json '.notes | length' 2000
    refuses 2 notes relationship edit "$relationship" --notes "${long}x"
}

@test "a client or a trainer that does not exist is not found" {
    refuses 3 'there is no user "nobody@example.org"' \
        relationship start --client nobody@example.org --trainer $carl --type ONLINE
    refuses 3 'there is no trainer "ben@example.org"' relationship start --client $cleo --trainer $ben --type ONLINE
}

@test "nobody coaches themselves, not even by force" {
    fails_with 1 "coach: nobody coaches themselves" \
        relationship start --client $anna --trainer $anna --type ONLINE
    fails_with 1 "coach: nobody coaches themselves" \
        relationship start --client $anna --trainer $anna --type ONLINE --force
}

@test "a trainer can be the client of another trainer, and the other way round at the same time" {
    accepts relationship start --client $anna --trainer $carl --type ONLINE
    accepts relationship start --client $carl --trainer $anna --type ONLINE
    assert_json '[.client, .trainer]' '["Carl Cook", "Anna Berg"]'
}

@test "two people have one open relationship, whatever its status, and force does not help" {
    local from id
    keep_database
    for from in PENDING ACTIVE PAUSED; do
        id=$(in_status $from)
        fails_with 1 "coach: the two have an open relationship already
hint: it is $id" relationship start --client $cleo --trainer $carl --type TRIAL
        refuses 1 "the two have an open relationship already" \
            relationship start --client $cleo --trainer $carl --type TRIAL --force --status PENDING
        back_to_kept
    done
}

@test "an archived relationship is still the open one of the two" {
    coach relationship archive "$relationship" -o id
    fails_with 1 "coach: the two have an open relationship already
hint: it is archived: coach relationship restore $relationship" \
        relationship start --client $ben --trainer $anna --type ONLINE
}

@test "a client has several trainers, and a trainer several clients" {
    pair $ben $carl
    pair $cleo $anna
    accepts relationship list --client $ben --fields trainer --sort trainer
    assert_json . '[{"trainer": "Anna Berg"}, {"trainer": "Carl Cook"}]'
    accepts relationship list --trainer $anna --fields client --sort client
    assert_json . '[{"client": "Ben Cole"}, {"client": "Cleo Diaz"}]'
}

@test "a restart is a new row, and the old one stays as it was" {
    local before
    coach relationship end "$relationship" --reason "moved away" -o id
    before=$(coach relationship show "$relationship" --json)
    accepts relationship start --client $ben --trainer $anna --type ONLINE
    assert_json ".id != \"$relationship\"" true
    assert_equal "$(coach relationship show "$relationship" --json)" "$before"
    accepts relationship list --client $ben --trainer $anna --fields status --sort status
    assert_json . '[{"status": "ACTIVE"}, {"status": "ENDED"}]'
}

@test "a trainer who takes no new clients gets one by force only" {
    coach trainer edit $carl --no-accepts-new-clients -o id
    fails_with 1 "coach: the trainer takes no new clients
hint: --force starts it all the same" relationship start --client $cleo --trainer $carl --type ONLINE
    accepts relationship start --client $cleo --trainer $carl --type ONLINE --force
    assert_json .status '"ACTIVE"'
}

@test "somebody archived gets a relationship by force only" {
    local cleo_id carl_id
    cleo_id=$(coach user show $cleo -o id) carl_id=$(coach trainer show $carl -o id)
    coach user archive $cleo -o id
    fails_with 1 "coach: the client is archived
hint: coach user restore $cleo_id
hint: --force starts it all the same" relationship start --client "$cleo_id" --trainer $carl --type ONLINE
    accepts relationship start --client "$cleo_id" --trainer $carl --type ONLINE --force
    assert_json .client '"Cleo Diaz"'
    coach trainer archive $carl -o id
    fails_with 1 "coach: the trainer is archived
hint: coach trainer restore $carl_id
hint: --force starts it all the same" relationship start --client $dana --trainer "$carl_id" --type ONLINE
    accepts relationship start --client $dana --trainer "$carl_id" --type ONLINE --force
    assert_json .trainer '"Carl Cook"'
}

@test "a trainer whose user is archived gets a relationship by force only" {
    local carl_user
    carl_user=$(coach user show $carl -o id)
    coach user archive $carl -o id
    fails_with 1 "coach: the trainer is archived
hint: coach user restore $carl_user
hint: --force starts it all the same" relationship start --client $dana --trainer $carl --type ONLINE
    accepts relationship start --client $dana --trainer $carl --type ONLINE --force
    assert_json .trainer '"Carl Cook"'
}

# ---- Moves ----

@test "every allowed move of a relationship's status succeeds" {
    moves relationship <<'MOVES'
PENDING activate ACTIVE
PENDING end ENDED
ACTIVE pause PAUSED
ACTIVE end ENDED
PAUSED resume ACTIVE
PAUSED end ENDED
MOVES
}

@test "every other move of a relationship's status is refused, and the allowed ones are named" {
    moves_not relationship <<'MOVES'
PENDING|pause|a relationship that is PENDING cannot become PAUSED|from PENDING it can become: ACTIVE, ENDED
PENDING|resume|the relationship is PENDING, not PAUSED|coach relationship activate ID
ACTIVE|activate|the relationship is ACTIVE already|from ACTIVE it can become: PAUSED, ENDED
ACTIVE|resume|the relationship is ACTIVE already|from ACTIVE it can become: PAUSED, ENDED
PAUSED|activate|the relationship is PAUSED, not PENDING|coach relationship resume ID
PAUSED|pause|the relationship is PAUSED already|from PAUSED it can become: ACTIVE, ENDED
ENDED|activate|a relationship that is ENDED cannot become ACTIVE|ENDED is final
ENDED|pause|a relationship that is ENDED cannot become PAUSED|ENDED is final
ENDED|resume|a relationship that is ENDED cannot become ACTIVE|ENDED is final
ENDED|end|the relationship is ENDED already|ENDED is final
MOVES
}

@test "the error of a refused move is JSON where JSON is asked for" {
    run_coach 1 -o json relationship resume "$relationship"
    assert_equal "$output" ""
    assert_equal "$(jq -c '.error | [.code, .message, .field]' <<<"$stderr")" \
        '["refused","the relationship is ACTIVE already","status"]'
}

# ---- Ending ----

@test "an end is today unless said, and can have a reason" {
    accepts relationship end "$relationship" --reason "moved away"
    assert_json '[.status, .started_at, .ended_at, .end_reason]' '["ENDED", "2026-12-07", "2026-12-07", "moved away"]'
}

@test "an end on another day is kept, on the first day too" {
    local id
    id=$(pair $cleo $carl --start 2026-11-02)
    accepts relationship end "$id" --end 2026-11-02
    assert_json '[.started_at, .ended_at]' '["2026-11-02", "2026-11-02"]'
    accepts relationship end "$relationship" --ended-at 2027-01-31
    assert_json .ended_at '"2027-01-31"'
}

@test "an end before the start is refused" {
    fails_with 1 "coach: a relationship that began on 2026-12-07 cannot have ended on 2026-12-06" \
        relationship end "$relationship" --end yesterday
    assert_equal "$(field relationship "$relationship" status)" ACTIVE
}

@test "a relationship that has not ended has no end and no reason for one" {
    fails_with 1 "coach: only a relationship that is ENDED has an end
hint: coach relationship end $relationship" \
        relationship edit "$relationship" --end 2026-12-31
    fails_with 1 "coach: only a relationship that is ENDED has a reason for it
hint: coach relationship end $relationship" \
        relationship edit "$relationship" --reason "moved away"
}

@test "a relationship that has ended keeps an end, which can be mended but neither cleared nor set before the start" {
    coach relationship end "$relationship" --reason "moved away" -o id
    fails_with 1 "coach: a relationship that is ENDED has an end" \
        relationship edit "$relationship" --no-ended-at
    fails_with 1 "coach: a relationship that began on 2026-12-07 cannot have ended on 2026-12-01" \
        relationship edit "$relationship" --end 2026-12-01
    fails_with 1 "coach: a relationship that began on 2026-12-08 cannot have ended on 2026-12-07" \
        relationship edit "$relationship" --start 2026-12-08
    accepts relationship edit "$relationship" --end 2026-12-31 --no-end-reason
    assert_json '[.ended_at, .end_reason]' '["2026-12-31", null]'
}

@test "an ending with coming sessions is refused until the user says what becomes of them" {
    local coming past
    past=$(book "2026-12-07 10:00 UTC")
    coming=$(book "2026-12-10 10:00")
    fails_with 1 "coach: the relationship still has 1 coming session
hint: --cancel-sessions cancels it" relationship end "$relationship"
    book "2026-12-11 10:00" -o id
    fails_with 1 "coach: the relationship still has 2 coming sessions
hint: --cancel-sessions cancels them" relationship end "$relationship" --close-plans
    accepts relationship end "$relationship" --cancel-sessions
    assert_json .status '"ENDED"'
    accepts session show "$coming"
    assert_json '[.status, .cancelled_at, .cancel_reason]' \
        '["CANCELLED", "2026-12-07T12:00:00Z", "the relationship ended"]'
    assert_equal "$(field session "$past" status)" SCHEDULED
}

@test "an ending cancels a session that is under way, and one that comes soon, as not late" {
    local running soon
    running=$(book "2026-12-07 11:30 UTC")
    coach session start "$running" -o id
    soon=$(book "2026-12-07 14:00 UTC")
    refuses 1 "still has 2 coming sessions" relationship end "$relationship"
    accepts relationship end "$relationship" --cancel-sessions
    assert_equal "$(field session "$running" status)" CANCELLED
    assert_equal "$(field session "$soon" status)" CANCELLED
}

@test "sessions that are over, cancelled or archived do not hold an ending up" {
    coach session complete "$(book "2026-12-07 09:00 UTC")" -o id
    coach session cancel "$(book "2026-12-10 10:00")" -o id
    coach session archive "$(book "2026-12-10 12:00")" -o id
    accepts relationship end "$relationship"
    assert_json .status '"ENDED"'
}

@test "an ending with open plans is refused until the user says what becomes of them" {
    local draft active paused done
    draft=$(coach plan create --client $ben --name Draft --start today --status DRAFT -o id)
    active=$(coach plan create --client $ben --name Active --start today -o id)
    paused=$(coach plan create --client $ben --name Paused --start today -o id)
    coach plan pause "$paused" -o id
    done=$(coach plan create --client $ben --name Done --start today -o id)
    coach plan complete "$done" -o id
    fails_with 1 "coach: the relationship still has 3 open plans
hint: --close-plans cancels them" relationship end "$relationship" --cancel-sessions
    accepts relationship end "$relationship" --close-plans
    accepts plan list --fields name,status --sort name
    assert_json . '[{"name": "Active", "status": "CANCELLED"}, {"name": "Done", "status": "COMPLETED"},
        {"name": "Draft", "status": "CANCELLED"}, {"name": "Paused", "status": "CANCELLED"}]'
}

@test "a refused ending changes nothing, not even the sessions and plans it was to cancel" {
    local session plan
    session=$(book "2026-12-10 10:00")
    plan=$(coach plan create --client $ben --name Winter --start today -o id)
    refuses 1 "open plan" relationship end "$relationship" --cancel-sessions
    refuses 1 "cannot have ended" relationship end "$relationship" --cancel-sessions --close-plans --end 2026-01-01
    refuses 2 "ended_at" relationship end "$relationship" --cancel-sessions --close-plans --end soon
    refuses 2 "end_reason" relationship end "$relationship" --cancel-sessions --close-plans \
        --reason "$(printf 'x%.0s' {1..256})"
    assert_equal "$(field session "$session" status)" SCHEDULED
    assert_equal "$(field plan "$plan" status)" ACTIVE
    accepts relationship end "$relationship" --cancel-sessions --close-plans
    assert_json .status '"ENDED"'
}

@test "the sessions and plans of other relationships are left alone by an ending" {
    local other
    pair $ben $carl
    other=$(book_for $ben $carl "2026-12-10 10:00")
    accepts relationship end "$relationship" --cancel-sessions --close-plans
    assert_equal "$(field session "$other" status)" SCHEDULED
}

# ---- Editing, archiving, finding ----

@test "an edit changes what is given and nothing else" {
    accepts relationship edit "$relationship" --type HYBRID --notes "Twice a week" --start 2026-12-01
    assert_json '[.relationship_type, .notes, .started_at, .status]' '["HYBRID", "Twice a week", "2026-12-01", "ACTIVE"]'
    accepts relationship edit "$relationship" --no-notes
    assert_json '[.relationship_type, .notes, .started_at]' '["HYBRID", null, "2026-12-01"]'
}

@test "an edit of nothing, and of who and how it stands, is refused" {
    fails_with 2 'coach: nothing to change
hint: `coach help relationship edit` shows what can be' relationship edit "$relationship"
    refuses 2 'unknown option "--status"' relationship edit "$relationship" --status PAUSED
    refuses 2 'unknown option "--client"' relationship edit "$relationship" --client $cleo
    refuses 2 'unknown option "--no-started-at"' relationship edit "$relationship" --no-started-at
}

@test "a relationship is archived, left out of lists, and restored" {
    accepts relationship archive "$relationship"
    assert_json '[.status, .is_active]' '["ACTIVE", false]'
    accepts relationship list
    assert_json . '[]'
    accepts relationship list --archived --fields id
    assert_json . "[{\"id\": \"$relationship\"}]"
    accepts relationship list --all --fields id
    assert_json . "[{\"id\": \"$relationship\"}]"
    fails_with 1 "coach: the relationship is archived already" relationship archive "$relationship"
    accepts relationship restore "$relationship"
    assert_json .is_active true
    fails_with 1 "coach: the relationship is not archived" relationship restore "$relationship"
}

@test "a relationship with coming sessions is archived by force only" {
    book "2026-12-10 10:00"
    fails_with 1 "coach: the relationship still has 1 coming session
hint: cancel it first, or archive the relationship all the same with --force" relationship archive "$relationship"
    accepts relationship archive "$relationship" --force
    assert_json .is_active false
}

@test "a relationship is shown by the first digits of its id, and an unknown one is not found" {
    accepts relationship show "${relationship:0:8}"
    assert_json .id "\"$relationship\""
    refuses 3 'there is no relationship "00000000-0000-4000-8000-000000000000"' \
        relationship show 00000000-0000-4000-8000-000000000000
    refuses 3 'there is no relationship "nope"' relationship end nope
}

@test "a list is filtered by client, trainer, status and type" {
    local trial
    trial=$(pair $cleo $carl --status PENDING --type TRIAL)
    coach relationship pause "$(pair $ben $carl --type GROUP)" -o id
    coach relationship end "$(pair $dana $anna --type GROUP)" -o id
    accepts relationship list --client $ben --fields trainer,status --sort trainer
    assert_json . '[{"trainer": "Anna Berg", "status": "ACTIVE"}, {"trainer": "Carl Cook", "status": "PAUSED"}]'
    accepts relationship list --trainer $carl --client $cleo --fields id
    assert_json . "[{\"id\": \"$trial\"}]"
    accepts relationship list --client $cleo,$dana --fields client --sort client
    assert_json . '[{"client": "Cleo Diaz"}, {"client": "Dana Eder"}]'
    accepts relationship list --status pending,ended --fields status --sort status
    assert_json . '[{"status": "ENDED"}, {"status": "PENDING"}]'
    accepts relationship list --status PENDING --status PAUSED --fields status --sort status
    assert_json . '[{"status": "PAUSED"}, {"status": "PENDING"}]'
    accepts relationship list --type GROUP --status ENDED --fields client
    assert_json . '[{"client": "Dana Eder"}]'
    accepts relationship list --type in-person
    assert_json . '[]'
    refuses 2 '"OPEN" is not a value of status' relationship list --status OPEN
}

@test "a list is filtered by the day of the start, the last day left out" {
    coach relationship edit "$relationship" --start 2026-11-30 -o id
    pair $cleo $carl --start 2026-12-01
    pair $dana $carl --start 2026-12-02
    accepts relationship list --from 2026-12-01 --to 2026-12-02 --fields client
    assert_json . '[{"client": "Cleo Diaz"}]'
    accepts relationship list --from 2026-12-02 --fields client
    assert_json . '[{"client": "Dana Eder"}]'
    accepts relationship list --to 2026-12-01 --fields client
    assert_json . '[{"client": "Ben Cole"}]'
}

@test "a search finds the names of both, and a list is sorted, reversed and cut" {
    pair $cleo $carl --start 2026-12-01
    pair $dana $carl --start 2026-12-02
    accepts relationship list --search DIAZ --fields client
    assert_json . '[{"client": "Cleo Diaz"}]'
    accepts relationship list --search cook --fields client
    assert_json . '[{"client": "Cleo Diaz"}, {"client": "Dana Eder"}]'
    accepts relationship list --sort started_at --reverse --fields client --limit 2
    assert_json . '[{"client": "Ben Cole"}, {"client": "Dana Eder"}]'
    accepts relationship list --sort started_at --fields client --limit 1 --offset 1
    assert_json . '[{"client": "Dana Eder"}]'
}

@test "people read names, days and the status" {
    run_coach 0 relationship list --fields client,trainer,status,relationship_type,started_at,ended_at
    assert_equal "$stderr" ""
    assert_line --index 0 --regexp '^client +trainer +status +relationship_type +started_at +ended_at$'
    assert_line --index 1 --regexp '^Ben Cole +Anna Berg +ACTIVE +ONLINE +2026-12-07( +-?)?$'
}

@test "a relationship is written in somebody's name" {
    refuses 3 'the acting user "nobody@example.org" is not in this database' \
        --as nobody@example.org relationship pause "$relationship"
    accepts --as $carl relationship start --client $cleo --trainer $carl --type ONLINE
    assert_json .created_by "\"$(coach user show $carl -o id)\""
}
