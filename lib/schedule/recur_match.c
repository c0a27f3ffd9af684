/* recur_match.c - whether a rule names a day. It answers for the start of a series, and where that
 * does not fit, for the day that does: libical would search for hours. */
#include "schedule/recur_parts.h"

/* A day as the parts of a rule look at it. */
struct place {
    struct civil date;
    int weekday;
    int month_length, year_day, year_length;
};

static struct place place_of(int64_t day) {
    struct civil date = civil_from_days(day);
    int64_t month = civil_days(date.year, date.month, 1), year = civil_days(date.year, 1, 1);
    int64_t month_end = date.month == 12 ? civil_days(date.year + 1, 1, 1)
                                         : civil_days(date.year, date.month + 1, 1);
    return (struct place){
        .date = date,
        .weekday = civil_weekday(&date),
        .month_length = (int)(month_end - month),
        .year_day = (int)(day - year) + 1,
        .year_length = (int)(civil_days(date.year + 1, 1, 1) - year),
    };
}

static bool listed(const struct recur_list *list, int value) {
    for (int i = 0; i < list->count; i++)
        if (list->values[i] == value)
            return true;
    return false;
}

/* Whether a list has the number of something of so many, counted from either end. */
static bool listed_of(const struct recur_list *list, int number, int of) {
    return listed(list, number) || listed(list, number - of - 1);
}

/* Whether BYDAY has the weekday of a day, or its number among those of its month or year. */
static bool weekday_listed(const struct recur *rule, const struct place *at) {
    bool of_month = rule->frequency == MONTHLY || rule->by[BYMONTH].count;
    int day = of_month ? at->date.day : at->year_day;
    int length = of_month ? at->month_length : at->year_length;
    int nth = (day - 1) / 7 + 1, nth_last = (length - day) / 7 + 1;
    const struct recur_list *list = &rule->by[BYDAY];
    return listed(list, recur_day(0, at->weekday)) || listed(list, recur_day(nth, at->weekday)) ||
           listed(list, recur_day(-nth_last, at->weekday));
}

/* Where no part says which day of a week, month or year, it is that of the start. */
static bool like_start(const struct recur *rule, const struct civil *start,
                       const struct place *at) {
    const struct recur_list *by = rule->by;
    switch (rule->frequency) {
    case DAILY:
        return true;
    case WEEKLY:
        return by[BYDAY].count || at->weekday == civil_weekday(start);
    case MONTHLY:
    case YEARLY:
        if (by[BYMONTHDAY].count || by[BYDAY].count || by[BYYEARDAY].count)
            return true;
        return at->date.day == start->day &&
               (rule->frequency == MONTHLY || by[BYMONTH].count || at->date.month == start->month);
    }
    return false;
}

static bool fits(const struct recur *rule, const struct civil *start, const struct place *at) {
    const struct recur_list *by = rule->by;
    return (!by[BYMONTH].count || listed(&by[BYMONTH], at->date.month)) &&
           (!by[BYMONTHDAY].count || listed_of(&by[BYMONTHDAY], at->date.day, at->month_length)) &&
           (!by[BYYEARDAY].count || listed_of(&by[BYYEARDAY], at->year_day, at->year_length)) &&
           (!by[BYDAY].count || weekday_listed(rule, at)) && like_start(rule, start, at);
}

bool recur_names(const struct recur *rule, const struct civil *start, int64_t day) {
    struct place at = place_of(day);
    if (!fits(rule, start, &at))
        return false;
    if (!rule->by[BYSETPOS].count)
        return true;
    bool monthly = rule->frequency == MONTHLY;
    int64_t first = day - (monthly ? at.date.day : at.year_day) + 1;
    int length = monthly ? at.month_length : at.year_length, number = 0, of = 0;
    for (int64_t other = first; other < first + length; other++) {
        struct place there = place_of(other);
        of += fits(rule, start, &there);
        if (other == day)
            number = of;
    }
    return listed_of(&rule->by[BYSETPOS], number, of);
}
