/* hours.c - weekdays and hours as people write them, and what they leave closed. */
#include "schedule/hours.h"

#include "base/civil.h"
#include "schedule/when_words.h"
#include "schedule/zone.h"

#include <stdlib.h>
#include <string.h>

enum {
    DAYS = 7,
    EVERY_DAY = 0x7f,
    DAY_MINUTES = 24 * 60,
    MINUTE_SECONDS = 60,
    DAY_SECONDS = 24 * 60 * 60
};

#define NONE "none"

struct minutes {
    int from, to; /* since midnight, half-open */
};

/* ---- Days ---- */

static const struct {
    const char *word;
    unsigned days;
} groups[] = {{"weekdays", 0x1f}, {"weekend", 0x60}, {"daily", EVERY_DAY}, {"all", EVERY_DAY}};

static const char *const names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                    "Friday", "Saturday", "Sunday"};

static unsigned days_of_word(const char *word) {
    for (size_t i = 0; i < G_N_ELEMENTS(groups); i++)
        if (g_ascii_strcasecmp(word, groups[i].word) == 0)
            return groups[i].days;
    if (!word[0])
        return 0;
    g_auto(GStrv) ends = g_strsplit(word, "-", 2);
    const char *first = g_strstrip(ends[0]), *last = ends[1] ? g_strstrip(ends[1]) : first;
    int day = when_weekday(first, strlen(first)), end = when_weekday(last, strlen(last));
    if (day < 0 || end < 0)
        return 0;
    unsigned days = 1U << day;
    for (; day != end; days |= 1U << day)
        day = (day + 1) % DAYS;
    return days;
}

coach_status hours_read_days(const char *text, const char *field, unsigned *days,
                             struct failure *f) {
    g_auto(GStrv) words = g_strsplit(text, ",", -1);
    unsigned all = 0;
    bool known = words[0] != NULL;
    for (size_t i = 0; known && words[i]; i++) {
        unsigned some = days_of_word(g_strstrip(words[i]));
        known = some != 0;
        all |= some;
    }
    if (!known) {
        fail(f, COACH_INVALID, field, "\"%.80s\" are not days of the week", text);
        return fail_hint(f, "such as mon-fri, \"sat, sun\", weekdays, weekend or daily");
    }
    *days = all;
    return COACH_OK;
}

char *hours_write_days(unsigned days) {
    GString *text = g_string_new(NULL);
    for (int day = 0; day < DAYS; day++)
        if (days & 1U << day) {
            g_autofree char *word = g_ascii_strup(names[day], 3);
            g_string_append_printf(text, "%s%s", text->len ? "," : "", word);
        }
    return g_string_free(text, FALSE);
}

/* ---- Hours ---- */

/* 9, 09:00, 24:00: in minutes; -1: none of these. */
static int minute_of(const char *text) {
    size_t hours = strspn(text, "0123456789");
    if (hours < 1 || hours > 2)
        return -1;
    int minute = (int)g_ascii_strtoll(text, NULL, 10) * 60;
    if (text[hours] == ':') {
        const char *rest = text + hours + 1;
        if (strspn(rest, "0123456789") != 2 || rest[2] || rest[0] > '5')
            return -1;
        minute += (int)g_ascii_strtoll(rest, NULL, 10);
    } else if (text[hours]) {
        return -1;
    }
    return minute <= DAY_MINUTES ? minute : -1;
}

static gint by_beginning(gconstpointer a, gconstpointer b) {
    const struct minutes *one = a, *other = b;
    return one->from != other->from ? one->from - other->from : one->to - other->to;
}

static void merge(GArray *spans) {
    guint kept = 0;
    g_array_sort(spans, by_beginning);
    for (guint i = 0; i < spans->len; i++) {
        struct minutes next = g_array_index(spans, struct minutes, i);
        struct minutes *last = kept ? &g_array_index(spans, struct minutes, kept - 1) : NULL;
        if (last && next.from <= last->to)
            last->to = MAX(last->to, next.to);
        else
            g_array_index(spans, struct minutes, kept++) = next;
    }
    g_array_set_size(spans, kept);
}

/* NULL: a span is none; *wrong is then the text of it. */
static GArray *spans_of(const char *text, char **wrong) {
    GArray *spans = g_array_new(FALSE, FALSE, sizeof(struct minutes));
    if (!text[0] || g_ascii_strcasecmp(text, NONE) == 0)
        return spans;
    g_auto(GStrv) parts = g_strsplit(text, ",", -1);
    for (size_t i = 0; parts[i]; i++) {
        g_auto(GStrv) ends = g_strsplit(parts[i], "-", 2);
        bool both = ends[0] && ends[1];
        struct minutes span = {both ? minute_of(g_strstrip(ends[0])) : -1,
                               both ? minute_of(g_strstrip(ends[1])) : -1};
        if (span.from < 0 || span.to <= span.from) {
            *wrong = g_strdup(g_strstrip(parts[i]));
            g_array_unref(spans);
            return NULL;
        }
        g_array_append_val(spans, span);
    }
    merge(spans);
    return spans;
}

static void append_time(GString *text, const char *before, int minute) {
    g_string_append_printf(text, "%s%02d:%02d", before, minute / 60, minute % 60);
}

coach_status hours_normal(const char *text, const char *field, char **out, struct failure *f) {
    g_autofree char *wrong = NULL;
    g_autofree char *plain = g_strstrip(g_strdup(text));
    GArray *spans = spans_of(plain, &wrong);
    if (!spans) {
        fail(f, COACH_INVALID, field, "\"%.80s\" is not a span of hours", wrong);
        return fail_hint(f, "such as 09:00-12:00,14:00-18:00 within one day, which ends at 24:00; "
                            "or " NONE);
    }
    GString *normal = g_string_new(spans->len ? NULL : NONE);
    for (guint i = 0; i < spans->len; i++) {
        const struct minutes *span = &g_array_index(spans, struct minutes, i);
        append_time(normal, i ? "," : "", span->from);
        append_time(normal, "-", span->to);
    }
    g_array_unref(spans);
    *out = g_string_free(normal, FALSE);
    return COACH_OK;
}

/* ---- Rules ---- */

static void rule_clear(void *data) {
    struct hours_rule *rule = data;
    g_array_unref(rule->spans);
    zone_free(rule->zone);
}

GArray *hours_rules_new(void) {
    GArray *rules = g_array_new(FALSE, FALSE, sizeof(struct hours_rule));
    g_array_set_clear_func(rules, rule_clear);
    return rules;
}

static int64_t day_of(const char *date, int64_t otherwise) {
    return date ? civil_days(atoi(date), atoi(date + 5), atoi(date + 8)) : otherwise;
}

bool hours_rules_add(GArray *rules, const char *days, const char *hours, const char *from,
                     const char *to, const char *zone) {
    struct failure ignored = {0};
    g_autofree char *wrong = NULL;
    struct hours_rule rule = {
        .first = day_of(from, INT64_MIN),
        .last = day_of(to, INT64_MAX),
        .spans = spans_of(hours, &wrong),
        .zone = zone_new(zone),
    };
    bool good = hours_read_days(days, NULL, &rule.days, &ignored) == COACH_OK && rule.spans;
    failure_clear(&ignored);
    if (!good || !rule.zone) {
        if (rule.spans)
            g_array_unref(rule.spans);
        zone_free(rule.zone);
        return false;
    }
    g_array_append_val(rules, rule);
    return true;
}

/* The rule that counts on a day; NULL: none names it. *spanned: a rule in whose span it lies. */
static const struct hours_rule *rule_of(const GArray *rules, int64_t day,
                                        const struct hours_rule **spanned) {
    unsigned weekday = 1U << ((day % DAYS + 3 + DAYS) % DAYS);
    *spanned = NULL;
    for (guint i = 0; i < rules->len; i++) {
        const struct hours_rule *rule = &g_array_index(rules, struct hours_rule, i);
        if (day < rule->first || day > rule->last)
            continue;
        if (!*spanned)
            *spanned = rule;
        if (rule->days & weekday)
            return rule;
    }
    return NULL;
}

/* Where the clocks skip that time, it is when they go forward. */
static int64_t instant_of(const struct zone *zone, int64_t day, int minute) {
    struct civil local = civil_from_days(day + minute / DAY_MINUTES);
    local.hour = minute / 60 % 24;
    local.minute = minute % 60;
    int offset;
    int64_t instant = zone_instant(zone, &local);
    zone_civil(zone, instant, &offset, NULL);
    int64_t skipped = instant + offset - day * DAY_SECONDS - minute * MINUTE_SECONDS;
    return skipped > 0 ? zone_change(zone, instant - skipped, instant) : instant;
}

static int64_t local_day(const struct zone *zone, int64_t instant) {
    struct civil local = zone_civil(zone, instant, NULL, NULL);
    return civil_days(local.year, local.month, local.day);
}

static void add_open(const struct zone *zone, int64_t day, const struct minutes *span,
                     GArray *open) {
    struct hours_span one = {instant_of(zone, day, span->from), instant_of(zone, day, span->to)};
    if (one.from < one.to) /* clocks that go forward may skip all of it */
        g_array_append_val(open, one);
}

static void open_on(const GArray *rules, int64_t day, GArray *open) {
    static const struct minutes whole = {0, DAY_MINUTES};
    const struct hours_rule *spanned, *rule = rule_of(rules, day, &spanned);
    if (!spanned)
        add_open(g_array_index(rules, struct hours_rule, 0).zone, day, &whole, open);
    for (guint i = 0; rule && i < rule->spans->len; i++)
        add_open(rule->zone, day, &g_array_index(rule->spans, struct minutes, i), open);
}

static gint by_instant(gconstpointer a, gconstpointer b) {
    const struct hours_span *one = a, *other = b;
    return (one->from > other->from) - (one->from < other->from);
}

void hours_closed(const GArray *rules, int64_t from, int64_t to, GArray *out) {
    if (rules->len == 0)
        return;
    /* no zone is further than a day from UTC */
    int64_t day = from / DAY_SECONDS - 2, last = to / DAY_SECONDS + 2;
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(struct hours_span));
    for (; day <= last; day++)
        open_on(rules, day, open);
    g_array_sort(open, by_instant);
    for (guint i = 0; i < open->len && from < to; i++) {
        const struct hours_span *next = &g_array_index(open, struct hours_span, i);
        if (next->from > from) {
            struct hours_span closed = {from, MIN(next->from, to)};
            g_array_append_val(out, closed);
        }
        from = MAX(from, next->to);
    }
    if (from < to) {
        struct hours_span closed = {from, to};
        g_array_append_val(out, closed);
    }
}

/* ---- For people ---- */

static bool dated(const struct hours_rule *rule) {
    return rule->first != INT64_MIN || rule->last != INT64_MAX;
}

char *hours_said(const GArray *rules, int64_t instant) {
    const struct zone *zone = g_array_index(rules, struct hours_rule, 0).zone;
    const struct hours_rule *spanned, *rule = rule_of(rules, local_day(zone, instant), &spanned);
    if (rule) /* whose day it is may differ by its own clock */
        zone = rule->zone;
    int64_t day = local_day(zone, instant);
    rule = rule_of(rules, day, &spanned);
    GString *text = g_string_new(rule && rule->spans->len ? "works" : "does not work");
    for (guint i = 0; rule && i < rule->spans->len; i++) {
        const struct minutes *span = &g_array_index(rule->spans, struct minutes, i);
        append_time(text, i == 0 ? " " : i + 1 < rule->spans->len ? ", " : " and ", span->from);
        append_time(text, " to ", span->to);
    }
    struct civil date = civil_from_days(day);
    const char *weekday = names[civil_weekday(&date)];
    if (spanned && dated(rule ? rule : spanned))
        g_string_append_printf(text, " on %.3s %04d-%02d-%02d", weekday, date.year, date.month,
                               date.day);
    else
        g_string_append_printf(text, " on %ss", weekday);
    g_string_append_printf(text, " (%s)", zone_name(zone));
    return g_string_free(text, FALSE);
}
