# helper.bash - what every bats file starts with: a database of its own, a fixed clock, nothing from outside.

bats_require_minimum_version 1.5.0
load "${BATS_LIB:-/usr/lib/bats}/bats-support/load.bash"
load "${BATS_LIB:-/usr/lib/bats}/bats-assert/load.bash"
load "${BATS_LIB:-/usr/lib/bats}/bats-file/load.bash"

: "${COACH_BIN:=$BATS_TEST_DIRNAME/../build/coach}"
COACH_BIN=$(realpath "$COACH_BIN")
export COACH_BIN

load "$BATS_TEST_DIRNAME/studio.bash"
: "${COACH_ENGINE:=sqlite}"
[[ $COACH_ENGINE == sqlite ]] || load "$BATS_TEST_DIRNAME/server.bash"
load "$BATS_TEST_DIRNAME/databases.bash"

# A clean world: only these variables, and a home in the test's own directory.
clean_world() {
    local name
    for name in $(compgen -e); do
        case $name in
        PATH | HOME | TMPDIR | BATS_* | COACH_BIN | ASAN_OPTIONS | UBSAN_OPTIONS | LSAN_OPTIONS | COACH_VALGRIND) ;;
        COACH_ENGINE | COACH_SERVER | COACH_RETRACE) declare -g +x "$name" ;;
        *) unset "$name" 2>/dev/null || true ;;
        esac
    done
    export HOME=$BATS_TEST_TMPDIR/home
    mkdir -p "$HOME"
    studio_world
    COACH_DB=$(database coach)
    export COACH_DB
    PATH=$(dirname "$COACH_BIN"):$PATH
}

# Books a session of Ben with Anna and prints its id: book TIME [OPTIONS…]
book() {
    local at=$1
    shift
    coach session schedule --client ben@example.org --trainer anna@example.org --type ONE_ON_ONE --title Squats \
        --at "$at" -o id "$@"
}

# The number of the newest operation.
newest() {
    coach log -n 1 -o id
}

python() {
    /usr/bin/python3 -IS "$@"
}

# run_coach STATUS ARGS…: runs it with standard output and standard error apart, and checks the exit status.
run_coach() {
    local wanted=$1
    shift
    run --separate-stderr coach "$@"
    if [[ $status != "$wanted" ]]; then
        printf 'coach %s\nexit status: %s, wanted: %s\noutput: %s\nstderr: %s\n' "$*" "$status" "$wanted" "$output" "$stderr" | fail
    fi
}

# refuses STATUS MESSAGE-PART ARGS…: nothing on standard output, the message on standard error, and no change at all.
refuses() {
    local wanted=$1 message=$2 before
    shift 2
    before=$(database_fingerprint)
    run_coach "$wanted" "$@"
    assert_equal "$output" ""
    [[ $stderr == "coach: "* ]] || fail "standard error does not begin with \"coach: \": $stderr"
    [[ $stderr == *"$message"* ]] || fail "standard error: $stderr
wanted in it: $message"
    assert_equal "$(database_fingerprint)" "$before"
}

# hints TEXT: the last failure has a hint line with it.
hints() {
    grep -qF "hint: $1" <<<"$stderr" || fail "standard error: $stderr
wanted a hint: $1"
}

# succeeds ARGS…: it ends with 0 and has nothing to say on standard error.
succeeds() {
    run_coach 0 "$@"
    assert_equal "$stderr" ""
}

# named_by_digits NOUN: the row whose id is abcdef01-1234-4000-8000-00000000000a is named by it and its beginnings.
named_by_digits() {
    local id=abcdef01-1234-4000-8000-00000000000a which
    for which in $id ${id^^} abcd ABCDEF abcdef01 abcdef01- abcdef01-12 abcdef0112 ABCDEF0112; do
        succeeds "$1" show "$which" -o id
        assert_output $id
    done
    refuses 3 "there is no $1 \"abc\"" "$1" show abc
    [[ $stderr == *"hint: an id takes at least its first 4 digits"* ]]
}

# takes_2000 FIELD NOUN ROW: a text of 2000 characters, of however many bytes, is taken, and one more is refused.
takes_2000() {
    local field=$1 file=$BATS_TEST_TMPDIR/$1
    shift
    printf 'é%.0s' {1..2000} >"$file"
    succeeds "$1" edit "$2" "--$field" "@$file" --json
    assert_json ".$field | length" 2000
    printf x >>"$file"
    refuses 2 "$field is 2001 characters long; at most 2000 are allowed" "$1" edit "$2" "--$field" "@$file"
}

# json FILTER: the result of jq on the output, compact.
json() {
    jq -cS "$1" <<<"$output"
}

# assert_json FILTER JSON: compared as JSON.
assert_json() {
    local got wanted
    got=$(json "$1") || fail "not JSON: $output"
    wanted=$(jq -cS . <<<"$2")
    assert_equal "$got" "$wanted"
}

setup() {
    this_engine_only
    clean_world
    if declare -F prepare >/dev/null; then prepare; fi
}

teardown() {
    if declare -F clean_up >/dev/null; then clean_up; fi
    databases_dropped
}
