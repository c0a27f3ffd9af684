/* session_arrive.c - sessions and series that an import brings: in whatever state they are, as long
 * as it could have come to be here. */
#include "domain/series.h"

#include "schedule/recur.h"
#include "schedule/zone.h"

#include <string.h>

/* ---- Whose ---- */

/* The open relationship of the two, where the record names none. */
static coach_status find_pair(coach *c, const struct id *client, const struct id *trainer,
                              struct relationship *r) {
    char of_client[ID_TEXT], of_trainer[ID_TEXT];
    id_format(client, of_client);
    id_format(trainer, of_trainer);
    return relationship_meant(c, NULL, id_is_nil(client) ? NULL : of_client,
                              id_is_nil(trainer) ? NULL : of_trainer, r);
}

static coach_status settle(coach *c, struct id *said, const struct id *is, const char *field) {
    if (id_is_nil(said))
        *said = *is;
    return id_equal(said, is) ? COACH_OK
                              : fail(&c->failure, COACH_REFUSED, field,
                                     "%s is not that of the relationship", field);
}

struct pair {
    struct id client, trainer;
    int status;
};

/* Files bring many sessions of a relationship: it is read once. */
static coach_status pair_of(coach *c, struct id *relationship, const struct id *client,
                            const struct id *trainer, GHashTable *known, struct pair *pair) {
    const struct pair *kept = known ? g_hash_table_lookup(known, relationship) : NULL;
    struct relationship r;
    if (kept) {
        *pair = *kept;
        return COACH_OK;
    }
    coach_status status = id_is_nil(relationship)
                              ? find_pair(c, client, trainer, &r)
                              : record_load(c, &relationship_table, relationship, &r);
    if (status != COACH_OK)
        return status;
    *relationship = r.base.id;
    *pair = (struct pair){r.client_id, r.trainer_id, r.status};
    record_clear(&relationship_table, &r);
    if (known)
        g_hash_table_replace(known, g_memdup2(relationship, sizeof *relationship),
                             g_memdup2(pair, sizeof *pair));
    return COACH_OK;
}

coach_status pair_arrive(coach *c, struct id *relationship, struct id *client, struct id *trainer,
                         const struct arrival *how) {
    struct pair pair;
    coach_status status = pair_of(c, relationship, client, trainer, how->pairs, &pair);
    if (status == COACH_OK)
        status = settle(c, client, &pair.client, "client_id");
    return status == COACH_OK ? settle(c, trainer, &pair.trainer, "trainer_id") : status;
}

/* ---- What goes with a status ---- */

static coach_status check_state(coach *c, const struct session *s) {
    bool completed = s->status == SESSION_COMPLETED;
    bool cancelled = s->status == SESSION_CANCELLED || s->status == SESSION_LATE_CANCELLED;
    const char *missing = NULL, *field = NULL;
    if (completed && s->completed_at == INTEGER_NONE)
        missing = "completed_at";
    else if (cancelled && s->cancelled_at == INTEGER_NONE)
        missing = "cancelled_at";
    else if (s->status == SESSION_IN_PROGRESS && s->started_at == INTEGER_NONE)
        missing = "started_at";
    else if (!completed && s->completed_at != INTEGER_NONE)
        field = "completed_at";
    else if (!cancelled && s->cancelled_at != INTEGER_NONE)
        field = "cancelled_at";
    else if (s->cancel_reason && !cancelled)
        field = "cancel_reason";
    else if (s->rating != INTEGER_NONE && !completed)
        field = "rating";
    else if (s->client_feedback && !completed)
        field = "client_feedback";
    if (missing)
        return fail(&c->failure, COACH_REFUSED, missing, "a session that is %s needs %s",
                    session_statuses[s->status], missing);
    if (field)
        return fail(&c->failure, COACH_REFUSED, field, "%s does not go with a session that is %s",
                    field, session_statuses[s->status]);
    if (completed && s->started_at != INTEGER_NONE && s->completed_at < s->started_at)
        return fail(&c->failure, COACH_REFUSED, "completed_at",
                    "a session is completed after it was started");
    return COACH_OK;
}

static coach_status set_time(coach *c, struct session *s) {
    if (s->ends_at == INTEGER_NONE)
        s->ends_at = s->scheduled_at + (int64_t)c->session_minutes * 60;
    int64_t length = s->ends_at - s->scheduled_at;
    if (!when_in_calendar(s->ends_at))
        return fail(&c->failure, COACH_INVALID, "ends_at", "a session ends before the year 10000");
    if (length < SESSION_SHORTEST || length > SESSION_LONGEST)
        return fail(&c->failure, COACH_INVALID, "ends_at",
                    "a session lasts from 5 minutes to 24 hours");
    if (s->time_zone)
        return COACH_OK;
    coach_status status = near_trainer(c, &s->trainer_id);
    s->time_zone = g_strdup(zone_name(reading_zone(c)));
    return status;
}

static coach_status check_series(coach *c, const struct session *s) {
    struct civil local;
    if (id_is_nil(&s->series_id) != !s->series_start)
        return fail(&c->failure, COACH_REFUSED, "series_start",
                    "series_id and series_start come together or not at all");
    return !s->series_start || (local_read(s->series_start, &local) && civil_valid(&local))
               ? COACH_OK
               : fail(&c->failure, COACH_INVALID, "series_start",
                      "it is a local time such as 2026-12-01T18:00:00");
}

/* Two of one series cannot begin with the same local time. */
coach_status session_alone(coach *c, const void *row) {
    const struct session *s = row;
    struct statement *query;
    struct id other;
    bool taken = false;
    if (!s->series_start)
        return COACH_OK;
    coach_status status = db_prepare(c->db,
                                     "SELECT id FROM training_session WHERE series_id = $1 AND "
                                     "series_start = $2 AND id <> $3",
                                     &query);
    if (status != COACH_OK)
        return status;
    db_bind_id(query, 1, &s->series_id);
    db_bind_text(query, 2, s->series_start);
    db_bind_id(query, 3, &s->base.id);
    if ((status = db_step(query, &taken)) == COACH_OK && taken)
        other = db_id(query, 0);
    db_finish(query);
    if (status != COACH_OK || !taken)
        return status;
    fail(&c->failure, COACH_CONFLICT, "series_start",
         "the series has a session that begins then already");
    return fail_other(&c->failure, &other, "");
}

/* ---- What it belongs to ---- */

/* A plan or a series is of one relationship, with all of its sessions. */
static coach_status check_same_pair(coach *c, const struct session *s, const char *sql,
                                    const struct id *id, const char *field, const char *noun) {
    struct id of = {{0}};
    struct statement *query;
    bool row = false;
    if (id_is_nil(id))
        return COACH_OK;
    coach_status status = db_prepare(c->db, sql, &query);
    if (status != COACH_OK)
        return status;
    db_bind_id(query, 1, id);
    if ((status = db_step(query, &row)) == COACH_OK && row)
        of = db_id(query, 0);
    db_finish(query);
    return status != COACH_OK || id_equal(&of, &s->client_trainer_relationship_id)
               ? status
               : fail(&c->failure, COACH_REFUSED, field, "the %s is one of another relationship",
                      noun);
}

static coach_status check_belongs(coach *c, const struct session *s) {
    coach_status status = check_same_pair(
        c, s, "SELECT client_trainer_relationship_id FROM training_plan WHERE id = $1", &s->plan_id,
        "plan_id", "plan");
    return status == COACH_OK
               ? check_same_pair(
                     c, s,
                     "SELECT client_trainer_relationship_id FROM session_series WHERE id = $1",
                     &s->series_id, "series_id", "series")
               : status;
}

/* ---- What becomes of one that is here ---- */

static coach_status check_revision(coach *c, const struct session *old, const struct session *s,
                                   const struct arrival *how) {
    coach_status status =
        arrival_check_move(c, &session_table, session_moves, old->status, s->status, how);
    if (status != COACH_OK || how->force)
        return status;
    if (old->scheduled_at != s->scheduled_at &&
        (status = session_check_movable(c, old)) == COACH_REFUSED)
        fail_rename(&c->failure, "scheduled_at");
    if (status == COACH_OK && old->scheduled_at != s->scheduled_at)
        status = session_check_coming(c, s);
    return status == COACH_OK ? session_check_type(c, old, s) : status;
}

coach_status session_arrive(coach *c, const void *before, void *row, const struct arrival *how) {
    struct session *s = row;
    coach_status status =
        pair_arrive(c, &s->client_trainer_relationship_id, &s->client_id, &s->trainer_id, how);
    if (status != COACH_OK || s->scheduled_at == INTEGER_NONE)
        return status; /* its time is missed when it is written */
    status = set_time(c, s);
    if (status == COACH_OK && before)
        status = check_revision(c, before, s, how);
    if (status == COACH_OK)
        status = check_state(c, s);
    if (status == COACH_OK)
        status = check_series(c, s);
    if (status == COACH_OK)
        status = check_belongs(c, s);
    return status == COACH_OK && how->made && s->status <= SESSION_IN_PROGRESS
               ? session_check_bookable(c, s)
               : status;
}

/* ---- Its time ---- */

/* Of one that comes without having been booked here: nobody can have booked it, or left it booked,
 * in such a relationship. In one that is PAUSED or archived by now it can be, and by force in one
 * that is PENDING. */
static coach_status check_booked(coach *c, const struct session *s, const struct arrival *how) {
    struct pair pair;
    struct id relationship = s->client_trainer_relationship_id;
    if (s->ends_at <= c->now)
        return COACH_OK;
    coach_status status =
        pair_of(c, &relationship, &s->client_id, &s->trainer_id, how->pairs, &pair);
    if (status != COACH_OK)
        return status;
    bool could = pair.status == RELATIONSHIP_PENDING
                     ? how->force || s->session_type == SESSION_CONSULTATION
                     : pair.status != RELATIONSHIP_ENDED;
    return could ? COACH_OK : session_check_bookable(c, s);
}

coach_status session_check(coach *c, const void *before, const void *row,
                           const struct arrival *how) {
    const struct session *old = before, *s = row;
    if (!session_occupies(s) || s->scheduled_at == INTEGER_NONE)
        return COACH_OK;
    bool again = old && (!session_occupies(old) || !id_equal(&old->client_trainer_relationship_id,
                                                             &s->client_trainer_relationship_id));
    coach_status status = COACH_OK;
    if (!old || (again && how->force))
        status = check_booked(c, s, how);
    else if (again)
        status = session_check_coming(c, s);
    return status == COACH_OK && !how->force && (!old || again || session_may_clash(old, s))
               ? session_check_free(c, s)
               : status;
}

/* ---- Series ---- */

static coach_status check_rule(coach *c, struct series *s) {
    const struct when_context context = {c->now, zone_known(c, s->time_zone)};
    struct civil local;
    g_autofree char *rule = NULL;
    if (!local_read(s->local_start, &local) || !civil_valid(&local))
        return fail(&c->failure, COACH_INVALID, "local_start",
                    "it is a local time such as 2026-12-01T18:00:00");
    coach_status status =
        recur_rule(&(struct recur_request){.rule = s->rule}, &local, &context, &rule, &c->failure);
    if (status != COACH_OK)
        fail_rename(&c->failure, "rule");
    return status;
}

coach_status series_arrive(coach *c, const void *before, void *row, const struct arrival *how) {
    struct series *s = row;
    const struct series *old = before;
    if (old && !id_equal(&old->client_trainer_relationship_id, &s->client_trainer_relationship_id))
        return fail(&c->failure, COACH_REFUSED, "client_trainer_relationship_id",
                    "whose series it is cannot be changed");
    coach_status status =
        pair_arrive(c, &s->client_trainer_relationship_id, &s->client_id, &s->trainer_id, how);
    return status == COACH_OK && s->rule && s->local_start && s->time_zone ? check_rule(c, s)
                                                                           : status;
}
