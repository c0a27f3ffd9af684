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
