/* content.h - the content lines of iCalendar (RFC 5545, 3.1), written at the end of a string: CRLF,
 * folded at 75 bytes without a cut inside a character.
 *
 * A line is begun, parameters and a value are appended, and it is ended, which folds it. Texts are
 * UTF-8; control characters in them are left out, but for newline and tab where a text may have
 * them. */
#ifndef SCHEDULE_CONTENT_H
#define SCHEDULE_CONTENT_H

#include <glib.h>

/* Begins a line; the result is what content_end() takes. */
gsize content_begin(GString *out, const char *name);
void content_end(GString *out, gsize begun);

/* Appends ;NAME="value", encoded as RFC 6868 says. */
void content_parameter(GString *out, const char *name, const char *value);

/* Appends a value of type TEXT, escaped; without the ':' before it. */
void content_escaped(GString *out, const char *text);

/* Whole lines: NAME:value as it is, of type TEXT, and somebody by name and e-mail address, with
 * more parameters (";ROLE=CHAIR") or "". */
void content_line(GString *out, const char *name, const char *value);
void content_text(GString *out, const char *name, const char *text);
void content_person(GString *out, const char *name, const char *parameters, const char *person,
                    const char *email);

#endif
