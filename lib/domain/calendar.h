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
    int status; /* enum session_status */
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

#endif
