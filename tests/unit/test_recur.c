/* test_recur.c - series: their rules, what is refused and what is said then, their local starts and
 * exceptions. With --cases it reads "ZONE START RULE" a line, and answers each with its instants,
 * for tests/recurrences.py. */
#include <inttypes.h>

#include "recur_refusals.h"
#include "schedule/recur.h"
#include "unit.h"

static struct civil from_text(const char *text) {
    struct civil local = {0};
    (void)sscanf(text, "%4d%2d%2dT%2d%2d%2d", &local.year, &local.month, &local.day, &local.hour,
                 &local.minute, &local.second);
    return local;
}

/* The days of starts, "0102 0109", those of another year than the one before with it. */
static char *days_text(const GArray *starts) {
    GString *text = g_string_new(NULL);
    int year = 0;
    for (guint i = 0; i < starts->len; i++) {
        const struct civil *start = &g_array_index(starts, struct civil, i);
        g_string_append(text, i ? " " : "");
        if (start->year != year)
            g_string_append_printf(text, "%d:", start->year);
        g_string_append_printf(text, "%02d%02d", start->month, start->day);
        year = start->year;
    }
    return g_string_free(text, FALSE);
}

static GArray *starts_new(void) {
    return g_array_new(FALSE, FALSE, sizeof(struct civil));
}

/* Monday 2027-02-01, 12:00 in Berlin. */
static const int64_t now = 1801479600;

/* ---- Rules ---- */

static const struct {
    struct recur_request said;
    const char *start, *rule;
} rules[] = {
    {{.rule = "FREQ=WEEKLY;COUNT=12"}, "20270201T180000", "FREQ=WEEKLY;COUNT=12"},
    {{.rule = "RRULE:FREQ=WEEKLY;COUNT=12"}, "20270201T180000", "FREQ=WEEKLY;COUNT=12"},
    {{.rule = "rrule:count=2;byday=we,mo;wkst=mo;interval=1;freq=weekly"},
     "20270201T180000",
     "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=2"},
    {{.rule = "FREQ=MONTHLY;BYDAY=+2TU,-1FR,MO;COUNT=3"},
     "20270201T180000",
     "FREQ=MONTHLY;BYDAY=-1FR,MO,2TU;COUNT=3"},
    {{.rule = "FREQ=MONTHLY;INTERVAL=2;BYSETPOS=-1;BYDAY=MO,TU,WE,TH,FR;WKST=SU;COUNT=1000"},
     "20270226T180000",
     "FREQ=MONTHLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;WKST=SU;COUNT=1000"},
    {{.rule = "FREQ=YEARLY;BYMONTHDAY=01;BYMONTH=02,3;COUNT=5"},
     "20270201T180000",
     "FREQ=YEARLY;BYMONTH=2,3;BYMONTHDAY=1;COUNT=5"},
    {{.rule = "FREQ=YEARLY;BYYEARDAY=-1,32;COUNT=5"},
     "20270201T180000",
     "FREQ=YEARLY;BYYEARDAY=-1,32;COUNT=5"},
    /* ends */
    {{.rule = "FREQ=DAILY;UNTIL=20270301"}, "20270201T180000", "FREQ=DAILY;UNTIL=20270301T235959"},
    {{.rule = "FREQ=DAILY;UNTIL=20270301T180000"},
     "20270201T180000",
     "FREQ=DAILY;UNTIL=20270301T235959"},
    {{.rule = "FREQ=DAILY;UNTIL=20270301T175959"},
     "20270201T180000",
     "FREQ=DAILY;UNTIL=20270228T235959"},
    {{.rule = "FREQ=DAILY;UNTIL=20270301T170000Z"},
     "20270201T180000",
     "FREQ=DAILY;UNTIL=20270301T235959"},
    {{.rule = "FREQ=DAILY;UNTIL=20270301T165959Z"},
     "20270201T180000",
     "FREQ=DAILY;UNTIL=20270228T235959"},
    {{.rule = "FREQ=DAILY;UNTIL=20270301T233000Z"},
     "20270201T003000",
     "FREQ=DAILY;UNTIL=20270302T235959"},
    /* the time is not there on 2027-03-28 and comes at 01:30Z; it is there twice on 10-31 */
    {{.rule = "FREQ=DAILY;UNTIL=20270328T010000Z"},
     "20270201T023000",
     "FREQ=DAILY;UNTIL=20270327T235959"},
    {{.rule = "FREQ=DAILY;UNTIL=20271031T004500Z"},
     "20270201T023000",
     "FREQ=DAILY;UNTIL=20271031T235959"},
    {{.rule = "FREQ=WEEKLY", .length = "12w"},
     "20270201T180000",
     "FREQ=WEEKLY;UNTIL=20270425T235959"},
    {{.rule = "FREQ=WEEKLY", .until = "2027-03-01"},
     "20270201T180000",
     "FREQ=WEEKLY;UNTIL=20270301T235959"},
    {{.rule = "FREQ=WEEKLY", .times = "3"}, "20270201T180000", "FREQ=WEEKLY;COUNT=3"},
    /* plain */
    {{.every = "week", .on = "wed,mon", .times = "12"},
     "20270201T180000",
     "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=12"},
    {{.every = "week", .on = "Monday , THURS", .times = "12"},
     "20270201T180000",
     "FREQ=WEEKLY;BYDAY=MO,TH;COUNT=12"},
    {{.every = "2 weeks", .until = "2027-03-01"},
     "20270201T180000",
     "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270301T235959"},
    {{.every = " 2weeks ", .until = "next monday"},
     "20270201T180000",
     "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270208T235959"},
    {{.every = "1 Week", .times = "1"}, "20270201T180000", "FREQ=WEEKLY;COUNT=1"},
    {{.every = "day", .length = "3 days"}, "20270201T180000", "FREQ=DAILY;UNTIL=20270203T235959"},
    {{.every = "month", .length = "1 year"},
     "20270201T180000",
     "FREQ=MONTHLY;UNTIL=20280131T235959"},
    {{.every = "month", .length = "1 month"},
     "20270131T180000",
     "FREQ=MONTHLY;UNTIL=20270227T235959"},
    {{.every = "3 years", .times = "4"}, "20270201T180000", "FREQ=YEARLY;INTERVAL=3;COUNT=4"},
    {{.every = "week", .until = "2027-02-01"},
     "20270201T180000",
     "FREQ=WEEKLY;UNTIL=20270201T235959"},
};

static void test_rules(const struct when_context *context) {
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
        struct civil start = from_text(rules[i].start);
        struct failure f = {0};
        g_autofree char *rule = NULL;
        coach_status status = recur_rule(&rules[i].said, &start, context, &rule, &f);
        check_text(status == COACH_OK ? rule : f.view.message, rules[i].rule,
                   rules[i].said.rule ? rules[i].said.rule : rules[i].said.every);
        failure_clear(&f);
    }
}

static void test_refusals(const struct when_context *context) {
    for (size_t i = 0; i < G_N_ELEMENTS(recur_refusals); i++) {
        const struct recur_refusal *r = &recur_refusals[i];
        struct civil start = from_text(r->start);
        struct failure f = {0};
        char *rule = NULL;
        coach_status status = recur_rule(&r->said, &start, context, &rule, &f);
        check(status == COACH_INVALID && !rule, "refused: %s", r->message);
        check_text(f.view.field, r->field, "with its field");
        check_text(f.view.message, r->message, "its message");
        check_text(f.view.hint, r->hint, "and its hint");
        failure_clear(&f);
        g_free(rule);
    }
}

static void test_asked(void) {
    check(!recur_asked(&(struct recur_request){0}), "nothing said is no series");
    check(recur_asked(&(struct recur_request){.length = "12w"}), "a length alone asks for one");
}

/* ---- Local starts ---- */

static const struct {
    const char *rule, *start, *days;
} expansions[] = {
    {"FREQ=WEEKLY;COUNT=4", "20270201T180000", "2027:0201 0208 0215 0222"},
    {"FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4", "20270203T180000", "2027:0203 0208 0210 0215"},
    {"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20270303T235959", "20270203T180000",
     "2027:0203 0215 0217 0301 0303"},
    {"FREQ=MONTHLY;COUNT=5", "20270131T180000", "2027:0131 0331 0531 0731 0831"},
    {"FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "20270131T180000", "2027:0131 0228 0331"},
    {"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3", "20270129T180000",
     "2027:0129 0226 0331"},
    {"FREQ=YEARLY;COUNT=3", "20280229T180000", "2028:0229 2032:0229 2036:0229"},
    {"FREQ=YEARLY;COUNT=2", "20960229T180000", "2096:0229 2104:0229"},
    {"FREQ=DAILY;UNTIL=20270201T235959", "20270201T180000", "2027:0201"},
    {"FREQ=WEEKLY;INTERVAL=3;BYDAY=TH,SU;WKST=SA;COUNT=3", "20240418T180000",
     "2024:0418 0505 0509"},
};

static void test_expansions(void) {
    for (size_t i = 0; i < G_N_ELEMENTS(expansions); i++) {
        struct civil start = from_text(expansions[i].start);
        struct failure f = {0};
        g_autoptr(GArray) starts = starts_new();
        coach_status status = recur_expand(expansions[i].rule, &start, "repeat", starts, &f);
        g_autofree char *days = days_text(starts);
        check_text(status == COACH_OK ? days : f.view.message, expansions[i].days,
                   expansions[i].rule);
        failure_clear(&f);
    }
}

static const struct {
    const char *rule, *start, *message, *hint;
} too_many[] = {
    {"FREQ=DAILY;UNTIL=20291028T235959", "20270201T180000",
     "the series has more than 1000 occurrences",
     "end it earlier, and go on with another series then"},
    {"FREQ=DAILY;UNTIL=21270131T235959", "20270201T180000",
     "the series has more than 1000 occurrences",
     "end it earlier, and go on with another series then"},
    {"FREQ=YEARLY;COUNT=1000", "20270201T180000",
     "the series has only 101 of its 1000 occurrences in 100 years",
     "let it repeat more often, or fewer times"},
    {"FREQ=YEARLY;COUNT=26", "20280229T180000",
     "the series has only 25 of its 26 occurrences in 100 years",
     "let it repeat more often, or fewer times"},
    {"FREQ=DAILY;INTERVAL=1000;BYMONTH=2;BYMONTHDAY=29;BYDAY=TU;COUNT=50", "20280229T180000",
     "the series has only 1 of its 50 occurrences in 100 years",
     "let it repeat more often, or fewer times"},
};

static void test_bounds(void) {
    struct civil start = from_text("20270201T180000");
    struct failure f = {0};
    g_autoptr(GArray) starts = starts_new();
    check(recur_expand("FREQ=DAILY;UNTIL=20291027T235959", &start, "every", starts, &f) ==
                  COACH_OK &&
              starts->len == 1000,
          "1000 occurrences are taken");
    for (size_t i = 0; i < G_N_ELEMENTS(too_many); i++) {
        start = from_text(too_many[i].start);
        check(recur_expand(too_many[i].rule, &start, "every", starts, &f) == COACH_INVALID &&
                  starts->len == 1000,
              "refused: %s", too_many[i].rule);
        check_text(f.view.field, "every", "with the field that it was given");
        check_text(f.view.message, too_many[i].message, "its message");
        check_text(f.view.hint, too_many[i].hint, "and its hint");
    }
    failure_clear(&f);
}

/* ---- Exceptions ---- */

static const struct {
    const char *except, *left; /* or the message and the hint */
} exceptions[] = {
    {"2027-02-08", "2027:0201 0215 0222"},
    {"2027-02-22,2027-02-01", "2027:0208 0215"},
    {"2027-02-22 , 2027-02-22", "2027:0201 0208 0215"},
    {"next monday", "2027:0201 0215 0222"},
    {"2027-02-09", "the series has nothing on Tue 2027-02-09; the days next to it are Mon "
                   "2027-02-08 and Mon 2027-02-15"},
    {"2027-02-08,2027-01-31",
     "the series has nothing on Sun 2027-01-31; its first day is Mon 2027-02-01"},
    {"2027-03-01", "the series has nothing on Mon 2027-03-01; its last day is Mon 2027-02-22"},
    {"2027-02-01,2027-02-08,2027-02-15,2027-02-22", "nothing would be left of the series; no hint"},
    {"", "an empty text is not a day; try \"today\", \"tomorrow\", \"2026-12-01\", \"next "
         "friday\" or \"in 3 days\""},
    {"2027-02-08,", "an empty text is not a day; try \"today\", \"tomorrow\", \"2026-12-01\", "
                    "\"next friday\" or \"in 3 days\""},
    {"2027-02-30",
     "\"2027-02-30\" is not a day of the calendar; a date is written year, month, day: \"2026-12-01\""},
};

static void test_exceptions(const struct when_context *context) {
    struct civil start = from_text("20270201T180000");
    for (size_t i = 0; i < G_N_ELEMENTS(exceptions); i++) {
        struct failure f = {0};
        g_autoptr(GArray) starts = starts_new();
        coach_status status = recur_expand("FREQ=WEEKLY;COUNT=4", &start, "repeat", starts, &f);
        if (status == COACH_OK)
            status = recur_except(exceptions[i].except, context, starts, &f);
        g_autofree char *got =
            status == COACH_OK
                ? days_text(starts)
                : g_strdup_printf("%s; %s", f.view.message, f.view.hint ? f.view.hint : "no hint");
        g_autofree char *what = g_strdup_printf("without \"%s\"", exceptions[i].except);
        check_text(got, exceptions[i].left, what);
        if (status != COACH_OK) {
            check_text(f.view.field, "except", "with its field");
            check_number(starts->len, 4, "and nothing taken away");
        }
        failure_clear(&f);
    }
}

/* ---- Instants ---- */

static int answer_cases(void) {
    char name[64], start[32], text[512];
    while (scanf("%63s %31s %511s", name, start, text) == 3) {
        struct zone *zone = zone_new(name);
        const struct when_context context = {.now = now, .zone = zone};
        const struct recur_request said = {.rule = text};
        struct civil first = from_text(start);
        struct failure f = {0};
        g_autofree char *rule = NULL;
        g_autoptr(GArray) starts = starts_new();
        g_autoptr(GArray) instants = g_array_new(FALSE, FALSE, sizeof(int64_t));
        coach_status status = zone ? recur_rule(&said, &first, &context, &rule, &f)
                                   : fail(&f, COACH_INVALID, NULL, "no such zone");
        if (status == COACH_OK)
            status = recur_expand(rule, &first, "repeat", starts, &f);
        if (status == COACH_OK)
            recur_instants(starts, zone, instants);
        else
            printf("%s", f.view.message);
        for (guint i = 0; i < instants->len; i++)
            printf("%s%" PRId64, i ? " " : "", g_array_index(instants, int64_t, i));
        putchar('\n');
        failure_clear(&f);
        zone_free(zone);
    }
    return 0;
}

static void test_clock_change(const struct zone *berlin) {
    static const int64_t wanted[] = {1792166400, 1792771200, 1793379600, 1793984400};
    struct civil start = from_text("20261016T180000");
    struct failure f = {0};
    g_autoptr(GArray) starts = starts_new();
    g_autoptr(GArray) instants = g_array_new(FALSE, FALSE, sizeof(int64_t));
    check(recur_expand("FREQ=WEEKLY;COUNT=4", &start, "repeat", starts, &f) == COACH_OK &&
              starts->len == 4,
          "a series across the end of summer time");
    recur_instants(starts, berlin, instants);
    for (guint i = 0; i < instants->len; i++)
        check_number(g_array_index(instants, int64_t, i), wanted[i], "18:00 stays 18:00");
    failure_clear(&f);
}

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "--cases") == 0)
        return answer_cases();
    struct zone *berlin = zone_new("Europe/Berlin");
    const struct when_context context = {.now = now, .zone = berlin};
    test_asked();
    test_rules(&context);
    test_refusals(&context);
    test_expansions();
    test_bounds();
    test_exceptions(&context);
    test_clock_change(berlin);
    zone_free(berlin);
    return unit_end();
}
