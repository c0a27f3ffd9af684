/* recur.h - series: which local times a rule gives.
 *
 * Rules are those of RFC 5545 (3.3.10), within what a series of sessions is: FREQ of DAILY, WEEKLY,
 * MONTHLY or YEARLY, one time of day, an end, at most RECUR_MOST occurrences within RECUR_YEARS
 * years. A rule is expanded in floating local time, and each local time is resolved in its zone
 * afterwards, so that 18:00 stays 18:00 across a change of the clock.
 *
 * - The start is the first occurrence, and the rule must name its day: a booking on a day that its
 *   own rule does not name is a mistake, and programs differ in whether they would count it.
 * - Days that a month or year lacks are skipped, never moved: a monthly series from the 31st has
 *   seven occurrences a year, a yearly one from 29 February one in four years. BYMONTHDAY=-1 is the
 *   last day of each month.
 * - COUNT counts before exceptions are taken away.
 *
 * Refused besides what the RFC forbids are the parts that libical 3.0 expands wrongly: BYWEEKNO;
 * BYSETPOS with DAILY or WEEKLY; BYSETPOS with days counted both from the start and from the end;
 * BYMONTHDAY from the end with DAILY, and without BYMONTH with YEARLY; BYYEARDAY with BYMONTH or
 * BYMONTHDAY. */
#ifndef SCHEDULE_RECUR_H
#define SCHEDULE_RECUR_H

#include <glib.h>

#include "schedule/when.h"

enum { RECUR_MOST = 1000, RECUR_YEARS = 100 };

/* What a user says of a series. NULL: not said. Either the rule or every (and on), and one end: the
 * rule's own COUNT or UNTIL, or times, or until, or length. */
struct recur_request {
    const char *rule;   /* "FREQ=WEEKLY;COUNT=12", with "RRULE:" before it or not; field "repeat" */
    const char *every;  /* "week", "2 weeks", "day", "month", "year" */
    const char *on;     /* "mon,wed": with weeks */
    const char *times;  /* "12" */
    const char *until;  /* a day as when_date reads it, the last on which it may take place */
    const char *length; /* "12w", "3 months": from the start, its end excluded; field "for" */
};

/* Whether anything is said that makes a series. */
bool recur_asked(const struct recur_request *request);

/* The one rule of a request: upper case, in a fixed order, its lists sorted, nothing said that goes
 * without saying, with COUNT or with an UNTIL that is the end of a local day (floating:
 * UNTIL=20270301T235959). start is local in the context's zone. COACH_INVALID with the field and a
 * hint, also where the rule does not name the day of the start. The rule is the caller's. */
coach_status recur_rule(const struct recur_request *request, const struct civil *start,
                        const struct when_context *context, char **rule, struct failure *f);

/* Appends the local starts (struct civil) of a rule that recur_rule gave to starts, in order, the
 * first being start. COACH_INVALID, under the field's name, where there are more than RECUR_MOST or
 * they reach too far; COACH_STORAGE where the module ical is not installed. */
coach_status recur_expand(const char *rule, const struct civil *start, const char *field,
                          GArray *starts, struct failure *f);

/* The same without those of days before `from`, where an UNTIL ends the rule: there may be none. */
coach_status recur_expand_from(const char *rule, const struct civil *start,
                               const struct civil *from, const char *field, GArray *starts,
                               struct failure *f);

/* Takes the occurrences of some days out of starts: "2026-12-24,2026-12-31", as when_date reads
 * each. COACH_INVALID (field "except") where there is none on a day, with those next to it, or
 * where none would be left. starts is untouched on failure. */
coach_status recur_except(const char *days, const struct when_context *context, GArray *starts,
                          struct failure *f);

/* Appends the instant (int64_t) of each local start to instants; see zone.h for those that a zone
 * skips or repeats. Where it skipped a whole day (Apia, 2011-12-30), two may be the same. */
void recur_instants(const GArray *starts, const struct zone *zone, GArray *instants);

#endif
