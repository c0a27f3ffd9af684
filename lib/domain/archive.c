/* archive.c - rows are put away and brought back; nothing is deleted. */
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

#define OPEN_IN_ENDED                                                                              \
    " AND client_trainer_relationship_id IN (SELECT id FROM client_trainer_relationship WHERE status = 'ENDED')"

/* What would be open again in a relationship that has ended meanwhile: counted, by noun. */
static const char *const stranded[COACH_NOUN_COUNT] = {
    [COACH_SESSION] =
        "SELECT count(*) FROM training_session WHERE id = $1 AND ends_at > $2 AND "
        "(status = 'SCHEDULED' OR status = 'CONFIRMED' OR status = 'IN_PROGRESS')" OPEN_IN_ENDED,
    [COACH_PLAN] = "SELECT count(*) FROM training_plan WHERE id = $1 AND "
                   "(status = 'DRAFT' OR status = 'ACTIVE' OR status = 'PAUSED')" OPEN_IN_ENDED,
};

struct archiving {
    const struct table *table;
    bool active; /* what the row is to become */
};

static coach_status check_coming(coach *c, const struct table *table, const struct change *change) {
    int64_t count;
    if (!coming[table->noun] || change->force)
        return COACH_OK;
    coach_status status = count_rows(c, coming[table->noun], &change->id, &c->now, &count);
    if (status != COACH_OK || count == 0)
        return status;
    const char *noun = coach_noun_name(table->noun);
    fail(&c->failure, COACH_REFUSED, NULL, "the %s still has %d coming session%s", noun, (int)count,
         count == 1 ? "" : "s");
    return fail_hint(&c->failure, "cancel %s first, or archive the %s all the same with --force",
                     count == 1 ? "it" : "them", noun);
}

static coach_status check_stranded(coach *c, const struct table *table,
                                   const struct change *change) {
    int64_t count;
    if (!stranded[table->noun])
        return COACH_OK;
    const int64_t *now = table == &session_table ? &c->now : NULL;
    coach_status status = count_rows(c, stranded[table->noun], &change->id, now, &count);
    if (status != COACH_OK || count == 0)
        return status;
    fail(&c->failure, COACH_REFUSED, NULL, "the relationship of the %s is ENDED",
         coach_noun_name(table->noun));
    return fail_hint(&c->failure, "cancel the %s, then restore it", coach_noun_name(table->noun));
}

static coach_status revise(coach *c, const void *before, void *row, struct change *change) {
    const struct archiving *how = change->request;
    const char *noun = coach_noun_name(how->table->noun);
    struct base *base = row;
    if (((const struct base *)before)->is_active == how->active)
        return fail(&c->failure, COACH_REFUSED, "is_active",
                    how->active ? "the %s is not archived" : "the %s is archived already", noun);
    base->is_active = how->active;
    if (!how->active && id_equal(&base->id, &c->actor))
        return fail(&c->failure, COACH_REFUSED, "is_active", "the acting user cannot be archived");
    if (!how->active)
        return check_coming(c, how->table, change);
    coach_status status = check_stranded(c, how->table, change);
    return status == COACH_OK && how->table == &session_table && !change->force
               ? session_check_free(c, row)
               : status;
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
