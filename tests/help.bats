# Help and version: what `coach help`, -h and --help print, and that nothing is needed for it.
# No database is asked for help.
# bats file_tags=once
load helper

# Neither a home nor a database, and nowhere to make one.
with_nothing() {
    run --separate-stderr env -i PATH=/usr/bin:/bin "$COACH_BIN" "$@"
}

# Each command as words: "session schedule", "session", "init".
commands() {
    coach __surface | jq -r '.nouns[] | .name, (.name as $noun | .verbs[] | select(.name) | "\($noun) \(.name)")'
}

# same_as ARGS… -- ARGS…: the two lines print the same, and both succeed.
same_as() {
    local -a first=()
    while [[ $1 != -- ]]; do
        first+=("$1")
        shift
    done
    shift
    run_coach 0 "${first[@]}"
    local one=$output
    run_coach 0 "$@"
    assert_equal "$output" "$one"
}

@test "coach alone, coach help, -h and --help print the overview, on standard output" {
    run_coach 0 help
    assert_equal "$stderr" ""
    assert_line --index 0 "usage: coach [global options] <noun> <verb> [arguments] [options]"
    same_as help --
    same_as help -- -h
    same_as help -- --help
}

@test "the overview names every noun, every global option and the pages of the manual" {
    run_coach 0 help
    local noun option
    for noun in $(coach __surface | jq -r '.nouns[].name'); do
        assert_line --regexp "^  $noun +[A-Z]"
    done
    for option in --db --as --tz --config --color --no-pager --help --version --output --json --fields \
        --no-trunc --no-headers; do
        assert_output --regexp "(^|[ ])$option([ ]|$)"
    done
    for noun in coach coach-data coach-when coach-output coach-config; do
        assert_output --regexp "Manual:.*$noun[.,;]"
    done
}

@test "the help of a noun lists each of its verbs with a line of its own" {
    local noun verb summary
    while IFS=$'\t' read -r noun verb summary; do
        run_coach 0 help $noun
        assert_line --regexp "^  $verb +$summary\$"
    done < <(coach __surface | jq -r '.nouns[] | .name as $noun | .verbs[] | select(.name) | [$noun, .name, .summary] | @tsv')
    assert_equal "$stderr" ""
}

@test "coach NOUN --help is coach help NOUN, and the same with a verb, wherever the option stands" {
    same_as help session -- session --help
    same_as help session -- session -h
    same_as help session schedule -- session schedule --help
    same_as help session schedule -- session schedule -h
    same_as help session schedule -- session schedule --title Squats --at nonsense -h
    same_as help session schedule -- session --db /nowhere schedule --help --title
    same_as help init -- init --help
    same_as help help -- help --help
}

@test "the value of an option is not taken for -h or --help, nor is a word after --" {
    new_database
    refuses 2 "--db needs a value" help --db
    run_coach 0 tag add early --description --help -o tsv --fields description
    assert_equal "$output" $'description\n--help'
    run_coach 0 tag add late --description -h -o tsv --fields description
    assert_equal "$output" $'description\n-h'
    run_coach 0 tag add --fields name -o tsv -- --help
    assert_equal "$output" $'name\n--help'
}

@test "the help of every command begins with its usage and fits 80 columns" {
    local command wide first
    while read -r command; do
        run_coach 0 help $command
        assert_equal "$stderr" ""
        [[ ${lines[0]} == "usage: coach $command"* ]] || fail "coach help $command begins: ${lines[0]}"
        wide=$(awk 'length > 80' <<<"$output")
        assert_equal "$command: $wide" "$command: "
        refute_line --regexp ' $'
    done < <(commands)
    run_coach 0 help
    assert_equal "$(awk 'length > 80' <<<"$output")" ""
}

@test "the help of every verb has an example, and each example is of that verb" {
    local command
    while read -r command; do
        run_coach 0 help $command
        [[ ${lines[0]} != *"<verb>"* ]] || continue
        assert_line "Examples:"
    done < <(commands)
    run jq -r '.nouns[] | .name as $noun | .verbs[] | (.name // "") as $verb | .examples[]
        | select(test("(^| )coach .*\\b\($noun)\\b.*\($verb)") | not)' <(coach __surface)
    assert_output ""
}

@test "examples that are broken over lines are the same command to a shell" {
    local command line
    coach __surface | jq -r '.nouns[].verbs[].examples[]' | sort >"$BATS_TEST_TMPDIR/wanted"
    while read -r command; do
        coach help $command | awk '/^Examples:/ { on = 1; next } on && /^[^ ]/ { exit } on && /^      / {
            sub(/^ +/, ""); broken = sub(/ \\$/, " "); printf "%s%s", $0, broken ? "" : "\n" }'
    done < <(commands) | sort -u >"$BATS_TEST_TMPDIR/found"
    sort -u -o "$BATS_TEST_TMPDIR/wanted" "$BATS_TEST_TMPDIR/wanted"
    run diff "$BATS_TEST_TMPDIR/wanted" "$BATS_TEST_TMPDIR/found"
    assert_success
}

@test "the help of a verb shows each of its options once, by the name that people expect" {
    local command option
    while IFS=$'\t' read -r command option; do
        run_coach 0 help $command
        [[ $output == *"--$option"* || $output == *"--[no-]${option#no-}"* ]] ||
            fail "coach help $command does not show --$option"
    done < <(coach __surface | jq -r '.nouns[] | .name as $noun | .verbs[] | "\($noun) \(.name // "")" as $command
        | .options[]? | [$command, .alias // .name] | @tsv')
}

@test "summaries and helps begin with a capital, have no full stop" {
    run jq -r '.nouns[] | .name as $noun | (., .verbs[]) | select(.summary | test("^[A-Z0-9].*[^.]$") | not)
        | "\($noun): \(.summary)"' <(coach __surface)
    assert_output ""
    run jq -r '.nouns[] | .name as $noun | .verbs[] | .name as $verb | (.options[]?, .arguments[]?)
        | select(.help | test("^[A-Z0-9].*[^.]$") | not) | "\($noun) \($verb) \(.name): \(.help)"' <(coach __surface)
    assert_output ""
}

@test "the help of a list says which time it goes by, and where it searches" {
    local noun time
    while read -r noun time; do
        run_coach 0 help "$noun" list
        assert_output --regexp "--from (WHEN|DATE) +Only rows whose $time is then or later"
        assert_output --regexp "--to (WHEN|DATE) +Only rows whose $time is before then"
    done <<<"user created_at
trainer created_at
program created_at
relationship started_at
session scheduled_at
plan start_date"
    assert_output --partial "--from DATE"
    assert_output --regexp "--search TEXT +Only rows with the text in client, trainer, name,"
    run_coach 0 help session list
    assert_output --partial "--from WHEN"
    run_coach 0 help status
    refute_output --partial "--from"
}

@test "a filter by what a trainer has several of asks for one of them" {
    run_coach 0 help trainer list
    assert_output --regexp "--category CATEGORY +One of the trainer's categories"
    assert_output --regexp "--tag TAG +One of the trainer's tags"
}

@test "choices are told once" {
    run_coach 0 help completion
    assert_line "  SHELL         bash, zsh or fish"
}

@test "an unknown noun is refused with the nearest one, by coach and by coach help" {
    refuses 2 'unknown command "sesion"' sesion list
    assert_equal "$stderr" $'coach: unknown command "sesion"\nhint: did you mean session?\nhint: coach help'
    refuses 2 'unknown command "sesion"' help sesion
    assert_equal "$stderr" $'coach: unknown command "sesion"\nhint: did you mean session?\nhint: coach help'
    refuses 2 'unknown command "qqqqqq"' qqqqqq
    [[ $stderr != *"did you mean"* ]]
    refuses 2 'unknown command "qqqqqq"' help qqqqqq
    [[ $stderr != *"did you mean"* ]]
    refuses 2 'unknown command ""' ""
    refuses 2 'unknown command ""' help ""
}

@test "an unknown verb is refused with the nearest one" {
    refuses 2 'unknown verb of session "shedule"' session shedule
    [[ $stderr == *"hint: did you mean schedule?"*"hint: coach help session" ]]
    refuses 2 'unknown verb of session "shedule"' help session shedule
    [[ $stderr == *"hint: did you mean schedule?"*"hint: coach help session" ]]
    refuses 2 'init has no verbs' help init twice
    refuses 2 '"more" is one word too many' help session list more
    refuses 2 '"more" is one word too many' session list more
    [[ $stderr == *$'\nhint: coach help session list' ]]
}

@test "a noun without a verb names its verbs" {
    refuses 2 "session needs a verb" session
    local verb
    for verb in $(coach __surface | jq -r '.nouns[] | select(.name == "session").verbs[].name'); do
        [[ $stderr =~ (^|[ ,])$verb(,|$) ]] || fail "$verb is not in: $stderr"
    done
}

@test "an unknown option names the nearest one and the help to read" {
    refuses 2 'unknown option "--titel"' session schedule --titel Squats
    assert_equal "$stderr" $'coach: unknown option "--titel"\nhint: did you mean --title?\nhint: coach help session schedule'
}

@test "with -o json a failure of help is JSON" {
    run_coach 2 help sesion -o json
    assert_equal "$output" ""
    assert_equal "$(jq -r .error.code <<<"$stderr")" usage
    assert_equal "$(jq -r .error.hint <<<"$stderr")" $'did you mean session?\ncoach help'
}

@test "help and version need no database, no home and no environment" {
    local -a line
    local words
    for words in "" help "help session" "help session schedule" "session list --help" -h version --version \
        "session --version" "completion bash"; do
        read -ra line <<<"$words"
        with_nothing "${line[@]}"
        assert_success
        [[ -n $output && -z $stderr ]] || fail "coach $words: $stderr"
    done
    COACH_DB=/nowhere/at/all.db run_coach 0 help user
    assert_file_not_exists "$COACH_DB"
}

@test "coach version and --version print one line" {
    run_coach 0 version
    [[ $output =~ ^coach\ [0-9]+\.[0-9]+\.[0-9]+$ ]] || fail "$output"
    same_as version -- --version
    same_as version -- session list --version
}

@test "help that cannot be written is an error" {
    [[ -w /dev/full ]] || skip "there is no /dev/full"
    run bash -c '"$COACH_BIN" help >/dev/full'
    assert_failure 4
    assert_output --partial "standard output cannot be written"
}

@test "help, manual and completion of a verb name only the shared options that it takes" {
    new_database
    listed() { coach help "$@" | sed -n '/^Everywhere:/,/^See /p' | tr -d '\n'; }
    [[ $(listed session list) == *--as-of* && $(listed session list) != *--dry-run* ]]
    [[ $(listed session cancel) != *--as-of* && $(listed session cancel) == *--dry-run* ]]
    [[ $(listed config set) != *--as-of* && $(listed config set) != *--dry-run* ]]
    [[ $(listed import) != *--as-of* && $(listed import) == *--dry-run* ]]
    offered() { coach __complete -- "$@" -- | cut -f 1; }
    run offered session cancel
    assert_line --partial "--dry-run"
    refute_line --partial "--as-of"
    run offered session list
    refute_line --partial "--dry-run"
    assert_line --partial "--as-of"
    run coach help export
    refute_output --partial "--fields"
    refute_output --partial "--jq"
    assert_output --partial "--no-headers"
    run coach help config list
    refute_output --partial "--fields"
}

@test "an option that a verb does not list is refused by it" {
    new_database
    refuses 2 "--fields is for commands that print rows" export user --fields email
    refuses 2 "--fields is for commands that print rows" config list --fields key
    refuses 2 "--dry-run is for commands that change rows" session list --dry-run
    refuses 2 "--as-of is for lists and for show" tag add x --as-of yesterday
}
