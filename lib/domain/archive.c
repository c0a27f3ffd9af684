/* archive.c - rows are put away and brought back; nothing is deleted. */
#include "domain/plan.h"
#include "domain/session.h"
#include "schedule/busy.h"

#define COMING "ends_at > $2 AND " SESSION_OCCUPIES

/* Who has sessions to come is not put away by mistake: a statement that counts them, by noun. */
static const char *const coming[COACH_NOUN_COUNT] = {
    [COACH_USER] =
        "SELECT (SELECT count(*) FROM training_session WHERE client_id = $1 AND " COMING ") + "
        "(SELECT count(*) FROM training_session WHERE trainer_id IN "
        "(SELECT id FROM trainer_profile WHERE user_id = $1) AND " COMING ")",
    [COACH_TRAINER] = "SELECT count(*) FROM training_session WHERE trainer_id = $1 AND " COMING,
    [COACH_RELATIONSHIP] =
        "SELECT count(*) FROM training_session WHERE client_trainer_relationship_id = $1 AND " COMING,
};

struct archiving {
    const struct table *table;
    bool active; /* what the row is to become */
};

static coach_status check_coming(coach *c, const struct table *table, const struct id *id) {
    int64_t count;
    if (!coming[table->noun])
        return COACH_OK;
    coach_status status = count_rows(c, coming[table->noun], id, &c->now, &count);
    if (status != COACH_OK || count == 0)
        return status;
    const char *noun = coach_noun_name(table->noun);
    fail(&c->failure, COACH_REFUSED, NULL, "the %s still has %d coming session%s", noun, (int)count,
         count == 1 ? "" : "s");
    return fail_hint(&c->failure, "cancel %s first, or archive the %s all the same with --force",
                     count == 1 ? "it" : "them", noun);
}

static coach_status check_put_away(coach *c, const struct table *table, const struct id *id,
                                   bool force) {
    if (id_equal(id, &c->actor))
        return fail(&c->failure, COACH_REFUSED, "is_active", "the acting user cannot be archived");
    return force ? COACH_OK : check_coming(c, table, id);
}

coach_status change_check(coach *c, const struct table *table, const void *before, const void *row,
                          const struct arrival *how) {
    const struct base *old = before, *new = row;
    coach_status status = !table->keys && old && old->is_active && !new->is_active
                              ? check_put_away(c, table, &new->id, how->force)
                              : COACH_OK;
    return status == COACH_OK && table->check ? table->check(c, before, row, how) : status;
}

static coach_status check_plan(coach *c, const struct plan *plan) {
    coach_status status = plan_check_open(c, plan);
    return status == COACH_REFUSED ? fail_hint(&c->failure, "cancel the plan, then restore it")
                                   : status;
}

/* One that is still to come is booked again. */
static coach_status check_session(coach *c, const struct session *session, bool force) {
    coach_status status = session_check_coming(c, session);
    if (status == COACH_REFUSED)
        return fail_hint(&c->failure, "or cancel the session, then restore it");
    return status == COACH_OK && !force ? session_check_free(c, session) : status;
}

static coach_status revise(coach *c, const void *before, void *row, struct change *change) {
    const struct archiving *how = change->request;
    const char *noun = coach_noun_name(how->table->noun);
    struct base *base = row;
    if (((const struct base *)before)->is_active == how->active)
        return fail(&c->failure, COACH_REFUSED, "is_active",
                    how->active ? "the %s is not archived" : "the %s is archived already", noun);
    base->is_active = how->active;
    if (!how->active)
        return check_put_away(c, how->table, &base->id, change->force);
    if (how->table == &session_table)
        return check_session(c, row, change->force);
    return how->table == &plan_table ? check_plan(c, row) : COACH_OK;
}

static coach_status run(coach *c, struct change *change) {
    return change_update(c, ((const struct archiving *)change->request)->table, revise, change);
}

coach_status coach_archive(coach *c, coach_noun noun, const char *which, bool force, coach_id *id) {
    struct archiving how = {table_of(noun), false};
    return change_run(c, run, (struct change){.which = which, .request = &how, .force = force}, id);
}

coach_status coach_restore(coach *c, coach_noun noun, const char *which, bool force, coach_id *id) {
    struct archiving how = {table_of(noun), true};
    return change_run(c, run, (struct change){.which = which, .request = &how, .force = force}, id);
}
