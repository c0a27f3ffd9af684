/* query.c - from what a user wants to see to one SELECT with its parameters. */
#include "store/query.h"

#include "base/text.h"

#include <string.h>

static void parameter_clear(void *data) {
    struct parameter *parameter = data;
    if (parameter->field)
        value_clear(parameter->field, &parameter->value);
    g_free(parameter->text);
}

void select_init(struct select *select, coach *c, const struct table *table) {
    *select = (struct select){
        .c = c,
        .table = table,
        .columns = g_new0(const struct field *, table->count + 1),
        .where = g_string_new(NULL),
        .parameters = g_array_new(FALSE, TRUE, sizeof(struct parameter)),
    };
    g_array_set_clear_func(select->parameters, parameter_clear);
}

void select_clear(struct select *select) {
    g_free(select->columns);
    g_free(select->needle);
    g_free(select->which);
    g_string_free(select->where, TRUE);
    g_array_unref(select->parameters);
    if (select->ids)
        g_array_unref(select->ids);
}

void select_parameter(struct select *select, struct parameter parameter) {
    g_array_append_val(select->parameters, parameter);
}

void select_integer(struct select *select, int64_t value) {
    select_parameter(select, (struct parameter){.value.integer = value});
}

void select_id(struct select *select, const struct id *id) {
    select_parameter(select,
                     (struct parameter){.field = &select->table->fields[0], .value.id = *id});
}

void select_instant(struct select *select, const struct field *field, int64_t value) {
    select_parameter(select, (struct parameter){.field = field, .value.integer = value});
}

void select_date(struct select *select, const struct field *field, const char *date) {
    select_parameter(select, (struct parameter){.field = field, .value.text = g_strdup(date)});
}

/* ---- Columns ---- */

static coach_status add_column(struct select *select, const struct field *field) {
    for (size_t i = 0; i < select->column_count; i++)
        if (select->columns[i] == field)
            return fail(&select->c->failure, COACH_USAGE, NULL, "the field %s is named twice",
                        field->view.name);
    select->columns[select->column_count++] = field;
    return COACH_OK;
}

coach_status select_columns(struct select *select, const coach_view *view) {
    const struct table *table = select->table;
    if (!view || !view->fields) {
        for (size_t i = 0; i < table->count; i++)
            if (!view || !view->brief || (table->fields[i].view.flags & COACH_FIELD_BRIEF))
                select->columns[select->column_count++] = &table->fields[i];
        return COACH_OK;
    }
    g_auto(GStrv) names = g_strsplit(view->fields, ",", -1);
    coach_status status = COACH_OK;
    for (size_t i = 0; status == COACH_OK && names[i]; i++) {
        const struct field *field;
        status = field_find(select->c, table, g_strstrip(names[i]), &field);
        if (status == COACH_OK)
            status = add_column(select, field);
    }
    if (status == COACH_OK && select->column_count == 0)
        status = fail(&select->c->failure, COACH_USAGE, NULL, "no field is named");
    return status;
}

/* ---- Conditions ---- */

void sql_append_numbered(GString *out, const char *text, guint number) {
    const char *mark;
    while ((mark = strstr(text, "$?"))) {
        g_string_append_len(out, text, mark - text);
        g_string_append_printf(out, "$%u", number);
        text = mark + 2;
    }
    g_string_append(out, text);
}

void select_where(struct select *select, const char *condition) {
    g_string_append(select->where, select->where->len ? " AND " : " WHERE ");
    sql_append_numbered(select->where, condition, select->parameters->len);
}

static char *replaced(const char *text, const char *mark, const char *instead) {
    GString *out = g_string_new(text);
    g_string_replace(out, mark, instead, 0);
    return g_string_free(out, FALSE);
}

/* The parameter that is the time of the clock; the same one wherever it is asked for. */
static guint now_parameter(struct select *select) {
    static const struct field instant = {.view = {.type = COACH_TYPE_INSTANT}};
    if (!select->now) {
        select_instant(select, &instant, select->c->now);
        select->now = select->parameters->len;
    }
    return select->now;
}

char *select_expression(struct select *select, const struct field *field) {
    if (!field->sql)
        return g_strconcat("t.", field->names ? "id" : field->view.name, NULL);
    if (!strstr(field->sql, "$now"))
        return g_strdup(field->sql);
    g_autofree char *now = g_strdup_printf("$%u", now_parameter(select));
    return replaced(field->sql, "$now", now);
}

static bool hidden(const struct select *select, const struct field *field) {
    return field->row != NOWHERE && db_hides(select->c->db, select->table->name, field->view.name);
}

/* A column as this login may know it. */
static char *shown(struct select *select, const struct field *field) {
    return hidden(select, field) ? g_strdup("CAST(NULL AS TEXT)")
                                 : select_expression(select, field);
}

/* ---- Order ---- */

/* What rows are sorted by: names without regard to the case of ASCII letters, as every engine can.
 */
static coach_status sort_expression(struct select *select, const struct field *field, char **out) {
    g_autofree char *column = shown(select, field);
    if (field->compute) {
        *out = g_steal_pointer(&column);
        return COACH_OK;
    }
    if (field->names)
        return fail(&select->c->failure, COACH_USAGE, NULL, "rows cannot be sorted by %s",
                    field->view.name);
    if (field->label) {
        g_autofree char *name = replaced(table_of(field->view.target)->label, "$1", column);
        *out = g_strdup_printf("lower((%s))", name);
        return COACH_OK;
    }
    switch (field->view.type) {
    case COACH_TYPE_LINE:
    case COACH_TYPE_TEXT:
    case COACH_TYPE_EMAIL:
        *out = g_strdup_printf("lower(%s)", column);
        break;
    case COACH_TYPE_DECIMAL:
        *out = g_strdup_printf("CAST(%s AS NUMERIC)", column);
        break;
    case COACH_TYPE_JSON:
        *out = replaced(db_dialect(select->c->db)->json_text, "$column", column);
        break;
    default:
        *out = g_steal_pointer(&column);
    }
    return COACH_OK;
}

static coach_status append_order(struct select *select, const coach_query *query, GString *sql) {
    const char *direction = query && query->reverse ? " DESC" : "";
    g_string_append(sql, " ORDER BY ");
    if (query && query->sort) {
        const struct field *field;
        g_autofree char *key = NULL;
        coach_status status = field_find(select->c, select->table, query->sort, &field);
        if (status == COACH_OK)
            status = sort_expression(select, field, &key);
        if (status != COACH_OK)
            return status;
        g_string_append_printf(sql, "%s IS NULL, %s%s", key, key, direction);
    } else {
        g_auto(GStrv) terms = g_strsplit(select->table->order, ", ", -1);
        for (size_t i = 0; terms[i]; i++)
            g_string_append_printf(sql, "%s%s%s", i ? ", " : "", terms[i], direction);
    }
    if (!select->table->keys)
        g_string_append_printf(sql, ", t.id%s", direction);
    for (size_t i = 0; i < select->table->keys; i++)
        g_string_append_printf(sql, ", t.%s%s", select->table->fields[i].view.name, direction);
    return COACH_OK;
}

/* ---- The whole ---- */

const struct table *select_target(const struct select *select, const struct field *field) {
    return field->view.target == COACH_NO_NOUN ? select->table : table_of(field->view.target);
}

/* One column as it is shown, where the engine likes to be asked for everything at once. */
static char *whole(struct select *select, const struct field *field, size_t n, GString *joins) {
    struct db *db = select->c->db;
    if (hidden(select, field))
        return shown(select, field);
    const struct dialect *dialect = db_dialect(db);
    g_autofree char *id = select_expression(select, field);
    const char *statement = field->label ? table_of(field->view.target)->label : field->names;
    if (!statement || !dialect->label_join)
        return g_steal_pointer(&id);
    g_autofree char *asked = replaced(statement, "$1", id);
    if (field->names)
        return replaced(dialect->lines, "$statement", asked);
    g_autofree char *name = g_strdup_printf("l%zu", n);
    g_autofree char *named = replaced(dialect->label_join, "$name", name);
    g_autofree char *join = replaced(named, "$statement", asked);
    g_string_append_printf(joins, " %s", join);
    return g_strconcat(name, ".label", NULL);
}

/* What comes after the columns for one of them. */
static void append_more(struct select *select, const struct field *field, bool neighbours,
                        GString *sql) {
    if (field->beside) {
        bool whole = db_dialect(select->c->db)->label_join != NULL;
        g_autofree char *asked = replaced(field->beside, "$1", field->of);
        g_string_append_printf(sql, whole ? ", (%s)" : ", %s", whole ? asked : field->of);
    }
    if (!neighbours || field->label || field->view.type != COACH_TYPE_UUID)
        return;
    g_autofree char *id = select_expression(select, field);
    const char *table = select_target(select, field)->name;
    g_string_append_printf(
        sql, ", (SELECT n.id FROM %s n WHERE n.id < %s ORDER BY n.id DESC LIMIT 1)", table, id);
    g_string_append_printf(sql, ", (SELECT n.id FROM %s n WHERE n.id > %s ORDER BY n.id LIMIT 1)",
                           table, id);
}

static void append_columns(struct select *select, bool neighbours, GString *sql) {
    g_autoptr(GString) joins = g_string_new(NULL);
    for (size_t i = 0; select->columns[i]; i++) {
        g_autofree char *column = whole(select, select->columns[i], i, joins);
        g_string_append_printf(sql, "%s%s", i ? ", " : "", column);
    }
    if (select->needle)
        g_string_append_printf(sql, ", %s", select->table->searched);
    for (size_t i = 0; select->columns[i]; i++)
        append_more(select, select->columns[i], neighbours, sql);
    g_string_append_printf(sql, " FROM %s%s", select->table->from, joins->str);
}

coach_status select_sql(struct select *select, const coach_query *query, bool neighbours,
                        char **out) {
    GString *sql = g_string_new("SELECT ");
    append_columns(select, neighbours, sql);
    g_string_append(sql, select->where->str);
    coach_status status = append_order(select, query, sql);
    if (query && !select->needle && (query->limit || query->offset)) {
        select_integer(select, query->limit ? query->limit : INT64_MAX);
        sql_append_numbered(sql, " LIMIT $?", select->parameters->len);
        select_integer(select, query->offset);
        sql_append_numbered(sql, " OFFSET $?", select->parameters->len);
    }
    char *text = g_string_free(sql, FALSE);
    if (status == COACH_OK)
        *out = text;
    else
        g_free(text);
    return status;
}

void select_bind(const struct select *select, struct statement *s) {
    for (guint i = 0; i < select->parameters->len; i++) {
        const struct parameter *one = &g_array_index(select->parameters, struct parameter, i);
        if (one->field)
            value_bind(s, (int)i + 1, one->field, &one->value);
        else if (one->text)
            db_bind_text(s, (int)i + 1, one->text);
        else
            db_bind_integer(s, (int)i + 1, one->value.integer);
    }
}
