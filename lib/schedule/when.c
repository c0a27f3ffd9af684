/* when.c - saying when: from what a text says to the instant, the day or the minutes it means. */
#include "schedule/when.h"

#include <glib.h>
#include <string.h>

#include "schedule/length.h"
#include "schedule/when_parse.h"
#include "schedule/when_words.h"

static const int64_t first_instant = -62135596800; /* 0001-01-01T00:00:00Z */
static const int64_t last_instant = 253402300799;  /* 9999-12-31T23:59:59Z */

enum { LONGEST_MINUTES = 365 * 24 * 60 };

bool when_in_calendar(int64_t instant) {
    return instant >= first_instant && instant <= last_instant;
}

int64_t when_nearest(int64_t instant) {
    return CLAMP(instant, first_instant, last_instant);
}

static coach_status fail_far(const char *text, const char *field, struct failure *f) {
    g_autofree char *quoted = when_quote(text, strlen(text));
    fail(f, COACH_INVALID, field, "\"%s\" is too far away", quoted);
    return fail_hint(f, "times lie within the years 1 to 9999");
}

/* ---- Days ---- */

/* From now to a day of the calendar: months first, the 31st becoming the last of a shorter month.
 */
static bool step_days(const struct length *step, bool back, const struct civil *today,
                      int64_t *days) {
    int64_t months, month = today->year * 12 + today->month - 1;
    if (back ? __builtin_sub_overflow(month, step->months, &months)
             : __builtin_add_overflow(month, step->months, &months))
        return false;
    if (months < 12 || months >= 10000 * 12)
        return false;
    struct civil date = {
        .year = (int)(months / 12), .month = (int)(months % 12) + 1, .day = today->day};
    while (!civil_valid(&date))
        date.day--;
    int64_t from = civil_days(date.year, date.month, date.day);
    return !(back ? __builtin_sub_overflow(from, step->days, days)
                  : __builtin_add_overflow(from, step->days, days));
}

static int64_t named_days(const struct when_said *said, const struct civil *today) {
    int64_t days = civil_days(today->year, today->month, today->day);
    int ahead = (said->number - civil_weekday(today) + 7) % 7;
    switch (said->day) {
    case DAY_DATE:
        return civil_days(said->local.year, said->local.month, said->local.day);
    case DAY_STEP:
        return days + said->number;
    case DAY_WEEKDAY:
        return days + ahead;
    case DAY_NEXT:
        return days + (ahead ? ahead : 7);
    case DAY_LAST:
        return days + ahead - 7;
    }
    return days;
}

/* The day that is said, of today's calendar; false: outside the years 1 to 9999. */
static bool said_day(const struct when_said *said, const struct civil *today, struct civil *day) {
    int64_t days;
    if (said->kind == WHEN_DAY)
        days = named_days(said, today);
    else if (!step_days(&said->step, said->back, today, &days))
        return false;
    if (days < civil_days(1, 1, 1) || days > civil_days(9999, 12, 31))
        return false;
    struct civil date = civil_from_days(days);
    day->year = date.year;
    day->month = date.month;
    day->day = date.day;
    return true;
}

/* ---- Instants ---- */

static bool step_instant(const struct when_said *said, const struct when_context *context,
                         int64_t *instant) {
    const struct length *step = &said->step;
    int64_t from = context->now;
    /* Only a step on the calendar goes by the wall clock, which may show the same hour twice. */
    if (step->months || step->days) {
        struct civil local = zone_civil(context->zone, from, NULL, NULL);
        if (!said_day(said, &local, &local))
            return false;
        from = zone_instant(context->zone, &local);
    }
    return !(said->back ? __builtin_sub_overflow(from, step->seconds, instant)
                        : __builtin_add_overflow(from, step->seconds, instant));
}

static bool day_instant(const struct when_said *said, const struct when_context *context,
                        int64_t *instant) {
    const struct zone *zone = said->zone ? said->zone : context->zone;
    struct civil today = zone_civil(zone, context->now, NULL, NULL), local = said->local;
    if (!said_day(said, &today, &local))
        return false;
    *instant = zone_instant(zone, &local);
    return true;
}

coach_status when_instant(const char *text, const struct when_context *context, const char *field,
                          int64_t *instant, struct failure *f) {
    const struct when_wanted wanted = {
        .field = field,
        .thing = "time",
        .forms = "try \"tomorrow 18:00\", \"2026-12-01 18:00 Europe/Berlin\", \"next friday 6pm\" "
                 "or \"in 3 days\"",
    };
    struct when_said said;
    coach_status status = when_parse(text, &wanted, &said, f);
    if (status != COACH_OK)
        return status;
    int64_t found = context->now;
    bool fits = said.kind == WHEN_NOW    ? true
                : said.kind == WHEN_STEP ? step_instant(&said, context, &found)
                                         : day_instant(&said, context, &found);
    when_said_clear(&said);
    if (!fits || !when_in_calendar(found))
        return fail_far(text, field, f);
    *instant = found;
    return COACH_OK;
}

bool when_local(const char *text, const struct when_context *context, struct civil *local) {
    static const struct when_wanted wanted = {.field = "time", .thing = "time", .forms = ""};
    struct failure why = {0};
    struct when_said said = {0};
    struct civil today = zone_civil(context->zone, context->now, NULL, NULL);
    bool read =
        when_parse(text, &wanted, &said, &why) == COACH_OK && said.kind == WHEN_DAY && !said.zone;
    struct civil found = said.local;
    if (read && (read = said_day(&said, &today, &found)))
        *local = found;
    failure_clear(&why);
    when_said_clear(&said);
    return read;
}

/* ---- Dates ---- */

static coach_status check_whole_days(const struct when_said *said, const char *text,
                                     const struct when_wanted *wanted, struct failure *f) {
    if (said->kind == WHEN_DAY && !said->timed)
        return COACH_OK;
    if (said->kind == WHEN_STEP && !said->step.exact)
        return COACH_OK;
    g_autofree char *quoted = when_quote(text, strlen(text));
    fail(f, COACH_INVALID, wanted->field, "\"%s\" says a time, where a day is wanted", quoted);
    return fail_hint(f, "%s", wanted->forms);
}

coach_status when_date(const char *text, const struct when_context *context, const char *field,
                       char date[11], struct failure *f) {
    const struct when_wanted wanted = {
        .field = field,
        .thing = "day",
        .forms = "try \"today\", \"tomorrow\", \"2026-12-01\", \"next friday\" or \"in 3 days\"",
    };
    struct when_said said;
    coach_status status = when_parse(text, &wanted, &said, f);
    if (status != COACH_OK)
        return status;
    const struct zone *zone = said.zone ? said.zone : context->zone;
    struct civil day, today = zone_civil(zone, context->now, NULL, NULL);
    status = check_whole_days(&said, text, &wanted, f);
    if (status == COACH_OK && !said_day(&said, &today, &day))
        status = fail_far(text, field, f);
    when_said_clear(&said);
    if (status == COACH_OK)
        g_snprintf(date, 11, "%04d-%02d-%02d", day.year, day.month, day.day);
    return status;
}

/* ---- Times of day ---- */

coach_status when_time(const char *text, const char *field, char time[6], struct failure *f) {
    static const struct when_wanted wanted = {.field = "time", .thing = "time", .forms = ""};
    struct failure why = {0};
    struct when_said said = {0};
    g_autofree char *whole = g_strconcat("1970-01-01 ", text, NULL);
    bool read = when_parse(whole, &wanted, &said, &why) == COACH_OK && said.timed && !said.zone &&
                said.local.second == 0;
    failure_clear(&why);
    when_said_clear(&said);
    if (read) {
        g_snprintf(time, 6, "%02d:%02d", said.local.hour % 24, said.local.minute % 60);
        return COACH_OK;
    }
    g_autofree char *quoted = when_quote(text, strlen(text));
    fail(f, COACH_INVALID, field, "\"%s\" is not a time of day", quoted);
    return fail_hint(f, "a time of day is written \"18:00\", \"6pm\", \"noon\" or \"midnight\"");
}

/* ---- Lengths ---- */

/* Digits alone are minutes. */
static bool take_minutes(const char **at, int64_t *seconds) {
    int64_t minutes = 0;
    const char *next = *at;
    for (; g_ascii_isdigit(*next); next++) {
        minutes = minutes * 10 + (*next - '0');
        if (minutes > LONGEST_MINUTES)
            return false;
    }
    if (next == *at || next[strspn(next, " \t")])
        return false;
    *at = next;
    *seconds = minutes * 60;
    return true;
}

bool when_duration(const char *text, int64_t *minutes) {
    const char *at = (text ? text : "") + strspn(text ? text : "", " \t");
    int64_t seconds;
    if (!take_minutes(&at, &seconds)) {
        struct length length;
        if (length_take(&at, &length) != LENGTH_TAKEN || length.months ||
            __builtin_mul_overflow(length.days, 24 * 60 * 60, &seconds) ||
            __builtin_add_overflow(seconds, length.seconds, &seconds))
            return false;
    }
    if (at[strspn(at, " \t")] || seconds % 60 || seconds / 60 > LONGEST_MINUTES)
        return false;
    *minutes = seconds / 60;
    return true;
}
