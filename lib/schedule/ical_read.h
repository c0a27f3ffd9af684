/* ical_read.h - what coach asks of libical to read the calendars of other programs.
 *
 * It is the other part of the module ical: module_load("ical", "ical_reader", …). Times are taken
 * as they are written; which instant they mean is for zone.h to say, but for zones of which nothing
 * but their VTIMEZONE is known. */
#ifndef SCHEDULE_ICAL_READ_H
#define SCHEDULE_ICAL_READ_H

#include "base/civil.h"

#include <glib.h>

/* A time: local in a zone, in UTC, floating (no zone), or a day. */
struct ical_moment {
    bool there, day, utc;
    struct civil local;
    char *zone; /* the TZID; NULL: none */
};

/* A VEVENT. Texts are NULL where absent. */
struct ical_event {
    char *uid, *summary, *description, *location, *status, *rule;
    struct ical_moment start, end, recurrence, modified;
    int64_t seconds; /* the DURATION; -1: none */
    int64_t sequence;
    GArray *except;         /* struct ical_moment */
    bool more;              /* it has RDATEs, or more than one rule */
    const char *unreadable; /* what of all this stands there and makes no sense: "RRULE"; or NULL */
};

struct ical_zone;

struct ical_reader {
    /* Reads the text of one component VEVENT; false where it is none. event_clear() takes what was
     * read. */
    bool (*event)(const char *text, struct ical_event *out);
    void (*event_clear)(struct ical_event *event);

    /* Reads a VTIMEZONE; NULL where it is none, or has rules that no zone has. */
    struct ical_zone *(*zone)(const char *text);
    const char *(*zone_name)(const struct ical_zone *zone);     /* its TZID */
    const char *(*zone_location)(const struct ical_zone *zone); /* X-LIC-LOCATION, or NULL */
    int (*zone_offset)(struct ical_zone *zone, const struct civil *local); /* seconds east */
    void (*zone_free)(struct ical_zone *zone);                             /* takes NULL */
};

#endif
