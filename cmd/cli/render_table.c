/* render_table.c - rows for people. */
#include "cli/table.h"
#include <glib.h>

static coach_status render_one(coach *c, coach_cursor *cursor, const struct style *style,
                               const coach_field *const *fields, size_t count, struct sink *sink) {
    const coach_cell *row = NULL;
    coach_status status = coach_cursor_next(cursor, &row);
    if (status == COACH_OK && row != NULL)
        table_one(c, style, fields, count, row, sink);
    return status;
}

static coach_status render_list(coach *c, coach_cursor *cursor, const struct style *style,
                                const coach_field *const *fields, size_t count, struct sink *sink) {
    struct table *table = table_new(c, style, fields, count, sink);
    const coach_cell *row = NULL;
    coach_status status;
    while ((status = coach_cursor_next(cursor, &row)) == COACH_OK && row != NULL)
        table_add(table, row);
    if (status == COACH_OK)
        table_end(table);
    table_free(table);
    return status;
}

coach_status render_table(coach *c, coach_cursor *cursor, const struct style *style, bool single,
                          struct sink *sink) {
    size_t count = 0;
    g_autofree const coach_field **fields = render_fields(cursor, &count);
    return (single ? render_one : render_list)(c, cursor, style, fields, count, sink);
}
