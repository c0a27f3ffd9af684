/* data_columns.h - which field a name in a file means. */
#ifndef DOMAIN_DATA_COLUMNS_H
#define DOMAIN_DATA_COLUMNS_H

#include "domain/data.h"

/* What names of others mean, for all files. */
struct maps {
    const char *const *items; /* "Their Column=our_field", "Date+Time=our_field": joined; "Their
                                 Column=", "*=": any that is unknown */
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

/* A column that gives a field. */
struct column {
    const struct field *field;
    guint place; /* among the names */
    bool joins;  /* its value goes to that of the one before it, of the same field */
};

/* The columns that give something (struct column): each field by its own name or alias, in the
 * spelling of options too, or by what a map says. Those that are known but are nothing to import
 * are not among them: derived from other rows, or left out by a map. The array is the caller's.
 * COACH_USAGE: some are unknown, with what they may be meant to be, a map joins one that is not
 * there, or a field is given twice. */
coach_status columns_find(coach *c, const struct columns *columns, GArray **out);

/* COACH_USAGE: a map is of a column that no file has. */
coach_status maps_check(coach *c, const struct maps *maps);

#endif
