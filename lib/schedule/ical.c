/* ical.c - the module that stands on libical. */
#include "schedule/ical.h"

#include <libical/ical.h>

/* The one name that the module shows. */
__attribute__((visibility("default"))) extern const struct ical_engine ical_engine;

static struct icaltimetype floating(const struct civil *local) {
    struct icaltimetype time = icaltime_null_time();
    time.year = local->year;
    time.month = local->month;
    time.day = local->day;
    time.hour = local->hour;
    time.minute = local->minute;
    time.second = local->second;
    return time;
}

static int expand(const char *rule, const struct civil *start, const struct civil *first,
                  const struct civil *last, int most, struct civil *out) {
    icalerror_set_errors_are_fatal(0);
    struct icalrecurrencetype parsed = icalrecurrencetype_from_string(rule);
    icalrecur_iterator *iterator =
        parsed.freq == ICAL_NO_RECURRENCE ? NULL : icalrecur_iterator_new(parsed, floating(start));
    int count = iterator ? 0 : -1;
    struct icaltimetype begin = floating(first), end = floating(last);
    while (iterator && count < most) {
        struct icaltimetype next = icalrecur_iterator_next(iterator);
        if (icaltime_is_null_time(next) || icaltime_compare(next, end) > 0)
            break;
        if (icaltime_compare(next, begin) < 0)
            continue;
        out[count++] = (struct civil){.year = next.year,
                                      .month = next.month,
                                      .day = next.day,
                                      .hour = next.hour,
                                      .minute = next.minute,
                                      .second = next.second};
    }
    if (iterator)
        icalrecur_iterator_free(iterator);
    icalrecurrencetype_clear(&parsed);
    return count;
}

const struct ical_engine ical_engine = {.expand = expand};
