/* session_edit.c - sessions are edited and moved: one, or those of a series. */
#include "domain/series.h"

#include "domain/relationship.h"
#include "schedule/zone.h"

#include <string.h>

/* ---- One session ---- */

/* Another time, or a GROUP session that stops sharing its own by another title or type. */
bool session_may_clash(const struct session *old, const struct session *session) {
    return session->scheduled_at != old->scheduled_at || session->ends_at != old->ends_at ||
           (old->session_type == SESSION_GROUP &&
            (session->session_type != SESSION_GROUP || strcmp(session->title, old->title) != 0));
}

/* What began as a CONSULTATION with somebody who is not yet a client becomes nothing else before.
 */
coach_status session_check_type(coach *c, const struct session *old,
                                const struct session *session) {
    if (old->session_type != SESSION_CONSULTATION || session->session_type == SESSION_CONSULTATION)
        return COACH_OK;
    struct relationship r;
    coach_status status =
        record_load(c, &relationship_table, &session->client_trainer_relationship_id, &r);
    if (status != COACH_OK)
        return status;
    if (r.status == RELATIONSHIP_PENDING)
        status = session_check_open(c, &r, session);
    record_clear(&relationship_table, &r);
    return status;
}

static coach_status revise(coach *c, const void *before, void *row, struct change *change) {
    const struct session *old = before;
    const coach_session_request *request = change->request;
    coach_status status = session_set_zone(c, request, &old->trainer_id, old->time_zone);
    if (status == COACH_OK && !request->duration)
        status = change_apply(c, &session_table, row, change);
    else if (status == COACH_OK)
        status = record_apply(c, &session_table, request, false, row, NULL);
    if (status == COACH_OK)
        status = session_check_type(c, old, row);
    if (status == COACH_OK)
        status = session_set_end(c, request, row, old->ends_at - old->scheduled_at);
    if (status == COACH_OK && (request->duration || request->ends_at || request->scheduled_at))
        session_note_time(c, row);
    return status == COACH_OK && !change->force && session_may_clash(old, row)
               ? session_check_free(c, row)
               : status;
}

static coach_status edit_one(coach *c, struct change *change) {
    return change_update(c, &session_table, revise, change);
}

coach_status session_check_movable(coach *c, const struct session *session) {
    if (session->status <= SESSION_CONFIRMED)
        return COACH_OK;
    fail(&c->failure, COACH_REFUSED, "status", "a session that is %s cannot be moved",
         session_statuses[session->status]);
    return fail_hint(&c->failure, "only one that is SCHEDULED or CONFIRMED can be");
}

static coach_status move(coach *c, const void *before, void *row, struct change *change) {
    coach_status status = session_check_movable(c, before);
    if (status == COACH_OK)
        status = session_check_bookable(c, before);
    return status == COACH_OK ? revise(c, before, row, change) : status;
}

static coach_status move_one(coach *c, struct change *change) {
    return change_update(c, &session_table, move, change);
}

/* ---- Those of a series ---- */

static void adopt_text(const char *asked, char **kept, const char *now) {
    if (!asked)
        return;
    g_free(*kept);
    *kept = g_strdup(now);
}

/* What all of its sessions are called from now on, the series is, too. */
static coach_status adopt(coach *c, const coach_session_request *r, const struct id *first) {
    struct session session;
    struct series before, series;
    coach_status status = record_load(c, &session_table, first, &session);
    if (status != COACH_OK)
        return status;
    if ((status = record_load(c, &series_table, &session.series_id, &before)) == COACH_OK) {
        if ((status = record_load(c, &series_table, &session.series_id, &series)) == COACH_OK) {
            adopt_text(r->title, &series.title, session.title);
            adopt_text(r->description, &series.description, session.description);
            adopt_text(r->location, &series.location, session.location);
            if (r->session_type)
                series.session_type = session.session_type;
            if (r->duration)
                series.duration_minutes = (session.ends_at - session.scheduled_at) / 60;
            status = record_update(c, &series_table, &before, &series);
            record_clear(&series_table, &series);
        }
        record_clear(&series_table, &before);
    }
    record_clear(&session_table, &session);
    return status;
}

static coach_status one_end(coach *c, const coach_session_request *r) {
    if (!r->ends_at)
        return COACH_OK;
    fail(&c->failure, COACH_USAGE, "ends_at", "the sessions of a series do not end at one time");
    return fail_hint(&c->failure, "give --duration");
}

static coach_status edit_many(coach *c, struct change *change) {
    const coach_session_request *r = change->request;
    struct reach reach;
    coach_status status = one_end(c, r);
    if (status == COACH_OK)
        status = series_reach(c, change, r->extent, &reach);
    if (status != COACH_OK)
        return status;
    status = series_change(c, change, &reach, revise);
    if (status == COACH_OK && r->extent == COACH_WHOLE)
        status = adopt(c, r, &change->id);
    reach_clear(&reach);
    return status;
}

/* A move of many: each goes as far as the one that was named, on the clock of its own zone. */
struct shift {
    const coach_session_request *request;
    int64_t seconds;
};

/* asked: the text that said the instant, or NULL. */
static coach_status local_of(coach *c, const struct session *session, int64_t instant,
                             const char *asked, struct civil *local) {
    if (!zone_known(c, session->time_zone))
        return fail(&c->failure, COACH_STORAGE, "time_zone", "this machine knows no time zone %s",
                    session->time_zone);
    *local = local_meant(c, session->time_zone, instant, asked, session->series_start);
    return COACH_OK;
}

static coach_status shift_one(coach *c, const void *before, void *row, struct change *change) {
    const struct session *old = before;
    const struct shift *shift = change->request;
    struct session *session = row;
    struct civil local;
    coach_status status = local_of(c, old, old->scheduled_at, NULL, &local);
    if (status != COACH_OK)
        return status;
    int64_t wall = civil_seconds(&local) + shift->seconds;
    int64_t days = wall / 86400 - (wall % 86400 < 0);
    int second = (int)(wall - days * 86400);
    local = civil_from_days(days);
    local.hour = second / 3600;
    local.minute = second / 60 % 60;
    local.second = second % 60;
    session->scheduled_at = zone_instant(zone_known(c, old->time_zone), &local);
    return session_set_end(c, shift->request, session, old->ends_at - old->scheduled_at);
}

/* How far the session that was named is to go. */
static coach_status read_shift(coach *c, const struct session *session, struct shift *shift) {
    int64_t to;
    struct civil from_local, to_local;
    near_zone(c, session->time_zone);
    coach_status status = field_read(c, field_named(&session_table, "scheduled_at"),
                                     shift->request->scheduled_at, &to);
    if (status == COACH_OK)
        status = local_of(c, session, session->scheduled_at, NULL, &from_local);
    if (status == COACH_OK)
        status = local_of(c, session, to, shift->request->scheduled_at, &to_local);
    if (status == COACH_OK)
        shift->seconds = civil_seconds(&to_local) - civil_seconds(&from_local);
    return status;
}

static coach_status move_many(coach *c, struct change *change) {
    struct shift shift = {.request = change->request};
    struct reach reach;
    coach_status status = one_end(c, shift.request);
    if (status == COACH_OK)
        status = series_reach(c, change, shift.request->extent, &reach);
    if (status != COACH_OK)
        return status;
    status = session_check_bookable(c, &reach.session);
    if (status == COACH_OK)
        status = read_shift(c, &reach.session, &shift);
    struct change moved = *change;
    moved.request = &shift;
    if (status == COACH_OK)
        status = series_change(c, &moved, &reach, shift_one);
    reach_clear(&reach);
    return status;
}

/* ---- The calls ---- */

coach_status coach_session_edit(coach *c, const char *which, const coach_session_request *r,
                                coach_id *id) {
    if (r->scheduled_at) {
        fail(&c->failure, COACH_USAGE, "scheduled_at",
             "a session is moved, not edited, to another time");
        return fail_hint(&c->failure, "coach session reschedule");
    }
    return change_run(c, r->extent == COACH_THIS_ONE ? edit_one : edit_many,
                      (struct change){.which = which, .request = r, .force = r->force}, id);
}

coach_status coach_session_reschedule(coach *c, const char *which, const coach_session_request *r,
                                      coach_id *id) {
    coach_session_request only = {.scheduled_at = r->scheduled_at,
                                  .duration = r->duration,
                                  .ends_at = r->ends_at,
                                  .extent = r->extent};
    if (!r->scheduled_at) {
        fail(&c->failure, COACH_USAGE, "scheduled_at", "to which time?");
        return fail_hint(&c->failure, "give --at, such as --at \"tomorrow 18:00\"");
    }
    return change_run(c, r->extent == COACH_THIS_ONE ? move_one : move_many,
                      (struct change){.which = which, .request = &only, .force = r->force}, id);
}
