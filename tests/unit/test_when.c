/* test_when.c - what WHEN takes, what it refuses, and what it says then. */
#include <stdlib.h>
#include <time.h>

#include "schedule/when.h"
#include "unit.h"
#include "when_cases.h"
#include "when_refusals.h"
#include <glib.h>

/* ---- ISO texts, read and written without the code under test ---- */

static int64_t from_iso(const char *text) {
    struct tm tm = {0};
    strptime(text, "%Y-%m-%dT%H:%M:%SZ", &tm);
    return timegm(&tm);
}

static void to_iso(int64_t instant, char out[64]) {
    struct tm tm;
    time_t when = instant;
    gmtime_r(&when, &tm);
    snprintf(out, 64, "%04d-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900, tm.tm_mon + 1,
             tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

static const char *const monday_noon = "2026-06-15T12:00:00Z"; /* in Berlin it is 14:00 */

/* ---- What is taken ---- */

static void test_instants(void) {
    for (size_t i = 0; i < sizeof when_cases / sizeof *when_cases; i++) {
        const struct when_case *c = &when_cases[i];
        struct zone *zone = zone_new(c->zone);
        struct when_context context = {.now = from_iso(c->now), .zone = zone};
        struct failure f = {0};
        int64_t instant;
        char got[64], what[256];
        coach_status status = when_instant(c->text, &context, "scheduled_at", &instant, &f);
        snprintf(what, sizeof what, "%s at %s: \"%s\"", c->zone, c->now, c->text);
        if (status == COACH_OK)
            to_iso(instant, got);
        check_text(status == COACH_OK ? got : f.view.message, c->instant, what);
        failure_clear(&f);
        zone_free(zone);
    }
}

static const struct {
    const char *now, *text, *date;
} date_cases[] = {
    {"2026-06-15T12:00:00Z", "today", "2026-06-15"},
    {"2026-06-15T12:00:00Z", " Tomorrow ", "2026-06-16"},
    {"2026-06-15T12:00:00Z", "yesterday", "2026-06-14"},
    {"2026-06-15T12:00:00Z", "2026-12-01", "2026-12-01"},
    {"2026-06-15T12:00:00Z", "0001-01-01", "0001-01-01"},
    {"2026-06-15T12:00:00Z", "9999-12-31", "9999-12-31"},
    {"2026-06-15T12:00:00Z", "2026-12-01 Asia/Tokyo", "2026-12-01"},
    {"2026-06-15T12:00:00Z", "monday", "2026-06-15"},
    {"2026-06-15T12:00:00Z", "next monday", "2026-06-22"},
    {"2026-06-15T12:00:00Z", "last mon", "2026-06-08"},
    {"2026-06-15T12:00:00Z", "in 3 days", "2026-06-18"},
    {"2026-06-15T12:00:00Z", "2 weeks ago", "2026-06-01"},
    {"2026-06-15T12:00:00Z", "+2w", "2026-06-29"},
    {"2026-06-15T12:00:00Z", "in 6 months", "2026-12-15"},
    {"2026-06-15T12:00:00Z", "30 years ago", "1996-06-15"},
    {"2026-06-15T12:00:00Z", "in 0 days", "2026-06-15"},
    {"2026-01-31T12:00:00Z", "in 1 month", "2026-02-28"},
    /* Here it is Tuesday in Berlin and Monday in New York. */
    {"2026-06-15T23:30:00Z", "today", "2026-06-16"},
    {"2026-06-15T23:30:00Z", "today Z", "2026-06-15"},
    {"2026-06-15T23:30:00Z", "today America/New_York", "2026-06-15"},
    {"2026-06-15T23:30:00Z", "monday", "2026-06-22"},
    {"2026-06-15T23:30:00Z", "in 1 day", "2026-06-17"},
};

static void test_dates(void) {
    struct zone *zone = zone_new("Europe/Berlin");
    for (size_t i = 0; i < sizeof date_cases / sizeof *date_cases; i++) {
        struct when_context context = {.now = from_iso(date_cases[i].now), .zone = zone};
        struct failure f = {0};
        char date[11], what[256];
        coach_status status = when_date(date_cases[i].text, &context, "start_date", date, &f);
        snprintf(what, sizeof what, "at %s the day \"%s\"", date_cases[i].now, date_cases[i].text);
        check_text(status == COACH_OK ? date : f.view.message, date_cases[i].date, what);
        failure_clear(&f);
    }
    zone_free(zone);
}

static const struct {
    const char *text;
    int64_t minutes; /* -1: refused */
} durations[] = {
    {"60m", 60},
    {"1h30m", 90},
    {"1h 30m", 90},
    {"2h", 120},
    {"2H", 120},
    {"90", 90},
    {" 90 ", 90},
    {"0", 0},
    {"0m", 0},
    {"1d", 1440},
    {"1w", 10080},
    {"1 hour 30 minutes", 90},
    {"45 min", 45},
    {"120s", 2},
    {"365d", 525600},
    {"525600", 525600},
    {"00000000000000000000000060", 60},
    {"525601", -1},
    {"366d", -1},
    {"365d1m", -1},
    {"90s", -1},
    {"", -1},
    {"   ", -1},
    {"m", -1},
    {"1h30", -1},
    {"30m1h", -1},
    {"1h1h", -1},
    {"1.5h", -1},
    {"1,5h", -1},
    {"-60m", -1},
    {"+60m", -1},
    {"60 m x", -1},
    {"60x", -1},
    {"1 month", -1},
    {"1 year", -1},
    {"0x10", -1},
    {"1e3", -1},
    {"60m\n", -1},
    {"99999999999999999999", -1},
    {"99999999999999999999m", -1},
    {"9223372036854775807w", -1},
    {"9223372036854775807", -1},
    {"\xef\xbc\x96\xef\xbc\x90", -1}, /* full-width digits */
    {"60\xff", -1},
};

static void test_durations(void) {
    for (size_t i = 0; i < sizeof durations / sizeof *durations; i++) {
        int64_t minutes = -1;
        bool taken = when_duration(durations[i].text, &minutes);
        char what[128];
        snprintf(what, sizeof what, "length %zu, %s", i,
                 durations[i].minutes < 0 ? "which is refused" : durations[i].text);
        check_number(minutes, durations[i].minutes, what);
        check(taken == (durations[i].minutes >= 0), "and says so");
    }
}

/* ---- What is refused ---- */

static void check_refusal(const char *text, const struct when_context *context,
                          const char *message) {
    struct failure f = {0};
    int64_t instant = 42;
    coach_status status = when_instant(text, context, "scheduled_at", &instant, &f);
    check_text(f.view.message, message, message);
    check(status == COACH_INVALID && f.view.status == COACH_INVALID && instant == 42 &&
              f.view.hint && f.view.field && strcmp(f.view.field, "scheduled_at") == 0,
          "is invalid, names the field, gives a hint and no instant");
    failure_clear(&f);
}

static void test_refusals(void) {
    struct zone *zone = zone_new("Europe/Berlin");
    struct when_context context = {.now = from_iso(monday_noon), .zone = zone};
    for (size_t i = 0; i < sizeof when_refusals / sizeof *when_refusals; i++)
        check_refusal(when_refusals[i].text, &context, when_refusals[i].message);
    check_refusal(NULL, &context, "an empty text is not a time");
    zone_free(zone);
}

static void test_long_text(void) {
    struct zone *zone = zone_new("Europe/Berlin");
    struct when_context context = {.now = from_iso(monday_noon), .zone = zone};
    size_t length = 1000000;
    char *text = malloc(length + 1);
    memset(text, 'x', length);
    text[length] = '\0';
    check_refusal(text, &context,
                  Q("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…") NOT_TIME);
    free(text);
    zone_free(zone);
}

static const struct {
    const char *text, *hint;
} hints[] = {
    {"", "try \"tomorrow 18:00\", \"2026-12-01 18:00 Europe/Berlin\", \"next friday 6pm\" or "
         "\"in 3 days\""},
    {"tomorow 18:00", "did you mean \"tomorrow\"?"},
    {"Tommorow", "did you mean \"tomorrow\"?"},
    {"wendesday", "did you mean \"wednesday\"?"},
    {"next firday", "did you mean \"friday\"?"},
    {"tomorrow noonn", "did you mean \"noon\"?"},
    {"2 hous ago", "did you mean \"hours\"?"},
    {"in 2 mintes", "did you mean \"minutes\"?"},
    {"2 hours agoo", "did you mean \"ago\"?"},
    {"6pm", "say the day first: \"today 18:00\", \"tomorrow 6pm\""},
    {"3 days", "say \"in\" before it or \"ago\" behind it"},
    {"next", "try \"next friday\" or \"in 1 week\""},
    {"last week", "try \"last friday\" or \"1 week ago\""},
    {"+5", "try \"+2h30m\", \"in 3 days\" or \"2 hours ago\""},
    {"in 9000 years", "times lie within the years 1 to 9999"},
    {"tomorrow America/new_york", "did you mean \"America/New_York\"?"},
    {"tomorrow utc", "did you mean \"UTC\"?"},
    {"tomorrow PST", "a zone is a name such as \"Europe/Berlin\", \"Z\" or an offset such as "
                     "\"+02:00\""},
};

static void test_hints(void) {
    struct zone *zone = zone_new("Europe/Berlin");
    struct when_context context = {.now = from_iso(monday_noon), .zone = zone};
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
        struct failure f = {0};
        int64_t instant;
        char what[128];
        snprintf(what, sizeof what, "hint for \"%s\"", hints[i].text);
        check(when_instant(hints[i].text, &context, "at", &instant, &f) != COACH_OK, "%s", what);
        check_text(f.view.hint, hints[i].hint, what);
        failure_clear(&f);
    }
    zone_free(zone);
}

#define NOT_DAY " says a time, where a day is wanted"

static const struct {
    const char *text, *message;
} date_refusals[] = {
    {"", "an empty text is not a day"},
    {"soon", Q("soon") " is not a day that coach understands"},
    {"now", Q("now") NOT_DAY},
    {"tomorrow 18:00", Q("tomorrow 18:00") NOT_DAY},
    {"tomorrow midnight", Q("tomorrow midnight") NOT_DAY},
    {"2026-12-01T18:00Z", Q("2026-12-01T18:00Z") NOT_DAY},
    {"+2h", Q("+2h") NOT_DAY},
    {"in 0 minutes", Q("in 0 minutes") NOT_DAY},
    {"1 day 1 hour ago", Q("1 day 1 hour ago") NOT_DAY},
    {"2026-02-30", Q("2026-02-30") NOT_DATE},
    {"in 9000 years", Q("in 9000 years") FAR},
    {"3000 years ago", Q("3000 years ago") FAR},
    {"9223372036854775807 days ago", Q("9223372036854775807 days ago") FAR},
    {"2026-12-01 foo", REST("2026-12-01 foo", "foo")},
};

static void test_date_refusals(void) {
    struct zone *zone = zone_new("Europe/Berlin");
    struct when_context context = {.now = from_iso(monday_noon), .zone = zone};
    for (size_t i = 0; i < sizeof date_refusals / sizeof *date_refusals; i++) {
        struct failure f = {0};
        char date[11] = "untouched";
        coach_status status = when_date(date_refusals[i].text, &context, "end_date", date, &f);
        check_text(f.view.message, date_refusals[i].message, date_refusals[i].message);
        check(status == COACH_INVALID && f.view.hint && strcmp(date, "untouched") == 0,
              "is invalid, gives a hint and no day");
        failure_clear(&f);
    }
    zone_free(zone);
}

/* ---- Times of day ---- */

static void test_times(void) {
    static const char *const taken[][2] = {
        {"07:00", "07:00"},    {"7am", "07:00"},  {" 6:30 pm ", "18:30"}, {"noon", "12:00"},
        {"midnight", "00:00"}, {"12am", "00:00"}, {"23:59", "23:59"},     {"00:00", "00:00"},
    };
    static const char *const refused[] = {"",      "24:00",   "7",     "07:00:30", "07:00 Z",
                                          "today", "7am now", "-1:00", "13pm",     "T07:00"};
    struct failure f = {0};
    char time[6];
    for (size_t i = 0; i < G_N_ELEMENTS(taken); i++) {
        coach_status status = when_time(taken[i][0], "at", time, &f);
        check(status == COACH_OK, "\"%s\" is a time of day", taken[i][0]);
        check_text(time, taken[i][1], "and is read");
    }
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        g_strlcpy(time, "same", sizeof time);
        coach_status status = when_time(refused[i], "at", time, &f);
        check(status == COACH_INVALID && f.view.hint, "\"%s\" is none", refused[i]);
        check_text(time, "same", "and leaves the output alone");
    }
    failure_clear(&f);
}

int main(void) {
    test_instants();
    test_dates();
    test_durations();
    test_refusals();
    test_long_text();
    test_hints();
    test_date_refusals();
    test_times();
    return unit_end();
}
