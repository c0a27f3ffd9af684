/* program_session.h - a session of a program: on which of its days, at what time of day. */
#ifndef DOMAIN_PROGRAM_SESSION_H
#define DOMAIN_PROGRAM_SESSION_H

#include "domain/domain.h"

struct program_session {
    struct base base;
    struct id program_id;
    int64_t day, duration_minutes;
    char *starts, *title, *description, *location; /* starts: "07:00" */
    int session_type;
};

/* Reads the active sessions of a program in the order of its days: struct program_session, which
 * the array clears. */
coach_status program_sessions(coach *c, const struct id *program, GArray **out);

#endif
