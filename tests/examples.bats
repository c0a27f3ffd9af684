# Every example of the help and the manual runs as it stands there.
load helper

# A studio that has whatever the examples speak of.
studio_of_examples() {
    new_database
    coach trainer add anna@example.org --first-name Anna --last-name Berg -o id
    coach trainer add carl@example.org --first-name Carl --last-name Cook -o id
    coach trainer add gus@example.org --first-name Gus --last-name Gray -o id
    local name
    for name in ben cleo dan eli fay gil; do
        coach user add "$name@example.org" --first-name "$name" --last-name Moss -o id
    done
    coach user archive fay@example.org -o id
    coach trainer archive gus@example.org -o id
    coach trainer edit anna@example.org --rate 75 --currency EUR -o id
    for name in Strength Mobility Pilates; do coach category add "$name" -o id; done
    for name in early knees backs pregnancy; do coach tag add "$name" -o id; done
    coach visibility add GUESTS -o id
    coach program add Couch-to-5K -o id
    coach program add "Old school" -o id
    coach category archive Pilates -o id
    coach tag archive pregnancy -o id
    coach visibility archive GUESTS -o id
    numbered c10000 program_session "$(of_program 1)" "$(of_program 4)"
    coach program session remove c1000002 -o id
    coach program archive "Old school" -o id
    coach trainer categorize anna@example.org Strength -o id
    coach trainer tag anna@example.org early -o id
    numbered 5e0000 client_trainer_relationship \
        "$(start ben)" "$(start dan --status PENDING)" "$(start eli)" "$(start gil)"
    coach relationship pause 5e000003 -o id
    coach relationship archive 5e000004 -o id
    numbered a10000 training_session "$(session "tomorrow 09:00")" "$(session "today 11:00")" \
        "$(session "yesterday 09:00")" "$(session "yesterday 18:00")"
    coach session start a1000002 --at "1 hour ago" -o id
    coach session complete a1000003 --at "yesterday 10:00" -o id
    coach session archive a1000004 -o id
    numbered b10000 training_plan "$(plan Summer)" "$(plan Winter --status DRAFT)" "$(plan Spring)" "$(plan Autumn)"
    coach session schedule --relationship 5e000001 --type one-on-one --title Run --at "in 40 days" --every week --times 3 \
        -o id
    local series
    series=$(coach series list -o id)
    database_query "UPDATE training_session SET series_id = NULL"
    numbered e10000 session_series "$series"
    database_query "UPDATE training_session SET series_id = (SELECT id FROM session_series) WHERE series_start IS NOT NULL"
    numbered d10000 availability "$(coach availability set carl@example.org --days mon-sat --hours 9-17 -o id)"
    numbered f10000 time_off "$(coach timeoff add carl@example.org --from "in 9 days" --to "in 10 days" -o id)"
    coach plan pause b1000003 -o id
    coach plan archive b1000004 -o id
    coach tag add staying -o id
    coach tag add passing -o id
    coach undo -o id
}

start() {
    coach relationship start --client "$1@example.org" --trainer anna@example.org --type ONLINE -o id "${@:2}"
}

session() {
    coach session schedule --client ben@example.org --trainer anna@example.org --type ONE_ON_ONE --title Squats \
        --at "$1" -o id
}

of_program() {
    coach program session add Couch-to-5K --day "$1" --at 07:00 --title Run --type ONE_ON_ONE -o id
}

plan() {
    coach plan create --relationship 5e000001 --name "$1" --start today -o id "${@:2}"
}

# numbered PREFIX TABLE ID…: gives rows ids that begin with the prefix and 01, 02, …
numbered() {
    local prefix=$1 table=$2 n=0 id sql=""
    shift 2
    for id; do
        n=$((n + 1))
        id=${id//-/}
        sql+="UPDATE $table SET id = $(id_sql "$prefix$(printf %02d $n)${id:8}") WHERE id = $(id_sql "$id");"
        sql+="UPDATE operation_change SET row_id = $(id_sql "$prefix$(printf %02d $n)${id:8}") WHERE row_id = $(id_sql "$id");"
    done
    database_query "$sql"
}

@test "every example runs" {
    studio_of_examples >/dev/null
    local line failed=0 ran=0
    cd "$BATS_TEST_TMPDIR"
    coach export --to everything.jsonl
    printf 'Given name,Surname,email\nHal,Moss,hal@example.org\n' >clients.csv
    printf '%s\n' client,trainer,type,title,Date,Time \
        'ben@example.org,anna@example.org,one on one,Squats,24.12.2026,6:30 PM' >bookings.csv
    keep_database
    coach backup monday.db -o id
    while IFS= read -r line; do
        ran=$((ran + 1))
        # a file has no server to set up, and a server no file to replace
        [[ $line != "coach server "* || $COACH_ENGINE == postgres ]] || continue
        [[ $line != "coach restore "* || $COACH_ENGINE == sqlite ]] || continue
        rm -rf work && mkdir -p work/home/.config/coach
        printf '[core]\n\ttime_zone = Europe/Berlin\n' >work/home/.config/coach/config
        back_to_kept
        if [[ $line == *" init "* ]]; then database_drop && database_place "$COACH_DB"; fi
        cp monday.db work/
        mkdir -p work/calendars/coach && printf 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' >work/ben.ics
        echo '{"command":["session","confirm","a1000001"]}' >work/requests.jsonl
        cp everything.jsonl clients.csv bookings.csv work/
        if ! (cd work && unset COACH_TIME_ZONE && HOME=$PWD/home bash -c "$line" >out 2>&1); then
            echo "does not run: $line"
            cat work/out
            failed=$((failed + 1))
        fi
    done < <(coach __surface | jq -r '.nouns[].verbs[].examples[] | select(contains("service=") | not)') # no server here
    ((ran > 90)) || fail "only $ran examples"
    assert_equal "$failed" 0
}
