/* quiet.h - the hours of a day in which nobody is to be disturbed. */
#ifndef SCHEDULE_QUIET_H
#define SCHEDULE_QUIET_H

#include "schedule/zone.h"

/* Minutes after midnight, half-open; from above to: over midnight. Never equal. */
struct quiet {
    int from, to;
};

/* Reads "21:00-08:00", and nothing else. false: it is none. */
bool quiet_read(const char *text, struct quiet *out);

/* When the hours end that an instant falls into, by the clock of a zone; the instant itself where
 * it falls into none. A time that the zone repeats is the first of the two, one that it skips is
 * by the offset before. */
int64_t quiet_end(const struct quiet *quiet, const struct zone *zone, int64_t instant);

#endif
