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
              .flags = COACH_FIELD_BRIEF, .values = kinds},
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

static void add_difference(GArray *rows, const struct history_change *change,
                           enum history_kind kind, const char *name, const char *field) {
    const struct json_member *before =
        change->before ? json_member_named(change->before, field) : NULL;
    const struct json_member *after =
        change->after ? json_member_named(change->after, field) : NULL;
    if (is_absent(before) ? is_absent(after)
                          : after && g_str_equal(before->value.raw, after->value.raw))
        return;
    cells_number(rows, change->operation);
    cells_text(rows, coach_noun_name(change->table->noun));
    cells_id(rows, &change->row_id);
    cells_text(rows, name);
    cells_text(rows, kinds[kind]);
    cells_text(rows, field);
    cells_text(rows, is_absent(before) ? NULL : before->value.raw);
    cells_text(rows, is_absent(after) ? NULL : after->value.raw);
}

static coach_status add_change(coach *c, struct history_change *change, GArray *rows) {
    const struct table *table = change->table;
    enum history_kind kind = history_kind(change);
    const char *name = NULL;
    coach_status status = table->label ? record_label(c, table, &change->row_id, &name) : COACH_OK;
    if (status == COACH_OK)
        status = complete(c, change);
    for (size_t i = 0; status == COACH_OK && i < table->count; i++)
        if (stored(&table->fields[i]))
            add_difference(rows, change, kind, name && *name ? name : NULL,
                           table->fields[i].view.name);
    return status;
}

static coach_status read_differences(coach *c, const char *operation, GArray *rows) {
    g_autoptr(GArray) changes = history_changes_new();
    int64_t number = c->operation.number;
    coach_status status = operation ? operation_number(c, operation, &number) : COACH_OK;
    struct operation found;
    if (status == COACH_OK && operation && (status = operation_read(c, number, &found)) == COACH_OK)
        record_clear(&operation_table, &found);
    if (status == COACH_OK)
        status = history_of(c, number, changes);
    for (guint i = 0; status == COACH_OK && i < changes->len; i++)
        status = add_change(c, &g_array_index(changes, struct history_change, i), rows);
    return status;
}

coach_status coach_differences(coach *c, const char *operation, const coach_view *view,
                               coach_cursor **out) {
    GArray *rows = cursor_rows();
    struct select select;
    coach_status status = rows_begin(c, &difference_table, view, &select);
    if (status == COACH_OK)
        status = read_differences(c, operation, rows);
    return rows_end(&select, rows, status, out);
}

/* ---- What is held about a person ---- */

/* What a row was when it was made is what it is, but for what is told here. */
static coach_status add_history(coach *c, const struct table *table, const struct id *id,
                                GArray *rows) {
    g_autoptr(GArray) changes = history_changes_new();
    coach_status status = history_since(c, table, id, "", 0, changes);
    for (guint i = changes->len; status == COACH_OK && i-- > 0;) {
        const struct history_change *change = &g_array_index(changes, struct history_change, i);
        for (size_t n = 0; history_kind(change) != HISTORY_MADE && n < table->count; n++)
            if (stored(&table->fields[n]))
                add_difference(rows, change, history_kind(change), NULL,
                               table->fields[n].view.name);
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
            status = add_history(c, table, &g_array_index(ids, struct id, i), rows);
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

static coach_status add_blame(coach *c, const struct json_member *member, int64_t number,
                              GArray *rows) {
    struct operation by = {.number = INTEGER_NONE, .made_at = INTEGER_NONE};
    const char *name = NULL;
    coach_status status = number ? operation_read(c, number, &by) : COACH_OK;
    if (status == COACH_OK && number)
        status = record_label(c, &user_table, &by.actor_id, &name);
    if (status == COACH_OK) {
        cells_text(rows, member->key);
        cells_text(rows, is_absent(member) ? NULL : member->value.raw);
        cells_number(rows, by.number);
        cells_number(rows, by.made_at);
        cells_text(rows, name);
        cells_text(rows, by.command);
    }
    g_free(by.command);
    return status;
}

static coach_status read_blame(coach *c, const struct table *table, const char *which,
                               GArray *rows) {
    struct id id;
    g_autoptr(GArray) since = history_changes_new();
    g_autoptr(GArray) members = NULL;
    coach_status status = record_find(c, table, which, &id);
    if (status == COACH_OK)
        status = history_row_after(c, table, &id, "", G_MAXINT64, &members);
    if (status == COACH_OK)
        status = history_since(c, table, &id, "", 0, since);
    for (guint i = 0; status == COACH_OK && members && i < members->len; i++) {
        const struct json_member *member = &g_array_index(members, struct json_member, i);
        status = add_blame(c, member, set_by(since, member->key), rows);
    }
    return status;
}

coach_status coach_blame(coach *c, coach_noun noun, const char *which, const coach_view *view,
                         coach_cursor **out) {
    GArray *rows = cursor_rows();
    struct select select;
    coach_status status = rows_begin(c, &blame_table, view, &select);
    if (status == COACH_OK)
        status = read_blame(c, table_of(noun), which, rows);
    return rows_end(&select, rows, status, out);
}
