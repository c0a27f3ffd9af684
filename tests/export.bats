# export.bats - coach export: what is written, where to, and in which order.
load data

@test "everything, a line for each row with its type" {
    coach category add Strength -o id >/dev/null
    succeeds export
    assert_equal "$(jq -r .type <<<"$output" | uniq | tr '\n' ' ')" "visibility user category trainer relationship "
    assert_equal "$(grep -c '"type":"user"' <<<"$output")" 6
    succeeds export category
    assert_equal "$(jq -r 'keys_unsorted | join(",")' <<<"$output")" \
        type,id,name,description,created_by,created_at,updated_at,is_active
    assert_json '[.type, .name, .created_at, .is_active]' '["category", "Strength", "2026-12-07T12:00:00Z", true]'
}

@test "some nouns, in the order in which they refer to each other" {
    succeeds export relationship user trainer
    assert_equal "$(jq -r .type <<<"$output" | uniq | tr '\n' ' ')" "user trainer relationship "
}

@test "json and csv" {
    succeeds export tag -o json
    assert_json . '[]'
    coach tag add 'a,"b"' --description '' -o id >/dev/null
    succeeds export tag -o json
    assert_json 'map([.type, .name])' '[["tag", "a,\"b\""]]'
    succeeds export tag -o csv --no-headers
    assert_regex "$output" '^[0-9a-f-]{36},"a,""b""",,[0-9a-f-]{36},2026-12-07T12:00:00Z,2026-12-07T12:00:00Z,true'
}

@test "archived rows are exported too" {
    coach user archive "$dana" -o id
    succeeds export user
    assert_json 'select(.email == "dana@example.org").is_active' false
}

# bats test_tags=once
@test "files that nobody else can read, in a directory or alone" {
    umask 022
    succeeds export user tag --to "$BATS_TEST_TMPDIR/all.jsonl"
    assert_equal "$output" ""
    assert_equal "$(stat -c %a "$BATS_TEST_TMPDIR/all.jsonl")" 600
    assert_equal "$(coach export user tag)" "$(<"$BATS_TEST_TMPDIR/all.jsonl")"
    succeeds export user tag --to "$BATS_TEST_TMPDIR/all/" -o csv
    assert_equal "$(cd "$BATS_TEST_TMPDIR/all" && stat -c '%n %a' . *)" $'. 700\ntag.csv 600\nuser.csv 600'
    succeeds export tag --to "$BATS_TEST_TMPDIR/all"
    assert_file_exists "$BATS_TEST_TMPDIR/all/tag.jsonl"
    succeeds export tag --to -
    run_coach 4 export --to "$BATS_TEST_TMPDIR/missing/all.jsonl"
    assert_equal "$(ls -A "$BATS_TEST_TMPDIR/all")" $'tag.csv\ntag.jsonl\nuser.csv'
}

# bats test_tags=once
@test "what makes no sense is refused" {
    refuses 2 '"sesion" is nothing to export' export sesion
    refuses 2 "one csv file holds one noun" export -o csv
    refuses 2 "--output" export -o table
    refuses 2 "--as-of is for lists" export --as-of yesterday
}

# bats test_tags=sqlite
@test "no export writes over the database or what SQLite keeps beside it" {
    coach tag add journaled -o id
    cd "$BATS_TEST_TMPDIR"
    mkdir names tables
    ln "$COACH_DB" names/hard
    ln -s "$COACH_DB" names/soft
    ln -s "$COACH_DB-journal" names/journal
    local to before
    before=$(sha256sum "$COACH_DB-journal")
    for to in "$COACH_DB" names/hard names/soft names/journal "$COACH_DB-journal" "$COACH_DB-wal" "./coach.db-shm"; do
        refuses 1 "$to is the database itself" export user --to "$to"
        refuses 1 "$to is the database itself" user export-data ben@example.org "$to"
        refuses 1 "$to is the database itself" ical export "$to"
        COACH_DB=names/soft refuses 1 "$to is the database itself" ical export "$to"
    done
    assert_equal "$(sha256sum "$COACH_DB-journal")" "$before"
    mv "$COACH_DB" tables/user.jsonl
    COACH_DB=tables/user.jsonl refuses 1 "tables/user.jsonl is the database itself" export user --to tables/
}

@test "an export goes to a FIFO that has the name" {
    cd "$BATS_TEST_TMPDIR"
    mkfifo pipe
    cat pipe >got &
    coach export user --to pipe
    wait $!
    assert_equal "$(<got)" "$(coach export user)"
    [[ -p pipe ]]
}
