/* length.c - lengths of time as people write them. */
#include "schedule/length.h"

#include <glib.h>
#include <string.h>

struct unit {
    const char *word;
    int rank; /* larger units first */
    int months, days, seconds;
};

enum { YEARS, MONTHS, WEEKS, DAYS, HOURS, MINUTES, SECONDS };

static const struct unit units[] = {
    {.word = "year", .rank = YEARS, .months = 12},
    {.word = "years", .rank = YEARS, .months = 12},
    {.word = "month", .rank = MONTHS, .months = 1},
    {.word = "months", .rank = MONTHS, .months = 1},
    {.word = "w", .rank = WEEKS, .days = 7},
    {.word = "week", .rank = WEEKS, .days = 7},
    {.word = "weeks", .rank = WEEKS, .days = 7},
    {.word = "d", .rank = DAYS, .days = 1},
    {.word = "day", .rank = DAYS, .days = 1},
    {.word = "days", .rank = DAYS, .days = 1},
    {.word = "h", .rank = HOURS, .seconds = 3600},
    {.word = "hr", .rank = HOURS, .seconds = 3600},
    {.word = "hrs", .rank = HOURS, .seconds = 3600},
    {.word = "hour", .rank = HOURS, .seconds = 3600},
    {.word = "hours", .rank = HOURS, .seconds = 3600},
    {.word = "m", .rank = MINUTES, .seconds = 60},
    {.word = "min", .rank = MINUTES, .seconds = 60},
    {.word = "mins", .rank = MINUTES, .seconds = 60},
    {.word = "minute", .rank = MINUTES, .seconds = 60},
    {.word = "minutes", .rank = MINUTES, .seconds = 60},
    {.word = "s", .rank = SECONDS, .seconds = 1},
    {.word = "sec", .rank = SECONDS, .seconds = 1},
    {.word = "secs", .rank = SECONDS, .seconds = 1},
    {.word = "second", .rank = SECONDS, .seconds = 1},
    {.word = "seconds", .rank = SECONDS, .seconds = 1},
};

static const char *skip_blanks(const char *at) {
    return at + strspn(at, " \t");
}

static bool take_number(const char **at, int64_t *number) {
    bool fits = true;
    for (*number = 0; g_ascii_isdigit(**at); ++*at)
        fits = fits && !__builtin_mul_overflow(*number, 10, number) &&
               !__builtin_add_overflow(*number, **at - '0', number);
    return fits;
}

static const struct unit *take_unit(const char **at) {
    size_t length = 0;
    while (g_ascii_isalpha((*at)[length]))
        length++;
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
        if (strlen(units[i].word) == length &&
            g_ascii_strncasecmp(units[i].word, *at, length) == 0) {
            *at += length;
            return &units[i];
        }
    return NULL;
}

static bool add(int64_t *sum, int64_t number, int unit) {
    int64_t part;
    return !__builtin_mul_overflow(number, unit, &part) && !__builtin_add_overflow(*sum, part, sum);
}

static enum length_result take_part(const char **at, const struct unit **unit,
                                    struct length *length) {
    const char *next = *at;
    if (!g_ascii_isdigit(*next))
        return LENGTH_NO_NUMBER;
    int64_t number;
    bool fits = take_number(&next, &number);
    next = skip_blanks(next);
    *unit = take_unit(&next);
    if (!*unit)
        return LENGTH_NO_UNIT;
    struct length sum = *length;
    if (!fits || !add(&sum.months, number, (*unit)->months) ||
        !add(&sum.days, number, (*unit)->days) || !add(&sum.seconds, number, (*unit)->seconds))
        return LENGTH_TOO_LARGE;
    sum.exact = sum.exact || (*unit)->seconds > 0;
    *length = sum;
    *at = next;
    return LENGTH_TAKEN;
}

enum length_result length_take(const char **at, struct length *out) {
    struct length length = {0};
    const struct unit *unit;
    const char *next = *at;
    enum length_result result = take_part(&next, &unit, &length);
    if (result != LENGTH_TAKEN)
        return result;
    for (;;) {
        *at = next;
        *out = length;
        int rank = unit->rank;
        next = skip_blanks(next);
        if (take_part(&next, &unit, &length) != LENGTH_TAKEN || unit->rank <= rank)
            return LENGTH_TAKEN;
    }
}
