# terminal.bash - what people see on a terminal, and how wide it is.

# in_terminal COLUMNS ARGS…: runs coach in a terminal so wide; sets output and lines, without carriage returns.
in_terminal() {
    local columns=$1 line
    shift
    printf -v line '%q ' "$COACH_BIN" "$@"
    run env SHELL=/bin/bash script -qec "stty cols $columns rows 24; $line" /dev/null </dev/null
    output=${output//$'\r'/}
    mapfile -t lines <<<"$output"
    assert_equal "$status" 0
}

# width() of a text: how many columns of a terminal it takes, counted in Python by Unicode's tables.
WIDTH='
import sys, unicodedata
sys.stdin.reconfigure(encoding="utf-8")
def width(text):
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else
               2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
'

# The widest line of the output, in columns.
widest_line() {
    python -c "$WIDTH"'print(max(width(line.rstrip("\n")) for line in sys.stdin))' <<<"$output"
}
