#!/usr/bin/env bash
# Builds, runs every test, and ends with a line "N passed, N failed".
#   check.sh BUILD              everything
#   check.sh --sanitize BUILD   unit tests and bats with AddressSanitizer and UndefinedBehaviorSanitizer
#   check.sh --valgrind BUILD   unit tests and some of bats under valgrind
set -uo pipefail
cd "$(dirname "$0")/.." || exit

mode=all
case $1 in
--sanitize | --valgrind) mode=${1#--}; shift ;;
esac
build=$1
jobs=$(nproc)
export MAKEFLAGS=
make=(make --no-print-directory -s -j"$jobs" "BUILD=$build")
if [[ $mode == sanitize ]]; then
    make+=("SANITIZE=-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer"
        OPTIMISE=-O1\ -g HARDEN= LINK=shared)
    export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0:exitcode=99 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
    export G_SLICE=always-malloc LSAN_OPTIONS=suppressions=$PWD/tests/lsan.supp:print_suppressions=0
fi
"${make[@]}" all units fuzzed || { echo "0 passed, 1 failed"; exit 1; }
if [[ $mode == all ]]; then
    "${make[@]}" man || { echo "0 passed, 1 failed"; exit 1; }
fi

# The tests commit some ten thousand times. What they promise of a power cut no test can show, so where there is a
# file system in memory they need not wait for a disk.
memory=/tmp
[[ ! -d /dev/shm || ! -w /dev/shm ]] || memory=/dev/shm
TMPDIR=$(mktemp -d "$memory/coach-check.XXXXXX")
chmod 755 "$TMPDIR" # some tests run as nobody, and the server never as root
export TMPDIR

# Whatever way it ends, nothing is left: no process, no server, no file. What runs the tests is a group of processes.
group=""
clean_up() {
    trap '' INT TERM HUP
    if [[ -n $group ]]; then
        kill -TERM -- "-$group" 2>/dev/null && sleep 1
        kill -KILL -- "-$group" 2>/dev/null
    fi
    # also those that some files of tests start for themselves
    find "$TMPDIR" -name postmaster.pid -printf '%h\n' | while read -r data; do server_stop "${data%/data}"; done
    rm -rf "$TMPDIR"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# in_group COMMAND…: runs it so that a signal ends this program at once, and it with all that it started.
in_group() {
    local code=0
    set -m
    "$@" </dev/null &
    group=$!
    set +m
    wait "$group" || code=$?
    kill -KILL -- "-$group" 2>/dev/null # what a test has left behind
    group=""
    return "$code"
}

export COACH_BIN=$PWD/$build/coach
. tests/studio.bash
. tests/server.bash
server_up() {
    server_start "$COACH_SERVER" && server_prepare "$COACH_SERVER" "$COACH_SERVER.home"
}
results=$build/results
rm -rf "$results" && mkdir -p "$results"

# Each source of results is a file of TAP lines.
for unit in "$build"/unit/test_*; do
    [[ -x $unit && $unit != *.* ]] || continue
    out=$results/$(basename "$unit").tap
    if [[ $mode == valgrind ]]; then
        valgrind -q --error-exitcode=99 "$unit" >"$out" 2>&1
    else
        "$unit" >"$out" 2>&1
    fi
    code=$?
    # a program that stops before its plan has failed, whatever it printed
    if ! grep -q '^1\.\.' "$out" || { [[ $code != 0 ]] && ! grep -q '^not ok' "$out"; }; then
        echo "not ok - $(basename "$unit") ended with status $code" >>"$out"
    fi
done

[[ $mode != all ]] || in_group tests/gates.sh "$build" >"$results/gates.tap" 2>&1

export COACH_TAGS_CHOSEN=1
engines=(sqlite)
if [[ $mode != valgrind ]]; then
    engines+=(postgres)
    export COACH_SERVER=$TMPDIR/server
    in_group server_up || { echo "0 passed, 1 failed"; exit 1; }
fi

files=(tests/*.bats)
if [[ $mode == sanitize ]]; then # what is installed and written about is the plain build
    files=()
    for file in tests/*.bats; do
        [[ $file == tests/install.bats || $file == tests/readme.bats ]] || files+=("$file")
    done
fi
if [[ $mode == valgrind ]]; then
    export COACH_VALGRIND=$PWD/tests/valgrind.supp
    files=(tests/user.bats tests/relationship.bats tests/output.bats)
fi
# run_bats RESULTS ENGINE FILE: the names of the tests say the engine; what is for another one alone is not run.
run_bats() {
    local out code not=postgres
    out=$1/$2-$(basename "$3" .bats).tap
    [[ $2 == sqlite ]] || not=sqlite,!once
    COACH_ENGINE=$2 bats --formatter tap --filter-tags "!$not" "$3" >"$out" 2>&1
    code=$?
    sed -i -E "s/^((not )?ok [0-9]+) /\\1 $2: /" "$out"
    if [[ $code != 0 ]] && ! grep -q '^not ok' "$out"; then
        echo "not ok - $2: $3 ended with status $code" >>"$out"
    fi
}
# A process for each file, the longest first: quicker than bats' own --jobs, which waits much of the time. Of some, the
# size does not say how long they take.
run_all() {
    local engine
    for engine in "${engines[@]}"; do
        wc -c "${files[@]}" | awk '$2 != "total" { print ($2 ~ /(faults|crash|retrace)\.bats$/ ? 1000000 : $1), $2 }' |
            sort -rn | awk -v engine="$engine" '{ print engine, $2 }'
    done | xargs -P "$((jobs + 1))" -L 1 bash -c 'run_bats "$@"' - "$results"
}
export -f run_bats
in_group run_all

grep -hA 12 '^not ok' "$results"/*.tap | grep -v '^ok ' || true
passed=$(cat "$results"/*.tap | grep -c '^ok ')
failed=$(cat "$results"/*.tap | grep -c '^not ok')
echo "$passed passed, $failed failed"
[[ $failed == 0 && $passed -gt 0 ]]
