/* when_parse.h - what a text of WHEN says, before anybody asks which instant or day that is.
 * Used by when.c alone. */
#ifndef SCHEDULE_WHEN_PARSE_H
#define SCHEDULE_WHEN_PARSE_H

#include "base/failure.h"
#include "schedule/length.h"
#include "schedule/zone.h"

enum when_kind {
    WHEN_NOW,
    WHEN_STEP, /* a length of time from now */
    WHEN_DAY,  /* a day, and perhaps a time and a zone */
};

enum when_day {
    DAY_DATE,    /* local has it */
    DAY_STEP,    /* number: days from today */
    DAY_WEEKDAY, /* number: 0 Monday to 6 Sunday; today or the next one */
    DAY_NEXT,    /* the first such weekday after today */
    DAY_LAST,    /* the last such weekday before today */
};

struct when_said {
    enum when_kind kind;
    struct length step;
    bool back; /* the step leads into the past */
    enum when_day day;
    int number;
    struct civil local; /* the date of DAY_DATE; the time, 00:00 where none was given */
    bool timed;
    struct zone *zone; /* NULL: none was given */
};

/* What is wanted of the text, for messages. */
struct when_wanted {
    const char *field;
    const char *thing; /* "time" */
    const char *forms; /* a hint */
};

/* Reads the whole text, blanks around it aside. said is the caller's to clear, untouched on
 * failure. COACH_INVALID with a hint. */
coach_status when_parse(const char *text, const struct when_wanted *wanted, struct when_said *said,
                        struct failure *f);
void when_said_clear(struct when_said *said);

#endif
