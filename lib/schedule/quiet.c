/* quiet.c - the hours of a day in which nobody is to be disturbed. */
#include "schedule/quiet.h"

#include <glib.h>
#include <string.h>

enum { TIME_LENGTH = 5 };

/* "21:00", at the start of a text that is long enough. */
static bool read_time(const char *text, int *minutes) {
    static const int digits[] = {0, 1, 3, 4};
    for (size_t i = 0; i < G_N_ELEMENTS(digits); i++)
        if (!g_ascii_isdigit(text[digits[i]]))
            return false;
    int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
    *minutes = hour * 60 + minute;
    return text[2] == ':' && hour < 24 && minute < 60;
}

bool quiet_read(const char *text, struct quiet *out) {
    struct quiet quiet;
    if (strlen(text) != 2 * TIME_LENGTH + 1 || text[TIME_LENGTH] != '-' ||
        !read_time(text, &quiet.from) || !read_time(text + TIME_LENGTH + 1, &quiet.to) ||
        quiet.from == quiet.to)
        return false;
    *out = quiet;
    return true;
}

static int64_t instant_of(const struct zone *zone, int64_t day, int minutes) {
    struct civil local = civil_from_days(day);
    local.hour = minutes / 60;
    local.minute = minutes % 60;
    return zone_instant(zone, &local);
}

int64_t quiet_end(const struct quiet *quiet, const struct zone *zone, int64_t instant) {
    struct civil now = zone_civil(zone, instant, NULL, NULL);
    int64_t today = civil_days(now.year, now.month, now.day);
    for (int64_t day = today - 1; day <= today; day++) {
        int64_t from = instant_of(zone, day, quiet->from);
        int64_t to = instant_of(zone, day + (quiet->from > quiet->to), quiet->to);
        if (from <= instant && instant < to)
            return to;
    }
    return instant;
}
