/* test_quiet.c - quiet hours: how they are said, and when they end. */
#include "schedule/quiet.h"
#include "unit.h"
#include <glib.h>

static void test_reading(void) {
    static const struct {
        const char *text;
        int from, to; /* -1: refused */
    } cases[] = {
        {"21:00-08:00", 1260, 480},
        {"00:00-23:59", 0, 1439},
        {"12:30-12:31", 750, 751},
        {"21:00-21:00", -1, -1},
        {"24:00-08:00", -1, -1},
        {"21:60-08:00", -1, -1},
        {"9:00-08:00", -1, -1},
        {"21:00-8:00", -1, -1},
        {"21:00 - 08:00", -1, -1},
        {"21:00-08:00 ", -1, -1},
        {"21:00-08:00Z", -1, -1},
        {"21-08", -1, -1},
        {"", -1, -1},
        {"21:00-", -1, -1},
        {"21.00-08.00", -1, -1},
        {"+1:00-08:00", -1, -1},
        {"21:00\xe2\x80\x93"
         "08:00",
         -1, -1},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct quiet quiet = {-1, -1};
        check(quiet_read(cases[i].text, &quiet) == (cases[i].from >= 0), "\"%s\"", cases[i].text);
        check_number(quiet.from, cases[i].from, "from when");
        check_number(quiet.to, cases[i].to, "to when");
    }
}

static int64_t instant(const struct zone *zone, int month, int day, int hour, int minute) {
    struct civil civil = {2026, month, day, hour, minute, 0};
    return zone_instant(zone, &civil);
}

/* What is shown by the clock of the zone, month, day, hour and minute in one number. */
static int64_t shown(const struct zone *zone, int64_t when) {
    struct civil t = zone_civil(zone, when, NULL, NULL);
    return ((t.month * 100 + t.day) * INT64_C(100) + t.hour) * 100 + t.minute;
}

static void test_ends(void) {
    static const struct {
        const char *quiet;
        int month, day, hour, minute;
        int64_t end; /* 0: not quiet */
    } cases[] = {
        {"21:00-08:00", 12, 7, 20, 59, 0},
        {"21:00-08:00", 12, 7, 21, 0, 12080800},
        {"21:00-08:00", 12, 7, 23, 59, 12080800},
        {"21:00-08:00", 12, 8, 0, 0, 12080800},
        {"21:00-08:00", 12, 8, 7, 59, 12080800},
        {"21:00-08:00", 12, 8, 8, 0, 0},
        {"21:00-08:00", 12, 31, 22, 0, 1010800},
        {"12:00-14:00", 12, 7, 11, 59, 0},
        {"12:00-14:00", 12, 7, 12, 0, 12071400},
        {"12:00-14:00", 12, 7, 13, 59, 12071400},
        {"12:00-14:00", 12, 7, 14, 0, 0},
        /* clocks go forward at 2:00 on 29 March, and back at 3:00 on 25 October */
        {"21:00-08:00", 3, 28, 22, 0, 3290800},
        {"21:00-02:30", 3, 28, 22, 0, 3290330},
        {"21:00-08:00", 10, 24, 22, 0, 10250800},
    };
    struct zone *berlin = zone_new("Europe/Berlin");
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct quiet quiet;
        int64_t now = instant(berlin, cases[i].month, cases[i].day, cases[i].hour, cases[i].minute);
        if (!check(quiet_read(cases[i].quiet, &quiet), "%s is read", cases[i].quiet))
            continue;
        int64_t end = quiet_end(&quiet, berlin, now);
        check_number(cases[i].end ? shown(berlin, end) : end, cases[i].end ? cases[i].end : now,
                     cases[i].quiet);
    }
    zone_free(berlin);
}

/* Hours that begin or end in what a zone skips or repeats do so as RFC 5545 says: in an overlap the
 * first time, in a gap by the offset before it. */
static void test_changes(void) {
    static const struct {
        const char *quiet;
        int month, day, now, to; /* minutes after midnight in UTC; to 0: it is not quiet */
    } cases[] = {
        /* in UTC, clocks go back from 3:00 to 2:00 at 1:00 on 25 October, */
        {"21:00-02:30", 10, 25, 29, 30},
        {"21:00-02:30", 10, 25, 30, 0},
        {"21:00-02:30", 10, 25, 70, 0}, /* 2:10 comes again */
        {"02:30-08:00", 10, 25, 29, 0},
        {"02:30-08:00", 10, 25, 30, 420},
        {"02:30-08:00", 10, 25, 70, 420},
        {"02:10-02:40", 10, 25, 20, 40},
        {"02:10-02:40", 10, 25, 80, 0},
        {"21:00-03:00", 10, 25, 119, 120},
        /* and forward from 2:00 to 3:00 at 1:00 on 29 March */
        {"21:00-02:30", 3, 29, 70, 90}, /* 3:10, before 2:30 as it was */
        {"21:00-02:30", 3, 29, 90, 0},
        {"02:30-08:00", 3, 29, 70, 0},
        {"02:30-08:00", 3, 29, 90, 360},
        {"02:30-03:00", 3, 29, 90, 0},
    };
    struct zone *berlin = zone_new("Europe/Berlin");
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct quiet quiet;
        int64_t day = civil_days(2026, cases[i].month, cases[i].day) * 86400;
        int64_t now = day + cases[i].now * 60;
        if (check(quiet_read(cases[i].quiet, &quiet), "%s is read", cases[i].quiet))
            check_number(quiet_end(&quiet, berlin, now), cases[i].to ? day + cases[i].to * 60 : now,
                         cases[i].quiet);
    }
    zone_free(berlin);
}

int main(void) {
    test_reading();
    test_ends();
    test_changes();
    return unit_end();
}
