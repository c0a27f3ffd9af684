# json_schema.bats - what coach prints is what `coach schema` says of it.

load practice

# is NOUN COMMAND…: runs it with --json, and puts by what it printed.
is() {
    local noun=$1
    shift
    printf '%s\t%s\t%s\n' "$noun" "$*" "$(coach "$@" --json 2>>said | jq -c .)" >>documents
}

# every NOUN WORDS LIST-WORDS…: the verbs that the small nouns have in common.
named_rows() {
    local noun=$1
    is "$noun" "$noun" add Extra --description "a few words"
    is "$noun" "$noun" edit Extra --name Other
    is "$noun" "$noun" show Other
    is "$noun" "$noun" archive Other
    is "$noun" "$noun" restore Other
    is "$noun" "$noun" list
}

people() {
    is user user add kim@example.org --first-name Kim --last-name Moss --phone 123 --date-of-birth 1990-01-02 \
        --time-zone Asia/Tokyo --notes "likes tea"
    is user user edit kim@example.org --visibility CLIENTS
    is user user archive kim@example.org
    is user user restore kim@example.org
    is user user show kim@example.org
    is trainer trainer add kim@example.org --rate 75.50 --currency EUR --certifications '{"a":[1.0]}' --bio x \
        --specializations y
    is trainer trainer edit kim@example.org --buffer 15m
    coach category add Strength -o id
    coach tag add knee -o id
    is trainer trainer categorize kim@example.org Strength --primary
    is trainer trainer tag kim@example.org knee
    is trainer trainer list
    is trainer trainer show kim@example.org
    is trainer trainer uncategorize kim@example.org Strength
    is trainer trainer untag kim@example.org knee
    is trainer trainer archive kim@example.org
    is trainer trainer restore kim@example.org
    is user user edit kim@example.org --db-role nobody
    is user user list
    for noun in category tag visibility; do named_rows "$noun"; done
    named_rows program
    is program program edit Other --notes "slowly" --visibility PUBLIC
    is program_session program session add Other --day 2 --at 07:00 --title Hills --type GROUP --duration 30m \
        --description x --location y
    local of
    of=$(coach program session list -o id)
    is program_session program session edit "$of" --title Hill
    is program_session program session show "$of"
    is program_session program session list
    is program_session program session remove "$of"
    is program_session program session restore "$of"
}

relationships() {
    local of
    is relationship relationship start --client $cleo --trainer $carl --type HYBRID --status PENDING --notes x
    of=$(coach relationship list --client $cleo -o id)
    is status status
    is relationship relationship edit "$of" --type GROUP
    is relationship relationship activate "$of"
    is relationship relationship pause "$of"
    is relationship relationship resume "$of"
    is relationship relationship end "$of" --reason "moved away"
    is relationship relationship archive "$of"
    is relationship relationship restore "$of"
    is relationship relationship show "$of"
    is relationship relationship list
}

sessions() {
    local of
    is session session schedule --client $ben --trainer $anna --type ASSESSMENT --title First --at "2026-12-08 10:00" \
        --description x --location y
    of=$(coach session list -o id)
    is session session edit "$of" --title Second
    is session session confirm "$of"
    is session session reschedule "$of" --at "2026-12-08 15:00"
    coach user edit $ben --time-zone Asia/Tokyo -o id
    is agenda agenda --week
    is status status
    is session session cancel "$of" --reason flu --late
    is session session archive "$of"
    is session session restore "$of"
    of=$(book "2026-12-07 11:00")
    is session session start "$of" --at "2026-12-07 11:00"
    is session session complete "$of" --at "2026-12-07 11:30" --trainer-notes "went well"
    is session session feedback "$of" --rating 5 --feedback good
    is session session show "$of"
    is session session no-show "$(book "2026-12-06 11:00")"
    is session session schedule --client $ben --trainer $anna --type CHECK_IN --title Weekly --at "2026-12-09 10:00" \
        --every week --times 3
    coach session schedule --client $ben --trainer $anna --type CHECK_IN --title Weekly --at "2026-12-09 18:00" \
        --every week --times 3 --description x --location y -o id
    is series series list
    is series series show "$(coach series list --limit 1 -o id)"
    printf '%s\n' BEGIN:VCALENDAR BEGIN:VEVENT UID:event DTSTART:20261220T090000Z DURATION:PT1H END:VEVENT END:VCALENDAR >ics
    is session ical import ics --client $ben --trainer $anna
    is session session list
    is slot slots --trainer $anna --client $ben --limit 3
}

hours() {
    is availability availability set $anna --days mon --hours 9-12 --from 2026-12-01 --to 2026-12-31 --time-zone UTC
    is availability availability list
    is availability availability show "$(coach availability list -o id)"
    is availability availability clear $anna
    is timeoff timeoff add $dana --from 2026-12-24 --to 2026-12-27 --reason rest
    is timeoff timeoff list
    is timeoff timeoff show "$(coach timeoff list -o id)"
    is timeoff timeoff remove "$(coach timeoff list -o id)"
}

plans() {
    local of
    is plan plan create --client $ben --name Winter --start today --end 2026-12-20 --program Other --status DRAFT --goals x \
        --description y
    of=$(coach plan list -o id)
    is plan plan edit "$of" --name Cold
    is plan plan activate "$of"
    is plan plan pause "$of"
    is plan plan resume "$of"
    is plan plan complete "$of"
    is plan plan archive "$of"
    is plan plan restore "$of"
    is plan plan show "$of"
    is plan plan cancel "$(coach plan create --client $ben --name Spring --start today -o id)"
    coach plan create --client $ben --trainer $anna --name Running --start tomorrow --program Other --schedule -o id
    is session session list
    is plan plan list
}

history() {
    coach remind --within 7d -c 'remind.command=sh -c "exit 75"' -o id || true
    is reminder remind log
    COACH_NOW=2026-12-07T13:00:00Z coach remind --within 7d -c remind.command=true -o id
    is reminder remind log
    is reminder remind --within 21d --dry-run
    is operation undo
    is operation redo
    is operation log
    local number
    for number in $(coach log -o id); do is difference show "$number"; done
    is field blame user kim@example.org
    is field blame session "$(coach session list --limit 1 -o id)"
}

# what `export` prints has a type besides
copies() {
    mkdir conflict
    is user user erase kim@example.org --yes
    is backup backup monday.db
    if [[ $COACH_ENGINE == sqlite ]]; then is backup restore monday.db; fi
    coach export tag --to tags.jsonl
    is import import tags.jsonl
    printf 'name\n%s\n' "$(printf 'x%.0s' {1..101})" >tag.csv
    printf 'id,name\n%s,other\n' "$(coach tag list --limit 1 -o id)" >conflict/tag.csv
    printf 'problem\timport\t%s\n' "$(coach import tag.csv conflict/tag.csv -o json 2>&1 | jq -c .error.problems)" >>documents
    database_query "UPDATE tag SET search_text = 'wrong'; UPDATE app_user SET time_zone = 'Mars/Base'"
    is fault doctor
    coach doctor --fix -o id || true
}

@test "every command prints what the schema says" {
    cd "$BATS_TEST_TMPDIR"
    people >/dev/null && relationships >/dev/null && sessions >/dev/null && hours >/dev/null && plans >/dev/null
    history >/dev/null && copies >/dev/null
    database_place "$(database copy)" && is migration migrate --copy --to "$(database copy)"
    database_place "$(database other)" && COACH_DB=$(database other) is user init --email a@example.org --first-name A --last-name B
    coach schema >schema
    local unseen=() # a server's database is not replaced
    if [[ $COACH_ENGINE == postgres ]]; then unseen=(backup); fi
    run /usr/bin/python3 "$BATS_TEST_DIRNAME/json_schema.py" schema calendar_link trainer_category trainer_tag "${unseen[@]}" <documents
    assert_output ""
    assert_success
    # what prints rows and is not here
    local command
    coach __surface | jq -r '.nouns[] | .name as $noun | .verbs[] | select(.prints_rows) | "\($noun) \(.name // "")"' |
        grep -v '^config \|^export ' | sed 's/ $//' | while read -r command; do
        cut -f 2 documents | grep -qE "^$command( |\$)" || echo "$command"
    done >missing
    assert_equal "$(cat missing)" "${unseen[0]:+restore}"
}

@test "the schema of one noun fits a list and a row" {
    cd "$BATS_TEST_TMPDIR"
    succeeds schema tag
    assert_json 'del(."$defs")' '{"$schema":"https://json-schema.org/draft/2020-12/schema","title":"tag",
        "oneOf":[{"$ref":"#/$defs/tag"},{"type":"array","items":{"$ref":"#/$defs/tag"}}]}'
    assert_json '."$defs".tag.properties.name' '{"description":"Name, unique among its kind","type":"string",
        "minLength":1,"maxLength":100}'
    assert_json '."$defs".tag|.required == (.properties|keys_unsorted),.additionalProperties' 'true false'
}

@test "a field has its type, its format, its values and whether it may be absent" {
    succeeds schema session
    assert_json '."$defs".session.properties|.id.format,.scheduled_at.format,.status.enum[0:2],.rating,.started_at.type' \
        '"uuid" "date-time" ["SCHEDULED","CONFIRMED"]
        {"description":"The client'"'"'s rating, 1 to 5","type":["integer","null"],"minimum":1,"maximum":5} ["string","null"]'
    succeeds schema trainer
    assert_json '."$defs".trainer.properties|.categories.type,.certifications.type,.hourly_rate.type' \
        '"array" null ["number","null"]'
}

@test "a noun is named as its rows or as its command" {
    local name
    for name in "program session" program_session program-session; do
        # shellcheck disable=SC2086
        succeeds schema $name
        assert_json .title '"program session"'
    done
    succeeds schema log
    assert_json .title '"operation"'
    succeeds schema
    assert_json '."$defs"|length > 20' true
    run_coach 2 schema sesion
    [[ $stderr == 'coach: there are no rows called "sesion"'*'did you mean session?'* ]] || fail "$stderr"
}
