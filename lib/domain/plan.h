/* plan.h - a training plan in memory, and how the sessions of its program are booked. */
#ifndef DOMAIN_PLAN_H
#define DOMAIN_PLAN_H

#include "domain/domain.h"

enum plan_status { PLAN_DRAFT, PLAN_ACTIVE, PLAN_PAUSED, PLAN_COMPLETED, PLAN_CANCELLED };

/* The condition under which a plan is still to be worked on. */
#define PLAN_OPEN "is_active AND (status = 'DRAFT' OR status = 'ACTIVE' OR status = 'PAUSED')"

struct plan {
    struct base base;
    struct id client_trainer_relationship_id, program_id;
    char *name, *description, *start_date, *end_date, *goals;
    int status;
};

/* COACH_REFUSED where the plan is open, and its relationship has ended. */
coach_status plan_check_open(coach *c, const struct plan *plan);

/* COACH_USAGE where what is asked of a new plan's sessions makes no sense, before anything is made.
 */
coach_status plan_check_schedule(coach *c, const coach_plan_request *request);

/* Books the sessions of the plan's program for its client and trainer, at local times of the zone
 * at hand: the first day is the plan's. Refuses or notes what clashes, as the request says. */
coach_status plan_schedule(coach *c, const struct id *plan, const coach_plan_request *request);

/* What becomes of the sessions that were booked for the plan and are still to come: cancels them,
 * or notes that they stay. */
coach_status plan_settle(coach *c, const struct plan *plan, bool cancel_sessions);

#endif
