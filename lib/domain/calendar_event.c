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

/* SCHEDULE-AGENT keeps servers from sending invitations of their own (RFC 6638, 7.1). */
static char *person_line(const char *property, const char *state, const char *name,
                         const char *email) {
    g_autoptr(GString) line = g_string_new(NULL);
    g_autofree char *address = g_uri_escape_string(email, "@!$'*+=", TRUE);
    gsize begun = content_begin(line, property);
    content_parameter(line, "CN", name);
    g_string_append_printf(line, "%s;SCHEDULE-AGENT=CLIENT:mailto:%s", state, address);
    content_end(line, begun);
    return g_string_free(g_steal_pointer(&line), FALSE);
}

struct person *person_new(const char *name, const char *email) {
    struct person *person = g_new(struct person, 1);
    *person = (struct person){
        .organizer = person_line("ORGANIZER", "", name, email),
        .attendee = person_line("ATTENDEE", ";PARTSTAT=NEEDS-ACTION", name, email),
        .accepted = person_line("ATTENDEE", ";PARTSTAT=ACCEPTED", name, email),
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

static void append_utc(GString *out, const char *name, int64_t instant) {
    struct civil t = civil_from_days(instant / 86400 - (instant % 86400 < 0));
    int second = (int)((instant % 86400 + 86400) % 86400);
    g_string_append_printf(out, "%s:%04d%02d%02dT%02d%02d%02dZ\r\n", name, t.year, t.month, t.day,
                           second / 3600, second / 60 % 60, second % 60);
}

static bool is_utc(const struct zone *zone) {
    return strcmp(zone_name(zone), "UTC") == 0;
}

/* Whether an instant comes back from its local time: not so in the second half of an overlap. */
static bool is_plain(const struct zone *zone, int64_t instant) {
    struct civil local = zone_civil(zone, instant, NULL, NULL);
    return !is_utc(zone) && zone_instant(zone, &local) == instant;
}

static void append_local(GString *out, const char *name, const struct zone *zone, int64_t instant) {
    struct civil t = zone_civil(zone, instant, NULL, NULL);
    g_string_append_printf(out, "%s;TZID=%s:%04d%02d%02dT%02d%02d%02d\r\n", name, zone_name(zone),
                           t.year, t.month, t.day, t.hour, t.minute, t.second);
}

static void append_span(GString *out, const struct event *event) {
    if (is_plain(event->zone, event->start) && is_plain(event->zone, event->end)) {
        append_local(out, "DTSTART", event->zone, event->start);
        append_local(out, "DTEND", event->zone, event->end);
    } else {
        append_utc(out, "DTSTART", event->start);
        append_utc(out, "DTEND", event->end);
    }
}

/* A local start that a rule gave, "2026-12-01T18:00:00". */
static void append_original(GString *out, const char *name, const struct zone *zone,
                            const char *local) {
    g_string_append(out, name);
    if (!is_utc(zone))
        g_string_append_printf(out, ";TZID=%s", zone_name(zone));
    g_string_append_c(out, ':');
    for (const char *at = local; *at; at++)
        if (*at != '-' && *at != ':')
            g_string_append_c(out, *at);
    g_string_append(out, is_utc(zone) ? "Z\r\n" : "\r\n");
}

/* ---- The event ---- */

/* What is booked but not yet confirmed is tentative; its time is taken all the same. */
static const char *const statuses[] = {
    [SESSION_SCHEDULED] = "TENTATIVE",   [SESSION_CONFIRMED] = "CONFIRMED",
    [SESSION_IN_PROGRESS] = "CONFIRMED", [SESSION_COMPLETED] = "CONFIRMED",
    [SESSION_CANCELLED] = "CANCELLED",   [SESSION_LATE_CANCELLED] = "CANCELLED",
    [SESSION_NO_SHOW] = "CONFIRMED",
};

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
        g_string_append(out, event->status == SESSION_SCHEDULED ? event->client->attendee
                                                                : event->client->accepted);
}

/* DTSTAMP is when the session last changed, so that the same session is always the same text. */
void event_append(GString *out, const struct event *event) {
    content_line(out, "BEGIN", "VEVENT");
    content_text(out, "UID", event->uid);
    append_utc(out, "DTSTAMP", event->updated);
    append_span(out, event);
    append_recurrence(out, event);
    content_text(out, "SUMMARY", event->title);
    if (event->description)
        content_text(out, "DESCRIPTION", event->description);
    if (event->location)
        content_text(out, "LOCATION", event->location);
    content_line(out, "STATUS", statuses[event->status]);
    g_string_append_printf(out, "SEQUENCE:%" G_GINT64_FORMAT "\r\n", event->sequence);
    append_utc(out, "CREATED", event->created);
    append_utc(out, "LAST-MODIFIED", event->updated);
    append_people(out, event);
    content_line(out, "END", "VEVENT");
}
