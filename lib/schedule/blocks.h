/* blocks.h - the events and zones of an iCalendar text, one after the other, with the lines on
 * which they stand. What is inside of them is for others to read. */
#ifndef SCHEDULE_BLOCKS_H
#define SCHEDULE_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>

enum { BLOCK_LONGEST = 1 << 20 };

enum block_kind {
    BLOCK_NONE,   /* there are no more */
    BLOCK_EVENT,  /* VEVENT */
    BLOCK_ZONE,   /* VTIMEZONE */
    BLOCK_METHOD, /* a METHOD: for what follows it */
    BLOCK_BROKEN, /* an event or zone that is not ended, or longer than BLOCK_LONGEST */
};

struct blocks {
    const char *at, *end;
    unsigned line; /* the number of the line at `at`, from 1 */
    int calendars; /* how many BEGIN:VCALENDAR there were */
};

struct block {
    enum block_kind kind;
    const char *text; /* from BEGIN to END, or the METHOD's value; not ended by a NUL */
    size_t length;
    unsigned line;
};

struct blocks blocks_of(const char *text, size_t length);
struct block blocks_next(struct blocks *blocks);

#endif
