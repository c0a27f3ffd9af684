# visibility.bats - coach visibility: who may see what.

load helper

prepare() {
    new_database
    coach user add staff@example.org --first-name Sam --last-name Staff -o id >/dev/null
    export COACH_USER=staff@example.org
}

add() {
    coach visibility add "$@" -o id >/dev/null
}

# Three visibilities, made on three days.
three() {
    COACH_NOW=2026-11-01T08:00:00Z add Friends --description "Who is invited"
    COACH_NOW=2026-11-02T08:00:00Z add "Staff only"
    COACH_NOW=2026-11-03T08:00:00Z add Alumni --description "Former clients"
}

crafted() {
    database_query "UPDATE visibility SET id = $(id_sql "$2") WHERE name = '$1'"
}

# The names of a list, in its order, without those of the beginning.
names() {
    succeeds visibility list -o tsv --no-headers --fields name --created-by staff@example.org "$@"
}

# ---- add ----

@test "visibility add adds a visibility and shows the row as it stands" {
    succeeds visibility add Friends --description "Who is invited" --json
    assert_json 'del(.id)' "{\"name\":\"Friends\",\"description\":\"Who is invited\",
        \"created_by\":\"$(coach user show "$COACH_USER" -o id)\",\"created_at\":\"2026-12-07T12:00:00Z\",
        \"updated_at\":\"2026-12-07T12:00:00Z\",\"is_active\":true}"
    assert_json '.id | test("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")' true
}

@test "a visibility needs no description" {
    succeeds visibility add Friends --json --fields name,description
    assert_json . '{"name":"Friends","description":null}'
}

@test "the name of a visibility is taken once, whatever its case" {
    add Friends
    refuses 1 'there is a visibility with the name "FRIENDS" already' visibility add FRIENDS
    [[ $stderr == *"hint: it is $(coach visibility show Friends -o id)"* ]]
    add Ähre
    refuses 1 'already' visibility add äHRE
}

@test "the name of an archived visibility is still taken" {
    add Friends
    coach visibility archive Friends -o id >/dev/null
    refuses 1 'there is a visibility with the name "friends" already' visibility add friends
}

@test "a duplicate is an object with its code where json is asked for" {
    add Friends
    run_coach 1 visibility add FRIENDS --json
    assert_output ""
    assert_equal "$(jq -c '.error | [.code, .field]' <<<"$stderr")" '["conflict","name"]'
}

@test "visibility add needs a name" {
    refuses 2 "visibility add needs NAME" visibility add
    refuses 2 "name is empty" visibility add ""
    refuses 2 "name is blank" visibility add "  "
}

@test "a name has 100 characters at most, of however many bytes" {
    local name
    name=$(printf '💪%.0s' {1..100})
    succeeds visibility add "$name" --json --fields name
    assert_json .name "\"$name\""
    refuses 2 "name is 101 characters long; at most 100 are allowed" visibility add "$(printf 'x%.0s' {1..101})"
}

@test "a description has 2000 characters at most, lines and tabs among them" {
    printf 'a\tb\n%.0s' {1..500} >"$BATS_TEST_TMPDIR/description"
    succeeds visibility add Friends --description "@$BATS_TEST_TMPDIR/description" --json
    assert_json '.description | length' 1999
    printf 'xy' >>"$BATS_TEST_TMPDIR/description"
    refuses 2 "description is 2002 characters long; at most 2000 are allowed" \
        visibility edit Friends --description "@$BATS_TEST_TMPDIR/description"
}

@test "a description may come from standard input" {
    succeeds visibility add Friends --description @- --json --fields description <<<"from a pipe"
    assert_json . '{"description":"from a pipe"}'
}

@test "newlines and control characters in a name are refused, and what is not UTF-8" {
    refuses 2 "name must be one line" visibility add $'one\ntwo'
    refuses 2 "name holds a control character (U+001B)" visibility add $'\e[31mred\e[0m'
    refuses 2 "name holds a control character (U+0009)" visibility add $'one\ttwo'
    refuses 2 "name is not valid UTF-8" visibility add $'\xff\xfe'
    refuses 2 "description holds a control character (U+0007)" visibility add Friends --description $'ding\a'
    refuses 2 "description is not valid UTF-8" visibility add Friends --description $'\xe2\x82'
}

@test "quotes, apostrophes and SQL are a name like any other" {
    local name="'; DROP TABLE visibility; -- \"%_\\"
    succeeds visibility add "$name" --json
    assert_equal "$(jq -r .name <<<"$output")" "$name"
    succeeds visibility show "$name" --json --fields name
    assert_equal "$(jq -r .name <<<"$output")" "$name"
    names --search "drop table visibility"
    assert_output "'; DROP TABLE visibility; -- \"%_\\\\"
}

@test "a right-to-left override is kept, and never reaches a terminal" {
    local name=$'\xe2\x80\xaeabc💪'
    succeeds visibility add "$name" --json
    assert_equal "$(jq -r .name <<<"$output")" "$name"
    succeeds visibility show "$name" --fields name
    assert_output 'name  \u202eabc💪'
}

# ---- Which one ----

@test "a visibility is named by its name, whatever its case" {
    add "Staff only"
    succeeds visibility show "STAFF ONLY" --json --fields name
    assert_json . '{"name":"Staff only"}'
}

@test "a visibility is named by its id in either case, and its first digits" {
    add Friends
    crafted Friends abcdef0112344000800000000000000a
    local which
    for which in abcdef01-1234-4000-8000-00000000000a ABCDEF01-1234-4000-8000-00000000000A abcd ABCDEF0112; do
        succeeds visibility show "$which" -o id
        assert_output abcdef01-1234-4000-8000-00000000000a
    done
    refuses 3 'there is no visibility "abc"' visibility show abc
    [[ $stderr == *"hint: an id takes at least its first 4 digits"* ]]
}

@test "a name that looks like the beginning of an id is a name first" {
    three
    add ABBA
    crafted Friends abba000112344000800000000000000a
    succeeds visibility show abba --json --fields name
    assert_json . '{"name":"ABBA"}'
    succeeds visibility show abba0 --json --fields name
    assert_json . '{"name":"Friends"}'
}

@test "digits that begin more than one id are refused, with the candidates" {
    three
    crafted Friends abcdef0112344000800000000000000a
    crafted Alumni abcdef0212344000800000000000000b
    refuses 3 "more than one visibility" visibility show abcd
    assert_equal "$stderr" 'coach: "abcd" is more than one visibility
hint: abcdef01-1234-4000-8000-00000000000a Friends
hint: abcdef02-1234-4000-8000-00000000000b Alumni'
    refuses 3 "more than one visibility" visibility edit abcd --no-description
}

@test "a visibility that is not there is refused by every verb" {
    refuses 3 'there is no visibility "nothing"' visibility show nothing
    [[ $stderr == *"hint: \`coach visibility list --all\` shows them"* ]]
    refuses 3 'there is no visibility "nothing"' visibility edit nothing --name something
    refuses 3 'there is no visibility "nothing"' visibility archive nothing
    refuses 3 'there is no visibility "nothing"' visibility restore nothing
}

# ---- show and list ----

@test "visibility show is for people too" {
    three
    succeeds visibility show Friends --fields name,description,created_at,is_active
    assert_output 'name         Friends
description  Who is invited
created_at   Sun 2026-11-01 08:00 UTC
is_active    yes'
}

@test "an unknown field names the known ones" {
    refuses 2 'a visibility has no field "title"' visibility list --fields title
    [[ $stderr == *"hint: known: id, name, description, created_by, created_at, updated_at, is_active"* ]]
}

@test "visibility list is in the order of names" {
    three
    names
    assert_output 'Alumni
Friends
Staff only'
    names --reverse
    assert_output 'Staff only
Friends
Alumni'
}

@test "visibility list sorts by a field, what is absent comes last" {
    three
    names --sort created_at --reverse
    assert_output 'Alumni
Staff only
Friends'
    names --sort description
    assert_output 'Alumni
Friends
Staff only'
    refuses 2 'a visibility has no field "nmae"' visibility list --sort nmae
    [[ $stderr == *"hint: did you mean name?"* ]]
}

@test "visibility list takes a limit and an offset" {
    three
    names --limit 1
    assert_output 'Alumni'
    names --limit 1 --offset 1
    assert_output 'Friends'
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

@test "visibility list takes a span of time, half open" {
    three
    names --from 2026-11-02T08:00Z --to 2026-11-03T08:00Z
    assert_output "Staff only"
    names --from 2026-11-03 --to 2026-11-04
    assert_output Alumni
}

@test "visibility list filters by who made the row" {
    three
    coach user add ben@example.org --first-name Ben --last-name Cole -o id >/dev/null
    coach --as ben@example.org visibility add New -o id >/dev/null
    succeeds visibility list --created-by ben@example.org -o tsv --no-headers --fields name
    assert_output New
    succeeds visibility list --created-by ben@example.org,admin@example.org --search new --json --fields name
    assert_json . '[{"name":"New"}]'
    refuses 3 'there is no user "eve@example.org"' visibility list --created-by eve@example.org
}

@test "visibility list leaves archived ones out, or shows them alone, or all" {
    three
    coach visibility archive Friends -o id >/dev/null
    names
    refute_line Friends
    names --archived
    assert_output Friends
    names --all
    assert_output 'Alumni
Friends
Staff only'
    refuses 2 "give either --archived or --all" visibility list --archived --all
}

@test "an empty list is an empty array, and no error" {
    succeeds visibility list --search nothing --json
    assert_json . '[]'
    succeeds visibility list --search nothing
    assert_output ""
}

# ---- edit ----

@test "visibility edit changes only what is given" {
    three
    succeeds visibility edit Friends --name Other --json --fields name,description,created_at,updated_at
    assert_json . '{"name":"Other","description":"Who is invited","created_at":"2026-11-01T08:00:00Z",
        "updated_at":"2026-12-07T12:00:00Z"}'
    succeeds visibility edit other --description "Former clients" --json --fields name,description
    assert_json . '{"name":"Other","description":"Former clients"}'
    refuses 3 'there is no visibility "Friends"' visibility show Friends
}

@test "--no-description takes the description away" {
    three
    succeeds visibility edit Friends --no-description --json --fields name,description
    assert_json . '{"name":"Friends","description":null}'
}

@test "a name can change its case, but not be another's" {
    three
    succeeds visibility edit Friends --name FRIENDS --json --fields name
    assert_json . '{"name":"FRIENDS"}'
    refuses 1 'there is a visibility with the name "friends" already' visibility edit Alumni --name friends
    refuses 2 "name is empty" visibility edit Alumni --name ""
    refuses 2 'unknown option "--no-name"' visibility edit Alumni --no-name
}

@test "visibility edit with nothing to change is refused" {
    add Friends
    refuses 2 "nothing to change" visibility edit Friends
    [[ $stderr == *"hint: \`coach help visibility edit\` shows what can be"* ]]
}

# ---- archive and restore ----

@test "visibility archive puts one away, visibility restore brings it back" {
    three
    succeeds visibility archive Friends --json --fields name,is_active,updated_at
    assert_json . '{"name":"Friends","is_active":false,"updated_at":"2026-12-07T12:00:00Z"}'
    succeeds visibility show Friends --json --fields is_active
    assert_json . '{"is_active":false}'
    succeeds visibility restore Friends --json --fields name,description,is_active
    assert_json . '{"name":"Friends","description":"Who is invited","is_active":true}'
}

@test "what is archived is not archived again, what is not is not restored" {
    add Friends
    refuses 1 "the visibility is not archived" visibility restore Friends
    coach visibility archive Friends -o id >/dev/null
    refuses 1 "the visibility is archived already" visibility archive Friends
}

@test "a visibility that is renamed is renamed for its users" {
    add Friends
    coach user edit admin@example.org --visibility friends -o id >/dev/null
    coach visibility edit Friends --name Circle -o id >/dev/null
    succeeds user show admin@example.org --json --fields visibility
    assert_json . '{"visibility":"Circle"}'
    succeeds user list --visibility circle -o tsv --no-headers --fields email
    assert_output admin@example.org
}

@test "an archived visibility stays with who has it" {
    add Friends
    coach user edit admin@example.org --visibility Friends -o id >/dev/null
    coach visibility archive Friends -o id >/dev/null
    succeeds user show admin@example.org --json --fields visibility
    assert_json . '{"visibility":"Friends"}'
}

@test "an archived visibility is given to nobody, and can be listed by" {
    local id
    add Friends
    id=$(coach visibility archive Friends -o id)
    refuses 1 "the visibility is archived" user edit admin@example.org --visibility Friends
    assert_equal "${stderr#*$'\n'}" "hint: coach visibility restore $id"
    refuses 1 "the visibility is archived" user add ben@example.org --first-name B --last-name C --visibility friends
    refuses 1 "the visibility is archived" trainer add admin@example.org --visibility friends
    refuses 1 "the visibility is archived" program add Run --visibility friends
    succeeds user list --visibility friends --json
    assert_output "[]"
}

@test "the visibilities of the beginning are there, with what they mean" {
    succeeds visibility list --json --fields name,description
    assert_json . '[{"name":"CLIENTS","description":"The trainer'"'"'s own clients"},
        {"name":"PRIVATE","description":"Nobody else"},{"name":"PUBLIC","description":"Everybody"}]'
}

@test "a user is added with a visibility of one's own, though PRIVATE has another name" {
    coach visibility edit PRIVATE --name Mine -o id >/dev/null
    succeeds user add ben@example.org --first-name Ben --last-name Cole --visibility Mine --json
    assert_json .visibility '"Mine"'
}

# ---- The acting user ----

@test "a visibility is made by the acting user, whoever changes it" {
    coach user add ben@example.org --first-name Ben --last-name Cole -o id >/dev/null
    succeeds --as BEN@example.org visibility add Friends --json
    assert_json .created_by "\"$(coach user show ben@example.org -o id)\""
    succeeds visibility edit Friends --description Other --json
    assert_json .created_by "\"$(coach user show ben@example.org -o id)\""
}

@test "without an acting user, or with an unknown one, nothing is written" {
    add Friends
    refuses 3 'the acting user "eve@example.org" is not in this database' --as eve@example.org \
        visibility archive Friends
    coach config unset user.email
    unset COACH_USER
    refuses 2 "nobody is named as the acting user" visibility add Other
    [[ $stderr == *"hint: say who: --as EMAIL, COACH_USER, or \`coach config set user.email EMAIL\`"* ]]
    succeeds visibility show Friends --json --fields name
    assert_json . '{"name":"Friends"}'
}
