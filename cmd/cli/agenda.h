/* agenda.h - the sessions of some days, for people: a list, grids, a page. */
#ifndef CLI_AGENDA_H
#define CLI_AGENDA_H

#include "cli/render.h"

#include <glib.h>

/* The columns of the cursor, in the order of enum agenda_column. */
#define AGENDA_FIELDS                                                                              \
    "id,day,starts,ends,title,client,trainer,location,status,client_time,trainer_time,"            \
    "scheduled_at,ends_at"

enum agenda_column {
    AGENDA_ID,
    AGENDA_DAY,
    AGENDA_STARTS,
    AGENDA_ENDS,
    AGENDA_TITLE,
    AGENDA_CLIENT,
    AGENDA_TRAINER,
    AGENDA_LOCATION,
    AGENDA_STATUS,
    AGENDA_CLIENT_TIME,
    AGENDA_TRAINER_TIME,
    AGENDA_SCHEDULED_AT,
    AGENDA_ENDS_AT,
};

struct agenda {
    coach *c;
    coach_cursor *cursor; /* of AGENDA_FIELDS, by time */
    coach_span span;
    coach_day days[COACH_SPAN_DAYS + 1];
    size_t count;                 /* of the days */
    bool one_client, one_trainer; /* asked for, so that their name goes without saying */
};

/* A list of a day, grids of a week and a month, which are as wide as style->width says, 0: as they
 * need. */
COACH_CHECKED coach_status agenda_text(const struct agenda *agenda, const struct style *style,
                                       struct sink *sink);

/* A page, see html.h. */
COACH_CHECKED coach_status agenda_html(const struct agenda *agenda, struct sink *sink);

/* ---- For both ---- */

/* "Monday 7 December 2026", "Week 50, 7 – 13 December 2026", "December 2026"; the caller's. */
char *agenda_title(const struct agenda *agenda);

/* "Mon" to "Sun"; days count from 0. */
const char *agenda_weekday(int weekday);

/* What clocks show where the two live, if they show something else: "12:00 New_York", or nothing.
 */
void agenda_elsewhere(const coach_cell *row, GString *out);

/* When the row begins: "18:00"; "Sun 23:30" where that is before the first of the days. */
void agenda_starts(const struct agenda *agenda, const coach_cell *row, GString *out);

/* Where among the days, from `at` on, that of the row stands; one that has begun before: there. */
size_t agenda_day(const struct agenda *agenda, const coach_cell *row, size_t at);

#endif
