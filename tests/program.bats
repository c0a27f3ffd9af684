# program.bats - coach program: what training plans follow.

load helper

prepare() {
    new_database
}

add() {
    coach program add "$@" -o id >/dev/null
}

# Three programs, made on three days.
three() {
    COACH_NOW=2026-11-01T08:00:00Z add Running --description "Ten weeks of runs"
    COACH_NOW=2026-11-02T08:00:00Z add "Couch to 5K"
    COACH_NOW=2026-11-03T08:00:00Z add Arms --description "Four weeks"
}

crafted() {
    database_query "UPDATE program SET id = $(id_sql "$2") WHERE name = '$1'"
}

# The names of a list, in its order.
names() {
    succeeds program list -o tsv --no-headers --fields name "$@"
}

# ---- add ----

@test "program add adds a program and shows the row as it stands" {
    succeeds program add Running --description "Ten weeks of runs" --notes "Shoes first" --visibility clients --json
    assert_json 'del(.id)' "{\"name\":\"Running\",\"description\":\"Ten weeks of runs\",\"notes\":\"Shoes first\",
        \"visibility\":\"CLIENTS\",\"visibility_id\":\"$(coach visibility show CLIENTS -o id)\",
        \"created_by\":\"$(coach user show "$COACH_USER" -o id)\",\"created_at\":\"2026-12-07T12:00:00Z\",
        \"updated_at\":\"2026-12-07T12:00:00Z\",\"is_active\":true}"
    assert_json '.id | test("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")' true
}

@test "a program is PUBLIC, and needs no more than a name" {
    succeeds program add Running --json --fields name,description,notes,visibility
    assert_json . '{"name":"Running","description":null,"notes":null,"visibility":"PUBLIC"}'
}

@test "the name of a program is taken once" {
    add Running
    refuses 1 'there is a program with the name "Running" already' program add Running
    [[ $stderr == *"hint: it is $(coach program show Running -o id)"* ]]
}

@test "two programs may have names that differ in case alone" {
    add Running
    succeeds program add RUNNING --json --fields name
    assert_json . '{"name":"RUNNING"}'
    names
    assert_line Running
    assert_line RUNNING
}

@test "the name of an archived program is still taken" {
    add Running
    coach program archive Running -o id >/dev/null
    refuses 1 'there is a program with the name "Running" already' program add Running
}

@test "a duplicate is an object with its code where json is asked for" {
    add Running
    run_coach 1 program add Running --json
    assert_output ""
    assert_equal "$(jq -c '.error | [.code, .field]' <<<"$stderr")" '["conflict","name"]'
}

@test "program add needs a name" {
    refuses 2 "program add needs NAME" program add
    refuses 2 "name is empty" program add ""
    refuses 2 "name is blank" program add "  "
}

@test "a name has 100 characters at most, of however many bytes" {
    local name
    name=$(printf '💪%.0s' {1..100})
    succeeds program add "$name" --json --fields name
    assert_json .name "\"$name\""
    refuses 2 "name is 101 characters long; at most 100 are allowed" program add "$(printf 'x%.0s' {1..101})"
}

@test "a description has 2000 characters at most, lines and tabs among them" {
    printf 'a\tb\n%.0s' {1..500} >"$BATS_TEST_TMPDIR/description"
    succeeds program add Running --description "@$BATS_TEST_TMPDIR/description" --json
    assert_json '.description | length' 1999
    printf 'xy' >>"$BATS_TEST_TMPDIR/description"
    refuses 2 "description is 2002 characters long; at most 2000 are allowed" \
        program edit Running --description "@$BATS_TEST_TMPDIR/description"
}

@test "a description may come from standard input" {
    succeeds program add Running --description @- --json --fields description <<<"from a pipe"
    assert_json . '{"description":"from a pipe"}'
}

@test "newlines and control characters in a name are refused, and what is not UTF-8" {
    refuses 2 "name must be one line" program add $'one\ntwo'
    refuses 2 "name holds a control character (U+001B)" program add $'\e[31mred\e[0m'
    refuses 2 "name holds a control character (U+0009)" program add $'one\ttwo'
    refuses 2 "name is not valid UTF-8" program add $'\xff\xfe'
    refuses 2 "description holds a control character (U+0007)" program add Running --description $'ding\a'
    refuses 2 "description is not valid UTF-8" program add Running --description $'\xe2\x82'
}

@test "quotes, apostrophes and SQL are a name like any other" {
    local name="'; DROP TABLE program; -- \"%_\\"
    succeeds program add "$name" --json
    assert_equal "$(jq -r .name <<<"$output")" "$name"
    succeeds program show "$name" --json --fields name
    assert_equal "$(jq -r .name <<<"$output")" "$name"
    names --search "drop table program"
    assert_output "'; DROP TABLE program; -- \"%_\\\\"
}

@test "a right-to-left override is kept, and never reaches a terminal" {
    local name=$'\xe2\x80\xaeabc💪'
    succeeds program add "$name" --json
    assert_equal "$(jq -r .name <<<"$output")" "$name"
    succeeds program show "$name" --fields name
    assert_output 'name  \u202eabc💪'
}

# ---- Which one ----

@test "a program is named by its name, whatever its case" {
    add "Couch to 5K"
    succeeds program show "COUCH TO 5K" --json --fields name
    assert_json . '{"name":"Couch to 5K"}'
}

@test "of names that differ in case alone, the very name is meant" {
    add Running --description one
    add RUNNING --description two
    succeeds program show Running --json --fields description
    assert_json . '{"description":"one"}'
    succeeds program show RUNNING --json --fields description
    assert_json . '{"description":"two"}'
}

@test "a name that could be either of two is refused, with the candidates" {
    add Running
    add RUNNING
    refuses 3 '"running" is more than one program' program show running
    [[ $stderr == *"hint: $(coach program show Running -o id) Running"* ]]
    [[ $stderr == *"hint: $(coach program show RUNNING -o id) RUNNING"* ]]
}

@test "a program is named by its id in either case, and its first digits" {
    add Running
    crafted Running abcdef0112344000800000000000000a
    local which
    for which in abcdef01-1234-4000-8000-00000000000a ABCDEF01-1234-4000-8000-00000000000A abcd ABCDEF0112; do
        succeeds program show "$which" -o id
        assert_output abcdef01-1234-4000-8000-00000000000a
    done
    refuses 3 'there is no program "abc"' program show abc
    [[ $stderr == *"hint: an id takes at least its first 4 digits"* ]]
}

@test "a name that looks like the beginning of an id is a name first" {
    three
    add ABBA
    crafted Running abba000112344000800000000000000a
    succeeds program show abba --json --fields name
    assert_json . '{"name":"ABBA"}'
    succeeds program show abba0 --json --fields name
    assert_json . '{"name":"Running"}'
}

@test "digits that begin more than one id are refused, with the candidates" {
    three
    crafted Running abcdef0112344000800000000000000a
    crafted Arms abcdef0212344000800000000000000b
    refuses 3 "more than one program" program show abcd
    assert_equal "$stderr" 'coach: "abcd" is more than one program
hint: abcdef01-1234-4000-8000-00000000000a Running
hint: abcdef02-1234-4000-8000-00000000000b Arms'
    refuses 3 "more than one program" program edit abcd --no-description
}

@test "a program that is not there is refused by every verb" {
    refuses 3 'there is no program "nothing"' program show nothing
    [[ $stderr == *"hint: \`coach program list --all\` shows them"* ]]
    refuses 3 'there is no program "nothing"' program edit nothing --name something
    refuses 3 'there is no program "nothing"' program archive nothing
    refuses 3 'there is no program "nothing"' program restore nothing
}

# ---- show and list ----

@test "program show is for people too" {
    three
    succeeds program show Running --fields name,description,created_at,is_active
    assert_output 'name         Running
description  Ten weeks of runs
created_at   Sun 2026-11-01 08:00 UTC
is_active    yes'
}

@test "an unknown field names the known ones" {
    refuses 2 'a program has no field "title"' program list --fields title
    [[ $stderr == *"hint: known: id, name, description, notes, visibility, visibility_id, created_by, created_at, "* ]]
}

@test "program list is in the order of names" {
    three
    names
    assert_output 'Arms
Couch to 5K
Running'
    names --reverse
    assert_output 'Running
Couch to 5K
Arms'
}

@test "program list sorts by a field, what is absent comes last" {
    three
    names --sort created_at --reverse
    assert_output 'Arms
Couch to 5K
Running'
    names --sort description
    assert_output 'Arms
Running
Couch to 5K'
    refuses 2 'a program has no field "nmae"' program list --sort nmae
    [[ $stderr == *"hint: did you mean name?"* ]]
}

@test "program list takes a limit and an offset" {
    three
    names --limit 1
    assert_output 'Arms'
    names --limit 1 --offset 1
    assert_output 'Couch to 5K'
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

@test "program list takes a span of time, half open" {
    three
    names --from 2026-11-02T08:00Z --to 2026-11-03T08:00Z
    assert_output "Couch to 5K"
    names --from 2026-11-03 --to 2026-11-04
    assert_output Arms
}

@test "program list filters by visibility, by one or several" {
    three
    coach program edit Arms --visibility PRIVATE -o id >/dev/null
    coach program edit Running --visibility CLIENTS -o id >/dev/null
    names --visibility private
    assert_output Arms
    names --visibility PRIVATE,CLIENTS
    assert_output 'Arms
Running'
    names --visibility PRIVATE --visibility "$(coach visibility show PUBLIC -o id)"
    assert_output 'Arms
Couch to 5K'
    refuses 3 'there is no visibility "FRIENDS"' program list --visibility FRIENDS
}

@test "program list filters by who made the row" {
    three
    coach user add ben@example.org --first-name Ben --last-name Cole -o id >/dev/null
    coach --as ben@example.org program add New -o id >/dev/null
    names --created-by ben@example.org
    assert_output New
    names --created-by ben@example.org,admin@example.org --search new
    assert_output New
    refuses 3 'there is no user "eve@example.org"' program list --created-by eve@example.org
}

@test "program list leaves archived ones out, or shows them alone, or all" {
    three
    coach program archive Running -o id >/dev/null
    names
    refute_line Running
    names --archived
    assert_output Running
    names --all
    assert_output 'Arms
Couch to 5K
Running'
    refuses 2 "give either --archived or --all" program list --archived --all
}

@test "an empty list is an empty array, and no error" {
    succeeds program list --search nothing --json
    assert_json . '[]'
    succeeds program list --search nothing
    assert_output ""
}

# ---- edit ----

@test "program edit changes only what is given" {
    three
    succeeds program edit Running --name Other --json --fields name,description,created_at,updated_at
    assert_json . '{"name":"Other","description":"Ten weeks of runs","created_at":"2026-11-01T08:00:00Z",
        "updated_at":"2026-12-07T12:00:00Z"}'
    succeeds program edit other --description "Four weeks" --json --fields name,description
    assert_json . '{"name":"Other","description":"Four weeks"}'
    refuses 3 'there is no program "Running"' program show Running
}

@test "program edit changes every field, --no-FIELD takes each optional one away" {
    three
    succeeds program edit Running --name Jogging --description D --notes N --visibility PRIVATE --json \
        --fields name,description,notes,visibility
    assert_json . '{"name":"Jogging","description":"D","notes":"N","visibility":"PRIVATE"}'
    succeeds program edit Jogging --no-description --no-notes --json --fields description,notes
    assert_json . '{"description":null,"notes":null}'
    refuses 2 'unknown option "--no-visibility"' program edit Jogging --no-visibility
    refuses 3 'there is no visibility "FRIENDS"' program edit Jogging --visibility FRIENDS
}

@test "notes have 2000 characters at most" {
    add Running
    printf 'é%.0s' {1..2000} >"$BATS_TEST_TMPDIR/notes"
    succeeds program edit Running --notes "@$BATS_TEST_TMPDIR/notes" --json --fields notes
    assert_json '.notes | length' 2000
    printf x >>"$BATS_TEST_TMPDIR/notes"
    refuses 2 "notes is 2001 characters long; at most 2000 are allowed" \
        program edit Running --notes "@$BATS_TEST_TMPDIR/notes"
}

@test "a name can change its case, but not be another's" {
    three
    succeeds program edit Running --name RUNNING --json --fields name
    assert_json . '{"name":"RUNNING"}'
    refuses 1 'there is a program with the name "RUNNING" already' program edit Arms --name RUNNING
    refuses 2 "name is empty" program edit Arms --name ""
    refuses 2 'unknown option "--no-name"' program edit Arms --no-name
}

@test "program edit with nothing to change is refused" {
    add Running
    refuses 2 "nothing to change" program edit Running
    [[ $stderr == *"hint: \`coach help program edit\` shows what can be"* ]]
}

# ---- archive and restore ----

@test "program archive puts one away, program restore brings it back" {
    three
    succeeds program archive Running --json --fields name,is_active,updated_at
    assert_json . '{"name":"Running","is_active":false,"updated_at":"2026-12-07T12:00:00Z"}'
    succeeds program show Running --json --fields is_active
    assert_json . '{"is_active":false}'
    succeeds program restore Running --json --fields name,description,is_active
    assert_json . '{"name":"Running","description":"Ten weeks of runs","is_active":true}'
}

@test "what is archived is not archived again, what is not is not restored" {
    add Running
    refuses 1 "the program is not archived" program restore Running
    coach program archive Running -o id >/dev/null
    refuses 1 "the program is archived already" program archive Running
}

@test "an archived program stays with the plans that follow it" {
    database_drop
    small_studio
    add Running
    coach plan create --relationship "$relationship" --name Spring --start today --program Running -o id >/dev/null
    coach program archive Running -o id >/dev/null
    succeeds plan list --json --fields name,program
    assert_json . '[{"name":"Spring","program":"Running"}]'
}

# ---- The acting user ----

@test "a program is made by the acting user, whoever changes it" {
    coach user add ben@example.org --first-name Ben --last-name Cole -o id >/dev/null
    succeeds --as BEN@example.org program add Running --json
    assert_json .created_by "\"$(coach user show ben@example.org -o id)\""
    succeeds program edit Running --description Other --json
    assert_json .created_by "\"$(coach user show ben@example.org -o id)\""
}

@test "without an acting user, or with an unknown one, nothing is written" {
    add Running
    refuses 3 'the acting user "eve@example.org" is not in this database' --as eve@example.org program archive Running
    coach config unset user.email
    unset COACH_USER
    refuses 2 "nobody is named as the acting user" program add Other
    [[ $stderr == *"hint: say who: --as EMAIL, COACH_USER, or \`coach config set user.email EMAIL\`"* ]]
    succeeds program show Running --json --fields name
    assert_json . '{"name":"Running"}'
}
