#!/usr/bin/env bash
# table.sh - how a pair is measured, and the rows of the table that tell of it. Read by run.sh, which sets bench, work,
# pair and plain.

slot=20000 # hours after now: where nobody has a session yet; counts up, so that each run has one of its own

# measure RUNS A… --- B…: sets ours, theirs (ms), ratio, memory, their_memory (MB)
measure() {
    local runs=$1 result
    shift
    result=$("${plain[@]}" "$pair" "$runs" "$slot" "$work/ours" "$work/theirs" "$@")
    read -r ours theirs ratio memory their_memory <<<"$result"
    memory=$((memory / 1024)) their_memory=$((their_memory / 1024))
    slot=$((slot + runs + 2))
}

print() { # print WHAT ROWS OURS THEIRS RATIO TARGET MET
    printf '| %-42s | %9s | %10s | %10s | %6s | %7s | %-3s |\n' "$@"
}

missed=0
report() { # report WHAT ROWS TARGET: what was measured last
    local met=yes
    awk -v "ratio=$ratio" -v "target=$3" 'BEGIN { exit !(ratio <= target) }' || met=no missed=$((missed + 1))
    print "$1" "$2" "$ours" "$theirs" "$ratio" "<= $3" "$met"
}

report_memory() { # report_memory WHAT ROWS TARGET: the peak of what was measured last
    local met=yes
    ((memory <= $3)) || met=no missed=$((missed + 1))
    print "$1" "$2" "$memory MB" "$their_memory MB" "" "<= $3 MB" "$met"
}

