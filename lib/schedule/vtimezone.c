/* vtimezone.c - VTIMEZONE from the transitions of a zone. */
#include "schedule/vtimezone.h"

#include "schedule/content.h"

#include <stdlib.h>
#include <string.h>

enum {
    DAY_SECONDS = 86400,
    STRIDE = 7 * DAY_SECONDS, /* no zone changes and changes back within it */
    RULE_YEARS = 9,           /* how long two transitions must repeat to be taken for a rule */
    SPAN_LONGEST = 100,       /* years: none plans further, and rules go on by themselves */
    YEAR_LAST = 9998,
};

struct transition {
    int from, to;       /* the offsets before and after it */
    struct civil local; /* when it comes, on the clock that is about to change */
    const char *name;   /* the abbreviation after it */
};

/* What repeats: the n-th weekday of a month; week -1: the last. */
struct rule {
    int month, weekday, week;
};

/* ---- The transitions of a span ---- */

static int64_t year_begins(int year) {
    return civil_days(year, 1, 1) * DAY_SECONDS;
}

static int offset_at(const struct zone *zone, int64_t instant) {
    int offset;
    zone_civil(zone, instant, &offset, NULL);
    return offset;
}

static struct civil civil_of(int64_t wall) {
    int64_t days = wall / DAY_SECONDS, second = wall % DAY_SECONDS;
    if (second < 0) {
        days--;
        second += DAY_SECONDS;
    }
    struct civil civil = civil_from_days(days);
    civil.hour = (int)(second / 3600);
    civil.minute = (int)(second / 60 % 60);
    civil.second = (int)(second % 60);
    return civil;
}

static struct transition transition_at(const struct zone *zone, int64_t instant, int from) {
    struct transition t = {.from = from, .local = civil_of(instant + from)};
    zone_civil(zone, instant, &t.to, &t.name);
    return t;
}

static GArray *transitions_between(const struct zone *zone, int64_t begin, int64_t end) {
    GArray *all = g_array_new(FALSE, FALSE, sizeof(struct transition));
    int offset = offset_at(zone, begin);
    for (int64_t at = begin; at < end; at += STRIDE) {
        int next = offset_at(zone, at + STRIDE);
        if (next == offset)
            continue;
        struct transition t = transition_at(zone, zone_change(zone, at, at + STRIDE), offset);
        g_array_append_val(all, t);
        offset = next;
    }
    return all;
}

static const struct transition *nth(const GArray *all, guint n) {
    return &g_array_index(all, struct transition, n);
}

/* ---- Rules ---- */

static int month_length(int year, int month) {
    int next_year = month == 12 ? year + 1 : year, next = month == 12 ? 1 : month + 1;
    return (int)(civil_days(next_year, next, 1) - civil_days(year, month, 1));
}

static bool in_week(const struct civil *day, int week) {
    if (week < 0)
        return day->day > month_length(day->year, day->month) - 7;
    return (day->day - 1) / 7 == week - 1;
}

static bool alike(const struct transition *a, const struct transition *b) {
    return a->from == b->from && a->to == b->to && a->local.month == b->local.month &&
           a->local.hour == b->local.hour && a->local.minute == b->local.minute &&
           a->local.second == b->local.second &&
           civil_weekday(&a->local) == civil_weekday(&b->local) && strcmp(a->name, b->name) == 0;
}

/* Whether the n-th and every second transition after it come by one rule. */
static bool rule_from(const GArray *all, guint n, struct rule *rule) {
    const struct transition *first = nth(all, n);
    bool weeks[6] = {true, true, true, true, true, true}; /* [0]: the last */
    for (guint i = n; i < all->len; i += 2) {
        const struct transition *t = nth(all, i);
        if (!alike(first, t) || t->local.year != first->local.year + (int)(i - n) / 2)
            return false;
        weeks[0] &= in_week(&t->local, -1);
        for (int week = 1; week <= 5; week++)
            weeks[week] &= in_week(&t->local, week);
    }
    for (int week = 0; week <= 5; week++)
        if (weeks[week]) {
            *rule = (struct rule){first->local.month, civil_weekday(&first->local),
                                  week == 0 ? -1 : week};
            return true;
        }
    return false;
}

/* The first of the transitions from which on two rules hold, up to the last year; their number
 * where there is none. */
static guint rules_from(const GArray *all, int last, struct rule rules[2]) {
    if (all->len < 2 || nth(all, all->len - 2)->local.year != last)
        return all->len;
    for (guint n = 0; n + (guint)(2 * RULE_YEARS) <= all->len; n++)
        if (rule_from(all, n, &rules[0]) && rule_from(all, n + 1, &rules[1]))
            return n;
    return all->len;
}

/* ---- Text ---- */

static void append_offset(GString *out, const char *name, int offset) {
    gsize begun = content_begin(out, name);
    unsigned distance = (unsigned)abs(offset);
    g_string_append_printf(out, ":%c%02u%02u", offset < 0 ? '-' : '+', distance / 3600,
                           distance / 60 % 60);
    if (distance % 60)
        g_string_append_printf(out, "%02u", distance % 60);
    content_end(out, begun);
}

static void append_observance(GString *out, const struct transition *t, bool summer,
                              const struct rule *rule) {
    static const char *const days[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    const char *kind = summer ? "DAYLIGHT" : "STANDARD";
    const struct civil *at = &t->local;
    content_line(out, "BEGIN", kind);
    g_string_append_printf(out, "DTSTART:%04d%02d%02dT%02d%02d%02d\r\n", at->year, at->month,
                           at->day, at->hour, at->minute, at->second);
    append_offset(out, "TZOFFSETFROM", t->from);
    append_offset(out, "TZOFFSETTO", t->to);
    content_text(out, "TZNAME", t->name);
    if (rule)
        g_string_append_printf(out, "RRULE:FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s\r\n", rule->month,
                               rule->week, days[rule->weekday]);
    content_line(out, "END", kind);
}

/* What holds from the beginning on, where no transition of the year before says so. */
static void append_first(GString *out, const struct zone *zone, int64_t begin, const GArray *all) {
    int offset = offset_at(zone, begin);
    struct transition t = transition_at(zone, begin, offset);
    append_observance(out, &t, all->len > 0 && nth(all, 0)->to < offset, NULL);
}

void vtimezone_append(GString *out, const struct zone *zone, int first, int last) {
    struct rule rules[2];
    /* the year before gives what holds as the span begins */
    int begin = CLAMP(first - 1, 1, YEAR_LAST), end = MIN(last, begin + SPAN_LONGEST);
    end = MIN(MAX(end, begin + RULE_YEARS), YEAR_LAST);
    g_autoptr(GArray) all = transitions_between(zone, year_begins(begin), year_begins(end + 1));
    guint ruled = rules_from(all, end, rules);
    content_line(out, "BEGIN", "VTIMEZONE");
    content_text(out, "TZID", zone_name(zone));
    if (all->len == 0 || nth(all, 0)->local.year > begin)
        append_first(out, zone, year_begins(begin), all);
    for (guint i = 0; i < MIN(all->len, ruled + 2); i++) {
        const struct transition *t = nth(all, i);
        if (i < ruled && t->local.year > last)
            break;
        append_observance(out, t, t->to > t->from, i >= ruled ? &rules[i - ruled] : NULL);
    }
    content_line(out, "END", "VTIMEZONE");
}
