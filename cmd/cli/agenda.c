/* agenda.c - how days and times are written in an agenda. */
#include "cli/agenda.h"

#include <stdlib.h>
#include <string.h>

static const char *const weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};
static const char *const months[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};

const char *agenda_weekday(int weekday) {
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    return days[weekday];
}

/* The first day of several, of which the last one says what both have in common. */
static void append_first(GString *title, const coach_day *first, const coach_day *last) {
    g_string_append_printf(title, "%d", first->day);
    if (first->month != last->month)
        g_string_append_printf(title, " %s", months[first->month - 1]);
    if (first->year != last->year)
        g_string_append_printf(title, " %d", first->year);
}

char *agenda_title(const struct agenda *agenda) {
    const coach_day *first = &agenda->days[0], *last = &agenda->days[agenda->count - 1];
    GString *title = g_string_new(NULL);
    if (agenda->span == COACH_DAY)
        g_string_append_printf(title, "%s %d ", weekdays[first->weekday], first->day);
    if (agenda->span == COACH_WEEK) {
        g_string_append_printf(title, "Week %d, ", first->week);
        append_first(title, first, last);
        g_string_append_printf(title, " \u2013 %d ", last->day);
    }
    g_string_append_printf(title, "%s %d", months[last->month - 1], last->year);
    return g_string_free(title, FALSE);
}

void agenda_elsewhere(const coach_cell *row, GString *out) {
    const coach_cell *client = &row[AGENDA_CLIENT_TIME], *trainer = &row[AGENDA_TRAINER_TIME];
    if (!client->null)
        g_string_append(out, client->text);
    if (trainer->null || (!client->null && strcmp(client->text, trainer->text) == 0))
        return;
    g_string_append_printf(out, "%s%s", client->null ? "" : ", ", trainer->text);
}

void agenda_starts(const struct agenda *agenda, const coach_cell *row, GString *out) {
    const char *day = row[AGENDA_DAY].text;
    if (strcmp(day, agenda->days[0].date) < 0) {
        GDate date;
        g_date_clear(&date, 1);
        g_date_set_dmy(&date, (GDateDay)atoi(day + 8), (GDateMonth)atoi(day + 5),
                       (GDateYear)atoi(day));
        g_string_append_printf(out, "%s ", agenda_weekday((int)g_date_get_weekday(&date) - 1));
    }
    g_string_append(out, row[AGENDA_STARTS].text);
}

size_t agenda_day(const struct agenda *agenda, const coach_cell *row, size_t at) {
    while (at + 1 < agenda->count && strcmp(agenda->days[at].date, row[AGENDA_DAY].text) < 0)
        at++;
    return at;
}
