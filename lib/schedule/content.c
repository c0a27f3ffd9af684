/* content.c - the content lines of iCalendar. */
#include "schedule/content.h"

#include <string.h>

enum { LINE_LONGEST = 75 };

/* What does not stand in a TEXT as it is: what is escaped, and control characters but the tab. */
#define SPECIAL                                                                                            \
    "\\;,\x01\x02\x03\x04\x05\x06\x07\x08\n\x0b\x0c\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a" \
    "\x1b\x1c\x1d\x1e\x1f\x7f"

gsize content_begin(GString *out, const char *name) {
    gsize begun = out->len;
    g_string_append(out, name);
    return begun;
}

/* How many of the bytes go on this line: no more than fit, and only whole characters. */
static gsize whole_characters(const char *bytes, gsize length, gsize fit) {
    if (length <= fit)
        return length;
    while (fit > 0 && ((unsigned char)bytes[fit] & 0xC0) == 0x80)
        fit--;
    return fit;
}

void content_end(GString *out, gsize begun) {
    gsize length = out->len - begun;
    if (length > LINE_LONGEST) {
        g_autofree char *line = g_strndup(out->str + begun, length);
        gsize at = whole_characters(line, length, LINE_LONGEST);
        g_string_truncate(out, begun + at);
        while (at < length) {
            gsize more = whole_characters(line + at, length - at, LINE_LONGEST - 1);
            g_string_append(out, "\r\n ");
            g_string_append_len(out, line + at, (gssize)more);
            at += more;
        }
    }
    g_string_append(out, "\r\n");
}

void content_parameter(GString *out, const char *name, const char *value) {
    g_string_append_c(out, ';');
    g_string_append(out, name);
    g_string_append(out, "=\"");
    for (const char *at = value; *at; at++) {
        if (*at == '^')
            g_string_append(out, "^^");
        else if (*at == '"')
            g_string_append(out, "^'");
        else if (*at == '\n')
            g_string_append(out, "^n");
        else if (!g_ascii_iscntrl(*at))
            g_string_append_c(out, *at);
    }
    g_string_append_c(out, '"');
}

void content_escaped(GString *out, const char *text) {
    for (const char *at = text; *at;) {
        size_t plain = strcspn(at, SPECIAL);
        g_string_append_len(out, at, (gssize)plain);
        at += plain;
        if (*at == '\n')
            g_string_append(out, "\\n");
        else if (*at == '\\' || *at == ';' || *at == ',')
            g_string_append_printf(out, "\\%c", *at);
        at += *at != '\0';
    }
}

void content_line(GString *out, const char *name, const char *value) {
    gsize begun = content_begin(out, name);
    g_string_append_c(out, ':');
    g_string_append(out, value);
    content_end(out, begun);
}

void content_text(GString *out, const char *name, const char *text) {
    gsize begun = content_begin(out, name);
    g_string_append_c(out, ':');
    content_escaped(out, text);
    content_end(out, begun);
}

void content_person(GString *out, const char *name, const char *parameters, const char *person,
                    const char *email) {
    g_autofree char *address = g_uri_escape_string(email, "@!$'*+=", TRUE);
    gsize begun = content_begin(out, name);
    content_parameter(out, "CN", person);
    g_string_append_printf(out, "%s:mailto:%s", parameters, address);
    content_end(out, begun);
}
