/* plan.c - training plans: what a client and a trainer work towards. */
#include "domain/plan.h"

#include "domain/relationship.h"
#include "schedule/busy.h"

#include <string.h>

static const char *const statuses[] = {"DRAFT", "ACTIVE", "PAUSED", "COMPLETED", "CANCELLED", NULL};

static const unsigned moves[] = {
    [PLAN_DRAFT] = 1U << PLAN_ACTIVE | 1U << PLAN_CANCELLED,
    [PLAN_ACTIVE] = 1U << PLAN_PAUSED | 1U << PLAN_COMPLETED | 1U << PLAN_CANCELLED,
    [PLAN_PAUSED] = 1U << PLAN_ACTIVE | 1U << PLAN_COMPLETED | 1U << PLAN_CANCELLED,
    [PLAN_COMPLETED] = 0,
    [PLAN_CANCELLED] = 0,
};

#define PLAN(member) ASKED(struct plan, coach_plan_request, member)

/* Of the active sessions that were booked for a plan, some are done, some to come; the others are
 * missed. */
#define DONE "s.status = 'COMPLETED'"
#define COMING "(s.ends_at > $now AND s." SESSION_OCCUPIES ")"
#define COUNTED(column, words, condition)                                                          \
    {                                                                                              \
        .view = {column, .doc = words, .type = COACH_TYPE_INTEGER, .flags = COACH_FIELD_DERIVED},  \
        DERIVED,                                                                                   \
        .sql = "(SELECT count(*) FROM training_session s WHERE s.plan_id = t.id AND "              \
               "s.is_active AND " condition ")"                                                    \
    }

static const struct field fields[] = {
    ID_FIELD("plan"),
    {.view = {"client", .doc = "Name of the client", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_DERIVED | COACH_FIELD_BRIEF | COACH_FIELD_SEARCH,
              .target = COACH_USER},
     DERIVED,
     .sql = "r.client_id",
     .label = true},
    {.view = {"client_id", "client", "The user who is trained", COACH_TYPE_UUID,
              .flags = COACH_FIELD_DERIVED | COACH_FIELD_FILTER, .target = COACH_USER},
     DERIVED,
     .sql = "r.client_id"},
    {.view = {"trainer", .doc = "Name of the trainer", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_DERIVED | COACH_FIELD_BRIEF | COACH_FIELD_SEARCH,
              .target = COACH_TRAINER},
     DERIVED,
     .sql = "r.trainer_id",
     .label = true},
    {.view = {"trainer_id", "trainer", "The trainer", COACH_TYPE_UUID,
              .flags = COACH_FIELD_DERIVED | COACH_FIELD_FILTER, .target = COACH_TRAINER},
     DERIVED,
     .sql = "r.trainer_id"},
    {.view = {"client_trainer_relationship_id", "relationship",
              "The relationship that it belongs to", COACH_TYPE_UUID, .flags = COACH_FIELD_FILTER,
              .target = COACH_RELATIONSHIP},
     COLUMN(struct plan, client_trainer_relationship_id),
     .identifies = true},
    {.view = {"name", .doc = "What it is called", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_BRIEF | COACH_FIELD_SEARCH, .min = 1, .max = 255},
     PLAN(name),
     .identifies = true,
     .erased = "erased"},
    {.view = {"description", .doc = "What is to be done", .type = COACH_TYPE_TEXT,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_SEARCH, .max = 2000},
     PLAN(description),
     .erased = ERASED},
    {.view = {"program", .doc = "Name of the program", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_DERIVED | COACH_FIELD_BRIEF,
              .target = COACH_PROGRAM},
     DERIVED,
     .sql = "t.program_id",
     .label = true},
    {.view = {"program_id", "program", "The program that it follows", COACH_TYPE_UUID,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_FILTER, .target = COACH_PROGRAM},
     PLAN(program_id),
     .active = true},
    {.view = {"start_date", "start", "The first day", COACH_TYPE_DATE, .flags = COACH_FIELD_BRIEF},
     PLAN(start_date),
     .identifies = true,
     .read = read_date},
    {.view = {"end_date", "end", "The last day", COACH_TYPE_DATE,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF},
     PLAN(end_date),
     .read = read_date},
    {.view = {"status", .doc = "Where it stands", .type = COACH_TYPE_ENUM,
              .flags = COACH_FIELD_FILTER | COACH_FIELD_BRIEF, .values = statuses,
              .initial = "ACTIVE"},
     PLAN(status)},
    {.view = {"goals", .doc = "What is to be reached", .type = COACH_TYPE_TEXT,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_SEARCH, .max = 2000},
     PLAN(goals),
     .erased = ERASED},
    COUNTED("sessions_done", "How many of its sessions are COMPLETED", DONE),
    COUNTED("sessions_coming", "How many of its sessions are open and have not ended", COMING),
    COUNTED("sessions_missed", "How many are neither: cancelled, NO_SHOW, or past and not closed",
            "NOT (" DONE ") AND NOT (" COMING ")"),
    BASE_FIELDS,
};

static coach_status check_dates(coach *c, const struct plan *plan) {
    if (!plan->end_date || strcmp(plan->end_date, plan->start_date) >= 0)
        return COACH_OK;
    return fail(&c->failure, COACH_REFUSED, "end_date", "a plan that starts on %s cannot end on %s",
                plan->start_date, plan->end_date);
}

static bool is_open(const struct plan *plan) {
    return plan->base.is_active && plan->status <= PLAN_PAUSED;
}

coach_status plan_check_open(coach *c, const struct plan *plan) {
    if (!is_open(plan))
        return COACH_OK;
    coach_status status = relationship_check_open(c, &plan->client_trainer_relationship_id);
    return status == COACH_REFUSED
               ? fail(&c->failure, COACH_REFUSED, NULL, "the relationship of the plan is ENDED")
               : status;
}

static coach_status check(coach *c, const void *before, const void *row,
                          const struct arrival *how) {
    const struct plan *old = before, *plan = row;
    (void)how;
    if ((old && is_open(old)) || id_is_nil(&plan->client_trainer_relationship_id))
        return COACH_OK;
    coach_status status = plan_check_open(c, plan);
    return status == COACH_REFUSED
               ? fail_hint(&c->failure, "coach relationship start begins a new one")
               : status;
}

static coach_status arrive(coach *c, const void *before, void *row, const struct arrival *how) {
    const struct plan *plan = row, *old = before;
    const struct id *relationship = &plan->client_trainer_relationship_id;
    coach_status status =
        arrival_check_move(c, &plan_table, moves, old ? old->status : ENUM_NONE, plan->status, how);
    if (status == COACH_OK && plan->start_date)
        status = check_dates(c, plan);
    if (status == COACH_OK && old && !id_equal(&old->client_trainer_relationship_id, relationship))
        return fail(&c->failure, COACH_REFUSED, "client_trainer_relationship_id",
                    "whose plan it is cannot be changed");
    if (status != COACH_OK || old || !how->made || id_is_nil(relationship))
        return status;
    status = relationship_check_open(c, relationship);
    return status == COACH_OK
               ? check_active(c, &relationship_table, relationship, "the relationship")
               : status;
}

const struct table plan_table = {
    .noun = COACH_PLAN,
    .name = "training_plan",
    .fields = fields,
    .count = G_N_ELEMENTS(fields),
    .row_size = sizeof(struct plan),
    .from =
        "training_plan t JOIN client_trainer_relationship r ON r.id = t.client_trainer_relationship_id",
    .order = "t.start_date",
    .time = "start_date",
    .label = "SELECT name FROM training_plan WHERE id = $1",
    .search =
        "(t.search_text LIKE $? ESCAPE '\\' OR " SEARCH_PAIR("r.client_id", "r.trainer_id") ")",
    .arrive = arrive,
    .check = check,
};

/* ---- Creating and editing ---- */

static coach_status fill(coach *c, const void *before, void *row, struct change *change) {
    (void)before;
    const coach_plan_request *request = change->request;
    struct plan *plan = row;
    struct relationship r;
    coach_status status =
        relationship_meant(c, request->relationship, request->client, request->trainer, &r);
    if (status != COACH_OK)
        return status;
    plan->client_trainer_relationship_id = r.base.id;
    status = relationship_check_open(c, &r.base.id);
    if (status == COACH_OK)
        status = check_active(c, &relationship_table, &r.base.id, "the relationship");
    if (status == COACH_OK)
        status = near_trainer(c, &r.trainer_id);
    record_clear(&relationship_table, &r);
    if (status == COACH_OK)
        status = change_apply(c, &plan_table, row, change);
    if (status != COACH_OK)
        return status;
    if (plan->status != PLAN_DRAFT && plan->status != PLAN_ACTIVE)
        return fail(&c->failure, COACH_REFUSED, "status", "a plan begins as DRAFT or ACTIVE");
    return plan->start_date ? check_dates(c, plan) : COACH_OK;
}

static coach_status create(coach *c, struct change *change) {
    const coach_plan_request *request = change->request;
    coach_status status = plan_check_schedule(c, request);
    if (status == COACH_OK)
        status = change_insert(c, &plan_table, fill, change);
    return status == COACH_OK && request->schedule ? plan_schedule(c, &change->id, request)
                                                   : status;
}

static coach_status revise(coach *c, const void *before, void *row, struct change *change) {
    const struct plan *old = before;
    struct relationship r;
    coach_status status =
        record_load(c, &relationship_table, &old->client_trainer_relationship_id, &r);
    if (status != COACH_OK)
        return status;
    status = near_trainer(c, &r.trainer_id);
    record_clear(&relationship_table, &r);
    if (status == COACH_OK)
        status = change_apply(c, &plan_table, row, change);
    return status == COACH_OK ? check_dates(c, row) : status;
}

static coach_status edit(coach *c, struct change *change) {
    return change_update(c, &plan_table, revise, change);
}

coach_status coach_plan_create(coach *c, const coach_plan_request *r, coach_id *id) {
    return change_run(c, create, (struct change){.request = r}, id);
}

coach_status coach_plan_edit(coach *c, const char *which, const coach_plan_request *r,
                             coach_id *id) {
    if (r->status) {
        fail(&c->failure, COACH_USAGE, "status", "the status of a plan is moved, not edited");
        return fail_hint(&c->failure, "coach plan activate, pause, resume, complete or cancel");
    }
    return change_run(c, edit, (struct change){.which = which, .request = r}, id);
}

/* ---- Moves ---- */

struct plan_move {
    int to;
    int not_from; /* a status that has a verb of its own for this move; -1: none */
    const char *other;
    bool cancel_sessions;
};

static coach_status move(coach *c, const void *before, void *row, struct change *change) {
    (void)before;
    struct plan *plan = row;
    const struct plan_move *how = change->request;
    if (plan->status == how->not_from) {
        fail(&c->failure, COACH_REFUSED, "status", "the plan is %s, not %s", statuses[plan->status],
             statuses[how->not_from == PLAN_PAUSED ? PLAN_DRAFT : PLAN_PAUSED]);
        return hint_command(c, &plan_table, how->other, &plan->base.id);
    }
    coach_status status = check_move(c, &plan_table, moves, plan->status, how->to);
    if (status != COACH_OK)
        return status;
    plan->status = how->to;
    bool over = how->to == PLAN_COMPLETED || how->to == PLAN_CANCELLED;
    return over ? plan_settle(c, plan, how->cancel_sessions) : COACH_OK;
}

static coach_status run_move(coach *c, struct change *change) {
    return change_update(c, &plan_table, move, change);
}

static coach_status plan_move(coach *c, const char *which, struct plan_move how, coach_id *id) {
    return change_run(c, run_move, (struct change){.which = which, .request = &how}, id);
}

coach_status coach_plan_activate(coach *c, const char *which, coach_id *id) {
    return plan_move(c, which, (struct plan_move){PLAN_ACTIVE, PLAN_PAUSED, "resume", false}, id);
}

coach_status coach_plan_pause(coach *c, const char *which, coach_id *id) {
    return plan_move(c, which, (struct plan_move){PLAN_PAUSED, -1, NULL, false}, id);
}

coach_status coach_plan_resume(coach *c, const char *which, coach_id *id) {
    return plan_move(c, which, (struct plan_move){PLAN_ACTIVE, PLAN_DRAFT, "activate", false}, id);
}

coach_status coach_plan_complete(coach *c, const char *which, bool cancel_sessions, coach_id *id) {
    return plan_move(c, which, (struct plan_move){PLAN_COMPLETED, -1, NULL, cancel_sessions}, id);
}

coach_status coach_plan_cancel(coach *c, const char *which, bool cancel_sessions, coach_id *id) {
    return plan_move(c, which, (struct plan_move){PLAN_CANCELLED, -1, NULL, cancel_sessions}, id);
}
