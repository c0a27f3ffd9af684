/* series.c - series of sessions: what they are, and how far a change of one of its sessions goes.
 */
#include "domain/series.h"

#include "schedule/when.h"
#include "schedule/zone.h"

#include <stdio.h>
#include <string.h>

#define KEPT(member) COLUMN(struct series, member)

static const struct field fields[] = {
    ID_FIELD("series"),
    PAIR_FIELDS(struct series),
    {.view = {"title", .doc = "What it is called", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_BRIEF | COACH_FIELD_SEARCH, .min = 1, .max = 255},
     KEPT(title),
     .erased = "erased"},
    {.view = {"description", .doc = "What is to be done", .type = COACH_TYPE_TEXT,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_SEARCH, .max = 2000},
     KEPT(description),
     .erased = ERASED},
    {.view = {"rule", .doc = "How it recurs, as RFC 5545 writes it", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_BRIEF, .min = 1, .max = 1000},
     KEPT(rule),
     .identifies = true},
    {.view = {"local_start", "start", "When it begins, in its time zone", COACH_TYPE_LINE,
              .flags = COACH_FIELD_BRIEF, .min = 19, .max = 19},
     KEPT(local_start),
     .identifies = true},
    {.view = {"time_zone", .doc = "The zone in which it recurs", .type = COACH_TYPE_ZONE},
     KEPT(time_zone),
     .read = read_zone},
    {.view = {"duration_minutes", .doc = "How long each session is", .type = COACH_TYPE_INTEGER,
              .min = 5, .max = 1440},
     KEPT(duration_minutes)},
    {.view = {"session_type", "type", "What kind its sessions are", COACH_TYPE_ENUM,
              .flags = COACH_FIELD_FILTER, .values = session_types},
     KEPT(session_type)},
    {.view = {"location", .doc = "Where it takes place", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_SEARCH, .max = 255},
     KEPT(location),
     .erased = ERASED},
    {.view = {"sessions", .doc = "How many sessions it has, cancelled ones too",
              .type = COACH_TYPE_INTEGER, .flags = COACH_FIELD_DERIVED | COACH_FIELD_BRIEF},
     DERIVED,
     .sql = "(SELECT count(*) FROM training_session s WHERE s.series_id = t.id)"},
    {.view = {"last_at", .doc = "When the last of them is", .type = COACH_TYPE_INSTANT,
              .flags = COACH_FIELD_DERIVED | COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF},
     DERIVED,
     .sql = "(SELECT max(s.scheduled_at) FROM training_session s WHERE s.series_id = t.id)"},
    BASE_FIELDS,
};

const struct table series_table = {
    .noun = COACH_SERIES,
    .name = "session_series",
    .fields = fields,
    .count = G_N_ELEMENTS(fields),
    .row_size = sizeof(struct series),
    .from = "session_series t",
    .order = "t.local_start",
    .time = "last_at",
    .label = "SELECT title FROM session_series WHERE id = $1",
    .search =
        "(t.search_text LIKE $? ESCAPE '\\' OR " SEARCH_PAIR("t.client_id", "t.trainer_id") ")",
    .arrive = series_arrive,
};

void local_format(const struct civil *local, char out[LOCAL_TEXT]) {
    g_snprintf(out, LOCAL_TEXT, "%04u-%02u-%02uT%02u:%02u:%02u", (unsigned)local->year % 10000,
               (unsigned)local->month % 100, (unsigned)local->day % 100,
               (unsigned)local->hour % 100, (unsigned)local->minute % 100,
               (unsigned)local->second % 100);
}

bool local_read(const char *text, struct civil *out) {
    char written[LOCAL_TEXT];
    if (sscanf(text, "%4d-%2d-%2dT%2d:%2d:%2d", &out->year, &out->month, &out->day, &out->hour,
               &out->minute, &out->second) != 6)
        return false;
    local_format(out, written);
    return strcmp(text, written) == 0;
}

struct civil local_meant(coach *c, const char *name, int64_t instant, const char *asked,
                         const char *meant) {
    const struct zone *zone = zone_known(c, name);
    const struct when_context context = {c->now, zone};
    struct civil local;
    if (asked && when_local(asked, &context, &local) && zone_instant(zone, &local) == instant)
        return local;
    if (meant && local_read(meant, &local) && zone_instant(zone, &local) == instant)
        return local;
    return zone_civil(zone, instant, NULL, NULL);
}

/* ---- How far a change goes ---- */

/* What is done or past is not rewritten. */
static const char coming[] = "SELECT id FROM training_session WHERE series_id = $1 "
                             "AND series_start >= $2 AND scheduled_at > $3 AND is_active "
                             "AND (status = 'SCHEDULED' OR status = 'CONFIRMED') "
                             "ORDER BY series_start, id";

static coach_status collect(coach *c, const struct session *session, const char *since,
                            GArray *ids) {
    struct statement *s;
    bool row;
    coach_status status = db_prepare(c->db, coming, &s);
    if (status != COACH_OK)
        return status;
    db_bind_id(s, 1, &session->series_id);
    db_bind_text(s, 2, since);
    db_bind_instant(s, 3, c->now);
    while ((status = db_step(s, &row)) == COACH_OK && row) {
        struct id id = db_id(s, 0);
        g_array_append_val(ids, id);
    }
    db_finish(s);
    return status;
}

static coach_status find_reach(coach *c, struct change *change, coach_extent extent,
                               struct reach *reach) {
    const struct session *session = &reach->session;
    bool following = extent == COACH_FOLLOWING;
    if (id_is_nil(&session->series_id)) {
        fail(&c->failure, COACH_REFUSED, "series_id", "the session belongs to no series");
        return fail_hint(&c->failure, "leave out --%s", following ? "following" : "all");
    }
    coach_status status = collect(c, session, following ? session->series_start : "", reach->ids);
    if (status == COACH_OK && reach->ids->len == 0)
        status = fail(&c->failure, COACH_REFUSED, "series_id",
                      "no session of the series%s is still to come",
                      following ? " from this one on" : "");
    if (status == COACH_OK)
        change->id = g_array_index(reach->ids, struct id, 0);
    return status;
}

coach_status series_reach(coach *c, struct change *change, coach_extent extent,
                          struct reach *reach) {
    coach_status status = record_find(c, &session_table, change->which, &change->id);
    if (status == COACH_OK)
        status = record_load(c, &session_table, &change->id, &reach->session);
    if (status != COACH_OK)
        return status;
    reach->ids = g_array_new(FALSE, FALSE, sizeof(struct id));
    status = find_reach(c, change, extent, reach);
    if (status != COACH_OK)
        reach_clear(reach);
    return status;
}

void reach_clear(struct reach *reach) {
    record_clear(&session_table, &reach->session);
    g_array_unref(reach->ids);
}

/* ---- Changing all of them ---- */

static coach_status check_one(coach *c, const struct id *id, GPtrArray *clashes) {
    struct session session;
    coach_status status = record_load(c, &session_table, id, &session);
    if (status != COACH_OK)
        return status;
    status = session_check_free(c, &session);
    if (status == COACH_CONFLICT || status == COACH_REFUSED) {
        char from[48];
        coach_local_time(c, session.scheduled_at, true, from, sizeof from);
        g_ptr_array_add(clashes, g_strdup_printf("%s: %s", from, c->failure.view.message));
        failure_clear(&c->failure);
        status = COACH_OK;
    }
    record_clear(&session_table, &session);
    return status;
}

static coach_status check_all(coach *c, const struct reach *reach, const GArray *moved) {
    g_autoptr(GPtrArray) clashes = g_ptr_array_new_with_free_func(g_free);
    coach_status status = COACH_OK;
    for (guint i = 0; status == COACH_OK && i < moved->len; i++)
        status = check_one(c, &g_array_index(moved, struct id, i), clashes);
    if (status != COACH_OK || clashes->len == 0)
        return status;
    fail(&c->failure, COACH_CONFLICT, "scheduled_at",
         "%u of %u sessions would clash; nothing has been changed", clashes->len, reach->ids->len);
    for (guint i = 0; i < clashes->len; i++)
        fail_hint(&c->failure, "%s", (char *)g_ptr_array_index(clashes, i));
    return fail_hint(&c->failure, "--force changes them all the same");
}

/* Revises one of them; where it takes time that it did not have before, it is among the moved. */
static coach_status change_one(coach *c, const struct change *change, const struct id *id,
                               revision revise, GArray *moved) {
    char which[ID_TEXT];
    struct session before, after;
    id_format(id, which);
    struct change one = {.which = which, .request = change->request, .force = true};
    coach_status status = record_load(c, &session_table, id, &before);
    if (status != COACH_OK)
        return status;
    status = change_update(c, &session_table, revise, &one);
    if (status == COACH_OK && (status = record_load(c, &session_table, id, &after)) == COACH_OK) {
        if (session_may_clash(&before, &after))
            g_array_append_val(moved, *id);
        record_clear(&session_table, &after);
    }
    record_clear(&session_table, &before);
    return status;
}

coach_status series_change(coach *c, struct change *change, const struct reach *reach,
                           revision revise) {
    g_autoptr(GArray) moved = g_array_new(FALSE, FALSE, sizeof(struct id));
    coach_status status = COACH_OK;
    guint notes = c->notes->len;
    for (guint i = 0; status == COACH_OK && i < reach->ids->len; i++) {
        const struct id *id = &g_array_index(reach->ids, struct id, i);
        status = change_one(c, change, id, revise, moved);
        g_array_append_val(c->changed, *id);
    }
    g_ptr_array_set_size(c->notes, (gint)notes); /* the rows say it */
    return status == COACH_OK && !change->force ? check_all(c, reach, moved) : status;
}
