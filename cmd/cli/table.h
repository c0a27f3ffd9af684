/* table.h - tables for people, of rows as they come. */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include "cli/render.h"

struct table;

/* A list. c shows the instants. fields are `count` columns, and must live as long as the table.
 * Nothing is printed of a table without rows. The first 1000 rows say how wide the columns are;
 * after them only columns that are not cut grow, where a value needs it. */
struct table *table_new(coach *c, const struct style *style, const coach_field *const *fields,
                        size_t count, struct sink *sink);
void table_add(struct table *table, const coach_cell *row);
void table_end(struct table *table);  /* prints what is left */
void table_free(struct table *table); /* takes NULL */

/* One thing: a line for each field, and more where a text has more. */
void table_one(coach *c, const struct style *style, const coach_field *const *fields, size_t count,
               const coach_cell *row, struct sink *sink);

#endif
