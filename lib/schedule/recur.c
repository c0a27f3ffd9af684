/* recur.c - series: from what is said of one to its rule, its local starts and their instants. */
#include "schedule/recur.h"

#include <stdio.h>
#include <string.h>

#include "base/module.h"
#include "schedule/ical.h"
#include "schedule/recur_parts.h"

/* Days in which a rule is searched: 29 February is every weekday within 28 years, or 40 across
 * 2100. */
enum { SEARCHED = 40 * 366 };

char *recur_shown(const struct civil *date) {
    static const char names[7][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    return g_strdup_printf("%s %04d-%02d-%02d", names[civil_weekday(date)], date->year, date->month,
                           date->day);
}

bool recur_asked(const struct recur_request *r) {
    return r->rule || r->every || r->on || r->times || r->until || r->length;
}

/* ---- The rule ---- */

static coach_status read_request(const struct recur_request *r, struct recur *rule,
                                 struct failure *f) {
    if (r->rule && (r->every || r->on)) {
        fail(f, COACH_INVALID, r->every ? "every" : "on", "the rule says already when it repeats");
        return fail_hint(f, "say either --repeat, or --every and --on");
    }
    if (!r->rule && !r->every) {
        fail(f, COACH_INVALID, "every", "a series needs to be told how often it repeats");
        return fail_hint(f, "say --every week, or --repeat with a rule");
    }
    return r->rule ? recur_parse(r->rule, rule, f) : recur_plain(r, rule, f);
}

/* The start must be of a day that the rule names; where it is not, the first such day is told. */
static coach_status check_start(const struct recur *rule, const struct civil *start,
                                const char *field, struct failure *f) {
    int64_t first = civil_days(start->year, start->month, start->day), day = first;
    while (day < first + SEARCHED && !recur_names(rule, start, day))
        day++;
    if (day == first)
        return COACH_OK;
    if (day == first + SEARCHED) {
        fail(f, COACH_INVALID, field, "the rule names no day that ever comes");
        return fail_hint(f, "a rule is written like \"FREQ=WEEKLY;BYDAY=MO,WE;COUNT=12\"");
    }
    struct civil named = civil_from_days(day);
    g_autofree char *wrong = recur_shown(start), *right = recur_shown(&named);
    fail(f, COACH_INVALID, field, "the series starts on %s, a day that it does not name itself",
         wrong);
    return fail_hint(f, "the first that it names is %s: start then, or name the other day too",
                     right);
}

coach_status recur_rule(const struct recur_request *request, const struct civil *start,
                        const struct when_context *context, char **rule, struct failure *f) {
    struct recur parsed;
    coach_status status = read_request(request, &parsed, f);
    if (status == COACH_OK)
        status = check_start(&parsed, start, request->rule ? "repeat" : "on", f);
    if (status == COACH_OK)
        status = recur_bound(request, start, context, &parsed, f);
    if (status == COACH_OK)
        *rule = recur_text(&parsed, true);
    return status;
}

/* ---- Its local starts ---- */

/* Where libical begins. With weeks that begin on another day than Monday or Sunday it loses the
 * first of them, unless it begins on the first weekday of it that the rule names. */
static struct civil begin_of(const struct recur *rule, const struct civil *start) {
    const struct recur_list *days = &rule->by[BYDAY];
    int into = (civil_weekday(start) - rule->week_start + 7) % 7, first = into;
    if (rule->frequency != WEEKLY || rule->interval == 1)
        return *start;
    for (int i = 0; i < days->count; i++)
        first = MIN(first, (recur_day_weekday(days->values[i]) - rule->week_start + 7) % 7);
    struct civil begin =
        civil_from_days(civil_days(start->year, start->month, start->day) - into + first);
    begin.hour = start->hour;
    begin.minute = start->minute;
    begin.second = start->second;
    return begin;
}

static struct civil end_of(const struct recur *rule, const struct civil *start) {
    if (rule->until)
        return rule->last;
    struct civil end = *start;
    end.year += RECUR_YEARS;
    if (!civil_valid(&end))
        end.day--; /* 29 February */
    return end;
}

static bool is_before(const struct civil *a, const struct civil *b) {
    return civil_days(a->year, a->month, a->day) < civil_days(b->year, b->month, b->day);
}

static bool same_time(const struct civil *a, const struct civil *b) {
    return a->year == b->year && a->month == b->month && a->day == b->day && a->hour == b->hour &&
           a->minute == b->minute && a->second == b->second;
}

/* Fills found with the starts from the first on that is asked for. */
static coach_status expand(const struct ical_engine *engine, const struct recur *rule,
                           const struct civil *start, const struct civil *first, int room,
                           struct civil *found, int *count, const char *field, struct failure *f) {
    g_autofree char *text = recur_text(rule, false);
    struct civil begin = begin_of(rule, start), end = end_of(rule, start);
    *count = engine->expand(text, &begin, first, &end, room, found);
    if (*count < 0 || (first == start && (*count == 0 || !same_time(found, start))))
        return fail(f, COACH_INVALID, field, "the rule cannot be followed from its start");
    return COACH_OK;
}

static coach_status check_count(const struct recur *rule, int count, const char *field,
                                struct failure *f) {
    if (count > RECUR_MOST) {
        fail(f, COACH_INVALID, field, "the series has more than %d occurrences", RECUR_MOST);
        return fail_hint(f, "end it earlier, and go on with another series then");
    }
    if (count < rule->count) {
        fail(f, COACH_INVALID, field, "the series has only %d of its %d occurrences in %d years",
             count, rule->count, RECUR_YEARS);
        return fail_hint(f, "let it repeat more often, or fewer times");
    }
    return COACH_OK;
}

coach_status recur_expand_from(const char *text, const struct civil *start,
                               const struct civil *from, const char *field, GArray *starts,
                               struct failure *f) {
    struct recur rule;
    const void *engine;
    int count;
    coach_status status = recur_parse(text, &rule, f);
    if (status == COACH_OK)
        status = module_load("ical", "ical_engine", &engine, f);
    if (status != COACH_OK)
        return status;
    int wanted = rule.count ? rule.count : RECUR_MOST + 1; /* to see one too many */
    g_autofree struct civil *found = g_new(struct civil, wanted);
    const struct civil *first = from && !rule.count && is_before(start, from) ? from : start;
    status = expand(engine, &rule, start, first, wanted, found, &count, field, f);
    if (status == COACH_OK)
        status = check_count(&rule, count, field, f);
    if (status == COACH_OK)
        g_array_append_vals(starts, found, (guint)count);
    return status;
}

coach_status recur_expand(const char *rule, const struct civil *start, const char *field,
                          GArray *starts, struct failure *f) {
    return recur_expand_from(rule, start, NULL, field, starts, f);
}

/* ---- Exceptions ---- */

static int64_t start_day(const GArray *starts, guint i) {
    const struct civil *start = &g_array_index(starts, struct civil, i);
    return civil_days(start->year, start->month, start->day);
}

/* The index of the first occurrence on a day or after it. */
static guint first_from(const GArray *starts, int64_t day) {
    guint i = 0;
    while (i < starts->len && start_day(starts, i) < day)
        i++;
    return i;
}

static coach_status fail_except(const GArray *starts, guint after, const struct civil *day,
                                struct failure *f) {
    g_autofree char *shown = recur_shown(day), *before = NULL, *next = NULL;
    if (after > 0)
        before = recur_shown(&g_array_index(starts, struct civil, after - 1));
    if (after < starts->len)
        next = recur_shown(&g_array_index(starts, struct civil, after));
    fail(f, COACH_INVALID, "except", "the series has nothing on %s", shown);
    if (before && next)
        return fail_hint(f, "the days next to it are %s and %s", before, next);
    return before ? fail_hint(f, "its last day is %s", before)
                  : fail_hint(f, "its first day is %s", next ? next : "none");
}

/* Marks the occurrences of one day. */
static coach_status mark(const char *text, const struct when_context *context, const GArray *starts,
                         bool *gone, struct failure *f) {
    char date[11];
    coach_status status = when_date(text, context, "except", date, f);
    if (status != COACH_OK)
        return status;
    struct civil day = {0};
    (void)sscanf(date, "%d-%d-%d", &day.year, &day.month, &day.day);
    int64_t wanted = civil_days(day.year, day.month, day.day);
    guint i = first_from(starts, wanted);
    if (i == starts->len || start_day(starts, i) != wanted)
        return fail_except(starts, i, &day, f);
    gone[i] = true;
    return COACH_OK;
}

coach_status recur_except(const char *days, const struct when_context *context, GArray *starts,
                          struct failure *f) {
    g_autofree bool *gone = g_new0(bool, starts->len + 1);
    g_auto(GStrv) texts = g_strsplit(*days ? days : ",", ",", -1);
    guint left = 0;
    for (char **text = texts; *text; text++) {
        coach_status status = mark(*text, context, starts, gone, f);
        if (status != COACH_OK)
            return status;
    }
    for (guint i = 0; i < starts->len; i++)
        left += !gone[i];
    if (left == 0)
        return fail(f, COACH_INVALID, "except", "nothing would be left of the series");
    for (guint i = starts->len; i-- > 0;)
        if (gone[i])
            g_array_remove_index(starts, i);
    return COACH_OK;
}

/* ---- Their instants ---- */

void recur_instants(const GArray *starts, const struct zone *zone, GArray *instants) {
    for (guint i = 0; i < starts->len; i++) {
        int64_t instant = zone_instant(zone, &g_array_index(starts, struct civil, i));
        g_array_append_val(instants, instant);
    }
}
