/* calendar_event.c - one session as the text of a VEVENT. */
#include "domain/calendar.h"

#include "schedule/content.h"

#include <string.h>

void calendar_begin(GString *out) {
    content_line(out, "BEGIN", "VCALENDAR");
    content_line(out, "VERSION", "2.0");
    content_line(out, "PRODID", CALENDAR_PRODUCT);
    content_line(out, "CALSCALE", "GREGORIAN");
}

void calendar_end(GString *out) {
    content_line(out, "END", "VCALENDAR");
}

/* ---- People ---- */

/* It keeps servers from sending invitations of their own (RFC 6638, 7.1). */
#define AGENT ";SCHEDULE-AGENT=CLIENT"

static char *person_line(const char *property, const char *parameters, const char *name,
                         const char *email) {
    GString *line = g_string_new(NULL);
    content_person(line, property, parameters, name, email);
    return g_string_free(line, FALSE);
}

struct person *person_new(const char *name, const char *email) {
    struct person *person = g_new(struct person, 1);
    *person = (struct person){
        .organizer = person_line("ORGANIZER", AGENT, name, email),
        .attendee = person_line("ATTENDEE", ";PARTSTAT=NEEDS-ACTION" AGENT, name, email),
        .accepted = person_line("ATTENDEE", ";PARTSTAT=ACCEPTED" AGENT, name, email),
    };
    return person;
}

void person_free(void *data) {
    struct person *person = data;
    g_free(person->organizer);
    g_free(person->attendee);
    g_free(person->accepted);
    g_free(person);
}

/* ---- Times ---- */

static void append_digits(GString *out, int number, unsigned width) {
    char digits[4];
    for (unsigned i = width; i-- > 0; number /= 10)
        digits[i] = (char)('0' + number % 10);
    g_string_append_len(out, digits, width);
}

/* 20261201T180000 */
static void append_civil(GString *out, const struct civil *t) {
    append_digits(out, t->year, 4);
    append_digits(out, t->month, 2);
    append_digits(out, t->day, 2);
    g_string_append_c(out, 'T');
    append_digits(out, t->hour, 2);
    append_digits(out, t->minute, 2);
    append_digits(out, t->second, 2);
}

static void append_utc(GString *out, const char *name, int64_t instant) {
    int second = (int)((instant % 86400 + 86400) % 86400);
    struct civil t = civil_from_days((instant - second) / 86400);
    t.hour = second / 3600;
    t.minute = second / 60 % 60;
    t.second = second % 60;
    g_string_append(out, name);
    append_civil(out, &t);
    g_string_append(out, "Z\r\n");
}

static void append_zone(GString *out, const char *name, const struct zone *zone) {
    g_string_append(out, name);
    g_string_append(out, ";TZID=");
    g_string_append(out, zone_name(zone));
    g_string_append_c(out, ':');
}

static void append_local(GString *out, const char *name, const struct zone *zone,
                         const struct civil *local) {
    append_zone(out, name, zone);
    append_civil(out, local);
    g_string_append(out, "\r\n");
}

static bool is_utc(const struct zone *zone) {
    return strcmp(zone_name(zone), "UTC") == 0;
}

/* A local start that a rule gave, "2026-12-01T18:00:00". */
static void append_original(GString *out, const char *name, const struct zone *zone,
                            const char *local) {
    if (is_utc(zone)) {
        g_string_append(out, name);
        g_string_append_c(out, ':');
    } else {
        append_zone(out, name, zone);
    }
    for (const char *at = local; *at; at++)
        if (*at != '-' && *at != ':')
            g_string_append_c(out, *at);
    g_string_append(out, is_utc(zone) ? "Z\r\n" : "\r\n");
}

/* An instant in the second half of an overlap has no local time of its own. */
static void append_span(GString *out, const struct event *event) {
    const struct zone *zone = event->zone;
    if (event->local_start) {
        append_original(out, "DTSTART", zone, event->local_start);
        g_string_append_printf(out, "DURATION:PT%" G_GINT64_FORMAT "M\r\n", event->minutes);
        return;
    }
    struct civil start = zone_civil(zone, event->start, NULL, NULL);
    struct civil end = zone_civil(zone, event->end, NULL, NULL);
    if (!is_utc(zone) && zone_instant(zone, &start) == event->start &&
        zone_instant(zone, &end) == event->end) {
        append_local(out, "DTSTART", zone, &start);
        append_local(out, "DTEND", zone, &end);
    } else {
        append_utc(out, "DTSTART:", event->start);
        append_utc(out, "DTEND:", event->end);
    }
}

/* ---- The event ---- */

/* What is booked but not yet confirmed is tentative; its time is taken all the same. */
static const char *const statuses[] = {
    [SESSION_SCHEDULED] = "TENTATIVE",   [SESSION_CONFIRMED] = "CONFIRMED",
    [SESSION_IN_PROGRESS] = "CONFIRMED", [SESSION_COMPLETED] = "CONFIRMED",
    [SESSION_CANCELLED] = "CANCELLED",   [SESSION_LATE_CANCELLED] = "CANCELLED",
    [SESSION_NO_SHOW] = "CONFIRMED",
};

const char *event_status(int status) {
    return statuses[status];
}

static void append_recurrence(GString *out, const struct event *event) {
    if (event->recurrence_id)
        append_original(out, "RECURRENCE-ID", event->zone, event->recurrence_id);
    if (event->rule)
        content_line(out, "RRULE", event->rule);
    for (guint i = 0; event->except && i < event->except->len; i++)
        append_original(out, "EXDATE", event->zone, g_ptr_array_index(event->except, i));
}

static void append_people(GString *out, const struct event *event) {
    if (event->trainer)
        g_string_append(out, event->trainer->organizer);
    if (event->client)
        g_string_append(out, strcmp(event_status(event->status), "CONFIRMED") == 0
                                 ? event->client->accepted
                                 : event->client->attendee);
}

/* DTSTAMP is when the session last changed, so that the same session is always the same text. */
void event_append(GString *out, const struct event *event) {
    content_line(out, "BEGIN", "VEVENT");
    content_text(out, "UID", event->uid);
    append_utc(out, "DTSTAMP:", event->updated);
    append_span(out, event);
    append_recurrence(out, event);
    content_text(out, "SUMMARY", event->title);
    if (event->description)
        content_text(out, "DESCRIPTION", event->description);
    if (event->location)
        content_text(out, "LOCATION", event->location);
    content_line(out, "STATUS", statuses[event->status]);
    g_string_append_printf(out, "SEQUENCE:%" G_GINT64_FORMAT "\r\n", event->sequence);
    append_utc(out, "CREATED:", event->created);
    append_utc(out, "LAST-MODIFIED:", event->updated);
    append_people(out, event);
    content_line(out, "END", "VEVENT");
}
