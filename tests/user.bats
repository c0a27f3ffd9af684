# user.bats - coach user: people, how they are named, found, changed, put away.

load helper

prepare() {
    new_database
}

add() {
    coach user add "$@" -o id >/dev/null
}

ben() {
    add ben@example.org --first-name Ben --last-name Cole
}

# Three more users, made on three days.
three_users() {
    COACH_NOW=2026-11-01T08:00:00Z add ben@example.org --first-name Ben --last-name Cole --phone "+49 30 901820" \
        --visibility PUBLIC
    COACH_NOW=2026-11-02T08:00:00Z add cleo@example.org --first-name Cléo --last-name "D'Angelo" --visibility CLIENTS
    COACH_NOW=2026-11-03T08:00:00Z add lukasz@example.org --first-name Łukasz --last-name Berg
}

# Gives a user an id of the test's choice: crafted EMAIL HEX
crafted() {
    database_query "UPDATE app_user SET id = $(id_sql "$2") WHERE email = '$1'"
}

# The e-mail addresses of a list, in its order.
emails() {
    succeeds user list -o tsv --no-headers --fields email "$@"
}

# ---- add ----

@test "user add adds a user and shows the row as it stands" {
    succeeds user add ben@example.org --first-name Ben --last-name Cole --date-of-birth 1990-02-28 \
        --phone "+49 30 901820" --notes "Left knee" --time-zone Europe/Berlin --visibility CLIENTS --json
    assert_json 'del(.id, .visibility_id, .created_by)' '{"email":"ben@example.org","first_name":"Ben",
        "last_name":"Cole","date_of_birth":"1990-02-28","phone":"+49 30 901820","notes":"Left knee",
        "time_zone":"Europe/Berlin","db_role":null,"visibility":"CLIENTS","created_at":"2026-12-07T12:00:00Z",
        "updated_at":"2026-12-07T12:00:00Z","is_active":true}'
    assert_json .visibility_id "\"$(coach visibility show CLIENTS -o id)\""
    assert_json '.id | test("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")' true
}

@test "a new user is PRIVATE, and what is not said is absent" {
    succeeds user add ben@example.org --first-name Ben --last-name Cole --json
    assert_json '{date_of_birth, phone, notes, time_zone, visibility}' \
        '{"date_of_birth":null,"phone":null,"notes":null,"time_zone":null,"visibility":"PRIVATE"}'
}

@test "user add prints the id alone with -o id" {
    succeeds user add ben@example.org --first-name Ben --last-name Cole -o id
    assert_regex "$output" '^[0-9a-f-]{36}$'
    assert_equal "$output" "$(coach user show ben@example.org -o id)"
}

@test "an e-mail address is kept as it was typed" {
    succeeds user add Ben.Cole+Gym@Example.ORG --first-name Ben --last-name Cole --json
    assert_json .email '"Ben.Cole+Gym@Example.ORG"'
}

@test "an e-mail address is taken once, whatever its case" {
    ben
    refuses 1 'there is a user with the email "BEN@Example.org" already' \
        user add BEN@Example.org --first-name Benny --last-name Other
    [[ $stderr == *"hint: it is $(coach user show ben@example.org -o id)"* ]]
}

@test "an e-mail address of an archived user is still taken" {
    ben
    coach user archive ben@example.org -o id >/dev/null
    refuses 1 "already" user add ben@example.org --first-name Ben --last-name Two
}

@test "letters beyond ASCII are compared without regard to case too" {
    add jörg@example.org --first-name Jörg --last-name Ä
    refuses 1 "already" user add JÖRG@example.org --first-name Jörg --last-name Ä
}

@test "a duplicate is an object with its code where json is asked for" {
    ben
    run_coach 1 user add BEN@example.org --first-name Ben --last-name Cole --json
    assert_output ""
    assert_equal "$(jq -c '.error | [.code, .field, .message]' <<<"$stderr")" \
        '["conflict","email","there is a user with the email \"BEN@example.org\" already"]'
    assert_equal "$(jq -r .error.hint <<<"$stderr")" "it is $(coach user show ben@example.org -o id)"
}

@test "user add needs an e-mail address" {
    refuses 2 "user add needs EMAIL" user add --first-name Ben --last-name Cole
    [[ $stderr == *"hint: coach help user add"* ]]
}

@test "user add needs both names" {
    refuses 2 "a user needs a value for first_name" user add ben@example.org --last-name Cole
    [[ $stderr == *"hint: give --first-name"* ]]
    refuses 2 "a user needs a value for last_name" user add ben@example.org --first-name Ben
}

@test "what is not an e-mail address is refused, and why" {
    refuses 2 "email is not an e-mail address: it has no '@'" user add ben.example.org --first-name B --last-name C
    refuses 2 "more than one '@'" user add ben@example@org --first-name B --last-name C
    refuses 2 "nothing comes before the '@'" user add @example.org --first-name B --last-name C
    refuses 2 "nothing comes after the '@'" user add ben@ --first-name B --last-name C
    refuses 2 "a character that none has (U+0020)" user add "ben cole@example.org" --first-name B --last-name C
    refuses 2 "two dots in a row" user add ben..cole@example.org --first-name B --last-name C
    refuses 2 "email is empty" user add "" --first-name B --last-name C
}

@test "an e-mail address has at most 255 characters" {
    local label=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
    local long=ben@$label.$label.$label.$label.aaaaaa
    succeeds user add "${long}a" --first-name Ben --last-name Cole --json
    assert_json '.email | length' 255
    refuses 2 "email is 256 characters long; at most 255 are allowed" user add "${long}bb" --first-name B --last-name C
}

@test "a date of birth is a day of the calendar" {
    refuses 2 '"1990-02-30"' user add ben@example.org --first-name Ben --last-name Cole --date-of-birth 1990-02-30
    refuses 2 'date_of_birth' user add ben@example.org --first-name Ben --last-name Cole --date-of-birth 28.2.1990
}

@test "a date of birth may be today, but not in the future" {
    succeeds user add ben@example.org --first-name Ben --last-name Cole --date-of-birth 2026-12-07 --json
    assert_json .date_of_birth '"2026-12-07"'
    refuses 2 "a date of birth cannot be in the future" \
        user add cleo@example.org --first-name Cleo --last-name Diaz --date-of-birth 2026-12-08
}

@test "a time zone is one of the IANA database" {
    refuses 2 '"Europe/Berlinn" is not a time zone' \
        user add ben@example.org --first-name Ben --last-name Cole --time-zone Europe/Berlinn
    [[ $stderr == *"hint: an IANA name such as Europe/Berlin or UTC"* ]]
}

@test "a telephone number has at most 32 characters" {
    succeeds user add ben@example.org --first-name B --last-name C --phone 12345678901234567890123456789012 --json
    assert_json '.phone | length' 32
    refuses 2 "phone is 33 characters long; at most 32 are allowed" \
        user edit ben@example.org --phone 123456789012345678901234567890123
}

@test "notes have at most 2000 characters, of however many bytes" {
    ben
    takes_2000 notes user ben@example.org
}

@test "an unknown visibility is refused" {
    refuses 3 'there is no visibility "FRIENDS"' \
        user add ben@example.org --first-name Ben --last-name Cole --visibility FRIENDS
    [[ $stderr == *"hint: \`coach visibility list --all\` shows them"* ]]
}

@test "an unknown option is refused, with the one that was meant" {
    refuses 2 'unknown option "--fist-name"' user add ben@example.org --fist-name Ben --last-name Cole
    [[ $stderr == *"hint: did you mean --first-name?"* ]]
}

# ---- Names that hurt ----

@test "quotes, apostrophes, backslashes and SQL are text like any other" {
    local first="Robert'); DROP TABLE app_user;--" last='O"Neil\n\ %_ $1'
    succeeds user add bobby@example.org --first-name "$first" --last-name "$last" --json
    assert_json '[.first_name, .last_name]' "$(jq -n '$ARGS.positional' --args "$first" "$last")"
    succeeds user list --search "'); drop table" -o tsv --no-headers --fields email
    assert_output bobby@example.org
    emails
    assert_line admin@example.org
}

@test "emoji and letters of every script are text like any other" {
    succeeds user add li@example.org --first-name "李🏋️‍♀️" --last-name "عمر" --json
    assert_json '[.first_name, .last_name]' '["李🏋️‍♀️","عمر"]'
}

@test "255 characters of four bytes each are a name" {
    local name
    name=$(printf '💪%.0s' {1..255})
    succeeds user add ben@example.org --first-name "$name" --last-name Cole --json
    assert_json '.first_name | length' 255
    assert_json .first_name "\"$name\""
}

@test "256 characters of one byte each are too many for a name" {
    refuses 2 "first_name is 256 characters long; at most 255 are allowed" \
        user add ben@example.org --first-name "$(printf 'x%.0s' {1..256})" --last-name Cole
}

@test "an empty name is refused, and a blank one" {
    refuses 2 "first_name is empty" user add ben@example.org --first-name "" --last-name Cole
    refuses 2 "last_name is blank" user add ben@example.org --first-name Ben --last-name "   "
    refuses 2 "last_name is blank" user add ben@example.org --first-name Ben --last-name $'\xc2\xa0\xe2\x80\x8b'
}

@test "a name is one line" {
    refuses 2 "first_name must be one line" user add ben@example.org --first-name $'Ben\nCole' --last-name Cole
    refuses 2 "phone must be one line" user add ben@example.org --first-name B --last-name C --phone $'1\n2'
}

@test "control characters are refused, also in what is meant for one line of many" {
    refuses 2 "first_name holds a control character (U+001B)" \
        user add ben@example.org --first-name $'\e[31mBen\e[0m' --last-name Cole
    refuses 2 "first_name holds a control character (U+0009)" \
        user add ben@example.org --first-name $'Ben\tB' --last-name Cole
    refuses 2 "last_name holds a control character (U+007F)" \
        user add ben@example.org --first-name Ben --last-name $'Cole\x7f'
    refuses 2 "last_name holds a control character (U+009B)" \
        user add ben@example.org --first-name Ben --last-name $'\xc2\x9b31mCole'
    refuses 2 "notes holds a control character (U+000D)" \
        user add ben@example.org --first-name Ben --last-name Cole --notes $'one\r\ntwo'
}

@test "what is not UTF-8 is refused" {
    refuses 2 "first_name is not valid UTF-8" user add ben@example.org --first-name $'Ben\xff' --last-name Cole
    refuses 2 "last_name is not valid UTF-8" user add ben@example.org --first-name Ben --last-name $'\xc0\xaf'
    refuses 2 "last_name is not valid UTF-8" user add ben@example.org --first-name Ben --last-name $'\xed\xa0\x80'
    refuses 2 "email is not valid UTF-8" user add $'ben\xff@example.org' --first-name Ben --last-name Cole
}

@test "a NUL in a file is refused" {
    printf 'one\0two' >"$BATS_TEST_TMPDIR/notes"
    refuses 2 "holds a NUL" user add ben@example.org --first-name B --last-name C --notes "@$BATS_TEST_TMPDIR/notes"
}

@test "a right-to-left override is kept, and never reaches a terminal" {
    local name=$'\xe2\x80\xaecole'
    succeeds user add ben@example.org --first-name Ben --last-name "$name" --json
    assert_equal "$(jq -r .last_name <<<"$output")" "$name"
    succeeds user show ben@example.org --fields first_name,last_name
    assert_output 'first_name  Ben
last_name   \u202ecole'
    succeeds user list --fields last_name --search "$name"
    assert_output 'last_name
\u202ecole'
}

@test "an error never brings a control character to the terminal" {
    refuses 3 'there is no user "' user show $'\e]0;title\a'
    [[ $stderr != *$'\e'* && $stderr != *$'\a'* ]]
}

@test "an error cuts a long text between two characters" {
    run_coach 3 user show "a$(printf 'é%.0s' {1..60})"
    assert_output ""
    [[ $stderr == "coach: there is no user \"aéé"* ]]
    [[ $stderr != *'\x'* ]]
    run_coach 3 user show "a$(printf 'é%.0s' {1..60})" --json
    [[ $(jq -r .error.message <<<"$stderr") != *�* ]]
}

@test "notes may have lines and tabs" {
    succeeds user add ben@example.org --first-name Ben --last-name Cole --notes $'one\n\ttwo' --json
    assert_json .notes '"one\n\ttwo"'
}

# ---- @FILE ----

@test "a text may come from a file, without its last newline" {
    printf 'one\ntwo\n' >"$BATS_TEST_TMPDIR/notes"
    succeeds user add ben@example.org --first-name Ben --last-name Cole --notes "@$BATS_TEST_TMPDIR/notes" --json
    assert_json .notes '"one\ntwo"'
}

@test "a text may come from standard input" {
    succeeds user add ben@example.org --first-name Ben --last-name Cole --notes @- --json <<<"from a pipe"
    assert_json .notes '"from a pipe"'
}

@test "a text that begins with @ is written with two" {
    succeeds user add ben@example.org --first-name Ben --last-name Cole --notes @@home --json
    assert_json .notes '"@home"'
}

@test "a file that is not there is refused" {
    refuses 2 "nowhere: No such file or directory" \
        user add ben@example.org --first-name Ben --last-name Cole --notes "@$BATS_TEST_TMPDIR/nowhere"
    [[ $stderr == *"write @@ for an @ itself"* ]]
}

# ---- Which one ----

@test "a user is named by e-mail address, whatever its case" {
    ben
    succeeds user show BEN@Example.Org --json --fields email
    assert_json . '{"email":"ben@example.org"}'
}

@test "a user is named by the full id, in capitals too" {
    local id
    id=$(coach user add ben@example.org --first-name Ben --last-name Cole -o id)
    succeeds user show "$id" -o id
    assert_output "$id"
    succeeds user show "${id^^}" -o id
    assert_output "$id"
}

@test "a user is named by the first digits of the id, four at least" {
    ben
    crafted ben@example.org abcdef0112344000800000000000000a
    named_by_digits user
}

@test "digits that begin more than one id are refused, with the candidates" {
    three_users
    crafted ben@example.org abcdef0112344000800000000000000a
    crafted cleo@example.org abcdef0212344000800000000000000b
    refuses 3 '"abcdef" is more than one user' user show abcdef
    assert_equal "$stderr" "coach: \"abcdef\" is more than one user
hint: abcdef01-1234-4000-8000-00000000000a Ben Cole
hint: abcdef02-1234-4000-8000-00000000000b Cléo D'Angelo"
    succeeds user show abcdef02 --json --fields first_name
    assert_json . '{"first_name":"Cléo"}'
}

@test "an ambiguous prefix is an object with its code where json is asked for" {
    three_users
    crafted ben@example.org abcdef0112344000800000000000000a
    crafted cleo@example.org abcdef0212344000800000000000000b
    run_coach 3 user show abcdef --json
    assert_output ""
    assert_equal "$(jq -c '.error | [.code, .message]' <<<"$stderr")" '["ambiguous","\"abcdef\" is more than one user"]'
    assert_equal "$(jq -r .error.hint <<<"$stderr")" "abcdef01-1234-4000-8000-00000000000a Ben Cole
abcdef02-1234-4000-8000-00000000000b Cléo D'Angelo"
}

@test "more candidates than a few are not all listed" {
    local i
    for i in 1 2 3 4 5 6; do
        add "u$i@example.org" --first-name U --last-name "$i"
        crafted "u$i@example.org" "abcdef0${i}123440008000000000000000"
    done
    refuses 3 '"abcdef" is more than one user' user show abcdef
    assert_equal "$(tail -n 1 <<<"$stderr")" "hint: and more"
}

@test "an ambiguous prefix changes nothing" {
    three_users
    crafted ben@example.org abcdef0112344000800000000000000a
    crafted cleo@example.org abcdef0212344000800000000000000b
    refuses 3 'more than one user' user edit abcdef --phone 1
    refuses 3 'more than one user' user archive abcdef
}

@test "a user that is not there is refused by every verb" {
    refuses 3 'there is no user "eve@example.org"' user show eve@example.org
    [[ $stderr == *"hint: \`coach user list --all\` shows them"* ]]
    refuses 3 'there is no user "eve@example.org"' user edit eve@example.org --phone 1
    refuses 3 'there is no user "eve@example.org"' user archive eve@example.org
    refuses 3 'there is no user "eve@example.org"' user restore eve@example.org
    refuses 3 'there is no user "00000000-0000-4000-8000-000000000000"' \
        user show 00000000-0000-4000-8000-000000000000
    refuses 3 'there is no user ""' user show ""
}

@test "a user is not named by first name" {
    ben
    refuses 3 'there is no user "Ben"' user show Ben
}

@test "what names a user must be UTF-8" {
    refuses 2 "is not UTF-8" user show $'ben\xff'
}

@test "the same answer with a code where json is asked for" {
    run_coach 3 user show eve@example.org --json
    assert_output ""
    assert_equal "$(jq -c .error.code <<<"$stderr")" '"not_found"'
}

# ---- show ----

@test "user show shows every field" {
    three_users
    succeeds user show ben@example.org --json
    assert_json 'del(.id, .visibility_id, .created_by)' '{"email":"ben@example.org","first_name":"Ben",
        "last_name":"Cole","date_of_birth":null,"phone":"+49 30 901820","notes":null,"time_zone":null,"db_role":null,
        "visibility":"PUBLIC","created_at":"2026-11-01T08:00:00Z","updated_at":"2026-11-01T08:00:00Z",
        "is_active":true}'
}

@test "user show is for people too" {
    three_users
    succeeds user show ben@example.org --fields email,first_name,phone,notes,created_at,is_active
    assert_output 'email       ben@example.org
first_name  Ben
phone       +49 30 901820
notes       -
created_at  Sun 2026-11-01 08:00 UTC
is_active   yes'
}

@test "user show shows an archived user" {
    ben
    coach user archive ben@example.org -o id >/dev/null
    succeeds user show ben@example.org --json --fields email,is_active
    assert_json . '{"email":"ben@example.org","is_active":false}'
}

@test "an unknown field names the known ones" {
    refuses 2 'a user has no field "name"' user show admin@example.org --fields name
    [[ $stderr == *"email, first_name, last_name, date_of_birth"* ]]
}

# ---- list ----

@test "user list is in the order of last and first names" {
    three_users
    emails
    assert_output 'admin@example.org
lukasz@example.org
ben@example.org
cleo@example.org'
}

@test "user list shows the main columns to people" {
    three_users
    succeeds user list --fields email,first_name,last_name,phone --search ben
    assert_output 'email            first_name  last_name  phone
ben@example.org  Ben         Cole       +49 30 901820'
}

@test "user list filters by visibility, by one or several" {
    three_users
    emails --visibility PUBLIC
    assert_output ben@example.org
    emails --visibility public,clients
    assert_output 'ben@example.org
cleo@example.org'
    emails --visibility PUBLIC --visibility CLIENTS
    assert_output 'ben@example.org
cleo@example.org'
}

@test "a filter by something unknown is refused" {
    refuses 3 'there is no visibility "FRIENDS"' user list --visibility PUBLIC,FRIENDS
}

@test "user list filters by who made the row" {
    ben
    coach --as ben@example.org user add cleo@example.org --first-name Cleo --last-name Diaz -o id >/dev/null
    emails --created-by ben@example.org
    assert_output cleo@example.org
    emails --created-by "$(coach user show admin@example.org -o id)"
    assert_output 'admin@example.org
ben@example.org'
}

@test "two filters must both hold" {
    three_users
    emails --visibility PUBLIC --search cleo
    assert_output ""
}

@test "a search pays no heed to case and accents" {
    three_users
    emails --search CLEO
    assert_output cleo@example.org
    emails --search cléo
    assert_output cleo@example.org
    emails --search LUKASZ
    assert_output lukasz@example.org
    emails --search "d'ang"
    assert_output cleo@example.org
    emails --search 901820
    assert_output ben@example.org
}

@test "a search takes every character as it is" {
    three_users
    emails --search %
    assert_output ""
    emails --search _
    assert_output ""
    add percent@example.org --first-name '100%_\' --last-name Zed
    emails --search '0%_\'
    assert_output percent@example.org
    refuses 2 "not UTF-8" user list --search $'\xff'
}

@test "a search finds the user by the new name, not by the old one" {
    three_users
    coach user edit ben@example.org --first-name Bénédict -o id >/dev/null
    emails --search benedict
    assert_output ben@example.org
    coach user edit ben@example.org --first-name Max -o id >/dev/null
    emails --search benedict
    assert_output ""
}

@test "user list takes a span of time, half open" {
    three_users
    emails --from 2026-11-02T08:00Z --to 2026-11-03T08:00Z
    assert_output cleo@example.org
    emails --to 2026-11-02T08:00Z
    assert_output ben@example.org
    emails --from 2026-11-03 --to 2026-11-04
    assert_output lukasz@example.org
}

@test "a time that is none is refused" {
    refuses 2 '"soon-ish"' user list --from soon-ish
    refuses 2 '"never"' user list --to never
}

@test "user list sorts by a field, either way" {
    three_users
    emails --sort email --search example
    assert_output 'admin@example.org
ben@example.org
cleo@example.org
lukasz@example.org'
    emails --sort created_at --reverse
    assert_output 'admin@example.org
lukasz@example.org
cleo@example.org
ben@example.org'
    emails --reverse
    assert_output 'cleo@example.org
ben@example.org
lukasz@example.org
admin@example.org'
}

@test "what is absent comes last, either way" {
    three_users
    emails --sort phone --limit 1
    assert_output ben@example.org
    emails --sort phone --reverse --limit 1
    assert_output ben@example.org
}

@test "user list sorts by no unknown field" {
    refuses 2 'a user has no field "emial"' user list --sort emial
    [[ $stderr == *"hint: did you mean email?"* ]]
}

@test "user list takes a limit and an offset" {
    three_users
    emails --limit 2
    assert_output 'admin@example.org
lukasz@example.org'
    emails --limit 2 --offset 3
    assert_output cleo@example.org
    emails --offset 2
    assert_output 'ben@example.org
cleo@example.org'
    emails --offset 99
    assert_output ""
    refuses 2 '"0" is not a whole number from 1' user list --limit 0
    refuses 2 '"-1" is not a whole number from 0' user list --offset=-1
    refuses 2 '"ten" is not a whole number from 1' user list --limit ten
}

@test "user list leaves archived users out, or shows them alone, or all" {
    three_users
    coach user archive ben@example.org -o id >/dev/null
    emails
    assert_output 'admin@example.org
lukasz@example.org
cleo@example.org'
    emails --archived
    assert_output ben@example.org
    emails --all
    assert_output 'admin@example.org
lukasz@example.org
ben@example.org
cleo@example.org'
    refuses 2 "give either --archived or --all" user list --archived --all
}

@test "an empty list is an empty array, and no error" {
    succeeds user list --search nobody --json
    assert_json . '[]'
    succeeds user list --search nobody
    assert_output ""
}

# ---- edit ----

@test "user edit changes only what is given" {
    three_users
    succeeds user edit ben@example.org --first-name Benjamin --json
    assert_json 'del(.id, .visibility_id, .created_by)' '{"email":"ben@example.org","first_name":"Benjamin",
        "last_name":"Cole","date_of_birth":null,"phone":"+49 30 901820","notes":null,"time_zone":null,"db_role":null,
        "visibility":"PUBLIC","created_at":"2026-11-01T08:00:00Z","updated_at":"2026-12-07T12:00:00Z",
        "is_active":true}'
}

@test "user edit changes every field" {
    ben
    succeeds user edit ben@example.org --email benjamin@example.org --first-name Benjamin --last-name Coal \
        --date-of-birth 1990-02-28 --phone 112 --notes "New knee" --time-zone Asia/Shanghai --visibility PUBLIC --json
    assert_json 'del(.id, .visibility_id, .created_by, .created_at, .updated_at)' '{"email":"benjamin@example.org",
        "first_name":"Benjamin","last_name":"Coal","date_of_birth":"1990-02-28","phone":"112","notes":"New knee",
        "time_zone":"Asia/Shanghai","db_role":null,"visibility":"PUBLIC","is_active":true}'
    succeeds user show benjamin@example.org --fields first_name --json
    refuses 3 'there is no user "ben@example.org"' user show ben@example.org
}

@test "--no-FIELD takes each optional field away" {
    add ben@example.org --first-name Ben --last-name Cole --date-of-birth 1990-02-28 --phone 112 --notes Knee \
        --time-zone Europe/Berlin
    succeeds user edit ben@example.org --no-date-of-birth --no-phone --no-notes --no-time-zone --json
    assert_json '{date_of_birth, phone, notes, time_zone}' \
        '{"date_of_birth":null,"phone":null,"notes":null,"time_zone":null}'
}

@test "an empty text takes an optional field away too" {
    add ben@example.org --first-name Ben --last-name Cole --phone 112
    succeeds user edit ben@example.org --phone "" --json --fields phone
    assert_json . '{"phone":null}'
}

@test "a field that a user needs cannot be taken away" {
    ben
    refuses 2 'unknown option "--no-first-name"' user edit ben@example.org --no-first-name
    refuses 2 'first_name is empty' user edit ben@example.org --first-name ""
    refuses 2 'email is empty' user edit ben@example.org --email ""
}

@test "user edit with nothing to change is refused" {
    refuses 2 "nothing to change" user edit admin@example.org
    [[ $stderr == *"hint: \`coach help user edit\` shows what can be"* ]]
}

@test "an edit to what stands already changes nothing, not even the time of the change" {
    three_users
    local before
    before=$(database_fingerprint)
    succeeds user edit ben@example.org --first-name Ben --json --fields first_name,updated_at
    assert_json . '{"first_name":"Ben","updated_at":"2026-11-01T08:00:00Z"}'
    assert_equal "$(database_fingerprint)" "$before"
}

@test "an e-mail address cannot be changed to one that is taken" {
    three_users
    refuses 1 'there is a user with the email "CLEO@example.org" already' \
        user edit ben@example.org --email CLEO@example.org
}

@test "a user's own e-mail address can change its case" {
    ben
    succeeds user edit ben@example.org --email Ben@Example.org --json --fields email
    assert_json . '{"email":"Ben@Example.org"}'
}

@test "one field that does not fit keeps the others from changing" {
    ben
    refuses 2 "phone is 33 characters long" \
        user edit ben@example.org --first-name Max --phone 123456789012345678901234567890123
}

@test "user edit changes an archived user" {
    ben
    coach user archive ben@example.org -o id >/dev/null
    succeeds user edit ben@example.org --phone 112 --json --fields phone,is_active
    assert_json . '{"phone":"112","is_active":false}'
}

# ---- archive and restore ----

@test "user archive puts a user away, user restore brings the user back" {
    ben
    COACH_NOW=2026-12-08T09:00:00Z succeeds user archive ben@example.org --json \
        --fields email,is_active,created_at,updated_at
    assert_json . '{"email":"ben@example.org","is_active":false,"created_at":"2026-12-07T12:00:00Z",
        "updated_at":"2026-12-08T09:00:00Z"}'
    succeeds user restore ben@example.org --json --fields email,is_active
    assert_json . '{"email":"ben@example.org","is_active":true}'
}

@test "what is archived is not archived again, what is not is not restored" {
    ben
    refuses 1 "the user is not archived" user restore ben@example.org
    coach user archive ben@example.org -o id >/dev/null
    refuses 1 "the user is archived already" user archive ben@example.org
}

@test "the acting user is never archived, not even with --force" {
    refuses 1 "the acting user cannot be archived" user archive admin@example.org
    refuses 1 "the acting user cannot be archived" user archive admin@example.org --force
    ben
    succeeds --as ben@example.org user archive admin@example.org --json --fields is_active
    assert_json . '{"is_active":false}'
}

@test "a client with coming sessions is archived only with --force" {
    studio
    book 2026-12-08T10:00Z
    refuses 1 "the user still has 1 coming session" user archive ben@example.org
    [[ $stderr == *"hint: "*"--force"* ]]
    succeeds user archive ben@example.org --force --json --fields is_active
    assert_json . '{"is_active":false}'
}

@test "a user who trains others and has coming sessions is archived only with --force" {
    studio
    book 2026-12-08T10:00Z
    book 2026-12-09T10:00Z
    refuses 1 "the user still has 2 coming sessions" user archive anna@example.org
    [[ $stderr == *"hint: cancel them first, or archive the user all the same with --force"* ]]
    succeeds user archive anna@example.org --force --json --fields is_active
    assert_json . '{"is_active":false}'
}

@test "sessions that are over or cancelled keep nobody from being archived" {
    studio
    local cancelled
    cancelled=$(book 2026-12-08T10:00Z)
    coach session cancel "$cancelled" -o id >/dev/null
    COACH_NOW=2026-12-01T12:00:00Z book 2026-12-02T10:00Z
    succeeds user archive ben@example.org --json --fields is_active
    assert_json . '{"is_active":false}'
}

@test "an archived user keeps every link" {
    studio
    coach user archive ben@example.org -o id >/dev/null
    succeeds relationship show "$relationship" --json --fields client,client_id
    assert_json . "{\"client\":\"Ben Cole\",\"client_id\":\"$(coach user show ben@example.org -o id)\"}"
}

# ---- The acting user ----

@test "a row is made by the user that --as names" {
    ben
    succeeds --as BEN@example.org user add cleo@example.org --first-name Cleo --last-name Diaz --json
    assert_json .created_by "\"$(coach user show ben@example.org -o id)\""
}

@test "--as takes an id and its first digits too, anywhere on the line" {
    ben
    crafted ben@example.org abcdef0112344000800000000000000a
    succeeds user add cleo@example.org --first-name Cleo --as abcdef01 --last-name Diaz --json
    assert_json .created_by '"abcdef01-1234-4000-8000-00000000000a"'
}

@test "--as comes before COACH_USER, COACH_USER before user.email" {
    three_users
    coach config set user.email lukasz@example.org
    local ben cleo lukasz
    ben=$(coach user show ben@example.org -o id)
    cleo=$(coach user show cleo@example.org -o id)
    lukasz=$(coach user show lukasz@example.org -o id)
    COACH_USER=cleo@example.org succeeds --as ben@example.org user add a@example.org --first-name A --last-name A --json
    assert_json .created_by "\"$ben\""
    COACH_USER=cleo@example.org succeeds user add b@example.org --first-name B --last-name B --json
    assert_json .created_by "\"$cleo\""
    unset COACH_USER
    succeeds user add c@example.org --first-name C --last-name C --json
    assert_json .created_by "\"$lukasz\""
    succeeds -c user.email=ben@example.org user add d@example.org --first-name D --last-name D --json
    assert_json .created_by "\"$ben\""
}

@test "who changes a row does not become its maker" {
    three_users
    succeeds --as ben@example.org user edit cleo@example.org --phone 112 --json
    assert_json .created_by "\"$(coach user show admin@example.org -o id)\""
}

@test "without an acting user nothing is written, and the error says how to name one" {
    coach config unset user.email
    unset COACH_USER
    refuses 2 "nobody is named as the acting user" user add ben@example.org --first-name Ben --last-name Cole
    [[ $stderr == *"hint: say who: --as EMAIL, COACH_USER, or \`coach config set user.email EMAIL\`"* ]]
    refuses 2 "nobody is named as the acting user" user edit admin@example.org --phone 1
    refuses 2 "nobody is named as the acting user" user archive admin@example.org
}

@test "without an acting user everything can be read" {
    coach config unset user.email
    unset COACH_USER
    emails
    assert_output admin@example.org
    COACH_USER=eve@example.org emails
    assert_output admin@example.org
}

@test "an acting user who is not in the database is refused" {
    refuses 3 'the acting user "eve@example.org" is not in this database' \
        --as eve@example.org user add ben@example.org --first-name Ben --last-name Cole
    COACH_USER=eve@example.org refuses 3 'the acting user "eve@example.org" is not in this database' \
        user edit admin@example.org --phone 1
}

@test "an archived user does not act" {
    ben
    coach user archive ben@example.org -o id >/dev/null
    refuses 1 "the acting user ben@example.org is archived" --as ben@example.org user edit ben@example.org --phone 1
}

# ---- The rest of the line ----

@test "an unknown verb is refused, with the one that was meant" {
    refuses 2 'unknown verb of user "ad"' user ad ben@example.org
    [[ $stderr == *"hint: did you mean add?"* ]]
}

@test "a word too many is refused" {
    refuses 2 '"cole@example.org" is one word too many' user show admin@example.org cole@example.org
}

@test "every format gives the same fields" {
    three_users
    succeeds user list --search ben --fields email,phone,visibility,is_active -o csv
    assert_output $'email,phone,visibility,is_active\r\nben@example.org,+49 30 901820,PUBLIC,true\r'
    succeeds user list --search ben --fields email,phone,visibility,is_active -o tsv
    assert_output $'email\tphone\tvisibility\tis_active\nben@example.org\t+49 30 901820\tPUBLIC\ttrue'
    succeeds user list --search ben --fields email,phone,visibility,is_active -o jsonl
    assert_output '{"email":"ben@example.org","phone":"+49 30 901820","visibility":"PUBLIC","is_active":true}'
}
