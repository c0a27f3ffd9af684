/* reminder.h - what `coach remind` hands to a program, read from its JSON. */
#ifndef LIBEXEC_REMINDER_H
#define LIBEXEC_REMINDER_H

#include <glib.h>
#include <json-glib/json-glib.h>
#include <stdbool.h>
#include <stdint.h>

struct reminder {
    JsonParser *parser; /* owns the texts */
    const char *id, *kind, *local_time, *claimed_at;
    const char *email, *first_name, *last_name;
    const char *uid, *recurrence_id, *event_status; /* as coach writes it into calendars */
    const char *title, *description, *location, *trainer, *status, *scheduled_at, *ends_at,
        *cancel_reason;
    int64_t sequence;
};

/* Reads an object, which need not end with a NUL. What is to stand in a header is there, and one
 * line. false: *why says what is wrong; the caller's. */
bool reminder_read(const char *text, size_t length, struct reminder *out, char **why);
void reminder_clear(struct reminder *reminder);

bool reminder_is_cancelled(const struct reminder *reminder);

/* Whether the session is still to come, or would be: then it has a place in a calendar. */
bool reminder_has_event(const struct reminder *reminder);

#endif
