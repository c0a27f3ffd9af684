# plan.bats - training plans: made, moved from status to status, edited, found again.

load practice

all_statuses="DRAFT ACTIVE PAUSED COMPLETED CANCELLED"

# Makes a plan of Ben and Anna and prints its id: plan NAME [OPTIONS…]
plan() {
    local name=$1
    shift
    coach plan create --client $ben --trainer $anna --name "$name" --start today -o id "$@"
}

in_status() {
    local id
    case $1 in
    DRAFT) id=$(plan Winter --status DRAFT) ;;
    *) id=$(plan Winter) ;;
    esac
    case $1 in
    PAUSED) coach plan pause "$id" -o id ;;
    COMPLETED) coach plan complete "$id" -o id ;;
    CANCELLED) coach plan cancel "$id" -o id ;;
    esac >/dev/null
    echo "$id"
}

@test "a plan begins as ACTIVE, with nothing else said" {
    accepts plan create --client $ben --trainer $anna --name "Back to running" --start monday
    assert_json 'del(.id, .client_id, .trainer_id, .created_by)' "{
        \"client\": \"Ben Cole\", \"trainer\": \"Anna Berg\", \"client_trainer_relationship_id\": \"$relationship\",
        \"name\": \"Back to running\", \"description\": null, \"program\": null, \"program_id\": null,
        \"start_date\": \"2026-12-07\", \"end_date\": null, \"status\": \"ACTIVE\", \"goals\": null,
        \"sessions_done\": 0, \"sessions_coming\": 0, \"sessions_missed\": 0,
        \"created_at\": \"2026-12-07T12:00:00Z\", \"updated_at\": \"2026-12-07T12:00:00Z\", \"is_active\": true}"
    assert_json '[.client_id, .trainer_id]' "[\"$(coach user show $ben -o id)\", \"$(coach trainer show $anna -o id)\"]"
}

@test "everything that can be said of a plan is kept" {
    local program id made
    program=$(coach program add Couch-to-5K -o id)
    accepts plan create --relationship "$relationship" --name Winter --start-date 2026-12-01 --end-date "in 8 weeks" \
        --program couch-to-5k --status draft --description $'Base\nSpeed' --goals "5 km without a pause"
    assert_json '[.name, .start_date, .end_date, .program, .program_id, .status, .description, .goals]' \
        "[\"Winter\", \"2026-12-01\", \"2027-02-01\", \"Couch-to-5K\", \"$program\", \"DRAFT\", \"Base\nSpeed\", \"5 km without a pause\"]"
    made=$output id=$(jq -r .id <<<"$output")
    accepts plan show "${id:0:8}"
    assert_equal "$output" "$made"
}

@test "a plan needs a name, a first day and a relationship" {
    fails_with 2 "coach: a plan needs a value for name
hint: give --name" plan create --client $ben --start today
    fails_with 2 "coach: a plan needs a value for start_date
hint: give --start-date" plan create --client $ben --name Winter
    fails_with 2 "coach: client: whose is it?
hint: give --client and --trainer, or --relationship" plan create --name Winter --start today
    refuses 2 "name is empty" plan create --client $ben --name "" --start today
    refuses 2 "give either the relationship, or its client and trainer" \
        plan create --client $ben --relationship "$relationship" --name Winter --start today
}

@test "texts fit up to their limit in characters, and not one more" {
    local long
    long=$(printf 'é%.0s' {1..255})
    accepts plan create --client $ben --name "$long" --start today
    assert_json '.name | length' 255
    refuses 2 name plan create --client $ben --name "${long}x" --start today
    long=$(printf 'é%.0s' {1..2000})
    accepts plan create --client $ben --name Winter --start today --goals "$long" --description "$long"
    refuses 2 goals plan create --client $ben --name Winter --start today --goals "${long}x"
    refuses 2 description plan create --client $ben --name Winter --start today --description "${long}x"
}

@test "options may have the whole names of their columns" {
    local whose
    for whose in "--client-id $ben --trainer-id $anna" "--client-trainer-relationship-id $relationship"; do
        # shellcheck disable=SC2086
        accepts plan create $whose --name Winter --start-date today --end-date tomorrow --fields end_date
        assert_json . '{"end_date":"2026-12-08"}'
    done
}

@test "a plan does not end before it starts, but may on the same day" {
    local id
    accepts plan create --client $ben --name Day --start today --end today
    assert_json '.start_date == .end_date' true
    fails_with 1 "coach: a plan that starts on 2026-12-07 cannot end on 2026-12-06" \
        plan create --client $ben --name Winter --start today --end yesterday
    id=$(plan Winter --end 2026-12-31)
    fails_with 1 "coach: a plan that starts on 2026-12-07 cannot end on 2026-12-01" plan edit "$id" --end 2026-12-01
    fails_with 1 "coach: a plan that starts on 2027-01-01 cannot end on 2026-12-31" plan edit "$id" --start 2027-01-01
    accepts plan edit "$id" --start 2027-01-01 --end 2027-02-01
    assert_json '[.start_date, .end_date]' '["2027-01-01", "2027-02-01"]'
}

@test "days are days, and of the trainer's zone" {
    local id
    refuses 2 "says a time, where a day is wanted" plan create --client $ben --name Winter --start "today 18:00"
    refuses 2 start_date plan create --client $ben --name Winter --start 2026-02-30
    export COACH_NOW=2026-12-07T23:30:00Z
    accepts plan create --client $ben --name Winter --start today
    assert_json .start_date '"2026-12-08"'
    id=$(jq -r .id <<<"$output")
    accepts plan edit "$id" --end today
    assert_json .end_date '"2026-12-08"'
    accepts plan edit "$id" --start today --tz UTC
    assert_json .start_date '"2026-12-07"'
}

@test "a plan belongs to a relationship that has not ended, whatever else it is" {
    local status
    coach relationship end "$relationship" -o id
    fails_with 1 "coach: the relationship is ENDED
hint: coach relationship start begins a new one" \
        plan create --relationship "$relationship" --name Winter --start today
    refuses 3 "$ben has no open relationship" plan create --client $ben --name Winter --start today
    accepts plan create --relationship "$(pair $cleo $carl --status PENDING)" --name Winter --start today
    assert_json .client '"Cleo Diaz"'
    coach relationship pause "$(pair $dana $carl)" -o id
    accepts plan create --client $dana --name Winter --start today
    assert_json .client '"Dana Eder"'
    coach relationship archive "$(coach relationship list --client $dana -o id)" -o id
    refuses 1 "the relationship is archived" plan create --client $dana --trainer $carl --name Winter --start today
}

@test "the client alone is ambiguous with several trainers" {
    local other
    other=$(pair $ben $carl --start 2026-12-01)
    fails_with 3 "coach: $ben has more than one open relationship
hint: --relationship $other (Ben Cole with Carl Cook)
hint: --relationship $relationship (Ben Cole with Anna Berg)" plan create --client $ben --name Winter --start today
    accepts plan create --client $ben --trainer $carl --name Winter --start today
    assert_json .client_trainer_relationship_id "\"$other\""
}

@test "a program that is not there or put away is refused" {
    local program id
    id=$(plan Winter)
    refuses 3 'there is no program "Nope"' plan create --client $ben --name Winter --start today --program Nope
    program=$(coach program add Run -o id)
    coach program archive Run -o id
    fails_with 1 "coach: the program is archived
hint: coach program restore $program" plan create --client $ben --name Winter --start today --program "$program"
    refuses 1 "the program is archived" plan edit "$id" --program "$program"
    coach program restore "$program" -o id
    accepts plan edit "$id" --program run
    assert_json .program '"Run"'
    coach program archive Run -o id
    accepts plan edit "$id" --goals "Run far"
    assert_json '[.program, .goals]' '["Run", "Run far"]'
    accepts plan edit "$id" --no-program-id
    assert_json .program null
}

# ---- Moves ----

@test "a plan begins as DRAFT or ACTIVE only" {
    local from
    for from in PAUSED COMPLETED CANCELLED; do
        fails_with 1 "coach: a plan begins as DRAFT or ACTIVE" \
            plan create --client $ben --name Winter --start today --status $from
    done
    refuses 2 '"LATER" is not a value of status' plan create --client $ben --name Winter --start today --status LATER
}

@test "every allowed move of a plan's status succeeds" {
    moves plan <<'MOVES'
DRAFT activate ACTIVE
DRAFT cancel CANCELLED
ACTIVE pause PAUSED
ACTIVE complete COMPLETED
ACTIVE cancel CANCELLED
PAUSED resume ACTIVE
PAUSED complete COMPLETED
PAUSED cancel CANCELLED
MOVES
}

@test "every other move of a plan's status is refused, and the allowed ones are named" {
    moves_not plan <<'MOVES'
DRAFT|pause|a plan that is DRAFT cannot become PAUSED|from DRAFT it can become: ACTIVE, CANCELLED
DRAFT|resume|the plan is DRAFT, not PAUSED|coach plan activate ID
DRAFT|complete|a plan that is DRAFT cannot become COMPLETED|from DRAFT it can become: ACTIVE, CANCELLED
ACTIVE|activate|the plan is ACTIVE already|from ACTIVE it can become: PAUSED, COMPLETED, CANCELLED
ACTIVE|resume|the plan is ACTIVE already|from ACTIVE it can become: PAUSED, COMPLETED, CANCELLED
PAUSED|activate|the plan is PAUSED, not DRAFT|coach plan resume ID
PAUSED|pause|the plan is PAUSED already|from PAUSED it can become: ACTIVE, COMPLETED, CANCELLED
COMPLETED|activate|a plan that is COMPLETED cannot become ACTIVE|COMPLETED is final
COMPLETED|pause|a plan that is COMPLETED cannot become PAUSED|COMPLETED is final
COMPLETED|resume|a plan that is COMPLETED cannot become ACTIVE|COMPLETED is final
COMPLETED|complete|the plan is COMPLETED already|COMPLETED is final
COMPLETED|cancel|a plan that is COMPLETED cannot become CANCELLED|COMPLETED is final
CANCELLED|activate|a plan that is CANCELLED cannot become ACTIVE|CANCELLED is final
CANCELLED|pause|a plan that is CANCELLED cannot become PAUSED|CANCELLED is final
CANCELLED|resume|a plan that is CANCELLED cannot become ACTIVE|CANCELLED is final
CANCELLED|complete|a plan that is CANCELLED cannot become COMPLETED|CANCELLED is final
CANCELLED|cancel|the plan is CANCELLED already|CANCELLED is final
MOVES
}

# ---- Editing, archiving, finding ----

@test "an edit changes what is given and nothing else" {
    local id
    id=$(plan Winter --end 2026-12-31 --goals "5 km")
    accepts plan edit "$id" --name "Late winter" --description Slow --end 2027-03-31
    assert_json '[.name, .description, .start_date, .end_date, .goals, .status]' \
        '["Late winter", "Slow", "2026-12-07", "2027-03-31", "5 km", "ACTIVE"]'
    accepts plan edit "$id" --no-end-date --no-goals --no-description
    assert_json '[.name, .description, .end_date, .goals]' '["Late winter", null, null, null]'
    fails_with 2 'coach: nothing to change
hint: `coach help plan edit` shows what can be' plan edit "$id"
    refuses 2 'unknown option "--status"' plan edit "$id" --status PAUSED
    refuses 2 'unknown option "--no-start-date"' plan edit "$id" --no-start-date
}

@test "a plan is archived, left out of lists, and restored" {
    local id
    id=$(plan Winter)
    accepts plan archive "$id"
    assert_json '[.status, .is_active]' '["ACTIVE", false]'
    accepts plan list
    assert_json . '[]'
    accepts plan list --archived --fields id
    assert_json . "[{\"id\": \"$id\"}]"
    fails_with 1 "coach: the plan is archived already" plan archive "$id"
    accepts plan restore "$id"
    assert_json .is_active true
    fails_with 1 "coach: the plan is not archived" plan restore "$id"
}

@test "an open plan does not come back into a relationship that has ended" {
    local open done
    open=$(plan Open) done=$(plan Done)
    coach plan complete "$done" -o id
    coach plan archive "$open" -o id
    coach plan archive "$done" -o id
    coach relationship end "$relationship" -o id
    fails_with 1 "coach: the relationship of the plan is ENDED
hint: cancel the plan, then restore it" plan restore "$open"
    accepts plan restore "$done"
    assert_json .status '"COMPLETED"'
    coach plan cancel "$open" -o id
    accepts plan restore "$open"
    assert_json '[.status, .is_active]' '["CANCELLED", true]'
}

@test "a plan that is not there is not found by any verb" {
    local verb
    for verb in show activate pause resume complete cancel archive restore "edit --name x"; do
        refuses 3 'there is no plan "00000000-0000-4000-8000-000000000000"' \
            plan $verb 00000000-0000-4000-8000-000000000000
    done
}

@test "a list is filtered by reference, status, days and words, sorted and cut" {
    local lists other
    lists() {
        local wanted=$1
        shift
        accepts plan list --fields name "$@"
        assert_equal "$(jq -r '[.[].name] | join(" ")' <<<"$output")" "$wanted"
    }
    other=$(pair $cleo $carl)
    coach program add Run -o id
    plan One --program Run
    coach plan pause "$(plan Two --start 2026-12-10 --goals "5 km")" -o id
    coach plan create --client $cleo --name Three --start 2026-12-20 --status DRAFT --program Run -o id
    lists "One Two Three"
    lists "One Two" --client $ben
    lists "Three" --trainer $carl
    lists "Three" --relationship "$other"
    lists "One Three" --program run
    lists "Two Three" --status paused,DRAFT
    lists "Two" --status PAUSED --client $ben
    lists "Two" --from 2026-12-10 --to 2026-12-20
    lists "Two Three" --from 2026-12-10 --to 2026-12-21
    lists "Two" --search "5 KM"
    lists "Three" --search diaz
    lists "Two Three" --sort name --reverse --limit 2
    lists "Three" --sort name --limit 1 --offset 1
    refuses 2 '"LATER" is not a value of status' plan list --status LATER
    refuses 3 'there is no program "Nope"' plan list --program Nope
}
