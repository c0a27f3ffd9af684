/* busy.c - is this person busy? */
#include "schedule/busy.h"

#include <string.h>

/* Bounded from below by the longest session, so that the index alone finds the few rows that can
 * matter. */
#define OVERLAPS                                                                                   \
    " AND scheduled_at < $3 AND scheduled_at > $4 AND ends_at > $2 AND id <> $5 AND " SESSION_OCCUPIES
#define COLUMNS                                                                                    \
    "SELECT id, title, scheduled_at, ends_at, session_type, trainer_id, client_id FROM " TAKEN_TIME

static const char overlapping[] =
    COLUMNS " WHERE client_id = $1" OVERLAPS " UNION ALL " COLUMNS
            " WHERE trainer_id = (SELECT id FROM trainer_profile WHERE user_id = $1)" OVERLAPS
            " ORDER BY 3, 1";

static bool shared(const struct busy_query *query, struct statement *s) {
    struct id trainer = db_id(s, 5), client = db_id(s, 6);
    return query->group && strcmp(db_text(s, 1, NULL), query->group) == 0 &&
           db_instant(s, 2) == query->from && db_instant(s, 3) == query->to &&
           strcmp(db_text(s, 4, NULL), "GROUP") == 0 && id_equal(&trainer, &query->trainer) &&
           !id_equal(&client, &query->client);
}

coach_status busy_find(coach *c, const struct busy_query *query, bool *busy,
                       struct busy_session *found) {
    struct statement *s;
    coach_status status = db_prepare(c->db, overlapping, &s);
    if (status != COACH_OK)
        return status;
    db_bind_id(s, 1, &query->user);
    db_bind_instant(s, 2, query->from);
    db_bind_instant(s, 3, query->to);
    db_bind_instant(s, 4, query->from - SESSION_LONGEST);
    db_bind_id(s, 5, &query->except);
    bool row;
    while ((status = db_step(s, &row)) == COACH_OK && row && shared(query, s))
        continue;
    if (status == COACH_OK) {
        *busy = row;
        if (row)
            *found = (struct busy_session){db_id(s, 0), g_strdup(db_text(s, 1, NULL)),
                                           db_instant(s, 2), db_instant(s, 3)};
    }
    db_finish(s);
    return status;
}
