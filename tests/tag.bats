# tag.bats - coach tag: words for what no category says.

load helper

prepare() {
    new_database
}

add() {
    coach tag add "$@" -o id >/dev/null
}

# Three tags, made on three days.
three() {
    COACH_NOW=2026-11-01T08:00:00Z add evenings --description "From six on"
    COACH_NOW=2026-11-02T08:00:00Z add "Wheelchair access"
    COACH_NOW=2026-11-03T08:00:00Z add Deutsch --description "Speaks German"
}

crafted() {
    database_query "UPDATE tag SET id = $(id_sql "$2") WHERE name = '$1'"
}

# The names of a list, in its order.
names() {
    succeeds tag list -o tsv --no-headers --fields name "$@"
}

# ---- add ----

@test "tag add adds a tag and shows the row as it stands" {
    succeeds tag add evenings --description "From six on" --json
    assert_json 'del(.id)' "{\"name\":\"evenings\",\"description\":\"From six on\",
        \"created_by\":\"$(coach user show "$COACH_USER" -o id)\",\"created_at\":\"2026-12-07T12:00:00Z\",
        \"updated_at\":\"2026-12-07T12:00:00Z\",\"is_active\":true}"
    assert_json '.id | test("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")' true
}

@test "a tag needs no description" {
    succeeds tag add evenings --json --fields name,description
    assert_json . '{"name":"evenings","description":null}'
}

@test "the name of a tag is taken once, whatever its case" {
    add evenings
    refuses 1 'there is a tag with the name "EVENINGS" already' tag add EVENINGS
    [[ $stderr == *"hint: it is $(coach tag show evenings -o id)"* ]]
    add Ähre
    refuses 1 'already' tag add äHRE
}

@test "the name of an archived tag is still taken" {
    add evenings
    coach tag archive evenings -o id >/dev/null
    refuses 1 'there is a tag with the name "evenings" already' tag add evenings
}

@test "a duplicate is an object with its code where json is asked for" {
    add evenings
    run_coach 1 tag add EVENINGS --json
    assert_output ""
    assert_equal "$(jq -c '.error | [.code, .field]' <<<"$stderr")" '["conflict","name"]'
}

@test "tag add needs a name" {
    refuses 2 "tag add needs NAME" tag add
    refuses 2 "name is empty" tag add ""
    refuses 2 "name is blank" tag add "  "
}

@test "a name has 100 characters at most, of however many bytes" {
    local name
    name=$(printf '💪%.0s' {1..100})
    succeeds tag add "$name" --json --fields name
    assert_json .name "\"$name\""
    refuses 2 "name is 101 characters long; at most 100 are allowed" tag add "$(printf 'x%.0s' {1..101})"
}

@test "a description has 2000 characters at most, lines and tabs among them" {
    printf 'a\tb\n%.0s' {1..500} >"$BATS_TEST_TMPDIR/description"
    succeeds tag add evenings --description "@$BATS_TEST_TMPDIR/description" --json
    assert_json '.description | length' 1999
    printf 'xy' >>"$BATS_TEST_TMPDIR/description"
    refuses 2 "description is 2002 characters long; at most 2000 are allowed" \
        tag edit evenings --description "@$BATS_TEST_TMPDIR/description"
}

@test "a description may come from standard input" {
    succeeds tag add evenings --description @- --json --fields description <<<"from a pipe"
    assert_json . '{"description":"from a pipe"}'
}

@test "newlines and control characters in a name are refused, and what is not UTF-8" {
    refuses 2 "name must be one line" tag add $'one\ntwo'
    refuses 2 "name holds a control character (U+001B)" tag add $'\e[31mred\e[0m'
    refuses 2 "name holds a control character (U+0009)" tag add $'one\ttwo'
    refuses 2 "name is not valid UTF-8" tag add $'\xff\xfe'
    refuses 2 "description holds a control character (U+0007)" tag add evenings --description $'ding\a'
    refuses 2 "description is not valid UTF-8" tag add evenings --description $'\xe2\x82'
}

@test "quotes, apostrophes and SQL are a name like any other" {
    local name="'; DROP TABLE tag; -- \"%_\\"
    succeeds tag add "$name" --json
    assert_equal "$(jq -r .name <<<"$output")" "$name"
    succeeds tag show "$name" --json --fields name
    assert_equal "$(jq -r .name <<<"$output")" "$name"
    names --search "drop table tag"
    assert_output "'; DROP TABLE tag; -- \"%_\\\\"
}

@test "a right-to-left override is kept, and never reaches a terminal" {
    local name=$'\xe2\x80\xaeabc💪'
    succeeds tag add "$name" --json
    assert_equal "$(jq -r .name <<<"$output")" "$name"
    succeeds tag show "$name" --fields name
    assert_output 'name  \u202eabc💪'
}

# ---- Which one ----

@test "a tag is named by its name, whatever its case" {
    add "Wheelchair access"
    succeeds tag show "WHEELCHAIR ACCESS" --json --fields name
    assert_json . '{"name":"Wheelchair access"}'
}

@test "a tag is named by its id in either case, and its first digits" {
    add evenings
    crafted evenings abcdef0112344000800000000000000a
    local which
    for which in abcdef01-1234-4000-8000-00000000000a ABCDEF01-1234-4000-8000-00000000000A abcd ABCDEF0112; do
        succeeds tag show "$which" -o id
        assert_output abcdef01-1234-4000-8000-00000000000a
    done
    refuses 3 'there is no tag "abc"' tag show abc
    [[ $stderr == *"hint: an id takes at least its first 4 digits"* ]]
}

@test "a name that looks like the beginning of an id is a name first" {
    three
    add ABBA
    crafted evenings abba000112344000800000000000000a
    succeeds tag show abba --json --fields name
    assert_json . '{"name":"ABBA"}'
    succeeds tag show abba0 --json --fields name
    assert_json . '{"name":"evenings"}'
}

@test "digits that begin more than one id are refused, with the candidates" {
    three
    crafted evenings abcdef0112344000800000000000000a
    crafted Deutsch abcdef0212344000800000000000000b
    refuses 3 "more than one tag" tag show abcd
    assert_equal "$stderr" 'coach: "abcd" is more than one tag
hint: abcdef01-1234-4000-8000-00000000000a evenings
hint: abcdef02-1234-4000-8000-00000000000b Deutsch'
    refuses 3 "more than one tag" tag edit abcd --no-description
}

@test "a tag that is not there is refused by every verb" {
    refuses 3 'there is no tag "nothing"' tag show nothing
    [[ $stderr == *"hint: \`coach tag list --all\` shows them"* ]]
    refuses 3 'there is no tag "nothing"' tag edit nothing --name something
    refuses 3 'there is no tag "nothing"' tag archive nothing
    refuses 3 'there is no tag "nothing"' tag restore nothing
}

# ---- show and list ----

@test "tag show is for people too" {
    three
    succeeds tag show evenings --fields name,description,created_at,is_active
    assert_output 'name         evenings
description  From six on
created_at   Sun 2026-11-01 08:00 UTC
is_active    yes'
}

@test "an unknown field names the known ones" {
    refuses 2 'a tag has no field "title"' tag list --fields title
    [[ $stderr == *"hint: known: id, name, description, created_by, created_at, updated_at, is_active"* ]]
}

@test "tag list is in the order of names" {
    three
    names
    assert_output 'Deutsch
evenings
Wheelchair access'
    names --reverse
    assert_output 'Wheelchair access
evenings
Deutsch'
}

@test "tag list sorts by a field, what is absent comes last" {
    three
    names --sort created_at --reverse
    assert_output 'Deutsch
Wheelchair access
evenings'
    names --sort description
    assert_output 'evenings
Deutsch
Wheelchair access'
    refuses 2 'a tag has no field "nmae"' tag list --sort nmae
    [[ $stderr == *"hint: did you mean name?"* ]]
}

@test "tag list takes a limit and an offset" {
    three
    names --limit 1
    assert_output 'Deutsch'
    names --limit 1 --offset 1
    assert_output 'evenings'
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

@test "tag list takes a span of time, half open" {
    three
    names --from 2026-11-02T08:00Z --to 2026-11-03T08:00Z
    assert_output "Wheelchair access"
    names --from 2026-11-03 --to 2026-11-04
    assert_output Deutsch
}

@test "tag list filters by who made the row" {
    three
    coach user add ben@example.org --first-name Ben --last-name Cole -o id >/dev/null
    coach --as ben@example.org tag add New -o id >/dev/null
    succeeds tag list --created-by ben@example.org -o tsv --no-headers --fields name
    assert_output New
    succeeds tag list --created-by ben@example.org,admin@example.org --search new -o tsv --no-headers --fields name
    assert_output New
    refuses 3 'there is no user "eve@example.org"' tag list --created-by eve@example.org
}

@test "tag list leaves archived ones out, or shows them alone, or all" {
    three
    coach tag archive evenings -o id >/dev/null
    names
    refute_line evenings
    names --archived
    assert_output evenings
    names --all
    assert_output 'Deutsch
evenings
Wheelchair access'
    refuses 2 "give either --archived or --all" tag list --archived --all
}

@test "an empty list is an empty array, and no error" {
    succeeds tag list --search nothing --json
    assert_json . '[]'
    succeeds tag list --search nothing
    assert_output ""
}

# ---- edit ----

@test "tag edit changes only what is given" {
    three
    succeeds tag edit evenings --name Other --json --fields name,description,created_at,updated_at
    assert_json . '{"name":"Other","description":"From six on","created_at":"2026-11-01T08:00:00Z",
        "updated_at":"2026-12-07T12:00:00Z"}'
    succeeds tag edit other --description "Speaks German" --json --fields name,description
    assert_json . '{"name":"Other","description":"Speaks German"}'
    refuses 3 'there is no tag "evenings"' tag show evenings
}

@test "--no-description takes the description away" {
    three
    succeeds tag edit evenings --no-description --json --fields name,description
    assert_json . '{"name":"evenings","description":null}'
}

@test "a name can change its case, but not be another's" {
    three
    succeeds tag edit evenings --name EVENINGS --json --fields name
    assert_json . '{"name":"EVENINGS"}'
    refuses 1 'there is a tag with the name "evenings" already' tag edit Deutsch --name evenings
    refuses 2 "name is empty" tag edit Deutsch --name ""
    refuses 2 'unknown option "--no-name"' tag edit Deutsch --no-name
}

@test "tag edit with nothing to change is refused" {
    add evenings
    refuses 2 "nothing to change" tag edit evenings
    [[ $stderr == *"hint: \`coach help tag edit\` shows what can be"* ]]
}

# ---- archive and restore ----

@test "tag archive puts one away, tag restore brings it back" {
    three
    succeeds tag archive evenings --json --fields name,is_active,updated_at
    assert_json . '{"name":"evenings","is_active":false,"updated_at":"2026-12-07T12:00:00Z"}'
    succeeds tag show evenings --json --fields is_active
    assert_json . '{"is_active":false}'
    succeeds tag restore evenings --json --fields name,description,is_active
    assert_json . '{"name":"evenings","description":"From six on","is_active":true}'
}

@test "what is archived is not archived again, what is not is not restored" {
    add evenings
    refuses 1 "the tag is not archived" tag restore evenings
    coach tag archive evenings -o id >/dev/null
    refuses 1 "the tag is archived already" tag archive evenings
}

@test "a tag that is renamed is renamed for its trainers" {
    add evenings
    coach trainer add anna@example.org --first-name Anna --last-name Berg -o id >/dev/null
    coach trainer tag anna@example.org evenings -o id >/dev/null
    coach tag edit evenings --name nights -o id >/dev/null
    succeeds trainer show anna@example.org --json --fields tags
    assert_json . '{"tags":["nights"]}'
    succeeds trainer list --tag nights -o tsv --no-headers --fields email
    assert_output anna@example.org
}

@test "a list of trainers finds a tag whose name has a comma" {
    add "early, not late"
    coach trainer add anna@example.org --first-name Anna --last-name Berg -o id >/dev/null
    coach trainer tag anna@example.org "early, not late" -o id >/dev/null
    succeeds trainer list --tag "$(coach tag show "early, not late" -o id)" --json --fields email,tags
    assert_json . '[{"email":"anna@example.org","tags":["early, not late"]}]'
}

# ---- The acting user ----

@test "a tag is made by the acting user, whoever changes it" {
    coach user add ben@example.org --first-name Ben --last-name Cole -o id >/dev/null
    succeeds --as BEN@example.org tag add evenings --json
    assert_json .created_by "\"$(coach user show ben@example.org -o id)\""
    succeeds tag edit evenings --description Other --json
    assert_json .created_by "\"$(coach user show ben@example.org -o id)\""
}

@test "without an acting user, or with an unknown one, nothing is written" {
    add evenings
    refuses 3 'the acting user "eve@example.org" is not in this database' --as eve@example.org \
        tag archive evenings
    coach config unset user.email
    unset COACH_USER
    refuses 2 "nobody is named as the acting user" tag add Other
    [[ $stderr == *"hint: say who: --as EMAIL, COACH_USER, or \`coach config set user.email EMAIL\`"* ]]
    succeeds tag show evenings --json --fields name
    assert_json . '{"name":"evenings"}'
}
