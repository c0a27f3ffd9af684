# category.bats - coach category: kinds of training.

load helper

prepare() {
    new_database
}

add() {
    coach category add "$@" -o id >/dev/null
}

# Three categories, made on three days.
three() {
    COACH_NOW=2026-11-01T08:00:00Z add Strength --description "With weights"
    COACH_NOW=2026-11-02T08:00:00Z add "Mind and body"
    COACH_NOW=2026-11-03T08:00:00Z add Balance --description "Standing on one leg"
}

crafted() {
    database_query "UPDATE category SET id = $(id_sql "$2") WHERE name = '$1'"
}

# The names of a list, in its order.
names() {
    succeeds category list -o tsv --no-headers --fields name "$@"
}

# ---- add ----

@test "category add adds a category and shows the row as it stands" {
    succeeds category add Strength --description "With weights" --json
    assert_json 'del(.id)' "{\"name\":\"Strength\",\"description\":\"With weights\",
        \"created_by\":\"$(coach user show "$COACH_USER" -o id)\",\"created_at\":\"2026-12-07T12:00:00Z\",
        \"updated_at\":\"2026-12-07T12:00:00Z\",\"is_active\":true}"
    assert_json '.id | test("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")' true
}

@test "a category needs no description" {
    succeeds category add Strength --json --fields name,description
    assert_json . '{"name":"Strength","description":null}'
}

@test "the name of a category is taken once, whatever its case" {
    add Strength
    refuses 1 'there is a category with the name "STRENGTH" already' category add STRENGTH
    [[ $stderr == *"hint: it is $(coach category show Strength -o id)"* ]]
    add Ähre
    refuses 1 'already' category add äHRE
}

@test "the name of an archived category is still taken" {
    add Strength
    coach category archive Strength -o id >/dev/null
    refuses 1 'there is a category with the name "strength" already' category add strength
}

@test "a duplicate is an object with its code where json is asked for" {
    add Strength
    run_coach 1 category add STRENGTH --json
    assert_output ""
    assert_equal "$(jq -c '.error | [.code, .field]' <<<"$stderr")" '["conflict","name"]'
}

@test "category add needs a name" {
    refuses 2 "category add needs NAME" category add
    refuses 2 "name is empty" category add ""
    refuses 2 "name is blank" category add "  "
}

@test "a name has 100 characters at most, of however many bytes" {
    local name
    name=$(printf '💪%.0s' {1..100})
    succeeds category add "$name" --json --fields name
    assert_json .name "\"$name\""
    refuses 2 "name is 101 characters long; at most 100 are allowed" category add "$(printf 'x%.0s' {1..101})"
}

@test "a description has 2000 characters at most, lines and tabs among them" {
    printf 'a\tb\n%.0s' {1..500} >"$BATS_TEST_TMPDIR/description"
    succeeds category add Strength --description "@$BATS_TEST_TMPDIR/description" --json
    assert_json '.description | length' 1999
    printf 'xy' >>"$BATS_TEST_TMPDIR/description"
    refuses 2 "description is 2002 characters long; at most 2000 are allowed" \
        category edit Strength --description "@$BATS_TEST_TMPDIR/description"
}

@test "a description may come from standard input" {
    succeeds category add Strength --description @- --json --fields description <<<"from a pipe"
    assert_json . '{"description":"from a pipe"}'
}

@test "newlines and control characters in a name are refused, and what is not UTF-8" {
    refuses 2 "name must be one line" category add $'one\ntwo'
    refuses 2 "name holds a control character (U+001B)" category add $'\e[31mred\e[0m'
    refuses 2 "name holds a control character (U+0009)" category add $'one\ttwo'
    refuses 2 "name is not valid UTF-8" category add $'\xff\xfe'
    refuses 2 "description holds a control character (U+0007)" category add Strength --description $'ding\a'
    refuses 2 "description is not valid UTF-8" category add Strength --description $'\xe2\x82'
}

@test "quotes, apostrophes and SQL are a name like any other" {
    local name="'; DROP TABLE category; -- \"%_\\"
    succeeds category add "$name" --json
    assert_equal "$(jq -r .name <<<"$output")" "$name"
    succeeds category show "$name" --json --fields name
    assert_equal "$(jq -r .name <<<"$output")" "$name"
    names --search "drop table category"
    assert_output "'; DROP TABLE category; -- \"%_\\\\"
}

@test "a right-to-left override is kept, and never reaches a terminal" {
    local name=$'\xe2\x80\xaeabc💪'
    succeeds category add "$name" --json
    assert_equal "$(jq -r .name <<<"$output")" "$name"
    succeeds category show "$name" --fields name
    assert_output 'name  \u202eabc💪'
}

# ---- Which one ----

@test "a category is named by its name, whatever its case" {
    add "Mind and body"
    succeeds category show "MIND AND BODY" --json --fields name
    assert_json . '{"name":"Mind and body"}'
}

@test "a category is named by its id in either case, and its first digits" {
    add Strength
    crafted Strength abcdef0112344000800000000000000a
    local which
    for which in abcdef01-1234-4000-8000-00000000000a ABCDEF01-1234-4000-8000-00000000000A abcd ABCDEF0112; do
        succeeds category show "$which" -o id
        assert_output abcdef01-1234-4000-8000-00000000000a
    done
    refuses 3 'there is no category "abc"' category show abc
    [[ $stderr == *"hint: an id takes at least its first 4 digits"* ]]
}

@test "a name that looks like the beginning of an id is a name first" {
    three
    add ABBA
    crafted Strength abba000112344000800000000000000a
    succeeds category show abba --json --fields name
    assert_json . '{"name":"ABBA"}'
    succeeds category show abba0 --json --fields name
    assert_json . '{"name":"Strength"}'
}

@test "digits that begin more than one id are refused, with the candidates" {
    three
    crafted Strength abcdef0112344000800000000000000a
    crafted Balance abcdef0212344000800000000000000b
    refuses 3 "more than one category" category show abcd
    assert_equal "$stderr" 'coach: "abcd" is more than one category
hint: abcdef01-1234-4000-8000-00000000000a Strength
hint: abcdef02-1234-4000-8000-00000000000b Balance'
    refuses 3 "more than one category" category edit abcd --no-description
}

@test "a category that is not there is refused by every verb" {
    refuses 3 'there is no category "nothing"' category show nothing
    [[ $stderr == *"hint: \`coach category list --all\` shows them"* ]]
    refuses 3 'there is no category "nothing"' category edit nothing --name something
    refuses 3 'there is no category "nothing"' category archive nothing
    refuses 3 'there is no category "nothing"' category restore nothing
}

# ---- show and list ----

@test "category show is for people too" {
    three
    succeeds category show Strength --fields name,description,created_at,is_active
    assert_output 'name         Strength
description  With weights
created_at   Sun 2026-11-01 08:00 UTC
is_active    yes'
}

@test "an unknown field names the known ones" {
    refuses 2 'a category has no field "title"' category list --fields title
    [[ $stderr == *"hint: known: id, name, description, created_by, created_at, updated_at, is_active"* ]]
}

@test "category list is in the order of names" {
    three
    names
    assert_output 'Balance
Mind and body
Strength'
    names --reverse
    assert_output 'Strength
Mind and body
Balance'
}

@test "category list sorts by a field, what is absent comes last" {
    three
    names --sort created_at --reverse
    assert_output 'Balance
Mind and body
Strength'
    names --sort description
    assert_output 'Balance
Strength
Mind and body'
    refuses 2 'a category has no field "nmae"' category list --sort nmae
    [[ $stderr == *"hint: did you mean name?"* ]]
}

@test "category list takes a limit and an offset" {
    three
    names --limit 1
    assert_output 'Balance'
    names --limit 1 --offset 1
    assert_output 'Mind and body'
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

@test "category list takes a span of time, half open" {
    three
    names --from 2026-11-02T08:00Z --to 2026-11-03T08:00Z
    assert_output "Mind and body"
    names --from 2026-11-03 --to 2026-11-04
    assert_output Balance
}

@test "category list filters by who made the row" {
    three
    coach user add ben@example.org --first-name Ben --last-name Cole -o id >/dev/null
    coach --as ben@example.org category add New -o id >/dev/null
    succeeds category list --created-by ben@example.org -o tsv --no-headers --fields name
    assert_output New
    succeeds category list --created-by ben@example.org,admin@example.org --search new -o tsv --no-headers --fields name
    assert_output New
    refuses 3 'there is no user "eve@example.org"' category list --created-by eve@example.org
}

@test "category list leaves archived ones out, or shows them alone, or all" {
    three
    coach category archive Strength -o id >/dev/null
    names
    refute_line Strength
    names --archived
    assert_output Strength
    names --all
    assert_output 'Balance
Mind and body
Strength'
    refuses 2 "give either --archived or --all" category list --archived --all
}

@test "an empty list is an empty array, and no error" {
    succeeds category list --search nothing --json
    assert_json . '[]'
    succeeds category list --search nothing
    assert_output ""
}

# ---- edit ----

@test "category edit changes only what is given" {
    three
    succeeds category edit Strength --name Other --json --fields name,description,created_at,updated_at
    assert_json . '{"name":"Other","description":"With weights","created_at":"2026-11-01T08:00:00Z",
        "updated_at":"2026-12-07T12:00:00Z"}'
    succeeds category edit other --description "Standing on one leg" --json --fields name,description
    assert_json . '{"name":"Other","description":"Standing on one leg"}'
    refuses 3 'there is no category "Strength"' category show Strength
}

@test "--no-description takes the description away" {
    three
    succeeds category edit Strength --no-description --json --fields name,description
    assert_json . '{"name":"Strength","description":null}'
}

@test "a name can change its case, but not be another's" {
    three
    succeeds category edit Strength --name STRENGTH --json --fields name
    assert_json . '{"name":"STRENGTH"}'
    refuses 1 'there is a category with the name "strength" already' category edit Balance --name strength
    refuses 2 "name is empty" category edit Balance --name ""
    refuses 2 'unknown option "--no-name"' category edit Balance --no-name
}

@test "category edit with nothing to change is refused" {
    add Strength
    refuses 2 "nothing to change" category edit Strength
    [[ $stderr == *"hint: \`coach help category edit\` shows what can be"* ]]
}

# ---- archive and restore ----

@test "category archive puts one away, category restore brings it back" {
    three
    succeeds category archive Strength --json --fields name,is_active,updated_at
    assert_json . '{"name":"Strength","is_active":false,"updated_at":"2026-12-07T12:00:00Z"}'
    succeeds category show Strength --json --fields is_active
    assert_json . '{"is_active":false}'
    succeeds category restore Strength --json --fields name,description,is_active
    assert_json . '{"name":"Strength","description":"With weights","is_active":true}'
}

@test "what is archived is not archived again, what is not is not restored" {
    add Strength
    refuses 1 "the category is not archived" category restore Strength
    coach category archive Strength -o id >/dev/null
    refuses 1 "the category is archived already" category archive Strength
}

@test "a category that is renamed is renamed for its trainers" {
    add Strength
    coach trainer add anna@example.org --first-name Anna --last-name Berg -o id >/dev/null
    coach trainer categorize anna@example.org Strength --primary -o id >/dev/null
    coach category edit Strength --name Power -o id >/dev/null
    succeeds trainer show anna@example.org --json --fields categories,primary_category
    assert_json . '{"categories":["Power"],"primary_category":"Power"}'
}

# ---- The acting user ----

@test "a category is made by the acting user, whoever changes it" {
    coach user add ben@example.org --first-name Ben --last-name Cole -o id >/dev/null
    succeeds --as BEN@example.org category add Strength --json
    assert_json .created_by "\"$(coach user show ben@example.org -o id)\""
    succeeds category edit Strength --description Other --json
    assert_json .created_by "\"$(coach user show ben@example.org -o id)\""
}

@test "without an acting user, or with an unknown one, nothing is written" {
    add Strength
    refuses 3 'the acting user "eve@example.org" is not in this database' --as eve@example.org \
        category archive Strength
    coach config unset user.email
    unset COACH_USER
    refuses 2 "nobody is named as the acting user" category add Other
    [[ $stderr == *"hint: say who: --as EMAIL, COACH_USER, or \`coach config set user.email EMAIL\`"* ]]
    succeeds category show Strength --json --fields name
    assert_json . '{"name":"Strength"}'
}
