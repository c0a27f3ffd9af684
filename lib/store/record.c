/* record.c - rows of a table described by its fields, in memory: made, changed by requests, loaded.
 */
#include "store/row.h"

#include <string.h>

const char COACH_CLEAR[] = "";

/* ---- Rows in memory ---- */

void record_init(const struct table *table, void *row) {
    memset(row, 0, table->row_size);
    for (size_t i = 0; i < table->count; i++)
        if (stored(&table->fields[i]))
            value_none(&table->fields[i], member(row, &table->fields[i]));
}

static const char *asked(const struct field *field, const void *request) {
    return field->request == NOWHERE
               ? NULL
               : *(const char *const *)((const char *)request + field->request);
}

static coach_status check_target(coach *c, const struct field *field, const struct id *id) {
    g_autofree char *what = g_strconcat("the ", coach_noun_name(field->view.target), NULL);
    return id_is_nil(id) ? COACH_OK : check_active(c, table_of(field->view.target), id, what);
}

coach_status record_apply(coach *c, const struct table *table, const void *request, bool fresh,
                          void *row, size_t *given) {
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        const char *text = asked(field, request);
        if (text && given)
            ++*given;
        if (!text && fresh && stored(field))
            text = field->view.initial;
        if (!text)
            continue;
        coach_status status = field_read(c, field, text, member(row, field));
        if (status == COACH_OK && field->active && asked(field, request))
            status = check_target(c, field, member(row, field));
        if (status != COACH_OK)
            return status;
    }
    return COACH_OK;
}

void record_clear(const struct table *table, void *row) {
    for (size_t i = 0; i < table->count; i++)
        if (stored(&table->fields[i]))
            value_clear(&table->fields[i], member(row, &table->fields[i]));
}

/* ---- Loading ---- */

void row_key_sql(GString *sql, const struct table *table, guint n) {
    if (!table->keys)
        g_string_append_printf(sql, "id = $%u", n);
    for (guint i = 0; i < table->keys; i++)
        g_string_append_printf(sql, "%s%s = $%u", i ? " AND " : "", table->fields[i].view.name,
                               n + i);
}

void row_key_bind(struct statement *s, const struct table *table, int n, const void *row) {
    if (!table->keys)
        db_bind_id(s, n, &((const struct base *)row)->id);
    for (size_t i = 0; i < table->keys; i++)
        value_bind(s, n + (int)i, &table->fields[i], const_member(row, &table->fields[i]));
}

/* SQL for the stored fields of rows, in their order. The caller's. */
static char *load_sql(coach *c, const struct table *table, const char *which) {
    GString *sql = g_string_new("SELECT ");
    for (size_t i = 0, n = 0; i < table->count; i++)
        if (stored(&table->fields[i])) {
            const char *name = table->fields[i].view.name;
            bool hidden = db_hides(c->db, table->name, name);
            g_string_append_printf(sql, "%s%s", n++ ? ", " : "", hidden ? "NULL" : name);
        }
    g_string_append_printf(sql, " FROM %s WHERE ", table->name);
    if (which)
        g_string_append(sql, which);
    else
        row_key_sql(sql, table, 1);
    return g_string_free(sql, FALSE);
}

/* which: NULL: by the key */
static coach_status prepare_load(coach *c, const struct table *table, const char *which,
                                 struct statement **s) {
    g_autofree char *sql = which ? load_sql(c, table, which) : NULL;
    if (!which && !c->loads[table->noun])
        c->loads[table->noun] = load_sql(c, table, NULL);
    return db_prepare(c->db, sql ? sql : c->loads[table->noun], s);
}

/* Takes over the row that the statement stands at. */
static coach_status take_row(coach *c, const struct table *table, struct statement *s, void *row) {
    coach_status status = COACH_OK;
    int n = 0;
    memset(row, 0, table->row_size);
    for (size_t i = 0; status == COACH_OK && i < table->count; i++)
        if (stored(&table->fields[i]))
            status = value_load(c, s, n++, &table->fields[i], member(row, &table->fields[i]));
    if (status != COACH_OK)
        record_clear(table, row);
    return status;
}

coach_status record_load_same(coach *c, const struct table *table, const void *key, void *row,
                              bool *found) {
    struct statement *s;
    coach_status status = prepare_load(c, table, NULL, &s);
    if (status != COACH_OK)
        return status;
    *found = false;
    row_key_bind(s, table, 1, key);
    status = db_step(s, found);
    if (status == COACH_OK && *found)
        status = take_row(c, table, s, row);
    db_finish(s);
    return status;
}

coach_status record_load(coach *c, const struct table *table, const struct id *id, void *row) {
    bool found = false;
    coach_status status = record_load_same(c, table, &(struct base){.id = *id}, row, &found);
    if (status == COACH_OK && !found)
        fail(&c->failure, COACH_NOT_FOUND, NULL, "the %s is gone", coach_noun_name(table->noun));
    return status == COACH_OK && !found ? COACH_NOT_FOUND : status;
}

coach_status record_load_all(coach *c, const struct table *table, const char *which,
                             const struct id *id, GArray *rows) {
    struct statement *s;
    coach_status status = prepare_load(c, table, which, &s);
    if (status != COACH_OK)
        return status;
    bool found;
    db_bind_id(s, 1, id);
    while (status == COACH_OK && (status = db_step(s, &found)) == COACH_OK && found) {
        g_array_set_size(rows, rows->len + 1);
        status = take_row(c, table, s, rows->data + (rows->len - 1) * table->row_size);
    }
    db_finish(s);
    return status;
}
