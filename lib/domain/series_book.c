/* series_book.c - a series is booked: its rule, its sessions, all in one transaction. */
#include "domain/series.h"
#include "domain/session_book.h"
#include "schedule/recur.h"
#include "schedule/zone.h"

struct repeating {
    const coach_session_request *request;
    const coach_repeat *how;
};

static void fill_series(const struct session *first, const struct civil *start,
                        struct series *series) {
    char local[LOCAL_TEXT];
    local_format(start, local);
    series->client_trainer_relationship_id = first->client_trainer_relationship_id;
    series->client_id = first->client_id;
    series->trainer_id = first->trainer_id;
    series->title = g_strdup(first->title);
    series->description = g_strdup(first->description);
    series->location = g_strdup(first->location);
    series->time_zone = g_strdup(first->time_zone);
    series->local_start = g_strdup(local);
    series->session_type = first->session_type;
}

/* All last as long. Where an end is said it is what the clocks show from the start to it: also
 * where they change in between, on the first day or another. */
static coach_status length_of_each(coach *c, const char *ends, const struct session *first,
                                   const struct civil *start, int64_t *minutes) {
    int64_t seconds = first->ends_at - first->scheduled_at;
    if (ends) {
        struct civil end = local_meant(c, first->time_zone, first->ends_at, ends, NULL);
        seconds = civil_seconds(&end) - civil_seconds(start);
    }
    *minutes = seconds / 60;
    if (seconds % 60 == 0)
        return COACH_OK;
    return fail(&c->failure, COACH_INVALID, "ends_at",
                "the sessions of a series last whole minutes");
}

/* Each occurrence is filled as one session alone is, but for its time. */
static coach_status add_occurrence(coach *c, const struct relationship *r,
                                   const coach_session_request *request,
                                   const struct series *series, const struct civil *local,
                                   GArray *bookings) {
    struct session *session = bookings_add(bookings);
    char start[LOCAL_TEXT], minutes[24];
    local_format(local, start);
    g_snprintf(minutes, sizeof minutes, "%" G_GINT64_FORMAT, series->duration_minutes);
    coach_session_request one = *request;
    one.scheduled_at = one.ends_at = NULL;
    one.duration = minutes;
    session->scheduled_at = zone_instant(zone_known(c, series->time_zone), local);
    session->series_id = series->base.id;
    session->series_start = g_strdup(start);
    return session_fill(c, r, &one, session);
}

static coach_status book_all(coach *c, const struct relationship *r, const struct repeating *asked,
                             const struct series *series, const GArray *locals) {
    const struct booking_rules rules = {
        .on_clash = asked->how->skip_conflicts ? CLASH_SKIPS : CLASH_REFUSES,
        .force = asked->request->force,
    };
    GArray *bookings = bookings_new();
    coach_status status = COACH_OK;
    for (guint i = 0; status == COACH_OK && i < locals->len; i++)
        status = add_occurrence(c, r, asked->request, series,
                                &g_array_index(locals, struct civil, i), bookings);
    if (status == COACH_OK)
        status = session_book_all(c, r, bookings, &rules);
    g_array_unref(bookings);
    return status;
}

/* Works out when the series recurs, from the start of its first session on. */
static coach_status expand(coach *c, const coach_repeat *how, struct series *series,
                           const struct civil *start, GArray *locals) {
    const struct recur_request asked = {.rule = how->rule,
                                        .every = how->every,
                                        .on = how->on,
                                        .times = how->times,
                                        .until = how->until,
                                        .length = how->length};
    const struct when_context context = {c->now, zone_known(c, series->time_zone)};
    coach_status status = recur_rule(&asked, start, &context, &series->rule, &c->failure);
    if (status == COACH_OK)
        status =
            recur_expand(series->rule, start, how->rule ? "repeat" : "every", locals, &c->failure);
    if (status == COACH_OK && how->except)
        status = recur_except(how->except, &context, locals, &c->failure);
    return status;
}

/* The clocks show its time twice, and a rule means the first. */
static coach_status second_time(coach *c) {
    fail(&c->failure, COACH_INVALID, "scheduled_at",
         "a series cannot begin in the second of two hours that the clocks show alike");
    return fail_hint(&c->failure, "begin it a week later, and book that one session alone");
}

static coach_status book_series(coach *c, const struct relationship *r, struct change *change,
                                struct session *first, struct series *series) {
    const struct repeating *asked = change->request;
    coach_status status = session_set_zone(c, asked->request, &r->trainer_id, NULL);
    if (status == COACH_OK)
        status = session_fill(c, r, asked->request, first);
    if (status != COACH_OK)
        return status;
    struct civil start =
        local_meant(c, first->time_zone, first->scheduled_at, asked->request->scheduled_at, NULL);
    if (zone_instant(zone_known(c, first->time_zone), &start) != first->scheduled_at)
        return second_time(c);
    GArray *locals = g_array_new(FALSE, FALSE, sizeof(struct civil));
    fill_series(first, &start, series);
    series->base.id = change->id = id_random();
    status = length_of_each(c, asked->request->ends_at, first, &start, &series->duration_minutes);
    if (status == COACH_OK)
        status = expand(c, asked->how, series, &start, locals);
    if (status == COACH_OK)
        status = record_insert(c, &series_table, series);
    if (status == COACH_OK)
        status = book_all(c, r, asked, series, locals);
    g_array_unref(locals);
    return status;
}

static coach_status repeat(coach *c, struct change *change) {
    const coach_session_request *request = ((const struct repeating *)change->request)->request;
    struct relationship r;
    struct session first;
    struct series series;
    coach_status status =
        relationship_meant(c, request->relationship, request->client, request->trainer, &r);
    if (status != COACH_OK)
        return status;
    record_init(&session_table, &first);
    record_init(&series_table, &series);
    status = book_series(c, &r, change, &first, &series);
    record_clear(&series_table, &series);
    record_clear(&session_table, &first);
    record_clear(&relationship_table, &r);
    return status;
}

coach_status coach_session_repeat(coach *c, const coach_session_request *r, const coach_repeat *how,
                                  coach_id *id) {
    struct repeating asked = {r, how};
    return change_run(c, repeat, (struct change){.request = &asked, .force = r->force}, id);
}
