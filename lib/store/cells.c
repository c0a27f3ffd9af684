/* cells.c - rows that stand in memory, cell by cell, for calls whose answer is no SELECT. */
#include "store/query.h"

#include <string.h>

static void cell_clear(void *cell) {
    g_free((char *)((coach_cell *)cell)->text);
}

GArray *cursor_rows(void) {
    GArray *rows = g_array_new(FALSE, TRUE, sizeof(coach_cell));
    g_array_set_clear_func(rows, cell_clear);
    return rows;
}

void cells_text(GArray *rows, const char *text) {
    coach_cell cell = {.null = !text, .text = g_strdup(text), .length = text ? strlen(text) : 0};
    g_array_append_val(rows, cell);
}

void cells_number(GArray *rows, int64_t number) {
    coach_cell cell = {.null = number == INTEGER_NONE, .integer = number};
    g_array_append_val(rows, cell);
}

void cells_boolean(GArray *rows, bool value) {
    coach_cell cell = {.boolean = value};
    g_array_append_val(rows, cell);
}

void cells_id(GArray *rows, const struct id *id) {
    char text[ID_TEXT];
    id_format(id, text);
    cells_text(rows, id_is_nil(id) ? NULL : text);
    g_array_index(rows, coach_cell, rows->len - 1).unique = ID_TEXT - 1;
}

coach_status rows_begin(coach *c, const struct table *table, const coach_view *view,
                        struct select *select) {
    failure_clear(&c->failure);
    select_init(select, c, table);
    return select_columns(select, view);
}

coach_status rows_end(struct select *select, GArray *rows, coach_status status,
                      coach_cursor **out) {
    coach_cursor *cursor = cursor_of(select, rows);
    if (status == COACH_OK)
        *out = cursor;
    else
        coach_cursor_close(cursor);
    return status;
}
