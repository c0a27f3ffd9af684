/* ical.h - what coach asks of libical, which only lib/schedule/ical.c includes.
 *
 * It is a module, ical.so: libical takes longer to load than most commands take to run, so it is
 * loaded by what needs it, with module_load("ical", "ical_engine", …). */
#ifndef SCHEDULE_ICAL_H
#define SCHEDULE_ICAL_H

#include "base/civil.h"

struct ical_engine {
    /* Expands an RRULE in floating time, without any zone: zones are not libical's to know. The
     * rule begins at start. Fills out with the first `most` local times at most, in order, from
     * `first` to `last`, both included, and gives their number; -1 where libical takes no such
     * rule. The rule must have been checked: libical takes much that means nothing, and searches
     * long for days that never come. */
    int (*expand)(const char *rule, const struct civil *start, const struct civil *first,
                  const struct civil *last, int most, struct civil *out);
};

#endif
