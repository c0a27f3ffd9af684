/* undo_rules.c - what is brought back fits in with what has been done since. */
#include "domain/operation.h"
#include "domain/plan.h"
#include "domain/session.h"

/* ---- Time ---- */

/* A session that occupies time again must find it free. */
static coach_status check_session(coach *c, const struct id *id) {
    struct session session;
    coach_status status = record_load(c, &session_table, id, &session);
    if (status != COACH_OK)
        return status;
    status = session_check_free(c, &session);
    record_clear(&session_table, &session);
    return status;
}

static coach_status check_time_off(coach *c, const struct id *id) {
    bool there;
    coach_status status = record_active(c, &time_off_table, id, &there);
    return status == COACH_OK && there ? time_off_check_free(c, id) : status;
}

/* ---- Relationships that have ended ---- */

#define STRANDED_SESSION "ends_at > $2 AND " SESSION_OCCUPIES
#define OF_ENDED                                                                                   \
    " AND client_trainer_relationship_id IN (SELECT id FROM client_trainer_relationship WHERE "    \
    "status = 'ENDED')"

static const char session_stranded[] =
    "SELECT count(*) FROM training_session WHERE id = $1 AND " STRANDED_SESSION OF_ENDED;
static const char sessions_stranded[] =
    "SELECT count(*) FROM training_session WHERE client_trainer_relationship_id = $1 AND " STRANDED_SESSION
        OF_ENDED;
static const char plan_stranded[] =
    "SELECT count(*) FROM training_plan WHERE id = $1 AND " PLAN_OPEN OF_ENDED;
static const char plans_stranded[] =
    "SELECT count(*) FROM training_plan WHERE client_trainer_relationship_id = $1 AND " PLAN_OPEN
        OF_ENDED;

/* Ending a relationship leaves no session to come and no open plan in it. */
static coach_status check_ended(coach *c, const char *sql, bool session, const struct id *id) {
    int64_t count;
    coach_status status = count_rows(c, sql, id, session ? &c->now : NULL, &count);
    if (status != COACH_OK || count == 0)
        return status;
    return fail(&c->failure, COACH_REFUSED, "status",
                "the relationship is ENDED, and would have %s",
                session ? "a session that is still to come" : "an open plan");
}

static coach_status check_change(coach *c, const struct history_change *change, bool force) {
    const struct id *id = &change->row_id;
    coach_status status = COACH_OK;
    if (change->table == &time_off_table && !force)
        return check_time_off(c, id);
    if (change->table == &plan_table)
        return check_ended(c, plan_stranded, false, id);
    if (change->table == &relationship_table)
        status = check_ended(c, sessions_stranded, true, id);
    return status == COACH_OK && change->table == &relationship_table
               ? check_ended(c, plans_stranded, false, id)
               : status;
}

coach_status undo_check(coach *c, const GArray *changes, const GArray *taking, bool force) {
    coach_status status = COACH_OK;
    for (guint i = 0; status == COACH_OK && i < taking->len; i++) {
        const struct id *id = &g_array_index(taking, struct id, i);
        status = check_ended(c, session_stranded, true, id);
        if (status == COACH_OK && !force)
            status = check_session(c, id);
    }
    for (guint i = 0; status == COACH_OK && i < changes->len; i++)
        status = check_change(c, &g_array_index(changes, struct history_change, i), force);
    return status;
}
