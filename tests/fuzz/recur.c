/* recur.c - rules of series: the rule itself, or, each on a line, what is said instead of it. What
 * a rule is written as is read as itself. */
#include "schedule/recur.h"
#include "fuzz.h"

static int64_t seconds(const GArray *starts, guint n) {
    return civil_seconds(&g_array_index(starts, struct civil, n));
}

static void expand(const char *rule, const struct civil *start, const struct when_context *context,
                   struct failure *f) {
    char *again = NULL;
    GArray *starts = g_array_new(FALSE, FALSE, sizeof(struct civil));
    struct recur_request same = {.rule = rule};
    fuzz_check(recur_rule(&same, start, context, &again, f) == COACH_OK);
    fuzz_check(strcmp(rule, again) == 0);
    g_free(again);
    if (recur_expand(rule, start, "repeat", starts, f) == COACH_OK) {
        fuzz_check(starts->len > 0 && starts->len <= RECUR_MOST);
        for (guint i = 1; i < starts->len; i++)
            fuzz_check(seconds(starts, i - 1) < seconds(starts, i));
    }
    g_array_unref(starts);
}

static char *or_none(char *line) {
    return *line ? line : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = fuzz_text(data, size), *at = text, *rule = NULL;
    struct zone *zone = zone_new("Europe/Berlin");
    struct when_context context = {1796644800, zone};
    struct civil start = {.year = 2026, .month = 12, .day = 8, .hour = 18};
    struct failure f = {0};
    struct recur_request request = {.rule = or_none(fuzz_line(&at))};
    request.every = or_none(fuzz_line(&at));
    request.on = or_none(fuzz_line(&at));
    request.times = or_none(fuzz_line(&at));
    request.until = or_none(fuzz_line(&at));
    request.length = or_none(fuzz_line(&at));
    if (recur_asked(&request) && recur_rule(&request, &start, &context, &rule, &f) == COACH_OK) {
        expand(rule, &start, &context, &f);
        g_free(rule);
    }
    failure_clear(&f);
    zone_free(zone);
    free(text);
    return 0;
}
