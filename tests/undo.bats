# undo.bats - coach undo, coach redo: what was done is taken back, with all its rows.

load helper

prepare() {
    small_studio
}

# Everything that users can see of the studio, in one text.
everything() {
    local noun
    for noun in user trainer relationship session series plan program category tag visibility availability timeoff; do
        coach "$noun" list --all -o jsonl 2>/dev/null
    done
    database_query "SELECT * FROM trainer_category ORDER BY 1, 2"
    database_query "SELECT * FROM trainer_tag ORDER BY 1, 2"
}

# takes_back ARGS…: the command, undone and redone, leaves what was there before and after it.
takes_back() {
    local before after
    before=$(everything)
    COACH_NOW=2026-12-07T13:00:00Z coach "$@" -o id >/dev/null
    after=$(everything)
    [[ $after != "$before" ]] || fail "coach $* changed nothing"
    COACH_NOW=2026-12-07T14:00:00Z coach undo -o id >/dev/null
    assert_equal "$(everything)" "$before"
    COACH_NOW=2026-12-07T15:00:00Z coach redo -o id >/dev/null
    assert_equal "$(everything)" "$after"
    coach undo -o id >/dev/null
    assert_equal "$(everything)" "$before"
}

@test "a row that was made is gone, and comes back as it was" {
    takes_back tag add evenings --description "From six on"
    takes_back user add olga@example.org --first-name Olga --last-name "O'Neil" --phone 123
    takes_back session schedule --client ben@example.org --trainer anna@example.org --type ONE_ON_ONE --title Squats \
        --at "2026-12-08 10:00"
}

@test "what was changed is as it was, to the time of the change" {
    id=$(book "2026-12-08 10:00")
    takes_back session reschedule "$id" --at "2026-12-09 10:00"
    takes_back session edit "$id" --title "Ben's squats" --location Gym
    takes_back session cancel "$id" --reason "Ill"
    takes_back user edit ben@example.org --email benjamin@example.org
    takes_back trainer edit anna@example.org --rate 75.50 --currency EUR --certifications '{"a": [1, null, "ü\n"]}'
    takes_back session archive "$id"
}

@test "a command of many rows is taken back whole" {
    takes_back session schedule --client ben@example.org --trainer anna@example.org --type ONE_ON_ONE --title Squats \
        --at "2026-12-08 10:00" --every week --times 4
    id=$(book "2026-12-08 10:00")
    takes_back relationship end "$relationship" --reason "Moved" --cancel-sessions
}

@test "links of a trainer are taken back" {
    coach tag add knees -o id >/dev/null
    coach category add Strength -o id >/dev/null
    coach category add Running -o id >/dev/null
    takes_back trainer tag anna@example.org knees
    coach trainer categorize anna@example.org Strength --primary -o id >/dev/null
    takes_back trainer categorize anna@example.org Running --primary
    takes_back trainer uncategorize anna@example.org Strength
}

@test "an import of many people is taken back and put back, and leaves nothing behind" {
    { printf 'email,first_name,last_name\n'; printf '%s@example.com,A,B\n' {a..z}{1..9}; } >"$BATS_TEST_TMPDIR/people.csv"
    before=$(everything)
    coach import --type user "$BATS_TEST_TMPDIR/people.csv" >/dev/null 2>&1
    coach user edit z9@example.com --phone 1 -o id >/dev/null
    refuses 1 "has changed since" undo "$(($(newest) - 1))"
    coach undo -o id >/dev/null
    after=$(everything)
    run_coach 0 undo -o id
    assert_equal "$(everything)" "$before"
    succeeds doctor
    run_coach 0 redo -o id
    assert_equal "$(everything)" "$after"
}

@test "undone again and again, it goes back step by step" {
    before=$(everything)
    coach tag add one -o id >/dev/null
    coach tag add two -o id >/dev/null
    coach tag edit two --description "The second" -o id >/dev/null
    coach undo -o id >/dev/null
    coach undo -o id >/dev/null
    coach undo -o id >/dev/null
    assert_equal "$(everything)" "$before"
    coach redo -o id >/dev/null
    succeeds tag list -o tsv --no-headers --fields name
    assert_output one
}

@test "what was put back last is taken back first, also where something else was done before that" {
    coach tag add one -o id >/dev/null
    coach undo -o id >/dev/null
    coach tag add two -o id >/dev/null
    undone=$(($(newest) - 1))
    refuses 1 "something else has been done since: $((undone + 1)), coach tag add two" redo
    assert_regex "$stderr" "hint: coach undo $undone puts back"
    coach undo "$undone" -o id >/dev/null
    run_coach 0 undo -o id
    succeeds tag list -o tsv --no-headers --fields name
    assert_output two
    run_coach 0 undo -o id
    succeeds tag list -o tsv --no-headers --fields name
    assert_output ""
}

@test "an undo is an operation, which says what it took back" {
    coach tag add one -o id >/dev/null
    done=$(newest)
    run_coach 0 undo --json
    assert_json '{number, undoes, undone_by, command}' \
        "{\"number\":$((done + 1)),\"undoes\":$done,\"undone_by\":null,\"command\":\"coach undo --json\"}"
    succeeds log --json --fields number,undone_by -n 2
    assert_json . "[{\"number\":$((done + 1)),\"undone_by\":null},{\"number\":$done,\"undone_by\":$((done + 1))}]"
    run_coach 0 undo "$((done + 1))" --json
    assert_json '{undoes}' "{\"undoes\":$((done + 1))}"
    coach tag show one -o id >/dev/null
}

@test "people are told what was taken back" {
    coach tag add one -o id >/dev/null
    run_coach 0 undo
    made=$(($(newest) - 1))
    assert_equal "$stderr" "taken back: $made, coach tag add one -o id"
    run_coach 0 redo
    assert_equal "$stderr" "put back: $made, coach tag add one -o id"
    run_coach 0 undo
    assert_equal "$stderr" "taken back: $made, coach tag add one -o id"
}

@test "an operation is taken back once" {
    coach tag add one -o id >/dev/null
    done=$(newest)
    coach undo "$done" -o id >/dev/null
    refuses 1 "operation $done is taken back already, by $((done + 1))" undo "$done"
    [[ $stderr == *"hint: coach undo $((done + 1)) puts it back"* ]]
}

@test "where a row has changed since, it is refused with the operation that did" {
    id=$(book "2026-12-08 10:00")
    done=$(newest)
    coach session edit "$id" --location Gym -o id >/dev/null
    refuses 1 "the session Squats has changed since, by operation $((done + 1))" undo "$done"
    [[ $stderr == *"hint: coach undo $((done + 1)) takes that back first"* ]]
    coach undo "$((done + 1))" -o id >/dev/null
    coach undo "$done" -o id >/dev/null
    succeeds session list -o id
    assert_output ""
}

@test "where something else refers to what was made, it is refused with the operation that made that" {
    coach user add olga@example.org --first-name Olga --last-name Eder -o id >/dev/null
    done=$(newest)
    coach relationship start --client olga@example.org --trainer anna@example.org --type online -o id >/dev/null
    refuses 1 "there is a relationship of that user by now" undo "$done"
    [[ $stderr == *"made by operation $((done + 1))"* ]]
}

@test "where time has been taken meanwhile, it is refused unless forced" {
    id=$(book "2026-12-08 10:00")
    coach session cancel "$id" -o id >/dev/null
    done=$(newest)
    book "2026-12-08 10:30" >/dev/null
    refuses 1 "is busy" undo "$done"
    run_coach 0 undo "$done" --force
    succeeds session show "$id" --json --fields status
    assert_json .status '"SCHEDULED"'
}

@test "what was so before is given back, whatever the rules say of it now" {
    id=$(book "2026-12-08 10:00")
    coach availability set anna@example.org --days mon-fri --hours 16:00-20:00 -o id >/dev/null
    coach session cancel "$id" -o id >/dev/null
    coach undo -o id >/dev/null
    succeeds session show "$id" --json --fields status
    assert_json .status '"SCHEDULED"'
}

@test "a session that keeps its time is not asked whether it is free, whatever was done since" {
    id=$(book "2026-12-08 10:00")
    coach availability set anna@example.org --days mon-fri --hours 16:00-20:00 -o id >/dev/null
    coach session confirm "$id" -o id >/dev/null
    done=$(newest)
    coach tag add later -o id >/dev/null
    coach undo "$done" -o id >/dev/null
    succeeds session show "$id" --json --fields status
    assert_json .status '"SCHEDULED"'
}

@test "a session whose time comes to be refused meanwhile is moved back only by force" {
    id=$(book "2026-12-08 10:00")
    coach session reschedule "$id" --at "2026-12-08 16:30" -o id >/dev/null
    done=$(newest)
    coach availability set anna@example.org --days mon-fri --hours 16:00-20:00 -o id >/dev/null
    refuses 1 "works 16:00 to 20:00 on Tuesdays" undo "$done"
    coach undo -o id >/dev/null
    coach undo "$done" -o id >/dev/null
}

@test "certifications that are a JSON text are given back as one" {
    coach trainer edit anna@example.org --certifications '"A \"text\""' -o id >/dev/null
    takes_back trainer edit anna@example.org --certifications '[1.50, "a"]'
    takes_back trainer edit anna@example.org --no-certifications
    coach trainer edit anna@example.org --certifications '{"a": 1}' -o id >/dev/null
    takes_back trainer edit anna@example.org --certifications '"A \"text\""'
}

@test "a change behind coach's back is not overwritten" {
    coach tag add one -o id >/dev/null
    coach tag edit one --description "First" -o id >/dev/null
    database_query "UPDATE tag SET description = 'Other'"
    refuses 1 "a tag is not what operation $(newest) made of it" undo
}

@test "only what one did oneself is taken back where no number is given" {
    coach tag add mine -o id >/dev/null
    coach --as ben@example.org tag add his -o id >/dev/null
    coach undo -o id >/dev/null
    succeeds tag list -o tsv --no-headers --fields name
    assert_output his
    coach --as ben@example.org undo -o id >/dev/null
    refuses 3 "there is nothing of yours to take back" --as ben@example.org undo
    refuses 3 "there is nothing of yours to put back" redo --as anna@example.org
    [[ $stderr == *"coach undo NUMBER puts back what that undo took" ]] || fail "$stderr"
}

@test "a rehearsal takes nothing back" {
    coach tag add one -o id >/dev/null
    before=$(everything)
    run_coach 0 undo --dry-run
    assert_equal "$(everything)" "$before"
}

@test "a session is taken back with its reminders" {
    book "2026-12-08 10:00" >/dev/null
    coach remind -c remind.command=true -o id >/dev/null
    coach undo -o id >/dev/null
    succeeds remind log -o id
    assert_output ""
}

@test "there is no such operation" {
    refuses 3 "there is no operation 4711" undo 4711
    refuses 2 '"last" is not the number of an operation' undo last
}

@test "nothing comes back open in a relationship that has ended since" {
    local id plan
    id=$(book "2026-12-08 10:00")
    plan=$(coach plan create --relationship "$relationship" --name Winter --start today -o id)
    coach session cancel "$id" -o id >/dev/null
    cancelled=$(newest)
    coach plan cancel "$plan" -o id >/dev/null
    closed=$(newest)
    coach relationship end "$relationship" -o id >/dev/null
    refuses 1 "the relationship is ENDED; sessions are booked while it is ACTIVE" undo "$cancelled" --force
    refuses 1 "the relationship of the plan is ENDED" undo "$closed" --force
    coach undo -o id >/dev/null
    undone=$(newest)
    coach undo "$cancelled" -o id >/dev/null
    refuses 1 "the relationship still has 1 coming session" undo "$undone" --force
    succeeds doctor
}

@test "time off comes back over sessions only by force" {
    off=$(coach timeoff add ben@example.org --from 2026-12-08 --to 2026-12-10 -o id)
    coach timeoff remove "$off" -o id >/dev/null
    removed=$(newest)
    book "2026-12-08 10:00" >/dev/null
    refuses 1 "Ben Cole has 1 session then" undo "$removed"
    run_coach 0 undo "$removed" --force -o id
    run_coach 0 doctor
    assert_equal "$stderr" "in time that was taken, by force or before there was a history: 1"
}

# ---- The rules of now ----

# undo_refuses NUMBER MESSAGE HINT: it is refused, with that hint, and done by force.
undo_refuses() {
    refuses 1 "$2" undo "$1"
    [[ $stderr == *"hint: "*"$3"* ]] || fail "standard error: $stderr
wanted in it: $3"
    run_coach 0 undo "$1" --force
}

@test "a relationship does not become PENDING again under a session that needs it to be ACTIVE" {
    pending=$(coach relationship start --client dana@example.org --trainer anna@example.org --type ONLINE --status PENDING -o id)
    coach relationship activate "$pending" -o id >/dev/null
    done=$(newest)
    coach session schedule --relationship "$pending" --type CONSULTATION --title Talk --at "2026-12-09 10:00" -o id >/dev/null
    coach undo "$done" -o id >/dev/null
    coach undo "$(newest)" -o id >/dev/null
    id=$(coach session schedule --relationship "$pending" --type CHECK_IN --title Look --at "2026-12-10 10:00" -o id)
    undo_refuses "$done" "the relationship is PENDING; sessions are booked while it is ACTIVE" "$id"
}

@test "a relationship does not end again while it has coming sessions or open plans" {
    coach relationship end "$relationship" -o id >/dev/null
    coach undo -o id >/dev/null
    back=$(newest)
    id=$(book "2026-12-08 10:00")
    refuses 1 "the relationship still has 1 coming session" undo "$back"
    [[ $stderr == *"hint: coach relationship end $relationship --cancel-sessions"* ]] || fail "$stderr"
    coach session cancel "$id" -o id >/dev/null
    coach plan create --relationship "$relationship" --name Run --start today -o id >/dev/null
    refuses 1 "the relationship still has 1 open plan" undo "$back" --force
    [[ $stderr == *"hint: coach relationship end $relationship --close-plans"* ]] || fail "$stderr"
}

@test "who has coming sessions by now is not archived again" {
    coach user archive ben@example.org -o id >/dev/null
    coach undo -o id >/dev/null
    back=$(newest)
    book "2026-12-08 10:00" >/dev/null
    undo_refuses "$back" "the user still has 1 coming session" "cancel it first"
}

@test "hours that counted as much as others do not come back beside them" {
    coach availability set anna@example.org --days mon --hours 9-12 -o id >/dev/null
    coach availability clear anna@example.org -o id >/dev/null
    done=$(newest)
    coach availability set anna@example.org --days tue --hours 9-12 -o id >/dev/null
    undo_refuses "$done" "there are hours of the trainer with the precedence 1 already" "made by operation $((done + 1))"
}

@test "what only one row may have, and another has by now, is refused with the operation that gave it" {
    coach relationship end "$relationship" -o id >/dev/null
    done=$(newest)
    coach relationship start --client ben@example.org --trainer anna@example.org --type online -o id >/dev/null
    refuses 1 "the two have an open relationship already" undo "$done"
    [[ $stderr == *"made by operation $((done + 1)): coach undo $((done + 1)) takes that back first"* ]] || fail "$stderr"

    coach category add Strength -o id >/dev/null
    coach category add Running -o id >/dev/null
    coach trainer categorize anna@example.org Strength --primary -o id >/dev/null
    coach trainer uncategorize anna@example.org Strength -o id >/dev/null
    done=$(newest)
    coach trainer categorize anna@example.org Running --primary -o id >/dev/null
    refuses 1 "the trainer has another primary category already" undo "$done"
    [[ $stderr == *"coach undo $((done + 1)) takes that back first"* ]] || fail "$stderr"

    coach user edit dana@example.org --email d@example.org -o id >/dev/null
    done=$(newest)
    coach user edit cleo@example.org --email dana@example.org -o id >/dev/null
    refuses 1 'there is a user with the email "dana@example.org" already' undo "$done"
    [[ $stderr == *"changed by operation $((done + 1)): coach undo $((done + 1)) takes that back first"* ]] || fail "$stderr"
}

@test "somebody who has done something stays, and what it was is named" {
    id=$(coach user add olga@example.org --first-name Olga --last-name Eder -o id)
    done=$(newest)
    coach --as olga@example.org tag add hers -o id >/dev/null
    refuses 1 "the user Olga Eder has done something, last by operation $((done + 1))" undo "$done"
    [[ $stderr == *"hint: $((done + 1)): coach --as olga@example.org tag add hers"*"hint: the history keeps who did it; coach user archive $id puts the user away"* ]] ||
        fail "$stderr"
    coach undo "$((done + 1))" -o id >/dev/null
    refuses 1 "the user Olga Eder has done something" undo "$done"

    coach user add pia@example.org --first-name Pia --last-name Eder -o id >/dev/null
    refuses 1 "who takes something back cannot be gone by it" --as pia@example.org undo "$(newest)"
}

@test "an operation that changed no field is passed by, and cannot be named" {
    book "2026-12-08 10:00" >/dev/null
    made=$(newest)
    database_query "UPDATE training_session SET search_text = 'q'"
    coach doctor --fix -o id >/dev/null
    refuses 1 "operation $((made + 1)) has changed no field" undo "$((made + 1))"
    run_coach 0 undo --json
    assert_json .undoes "$made"
    succeeds session list -o id
    assert_output ""
}
