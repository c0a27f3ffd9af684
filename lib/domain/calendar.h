/* calendar.h - sessions as iCalendar text (RFC 5545): the components, and whom they name. */
#ifndef DOMAIN_CALENDAR_H
#define DOMAIN_CALENDAR_H

#include "domain/session.h"
#include "schedule/zone.h"

/* What begins every calendar that coach writes. */
#define CALENDAR_PRODUCT "-//coach//coach//EN"

/* A person as the lines of an event name them, whole lines; "" where nothing may be told. */
struct person {
    char *organizer, *attendee, *accepted; /* accepted: an attendee who has said yes */
};

/* One VEVENT. Texts that may be absent are NULL. */
struct event {
    const char *uid, *title, *description, *location;
    const struct zone *zone;
    int64_t start, end, created, updated, sequence;
    const char *local_start; /* of a series: instead of start and end, */
    int64_t minutes;         /* with the length of each */
    int status;              /* enum session_status */
    const struct person *trainer, *client;
    const char *recurrence_id; /* the local start that the rule gave it; NULL: no override */
    const char *rule;
    const GPtrArray
        *except; /* char *: local starts that the rule gives and that are not; or NULL */
};

/* A person by name and e-mail address. */
struct person *person_new(const char *name, const char *email);
void person_free(void *person);

void event_append(GString *out, const struct event *event);

/* The lines that begin a calendar, before its zones. */
void calendar_begin(GString *out);
void calendar_end(GString *out);

/* The word for a status. */
const char *event_status(int status);

/* ---- A calendar that is being written ---- */

/* The event of another calendar from which a session was imported. */
struct elsewhere {
    char *uid;
    bool recurs; /* it is one of its occurrences, and goes out by itself */
    int64_t sequence, read;
};

enum calendar_part { PART_HEAD, PART_SESSIONS, PART_SERIES, PART_END, PART_OVER };

struct coach_calendar {
    coach *c;
    bool apart;
    enum calendar_part part;
    coach_cursor *sessions; /* those of no series; NULL once they are through */
    GArray *series;         /* struct id: the series of which one matches */
    guint at;               /* the next of them */
    GHashTable *elsewhere;  /* id of a session → struct elsewhere */
    GHashTable *uids;       /* of those: each once */
    GHashTable *people;     /* id of a user or a trainer → struct person */
    GHashTable *zones;      /* zones_new() */
    GHashTable *vtimezones; /* apart: name and years → text */
    int first, last;        /* the years of all sessions; 0: there is none */
    GString *text;
    char name[ID_TEXT];               /* of the piece; "": none */
    const struct elsewhere *imported; /* the piece at hand; or NULL */
    bool changed;
};

/* What is read of a session, in this order. */
extern const char calendar_columns[];
enum calendar_column {
    COLUMN_ID,
    COLUMN_TITLE,
    COLUMN_DESCRIPTION,
    COLUMN_LOCATION,
    COLUMN_ZONE,
    COLUMN_START,
    COLUMN_END,
    COLUMN_STATUS,
    COLUMN_CLIENT,
    COLUMN_TRAINER,
    COLUMN_CREATED,
    COLUMN_UPDATED,
    COLUMN_SEQUENCE,
    COLUMN_ORIGINAL,
};

/* The event of a row; its texts are the row's. */
struct event calendar_event(coach_calendar *calendar, const coach_cell *row);

/* Begins the piece of one UID, and ends it: apart it is a whole calendar, with a zone told for the
 * years from first to last. */
void calendar_open_piece(coach_calendar *calendar, const char *uid, const struct zone *zone,
                         int64_t first, int64_t last);
void calendar_close_piece(coach_calendar *calendar);

/* Appends a series: its rule, and whatever does not follow it. */
coach_status calendar_series(coach_calendar *calendar, const struct id *id);

/* Which event in it a session is. COACH_NOT_FOUND where it is none of the series. */
coach_status calendar_occurrence(coach_calendar *calendar, const struct id *id, const char *session,
                                 coach_event *out);

#endif
