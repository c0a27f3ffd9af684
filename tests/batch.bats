# coach batch: many commands in one process.
load practice

# request WORD…: one request, without an id.
request() {
    jq -cn '{command: $ARGS.positional}' --args -- "$@"
}

# numbered: gives the requests of standard input ids from 1.
numbered() {
    jq -c '.id = input_line_number'
}

# batch STATUS [OPTIONS…]: runs the requests of requests.jsonl; $output is an array of the answers.
batch() {
    local wanted=$1
    shift
    run_coach "$wanted" batch "$@" requests.jsonl
    answers=$output
    output=$(jq -cs . <<<"$output")
}

new_user() {
    request user add "$1@example.org" --first-name "$1" --last-name Moss --fields email
}

@test "each request is answered with its id, its line, its status and its output" {
    cd "$BATS_TEST_TMPDIR"
    { new_user kim | numbered; echo; new_user lee | sed 's/}$/,"id":{"a":[1.50, "x"]}}/'; } >requests
    run_coach 0 batch <requests
    assert_equal "$stderr" ""
    assert_equal "$output" '{"id":1,"line":1,"status":0,"output":{"email":"kim@example.org"},"error":null}
{"id":{"a":[1.50,"x"]},"line":3,"status":0,"output":{"email":"lee@example.org"},"error":null}'
}

@test "the output of a request is what the command prints with -o json" {
    cd "$BATS_TEST_TMPDIR"
    book "tomorrow 10:00" >/dev/null
    { request session list; request user show "$ben"; request status; request user list --fields email -o csv; } >requests.jsonl
    batch 0
    assert_json '.[0].output' "$(coach session list --json)"
    assert_json '.[1].output' "$(coach user show "$ben" --json)"
    assert_json '.[2].output' "$(coach status --json)"
    assert_json '.[3].output' "$(coach user list --fields email -o csv | jq -Rs .)"
    assert_equal "$(wc -l <<<"$answers")" 4
}

@test "what fails leaves the others alone, and the exit status is 5" {
    cd "$BATS_TEST_TMPDIR"
    { new_user kim; new_user kim; request user show nobody@example.org; request user list --fields nonsense
      request session nonsense; echo 'not JSON'; echo '{"command":"user"}'; echo '{"command":[]}'; echo '[]'
      echo '{"command":["user","list"],"id":8,"then":1}'; request user; new_user lee; } >requests.jsonl
    batch 5
    assert_equal "$stderr" "coach: 10 of 12 requests failed"
    assert_json '[.[].status]' '[0,1,3,2,2,2,2,2,2,2,2,0]'
    assert_json '[.[].line]' '[1,2,3,4,5,6,7,8,9,10,11,12]'
    assert_json '.[1]|.output,.error.code,.error.field' 'null "conflict" "email"'
    assert_json '.[2].error.code' '"not_found"'
    assert_json '.[9].id' 8
    assert_json '[.[]|select((.status == 0) != (.error == null))]' '[]'
}

@test "an error of a request is that which the command prints" {
    cd "$BATS_TEST_TMPDIR"
    request user show nobody@example.org >requests.jsonl
    batch 5
    assert_json '.[0].error' "$(coach user show nobody@example.org --json 2>&1 >/dev/null | jq .error)"
}

@test "each request is an operation of its own, by its own line" {
    cd "$BATS_TEST_TMPDIR"
    { new_user kim; request user edit kim@example.org --notes "likes tea" --as "$anna"; request user list; } >requests.jsonl
    batch 0
    run_coach 0 log --limit 2 --fields command,actor --json
    assert_json . '[{"command":"coach user edit kim@example.org --notes '"'likes tea'"' --as anna@example.org",
        "actor":"Anna Berg"},
        {"command":"coach user add kim@example.org --first-name kim --last-name Moss --fields email",
        "actor":"Ada Admin"}]'
}

@test "an atomic batch is one operation" {
    cd "$BATS_TEST_TMPDIR"
    { new_user kim; request user edit kim@example.org --first-name Kim; } >requests.jsonl
    batch 0 --atomic
    assert_json '[.[].status]' '[0,0]'
    run_coach 0 log --limit 1 --json
    assert_json '.[0]|[.command,.changes]' '["coach batch --atomic requests.jsonl",2]'
    coach undo -o id >/dev/null
    run_coach 3 user show kim@example.org
}

@test "the first failure of an atomic batch takes everything back, and every answer says so" {
    cd "$BATS_TEST_TMPDIR"
    local before
    before=$(database_fingerprint)
    { new_user kim; new_user lee; new_user kim; new_user mia; echo '{'; } | numbered_tolerantly >requests.jsonl
    batch 1 --atomic
    assert_json '[.[]|[.id,.status,.output,.error.message]]' '[
        [1,1,null,"taken back, because line 3 failed"],
        [2,1,null,"taken back, because line 3 failed"],
        [3,1,null,"there is a user with the email \"kim@example.org\" already"],
        [4,1,null,"not done, because line 3 failed"],
        [null,1,null,"not done, because line 3 failed"]]'
    [[ $stderr == "coach: line 3: there is a user with the email"* ]] || fail "$stderr"
    assert_equal "$(database_fingerprint)" "$before"
}

# As numbered, where not every line is JSON.
numbered_tolerantly() {
    local line n=0
    while IFS= read -r line; do
        n=$((n + 1))
        jq -c --argjson n "$n" '.id = $n' <<<"$line" 2>/dev/null || echo "$line"
    done
}

@test "an atomic batch that is no JSON changes nothing" {
    cd "$BATS_TEST_TMPDIR"
    local before
    before=$(database_fingerprint)
    { new_user kim; echo nonsense; } >requests.jsonl
    batch 2 --atomic
    assert_json '[.[].error.code]' '["refused","invalid"]'
    assert_equal "$stderr" "coach: line 2: request is not valid JSON: column 1: a value is missing"
    assert_equal "$(database_fingerprint)" "$before"
}

@test "commands that need no database, or open one themselves, are refused by name" {
    cd "$BATS_TEST_TMPDIR"
    { request config list; request migrate; request remind; request restore; request batch; request init; } >requests.jsonl
    batch 5
    assert_json '[.[].error.message]' '["coach config list cannot be part of a batch: it needs no database",
        "coach migrate cannot be part of a batch: it is about all of the database that the batch has open",
        "coach remind cannot be part of a batch: it hands its reminders to another program, one by one",
        "coach restore cannot be part of a batch: it replaces the database that the batch has open",
        "coach batch cannot be part of a batch: it is one itself",
        "coach init cannot be part of a batch: it makes a database"]'
    assert_json '[.[].error | [.code, .hint]]|unique' '[["usage", "run it by itself"]]'
}

@test "every command can be part of a batch, but for those that the manual names" {
    cd "$BATS_TEST_TMPDIR"
    coach __surface | jq -c '.nouns[] | .name as $noun | .verbs[] | {command: (($noun + " " + (.name // "")) | split(" ") |
        map(select(. != "")))}' >requests.jsonl
    (($(wc -l <requests.jsonl) > 100))
    batch 5
    paste -d ' ' <(jq -r '.command | join(" ")' requests.jsonl) <(jq -r '.error.message // ""' <<<"$answers") |
        sed -n 's/ coach .* cannot be part of a batch: .*//p' >alone
    assert_equal "$(sort alone)" "batch
completion
config get
config list
config set
config unset
help
init
migrate
remind
restore
schema
version"
    local command
    sed -n '/^.Ss Batches/,/^.Ss Terminals/p' "$BATS_TEST_DIRNAME/../man/coach-output.7" >manual
    sed 's/ .*//' alone | sort -u | while read -r command; do
        grep -qw -- "$command" manual || fail "$command is not in the manual"
    done
}

@test "log, imports, doctor and backup are requests too" {
    cd "$BATS_TEST_TMPDIR"
    printf '%s\n' BEGIN:VCALENDAR BEGIN:VEVENT UID:event DTSTART:20261220T090000Z DURATION:PT1H SUMMARY:Run END:VEVENT \
        BEGIN:VEVENT UID:day 'DTSTART;VALUE=DATE:20261221' END:VEVENT END:VCALENDAR >a.ics
    printf 'name\nearly\n' >tag.csv
    printf 'name\nlate\n%s\n' "$(printf 'x%.0s' {1..101})" >bad.csv
    { request tag add one; request log -n 1 --fields command; request ical import a.ics --trainer "$anna" --client "$ben" --fields title
      request import tag.csv; request import bad.csv --type tag; request import bad.csv --type tag --best-effort
      request tag list --fields name; request log -n 1 -o tsv --no-headers --fields command; request doctor
      request backup copy.db --fields path; request import tag.csv --dry-run; } >requests.jsonl
    batch 5
    assert_equal "$stderr" "coach: 3 of 11 requests failed"
    assert_json '[.[].status]' '[0,0,5,0,2,5,0,0,0,0,0]'
    assert_json '.[1].output' '[{"command":"coach tag add one"}]'
    assert_json '.[2]|.output,.error.problems[0].value,has("problems")' '[{"title":"Run"}] "day" false'
    assert_json '.[3].output[0].made' 1
    assert_json '.[4]|.output,.error.code,.error.problems[0].line,has("problems")' 'null "invalid" 3 false'
    assert_json '.[5]|.output[0].made,.error.code,(.error.problems|length)' '1 "partial" 1'
    assert_json '.[6].output' '[{"name":"early"},{"name":"late"},{"name":"one"}]'
    assert_json '.[7].output' '"coach import bad.csv --type tag --best-effort\n"'
    assert_json '.[8].output' '[]'
    assert_file_exists copy.db
    run_coach 0 --db copy.db tag list -o id
}

@test "imports of an atomic batch are part of its one operation" {
    cd "$BATS_TEST_TMPDIR"
    printf 'name\nearly\n' >tag.csv
    printf 'name\nlate\n%s\n' "$(printf 'x%.0s' {1..101})" >bad.csv
    printf '%s\n' BEGIN:VCALENDAR BEGIN:VEVENT UID:event DTSTART:20261220T090000Z DURATION:PT1H SUMMARY:Run END:VEVENT END:VCALENDAR >a.ics
    { request import tag.csv; request log --fields command; request ical import a.ics --trainer "$anna" --client "$ben" --fields title; } >requests.jsonl
    batch 0 --atomic
    assert_json '.[2].output' '[{"title":"Run"}]'
    run_coach 0 log --limit 1 --json
    assert_json '.[0]|[.command,.changes]' '["coach batch --atomic requests.jsonl",3]'
    local before
    before=$(database_fingerprint)
    { request tag add two; request import bad.csv --type tag --best-effort; request tag add three; } >requests.jsonl
    batch 1 --atomic
    assert_json '[.[].error|.message,(.problems|length)]' '["taken back, because line 2 failed",0,"1 record cannot be taken",1,
        "not done, because line 2 failed",0]'
    assert_json '.[1]|[.status,.error.code]' '[1,"refused"]'
    [[ $stderr == "coach: line 2: 1 record cannot be taken
hint: bad.csv:3: name"* ]] || fail "$stderr"
    assert_equal "$(database_fingerprint)" "$before"
    request doctor >requests.jsonl
    batch 2 --atomic
    assert_json '.[0].error.message' '"coach doctor stands for itself, and cannot be part of an atomic batch"'
}

@test "what asks for the terminal or for standard input is refused by itself" {
    cd "$BATS_TEST_TMPDIR"
    { request log --follow; request import; request import - --type tag; request import --new x.jsonl; request backup -
      request ical import - --trainer "$anna" --client "$ben"; } >requests.jsonl
    batch 5
    assert_json '[.[].error.message]' '["--follow never ends, and cannot be part of a batch",
        "standard input is not to be had here","standard input is not to be had here",
        "--new makes another database, and cannot be part of a batch","standard output is for the answers of the batch",
        "standard input is not to be had here"]'
    assert_json '[.[].error | .hint != null] | unique' '[false,true]'
}

@test "a request does not choose the database or the settings" {
    cd "$BATS_TEST_TMPDIR"
    { request user list --db other.db; request user list -c core.time_zone=UTC; request user list --help
      request user edit "$ben" --notes @-; request user edit "$ben" --notes @; } >requests.jsonl
    batch 5
    assert_json '[.[].error.message]' '["--db cannot be said of one request of a batch",
        "--config cannot be said of one request of a batch","--help cannot be said of one request of a batch",
        "standard input is not to be had here; give the text","an editor is not to be had here; give the text"]'
}

@test "what is the same for all of an atomic batch cannot be said of one request" {
    cd "$BATS_TEST_TMPDIR"
    request user edit "$ben" --notes x --as "$anna" >requests.jsonl
    batch 2 --atomic
    request user edit "$ben" --notes x --dry-run >requests.jsonl
    batch 2 --atomic
    request user list --as-of yesterday >requests.jsonl
    batch 2 --atomic
    { request user edit "$ben" --notes x; request undo; } >requests.jsonl
    batch 2 --atomic
    assert_json '.[1].error.message' '"coach undo stands for itself, and cannot be part of an atomic batch"'
    assert_json "[$(coach user show "$ben" --json)]|.[0].notes" null
}

@test "each request has its own zone, and the batch one for all" {
    cd "$BATS_TEST_TMPDIR"
    local when=(--trainer "$carl" --client "$cleo" --type ONE_ON_ONE --title Run --fields scheduled_at)
    pair "$cleo" "$carl" >/dev/null
    { request session schedule "${when[@]}" --at "2026-12-10T10:00" --tz Asia/Tokyo
      request session schedule "${when[@]}" --at "2026-12-10T10:00"; } >requests.jsonl
    batch 0 --tz America/New_York
    assert_json '[.[].output.scheduled_at]' '["2026-12-10T01:00:00Z","2026-12-10T15:00:00Z"]'
}

@test "a rehearsal of a batch changes nothing" {
    cd "$BATS_TEST_TMPDIR"
    local before
    before=$(database_fingerprint)
    { new_user kim; request user list --fields email; } >requests.jsonl
    batch 0 --dry-run
    assert_equal "$stderr" "each request was rehearsed alone; with --atomic they are rehearsed together
nothing has been changed"
    assert_json '.[0].output.email' '"kim@example.org"'
    { new_user kim; request user edit kim@example.org --notes x --fields email,notes; } >requests.jsonl
    batch 0 --atomic --dry-run
    assert_json '.[1].output' '{"email":"kim@example.org","notes":"x"}'
    assert_equal "$(database_fingerprint)" "$before"
}

@test "a rehearsal of a batch leaves no file behind" {
    cd "$BATS_TEST_TMPDIR"
    mkdir out
    { request backup out/copy.db; request export user --to out/users.jsonl; request export --to out/tables/
      request ical export out/a.ics; request ical export --vdir out/items; request user export-data "$ben" out/ben.json; } \
        >requests.jsonl
    batch 5 --dry-run
    assert_json 'map(.error.message)|unique' '["a rehearsal writes no file"]'
    assert_equal "$(ls out)" ""
}

@test "an atomic batch leaves no file behind that tells of what may be taken back" {
    cd "$BATS_TEST_TMPDIR"
    mkdir out
    for file in "export user --to out/users.jsonl" "export --to out/tables/" "ical export out/a.ics" "ical export --vdir out/items"; do
        { new_user kim; request $file; request user show nobody; } >requests.jsonl
        batch 2 --atomic
        assert_json '.[1].error.message' '"an atomic batch writes no file"'
        assert_equal "$(ls out)" ""
    done
    { new_user kim; request export user; } >requests.jsonl
    batch 0 --atomic
}

@test "one request alone can be rehearsed, or look at the past" {
    cd "$BATS_TEST_TMPDIR"
    { request user edit "$ben" --notes x --dry-run --fields notes; request user show "$ben" --fields notes
      request user list --as-of 2026-12-06; request user list --fields email; } >requests.jsonl
    batch 0
    assert_json '[.[0:2][].output.notes]' '["x",null]'
    assert_json '.[2].output' '[]'
    assert_json '.[3].output|length' "$(coach user list --json | jq length)"
}

@test "what was done otherwise than asked is in the answer" {
    cd "$BATS_TEST_TMPDIR"
    book "2026-12-15 10:00" >/dev/null
    request session schedule --client "$ben" --trainer "$anna" --type ONE_ON_ONE --title Row --at "2026-12-08 10:00" \
        --every week --times 3 --skip-conflicts --fields title >requests.jsonl
    batch 0
    assert_equal "$stderr" ""
    assert_json '.[0]|(.output|length),(.problems|length)' '2 1'
}

@test "hostile texts come through as they are" {
    cd "$BATS_TEST_TMPDIR"
    local text=$'a "quote", a \\ and\na newline\tτέλος \u202e'
    request user edit "$ben" --notes "$text" --fields notes >requests.jsonl
    batch 0
    assert_json '.[0].output.notes' "$(jq -n --arg t "$text" '$t')"
    request user show "$ben" --fields notes -o csv --no-headers >requests.jsonl
    batch 0
    assert_json '.[0].output' "$(coach user show "$ben" --fields notes -o csv --no-headers | jq -Rs .)"
    printf '{"command":["user","list"]}\0{}\n{"command":["user","list","\\u0000"]}\n\xff\n{"command":["user",["list"]]}\n{"command":["user",1]}\n' >requests.jsonl
    batch 5
    assert_json '[.[].status]' '[2,2,2,2,2]'
    assert_json '.[0].error.message' '"the request holds a NUL (U+0000)"'
}

@test "output larger than memory is to hold comes through whole" {
    cd "$BATS_TEST_TMPDIR"
    local note
    note=$(printf 'ä€%.0s' {1..990})
    coach user edit "$ben" --notes "$note" -o id >/dev/null
    jq -cn --arg note "$note" 'range(1600)|{command: ["user", "add", "n\(.)@example.org", "--first-name", "N", "--last-name", "N",
        "--notes", $note, "-o", "id"]}' >requests.jsonl
    batch 0 --atomic
    { request user list --fields notes; request user list --fields notes -o csv; } >requests.jsonl
    batch 0
    assert_equal "$(jq -c '.[0].output' <<<"$output" | md5sum)" "$(coach user list --fields notes --json | jq -c . | md5sum)"
    assert_equal "$(jq -j '.[1].output' <<<"$output" | md5sum)" "$(coach user list --fields notes -o csv | md5sum)"
}

@test "a program can wait for an answer before it asks again" {
    cd "$BATS_TEST_TMPDIR"
    local answer
    coproc TALK { exec "$COACH_BIN" batch 3>&-; }
    new_user kim >&"${TALK[1]}"
    read -r -t 20 answer <&"${TALK[0]}"
    assert_equal "$(jq -r .output.email <<<"$answer")" kim@example.org
    # nothing is held meanwhile
    coach user edit kim@example.org --notes seen -o id >/dev/null
    request user show kim@example.org --fields notes >&"${TALK[1]}"
    read -r -t 20 answer <&"${TALK[0]}"
    assert_equal "$(jq -r .output.notes <<<"$answer")" seen
    local pid=$TALK_PID
    eval "exec ${TALK[1]}>&-"
    wait "$pid"
}

@test "an interrupt stops it, and what was answered stays done" {
    cd "$BATS_TEST_TMPDIR"
    local answer code=0
    coproc TALK { exec "$COACH_BIN" batch 2>said 3>&-; }
    local pid=$TALK_PID
    new_user kim >&"${TALK[1]}"
    read -r -t 20 answer <&"${TALK[0]}"
    sleep 0.2
    kill -INT "$pid"
    wait "$pid" || code=$?
    assert_equal "$code" 130
    assert_equal "$(cat said)" "coach: interrupted
hint: 1 requests were done before, and stay done"
    coach user show kim@example.org -o id
}

@test "memory does not grow with the number of requests" {
    [[ -z ${COACH_VALGRIND:-} && $COACH_BIN != *asan* ]] || skip "these take more memory by themselves"
    cd "$BATS_TEST_TMPDIR"
    jq -cn 'range(20000)|{id: ., command: ["user", "show", "nobody\(.)@example.org"]}' >many
    (ulimit -v 150000 && coach batch many >answers 2>said) || assert_equal "$?" 5
    assert_equal "$(wc -l <answers)" 20000
    assert_equal "$(tail -n 1 answers | jq -c '[.id, .status]')" '[19999,3]'
    jq -cn 'range(20000)|{id: ., command: ["user", "list", "--limit", "1", "--fields", "email"]}' >many
    (ulimit -v 150000 && coach batch --atomic many >answers)
    assert_equal "$(jq -c .status answers | sort | uniq -c | tr -s ' ')" " 20000 0"
}

@test "there is nothing to do in an empty batch" {
    cd "$BATS_TEST_TMPDIR"
    printf '\n  \n' >blank
    succeeds batch blank
    assert_equal "$output" ""
    succeeds batch --atomic /dev/null
    run_coach 2 batch nowhere
    assert_equal "$stderr" "coach: nowhere: No such file or directory"
}
