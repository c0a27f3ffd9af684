/* vtimezone.h - a time zone as iCalendar wants it told: the component VTIMEZONE (RFC 5545, 3.6.5).
 *
 * It is computed from the zone's transitions. Where the two of each year follow one rule up to the
 * end of the span, and for nine years at least, they are written as that rule, which never ends;
 * else each transition of the span is written. */
#ifndef SCHEDULE_VTIMEZONE_H
#define SCHEDULE_VTIMEZONE_H

#include "schedule/zone.h"

#include <glib.h>

/* Appends the component: right for every instant of the years first to last. */
void vtimezone_append(GString *out, const struct zone *zone, int first, int last);

#endif
