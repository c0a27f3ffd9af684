/* record_write.c - rows are written here and nowhere else: checked, with the columns that are made
 * of others, and with their history. */
#include "store/history.h"
#include "store/row.h"

#include "base/text.h"

#include <string.h>

/* ---- Columns that are made of others ---- */

char *row_search_text(const struct table *table, const void *row) {
    GString *all = g_string_new(NULL);
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (!(field->view.flags & COACH_FIELD_SEARCH) || !stored(field) ||
            value_absent(field, const_member(row, field)))
            continue;
        g_autofree char *folded = text_fold(*(char *const *)const_member(row, field));
        if (all->len > 0)
            g_string_append_c(all, '\n');
        g_string_append(all, folded);
    }
    return g_string_free(all, FALSE);
}

bool row_searchable(const struct table *table) {
    for (size_t i = 0; i < table->count; i++)
        if ((table->fields[i].view.flags & COACH_FIELD_SEARCH) && stored(&table->fields[i]))
            return true;
    return false;
}

/* A column and what to bind to it, while a row is written. */
struct assignment {
    const char *column;
    const struct field *field; /* NULL: text */
    const void *value;
    char *text; /* owned */
};

static void assignment_clear(void *assignment) {
    g_free(((struct assignment *)assignment)->text);
}

static GArray *assignments_new(void) {
    GArray *list = g_array_new(FALSE, TRUE, sizeof(struct assignment));
    g_array_set_clear_func(list, assignment_clear);
    return list;
}

static void assign(GArray *list, const struct field *field, const void *value) {
    struct assignment one = {.column = field->view.name, .field = field, .value = value};
    g_array_append_val(list, one);
    if (field->key) {
        struct assignment key = {.column = field->key, .text = text_key(*(char *const *)value)};
        g_array_append_val(list, key);
    }
}

static void assign_search(GArray *list, const struct table *table, const void *row) {
    struct assignment one = {.column = "search_text", .text = row_search_text(table, row)};
    g_array_append_val(list, one);
}

static void bind_all(struct statement *s, const GArray *list) {
    for (guint i = 0; i < list->len; i++) {
        const struct assignment *one = &g_array_index(list, struct assignment, i);
        if (one->field)
            value_bind(s, (int)i + 1, one->field, one->value);
        else
            db_bind_text(s, (int)i + 1, one->text);
    }
}

/* ---- Rows in the database ---- */

static coach_status check_required(coach *c, const struct table *table, const void *row) {
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (!stored(field) || (field->view.flags & COACH_FIELD_OPTIONAL) ||
            !value_absent(field, const_member(row, field)))
            continue;
        const char *name = field->view.name;
        g_autofree char *option = g_strdelimit(g_strdup(name), "_", '-');
        fail(&c->failure, COACH_USAGE, name, "%s %s needs a value for %s",
             coach_noun_article(table->noun), coach_noun_name(table->noun), name);
        if (field->view.values) {
            g_autofree char *all = g_strjoinv(", ", (char **)field->view.values);
            return fail_hint(&c->failure, "give --%s, one of %s", option, all);
        }
        return fail_hint(&c->failure, "give --%s", option);
    }
    return COACH_OK;
}

/* Refuses a row with a value that another has where no two may be alike. */
static coach_status check_unique(coach *c, const struct table *table, const struct field *field,
                                 const void *row) {
    const void *value = const_member(row, field);
    bool text = field->view.type != COACH_TYPE_UUID;
    g_autofree char *key =
        text && field->unique == field->key ? text_key(*(char *const *)value) : NULL;
    g_autofree char *sql =
        g_strdup_printf("SELECT id FROM %s WHERE %s = $1 AND id <> $2", table->name, field->unique);
    struct statement *s;
    coach_status status = db_prepare(c->db, sql, &s);
    if (status != COACH_OK)
        return status;
    bool taken = false;
    if (key)
        db_bind_text(s, 1, key);
    else
        value_bind(s, 1, field, value);
    db_bind_id(s, 2, &((const struct base *)row)->id);
    if ((status = db_step(s, &taken)) == COACH_OK && taken) {
        char other[ID_TEXT];
        struct id id = db_id(s, 0);
        id_format(&id, other);
        const char *noun = coach_noun_name(table->noun), *name = field->view.name;
        if (text)
            fail(&c->failure, COACH_CONFLICT, name, "there is a %s with the %s \"%.80s\" already",
                 noun, name, *(char *const *)value);
        else
            fail(&c->failure, COACH_CONFLICT, name, "there is a %s with that %s already", noun,
                 field->view.alias);
        fail_hint(&c->failure, "it is %s", other);
        status = fail_other(&c->failure, &id, "");
    }
    db_finish(s);
    return status;
}

/* before: as the row stood; NULL for a new one. */
static coach_status check_row(coach *c, const struct table *table, const void *before,
                              const void *row) {
    coach_status status = check_required(c, table, row);
    for (size_t i = 0; status == COACH_OK && i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (field->unique &&
            (!before || !value_equal(field, const_member(before, field), const_member(row, field))))
            status = check_unique(c, table, field, row);
    }
    return status == COACH_OK && table->alone ? table->alone(c, row) : status;
}

coach_status record_not_changed(coach *c, const struct table *table) {
    c->db->denied = true;
    fail(&c->failure, COACH_STORAGE, NULL, "this login may see the %s, but not change it",
         coach_noun_name(table->noun));
    return fail_hint(&c->failure, "man coach-server says which role may do what");
}

/* Changes or removes the row of a key. */
static coach_status run(coach *c, const struct table *table, const char *sql, const GArray *list,
                        const void *key) {
    struct statement *s;
    coach_status status = db_prepare(c->db, sql, &s);
    if (status != COACH_OK)
        return status;
    bool changed = false;
    bind_all(s, list);
    row_key_bind(s, table, (int)list->len + 1, key);
    status = db_step(s, &changed);
    db_finish(s);
    labels_forget(c);
    return status == COACH_OK && !changed ? record_not_changed(c, table) : status;
}

/* ---- Making ---- */

static void add_column(GString *columns, GString *values, int *n, const char *name) {
    g_string_append_printf(columns, "%s%s", *n ? ", " : "", name);
    g_string_append_printf(values, "%s$%d", *n ? ", " : "", *n + 1);
    ++*n;
}

/* INSERT with a parameter for each column, in the order of bind_row(). The caller's. */
static char *insert_sql(const struct table *table, const char *into) {
    g_autoptr(GString) columns = g_string_new(NULL);
    g_autoptr(GString) values = g_string_new(NULL);
    int n = 0;
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (!stored(field))
            continue;
        add_column(columns, values, &n, field->view.name);
        if (field->key)
            add_column(columns, values, &n, field->key);
    }
    if (row_searchable(table))
        add_column(columns, values, &n, "search_text");
    return g_strdup_printf("INSERT INTO %s (%s) VALUES (%s)", into, columns->str, values->str);
}

/* made: gets the texts that must stay until the row is written. */
static void bind_row(struct statement *s, const struct table *table, const void *row,
                     GPtrArray *made) {
    int n = 0;
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (!stored(field))
            continue;
        value_bind(s, ++n, field, const_member(row, field));
        if (!field->key)
            continue;
        g_ptr_array_add(made, text_key(*(char *const *)const_member(row, field)));
        db_bind_text(s, ++n, made->pdata[made->len - 1]);
    }
    if (!row_searchable(table))
        return;
    g_ptr_array_add(made, row_search_text(table, row));
    db_bind_text(s, ++n, made->pdata[made->len - 1]);
}

static coach_status insert(coach *c, const struct table *table, const char *sql, const void *row) {
    g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func(g_free);
    struct statement *s;
    coach_status status = db_prepare(c->db, sql, &s);
    if (status != COACH_OK)
        return status;
    bind_row(s, table, row, made);
    status = db_step(s, NULL);
    db_finish(s);
    labels_forget(c); /* what was meant may mean another row now, or two */
    return status;
}

coach_status record_copy(coach *c, const struct table *table, const char *into, const void *row) {
    g_autofree char *sql = insert_sql(table, into);
    return insert(c, table, sql, row);
}

coach_status record_insert_as_is(coach *c, const struct table *table, const void *row) {
    coach_status status = check_row(c, table, NULL, row);
    if (status != COACH_OK)
        return status;
    char **sql = &c->inserts[table->noun]; /* the same for all rows of a table */
    if (!*sql)
        *sql = insert_sql(table, table->name);
    status = insert(c, table, *sql, row);
    if (status == COACH_OK && !table->keys)
        db_added(c->db, table->name, &((const struct base *)row)->id);
    return status == COACH_OK ? history_made(c, table, row) : status;
}

coach_status record_insert(coach *c, const struct table *table, void *row) {
    struct base *base = row;
    base->created_by = c->actor;
    base->created_at = base->updated_at = c->now;
    base->is_active = true;
    return record_insert_as_is(c, table, row);
}

/* ---- Changing ---- */

static bool is_counter(const struct table *table, const struct field *field) {
    return g_strcmp0(field->view.name, table->counter) == 0;
}

/* What differs; *counted: what a counter counts is among it. */
static bool differs(const struct table *table, const void *before, const void *row, bool *counted) {
    bool any = false;
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (!stored(field) || is_counter(table, field) ||
            value_equal(field, const_member(before, field), const_member(row, field)))
            continue;
        any = true;
        *counted |= field->counted;
    }
    return any;
}

static char *update_sql(const struct table *table, const GArray *list) {
    GString *sql = g_string_new(NULL);
    g_string_append_printf(sql, "UPDATE %s SET ", table->name);
    for (guint i = 0; i < list->len; i++)
        g_string_append_printf(sql, "%s%s = $%u", i ? ", " : "",
                               g_array_index(list, struct assignment, i).column, i + 1);
    g_string_append(sql, " WHERE ");
    row_key_sql(sql, table, list->len + 1);
    g_string_append(sql, " RETURNING is_active");
    return g_string_free(sql, FALSE);
}

coach_status record_update_as_is(coach *c, const struct table *table, const void *before,
                                 const void *row) {
    bool search = false;
    coach_status status = check_row(c, table, before, row);
    if (status != COACH_OK)
        return status;
    GArray *list = assignments_new();
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (!stored(field) ||
            value_equal(field, const_member(before, field), const_member(row, field)))
            continue;
        assign(list, field, const_member(row, field));
        search |= (field->view.flags & COACH_FIELD_SEARCH) != 0;
    }
    if (search)
        assign_search(list, table, row);
    if (list->len) {
        g_autofree char *sql = update_sql(table, list);
        status = run(c, table, sql, list, row);
        if (status == COACH_OK)
            status = history_changed(c, table, before, row);
    }
    g_array_unref(list);
    return status;
}

/* The last number stays. */
static void count_up(const struct field *counter, void *row) {
    int64_t *number = member(row, counter);
    *number += *number < counter->view.max;
}

void record_count_up(const struct table *table, const void *before, void *row) {
    const struct field *counter = table->counter ? field_named(table, table->counter) : NULL;
    bool counted = false;
    if (counter && value_equal(counter, const_member(before, counter), member(row, counter)) &&
        differs(table, before, row, &counted) && counted)
        count_up(counter, row);
}

coach_status record_update(coach *c, const struct table *table, const void *before, void *row) {
    struct base *base = row;
    bool counted = false;
    if (!differs(table, before, row, &counted)) {
        labels_forget(c);
        return COACH_OK;
    }
    base->updated_at = c->now;
    if (counted)
        count_up(field_named(table, table->counter), row);
    return record_update_as_is(c, table, before, row);
}

/* The columns that are made of others. */
static GArray *assign_made(const struct table *table, const void *row) {
    GArray *list = assignments_new();
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (!field->key)
            continue;
        struct assignment key = {.column = field->key,
                                 .text = text_key(*(char *const *)const_member(row, field))};
        g_array_append_val(list, key);
    }
    if (row_searchable(table))
        assign_search(list, table, row);
    return list;
}

coach_status record_make_again(coach *c, const struct table *table, const void *row) {
    g_autoptr(GArray) list = assign_made(table, row);
    g_autofree char *sql = update_sql(table, list);
    coach_status status = run(c, table, sql, list, row);
    return status == COACH_OK ? history_changed(c, table, row, row) : status;
}

/* ---- Removing ---- */

static coach_status remove_along(coach *c, const struct table *table, const void *row) {
    struct statement *s;
    coach_status status = db_prepare(c->db, table->along, &s);
    if (status != COACH_OK)
        return status;
    row_key_bind(s, table, 1, row);
    status = db_step(s, NULL);
    db_finish(s);
    return status;
}

coach_status record_remove(coach *c, const struct table *table, const void *row) {
    g_autoptr(GArray) none = assignments_new();
    g_autoptr(GString) sql = g_string_new(NULL);
    coach_status status = table->along ? remove_along(c, table, row) : COACH_OK;
    g_string_append_printf(sql, "DELETE FROM %s WHERE ", table->name);
    row_key_sql(sql, table, 1);
    g_string_append(sql, " RETURNING is_active");
    if (status == COACH_OK)
        status = run(c, table, sql->str, none, row);
    return status == COACH_OK ? history_removed(c, table, row) : status;
}
