/* recur_plain.c - the plain forms of a rule, and where it ends. */
#include <stdio.h>
#include <string.h>

#include "schedule/length.h"
#include "schedule/recur_parts.h"
#include "schedule/when_words.h"

/* ---- Every ---- */

static const struct {
    const char *one, *many;
    enum recur_frequency frequency;
} units[] = {
    {"day", "days", DAILY},
    {"week", "weeks", WEEKLY},
    {"month", "months", MONTHLY},
    {"year", "years", YEARLY},
};
static const char *const unit_words[] = {"day",    "days", "week",  "weeks", "month",
                                         "months", "year", "years", NULL};

static bool take_unit(const char *word, struct recur *rule) {
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
        if (g_ascii_strcasecmp(word, units[i].one) == 0 ||
            g_ascii_strcasecmp(word, units[i].many) == 0) {
            rule->frequency = units[i].frequency;
            return true;
        }
    return false;
}

static coach_status take_every(const char *text, struct recur *rule, struct failure *f) {
    g_autofree char *copy = g_strstrip(g_strdup(text));
    guint64 interval = 1;
    size_t digits = strspn(copy, "0123456789");
    char *unit = copy + digits + strspn(copy + digits, " \t");
    g_autofree char *number = g_strndup(copy, digits);
    g_autofree char *quoted = when_quote(copy, strlen(copy));
    if (!take_unit(unit, rule)) {
        const char *near = coach_nearest(unit, unit_words);
        fail(f, COACH_INVALID, "every", "\"%s\" does not say how often", quoted);
        return near ? fail_hint(f, "did you mean \"%s%s%s\"?", number, digits ? " " : "", near)
                    : fail_hint(f, "say day, week, month or year, or \"2 weeks\"");
    }
    if (digits && !g_ascii_string_to_unsigned(number, 10, 1, RECUR_INTERVAL, &interval, NULL)) {
        fail(f, COACH_INVALID, "every", "\"%s\" is too often or too seldom", quoted);
        return fail_hint(f, "the number is one from 1 to %d", RECUR_INTERVAL);
    }
    rule->interval = (int)interval;
    return COACH_OK;
}

/* ---- On ---- */

static coach_status fail_weekday(struct failure *f, const char *word) {
    static const char *const days[] = {
        "mon",     "tue",       "wed",      "thu",    "fri",      "sat",    "sun", "monday",
        "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", NULL,
    };
    const char *near = coach_nearest(word, days);
    g_autofree char *quoted = when_quote(word, strlen(word));
    fail(f, COACH_INVALID, "on", "\"%s\" is not a weekday", quoted);
    return near ? fail_hint(f, "did you mean %s?", near)
                : fail_hint(f, "say mon, tue, wed, thu, fri, sat or sun, with commas between");
}

static coach_status take_on(const char *text, struct recur *rule, struct failure *f) {
    unsigned days = 0;
    g_auto(GStrv) words = g_strsplit(*text ? text : ",", ",", -1);
    if (rule->frequency != WEEKLY) {
        fail(f, COACH_INVALID, "on", "weekdays go with weeks");
        return fail_hint(f, "say --every week, or a rule: --repeat \"FREQ=MONTHLY;BYDAY=1MO;…\"");
    }
    for (char **word = words; *word; word++) {
        g_strstrip(*word);
        int day = when_weekday(*word, strlen(*word));
        if (day < 0)
            return fail_weekday(f, *word);
        if (days & 1U << day)
            return fail(f, COACH_INVALID, "on", "%s is said twice", *word);
        days |= 1U << day;
    }
    struct recur_list *list = &rule->by[BYDAY];
    for (int day = 0; day < 7; day++)
        if (days & 1U << day)
            list->values[list->count++] = recur_day(0, day);
    return COACH_OK;
}

coach_status recur_plain(const struct recur_request *request, struct recur *out,
                         struct failure *f) {
    struct recur rule = {.interval = 1};
    coach_status status = take_every(request->every, &rule, f);
    if (status == COACH_OK && request->on)
        status = take_on(request->on, &rule, f);
    if (status == COACH_OK)
        *out = rule;
    return status;
}

/* ---- The end ---- */

static int64_t days_of(const struct civil *date) {
    return civil_days(date->year, date->month, date->day);
}

static void end_with(struct recur *rule, int64_t day) {
    rule->until = true;
    rule->until_utc = false;
    rule->last = civil_from_days(day);
    rule->last.hour = 23;
    rule->last.minute = rule->last.second = 59;
}

static coach_status take_times(const char *text, struct recur *rule, struct failure *f) {
    guint64 times;
    if (!g_ascii_string_to_unsigned(text, 10, 1, RECUR_MOST, &times, NULL)) {
        g_autofree char *quoted = when_quote(text, strlen(text));
        fail(f, COACH_INVALID, "times", "\"%s\" is not a number of times", quoted);
        return fail_hint(f, "a series has from 1 to %d occurrences", RECUR_MOST);
    }
    rule->count = (int)times;
    return COACH_OK;
}

static coach_status take_until(const char *text, const struct when_context *context,
                               struct recur *rule, struct failure *f) {
    char date[11];
    struct civil day = {0};
    coach_status status = when_date(text, context, "until", date, f);
    if (status != COACH_OK)
        return status;
    (void)sscanf(date, "%d-%d-%d", &day.year, &day.month, &day.day);
    end_with(rule, days_of(&day));
    return COACH_OK;
}

/* The day so many months and days after the start; the 31st becomes the last of a shorter month. */
static int64_t day_after(const struct civil *start, const struct length *length) {
    int64_t month = start->year * 12 + start->month - 1 + length->months;
    struct civil date = {(int)(month / 12), (int)(month % 12) + 1, start->day, 0, 0, 0};
    while (!civil_valid(&date))
        date.day--;
    return days_of(&date) + length->days;
}

static coach_status take_length(const char *text, const struct civil *start, struct recur *rule,
                                struct failure *f) {
    const char *at = text + strspn(text, " \t");
    struct length length = {0};
    bool taken = length_take(&at, &length) == LENGTH_TAKEN && !at[strspn(at, " \t")];
    bool some = length.months || length.days;
    bool near = length.months <= RECUR_YEARS * 12 && length.days <= RECUR_YEARS * 366;
    if (!taken || length.exact || !some || !near) {
        g_autofree char *quoted = when_quote(text, strlen(text));
        fail(f, COACH_INVALID, "for", "\"%s\" is not a length of days, weeks, months or years",
             quoted);
        return fail_hint(f, "try \"12w\", \"3 months\" or \"1 year\", at most %d years",
                         RECUR_YEARS);
    }
    end_with(rule, day_after(start, &length) - 1);
    return COACH_OK;
}

static coach_status check_one_end(const struct recur_request *r, const struct recur *rule,
                                  struct failure *f) {
    bool own = rule->count || rule->until;
    int ends = own + (r->times != NULL) + (r->until != NULL) + (r->length != NULL);
    const char *field = r->until ? "until" : r->length ? "for" : "times";
    if (ends == 1)
        return COACH_OK;
    if (ends == 0) {
        fail(f, COACH_INVALID, r->rule ? "repeat" : "every", "the series has no end");
        return r->rule ? fail_hint(f, "add COUNT=12 or UNTIL=20270301 to the rule, or say --for "
                                      "12w or --until 2027-03-01")
                       : fail_hint(f, "say --times 12, --for 12w or --until 2027-03-01");
    }
    fail(f, COACH_INVALID, field, "a series has one end");
    return own ? fail_hint(f, "the rule has %s already", rule->count ? "COUNT" : "UNTIL")
               : fail_hint(f, "say one of --times, --for and --until");
}

/* Makes the UNTIL of the rule the end of the last local day on which the start's time of day is not
 * after it: there may be no such time on that day, or two. */
static void until_to_day(const struct civil *start, const struct zone *zone, struct recur *rule) {
    struct civil at = rule->last;
    int64_t end = 0;
    if (rule->until_utc) {
        end = days_of(&at) * 86400 + at.hour * 3600 + at.minute * 60 + at.second;
        at = zone_civil(zone, end, NULL, NULL);
    }
    int64_t day = days_of(&at);
    struct civil candidate = *start;
    candidate.year = at.year;
    candidate.month = at.month;
    candidate.day = at.day;
    int clock = at.hour * 3600 + at.minute * 60 + at.second;
    bool after = rule->until_utc ? zone_instant(zone, &candidate) > end
                                 : start->hour * 3600 + start->minute * 60 + start->second > clock;
    end_with(rule, day - after);
}

static coach_status check_end(const struct recur_request *request, const struct civil *start,
                              const struct recur *rule, struct failure *f) {
    const char *field = request->until ? "until" : request->length ? "for" : "repeat";
    int64_t last = days_of(&rule->last);
    if (start->year > RECUR_LAST_START)
        return fail(f, COACH_INVALID, NULL, "a series starts no later than in %d",
                    RECUR_LAST_START);
    if (rule->until && last < days_of(start)) {
        fail(f, COACH_INVALID, field, "the series would end before it starts");
        g_autofree char *shown = recur_shown(start);
        return fail_hint(f, "it starts on %s", shown);
    }
    if (rule->until && last > days_of(start) + (int64_t)RECUR_YEARS * 366) {
        fail(f, COACH_INVALID, field, "the series would go on for more than %d years", RECUR_YEARS);
        return fail_hint(f, "end it earlier: it may have %d occurrences", RECUR_MOST);
    }
    return COACH_OK;
}

coach_status recur_bound(const struct recur_request *request, const struct civil *start,
                         const struct when_context *context, struct recur *rule,
                         struct failure *f) {
    coach_status status = check_one_end(request, rule, f);
    if (status != COACH_OK)
        return status;
    if (request->times)
        status = take_times(request->times, rule, f);
    else if (request->until)
        status = take_until(request->until, context, rule, f);
    else if (request->length)
        status = take_length(request->length, start, rule, f);
    else if (rule->until)
        until_to_day(start, context->zone, rule);
    return status == COACH_OK ? check_end(request, start, rule, f) : status;
}
