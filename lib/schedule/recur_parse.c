/* recur_parse.c - reading the text of a rule (RFC 5545, 3.3.10), strictly. */
#include <string.h>

#include "schedule/recur_parts.h"
#include "schedule/when_words.h"

static const char field[] = "repeat";

/* The parts of a rule: its lists first, as enum recur_by has them. */
enum { FREQ = RECUR_LISTS, INTERVAL, COUNT, UNTIL, WKST, BYWEEKNO, BYHOUR, BYMINUTE, BYSECOND };
static const char *const parts[] = {
    [BYMONTH] = "BYMONTH",   [BYMONTHDAY] = "BYMONTHDAY", [BYYEARDAY] = "BYYEARDAY",
    [BYDAY] = "BYDAY",       [BYSETPOS] = "BYSETPOS",     [FREQ] = "FREQ",
    [INTERVAL] = "INTERVAL", [COUNT] = "COUNT",           [UNTIL] = "UNTIL",
    [WKST] = "WKST",         [BYWEEKNO] = "BYWEEKNO",     [BYHOUR] = "BYHOUR",
    [BYMINUTE] = "BYMINUTE", [BYSECOND] = "BYSECOND",     NULL,
};

static const char *const frequencies[] = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY", NULL};
static const char *const finer[] = {"HOURLY", "MINUTELY", "SECONDLY", NULL};
const char *const recur_weekdays[8] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU", NULL};

/* The largest number in each list; but for months they may count from the end. */
static const int largest[RECUR_LISTS] = {
    [BYMONTH] = 12, [BYMONTHDAY] = 31, [BYYEARDAY] = 366, [BYDAY] = 53, [BYSETPOS] = 366};

static int find(const char *const *words, const char *word) {
    for (int i = 0; words[i]; i++)
        if (g_ascii_strcasecmp(words[i], word) == 0)
            return i;
    return -1;
}

static coach_status hint_example(struct failure *f) {
    return fail_hint(f, "a rule is written like \"FREQ=WEEKLY;BYDAY=MO,WE;COUNT=12\"");
}

/* The value of a part is none; allowed says what would be one. */
static coach_status fail_value(struct failure *f, int part, const char *value,
                               const char *allowed) {
    g_autofree char *quoted = when_quote(value, strlen(value));
    fail(f, COACH_INVALID, field, "\"%s\" is no value of %s", quoted, parts[part]);
    return fail_hint(f, "%s is %s", parts[part], allowed);
}

static coach_status fail_word(struct failure *f, int part, const char *value,
                              const char *const *known) {
    g_autofree char *all = g_strjoinv(", ", (char **)known);
    const char *near = coach_nearest(value, known);
    fail_value(f, part, value, all);
    return near ? fail_hint(f, "did you mean %s?", near) : COACH_INVALID;
}

/* ---- Values ---- */

/* Digits alone, at most five of them; -1 where there are others. */
static int number(const char *text, size_t length) {
    int value = 0;
    if (length == 0 || length > 5)
        return -1;
    for (size_t i = 0; i < length; i++) {
        if (!g_ascii_isdigit(text[i]))
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/* A number with or without its sign. 0 is none, and stands for what is none. */
static int signed_number(const char *text, size_t length) {
    bool sign = length > 0 && (*text == '-' || *text == '+');
    int value = number(text + sign, length - sign);
    return value <= 0 ? 0 : *text == '-' ? -value : value;
}

static coach_status take_frequency(const char *value, struct recur *rule, struct failure *f) {
    int found = find(frequencies, value);
    if (found < 0 && find(finer, value) >= 0) {
        fail(f, COACH_INVALID, field, "a series has one time of day: FREQ=%s is too fine", value);
        return fail_hint(f, "FREQ is DAILY, WEEKLY, MONTHLY or YEARLY");
    }
    if (found < 0)
        return fail_word(f, FREQ, value, frequencies);
    rule->frequency = (enum recur_frequency)found;
    return COACH_OK;
}

static coach_status take_number(int part, const char *value, int most, int *out,
                                struct failure *f) {
    int found = number(value, strlen(value));
    if (found < 1 || found > most) {
        g_autofree char *allowed = g_strdup_printf("a whole number from 1 to %d", most);
        return fail_value(f, part, value, allowed);
    }
    *out = found;
    return COACH_OK;
}

static bool read_until(const char *value, struct recur *rule) {
    size_t length = strlen(value);
    bool timed = length > 8 && g_ascii_toupper(value[8]) == 'T';
    bool utc = length == 16 && g_ascii_toupper(value[15]) == 'Z';
    if (length != (timed ? utc ? 16 : 15 : 8))
        return false;
    struct civil last = {number(value, 4), number(value + 4, 2), number(value + 6, 2), 23, 59, 59};
    if (timed) {
        last.hour = number(value + 9, 2);
        last.minute = number(value + 11, 2);
        last.second = number(value + 13, 2);
    }
    rule->until = true;
    rule->until_utc = utc;
    rule->last = last;
    return civil_valid(&last);
}

static coach_status take_until(const char *value, struct recur *rule, struct failure *f) {
    return read_until(value, rule)
               ? COACH_OK
               : fail_value(f, UNTIL, value,
                            "a day, 20270301, a local time, 20270301T180000, or one in UTC, "
                            "20270301T170000Z");
}

static coach_status take_week_start(const char *value, struct recur *rule, struct failure *f) {
    rule->week_start = find(recur_weekdays, value);
    return rule->week_start >= 0 ? COACH_OK : fail_word(f, WKST, value, recur_weekdays);
}

/* ---- Lists ---- */

/* A day of BYDAY: MO, 2TU, -1FR. */
static bool read_day(const char *text, int *out) {
    size_t length = strlen(text);
    int weekday = length >= 2 ? find(recur_weekdays, text + length - 2) : -1;
    int nth = length > 2 ? signed_number(text, length - 2) : 0;
    if (weekday < 0 || (length > 2 && nth == 0) || ABS(nth) > largest[BYDAY])
        return false;
    *out = recur_day(nth, weekday);
    return true;
}

static bool read_value(int part, const char *text, int *out) {
    if (part == BYDAY)
        return read_day(text, out);
    *out = signed_number(text, strlen(text));
    return *out != 0 && *out <= largest[part] && *out >= (part == BYMONTH ? 1 : -largest[part]);
}

static coach_status fail_listed(struct failure *f, int part, const char *value) {
    if (part == BYDAY)
        return fail_value(f, part, value,
                          "a list of MO, TU, WE, TH, FR, SA, SU, or in a month or year also 2TU "
                          "(the second) or -1FR (the last)");
    g_autofree char *allowed =
        g_strdup_printf(part == BYMONTH ? "a list of numbers from 1 to %d"
                                        : "a list of numbers from 1 to %d, or from the end from -1",
                        largest[part]);
    return fail_value(f, part, value, allowed);
}

static int by_value(const void *a, const void *b) {
    const int *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

static coach_status take_list(int part, const char *text, struct recur *rule, struct failure *f) {
    struct recur_list *list = &rule->by[part];
    g_auto(GStrv) values = g_strsplit(text, ",", -1);
    if (!*values)
        return fail_listed(f, part, "");
    for (char **value = values; *value; value++) {
        int read;
        if (!read_value(part, *value, &read))
            return fail_listed(f, part, *value);
        for (int i = 0; i < list->count; i++)
            if (list->values[i] == read)
                return fail(f, COACH_INVALID, field, "%s names %s twice", parts[part], *value);
        if (list->count == RECUR_VALUES)
            return fail(f, COACH_INVALID, field, "%s names more than %d values", parts[part],
                        RECUR_VALUES);
        list->values[list->count++] = read;
    }
    qsort(list->values, (size_t)list->count, sizeof *list->values, by_value);
    return COACH_OK;
}

/* ---- Parts ---- */

static coach_status fail_part(struct failure *f, const char *name) {
    g_autofree char *quoted = when_quote(name, strlen(name));
    const char *near = coach_nearest(name, parts);
    fail(f, COACH_INVALID, field, "\"%s\" is no part of a rule", quoted);
    return near ? fail_hint(f, "did you mean %s?", near) : hint_example(f);
}

static coach_status take_part(int part, const char *value, struct recur *rule, struct failure *f) {
    switch (part) {
    case FREQ:
        return take_frequency(value, rule, f);
    case INTERVAL:
        return take_number(part, value, RECUR_INTERVAL, &rule->interval, f);
    case COUNT:
        return take_number(part, value, RECUR_MOST, &rule->count, f);
    case UNTIL:
        return take_until(value, rule, f);
    case WKST:
        return take_week_start(value, rule, f);
    case BYWEEKNO:
        fail(f, COACH_INVALID, field, "BYWEEKNO is not taken");
        return fail_hint(f, "name the days by BYMONTH and BYDAY, or by BYYEARDAY");
    case BYHOUR:
    case BYMINUTE:
    case BYSECOND:
        fail(f, COACH_INVALID, field, "a series has one time of day: %s is too fine", parts[part]);
        return fail_hint(f, "the time is that of the start; make a series for each time of day");
    default:
        return take_list(part, value, rule, f);
    }
}

static coach_status take(char *text, unsigned *seen, struct recur *rule, struct failure *f) {
    char *value = strchr(text, '=');
    if (!value) {
        g_autofree char *quoted = when_quote(text, strlen(text));
        fail(f, COACH_INVALID, field,
             *text ? "\"%s\" in the rule is no NAME=VALUE" : "a part of the rule is empty", quoted);
        return hint_example(f);
    }
    *value++ = '\0';
    int part = find(parts, text);
    if (part < 0)
        return fail_part(f, text);
    if (*seen & 1U << part) {
        fail(f, COACH_INVALID, field, "the rule has %s twice", parts[part]);
        return hint_example(f);
    }
    *seen |= 1U << part;
    return take_part(part, value, rule, f);
}

/* ---- The rule as a whole ---- */

static bool has_signs(const struct recur_list *list) {
    return list->count && list->values[0] < 0 && list->values[list->count - 1] > 0;
}

static bool from_end(const struct recur_list *list) {
    return list->count && list->values[0] < 0;
}

static bool counts_days(const struct recur_list *days, int most) {
    for (int i = 0; i < days->count; i++) {
        int nth = recur_day_nth(days->values[i]);
        if (ABS(nth) > most)
            return true;
    }
    return false;
}

/* Parts that do not go together, by the RFC or because libical gets them wrong. NULL: they do. */
static const char *discord(const struct recur *rule) {
    const struct recur_list *by = rule->by;
    bool yearly = rule->frequency == YEARLY, monthly = rule->frequency == MONTHLY;
    bool lists = false;
    for (int i = 0; i < BYSETPOS; i++)
        lists = lists || by[i].count;
    if (rule->count && rule->until)
        return "COUNT and UNTIL do not go together: a series has one end";
    if (by[BYMONTHDAY].count && rule->frequency == WEEKLY)
        return "BYMONTHDAY does not go with FREQ=WEEKLY";
    if (from_end(&by[BYMONTHDAY]) && rule->frequency == DAILY)
        return "BYMONTHDAY from the end of the month goes with FREQ=MONTHLY, not with DAILY";
    if (by[BYMONTHDAY].count && yearly && !by[BYMONTH].count)
        return "BYMONTHDAY goes with FREQ=MONTHLY, or with BYMONTH";
    if (by[BYYEARDAY].count && !yearly)
        return "BYYEARDAY goes with FREQ=YEARLY";
    if (by[BYYEARDAY].count && (by[BYMONTH].count || by[BYMONTHDAY].count))
        return "BYYEARDAY does not go with BYMONTH or BYMONTHDAY";
    if (counts_days(&by[BYDAY], 0) && !yearly && !monthly)
        return "BYDAY with a number goes with FREQ=MONTHLY or YEARLY";
    if (counts_days(&by[BYDAY], 5) && (monthly || by[BYMONTH].count))
        return "BYDAY counts to 5 in a month";
    if (by[BYSETPOS].count && !yearly && !monthly)
        return "BYSETPOS goes with FREQ=MONTHLY or YEARLY";
    if (by[BYSETPOS].count && !lists)
        return "BYSETPOS chooses from the days of another part, BYDAY or BYMONTHDAY";
    if (by[BYSETPOS].count && (has_signs(&by[BYMONTHDAY]) || has_signs(&by[BYYEARDAY])))
        return "BYSETPOS does not go with days counted from both ends";
    return NULL;
}

coach_status recur_parse(const char *text, struct recur *out, struct failure *f) {
    struct recur rule = {.interval = 1};
    unsigned seen = 0;
    if (g_ascii_strncasecmp(text, "RRULE:", strlen("RRULE:")) == 0)
        text += strlen("RRULE:");
    g_auto(GStrv) written = g_strsplit(*text ? text : ";", ";", -1);
    for (char **part = written; *part; part++) {
        coach_status status = take(*part, &seen, &rule, f);
        if (status != COACH_OK)
            return status;
    }
    const char *wrong = seen & 1U << FREQ ? discord(&rule) : "the rule has no FREQ";
    if (wrong) {
        fail(f, COACH_INVALID, field, "%s", wrong);
        return hint_example(f);
    }
    *out = rule;
    return COACH_OK;
}

/* ---- Writing ---- */

static void add_list(GString *text, int part, const struct recur_list *list) {
    for (int i = 0; i < list->count; i++) {
        if (i == 0)
            g_string_append_printf(text, ";%s=", parts[part]);
        else
            g_string_append_c(text, ',');
        int value = list->values[i];
        int shown = part == BYDAY ? recur_day_nth(value) : value;
        if (shown)
            g_string_append_printf(text, "%d", shown);
        if (part == BYDAY)
            g_string_append(text, recur_weekdays[recur_day_weekday(value)]);
    }
}

char *recur_text(const struct recur *rule, bool with_end) {
    GString *text = g_string_new("FREQ=");
    const struct civil *last = &rule->last;
    g_string_append(text, frequencies[rule->frequency]);
    if (rule->interval > 1)
        g_string_append_printf(text, ";INTERVAL=%d", rule->interval);
    for (int part = 0; part < RECUR_LISTS; part++)
        add_list(text, part, &rule->by[part]);
    if (rule->week_start)
        g_string_append_printf(text, ";WKST=%s", recur_weekdays[rule->week_start]);
    if (with_end && rule->count)
        g_string_append_printf(text, ";COUNT=%d", rule->count);
    if (with_end && rule->until)
        g_string_append_printf(text, ";UNTIL=%04d%02d%02dT%02d%02d%02d", last->year, last->month,
                               last->day, last->hour, last->minute, last->second);
    return g_string_free(text, FALSE);
}
