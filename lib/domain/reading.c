/* reading.c - lists of rows, and one row. */
#include "domain/domain.h"
#include "store/query.h"

#include <string.h>

/* Times in a list of one trainer's are read in that trainer's zone, as they are when something is
 * booked. */
static coach_status near_filtered(coach *c, const coach_query *query) {
    const char *trainer = NULL;
    for (size_t i = 0; i < query->filter_count; i++)
        if (g_str_equal(query->filters[i].field, "trainer") ||
            g_str_equal(query->filters[i].field, "trainer_id")) {
            if (trainer || strchr(query->filters[i].value, ','))
                return COACH_OK;
            trainer = query->filters[i].value;
        }
    if (!trainer)
        return COACH_OK;
    struct id id;
    coach_status status = record_find(c, &trainer_table, trainer, &id);
    return status == COACH_OK ? near_trainer(c, &id) : status;
}

coach_status select_matching(coach *c, coach_noun noun, const coach_query *query,
                             struct select *select) {
    failure_clear(&c->failure);
    c->found.table = NULL; /* between two calls, others may have written */
    select_init(select, c, table_of(noun));
    coach_status status = select_columns(select, &query->view);
    if (status == COACH_OK && (query->from || query->to || noun == COACH_STATUS))
        status = near_filtered(c, query);
    if (status == COACH_OK && select->table == &status_table)
        status_prepare(select);
    if (status == COACH_OK)
        status = select_filter(select, query);
    near_clear(c);
    if (status != COACH_OK)
        select_clear(select);
    return status;
}

coach_status coach_list(coach *c, coach_noun noun, const coach_query *query, coach_cursor **out) {
    struct select select;
    coach_status status = select_matching(c, noun, query, &select);
    return status == COACH_OK ? cursor_open(&select, query, query->view.short_ids, out) : status;
}

coach_status coach_changed(coach *c, coach_noun noun, const coach_view *view, coach_cursor **out) {
    struct select select;
    struct id none = {0};
    failure_clear(&c->failure);
    select_init(&select, c, table_of(noun));
    select_id(&select, &none);
    select_where(&select, "t.id = $?");
    select.ids = g_array_ref(c->changed);
    coach_status status = select_columns(&select, view);
    if (status == COACH_OK)
        return cursor_open(&select, NULL, view && view->short_ids, out);
    select_clear(&select);
    return status;
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
