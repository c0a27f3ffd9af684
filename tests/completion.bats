# What coach offers where the cursor is, as `coach __complete` prints it. The shells are in completion_shells.bats.
load helper

prepare() { cd "$BATS_TEST_TMPDIR"; }

# offers WORDS… : the values that complete the last word, one a line; nothing else may be said.
offers() {
    run_coach 0 __complete -- "$@"
    assert_equal "$stderr" ""
    output=$(cut -f 1 <<<"$output")
    mapfile -t lines <<<"$output"
}

# offers_only VALUES WORDS…: exactly these, in this order, with blanks between.
offers_only() {
    local wanted=$1
    shift
    offers "$@"
    assert_equal "$(paste -sd ' ' <<<"$output")" "$wanted"
}

# A studio whose words need care: blanks, signs of the shell, a title with quotes.
careful_studio() {
    new_database
    coach trainer add anna@example.org --first-name Anna --last-name Berg -o id
    coach user add ben+gym@example.org --first-name Ben --last-name Cole -o id
    coach category add "Strength & Power" --description $'Heavy\tthings\nlifted' -o id
    coach category add Mobility -o id
    coach tag add "early, very" -o id
    coach tag add knees -o id
    relationship=$(coach relationship start --client ben+gym@example.org --trainer anna@example.org --type ONLINE -o id)
    session=$(coach session schedule --relationship "$relationship" --type ONE_ON_ONE --title 'Squats: "heavy"' \
        --at "tomorrow 18:00" -o id)
}

@test "the first word is a noun" {
    offers ""
    assert_equal "$output" "$(coach __surface | jq -r '.nouns[].name | select(contains(" ") | not)')"
    offers_only "session" sess
    offers_only "visibility version" v
    offers_only "" qqq
}

@test "the word after a noun is one of its verbs" {
    offers session ""
    assert_equal "$output" "$(coach __surface | jq -r '.nouns[] | select(.name == "session").verbs[].name')"
    offers_only "schedule show start" session s
    offers_only "no-show" session no_
    offers_only "show session" program s
    offers_only "add list show edit remove restore" program session ""
    offers_only "--program" program session list --prog
    offers_only "" session qqq
    offers_only "" qqq ""
}

@test "global options may stand between the words" {
    offers_only "schedule show start" --db x session -c color.ui=auto s
    offers_only "schedule show start" --db=x --no-pager session s
    offers_only "session" -o json sess
}

@test "every candidate has its description beside it" {
    run_coach 0 __complete -- session resc
    assert_equal "$output" $'reschedule\tMove a session to another time'
    run_coach 0 __complete -- session list --lim
    assert_equal "$output" $'--limit\tAt most so many rows'
}

@test "all options of a verb are offered, each by the name that people expect" {
    local command option
    while IFS=$'\t' read -r command option; do
        offers $command "--${option:0:2}"
        assert_line -- "--$option"
    done < <(coach __surface | jq -r '.nouns[] | select(.name == ("session", "trainer")) | .name as $noun | .verbs[]
        | "\($noun) \(.name)" as $command | .options[]? | [$command, .alias // .name] | @tsv')
}

@test "an option that is given is not offered again, unless it may be repeated" {
    offers session schedule --title Squats -
    refute_line -- --title
    assert_line -- --type
    offers session schedule --session-type GROUP -
    refute_line -- --type
    refute_line -- --session-type
    offers session list --limit 3 --status COMPLETED -c color.ui=auto --
    refute_line -- --limit
    assert_line -- --status
    assert_line -- --config
    offers session list -n 3 -
    refute_line -- --limit
    refute_line -- -n
}

@test "letters are offered after one dash, and not after two" {
    offers session list -
    assert_line -- -n
    assert_line -- -r
    assert_line -- -o
    offers session list --
    refute_line --regexp '^-.$'
}

@test "an option by its longer name is offered when that is what is typed" {
    offers_only "--session-type" session list --session-t
    offers_only "--hourly-rate" trainer add x --hour
}

@test "options that do not print rows are not offered where no rows are printed" {
    offers version --
    refute_line -- --fields
    assert_line -- --help
    offers completion --
    refute_line -- --output
}

@test "after two dashes there are no options" {
    offers_only "" user list -- -
}

@test "values of an enumeration are offered, whatever their case and dashes" {
    offers_only "ONE_ON_ONE GROUP ASSESSMENT CONSULTATION CHECK_IN" session schedule --type ""
    offers_only "ONE_ON_ONE" session schedule --type one-on
    offers_only "--type=ONE_ON_ONE" session schedule --type=one_on
    offers_only "CONFIRMED COMPLETED CANCELLED" session list --status c
    offers_only "IN_PERSON" relationship start --type in-p
}

@test "a filter takes several values after commas, each once" {
    offers_only "completed,CONFIRMED completed,CANCELLED" session list --status completed,c
    offers_only "--status=COMPLETED,CANCELLED,CONFIRMED" session list --status=COMPLETED,CANCELLED,c
    offers_only "" session schedule --type GROUP,O
}

@test "field names are offered for --fields, each once, and for --sort" {
    offers_only "title" session list --fields tit
    offers_only "id,title,location" session list --fields id,title,lo
    offers_only "--fields=title,trainer_id" session list --fields=title,trainer_i
    offers_only "" session list --fields title,titl
    offers_only "scheduled_at" session list --sort sched
    offers_only "" session list --sort title,sched
}

@test "every field that is offered for --sort and --fields is accepted" {
    new_database
    local noun field
    for noun in user trainer category tag visibility program relationship session plan; do
        offers "$noun" list --sort ""
        for field in $output; do
            run_coach 0 "$noun" list --sort "$field" --fields "$field"
        done
        offers "$noun" list --sort ""
        [[ -n $output ]] || fail "nothing to sort a $noun by"
    done
}

@test "formats, shells, nouns and verbs of help are offered" {
    offers_only "table json jsonl csv tsv id" user list -o ""
    offers_only "--output=json --output=jsonl" user list --output=j
    offers_only "bash zsh fish" completion ""
    offers_only "session" help sess
    offers_only "schedule show start" help session s
    offers_only "show session" help program s
    offers_only "show" help program session s
    offers_only "" help program session show s
    offers_only "auto always never" --color ""
}

@test "keys of the configuration and their values are offered" {
    offers_only "core.database core.time_zone core.pager core.editor core.busy_timeout" config get core.
    offers_only "session.duration session.cancel_window" config set session.
    offers_only "table json jsonl csv tsv id" config set output.format ""
    offers_only "color.ui=" -c color
    offers_only "color.ui=auto color.ui=always" --config color.ui=a
    offers_only "--config=color.ui=never" --config=color.ui=n
}

# aliases LINE…: the aliases of the user's file.
aliases() {
    mkdir -p "$HOME/.config/coach"
    printf '%s\n' "[alias]" "$@" >"$HOME/.config/coach/config"
}

@test "aliases are offered as the first word, with what they stand for" {
    aliases 'today = session list --from today' 'tomorrow = !echo "$@"' 'tag = tag list' $'odd = user\\tlist'
    run_coach 0 __complete -- to
    assert_output $'today\tsession list --from today\ntomorrow\t!echo "$@"'
    run_coach 0 __complete -- TODA
    assert_output $'today\tsession list --from today'
    run_coach 0 __complete -- od
    assert_output $'odd\tuser list'
    offers ""
    assert_equal "$output" "$(coach __surface | jq -r '.nouns[].name | select(contains(" ") | not)')"$'\nodd\ntoday\ntomorrow'
    offers_only "tag" ta
    offers_only "" session to
    offers_only "" help to
}

@test "a line that begins with an alias is completed as the line that is meant" {
    aliases "today = session list --from today" "s = session" "two = today -o" "three = two" "tsv = -o tsv user" \
        "named = tag add 'a b' --"
    offers_only "--status" today --stat
    offers_only "COMPLETED" today --status comp
    offers today --
    refute_line -- --from
    assert_line -- --to
    offers_only "schedule show start" s s
    offers_only "schedule show start" --db x s s
    offers_only "json jsonl" three j
    offers three json --
    assert_line -- --to
    refute_line -- --output
    offers_only "--time-zone" tsv add x --time
    offers_only "" named -
}

@test "an alias that leads nowhere offers nothing" {
    aliases "a = b" "b = a" "self = self self" 'quote = user "list' "blank = ''" "shell = !user" "unknown = usr" \
        "user = session"
    local word
    for word in a b self quote blank shell unknown; do
        offers_only "" "$word" ""
        offers_only "" "$word" --
    done
    offers_only "list" user li
}

@test "aliases that are set are keys of the configuration" {
    aliases "today = session list" "b = x"
    offers_only "alias.today" config get alias.t
    offers_only "alias.b alias.today" config unset alias.
    offers_only "alias.today=" -c alias.t
}

@test "time zones are offered" {
    [[ -e /usr/share/zoneinfo/zone.tab ]] || skip "the system has no list of zones"
    offers_only "Europe/Berlin" user list --tz europe/berl
    offers_only "UTC" user add x --time-zone UT
}

@test "users, trainers and categories are offered, with their names" {
    careful_studio
    run_coach 0 __complete -- user show ""
    assert_output $'admin@example.org\tAda Admin\nanna@example.org\tAnna Berg\nben+gym@example.org\tBen Cole'
    run_coach 0 __complete -- trainer show ""
    assert_output $'anna@example.org\tAnna Berg'
    run_coach 0 __complete -- session list --client BEN+
    assert_output $'ben+gym@example.org\tBen Cole'
    run_coach 0 __complete -- trainer categorize anna@example.org str
    assert_output $'Strength & Power\tHeavy things lifted'
    offers_only "knees" trainer tag anna@example.org kn
    offers_only "--as=anna@example.org" --as=an
    offers_only "CLIENTS" user add x --visibility cl
}

@test "of several words the last is completed too" {
    careful_studio
    offers_only "knees" trainer tag anna@example.org early kn
}

@test "rows without a name are offered by their short ids, with what tells them apart" {
    careful_studio
    run_coach 0 __complete -- session show ""
    assert_output "${session:0:8}"$'\tSquats: "heavy", Ben Cole, Tue 2026-12-08 18:00'
    run_coach 0 __complete -- session show "${session:0:3}"
    assert_output --partial "${session:0:8}"
    offers_only "$session" session show "${session:0:13}"
    run_coach 0 __complete -- plan create --relationship ""
    assert_output "${relationship:0:8}"$'\tBen Cole, Anna Berg, ACTIVE'
}

@test "times in candidates are those of lists" {
    careful_studio
    coach config set core.time_zone Asia/Tokyo
    unset COACH_TIME_ZONE
    run_coach 0 __complete -- session show ""
    assert_output --partial "$(coach session list --fields scheduled_at --no-headers)"
}

@test "rows are offered after a comma, each once, and none that a comma would split" {
    careful_studio
    offers_only "anna@example.org,ben+gym@example.org" user list --created-by anna@example.org,be
    offers_only "" user list --created-by ben+gym@example.org,be
    offers session list --client ""
    refute_line --partial ","
}

@test "restore is offered what is archived, everything else what is not" {
    careful_studio
    coach category archive Mobility -o id
    offers_only "Mobility" category restore ""
    offers_only "Strength & Power" category show ""
    offers_only "Strength & Power" category archive ""
}

@test "the database of the line is asked" {
    careful_studio
    local other
    other=$(database other)
    database_place "$other"
    coach --db "$other" init --email otto@example.org --first-name Otto --last-name Orr -o id
    offers_only "otto@example.org" --db "$other" user show ""
    offers_only "otto@example.org" user show --db="$other" ""
    COACH_DB=$other offers_only "otto@example.org" user show ""
}

@test "file names are left to the shell: for --db, and after @ where a text may stand in a file" {
    offers_only ":file" --db ""
    run_coach 0 __complete -- --db=x
    assert_output $':file\t--db='
    run_coach 0 __complete -- user add x --notes @no
    assert_output $':file\t@'
    run_coach 0 __complete -- user add x --notes=@
    assert_output $':file\t--notes=@'
    offers_only "" user add x --notes @@no
    offers_only "" user add x --notes no
}

@test "names that hold control characters or begin with a colon break no line" {
    new_database
    coach category add ":file" -o id
    coach tag add "Zoë — früh" -o id
    offers category show ""
    refute_line ":file"
    offers_only "Zoë — früh" tag show zo
}

@test "a name that begins with a dash is offered where it is no option" {
    new_database
    coach category add -o id -- "-dash"
    offers_only "" category show ""
    offers_only "-dash" category show -- ""
    offers_only "-dash" trainer list --category ""
}

# untouched WORDS…: nothing is offered, nothing is said, and nothing at all has changed in the directory.
untouched() {
    local before
    before=$(find . -printf '%p %s %T@ %m\n' | sort; find . -type f -exec sha256sum {} + | sort)
    offers_only "" "$@"
    assert_equal "$(find . -printf '%p %s %T@ %m\n' | sort; find . -type f -exec sha256sum {} + | sort)" "$before"
}

# files
# bats test_tags=sqlite
@test "a database that does not exist is not made" {
    mkdir here && cd here
    export COACH_DB=$PWD/none/coach.db
    untouched user show ""
    COACH_DB=$PWD
    untouched user show ""
    unset COACH_DB
    export XDG_DATA_HOME=$PWD/data
    untouched user show ""
}

# files
# bats test_tags=sqlite
@test "a database that is damaged, empty, foreign or not to be read offers nothing" {
    mkdir here && cd here
    export COACH_DB=$PWD/coach.db
    : >coach.db
    untouched user show ""
    head -c 20000 /dev/zero | tr '\0' x >coach.db
    untouched user show ""
    rm coach.db
    sqlite3 coach.db 'CREATE TABLE app_user (email); INSERT INTO app_user VALUES (1)'
    untouched user show ""
    rm coach.db
    new_database
    rm -f coach.db-journal
    truncate -s 8192 coach.db
    untouched user show ""
}

# files
# bats test_tags=sqlite
@test "an older database is not upgraded, and a newer one is left alone" {
    mkdir here && cd here
    export COACH_DB=$PWD/coach.db
    new_database
    sqlite3 coach.db 'PRAGMA journal_mode = DELETE; PRAGMA user_version = 9999' >/dev/null
    rm -f coach.db-journal
    untouched user show ""
    sqlite3 coach.db 'PRAGMA user_version = 0' >/dev/null
    untouched user show ""
}

@test "a database that another program holds does not keep the shell waiting" {
    new_database
    lock_everything
    run --separate-stderr timeout 10 "$COACH_BIN" __complete -- user show ""
    unlock
    assert_equal "$status:$output:$stderr" "0::"
}

@test "a configuration that makes no sense offers no rows, and says nothing" {
    new_database
    mkdir -p "$HOME/.config/coach"
    echo "nonsense" >"$HOME/.config/coach/config"
    offers_only "" user show ""
    offers_only "session" sess
}

@test "whatever is typed, completion ends with 0 and says nothing" {
    new_database
    local -a line
    local words
    while IFS= read -r words; do
        read -ra line <<<"$words"
        run_coach 0 __complete -- "${line[@]}"
        assert_equal "$words:$stderr" "$words:"
    done <<'END'
-
--
---
--=
-=
--db
--db=
--nope=x
-o=j
--output
user show --
user list --status
user show a b c d
session list --status ,,,
session list --fields ,
session list --fields ,,id,
config get x y
-- --
__complete
help help help
-ojson user
END
    run_coach 0 __complete
    run_coach 0 __complete --
    run_coach 0 __complete -- user show $'\xff'
    run_coach 0 __complete -- $'\n'
    run_coach 0 __complete -- user show $'a\tb\n'
    assert_output ""
}
