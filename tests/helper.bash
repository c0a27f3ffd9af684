# helper.bash - what every bats file starts with: a database of its own, a fixed clock, nothing from outside.

bats_require_minimum_version 1.5.0
load "${BATS_LIB:-/usr/lib/bats}/bats-support/load.bash"
load "${BATS_LIB:-/usr/lib/bats}/bats-assert/load.bash"
load "${BATS_LIB:-/usr/lib/bats}/bats-file/load.bash"

: "${COACH_BIN:=$BATS_TEST_DIRNAME/../build/coach}"
COACH_BIN=$(realpath "$COACH_BIN")
export COACH_BIN

# A clean world: only these variables, and a home in the test's own directory. The clock stands at a Monday noon.
clean_world() {
    local name
    for name in $(compgen -e); do
        case $name in
        PATH | HOME | TMPDIR | BATS_* | COACH_BIN | ASAN_OPTIONS | UBSAN_OPTIONS | LSAN_OPTIONS | COACH_VALGRIND) ;;
        *) unset "$name" 2>/dev/null || true ;;
        esac
    done
    export HOME=$BATS_TEST_TMPDIR/home
    mkdir -p "$HOME"
    export COACH_DB=$BATS_TEST_TMPDIR/coach.db COACH_NOW=2026-12-07T12:00:00Z COACH_TIME_ZONE=UTC
    export COACH_USER=admin@example.org
    PATH=$(dirname "$COACH_BIN"):$PATH
}

coach() {
    if [[ -n ${COACH_VALGRIND:-} ]]; then
        valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite --suppressions="$COACH_VALGRIND" "$COACH_BIN" "$@"
    else
        "$COACH_BIN" "$@"
    fi
}

# A new database whose first user is admin@example.org.
new_database() {
    coach init --email admin@example.org --first-name Ada --last-name Admin -o id >/dev/null
}

# Two trainers (Anna, Berlin; Carl, UTC) and three clients (Ben, Cleo, Dana); Ben trains with Anna.
small_studio() {
    new_database
    coach user add anna@example.org --first-name Anna --last-name Berg --time-zone Europe/Berlin -o id >/dev/null
    coach trainer add anna@example.org -o id >/dev/null
    coach trainer add carl@example.org --first-name Carl --last-name Cook -o id >/dev/null
    coach user add ben@example.org --first-name Ben --last-name Cole -o id >/dev/null
    coach user add cleo@example.org --first-name Cleo --last-name Diaz -o id >/dev/null
    coach user add dana@example.org --first-name Dana --last-name Eder -o id >/dev/null
    relationship=$(coach relationship start --client ben@example.org --trainer anna@example.org --type ONLINE -o id)
}

# Books a session of Ben with Anna and prints its id: book TIME [OPTIONS…]
book() {
    local at=$1
    shift
    coach session schedule --client ben@example.org --trainer anna@example.org --type ONE_ON_ONE --title Squats \
        --at "$at" -o id "$@"
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
    local wanted=$1 message=$2 before=""
    shift 2
    [[ -f $COACH_DB ]] && before=$(sha256sum <"$COACH_DB")
    run_coach "$wanted" "$@"
    assert_equal "$output" ""
    [[ $stderr == "coach: "* ]] || fail "standard error does not begin with \"coach: \": $stderr"
    [[ $stderr == *"$message"* ]] || fail "standard error: $stderr
wanted in it: $message"
    [[ ! -f $COACH_DB && -z $before ]] || assert_equal "$(sha256sum <"$COACH_DB")" "$before"
}

# succeeds ARGS…: it ends with 0 and has nothing to say on standard error.
succeeds() {
    run_coach 0 "$@"
    assert_equal "$stderr" ""
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
    clean_world
    if declare -F prepare >/dev/null; then prepare; fi
}
