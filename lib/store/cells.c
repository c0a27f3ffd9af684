/* cells.c - rows that stand in memory, cell by cell, for calls whose answer is no SELECT. */
#include "store/query.h"
#include "store/value_json.h"

#include <string.h>

static void cell_clear(void *data) {
    coach_cell *cell = data;
    g_free((char *)cell->text);
    if (cell->value)
        g_free((char *)cell->value->text);
    g_free((coach_cell *)cell->value);
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

coach_status cells_row_id(coach *c, GArray *rows, const struct table *table, const struct id *id,
                          const coach_view *view) {
    cells_id(rows, id);
    return view && view->short_ids
               ? id_unique(c, table, id, &g_array_index(rows, coach_cell, rows->len - 1).unique)
               : COACH_OK;
}

/* ---- Values of fields ---- */

/* What people call the row that is referred to; where it is not there, or has no name, its id. */
static coach_status name_row(coach *c, const struct table *table, const struct field *field,
                             const struct id *id, const coach_view *view, coach_cell *cell) {
    const struct table *target = table_of(field->view.target);
    const char *name = NULL;
    char text[ID_TEXT];
    coach_status status = target && target->label ? record_label(c, target, id, &name) : COACH_OK;
    bool named = name && *name;
    if (status == COACH_OK && !named && view->short_ids)
        status = id_unique(c, target ? target : table, id, &cell->unique);
    id_format(id, text);
    cell->text = g_strdup(named ? name : text);
    cell->length = strlen(cell->text);
    return status;
}

static coach_status fill_cell(coach *c, const struct table *table, const struct field *field,
                              union value *value, const coach_view *view, coach_cell *cell) {
    switch (field->view.type) {
    case COACH_TYPE_UUID:
        return name_row(c, table, field, &value->id, view, cell);
    case COACH_TYPE_BOOLEAN:
        cell->boolean = value->boolean;
        break;
    case COACH_TYPE_INTEGER:
    case COACH_TYPE_INSTANT:
        cell->integer = value->integer;
        break;
    case COACH_TYPE_ENUM:
        cell->text = g_strdup(field->view.values[value->enumerator]);
        break;
    default:
        cell->text = g_steal_pointer(&value->text);
    }
    cell->length = cell->text ? strlen(cell->text) : 0;
    return COACH_OK;
}

coach_status cells_value(coach *c, GArray *rows, const struct table *table,
                         const struct field *field, const struct json_value *json,
                         const coach_view *view) {
    bool null = !json || json->kind == JSON_NULL;
    union value value;
    cells_text(rows, null ? NULL : json->raw);
    value_none(field, &value);
    if (!view || !view->people)
        return COACH_OK;
    if (!null && value_from_json(c, field, json, &value) != COACH_OK) {
        failure_clear(&c->failure); /* what a damaged history holds is shown as it is */
        return COACH_OK;
    }
    coach_cell *cell = &g_array_index(rows, coach_cell, rows->len - 1);
    coach_cell *shown = g_new0(coach_cell, 1);
    cell->of = &field->view;
    cell->value = shown;
    shown->null = null;
    coach_status status = null ? COACH_OK : fill_cell(c, table, field, &value, view, shown);
    value_clear(field, &value);
    return status;
}

/* ---- The whole ---- */

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
