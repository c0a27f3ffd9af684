/* record.c - rows of a table described by its fields: made, changed, loaded, written. */
#include "store/record.h"

#include "base/text.h"
#include "store/value.h"

#include <string.h>

const char COACH_CLEAR[] = "";

/* ---- Fields ---- */

static void *member(void *row, const struct field *field) {
    return (char *)row + field->row;
}

static const void *const_member(const void *row, const struct field *field) {
    return (const char *)row + field->row;
}

static bool stored(const struct field *field) {
    return field->row != NOWHERE;
}

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

/* ---- Columns that are made of others ---- */

static char *search_text(const struct table *table, const void *row) {
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

static bool searchable(const struct table *table) {
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
    struct assignment one = {.column = "search_text", .text = search_text(table, row)};
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
        fail(&c->failure, COACH_USAGE, name, "a %s needs a value for %s",
             coach_noun_name(table->noun), name);
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
        status = fail_hint(&c->failure, "it is %s", other);
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
    return status;
}

/* A statement for the stored fields of rows, in their order. */
static coach_status prepare_load(coach *c, const struct table *table, const char *which,
                                 const struct id *id, struct statement **s) {
    GString *sql = g_string_new("SELECT ");
    for (size_t i = 0; i < table->count; i++)
        if (stored(&table->fields[i])) {
            const char *name = table->fields[i].view.name;
            bool hidden = db_hides(c->db, table->name, name);
            g_string_append_printf(sql, "%s%s", i ? ", " : "", hidden ? "NULL" : name);
        }
    g_string_append_printf(sql, " FROM %s WHERE %s", table->name, which);
    g_autofree char *text = g_string_free(sql, FALSE);
    coach_status status = db_prepare(c->db, text, s);
    if (status == COACH_OK)
        db_bind_id(*s, 1, id);
    return status;
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

coach_status record_load(coach *c, const struct table *table, const struct id *id, void *row) {
    struct statement *s;
    coach_status status = prepare_load(c, table, "id = $1", id, &s);
    if (status != COACH_OK)
        return status;
    bool found = false;
    memset(row, 0, table->row_size);
    status = db_step(s, &found);
    if (status == COACH_OK && found)
        status = take_row(c, table, s, row);
    else
        record_clear(table, row);
    db_finish(s);
    return status == COACH_OK && !found ? fail(&c->failure, COACH_NOT_FOUND, NULL, "the %s is gone",
                                               coach_noun_name(table->noun))
                                        : status;
}

coach_status record_load_all(coach *c, const struct table *table, const char *which,
                             const struct id *id, GArray *rows) {
    struct statement *s;
    coach_status status = prepare_load(c, table, which, id, &s);
    if (status != COACH_OK)
        return status;
    bool found;
    while (status == COACH_OK && (status = db_step(s, &found)) == COACH_OK && found) {
        g_array_set_size(rows, rows->len + 1);
        status = take_row(c, table, s, rows->data + (rows->len - 1) * table->row_size);
    }
    db_finish(s);
    return status;
}

coach_status record_not_changed(coach *c, const struct table *table) {
    fail(&c->failure, COACH_STORAGE, NULL, "this login may see the %s, but not change it",
         coach_noun_name(table->noun));
    return fail_hint(&c->failure, "man coach-server says which role may do what");
}

/* id: of the row that is changed; NULL: a new one. */
static coach_status run(coach *c, const struct table *table, const char *sql, const GArray *list,
                        const struct id *id) {
    struct statement *s;
    coach_status status = db_prepare(c->db, sql, &s);
    if (status != COACH_OK)
        return status;
    bool changed = false;
    bind_all(s, list);
    if (id)
        db_bind_id(s, (int)list->len + 1, id);
    status = db_step(s, &changed);
    db_finish(s);
    return status == COACH_OK && id && !changed ? record_not_changed(c, table) : status;
}

/* INSERT with a parameter for each assignment: they are the same for all rows of a table. */
static const char *insert_sql(coach *c, const struct table *table, const GArray *list) {
    if (c->inserts[table->noun])
        return c->inserts[table->noun];
    GString *sql = g_string_sized_new(1024);
    g_string_append(sql, "INSERT INTO ");
    g_string_append(sql, table->name);
    for (guint i = 0; i < list->len; i++) {
        g_string_append(sql, i ? ", " : " (");
        g_string_append(sql, g_array_index(list, struct assignment, i).column);
    }
    g_string_append(sql, ") VALUES ");
    for (guint i = 0; i < list->len; i++)
        g_string_append_printf(sql, "%s$%u", i ? ", " : "(", i + 1);
    g_string_append_c(sql, ')');
    return c->inserts[table->noun] = g_string_free(sql, FALSE);
}

coach_status record_insert(coach *c, const struct table *table, void *row) {
    struct base *base = row;
    base->created_by = c->actor;
    base->created_at = base->updated_at = c->now;
    base->is_active = true;
    coach_status status = check_row(c, table, NULL, row);
    if (status != COACH_OK)
        return status;

    GArray *list = assignments_new();
    for (size_t i = 0; i < table->count; i++)
        if (stored(&table->fields[i]))
            assign(list, &table->fields[i], const_member(row, &table->fields[i]));
    if (searchable(table))
        assign_search(list, table, row);
    status = run(c, table, insert_sql(c, table, list), list, NULL);
    labels_forget(c); /* what was meant may mean two rows now */
    if (status == COACH_OK)
        db_added(c->db, table->name, &base->id);
    g_array_unref(list);
    return status;
}

static void count_up(GArray *list, const struct table *table, void *row) {
    const struct field *counter = field_named(table, table->counter);
    ++*(int64_t *)member(row, counter);
    assign(list, counter, member(row, counter));
}

coach_status record_update(coach *c, const struct table *table, const void *before, void *row) {
    struct base *base = row;
    bool search = false, counted = false;
    GArray *list = assignments_new();
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (!stored(field) || g_strcmp0(field->view.name, table->counter) == 0 ||
            value_equal(field, const_member(before, field), const_member(row, field)))
            continue;
        assign(list, field, const_member(row, field));
        search |= (field->view.flags & COACH_FIELD_SEARCH) != 0;
        counted |= field->counted;
    }
    if (counted)
        count_up(list, table, row);
    coach_status status = list->len ? check_row(c, table, before, row) : COACH_OK;
    if (status == COACH_OK && list->len) {
        base->updated_at = c->now;
        assign(list, field_named(table, "updated_at"), &base->updated_at);
        if (search)
            assign_search(list, table, row);
        GString *sql = g_string_new(NULL);
        g_string_append_printf(sql, "UPDATE %s SET ", table->name);
        for (guint i = 0; i < list->len; i++)
            g_string_append_printf(sql, "%s%s = $%u", i ? ", " : "",
                                   g_array_index(list, struct assignment, i).column, i + 1);
        g_string_append_printf(sql, " WHERE id = $%u RETURNING id", list->len + 1);
        status = run(c, table, sql->str, list, &base->id);
        g_string_free(sql, TRUE);
    }
    labels_forget(c);
    g_array_unref(list);
    return status;
}
