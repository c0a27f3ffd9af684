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
    GPtrArray *groups;  /* struct group, as their UIDs first stand there */
    GHashTable *zones;  /* TZID → struct source_zone */
    coach_imported *counts;
    GArray
        *put_off; /* struct taking: what clashed, until the others are done; NULL: that is over */
    struct id trainer;      /* nil: not said */
    struct relationship of; /* for new sessions; its id is nil where there is none */
};

/* What is to be there. */
struct occurrence {
    char original[LOCAL_TEXT]; /* the local start that the rule gave it; "": it does not recur */
    int64_t at; /* the instant of that, where it came without its rule; else INTEGER_NONE */
    const struct source *source; /* NULL: it is there, and cannot be taken */
    int64_t start, end;
    const char *zone; /* IANA; NULL: it tells none that is known here */
};

/* All events of one UID. */
struct group {
    const char *uid;
    GPtrArray *sources;
    const struct source *whole; /* the event itself; NULL: there are only occurrences of it, or it
                                   cannot be taken */
    GArray *occurrences;        /* struct occurrence */
    bool own;                   /* the UID is coach's */
    int64_t sequence;           /* of a series of coach's own: the highest of its sessions */
};

/* Which session stands for an occurrence, and what it was like when it was read last. */
struct link {
    struct id session, client, trainer;
    char original[LOCAL_TEXT];
    int64_t at; /* the instant of that; INTEGER_NONE: it does not recur */
    int64_t sequence, modified;
    char digest[65];
    int64_t updated;              /* when the session changed last */
    bool coming;                  /* it is still to come, and nobody has called it off */
    const struct occurrence *one; /* what it stands for now; NULL: that is not there any more */
};

/* One occurrence on its way to its session. */
struct taking {
    struct import *import;
    const struct group *group;
    const struct occurrence *one;
    struct id session;      /* nil: a new one */
    char moved[LOCAL_TEXT]; /* the occurrence that it stood for before; "": no other one */
    bool linked;            /* it is another calendar's, and is to be known again */
    bool free;              /* its time is known to be free */
    enum { TAKEN_SAME, TAKEN_MADE, TAKEN_CHANGED, TAKEN_CANCELLED } came_to;
};

/* ---- calendar_source.c: what stands in a text ---- */

/* Reads all events and zones of a text. Where it is no calendar, or too much: COACH_INVALID, or,
 * of a file that has a name, a problem, and nothing is read. */
coach_status import_read(struct import *import, const char *text, size_t length);
void import_clear(struct import *import);

/* Leaves a line about what cannot be taken, for the reason that the failure on the handle gives. */
void import_problem(struct import *import, const struct source *source);

/* COACH_INVALID where something stands in it that makes no sense. */
coach_status source_readable(struct import *import, const struct source *source);

/* Whether a failure is about the event at hand alone; everything else ends the import. */
bool import_goes_on(coach_status status);

/* ---- calendar_expand.c: which occurrences there are ---- */

/* The instant that a time means. COACH_INVALID where its zone is not known. */
coach_status import_instant(struct import *import, const struct ical_moment *moment, int64_t *out);

/* Fills the occurrences of a group; one that makes no sense alone is left as a problem. */
coach_status group_expand(struct import *import, struct group *group);

/* ---- calendar_take.c: what becomes of one ---- */

/* Makes or changes the session, and counts what came of it. A failure that is about this one alone
 * is left as a problem, or, while the import puts off, what clashes is put off. */
coach_status taking_run(struct taking *taking);

/* Changes a session of coach's own to what an occurrence says, where it is not older. */
coach_status occurrence_take(struct import *import, const struct group *group,
                             const struct occurrence *one, const struct id *session);

/* What it is to be called. The caller's. */
char *title_said(const struct source *source);

/* All that would be taken from an occurrence, as one short text. */
void occurrence_digest(const struct occurrence *one, char out[65]);

/* When a copy was last modified; INTEGER_NONE: it does not say. */
int64_t source_modified(struct import *import, const struct source *source);

/* Whether a copy is older than what has that sequence and was modified then. */
bool source_is_older(struct import *import, const struct source *source, int64_t sequence,
                     int64_t modified);

/* ---- calendar_take_series.c: those of a series of coach's own ---- */

coach_status series_exists(coach *c, const struct id *id, bool *exists);
coach_status series_take(struct import *import, struct group *group, const struct id *id);

/* ---- calendar_take_foreign.c: those of an event of another calendar ---- */

coach_status foreign_take(struct import *import, struct group *group);

/* Finds out which occurrence each link stands for. by_day: a rule that was moved to another hour
 * has each on its day. */
void links_match(const struct group *group, GArray *links, bool by_day);

/* The link that stands for an occurrence; or NULL. */
const struct link *links_find(const GArray *links, const struct occurrence *one);

/* Cancels those to come that stand for nothing any more. */
coach_status links_cancel(struct import *import, const struct group *group, const GArray *links);

/* ---- calendar_put_off.c ---- */

/* Takes what was put off because somebody is busy: all that are to move make room for each other,
 * as far as nothing else is in the way. */
coach_status put_off_take(coach *c, GArray *put_off);

/* ---- calendar_link.c ---- */

/* The digest of what is not there any more: if it comes again, it is a new one. */
#define LINK_GONE "gone000000000000000000000000000000000000000000000000000000000000"

/* The links (struct link) of a UID to sessions of the trainer and the client at hand, those of two
 * people one after the other. */
coach_status links_read(const struct import *import, const char *uid, GArray *out);
coach_status link_keep(coach *c, const char *uid, const char *original, const struct link *link);

/* The instant of a local start in the zone of its session. */
int64_t original_instant(coach *c, const char *original, const char *zone);

/* Has the link of a session stand for another occurrence. */
coach_status link_move(coach *c, const char *uid, const struct id *session, const char *from,
                       const char *to);

#endif
