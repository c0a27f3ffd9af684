# The manual: the pages of the commands, which coach prints itself, and the concept pages in man/.
# No database is asked for a page.
# bats file_tags=once
load helper

prepare() { PAGES=$BATS_FILE_TMPDIR/pages; }

prepare_file() {
    prepare
    local page words source=$BATS_TEST_DIRNAME/../man
    mkdir -p "$PAGES/man1" "$PAGES/man5" "$PAGES/man7"
    "$COACH_BIN" __pages >"$BATS_FILE_TMPDIR/list"
    while read -r page words; do
        "$COACH_BIN" __manual $words >"$PAGES/man1/$page"
    done <"$BATS_FILE_TMPDIR/list"
    cp "$source"/*.5 "$PAGES/man5"
    cp "$source"/*.7 "$PAGES/man7"
    "$COACH_BIN" __manual fields >"$BATS_FILE_TMPDIR/fields"
    sed -e "/^@FIELDS@\$/{r $BATS_FILE_TMPDIR/fields" -e 'd' -e '}' "$source/coach-data.7.in" >"$PAGES/man7/coach-data.7"
}

# A page as plain text, on lines that are seldom broken.
plain() {
    mandoc -Tascii -O width=900 "$1" | col -bx
}

@test "there is a page for coach, for every noun and for every verb" {
    run cut -d ' ' -f 1 "$BATS_FILE_TMPDIR/list"
    assert_equal "$output" "$(coach __surface | jq -r '"coach.1", (.nouns[] | (.name | gsub(" "; "-")) as $noun | "coach-\($noun).1",
        (.verbs[] | select(.name) | "coach-\($noun)-\(.name).1"))')"
}

@test "mandoc has nothing to say against any page" {
    run mandoc -Tlint -W warning "$PAGES"/man*/*
    assert_success
    assert_output ""
}

@test "every page renders, within 80 columns" {
    local page
    for page in "$PAGES"/man*/*; do
        run --separate-stderr mandoc -Tutf8 -O width=78 "$page"
        assert_equal "$status $stderr" "0 "
        [[ $(mandoc -Tascii -O width=78 "$page" | col -bx | awk 'length > 80') == "" ]] || fail "$page is too wide"
    done
}

@test "a mark that is spoken of ends no sentence" {
    run_coach 0 __manual config set
    assert_output --regexp $'begins with ! is a\n|begins with ! is a '
}

@test "every page has its sections, in the order of all manuals" {
    local page sections wanted
    for page in "$PAGES"/man1/*; do
        sections=$(sed -n 's/^\.Sh //p' "$page" | paste -sd ,)
        case ${page##*/} in
        coach.1) wanted="NAME,SYNOPSIS,DESCRIPTION,COMMANDS,ENVIRONMENT,FILES,EXIT STATUS,SEE ALSO" ;;
        *) wanted="NAME,SYNOPSIS,DESCRIPTION(,EXAMPLES)?,SEE ALSO" ;;
        esac
        [[ $sections =~ ^$wanted$ ]] || fail "${page##*/}: $sections"
    done
    for page in "$PAGES"/man[57]/*; do
        sections=$(sed -n 's/^\.Sh //p' "$page" | paste -sd ,)
        [[ $sections == NAME,*DESCRIPTION*,"SEE ALSO"?(,STANDARDS) ]] || fail "${page##*/}: $sections"
    done
}

@test "every page bears its own name, section and date" {
    local page name section
    for page in "$PAGES"/man*/*; do
        section=${page##*.} name=${page##*/}
        name=${name%.*}
        grep -qixF ".Dt $name $section" "$page" || fail "$page: $(grep '^\.Dt' "$page")"
        grep -qxF ".Nm $name" "$page" || fail "$page: $(grep '^\.Nm' "$page")"
        grep -qE '^\.Dd [A-Z][a-z]+ [0-9]+, [0-9]{4}$' "$page" || fail "$page: $(grep '^\.Dd' "$page")"
    done
}

@test "pages are the same whenever, wherever and by whom they are made" {
    local page words
    while read -r page words; do
        COACH_NOW=2031-01-01T00:00:00Z COACH_DB=/nowhere TZ=Asia/Tokyo LC_ALL=C.UTF-8 HOME=/nowhere run_coach 0 __manual $words
        assert_equal "$output" "$(cat "$PAGES/man1/$page")"
    done < <(shuf -n 5 --random-source=<(yes) "$BATS_FILE_TMPDIR/list")
}

@test "every verb's page has a synopsis with its command and all that it must be given" {
    local page words text
    while IFS=$'\t' read -r page words; do
        text=$(plain "$PAGES/man1/$page" | awk '/^SYNOPSIS/ { on = 1; next } /^[A-Z]/ { on = 0 } on' | tr -s ' \n' ' ')
        [[ $text == *" $words "* || $text == *" $words..."* ]] || fail "$page:$text"
    done < <(coach __surface | jq -r '.nouns[] | .name as $noun | .verbs[]
        | ["coach-\($noun | gsub(" "; "-"))\(if .name then "-\(.name)" else "" end).1",
           ("coach \($noun)\(if .name then " \(.name)" else "" end)", (.arguments[]? | select(.required) | .name),
            (.options[]? | select(.required) | "--\(.alias // .name)"))] | . as $all
        | $all[1:][] | [$all[0], .] | @tsv')
}

@test "every option of a verb stands in its page, with its letter, its other name and its values" {
    local page option letter alias value text="" last=""
    while IFS=$'\t' read -r page option letter alias value; do
        [[ $page == "$last" ]] || text=$(plain "$PAGES/man1/$page" | tr -s ' \n' ' ')
        last=$page
        [[ $text == *"--$option"* || $text == *"--[no-]${option#no-}"* ]] || fail "$page lacks --$option"
        [[ $letter == - || $text == *" -$letter,"* ]] || fail "$page lacks -$letter"
        [[ $alias == - || $text == *"--$alias"* || $text == *"--[no-]${alias#no-}"* ]] || fail "$page lacks --$alias"
        [[ $value == - || $text == *"$value"* ]] || fail "$page lacks $value of --$option"
    done < <(coach __surface | jq -r '.nouns[] | (.name | gsub(" "; "-")) as $noun | .verbs[]
        | "coach-\($noun)\(if .name then "-\(.name)" else "" end).1" as $page | .options[]?
        | .name as $name | (.letter // "-") as $letter | (.alias // "-") as $alias | (.choices // ["-"])[]
        | [$page, $name, $letter, $alias, .] | @tsv')
}

@test "global options and those of output stand in coach(1)" {
    local option text
    text=$(plain "$PAGES/man1/coach.1")
    for option in $(coach __surface | jq -r '(.global_options + .output_options)[].name'); do
        [[ $text == *"--$option"* ]] || fail "coach(1) lacks --$option"
    done
    for option in COACH_DB COACH_USER COACH_TIME_ZONE COACH_NOW NO_COLOR PAGER VISUAL EDITOR XDG_CONFIG_HOME; do
        grep -qxF ".It Ev $option" "$PAGES/man1/coach.1" || fail "coach(1) lacks $option"
    done
}

@test "every example of a verb stands in its page as it is typed" {
    local page example
    while IFS=$'\t' read -r page example; do
        mandoc -Tascii "$PAGES/man1/$page" | col -bx | awk '/^EXAMPLES/ { on = 1; next } /^[A-Z]/ { on = 0 }
            on { sub(/^ +/, ""); broken = sub(/ \\$/, " "); printf "%s%s", $0, broken ? "" : "\n" }' |
            grep -qxF -- "$example" || fail "$page lacks: $example"
    done < <(coach __surface | jq -r '.nouns[] | (.name | gsub(" "; "-")) as $noun | .verbs[]
        | "coach-\($noun)\(if .name then "-\(.name)" else "" end).1" as $page | .examples[]? | "\($page)\t\(.)"')
}

@test "every variable that is looked at stands in coach(1), and those of a setting in coach-config(5)" {
    local variable
    for variable in COACH_PAGER PAGER VISUAL EDITOR NO_COLOR COACH_NOW XDG_CONFIG_HOME XDG_DATA_HOME; do
        grep -Eq "^\.It Ev $variable$" <(coach __manual overview) || fail "coach(1) has no $variable"
        grep -q "^\.\(It \)\?Ev .*\b$variable\b" "$BATS_TEST_DIRNAME"/../man/coach-config.5 || fail "coach-config(5) has no $variable"
    done
    grep -q "Ev COACH_PAGER" "$BATS_TEST_DIRNAME/../man/coach-output.7"
}

@test "what a page refers to exists" {
    local name section
    while read -r name section; do
        case $name in
        coach*) assert_file_exists "$PAGES/man$section/$name.$section" ;;
        esac
    done < <(sed -n 's/^\.\(It \)\{0,1\}Xr \([^ ]*\) \([0-9]\).*/\2 \3/p' "$PAGES"/man*/* | sort -u)
}

@test "the concept pages exist" {
    assert_file_exists "$PAGES/man7/coach-when.7"
    assert_file_exists "$PAGES/man7/coach-output.7"
    assert_file_exists "$PAGES/man5/coach-config.5"
    assert_file_exists "$PAGES/man7/coach-data.7"
    assert_file_exists "$PAGES/man7/coach-remind.7"
    assert_file_exists "$PAGES/man7/coach-history.7"
}

@test "coach-data(7) tells of every field of every noun" {
    local field
    refute grep -F "@FIELDS@" "$PAGES/man7/coach-data.7"
    new_database
    local noun
    for noun in user trainer category tag visibility program "program session" relationship session plan; do
        while read -r field; do
            awk -v head=".Ss The fields of a $noun" -v field=".It Va $field" \
                '/^\.Ss/ { on = $0 == head } on && $0 == field { found = 1 } END { exit !found }' \
                "$PAGES/man7/coach-data.7" || fail "$noun: $field"
        done < <(coach $noun list -o csv --all | head -n 1 | tr -d '\r' | tr , '\n')
    done
}

@test "coach-config(5) tells of every key" {
    local key
    for key in core.database core.time_zone core.pager core.editor core.busy_timeout user.email color.ui output.format \
        session.duration session.cancel_window remind.command remind.timeout remind.quiet_hours mail.from mail.command; do
        grep -qF -- "$key" <(plain "$PAGES/man5/coach-config.5") || fail "$key"
    done
}

@test "man shows a page" {
    command -v man >/dev/null || skip "man is not installed"
    [[ $(LC_ALL=C man -l "$PAGES/man1/coach.1" 2>/dev/null) == *NAME* ]] || skip "man does not read files here"
    local page
    for page in man1/coach-session-schedule.1 man7/coach-data.7; do
        run env LC_ALL=C.UTF-8 MANWIDTH=80 MAN_KEEP_FORMATTING= man -l "$PAGES/$page"
        assert_success
        assert_line NAME
        assert_line DESCRIPTION
    done
}

@test "a page that is not known is refused" {
    run_coach 2 __manual nothing
    run_coach 2 __manual session nothing
    run_coach 2 __manual
}
