/* data_columns.h - which field a name in a file means. */
#ifndef DOMAIN_DATA_COLUMNS_H
#define DOMAIN_DATA_COLUMNS_H

#include "domain/data.h"

/* The field that a column is about, its own name or alias, in the spelling of options too, or what
 * a map says; *field is NULL where it is known but is nothing to import: derived from other rows,
 * or left out by a map. names: of all columns. COACH_USAGE: unknown, with what it may be meant to
 * be. */
coach_status column_field(coach *c, const struct table *table, const char *name,
                          const char *const *names, const char *const *maps, size_t map_count,
                          const struct field **field);

#endif
