# pooler.bats - through PgBouncer, which gives each transaction whichever connection is free.
# bats file_tags=postgres

load helper
load logins

setup_file() {
    server_up
    studio_up
    pooler_up
}
teardown_file() {
    [[ -z ${pooler:-} ]] || { kill "$pooler" && while kill -0 "$pooler" 2>/dev/null; do sleep 0.02; done; }
    server_down
}
setup() {
    logins_world
    # the same as in logins.bash, by way of the pooler
    at() { printf 'postgres://%s@/studio?host=%s&port=6432' "$1" "$server/pool"; }
}

# Two connections for each login, however many ask.
pooler_up() {
    local login
    mkdir "$server/pool"
    for login in books "${logins[@]}"; do echo "\"$login\" \"\""; done >"$server/pool/users"
    cat >"$server/pool/config" <<END
[databases]
studio = host=$server/pg dbname=studio
[pgbouncer]
listen_addr =
unix_socket_dir = $server/pool
auth_type = trust
auth_file = $server/pool/users
pool_mode = transaction
default_pool_size = 2
max_client_conn = 200
logfile = $server/pool/log
pidfile = $server/pool/pid
END
    local as_server=()
    if [[ $(id -u) == 0 ]]; then
        chown -R postgres "$server/pool"
        as_server=(runuser -u postgres --)
    fi
    "${as_server[@]}" pgbouncer -q "$server/pool/config" >/dev/null 2>&1 3>&- &
    until [[ -S $server/pool/.s.PGSQL.6432 && -s $server/pool/pid ]]; do sleep 0.02; done
    pooler=$(<"$server/pool/pid")
    export pooler
}

@test "the commands of every day work" {
    local id
    run_coach_as ada 0 tag add Pooled --json
    assert_json .name '"Pooled"'
    run_coach_as ada 0 tag edit Pooled --description Shared -o id
    run_coach_as ada 0 tag show Pooled -o tsv --no-headers --fields name,description
    assert_equal "$output" "Pooled	Shared"
    id=$(as ada session schedule --client ben@example.org --trainer anna@example.org --type ONE_ON_ONE --title Pool \
        --at "2026-12-11 10:00Z" -o id)
    run_coach_as ada 0 session reschedule "$id" --at "2026-12-11 11:00Z" -o id
    run_coach_as ada 1 session reschedule "$id" --at "2026-12-08 10:00Z" -o id
    [[ $stderr == *'busy: "Squats"'* ]]
    run_coach_as ada 0 session list --search Pool --json
    assert_json '[.[] | .title, .scheduled_at]' '["Pool", "2026-12-11T11:00:00Z"]'
    run_coach_as ada 0 session cancel "$id" -o id
    run_coach_as ada 0 status -o id
}

@test "each login sees its own, whoever had the connection before" {
    local round who
    declare -A seen=([ada]=6 [anna]=3 [carl]=3 [ben]=2 [dana]=3)
    for round in 1 2 3; do
        for who in ada anna carl ben dana; do
            run_coach_as "$who" 0 session list --to 2026-12-10 -o id
            assert_equal "$who $(wc -l <<<"$output")" "$who ${seen[$who]}"
        done
    done
    run_coach_as erik 4 session list
    [[ $stderr == *"does not know whose login erik is"* ]]
    run_coach_as anna 1 session schedule --client dana@example.org --trainer anna@example.org --type CHECK_IN --title Mine \
        --at "2026-12-08 14:00Z"
    [[ $stderr == *"Dana Eder is busy, Tue 2026-12-08 14:00 UTC to Tue 2026-12-08 15:00 UTC"* ]]
}

# book_at NAME AT: Anna books an hour with Ben, and the exit status is kept.
book_at() {
    local code=0
    as anna session schedule --client ben@example.org --trainer anna@example.org --type CHECK_IN --title "$1" --at "$2" \
        -o id >/dev/null 2>&1 || code=$?
    echo "$code" >"$BATS_TEST_TMPDIR/$1"
}

codes() { # codes NAME: how many ended with which status
    sort "$BATS_TEST_TMPDIR/$1"-* | uniq -c | awk '{ print $2 ": " $1 }' | paste -sd ' '
}

@test "of 16 that book one hour at once, one gets it; 16 that book 16 hours all do" {
    local i
    for i in {1..16}; do book_at "one-$i" "2027-02-01 10:00Z" 3>&- & done
    wait
    assert_equal "$(codes one)" "0: 1 1: 15"
    for i in {1..16}; do book_at "many-$i" "2027-03-$((i + 10)) 10:00Z" 3>&- & done
    wait
    assert_equal "$(codes many)" "0: 16"
    assert_equal "$(sql postgres "SELECT count(*) FROM coach.training_session WHERE title LIKE 'one-%' OR title LIKE 'many-%'")" 17
}
