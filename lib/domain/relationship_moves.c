/* relationship_moves.c - a relationship is activated, paused, resumed and ended. */
#include "domain/plan.h"
#include "domain/relationship.h"
#include "domain/session.h"
#include "schedule/busy.h"

static coach_status move(coach *c, struct relationship *r, int to) {
    coach_status status = check_move(c, &relationship_table, relationship_moves, r->status, to);
    if (status == COACH_OK)
        r->status = to;
    return status;
}

static coach_status to_active(coach *c, const void *before, void *row, struct change *change) {
    if (((const struct relationship *)before)->status == RELATIONSHIP_PAUSED) {
        fail(&c->failure, COACH_REFUSED, "status", "the relationship is PAUSED, not PENDING");
        return hint_command(c, &relationship_table, "resume", &change->id);
    }
    return move(c, row, RELATIONSHIP_ACTIVE);
}

static coach_status to_paused(coach *c, const void *before, void *row, struct change *change) {
    (void)before;
    (void)change;
    return move(c, row, RELATIONSHIP_PAUSED);
}

static coach_status to_resumed(coach *c, const void *before, void *row, struct change *change) {
    if (((const struct relationship *)before)->status == RELATIONSHIP_PENDING) {
        fail(&c->failure, COACH_REFUSED, "status", "the relationship is PENDING, not PAUSED");
        return hint_command(c, &relationship_table, "activate", &change->id);
    }
    return move(c, row, RELATIONSHIP_ACTIVE);
}

static coach_status activate(coach *c, struct change *change) {
    return change_update(c, &relationship_table, to_active, change);
}

static coach_status put_off(coach *c, struct change *change) {
    return change_update(c, &relationship_table, to_paused, change);
}

static coach_status resume(coach *c, struct change *change) {
    return change_update(c, &relationship_table, to_resumed, change);
}

coach_status coach_relationship_activate(coach *c, const char *which, coach_id *id) {
    return change_run(c, activate, (struct change){.which = which}, id);
}

coach_status coach_relationship_pause(coach *c, const char *which, coach_id *id) {
    return change_run(c, put_off, (struct change){.which = which}, id);
}

coach_status coach_relationship_resume(coach *c, const char *which, coach_id *id) {
    return change_run(c, resume, (struct change){.which = which}, id);
}

/* ---- Ending ---- */

static const char coming_sessions[] =
    "SELECT id FROM training_session WHERE client_trainer_relationship_id = $1 AND "
    "ends_at > $2 AND " SESSION_OCCUPIES " ORDER BY scheduled_at, id";
static const char open_plans[] =
    "SELECT id FROM training_plan WHERE client_trainer_relationship_id = $1 AND " PLAN_OPEN
    " ORDER BY start_date, id";

/* Cancels each of the plans by the call that everybody cancels with, so that no rule is passed by.
 */
static coach_status cancel_plans(coach *c, const GArray *ids) {
    coach_status status = COACH_OK;
    for (guint i = 0; status == COACH_OK && i < ids->len; i++) {
        char which[ID_TEXT];
        coach_id unused;
        id_format(&g_array_index(ids, struct id, i), which);
        status = coach_plan_cancel(c, which, false, &unused);
    }
    return status;
}

static coach_status left_over(coach *c, const struct relationship *r, bool sessions, GArray **ids) {
    return collect_ids(c, sessions ? coming_sessions : open_plans, &r->base.id,
                       sessions ? &c->now : NULL, ids);
}

static coach_status refuse_left(coach *c, bool sessions, guint count) {
    return fail(&c->failure, COACH_REFUSED, NULL, "the relationship still has %u %s%s", count,
                sessions ? "coming session" : "open plan", count == 1 ? "" : "s");
}

/* What is still to come or open is dealt with as the user said, or named where nothing was said. */
static coach_status settle(coach *c, const struct relationship *r, bool sessions, bool cancel) {
    g_autoptr(GArray) ids = NULL;
    coach_status status = left_over(c, r, sessions, &ids);
    if (status != COACH_OK || ids->len == 0)
        return status;
    if (cancel)
        return sessions ? session_cancel_all(c, ids, "the relationship ended")
                        : cancel_plans(c, ids);
    refuse_left(c, sessions, ids->len);
    return fail_hint(&c->failure, "%s cancels %s", sessions ? "--cancel-sessions" : "--close-plans",
                     ids->len == 1 ? "it" : "them");
}

static coach_status to_ended(coach *c, const void *before, void *row, struct change *change) {
    const coach_ending *how = change->request;
    struct relationship *r = row;
    coach_status status = move(c, r, RELATIONSHIP_ENDED);
    if (status == COACH_OK)
        status = settle(c, before, true, how->cancel_sessions);
    if (status == COACH_OK)
        status = settle(c, before, false, how->close_plans);
    if (status == COACH_OK)
        status = near_trainer(c, &r->trainer_id);
    if (status == COACH_OK)
        status = field_read(c, field_named(&relationship_table, "ended_at"),
                            how->ended_at ? how->ended_at : "today", &r->ended_at);
    if (status == COACH_OK && how->end_reason)
        status = field_read(c, field_named(&relationship_table, "end_reason"), how->end_reason,
                            &r->end_reason);
    return status == COACH_OK ? relationship_check_dates(c, r) : status;
}

static coach_status end(coach *c, struct change *change) {
    return change_update(c, &relationship_table, to_ended, change);
}

coach_status coach_relationship_end(coach *c, const char *which, const coach_ending *how,
                                    coach_id *id) {
    return change_run(c, end, (struct change){.which = which, .request = how}, id);
}

/* ---- Where it has come to be so by other ways ---- */

static coach_status check_settled(coach *c, const struct relationship *r, bool sessions) {
    g_autoptr(GArray) ids = NULL;
    char id[ID_TEXT];
    coach_status status = left_over(c, r, sessions, &ids);
    if (status != COACH_OK || ids->len == 0)
        return status;
    id_format(&r->base.id, id);
    refuse_left(c, sessions, ids->len);
    return fail_hint(&c->failure, "coach relationship end %s %s", id,
                     sessions ? "--cancel-sessions" : "--close-plans");
}

/* Whether it could have been booked in it. */
static coach_status check_booked(coach *c, const struct relationship *r, const struct id *id) {
    struct session session;
    char text[ID_TEXT];
    coach_status status = record_load(c, &session_table, id, &session);
    if (status != COACH_OK)
        return status;
    status = session_check_open(c, r, &session);
    record_clear(&session_table, &session);
    id_format(id, text);
    return status == COACH_REFUSED ? fail_hint(&c->failure, "the session %s is booked", text)
                                   : status;
}

static coach_status check_pending(coach *c, const struct relationship *r) {
    g_autoptr(GArray) ids = NULL;
    coach_status status = left_over(c, r, true, &ids);
    for (guint i = 0; status == COACH_OK && i < ids->len; i++)
        status = check_booked(c, r, &g_array_index(ids, struct id, i));
    return status;
}

coach_status relationship_check(coach *c, const void *before, const void *row,
                                const struct arrival *how) {
    const struct relationship *old = before, *r = row;
    if (!old || old->status == r->status)
        return COACH_OK;
    if (r->status == RELATIONSHIP_PENDING && !how->force)
        return check_pending(c, r);
    if (r->status != RELATIONSHIP_ENDED)
        return COACH_OK;
    coach_status status = check_settled(c, r, true);
    return status == COACH_OK ? check_settled(c, r, false) : status;
}
