#!/bin/sh
# Prints C source that holds files of SQL.
#   embed.sh FILE…             in order, as migration_texts
#   embed.sh --text NAME FILE  one, as the text NAME
quote() {
    sed 's/\\/\\\\/g; s/"/\\"/g; s/^/    "/; s/$/\\n"/' "$1"
}
echo '#include "store/migrate.h"'
echo '#pragma GCC diagnostic ignored "-Woverlength-strings"'
if [ "$1" = --text ]; then
    echo "extern const char $2[];"
    echo "const char $2[] ="
    quote "$3"
    echo ';'
    exit
fi
echo 'const char *const migration_texts[] = {'
for file; do
    quote "$file"
    echo '    ,'
done
echo '    NULL};'
