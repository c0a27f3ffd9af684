# retrace.bats - random commands, all taken back again. `make check-undo` has more of them.

load helper

@test "150 random commands are taken back, put back, and taken back by their numbers" {
    database_place "$COACH_DB"
    run --separate-stderr python3 -B "$BATS_TEST_DIRNAME/retrace.py" "${COACH_RETRACE:-150}" 1
    assert_equal "$stderr" ""
    assert_success
}

@test "150 random commands, undo and redo among them, are taken back by their numbers" {
    database_place "$COACH_DB"
    run --separate-stderr python3 -B "$BATS_TEST_DIRNAME/retrace.py" "${COACH_RETRACE:-150}" 2
    assert_equal "$stderr" ""
    assert_success
}

@test "of 150 random commands, undo and redo among them, what stands is taken back" {
    database_place "$COACH_DB"
    run --separate-stderr python3 -B "$BATS_TEST_DIRNAME/retrace.py" "${COACH_RETRACE:-150}" 4
    assert_equal "$stderr" ""
    assert_success
}
