# program.bats - coach program: what training plans follow. What it has in common with tags is in kinds/label.bats.

load helper

prepare() {
    new_database
}

add() {
    coach program add "$@" -o id >/dev/null
}

three() {
    add Running --description "Ten weeks of runs"
    add "Couch to 5K"
    add Arms
}

# The names of a list, in its order.
names() {
    succeeds program list -o tsv --no-headers --fields name "$@"
}

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

@test "two programs may have names that differ in case alone" {
    add Running
    succeeds program add RUNNING --json --fields name
    assert_json . '{"name":"RUNNING"}'
    names
    assert_line Running
    assert_line RUNNING
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
    takes_2000 notes program Running
}
