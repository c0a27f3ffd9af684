# label.bats - what holds of every noun that is a name and a description. The files label_NOUN.bats are links to this
# one, each read for the noun of its name; what holds of one noun alone is in NOUN.bats.

load helper

noun=${BATS_TEST_FILENAME##*/label_}
noun=${noun%.bats}
BATS_TEST_NAME_PREFIX="$noun: "

# Who can have it: what gives it (its name comes last), the field that shows it, the list that finds it.
more_fields="" more_json=""
case $noun in
category) gives=(trainer categorize anna@example.org) shown=categories found=(trainer list --category) ;;
tag) gives=(trainer tag anna@example.org) shown=tags found=(trainer list --tag) ;;
visibility) gives=(user edit anna@example.org --visibility) shown=visibility found=(user list --visibility) ;;
program)
    gives=(plan create --client ben@example.org --name Spring --start today --program)
    shown=program found=(plan list --program)
    more_fields="notes, visibility, visibility_id, " more_json='"notes":null,"visibility":"PUBLIC",'
    ;;
esac
fields="id, name, description, ${more_fields}created_by, created_at, updated_at, is_active"

# Visibilities are there from the beginning: those of the tests are told by who made them.
mine=()
prepare() {
    new_database
    if [[ $noun == visibility ]]; then
        coach user add staff@example.org --first-name Sam --last-name Staff -o id >/dev/null
        export COACH_USER=staff@example.org
        mine=(--created-by staff@example.org)
    fi
}

add() {
    coach $noun add "$@" -o id >/dev/null
}

# Three of them, made on three days.
three() {
    COACH_NOW=2026-11-01T08:00:00Z add mobility --description "Joints and muscles"
    COACH_NOW=2026-11-02T08:00:00Z add "Strong back"
    COACH_NOW=2026-11-03T08:00:00Z add Balance --description "Standing on one leg"
}

# again NAME OTHER-CASE: the same name once more. That of a program is as it is written, others are in any case.
again() {
    if [[ $noun == program ]]; then echo "$1"; else echo "$2"; fi
}

crafted() {
    database_query "UPDATE $noun SET id = $(id_sql "$2") WHERE name = '$1'"
}

# The names of a list, in its order.
names() {
    succeeds $noun list -o tsv --no-headers --fields name "${mine[@]}" "$@"
}

# has ID WHICH NAME: that row shows it by its name, and is found by it, whichever way it is named.
has() {
    succeeds "${gives[0]}" show "$1" --json --fields "$shown"
    assert_json "[.$shown] | flatten" "[\"$3\"]"
    succeeds "${found[@]}" "$2" --json --fields "id,$shown"
    assert_json "map([.id, .$shown] | flatten)" "[[\"$1\", \"$3\"]]"
}

# ---- add ----

@test "add adds one and shows the row as it stands" {
    succeeds $noun add mobility --description "Joints and muscles" --json
    assert_json 'del(.id, .visibility_id)' "{\"name\":\"mobility\",\"description\":\"Joints and muscles\", $more_json
        \"created_by\":\"$(coach user show "$COACH_USER" -o id)\",\"created_at\":\"2026-12-07T12:00:00Z\",
        \"updated_at\":\"2026-12-07T12:00:00Z\",\"is_active\":true}"
    assert_json '.id | test("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")' true
    assert_json 'keys_unsorted | join(", ")' "\"$fields\""
}

@test "no description is needed" {
    succeeds $noun add mobility --json --fields name,description
    assert_json . '{"name":"mobility","description":null}'
}

@test "a name is taken once" {
    add mobility
    local name
    for name in mobility "$(again mobility MOBILITY)"; do
        refuses 1 "there is a $noun with the name \"$name\" already" $noun add "$name"
        [[ $stderr == *"hint: it is $(coach $noun show mobility -o id)"* ]]
    done
    add Ähre
    refuses 1 'already' $noun add "$(again Ähre äHRE)"
}

@test "the name of an archived one is still taken" {
    add mobility
    coach $noun archive mobility -o id >/dev/null
    local name
    for name in mobility "$(again mobility Mobility)"; do
        refuses 1 "there is a $noun with the name \"$name\" already" $noun add "$name"
    done
}

@test "a duplicate is an object with its code where json is asked for" {
    add mobility
    run_coach 1 $noun add "$(again mobility MOBILITY)" --json
    assert_output ""
    assert_equal "$(jq -c '.error | [.code, .field]' <<<"$stderr")" '["conflict","name"]'
}

@test "add needs a name" {
    refuses 2 "$noun add needs NAME" $noun add
    refuses 2 "name is empty" $noun add ""
    refuses 2 "name is blank" $noun add "  "
}

@test "a name has 100 characters at most, of however many bytes" {
    local name
    name=$(printf '💪%.0s' {1..100})
    succeeds $noun add "$name" --json --fields name
    assert_json .name "\"$name\""
    refuses 2 "name is 101 characters long; at most 100 are allowed" $noun add "$(printf 'x%.0s' {1..101})"
}

@test "a description has 2000 characters at most, lines and tabs among them" {
    printf 'a\tb\n%.0s' {1..500} >"$BATS_TEST_TMPDIR/description"
    succeeds $noun add mobility --description "@$BATS_TEST_TMPDIR/description" --json
    assert_json '.description | length' 1999
    printf 'xy' >>"$BATS_TEST_TMPDIR/description"
    refuses 2 "description is 2002 characters long; at most 2000 are allowed" \
        $noun edit mobility --description "@$BATS_TEST_TMPDIR/description"
}

@test "a description may come from standard input" {
    succeeds $noun add mobility --description @- --json --fields description <<<"from a pipe"
    assert_json . '{"description":"from a pipe"}'
}

@test "newlines and control characters in a name are refused, and what is not UTF-8" {
    refuses 2 "name must be one line" $noun add $'one\ntwo'
    refuses 2 "name holds a control character (U+001B)" $noun add $'\e[31mred\e[0m'
    refuses 2 "name holds a control character (U+0009)" $noun add $'one\ttwo'
    refuses 2 "name is not valid UTF-8" $noun add $'\xff\xfe'
    refuses 2 "description holds a control character (U+0007)" $noun add mobility --description $'ding\a'
    refuses 2 "description is not valid UTF-8" $noun add mobility --description $'\xe2\x82'
}

@test "quotes, apostrophes and SQL are a name like any other" {
    local name="'; DROP TABLE $noun; -- \"%_\\"
    succeeds $noun add "$name" --json
    assert_equal "$(jq -r .name <<<"$output")" "$name"
    succeeds $noun show "$name" --json --fields name
    assert_equal "$(jq -r .name <<<"$output")" "$name"
    names --search "drop table $noun"
    assert_output "'; DROP TABLE $noun; -- \"%_\\\\"
}

@test "a right-to-left override is kept, and never reaches a terminal" {
    local name=$'\xe2\x80\xaeabc💪'
    succeeds $noun add "$name" --json
    assert_equal "$(jq -r .name <<<"$output")" "$name"
    succeeds $noun show "$name" --fields name
    assert_output 'name  \u202eabc💪'
}

# ---- Which one ----

@test "it is named by its name, whatever its case" {
    add "Strong back"
    succeeds $noun show "STRONG BACK" --json --fields name
    assert_json . '{"name":"Strong back"}'
}

@test "it is named by its id in either case, and its first digits" {
    add mobility
    crafted mobility abcdef0112344000800000000000000a
    named_by_digits $noun
}

@test "a name that looks like the beginning of an id is a name first" {
    three
    add ABBA
    crafted mobility abba000112344000800000000000000a
    succeeds $noun show abba --json --fields name
    assert_json . '{"name":"ABBA"}'
    succeeds $noun show abba0 --json --fields name
    assert_json . '{"name":"mobility"}'
}

@test "digits that begin more than one id are refused, with the candidates" {
    three
    crafted mobility abcdef0112344000800000000000000a
    crafted Balance abcdef0212344000800000000000000b
    refuses 3 "more than one $noun" $noun show abcd
    assert_equal "$stderr" "coach: \"abcd\" is more than one $noun
hint: abcdef01-1234-4000-8000-00000000000a mobility
hint: abcdef02-1234-4000-8000-00000000000b Balance"
    refuses 3 "more than one $noun" $noun edit abcd --no-description
}

@test "one that is not there is refused by every verb" {
    refuses 3 "there is no $noun \"nothing\"" $noun show nothing
    [[ $stderr == *"hint: \`coach $noun list --all\` shows them"* ]]
    refuses 3 "there is no $noun \"nothing\"" $noun edit nothing --name something
    refuses 3 "there is no $noun \"nothing\"" $noun archive nothing
    refuses 3 "there is no $noun \"nothing\"" $noun restore nothing
}

# ---- show and list ----

@test "show is for people too" {
    three
    succeeds $noun show mobility --fields name,description,created_at,is_active
    assert_output 'name         mobility
description  Joints and muscles
created_at   Sun 2026-11-01 08:00 UTC
is_active    yes'
}

@test "an unknown field names the known ones" {
    refuses 2 "a $noun has no field \"title\"" $noun list --fields title
    [[ $stderr == *"hint: known: $fields" ]]
}

@test "list is in the order of names" {
    three
    names
    assert_output 'Balance
mobility
Strong back'
    names --reverse
    assert_output 'Strong back
mobility
Balance'
}

@test "list sorts by a field, what is absent comes last" {
    three
    names --sort created_at --reverse
    assert_output 'Balance
Strong back
mobility'
    names --sort description
    assert_output 'mobility
Balance
Strong back'
    refuses 2 "a $noun has no field \"nmae\"" $noun list --sort nmae
    [[ $stderr == *"hint: did you mean name?"* ]]
}

@test "list takes a limit and an offset" {
    three
    names --limit 1
    assert_output Balance
    names --limit 1 --offset 1
    assert_output mobility
    names --offset 99
    assert_output ""
}

@test "a search pays no heed to case and accents" {
    add "Rückenübung" --description "Für den Rücken"
    names --search RUCKENUBUNG
    assert_output Rückenübung
    names --search "fur den"
    assert_output Rückenübung
    names --search %
    assert_output ""
}

@test "list takes a span of time, half open" {
    three
    names --from 2026-11-02T08:00Z --to 2026-11-03T08:00Z
    assert_output "Strong back"
    names --from 2026-11-03 --to 2026-11-04
    assert_output Balance
}

@test "list filters by who made the row" {
    three
    coach user add ben@example.org --first-name Ben --last-name Cole -o id >/dev/null
    coach --as ben@example.org $noun add New -o id >/dev/null
    succeeds $noun list --created-by ben@example.org -o tsv --no-headers --fields name
    assert_output New
    succeeds $noun list --created-by ben@example.org,admin@example.org --search new -o tsv --no-headers --fields name
    assert_output New
    refuses 3 'there is no user "eve@example.org"' $noun list --created-by eve@example.org
}

@test "list leaves archived ones out, or shows them alone, or all" {
    three
    coach $noun archive mobility -o id >/dev/null
    names
    assert_output 'Balance
Strong back'
    names --archived
    assert_output mobility
    names --all
    assert_output 'Balance
mobility
Strong back'
    refuses 2 "give either --archived or --all" $noun list --archived --all
}

@test "an empty list is an empty array, and no error" {
    succeeds $noun list --search nothing --json
    assert_json . '[]'
    succeeds $noun list --search nothing
    assert_output ""
}

# ---- edit ----

@test "edit changes only what is given" {
    three
    succeeds $noun edit mobility --name Other --json --fields name,description,created_at,updated_at
    assert_json . '{"name":"Other","description":"Joints and muscles","created_at":"2026-11-01T08:00:00Z",
        "updated_at":"2026-12-07T12:00:00Z"}'
    succeeds $noun edit other --description "At the rack" --json --fields name,description
    assert_json . '{"name":"Other","description":"At the rack"}'
    refuses 3 "there is no $noun \"mobility\"" $noun show mobility
}

@test "--no-description takes the description away" {
    three
    succeeds $noun edit mobility --no-description --json --fields name,description
    assert_json . '{"name":"mobility","description":null}'
}

@test "a name can change its case, but not be another's" {
    three
    succeeds $noun edit mobility --name MOBILITY --json --fields name
    assert_json . '{"name":"MOBILITY"}'
    local name
    for name in MOBILITY "$(again MOBILITY mobility)"; do
        refuses 1 "there is a $noun with the name \"$name\" already" $noun edit Balance --name "$name"
    done
    refuses 2 "name is empty" $noun edit Balance --name ""
    refuses 2 'unknown option "--no-name"' $noun edit Balance --no-name
}

@test "edit with nothing to change is refused" {
    add mobility
    refuses 2 "nothing to change" $noun edit mobility
    [[ $stderr == *"hint: \`coach help $noun edit\` shows what can be"* ]]
}

# ---- archive and restore ----

@test "archive puts one away, restore brings it back" {
    three
    succeeds $noun archive mobility --json --fields name,is_active,updated_at
    assert_json . '{"name":"mobility","is_active":false,"updated_at":"2026-12-07T12:00:00Z"}'
    succeeds $noun show mobility --json --fields is_active
    assert_json . '{"is_active":false}'
    succeeds $noun restore mobility --json --fields name,description,is_active
    assert_json . '{"name":"mobility","description":"Joints and muscles","is_active":true}'
}

@test "what is archived is not archived again, what is not is not restored" {
    add mobility
    refuses 1 "the $noun is not archived" $noun restore mobility
    coach $noun archive mobility -o id >/dev/null
    refuses 1 "the $noun is archived already" $noun archive mobility
}

# ---- Who has it ----

@test "one that is renamed is renamed for who has it" {
    local id
    studio
    add mobility
    id=$(coach "${gives[@]}" Mobility -o id)
    coach $noun edit mobility --name Agility -o id >/dev/null
    has "$id" agility Agility
}

@test "one whose name has a comma is found by its id" {
    local id
    studio
    add "early, not late"
    id=$(coach "${gives[@]}" "early, not late" -o id)
    has "$id" "$(coach $noun show "early, not late" -o id)" "early, not late"
}

@test "an archived one stays with who has it, and is given to nobody" {
    local id archived
    studio
    add mobility
    add Balance
    id=$(coach "${gives[@]}" mobility -o id)
    coach $noun archive mobility -o id >/dev/null
    archived=$(coach $noun archive Balance -o id)
    refuses 1 "the $noun is archived" "${gives[@]}" Balance
    assert_equal "${stderr#*$'\n'}" "hint: coach $noun restore $archived"
    has "$id" mobility mobility
    succeeds "${found[@]}" balance --json
    assert_output "[]"
}

# ---- The acting user ----

@test "it is made by the acting user, whoever changes it" {
    coach user add ben@example.org --first-name Ben --last-name Cole -o id >/dev/null
    succeeds --as BEN@example.org $noun add mobility --json
    assert_json .created_by "\"$(coach user show ben@example.org -o id)\""
    succeeds $noun edit mobility --description Other --json
    assert_json .created_by "\"$(coach user show ben@example.org -o id)\""
}

@test "without an acting user, or with an unknown one, nothing is written" {
    add mobility
    refuses 3 'the acting user "eve@example.org" is not in this database' --as eve@example.org $noun archive mobility
    coach config unset user.email
    unset COACH_USER
    refuses 2 "nobody is named as the acting user" $noun add Other
    [[ $stderr == *"hint: say who: --as EMAIL, COACH_USER, or \`coach config set user.email EMAIL\`"* ]]
    succeeds $noun show mobility --json --fields name
    assert_json . '{"name":"mobility"}'
}
