/* relationship.h - who trains with whom, as sessions and plans need to know it. */
#ifndef DOMAIN_RELATIONSHIP_H
#define DOMAIN_RELATIONSHIP_H

#include "domain/domain.h"

enum relationship_status {
    RELATIONSHIP_PENDING,
    RELATIONSHIP_ACTIVE,
    RELATIONSHIP_PAUSED,
    RELATIONSHIP_ENDED,
};

struct relationship {
    struct base base;
    struct id client_id, trainer_id;
    int status, relationship_type;
    char *started_at, *ended_at, *notes, *end_reason;
};

extern const unsigned relationship_moves[];

/* An end exactly when ENDED, and never before the start. */
coach_status relationship_check_dates(coach *c, const struct relationship *r);

/* struct table's check, of relationships. */
coach_status relationship_check(coach *c, const void *before, const void *row,
                                const struct arrival *how);

/* COACH_REFUSED where it has ENDED: nothing new is planned in it, and nothing planned comes back.
 */
coach_status relationship_check_open(coach *c, const struct id *relationship);

/* Finds the relationship that a session or a plan is meant for and loads it: named itself, or the
 * open one of client and trainer; one of the two will do where that leaves a single one. */
coach_status relationship_meant(coach *c, const char *relationship, const char *client,
                                const char *trainer, struct relationship *out);

#endif
