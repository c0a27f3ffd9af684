/* relationship.c - who trains with whom: from PENDING to ENDED. */
#include "domain/relationship.h"

#include "schedule/busy.h"

#include <string.h>

static const char *const statuses[] = {"PENDING", "ACTIVE", "PAUSED", "ENDED", NULL};
static const char *const types[] = {"IN_PERSON", "ONLINE", "HYBRID", "GROUP", "TRIAL", NULL};

const unsigned relationship_moves[] = {
    [RELATIONSHIP_PENDING] = 1U << RELATIONSHIP_ACTIVE | 1U << RELATIONSHIP_ENDED,
    [RELATIONSHIP_ACTIVE] = 1U << RELATIONSHIP_PAUSED | 1U << RELATIONSHIP_ENDED,
    [RELATIONSHIP_PAUSED] = 1U << RELATIONSHIP_ACTIVE | 1U << RELATIONSHIP_ENDED,
    [RELATIONSHIP_ENDED] = 0,
};

#define RELATIONSHIP(member) ASKED(struct relationship, coach_relationship_request, member)

static const struct field fields[] = {
    ID_FIELD("relationship"),
    {.view = {"client", .doc = "Name of the client", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_DERIVED | COACH_FIELD_BRIEF | COACH_FIELD_SEARCH,
              .target = COACH_USER},
     DERIVED,
     .sql = "t.client_id",
     .label = true},
    {.view = {"client_id", "client", "The user who is trained", COACH_TYPE_UUID,
              .flags = COACH_FIELD_FILTER, .target = COACH_USER},
     RELATIONSHIP(client_id),
     .identifies = true},
    {.view = {"trainer", .doc = "Name of the trainer", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_DERIVED | COACH_FIELD_BRIEF | COACH_FIELD_SEARCH,
              .target = COACH_TRAINER},
     DERIVED,
     .sql = "t.trainer_id",
     .label = true},
    {.view = {"trainer_id", "trainer", "The trainer", COACH_TYPE_UUID, .flags = COACH_FIELD_FILTER,
              .target = COACH_TRAINER},
     RELATIONSHIP(trainer_id),
     .identifies = true},
    {.view = {"status", .doc = "Where it stands", .type = COACH_TYPE_ENUM,
              .flags = COACH_FIELD_FILTER | COACH_FIELD_BRIEF, .values = statuses,
              .initial = "ACTIVE"},
     RELATIONSHIP(status)},
    {.view = {"relationship_type", "type", "How they train", COACH_TYPE_ENUM,
              .flags = COACH_FIELD_FILTER | COACH_FIELD_BRIEF, .values = types},
     RELATIONSHIP(relationship_type)},
    {.view = {"started_at", "start", "The day it began", COACH_TYPE_DATE,
              .flags = COACH_FIELD_BRIEF, .initial = "today"},
     RELATIONSHIP(started_at),
     .identifies = true,
     .read = read_date},
    {.view = {"ended_at", "end", "The day it ended", COACH_TYPE_DATE,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF},
     RELATIONSHIP(ended_at),
     .read = read_date},
    {.view = {"notes", .doc = "Notes about it", .type = COACH_TYPE_TEXT,
              .flags = COACH_FIELD_OPTIONAL, .max = 2000},
     RELATIONSHIP(notes),
     .erased = ERASED},
    {.view = {"end_reason", "reason", "Why it ended", COACH_TYPE_LINE,
              .flags = COACH_FIELD_OPTIONAL, .max = 255},
     RELATIONSHIP(end_reason),
     .erased = ERASED},
    BASE_FIELDS,
};

static coach_status alone(coach *c, const void *row);
static coach_status arrive(coach *c, const void *before, void *row, const struct arrival *how);

const struct table relationship_table = {
    .noun = COACH_RELATIONSHIP,
    .name = "client_trainer_relationship",
    .fields = fields,
    .count = G_N_ELEMENTS(fields),
    .row_size = sizeof(struct relationship),
    .from = "client_trainer_relationship t",
    .order = "t.started_at",
    .time = "started_at",
    .label =
        "SELECT u.first_name || ' ' || u.last_name || ' with ' || w.first_name || ' ' || w.last_name "
        "FROM client_trainer_relationship r JOIN " PEOPLE " u ON u.id = r.client_id "
        "JOIN trainer_profile p ON p.id = r.trainer_id JOIN " PEOPLE
        " w ON w.id = p.user_id WHERE r.id = $1",
    .search = "(" SEARCH_PAIR("t.client_id", "t.trainer_id") ")",
    .alone = alone,
    .arrive = arrive,
    .check = relationship_check,
};

/* ---- Rules ---- */

coach_status relationship_check_dates(coach *c, const struct relationship *r) {
    bool ended = r->status == RELATIONSHIP_ENDED;
    if (!ended && (r->ended_at || r->end_reason)) {
        fail(&c->failure, COACH_REFUSED, r->ended_at ? "ended_at" : "end_reason",
             "only a relationship that is ENDED has %s",
             r->ended_at ? "an end" : "a reason for it");
        return id_is_nil(&r->base.id) ? COACH_REFUSED
                                      : hint_command(c, &relationship_table, "end", &r->base.id);
    }
    if (ended && !r->ended_at)
        return fail(&c->failure, COACH_REFUSED, "ended_at",
                    "a relationship that is ENDED has an end");
    if (r->ended_at && strcmp(r->ended_at, r->started_at) < 0)
        return fail(&c->failure, COACH_REFUSED, "ended_at",
                    "a relationship that began on %s cannot have ended on %s", r->started_at,
                    r->ended_at);
    return COACH_OK;
}

coach_status relationship_check_open(coach *c, const struct id *relationship) {
    int64_t open;
    coach_status status = count_rows(
        c, "SELECT count(*) FROM client_trainer_relationship WHERE id = $1 AND status <> 'ENDED'",
        relationship, NULL, &open);
    if (status != COACH_OK || open)
        return status;
    fail(&c->failure, COACH_REFUSED, "status", "the relationship is ENDED");
    return fail_hint(&c->failure, "coach relationship start begins a new one");
}

/* Runs a statement that gives another row; $1 to $3 are the trainer, the client and the id. */
static coach_status find_other(coach *c, const char *sql, const struct relationship *r,
                               struct id *other, bool *active) {
    struct statement *s;
    coach_status status = db_prepare(c->db, sql, &s);
    if (status != COACH_OK)
        return status;
    bool row = false;
    *other = (struct id){0};
    db_bind_id(s, 1, &r->trainer_id);
    db_bind_id(s, 2, &r->client_id);
    db_bind_id(s, 3, &r->base.id);
    if ((status = db_step(s, &row)) == COACH_OK && row) {
        *other = db_id(s, 0);
        *active = db_boolean(s, 1);
    }
    db_finish(s);
    return status;
}

static coach_status check_self(coach *c, const struct relationship *r) {
    struct id self;
    bool active;
    coach_status status = find_other(
        c, "SELECT id, is_active FROM trainer_profile WHERE id = $1 AND user_id = $2 AND id <> $3",
        r, &self, &active);
    return status == COACH_OK && !id_is_nil(&self)
               ? fail(&c->failure, COACH_REFUSED, "client_id", "nobody coaches themselves")
               : status;
}

/* Nobody trains the same client twice at a time. */
static coach_status alone(coach *c, const void *row) {
    const struct relationship *r = row;
    struct id other = {{0}};
    char text[ID_TEXT];
    bool active = false;
    if (r->status == RELATIONSHIP_ENDED)
        return COACH_OK;
    coach_status status =
        find_other(c,
                   "SELECT id, is_active FROM client_trainer_relationship WHERE trainer_id = $1 "
                   "AND client_id = $2 AND status <> 'ENDED' AND id <> $3",
                   r, &other, &active);
    if (status != COACH_OK || id_is_nil(&other))
        return status;
    id_format(&other, text);
    fail(&c->failure, COACH_CONFLICT, NULL, "the two have an open relationship already");
    fail_hint(&c->failure, active ? "it is %s" : "it is archived: coach relationship restore %s",
              text);
    return fail_other(&c->failure, &other, "");
}

static coach_status check_people(coach *c, const struct relationship *r) {
    int64_t accepts;
    coach_status status = check_active(c, &user_table, &r->client_id, "the client");
    if (status == COACH_OK)
        status = check_trainer(c, &r->trainer_id);
    if (status == COACH_OK)
        status = count_rows(
            c, "SELECT count(*) FROM trainer_profile WHERE id = $1 AND accepts_new_clients",
            &r->trainer_id, NULL, &accepts);
    if (status == COACH_OK && !accepts)
        status = fail(&c->failure, COACH_REFUSED, "trainer_id", "the trainer takes no new clients");
    if (status == COACH_REFUSED)
        fail_hint(&c->failure, "--force starts it all the same");
    return status;
}

static coach_status arrive(coach *c, const void *before, void *row, const struct arrival *how) {
    const struct relationship *r = row, *old = before;
    bool open = r->status != RELATIONSHIP_ENDED;
    if (id_is_nil(&r->client_id) || id_is_nil(&r->trainer_id) || !r->started_at)
        return COACH_OK; /* they are missed when it is written */
    if (old &&
        (!id_equal(&old->client_id, &r->client_id) || !id_equal(&old->trainer_id, &r->trainer_id)))
        return fail(&c->failure, COACH_REFUSED, "client_id",
                    "who trains with whom cannot be changed");
    coach_status status = arrival_check_move(c, &relationship_table, relationship_moves,
                                             old ? old->status : ENUM_NONE, r->status, how);
    if (status == COACH_OK)
        status = relationship_check_dates(c, r);
    if (status == COACH_OK)
        status = check_self(c, r);
    return status == COACH_OK && !old && open && how->made && !how->force ? check_people(c, r)
                                                                          : status;
}

/* ---- Starting and editing ---- */

/* Its days, today too, are days of the trainer's zone. */
static coach_status apply_near_trainer(coach *c, struct relationship *r, struct change *change) {
    const coach_relationship_request *request = change->request;
    struct id trainer;
    coach_status status = COACH_OK;
    if (request->trainer_id)
        status = record_find(c, &trainer_table, request->trainer_id, &trainer);
    if (status == COACH_OK && request->trainer_id)
        status = near_trainer(c, &trainer);
    return status == COACH_OK ? change_apply(c, &relationship_table, r, change) : status;
}

static coach_status fill(coach *c, const void *before, void *row, struct change *change) {
    (void)before;
    struct relationship *r = row;
    coach_status status = apply_near_trainer(c, r, change);
    if (status != COACH_OK)
        return status;
    if (id_is_nil(&r->client_id) || id_is_nil(&r->trainer_id)) {
        fail(&c->failure, COACH_USAGE, id_is_nil(&r->client_id) ? "client_id" : "trainer_id",
             "a relationship is between a client and a trainer");
        return fail_hint(&c->failure, "give --client and --trainer");
    }
    if (r->status != RELATIONSHIP_PENDING && r->status != RELATIONSHIP_ACTIVE)
        return fail(&c->failure, COACH_REFUSED, "status",
                    "a relationship starts as PENDING or ACTIVE");
    if ((status = relationship_check_dates(c, r)) == COACH_OK &&
        (status = check_self(c, r)) == COACH_OK && (status = alone(c, r)) == COACH_OK &&
        !change->force)
        status = check_people(c, r);
    return status;
}

static coach_status start(coach *c, struct change *change) {
    return change_insert(c, &relationship_table, fill, change);
}

static coach_status revise(coach *c, const void *before, void *row, struct change *change) {
    const struct relationship *old = before;
    coach_status status = near_trainer(c, &old->trainer_id);
    if (status == COACH_OK)
        status = change_apply(c, &relationship_table, row, change);
    return status == COACH_OK ? relationship_check_dates(c, row) : status;
}

static coach_status edit(coach *c, struct change *change) {
    return change_update(c, &relationship_table, revise, change);
}

coach_status coach_relationship_start(coach *c, const coach_relationship_request *r, coach_id *id) {
    return change_run(c, start, (struct change){.request = r, .force = r->force}, id);
}

coach_status coach_relationship_edit(coach *c, const char *which,
                                     const coach_relationship_request *r, coach_id *id) {
    if (r->status || r->client_id || r->trainer_id)
        return fail(&c->failure, COACH_USAGE, NULL,
                    "who trains with whom cannot be edited, nor the status");
    return change_run(c, edit, (struct change){.which = which, .request = r}, id);
}
