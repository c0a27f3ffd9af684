/* query_filter.c - from the filters, the span and the search of a query to conditions. */
#include "store/query.h"

#include "base/text.h"

#include <string.h>

/* Reads one value of a filter and appends what compares it. */
static coach_status add_value(struct select *select, const struct field *field, const char *text,
                              GString *any) {
    struct parameter parameter = {.field = field};
    if (!text[0])
        return fail(&select->c->failure, COACH_INVALID, field->view.name,
                    "a value to list by is empty");
    value_none(field, &parameter.value);
    coach_status status = field_read(select->c, field, text, &parameter.value);
    if (status != COACH_OK)
        return status;
    select_parameter(select, parameter);
    g_autofree char *column = select_expression(select, field);
    g_autofree char *comparison =
        field->link ? g_strdup(field->link) : g_strconcat(column, " = $?", NULL);
    g_string_append(any, any->len ? " OR " : "(");
    sql_append_numbered(any, comparison, select->parameters->len);
    return COACH_OK;
}

static bool is_filter(const struct field *field, const coach_filter *filter) {
    return strcmp(field->view.name, filter->field) == 0 ||
           g_strcmp0(field->view.alias, filter->field) == 0;
}

static coach_status filter_by(struct select *select, const struct field *field,
                              const coach_query *query) {
    GString *any = g_string_new(NULL);
    coach_status status = COACH_OK;
    for (size_t i = 0; status == COACH_OK && i < query->filter_count; i++) {
        if (!is_filter(field, &query->filters[i]))
            continue;
        /* of no text at all g_strsplit() makes no value, which would list everything */
        const char *text = query->filters[i].value[0] ? query->filters[i].value : " ";
        g_auto(GStrv) values = g_strsplit(text, ",", -1);
        for (size_t j = 0; status == COACH_OK && values[j]; j++)
            status = add_value(select, field, g_strstrip(values[j]), any);
    }
    if (status == COACH_OK && any->len) {
        g_string_append_c(any, ')');
        select_where(select, any->str);
    }
    g_string_free(any, TRUE);
    return status;
}

/* One end of the span of time. */
static coach_status bound_by(struct select *select, const char *option, const char *name,
                             const char *text, const char *comparison) {
    const struct field *field = field_named(select->table, name);
    struct parameter parameter = {.field = field};
    value_none(field, &parameter.value);
    coach_status status = field_read(select->c, field, text, &parameter.value);
    if (status != COACH_OK) {
        fail_rename(&select->c->failure, option);
        return status;
    }
    select_parameter(select, parameter);
    g_autofree char *column = select_expression(select, field);
    g_autofree char *condition = g_strconcat(column, comparison, NULL);
    select_where(select, condition);
    return COACH_OK;
}

/* What has begun before and has not ended is looked for no further back than it can have begun. */
static coach_status bound_below(struct select *select, const coach_query *query) {
    const struct table *table = select->table;
    if (!query->running || !table->ends)
        return bound_by(select, "from", table->time, query->from, " >= $?");
    coach_status status = bound_by(select, "from", table->ends, query->from, " > $?");
    if (status != COACH_OK || !table->longest)
        return status;
    guint last = select->parameters->len - 1;
    int64_t from = g_array_index(select->parameters, struct parameter, last).value.integer;
    const struct field *begins = field_named(table, table->time);
    select_instant(select, begins, from - table->longest);
    g_autofree char *column = select_expression(select, begins);
    g_autofree char *condition = g_strconcat(column, " > $?", NULL);
    select_where(select, condition);
    return COACH_OK;
}

static coach_status check_filters(struct select *select, const coach_query *query) {
    for (size_t i = 0; i < query->filter_count; i++) {
        bool known = false;
        for (size_t j = 0; !known && j < select->table->count; j++)
            known = (select->table->fields[j].view.flags & COACH_FIELD_FILTER) &&
                    is_filter(&select->table->fields[j], &query->filters[i]);
        if (!known)
            return fail(&select->c->failure, COACH_USAGE, query->filters[i].field,
                        "a list of %ss cannot be filtered by %s",
                        coach_noun_name(select->table->noun), query->filters[i].field);
    }
    return COACH_OK;
}

coach_status select_filter(struct select *select, const coach_query *query) {
    const struct table *table = select->table;
    coach_status status = check_filters(select, query);
    for (size_t i = 0; status == COACH_OK && i < table->count; i++)
        if (table->fields[i].view.flags & COACH_FIELD_FILTER)
            status = filter_by(select, &table->fields[i], query);
    if (status == COACH_OK && query->from)
        status = bound_below(select, query);
    if (status == COACH_OK && query->to)
        status = bound_by(select, "to", table->time, query->to, " < $?");
    if (status == COACH_OK && query->search) {
        size_t length = strlen(query->search);
        if (coach_utf8_valid(query->search, length) < length)
            return fail(&select->c->failure, COACH_INVALID, "search",
                        "the text to search for is not UTF-8");
        if (table->searched) {
            select->needle = text_fold(query->search);
        } else {
            select_parameter(select, (struct parameter){.text = text_like(query->search)});
            select_where(select, table->search);
        }
    }
    if (status == COACH_OK && field_named(table, "is_active") && !query->all)
        select_where(select, query->archived ? "NOT t.is_active" : "t.is_active");
    return status;
}
