# The README is true: what it shows was printed by these commands, its example compiles, and what it names exists.
# The README speaks of the database that a newcomer gets, which is a file.
# bats file_tags=sqlite
load helper

readme=$BATS_TEST_DIRNAME/../README.md

# A newcomer's world: nothing is set.
prepare() {
    unset COACH_DB COACH_NOW COACH_TIME_ZONE COACH_USER
    cd "$HOME"
}

# blocks KIND: the fenced blocks of a kind, in order, with an empty line after each.
blocks() {
    awk -v "open=\`\`\`$1" '$0 == open { on = 1; next } on && $0 == "```" { on = 0; print ""; next } on' "$readme"
}

# A script that prints each command of a transcript as it stands there, and runs it. A command goes on after a line
# that ends in a backslash.
script_of() {
    local line command
    while IFS= read -r line; do
        if [[ -z $line ]]; then
            echo echo
        elif [[ $line == '$ '* ]]; then
            command=$line
            while [[ $line == *\\ ]]; do
                IFS= read -r line
                command+=$'\n'$line
            done
            printf 'printf "%%s\\n" %q\n%s\n' "$command" "${command#\$ }"
        fi
    done
}

# runs_as_it_stands: the transcript on standard input is what its commands print, where … stands for any id, and lines
# end in LF.
runs_as_it_stands() {
    local wanted=$BATS_TEST_TMPDIR/README got=$BATS_TEST_TMPDIR/printed digit='[0-9a-f]'
    cat >"$wanted"
    script_of <"$wanted" >"$BATS_TEST_TMPDIR/script"
    grep -q . "$BATS_TEST_TMPDIR/script" || fail "no command was found"
    bash "$BATS_TEST_TMPDIR/script" 2>&1 </dev/null |
        sed -E "s/\r\$//; s/$digit{8}-$digit{4}-4$digit{3}-[89ab]$digit{3}-$digit{12}/…/g" >"$got"
    diff -u "$wanted" "$got" || fail "the README says one thing and coach another"
}

# The installed library, where there is one to install.
install_library() {
    local build=${COACH_BIN%/*}
    [[ -d $build/man ]] || skip "only the plain build is installed"
    local stage=$BATS_TEST_TMPDIR/stage
    make -s -C "$BATS_TEST_DIRNAME/.." -o all -o man install "BUILD=$build" "PREFIX=$stage"
    export PKG_CONFIG_PATH=$stage/lib/pkgconfig LD_LIBRARY_PATH=$stage/lib
}

@test "README: the commands of the tour print what it says" {
    runs_as_it_stands < <(blocks console | sed '/^\$ gcc/,$d')
}

@test "README: the example in C compiles against the installed library, and prints what it says" {
    install_library
    blocks c >coming.c
    gcc -std=c17 -Wall -Wextra -Wpedantic -Werror -fsyntax-only coming.c $(pkg-config --cflags coach)
    runs_as_it_stands < <(blocks console)
}

@test "README: its settings are those of coach" {
    run --separate-stderr coach config get no.such
    assert_equal "$(grep -oE '^\| `[a-z]+\.[a-z_A-Z]+`' "$readme" | tr -d '|` ' | sed 's/NAME/*/')" \
        "$(sed -n 's/^hint: known: //p' <<<"$stderr" | tr -d ' ' | tr , '\n')"
}

@test "README: the files and manual pages that it names are there" {
    local name
    for name in $(grep -oE '\b(cmd|lib|tests|man|completions)/[A-Za-z_/.-]*[a-z]' "$readme" | sort -u); do
        assert_exist "$BATS_TEST_DIRNAME/../$name"
    done
    [[ -d ${COACH_BIN%/*}/man ]] || skip "no manual pages were made"
    for name in $(grep -oE '`coach[a-z-]*\([157]\)`' "$readme" | tr -d '`)' | tr '(' . | sort -u); do
        assert_exist "${COACH_BIN%/*}/man/man${name##*.}/$name"
    done
}
