/* test_hours.c - days and hours as people write them, and what they leave closed. */
#include "schedule/hours.h"

#include "schedule/when.h"
#include "schedule/zone.h"
#include "unit.h"

static struct failure failure;

static void check_days(const char *text, const char *wanted) {
    unsigned days = 0;
    coach_status status = hours_read_days(text, "days", &days, &failure);
    g_autofree char *got = status == COACH_OK ? hours_write_days(days) : NULL;
    check_text(got, wanted, text);
}

static void check_hours(const char *text, const char *wanted) {
    g_autofree char *got = NULL;
    if (hours_normal(text, "hours", &got, &failure) == COACH_INVALID)
        check_text(failure.view.field, "hours", "names the field");
    check_text(got, wanted, text);
}

static int64_t instant(const char *text) {
    struct zone *utc = zone_new("UTC");
    struct when_context context = {0, utc};
    int64_t at = 0;
    if (when_instant(text, &context, "at", &at, &failure) != COACH_OK)
        printf("# %s: %s\n", text, failure.view.message);
    zone_free(utc);
    return at;
}

/* What is closed in a span, as "08 17:00-08 18:00, …" of UTC. */
static char *closed(const GArray *rules, const char *from, const char *to) {
    g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(struct hours_span));
    struct zone *utc = zone_new("UTC");
    GString *text = g_string_new(NULL);
    hours_closed(rules, instant(from), instant(to), spans);
    for (guint i = 0; i < spans->len; i++) {
        const struct hours_span *span = &g_array_index(spans, struct hours_span, i);
        struct civil a = zone_civil(utc, span->from, NULL, NULL);
        struct civil b = zone_civil(utc, span->to, NULL, NULL);
        g_string_append_printf(text, "%s%02d %02d:%02d-%02d %02d:%02d", i ? ", " : "", a.day,
                               a.hour, a.minute, b.day, b.hour, b.minute);
    }
    zone_free(utc);
    return g_string_free(text, FALSE);
}

static void check_closed(const GArray *rules, const char *from, const char *to, const char *wanted,
                         const char *what) {
    g_autofree char *got = closed(rules, from, to);
    check_text(got, wanted, what);
}

static void check_said(const GArray *rules, const char *at, const char *wanted) {
    g_autofree char *got = hours_said(rules, instant(at));
    check_text(got, wanted, wanted);
}

static void test_words(void) {
    check_days("mon-fri", "MON,TUE,WED,THU,FRI");
    check_days("sat-mon", "MON,SAT,SUN");
    check_days(" Friday, mon , MON", "MON,FRI");
    check_days("weekdays", "MON,TUE,WED,THU,FRI");
    check_days("Weekend,wed", "WED,SAT,SUN");
    check_days("daily", "MON,TUE,WED,THU,FRI,SAT,SUN");
    check_days("all", "MON,TUE,WED,THU,FRI,SAT,SUN");
    check_days("sun-sat", "MON,TUE,WED,THU,FRI,SAT,SUN");
    check_days("tue-tue", "TUE");
    check_days("tuesday - thurs", "TUE,WED,THU");
    static const char *const no_days[] = {"",     ",",        "mon,",        "mon-",
                                          "-fri", "mo",       "mon-fri-sun", "mon fri",
                                          "1",    "tomorrow", "weekdays-sun"};
    for (size_t i = 0; i < G_N_ELEMENTS(no_days); i++)
        check_days(no_days[i], NULL);

    check_hours("09:00-12:00,14:00-18:00", "09:00-12:00,14:00-18:00");
    check_hours("14-18, 9:00 - 12", "09:00-12:00,14:00-18:00");
    check_hours("9-12,11:30-13,13-14", "09:00-14:00");
    check_hours("00:00-24:00", "00:00-24:00");
    check_hours("22:00-24", "22:00-24:00");
    check_hours("9-10,9-10,9-9:30", "09:00-10:00");
    check_hours("", "none");
    check_hours("  ", "none");
    check_hours("None", "none");
    static const char *const no_hours[] = {
        "9",       "9-",      "-9",        "12-9",    "9-9",     "22:00-06:00",
        "9-24:01", "9-25",    "9:0-10",    "9:60-10", "9.30-10", "09:00-10:00,",
        ",",       "9-10-11", "009:00-10", "a-b",     "9h-10h",  "9-10 11-12"};
    for (size_t i = 0; i < G_N_ELEMENTS(no_hours); i++)
        check_hours(no_hours[i], NULL);
}

static void test_weeks(void) {
    g_autoptr(GArray) rules = hours_rules_new();
    check_closed(rules, "2026-12-07 00:00", "2026-12-14 00:00", "", "no rules: always open");
    check(hours_rules_add(rules, "MON,TUE,WED,THU,FRI", "09:00-12:00,14:00-18:00", NULL, NULL,
                          "Europe/Berlin"),
          "a rule is taken");
    check_closed(rules, "2026-12-08 08:00", "2026-12-08 11:00", "", "within the hours");
    check_closed(rules, "2026-12-08 07:00", "2026-12-08 18:00",
                 "08 07:00-08 08:00, 08 11:00-08 13:00, 08 17:00-08 18:00",
                 "before, at noon and after");
    check_closed(rules, "2026-12-11 16:00", "2026-12-14 09:00", "11 17:00-14 08:00", "a weekend");
    check_said(rules, "2026-12-08 12:00",
               "works 09:00 to 12:00 and 14:00 to 18:00 on Tuesdays (Europe/Berlin)");
    check_said(rules, "2026-12-12 23:30", "does not work on Sundays (Europe/Berlin)");
    check(!hours_rules_add(rules, "MON", "12-9", NULL, NULL, "UTC"), "no hours");
    check(!hours_rules_add(rules, "XYZ", "9-12", NULL, NULL, "UTC"), "no days");
    check(!hours_rules_add(rules, "MON", "9-12", NULL, NULL, "Mars/Base"), "no zone");
}

static void test_precedence(void) {
    g_autoptr(GArray) rules = hours_rules_new();
    hours_rules_add(rules, "THU", "10:00-11:00", "2026-12-24", "2026-12-24", "UTC");
    hours_rules_add(rules, "MON,TUE,WED,THU,FRI,SAT,SUN", "none", "2026-12-21", "2026-12-27",
                    "UTC");
    hours_rules_add(rules, "THU,FRI", "09:00-17:00", "2026-12-01", NULL, "UTC");
    check_closed(rules, "2026-12-24 00:00", "2026-12-25 00:00",
                 "24 00:00-24 10:00, 24 11:00-25 00:00",
                 "the first rule that names the day counts");
    check_closed(rules, "2026-12-25 00:00", "2026-12-26 00:00", "25 00:00-26 00:00",
                 "closed by none");
    check_closed(rules, "2026-12-17 00:00", "2026-12-18 00:00",
                 "17 00:00-17 09:00, 17 17:00-18 00:00",
                 "the last rule, where no other says anything");
    check_closed(rules, "2026-12-16 00:00", "2026-12-17 00:00", "16 00:00-17 00:00",
                 "a day that no rule names is closed");
    check_closed(rules, "2026-11-26 00:00", "2026-11-27 00:00", "", "before all rules: open");
    check_closed(rules, "2026-11-30 22:00", "2026-12-01 02:00", "01 00:00-01 02:00",
                 "the rules begin at midnight");
    check_said(rules, "2026-12-24 12:00", "works 10:00 to 11:00 on Thu 2026-12-24 (UTC)");
    check_said(rules, "2026-12-25 12:00", "does not work on Fri 2026-12-25 (UTC)");
}

static void test_clocks(void) {
    g_autoptr(GArray) night = hours_rules_new();
    hours_rules_add(night, "SAT,SUN", "00:00-03:00,20:00-24:00", NULL, NULL, "Europe/Berlin");
    check_closed(night, "2026-12-05 20:00", "2026-12-06 01:00", "", "across midnight");
    check_closed(night, "2026-10-24 18:00", "2026-10-25 03:00", "25 02:00-25 03:00",
                 "an hour more when clocks go back");
    check_closed(night, "2027-03-27 19:00", "2027-03-28 03:00", "28 01:00-28 03:00",
                 "an hour less when they go forward");
    g_autoptr(GArray) gap = hours_rules_new();
    hours_rules_add(gap, "SUN", "02:30-03:00", NULL, NULL, "Europe/Berlin");
    check_closed(gap, "2027-03-28 00:00", "2027-03-28 04:00", "28 00:00-28 04:00",
                 "hours that a clock skips");
    g_autoptr(GArray) within = hours_rules_new();
    hours_rules_add(within, "SUN", "01:00-02:10,02:15-02:45,02:50-04:00", NULL, NULL,
                    "Europe/Berlin");
    check_closed(within, "2027-03-27 23:00", "2027-03-28 04:00",
                 "27 23:00-28 00:00, 28 02:00-28 04:00",
                 "what a clock skips of hours opens nothing");
    g_autoptr(GArray) far = hours_rules_new();
    hours_rules_add(far, "MON", "00:00-24:00", NULL, NULL, "Pacific/Kiritimati");
    hours_rules_add(far, "SUN", "00:00-24:00", NULL, NULL, "Pacific/Pago_Pago");
    check_closed(far, "2026-12-06 00:00", "2026-12-08 00:00",
                 "06 00:00-06 10:00, 07 11:00-08 00:00",
                 "two zones, a day apart, meet and overlap");
}

int main(void) {
    test_words();
    test_weeks();
    test_precedence();
    test_clocks();
    failure_clear(&failure);
    return unit_end();
}
