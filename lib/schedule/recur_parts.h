/* recur_parts.h - a rule in its parts. Used by recur*.c alone. */
#ifndef SCHEDULE_RECUR_PARTS_H
#define SCHEDULE_RECUR_PARTS_H

#include "schedule/recur.h"

enum recur_frequency { DAILY, WEEKLY, MONTHLY, YEARLY };

/* The parts that list values, in the order in which they are written. */
enum recur_by { BYMONTH, BYMONTHDAY, BYYEARDAY, BYDAY, BYSETPOS, RECUR_LISTS };

enum {
    RECUR_VALUES = 64,
    RECUR_INTERVAL = 1000,
    RECUR_LAST_START = 2480, /* libical stops at 2582 */
};

struct recur_list {
    int count; /* 0: the part is not there */
    int values[RECUR_VALUES];
};

struct recur {
    enum recur_frequency frequency;
    int interval;
    int count;             /* 0: none */
    bool until, until_utc; /* whether there is an UNTIL, and whether it is an instant */
    struct civil last;     /* the UNTIL; 23:59:59 where it is a date */
    int week_start;        /* 0 Monday to 6 Sunday */
    struct recur_list by[RECUR_LISTS];
};

/* A value of BYDAY: the nth (0: every one, negative: from the end) of a weekday. */
static inline int recur_day(int nth, int weekday) {
    return nth * 8 + weekday;
}
static inline int recur_day_weekday(int day) {
    return day & 7;
}
static inline int recur_day_nth(int day) {
    return (day - (day & 7)) / 8;
}

/* Reads a rule, all but its end being there. COACH_INVALID, field "repeat", with a hint. */
coach_status recur_parse(const char *text, struct recur *out, struct failure *f);

/* The rule as text; without its end where that is to be another's to watch. */
char *recur_text(const struct recur *rule, bool with_end);

/* Reads --every and --on. COACH_INVALID, field "every" or "on". */
coach_status recur_plain(const struct recur_request *request, struct recur *out, struct failure *f);

/* Gives the rule its one end, the last local day included, from itself or from the request. */
coach_status recur_bound(const struct recur_request *request, const struct civil *start,
                         const struct when_context *context, struct recur *rule, struct failure *f);

/* Whether the rule names a day (days since 1970-01-01) when it starts on the day of start, INTERVAL
 * aside. */
bool recur_names(const struct recur *rule, const struct civil *start, int64_t day);

/* "Wed 2027-02-03" */
char *recur_shown(const struct civil *date);

/* The only word for a weekday in a rule: MO. */
extern const char *const recur_weekdays[8];

#endif
