/* failure.h - what went wrong, kept on the handle until the next call.
 * Every function of the library that can fail takes or reaches one of these. */
#ifndef BASE_FAILURE_H
#define BASE_FAILURE_H

#include "base/id.h"
#include "coach.h"

#define FAILURE_PRINTF(text, first) __attribute__((format(printf, text, first)))

struct failure {
    coach_failure view; /* texts owned here */
    struct {
        struct id id;       /* nil: none, or none that is known */
        char part[ID_TEXT]; /* of a row of a link, what names it beside the first part of its key */
    } other;                /* a row that is in the way */
};

/* Fills f and returns status, so that callers write `return fail(f, COACH_INVALID, "title", "…")`.
 * field may be NULL. The message is one line without a full stop; no hint is left from before. */
coach_status fail(struct failure *f, coach_status status, const char *field, const char *format,
                  ...) FAILURE_PRINTF(4, 5);

/* Adds a next step to the failure that f carries (a second call adds a line), and returns f's
 * status. */
coach_status fail_hint(struct failure *f, const char *format, ...) FAILURE_PRINTF(2, 3);

/* Says that the failure is about something that its finder calls by another name. */
void fail_rename(struct failure *f, const char *field);

/* The text as one line for people: newlines in what it names are shown as \n. The caller's. */
char *failure_line(const char *text);

/* Says which row is in the way; part: "" but for links. Returns f's status. */
coach_status fail_other(struct failure *f, const struct id *id, const char *part);

void failure_clear(struct failure *f);

#endif
