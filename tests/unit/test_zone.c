/* test_zone.c - the calendar, the names of zones, and local time ↔ instants. */
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "schedule/zone.h"
#include "unit.h"

static int64_t from_iso(const char *text) {
    struct tm tm = {0};
    strptime(text, "%Y-%m-%dT%H:%M:%SZ", &tm);
    return timegm(&tm);
}

static bool same_civil(const struct civil *a, const struct civil *b) {
    return a->year == b->year && a->month == b->month && a->day == b->day && a->hour == b->hour &&
           a->minute == b->minute && a->second == b->second;
}

/* ---- The calendar ---- */

static void test_calendar(void) {
    bool days = true, back = true, weekday = true, valid = true;
    int64_t first = civil_days(1, 1, 1), last = civil_days(9999, 12, 31);
    check_number(first, -719162, "year 1 begins 719162 days before 1970");
    check_number(last, 2932896, "year 9999 ends 2932896 days after 1970");
    for (int64_t day = first; day <= last; day += day % 11 == 0 ? 13 : 1) {
        time_t when = day * 86400;
        struct tm tm;
        gmtime_r(&when, &tm);
        struct civil civil = civil_from_days(day);
        back = back && civil.year == tm.tm_year + 1900 && civil.month == tm.tm_mon + 1 &&
               civil.day == tm.tm_mday && civil.hour == 0 && civil.minute == 0;
        days = days && civil_days(civil.year, civil.month, civil.day) == day;
        weekday = weekday && civil_weekday(&civil) == (tm.tm_wday + 6) % 7;
        valid = valid && civil_valid(&civil);
    }
    check(back, "days become the dates that the C library makes of them");
    check(days, "and dates the days they came from");
    check(weekday, "with the same weekday");
    check(valid, "and all are valid");
}

static const struct {
    struct civil civil;
    bool valid;
} validity[] = {
    {{2026, 12, 31, 23, 59, 59}, true}, {{2024, 2, 29, 0, 0, 0}, true},
    {{2000, 2, 29, 0, 0, 0}, true},     {{1, 1, 1, 0, 0, 0}, true},
    {{9999, 12, 31, 0, 0, 0}, true},    {{2026, 2, 29, 0, 0, 0}, false},
    {{1900, 2, 29, 0, 0, 0}, false},    {{2026, 4, 31, 0, 0, 0}, false},
    {{2026, 0, 1, 0, 0, 0}, false},     {{2026, 13, 1, 0, 0, 0}, false},
    {{2026, 1, 0, 0, 0, 0}, false},     {{2026, 1, 32, 0, 0, 0}, false},
    {{0, 1, 1, 0, 0, 0}, false},        {{10000, 1, 1, 0, 0, 0}, false},
    {{-1, 1, 1, 0, 0, 0}, false},       {{2026, 1, 1, 24, 0, 0}, false},
    {{2026, 1, 1, -1, 0, 0}, false},    {{2026, 1, 1, 0, 60, 0}, false},
    {{2026, 1, 1, 0, -1, 0}, false},    {{2026, 1, 1, 0, 0, 60}, false},
    {{2026, 1, 1, 0, 0, -1}, false},    {{2026, -1, 1, 0, 0, 0}, false},
};

static void test_validity(void) {
    for (size_t i = 0; i < sizeof validity / sizeof *validity; i++) {
        const struct civil *c = &validity[i].civil;
        check(civil_valid(c) == validity[i].valid, "%d-%d-%d %d:%d:%d is%s valid", c->year,
              c->month, c->day, c->hour, c->minute, c->second, validity[i].valid ? "" : " not");
    }
}

/* ---- Names ---- */

static const char *const names[] = {
    "UTC",
    "Etc/UTC",
    "Europe/Berlin",
    "America/Port-au-Prince",
    "America/Argentina/Buenos_Aires",
    "Etc/GMT+5",
    "Etc/GMT-14",
    "GMT+0",
    "EST5EDT",
    "Zulu",
};

static const char *const no_names[] = {
    "",
    "Z",
    "utc",
    "europe/berlin",
    "Europe/Berln",
    "Europe",
    "Europe/",
    "/Europe/Berlin",
    "Europe//Berlin",
    "Europe/../Europe/Berlin",
    "Europe/./Berlin",
    "../zoneinfo/UTC",
    "/etc/localtime",
    "/usr/share/zoneinfo/Europe/Berlin",
    ":Europe/Berlin",
    " UTC",
    "UTC ",
    "+02:00",
    "-05",
    "02:00",
    "UTC+2",
    "UTC0",
    "ABC5",
    "CET-1CEST",
    "CET-1CEST,M3.5.0,M10.5.0/3",
    "<+03>-3",
    "posix/Europe/Berlin",
    "right/Europe/Berlin",
    "posixrules",
    "localtime",
    "leapseconds",
    "zone.tab",
    "tzdata.zi",
    "Europe/Berlin\n",
    "Europe/\xff",
    "Europe/Zürich",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
};

static void test_names(void) {
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct zone *zone = zone_new(names[i]);
        check_text(zone ? zone_name(zone) : NULL, names[i], names[i]);
        zone_free(zone);
    }
    for (size_t i = 0; i < sizeof no_names / sizeof *no_names; i++) {
        struct zone *zone = zone_new(no_names[i]);
        check(!zone, "name %zu is refused", i);
        zone_free(zone);
    }
    check(!zone_new(NULL), "no name is refused");
    zone_free(NULL);
}

/* A file among the zones that is none: GLib would complain on standard error. */
static void test_not_a_zone(void) {
    char folder[] = "/tmp/coach-zones-XXXXXX", path[64];
    if (!check(mkdtemp(folder) != NULL, "a folder of zones"))
        return;
    snprintf(path, sizeof path, "%s/Bogus", folder);
    FILE *file = fopen(path, "w");
    if (file) {
        fputs("TZ is not here\n", file);
        fclose(file);
    }
    setenv("TZDIR", folder, 1);
    check(!zone_new("Bogus"), "a file that is no zone is refused");
    check(!zone_new("Europe/Berlin"), "a zone that is not in the folder is refused");
    struct zone *utc = zone_new("UTC");
    check(utc != NULL, "UTC needs no file");
    zone_free(utc);
    unsetenv("TZDIR");
    unlink(path);
    rmdir(folder);
}

static const struct {
    int seconds;
    const char *name;
} offsets[] = {
    {0, "UTC"},        {7200, "+02:00"},     {-12600, "-03:30"}, {-1800, "-00:30"},
    {20700, "+05:45"}, {-2670, "-00:44:30"}, {86340, "+23:59"},  {86399, "+23:59:59"},
    {86400, NULL},     {-86400, NULL},       {INT32_MAX, NULL},  {INT32_MIN, NULL},
};

static void test_offsets(void) {
    for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++) {
        struct zone *zone = zone_new_offset(offsets[i].seconds);
        char what[64];
        snprintf(what, sizeof what, "the offset %d", offsets[i].seconds);
        check_text(zone ? zone_name(zone) : NULL, offsets[i].name, what);
        int offset = 0;
        const char *abbreviation = NULL;
        if (zone) {
            struct civil local = zone_civil(zone, 1781524800, &offset, &abbreviation);
            check(offset == offsets[i].seconds && zone_instant(zone, &local) == 1781524800,
                  "%s there and back", what);
            check_text(abbreviation, offsets[i].name, "its abbreviation is its name");
        }
        zone_free(zone);
    }
}

static const struct {
    const char *variable, *name; /* NULL: whatever the machine has */
} systems[] = {
    {"Europe/Berlin", "Europe/Berlin"},
    {":Asia/Tokyo", "Asia/Tokyo"},
    {"/usr/share/zoneinfo/America/New_York", "America/New_York"},
    {":/usr/share/zoneinfo/posix/Europe/Paris", "Europe/Paris"},
    {"UTC", "UTC"},
    {"", "UTC"},
    {"CET-1CEST", NULL},
    {"Nowhere/Land", NULL},
    {"../../etc/passwd", NULL},
    {":/etc/localtime", NULL},
};

static void test_system(void) {
    unsetenv("TZ");
    struct zone *machine = zone_new_system();
    struct zone *again = zone_new(zone_name(machine));
    check(again != NULL, "the machine's zone has a name");
    for (size_t i = 0; i < sizeof systems / sizeof *systems; i++) {
        char what[64];
        snprintf(what, sizeof what, "TZ=%s", systems[i].variable);
        setenv("TZ", systems[i].variable, 1);
        struct zone *zone = zone_new_system();
        check_text(zone_name(zone), systems[i].name ? systems[i].name : zone_name(machine), what);
        zone_free(zone);
    }
    unsetenv("TZ");
    zone_free(again);
    zone_free(machine);
}

/* ---- Local time ↔ instants ---- */

/* As Python's zoneinfo has them. */
static const struct {
    const char *zone, *instant, *local;
    int offset;
    const char *abbreviation;
} civils[] = {
    {"Europe/Berlin", "2026-06-15T12:00:00Z", "2026-06-15 14:00:00", 7200, "CEST"},
    {"Europe/Berlin", "2026-10-25T00:59:59Z", "2026-10-25 02:59:59", 7200, "CEST"},
    {"Europe/Berlin", "2026-10-25T01:00:00Z", "2026-10-25 02:00:00", 3600, "CET"},
    {"America/New_York", "2026-03-08T06:59:59Z", "2026-03-08 01:59:59", -18000, "EST"},
    {"America/New_York", "2026-03-08T07:00:00Z", "2026-03-08 03:00:00", -14400, "EDT"},
    {"Asia/Kolkata", "2026-06-15T12:00:00Z", "2026-06-15 17:30:00", 19800, "IST"},
    {"Asia/Kathmandu", "2026-06-15T18:15:00Z", "2026-06-16 00:00:00", 20700, "+0545"},
    {"Australia/Lord_Howe", "2026-10-03T15:29:59Z", "2026-10-04 01:59:59", 37800, "+1030"},
    {"Australia/Lord_Howe", "2026-10-03T15:30:00Z", "2026-10-04 02:30:00", 39600, "+11"},
    {"Pacific/Apia", "2011-12-30T09:59:59Z", "2011-12-29 23:59:59", -36000, "-10"},
    {"Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-31 00:00:00", 50400, "+14"},
    {"Europe/Dublin", "2026-07-01T12:00:00Z", "2026-07-01 13:00:00", 3600, "IST"},
    {"Europe/Dublin", "2026-12-01T12:00:00Z", "2026-12-01 12:00:00", 0, "GMT"},
    {"Pacific/Chatham", "2026-01-01T00:00:00Z", "2026-01-01 13:45:00", 49500, "+1345"},
    {"America/St_Johns", "1969-12-31T23:59:59Z", "1969-12-31 20:29:59", -12600, "NST"},
    {"UTC", "0001-01-01T00:00:00Z", "0001-01-01 00:00:00", 0, "UTC"},
    {"UTC", "9999-12-31T23:59:59Z", "9999-12-31 23:59:59", 0, "UTC"},
    {"Africa/Monrovia", "1971-06-01T00:00:00Z", "1971-05-31 23:15:30", -2670, "MMT"},
    {"Etc/GMT+5", "2026-01-01T00:00:00Z", "2025-12-31 19:00:00", -18000, "-05"},
    {"EST5EDT", "2026-07-01T00:00:00Z", "2026-06-30 20:00:00", -14400, "EDT"},
    {"Europe/Berlin", "2050-07-01T12:00:00Z", "2050-07-01 14:00:00", 7200, "CEST"},
    {"America/New_York", "2100-07-01T12:00:00Z", "2100-07-01 08:00:00", -14400, "EDT"},
};

static void test_civils(void) {
    for (size_t i = 0; i < sizeof civils / sizeof *civils; i++) {
        struct zone *zone = zone_new(civils[i].zone);
        int offset = 0;
        const char *abbreviation = NULL;
        struct civil c = zone_civil(zone, from_iso(civils[i].instant), &offset, &abbreviation);
        char local[96], what[96];
        snprintf(local, sizeof local, "%04d-%02d-%02d %02d:%02d:%02d", c.year, c.month, c.day,
                 c.hour, c.minute, c.second);
        snprintf(what, sizeof what, "%s at %s", civils[i].zone, civils[i].instant);
        check_text(local, civils[i].local, what);
        check_number(offset, civils[i].offset, "with its offset");
        check_text(abbreviation, civils[i].abbreviation, "and its abbreviation");
        zone_free(zone);
    }
}

static const char *const travelled[] = {
    "UTC",
    "Europe/Berlin",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Lisbon",
    "Europe/Moscow",
    "Europe/Istanbul",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Africa/Windhoek",
    "Africa/Juba",
    "America/New_York",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "America/St_Johns",
    "America/Caracas",
    "America/Havana",
    "America/Nuuk",
    "America/Asuncion",
    "Antarctica/Troll",
    "Antarctica/Casey",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Asia/Gaza",
    "Asia/Pyongyang",
    "Asia/Amman",
    "Australia/Lord_Howe",
    "Australia/Adelaide",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
};

/* Whether an instant comes back from its local time: as itself, or as an earlier one that the clock
 * showed in the same way. */
static bool comes_back(const struct zone *zone, int64_t instant) {
    struct civil local = zone_civil(zone, instant, NULL, NULL);
    int64_t back = zone_instant(zone, &local);
    if (back == instant)
        return true;
    struct civil first = zone_civil(zone, back, NULL, NULL);
    return back < instant && same_civil(&first, &local);
}

static int offset_at(const struct zone *zone, int64_t instant) {
    int offset = 0;
    zone_civil(zone, instant, &offset, NULL);
    return offset;
}

/* The first second of the offset that holds at `after` and not at `before`. */
static int64_t change_between(const struct zone *zone, int64_t before, int64_t after) {
    while (after - before > 1) {
        int64_t middle = before + (after - before) / 2;
        *(offset_at(zone, middle) == offset_at(zone, after) ? &after : &before) = middle;
    }
    return after;
}

static void test_round_trip(const char *name) {
    struct zone *zone = zone_new(name);
    if (!check(zone != NULL, "%s is known", name))
        return;
    int64_t begin = from_iso("2000-01-01T00:00:00Z"), end = from_iso("2040-01-01T00:00:00Z");
    const int64_t stride = 13 * 3600 + 7 * 60 + 1;
    int64_t wrong = 0;
    for (int64_t at = begin; at < end; at += stride) {
        wrong += !comes_back(zone, at);
        if (offset_at(zone, at) == offset_at(zone, at + stride))
            continue;
        int64_t change = change_between(zone, at, at + stride);
        for (int64_t near = change - 7201; near <= change + 7201; near += 1200)
            wrong += !comes_back(zone, near) + !comes_back(zone, near + 1);
        wrong += !comes_back(zone, change - 1) + !comes_back(zone, change);
    }
    check(wrong == 0, "%s: instants of 40 years come back from local time", name);
    zone_free(zone);
}

int main(void) {
    test_calendar();
    test_validity();
    test_names();
    test_not_a_zone();
    test_offsets();
    test_system();
    test_civils();
    for (size_t i = 0; i < sizeof travelled / sizeof *travelled; i++)
        test_round_trip(travelled[i]);
    return unit_end();
}
