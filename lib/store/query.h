/* query.h - from what a user wants to see to one SELECT with its parameters. */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#include "base/json_members.h"
#include "store/value.h"

/* A parameter of a SELECT: a value of a field's type, or with field NULL an integer or, where text
 * is set, a text. */
struct parameter {
    const struct field *field;
    union value value;
    char *text;
};

struct select {
    coach *c;
    const struct table *table;
    const struct field **columns; /* NULL-terminated */
    size_t column_count;
    GString *where;
    GArray *parameters; /* struct parameter */
    GArray *ids;        /* struct id: the rows to give one after the other, or NULL: parameter 1 */
    guint now;          /* the number of the parameter that is the clock's time; 0: none yet */
    char *needle;       /* only rows whose table's `searched` text holds it, folded; NULL: all */
    char *which;        /* the one row that must be there, as a user named it; NULL: any number */
};

void select_init(struct select *select, coach *c, const struct table *table);
void select_clear(struct select *select);

void select_parameter(struct select *select, struct parameter parameter); /* appends it */
void select_integer(struct select *select,
                    int64_t value); /* appends a parameter; conditions use it as $n */
void select_id(struct select *select, const struct id *id);
void select_instant(struct select *select, const struct field *field, int64_t value);
void select_date(struct select *select, const struct field *field, const char *date);

/* Takes over columns, filters, span and search of a query. */
coach_status select_columns(struct select *select, const coach_view *view);
coach_status select_filter(struct select *select, const coach_query *query);

/* Adds a condition; every $? in it is the parameter appended last. */
void select_where(struct select *select, const char *condition);

/* A field as SQL. The caller's. */
char *select_expression(struct select *select, const struct field *field);

/* Appends text with every $? written as a number. */
void sql_append_numbered(GString *out, const char *text, guint number);

/* The SQL; query may be NULL. *sql is the caller's. After the columns come, in their order, those
 * that stand beside computed ones and, where neighbours is set, two more for each column of ids:
 * the ids before and after it in its table. */
coach_status select_sql(struct select *select, const coach_query *query, bool neighbours,
                        char **sql);

/* How many characters of an id name a row of the table alone: at least 8. */
coach_status id_unique(coach *c, const struct table *table, const struct id *id, unsigned *unique);

/* The table whose ids a column holds. */
const struct table *select_target(const struct select *select, const struct field *field);
void select_bind(const struct select *select, struct statement *s);

/* Opens a cursor on it; takes over what select holds, also where it fails. */
coach_status cursor_open(struct select *select, const coach_query *query, bool short_ids,
                         coach_cursor **out);

/* The same on rows that stand in memory, each of one cell for every field of the table. Takes over
 * what select holds, and rows: an array of coach_cell from cursor_rows(), whose texts are its own.
 */
GArray *cursor_rows(void);
coach_cursor *cursor_of(struct select *select, GArray *rows);

/* Appends a cell to such rows; NULL, INTEGER_NONE and the nil id are absent values. */
void cells_text(GArray *rows, const char *text);
void cells_number(GArray *rows, int64_t number);
void cells_boolean(GArray *rows, bool value);
void cells_id(GArray *rows, const struct id *id);

/* The id of a row of a table, as the view wants it. */
coach_status cells_row_id(coach *c, GArray *rows, const struct table *table, const struct id *id,
                          const coach_view *view);

/* The value of a table's field as it is kept, in JSON; NULL: absent. For people, as they see the
 * field too. */
coach_status cells_value(coach *c, GArray *rows, const struct table *table,
                         const struct field *field, const struct json_value *json,
                         const coach_view *view);

/* A call that answers with such rows takes over the columns that the view names before it does
 * anything, and ends with what came of it (status): a cursor, or neither cursor nor rows. */
coach_status rows_begin(coach *c, const struct table *table, const coach_view *view,
                        struct select *select);
coach_status rows_end(struct select *select, GArray *rows, coach_status status, coach_cursor **out);

#endif
