#!/usr/bin/env bash
# What holds for the sources as a whole: one line of TAP for each rule.
set -uo pipefail
build=$1
count=0
gate() { # gate NAME COMMAND…: passes when the command succeeds and prints nothing
    local name=$1 out code
    shift
    out=$("$@" 2>&1)
    code=$?
    count=$((count + 1))
    if [[ $code == 0 && -z $out ]]; then
        echo "ok $count - $name"
    else
        echo "not ok $count - $name"
        head -n 40 <<<"$out" | sed 's/^/# /'
    fi
}

# Includes go down: domain, schedule, store, base. lib knows nothing of cmd, cmd nothing of lib but coach.h, libexec
# nothing of either but the content lines of iCalendar.
floors() {
    git ls-files 'lib/*.[ch]' 'cmd/*.[ch]' 'libexec/*.[ch]' | xargs awk -F'"' '
        BEGIN { rank["base"] = 0; rank["store"] = 1; rank["schedule"] = 2; rank["domain"] = 3 }
        /^#include "/ {
            split(FILENAME, path, "/"); split($2, to, "/")
            if (path[1] == "lib") {
                if ($2 == "coach.h") next
                if (!(to[1] in rank) || rank[to[1]] > rank[path[2]]) print FILENAME ": " $0
            } else if (path[1] == "libexec") {
                if (to[2] != "" && $2 != "schedule/content.h") print FILENAME ": " $0
            } else if ($2 != "coach.h" && $2 != "nouns.def" && $2 != "completions.h" && to[1] != "cli") print FILENAME ": " $0
        }'
}

only_in() { # only_in PATTERN FILE…: the pattern stands in these files alone
    local pattern=$1
    shift
    git grep -lE "$pattern" -- 'lib/*.[ch]' 'cmd/*.[ch]' | grep -vxF "$(printf '%s\n' "$@")"
    return 0
}

# The shared library exports the functions and data that coach.h declares, and nothing else.
exports() {
    diff <(grep -oE '\bcoach_[a-z0-9_]+\(|COACH_CLEAR\[' lib/coach.h | tr -d '([' | sort -u) \
        <(nm -D --defined-only "$build/libcoach.so" | awk '{print $3}' | sort -u)
}

# No wall clock, random or time function of SQL, and nothing that only one engine knows, outside the driver.
plain_sql() {
    git grep -nE '"[^"]*\b(rowid|PRAGMA|INSERT OR|GLOB |instr\(|group_concat|now\(\)|datetime\(|strftime\(|is_active = [01])' \
        -- lib cmd ':!lib/store/sqlite*' ':!lib/store/migrations' ':!*.h'
    return 0
}

# What is asked of a database, and who asks, is the same whatever keeps it. The one exception says what a static
# library is to be linked with.
no_engine() {
    git grep -niE 'postgres|libpq|psql|sqlite|\bpg_' -- lib/domain lib/schedule lib/coach.h cmd ':!cmd/install.sh'
    git grep -nE 'sqlite' -- cmd/install.sh | grep -v 'Requires.private: .*sqlite3'
    return 0
}

# What writes past the record engine leaves nothing in the history: that is for places that are in nobody's history, or
# that put back what they change.
with_history() {
    git grep -nE '"(INSERT INTO|UPDATE|DELETE FROM) ' -- lib/domain lib/schedule lib/store ':!lib/store/record_write.c' \
        ':!lib/store/history*.c' ':!lib/store/sqlite*' ':!lib/store/postgres*' ':!lib/domain/calendar_put_off.c' |
        grep -v '\.along = "DELETE FROM reminder'
    return 0
}

# The public header is looked things up in, rather than read at one sitting.
sizes() {
    git ls-files 'lib/*.[ch]' 'cmd/*.[ch]' 'libexec/*.[ch]' | xargs wc -l |
        awk '$2 != "total" && $1 > ($2 == "lib/coach.h" ? 1000 : 400) { print $2 ": " $1 " lines" }'
}

unfinished() {
    git grep -nE '\b(TODO|FIXME|HACK|XXX:)' -- lib cmd libexec man completions tests ':!tests/gates.sh'
    return 0
}

layout() {
    git ls-files '*.c' '*.h' | xargs clang-format --dry-run --Werror
}

clang_build() {
    make --no-print-directory -s -j"$(nproc)" BUILD="$build/clang" CC=clang "$build/clang/coach" "$build/clang/libcoach.so" \
        "$build/clang/libexec/coach-mail" |
        grep -v '^  [A-Z]* '
    return "${PIPESTATUS[0]}"
}

man_lint() {
    mandoc -Tlint -W warning "$build"/man/man*/*.[1-9]
}

shell_lint() {
    shellcheck -s bash -e SC1090,SC1091,SC2016,SC2154,SC2034 tests/*.sh tests/bench/*.sh tests/fuzz/*.sh tests/*.bash completions/coach.bash .ci/run
    shellcheck lib/store/migrations/embed.sh completions/embed.sh cmd/install.sh
}

surface() {
    diff tests/golden/commands.json <("$build/coach" __surface)
}

# What a trial run in the sources leaves behind is not theirs.
top_level() {
    git ls-files | cut -d/ -f1 | sort -u |
        grep -vxE '\.ci|\.clang-format|\.gitignore|Makefile|README\.md|cmd|completions|lib|libexec|man|tests'
    return 0
}

gate "nothing but the sources is kept" top_level
gate "includes go down the floors" floors
gate "sqlite3.h is included by the driver alone" only_in '#include <sqlite3.h>' lib/store/sqlite.h
gate "libical is included by its module alone" only_in '#include <libical' lib/schedule/ical.c lib/schedule/ical_read.c
gate "libjq is included by its module alone" only_in '#include <jq.h>' lib/base/jq.c
gate "libsmartcols is included by the table renderer alone" only_in '#include <libsmartcols' cmd/cli/smartcols.c cmd/cli/table.c
gate "libcoach exports what coach.h declares" exports
gate "SQL keeps to what engines share" plain_sql
gate "rows are written with their history" with_history
gate "no engine is named above the floor of the store" no_engine
gate "no file is over 400 lines" sizes
gate "nothing is marked as unfinished" unfinished
gate "clang-format has nothing to change" layout
gate "clang compiles without a warning" clang_build
gate "mandoc finds nothing wrong in the manual pages" man_lint
gate "shellcheck finds nothing wrong in the scripts" shell_lint
gate "the commands are those of tests/golden/commands.json" surface
echo "1..$count"
