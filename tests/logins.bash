# logins.bash - a server of one's own, whose logins see different things: for the tests of who sees what.
#
# The people: Ada keeps the books. Anna (a PUBLIC profile) trains Ben and Dana, Carl (PRIVATE) trains Cleo and Dana, so
# that Dana has both. Fred was added by Anna and trains with nobody. Erik was Carl's client and is archived, his login is
# not; the login stray is a trainer's, but nobody's. What only some may read has the word "secret" in it.

psql_bin=$(find /usr/lib/postgresql/*/bin/psql | sort -V | tail -n 1)
logins=(ada anna carl ben cleo dana erik)

# server_up [SETTING=VALUE…]: starts it; server is where its socket is.
server_up() {
    local memory=/tmp
    [[ ! -w /dev/shm ]] || memory=/dev/shm
    server=$(mktemp -d "${TMPDIR:-$memory}/coach-logins.XXXXXX")
    chmod 755 "$server"
    export server
    "$BATS_TEST_DIRNAME/cluster.sh" start "$server/pg" "$@"
}

server_down() {
    [[ -z ${server:-} ]] || "$BATS_TEST_DIRNAME/cluster.sh" stop "$server/pg"
    rm -rf "${server:-}"
}

# sql LOGIN SQL…: each in a statement of its own; columns are parted by |.
sql() {
    local login=$1 arguments=() one
    shift
    for one; do arguments+=(-c "$one"); done
    "$psql_bin" -XAtq -v ON_ERROR_STOP=1 -h "$server/pg" -U "$login" -d "${database:-studio}" "${arguments[@]}"
}

# at LOGIN [DATABASE]: the address by which a login reaches it.
at() {
    printf 'postgres://%s@/%s?host=%s' "$1" "${2:-studio}" "$server/pg"
}

# as LOGIN ARGS…: runs coach.
as() {
    local login=$1
    shift
    COACH_DB=$(at "$login") coach "$@"
}

# books ARGS…: runs coach as the owner of the schema does, in Ada's name.
books() {
    HOME=$server as books "$@"
}

# login_up ROLE LOGIN…: logins that are members of the role, each of the user of that name.
login_up() {
    local role=$1 login
    shift
    for login; do
        sql postgres "CREATE ROLE $login LOGIN; GRANT $role TO $login"
        [[ $login == stray ]] || books user edit "$login@example.org" --db-role "$login" -o id >/dev/null
    done
}

# keep NAME ARGS…: runs coach for the books; the id that it prints is kept under a name.
keep() {
    local name=$1 id
    shift
    id=$(books "$@" -o id) || { echo "coach $*" >&2; return 1; }
    printf '%s=%s\n' "$name" "$id" >>"$server/ids"
}

person() { # person NAME LAST-NAME [OPTIONS…]
    keep "user_$1" user add "$1@example.org" --first-name "${1^}" --last-name "$2" --notes "secret of $1" \
        --phone "555-$1" "${@:3}"
}

session() { # session NAME RELATIONSHIP AT TITLE [OPTIONS…]
    keep "session_$1" session schedule --relationship "$(id_of "relationship_$2")" --type ONE_ON_ONE --at "$3" --title "$4" "${@:5}"
}

id_of() {
    sed -n "s/^$1=//p" "$server/ids"
}

# The world of the commands: no setting from outside but these.
logins_world() {
    local name
    for name in $(compgen -e); do
        case $name in
        PATH | HOME | TMPDIR | BATS_* | COACH_BIN | ASAN_OPTIONS | UBSAN_OPTIONS | LSAN_OPTIONS | server) ;;
        *) unset "$name" 2>/dev/null || true ;;
        esac
    done
    export HOME=${BATS_TEST_TMPDIR:-$BATS_FILE_TMPDIR}/home COACH_NOW=2026-12-07T12:00:00Z COACH_TIME_ZONE=UTC
    mkdir -p "$HOME"
}

# The studio, with its logins.
studio_up() {
    local who
    logins_world
    : >"$server/ids"
    database=postgres sql postgres "CREATE ROLE books LOGIN CREATEROLE" "CREATE DATABASE studio OWNER books"
    books init --email ada@example.org --first-name Ada --last-name Admin -o id | sed 's/^/user_ada=/' >>"$server/ids"
    person anna Berg --time-zone Europe/Berlin
    person carl Cook
    for who in ben:Cole cleo:Diaz dana:Eder erik:Falk; do person "${who%:*}" "${who#*:}"; done
    keep category category add Strength
    keep tag tag add Knees
    keep program program add Starter --notes "secret of the program"
    keep program_other program add Advanced --notes "secret of the other"
    keep part program session add Starter --day 1 --at 07:00 --title Starting --type ONE_ON_ONE
    keep part_other program session add Advanced --day 1 --at 07:00 --title Intervals --type ONE_ON_ONE
    keep trainer_anna trainer add anna@example.org --bio "Rows" --rate 80 --currency EUR
    keep trainer_carl trainer add carl@example.org --bio "Swims" --visibility PRIVATE
    books trainer tag anna@example.org Knees -o id >/dev/null
    books trainer categorize carl@example.org Strength -o id >/dev/null
    keep relationship_ben relationship start --client ben@example.org --trainer anna@example.org --type ONLINE --notes "secret with ben"
    keep relationship_dana relationship start --client dana@example.org --trainer anna@example.org --type ONLINE --notes "secret with dana"
    keep relationship_cleo relationship start --client cleo@example.org --trainer carl@example.org --type ONLINE --notes "secret with cleo"
    keep relationship_dana_carl relationship start --client dana@example.org --trainer carl@example.org --type IN_PERSON --notes "secret with both"
    keep relationship_erik relationship start --client erik@example.org --trainer carl@example.org --type TRIAL --status PENDING
    session ben ben "2026-12-08 10:00Z" Squats
    session dana dana "2026-12-08 12:00Z" Rowing
    session dana_carl dana_carl "2026-12-08 14:00Z" Swimming
    session cleo cleo "2026-12-08 16:00Z" Running
    session ben_done ben "2026-12-01 10:00Z" Lunges
    session dana_done dana_carl "2026-12-01 14:00Z" Diving
    books session complete "$(id_of session_ben_done)" --at "2026-12-01 11:00Z" --trainer-notes "secret of lunges" -o id >/dev/null
    books session complete "$(id_of session_dana_done)" --at "2026-12-01 15:00Z" --trainer-notes "secret of diving" -o id >/dev/null
    keep plan_ben plan create --relationship "$(id_of relationship_ben)" --name Winter --start 2026-12-01 --end 2026-12-15 --program Starter
    keep plan_dana plan create --relationship "$(id_of relationship_dana_carl)" --name Crawl --start 2026-12-01 --end 2026-12-15 --program Advanced
    keep hours_anna availability set anna@example.org --days daily --hours 00:00-24:00
    keep off_dana timeoff add dana@example.org --from 2027-02-01 --to 2027-02-02 --reason "secret of holidays"
    books server setup 2>/dev/null
    login_up coach_admin ada
    login_up coach_trainer anna carl stray
    login_up coach_client ben cleo dana erik
    books user archive erik@example.org -o id >/dev/null
    as anna user add fred@example.org --first-name Fred --last-name Gale --phone 555-fred -o id |
        sed 's/^/user_fred=/' >>"$server/ids"
}

# All that stands in the tables, as one short text.
fingerprint() {
    sql postgres "SELECT md5(string_agg(query_to_xml('SELECT * FROM coach.' || quote_ident(tablename) || ' t ORDER BY t::text',
        true, false, '')::text, '' ORDER BY tablename)) FROM pg_tables WHERE schemaname = 'coach'"
}

# ---- Tables of what is expected ----

# rows TABLE COMMAND…: runs it for every line as COMMAND CELL…, with the ids in the place of their names.
rows() {
    local cells line i
    . "${names:-$server/ids}"
    while IFS= read -r line; do
        [[ -n $line ]] || continue
        IFS='|' read -r -a cells <<<"$line|"
        for i in "${!cells[@]}"; do
            cells[i]=$(sed 's/^ *//;s/ *$//' <<<"${cells[i]}")
            [[ ${cells[i]} != *\$* ]] || eval "cells[i]=\"${cells[i]//\"/\\\"}\""
        done
        "${@:2}" "${cells[@]}"
    done <<<"$1"
}

# quoted WORD…: for names, the ids and these words as the texts of SQL.
quoted() {
    local word
    sed "s/=\(.*\)/=\"'\1'\"/" "$server/ids"
    for word; do printf "%s=\"'%s'\"\n" "$word" "$word"; done
}

refuses_sql() { # refuses_sql LOGIN MESSAGE STATEMENT
    run sql "$1" "$3"
    [[ $status != 0 && $output == *"$2"* ]] || fail "$1: $3: $output"
}

run_coach_as() {
    COACH_DB=$(at "$1") run_coach "${@:2}"
}

same() { # same WHAT GOT WANTED
    [[ $2 == "$3" ]] || fail "$1
shows:  $2
wanted: $3"
}

# What a file begins and ends with, where it does not say so itself.
setup_file() {
    server_up "$@"
    studio_up
}
teardown_file() { server_down; }
setup() { logins_world; }
