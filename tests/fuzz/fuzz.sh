#!/usr/bin/env bash
# fuzz.sh BUILD SECONDS [TARGET…]: each target is fed with made-up input for so long, beginning with its corpus, by clang's
# fuzzer under its sanitizers. What is found stays in BUILD/found/; what is new and short goes into no corpus by itself.
set -euo pipefail
build=$1 seconds=$2
shift 2
cd "$(dirname "$0")/../.."
make --no-print-directory -s -j"$(nproc)" BUILD="$build" CC=clang LINK=shared HARDEN= OPTIMISE=-O1\ -g \
    SANITIZE="-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined" FUZZER=-fsanitize=fuzzer fuzzed
mkdir -p "$build/found"
[[ $# != 0 ]] || for source in tests/fuzz/*.c; do
    [[ $source == */run.c ]] || set -- "$@" "$(basename "$source" .c)"
done
wrong=0
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1 G_SLICE=always-malloc
for target; do
    mkdir -p "$build/corpus/$target"
    if out=$("$build/fuzzed/$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$build/found/$target-" "$build/corpus/$target" "tests/fuzz/corpus/$target" 2>&1); then
        echo "ok - $target: $(sed -n 's/^stat::number_of_executed_units: *//p' <<<"$out") inputs in $seconds s"
    else
        echo "not ok - $target"
        tail -n 40 <<<"$out" | sed 's/^/# /'
        wrong=1
    fi
done
exit $wrong
