# Completion where it is used: real, interactive bash, zsh and fish, into which lines are typed, tabulator and all.
# What counts is what coach is called with in the end, so that quoting is seen as the shell sees it.
load helper

COMPLETIONS=$BATS_TEST_DIRNAME/../completions
WAIT=60

# A studio whose words need care, the same for all tests.
prepare_file() {
    mkdir -p "$BATS_FILE_TMPDIR/bin" "$BATS_FILE_TMPDIR/zsh" "$BATS_FILE_TMPDIR/sourced" "$BATS_FILE_TMPDIR/here/plans"
    (
        BATS_TEST_TMPDIR=$BATS_FILE_TMPDIR
        clean_world
        new_database
        coach trainer add anna@example.org --first-name Anna --last-name Berg -o id
        coach user add ben+gym@example.org --first-name Ben --last-name Cole -o id
        coach category add "Strength & Power" -o id
        coach category add "Über Land" -o id
        coach category add "Anna's \"own\" \$5 \\ way" -o id
        coach relationship start --client ben+gym@example.org --trainer anna@example.org --type ONLINE -o id
        coach session schedule --client ben+gym@example.org --trainer anna@example.org --type ONE_ON_ONE \
            --title 'Squats: "heavy"' --at "tomorrow 18:00" -o id >"$BATS_FILE_TMPDIR/session"
        touch "$BATS_FILE_TMPDIR/here/notes one.txt" "$BATS_FILE_TMPDIR/here/plans/spring.md"
        # A coach that completes as the real one, and otherwise keeps what it was called with.
        cat >"$BATS_FILE_TMPDIR/bin/coach" <<END
#!/bin/bash
if [[ \$1 == __complete ]]; then exec "$COACH_BIN" "\$@"; fi
printf '<%s>' "\$@" >>"$BATS_FILE_TMPDIR/calls.\$CALLS"
echo >>"$BATS_FILE_TMPDIR/calls.\$CALLS"
echo "typed-\$\$"
END
        chmod +x "$BATS_FILE_TMPDIR/bin/coach"
        shell_files
    ) >/dev/null
}

shell_files() {
    cat >"$BATS_FILE_TMPDIR/bashrc" <<END
PS1='ready> '
bind 'set enable-bracketed-paste off' 'set bell-style none' 2>/dev/null
source "$COMPLETIONS/coach.bash"
END
    { cat /usr/share/bash-completion/bash_completion 2>/dev/null; cat "$BATS_FILE_TMPDIR/bashrc"; } >"$BATS_FILE_TMPDIR/bashrc_full"
    cat >"$BATS_FILE_TMPDIR/zsh/.zshrc" <<END
PS1='ready> '
unsetopt beep prompt_sp
fpath=("$COMPLETIONS" \$fpath)
autoload -Uz compinit
compinit -u -d "$BATS_FILE_TMPDIR/zsh/dump"
END
    cat >"$BATS_FILE_TMPDIR/sourced/.zshrc" <<END
PS1='ready> '
unsetopt beep prompt_sp
autoload -Uz compinit
compinit -u -D
source <("$COACH_BIN" completion zsh)
END
    cat >"$BATS_FILE_TMPDIR/config.fish" <<END
function fish_prompt; echo 'ready> '; end
function fish_title; end
set -g fish_greeting
set -g fish_autosuggestion_enabled 0
source "$COMPLETIONS/coach.fish"
END
}

prepare() {
    PATH=$BATS_FILE_TMPDIR/bin:$PATH
    COACH_DB=$(BATS_TEST_TMPDIR=$BATS_FILE_TMPDIR BATS_TEST_NUMBER="" database coach)
    export COACH_DB CALLS=$BATS_TEST_NUMBER TERM=xterm LC_ALL=C.UTF-8
    session=$(cut -c 1-8 "$BATS_FILE_TMPDIR/session")
    cd "$BATS_FILE_TMPDIR/here"
}

# typed SHELL: what is on standard input, pairs of a line to type and what coach must then be called with.
typed() {
    local line wanted calls=$BATS_FILE_TMPDIR/calls.$BATS_TEST_NUMBER
    local asked=() wants=()
    while IFS= read -r line && IFS= read -r wanted; do
        asked+=("$line") wants+=("$wanted")
    done
    local command=()
    case $1 in
    bash*) command=(bash --noprofile --rcfile "$BATS_FILE_TMPDIR/${1/bash/bashrc}" -i) ;;
    zsh) command=(env "ZDOTDIR=$BATS_FILE_TMPDIR/zsh" zsh -d -i) ;;
    zsh_sourced) command=(env "ZDOTDIR=$BATS_FILE_TMPDIR/sourced" zsh -d -i) ;;
    fish) command=(fish --private --no-config -C "source $BATS_FILE_TMPDIR/config.fish") ;;
    esac
    run expect "$BATS_TEST_DIRNAME/type.exp" "$WAIT" "${command[@]}" < <(printf '%s\n' "${asked[@]}")
    assert_success
    local n=0
    while IFS= read -r line; do
        assert_equal "${asked[n]}  $line" "${asked[n]}  ${wants[n]}"
        n=$((n + 1))
    done <"$calls"
    assert_equal "$n" "${#asked[@]}"
}

needs() {
    local name
    for name; do
        command -v "$name" >/dev/null || skip "$name is not installed"
    done
}

# What is the same in every shell: \t is the tabulator.
common_lines() {
    cat <<END
coach sess\tli\t
<session><list>
coach session schedule --tit\tSquats --typ\tone\t
<session><schedule><--title><Squats><--type><ONE_ON_ONE>
coach session list --status completed,conf\t
<session><list><--status><completed,CONFIRMED>
coach session list --status=completed,conf\t
<session><list><--status=completed,CONFIRMED>
coach session list --fields id,sched\t
<session><list><--fields><id,scheduled_at>
coach session list --sort=sched\t
<session><list><--sort=scheduled_at>
coach user show ben\t
<user><show><ben+gym@example.org>
coach user show ben+gym@ex\t
<user><show><ben+gym@example.org>
coach session list --client=ben+gym@\t-r
<session><list><--client=ben+gym@example.org><-r>
coach session show ${session:0:3}\t
<session><show><$session>
coach -c color.ui=al\tversion
<-c><color.ui=always><version>
coach user add x --notes @no\t
<user><add><x><--notes><@notes one.txt>
coach user add x --notes=@no\t
<user><add><x><--notes=@notes one.txt>
coach user add x --notes @plans/\t
<user><add><x><--notes><@plans/spring.md>
coach category show Str\t-o json
<category><show><Strength & Power><-o><json>
coach category show Strength\\ \\&\t
<category><show><Strength & Power>
coach category show 'Strength &\t
<category><show><Strength & Power>
coach category show "Strength \t
<category><show><Strength & Power>
coach category show Üb\t--json
<category><show><Über Land><--json>
coach user add x --first-name Zoë --last\tBär
<user><add><x><--first-name><Zoë><--last-name><Bär>
true; coach sess\tli\t
<session><list>
true | coach session li\t
<session><list>
X=1 coach sess\tli\t
<session><list>
coach --db $COACH_DB session li\t
<--db><$COACH_DB><session><list>
coach category show Ann\t
<category><show><Anna's "own" \$5 \\ way>
END
}

@test "bash completes, with nothing but its own" {
    needs expect bash
    typed bash < <(common_lines)
}

@test "bash completes, with bash-completion" {
    needs expect bash
    [[ -e /usr/share/bash-completion/bash_completion ]] || skip "bash-completion is not installed"
    typed bash_full < <(common_lines)
}

@test "bash completes, where @, = and : are parts of words" {
    needs expect bash
    echo 'COMP_WORDBREAKS=${COMP_WORDBREAKS//[@=:]/}' >>"$BATS_FILE_TMPDIR/bashrc_whole"
    cat "$BATS_FILE_TMPDIR/bashrc" >>"$BATS_FILE_TMPDIR/bashrc_whole"
    typed bash_whole < <(common_lines)
}

@test "zsh completes" {
    needs expect zsh
    typed zsh < <(common_lines)
}

@test "fish completes" {
    needs expect fish
    typed fish < <(common_lines)
}

@test "zsh completes, with what coach completion prints" {
    needs expect zsh
    typed zsh_sourced < <(common_lines | head -n 12)
}

@test "where there are several, bash shows them" {
    needs expect bash
    typed bash < <(printf '%s\n' 'coach session s\t\t' '<session><s>')
    assert_output --regexp 'schedule +show +start'
}

@test "where there are several, zsh shows them with what they are" {
    needs expect zsh
    typed zsh < <(printf '%s\n' 'coach session s\t' '<session><s>' 'coach user show \t' '<user><show>')
    assert_output --partial 'Book a session'
    assert_output --partial 'Ben Cole'
}

@test "fish lists candidates with what they are" {
    needs fish
    fish_lists() { run fish --private --no-config -c "source '$COMPLETIONS/coach.fish'; complete -C '$1'"; }
    fish_lists 'coach session s'
    assert_output $'schedule\tBook a session\nshow\tShow a session in full\nstart\tSay that a session has begun'
    fish_lists 'coach session show '
    assert_output "$session"$'\tSquats: "heavy", Ben Cole, Tue 2026-12-08 18:00'
    fish_lists 'coach category show St'
    assert_output 'Strength & Power'
    fish_lists 'coach user add x --notes @pl'
    assert_output --partial '@plans/'
}

@test "a shell that finds nothing leaves the line as it is" {
    needs expect bash zsh fish
    local name
    for name in bash zsh fish; do
        rm -f "$BATS_FILE_TMPDIR/calls.$BATS_TEST_NUMBER"
        typed $name < <(printf '%s\n' 'coach nonsense xyz\t' '<nonsense><xyz>' 'coach --db /nowhere user show a\t' \
            '<--db></nowhere><user><show><a>')
    done
}

@test "coach completion prints what is in completions/" {
    run_coach 0 completion bash
    assert_equal "$output" "$(cat "$COMPLETIONS/coach.bash")"
    run_coach 0 completion zsh
    assert_equal "$output" "$(cat "$COMPLETIONS/_coach")"
    run_coach 0 completion fish
    assert_equal "$output" "$(cat "$COMPLETIONS/coach.fish")"
}

@test "a shell that has no completion is refused, with those that have" {
    refuses 2 'csh' completion csh
    [[ $stderr == *"allowed: bash, zsh, fish"* ]]
    refuses 2 "completion needs SHELL" completion
}
