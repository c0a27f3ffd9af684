/* calendar.c - one event as RFC 5545 has it. */
#include "calendar.h"

#include "schedule/content.h"

#include <glib.h>

bool calendar_instant(const char *text) {
    static const char form[] = "dddd-dd-ddTdd:dd:ddZ";
    size_t i = 0;
    while (form[i] && (form[i] == 'd' ? g_ascii_isdigit(text[i]) : text[i] == form[i]))
        i++;
    return !form[i] && !text[i];
}

static void put_text(GString *out, const char *name, const char *text) {
    if (text && *text)
        content_text(out, name, text);
}

static void put_instant(GString *out, const char *name, const char *instant) {
    if (!instant)
        return;
    g_autoptr(GString) plain = g_string_new(instant);
    g_string_replace(plain, "-", "", 0);
    g_string_replace(plain, ":", "", 0);
    content_line(out, name, plain->str);
}

static void put_person(GString *out, const char *name, const char *parameters, const char *person,
                       const char *address) {
    content_person(out, name, parameters, person && *person ? person : address, address);
}

char *calendar_of(const struct event *event) {
    GString *out = g_string_new(NULL);
    g_autofree char *sequence = g_strdup_printf("%" G_GINT64_FORMAT, event->sequence);
    content_line(out, "BEGIN", "VCALENDAR");
    content_line(out, "VERSION", "2.0");
    content_line(out, "PRODID", "-//coach//coach-mail//EN");
    content_line(out, "METHOD", event->cancelled ? "CANCEL" : "REQUEST");
    content_line(out, "BEGIN", "VEVENT");
    put_text(out, "UID", event->uid);
    put_instant(out, "RECURRENCE-ID", event->recurrence_id);
    put_instant(out, "DTSTAMP", event->stamp);
    put_instant(out, "DTSTART", event->starts);
    put_instant(out, "DTEND", event->ends);
    content_line(out, "SEQUENCE", sequence);
    content_line(out, "STATUS", event->status);
    put_text(out, "SUMMARY", event->summary);
    put_text(out, "DESCRIPTION", event->description);
    put_text(out, "LOCATION", event->location);
    put_person(out, "ORGANIZER", "", event->organizer_name, event->organizer);
    put_person(out, "ATTENDEE", ";ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE",
               event->attendee_name, event->attendee);
    content_line(out, "END", "VEVENT");
    content_line(out, "END", "VCALENDAR");
    return g_string_free(out, FALSE);
}
