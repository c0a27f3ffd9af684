/* changes.c - the rows that a transaction has written, for programs that are asked about them. */
#include "domain/operation.h"
#include "store/value_json.h"

#include <stdlib.h>
#include <string.h>

static void append_row(GString *out, const GArray *members) {
    if (!members) {
        g_string_append(out, "null");
        return;
    }
    g_string_append_c(out, '{');
    for (guint i = 0; i < members->len; i++) {
        const struct json_member *one = &g_array_index(members, struct json_member, i);
        if (i)
            g_string_append_c(out, ',');
        json_append(out, one->key);
        g_string_append_printf(out, ":%s", one->value.raw);
    }
    g_string_append_c(out, '}');
}

static coach_status append_change(coach *c, const struct history_change *change, GString *out) {
    g_autoptr(GArray) before = NULL, after = NULL;
    const struct table *table = change->table;
    coach_status status = history_row_before(c, change, &before);
    if (status == COACH_OK)
        status = history_members_now(c, table, &change->row_id, change->part, &after);
    if (status != COACH_OK)
        return status;
    g_string_append(out, "{\"noun\":");
    json_append(out, coach_noun_name(table->noun));
    g_string_append(out, ",\"before\":");
    append_row(out, before);
    g_string_append(out, ",\"after\":");
    append_row(out, after);
    g_string_append(out, "}\n");
    return COACH_OK;
}

static bool is_first_of_row(const GArray *changes, guint n, GHashTable *seen) {
    const struct history_change *change = &g_array_index(changes, struct history_change, n);
    char id[ID_TEXT];
    id_format(&change->row_id, id);
    return g_hash_table_add(seen, g_strjoin("\n", change->table->name, id, change->part, NULL));
}

coach_status coach_written(coach *c, int64_t from, int64_t *operation, char **lines) {
    g_autoptr(GArray) changes = history_changes_new();
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GString) out = g_string_new(NULL);
    coach_status status = history_from(c, c->operation.number, from, changes);
    for (guint i = 0; status == COACH_OK && i < changes->len; i++)
        if (is_first_of_row(changes, i, seen))
            status = append_change(c, &g_array_index(changes, struct history_change, i), out);
    if (status != COACH_OK)
        return status;
    *operation = c->operation.number;
    *lines = strdup(out->str);
    return *lines ? COACH_OK : fail(&c->failure, COACH_STORAGE, NULL, "out of memory");
}

int64_t coach_written_count(const coach *c) {
    return c->operation.changes;
}
