# import.bats - coach import: the same again, what others write, conflicts, rules, and every record that cannot be taken.
load data

# ---- There and back ----

# The database is made anew of an export, and exports the same: comes_back FILES… [OPTIONS]
comes_back() {
    local other
    again=$((again + 1))
    other=$(database "again$again")
    database_place "$other"
    run_coach 0 --db "$other" import --new -o id "$@"
    assert_equal "$stderr" ""
    coach --db "$other" export --to "$BATS_TEST_TMPDIR/again.jsonl"
    cmp "$BATS_TEST_TMPDIR/again.jsonl" "$BATS_TEST_TMPDIR/all.jsonl" || fail "it is not the same"
    # and nothing is new to either
    before=$(COACH_DB=$other database_fingerprint)
    run_coach 0 --db "$other" import "$@" -o json
    assert_json 'map(.made + .changed + .skipped + .failed) | add' 0
    assert_equal "$(COACH_DB=$other database_fingerprint)" "$before"
}

@test "everything comes back byte for byte, in every format" {
    again=0
    make_everything
    coach export --to "$BATS_TEST_TMPDIR/all.jsonl"
    assert_complete "$BATS_TEST_TMPDIR/all.jsonl"
    comes_back "$BATS_TEST_TMPDIR/all.jsonl"
    coach export -o json --to "$BATS_TEST_TMPDIR/all.json"
    comes_back "$BATS_TEST_TMPDIR/all.json"
    for format in csv json jsonl; do
        coach export -o "$format" --to "$BATS_TEST_TMPDIR/$format/"
        comes_back "$BATS_TEST_TMPDIR/$format"
        [[ $format == jsonl ]] || cmp <(cd "$BATS_TEST_TMPDIR/$format" && cat *) \
            <(coach --db "$(database "again$again")" export -o "$format" --to "$BATS_TEST_TMPDIR/b$format/" &&
                cd "$BATS_TEST_TMPDIR/b$format" && cat *) || fail "$format is not the same"
    done
    # lines in the wrong order find what they refer to
    tac "$BATS_TEST_TMPDIR/all.jsonl" >"$BATS_TEST_TMPDIR/tac.jsonl"
    comes_back "$BATS_TEST_TMPDIR/tac.jsonl"
}

# It asks for a server, and so for that engine.
# bats test_tags=postgres
@test "what was exported from a server comes back in a file, and from there" {
    make_everything
    coach export --to "$BATS_TEST_TMPDIR/all.jsonl"
    run_coach 0 --db "$BATS_TEST_TMPDIR/file.db" import --new "$BATS_TEST_TMPDIR/all.jsonl"
    coach --db "$BATS_TEST_TMPDIR/file.db" export | cmp - "$BATS_TEST_TMPDIR/all.jsonl"
    coach --db "$BATS_TEST_TMPDIR/file.db" export -o csv --to "$BATS_TEST_TMPDIR/csv/"
    other=$(database back)
    database_place "$other"
    run_coach 0 --db "$other" import --new "$BATS_TEST_TMPDIR/csv"
    coach --db "$other" export | cmp - "$BATS_TEST_TMPDIR/all.jsonl"
}

@test "a database with another first user takes all of it, and undo takes it back" {
    make_everything
    coach export --to "$BATS_TEST_TMPDIR/all.jsonl"
    COACH_DB=$(database other)
    database_place "$COACH_DB"
    coach init --email zoe@example.org --first-name Zoe --last-name Zimmer -o id
    COACH_USER=zoe@example.org
    coach export --to "$BATS_TEST_TMPDIR/before.jsonl"
    run_coach 0 import "$BATS_TEST_TMPDIR/all.jsonl" --json
    assert_json 'map([.type, .made, .same] | select(.[0] == "visibility" or .[0] == "user"))' \
        '[["visibility", 0, 3], ["user", 6, 0]]'
    diff <(jq -cS 'select(.type == "session")' "$BATS_TEST_TMPDIR/all.jsonl") <(coach export session | jq -cS .)
    diff <(jq -cS 'select(.type == "user") | del(.visibility_id)' "$BATS_TEST_TMPDIR/all.jsonl") \
        <(coach export user | jq -cS 'select(.first_name != "Zoe") | del(.visibility_id)')
    run_coach 0 undo
    coach export | cmp - "$BATS_TEST_TMPDIR/before.jsonl"
}

@test "a new database needs a user, and is not made without" {
    other=$(database other)
    database_place "$other"
    echo '{"type": "tag", "name": "x"}' >"$BATS_TEST_TMPDIR/all.jsonl"
    run_coach 2 --db "$other" import --new "$BATS_TEST_TMPDIR/all.jsonl"
    assert_regex "$stderr" "all.jsonl:1: created_by: in a new database each record says who made it"
    COACH_DB=$other assert_no_database
    : >"$BATS_TEST_TMPDIR/all.jsonl"
    run_coach 1 --db "$other" import --new "$BATS_TEST_TMPDIR/all.jsonl"
    assert_regex "$stderr" "a new database needs a user"
    COACH_DB=$other assert_no_database
    refuses 1 "exists already" import --new "$BATS_TEST_TMPDIR/all.jsonl"
}

@test "a new database is rehearsed too, and is not made" {
    coach export --to "$BATS_TEST_TMPDIR/all.jsonl"
    other=$(database other)
    database_place "$other"
    run_coach 0 --db "$other" import --new --dry-run "$BATS_TEST_TMPDIR/all.jsonl" --json
    assert_json 'map(select(.type == "visibility") | .made)' '[3]'
    COACH_DB=$other assert_no_database
}

@test "of JSON, what is a text is written as one; of csv there is nothing else" {
    local value
    for value in '"first_name":1' '"last_name":true' '"phone":4930123456' '"email":1e5' '"date_of_birth":20000101'; do
        jq -cn '{email: "kim@example.org", first_name: "Kim", last_name: "Moss"} + {'"$value}" >"$BATS_TEST_TMPDIR/user.jsonl"
        refuses 2 "in quotes, not a " import "$BATS_TEST_TMPDIR/user.jsonl"
    done
    echo '{"email":"kim@example.org","first_name":1,"last_name":"Moss"}' >"$BATS_TEST_TMPDIR/user.jsonl"
    run_coach 2 import "$BATS_TEST_TMPDIR/user.jsonl"
    assert_equal "$stderr" "coach: 1 record cannot be taken; nothing has been changed
hint: $BATS_TEST_TMPDIR/user.jsonl:1: first_name: first_name is a text, \"1\" in quotes, not a number
hint: --best-effort takes those that can be taken"
    printf 'email,first_name,last_name,phone\nkim@example.org,1,true,4930123456\n' >"$BATS_TEST_TMPDIR/user.csv"
    run_coach 0 import "$BATS_TEST_TMPDIR/user.csv"
    echo '{"user":"kim@example.org","hourly_rate":75.50,"currency":"EUR","is_independent":false,"certifications":[1]}' |
        run_coach 0 import --type trainer -
}

@test "an array of JSON is JSON, and what is wrong with it is said once" {
    local text
    for text in '[{"name":"x"},]' '[,{"name":"x"}]' '[{"name":"x"},,{"name":"y"}]' '[{"name":"x"} {"name":"y"}]' \
        '[{"name":"x"}' '[{"name":"x"},' '[{"name":"x"}] 1' '[1]'; do
        echo "$text" >"$BATS_TEST_TMPDIR/tag.json"
        refuses 2 "cannot be taken" import "$BATS_TEST_TMPDIR/tag.json"
    done
    printf '[{"name":"x"},\n]' >"$BATS_TEST_TMPDIR/tag.json"
    run_coach 2 import "$BATS_TEST_TMPDIR/tag.json"
    assert_equal "$stderr" "coach: 1 record cannot be taken; nothing has been changed
hint: $BATS_TEST_TMPDIR/tag.json:2: a record is missing after the last ','
hint: --best-effort takes those that can be taken"
    echo '[]' >"$BATS_TEST_TMPDIR/tag.json"
    succeeds import "$BATS_TEST_TMPDIR/tag.json"
}

@test "a map is of a column that some file has" {
    cd "$BATS_TEST_TMPDIR"
    printf 'Given,last_name,email\nKim,Moss,kim@example.org\n' >user.csv
    printf 'name,Colour\nearly,red\n' >tag.csv
    refuses 2 "no file has a column \"nosuchcolumn\"" import --map nosuchcolumn=first_name --map Given=first_name --map Colour= user.csv tag.csv
    refuses 2 "\"=x\" does not name a column" import --map =x --map Given=first_name user.csv
    refuses 2 "or it is mapped twice" import --map Given=first_name --map Given=last_name user.csv
    run_coach 0 import --map Given=first_name --map 'Colour=' --map '*=' user.csv tag.csv
    : >tag.csv
    succeeds import --map Colour= tag.csv
}

@test "a name of a file stays on its line" {
    echo '{"name":1}' >"$BATS_TEST_TMPDIR/"$'a\nb.jsonl'
    run_coach 2 import --type tag "$BATS_TEST_TMPDIR/"$'a\nb.jsonl'
    assert_equal "$(wc -l <<<"$stderr")" 3
    assert_regex "$stderr" "a.nb.jsonl:1: name: "
    printf 'name\nx\n' >"$BATS_TEST_TMPDIR/"$'a\ntag.csv'
    run_coach 2 import "$BATS_TEST_TMPDIR/"$'a\ntag.csv'
    assert_equal "$(wc -l <<<"$stderr")" 3
}

# ---- What others write ----

@test "a table of another program, with its own names" {
    printf '\xef\xbb\xbfSurname;Mail;"Given name";Shoe size\r\nMoss;eli@example.org;"E;l""i";44\r\n"Zu\nKurz";fay@example.org;Fay;\r\n' \
        >"$(table)"
    refuses 2 "record cannot be taken" import --type user --delimiter ';' "$(table)"
    assert_regex "$stderr" '"Surname", "Mail", "Given name" and "Shoe size" are no fields of a user .*--map .Surname='
    refuses 2 "record cannot be taken" import --type user --delimiter ';' --map 'Given name=first-name' --map Mail=email \
        --map Surname=last_name "$(table)"
    assert_regex "$stderr" '"Shoe size" is no field of a user .*or leave it out with --map .Shoe size='
}

@test "columns in any order, semicolons, tabs, a byte order mark, CR LF and quoted newlines" {
    printf '\xef\xbb\xbfSurname;Mail;"Given name";About;Size\r\nMoss;eli@example.org;"E;l""i";"a\nb";44\r\n' >"$(table)"
    takes "user 1 0 0 0 0" --type user --delimiter ';' --map Surname=last_name --map Mail=email \
        --map 'Given name=first-name' --map About=notes --map Size= "$(table)"
    succeeds user show eli@example.org --json
    assert_json '[.first_name, .last_name, .notes]' '["E;l\"i", "Moss", "a\nb"]'
    printf 'first_name\temail\tlast_name\nFay\tfay@example.org\tMoss\n' >"$BATS_TEST_TMPDIR/user.tsv"
    takes "user 1 0 0 0 0" "$BATS_TEST_TMPDIR/user.tsv"
}

@test "rows without an id are made as by the command for it" {
    csv client,trainer,type,title,at \
        "$ben,$anna,one on one,Squats,2026-12-08 10:00" "$ben,$anna,ONE_ON_ONE,Run,tomorrow 16:00"
    takes "session 2 0 0 0 0" --type session "$(table)"
    succeeds session list --json --sort scheduled_at
    # in the trainer's zone, for as long as it is usual
    assert_json 'map([.title, .scheduled_at, .ends_at, .time_zone, .status, .client])' '[
        ["Squats", "2026-12-08T09:00:00Z", "2026-12-08T10:00:00Z", "Europe/Berlin", "SCHEDULED", "Ben Cole"],
        ["Run", "2026-12-08T15:00:00Z", "2026-12-08T16:00:00Z", "Europe/Berlin", "SCHEDULED", "Ben Cole"]]'
    coach relationship pause "$relationship" -o id
    csv client,trainer,type,title,at "$ben,$anna,CHECK_IN,Late,2026-12-09 10:00"
    takes_not 1 "table.csv:2: status: the relationship is PAUSED; sessions are booked while it is ACTIVE (coach relationship resume $relationship)" \
        --type session "$(table)"
}

@test "rows without an id are the ones that are here already, when they say the same of whom and when" {
    csv client,trainer,type,title,at,status "$ben,$anna,CHECK_IN,Back,2026-11-02 10:00," \
        "$ben,$anna,CHECK_IN,Back,2026-11-03 10:00,NO_SHOW" "$ben,$anna,CHECK_IN,Back,2026-12-09 10:00,"
    takes "session 3 0 0 0 0" --type session "$(table)"
    takes "session 0 0 3 0 0" --type session "$(table)"
    csv relationship,type,title,at,status,completed_at "$relationship,CHECK_IN,Back,2026-11-02 10:00,COMPLETED,2026-11-02 11:00" \
        "$relationship,CHECK_IN,Front,2026-11-03 10:00,NO_SHOW,"
    run_coach 1 import --type session "$(table)"
    assert_regex "$stderr" "table.csv:2: there is that session already, with another status, completed_at"
    takes "session 1 1 0 0 0" --type session --on-conflict update "$(table)"
    csv client,trainer,type,status,started_at,ended_at "$cleo,$anna,ONLINE,ENDED,2026-01-01,2026-02-01"
    takes "relationship 1 0 0 0 0" --type relationship "$(table)"
    takes "relationship 0 0 1 0 0" --type relationship "$(table)"
    csv person,from,to "$carl,2026-12-24,2026-12-27"
    takes "time_off 1 0 0 0 0" --type timeoff "$(table)"
    takes "time_off 0 0 1 0 0" --type timeoff "$(table)"
    csv trainer,days,hours,to "$anna,daily,00:00-24:00,"
    takes "availability 1 0 0 0 0" --type availability "$(table)"
    takes "availability 0 0 1 0 0" --type availability "$(table)"
    csv trainer,days,hours,to "$anna,daily,00:00-24:00,2027-01-31"
    takes "availability 1 0 0 0 0" --type availability "$(table)"
    run_coach 0 doctor
}

@test "what others write of their columns, lines and letters is told in one go" {
    csv "Name;Mail;Given name;Shoe size" "B;b@example.org;Bo;40"
    run_coach 2 import --type user "$(table)"
    assert_equal "$(sed -n 's/^hint: .*table.csv:/:/p' <<<"$stderr")" ":1: its first line is one column (say what parts it: --delimiter ';')"
    run_coach 2 import --type user --delimiter ';' "$(table)"
    assert_equal "$(sed -n 's/^hint: .*table.csv:/:/p' <<<"$stderr")" ':1: "Name", "Mail", "Given name" and "Shoe size" are no fields of a user (say which they are with --map '"'Name=FIELD' and so on, or leave all that are unknown out with --map '*=')"
    takes "user 1 0 0 0 0" --type user --delimiter ';' --map Name=last_name --map Mail=email --map 'Given name=first-name' \
        --map '*=' "$(table)"
    csv email,Email a@example.org,b@example.org
    run_coach 2 import --type user "$(table)"
    assert_equal "$(sed -n 's/^hint: .*table.csv:/:/p' <<<"$stderr")" ':1: "email" and "Email" are both email'
    printf 'sep=;\r\nemail;first_name;last_name;notes\r\nx@example.org;X;Y;"one\r\ntwo\rthree"\r\n' >"$(table)"
    run_coach 2 import --type user "$(table)"
    assert_regex "$stderr" "table.csv:3: notes .*U\+000D"
    printf 'sep=;\r\nemail;first_name;last_name;notes\r\nx@example.org;X;Y;"one\r\n\r\ntwo"\r\n' >"$(table)"
    takes "user 1 0 0 0 0" --type user "$(table)"
    assert_equal "$(coach user show x@example.org --json | jq .notes)" '"one\n\ntwo"'
    printf 'email\nx\n' | iconv -f UTF-8 -t UTF-16 >"$(table)"
    run_coach 2 import --type user "$(table)"
    assert_regex "$stderr" "table.csv is UTF-16, not UTF-8"
}

@test "what a list prints can be imported, names beside ids and all" {
    coach session list --json >"$BATS_TEST_TMPDIR/session.json"
    book "2026-12-08 10:00"
    coach session list --json >"$BATS_TEST_TMPDIR/session.json"
    coach user list -o csv >"$BATS_TEST_TMPDIR/user.csv"
    coach trainer list -o jsonl >"$BATS_TEST_TMPDIR/trainer.jsonl"
    takes $'user 0 0 6 0 0\ntrainer 0 0 2 0 0\nsession 0 0 1 0 0' "$BATS_TEST_TMPDIR"
}

@test "an ending says how a file is written, in capitals too" {
    printf '%s\n' name early >"$BATS_TEST_TMPDIR/TAG.CSV"
    takes "tag 1 0 0 0 0" "$BATS_TEST_TMPDIR/TAG.CSV"
}

@test "standard input" {
    run_coach 0 import --type tag -o tsv --no-headers <<<'{"name": "early"}'
    assert_equal "$output" $'tag\t1\t0\t0\t0\t0'
    run_coach 0 import - --format csv --type tag -o tsv --no-headers < <(printf 'name\nlate\n')
    assert_equal "$(coach tag list -o tsv --no-headers --fields name)" $'early\nlate'
}

# ---- Conflicts ----

@test "what is here with other values fails, is left or is changed" {
    id=$(coach tag add early --description old -o id)
    updated=$(coach tag show "$id" --json | jq -r .updated_at)
    csv id,name,description "$id,early,new"
    export COACH_NOW=2026-12-08T12:00:00Z
    takes_not 1 "table.csv:2: there is that tag already, with another description ($id) (--on-conflict skip leaves it, --on-conflict update changes it)" \
        --type tag "$(table)"
    takes "tag 0 0 0 1 0" --type tag --on-conflict skip "$(table)"
    assert_equal "$(field tag "$id" description)" old
    takes "tag 0 1 0 0 0" --type tag --on-conflict update "$(table)"
    assert_equal "$(field tag "$id" description)" new
    assert_equal "$(field tag "$id" updated_at)" 2026-12-08T12:00:00Z
    takes "tag 0 0 1 0 0" --type tag "$(table)"
}

@test "a name that no two have says which row is meant" {
    csv name,description early,morning
    takes "tag 1 0 0 0 0" --type tag "$(table)"
    takes "tag 0 0 1 0 0" --type tag "$(table)"
    csv email,first_name,last_name "BEN@example.org,Benjamin,Cole"
    takes "user 0 1 0 0 0" --type user --on-conflict update "$(table)"
    succeeds user show "$ben" --json
    assert_json '[.email, .first_name]' '["BEN@example.org", "Benjamin"]'
}

# ---- Rules ----

@test "every record that cannot be taken is named, and nothing is changed" {
    csv email,first_name,last_name,time_zone,date_of_birth,visibility \
        "eli@example.org,Eli,Moss,,," "no-address,X,Y,,," "fay@example.org,,Moss,,," "gil@example.org,G,M,Mars/Base,," \
        "hal@example.org,H,M,,2030-01-01," "ian@example.org,I,M,,,SECRET" "jo@example.org,J" '"kim"@example.org,K,M,,,'
    takes_not 2 "table.csv:3: email \"no-address\": email is not an e-mail address: it has no '@'
table.csv:4: first_name: a user needs a value for first_name
table.csv:5: time_zone \"Mars/Base\": \"Mars/Base\" is not a time zone (an IANA name such as Europe/Berlin or UTC)
table.csv:6: date_of_birth \"2030-01-01\": a date of birth cannot be in the future
table.csv:7: visibility_id \"SECRET\": there is no visibility \"SECRET\" (\`coach visibility list --all\` shows them)
table.csv:8: the line has 2 cells, but the first one names 6
table.csv:9: text stands beside the quotes of a cell" \
        --type user "$(table)"
    assert_regex "$stderr" "^coach: 7 records cannot be taken; nothing has been changed"
}

@test "with best effort what can be taken is, and the exit status is 5" {
    csv name early "" early2 "$(printf 'x%.0s' {1..101})" late
    run_coach 5 import --best-effort --type tag "$(table)" -o tsv --no-headers
    assert_equal "$output" $'tag\t3\t0\t0\t0\t1'
    assert_regex "$stderr" "^coach: 1 record cannot be taken
hint: $(table):5: name \"xx.*100"
    assert_equal "$(coach tag list -o tsv --no-headers --fields name)" $'early\nearly2\nlate'
}

@test "programs get every problem in parts, of which the schema says what they are" {
    long=$(printf 'é%.0s' {1..300})
    id=$(coach tag add early -o id)
    csv id,name ",$long" "$id,late" ",ok" ',"a' 'b"' 'x'
    for format in json jsonl; do
        before=$(database_fingerprint)
        run_coach 2 import --type tag "$(table)" -o "$format"
        assert_equal "$output" ""
        assert_equal "$(database_fingerprint)" "$before"
        assert_equal "$(wc -l <<<"$stderr")" 1
        output=$(jq .error <<<"$stderr")
        assert_json '[.code, .message, .field, .hint]' '["invalid", "4 records cannot be taken; nothing has been changed", null,
            "--best-effort takes those that can be taken"]'
        assert_json '.problems | map([.file == "'"$(table)"'", .line, .field, .value, .hint != null])' '[
            [true, 2, "name", "'"$(printf 'é%.0s' {1..200})"'…", false], [true, 3, null, null, true],
            [true, 5, "name", "a\nb", false], [true, 7, null, null, false]]'
        assert_json '.problems[0].reason | contains("100")' true
        assert_json '.problems[1].reason' "\"there is that tag already, with another name ($id)\""
        assert_json '.problems[0] | keys' "$(coach schema problem | jq '."$defs".problem.required | sort')"
    done
    run_coach 5 import --best-effort --type tag "$(table)" -o json
    assert_json . '[{"type": "tag", "made": 1, "changed": 0, "same": 0, "skipped": 0, "failed": 3}, {"type": "unknown", "made": 0,
        "changed": 0, "same": 0, "skipped": 0, "failed": 1}]'
    assert_equal "$(jq -c '[.error.code, (.error.problems | length)]' <<<"$stderr")" '["partial",4]'
    # another failure has none, and neither has one that is no import's
    run_coach 2 import --type elephant "$(table)" -o json
    assert_equal "$(jq '.error | has("problems")' <<<"$stderr")" false
}

@test "busy time holds, within the file too, and group sessions share theirs" {
    book "2026-12-08 10:00"
    csv client,trainer,type,title,at "$ben,$anna,CHECK_IN,A,2026-12-08 10:30" "$ben,$anna,CHECK_IN,B,2026-12-09 10:00" \
        "$ben,$anna,CHECK_IN,C,2026-12-09 10:59"
    run_coach 1 import --type session "$(table)"
    assert_regex "$stderr" "table.csv:2: scheduled_at \"2026-12-08 10:30\": the trainer Anna Berg is busy"
    assert_regex "$stderr" "table.csv:4: scheduled_at .*\"B\""
    refute_regex "$stderr" "table.csv:3"
    takes "session 3 0 0 0 0" --type session --force "$(table)"
    coach relationship start --client "$cleo" --trainer "$anna" --type GROUP -o id
    csv client,trainer,type,title,at "$ben,$anna,GROUP,Circle,2026-12-10 10:00" "$cleo,$anna,GROUP,Circle,2026-12-10 10:00"
    takes "session 2 0 0 0 0" --type session "$(table)"
}

# past COUNT: sessions that have been, with notes that make them many bytes
past() {
    awk -v count="$1" -v relationship="$relationship" 'BEGIN {
        notes = sprintf("%500s", ""); gsub(" ", "n", notes)
        for (i = 0; i < count; i++)
            printf "{\"type\":\"session\",\"id\":\"00000000-0000-4000-8000-%012x\",\"relationship\":\"%s\"," \
                "\"title\":\"T%d\",\"session_type\":\"CHECK_IN\",\"status\":\"NO_SHOW\"," \
                "\"scheduled_at\":\"2026-01-%02dT%02d:00:00Z\",\"trainer_notes\":\"%s\"}\n",
                i, relationship, i, 1 + i % 28, i % 24, notes
    }'
}

schema_of() {
    [[ $COACH_DB == postgres:* ]] || sqlite3 "$COACH_DB" "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"
}

@test "many at once are found as any others, and leave the schema as it was" {
    local schema
    schema=$(schema_of)
    past 3000 >"$BATS_TEST_TMPDIR/all.jsonl"
    echo '{"type":"tag"}' >>"$BATS_TEST_TMPDIR/all.jsonl"
    run_coach 2 import "$BATS_TEST_TMPDIR/all.jsonl"
    assert_equal "$(schema_of)" "$schema"
    assert_equal "$(coach session list --all -o id)" ""
    run_coach 5 import --best-effort "$BATS_TEST_TMPDIR/all.jsonl" -o tsv --no-headers
    assert_equal "$output" $'tag\t0\t0\t0\t0\t1\nsession\t3000\t0\t0\t0\t0'
    assert_equal "$(schema_of)" "$schema"
    run_coach 0 doctor
    assert_equal "$(coach session list --all --from 2026-01-02 --to 2026-01-03 -o tsv --no-headers --fields title | wc -l)" 108
    coach undo -o id
    assert_equal "$(schema_of)" "$schema"
    assert_equal "$(coach session list --all -o id)" ""
}

@test "states are taken as they are, as long as they make sense" {
    base='{"type": "session", "relationship": "'$relationship'", "title": "T", "session_type": "CHECK_IN", "scheduled_at": "2026-11-0'
    id='"id": "00000000-0000-4000-8000-00000000000'
    {
        echo "$base"'1T10:00Z", '"$id"'1", "status": "COMPLETED", "completed_at": "2026-11-01T11:00Z", "rating": 4}'
        echo "$base"'2T10:00Z", '"$id"'2", "status": "NO_SHOW"}'
    } >"$BATS_TEST_TMPDIR/all.jsonl"
    takes "session 2 0 0 0 0" "$BATS_TEST_TMPDIR/all.jsonl"
    {
        echo "$base"'3T10:00Z", '"$id"'3", "status": "COMPLETED"}'
        echo "$base"'3T10:00Z", '"$id"'4", "rating": 5}'
        echo "$base"'3T10:00Z", '"$id"'5", "ends_at": "2026-11-03T10:01:00Z"}'
        echo "$base"'3T10:00Z", '"$id"'6", "rating": 6}'
        echo "$base"'3T10:00Z", '"$id"'7", "trainer": "'$carl'"}'
        echo "$base"'3T10:00Z", '"$id"'8", "plan_id": "00000000-0000-4000-8000-000000000000"}'
    } >"$BATS_TEST_TMPDIR/all.jsonl"
    takes_not 2 "all.jsonl:1: completed_at: a session that is COMPLETED needs completed_at
all.jsonl:2: rating \"5\": rating does not go with a session that is SCHEDULED
all.jsonl:3: ends_at \"2026-11-03T10:01:00Z\": a session lasts from 5 minutes to 24 hours
all.jsonl:4: rating \"6\": \"6\" is not a whole number from 1 to 5
all.jsonl:5: trainer_id \"$carl\": trainer_id is not that of the relationship
all.jsonl:6: plan_id \"00000000-0000-4000-8000-000000000000\": there is no plan \"00000000-0000-4000-8000-000000000000\" (\`coach plan list --all\` shows them)" \
        "$BATS_TEST_TMPDIR/all.jsonl"
}

@test "relationships keep their rules" {
    csv client,trainer,type,status,started_at,ended_at \
        "$ben,$anna,ONLINE,ACTIVE,," "$anna,$anna,ONLINE,,," "$cleo,$anna,ONLINE,ENDED,," \
        "$cleo,$anna,ONLINE,ENDED,2026-02-01,2026-01-01" "$cleo,$anna,ONLINE,ENDED,2026-01-01,2026-02-01"
    run_coach 1 import --type relationship "$(table)"
    assert_regex "$stderr" "table.csv:2: the two have an open relationship already"
    assert_regex "$stderr" "table.csv:3: client_id \"$anna\": nobody coaches themselves"
    assert_regex "$stderr" "table.csv:4: ended_at: a relationship that is ENDED has an end"
    assert_regex "$stderr" "table.csv:5: ended_at \"2026-01-01\": a relationship that began"
    assert_regex "$stderr" "^coach: 4 records"
}

@test "JSON that is none is named by its line" {
    printf '{"type": "tag", "name": "a"}\n\n{"type": "tag", "name"}\n{"type": "elephant"}\n{"name": "b"}\n[]\n{"type": "tag", "name": ["b"]}\n{"type": "tag", "nam": 1}\n' \
        >"$BATS_TEST_TMPDIR/all.jsonl"
    run_coach 2 import "$BATS_TEST_TMPDIR/all.jsonl"
    assert_equal "$(grep -o 'all.jsonl:[0-9]*' <<<"$stderr" | tr '\n' ' ')" \
        "all.jsonl:3 all.jsonl:4 all.jsonl:5 all.jsonl:6 all.jsonl:7 all.jsonl:8 "
    assert_regex "$stderr" "all.jsonl:3: the record is not valid JSON: "
    run_coach 2 import "$BATS_TEST_TMPDIR/all.jsonl" -o json
    assert_equal "$(jq .error.problems[0].field <<<"$stderr")" null
    run_coach 2 import "$BATS_TEST_TMPDIR/all.jsonl"
    assert_regex "$stderr" 'all.jsonl:4: type: "elephant" is nothing to import \(known: visibility, user, .*\)'
    for text in '[{"type": "tag", "name": "a"}' '[{"type": "tag", "name": "a"}]]' '[{"type": "tag", "name": "a"} {}]' '[1]' 'x'; do
        echo "$text" >"$BATS_TEST_TMPDIR/all.json"
        refuses 2 "cannot be taken" import "$BATS_TEST_TMPDIR/all.json"
        refute_regex "$stderr" "all.json.*all.json"
    done
}

@test "a rehearsal counts, and changes nothing" {
    csv name early
    before=$(database_fingerprint)
    run_coach 0 import --dry-run --type tag "$(table)" -o tsv --no-headers
    assert_equal "$output" $'tag\t1\t0\t0\t0\t0'
    assert_equal "$(database_fingerprint)" "$before"
}

# bats test_tags=once
@test "what makes no sense is refused" {
    csv name early
    refuses 2 "is not a value of --on-conflict" import --on-conflict ask "$(table)"
    refuses 2 "is nothing to import" import --type sesion "$(table)"
    [[ $stderr == *"
hint: did you mean session?
hint: known: visibility, user, "* ]] || fail "$stderr"
    refuses 2 "does not say what it holds" import "$(table)"
    refuses 2 "either --atomic or --best-effort" import --atomic --best-effort "$(table)"
    refuses 2 "does not name a field" import --map name "$(table)"
    refuses 2 "cannot part the values" import --type tag --delimiter ';;' "$(table)"
    refuses 4 "No such file" import "$BATS_TEST_TMPDIR/none.csv"
    refuses 2 "holds no file that is named after" import "$HOME"
}

@test "a file with a newline in its name is named in one line" {
    local name=$'two\nlines.jsonl'
    printf '%s\n' '{"type":"tag"}' '{"type":"tug"}' >"$BATS_TEST_TMPDIR/$name"
    cd "$BATS_TEST_TMPDIR"
    refuses 2 "2 records cannot be taken" import "$name"
    assert_equal "$(grep -c '^hint: two\\nlines.jsonl:[12]: ' <<<"$stderr")" 2
    assert_equal "$(grep -vc "^coach: \|^hint: " <<<"$stderr" || true)" 0
}
