# filter.bats - what else can become of rows: --jq and --format.

load practice
load terminal

# ---- --jq ----

@test "strings are printed as they are, null as nothing, anything else as compact JSON" {
    succeeds user list --jq '.[] | select(.first_name == "Ben") | .email, .notes, .is_active, 1.50, [.email, null], {a: {b: 1}}'
    assert_equal "$output" "ben@example.org

true
1.5
[\"ben@example.org\",null]
{\"a\":{\"b\":1}}"
}

@test "each line of jsonl is a value of its own" {
    succeeds user list -o jsonl --jq '.first_name | ascii_upcase'
    assert_equal "$output" "$(coach user list --json | jq -r '.[].first_name | ascii_upcase')"
    succeeds user list --json --jq length
    assert_equal "$output" "$(coach user list --json | jq length)"
}

@test "one row is an object" {
    succeeds user show $ben --jq .first_name
    assert_equal "$output" Ben
    succeeds user edit $ben --notes "likes tea" --jq .notes
    assert_equal "$output" "likes tea"
    succeeds user list --fields email --jq '.[0] | keys[]'
    assert_equal "$output" email
}

@test "every command that prints rows can be filtered" {
    book "2026-12-08 10:00" >/dev/null
    succeeds log --limit 1 --jq '.[].number'
    assert_equal "$output" "$(coach log --limit 1 -o id)"
    succeeds agenda --week --jq '.[].title'
    assert_equal "$output" Squats
    succeeds slots --trainer $anna --limit 2 --jq length
    assert_equal "$output" 2
    succeeds show 1 --jq '.[0].operation'
    assert_equal "$output" 1
    run_coach 0 undo --jq .command
    assert_equal "$output" "coach undo --jq .command"
}

@test "an expression that is wrong is told of before anything is done" {
    local expression
    for expression in '.[0' 'nosuch' 'import "a" as a; .' 'include "a"; .' '"\('; do
        refuses 2 "coach: --jq: " user edit $ben --notes x --jq "$expression"
    done
    fails_with 2 "coach: --jq: nosuch/0 is not defined at <top-level>, line 1: nosuch" user list --jq nosuch
}

@test "an expression that fails takes the change back" {
    refuses 2 "coach: --jq: Cannot index string with" user edit $ben --notes x --jq '.email.x'
    refuses 2 "coach: --jq: x" user edit $ben --notes x --jq '.notes | error'
    refuses 2 "coach: --jq: there is no more input: all rows are in the first" user list --jq input
    run_coach 2 user show $ben --json --jq .email.x
    assert_equal "$(jq -r '.error | .code, .field' <<<"$stderr")" $'usage\njq'
    run_coach 2 user list --jq 'halt_error'
    ((${#stderr} < 230)) || fail "$stderr"
}

@test "what an expression ends early is no error" {
    succeeds user list --jq '1, halt, 2'
    assert_equal "$output" 1
    succeeds user list --jq empty
    assert_equal "$output" ""
    # more than is kept in memory comes in pieces
    seq 2200 | awk '{printf "{\"type\":\"user\",\"email\":\"u%d@example.org\",\"first_name\":\"U\",\"last_name\":\"V\",\"notes\":\"%02000d\"}\n", $1, 0}' |
        coach import >/dev/null
    succeeds user list --all -o jsonl --jq '"one", halt'
    assert_equal "$output" one
}

@test "what came before a failure is not printed" {
    run_coach 2 user list --jq '.[0].email, error("no")'
    assert_equal "$output" ""
}

@test "an expression without end can be interrupted" {
    local code=0 expression
    cd "$BATS_TEST_TMPDIR"
    for expression in 'def f: f; f' 'repeat(1)' '[range(infinite)]'; do
        code=0
        timeout -s INT 1 "$COACH_BIN" user list --jq "$expression | empty" >out 2>said || code=$?
        assert_equal "$code $(cat out said)" "124 coach: interrupted"
    done
}

@test "--jq goes with JSON alone, and with rows" {
    refuses 2 "coach: --jq and an --output that is not JSON cannot be given together" user list -o csv --jq .
    refuses 2 "coach: --jq is for commands that print rows" help --jq .
    refuses 2 "coach: --jq is for commands that print rows" config list --jq .
    COACH_OUTPUT=csv succeeds user list --jq length
}

@test "hostile text comes through jq, and does nothing to a terminal" {
    coach user edit $ben --notes $'a\nb "c" \u202e' -o id >/dev/null
    succeeds user show $ben --jq '.notes + "\u001b[31m"'
    assert_equal "$output" $'a\nb "c" \u202e\e[31m'
    in_terminal 80 user show $ben --no-pager --jq '.notes + "\u001b[31m"'
    assert_equal "$output" $'a\nb "c" \\u202e\\x1b[31m'
}

# ---- --format ----

@test "each row is a text with the values in it" {
    book "2026-12-08 10:00" >/dev/null
    succeeds session list --format '%{title} at %{scheduled_at}, %{status}'
    assert_equal "$output" "Squats at 2026-12-08T09:00:00Z, SCHEDULED"
    succeeds user list --format '%{email}\t100%%\\%{email}%{notes}.\n--'
    assert_equal "$output" "$(coach user list --json | jq -r '.[] | "\(.email)\t100%\\\(.email).\n--"')"
    succeeds user show $ben --format '%{first_name}'
    assert_equal "$output" Ben
    succeeds user edit $ben --last-name Côté --format '{%{last_name}}'
    assert_equal "$output" "{Côté}"
    succeeds user list --format -
    assert_equal "$output" "$(coach user list -o id | sed 's/.*/-/')"
}

@test "values are those of csv" {
    coach trainer edit $anna --rate 75.50 --currency EUR --certifications '{"a": 1}' -o id >/dev/null
    coach tag add knee -o id >/dev/null && coach trainer tag $anna knee -o id >/dev/null
    succeeds trainer show $anna --format '%{hourly_rate}|%{is_independent}|%{bio}|%{tags}|%{certifications}'
    assert_equal "$output" '75.50|true||["knee"]|{"a":1}'
}

@test "an unknown field names the known ones" {
    fails_with 2 'coach: a tag has no field "nme"
hint: did you mean name?
hint: known: id, name, description, created_by, created_at, updated_at, is_active' tag list --format '%{nme}'
    refuses 2 'has no field "nme"' user edit $ben --notes x --format '%{nme}'
}

@test "what stands for nothing is refused before anything is done" {
    local text
    for text in '%' '%d' '%{' '%{}' '%{title' '\q' 'x\'; do
        refuses 2 "stands for nothing" user edit $ben --notes x --format "$text"
    done
    refuses 2 "cannot be given together" user list --format x --json
    refuses 2 "cannot be given together" user list --format x --fields email
    refuses 2 "cannot be given together" user list --format x --jq .
    refuses 2 "coach: --format is for commands that print rows" version --format x
    refuses 2 "coach: --format is not UTF-8" user list --format $'\xff'
}

@test "a value does nothing to a terminal, and is exact elsewhere" {
    coach user edit $ben --notes $'a\nb\u202e' -o id >/dev/null
    succeeds user show $ben --format '<%{notes}>'
    assert_equal "$output" $'<a\nb\u202e>'
    in_terminal 80 user show $ben --no-pager --format '<%{notes}>'
    assert_equal "$output" '<a\nb\u202e>'
}

@test "requests of a batch can be filtered too" {
    cd "$BATS_TEST_TMPDIR"
    printf '%s\n' '{"command":["user","show","ben@example.org","--jq",".first_name, .email"]}' \
        '{"command":["user","show","ben@example.org","--format","%{first_name}"]}' \
        '{"command":["user","show","ben@example.org","--jq","nosuch"]}' >requests
    run_coach 5 batch requests
    assert_equal "$(jq -c '[.status, .output]' <<<"$output")" '[0,"Ben\nben@example.org\n"]
[0,"Ben\n"]
[2,null]'
}
