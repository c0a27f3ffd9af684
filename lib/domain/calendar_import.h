/* calendar_import.h - events of other calendars on their way to sessions.
 *
 * A text is read into sources. Those of one UID become occurrences: what is to be there, each with
 * its times resolved. Each occurrence is then taken by itself: it makes or changes one session. */
#ifndef DOMAIN_CALENDAR_IMPORT_H
#define DOMAIN_CALENDAR_IMPORT_H

#include "domain/relationship.h"
#include "domain/series.h"
#include "schedule/ical_read.h"
#include "schedule/zone.h"

#define UID_LONGEST 1000

/* One VEVENT as it was read. */
struct source {
    struct ical_event event;
    unsigned line;
    bool cancel; /* it came with METHOD:CANCEL, or is CANCELLED */
};

/* The zone that a TZID means: one of this machine, or what the calendar says of it. */
struct source_zone {
    struct zone *known;
    struct ical_zone *told;
};

struct import {
    coach *c;
    const coach_import *how;
    const char *name; /* of the file; NULL: it needs none */
    const struct ical_reader *reader;
    GPtrArray *sources; /* struct source, in order */
    GHashTable *zones;  /* TZID → struct source_zone */
    coach_imported *counts;
    struct id trainer;      /* nil: not said */
    struct relationship of; /* for new sessions; its id is nil where there is none */
};

/* What is to be there. */
struct occurrence {
    char original[LOCAL_TEXT];   /* the local start that the rule gave it; "": it does not recur */
    const struct source *source; /* NULL: it is there, and cannot be taken */
    int64_t start, end;
    const char *zone; /* IANA; NULL: it tells none that is known here */
};

/* All events of one UID. */
struct group {
    const char *uid;
    GPtrArray *sources;
    const struct source *whole; /* the event itself; NULL: there are only occurrences of it */
    GArray *occurrences;        /* struct occurrence */
    bool own;                   /* the UID is coach's */
};

/* Which session stands for an occurrence, and what it was like when it was read last. */
struct link {
    struct id session;
    int64_t sequence, modified;
    char digest[65];
};

/* A session that stands for an occurrence. */
struct linked {
    struct id session;
    char original[LOCAL_TEXT];
};

/* ---- calendar_source.c: what stands in a text ---- */

/* Reads all events and zones of a text. Where it is no calendar, or too much: COACH_INVALID, or,
 * of a file that has a name, a problem, and nothing is read. */
coach_status import_read(struct import *import, const char *text, size_t length);
void import_clear(struct import *import);

/* Leaves a line about what cannot be taken, for the reason that the failure on the handle gives. */
void import_problem(struct import *import, const struct source *source);

/* Whether a failure is about the event at hand alone; everything else ends the import. */
bool import_goes_on(coach_status status);

/* ---- calendar_expand.c: which occurrences there are ---- */

/* The instant that a time means. COACH_INVALID where its zone is not known. */
coach_status import_instant(struct import *import, const struct ical_moment *moment, int64_t *out);

/* Fills the occurrences of a group; one that makes no sense alone is left as a problem. */
coach_status group_expand(struct import *import, struct group *group);

/* ---- calendar_take.c: what becomes of them ---- */

coach_status group_take(struct import *import, struct group *group);

/* Changes a session of coach's own to what an occurrence says; versioned: where it is not older. */
coach_status occurrence_take(struct import *import, const struct occurrence *one,
                             const struct id *session, bool versioned);

/* Cancels those of the sessions (struct linked) whose occurrences the event does not have. */
coach_status vanished_cancel(struct import *import, struct group *group, const GArray *coming);

/* Whether a copy is older than what has that sequence and was modified then. */
bool source_is_older(struct import *import, const struct source *source, int64_t sequence,
                     int64_t modified);

/* ---- calendar_take_series.c: the same for a series of coach's own ---- */

coach_status series_exists(coach *c, const struct id *id, bool *exists);
coach_status series_take(struct import *import, struct group *group, const struct id *id);

/* ---- calendar_link.c ---- */

/* The session of the trainer and the client at hand that stands for an occurrence. */
coach_status link_find(const struct import *import, const char *uid, const char *original,
                       struct link *link, bool *found);
coach_status link_keep(coach *c, const char *uid, const char *original, const struct link *link);

/* The sessions of a UID that are linked to it and still to come (struct linked). */
coach_status link_coming(const struct import *import, const char *uid, GArray *out);

#endif
