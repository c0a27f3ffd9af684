/* data_columns.h - which field a name in a file means. */
#ifndef DOMAIN_DATA_COLUMNS_H
#define DOMAIN_DATA_COLUMNS_H

#include "domain/data.h"

/* What names of others mean, for all files. */
struct maps {
    const char *const
        *items; /* "Their Column=our_field", "Their Column=", "*=": any that is unknown */
    size_t count;
    bool *found; /* of each: some file has that column */
    bool asked;  /* some file has columns */
};

/* The names of the columns of a table, and what they are to mean. */
struct columns {
    const struct table *table;
    const char *const *names;
    struct maps *maps;
    const char *passed_by; /* a name that means nothing here; or NULL */
};

/* The field of each name, its own name or alias, in the spelling of options too, or what a map
 * says; NULL where it is known but is nothing to import: derived from other rows, or left out by a
 * map. COACH_USAGE: some are unknown, with what they may be meant to be, or two are the same field.
 */
coach_status columns_find(coach *c, const struct columns *columns, const struct field **fields);

/* COACH_USAGE: a map is of a column that no file has. */
coach_status maps_check(coach *c, const struct maps *maps);

#endif
