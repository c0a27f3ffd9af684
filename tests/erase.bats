# erase.bats - coach user erase: what is known about a person goes, from rows, history and files; what counts stays.

load practice

# Every word that is written about Ben here holds this in some case, also where it is folded for searches.
word=zwölfbein

# About Ben: every field that takes a text, each set, changed and partly taken away again, so that the history has it.
write_about_ben() {
    local id plan
    coach user edit $ben --first-name "A$word" --last-name "B$word" --phone "C$word" --notes "D$word"$'\n'"\"E$word\"" \
        --date-of-birth 1987-03-21 --time-zone Asia/Kathmandu -o id
    coach user edit $ben --no-phone --email "e.zwoelfbein@example.org" -o id
    ben=e.zwoelfbein@example.org
    coach relationship edit "$relationship" --notes "F$word" -o id
    coach relationship edit "$relationship" --notes "G$word" -o id
    id=$(coach session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title "H$word" --description "I$word" \
        --location "J$word" --at "2026-12-01 10:00" -o id)
    coach session complete "$id" --trainer-notes "K$word" --at "2026-12-01 11:00" -o id
    coach session feedback "$id" --rating 4 --feedback "L$word" -o id
    id=$(coach session schedule --client $ben --trainer $anna --type GROUP --title "M$word" --at "2026-12-08 10:00" -o id)
    coach session cancel "$id" --reason "N$word" -o id
    coach session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title "O$word" --at "2026-12-02 10:00" -o id
    coach undo -o id
    plan=$(coach plan create --relationship "$relationship" --name "P$word" --description "Q$word" --goals "R$word" \
        --start 2026-11-02 -o id)
    coach plan edit "$plan" --no-goals -o id
    coach timeoff add $ben --from 2026-12-20 --to 2026-12-24 --reason "S$word" -o id
    coach session schedule --client $ben --trainer $anna --type ONE_ON_ONE --title "T$word" --description "U$word" \
        --location "V$word" --at "2026-11-03 08:00" --every week --times 3 -o id
    coach relationship end "$relationship" --reason "W$word" --close-plans -o id
    coach --as "$ben" tag add knees -o id
}

# What the files of the database hold of a text, in either case.
held() {
    if [[ $COACH_ENGINE == sqlite ]]; then
        LC_ALL=C grep -aciE "$1" "$COACH_DB" "$COACH_DB"-* | grep -v ':0$' || true
    else
        server_dump | grep -ciE "$1" || true
    fi
}

server_dump() {
    pg_dump_bin=$(find /usr/lib/postgresql/*/bin/pg_dump | sort -V | tail -n 1)
    "$pg_dump_bin" -h "$COACH_SERVER" --data-only "${COACH_DB##*/}" -U postgres
}

# Figures: how many sessions of which kind and status, how long, whose, when.
figures() {
    coach session list --all -o jsonl --fields id,trainer_id,client_id,scheduled_at,ends_at,status,session_type,rating,is_active,series_id
    coach relationship list --all -o jsonl --fields id,status,started_at,ended_at,relationship_type,is_active
    coach plan list --all -o jsonl --fields id,status,start_date,end_date,sessions_done,sessions_missed
    coach timeoff list --all -o jsonl --fields id,user_id,starts_at,ends_at
    coach series list --all -o jsonl --fields id,rule,sessions
}

@test "nothing of a person is left, in rows, in the history or in files, but for figures" {
    write_about_ben >/dev/null
    [[ -n $(held "zw..?lfbein") ]]
    before=$(figures)
    run_coach 0 user erase $ben --yes --json
    assert_json '{first_name,last_name,phone,notes,date_of_birth,time_zone,is_active}' '{"first_name":"Erased",
        "last_name":"person","phone":null,"notes":null,"date_of_birth":null,"time_zone":null,"is_active":false}'
    id=$(json .id)
    assert_json .email "\"erased-${id//\"/}@erased.invalid\""
    for text in "zw..?lfbein" "ben@example" Ben Cole 1987-03-21 Kathmandu; do
        held=$(held "$text")
        [[ -z $held || $held == 0 ]] || fail "$text: $held"
    done
    assert_equal "$(figures)" "$before"
    assert_equal "$(database_faults)" ""
}

# The values of a document, but for ids, times, dates, numbers, words of enumerations and of coach itself.
values() {
    jq -r '[.. | scalars | select(type == "string")] | unique[]' <<<"$1" |
        grep -vxE '[0-9a-f-]{36}|[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:]+Z?)?|[A-Z_]+|[a-z_]+|[A-Z]+/[A-Z]+|FREQ=.*|Europe/Berlin' |
        LC_ALL=C sort -u
}

@test "what was held about somebody is not held afterwards" {
    write_about_ben >/dev/null
    before=$(coach user export-data $ben)
    [[ $(jq -r '.difference[] | select(.field == "phone" and .after == null) | .before' <<<"$before") == "C$word" ]]
    for letter in {A..W}; do
        [[ $before == *"$letter$word"* ]] || fail "$letter"
    done
    id=$(coach user erase $ben --yes -o id 2>/dev/null)
    after=$(coach user export-data "$id")
    assert_equal "$(comm -12 <(values "$before") <(values "$after"))" ""
    assert_equal "$(jq -c '[.session, .relationship, .plan, .series, .timeoff | length]' <<<"$after")" \
        "$(jq -c '[.session, .relationship, .plan, .series, .timeoff | length]' <<<"$before")"
}

@test "what is held is one document: rows, what they were, and who did what; others appear by their ids" {
    id=$(book "2026-12-01 10:00")
    coach session edit "$id" --title Lunges -o id >/dev/null
    run_coach 0 user export-data $ben
    assert_json 'keys' '["availability","calendar_link","difference","operation","plan","relationship","reminder",
        "series","session","timeoff","trainer","trainer_category","trainer_tag","user"]'
    assert_json '[.session[]|[.id,.title]]' "[[\"$id\",\"Lunges\"]]"
    assert_json '[.difference[]|select(.field=="title")|[.noun,.id,.before,.after]]' "[[\"session\",\"$id\",\"Squats\",\"Lunges\"]]"
    assert_json '[.operation[].command|split(" ")[1:3]|join(" ")]' \
        '["user add","relationship start","session schedule","session edit"]'
    [[ $output != *Berg* ]]
    run_coach 0 user export-data $anna
    assert_json '[(.trainer|length),(.session|length),(.availability|length)]' '[1,1,0]'
    [[ $output != *Cole\"* ]]
}

@test "what was taken back is held as well" {
    id=$(book "2026-12-01 10:00")
    coach undo -o id >/dev/null
    run_coach 0 user export-data $ben
    assert_json '[.difference[]|select(.field=="title")|[.change,.before]]' '[["REMOVED","Squats"]]'
    assert_json '[.operation[-2:][].command|split(" ")[1]]' '["session","undo"]'
}

@test "a file of it is its owner's alone" {
    run_coach 0 user export-data $ben "$BATS_TEST_TMPDIR/ben.json"
    assert_equal "$output" ""
    assert_equal "$(stat -c %a "$BATS_TEST_TMPDIR/ben.json")" 600
    assert_equal "$(jq -r '.user[0].email' "$BATS_TEST_TMPDIR/ben.json")" $ben
    run_coach 0 user export-data $ben -
    assert_equal "$output" "$(cat "$BATS_TEST_TMPDIR/ben.json")"
    refuses 3 'there is no user "nobody@example.org"' user export-data nobody@example.org
}

@test "command lines keep what was done, and to whom is gone" {
    coach user edit $ben --phone 123 -o id >/dev/null
    coach --as $ben tag add knees -o id >/dev/null
    coach user edit $cleo --notes "Like $ben" -o id >/dev/null
    coach user erase $ben --yes -o id >/dev/null 2>&1
    succeeds log -o tsv --no-headers --fields command -n 4
    assert_output "coach user erase (erased)
coach user edit (erased)
coach (erased)
coach user edit (erased)"
}

@test "an address that a shell would take in quotes goes too" {
    coach user edit $ben --email "b.o'neil@example.org" -o id >/dev/null
    coach tag add knees --description "of b.o'neil@example.org" -o id >/dev/null
    coach user erase "b.o'neil@example.org" --yes -o id >/dev/null 2>&1
    succeeds log -o tsv --no-headers --fields command -n 2
    assert_output "coach user erase (erased)
coach tag add (erased)"
}

@test "it is refused unless it is meant" {
    book "2026-12-01 10:00" >/dev/null
    id=$(coach user show $ben -o id)
    fails_with 1 "coach: erasing Ben Cole cannot be undone
hint: what would lose its texts: user: 1, relationship: 1, session: 1
hint: coach user erase $id --yes does it" user erase $ben
}

@test "a rehearsal shows what would be left" {
    before=$(database_fingerprint)
    run_coach 0 user erase $ben --dry-run --json
    assert_json .first_name '"Erased"'
    run_coach 0 user erase $ben --yes --dry-run --json
    assert_equal "$(database_fingerprint)" "$before"
}

@test "somebody with coming sessions is erased when they are cancelled" {
    id=$(book "2026-12-08 10:00")
    fails_with 1 "coach: the user still has 1 coming session
hint: cancel it first; --force does so" user erase $ben --yes
    fails_with 1 "coach: the user still has 1 coming session
hint: cancel it first; --force does so" user erase $anna --yes
    run_coach 0 user erase $ben --yes --force -o id
    run_coach 0 session show "$id" --json
    assert_json '[.status,.title,.client]' '["CANCELLED","erased","Erased person"]'
}

@test "the acting user is not erased" {
    fails_with 1 "coach: the acting user cannot be erased
hint: somebody else can do it: --as EMAIL" user erase admin@example.org --yes
}

@test "a trainer is erased with the profile" {
    coach trainer edit $anna --specializations Wort1 --bio Wort2 --certifications '{"Wort3":["Wort4"]}' --rate 75.50 \
        --currency EUR -o id >/dev/null
    coach user erase $anna --yes -o id >/dev/null 2>&1
    run_coach 0 trainer list --all --json
    assert_json '[.[]|select(.name=="Erased person")|[.specializations,.bio,.certifications,.hourly_rate]]' \
        '[[null,null,null,75.50]]'
    held=$(held "Wort[1-4]")
    [[ -z $held || $held == 0 ]]
}

@test "nothing that was erased can be brought back" {
    coach user edit $ben --phone 123 -o id >/dev/null
    edited=$(coach log -n 1 -o id)
    id=$(book "2026-12-01 10:00")
    coach undo -o id >/dev/null
    export COACH_NOW=2026-12-07T13:00:00Z
    run_coach 0 user erase $ben --yes -o id
    ben=$output
    refuses 1 "operation $((edited + 3)) has erased somebody, which is for good" undo
    refuses 1 "operation $edited is about somebody who has been erased since, by $((edited + 3))" undo "$edited"
    refuses 1 "something else has been done since: $((edited + 3)), coach user erase" redo
    refuses 1 "is about somebody who has been erased since" undo "$((edited + 2))"
    run_coach 0 user show "$ben" --as-of 2026-12-07T12:30:00Z --json
    assert_json '[.first_name,.phone,.email]' "[\"Erased\",null,\"erased-$ben@erased.invalid\"]"
    run_coach 0 session list --all --as-of 2026-12-07T12:30:00Z --json
    assert_json . '[]'
}

@test "somebody who was added twice is erased with what was taken back" {
    coach user add olga@example.org --first-name Wort5 --last-name Wort6 --notes Wort7 -o id >/dev/null
    coach undo -o id >/dev/null
    coach user add Olga@example.org --first-name Olga --last-name Eder -o id >/dev/null
    coach user erase olga@example.org --yes -o id >/dev/null 2>&1
    held=$(held "Wort[5-7]|olga")
    [[ -z $held || $held == 0 ]] || fail "$held"
}

@test "links to other calendars go" {
    printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:x BEGIN:VEVENT UID:wort8-of-ben SUMMARY:Wort9 \
        DTSTART:20261201T100000Z DTEND:20261201T110000Z DTSTAMP:20261101T000000Z END:VEVENT END:VCALENDAR >"$BATS_TEST_TMPDIR/x.ics"
    coach ical import "$BATS_TEST_TMPDIR/x.ics" --client $ben --trainer $anna -o id >/dev/null
    [[ -n $(held "wort8") ]]
    coach user erase $ben --yes -o id >/dev/null 2>&1
    held=$(held "Wort[89]")
    [[ -z $held || $held == 0 ]] || fail "$held"
}

@test "a batch says where else it may be, too" {
    printf '{"command":["%s","%s","%s","%s"]}\n' user erase $ben --yes tag add knees --json >"$BATS_TEST_TMPDIR/all"
    run_coach 0 batch --atomic "$BATS_TEST_TMPDIR/all"
    assert_equal "$(jq -s 'map(has("problems"))' -c <<<"$output")" '[false,false]'
    [[ $stderr == *" hold it"* ]] || fail "$stderr"
    printf '{"command":["user","erase","%s","--yes"]}\n' $cleo >"$BATS_TEST_TMPDIR/each"
    succeeds batch "$BATS_TEST_TMPDIR/each"
    assert_json '.problems[0] | contains(" hold it")' true
}

@test "it says where else it may be" {
    if [[ $COACH_ENGINE == sqlite ]]; then
        touch "$COACH_DB.v7-1"
        run_coach 0 user erase $ben --yes -o id
        assert_equal "$stderr" "$COACH_DB.v7-1, a copy, may still hold it
backups that were made before still hold it"
    else
        run_coach 0 user erase $ben --yes -o id
        assert_equal "$stderr" "the server's files hold it until its VACUUM, its archived logs and backups longer"
    fi
}

# bats test_tags=sqlite
@test "it leaves the journal, and copies are named, where a link leads to the database" {
    mkdir "$BATS_TEST_TMPDIR/far"
    mv "$COACH_DB" "$BATS_TEST_TMPDIR/far/real.db"
    rm -f "$COACH_DB-journal"
    ln -s far/real.db "$COACH_DB"
    touch "$COACH_DB.v7-1" "$BATS_TEST_TMPDIR/far/real.db.replaced-1"
    write_about_ben >/dev/null
    run_coach 0 user erase $ben --yes -o id
    assert_equal "$stderr" "$COACH_DB.v7-1, a copy, may still hold it
$BATS_TEST_TMPDIR/far/real.db.replaced-1, a copy, may still hold it
backups that were made before still hold it"
    run -1 grep -aciE "zw(ö|oe|o)lfbein" "$BATS_TEST_TMPDIR"/far/*
}

@test "the same again does no harm" {
    id=$(coach user erase $ben --yes -o id 2>/dev/null)
    before=$(coach user show "$id" --json)
    run_coach 0 user erase "$id" --yes --json
    assert_equal "$(jq -cS 'del(.updated_at)' <<<"$output")" "$(jq -cS 'del(.updated_at)' <<<"$before")"
}

@test "doctor finds nothing wrong afterwards, with what was forced and with what was taken back" {
    write_about_ben >/dev/null
    coach user add olga@example.org --first-name Olga --last-name Eder -o id >/dev/null
    coach undo -o id >/dev/null
    coach user add olga@example.org --first-name Olga --last-name Eder -o id >/dev/null
    pair olga@example.org $anna >/dev/null
    book_for olga@example.org $anna "2026-12-01 10:30" --force >/dev/null
    pair $cleo $anna >/dev/null
    book_for $cleo $anna "2026-12-01 10:00" --force >/dev/null
    coach user erase olga@example.org --yes -o id >/dev/null 2>&1
    coach user erase $cleo --yes -o id >/dev/null 2>&1
    coach user erase $ben --yes -o id >/dev/null 2>&1
    run_coach 0 doctor
    assert_equal "$stderr" "in time that was taken, by force or before there was a history: 1"
    assert_equal "$(coach log -o tsv --no-headers --fields command | grep -c "^coach session schedule --force (erased)$")" 2
}

@test "a group of which somebody was erased is still one" {
    pair $cleo $anna >/dev/null
    pair $dana $anna >/dev/null
    for name in $ben $cleo $dana; do
        coach session schedule --client "$name" --trainer $anna --type GROUP --title Yoga --at "2026-12-01 10:00" -o id
    done
    coach user erase $ben --yes -o id >/dev/null 2>&1
    succeeds doctor
    id=$(coach session list --client $cleo -o id)
    coach session archive "$id" -o id >/dev/null
    run_coach 0 session restore "$id" -o id
    refuses 1 "is busy" session edit "$id" --title Squats
    pair $cleo $carl >/dev/null
    refuses 1 "is busy" session schedule --client $cleo --trainer $carl --type GROUP --title Yoga \
        --at "2026-12-01 10:00 Europe/Berlin"
    coach user erase $cleo --yes -o id >/dev/null 2>&1
    coach user erase $anna --yes -o id >/dev/null 2>&1
    succeeds doctor
}

@test "somebody who was taken back is held and erased by id, by its first digits and by address" {
    id=$(coach user add olga@example.org --first-name Wort5 --last-name Wort6 --notes Wort7 -o id)
    coach user edit "$id" --phone Wort8 -o id >/dev/null
    coach undo -o id >/dev/null
    coach undo -o id >/dev/null
    [[ -n $(held "Wort[5-8]") ]]
    for name in "$id" "${id:0:8}" OLGA@example.org; do
        run_coach 0 user export-data "$name"
        assert_json '[.user, (.operation | length), ([.difference[] | select(.field == "notes") | .before] | last)]' \
            '[[], 4, "Wort7"]'
    done
    refuses 3 'there is no user "olgb@example.org"' user export-data olgb@example.org
    fails_with 1 "coach: erasing olga@example.org cannot be undone
hint: what would lose its texts: the history of rows that were taken back
hint: coach user erase $id --yes does it" user erase olga@example.org
    run_coach 0 user erase Olga@example.org --yes
    assert_equal "$output" ""
    held=$(held "Wort[5-8]|olga")
    [[ -z $held || $held == 0 ]] || fail "$held"
    refuses 3 'there is no user "olga@example.org"' user erase olga@example.org --yes
    refuses 1 "something else has been done since" redo
    refuses 1 "is about somebody who has been erased since" undo "$(($(coach log -n 1 -o id) - 1))"
    refuses 1 "has erased somebody, which is for good" undo
    run_coach 0 user erase "$id" --yes
    succeeds doctor
}
