# roles_import.bats - export and import on a server: what a login gets to see, and what it may take in.
# bats file_tags=postgres

load helper
load logins

setup() {
    logins_world
    # shellcheck source=/dev/null
    source "$server/ids"
    cd "$BATS_TEST_TMPDIR"
}

# all LOGIN: what it exports.
all() {
    as "$1" export --to "$1.jsonl"
    jq -r .type "$1.jsonl" | sort | uniq -c | tr -s ' \n' ' '
}

# takes LOGIN COUNTS ARGS…: counts as lines of type, made, changed, same, skipped and failed.
takes() {
    run_coach_as "$1" 0 import -o tsv --no-headers "${@:3}"
    assert_equal "$stderr" ""
    assert_equal "${output//$'\t'/ }" "$2"
}

# takes_not LOGIN STATUS PROBLEMS ARGS…: all is named, and nothing changes; a problem is its line, its field and why.
takes_not() {
    local before
    before=$(fingerprint)
    run_coach_as "$1" "$2" import -o json "${@:4}"
    assert_equal "$output" ""
    assert_equal "$(jq -r '.error.problems[] | "\(.line) \(.field): \(.reason)"' <<<"$stderr")" "$3"
    assert_equal "$(fingerprint)" "$before"
}

@test "each exports what they see, without what they may not read" {
    assert_equal "$(all anna)" " 1 availability 1 category 1 plan 2 program 2 program_session 2 relationship 3 session 1 tag 1 trainer 1 trainer_tag 4 user 3 visibility "
    assert_equal "$(all ben)" " 1 availability 1 category 1 plan 1 program 1 program_session 1 relationship 2 session 1 tag 1 trainer 1 trainer_tag 1 user 3 visibility "
    run -0 grep -c secret anna.jsonl
    run -1 grep secret ben.jsonl
    run -1 grep -E 'Swimming|Cleo|secret with (cleo|both)|secret of (carl|cleo|holidays|diving)' anna.jsonl
    assert_equal "$(all ada)" "$(books export | jq -r .type | sort | uniq -c | tr -s ' \n' ' ')"
    run_coach_as erik 4 export
    assert_equal "$output" ""
}

@test "what a login exported changes nothing when it comes back" {
    local before login
    before=$(fingerprint)
    for login in ada anna carl ben dana; do
        as "$login" export --to "$login.jsonl"
        run_coach_as "$login" 0 import "$login.jsonl" --json
        assert_json 'map(.made + .changed + .skipped + .failed) | add' 0
        as "$login" export -o csv --to "$login/"
        run_coach_as "$login" 0 import "$login" --json
        assert_json 'map(.made + .changed + .skipped + .failed) | add' 0
    done
    assert_equal "$(fingerprint)" "$before"
}

@test "a trainer takes in clients, relationships and sessions of their own" {
    printf '%s\n' email,first_name,last_name gus@example.org,Gus,Hill >user.csv
    printf '%s\n' client,trainer,type gus@example.org,anna@example.org,ONLINE >relationship.csv
    printf '%s\n' client,trainer,type,title,at gus@example.org,anna@example.org,CHECK_IN,First,"2026-12-10 10:00" >session.csv
    takes anna $'user 1 0 0 0 0\nrelationship 1 0 0 0 0\nsession 1 0 0 0 0' .
    assert_equal "$(as anna session list --search First -o tsv --no-headers --fields client,trainer)" $'Gus Hill\tAnna Berg'
    assert_equal "$(sql postgres "SELECT u.email FROM coach.app_user u, coach.training_session s WHERE s.title = 'First'
        AND u.id = s.created_by")" anna@example.org
    run_coach_as ada 0 undo "$(as anna log -n 1 -o id)"
}

@test "a trainer takes in nothing that no command of theirs could write" {
    printf '%s\n' '{"type":"trainer","user":"ben@example.org"}' \
        '{"type":"category","name":"Fine"}' \
        '{"type":"category","id":"'"$category"'","name":"Other"}' \
        '{"type":"user","email":"x@example.org","first_name":"X","last_name":"Y","db_role":"zoe"}' \
        '{"type":"tag","name":"Theirs","created_by":"'"$user_ben"'"}' \
        '{"type":"relationship","client":"ben@example.org","trainer":"'"$trainer_carl"'","relationship_type":"ONLINE"}' \
        '{"type":"session","id":"'"$session_cleo"'","title":"Mine"}' \
        '{"type":"user","email":"carl@example.org","first_name":"C","last_name":"D"}' >all.jsonl
    takes_not anna 2 "1 null: this login may not add or change that trainer
3 null: this login may not add or change that category
4 null: this login may not add or change that user
5 created_by: this login adds rows in its own name only
6 trainer_id: there is no trainer \"$trainer_carl\"
7 client: whose is it?
8 null: there is one like that already (duplicate key value violates unique constraint \"app_user_email_key_key\")" --on-conflict update all.jsonl
    run_coach_as anna 5 import --on-conflict update --best-effort -o tsv --no-headers --fields type,made,changed,failed all.jsonl
    assert_output $'user\t0\t0\t2\ncategory\t1\t0\t1\ntag\t0\t0\t1\ntrainer\t0\t0\t1\nrelationship\t0\t0\t1\nsession\t0\t0\t1'
    [[ $stderr == "coach: 7 records cannot be taken
hint: all.jsonl:1: this login may not add or change that trainer (man coach-server says which role may do what)"* ]] || fail "$stderr"
    assert_equal "$(as anna show "$(as anna log -n 1 -o id)" -o tsv --no-headers --fields noun,name | uniq)" $'category\tFine'
    run_coach_as ada 0 undo "$(as anna log -n 1 -o id)"
}

@test "a client takes in what they may write, and nothing else" {
    printf '%s\n' '{"type":"user","id":"'"$user_ben"'","phone":"+49 1","email":"ben@example.org"}' \
        '{"type":"session","id":"'"$session_ben_done"'","rating":4,"client_feedback":"Good"}' \
        '{"type":"time_off","user_id":"ben@example.org","starts_at":"2027-03-01T00:00Z","ends_at":"2027-03-02T00:00Z"}' >may.jsonl
    takes ben $'user 0 1 0 0 0\nsession 0 1 0 0 0\ntime_off 1 0 0 0 0' --on-conflict update may.jsonl
    assert_equal "$(as ada session show "$session_ben_done" --json | jq -c '[.rating, .trainer_notes]')" '[4,"secret of lunges"]'
    run_coach_as ada 0 undo "$(as ben log -n 1 -o id)"
    printf '%s\n' '{"type":"user","id":"'"$user_ben"'","email":"other@example.org"}' \
        '{"type":"session","id":"'"$session_ben"'","title":"Rest"}' \
        '{"type":"session","id":"'"$session_ben_done"'","trainer_notes":"none"}' \
        '{"type":"tag","name":"Ours"}' \
        '{"type":"time_off","user_id":"anna@example.org","starts_at":"2027-03-01T00:00Z","ends_at":"2027-03-02T00:00Z"}' \
        '{"type":"relationship","id":"'"$relationship_ben"'","status":"PAUSED"}' >not.jsonl
    takes_not ben 1 "1 null: this login may not add or change that user
2 null: this login may not add or change that session
3 null: this login may not add or change that session
4 null: this login may not add or change that tag
5 null: this login may not add or change that timeoff
6 null: this login may not add or change that relationship" --on-conflict update not.jsonl
}

@test "nobody but an admin makes history of others, or makes a database new" {
    as ada export --to ada.jsonl
    local before
    before=$(fingerprint)
    run_coach_as anna 2 import ada.jsonl
    run_coach_as anna 5 import --best-effort --on-conflict update ada.jsonl
    assert_equal "$(fingerprint)" "$before"
    run_coach_as anna 1 import --new ada.jsonl
    run_coach_as erik 4 import ada.jsonl
    run_coach_as stray 4 import ada.jsonl
    assert_equal "$(fingerprint)" "$before"
    run_coach_as ada 0 import ada.jsonl --json
    assert_json 'map(.made + .changed + .failed) | add' 0
}
