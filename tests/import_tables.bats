# import_tables.bats - coach import of tables as other programs write them: columns that belong together, and dates of
# spreadsheets.
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

# ---- Dates ----

@test "dates of spreadsheets are read in the order that is said" {
    booked title,at "a,3/12/2027" "b,03.12.2027 18:00" "c,3-12-2027 6:30 PM" "d,  03/12/2027   6:30:15 pm " "e,3/12/2027 noon" \
        "f,2027-12-03 20:00" "g,2027-12-03T21:00:00Z" "h,3/12/2027 22:00 UTC" "i,3/12/2027 12:15 AM" "j,in 3 years"
    run_coach 0 import --force --type session --dates dmy "$(table)" --dry-run -o tsv --no-headers
    assert_equal "${output//$'\t'/ }" "session 10 0 0 0 0"
    assert_equal "$(sessions --force --dates dmy)" '[["a","2027-12-02T23:00:00Z"],["i","2027-12-02T23:15:00Z"],["e","2027-12-03T11:00:00Z"],["b","2027-12-03T17:00:00Z"],["c","2027-12-03T17:30:00Z"],["d","2027-12-03T17:30:15Z"],["f","2027-12-03T19:00:00Z"],["g","2027-12-03T21:00:00Z"],["h","2027-12-03T22:00:00Z"],["j","2029-12-07T12:00:00Z"]]'
    takes "session 0 0 10 0 0" --type session --dates dmy "$(table)"
}

@test "the month may come first" {
    booked title,Date,Time "a,12/3/2026,6:30 PM" "b,12/13/2026,"
    assert_equal "$(sessions --dates mdy --map Date+Time=at)" '[["a","2026-12-03T17:30:00Z"],["b","2026-12-12T23:00:00Z"]]'
    takes "session 0 0 2 0 0" --type session --dates mdy --map Date+Time=at "$(table)"
    csv email,first_name,last_name,date_of_birth a@example.org,Al,Moss,2/29/1992
    takes "user 1 0 0 0 0" --type user --dates mdy "$(table)"
    assert_equal "$(coach user show a@example.org --json | jq .date_of_birth)" '"1992-02-29"'
}

@test "a zone, its gaps and what comes twice are as they are for commands" {
    booked title,Date,Time "gap,28/3/2027,2:30 AM" "twice,31/10/2027,02:30" "said,1/11/2027,12:00 America/New_York"
    local wanted='[["gap","2027-03-28T01:30:00Z"],["twice","2027-10-31T00:30:00Z"],["said","2027-11-01T16:00:00Z"]]'
    assert_equal "$(sessions --dates dmy --map Date+Time=at)" "$wanted"
    coach session schedule --client "$ben" --trainer "$anna" --type CHECK_IN --title gap --at "2027-03-28 2:30 AM" --force -o id
    assert_equal "$(coach session list --json | jq -c 'map(select(.title == "gap").scheduled_at) | unique')" '["2027-03-28T01:30:00Z"]'
    csv "client,trainer,type,title,at,time_zone" "$ben,$anna,CHECK_IN,own,2/11/2027 12:00,Asia/Tokyo"
    assert_equal "$(sessions --dates dmy | jq -c '.[-1]')" '["own","2027-11-02T03:00:00Z"]'
}

@test "without the order no such date is guessed, and a hint tells how to say it" {
    cd "$BATS_TEST_TMPDIR"
    local next="(say whether the day or the month comes first: --dates dmy or --dates mdy)"
    booked title,at "a,03/12/2026" "b,13.12.2026 6:30 PM"
    takes_not 2 "table.csv:2: scheduled_at \"03/12/2026\": \"03/12/2026\" is not a time that coach understands $next
table.csv:3: scheduled_at \"13.12.2026 6:30 PM\": \"13.12.2026 6:30 PM\" is not a time that coach understands $next" \
        --type session "$(table)"
    csv email,first_name,last_name,date_of_birth a@example.org,Al,Moss,12-31-1992
    takes_not 2 "table.csv:2: date_of_birth \"12-31-1992\": \"12-31-1992\" is not a day that coach understands $next" \
        --type user "$(table)"
    printf '{"email":"a@example.org","first_name":"Al","last_name":"Moss","date_of_birth":"12-31-1992"}\n' >user.jsonl
    run_coach 2 import user.jsonl
    refute_regex "$stderr" --dates
}

@test "days that are none, years of two digits and times that are left over are named as they stand" {
    booked title,Date,Time "a,31/02/2027,18:00" "b,12/31/2027," "c,3/12/27,18:00" "d,3/12/2027,25:00" "e,3/12/2027,18:00 sharp" \
        "f,3/12.2027," "g,3/12/02027," "h,0/1/2027," "i,1/1/0000," "j,003/1/2027," "k,3/12/2027x," "l,+3/12/2027," "m,3/ 12/2027,"
    run_coach 2 import --type session --dates dmy --map Date+Time=at "$(table)" -o json
    assert_equal "$(jq -r '.error.problems[] | "\(.line) \(.field) \(.value): \(.reason) (\(.hint))"' <<<"$stderr" | head -n 5)" \
        '2 scheduled_at 31/02/2027 18:00: "31/02/2027" is not a day of the calendar (--dates dmy reads day, month and year)
3 scheduled_at 12/31/2027: "12/31/2027" is not a day of the calendar (--dates dmy reads day, month and year)
4 scheduled_at 3/12/27 18:00: "3/12/27" has a year of 2 digits (a year has 4 digits, as in 2026)
5 scheduled_at 3/12/2027 25:00: "25:00" is not a time of day (a time of day is written "18:00", "18:00:30", "6pm", "noon" or "midnight")
6 scheduled_at 3/12/2027 18:00 sharp: "2027-12-03 18:00 sharp": "sharp" is left over (try "tomorrow 18:00", "2026-12-01 18:00 Europe/Berlin", "next friday 6pm" or "in 3 days")'
    assert_equal "$(jq -c '.error.problems | map([.line, .value]) | .[5:]' <<<"$stderr")" \
        '[[7,"3/12.2027"],[8,"3/12/02027"],[9,"0/1/2027"],[10,"1/1/0000"],[11,"003/1/2027"],[12,"3/12/2027x"],[13,"+3/12/2027"],[14,"3/ 12/2027"]]'
    booked title,at "a,31/12/2027" "b,2/3/27"
    takes_not 2 'table.csv:2: scheduled_at "31/12/2027": "31/12/2027" is not a day of the calendar (--dates mdy reads month, day and year)
table.csv:3: scheduled_at "2/3/27": "2/3/27" has a year of 2 digits (a year has 4 digits, as in 2026)' \
        --type session --dates mdy "$(table)"
    csv person,from,to "$carl,24/12/2026 00:00,27/12/2026"
    takes "time_off 1 0 0 0 0" --type timeoff --dates dmy "$(table)"
    csv email,first_name,last_name,date_of_birth "a@example.org,Al,Moss,24/12/1992 00:00"
    takes_not 2 'table.csv:2: date_of_birth "24/12/1992 00:00": "1992-12-24 00:00" says a time, where a day is wanted (try "today", "tomorrow", "2026-12-01", "next friday" or "in 3 days")' \
        --type user --dates dmy "$(table)"
}

@test "a date waits for the row that it is of" {
    cd "$BATS_TEST_TMPDIR"
    printf 'client,trainer,type,started_at\nnew@example.org,%s,ONLINE,3/12/2026\n' "$carl" >relationship.csv
    printf 'client,trainer,type,title,at\nnew@example.org,%s,CHECK_IN,One,13/12/2026 10:00\n' "$carl" >session.csv
    printf 'email,first_name,last_name\nnew@example.org,Al,Moss\n' >user.csv
    takes $'user 1 0 0 0 0\nrelationship 1 0 0 0 0\nsession 1 0 0 0 0' --dates dmy session.csv relationship.csv user.csv
    takes $'user 0 0 1 0 0\nrelationship 0 0 1 0 0\nsession 0 0 1 0 0' --dates dmy session.csv relationship.csv user.csv
    assert_equal "$(coach relationship list --client new@example.org --json | jq -c 'map(.started_at)')" '["2026-12-03"]'
}

@test "--dates is about csv" {
    cd "$BATS_TEST_TMPDIR"
    echo '{"type":"tag","name":"x"}' >all.jsonl
    refuses 2 "--dates is about csv, and there is none" import --dates dmy all.jsonl
    refuses 2 "--dates is about csv, and there is none" import --dates mdy --format json - </dev/null
    refuses 2 '"ymd" is not a value of --dates' import --dates ymd all.jsonl
    [[ $stderr == *"hint: allowed: dmy, mdy"* ]]
    # of what is not named it says so, and in other files it means nothing
    booked title,at "a,13/12/2026 10:00"
    run_coach 0 import --type session --dates dmy -o tsv --no-headers <"$(table)"
    assert_equal "${output//$'\t'/ }" "session 1 0 0 0 0"
    cp "$(table)" session.csv
    takes $'tag 1 0 0 0 0\nsession 0 0 1 0 0' --dates dmy all.jsonl session.csv
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
    booked title,at "a,\"3/12/2027 $quoted\"" $'b,"3/12/2027\n18:00"' $'c,3/12/2027\u00a018:00'
    run_coach 2 import --type session --dates dmy "$(table)"
    assert_equal "$(grep -c "^hint: .*table.csv:[0-9]*: scheduled_at " <<<"$stderr")" 3
    assert_equal "$(grep -vc "^coach: \|^hint: " <<<"$stderr" || true)" 0
}
