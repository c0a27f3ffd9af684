# trainer.bats - coach trainer: profiles, rates, certifications, categories, tags.

load helper

prepare() {
    new_database
    coach user add anna@example.org --first-name Anna --last-name Berg -o id >/dev/null
}

add() {
    coach trainer add "$@" -o id >/dev/null
}

anna() {
    add anna@example.org "$@"
}

# Three trainers who differ in everything that a list can be filtered by.
three_trainers() {
    local name
    for name in Strength Mobility; do coach category add "$name" -o id >/dev/null; done
    for name in early late; do coach tag add "$name" -o id >/dev/null; done
    COACH_NOW=2026-11-01T08:00:00Z anna --rate 80 --currency EUR --specializations "Rücken, Knie" --bio "Since 1999"
    COACH_NOW=2026-11-02T08:00:00Z add carl@example.org --first-name Carl --last-name Cook --rate 100 --currency USD \
        --no-independent --visibility CLIENTS
    COACH_NOW=2026-11-03T08:00:00Z add dora@example.org --first-name Dora --last-name Ames --no-accepts-clients \
        --rate 9.50 --currency EUR --visibility PRIVATE
    {
        coach trainer categorize anna@example.org Strength
        coach trainer categorize anna@example.org Mobility --primary
        coach trainer categorize carl@example.org Strength
        coach trainer tag anna@example.org early late
        coach trainer tag dora@example.org late
    } >/dev/null
}

crafted() {
    database_query "UPDATE trainer_profile SET id = $(id_sql "$2")
        WHERE user_id = (SELECT id FROM app_user WHERE email = '$1')"
}

# The e-mail addresses of a list, in its order.
emails() {
    succeeds trainer list -o tsv --no-headers --fields email "$@"
}

# ---- add ----

@test "trainer add makes a user a trainer and shows the row as it stands" {
    succeeds trainer add anna@example.org --specializations "Back, knees" --bio $'Since 1999.\nIn Berlin.' --rate 75.5 \
        --currency EUR --certifications '{"NASM": 2019}' --no-independent --no-accepts-new-clients \
        --visibility CLIENTS --json
    assert_json 'del(.id, .visibility_id, .created_by)' "{\"name\":\"Anna Berg\",\"email\":\"anna@example.org\",
        \"user_id\":\"$(coach user show anna@example.org -o id)\",\"specializations\":\"Back, knees\",
        \"bio\":\"Since 1999.\\nIn Berlin.\",\"hourly_rate\":75.50,\"currency\":\"EUR\",
        \"certifications\":{\"NASM\":2019},\"categories\":[],\"primary_category\":null,\"tags\":[],
        \"is_independent\":false,\"accepts_new_clients\":false,\"buffer_minutes\":0,\"visibility\":\"CLIENTS\",
        \"created_at\":\"2026-12-07T12:00:00Z\",\"updated_at\":\"2026-12-07T12:00:00Z\",\"is_active\":true}"
    assert_json .visibility_id "\"$(coach visibility show CLIENTS -o id)\""
}

@test "a new trainer is PUBLIC, independent and takes new clients" {
    succeeds trainer add anna@example.org --json
    assert_json '{specializations, bio, hourly_rate, currency, certifications, is_independent, accepts_new_clients,
        visibility}' '{"specializations":null,"bio":null,"hourly_rate":null,"currency":null,"certifications":null,
        "is_independent":true,"accepts_new_clients":true,"visibility":"PUBLIC"}'
}

@test "trainer add makes the user too where both names are given" {
    succeeds trainer add carl@example.org --first-name Carl --last-name Cook --json --fields name,email
    assert_json . '{"name":"Carl Cook","email":"carl@example.org"}'
    succeeds user show carl@example.org --json --fields first_name,last_name,visibility
    assert_json . '{"first_name":"Carl","last_name":"Cook","visibility":"PRIVATE"}'
}

@test "a user who is there already keeps the name" {
    succeeds trainer add ANNA@example.org --first-name Hanna --last-name Burg --json --fields name,email
    assert_json . '{"name":"Anna Berg","email":"anna@example.org"}'
}

@test "trainer add names a user by id, and by its first digits" {
    database_query "UPDATE app_user SET id = $(id_sql abcdef0112344000800000000000000a) WHERE email LIKE 'anna%'"
    succeeds trainer add abcdef01 --json --fields email,user_id
    assert_json . '{"email":"anna@example.org","user_id":"abcdef01-1234-4000-8000-00000000000a"}'
}

@test "trainer add makes no user without the names" {
    refuses 3 'there is no user "carl@example.org"' trainer add carl@example.org
    [[ $stderr == *"hint: give --first-name and --last-name too, and the user is made"* ]]
    refuses 2 "a user needs a value for last_name" trainer add carl@example.org --first-name Carl
    refuses 2 "a user needs a value for first_name" trainer add carl@example.org --last-name Cook
}

@test "trainer add makes no user from something that is no e-mail address" {
    refuses 3 'there is no user "carl"' trainer add carl --first-name Carl --last-name Cook
    refuses 2 "email is not an e-mail address" trainer add carl@ --first-name Carl --last-name Cook
}

@test "trainer add needs a user" {
    refuses 2 "trainer add needs USER" trainer add --rate 60 --currency EUR
}

@test "a profile that does not fit makes no user either" {
    refuses 1 "hourly_rate and currency come together or not at all" \
        trainer add carl@example.org --first-name Carl --last-name Cook --rate 60
    refuses 3 'there is no user "carl@example.org"' user show carl@example.org
}

@test "a user is a trainer once" {
    anna
    refuses 1 "there is a trainer with that user already" trainer add Anna@example.org
    [[ $stderr == *"hint: it is $(coach trainer show anna@example.org -o id)"* ]]
    run_coach 1 trainer add anna@example.org --json
    assert_equal "$(jq -c '.error | [.code, .field]' <<<"$stderr")" '["conflict","user_id"]'
}

@test "an archived user does not become a trainer" {
    coach user archive anna@example.org -o id >/dev/null
    refuses 1 "the user is archived" trainer add anna@example.org
    [[ $stderr == *"hint: coach user restore $(coach user show anna@example.org -o id)"* ]]
}

@test "a trainer is made by the acting user" {
    succeeds --as anna@example.org trainer add anna@example.org --json
    assert_json '.created_by == .user_id' true
    succeeds --as anna@example.org trainer add carl@example.org --first-name Carl --last-name Cook -o id
    succeeds user list --created-by anna@example.org -o tsv --no-headers --fields email
    assert_output carl@example.org
}

@test "without an acting user no trainer is made" {
    coach config unset user.email
    unset COACH_USER
    refuses 2 "nobody is named as the acting user" trainer add anna@example.org
}

@test "an unknown acting user makes no trainer" {
    refuses 3 'the acting user "eve@example.org" is not in this database' --as eve@example.org \
        trainer add anna@example.org
}

# ---- Rate and currency ----

@test "a rate has as many decimals as its currency" {
    anna
    succeeds trainer edit anna@example.org --rate 75 --currency EUR --json --fields hourly_rate,currency
    assert_output '{"hourly_rate":75.00,"currency":"EUR"}'
    succeeds trainer edit anna@example.org --rate 7500 --currency JPY --json --fields hourly_rate,currency
    assert_output '{"hourly_rate":7500,"currency":"JPY"}'
    succeeds trainer edit anna@example.org --rate 7.5 --currency KWD --json --fields hourly_rate,currency
    assert_output '{"hourly_rate":7.500,"currency":"KWD"}'
}

@test "a rate with more decimals than its currency is refused" {
    anna
    refuses 2 "hourly_rate has 3 decimals, but the currency has 2" \
        trainer edit anna@example.org --rate 75.505 --currency EUR
    refuses 2 "hourly_rate has decimals, but the currency has none" \
        trainer edit anna@example.org --rate 75.5 --currency JPY
    refuses 2 "hourly_rate has 4 decimals, but the currency has 3" \
        trainer edit anna@example.org --rate 7.5005 --currency KWD
}

@test "a rate is exact, however large" {
    succeeds trainer add anna@example.org --rate 999999999999.99 --currency EUR --json --fields hourly_rate
    assert_output '{"hourly_rate":999999999999.99}'
    refuses 2 "hourly_rate has 13 digits before the point; at most 12 are allowed" \
        trainer edit anna@example.org --rate 1000000000000
}

@test "a rate of nothing is a rate, leading zeros are none" {
    succeeds trainer add anna@example.org --rate 0 --currency EUR --json --fields hourly_rate
    assert_output '{"hourly_rate":0.00}'
    succeeds trainer edit anna@example.org --rate 007.50 --json --fields hourly_rate
    assert_output '{"hourly_rate":7.50}'
}

@test "what is not an amount is refused" {
    anna
    local text
    for text in 10,5 1e3 ten .5 5. +5 "5 EUR" " 5" 0x10 NaN ½ ٣; do
        refuses 2 "hourly_rate is not an amount" trainer edit anna@example.org --rate "$text" --currency EUR
    done
    [[ $stderr == *"hint: digits with a point before the decimals, such as 75.50"* ]]
    refuses 2 "hourly_rate must not be below 0" trainer edit anna@example.org --rate=-5 --currency EUR
}

@test "a currency is known without regard to case, and no other" {
    succeeds trainer add anna@example.org --rate 10 --currency chf --json --fields currency
    assert_json . '{"currency":"CHF"}'
    refuses 2 "currency is not an active currency code of ISO 4217" trainer edit anna@example.org --currency EURO
    [[ $stderr == *"hint: did you mean EUR?"* ]]
    refuses 2 "currency is not an active currency code of ISO 4217" trainer edit anna@example.org --currency DEM
}

@test "rate and currency come together or not at all" {
    refuses 1 "hourly_rate and currency come together or not at all" trainer add anna@example.org --rate 75
    [[ $stderr == *"hint: give --currency too"* ]]
    refuses 1 "hourly_rate and currency come together or not at all" trainer add anna@example.org --currency EUR
    [[ $stderr == *"hint: give --rate too"* ]]
    anna --rate 75 --currency EUR
    refuses 1 "come together" trainer edit anna@example.org --no-rate
    refuses 1 "come together" trainer edit anna@example.org --no-currency
    succeeds trainer edit anna@example.org --no-hourly-rate --no-currency --json --fields hourly_rate,currency
    assert_json . '{"hourly_rate":null,"currency":null}'
}

@test "a new currency must fit the rate that stands" {
    anna --rate 75.50 --currency EUR
    refuses 2 "hourly_rate has decimals, but the currency has none" trainer edit anna@example.org --currency JPY
    succeeds trainer edit anna@example.org --currency KWD --json --fields hourly_rate,currency
    assert_output '{"hourly_rate":75.500,"currency":"KWD"}'
}

# ---- Certifications ----

@test "certifications are any JSON value, kept without its blanks" {
    succeeds trainer add anna@example.org --json --fields certifications \
        --certifications $' { "b" : [ 1 , true , null , "\\u00e9\\n" ] ,\n"a" : { } } '
    assert_json .certifications '{"b":[1,true,null,"é\n"],"a":{}}'
    assert_json '.certifications | keys_unsorted' '["b","a"]'
    local value
    for value in '"text"' 17 true '[]'; do
        succeeds trainer edit anna@example.org --certifications "$value" --json --fields certifications
        assert_output "{\"certifications\":$value}"
    done
}

@test "numbers in certifications are kept as they are written" {
    succeeds trainer add anna@example.org --json --fields certifications \
        --certifications '[1.10, 9007199254740993, 1E+2, -0, 0.10000000000000000001, 1234567890123456789012345]'
    assert_output '{"certifications":[1.10,9007199254740993,1E+2,-0,0.10000000000000000001,1234567890123456789012345]}'
    succeeds trainer list -o tsv --no-headers --fields certifications
    assert_output '[1.10,9007199254740993,1E+2,-0,0.10000000000000000001,1234567890123456789012345]'
}

@test "certifications with the same key twice are refused" {
    refuses 2 "line 1, column 8: the same key comes twice in one object" \
        trainer add anna@example.org --certifications '{"a":1,"a":2}'
    refuses 2 "the same key comes twice" trainer add anna@example.org --certifications '[{"a":1,"\u0061":2}]'
    succeeds trainer add anna@example.org --certifications '[{"a":1},{"a":2,"A":3}]' -o id
}

@test "certifications that are not JSON are refused, and where" {
    local text
    for text in '{' '[1,]' '{"a":1} x' '01' '.5' "'a'" '{a:1}' 'NaN' '"a' $'"a\nb"' '"\x"' '"\ud800"' '"\u0000"' ' '; do
        refuses 2 "certifications is not valid JSON: line 1, column" \
            trainer add anna@example.org --certifications "$text"
    done
    refuses 2 "certifications" trainer add anna@example.org --certifications $'"\xff"'
}

@test "certifications are nested 64 levels deep at most" {
    local open close
    open=$(printf '[%.0s' {1..64})
    close=$(printf ']%.0s' {1..64})
    succeeds trainer add anna@example.org --certifications "$open$close" --json --fields certifications
    assert_output "{\"certifications\":$open$close}"
    refuses 2 "more than 64 levels are nested" trainer edit anna@example.org --certifications "[$open$close]"
    refuses 2 "more than 64 levels are nested" trainer edit anna@example.org --certifications "{\"a\":$open$close}"
}

@test "certifications have 64 KiB at most" {
    anna
    printf '"%065534d"' 0 >"$BATS_TEST_TMPDIR/large"
    succeeds trainer edit anna@example.org --certifications "@$BATS_TEST_TMPDIR/large" --json --fields certifications
    assert_json '.certifications | length' 65534
    printf '"%065535d"' 0 >"$BATS_TEST_TMPDIR/larger"
    refuses 2 "certifications is 65537 bytes long; at most 65536 are allowed" \
        trainer edit anna@example.org --certifications "@$BATS_TEST_TMPDIR/larger"
}

@test "certifications may come from a file" {
    printf '{\n  "NASM": 2019\n}\n' >"$BATS_TEST_TMPDIR/certifications.json"
    succeeds trainer add anna@example.org --certifications "@$BATS_TEST_TMPDIR/certifications.json" --json
    assert_json .certifications '{"NASM":2019}'
}

@test "certifications may come from standard input" {
    succeeds trainer add anna@example.org --certifications @- --json <<<'["NASM", "ACE"]'
    assert_json .certifications '["NASM","ACE"]'
}

@test "a file of certifications that is not there is refused" {
    refuses 2 "nowhere: No such file or directory" \
        trainer add anna@example.org --certifications "@$BATS_TEST_TMPDIR/nowhere"
}

# ---- Texts ----

@test "specializations are one line of 255 characters at most" {
    local text
    text=$(printf '💪%.0s' {1..255})
    succeeds trainer add anna@example.org --specializations "$text" --json
    assert_json .specializations "\"$text\""
    refuses 2 "specializations is 256 characters long; at most 255 are allowed" \
        trainer edit anna@example.org --specializations "$(printf 'x%.0s' {1..256})"
    refuses 2 "specializations must be one line" trainer edit anna@example.org --specializations $'a\nb'
}

@test "a bio has 2000 characters at most" {
    anna
    takes_2000 bio trainer anna@example.org
}

@test "control characters and what is not UTF-8 are refused" {
    refuses 2 "bio holds a control character (U+001B)" trainer add anna@example.org --bio $'\e[2Jgone'
    refuses 2 "specializations is not valid UTF-8" trainer add anna@example.org --specializations $'\xff'
    refuses 2 "first_name holds a control character (U+001B)" \
        trainer add carl@example.org --first-name $'\e[31mCarl' --last-name Cook
}

@test "quotes and SQL are text like any other, a right-to-left override is shown escaped" {
    local text=$'\'); DELETE FROM trainer_profile; -- "\xe2\x80\xae'
    succeeds trainer add anna@example.org --specializations "$text" --json
    assert_equal "$(jq -r .specializations <<<"$output")" "$text"
    succeeds trainer show anna@example.org --fields specializations
    assert_output "specializations  '); DELETE FROM trainer_profile; -- \"\\u202e"
}

# ---- Which one ----

@test "a trainer is named by the user's e-mail address, whatever its case" {
    anna
    succeeds trainer show ANNA@Example.org --json --fields email
    assert_json . '{"email":"anna@example.org"}'
}

@test "a trainer is named by the trainer's id in either case, and its first digits" {
    anna
    crafted anna@example.org abcdef0112344000800000000000000a
    named_by_digits trainer
}

@test "digits that begin more than one trainer's id are refused, with the candidates" {
    three_trainers
    database_query "DELETE FROM trainer_category; DELETE FROM trainer_tag"
    crafted anna@example.org abcdef0112344000800000000000000a
    crafted carl@example.org abcdef0212344000800000000000000b
    refuses 3 "more than one trainer" trainer show abcd
    assert_equal "$stderr" 'coach: "abcd" is more than one trainer
hint: abcdef01-1234-4000-8000-00000000000a Anna Berg
hint: abcdef02-1234-4000-8000-00000000000b Carl Cook'
}

@test "a trainer that is not there is refused by every verb" {
    coach category add Strength -o id >/dev/null
    coach tag add early -o id >/dev/null
    local verb
    for verb in show archive restore; do
        refuses 3 'there is no trainer "eve@example.org"' trainer "$verb" eve@example.org
        [[ $stderr == *"hint: \`coach trainer list --all\` shows them"* ]]
    done
    refuses 3 'there is no trainer "eve@example.org"' trainer edit eve@example.org --bio B
    refuses 3 'there is no trainer "eve@example.org"' trainer categorize eve@example.org Strength
    refuses 3 'there is no trainer "eve@example.org"' trainer uncategorize eve@example.org Strength
    refuses 3 'there is no trainer "eve@example.org"' trainer tag eve@example.org early
    refuses 3 'there is no trainer "eve@example.org"' trainer untag eve@example.org early
}

@test "a user who is no trainer is not found among trainers" {
    refuses 3 'there is no trainer "anna@example.org"' trainer show anna@example.org
}

# ---- show and list ----

@test "trainer show is for people too" {
    three_trainers
    succeeds trainer show anna@example.org \
        --fields name,hourly_rate,currency,categories,primary_category,tags,is_independent,created_at
    assert_output 'name              Anna Berg
hourly_rate       80.00
currency          EUR
categories        Mobility, Strength
primary_category  Mobility
tags              early, late
is_independent    yes
created_at        Sun 2026-11-01 08:00 UTC'
}

@test "trainer list is in the order of last and first names" {
    three_trainers
    emails
    assert_output 'dora@example.org
anna@example.org
carl@example.org'
    emails --reverse
    assert_output 'carl@example.org
anna@example.org
dora@example.org'
}

@test "trainer list shows names and ids of what it refers to" {
    three_trainers
    succeeds trainer list --json --fields name,user_id,categories,tags,visibility,visibility_id --limit 1 --offset 1
    assert_json . "[{\"name\":\"Anna Berg\",\"user_id\":\"$(coach user show anna@example.org -o id)\",
        \"categories\":[\"Mobility\",\"Strength\"],\"tags\":[\"early\",\"late\"],\"visibility\":\"PUBLIC\",
        \"visibility_id\":\"$(coach visibility show PUBLIC -o id)\"}]"
}

@test "trainer list filters by user" {
    three_trainers
    emails --user ANNA@example.org
    assert_output anna@example.org
    emails --user anna@example.org,carl@example.org
    assert_output 'anna@example.org
carl@example.org'
    emails --user-id "$(coach user show dora@example.org -o id)" --user carl@example.org
    assert_output 'dora@example.org
carl@example.org'
    refuses 3 'there is no user "eve@example.org"' trainer list --user eve@example.org
}

@test "trainer list filters by category" {
    three_trainers
    emails --category strength
    assert_output 'anna@example.org
carl@example.org'
    emails --category Mobility
    assert_output anna@example.org
    emails --category Mobility,Strength
    assert_output 'anna@example.org
carl@example.org'
    emails --category "$(coach category show Mobility -o id)"
    assert_output anna@example.org
    refuses 3 'there is no category "Yoga"' trainer list --category Yoga
}

@test "trainer list filters by tag" {
    three_trainers
    emails --tag early
    assert_output anna@example.org
    emails --tag early --tag LATE
    assert_output 'dora@example.org
anna@example.org'
    refuses 3 'there is no tag "noon"' trainer list --tag noon
}

@test "trainer list filters by visibility" {
    three_trainers
    emails --visibility CLIENTS
    assert_output carl@example.org
    emails --visibility private,public
    assert_output 'dora@example.org
anna@example.org'
}

@test "trainer list filters by who works independently and who takes new clients" {
    three_trainers
    emails --independent
    assert_output 'dora@example.org
anna@example.org'
    emails --no-independent
    assert_output carl@example.org
    emails --accepts-clients
    assert_output 'anna@example.org
carl@example.org'
    emails --no-accepts-new-clients
    assert_output dora@example.org
    emails --is-independent --accepts-new-clients
    assert_output anna@example.org
    emails --independent --no-independent
    assert_output 'dora@example.org
anna@example.org
carl@example.org'
}

@test "trainer list filters by who made the row" {
    three_trainers
    coach --as anna@example.org trainer add eve@example.org --first-name Eve --last-name Lind -o id >/dev/null
    emails --created-by anna@example.org
    assert_output eve@example.org
}

@test "a search goes through names, addresses, specializations and bios" {
    three_trainers
    emails --search ANNA
    assert_output anna@example.org
    emails --search rucken
    assert_output anna@example.org
    emails --search "since 1999"
    assert_output anna@example.org
    emails --search carl@
    assert_output carl@example.org
    emails --search nothing
    assert_output ""
}

@test "a search finds a trainer by the user's new name" {
    three_trainers
    coach user edit anna@example.org --last-name Østergård -o id >/dev/null
    emails --search ostergard
    assert_output anna@example.org
}

@test "trainer list sorts by rate as a number, those without one last" {
    three_trainers
    add eve@example.org --first-name Eve --last-name Lind
    emails --sort hourly_rate
    assert_output 'dora@example.org
anna@example.org
carl@example.org
eve@example.org'
    emails --sort rate --reverse
    assert_output 'carl@example.org
anna@example.org
dora@example.org
eve@example.org'
}

@test "trainer list sorts by name, address, visibility and time" {
    three_trainers
    emails --sort name
    assert_output 'anna@example.org
carl@example.org
dora@example.org'
    emails --sort email --reverse --limit 1
    assert_output dora@example.org
    emails --sort visibility --limit 1
    assert_output carl@example.org
    emails --sort created_at --reverse --limit 1
    assert_output dora@example.org
    emails --sort primary_category --limit 1
    assert_output anna@example.org
}

@test "trainer list is not sorted by what has many values, nor by what is not there" {
    refuses 2 "rows cannot be sorted by categories" trainer list --sort categories
    refuses 2 'a trainer has no field "price"' trainer list --sort price
}

@test "trainer list takes a span of time, half open" {
    three_trainers
    emails --from 2026-11-02T08:00Z --to 2026-11-03T08:00Z
    assert_output carl@example.org
    emails --from 2026-11-03
    assert_output dora@example.org
}

@test "trainer list takes a limit and an offset" {
    three_trainers
    emails --limit 1 --offset 1
    assert_output anna@example.org
    emails --limit 5 --offset 3
    assert_output ""
}

@test "trainer list leaves archived trainers out, or shows them alone, or all" {
    three_trainers
    coach trainer archive anna@example.org -o id >/dev/null
    emails
    assert_output 'dora@example.org
carl@example.org'
    emails --archived
    assert_output anna@example.org
    emails --all
    assert_output 'dora@example.org
anna@example.org
carl@example.org'
    refuses 2 "give either --archived or --all" trainer list --archived --all
}

@test "without trainers the list is empty, and no error" {
    succeeds trainer list --json
    assert_json . '[]'
}

# ---- edit ----

@test "trainer edit changes only what is given" {
    three_trainers
    succeeds trainer edit anna@example.org --rate 90 --json --fields \
        name,specializations,bio,hourly_rate,currency,is_independent,categories,visibility,created_at,updated_at
    assert_json . '{"name":"Anna Berg","specializations":"Rücken, Knie","bio":"Since 1999","hourly_rate":90.00,
        "currency":"EUR","is_independent":true,"categories":["Mobility","Strength"],"visibility":"PUBLIC",
        "created_at":"2026-11-01T08:00:00Z","updated_at":"2026-12-07T12:00:00Z"}'
}

@test "trainer edit changes every field" {
    anna
    succeeds trainer edit anna@example.org --specializations Yoga --bio B --hourly-rate 10 --currency EUR \
        --certifications '[1]' --no-is-independent --no-accepts-new-clients --visibility-id PRIVATE --json
    assert_json '{specializations, bio, hourly_rate, currency, certifications, is_independent, accepts_new_clients,
        visibility}' '{"specializations":"Yoga","bio":"B","hourly_rate":10.00,"currency":"EUR","certifications":[1],
        "is_independent":false,"accepts_new_clients":false,"visibility":"PRIVATE"}'
    succeeds trainer edit anna@example.org --independent --accepts-clients --json \
        --fields is_independent,accepts_new_clients
    assert_json . '{"is_independent":true,"accepts_new_clients":true}'
}

@test "--no-FIELD takes each optional field away" {
    anna --specializations Yoga --bio B --rate 10 --currency EUR --certifications '[1]'
    succeeds trainer edit anna@example.org --no-specializations --no-bio --no-rate --no-currency --no-certifications \
        --json --fields specializations,bio,hourly_rate,currency,certifications
    assert_json . '{"specializations":null,"bio":null,"hourly_rate":null,"currency":null,"certifications":null}'
}

@test "a boolean takes no value" {
    anna
    refuses 2 "--independent takes no value" trainer edit anna@example.org --independent=no
}

@test "names and addresses are not the trainer's to edit" {
    anna
    refuses 2 'unknown option "--first-name"' trainer edit anna@example.org --first-name Hanna
    refuses 2 'unknown option "--email"' trainer edit anna@example.org --email hanna@example.org
}

@test "trainer edit with nothing to change is refused" {
    anna
    refuses 2 "nothing to change" trainer edit anna@example.org
    [[ $stderr == *"hint: \`coach help trainer edit\` shows what can be"* ]]
}

# ---- archive and restore ----

@test "trainer archive puts a trainer away, trainer restore brings the trainer back" {
    three_trainers
    succeeds trainer archive anna@example.org --json --fields email,categories,tags,is_active
    assert_json . '{"email":"anna@example.org","categories":["Mobility","Strength"],"tags":["early","late"],
        "is_active":false}'
    succeeds trainer restore anna@example.org --json --fields email,categories,tags,is_active
    assert_json . '{"email":"anna@example.org","categories":["Mobility","Strength"],"tags":["early","late"],
        "is_active":true}'
}

@test "an archived trainer is still a user" {
    anna
    coach trainer archive anna@example.org -o id >/dev/null
    succeeds user show anna@example.org --json --fields is_active
    assert_json . '{"is_active":true}'
    refuses 1 "there is a trainer with that user already" trainer add anna@example.org
}

@test "what is archived is not archived again, what is not is not restored" {
    anna
    refuses 1 "the trainer is not archived" trainer restore anna@example.org
    coach trainer archive anna@example.org -o id >/dev/null
    refuses 1 "the trainer is archived already" trainer archive anna@example.org
}

@test "a trainer with coming sessions is archived only with --force" {
    studio
    book 2026-12-08T10:00Z
    refuses 1 "the trainer still has 1 coming session" trainer archive anna@example.org
    [[ $stderr == *"hint: cancel it first, or archive the trainer all the same with --force"* ]]
    succeeds trainer archive anna@example.org --force --json --fields is_active
    assert_json . '{"is_active":false}'
    succeeds session list --json --fields trainer,status
    assert_json . '[{"trainer":"Anna Berg","status":"SCHEDULED"}]'
}

@test "a session that is under way counts as coming" {
    studio
    COACH_NOW=2026-12-07T11:00:00Z book 2026-12-07T11:30Z
    refuses 1 "the trainer still has 1 coming session" trainer archive anna@example.org
}

@test "a trainer whose sessions are over is archived" {
    studio
    COACH_NOW=2026-12-07T09:00:00Z book 2026-12-07T11:00Z
    succeeds trainer archive anna@example.org --json --fields is_active
    assert_json . '{"is_active":false}'
}

# ---- Categories ----

@test "trainer categorize puts a trainer into a category" {
    anna
    coach category add Strength -o id >/dev/null
    succeeds trainer categorize anna@example.org STRENGTH --json --fields name,categories,primary_category
    assert_json . '{"name":"Anna Berg","categories":["Strength"],"primary_category":null}'
}

@test "the primary category comes first, the others by name" {
    three_trainers
    coach category add Balance -o id >/dev/null
    succeeds trainer categorize anna@example.org Balance --json --fields categories,primary_category
    assert_json . '{"categories":["Mobility","Balance","Strength"],"primary_category":"Mobility"}'
}

@test "a trainer has one primary category: the one before steps back" {
    three_trainers
    succeeds trainer categorize anna@example.org Strength --primary --json --fields categories,primary_category
    assert_json . '{"categories":["Strength","Mobility"],"primary_category":"Strength"}'
    assert_equal "$(database_query 'SELECT count(*) FROM trainer_category WHERE is_primary')" 1
}

@test "the database itself keeps a second primary category out" {
    three_trainers
    run database_query 'UPDATE trainer_category SET is_primary = true'
    assert_failure
    assert_output --regexp "UNIQUE constraint failed|violates unique constraint"
}

@test "one trainer's primary category is no other's" {
    three_trainers
    coach trainer categorize carl@example.org Mobility --primary -o id >/dev/null
    succeeds trainer list --json --fields email,primary_category
    assert_json . '[{"email":"dora@example.org","primary_category":null},
        {"email":"anna@example.org","primary_category":"Mobility"},
        {"email":"carl@example.org","primary_category":"Mobility"}]'
}

@test "a trainer is in a category once" {
    three_trainers
    refuses 1 'Anna Berg is in the category "Strength" already' trainer categorize anna@example.org strength
    run_coach 1 trainer categorize anna@example.org strength --json
    assert_equal "$(jq -c .error.code <<<"$stderr")" '"conflict"'
}

@test "trainer uncategorize takes a trainer out of a category" {
    three_trainers
    succeeds trainer uncategorize anna@example.org strength --json --fields categories,primary_category
    assert_json . '{"categories":["Mobility"],"primary_category":"Mobility"}'
    emails --category Strength
    assert_output carl@example.org
}

@test "out of the primary category a trainer has none" {
    three_trainers
    succeeds trainer uncategorize anna@example.org Mobility --json --fields categories,primary_category
    assert_json . '{"categories":["Strength"],"primary_category":null}'
    succeeds trainer categorize anna@example.org Mobility --json --fields categories,primary_category
    assert_json . '{"categories":["Mobility","Strength"],"primary_category":null}'
}

@test "a trainer is taken out of no category that the trainer is not in" {
    three_trainers
    refuses 3 'Carl Cook is not in the category "Mobility"' trainer uncategorize carl@example.org Mobility
}

@test "a category that is not there is refused" {
    anna
    refuses 3 'there is no category "Yoga"' trainer categorize anna@example.org Yoga
    [[ $stderr == *"hint: \`coach category list --all\` shows them"* ]]
    refuses 3 'there is no category "Yoga"' trainer uncategorize anna@example.org Yoga
    refuses 2 "trainer categorize needs CATEGORY" trainer categorize anna@example.org
}

@test "an archived category takes nobody in, and keeps who is in it" {
    three_trainers
    coach category archive Strength -o id >/dev/null
    refuses 1 "the category is archived" trainer categorize dora@example.org Strength
    [[ $stderr == *"hint: coach category restore $(coach category show Strength -o id)"* ]]
    succeeds trainer show anna@example.org --json --fields categories
    assert_json . '{"categories":["Mobility","Strength"]}'
    succeeds trainer uncategorize anna@example.org Strength --json --fields categories
    assert_json . '{"categories":["Mobility"]}'
}

# ---- Tags ----

@test "trainer tag gives one tag or several at once" {
    three_trainers
    succeeds trainer tag carl@example.org LATE early --json --fields email,tags
    assert_json . '{"email":"carl@example.org","tags":["early","late"]}'
}

@test "a tag that cannot be given keeps the others from being given" {
    three_trainers
    refuses 3 'there is no tag "noon"' trainer tag carl@example.org early noon
    succeeds trainer show carl@example.org --json --fields tags
    assert_json . '{"tags":[]}'
}

@test "a trainer has a tag once" {
    three_trainers
    refuses 1 'Dora Ames has the tag "late" already' trainer tag dora@example.org early Late
    refuses 1 'Carl Cook has the tag "early" already' trainer tag carl@example.org early early
}

@test "trainer untag takes tags away" {
    three_trainers
    succeeds trainer untag anna@example.org early late --json --fields tags
    assert_json . '{"tags":[]}'
    succeeds trainer tag anna@example.org early --json --fields tags
    assert_json . '{"tags":["early"]}'
}

@test "a tag that a trainer does not have is not taken away, and no other with it" {
    three_trainers
    refuses 3 'Dora Ames does not have the tag "early"' trainer untag dora@example.org late early
    refuses 3 'there is no tag "noon"' trainer untag dora@example.org noon
    succeeds trainer show dora@example.org --json --fields tags
    assert_json . '{"tags":["late"]}'
}

@test "trainer tag needs a tag" {
    anna
    refuses 2 "trainer tag needs TAG" trainer tag anna@example.org
    refuses 2 "trainer untag needs TAG" trainer untag anna@example.org
}

@test "an archived tag is given to nobody, and stays with who has it" {
    three_trainers
    coach tag archive late -o id >/dev/null
    refuses 1 "the tag is archived" trainer tag carl@example.org late
    succeeds trainer show dora@example.org --json --fields tags
    assert_json . '{"tags":["late"]}'
    succeeds trainer untag dora@example.org late --json --fields tags
    assert_json . '{"tags":[]}'
}
