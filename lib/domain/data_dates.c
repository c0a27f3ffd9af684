/* data_dates.c - days as spreadsheets write them. Whether the day or the month comes first, no cell
 * tells. They become days of WHEN, and what follows them stays as it stands. */
#include "domain/data_dates.h"

#include "base/civil.h"

#include <stdio.h>
#include <string.h>

struct written {
    const char *day; /* "3/12/2026", */
    int length;      /* which has so many bytes */
    int first, second, year;
    size_t digits; /* of the year: 2 or 4 */
};

static bool is_written(const char *text, struct written *out) {
    const char *day = text + strspn(text, " \t");
    char first[3], second[3], year[5], marks[2][2];
    int length = 0;
    int read = sscanf(day, "%2[0-9]%1[/.-]%2[0-9]%1[/.-]%4[0-9]%n", first, marks[0], second,
                      marks[1], year, &length);
    bool ends = read == 5 && strchr(" \t", day[length]); /* so does the text */
    if (!ends || marks[0][0] != marks[1][0] || strlen(year) % 2)
        return false;
    *out = (struct written){day, length, atoi(first), atoi(second), atoi(year), strlen(year)};
    return true;
}

static coach_status short_year(coach *c, const struct field *field, const struct written *w) {
    fail(&c->failure, COACH_INVALID, field->view.name, "\"%.*s\" has a year of 2 digits", w->length,
         w->day);
    return fail_hint(&c->failure, "a year has 4 digits, as in 2026");
}

static coach_status no_day(coach *c, const struct field *field, const struct written *w,
                           bool day_first) {
    fail(&c->failure, COACH_INVALID, field->view.name, "\"%.*s\" is not a day of the calendar",
         w->length, w->day);
    return fail_hint(&c->failure, day_first ? "--dates dmy reads day, month and year"
                                            : "--dates mdy reads month, day and year");
}

static coach_status hint_order(coach *c, const struct field *field) {
    g_autofree char *message = g_strdup(c->failure.view.message);
    fail(&c->failure, COACH_INVALID, field->view.name, "%s", message);
    return fail_hint(&c->failure,
                     "say whether the day or the month comes first: --dates dmy or --dates mdy");
}

coach_status dates_read(coach *c, int order, const struct field *field, const char *text,
                        void *value) {
    bool day_first = order == COACH_DATES_DMY;
    struct written w;
    if (!is_written(text, &w))
        return field_read(c, field, text, value);
    if (w.digits == 2)
        return short_year(c, field, &w);
    if (order == COACH_DATES_UNSAID)
        return field_read(c, field, text, value) == COACH_OK ? COACH_OK : hint_order(c, field);
    struct civil day = {.year = w.year,
                        .month = day_first ? w.second : w.first,
                        .day = day_first ? w.first : w.second};
    if (!civil_valid(&day))
        return no_day(c, field, &w, day_first);
    g_autofree char *when =
        g_strdup_printf("%04d-%02d-%02d%s", day.year, day.month, day.day, w.day + w.length);
    return field_read(c, field, when, value);
}
