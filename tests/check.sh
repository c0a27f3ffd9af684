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
    export G_SLICE=always-malloc
fi
"${make[@]}" all units || { echo "0 passed, 1 failed"; exit 1; }
if [[ $mode == all ]]; then
    "${make[@]}" man || { echo "0 passed, 1 failed"; exit 1; }
fi

# The tests commit some ten thousand times. What they promise of a power cut no test can show, so where there is a
# file system in memory they need not wait for a disk.
if [[ -d /dev/shm && -w /dev/shm ]]; then
    TMPDIR=$(mktemp -d /dev/shm/coach-check.XXXXXX)
    chmod 755 "$TMPDIR" # some tests run as nobody
    export TMPDIR
    trap 'rm -rf "$TMPDIR"' EXIT
fi

export COACH_BIN=$PWD/$build/coach
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

[[ $mode != all ]] || tests/gates.sh "$build" >"$results/gates.tap" 2>&1

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
# A process for each file, the longest first: quicker than bats' own --jobs, which waits much of the time.
run_bats() {
    local out code
    out=$1/$(basename "$2" .bats).tap
    bats --formatter tap "$2" >"$out" 2>&1
    code=$?
    if [[ $code != 0 ]] && ! grep -q '^not ok' "$out"; then
        echo "not ok - $2 ended with status $code" >>"$out"
    fi
}
export -f run_bats
wc -c "${files[@]}" | sort -rn | awk '$2 != "total" { print $2 }' |
    xargs -P "$((jobs + 1))" -I{} bash -c 'run_bats "$@"' - "$results" {}

grep -hA 12 '^not ok' "$results"/*.tap | grep -v '^ok ' || true
passed=$(cat "$results"/*.tap | grep -c '^ok ')
failed=$(cat "$results"/*.tap | grep -c '^not ok')
echo "$passed passed, $failed failed"
[[ $failed == 0 && $passed -gt 0 ]]
