# data.bash - for the tests of export and import: a practice with a row of every noun, and texts that ask for trouble.

load calendars

# Texts with quotes, delimiters, newlines, tabs, what a spreadsheet would run, emoji, right-to-left and joined letters.
hostile=$'=1+1;"a",b\n\t\'-- @cmd|x\\n\\ \u202e\u05e9\u05dc\u05d5\u05dd e\u0301 \U0001f3cb\u200d\u2640\ufe0f \ufeff\u2028end '
hostile_line=${hostile//[$'\n\t']/ }
longest=$(printf '\u00e9%.0s' {1..2000})

# Fills the small studio so that no noun is without a row.
make_everything() {
    local plan
    coach user edit "$ben" --notes "$hostile" --phone "+49 30 \"1\"" --date-of-birth 1990-02-28 -o id
    coach user edit "$cleo" --notes "$longest" --first-name "$hostile_line" -o id
    coach user edit "$dana" --first-name "@@SUM(A1)" --last-name="-2+3" -o id
    coach user archive "$dana" -o id
    coach trainer edit "$anna" --rate 75.5 --currency EUR --bio "$hostile" --buffer 0 --certifications \
        '{"n": 9007199254740993, "x": 1.10, "y": 1e400, "a": [null, true, {"\u00e9": "\"\\\n"}], "=": "@"}' -o id
    coach trainer edit "$carl" --certifications '"=text"' --no-accepts-new-clients -o id
    coach category add "$hostile_line" --description "$longest" -o id
    coach category add Strength -o id
    coach tag add '#"early,bird"' -o id
    coach tag add gone -o id
    coach trainer categorize "$anna" Strength --primary -o id
    coach trainer categorize "$anna" "$hostile_line" -o id
    coach trainer tag "$anna" '#"early,bird"' gone -o id
    coach trainer untag "$anna" gone -o id
    coach program add Couch-to-5K --notes "$hostile" -o id
    coach program session add Couch-to-5K --day 1 --at 07:00 --title Run --type one-on-one -o id
    coach relationship start --client "$cleo" --trainer "$anna" --type GROUP --notes "$hostile" -o id
    plan=$(coach plan create --relationship "$relationship" --name "$hostile_line" --program Couch-to-5K \
        --start 2027-02-01 --goals "$longest" --schedule -o id)
    coach plan pause "$plan" -o id
    book "2026-12-04 10:00" --description "$hostile" --location "$hostile_line" >"$BATS_TEST_TMPDIR/done"
    coach session start "$(<"$BATS_TEST_TMPDIR/done")" --at "2026-12-04 10:00" -o id
    coach session complete "$(<"$BATS_TEST_TMPDIR/done")" --at "2026-12-04 11:00" --trainer-notes "$longest" -o id
    coach session feedback "$(<"$BATS_TEST_TMPDIR/done")" --rating 5 --feedback "$hostile" -o id
    book "2026-12-08 10:00" --every week --times 3
    coach session cancel "$(book "2026-12-09 10:00")" --reason "$hostile_line" -o id
    coach session archive "$(book "2026-12-10 10:00")" -o id
    # two clients share one hour of a group
    book "2026-12-11 10:00" --type group --title Circle
    book_for "$cleo" "$anna" "2026-12-11 10:00" --type group --title Circle
    event imported@example.org SUMMARY:Imported DTSTART:20261212T100000Z DTEND:20261212T110000Z |
        calendar "$BATS_TEST_TMPDIR/calendar.ics"
    coach ical import "$BATS_TEST_TMPDIR/calendar.ics" --trainer "$anna" --client "$ben" -o id
    coach availability set "$anna" --days daily --hours 00:00-24:00 -o id
    coach timeoff add "$carl" --from 2026-12-24 --to 2026-12-27 --reason "$hostile_line" -o id
    coach config set remind.command cat
    coach remind --within 48h -o id
} >/dev/null

# Every noun has rows in an export: assert_complete FILE
assert_complete() {
    local type
    for type in visibility user category tag program program_session trainer trainer_category trainer_tag relationship \
        series plan session calendar_link availability time_off reminder; do
        grep -q "^{\"type\":\"$type\"" "$1" || fail "there is no $type in the export"
    done
}

# csv LINE…: a file of these lines.
csv() {
    printf '%s\n' "$@" >"$BATS_TEST_TMPDIR/table.csv"
}

# takes COUNTS ARGS…: COUNTS are lines of type, made, changed, same, skipped and failed.
takes() {
    local counts=$1
    shift
    run_coach 0 import -o tsv --no-headers "$@"
    assert_equal "$stderr" ""
    assert_equal "${output//$'\t'/ }" "$counts"
}

# takes_not STATUS PROBLEMS ARGS…: all is named, and nothing changes.
takes_not() {
    local wanted=$1 problems=$2 before
    shift 2
    before=$(database_fingerprint)
    run_coach "$wanted" import "$@"
    assert_equal "$output" ""
    assert_equal "$(sed -n "s|^hint: $BATS_TEST_TMPDIR/||p" <<<"$stderr")" "$problems"
    assert_equal "$(database_fingerprint)" "$before"
}

table() {
    echo "$BATS_TEST_TMPDIR/table.csv"
}
