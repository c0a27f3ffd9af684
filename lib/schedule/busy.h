/* busy.h - is this person busy? The one answer for booking, moving, restoring and all that plans
 * time. */
#ifndef SCHEDULE_BUSY_H
#define SCHEDULE_BUSY_H

#include "store/handle.h"

#define SESSION_SHORTEST 300
#define SESSION_LONGEST 86400

/* The condition under which a session occupies its time. */
#define SESSION_OCCUPIES                                                                           \
    "is_active AND (status = 'SCHEDULED' OR status = 'CONFIRMED' OR status = 'IN_PROGRESS')"

struct busy_query {
    struct id user;    /* the person */
    int64_t from, to;  /* half-open */
    struct id except;  /* the session that asks; never nil */
    const char *group; /* the title of a GROUP session that asks, which may share the exact hour
                          with others of */
    struct id trainer; /* this trainer and title, */
    struct id client;  /* but of another client; NULL: shares with none */
};

struct busy_session {
    struct id id; /* nil: the login may know only that the person is busy, from and to the hours
                     asked for */
    char *title;  /* the caller's */
    int64_t scheduled_at, ends_at;
};

/* Finds the first session that occupies the person's time, as trainer or as client. *found tells
 * whether there is one; found is filled only then. Costs two index lookups, however many sessions
 * there are. */
coach_status busy_find(coach *c, const struct busy_query *query, bool *busy,
                       struct busy_session *found);

#endif
