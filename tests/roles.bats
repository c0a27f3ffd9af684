# roles.bats - who sees what on a server: every login, every noun, every way of asking.
# bats file_tags=postgres

load helper
load logins

# What the list of a noun shows to each login. A noun is followed by the fields by which its rows are known here.
seen='
noun         fields         | ada                                        | anna              | carl                   | ben           | cleo      | dana
user         first_name     | Ada Anna Ben Carl Cleo Dana Erik Fred      | Anna Ben Dana Fred| Carl Cleo Dana Erik    | Ben           | Cleo      | Dana
trainer      name           | Anna-Berg Carl-Cook                        | Anna-Berg         | Anna-Berg Carl-Cook    | Anna-Berg     | Carl-Cook | Anna-Berg Carl-Cook
category     name           | Strength                                   | Strength          | Strength               | Strength      | Strength  | Strength
tag          name           | Knees                                      | Knees             | Knees                  | Knees         | Knees     | Knees
visibility   name           | CLIENTS PRIVATE PUBLIC                     | CLIENTS PRIVATE PUBLIC | CLIENTS PRIVATE PUBLIC | CLIENTS PRIVATE PUBLIC | CLIENTS PRIVATE PUBLIC | CLIENTS PRIVATE PUBLIC
program      name           | Advanced Starter                           | Advanced Starter  | Advanced Starter       | Starter       |           | Advanced
relationship client         | Ben-Cole Cleo-Diaz Dana-Eder Dana-Eder Erik-Falk | Ben-Cole Dana-Eder | Cleo-Diaz Dana-Eder Erik-Falk | Ben-Cole | Cleo-Diaz | Dana-Eder Dana-Eder
session      title          | Diving Lunges Rowing Running Squats Swimming | Lunges Rowing Squats | Diving Running Swimming | Lunges Squats | Running   | Diving Rowing Swimming
plan         name           | Crawl Winter                               | Winter            | Crawl                  | Winter        |           | Crawl
availability trainer        | Anna-Berg                                  | Anna-Berg         |                        | Anna-Berg     |           | Anna-Berg
timeoff      person         | Dana-Eder                                  |                   |                        |               |           | Dana-Eder
'

# Words, sorted, on one line.
words() {
    sed '/^$/d;s/ /-/g' | LC_ALL=C sort | paste -sd ' '
}

# each_cell COMMAND…: runs it for every login and noun as COMMAND LOGIN NOUN FIELD ROWS-IT-SEES ALL-ROWS.
each_cell() {
    local noun field cells who i
    while IFS='|' read -r -a cells; do
        read -r noun field <<<"${cells[0]}"
        [[ -n $noun && $noun != noun ]] || continue
        i=0
        for who in ada anna carl ben cleo dana; do
            i=$((i + 1))
            "$@" "$who" "$noun" "$field" "$(words <<<"${cells[i]// /$'\n'}")" "$(words <<<"${cells[1]// /$'\n'}")"
        done
    done <<<"$seen"
}

formats() {
    local who=$1 noun=$2 field=$3 rows=$4
    same "$who: $noun list" "$(as "$who" "$noun" list --all --fields "$field" | sed '1d;s/ *$//' | words)" "$rows"
    same "$who: $noun list --json" "$(as "$who" "$noun" list --all --json | jq -r ".[].$field" | words)" "$rows"
    same "$who: $noun list -o id" "$(as "$who" "$noun" list --all --sort created_by -o id | wc -l)" "$(wc -w <<<"$rows")"
}

@test "every list has the rows that the login may see, in every format" {
    each_cell formats
}

# A list that is searched for each of the words that Ada sees finds what the login may see, and no more.
searches() {
    local who=$1 noun=$2 field=$3 word wanted
    [[ $noun != category && $noun != tag && $noun != visibility ]] || return 0
    for word in $(tr ' ' '\n' <<<"$5" | sort -u); do
        wanted=$(tr ' ' '\n' <<<"$4" | grep -x -- "$word" | words) || true
        same "$who: $noun list --search $word" \
            "$(as "$who" "$noun" list --all --search "${word%%-*}" -o tsv --no-headers --fields "$field" | tr ' ' '-' |
                grep -x -- "$word" | words || true)" "$wanted"
    done
}

@test "a search finds the rows that the login may see" {
    each_cell searches
}

# For a login, what Ada sees and it does not is as if it did not exist: by its id, and by the beginning of its id.
shows() {
    local who=$1 noun=$2 id which mine asked begin=""
    [[ $who != ada ]] || every=$(as ada "$noun" list --all -o id)
    mine=$(as "$who" "$noun" list --all -o id)
    for id in $every; do
        ! grep -qx "$id" <<<"$mine" || continue
        asked=("$id")
        [[ -n $begin ]] || asked+=("${begin:=${id:0:8}}")
        for which in "${asked[@]}"; do
            run_coach_as "$who" 3 "$noun" show "$which" --json
            assert_equal "$output" ""
            assert_equal "$stderr" '{"error":{"code":"not_found","message":"there is no '"$noun \\\"$which\\\"\",\"hint\":\"\`coach $noun list --all\` shows them\",\"field\":null}}"
        done
    done
}

@test "a row that a login may not see is as if it did not exist" {
    each_cell shows
}

# ---- What else a question might tell ----

# Who asks, the exit status, what is asked, and what is printed (of an error: the message).
questions='
anna  | 0 | user list --search 555-cleo -o id                    |
anna  | 0 | user list --search 555-ben -o tsv --no-headers --fields email  | ben@example.org
anna  | 0 | trainer list --all --search Swims -o id              |
anna  | 0 | trainer list --all --search carl -o id               |
anna  | 0 | session list --search Carl -o id                     |
anna  | 3 | session list --trainer carl@example.org              | there is no trainer "carl@example.org"
anna  | 3 | session list --client cleo@example.org               | there is no user "cleo@example.org"
anna  | 3 | plan list --relationship $relationship_cleo          | there is no relationship "$relationship_cleo"
anna  | 3 | session list --client $user_cleo                     | there is no user "$user_cleo"
anna  | 3 | trainer list --from monday --user $user_carl         | there is no user "$user_carl"
carl  | 0 | trainer list --search 555-anna -o id                 |
carl  | 0 | trainer list --search Berg -o tsv --no-headers --fields email | anna@example.org
carl  | 3 | user show anna@example.org                           | there is no user "anna@example.org"
ben   | 0 | session list --sort trainer_notes -o tsv --no-headers --fields title,trainer_notes,status --search Lunges | Lunges		COMPLETED
ben   | 0 | user list --sort notes --reverse --fields first_name,notes,last_name -o tsv --no-headers | Ben		Cole
ben   | 0 | relationship list --sort end_reason -o tsv --no-headers --fields status,notes,end_reason,relationship_type | ACTIVE			ONLINE
ben   | 0 | program list --sort notes --fields name,notes,visibility -o tsv --no-headers | Starter		PUBLIC
ben   | 0 | program list --search secret -o id                   |
ben   | 0 | user list --search secret -o id                      |
ben   | 0 | session list --search Anna -o tsv --no-headers --fields title --sort title | Lunges Squats
ben   | 0 | session list --search 555-anna -o id                 |
ben   | 3 | session list --trainer carl@example.org              | there is no trainer "carl@example.org"
anna  | 0 | program session list -o tsv --no-headers --fields title | Intervals Starting
ben   | 0 | program session list -o tsv --no-headers --fields title | Starting
ben   | 3 | program session show $part_other                     | there is no program session "$part_other"
cleo  | 0 | program session list --all -o id                     |
dana  | 0 | program session list --search in -o tsv --no-headers --fields title,program | Intervals	Advanced
dana  | 0 | session list --trainer carl@example.org -o tsv --no-headers --fields title | Diving Swimming
ada   | 0 | status -o tsv --no-headers --fields title --tz UTC   | Crawl Rowing Running Squats Swimming TRIAL Winter
anna  | 0 | status -o tsv --no-headers --fields title --tz UTC   | Rowing Squats Winter
carl  | 0 | status -o tsv --no-headers --fields title --tz UTC   | Crawl Running Swimming TRIAL
ben   | 0 | status -o tsv --no-headers --fields title --tz UTC   | Squats Winter
dana  | 0 | status -o tsv --no-headers --fields title --tz UTC   | Crawl Rowing Swimming
anna  | 0 | slots --trainer anna@example.org --client dana@example.org --from "2026-12-08 11:00Z" --to "2026-12-08 17:00Z" --step 1h -o id | 2026-12-08T11:00:00Z 2026-12-08T13:00:00Z 2026-12-08T15:00:00Z 2026-12-08T16:00:00Z
anna  | 0 | slots --trainer anna@example.org --client dana@example.org --from "2027-01-31 23:30Z" --to "2027-02-02 01:00Z" --step 1h -o id | 2027-02-02T00:00:00Z
carl  | 1 | slots --trainer anna@example.org                     | this login does not see all that the trainer has to do
dana  | 1 | slots --trainer anna@example.org --client dana@example.org | this login does not see all that the trainer has to do
ada   | 0 | agenda --week -o tsv --no-headers --fields title | Rowing Running Squats Swimming
anna  | 0 | agenda --week -o tsv --no-headers --fields title | Rowing Squats
carl  | 0 | agenda --week -o tsv --no-headers --fields title | Running Swimming
ben   | 0 | agenda --week -o tsv --no-headers --fields title,trainer_time | Squats	11:00 Berlin
dana  | 0 | agenda --week -o tsv --no-headers --fields title | Rowing Swimming
erik  | 4 | session list                                         | does not know whose login erik is
stray | 4 | category list                                        | does not know whose login stray is
'

ask() { # ask LOGIN STATUS COMMAND ANSWER
    local arguments
    eval "arguments=($3)"
    run_coach_as "$1" "$2" "${arguments[@]}"
    if [[ $2 == 0 ]]; then
        output=$(LC_ALL=C sort <<<"$output")
        same "$1: coach $3" "$(paste -sd ' ' <<<"$output")" "$4"
        assert_equal "$stderr" ""
    else
        [[ $stderr == *"$4"* ]] || fail "$1: coach $3: $stderr"
        assert_equal "$output" ""
    fi
}

@test "filters, orders and searches tell nothing of what is hidden" {
    rows "$questions" ask
}

# Whose secrets stand in anything that a login can print.
secrets='
ada  | secret of ada anna ben carl cleo dana diving erik holidays lunges the | secret with ben both cleo dana
anna | secret of anna ben dana lunges the                       | secret with ben dana
carl | secret of carl cleo dana diving erik the                 | secret with both cleo
ben  |                                                          |
cleo |                                                          |
dana | secret of holidays                                       |
'

tell() { # tell LOGIN OF WITH
    local all noun fields format id word
    all=$(for noun in user trainer program relationship session plan availability timeoff; do
        fields=$(as "$1" "$noun" list --limit 1 -o csv | head -n 1)
        for format in json csv table; do as "$1" "$noun" list --all -o "$format" --fields "$fields"; done
        for id in $(as "$1" "$noun" list --all -o id | head -n 2); do as "$1" "$noun" show "$id"; done
    done)
    [[ $all == *Squats* || $all == *Running* || $all == *Rowing* ]]
    for word in of with; do
        same "$1: secrets $word" "$(grep -oE "secret $word [a-z]+" <<<"$all" | sort -u | sed "s/secret $word //" | paste -sd ' ')" \
            "$(sed "s/^secret $word //" <<<"$([[ $word == of ]] && echo "$2" || echo "$3")")"
    done
}

@test "what a trainer writes down is shown to no client, in no format" {
    books user edit ada@example.org --notes "secret of ada" -o id >/dev/null
    rows "$secrets" tell
    run_coach_as ben 0 session show "$(id_of session_ben_done)" --json
    assert_json '[.title, .trainer_notes, .status]' '["Lunges", null, "COMPLETED"]'
}

# What the shells are offered, after these words.
offers='
ada  | user show ""                       | ada@example.org anna@example.org ben@example.org carl@example.org cleo@example.org dana@example.org fred@example.org
anna | user show ""                       | anna@example.org ben@example.org dana@example.org fred@example.org
anna | user show c                        |
anna | session list --trainer ""          | anna@example.org
carl | session list --trainer ""          | anna@example.org carl@example.org
ben  | session list --client ""           | ben@example.org
ben  | program show ""                    | Starter
anna | plan show ""                       | ${plan_ben:0:8}
anna | plan show ${plan_dana:0:4}         |
'

offer() { # offer LOGIN WORDS OFFERED
    local arguments
    eval "arguments=($2)"
    same "$1: $2" "$(as "$1" __complete "${arguments[@]}" | cut -f 1 | grep -v '^-' | sort | paste -sd ' ')" "$3"
}

@test "completion offers what the login may see" {
    rows "$offers" offer
}
