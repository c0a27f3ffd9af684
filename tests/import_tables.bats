# import_tables.bats - coach import of tables as other programs write them: columns that belong together.
load data

# sessions ARGS…: takes the table as sessions of Ben and Anna, who is in Berlin; prints title and time of each.
sessions() {
    run_coach 0 import --type session "$@" "$(table)" -o json
    assert_equal "$stderr" ""
    coach session list --json --sort scheduled_at | jq -c 'map([.title, .scheduled_at])'
}

# booked HEADER ROW…: a table of sessions of Ben and Anna; rows end with what the header names.
booked() {
    local header=$1 row rows=()
    shift
    for row; do rows+=("$ben,$anna,CHECK_IN,$row"); done
    csv "client,trainer,type,$header" "${rows[@]}"
}

# ---- Columns that are joined ----

@test "a time in two columns is one, in whatever order they stand" {
    booked title,Time,Date "One,18:00,2026-12-08" "Two,7:30 PM,tomorrow" "Three,9:05:00 am,2026-12-09"
    assert_equal "$(sessions --map 'Date+Time=at')" \
        '[["One","2026-12-08T17:00:00Z"],["Two","2026-12-08T18:30:00Z"],["Three","2026-12-09T08:05:00Z"]]'
    takes "session 0 0 3 0 0" --type session --map ' Date + Time =scheduled-at' "$(table)"
}

@test "a column may be in several, and also mean something by itself" {
    booked title,Date,Start,End,Room "One,2026-12-08,10:00,11:30,Hall" "Two,2026-12-09,10:00,10:30,"
    takes "session 2 0 0 0 0" --type session --map Date+Start=at --map Date+End=ends_at --map Room+Date+Room=location \
        --map Room=description "$(table)"
    succeeds session list --json --sort scheduled_at
    assert_json 'map([.scheduled_at, .ends_at, .location, .description])' '[
        ["2026-12-08T09:00:00Z", "2026-12-08T10:30:00Z", "Hall 2026-12-08 Hall", "Hall"],
        ["2026-12-09T09:00:00Z", "2026-12-09T09:30:00Z", "2026-12-09", null]]'
}

@test "any field may come of several columns, what is empty is left out, and all empty is absent" {
    csv email,first_name,Von,Surname,City,Street 'a@example.org,Al,von,Moss,,"1, High Street"' \
        'b@example.org,Bo,,Moss,,' 'c@example.org,Cy,"",Moss,Bath,""'
    local maps=(--map Von+Surname=last_name --map Street+City=notes)
    takes "user 3 0 0 0 0" --type user "${maps[@]}" "$(table)"
    run_coach 0 user list --search moss --json --fields last_name,notes --sort email
    assert_json 'map([.last_name, .notes])' '[["von Moss", "1, High Street"], ["Moss", null], ["Moss", "Bath"]]'
    takes "user 0 0 3 0 0" --type user "${maps[@]}" "$(table)"
    csv email,first_name,Von,Surname 'd@example.org,Di,,""'
    takes_not 2 "table.csv:2: last_name: a user needs a value for last_name" --type user "${maps[0]}" "${maps[1]}" "$(table)"
}

@test "columns that are joined are left out where that is said, and so is what one means by its own name" {
    csv email,first_name,last_name,notes,More 'a@example.org,Al,Moss,one,two'
    takes "user 1 0 0 0 0" --type user --map More+notes= "$(table)"
    assert_equal "$(coach user show a@example.org --json | jq .notes)" null
    csv email,first_name,last_name,notes,More 'b@example.org,Al,Moss,one,two'
    takes "user 1 0 0 0 0" --type user --map More+notes=notes "$(table)"
    assert_equal "$(coach user show b@example.org --json | jq .notes)" '"two one"'
}

@test "a name that has a + is a name" {
    csv 'email,first_name,last_name,"A+B",A,B, C' 'a@example.org,Al,Moss,both,a,b,c'
    takes "user 1 0 0 0 0" --type user --map 'A+B=notes' --map '*=' "$(table)"
    assert_equal "$(coach user show a@example.org --json | jq .notes)" '"both"'
    csv 'email,first_name,last_name,A,B, C' 'b@example.org,Al,Moss,a,b,c'
    takes "user 1 0 0 0 0" --type user --map 'A+B+C=notes' "$(table)"
    assert_equal "$(coach user show b@example.org --json | jq .notes)" '"a b c"'
}

@test "keys of JSON are joined as columns are" {
    cd "$BATS_TEST_TMPDIR"
    printf '%s\n' '{"email":"a@example.org","first_name":"Al","last_name":"Moss","Street":"1, High Street","City":null}' \
        '{"City":"Bath","email":"b@example.org","first_name":"Al","last_name":"Moss","Street":"2"}' >user.jsonl
    takes "user 2 0 0 0 0" --map Street+City=notes user.jsonl
    run_coach 0 user list --search moss --json --sort email
    assert_json 'map(.notes)' '["1, High Street", "2 Bath"]'
    echo '{"email":"c@example.org","first_name":"Al","last_name":"Moss","Street":"x","City":7}' >user.jsonl
    refuses 2 'user.jsonl:1: notes: notes is a text, "7" in quotes, not a number' import --map Street+City=notes user.jsonl
}

@test "each part is a column that is there" {
    cd "$BATS_TEST_TMPDIR"
    booked title,Date,Time "One,2026-12-08,18:00"
    takes_not 2 "table.csv:1: \"Tme\" of --map 'Date+Tme=at' is no column (did you mean \"Time\"?)" \
        --type session --map Date+Tme=at "$(table)"
    takes_not 2 "table.csv:1: \"time\" of --map 'Date+time=at' is no column (did you mean \"Time\"?)" \
        --type session --map Date+time=at "$(table)"
    takes_not 2 "table.csv:1: \"\" of --map 'Date+=at' is no column (--map takes the names of columns as the file has them)" \
        --type session --map Date+=at --map Time= "$(table)"
    takes_not 2 "table.csv:1: \"nosuchfield\" is no field of a session (say which it is with --map 'nosuchfield=FIELD', or leave it out with --map 'nosuchfield=')" \
        --type session --map Date+Time=nosuchfield "$(table)"
    # of a map that is about nothing here, and of one that is about another file
    refuses 2 "no file has a column \"Day+Hour\"" import --type session --map Day+Hour=at --map Date=at --map Time= "$(table)"
    printf 'Given,Family,email\nKim,Moss,kim@example.org\n' >user.csv
    cp "$(table)" session.csv
    takes $'user 1 0 0 0 0\nsession 1 0 0 0 0' --map Date+Time=at --map Given=first_name --map Family=last_name user.csv session.csv
}

@test "two cannot give one field, whether joined or alone" {
    booked title,Date,Time,at "One,2026-12-08,18:00,2026-12-08 19:00"
    takes_not 2 'table.csv:1: "Date+Time" and "at" are both scheduled_at' --type session --map Date+Time=at "$(table)"
    takes_not 2 'table.csv:1: "Date+Time" and "Date" are both scheduled_at' \
        --type session --map Date+Time=at --map Date=at --map at= "$(table)"
    takes_not 2 'table.csv:1: "Date+Time" and "Time+Date" are both scheduled_at' \
        --type session --map Date+Time=at --map Time+Date=at --map at= "$(table)"
}

@test "hostile texts are joined as they stand" {
    local quoted=${hostile//\"/\"\"} name=${hostile//+/}
    csv "email,first_name,last_name,\"${name//\"/\"\"}\",x" "a@example.org,Al,Moss,\"$quoted\",$longest"
    run_coach 2 import --type user --map "x+$name=notes" "$(table)"
    assert_regex "$stderr" "table.csv:3: notes .*at most 2000"
    assert_equal "$(grep -vc "^coach: \|^hint: " <<<"$stderr" || true)" 0
    takes_not 2 "table.csv:1: \"no\" of --map 'no+x=notes' is no column (--map takes the names of columns as the file has them)" \
        --type user --map no+x=notes --map '*=' "$(table)"
    csv "email,first_name,last_name,x,y" "a@example.org,Al,Moss,\"$quoted\",\"$quoted\""
    takes "user 1 0 0 0 0" --type user --map y+x=notes "$(table)"
    assert_equal "$(coach user show a@example.org --json | jq -j .notes; echo .)" "$hostile $hostile."
}
