/* calendar.c - one event as RFC 5545 has it. */
#include "calendar.h"

#include <glib.h>
#include <string.h>

enum { LINE_BYTES = 75 };

/* Appends a line, folded between characters. */
static void put_line(GString *out, const char *line) {
    size_t used = 0;
    for (const char *at = line; *at;) {
        size_t length = (size_t)(g_utf8_next_char(at) - at);
        if (used + length > LINE_BYTES) {
            g_string_append(out, "\r\n ");
            used = 1;
        }
        g_string_append_len(out, at, (gssize)length);
        used += length;
        at += length;
    }
    g_string_append(out, "\r\n");
}

static void put(GString *out, const char *name, const char *value) {
    g_autofree char *line = g_strconcat(name, ":", value, NULL);
    put_line(out, line);
}

static void put_text(GString *out, const char *name, const char *text) {
    g_autoptr(GString) escaped = g_string_new(NULL);
    if (!text || !*text)
        return;
    for (const char *at = text; *at; at++) {
        if (*at == '\r')
            continue;
        if (strchr("\\;,", *at))
            g_string_append_c(escaped, '\\');
        g_string_append(escaped, *at == '\n' ? "\\n" : (char[]){*at, '\0'});
    }
    put(out, name, escaped->str);
}

bool calendar_instant(const char *text) {
    static const char form[] = "dddd-dd-ddTdd:dd:ddZ";
    size_t i = 0;
    while (form[i] && (form[i] == 'd' ? g_ascii_isdigit(text[i]) : text[i] == form[i]))
        i++;
    return !form[i] && !text[i];
}

static void put_instant(GString *out, const char *name, const char *instant) {
    g_autoptr(GString) plain = g_string_new(instant);
    g_string_replace(plain, "-", "", 0);
    g_string_replace(plain, ":", "", 0);
    put(out, name, plain->str);
}

/* A parameter holds no double quote, whatever is done to it. */
static void put_person(GString *out, const char *name, const char *rest, const char *person,
                       const char *address) {
    g_autofree char *quoted =
        g_strdelimit(g_strdup(person && *person ? person : address), "\"", '\'');
    g_autofree char *uri = g_uri_escape_string(address, "@!$&'*+=", FALSE);
    g_autofree char *line = g_strdup_printf("%s;CN=\"%s\"%s:mailto:%s", name, quoted, rest, uri);
    put_line(out, line);
}

char *calendar_of(const struct event *event) {
    GString *out = g_string_new(NULL);
    g_autofree char *sequence = g_strdup_printf("%" G_GINT64_FORMAT, event->sequence);
    put(out, "BEGIN", "VCALENDAR");
    put(out, "VERSION", "2.0");
    put(out, "PRODID", "-//coach//coach-mail//EN");
    put(out, "METHOD", event->cancelled ? "CANCEL" : "REQUEST");
    put(out, "BEGIN", "VEVENT");
    put_text(out, "UID", event->uid);
    put_instant(out, "DTSTAMP", event->stamp);
    put_instant(out, "DTSTART", event->starts);
    put_instant(out, "DTEND", event->ends);
    put(out, "SEQUENCE", sequence);
    put(out, "STATUS", event->cancelled ? "CANCELLED" : "CONFIRMED");
    put_text(out, "SUMMARY", event->summary);
    put_text(out, "DESCRIPTION", event->description);
    put_text(out, "LOCATION", event->location);
    put_person(out, "ORGANIZER", "", event->organizer_name, event->organizer);
    put_person(out, "ATTENDEE", ";ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE",
               event->attendee_name, event->attendee);
    put(out, "END", "VEVENT");
    put(out, "END", "VCALENDAR");
    return g_string_free(out, FALSE);
}
