/* length.h - lengths of time as people write them: 2h30m, 3 days, 1 month 2 weeks. */
#ifndef SCHEDULE_LENGTH_H
#define SCHEDULE_LENGTH_H

#include <stdbool.h>
#include <stdint.h>

/* Years count as months and weeks as days; hours, minutes and seconds are exact. Never negative. */
struct length {
    int64_t months, days, seconds;
    bool exact; /* hours, minutes or seconds were said, be it none of them */
};

enum length_result {
    LENGTH_TAKEN,
    LENGTH_NO_NUMBER,
    LENGTH_NO_UNIT, /* a number that no unit follows */
    LENGTH_TOO_LARGE,
};

/* Takes NUMBER UNIT from the start of *at, and what follows of that kind, from large units to
 * small, with or without blanks. *at is then after the last part that fits; unmoved where there is
 * none. */
enum length_result length_take(const char **at, struct length *out);

#endif
