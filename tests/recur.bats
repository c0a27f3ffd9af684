# recur.bats - rules of series, held against another implementation of them.
# bats file_tags=sqlite,once

load helper

@test "526 series in 30 zones have the instants that python3-dateutil and zoneinfo give them" {
    run --separate-stderr /usr/bin/python3 -B "$BATS_TEST_DIRNAME/recurrences.py" "${COACH_BIN%/*}/unit/test_recur"
    assert_equal "$stderr" ""
    assert_output "526 cases in 30 zones, 0 wrong"
    assert_success
}
