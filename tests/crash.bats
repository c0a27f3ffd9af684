# crash.bats - writers that are killed. `make check-crash` has many more rounds.

load helper

prepare() {
    export PYTHONPATH=$BATS_TEST_DIRNAME
}

# faults_found: what the harness finds wrong with the database, line by line.
faults_found() {
    run python3 -B -c "import sys, proof; print(*proof.faults(sys.argv[1])[0], sep='\n')" "$COACH_DB"
}

@test "rounds of writers that are killed: nothing that was said to be done is lost, nothing is done by half" {
    local rounds=100
    [[ $COACH_ENGINE == sqlite ]] || rounds=20 # one takes five times as long
    unset COACH_DB
    run --separate-stderr python3 -B "$BATS_TEST_DIRNAME/crash.py" "$rounds" 1 "$COACH_ENGINE"
    assert_equal "$stderr" ""
    assert_success
    assert_output --regexp "^$rounds rounds: [1-9][0-9]* killed, [1-9][0-9]* done, "
}

@test "the harness sees a database that is not what its history says" {
    small_studio
    faults_found
    assert_output ""
    coach tag add one -o id >/dev/null
    coach tag edit one --description First -o id >/dev/null
    database_query "UPDATE tag SET description = 'Other'"
    database_query "DELETE FROM operation_change WHERE operation = 1 AND position = 2"
    faults_found
    assert_output --partial "description is 'Other', but operation"
    assert_output --partial "operation 1 has a change 3 after (1, 1)"
    assert_output --partial "is in no operation"
}

@test "the harness sees rows that refer to one that is not there" {
    small_studio
    database_query "DELETE FROM operation WHERE number = 3"
    faults_found
    assert_output --partial "operation_change"
}

@test "the harness sees that somebody is booked twice" {
    small_studio
    book "tomorrow 10:00"
    book "tomorrow 10:30" --force
    faults_found
    assert_output "somebody is booked twice"
}

# Of one writer each: its second has a change, or has none.
@test "the harness sees what was said to be done and is not there, and what was said not to be and is" {
    database_place "$COACH_DB"
    run --separate-stderr python3 -B - "$BATS_TEST_TMPDIR" <<'END'
import sys
import crash, proof

practice = proof.Practice(sys.argv[1])
practice.open()
made = practice.must("tag", "add", "one", "-o", "id")
there, nowhere = practice.seconds, practice.seconds + 1
history = proof.faults(practice.db)[1]
for said in ((there, 0, made, ""), (there, -9, "", ""), (there, 4, "", "it is not known whether it was"),
             (nowhere, 4, "", "nothing has been changed"), (nowhere, -9, "", ""),
             (there, 1, "", "refused"), (there, 4, "", "nothing has been changed"), (nowhere, 0, "", ""),
             (nowhere, -9, made.translate(str.maketrans("0123456789abcdef", "fedcba9876543210")), ""), (nowhere, 4, "", "strange")):
    print(len(crash.broken(history, [(said[0], ["tag", "add", "one"], *said[1:])])), said[1], said[3], sep="|")
END
    assert_equal "$stderr" ""
    assert_output "0|0|
0|-9|
0|4|it is not known whether it was
0|4|nothing has been changed
0|-9|
1|1|refused
1|4|nothing has been changed
1|0|
1|-9|
1|4|strange"
}
