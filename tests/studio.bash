# studio.bash - the clock and the users of the tests, and the small studio that most of them begin with.

# The clock stands at a Monday noon.
studio_world() {
    export COACH_NOW=2026-12-07T12:00:00Z COACH_TIME_ZONE=UTC COACH_USER=admin@example.org
}

coach() {
    if [[ -n ${COACH_VALGRIND:-} ]]; then
        valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite --suppressions="$COACH_VALGRIND" "$COACH_BIN" "$@"
    else
        "$COACH_BIN" "$@"
    fi
}

# The first user, admin@example.org.
make_first() {
    coach init --email admin@example.org --first-name Ada --last-name Admin -o id >/dev/null
}

# Two trainers (Anna, Berlin; Carl, UTC) and three clients (Ben, Cleo, Dana); Ben trains with Anna. Prints the id of
# their relationship.
make_studio() {
    {
        coach user add anna@example.org --first-name Anna --last-name Berg --time-zone Europe/Berlin -o id
        coach trainer add anna@example.org -o id
        coach trainer add carl@example.org --first-name Carl --last-name Cook -o id
        coach user add ben@example.org --first-name Ben --last-name Cole -o id
        coach user add cleo@example.org --first-name Cleo --last-name Diaz -o id
        coach user add dana@example.org --first-name Dana --last-name Eder -o id
    } >/dev/null
    coach relationship start --client ben@example.org --trainer anna@example.org --type ONLINE -o id
}
