# crash.bats - writers that are killed. `make check-crash` has ten times as many rounds.
# bats file_tags=sqlite

load helper

prepare() {
    export PYTHONPATH=$BATS_TEST_DIRNAME
}

@test "100 rounds of writers that are killed: nothing that was said to be done is lost, nothing is done by half" {
    unset COACH_DB
    run --separate-stderr python3 -B "$BATS_TEST_DIRNAME/crash.py" 100 1
    assert_equal "$stderr" ""
    assert_success
}

@test "the harness sees a database that is not what its history says" {
    small_studio
    run python3 -B -c "import sys, proof; print(*proof.faults(sys.argv[1])[0], sep='\n')" "$COACH_DB"
    assert_output ""
    coach tag add one -o id >/dev/null
    coach tag edit one --description First -o id >/dev/null
    database_query "UPDATE tag SET description = 'Other'"
    database_query "DELETE FROM operation_change WHERE operation = 1 AND position = 2"
    run python3 -B -c "import sys, proof; print(*proof.faults(sys.argv[1])[0], sep='\n')" "$COACH_DB"
    assert_output --partial "description is 'Other', but operation"
    assert_output --partial "operation 1 has a change 3 after (1, 1)"
    assert_output --partial "is in no operation"
}
