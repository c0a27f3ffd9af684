# init.bats - coach init: a database and its first user.

load helper

prepare() {
    database_place "$COACH_DB"
}

init() {
    succeeds init --email admin@example.org --first-name Ada --last-name Admin "$@"
}

@test "init makes the database and prints its first user" {
    init --json
    assert_json 'del(.id, .visibility_id, .created_by)' '{"email":"admin@example.org","first_name":"Ada",
        "last_name":"Admin","date_of_birth":null,"phone":null,"notes":null,"time_zone":null,"db_role":null,"visibility":"PRIVATE",
        "created_at":"2026-12-07T12:00:00Z","updated_at":"2026-12-07T12:00:00Z","is_active":true}'
    assert_json '.id == .created_by' true
    assert_json '.id | test("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")' true
}

@test "init takes a telephone number and a time zone too" {
    init --phone "+49 30 901820" --time-zone Europe/Berlin --json
    assert_json '{phone, time_zone}' '{"phone":"+49 30 901820","time_zone":"Europe/Berlin"}'
}

@test "init prints a table for people" {
    init --fields email,first_name,last_name
    assert_output 'email       admin@example.org
first_name  Ada
last_name   Admin'
}

@test "a new database holds the visibilities PUBLIC, CLIENTS and PRIVATE, made by the first user" {
    init -o id
    succeeds visibility list --json
    assert_json 'map(.name)' '["CLIENTS","PRIVATE","PUBLIC"]'
    assert_json 'map(.created_by) | unique | length' 1
    succeeds visibility list --created-by admin@example.org -o tsv --fields name --no-headers
    assert_output 'CLIENTS
PRIVATE
PUBLIC'
}

@test "the first user is the acting one from then on" {
    unset COACH_USER
    init -o id
    succeeds user add ben@example.org --first-name Ben --last-name Cole --json
    assert_json '.created_by' "\"$(coach user show admin@example.org -o id)\""
    succeeds config get user.email
    assert_output admin@example.org
}

@test "init leaves the other settings as they are" {
    mkdir -p "$HOME/.config/coach"
    printf '# mine\n[color]\n\tui = never\n' >"$HOME/.config/coach/config"
    init -o id
    assert_equal "$(head -n 3 "$HOME/.config/coach/config")" $'# mine\n[color]\n\tui = never'
    succeeds config get user.email
    assert_output admin@example.org
}

@test "where the settings cannot be written, the database stands, and that is said" {
    mkdir -p "$HOME/.config"
    : >"$HOME/.config/coach"
    run_coach 0 init --email admin@example.org --first-name Ada --last-name Admin -o tsv --no-headers --fields email
    assert_output admin@example.org
    [[ $stderr == "coach: "*"the database is made; say who you are with --as or COACH_USER"* ]]
    succeeds user list -o tsv --no-headers --fields email
    assert_output admin@example.org
    COACH_DB=$BATS_TEST_TMPDIR/other.db run_coach 0 init --email bea@example.org --first-name Bea --last-name Berg -o json
    assert_equal "$(jq -r .error.code <<<"$stderr")" storage
}

# a file
# bats test_tags=sqlite
@test "the database is made with mode 0600, whatever the umask" {
    umask 000
    init -o id
    assert_equal "$(stat -c %a "$COACH_DB")" 600
}

# a file
# bats test_tags=sqlite
@test "the directories that the database needs are made with mode 0700" {
    umask 000
    export COACH_DB=$BATS_TEST_TMPDIR/new/deep/coach.db
    init -o id
    run stat -c %a "$BATS_TEST_TMPDIR/new" "$BATS_TEST_TMPDIR/new/deep" "$COACH_DB"
    assert_output '700
700
600'
}

# a file
# bats test_tags=sqlite
@test "a directory that exists keeps its mode" {
    mkdir -m 755 "$BATS_TEST_TMPDIR/ours"
    export COACH_DB=$BATS_TEST_TMPDIR/ours/coach.db
    init -o id
    assert_equal "$(stat -c %a "$BATS_TEST_TMPDIR/ours")" 755
}

# a file
# bats test_tags=sqlite
@test "without a word about the place, the database stands in the user's data directory" {
    unset COACH_DB
    init -o id
    assert_equal "$(stat -c %a "$HOME/.local/share/coach/coach.db")" 600
}

# a file
# bats test_tags=sqlite
@test "XDG_DATA_HOME says where the data directory is" {
    unset COACH_DB
    export XDG_DATA_HOME=$BATS_TEST_TMPDIR/data
    init -o id
    assert_file_exists "$BATS_TEST_TMPDIR/data/coach/coach.db"
}

@test "--db says where the database is" {
    local other
    other=$(database other)
    database_place "$other"
    init --db "$other" -o id
    succeeds --db "$other" user list -o id --fields email
    assert_output admin@example.org
    assert_no_database
}

@test "a database that exists is left as it is" {
    init -o id
    refuses 1 "exists already" init --email eve@example.org --first-name Eve --last-name Evans
    [[ $stderr == *"$COACH_DB"* ]]
    [[ $stderr == *"hint: use it as it is, or name another"* ]]
}

# a file
# bats test_tags=sqlite
@test "any other file in the place is left as it is too" {
    printf 'a shopping list\n' >"$COACH_DB"
    refuses 1 "exists already" init --email eve@example.org --first-name Eve --last-name Evans
    assert_equal "$(cat "$COACH_DB")" "a shopping list"
}

# a file
# bats test_tags=sqlite
@test "an empty file in the place is left as it is too" {
    : >"$COACH_DB"
    refuses 1 "exists already" init --email eve@example.org --first-name Eve --last-name Evans
    assert_equal "$(wc -c <"$COACH_DB")" 0
}

@test "a refused second init does not change who is the acting user" {
    init -o id
    refuses 1 "exists already" init --email eve@example.org --first-name Eve --last-name Evans
    unset COACH_USER
    succeeds config get user.email
    assert_output admin@example.org
}

@test "init needs an e-mail address" {
    refuses 2 "a user needs a value for email" init --first-name Ada --last-name Admin
    [[ $stderr == *"hint: give --email"* ]]
    assert_no_database
}

@test "init needs a first name" {
    refuses 2 "a user needs a value for first_name" init --email admin@example.org --last-name Admin
    assert_no_database
}

@test "init needs a last name" {
    refuses 2 "a user needs a value for last_name" init --email admin@example.org --first-name Ada
    assert_no_database
}

@test "a first user that does not fit leaves no file and no setting behind" {
    refuses 2 "email is not an e-mail address: it has no '@'" init --email admin --first-name Ada --last-name Admin
    assert_no_database
    assert_file_not_exists "$HOME/.config/coach/config"
}

# a file
# bats test_tags=sqlite
@test "a first user that does not fit leaves no directory behind" {
    export COACH_DB=$BATS_TEST_TMPDIR/new/deep/coach.db
    refuses 2 "email is not an e-mail address" init --email admin --first-name Ada --last-name Admin
    assert_not_exists "$BATS_TEST_TMPDIR/new"
}

@test "init takes no other words" {
    refuses 2 '"now" is one word too many' init now --email admin@example.org --first-name Ada --last-name Admin
    assert_no_database
}

@test "an error of init is an object where json is asked for" {
    run_coach 2 init --email admin --first-name Ada --last-name Admin --json
    assert_output ""
    assert_equal "$(jq -cS . <<<"$stderr")" "$(jq -cS . <<<'{"error":{"code":"invalid","field":"email","hint":null,
        "message":"email is not an e-mail address: it has no '"'@'"'"}}')"
}

@test "without a database every command says how to make one" {
    refuses 4 "$COACH_DB" user list
    [[ $stderr == *"coach init"* ]]
    refuses 4 "$COACH_DB" user add ben@example.org --first-name Ben --last-name Cole
    assert_no_database
}
