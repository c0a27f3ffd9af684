/* session.h - a training session in memory, and the rule of busy time. */
#ifndef DOMAIN_SESSION_H
#define DOMAIN_SESSION_H

#include "domain/domain.h"

enum session_status {
    SESSION_SCHEDULED,
    SESSION_CONFIRMED,
    SESSION_IN_PROGRESS,
    SESSION_COMPLETED,
    SESSION_CANCELLED,
    SESSION_LATE_CANCELLED,
    SESSION_NO_SHOW,
};

enum session_type {
    SESSION_ONE_ON_ONE,
    SESSION_GROUP,
    SESSION_ASSESSMENT,
    SESSION_CONSULTATION,
    SESSION_CHECK_IN,
};

struct session {
    struct base base;
    struct id client_trainer_relationship_id, client_id, trainer_id;
    char *title, *description, *time_zone, *location, *cancel_reason, *trainer_notes,
        *client_feedback;
    int64_t scheduled_at, ends_at, started_at, completed_at, cancelled_at, rating;
    int session_type, status;
};

extern const unsigned session_moves[];
extern const char *const session_statuses[], *const session_types[]; /* NULL-terminated */

/* COACH_CONFLICT where the session would occupy time in which its trainer or its client is busy;
 * names the session that is there. Every path by which a session comes to occupy time goes through
 * here. */
coach_status session_check_free(coach *c, const struct session *session);

#endif
