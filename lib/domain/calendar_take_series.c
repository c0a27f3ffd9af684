/* calendar_take_series.c - what other calendars say of a series of coach's own. Its sessions are
 * changed one by one; its rule stays as it is. */
#include "domain/calendar_import.h"

#include "schedule/recur.h"
#include "schedule/when.h"

#include <string.h>

coach_status series_exists(coach *c, const struct id *id, bool *exists) {
    struct statement *s;
    coach_status status = db_first(c->db, "SELECT 1 FROM session_series WHERE id = $1", id, &s);
    *exists = s != NULL;
    db_finish(s);
    return status;
}

/* Its sessions by their local starts. */
static coach_status sessions_of(coach *c, const struct id *series, GArray *out) {
    struct statement *s;
    bool row;
    coach_status status = db_prepare(c->db,
                                     "SELECT s.id, s.series_start, s.scheduled_at, s.status, "
                                     "r.time_zone FROM training_session s "
                                     "JOIN session_series r ON r.id = s.series_id "
                                     "WHERE s.series_id = $1 AND s.is_active "
                                     "ORDER BY s.series_start, s.id",
                                     &s);
    if (status != COACH_OK)
        return status;
    db_bind_id(s, 1, series);
    while ((status = db_step(s, &row)) == COACH_OK && row) {
        struct link one = {.session = db_id(s, 0)};
        const char *stands = db_text(s, 3, NULL);
        one.coming = db_instant(s, 2) > c->now &&
                     (strcmp(stands, "SCHEDULED") == 0 || strcmp(stands, "CONFIRMED") == 0);
        g_strlcpy(one.original, db_text(s, 1, NULL), sizeof one.original);
        one.at = original_instant(c, one.original, db_text(s, 4, NULL));
        g_array_append_val(out, one);
    }
    db_finish(s);
    return status;
}

/* Whether the rule and the start are still those of the series. */
static coach_status check_rule(struct import *import, const struct source *whole,
                               const struct series *series) {
    const struct ical_event *event = &whole->event;
    coach *c = import->c;
    struct zone *zone = zone_new(series->time_zone);
    struct when_context context = {c->now, zone ? zone : reading_zone(c)};
    struct recur_request request = {.rule = event->rule};
    g_autofree char *rule = NULL;
    char start[LOCAL_TEXT];
    local_format(&event->start.local, start);
    coach_status status =
        event->rule ? recur_rule(&request, &event->start.local, &context, &rule, &c->failure)
                    : COACH_OK;
    zone_free(zone);
    if (status == COACH_OK && rule && strcmp(rule, series->rule) == 0 &&
        strcmp(start, series->local_start) == 0)
        return COACH_OK;
    if (status != COACH_OK && !import_goes_on(status))
        return status;
    return fail(&c->failure, COACH_REFUSED, NULL,
                "its rule or its time is another one there; coach session reschedule --all moves a "
                "series");
}

static coach_status take_each(struct import *import, struct group *group, const GArray *sessions) {
    coach_status status = COACH_OK;
    for (guint i = 0; status == COACH_OK && i < group->occurrences->len; i++) {
        const struct occurrence *one = &g_array_index(group->occurrences, struct occurrence, i);
        const struct link *found = links_find(sessions, one);
        if (found) {
            status = occurrence_take(import, group, one, &found->session);
        } else if (one->source && !one->source->cancel) {
            fail(&import->c->failure, COACH_REFUSED, NULL, "its series has no session of %s",
                 one->original);
            import_problem(import, one->source);
        }
    }
    return status;
}

static coach_status take_all(struct import *import, struct group *group, const struct id *id) {
    g_autoptr(GArray) sessions = g_array_new(FALSE, FALSE, sizeof(struct link));
    coach_status status = sessions_of(import->c, id, sessions);
    if (status != COACH_OK)
        return status;
    links_match(group, sessions, false);
    if (group->whole)
        status = links_cancel(import, group, sessions);
    return status == COACH_OK ? take_each(import, group, sessions) : status;
}

static coach_status read_sequence(coach *c, const struct id *series, int64_t *sequence) {
    static const char highest[] = "SELECT max(sequence) FROM training_session WHERE series_id = $1";
    return count_rows(c, highest, series, NULL, sequence);
}

coach_status series_take(struct import *import, struct group *group, const struct id *id) {
    struct series series;
    coach *c = import->c;
    coach_status status = read_sequence(c, id, &group->sequence);
    if (status != COACH_OK)
        return status;
    if (group->whole && group->whole->cancel)
        g_array_set_size(group->occurrences, 0);
    if (!group->whole || group->whole->cancel)
        return take_all(import, group, id);
    status = record_load(c, &series_table, id, &series);
    if (status != COACH_OK)
        return status;
    status = check_rule(import, group->whole, &series);
    record_clear(&series_table, &series);
    if (status == COACH_OK)
        return take_all(import, group, id);
    if (!import_goes_on(status))
        return status;
    import_problem(import, group->whole);
    return COACH_OK;
}
