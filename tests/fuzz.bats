# fuzz.bats - what was found or thought of as harmful is read without harm. `make check-fuzz` makes up more.
# bats file_tags=sqlite,once

load helper

# harmless TARGET: it reads each file of its corpus.
harmless() {
    local files=("$BATS_TEST_DIRNAME/fuzz/corpus/$1"/*)
    run --separate-stderr "${COACH_BIN%/*}/fuzzed/$1" "${files[@]}"
    assert_equal "$stderr" ""
    assert_output "${#files[@]}"
    assert_success
}

@test "times" {
    harmless when
}

@test "command lines" {
    harmless line
}

@test "JSON" {
    harmless json
}

@test "rules of series" {
    harmless recur
}

@test "other calendars" {
    harmless calendar
}

@test "configuration files" {
    harmless config
}

@test "texts and addresses" {
    harmless text
}

@test "damaged databases" {
    harmless database
}

@test "separated values" {
    harmless csv
}

@test "files to import" {
    harmless import
}
