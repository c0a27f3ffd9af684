/* difference.c - what an operation did to rows, field by field, and who set the fields of a row. */
#include "domain/operation.h"
#include "domain/person.h"
#include "store/query.h"
#include "store/row.h"

#include <string.h>

static const char *const kinds[] = {"MADE", "CHANGED", "REMOVED", NULL};

#define TEXT(name_, doc_, ...)                                                                     \
    { .view = {name_, .doc = doc_, .type = COACH_TYPE_LINE, __VA_ARGS__}, DERIVED }

static const struct field difference_fields[] = {
    {.view = {"operation", .doc = "The number of the operation", .type = COACH_TYPE_INTEGER},
     DERIVED},
    TEXT("noun", "What kind of row it is", .flags = COACH_FIELD_BRIEF),
    {.view = {"id", .doc = "The id of the row; of a link, that of the trainer or session",
              .type = COACH_TYPE_UUID, .flags = COACH_FIELD_BRIEF},
     DERIVED},
    TEXT("name", "What people call the row, where it is there", .flags = COACH_FIELD_OPTIONAL),
    {.view = {"change", .doc = "What was done to the row", .type = COACH_TYPE_ENUM,
              .values = kinds},
     DERIVED},
    TEXT("field", "The field", .flags = COACH_FIELD_BRIEF),
    {.view = {"before", .doc = "What it was", .type = COACH_TYPE_JSON,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF},
     DERIVED},
    {.view = {"after", .doc = "What it became", .type = COACH_TYPE_JSON,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF},
     DERIVED},
};

const struct table difference_table = {
    .noun = COACH_DIFFERENCE,
    .name = "operation_change",
    .fields = difference_fields,
    .count = G_N_ELEMENTS(difference_fields),
};

static const struct field blame_fields[] = {
    TEXT("field", "The field", .flags = COACH_FIELD_BRIEF),
    {.view = {"value", .doc = "What it is", .type = COACH_TYPE_JSON,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF},
     DERIVED},
    {.view = {"operation", .doc = "The operation that set it last", .type = COACH_TYPE_INTEGER,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF},
     DERIVED},
    {.view = {"made_at", .doc = "When that was", .type = COACH_TYPE_INSTANT,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF},
     DERIVED},
    TEXT("actor", "Name of who did it", .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF),
    TEXT("command", "The command line", .flags = COACH_FIELD_OPTIONAL),
};

const struct table blame_table = {
    .noun = COACH_BLAME,
    .name = "operation_change",
    .fields = blame_fields,
    .count = G_N_ELEMENTS(blame_fields),
};

static bool is_absent(const struct json_member *member) {
    return !member || member->value.kind == JSON_NULL;
}

/* ---- Differences ---- */

/* Of a row that was made, its fields as they were right then. */
static coach_status complete(coach *c, struct history_change *change) {
    return history_kind(change) == HISTORY_MADE
               ? history_row_after(c, change->table, &change->row_id, change->part,
                                   change->operation, &change->after)
               : COACH_OK;
}

struct showing {
    coach *c;
    GArray *rows;
    const coach_view *view;
};

static const struct json_value *value_in(const GArray *members, const struct field *field) {
    const struct json_member *member =
        members ? json_member_named(members, field->view.name) : NULL;
    return is_absent(member) ? NULL : &member->value;
}

/* Of a link the id is that of the first row that it is about. */
static const struct table *table_of_id(const struct table *table) {
    return table->keys ? table_of(table->fields[0].view.target) : table;
}

static coach_status add_difference(const struct showing *s, const struct history_change *change,
                                   enum history_kind kind, const char *name,
                                   const struct field *field) {
    const struct json_value *before = value_in(change->before, field);
    const struct json_value *after = value_in(change->after, field);
    if (before && after ? g_str_equal(before->raw, after->raw) : before == after)
        return COACH_OK;
    cells_number(s->rows, change->operation);
    cells_text(s->rows, coach_noun_name(change->table->noun));
    coach_status status =
        cells_row_id(s->c, s->rows, table_of_id(change->table), &change->row_id, s->view);
    cells_text(s->rows, name);
    cells_text(s->rows, kinds[kind]);
    cells_text(s->rows, field->view.name);
    if (status == COACH_OK)
        status = cells_value(s->c, s->rows, change->table, field, before, s->view);
    return status == COACH_OK ? cells_value(s->c, s->rows, change->table, field, after, s->view)
                              : status;
}

static coach_status add_differences(const struct showing *s, const struct history_change *change,
                                    enum history_kind kind, const char *name) {
    const struct table *table = change->table;
    coach_status status = COACH_OK;
    for (size_t i = 0; status == COACH_OK && i < table->count; i++)
        if (stored(&table->fields[i]))
            status = add_difference(s, change, kind, name, &table->fields[i]);
    return status;
}

static coach_status add_change(const struct showing *s, struct history_change *change) {
    const struct table *table = change->table;
    enum history_kind kind = history_kind(change);
    const char *name = NULL;
    coach_status status =
        table->label ? record_label(s->c, table, &change->row_id, &name) : COACH_OK;
    if (status == COACH_OK)
        status = complete(s->c, change);
    return status == COACH_OK ? add_differences(s, change, kind, name && *name ? name : NULL)
                              : status;
}

static coach_status read_differences(coach *c, const char *operation, const struct showing *s) {
    g_autoptr(GArray) changes = history_changes_new();
    int64_t number = c->operation.number;
    coach_status status = operation ? operation_number(c, operation, &number) : COACH_OK;
    struct operation found;
    if (status == COACH_OK && operation && (status = operation_read(c, number, &found)) == COACH_OK)
        record_clear(&operation_table, &found);
    if (status == COACH_OK)
        status = history_of(c, number, changes);
    for (guint i = 0; status == COACH_OK && i < changes->len; i++)
        status = add_change(s, &g_array_index(changes, struct history_change, i));
    return status;
}

coach_status coach_differences(coach *c, const char *operation, const coach_view *view,
                               coach_cursor **out) {
    GArray *rows = cursor_rows();
    struct select select;
    coach_status status = rows_begin(c, &difference_table, view, &select);
    if (status == COACH_OK)
        status = read_differences(c, operation, &(struct showing){c, rows, view});
    return rows_end(&select, rows, status, out);
}

/* ---- What is held about a person ---- */

/* What a row was when it was made is what it is, but for what is told here. */
static coach_status add_history(const struct showing *s, const struct table *table,
                                const struct id *id) {
    g_autoptr(GArray) changes = history_changes_new();
    coach_status status = history_since(s->c, table, id, "", 0, changes);
    for (guint i = changes->len; status == COACH_OK && i-- > 0;) {
        const struct history_change *change = &g_array_index(changes, struct history_change, i);
        if (history_kind(change) != HISTORY_MADE)
            status = add_differences(s, change, history_kind(change), NULL);
    }
    return status;
}

coach_status person_differences(coach *c, const struct person *person, coach_cursor **out) {
    GArray *rows = cursor_rows();
    struct select select;
    coach_status status = rows_begin(c, &difference_table, NULL, &select);
    for (int noun = 0; status == COACH_OK && noun < COACH_NOUN_COUNT; noun++) {
        const struct table *table = table_of((coach_noun)noun);
        if (!person->rows[noun] || table->keys)
            continue;
        g_autoptr(GArray) ids = person_ids(person->rows[noun]);
        for (guint i = 0; status == COACH_OK && i < ids->len; i++)
            status = add_history(&(struct showing){c, rows, NULL}, table,
                                 &g_array_index(ids, struct id, i));
    }
    return rows_end(&select, rows, status, out);
}

/* ---- Blame ---- */

/* The operation that set a field last; 0: none that is known. */
static int64_t set_by(const GArray *since, const char *field) {
    for (guint i = 0; i < since->len; i++) {
        const struct history_change *change = &g_array_index(since, struct history_change, i);
        if (history_kind(change) != HISTORY_CHANGED || json_member_named(change->after, field))
            return change->operation;
    }
    return 0;
}

static coach_status add_blame(const struct showing *s, const struct table *table,
                              const struct field *field, const GArray *members, int64_t number) {
    struct operation by = {.number = INTEGER_NONE, .made_at = INTEGER_NONE};
    const char *name = NULL;
    coach_status status = number ? operation_read(s->c, number, &by) : COACH_OK;
    if (status == COACH_OK && number)
        status = record_label(s->c, &user_table, &by.actor_id, &name);
    cells_text(s->rows, field->view.name);
    if (status == COACH_OK)
        status = cells_value(s->c, s->rows, table, field, value_in(members, field), s->view);
    cells_number(s->rows, by.number);
    cells_number(s->rows, by.made_at);
    cells_text(s->rows, name);
    cells_text(s->rows, by.command);
    g_free(by.command);
    return status;
}

static coach_status read_blame(const struct showing *s, const struct table *table,
                               const char *which) {
    coach *c = s->c;
    struct id id;
    g_autoptr(GArray) since = history_changes_new();
    g_autoptr(GArray) members = NULL;
    coach_status status = record_find(c, table, which, &id);
    if (status == COACH_OK)
        status = history_row_after(c, table, &id, "", G_MAXINT64, &members);
    if (status == COACH_OK)
        status = history_since(c, table, &id, "", 0, since);
    for (size_t i = 0; status == COACH_OK && members && i < table->count; i++)
        if (stored(&table->fields[i]))
            status = add_blame(s, table, &table->fields[i], members,
                               set_by(since, table->fields[i].view.name));
    return status;
}

coach_status coach_blame(coach *c, coach_noun noun, const char *which, const coach_view *view,
                         coach_cursor **out) {
    GArray *rows = cursor_rows();
    struct select select;
    coach_status status = rows_begin(c, &blame_table, view, &select);
    if (status == COACH_OK)
        status = read_blame(&(struct showing){c, rows, view}, table_of(noun), which);
    return rows_end(&select, rows, status, out);
}
