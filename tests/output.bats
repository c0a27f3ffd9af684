#!/usr/bin/env bats
# output.bats - every format, for programs and for people: what comes out, and where.

load helper
load terminal

prepare() {
    small_studio
}

# columns_of MARK: the column at which MARK begins, for each line that has it; each value once.
columns_of() {
    python -c "$WIDTH"'
print(*sorted({width(line[:line.index(sys.argv[1])]) for line in sys.stdin if sys.argv[1] in line}))' "$1" <<<"$output"
}

# crlf LINE…: as csv ends them.
crlf() {
    printf '%s\r\n' "$@"
}

escape=$'\e'

# ---- Formats ----

@test "a list is a table for people" {
    book "2026-12-08 10:00" >/dev/null
    book "2026-12-09 10:00" --title Lunges >/dev/null
    run_coach 0 session list --fields title,client,scheduled_at,status,rating,is_active
    assert_equal "$output" "\
title   client    scheduled_at          status     rating  is_active
Squats  Ben Cole  Tue 2026-12-08 09:00  SCHEDULED          yes
Lunges  Ben Cole  Wed 2026-12-09 09:00  SCHEDULED          yes"
    assert_equal "$stderr" ""
}

@test "a list is an array in JSON, and an object to a line in JSON lines" {
    book "2026-12-08 10:00" >/dev/null
    book "2026-12-09 10:00" --title Lunges >/dev/null
    run_coach 0 session list --fields title,scheduled_at,rating,is_active -o json
    assert_json . '[{"title": "Squats", "scheduled_at": "2026-12-08T09:00:00Z", "rating": null, "is_active": true},
                    {"title": "Lunges", "scheduled_at": "2026-12-09T09:00:00Z", "rating": null, "is_active": true}]'
    run_coach 0 session list --fields title,rating -o jsonl
    assert_equal "$output" '{"title":"Squats","rating":null}
{"title":"Lunges","rating":null}'
}

@test "a list is a line of names and a line for each row in csv and tsv" {
    book "2026-12-08 10:00" >/dev/null
    book "2026-12-09 10:00" --title Lunges >/dev/null
    run_coach 0 session list --fields title,scheduled_at,rating,is_active -o csv
    assert_equal "$output" "$(crlf title,scheduled_at,rating,is_active Squats,2026-12-08T09:00:00Z,,true \
        Lunges,2026-12-09T09:00:00Z,,true)"
    run_coach 0 session list --fields title,scheduled_at,rating,is_active -o tsv
    assert_equal "$output" "\
title	scheduled_at	rating	is_active
Squats	2026-12-08T09:00:00Z		true
Lunges	2026-12-09T09:00:00Z		true"
}

@test "a list of ids is a whole id to a line" {
    local first second
    first=$(book "2026-12-08 10:00")
    second=$(book "2026-12-09 10:00")
    run_coach 0 session list -o id
    assert_equal "$output" "$first
$second"
    [[ $first =~ ^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$ ]]
}

@test "an empty list is no error and nothing but what the format asks for" {
    run_coach 0 tag list
    assert_equal "$output" ""
    run_coach 0 tag list -o json
    assert_equal "$output" "[]"
    run_coach 0 tag list -o jsonl
    assert_equal "$output" ""
    run_coach 0 tag list -o csv --fields id,name
    assert_equal "$output" "$(crlf id,name)"
    run_coach 0 tag list -o tsv --fields id,name
    assert_equal "$output" "id	name"
    run_coach 0 tag list -o csv --no-headers
    assert_equal "$output" ""
    run_coach 0 tag list -o id
    assert_equal "$output" ""
}

@test "one thing is an object, and at length for people" {
    run_coach 0 user show ben@example.org --fields email,first_name,phone,is_active
    assert_equal "$output" "\
email       ben@example.org
first_name  Ben
phone       -
is_active   yes"
    run_coach 0 user show ben@example.org --fields email,phone -o json
    assert_equal "$output" '{"email":"ben@example.org","phone":null}'
    run_coach 0 user show ben@example.org --fields email,phone -o jsonl
    assert_equal "$output" '{"email":"ben@example.org","phone":null}'
    run_coach 0 user show ben@example.org --fields email,phone -o csv
    assert_equal "$output" "$(crlf email,phone ben@example.org,)"
    run_coach 0 user show ben@example.org --fields email,phone -o tsv --no-headers
    assert_equal "$output" "ben@example.org	"
    run_coach 0 relationship show "${relationship:0:8}" -o id
    assert_equal "$output" "$relationship"
}

@test "a change prints the row as it now stands, as show prints it" {
    run_coach 0 user edit ben@example.org --phone "+49 30 1" --json
    local changed=$output
    assert_json .phone '"+49 30 1"'
    run_coach 0 user show ben@example.org --json
    assert_equal "$output" "$changed"
}

@test "every way of asking for JSON gives the same bytes" {
    run_coach 0 user list -o json
    local wanted=$output
    for way in --json -ojson --output=json "--output json" "-c output.format=json" "-o csv -o json" "-o csv --json" \
        "-c output.format=csv --json"; do
        # shellcheck disable=SC2086
        run_coach 0 user list $way
        assert_equal "$way $output" "$way $wanted"
        run_coach 0 $way user list
        assert_equal "$way $output" "$way $wanted"
    done
    export COACH_OUTPUT=json
    run_coach 0 user list -o id --json -o json
    assert_equal "$output" "$wanted"
}

@test "of several formats the last one holds" {
    run_coach 0 user list --fields email --limit 1 --json -o csv
    assert_equal "$output" "$(crlf email admin@example.org)"
}

@test "a format that there is none of is refused with the known ones" {
    refuses 2 '"jsn" is not a value of --output' user list -o jsn
    [[ $stderr == *"did you mean json"*"table, json, jsonl, csv, tsv, id"* ]] || fail "$stderr"
    refuses 2 'output.format' user list -c output.format=jsn
}

# ---- Fields ----

@test "--fields picks and orders the columns of every format" {
    run_coach 0 user list --limit 2 --fields last_name,email
    assert_equal "$output" "\
last_name  email
Admin      admin@example.org
Berg       anna@example.org"
    run_coach 0 user list --limit 2 --fields last_name,email -o json
    assert_equal "$output" '[
{"last_name":"Admin","email":"admin@example.org"},
{"last_name":"Berg","email":"anna@example.org"}
]'
    run_coach 0 user list --limit 2 --fields last_name,email -o jsonl
    assert_equal "$output" '{"last_name":"Admin","email":"admin@example.org"}
{"last_name":"Berg","email":"anna@example.org"}'
    run_coach 0 user list --limit 2 --fields last_name,email -o csv
    assert_equal "$output" "$(crlf last_name,email Admin,admin@example.org Berg,anna@example.org)"
    run_coach 0 user list --limit 2 --fields last_name,email -o tsv
    assert_equal "$output" "last_name	email
Admin	admin@example.org
Berg	anna@example.org"
    run_coach 0 user list --limit 2 --fields email -o id
    assert_equal "$output" "admin@example.org
anna@example.org"
}

@test "the names of the columns can be left out" {
    run_coach 0 user list --limit 1 --fields last_name,email --no-headers
    assert_equal "$output" "Admin  admin@example.org"
    run_coach 0 user list --limit 1 --fields last_name,email --no-headers -o csv
    assert_equal "$output" "$(crlf Admin,admin@example.org)"
    run_coach 0 user list --limit 1 --fields last_name,email --no-headers -o tsv
    assert_equal "$output" "Admin	admin@example.org"
    run_coach 0 user list --limit 1 --fields last_name,email --no-headers -o json
    assert_json . '[{"last_name": "Admin", "email": "admin@example.org"}]'
}

@test "an unknown field is refused with the nearest and all known ones" {
    refuses 2 'a user has no field "firstname"' user list --fields email,firstname
    [[ $stderr == *"hint: did you mean first_name?"* ]] || fail "$stderr"
    [[ $stderr == *"id, email, first_name, last_name, date_of_birth, phone"* ]] || fail "$stderr"
    refuses 2 'has no field "titel"' session list --fields titel -o csv
    [[ $stderr == *"did you mean title?"* ]] || fail "$stderr"
    refuses 2 'has no field "titel"' session list --sort titel
    [[ $stderr == *"did you mean title?"* ]] || fail "$stderr"
}

@test "a field named twice, and no field at all, are refused" {
    refuses 2 "the field email is named twice" user list --fields email,id,email
    refuses 2 "no field" user list --fields ""
    refuses 2 "field" user list --fields email,
    refuses 2 "twice" session list --fields scheduled_at,at
}

@test "a session carries the names and the ids of client and trainer" {
    local id
    id=$(book "2026-12-08 10:00")
    run_coach 0 session show "$id" --json
    assert_json '[.client, .trainer, .client_trainer_relationship_id]' "[\"Ben Cole\", \"Anna Berg\", \"$relationship\"]"
    assert_json '[.client_id, .trainer_id, .created_by, .id] | map(length) | unique' '[36]'
}

@test "the same fields in the same order have the same names in csv, tsv and JSON" {
    book "2026-12-08 10:00" >/dev/null
    coach trainer tag anna@example.org "$(coach tag add strength -o id)" >/dev/null
    coach plan create --relationship "$relationship" --name Base --start 2026-12-07 >/dev/null
    for noun in user trainer relationship session plan visibility tag; do
        run_coach 0 "$noun" list --json
        local keys
        keys=$(jq -r '.[0] | keys_unsorted | join(",")' <<<"$output")
        run_coach 0 "$noun" list -o csv
        assert_equal "${lines[0]}" "$keys"$'\r'
        run_coach 0 "$noun" list -o tsv
        assert_equal "${lines[0]//$'\t'/,}" "$keys"
    done
}

# ---- csv and tsv ----

@test "csv quotes commas, quotes and line ends so that any reader gives the same texts back" {
    local notes=$'one, two\n"three"\n\n tab\there '
    coach user edit ben@example.org --notes "$notes" --phone '"' --last-name " Cole, jr." >/dev/null
    run --separate-stderr coach user show ben@example.org -o csv --fields email,phone,notes,last_name,date_of_birth
    printf '%s\n' "$output" >"$BATS_TEST_TMPDIR/out.csv"
    run python -c '
import csv, json, sys
print(json.dumps(list(csv.reader(open(sys.argv[1], newline="", encoding="utf-8"), strict=True))[1]))' "$BATS_TEST_TMPDIR/out.csv"
    assert_json . "$(jq -nc --arg notes "$notes" '["ben@example.org", "\"", $notes, " Cole, jr.", ""]')"
}

@test "csv quotes only what needs it, doubles quotes and ends its lines alike" {
    coach user edit ben@example.org --phone 'a"b' --last-name "x,y" >/dev/null
    coach user show ben@example.org -o csv --fields email,phone,last_name >"$BATS_TEST_TMPDIR/out.csv"
    run cat -A "$BATS_TEST_TMPDIR/out.csv"
    assert_equal "$output" 'email,phone,last_name^M$
ben@example.org,"a""b","x,y"^M$'
}

@test "tsv escapes tab, newline and backslash" {
    coach user edit ben@example.org --notes $'a\tb\nc\\d "e"' >/dev/null
    run_coach 0 user show ben@example.org -o tsv --fields email,notes --no-headers
    assert_equal "$output" $'ben@example.org\ta\\tb\\nc\\\\d "e"'
}

# ---- Values for programs ----

@test "decimals are exact in every format for programs" {
    coach trainer edit anna@example.org --rate 75.50 --currency EUR >/dev/null
    run_coach 0 trainer show anna@example.org --fields hourly_rate,currency --json
    assert_equal "$output" '{"hourly_rate":75.50,"currency":"EUR"}'
    run_coach 0 trainer show anna@example.org --fields hourly_rate -o csv --no-headers
    assert_equal "$output" 75.50$'\r'
    run_coach 0 trainer show anna@example.org --fields hourly_rate -o tsv --no-headers
    assert_equal "$output" 75.50
}

@test "a JSON column is JSON in JSON, number for number as it was written" {
    coach trainer edit anna@example.org --certifications '{"b": [1.0, 1e2, 9007199254740993], "a": null}' >/dev/null
    run_coach 0 trainer show anna@example.org --fields certifications --json
    assert_equal "$output" '{"certifications":{"b":[1.0,1e2,9007199254740993],"a":null}}'
    run_coach 0 trainer show anna@example.org --fields certifications -o csv --no-headers
    assert_equal "$output" "$(crlf '"{""b"":[1.0,1e2,9007199254740993],""a"":null}"')"
}

@test "absent values are null in JSON, and lists of names arrays" {
    coach tag add "strength, power" >/dev/null
    coach trainer tag anna@example.org "strength, power" >/dev/null
    run_coach 0 trainer show anna@example.org --json --fields tags,categories,bio,hourly_rate,is_independent
    assert_equal "$output" '{"tags":["strength, power"],"categories":[],"bio":null,"hourly_rate":null,"is_independent":true}'
}

@test "instants are UTC for programs, whatever zone people see" {
    local id
    id=$(book "2026-12-08 10:00")
    run_coach 0 session show "$id" --tz Asia/Tokyo --fields scheduled_at --json
    assert_equal "$output" '{"scheduled_at":"2026-12-08T09:00:00Z"}'
    run_coach 0 session show "$id" --tz Asia/Tokyo --fields scheduled_at -o csv --no-headers
    assert_equal "$output" 2026-12-08T09:00:00Z$'\r'
    run_coach 0 session show "$id" --tz Asia/Tokyo --fields scheduled_at
    assert_equal "$output" "scheduled_at  Tue 2026-12-08 18:00 JST"
    run_coach 0 relationship show "$relationship" --fields started_at --json
    assert_equal "$output" '{"started_at":"2026-12-07"}'
}

@test "JSON escapes what it must and leaves other letters alone" {
    coach user edit ben@example.org --notes $'"\\ü日\t\n' >/dev/null
    run_coach 0 user show ben@example.org --fields notes --json
    assert_equal "$output" '{"notes":"\"\\ü日\t\n"}'
}

# ---- Errors for programs ----

# json_error CODE FIELD ARGS…: the one object on standard error.
json_error() {
    local code=$1 field=$2
    shift 2
    assert_equal "$output" ""
    assert_equal "${#stderr_lines[@]}" 1
    assert_equal "$(jq -r '.error.code' <<<"$stderr")" "$code"
    assert_equal "$(jq -c '.error.field' <<<"$stderr")" "$field"
    assert_equal "$(jq -c '.error | keys_unsorted' <<<"$stderr")" '["code","message","hint","field"]'
    assert_equal "$(jq -r '.error.message | type' <<<"$stderr")" string
}

@test "errors are JSON for who asked for JSON" {
    run_coach 3 user show nobody@example.org -o json
    json_error not_found null
    run_coach 3 user show nobody@example.org -o jsonl
    json_error not_found null
    run_coach 3 user show nobody@example.org -c output.format=json
    json_error not_found null
    run_coach 1 user add ben@example.org --first-name B --last-name C --json
    json_error conflict '"email"'
    run_coach 2 user edit ben@example.org --first-name "$(printf 'x%.0s' {1..256})" --json
    json_error invalid '"first_name"'
    run_coach 4 --db "$BATS_TEST_TMPDIR/none.db" user list --json
    json_error storage null
    run_coach 1 relationship activate "$relationship" --json
    json_error refused '"status"'
}

@test "errors are JSON for lines that cannot be parsed too" {
    run_coach 2 user lst --json
    json_error usage null
    run_coach 2 -o json usr list
    json_error usage null
    run_coach 2 usr list --output=jsonl
    json_error usage null
    run_coach 2 user -ojson
    json_error usage null
    run_coach 2 user list --nonsense -o json
    json_error usage null
    run_coach 2 user list --limit x --json
    json_error invalid '"limit"'
    run_coach 2 user list too many words -ojson
    json_error usage null
    run_coach 2 user add -ojson
    json_error usage null
    run_coach 2 user list -c nonsense=1 --json
    json_error usage '"nonsense"'
}

@test "errors of lines that cannot be parsed are JSON where the settings say so" {
    local line settings=$HOME/.config/coach/config
    local -a words
    for line in "user list --nonsense" "usr list" "user lst" user "user list --limit x" "user show" "user list -o" \
        "user add x --notes @none --first-name A --last-name B" "user list -o xml" "user list too many"; do
        read -ra words <<<"$line"
        COACH_OUTPUT=json run_coach 2 "${words[@]}"
        json_error "$(jq -r .error.code <<<"$stderr")" "$(jq -c .error.field <<<"$stderr")"
        run_coach 2 -c output.format=jsonl "${words[@]}"
        json_error "$(jq -r .error.code <<<"$stderr")" "$(jq -c .error.field <<<"$stderr")"
    done
    run_coach 2 user list --nonsense -c output.format=json
    json_error usage null
    mkdir -p "${settings%/*}"
    printf '[output]\nformat = json\n' >"$settings"
    run_coach 2 user list --nonsense
    json_error usage null
    run_coach 2 -c alias.x="user list --nonsense" x
    json_error usage null
    run_coach 2 -c alias.x="x" x
    json_error usage '"alias.x"'
}

@test "what the line says of errors wins over the settings" {
    export COACH_OUTPUT=json
    refuses 2 'unknown option "--nonsense"' user list --nonsense -o table
    refuses 2 'unknown option "--nonsense"' -o csv user list --nonsense
    refuses 2 'unknown command "usr"' usr list -o id -c output.format=json
    refuses 2 'unknown option "--nonsense"' user list --nonsense -c output.format=csv
    refuses 2 'unknown option "--nonsense"' -c alias.x="user list -o table --nonsense" x
    unset COACH_OUTPUT
    run_coach 2 -c alias.x="user list -o json --nonsense" x
    json_error usage null
    refuses 2 'unknown option "--nonsense"' user add x --first-name --json --nonsense
    refuses 2 'unknown option "--nonsense"' user list --nonsense -- --json
}

@test "where the settings themselves are wrong, the line alone decides" {
    refuses 2 'unknown key "no.such"' -c output.format=json -c no.such=1 user list
    COACH_OUTPUT=json refuses 2 'unknown option "--nonsense"' user list --nonsense -c no.such=1
    COACH_OUTPUT=xml refuses 2 'COACH_OUTPUT' user list
    COACH_OUTPUT=xml run_coach 2 user lst --json
    json_error usage null
}

@test "help that cannot be written is an error as JSON too" {
    run --separate-stderr bash -c '"$0" -o json --help >/dev/full' "$COACH_BIN"
    assert_failure 4
    json_error storage null
}

@test "errors are lines for people in every other format" {
    for format in table csv tsv id; do
        refuses 3 'there is no user "nobody@example.org"' user show nobody@example.org -o "$format"
        [[ ${stderr_lines[1]} == "hint: "* ]] || fail "$stderr"
    done
}

# ---- Tables ----

@test "wide and combining characters line up in tables" {
    coach user edit ben@example.org --first-name 日本太郎 >/dev/null
    coach user edit cleo@example.org --first-name $'Zoe\u0301' >/dev/null
    coach user edit dana@example.org --first-name 🙂🙂 >/dev/null
    run_coach 0 user list --fields first_name,email,last_name --search example.org
    assert_equal "${#lines[@]}" 7
    # the names take 8 columns at most, then come two blanks
    local at
    for at in admin@ anna@ ben@ carl@ cleo@ dana@; do
        assert_equal "$at $(columns_of "$at")" "$at 12"
    done
    for at in Cole Diaz Eder; do
        assert_equal "$at $(columns_of "$at")" "$at 31"
    done
    in_terminal 30 user list --fields first_name,email,last_name --color never --no-pager
    (($(widest_line) <= 30)) || fail "$output"
}

@test "control and bidirectional characters are shown escaped, never sent to the terminal" {
    local id
    id=$(book "2026-12-08 10:00")
    database_query "UPDATE training_session SET title = '"$'a\e[31mb\xe2\x80\xae\xc2\x9bc\a\xe2\x81\xa6'"'"
    for command in "session list" "session show $id"; do
        # shellcheck disable=SC2086
        run_coach 0 $command --fields title
        [[ $output == *'a\x1b[31mb\u202e\x9bc\x07\u2066'* ]] || fail "$output"
    done
    in_terminal 80 session list --fields title --color never --no-pager
    [[ $output != *"$escape"* && $output != *$'\u202e'* ]] || fail "$output"
    run_coach 0 session show "$id" --fields title --json
    [[ $output != *"$escape"* ]]
    assert_equal "$(jq -r '.title | explode | map(tostring) | join(" ")' <<<"$output")" "97 27 91 51 49 109 98 8238 155 99 7 8294"
}

@test "what users type is escaped in errors" {
    refuses 3 '\x1b[31mred' user show $'\e[31mred'
    [[ $stderr != *"$escape"* ]] || fail "$stderr"
    refuses 2 '\x1b' "user" $'l\eist'
    [[ $stderr != *"$escape"* ]] || fail "$stderr"
    refuses 2 '\u202e' user list $'--\u202e'
    run_coach 3 user show $'\e[31mred' --json
    [[ $stderr != *"$escape"* ]] || fail "$stderr"
    assert_equal "$(jq -r .error.message <<<"$stderr")" $'there is no user "\e[31mred"'
}

@test "texts of several lines stay in their row of a list, and keep their lines when shown" {
    coach user edit ben@example.org --notes $'one\ntwo' >/dev/null
    run_coach 0 user list --fields email,notes --search ben@
    assert_equal "${#lines[@]}" 2
    run_coach 0 user show ben@example.org --fields email,notes
    assert_equal "$output" "\
email  ben@example.org
notes  one
       two"
}

@test "a table that is piped is whole: no colour, no pager, nothing cut" {
    local title
    title=$(printf 'long title %.0s' {1..20})
    title=${title% }
    export COACH_PAGER="sed s/^/P:/" PAGER="sed s/^/Q:/" TERM=xterm
    book "2026-12-08 10:00" --title "$title" >/dev/null
    run_coach 0 session list
    [[ $output == *"$title"* && $output != *"…"* && $output != *"$escape"* && $output != P:* ]] || fail "$output"
    [[ $output == *"$(coach session list -o id)"* ]] || fail "$output"
}

@test "a table is fitted to the terminal, and --no-trunc shows all of it" {
    local title
    title=$(printf 'long title %.0s' {1..20})
    title=${title% }
    book "2026-12-08 10:00" --title "$title" >/dev/null
    in_terminal 80 session list --color never --no-pager
    (($(widest_line) <= 80)) || fail "$output"
    [[ $output == *"long"*"…"* ]] || fail "$output"
    in_terminal 120 session list --color never --no-pager
    (($(widest_line) <= 120 && $(widest_line) > 80)) || fail "$output"
    in_terminal 80 session list --color never --no-pager --no-trunc
    [[ $output == *"$title"* && $output == *"$(coach session list -o id)"* ]] || fail "$output"
    in_terminal 80 session list --fields title -o csv --no-pager
    [[ $output == *"$title"* ]] || fail "$output"
}

@test "short ids have 8 characters and name their row" {
    in_terminal 80 user list --color never --no-pager --no-headers --fields id,email
    [[ ${lines[2]} =~ ^([0-9a-f]{8})\ \ ben@example.org$ ]] || fail "$output"
    run_coach 0 user show "${BASH_REMATCH[1]}" --fields email -o id
    assert_equal "$output" ben@example.org
}

@test "short ids are as long as they need to be to name one row" {
    coach tag add one -o id >/dev/null
    database_query "
        UPDATE tag SET id = $(id_sql aabbccddee0011223344556677889900);
        INSERT INTO tag SELECT $(id_sql aabbccddeef011223344556677889900), 'two', 'two', description, 'two', created_by, created_at, updated_at, is_active FROM tag;
        INSERT INTO tag SELECT $(id_sql bb000000eef011223344556677889900), 'three', 'three', description, 'three', created_by, created_at, updated_at, is_active FROM tag LIMIT 1"
    in_terminal 80 tag list --color never --no-pager --no-headers --fields name,id
    assert_equal "$output" "\
one    aabbccdd-ee0
three  bb000000
two    aabbccdd-eef"
    run_coach 0 tag show aabbccdd-ee0 --fields name -o id
    assert_equal "$output" one
    run_coach 3 tag show aabbccdd
    [[ $stderr == *"is more than one tag"*"one"*"two"* ]] || fail "$stderr"
}

# ---- Colour ----

@test "tables are coloured on a terminal only, unless somebody says otherwise" {
    run_coach 0 relationship list
    [[ $output != *"$escape"* ]] || fail "$output"
    run_coach 0 relationship list --color always
    [[ $output == *"$escape[32mACTIVE$escape[0m"* ]] || fail "$output"
    run_coach 0 relationship list -c color.ui=always
    [[ $output == *"$escape"* ]] || fail "$output"
    run_coach 0 relationship list -o csv --color always
    [[ $output != *"$escape"* ]] || fail "$output"
    export TERM=xterm
    in_terminal 80 relationship list --no-pager
    [[ $output == *"$escape"* ]] || fail "$output"
    in_terminal 80 relationship list --no-pager --color auto
    [[ $output == *"$escape"* ]] || fail "$output"
    in_terminal 80 relationship list --no-pager --color never
    [[ $output != *"$escape"* ]] || fail "$output"
    in_terminal 80 relationship list --no-pager -c color.ui=never
    [[ $output != *"$escape"* ]] || fail "$output"
}

@test "NO_COLOR and a dumb terminal take the colours away, and --color brings them back" {
    export TERM=xterm NO_COLOR=1
    in_terminal 80 relationship list --no-pager
    [[ $output != *"$escape"* ]] || fail "$output"
    in_terminal 80 relationship list --no-pager --color always
    [[ $output == *"$escape"* ]] || fail "$output"
    NO_COLOR=
    in_terminal 80 relationship list --no-pager
    [[ $output == *"$escape"* ]] || fail "$output"
    TERM=dumb
    in_terminal 80 relationship list --no-pager
    [[ $output != *"$escape"* ]] || fail "$output"
    refuses 2 "sometimes" relationship list --color sometimes
    [[ $stderr == *"auto, always, never"* ]] || fail "$stderr"
}

@test "colours change nothing but colours" {
    run_coach 0 relationship list
    local plain=$output
    run_coach 0 relationship list --color always
    assert_equal "$(sed "s/$escape\[[0-9;]*m//g; s/ *$//" <<<"$output")" "$plain"
}

# ---- The pager ----

@test "lists and rows go through a pager on a terminal, changes do not" {
    export COACH_PAGER="sed s/^/P:/" PAGER="sed s/^/Q:/"
    in_terminal 80 user list --color never --fields email
    assert_equal "${output%%$'\n'*}" "P:email"
    in_terminal 80 user show ben@example.org --color never --fields email
    assert_equal "$output" "P:email  ben@example.org"
    in_terminal 80 user edit ben@example.org --phone 1 --color never --fields email
    [[ $output != *P:* ]] || fail "$output"
    in_terminal 80 user list --color never --fields email --no-pager
    assert_equal "${output%%$'\n'*}" "email"
    unset COACH_PAGER
    in_terminal 80 user list --color never --fields email
    assert_equal "${output%%$'\n'*}" "Q:email"
    in_terminal 80 user list --color never --fields email -c "core.pager=sed s/^/C:/"
    assert_equal "${output%%$'\n'*}" "C:email"
}

@test "no pager is a pager too, and one that cannot run loses nothing" {
    local none
    for none in cat coach-no-such-pager /etc/passwd; do
        in_terminal 80 user list --color never --fields email -c "core.pager=$none"
        [[ $output == *"email
admin@example.org
anna@example.org"* ]] || fail "$none: $output"
    done
    export PAGER=
    in_terminal 80 user list --color never --fields email --limit 1
    assert_equal "$output" "email
admin@example.org"
    export PAGER="sed s/^/Q:/" COACH_PAGER=
    in_terminal 80 user list --color never --fields email --limit 1
    assert_equal "$output" "email
admin@example.org"
    in_terminal 80 user list --color never --fields email --limit 1 -c "core.pager=sed s/^/C:/"
    assert_equal "${output%%$'\n'*}" "C:email"
}

@test "a pager that is left early is no error" {
    export COACH_PAGER="head -n 1"
    in_terminal 80 user list --color never --fields email
    assert_equal "$output" email
}

# ---- Standard output that cannot take it ----

@test "a standard output that cannot be written is an error" {
    local format
    for format in table json jsonl csv tsv id; do
        run --separate-stderr bash -c '"$0" "$@" >/dev/full' "$COACH_BIN" user list -o "$format"
        assert_equal "$format $status" "$format 4"
        [[ $stderr == *"standard output cannot be written: No space left on device"* ]] || fail "$stderr"
    done
    run --separate-stderr bash -c '"$0" user show ben@example.org >/dev/full' "$COACH_BIN"
    assert_equal "$status" 4
    run --separate-stderr bash -c '"$0" version >/dev/full' "$COACH_BIN"
    assert_equal "$status" 4
    run --separate-stderr bash -c '"$0" user list >&-' "$COACH_BIN"
    assert_equal "$status" 4
}

@test "a change whose result cannot be shown says that it has been made" {
    run --separate-stderr bash -c '"$0" tag add strength >/dev/full' "$COACH_BIN"
    assert_equal "$status" 4
    [[ $stderr == *"hint: the change itself has been made"* ]] || fail "$stderr"
    run_coach 0 tag list --fields name -o id
    assert_equal "$output" strength
}

@test "what cannot be shown and has changed nothing does not say so" {
    local command
    for command in log "doctor -o csv" migrate "backup -"; do
        run --separate-stderr bash -c '"$0" $1 >&-' "$COACH_BIN" "$command"
        assert_equal "$status $stderr" "4 coach: standard output cannot be written: Bad file descriptor"
    done
}

@test "standard output carries results alone" {
    run_coach 0 session schedule --client ben@example.org --trainer anna@example.org --type ONE_ON_ONE --title Squats \
        --at tomorrow --fields title
    assert_equal "$output" "title  Squats"
    [[ -n $stderr ]]
    run_coach 0 session schedule --client ben@example.org --trainer anna@example.org --type ONE_ON_ONE --title Squats \
        --at "tomorrow 9:00" --fields title --json
    assert_equal "$output" '{"title":"Squats"}'
    assert_equal "$stderr" ""
}

# ---- Much ----

many_sessions() {
    database_query "
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
        INSERT INTO training_session (id, client_trainer_relationship_id, client_id, trainer_id, title, scheduled_at,
            ends_at, time_zone, session_type, status, search_text, created_by, created_at, updated_at, is_active)
        SELECT $(random_id_sql), r.id, r.client_id, r.trainer_id, 'Session ' || i,
            $(instant_sql "1780000000 + i * 3600"), $(instant_sql "1780003600 + i * 3600"), 'UTC', 'ONE_ON_ONE',
            'SCHEDULED', 'session ' || i, r.created_by, r.created_at, r.updated_at, true
        FROM client_trainer_relationship r, n" >/dev/null
}

# peak ARGS…: prints the number of lines, and the peak of memory in MB.
peak() {
    python -c '
import resource, subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE)
lines = sum(piece.count(b"\n") for piece in iter(lambda: child.stdout.read(1 << 20), b""))
assert child.wait() == 0
print(lines, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)' "$@"
}

@test "a list of 100,000 rows takes little memory in every format" {
    many_sessions
    local most=40 lines megabytes format wanted
    [[ -z ${ASAN_OPTIONS:-} ]] || most=400 # the sanitizer's own
    for format in jsonl:100000 csv:100001 table:100001 id:100000; do
        read -r lines megabytes < <(peak "$COACH_BIN" session list -o "${format%:*}")
        assert_equal "$format $lines" "$format ${format#*:}"
        ((megabytes < most)) || fail "$format: $megabytes MB"
    done
}

@test "--spreadsheet-safe keeps values of csv and tsv from being formulas, and only then" {
    coach tag add '=1+1' --description '@@x,"y"' -o id
    coach tag add '+a' --description=-b -o id
    coach tag add plain --description $'\tc' -o id
    run_coach 0 tag list -o csv --no-headers --fields name,description --spreadsheet-safe
    assert_equal "${output//$'\r'/}" $'\'+a,\'-b\n\'=1+1,"\'@x,""y"""\nplain,\'\tc'
    run_coach 0 tag list -o tsv --no-headers --fields name,description --spreadsheet-safe
    assert_equal "$output" $'\'+a\t\'-b\n\'=1+1\t\'@x,"y"\nplain\t\'\\tc'
    run_coach 0 tag list --fields name --spreadsheet-safe --json
    assert_json 'map(.name)' '["+a", "=1+1", "plain"]'
    run_coach 0 export tag -o csv --spreadsheet-safe
    assert_regex "$output" ",'=1\+1,"
    run_coach 0 tag list -o csv --no-headers --fields name
    assert_equal "${output//$'\r'/}" $'+a\n=1+1\nplain'
}
