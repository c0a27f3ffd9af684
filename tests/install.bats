# make install and make uninstall: what is installed works without the source tree, and all of it can be taken away.
# Where files go has nothing to do with a database.
# bats file_tags=once
load helper

# The source tree's make, which is not to build anything anew: that has been done.
make_goal() {
    env -i PATH="$PATH" make --no-print-directory -s -C "$BATS_TEST_DIRNAME/.." -o all -o man \
        "BUILD=$(dirname "$COACH_BIN")" "$@"
}

# Instrumented builds are not for installing; they have no manual pages either.
installable() { [[ -d $(dirname "$COACH_BIN")/man ]]; }

prepare() {
    installable || skip "only the plain build is installed"
    stage=$BATS_FILE_TMPDIR/stage prefix=$BATS_FILE_TMPDIR/prefix
}

prepare_file() {
    installable || return 0
    prepare
    make_goal install "DESTDIR=$stage"
    make_goal install "PREFIX=$prefix"
}

files_of() { find "$1" -mindepth 1 \( -type f -o -type l \) -printf '%P\n' | LC_ALL=C sort; }

@test "install: every file is where its kind belongs, with the modes that others need" {
    run files_of "$stage"
    local file
    for file in bin/coach include/coach.h lib/libcoach.a lib/libcoach.so lib/libcoach.so.0 lib/pkgconfig/coach.pc \
        lib/coach/postgres.so lib/coach/ical.so share/man/man7/coach-server.7 \
        share/man/man1/coach.1 share/man/man1/coach-session-schedule.1 share/man/man5/coach-config.5 \
        share/man/man7/coach-data.7 share/bash-completion/completions/coach share/zsh/site-functions/_coach \
        share/fish/vendor_completions.d/coach.fish share/coach/installed; do
        assert_line "usr/local/$file"
    done
    assert_equal "$(find "$stage" -type f -name coach -path '*/bin/*' -printf %m)" 755
    assert_equal "$(find "$stage" -type f -name coach.h -printf %m)" 644
    assert_equal "$(find "$stage" -type d ! -perm -755)" ""
    assert_equal "$(readlink "$stage/usr/local/lib/libcoach.so")" libcoach.so.0
}

@test "install: the list of what is installed is complete" {
    run files_of "$stage"
    assert_equal "$output" "$(grep -v '/$' "$stage/usr/local/share/coach/installed" | sed 's,^/,,')"
}

@test "install: the installed program runs with nothing of the source tree named in it" {
    cd "$BATS_TEST_TMPDIR"
    local installed=(env -i HOME="$HOME" COACH_NOW=2026-12-07T12:00:00Z "$stage/usr/local/bin/coach")
    run "${installed[@]}" version
    assert_success
    assert_output --regexp '^coach [0-9]+\.[0-9]+'
    run "${installed[@]}" init --email anna@example.org --first-name Anna --last-name Berg -o id
    assert_success
    run "${installed[@]}" user list --fields email,first_name
    assert_output "email             first_name
anna@example.org  Anna"
    run "${installed[@]}" help session
    assert_success
    run grep -F "$(realpath "$BATS_TEST_DIRNAME/..")" \
        <(strings -d "$stage/usr/local/bin/coach" "$stage/usr/local/lib/libcoach.so" "$stage/usr/local/lib/coach/postgres.so")
    assert_output ""
}

@test "install: the installed program finds its module, and says so where it is gone" {
    local nowhere="postgres://nobody@/none?host=$BATS_TEST_TMPDIR"
    run -4 --separate-stderr "$stage/usr/local/bin/coach" --db "$nowhere" user list
    [[ $stderr == "coach: $nowhere cannot be reached: "* ]] || fail "$stderr"
    cp "$stage/usr/local/bin/coach" "$BATS_TEST_TMPDIR/coach"
    run -4 --separate-stderr "$BATS_TEST_TMPDIR/coach" --db "$nowhere" user list
    assert_equal "$stderr" "coach: this coach was installed without its module postgres
hint: install it again, with all of its parts"
}

@test "install: pkg-config gives flags with which a program finds header and library" {
    export PKG_CONFIG_PATH=$prefix/lib/pkgconfig
    assert_equal "$(pkg-config --modversion coach)" "$("$prefix/bin/coach" version | cut -d' ' -f2)"
    printf '%s\n' '#include <coach.h>' '#include <stdio.h>' \
        'int main(void) { return puts(coach_noun_name(COACH_SESSION)) < 0; }' >"$BATS_TEST_TMPDIR/noun.c"
    cd "$BATS_TEST_TMPDIR"
    # shellcheck disable=SC2046
    gcc -std=c17 -Wall -Wextra -Werror -o shared noun.c $(pkg-config --cflags --libs coach)
    assert_equal "$(LD_LIBRARY_PATH=$prefix/lib ./shared)" session
    # shellcheck disable=SC2046
    gcc -std=c17 -o static noun.c $(pkg-config --cflags coach) "$prefix/lib/libcoach.a" \
        $(pkg-config --static --libs-only-l coach | sed 's/-lcoach\b//')
    assert_equal "$(./static)" session
}

@test "install: a PREFIX may hold blanks and an apostrophe" {
    local odd="$BATS_TEST_TMPDIR/anna's  own" main=$BATS_TEST_TMPDIR/main.c flags
    make_goal install "PREFIX=$odd"
    run "$odd/bin/coach" version
    assert_success
    assert_file_exists "$odd/share/man/man1/coach.1"
    printf '#include <coach.h>\nint main(void) { return coach_zone_known("UTC") ? 0 : 1; }\n' >"$main"
    flags=$(PKG_CONFIG_PATH="$odd/lib/pkgconfig" pkg-config --cflags --libs coach)
    eval "gcc -o '$BATS_TEST_TMPDIR/main' '$main' $flags"
    LD_LIBRARY_PATH="$odd/lib" run "$BATS_TEST_TMPDIR/main"
    assert_success
    make_goal uninstall "PREFIX=$odd"
    assert_not_exist "$odd"
}

@test "install: C++ programs can include the header" {
    command -v g++ clang++ >/dev/null || skip "no C++ compiler here"
    local compiler
    compiler=$(command -v g++ || command -v clang++)
    echo '#include <coach.h>' | "$compiler" -x c++ -fsyntax-only -Wall -Werror "-I$prefix/include" -
}

@test "install: man shows the installed pages" {
    local page
    for page in man1/coach.1 man1/coach-session-schedule.1 man5/coach-config.5 man7/coach-data.7; do
        run env -i PATH="$PATH" MANPAGER=cat MANWIDTH=80 man -l "$prefix/share/man/$page"
        assert_success
        assert_output --partial NAME
        assert_output --partial "coach"
    done
}

@test "install: a second one over the first leaves no file behind" {
    make_goal install "PREFIX=$BATS_TEST_TMPDIR/twice"
    make_goal install "PREFIX=$BATS_TEST_TMPDIR/twice"
    make_goal uninstall "PREFIX=$BATS_TEST_TMPDIR/twice"
    assert_not_exist "$BATS_TEST_TMPDIR/twice"
}

@test "uninstall: takes away what was installed, and directories that it made" {
    local where=$BATS_TEST_TMPDIR/where
    mkdir "$where"
    make_goal install "DESTDIR=$where"
    make_goal uninstall "DESTDIR=$where"
    assert_equal "$(find "$where" -mindepth 1)" ""
    run make_goal uninstall "DESTDIR=$where"
    assert_failure
    assert_output --partial "nothing of coach is installed"
}

@test "uninstall: leaves what others put there" {
    local where=$BATS_TEST_TMPDIR/where
    mkdir -p "$where/share/man/man5"
    make_goal install "PREFIX=$where"
    echo theirs | tee "$where/share/man/man1/coach-theirs.1" >"$where/bin/coach-theirs"
    make_goal uninstall "PREFIX=$where"
    run find "$where" -mindepth 1 -printf '%P\n'
    assert_equal "$(LC_ALL=C sort <<<"$output")" "bin
bin/coach-theirs
share
share/man
share/man/man1
share/man/man1/coach-theirs.1
share/man/man5"
}
