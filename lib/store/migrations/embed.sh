#!/bin/sh
# Prints C source that holds the given migration files, in order, as migration_texts.
echo '#include "store/migrate.h"'
echo '#pragma GCC diagnostic ignored "-Woverlength-strings"'
echo 'const char *const migration_texts[] = {'
for file; do
    sed 's/\\/\\\\/g; s/"/\\"/g; s/^/    "/; s/$/\\n"/' "$file"
    echo '    ,'
done
echo '    NULL};'
