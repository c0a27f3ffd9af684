/* hours.h - on which days, and at which hours, somebody works.
 *
 * Days are weekdays, bit 0 for Monday. They are written as words with commas: mon, tuesday, ranges
 * such as mon-fri and sat-mon, weekdays, weekend, daily, all. Hours are spans of local time with
 * commas, 09:00-12:00,14:00-18:00; a day ends at 24:00, and no span goes on into the next one;
 * "none": closed. */
#ifndef SCHEDULE_HOURS_H
#define SCHEDULE_HOURS_H

#include "base/failure.h"

#include <glib.h>

/* COACH_INVALID, with the field and a hint. */
coach_status hours_read_days(const char *text, const char *field, unsigned *days,
                             struct failure *f);
char *hours_write_days(unsigned days); /* "MON,TUE"; the caller's */

/* The same hours in order, without overlaps. *out is the caller's. COACH_INVALID as above. */
coach_status hours_normal(const char *text, const char *field, char **out, struct failure *f);

/* The rules by which somebody works, the one that counts most first. Of the rules that name a day
 * the first counts. A day that lies in the span of none is open from midnight to midnight in the
 * zone of the first rule; one that lies in a span, but that no rule names, is closed. */
struct hours_rule {
    unsigned days;
    GArray *spans;       /* struct minutes: from, to */
    int64_t first, last; /* days since 1970-01-01, both included */
    struct zone *zone;
};

GArray *hours_rules_new(void);

/* Adds a rule as it is stored; from and to are dates, or NULL. False where it makes no sense. */
bool hours_rules_add(GArray *rules, const char *days, const char *hours, const char *from,
                     const char *to, const char *zone);

struct hours_span {
    int64_t from, to; /* instants, half-open */
};

/* Appends what is closed between two instants (struct hours_span), in order and apart. */
void hours_closed(const GArray *rules, int64_t from, int64_t to, GArray *out);

/* What holds on the day of an instant: "works 09:00 to 12:00 on Mondays (Europe/Berlin)". The
 * caller's. */
char *hours_said(const GArray *rules, int64_t instant);

#endif
