/* reading.c - lists of rows, and one row. */
#include "domain/domain.h"
#include "store/query.h"

#include <string.h>

/* Times in a list of one trainer's, or of one person's time off, are read in that person's zone, as
 * they are when something is booked. */
static coach_status near_filtered(coach *c, coach_noun noun, const coach_query *query) {
    const struct field *whose =
        field_named(table_of(noun), noun == COACH_TIME_OFF ? "user_id" : "trainer_id");
    const char *which = NULL;
    for (size_t i = 0; whose && i < query->filter_count; i++)
        if (g_str_equal(query->filters[i].field, whose->view.name) ||
            g_strcmp0(query->filters[i].field, whose->view.alias) == 0) {
            if (which || strchr(query->filters[i].value, ','))
                return COACH_OK;
            which = query->filters[i].value;
        }
    if (!which)
        return COACH_OK;
    struct id id;
    coach_status status = field_read(c, whose, which, &id);
    if (status != COACH_OK)
        return status;
    return noun == COACH_TIME_OFF ? near_person(c, &id) : near_trainer(c, &id);
}

/* What tells of itself, as reminders do, has no past to be looked at. */
static coach_status check_past(coach *c, const struct table *table) {
    return c->as_of != INTEGER_NONE && table->no_history
               ? fail(&c->failure, COACH_USAGE, "as_of", "there is no history of %ss",
                      coach_noun_name(table->noun))
               : COACH_OK;
}

coach_status select_matching(coach *c, coach_noun noun, const coach_query *query,
                             struct select *select) {
    coach_query asked = *query;
    asked.running |= noun == COACH_TIME_OFF || noun == COACH_AGENDA;
    failure_clear(&c->failure);
    c->found.table = NULL; /* between two calls, others may have written */
    select_init(select, c, table_of(noun));
    coach_status status = check_past(c, select->table);
    if (status == COACH_OK)
        status = select_columns(select, &query->view);
    if (status == COACH_OK && (query->from || query->to || noun == COACH_STATUS))
        status = near_filtered(c, noun, query);
    if (status == COACH_OK && select->table == &status_table)
        status_prepare(select);
    if (status == COACH_OK)
        status = select_filter(select, &asked);
    near_clear(c);
    if (status != COACH_OK)
        select_clear(select);
    return status;
}

coach_status coach_list(coach *c, coach_noun noun, const coach_query *query, coach_cursor **out) {
    struct select select;
    failure_clear(&c->failure);
    if (!table_of(noun) || !table_of(noun)->order)
        return fail(&c->failure, COACH_USAGE, NULL, "a %s is not kept: there is no list of them",
                    coach_noun_name(noun));
    coach_status status = select_matching(c, noun, query, &select);
    return status == COACH_OK ? cursor_open(&select, query, query->view.short_ids, out) : status;
}

coach_status rows_of(coach *c, const struct table *table, GArray *ids, const coach_view *view,
                     coach_cursor **out) {
    struct select select;
    struct id none = {0};
    failure_clear(&c->failure);
    select_init(&select, c, table);
    select_id(&select, &none);
    select_where(&select, "t.id = $?");
    select.ids = g_array_ref(ids);
    coach_status status = select_columns(&select, view);
    if (status == COACH_OK)
        return cursor_open(&select, NULL, view && view->short_ids, out);
    select_clear(&select);
    return status;
}

coach_status coach_changed(coach *c, coach_noun noun, const coach_view *view, coach_cursor **out) {
    return rows_of(c, table_of(noun), c->changed, view, out);
}

coach_status coach_show(coach *c, coach_noun noun, const char *which, const coach_view *view,
                        coach_cursor **out) {
    const struct table *table = table_of(noun);
    struct select select;
    struct id id;
    failure_clear(&c->failure);
    coach_status status = COACH_OK;
    /* a whole id needs no looking up, where it could not be a name too */
    if (table->by_key || !id_parse(which, &id))
        status = record_find(c, table, which, &id);
    if (status != COACH_OK)
        return status;
    select_init(&select, c, table);
    select.which = g_strdup(which);
    status = select_columns(&select, view);
    if (status != COACH_OK) {
        select_clear(&select);
        return status;
    }
    select_id(&select, &id);
    select_where(&select, "t.id = $?");
    return cursor_open(&select, NULL, view && view->short_ids, out);
}
