/* history_show.c - the tables as they stood: views in front of them, which have the rows that
 * changed since as they were then, and of all others the tables' own. */
#include "store/history.h"

#include "store/row.h"

#include <string.h>

/* A row that has changed since. */
struct past {
    const struct table *table;
    void *key;
    GArray *members; /* NULL: it was not there */
};

static void past_free(void *data) {
    struct past *past = data;
    record_clear(past->table, past->key);
    g_free(past->key);
    if (past->members)
        g_array_unref(past->members);
    g_free(past);
}

static coach_status past_of(coach *c, GHashTable *rows, const struct history_change *change,
                            struct past **out) {
    char id[ID_TEXT];
    id_format(&change->row_id, id);
    g_autofree char *name = g_strjoin("\n", change->table->name, id, change->part, NULL);
    *out = g_hash_table_lookup(rows, name);
    if (*out)
        return COACH_OK;
    void *key = history_key(change->table, &change->row_id, change->part);
    if (!key)
        return fail(&c->failure, COACH_STORAGE, NULL, "the history names a row that cannot be");
    *out = g_new0(struct past, 1);
    **out = (struct past){change->table, key, NULL};
    g_hash_table_insert(rows, g_steal_pointer(&name), *out);
    return history_members_now(c, change->table, &change->row_id, change->part, &(*out)->members);
}

static coach_status step_all_back(coach *c, GArray *changes, GHashTable *rows) {
    coach_status status = COACH_OK;
    for (guint i = 0; status == COACH_OK && i < changes->len; i++) {
        struct history_change *change = &g_array_index(changes, struct history_change, i);
        struct past *past;
        if ((status = past_of(c, rows, change, &past)) == COACH_OK)
            history_step_back(change, &past->members);
    }
    return status;
}

/* ---- One table ---- */

static void append_keys(GString *sql, const struct table *table, const char *form,
                        const char *between) {
    size_t count = MAX(table->keys, 1);
    for (size_t i = 0; i < count; i++) {
        const char *name = table->keys ? table->fields[i].view.name : "id";
        g_autofree char *one = g_strdup(form);
        g_auto(GStrv) parts = g_strsplit(one, "%", -1);
        g_autofree char *named = g_strjoinv(name, parts);
        g_string_append_printf(sql, "%s%s", i ? between : "", named);
    }
}

/* then_T: rows as they were; touched_T: the keys of all that have changed. */
static coach_status make_tables(coach *c, const struct table *table) {
    const char *name = table->name, *schema = db_dialect(c->db)->schema;
    g_autoptr(GString) sql = g_string_new(NULL);
    g_string_printf(sql, "CREATE TEMP TABLE then_%s AS SELECT * FROM %s.%s WHERE false", name,
                    schema, name);
    coach_status status = db_execute(c->db, sql->str);
    g_string_printf(sql, "CREATE TEMP TABLE touched_%s AS SELECT ", name);
    append_keys(sql, table, "%", ", ");
    g_string_append_printf(sql, " FROM %s.%s WHERE false", schema, name);
    if (status == COACH_OK)
        status = db_execute(c->db, sql->str);
    g_string_printf(sql, "CREATE INDEX touched_%s_key ON touched_%s (", name, name);
    append_keys(sql, table, "%", ", ");
    g_string_append_c(sql, ')');
    return status == COACH_OK ? db_execute(c->db, sql->str) : status;
}

static coach_status make_view(coach *c, const struct table *table) {
    const char *name = table->name;
    g_autoptr(GString) sql = g_string_new(NULL);
    g_string_printf(sql,
                    "CREATE TEMP VIEW %s AS SELECT t.* FROM %s.%s t WHERE NOT EXISTS "
                    "(SELECT 1 FROM touched_%s k WHERE ",
                    name, db_dialect(c->db)->schema, name, name);
    append_keys(sql, table, "k.% = t.%", " AND ");
    g_string_append_printf(sql, ") UNION ALL SELECT * FROM then_%s", name);
    return db_execute(c->db, sql->str);
}

static coach_status touch(coach *c, const struct past *past) {
    g_autoptr(GString) sql = g_string_new(NULL);
    g_string_printf(sql, "INSERT INTO touched_%s VALUES ($1", past->table->name);
    for (size_t i = 1; i < past->table->keys; i++)
        g_string_append_printf(sql, ", $%zu", i + 1);
    g_string_append_c(sql, ')');
    struct statement *s;
    coach_status status = db_prepare(c->db, sql->str, &s);
    if (status != COACH_OK)
        return status;
    row_key_bind(s, past->table, 1, past->key);
    status = db_step(s, NULL);
    db_finish(s);
    return status;
}

static coach_status put(coach *c, struct past *past) {
    g_autofree char *then = g_strconcat("then_", past->table->name, NULL);
    coach_status status = touch(c, past);
    if (status != COACH_OK || !past->members)
        return status;
    status = history_apply(c, past->table, past->members, past->key);
    return status == COACH_OK ? record_copy(c, past->table, then, past->key) : status;
}

/* ---- All ---- */

coach_status history_show(coach *c, int64_t operation) {
    g_autoptr(GArray) changes = history_changes_new();
    g_autoptr(GHashTable) rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, past_free);
    g_autoptr(GHashTable) tables = g_hash_table_new(NULL, NULL);
    GHashTableIter iter;
    void *value;
    coach_status status = history_after(c, operation, changes);
    if (status == COACH_OK)
        status = step_all_back(c, changes, rows);
    for (guint i = 0; status == COACH_OK && i < changes->len; i++) {
        const struct table *table = g_array_index(changes, struct history_change, i).table;
        if (g_hash_table_add(tables, (void *)table))
            status = make_tables(c, table);
    }
    g_hash_table_iter_init(&iter, rows);
    while (status == COACH_OK && g_hash_table_iter_next(&iter, NULL, &value))
        status = put(c, value);
    g_hash_table_iter_init(&iter, tables);
    while (status == COACH_OK && g_hash_table_iter_next(&iter, &value, NULL))
        status = make_view(c, value);
    return status;
}
