/* session_moves.c - a session is confirmed, started, completed, cancelled, missed, and judged. */
#include "domain/series.h"

#define TO(status) (1U << SESSION_##status)
#define CLOSED_BY                                                                                  \
    (TO(IN_PROGRESS) | TO(COMPLETED) | TO(CANCELLED) | TO(LATE_CANCELLED) | TO(NO_SHOW))

const unsigned session_moves[] = {
    [SESSION_SCHEDULED] = TO(CONFIRMED) | CLOSED_BY,
    [SESSION_CONFIRMED] = CLOSED_BY,
    [SESSION_IN_PROGRESS] = TO(COMPLETED) | TO(CANCELLED),
    [SESSION_COMPLETED] = 0,
    [SESSION_CANCELLED] = 0,
    [SESSION_LATE_CANCELLED] = 0,
    [SESSION_NO_SHOW] = 0,
};

/* What the calls below were given beside the session. */
struct moving {
    int to;
    const char *at, *text, *rating;
    coach_lateness late;
    coach_extent extent;
};

static const struct field *field_of(const char *name) {
    return field_named(&session_table, name);
}

static coach_status read_moment(coach *c, const char *name, const char *at,
                                const struct session *session, int64_t *moment) {
    *moment = c->now;
    if (!at)
        return COACH_OK;
    near_zone(c, session->time_zone);
    coach_status status = field_read(c, field_of(name), at, moment);
    if (status != COACH_OK)
        return status;
    char said[48];
    coach_local_time(c, *moment, true, said, sizeof said);
    note(c, "%s at %s", g_str_equal(name, "started_at") ? "began" : "ended", said);
    return COACH_OK;
}

static coach_status set_status(coach *c, struct session *session, int to) {
    coach_status status = check_move(c, &session_table, session_moves, session->status, to);
    if (status == COACH_OK)
        session->status = to;
    return status;
}

static coach_status begin(coach *c, struct session *session, const struct moving *how) {
    return read_moment(c, "started_at", how->at, session, &session->started_at);
}

static coach_status finish(coach *c, struct session *session, const struct moving *how) {
    coach_status status = read_moment(c, "completed_at", how->at, session, &session->completed_at);
    if (status == COACH_OK && how->text)
        status = field_read(c, field_of("trainer_notes"), how->text, &session->trainer_notes);
    if (status != COACH_OK || session->started_at == INTEGER_NONE ||
        session->started_at <= session->completed_at)
        return status;
    char started[48];
    coach_local_time(c, session->started_at, true, started, sizeof started);
    return fail(&c->failure, COACH_REFUSED, "completed_at",
                "the session began at %s and cannot have ended before", started);
}

static coach_status call_off(coach *c, struct session *session, const struct moving *how) {
    session->cancelled_at = c->now;
    return how->text ? field_read(c, field_of("cancel_reason"), how->text, &session->cancel_reason)
                     : COACH_OK;
}

/* Only what has not begun can be called off late. */
static bool late_by_window(const coach *c, const struct session *session) {
    int64_t window = (int64_t)c->cancel_window_minutes * 60;
    return window > 0 && session->status != SESSION_IN_PROGRESS &&
           session->scheduled_at - c->now < window;
}

coach_status session_call_off(coach *c, struct session *session) {
    int to = late_by_window(c, session) ? SESSION_LATE_CANCELLED : SESSION_CANCELLED;
    coach_status status = set_status(c, session, to);
    if (status == COACH_OK)
        session->cancelled_at = c->now;
    return status;
}

static coach_status move(coach *c, const void *before, void *row, struct change *change) {
    (void)before;
    struct session *session = row;
    const struct moving *how = change->request;
    int to = how->to;
    if (to == SESSION_CANCELLED && (how->late == COACH_LATE || (how->late == COACH_LATE_BY_WINDOW &&
                                                                late_by_window(c, session))))
        to = SESSION_LATE_CANCELLED;
    coach_status status = set_status(c, session, to);
    if (status != COACH_OK)
        return status;
    switch (to) {
    case SESSION_IN_PROGRESS:
        return begin(c, session, how);
    case SESSION_COMPLETED:
        return finish(c, session, how);
    case SESSION_CANCELLED:
    case SESSION_LATE_CANCELLED:
        return call_off(c, session, how);
    default:
        return COACH_OK;
    }
}

static coach_status run_move(coach *c, struct change *change) {
    return change_update(c, &session_table, move, change);
}

static coach_status session_move(coach *c, const char *which, struct moving how, coach_id *id) {
    return change_run(c, run_move, (struct change){.which = which, .request = &how}, id);
}

coach_status coach_session_confirm(coach *c, const char *which, coach_id *id) {
    return session_move(c, which, (struct moving){.to = SESSION_CONFIRMED}, id);
}

coach_status coach_session_start(coach *c, const char *which, const char *at, coach_id *id) {
    return session_move(c, which, (struct moving){.to = SESSION_IN_PROGRESS, .at = at}, id);
}

coach_status coach_session_complete(coach *c, const char *which, const char *at,
                                    const char *trainer_notes, coach_id *id) {
    return session_move(
        c, which, (struct moving){.to = SESSION_COMPLETED, .at = at, .text = trainer_notes}, id);
}

coach_status coach_session_no_show(coach *c, const char *which, coach_id *id) {
    return session_move(c, which, (struct moving){.to = SESSION_NO_SHOW}, id);
}

static coach_status cancel_many(coach *c, struct change *change) {
    struct reach reach;
    coach_status status =
        series_reach(c, change, ((const struct moving *)change->request)->extent, &reach);
    if (status != COACH_OK)
        return status;
    status = series_change(c, change, &reach, move);
    reach_clear(&reach);
    return status;
}

coach_status coach_session_cancel(coach *c, const char *which, const coach_cancelling *how,
                                  coach_id *id) {
    struct moving moving = {.to = SESSION_CANCELLED,
                            .text = how->cancel_reason,
                            .late = how->late,
                            .extent = how->extent};
    if (how->extent == COACH_THIS_ONE)
        return session_move(c, which, moving, id);
    return change_run(c, cancel_many, (struct change){.which = which, .request = &moving}, id);
}

coach_status session_cancel_all(coach *c, const GArray *ids, const char *reason) {
    const coach_cancelling how = {.cancel_reason = reason, .late = COACH_NOT_LATE};
    coach_status status = COACH_OK;
    for (guint i = 0; status == COACH_OK && i < ids->len; i++) {
        char which[ID_TEXT];
        coach_id unused;
        id_format(&g_array_index(ids, struct id, i), which);
        status = coach_session_cancel(c, which, &how, &unused);
    }
    return status;
}

/* ---- What the client says of it ---- */

static coach_status judge(coach *c, const void *before, void *row, struct change *change) {
    (void)before;
    struct session *session = row;
    const struct moving *how = change->request;
    coach_status status = COACH_OK;
    if (!how->rating && !how->text) {
        fail(&c->failure, COACH_USAGE, NULL, "nothing to say");
        return fail_hint(&c->failure, "give --rating 1 to 5, --feedback TEXT, or both");
    }
    if (session->status != SESSION_COMPLETED) {
        fail(&c->failure, COACH_REFUSED, "status", "only a session that is COMPLETED can be rated");
        return fail_hint(&c->failure, "this one is %s",
                         field_of("status")->view.values[session->status]);
    }
    if (how->rating)
        status = field_read(c, field_of("rating"), how->rating, &session->rating);
    if (status == COACH_OK && how->text)
        status = field_read(c, field_of("client_feedback"), how->text, &session->client_feedback);
    return status;
}

static coach_status run_judge(coach *c, struct change *change) {
    return change_update(c, &session_table, judge, change);
}

coach_status coach_session_feedback(coach *c, const char *which, const char *rating,
                                    const char *client_feedback, coach_id *id) {
    struct moving how = {.rating = rating, .text = client_feedback};
    return change_run(c, run_judge, (struct change){.which = which, .request = &how}, id);
}
