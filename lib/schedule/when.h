/* when.h - saying when: the texts in which people give instants, dates and lengths of time.
 *
 *   now
 *   DAY [TIME] [ZONE]              without TIME: 00:00
 *   YYYY-MM-DDThh:mm[:ss][ZONE]
 *   +2h30m   in 3 days   2 hours ago
 *
 * DAY: today, tomorrow, yesterday; a weekday (today or the next one); next or last and a weekday
 * (never today); YYYY-MM-DD.
 * TIME: 18:00, 18:00:30, 6pm, 6:30 pm, noon, midnight. ZONE: Z, +02:00, +0200, +02, Europe/Berlin.
 * Words are English, in any case; weekdays also as mon, tue, wed, thu, fri, sat, sun (and tues,
 * weds, thur, thurs). Units: w, d, h, m, s and their words; the words also month(s) and year(s).
 * Units follow each other from large to small, each once.
 * Weeks, days, months and years are steps on the calendar of the zone (18:00 stays 18:00; the 31st
 * becomes the last of a shorter month); hours, minutes and seconds are exact. DAY is a day of ZONE
 * where one is given, else of the context's. The whole text must fit. */
#ifndef SCHEDULE_WHEN_H
#define SCHEDULE_WHEN_H

#include "base/failure.h"
#include "schedule/zone.h"

struct when_context {
    int64_t now;
    const struct zone *zone; /* for texts that name none */
};

/* Reads an instant (years 1 to 9999). COACH_INVALID with the field, what was not understood, and a
 * hint with forms. */
coach_status when_instant(const char *text, const struct when_context *context, const char *field,
                          int64_t *instant, struct failure *f);

/* The local time that a text says outright, a day without a zone, be it one that the context's zone
 * skips or repeats; false: it says none. */
bool when_local(const char *text, const struct when_context *context, struct civil *local);

/* Reads a day: DAY [ZONE], or a step of whole days, weeks, months or years (in 3 days, 2 weeks ago,
 * +2w). A time of day is refused. date: "2026-12-01". */
coach_status when_date(const char *text, const struct when_context *context, const char *field,
                       char date[11], struct failure *f);

/* Reads a time of day to the minute, in every form of TIME: "07:00". COACH_INVALID. */
coach_status when_time(const char *text, const char *field, char time[6], struct failure *f);

/* Reads a length of time, "60m", "1h30m", "2h", "1d" (24 hours) or "90" (minutes), in whole
 * minutes, at most a year. false: it is none. */
bool when_duration(const char *text, int64_t *minutes);

/* Whether an instant lies within the years 1 to 9999, outside of which it cannot be written. */
bool when_in_calendar(int64_t instant);

/* The instant itself, or the one nearest to it that lies within those years. */
int64_t when_nearest(int64_t instant);

#endif
