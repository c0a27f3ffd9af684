# history.bats - coach log, show, blame: what was done, and what it did.

load helper

prepare() {
    small_studio
    start=$(coach log -n 1 -o id)
}

# ---- log ----

@test "every command that writes is one operation, with its line" {
    id=$(book "2026-12-08 10:00")
    coach session confirm "$id" -o id >/dev/null
    succeeds log -n 2 --json --fields command,undoes,undone_by,changes
    assert_json . "[{\"command\":\"coach session confirm $id -o id\",\"undoes\":null,\"undone_by\":null,\"changes\":1},
        {\"command\":\"coach session schedule --client ben@example.org --trainer anna@example.org --type ONE_ON_ONE --title Squats --at '2026-12-08 10:00' -o id\",
         \"undoes\":null,\"undone_by\":null,\"changes\":1}]"
}

@test "operations are counted up, and say who did them and when" {
    COACH_NOW=2026-12-07T13:00:00Z coach --as ben@example.org tag add evenings -o id >/dev/null
    succeeds log -n 1 --json
    assert_json '.[0] | del(.actor_id, .changes)' "{\"number\":$((start + 1)),\"made_at\":\"2026-12-07T13:00:00Z\",
        \"actor\":\"Ben Cole\",\"command\":\"coach --as ben@example.org tag add evenings -o id\",\"undoes\":null,
        \"undone_by\":null}"
}

@test "what changes nothing is no operation" {
    run_coach 0 session list
    run_coach 1 tag archive nothing-of-the-kind || run_coach 3 tag archive nothing-of-the-kind
    run_coach 0 --dry-run tag add evenings
    assert_equal "$(newest)" "$start"
}

@test "a refused command leaves no operation" {
    book "2026-12-08 10:00" >/dev/null
    before=$(newest)
    refuses 1 "is busy" session schedule --client ben@example.org --trainer anna@example.org --type ONE_ON_ONE \
        --title Squats --at "2026-12-08 10:30"
    assert_equal "$(newest)" "$before"
}

@test "the newest is first, or the oldest with --reverse" {
    coach tag add one -o id >/dev/null
    coach tag add two -o id >/dev/null
    succeeds log -n 2 -o tsv --no-headers --fields command
    assert_output "coach tag add two -o id
coach tag add one -o id"
    succeeds log --reverse --search "tag add" -o tsv --no-headers --fields command
    assert_output "coach tag add one -o id
coach tag add two -o id"
}

@test "commands are searched as rows are: without regard to case and accents" {
    coach tag add "Übung" -o id >/dev/null
    local text
    for text in Übung übung UBUNG "TAG add" "'Übung'"; do
        succeeds log --search "$text" -o tsv --no-headers --fields command
        assert_output "coach tag add 'Übung' -o id"
    done
    succeeds log --search "Ü%" -o id
    assert_output ""
    coach tag add ubung-2 -o id >/dev/null
    succeeds log --search übung -n 1 -o tsv --no-headers --fields command
    assert_output "coach tag add ubung-2 -o id"
}

@test "of one row only what changed it" {
    id=$(book "2026-12-08 10:00")
    book "2026-12-09 10:00" >/dev/null
    coach session reschedule "$id" --at "2026-12-08 11:00" -o id >/dev/null
    succeeds log --session "$id" -o id
    assert_output "$((start + 3))
$((start + 1))"
    refuses 2 "the history is that of one row" log --session "$id" --user ben@example.org
    refuses 3 "there is no session" log --session 00000000
}

@test "of one row nothing of another one that has its id, and of a trainer what links it" {
    id=00000000-0000-4000-8000-000000000001 admin=$(coach user show "$COACH_USER" -o id)
    printf '{"type":"%s","id":"'$id'","name":"x","created_by":"'$admin'"}\n' tag category | coach import - -o id
    coach tag edit "$id" --name y -o id
    coach category edit "$id" --name z -o id
    succeeds log --category "$id" -o tsv --no-headers --fields command
    assert_output "coach category edit $id --name z -o id
coach import - -o id"
    coach trainer categorize anna@example.org z -o id
    succeeds log --trainer anna@example.org -n 1 -o tsv --no-headers --fields command
    assert_output "coach trainer categorize anna@example.org z -o id"
}

@test "since, until and by whom" {
    COACH_NOW=2026-12-08T08:00:00Z coach tag add one -o id >/dev/null
    COACH_NOW=2026-12-09T08:00:00Z coach --as ben@example.org tag add two -o id >/dev/null
    succeeds log --since 2026-12-08 --until 2026-12-09 -o id
    assert_output "$((start + 1))"
    succeeds log --by ben@example.org -o id
    assert_output "$((start + 2))"
}

@test "texts of more than 200 characters are shortened, and databases and settings left out" {
    coach tag add long --description "$(printf 'é%.0s' {1..300})" -o id >/dev/null
    succeeds log -n 1 --json --fields command
    assert_json '.[0].command' "\"coach tag add long --description '$(printf 'é%.0s' {1..200})…' -o id\""
    coach --db "$COACH_DB" -c core.pager=secret --config user.email=admin@example.org tag add short -o id >/dev/null
    succeeds log -n 1 --json --fields command
    assert_json '.[0].command' '"coach tag add short -o id"'
    coach user archive cleo@example.org -ojson -fc core.pager=secret >/dev/null
    succeeds log -n 1 --json --fields command
    assert_json '.[0].command' '"coach user archive cleo@example.org -ojson -f"'
}

@test "a name with an apostrophe and a newline is kept as a shell would take it" {
    coach tag add "O'Neil's" --description $'two\nlines' -o id >/dev/null
    succeeds log -n 1 --json --fields command
    assert_json '.[0].command' '"coach tag add '"'O'\\\\''Neil'\\\\''s'"' --description '"'two lines'"' -o id"'
}

@test "log --follow prints what is done from now on" {
    "$COACH_BIN" log --follow -o jsonl --fields command >"$BATS_TEST_TMPDIR/followed" 3>&- &
    follower=$!
    for n in {1..50}; do
        coach tag add "tag $n" -o id >/dev/null
        [[ -s $BATS_TEST_TMPDIR/followed ]] && break
        sleep 0.2
    done
    kill -INT "$follower"
    code=0
    wait "$follower" || code=$?
    assert_equal "$code" 0
    run -0 jq -r .command "$BATS_TEST_TMPDIR/followed"
    [[ ${lines[0]} == "coach tag add 'tag "* ]]
}

# ---- show ----

@test "show lists each field that was changed, before and after" {
    id=$(book "2026-12-08 10:00")
    coach session reschedule "$id" --at "2026-12-08 11:00" -o id >/dev/null
    succeeds show "$(newest)" --json --fields noun,id,name,change,field,before,after
    assert_json 'map(select(.field != "updated_at"))' "[
        {\"noun\":\"session\",\"id\":\"$id\",\"name\":\"Squats\",\"change\":\"CHANGED\",\"field\":\"scheduled_at\",
         \"before\":\"2026-12-08T09:00:00Z\",\"after\":\"2026-12-08T10:00:00Z\"},
        {\"noun\":\"session\",\"id\":\"$id\",\"name\":\"Squats\",\"change\":\"CHANGED\",\"field\":\"ends_at\",
         \"before\":\"2026-12-08T10:00:00Z\",\"after\":\"2026-12-08T11:00:00Z\"},
        {\"noun\":\"session\",\"id\":\"$id\",\"name\":\"Squats\",\"change\":\"CHANGED\",\"field\":\"sequence\",
         \"before\":0,\"after\":1}]"
}

@test "show tells of a row that was made as it was then" {
    id=$(book "2026-12-08 10:00")
    made=$(newest)
    coach session edit "$id" --title Deadlifts --location Gym -o id >/dev/null
    succeeds show "$made" --json --fields change,field,before,after
    assert_json 'map(select(.field == "title" or .field == "location"))' \
        '[{"change":"MADE","field":"title","before":null,"after":"Squats"}]'
}

@test "show tells people what the operation was, then what it did" {
    coach tag add evenings -o id >/dev/null
    succeeds show "$(newest)" --tz UTC
    assert_line --index 0 --regexp '^number +[0-9]+$'
    assert_line --regexp '^command +coach tag add evenings -o id$'
    assert_line --regexp '^tag +[0-9a-f-]+ +name +— +evenings$'
}

@test "show and blame show people values as lists do, with the names of rows" {
    id=$(book "2026-12-08 10:00" --description $'two\nlines')
    coach trainer edit anna@example.org --visibility PRIVATE --rate 75.5 --currency EUR --no-accepts-new-clients \
        --certifications '{"a": [1, "b"]}' -o id >/dev/null
    succeeds show "$(newest)" --tz Europe/Berlin --no-headers --fields field,before,after
    assert_line --regexp '^certifications +— +\{"a":\[1,"b"\]\}$'
    assert_line --regexp '^hourly_rate +— +75\.50$'
    assert_line --regexp '^accepts_new_clients +yes +no$'
    assert_line --regexp '^visibility_id +PUBLIC +PRIVATE$'
    succeeds blame session "$id" --tz Asia/Tokyo --no-headers --fields field,value
    assert_line --regexp '^scheduled_at +Tue 2026-12-08 18:00$'
    assert_line --regexp '^client_id +Ben Cole$'
    assert_line --regexp '^client_trainer_relationship_id +Ben Cole with Anna Berg$'
    assert_line --regexp '^description +two\\nlines$'
    assert_line --regexp '^location +—$'
    assert_line --regexp '^is_active +yes$'
    assert_line --regexp "^id +$id\$"
}

@test "show and blame are exact for programs, whatever the zone" {
    id=$(book "2026-12-08 10:00")
    succeeds show "$(newest)" --tz Asia/Tokyo -o tsv --no-headers --fields field,before,after
    assert_line $'scheduled_at\t\t"2026-12-08T09:00:00Z"'
    assert_line $'is_active\t\ttrue'
    succeeds blame session "$id" --tz Asia/Tokyo -o jsonl --fields field,value
    assert_line '{"field":"scheduled_at","value":"2026-12-08T09:00:00Z"}'
    assert_line '{"field":"location","value":null}'
    succeeds show "$(newest)" --format '%{field} %{after}'
    assert_line 'scheduled_at "2026-12-08T09:00:00Z"'
}

@test "on a terminal, ids are short, times whole and long texts cut" {
    id=$(book "2026-12-08 10:00" --title "$(printf 'long %.0s' {1..40})")
    run -0 script -qec "stty cols 80; '$COACH_BIN' --no-pager --color never show $(newest) --no-headers --fields noun,id,change,field,before,after
        '$COACH_BIN' --no-pager --color never blame session $id" /dev/null </dev/null
    output=${output//$'\r'/}
    [[ $output == *"session  ${id:0:8}  MADE  id  "*" —   ${id:0:8}"* ]] || fail "$output"
    [[ $output =~ scheduled_at\ +Tue\ 2026-12-08\ 09:00\ +[0-9]+\ +Mon\ 2026-12-07\ 12:00\ +Ada ]] || fail "$output"
    [[ $output == *"long long lon"*"…"* ]] || fail "$output"
    assert_equal "$(LC_ALL=C.UTF-8 wc -L <<<"$output")" 80
}

@test "show knows only operations" {
    refuses 3 "there is no operation 4711" show 4711
    [[ $stderr == *"coach log"* ]]
    refuses 2 '"abc" is not the number of an operation' show abc
    refuses 2 "OPERATION" show
}

# ---- blame ----

@test "blame names the operation that set each field" {
    id=$(book "2026-12-08 10:00")
    made=$(newest)
    COACH_NOW=2026-12-07T13:00:00Z coach --as ben@example.org session edit "$id" --location Gym -o id >/dev/null
    succeeds blame session "$id" --json
    assert_json 'map(select(.field == "title" or .field == "location") | del(.command))' "[
        {\"field\":\"title\",\"value\":\"Squats\",\"operation\":$made,\"made_at\":\"2026-12-07T12:00:00Z\",
         \"actor\":\"Ada Admin\"},
        {\"field\":\"location\",\"value\":\"Gym\",\"operation\":$((made + 1)),\"made_at\":\"2026-12-07T13:00:00Z\",
         \"actor\":\"Ben Cole\"}]"
}

@test "blame of a field that is older than the history says nothing" {
    database_query "DELETE FROM operation_change"
    succeeds blame user ben@example.org --json --fields field,value,operation,actor
    assert_json 'map(select(.field == "first_name"))' \
        '[{"field":"first_name","value":"Ben","operation":null,"actor":null}]'
}

@test "blame wants a noun and a row" {
    refuses 2 "" blame weather today
    refuses 3 "there is no user" blame user nobody@example.org
}

# ---- --as-of ----

@test "lists and rows are shown as they stood" {
    id=$(COACH_NOW=2026-12-08T08:00:00Z book "2026-12-10 10:00")
    COACH_NOW=2026-12-09T08:00:00Z coach session reschedule "$id" --at "2026-12-11 10:00" -o id >/dev/null
    COACH_NOW=2026-12-09T08:00:00Z coach user edit ben@example.org --first-name Benjamin -o id >/dev/null
    succeeds session list --as-of 2026-12-08T07:59:59Z -o id
    assert_output ""
    succeeds session list --as-of 2026-12-08T08:00:00Z --json --fields client,scheduled_at,sequence
    assert_json . '[{"client":"Ben Cole","scheduled_at":"2026-12-10T09:00:00Z","sequence":0}]'
    succeeds --as-of 2026-12-09T08:00:00Z session show "$id" --json --fields client,scheduled_at
    assert_json . '{"client":"Benjamin Cole","scheduled_at":"2026-12-11T09:00:00Z"}'
    succeeds user show ben@example.org --as-of 2026-12-08T12:00:00Z --json --fields first_name
    assert_json . '{"first_name":"Ben"}'
}

@test "what was made later is not there, what was taken back is" {
    COACH_NOW=2026-12-08T08:00:00Z coach tag add evenings -o id >/dev/null
    COACH_NOW=2026-12-08T08:00:00Z coach trainer tag anna@example.org evenings -o id >/dev/null
    COACH_NOW=2026-12-09T08:00:00Z coach undo -o id >/dev/null
    COACH_NOW=2026-12-09T08:00:00Z coach undo -o id >/dev/null
    refuses 3 "there is no tag" tag show evenings
    succeeds trainer show anna@example.org --as-of 2026-12-08T12:00:00Z --json --fields tags
    assert_json . '{"tags":["evenings"]}'
    refuses 3 "there was no tag \"evenings\" then" tag show evenings --as-of 2026-12-07T13:00:00Z
}

@test "the past is read, not changed" {
    refuses 2 "--as-of is for lists and for show" tag add evenings --as-of yesterday
    refuses 2 "--as-of is for lists and for show" log --as-of yesterday
    refuses 2 "as_of" tag list --as-of someday
}

@test "the clock of the past is that of then" {
    COACH_NOW=2026-12-08T08:00:00Z book "2026-12-09 10:00" >/dev/null
    COACH_NOW=2026-12-20T08:00:00Z run_coach 0 status --json --fields attention
    assert_json . '[{"attention":"PAST_END"}]'
    COACH_NOW=2026-12-20T08:00:00Z run_coach 0 status --as-of 2026-12-08T12:00:00Z --json --fields attention
    assert_json . '[{"attention":"TOMORROW"}]'
    COACH_NOW=2026-12-20T08:00:00Z run_coach 0 session list --as-of 2026-12-08T12:00:00Z --from tomorrow --to "in 2 days" -o id
    assert_equal "$(wc -l <<<"$output")" 1
}

@test "what has no history is not shown as it stood" {
    refuses 2 "there is no history of reminders" remind log --as-of yesterday
}

@test "looking at the past leaves nothing behind" {
    before=$(database_fingerprint)
    run_coach 0 user list --as-of 2026-12-01
    assert_equal "$(database_fingerprint)" "$before"
}
