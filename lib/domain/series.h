/* series.h - a series of sessions in memory: the rule by which they recur, and what they began with
 * in common. */
#ifndef DOMAIN_SERIES_H
#define DOMAIN_SERIES_H

#include "base/civil.h"
#include "domain/session.h"

struct series {
    struct base base;
    struct id client_trainer_relationship_id, client_id, trainer_id;
    char *title, *description, *location, *time_zone;
    char *rule;        /* RFC 5545, bounded by COUNT or UNTIL: "FREQ=WEEKLY;COUNT=12" */
    char *local_start; /* LOCAL_TEXT */
    int64_t duration_minutes;
    int session_type;
};

/* Local times as they are kept: "2026-12-01T18:00:00". */
#define LOCAL_TEXT 20
void local_format(const struct civil *local, char out[LOCAL_TEXT]);
bool local_read(const char *text, struct civil *out);

/* The local time of an instant in a zone; of all that the zone resolves to it, the one that was
 * meant: a time that the zone skips is shown by its clocks as another. asked: the text that said
 * it, or NULL; meant: such a local time as it is kept, or NULL. */
struct civil local_meant(coach *c, const char *zone, int64_t instant, const char *asked,
                         const char *meant);

/* struct table's arrive, of series. */
coach_status series_arrive(coach *c, const void *before, void *row, const struct arrival *how);

/* What a change of several sessions is about. */
struct reach {
    struct session session; /* the one that was named */
    GArray *ids;            /* struct id: those that are changed, in order */
};

/* Finds the session that is named and, by the extent, the sessions of its series that are still to
 * come: from its own place in the series on, or all. The id of the first of them is left in the
 * change. COACH_REFUSED where there is none, or no series. */
coach_status series_reach(coach *c, struct change *change, coach_extent extent,
                          struct reach *reach);
void reach_clear(struct reach *reach);

/* Revises each of the sessions, then looks whether all are still free of clashes, unless the change
 * is forced: the revision itself need not look. They are what coach_changed() gives. */
coach_status series_change(coach *c, struct change *change, const struct reach *reach,
                           revision revise);

#endif
