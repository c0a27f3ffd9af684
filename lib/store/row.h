/* row.h - a row in memory, field by field: for the files that go through all fields of a table. */
#ifndef STORE_ROW_H
#define STORE_ROW_H

#include "store/value.h"

static inline void *member(void *row, const struct field *field) {
    return (char *)row + field->row;
}

static inline const void *const_member(const void *row, const struct field *field) {
    return (const char *)row + field->row;
}

/* Whether the database keeps it, in a column of its name. */
static inline bool stored(const struct field *field) {
    return field->row != NOWHERE;
}

/* Appends the condition that a row has a key, whose parts are parameters from n on; binds them. */
void row_key_sql(GString *sql, const struct table *table, guint n);
void row_key_bind(struct statement *s, const struct table *table, int n, const void *row);

/* What a search looks through, of a table that has such a column. The caller's. */
bool row_searchable(const struct table *table);
char *row_search_text(const struct table *table, const void *row);

#endif
