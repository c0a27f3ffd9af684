# practice.bash - for the tests of relationships, sessions and plans: what is said of one row, all at once.

load helper

ben=ben@example.org cleo=cleo@example.org dana=dana@example.org
anna=anna@example.org carl=carl@example.org

prepare() {
    small_studio
}

# accepts ARGS…: succeeds with JSON on standard output and nothing on standard error.
accepts() {
    run_coach 0 --json "$@"
    assert_equal "$stderr" ""
}

# fails_with STATUS WHOLE-STANDARD-ERROR ARGS…: as refuses, and nothing else is said.
fails_with() {
    local wanted=$1 text=$2
    shift 2
    refuses "$wanted" "" "$@"
    assert_equal "$stderr" "$text"
}

# Starts a relationship and prints its id: pair CLIENT TRAINER [OPTIONS…]
pair() {
    local client=$1 trainer=$2
    shift 2
    coach relationship start --client "$client" --trainer "$trainer" --type ONLINE -o id "$@"
}

# Books a session of any two and prints its id: book_for CLIENT TRAINER TIME [OPTIONS…]
book_for() {
    local client=$1 trainer=$2 at=$3
    shift 3
    coach session schedule --client "$client" --trainer "$trainer" --type ONE_ON_ONE --title Squats --at "$at" -o id "$@"
}

# field NOUN ID NAME: one field of a row as JSON has it, texts without quotes.
field() {
    coach "$1" show "$2" --json | jq -r --arg name "$3" '.[$name]'
}

# ---- Moves of a status: in_status STATUS makes a row and prints its id ----

# moves NOUN: every line of standard input is a status, a verb, and the status that follows.
moves() {
    local from verb to id
    keep_database
    while read -r from verb to; do
        id=$(in_status "$from")
        COACH_NOW=2026-12-08T09:00:00Z accepts "$1" "$verb" "$id"
        assert_json '[.id, .status, .updated_at]' "[\"$id\", \"$to\", \"2026-12-08T09:00:00Z\"]"
        assert_equal "$(field "$1" "$id" status)" "$to"
        back_to_kept
    done
}

# moves_not NOUN: a status, a verb, and message and hint of its refusal, parted by |; ID stands for the row's.
moves_not() {
    local from verb message hint id
    keep_database
    while IFS='|' read -r from verb message hint; do
        id=$(in_status "$from")
        fails_with 1 "coach: $message
hint: ${hint/ID/$id}" "$1" "$verb" "$id"
        assert_equal "$(field "$1" "$id" status)" "$from"
        back_to_kept
    done
}

# ---- Many at once ----

# in_background NAME ARGS…: a process of its own, with files of its own for its output, its errors and its exit status.
in_background() {
    local file=$BATS_TEST_TMPDIR/race/$1
    shift
    mkdir -p "$BATS_TEST_TMPDIR/race"
    {
        local code=0
        coach "$@" >"$file.out" 2>"$file.err" || code=$?
        echo "$code" >"$file.code"
    } 3>&- 4>&- &
}

# at_once N ARGS…: N processes of the same command.
at_once() {
    local n count=$1
    shift
    rm -rf "$BATS_TEST_TMPDIR/race"
    for ((n = 0; n < count; n++)); do in_background "$n" "$@"; done
    wait
}

# The exit statuses that were seen, each with how often: "1×0 63×1".
codes() {
    cat "$BATS_TEST_TMPDIR"/race/*.code | sort -n | uniq -c | awk '{ printf "%s%s×%s", (NR > 1 ? " " : ""), $1, $2 }'
}
