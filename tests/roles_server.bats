# roles_server.bats - what a login can do on the server itself, without coach: no more than coach lets it.
# bats file_tags=postgres

load helper
load logins

setup_file() {
    server_up
    studio_up
    sql postgres "CREATE ROLE plain LOGIN" "CREATE ROLE lazy LOGIN NOINHERIT" "GRANT coach_admin, coach_client TO lazy" \
        "GRANT coach_client TO carl"
    # Carl is a client too: of Anna, who has written something down
    keep relationship_carl relationship start --client carl@example.org --trainer anna@example.org --type ONLINE --notes "secret about carl"
    session carl carl "2026-12-02 10:00Z" Balance
    books session schedule --relationship "$(id_of relationship_cleo)" --type ONE_ON_ONE --title Sculling --at "2027-03-02 10:00Z" \
        --every week --times 1 -o id >/dev/null
    books series list -o id | sed 's/^/series_cleo=/' >>"$server/ids"
    books session complete "$(id_of session_carl)" --at "2026-12-02 11:00Z" --trainer-notes "secret of balance" -o id >/dev/null
}
teardown_file() { server_down; }
setup() {
    logins_world
    noisy="CREATE FUNCTION pg_temp.tell(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS
        'BEGIN RAISE NOTICE ''told %'', \$1; RETURN false; END'"
    person_columns="id, email, email_key, first_name, last_name, visibility_id, search_text, created_by, created_at, updated_at, is_active"
    person_values="'X', 'Y', (SELECT visibility_id FROM coach.app_user WHERE id = coach.me()), '', coach.me(), now(), now(), true"
    relationship_values="coach.my_trainer(), 'ACTIVE', 'ONLINE', '2026-01-01', NULL, NULL, NULL, coach.me(), now(), now(), true"
    session_values="'X', NULL, '2027-01-01', '2027-01-01 01:00', 'UTC', 'GROUP', 'SCHEDULED', NULL, NULL, NULL, NULL, NULL, NULL,
        NULL, NULL, '', coach.me(), now(), now(), true"
    series_start="'2027-03-09T10:00:00'"
}

# Who asks; what the server answers: rows, or a part of its error; and what is asked. Nothing changes.
attacks='
anna  | permission denied for table training_session         | DELETE FROM coach.training_session
anna  | permission denied for table training_session         | TRUNCATE coach.training_session
ada   | violates foreign key constraint                      | DELETE FROM coach.tag
anna  | permission denied for table tag                      | DELETE FROM coach.tag
ada   | permission denied for table about                    | UPDATE coach.about SET guarded = false
ada   | must be owner of table tag                           | ALTER TABLE coach.tag DISABLE ROW LEVEL SECURITY
anna  | permission denied for table app_user                 | UPDATE coach.app_user SET db_role = NULL
anna  | permission denied for table app_user                 | UPDATE coach.app_user SET is_active = true
anna  | permission denied for table app_user                 | UPDATE coach.app_user SET created_by = coach.me()
anna  | permission denied for table training_session         | UPDATE coach.training_session SET trainer_id = coach.my_trainer()
anna  | permission denied for table training_session         | UPDATE coach.training_session SET client_id = coach.me()
anna  | permission denied for table client_trainer_relationship | UPDATE coach.client_trainer_relationship SET client_id = coach.me()
anna  | permission denied for table category                 | UPDATE coach.category SET created_by = coach.me()
anna  | permission denied for table trainer_tag              | UPDATE coach.trainer_tag SET created_by = coach.me()
anna  | permission denied for table trainer_profile          | UPDATE coach.trainer_profile SET user_id = coach.me()
anna  |                                                      | UPDATE coach.training_session SET title = 1 WHERE id = $session_cleo RETURNING id
anna  |                                                      | UPDATE coach.app_user SET phone = 1 WHERE id = $user_cleo RETURNING id
carl  |                                                      | UPDATE coach.trainer_profile SET bio = 1 WHERE id = $trainer_anna RETURNING id
anna  |                                                      | SELECT id FROM coach.training_session WHERE id = $session_cleo FOR UPDATE
anna  | query would be affected by row-level security        | SET row_security = off; SELECT count(*) FROM coach.training_session
anna  | 3                                                    | SELECT count(*) FROM coach.training_session WHERE client_id <> $user_carl
anna  | Anna Ben Carl Dana Fred                              | COPY (SELECT first_name FROM coach.app_user ORDER BY 1) TO STDOUT
ben   | permission denied for table app_user                 | COPY coach.app_user TO STDOUT
anna  | permission denied for table tag                      | BEGIN; LOCK TABLE coach.tag IN ACCESS EXCLUSIVE MODE; SELECT 1
anna  | permission denied for table training_session         | BEGIN; LOCK TABLE coach.training_session IN SHARE MODE; SELECT 1
anna  | permission denied for schema coach                   | CREATE TABLE coach.x (a integer)
anna  | permission denied for schema coach                   | CREATE FUNCTION coach.x() RETURNS integer LANGUAGE sql RETURN 1
anna  | must be owner of function coach.me                       | ALTER FUNCTION coach.me() SECURITY INVOKER
anna  | must be owner of table training_session              | CREATE POLICY x ON coach.training_session USING (true)
anna  | permission denied for table training_session         | CREATE TRIGGER x BEFORE UPDATE ON coach.training_session EXECUTE FUNCTION suppress_redundant_updates_trigger()
anna  | must have admin option on role "coach_admin"         | GRANT coach_admin TO anna
anna  | permission denied to set role "coach_admin"          | SET ROLE coach_admin
anna  | permission denied to set role "books"                | SET ROLE books
anna  | permission denied to set session authorization       | SET SESSION AUTHORIZATION ada
anna  | permission denied to set parameter                   | SET session_replication_role = replica
anna  | Anna Ben Carl Dana Fred                              | SELECT first_name FROM coach.people ORDER BY 1
anna  |                                                      | $noisy; SELECT email FROM coach.people WHERE id IN ($user_cleo, $user_erik, $user_ada) AND pg_temp.tell(email)
anna  |                                                      | $noisy; SELECT email FROM coach.app_user WHERE id IN ($user_cleo, $user_erik) AND pg_temp.tell(email)
anna  |                                                      | $noisy; SELECT title FROM coach.training_session WHERE trainer_id = $trainer_carl AND pg_temp.tell(title)
anna  |                                                      | SELECT email::integer FROM coach.people WHERE email_key = $cleo
anna  | f                                                    | CREATE TEMP TABLE app_user AS SELECT $user_ada::uuid AS id, $anna::text AS db_role, true AS is_active; GRANT ALL ON app_user TO PUBLIC; SET search_path = pg_temp, coach; SELECT coach.me() = $user_ada::uuid
anna  | f                                                    | CREATE FUNCTION pg_temp.pg_has_role(name, oid, text) RETURNS boolean LANGUAGE sql RETURN true; SET search_path = pg_temp, pg_catalog; SELECT coach.sees_all()
anna  | f                                                    | CREATE TEMP TABLE pg_namespace AS SELECT oid AS nspowner, $coach::name AS nspname FROM pg_roles WHERE rolname = $anna; GRANT ALL ON pg_namespace TO PUBLIC; SET search_path = pg_temp, pg_catalog; SELECT coach.sees_all()
carl  | Diving secret of diving,Running ,Sculling ,Swimming  | SELECT title, trainer_notes FROM coach.training_session ORDER BY 1
carl  |                                                      | SELECT notes FROM coach.client_trainer_relationship WHERE trainer_id <> coach.my_trainer()
carl  |                                                      | UPDATE coach.training_session SET rating = 1 WHERE client_id = coach.me() RETURNING id
carl  |                                                      | SET ROLE coach_client; SELECT title FROM coach.training_session
ben   | permission denied for table training_session         | SELECT trainer_notes FROM coach.training_session
ben   | permission denied for table training_session         | SELECT s FROM coach.training_session s
ben   | permission denied for table training_session         | SELECT 1 FROM coach.training_session WHERE trainer_notes LIKE $secret
ben   | permission denied for table training_session         | UPDATE coach.training_session SET client_feedback = trainer_notes
ben   | permission denied for table training_session         | UPDATE coach.training_session SET rating = 1 RETURNING trainer_notes
ben   | permission denied for table training_session         | UPDATE coach.training_session SET status = $CANCELLED
ben   | violates check constraint                            | UPDATE coach.training_session SET rating = 1 WHERE id = $session_ben
ben   | permission denied for table client_trainer_relationship | SELECT notes FROM coach.client_trainer_relationship
ben   | permission denied for table app_user                 | SELECT notes FROM coach.app_user
ben   | 0                                                    | SELECT count(*) FROM pg_stats WHERE schemaname = $coach
ben   | permission denied for schema coach                   | CREATE TABLE coach.x (id uuid REFERENCES coach.training_session (id))
ben   | Anna Ben                                             | SELECT first_name FROM coach.people ORDER BY 1
plain | permission denied for schema coach                   | SELECT coach.me()
plain | permission denied for schema coach                   | SELECT * FROM coach.people
lazy  | permission denied for schema coach                   | SELECT * FROM coach.people
lazy  | 0                                                    | SET ROLE coach_client; SELECT count(*) FROM coach.training_session
lazy  | 8                                                    | SET ROLE coach_admin; SELECT count(*) FROM coach.training_session
stray | 0 0 0 0 0 0                                          | SELECT count(*) FROM coach.people; SELECT count(*) FROM coach.trainer_profile; SELECT count(*) FROM coach.category; SELECT count(*) FROM coach.tag; SELECT count(*) FROM coach.program; SELECT count(*) FROM coach.visibility
erik  | 0 0 0 0                                              | SELECT count(*) FROM coach.people; SELECT count(*) FROM coach.app_user; SELECT count(*) FROM coach.category; SELECT count(*) FROM coach.training_session
stray | violates row-level security policy                   | INSERT INTO coach.app_user ($person_columns) VALUES (gen_random_uuid(), 1, 1, $person_values)
anna  | violates row-level security policy                   | INSERT INTO coach.app_user ($person_columns, db_role) VALUES (gen_random_uuid(), $xyz, $xyz, $person_values, $stray)
anna  | violates row-level security policy                   | INSERT INTO coach.app_user ($person_columns) VALUES (gen_random_uuid(), $xyz, $cleo, $person_values) ON CONFLICT (email_key) DO UPDATE SET phone = 1
anna  | violates row-level security policy                   | INSERT INTO coach.client_trainer_relationship VALUES (gen_random_uuid(), $user_cleo, $relationship_values)
anna  | violates row-level security policy                   | INSERT INTO coach.client_trainer_relationship VALUES (gen_random_uuid(), $nowhere, $relationship_values)
anna  | violates foreign key constraint                      | INSERT INTO coach.training_session VALUES (gen_random_uuid(), $relationship_cleo, $user_cleo, coach.my_trainer(), $session_values)
anna  | violates foreign key constraint                      | INSERT INTO coach.training_session VALUES (gen_random_uuid(), $nowhere, $user_cleo, coach.my_trainer(), $session_values)
anna  | violates row-level security policy                   | INSERT INTO coach.training_session VALUES (gen_random_uuid(), $relationship_cleo, $user_cleo, $trainer_carl, $session_values)
anna  | violates row-level security policy                   | INSERT INTO coach.training_session VALUES (gen_random_uuid(), $relationship_ben, $user_ben, coach.my_trainer(), $session_values, $series_cleo, $series_start)
anna  | permission denied for table training_session         | UPDATE coach.training_session SET series_id = $series_cleo
anna  | violates row-level security policy                   | INSERT INTO coach.training_plan SELECT gen_random_uuid(), $relationship_cleo, 1, NULL, NULL, now(), NULL, $ACTIVE, NULL, 1, coach.me(), now(), now(), true
anna  | violates row-level security policy                   | INSERT INTO coach.category VALUES (gen_random_uuid(), 1, 1, NULL, 1, $user_ada, now(), now(), true)
carl  | violates row-level security policy                   | INSERT INTO coach.trainer_tag VALUES ($trainer_anna, $tag, coach.me(), now(), now(), true)
'

# attack LOGIN ANSWER SQL: names of the studio stand for their ids, other names that are used as texts for themselves.
attack() {
    local before text=$3
    before=$(fingerprint)
    run --separate-stderr sql "$1" "$text"
    if [[ $status == 0 ]]; then
        [[ $stderr != *told* ]] || fail "$1: $text: $stderr"
        output=$(grep -v '^told' <<<"$output" | tr '|' ' ') || true
        [[ $2 == *,* ]] && output=$(paste -sd , <<<"$output")
        same "$1: $text" "$(paste -sd ' ' <<<"$output" | sed 's/ *,/,/g;s/ *$//')" "$(sed 's/ *,/,/g' <<<"$2")"
    else
        [[ -n $2 && $stderr == *"$2"* ]] || fail "$1: $text: $stderr"
        [[ $stderr != *"Key ("* && $stderr != *cleo@* ]] || fail "$1: $text: $stderr"
    fi
    same "$1: $text" "$(fingerprint)" "$before"
}

@test "a login can do on the server no more than with coach" {
    {
        quoted anna coach stray xyz CANCELLED ACTIVE
        printf '%s\n' "cleo=\"'cleo@example.org'\"" "secret=\"'secret%'\"" "nowhere=\"'$(printf 'f%.0s' {1..32})'\""
    } >"$BATS_TEST_TMPDIR/words"
    names=$BATS_TEST_TMPDIR/words rows "$attacks" attack
}

# ---- Busy time ----

busy() { # busy LOGIN PERSON [SINCE UNTIL]
    sql "$1" "SELECT title, to_char(scheduled_at AT TIME ZONE 'UTC', 'DD HH24:MI'), to_char(ends_at AT TIME ZONE 'UTC', 'HH24:MI'),
        session_type, status, trainer_id IS NULL, id = '00000000-0000-0000-0000-000000000000'
        FROM coach.busy('$(id_of "user_$2")', '${3:--infinity}', '${4:-infinity}') ORDER BY scheduled_at"
}

@test "busy() tells of one's own clients when they are busy, and of others nothing" {
    assert_equal "$(busy anna dana)" "Rowing|08 12:00|13:00|ONE_ON_ONE|SCHEDULED|f|f
|08 14:00|15:00||SCHEDULED|t|t"
    assert_equal "$(busy anna dana '2026-12-08 14:15Z' '2026-12-08 14:30Z')" "|08 14:15|14:30||SCHEDULED|t|t"
    assert_equal "$(busy carl dana)" "|08 12:00|13:00||SCHEDULED|t|t
Swimming|08 14:00|15:00|ONE_ON_ONE|SCHEDULED|f|f"
    assert_equal "$(busy ada dana)" "Rowing|08 12:00|13:00|ONE_ON_ONE|SCHEDULED|f|f
Swimming|08 14:00|15:00|ONE_ON_ONE|SCHEDULED|f|f"
    for person in cleo carl ada fred; do
        [[ $person == carl ]] || assert_equal "$(busy anna "$person")" ""
        assert_equal "$(busy ben "$person")$(busy stray "$person")$(busy erik "$person")" ""
    done
    assert_equal "$(busy ben anna)" ""
}

# ---- Setting it up ----

# What is granted, and to whom; the policies; the functions: as one short text.
rights() {
    sql postgres "SELECT md5(string_agg(line, '' ORDER BY line)) FROM (
        SELECT relname || relacl::text || relrowsecurity AS line FROM pg_class WHERE relnamespace = 'coach'::regnamespace AND relkind IN ('r', 'v')
        UNION ALL SELECT attrelid::regclass || attname || attacl::text FROM pg_attribute WHERE attacl IS NOT NULL
        UNION ALL SELECT concat(tablename, policyname, roles, cmd, qual, with_check) FROM pg_policies
        UNION ALL SELECT concat(proname, proacl, prosecdef, proconfig) FROM pg_proc WHERE pronamespace = 'coach'::regnamespace
        UNION ALL SELECT nspacl::text FROM pg_namespace WHERE nspname = 'coach') l"
}

@test "setting it up again leaves the same behind, also for an owner who makes no roles" {
    local before
    before=$(rights)
    books server setup 2>/dev/null
    assert_equal "$(rights)" "$before"
    sql postgres "ALTER ROLE books NOCREATEROLE" "GRANT ALL ON coach.tag TO PUBLIC" "GRANT UPDATE (db_role) ON coach.app_user TO coach_trainer" \
        "CREATE POLICY x ON coach.training_session USING (true)"
    [[ $(rights) != "$before" ]]
    books server setup 2>/dev/null
    assert_equal "$(rights)" "$before"
}

@test "what --dry-run prints, the server's superuser may run" {
    local before
    before=$(rights)
    books server setup --dry-run >"$BATS_TEST_TMPDIR/setup.sql"
    "$psql_bin" -XAtq -v ON_ERROR_STOP=1 -h "$server/pg" -U postgres -d studio -f "$BATS_TEST_TMPDIR/setup.sql"
    assert_equal "$(rights)" "$before"
}

@test "every function runs with a fixed search path and for the three roles alone" {
    assert_equal "$(sql postgres "SELECT proname FROM pg_proc WHERE pronamespace = 'coach'::regnamespace AND (NOT prosecdef
        OR NOT proconfig @> '{\"search_path=coach, pg_temp\"}' OR has_function_privilege('plain', oid, 'EXECUTE'))")" ""
}

@test "who asks is looked up once for a statement, and not for every row" {
    assert_equal "$(sql postgres "SELECT tablename, policyname FROM pg_policies CROSS JOIN LATERAL
        (SELECT regexp_replace(concat(qual, with_check), '(SELECT|FROM) (coach\.)?[a-z_]+\(\)', '', 'g') AS bare) r
        WHERE schemaname = 'coach' AND bare ~ '(me|sees_all|trains|my_[a-z]+)\(\)'")" ""
    sql postgres "SELECT concat(qual, with_check) FROM pg_policies" | grep -q 'SELECT coach.me() AS me'
}

@test "two studios on one server: a person of one is nobody in the other" {
    sql postgres "CREATE ROLE others LOGIN" "CREATE DATABASE other OWNER others"
    HOME=$BATS_TEST_TMPDIR COACH_DB=$(at others other) run_coach 0 init --email olga@example.org --first-name Olga --last-name Orr -o id
    HOME=$BATS_TEST_TMPDIR COACH_DB=$(at others other) run_coach 0 server setup
    HOME=$BATS_TEST_TMPDIR COACH_DB=$(at others other) run_coach 0 category add Theirs -o id
    COACH_DB=$(at anna other) run_coach 4 category list
    [[ $stderr == *"does not know whose login anna is"* ]]
    assert_equal "$(database=other sql anna "SELECT name FROM coach.category" "SELECT email FROM coach.people" "SELECT coach.me()")" ""
    run_coach_as anna 0 category list -o tsv --no-headers --fields name
    assert_equal "$output" "Strength"
}

@test "an owner who may not make the roles is told so, and nothing is set up" {
    sql postgres "ALTER ROLE coach_admin RENAME TO coach_admin_kept" "ALTER ROLE books NOCREATEROLE"
    HOME=$server COACH_DB=$(at books) run_coach 4 server setup
    sql postgres "ALTER ROLE coach_admin_kept RENAME TO coach_admin"
    [[ $stderr == *"does not permit that: permission denied to create role"* ]]
    run_coach_as anna 0 session list
}

@test "a login whose user is archived sees nothing, that of an admin neither" {
    books user add gil@example.org --first-name Gil --last-name Hart -o id >/dev/null
    login_up coach_admin gil
    run_coach_as gil 0 session list
    books user archive gil@example.org -o id >/dev/null
    run_coach_as gil 4 session list
    [[ $stderr == *"does not know whose login gil is"* ]]
    assert_equal "$(sql gil "SELECT count(*) FROM coach.training_session" "SELECT count(*) FROM coach.people")" "0
0"
}
