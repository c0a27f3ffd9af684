/* calendar.h - one event as RFC 5545 (iCalendar) has it, in the messages of RFC 5546 (iTIP). */
#ifndef LIBEXEC_CALENDAR_H
#define LIBEXEC_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

/* Texts are UTF-8 without control characters other than newline and tab; NULL: absent. Instants are
 * RFC 3339 in UTC, "2026-12-01T17:00:00Z". */
struct event {
    bool cancelled; /* METHOD is CANCEL; else REQUEST */
    int64_t sequence;
    const char *uid, *recurrence_id, *status, *stamp, *starts, *ends;
    const char *summary, *description, *location;
    const char *organizer, *organizer_name, *attendee, *attendee_name; /* addresses and names */
};

/* The whole calendar, its lines folded, ended by CR LF. The caller's, for g_free(). */
char *calendar_of(const struct event *event);

/* Whether a text is an instant as above. */
bool calendar_instant(const char *text);

#endif
