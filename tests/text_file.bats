# Texts from the editor: --notes @. (Those from files and standard input are in manners.bats.)
load helper

prepare() {
    new_database
    mkdir -p "$BATS_TEST_TMPDIR/temporary"
    export TMPDIR=$BATS_TEST_TMPDIR/temporary
}

# editor NAME COMMAND: a program that does something with the file "$1" and notes that it was run.
editor() {
    printf '#!/bin/sh\necho %s >>"%s/editors"\n%s\n' "$1" "$BATS_TEST_TMPDIR" "$2" >"$BATS_TEST_TMPDIR/$1"
    chmod +x "$BATS_TEST_TMPDIR/$1"
}

editors() { cat "$BATS_TEST_TMPDIR/editors" 2>/dev/null || true; }

nothing_left() { assert_equal "$(ls -A "$TMPDIR")" ""; }

@test "a lone @ takes what is written in the editor, without its last line end" {
    editor write 'printf "Knee, left.\n\n\tSince May.\n" >"$1"'
    EDITOR=$BATS_TEST_TMPDIR/write run_coach 0 user edit admin@example.org --notes @ --fields notes --json
    assert_json .notes '"Knee, left.\n\n\tSince May."'
    assert_equal "$stderr" ""
    nothing_left
}

@test "the editor's file is new, empty, the user's alone, and a text by its name" {
    editor look 'stat -c "%a %s" "$1" >"$1.about"; basename "$1" | sed "s/.*[.]/./" >>"$1.about"; mv "$1.about" "$1"'
    EDITOR=$BATS_TEST_TMPDIR/look run_coach 0 user edit admin@example.org --notes @ --fields notes --json
    assert_json .notes '"600 0\n.txt"'
    nothing_left
}

@test "the editor is core.editor, else VISUAL, else EDITOR" {
    local name
    for name in option variable setting visual plain; do editor "$name" "echo $name >\"\$1\""; done
    cd "$BATS_TEST_TMPDIR"
    export EDITOR=$PWD/plain
    run_coach 0 user edit admin@example.org --notes @ -o tsv --fields notes
    export VISUAL=$PWD/visual
    run_coach 0 user edit admin@example.org --notes @ -o tsv --fields notes
    coach config set core.editor "$PWD/setting"
    run_coach 0 user edit admin@example.org --notes @ -o tsv --fields notes
    export COACH_EDITOR=$PWD/variable
    run_coach 0 user edit admin@example.org --notes @ -o tsv --fields notes
    run_coach 0 -c "core.editor=$PWD/option" user edit admin@example.org --notes @ -o tsv --fields notes
    assert_equal "$output" $'notes\noption'
    assert_equal "$(editors)" $'plain\nvisual\nsetting\nvariable\noption'
}

@test "an editor is a command line, with arguments and quotes" {
    mkdir "$BATS_TEST_TMPDIR/two words"
    editor write 'printf "%s" "$*" | sed "s,/.*,," >"$3"'
    mv "$BATS_TEST_TMPDIR/write" "$BATS_TEST_TMPDIR/two words"
    EDITOR="'$BATS_TEST_TMPDIR/two words/write' --wait \"a b\"" run_coach 0 user edit admin@example.org --notes @ \
        --fields notes --json
    assert_json .notes '"--wait a b "'
}

@test "an editor that writes a new file in the place of the old one is read too" {
    editor replace 'echo new >"$1.new" && mv "$1.new" "$1"'
    EDITOR=$BATS_TEST_TMPDIR/replace run_coach 0 user edit admin@example.org --notes @ --fields notes --json
    assert_json .notes '"new"'
    nothing_left
}

@test "a text from the editor that begins with @ is that text" {
    editor write 'echo "@home" >"$1"'
    EDITOR=$BATS_TEST_TMPDIR/write run_coach 0 user edit admin@example.org --notes @ --fields notes --json
    assert_json .notes '"@home"'
}

@test "an editor that fails changes nothing, and says which one it was" {
    editor fail 'echo half >"$1"; exit 3'
    export EDITOR=$BATS_TEST_TMPDIR/fail
    refuses 2 "the editor \"$EDITOR\" did not end well" user edit admin@example.org --notes @
    [[ $stderr == *"core.editor"* ]]
    nothing_left
    EDITOR=/nowhere/editor
    run_coach 2 user edit admin@example.org --notes @
    [[ $stderr == *'the editor "/nowhere/editor" did not end well'* ]]
    nothing_left
}

@test "an editor that is killed changes nothing" {
    editor die 'echo half >"$1"; kill -KILL $$'
    EDITOR=$BATS_TEST_TMPDIR/die run_coach 2 user edit admin@example.org --notes @
    [[ $stderr == *"did not end well"* ]] || fail "$stderr" # the shell has its say, too
    nothing_left
    run_coach 0 user show admin@example.org --fields notes --json
    assert_json .notes null
}

@test "an editor that is left without a word changes nothing, also where there was a text" {
    coach user edit admin@example.org --notes "Knee, left." -o id
    EDITOR=true refuses 2 "nothing was written in the editor" user edit admin@example.org --notes @
    nothing_left
    editor remove 'rm "$1"'
    EDITOR=$BATS_TEST_TMPDIR/remove refuses 2 "No such file or directory" user edit admin@example.org --notes @
    run_coach 0 user show admin@example.org --fields notes --json
    assert_json .notes '"Knee, left."'
}

@test "what the editor leaves is checked as any text" {
    editor long 'head -c 2001 /dev/zero | tr "\0" x >"$1"'
    EDITOR=$BATS_TEST_TMPDIR/long refuses 2 "2000" user edit admin@example.org --notes @
    editor nul 'printf "a\000b" >"$1"'
    EDITOR=$BATS_TEST_TMPDIR/nul refuses 2 "holds a NUL" user edit admin@example.org --notes @
    editor latin 'printf "a\377" >"$1"'
    EDITOR=$BATS_TEST_TMPDIR/latin refuses 2 "UTF-8" user edit admin@example.org --notes @
    nothing_left
}

@test "no editor is opened for a line that is wrong" {
    editor write 'echo text >"$1"'
    export EDITOR=$BATS_TEST_TMPDIR/write
    refuses 2 "unknown option" user edit admin@example.org --notes @ --nots x
    refuses 2 "needs USER" user edit --notes @
    refuses 2 "not a value" user edit admin@example.org --notes @ -o xml
    refuses 2 "unknown" -c no.key=1 user edit admin@example.org --notes @
    assert_equal "$(editors)" ""
    run_coach 0 user edit admin@example.org --notes @ --help
    run_coach 0 user edit admin@example.org --notes @ --notes plain --fields notes --json
    assert_json .notes '"plain"'
    run_coach 0 user edit admin@example.org --notes @ --no-notes --fields notes --json
    assert_json .notes null
    assert_equal "$(editors)" ""
}

@test "each text that is to be written opens the editor once" {
    editor count 'wc -l <"'"$BATS_TEST_TMPDIR/editors"'" >"$1"'
    EDITOR=$BATS_TEST_TMPDIR/count run_coach 0 program add Summer --description @ --notes @ \
        --fields description,notes --json
    assert_json . '{"description": "1", "notes": "2"}'
}

@test "the editor has the terminal: its standard input, output and error are coach's" {
    editor read 'cat >"$1"; echo seen >&2'
    EDITOR=$BATS_TEST_TMPDIR/read run --separate-stderr "$COACH_BIN" user edit admin@example.org --notes @ \
        --fields notes --json <<<"typed"
    assert_success
    assert_json .notes '"typed"'
    assert_equal "$stderr" seen
}

@test "a place for temporary files that cannot be written is an error" {
    TMPDIR=/nowhere EDITOR=true refuses 4 "/nowhere/coach-" user edit admin@example.org --notes @
}

@test "no sh and no editor is taken from the current directory" {
    mkdir "$BATS_TEST_TMPDIR/here"
    cd "$BATS_TEST_TMPDIR/here"
    printf '#!/bin/sh\ntouch ran\necho bad >"$1"\n' >sh
    chmod +x sh
    PATH=.:/usr/bin:/bin EDITOR=true run_coach 2 user edit admin@example.org --notes @
    assert_file_not_exists ran
}

@test "an alias may open the editor" {
    editor write 'echo text >"$1"'
    EDITOR=$BATS_TEST_TMPDIR/write run_coach 0 -c alias.note="user edit --fields notes --json --notes @" note admin@example.org
    assert_json .notes '"text"'
}
