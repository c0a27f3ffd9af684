/* history_past.c - the history read back: what operations have changed, and what rows were. */
#include "store/history.h"

#include "base/json.h"
#include "store/row.h"
#include "store/value_json.h"

#include <string.h>

/* ---- Changes ---- */

static void change_clear(void *data) {
    struct history_change *change = data;
    g_free(change->part);
    g_clear_pointer(&change->before, g_array_unref);
    g_clear_pointer(&change->after, g_array_unref);
}

GArray *history_changes_new(void) {
    GArray *changes = g_array_new(FALSE, TRUE, sizeof(struct history_change));
    g_array_set_clear_func(changes, change_clear);
    return changes;
}

enum history_kind history_kind(const struct history_change *change) {
    return !change->before ? HISTORY_MADE : change->after ? HISTORY_CHANGED : HISTORY_REMOVED;
}

static coach_status broken(coach *c) {
    return fail(&c->failure, COACH_STORAGE, NULL,
                "the history holds something that this coach does not know");
}

static coach_status members_at(coach *c, struct statement *s, int n, GArray **members) {
    const char *text = db_text(s, n, NULL);
    struct failure ignored = {0};
    if (!text || json_read_object(text, "history", members, &ignored) == COACH_OK)
        return COACH_OK;
    failure_clear(&ignored);
    return broken(c);
}

#define CHANGES                                                                                    \
    "SELECT operation, position, table_name, row_id, row_part, before, after FROM operation_change "

static coach_status take(coach *c, struct statement *s, GArray *changes) {
    g_array_set_size(changes, changes->len + 1);
    struct history_change *change =
        &g_array_index(changes, struct history_change, changes->len - 1);
    change->operation = db_integer(s, 0);
    change->position = db_integer(s, 1);
    change->table = table_called(db_text(s, 2, NULL));
    change->row_id = db_id(s, 3);
    change->part = g_strdup(db_text(s, 4, NULL));
    coach_status status = change->table ? COACH_OK : broken(c);
    if (status == COACH_OK)
        status = members_at(c, s, 5, &change->before);
    return status == COACH_OK ? members_at(c, s, 6, &change->after) : status;
}

static coach_status take_all(coach *c, struct statement *s, GArray *changes) {
    coach_status status;
    bool row;
    while ((status = db_step(s, &row)) == COACH_OK && row &&
           (status = take(c, s, changes)) == COACH_OK)
        ;
    db_finish(s);
    return status;
}

coach_status history_of(coach *c, int64_t operation, GArray *changes) {
    return history_from(c, operation, 0, changes);
}

coach_status history_from(coach *c, int64_t operation, int64_t position, GArray *changes) {
    struct statement *s;
    coach_status status =
        db_prepare(c->db, CHANGES "WHERE operation = $1 AND position > $2 ORDER BY position", &s);
    if (status != COACH_OK)
        return status;
    db_bind_integer(s, 1, operation);
    db_bind_integer(s, 2, position);
    return take_all(c, s, changes);
}

coach_status history_after(coach *c, int64_t operation, GArray *changes) {
    struct statement *s;
    coach_status status = db_prepare(
        c->db, CHANGES "WHERE operation > $1 ORDER BY operation DESC, position DESC", &s);
    if (status != COACH_OK)
        return status;
    db_bind_integer(s, 1, operation);
    return take_all(c, s, changes);
}

coach_status history_where(coach *c, const char *condition, GArray *changes) {
    struct statement *s;
    g_autofree char *sql =
        g_strconcat(CHANGES, condition, " ORDER BY operation DESC, position DESC", NULL);
    coach_status status = db_prepare(c->db, sql, &s);
    return status == COACH_OK ? take_all(c, s, changes) : status;
}

coach_status history_since(coach *c, const struct table *table, const struct id *row_id,
                           const char *part, int64_t operation, GArray *changes) {
    struct statement *s;
    coach_status status = db_prepare(c->db,
                                     CHANGES "WHERE row_id = $1 AND operation > $2 AND "
                                             "table_name = $3 AND row_part = $4 "
                                             "ORDER BY operation DESC, position DESC",
                                     &s);
    if (status != COACH_OK)
        return status;
    db_bind_id(s, 1, row_id);
    db_bind_integer(s, 2, operation);
    db_bind_text(s, 3, table->name);
    db_bind_text(s, 4, part);
    return take_all(c, s, changes);
}

/* ---- Rows ---- */

void *history_key(const struct table *table, const struct id *row_id, const char *part) {
    void *row = g_malloc0(table->row_size);
    record_init(table, row);
    if (!table->keys) {
        ((struct base *)row)->id = *row_id;
        return row;
    }
    g_auto(GStrv) parts = g_strsplit(part, "\n", (gint)table->keys - 1);
    bool good = g_strv_length(parts) == table->keys - 1;
    *(struct id *)member(row, &table->fields[0]) = *row_id;
    for (size_t i = 1; good && i < table->keys; i++) {
        void *value = member(row, &table->fields[i]);
        if (table->fields[i].view.type == COACH_TYPE_UUID)
            good = id_parse(parts[i - 1], value);
        else
            *(char **)value = g_strdup(parts[i - 1]);
    }
    if (good)
        return row;
    record_clear(table, row);
    g_free(row);
    return NULL;
}

coach_status history_apply(coach *c, const struct table *table, const GArray *members, void *row) {
    coach_status status = COACH_OK;
    for (guint i = 0; status == COACH_OK && i < members->len; i++) {
        const struct json_member *one = &g_array_index(members, struct json_member, i);
        const struct field *field = field_named(table, one->key);
        status = field && stored(field) ? value_from_json(c, field, &one->value, member(row, field))
                                        : broken(c);
    }
    return status;
}

/* What a damaged database holds as JSON need be none: it is not looked into. */
static struct json_value value_of(const struct field *field, const void *value) {
    g_autoptr(GString) raw = g_string_new(NULL);
    value_json(raw, field, value);
    if (field->view.type == COACH_TYPE_JSON && !value_absent(field, value))
        return (struct json_value){JSON_NESTED, g_strdup(raw->str), g_strdup(raw->str)};
    return json_value_of(raw->str);
}

GArray *history_members(const struct table *table, const void *row) {
    GArray *members = json_members_new();
    for (size_t i = 0; i < table->count; i++)
        if (stored(&table->fields[i])) {
            const struct field *field = &table->fields[i];
            struct json_member member = {g_strdup(field->view.name),
                                         value_of(field, const_member(row, field))};
            g_array_append_val(members, member);
        }
    return members;
}

/* What other members say instead. */
static void overlay(GArray *members, const GArray *others) {
    for (guint i = 0; i < others->len; i++) {
        const struct json_member *other = &g_array_index(others, struct json_member, i);
        struct json_member *one = json_member_named(members, other->key);
        if (!one)
            continue;
        g_free(one->value.text);
        g_free(one->value.raw);
        one->value = (struct json_value){other->value.kind, g_strdup(other->value.text),
                                         g_strdup(other->value.raw)};
    }
}

void history_step_back(struct history_change *change, GArray **members) {
    enum history_kind kind = history_kind(change);
    if (kind == HISTORY_CHANGED && *members) {
        overlay(*members, change->before);
        return;
    }
    g_clear_pointer(members, g_array_unref);
    if (kind == HISTORY_REMOVED)
        *members = g_steal_pointer(&change->before);
}

coach_status history_members_now(coach *c, const struct table *table, const struct id *row_id,
                                 const char *part, GArray **members) {
    void *key = history_key(table, row_id, part), *row = g_malloc0(table->row_size);
    bool found = false;
    coach_status status = key ? record_load_same(c, table, key, row, &found) : broken(c);
    *members = status == COACH_OK && found ? history_members(table, row) : NULL;
    if (found)
        record_clear(table, row);
    if (key)
        record_clear(table, key);
    g_free(key);
    g_free(row);
    return status;
}

/* From what a row is over its changes after an operation, back to one of them or, with NULL, all.
 */
static coach_status walk_back(coach *c, const struct table *table, const struct id *row_id,
                              const char *part, int64_t operation,
                              const struct history_change *last, GArray **members) {
    g_autoptr(GArray) since = history_changes_new();
    GArray *are = NULL;
    coach_status status = history_members_now(c, table, row_id, part, &are);
    if (status == COACH_OK)
        status = history_since(c, table, row_id, part, operation, since);
    for (guint i = 0; status == COACH_OK && i < since->len; i++) {
        struct history_change *change = &g_array_index(since, struct history_change, i);
        if (last && change->operation == last->operation && change->position < last->position)
            break;
        history_step_back(change, &are);
    }
    if (status == COACH_OK)
        *members = g_steal_pointer(&are);
    if (are)
        g_array_unref(are);
    return status;
}

coach_status history_row_after(coach *c, const struct table *table, const struct id *row_id,
                               const char *part, int64_t operation, GArray **members) {
    return walk_back(c, table, row_id, part, operation, NULL, members);
}

coach_status history_row_before(coach *c, const struct history_change *change, GArray **members) {
    return walk_back(c, change->table, &change->row_id, change->part, change->operation - 1, change,
                     members);
}
