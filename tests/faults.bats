# faults.bats - writes, syncs, openings and allocations that fail. `make check-faults` has all of them.
# bats file_tags=sqlite

load helper

@test "whatever call of a command fails, it does all of its work, or says why not and does nothing" {
    [[ -z ${ASAN_OPTIONS:-} ]] || skip "a sanitizer stands where the shim would"
    unset COACH_DB
    run --separate-stderr python3 -B "$BATS_TEST_DIRNAME/faults.py" 2999
    assert_equal "$stderr" ""
    assert_success
}

# fault KIND:N ARGS…: runs coach so that this call fails.
fault() {
    local which=$1
    shift
    run --separate-stderr env COACH_FAULT="$which" LD_PRELOAD="${COACH_BIN%/*}/tests/faults.so" "$COACH_BIN" "$@"
}

@test "where the disk does not say that it has a change, neither does coach" {
    [[ -z ${ASAN_OPTIONS:-} ]] || skip "a sanitizer stands where the shim would"
    new_database
    for n in {1..9}; do
        fault "sync:$n" tag add "tag $n" -o id
        [[ $status != 0 ]] || break
        assert_equal "$status $output" "4 "
        assert_equal "$stderr" "coach: $COACH_DB: the disk failed while the change was being kept: it is not known whether it was
hint: look before you try again"
    done
    assert_equal "$status" 0
    ((n > 1))
}

@test "where no memory is left, coach says so and ends" {
    [[ -z ${ASAN_OPTIONS:-} ]] || skip "a sanitizer stands where the shim would"
    new_database
    fault alloc:2+ tag add one
    assert_equal "$status $output $stderr" "4  coach: out of memory
hint: look what has been done before you try again"
    fault alloc:600+ tag add one
    assert_equal "$status $output" "4 "
    [[ $stderr == "coach: out of memory"* ]] || fail "$stderr"
    succeeds tag list -o id
    assert_output ""
}
