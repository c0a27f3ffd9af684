/* data_columns.h - which field a name in a file means. */
#ifndef DOMAIN_DATA_COLUMNS_H
#define DOMAIN_DATA_COLUMNS_H

#include "domain/data.h"

/* The names of the columns of a table, and what they are to mean. */
struct columns {
    const struct table *table;
    const char *const *names;
    const char *const
        *maps; /* "Their Column=our_field", "Their Column=", "*=": any that is unknown */
    size_t map_count;
    const char *passed_by; /* a name that means nothing here; or NULL */
};

/* The field of each name, its own name or alias, in the spelling of options too, or what a map
 * says; NULL where it is known but is nothing to import: derived from other rows, or left out by a
 * map. COACH_USAGE: some are unknown, with what they may be meant to be, or two are the same field.
 */
coach_status columns_find(coach *c, const struct columns *columns, const struct field **fields);

#endif
