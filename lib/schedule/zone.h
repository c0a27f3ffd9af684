/* zone.h - time zones: local time ↔ instants. GLib's zone data decides the offsets.
 *
 * A local time that a zone skips or repeats is resolved as RFC 5545 (3.3.5) says: in a gap, by the
 * offset before it; in an overlap, the first of the two. */
#ifndef SCHEDULE_ZONE_H
#define SCHEDULE_ZONE_H

#include "base/civil.h"

#include <glib.h>
#include <stddef.h>

struct zone;

/* A zone by its IANA name ("Europe/Berlin", "UTC"); NULL where this machine knows none of that
 * name. Names are taken to the letter; paths, offsets and POSIX rules are not names. */
struct zone *zone_new(const char *name);
struct zone *zone_new_offset(int seconds); /* a fixed offset east of UTC, below 24 hours */
struct zone *zone_new_system(void); /* TZ, else /etc/localtime; UTC where neither can be read */
void zone_free(struct zone *zone);  /* takes NULL */

/* Zones by their names, each made once: UTC for what this machine does not know. */
GHashTable *zones_new(void);
const struct zone *zones_find(GHashTable *zones, const char *name);

const char *zone_name(const struct zone *zone);

int64_t zone_instant(const struct zone *zone, const struct civil *local);

/* offset and abbreviation may be NULL; the abbreviation lives as long as the zone. */
struct civil zone_civil(const struct zone *zone, int64_t instant, int *offset,
                        const char **abbreviation);

/* The first instant after `before` at which the offset of `after` holds: where the clocks change
 * once in between, when they do. */
int64_t zone_change(const struct zone *zone, int64_t before, int64_t after);

#endif
