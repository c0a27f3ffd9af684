#!/bin/sh
# Prints a C header that holds the completion code of each shell: embed.sh BASH ZSH FISH
one() {
    echo "static const char completion_$1[] ="
    sed 's/\\/\\\\/g; s/"/\\"/g; s/^/    "/; s/$/\\n"/' "$2"
    echo '    ;'
}
echo '#pragma GCC diagnostic ignored "-Woverlength-strings"'
one bash "$1"
one zsh "$2"
one fish "$3"
