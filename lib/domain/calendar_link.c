/* calendar_link.c - which session stands for an event of another calendar. */
#include "domain/calendar_import.h"

#include <string.h>

int64_t original_instant(coach *c, const char *original, const char *zone) {
    const struct zone *known = zone_known(c, zone);
    struct civil local;
    return known && local_read(original, &local) ? zone_instant(known, &local) : INTEGER_NONE;
}

static struct link link_of(coach *c, struct statement *s) {
    struct link link = {.session = db_id(s, 0),
                        .client = db_id(s, 1),
                        .trainer = db_id(s, 2),
                        .sequence = db_integer(s, 4),
                        .modified = db_instant(s, 5),
                        .updated = db_instant(s, 7)};
    const char *status = db_text(s, 9, NULL);
    g_strlcpy(link.original, db_text(s, 3, NULL), sizeof link.original);
    link.at = original_instant(c, link.original, db_text(s, 11, NULL));
    g_strlcpy(link.digest, db_text(s, 6, NULL), sizeof link.digest);
    link.coming = db_instant(s, 8) > c->now && db_boolean(s, 10) &&
                  (strcmp(status, "SCHEDULED") == 0 || strcmp(status, "CONFIRMED") == 0);
    return link;
}

coach_status links_read(const struct import *import, const char *uid, GArray *out) {
    coach *c = import->c;
    struct statement *s;
    bool row;
    coach_status status =
        db_prepare(c->db,
                   "SELECT l.session_id, s.client_id, s.trainer_id, l.occurrence, l.sequence, "
                   "l.modified_at, l.digest, s.updated_at, s.scheduled_at, s.status, s.is_active, "
                   "s.time_zone "
                   "FROM calendar_link l JOIN training_session s ON s.id = l.session_id "
                   "WHERE l.uid = $1 AND ($2 IS NULL OR s.trainer_id = $2) "
                   "AND ($3 IS NULL OR s.client_id = $3) "
                   "ORDER BY s.client_id, s.trainer_id, l.occurrence, l.session_id",
                   &s);
    if (status != COACH_OK)
        return status;
    db_bind_text(s, 1, uid);
    db_bind_id(s, 2, &import->trainer);
    db_bind_id(s, 3, &import->of.client_id);
    while ((status = db_step(s, &row)) == COACH_OK && row) {
        struct link link = link_of(c, s);
        g_array_append_val(out, link);
    }
    db_finish(s);
    return status;
}

coach_status link_keep(coach *c, const char *uid, const char *original, const struct link *link) {
    struct statement *s;
    coach_status status = db_prepare(
        c->db,
        "INSERT INTO calendar_link (uid, occurrence, session_id, sequence, modified_at, digest, "
        "created_by, created_at, updated_at, is_active) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, "
        "$9) ON CONFLICT (uid, occurrence, session_id) DO UPDATE SET "
        "sequence = excluded.sequence, modified_at = excluded.modified_at, "
        "digest = excluded.digest, updated_at = excluded.updated_at",
        &s);
    if (status != COACH_OK)
        return status;
    bool row;
    db_bind_text(s, 1, uid);
    db_bind_text(s, 2, original);
    db_bind_id(s, 3, &link->session);
    db_bind_integer(s, 4, link->sequence);
    db_bind_instant(s, 5, link->modified);
    db_bind_text(s, 6, link->digest);
    db_bind_id(s, 7, &c->actor);
    db_bind_instant(s, 8, c->now);
    db_bind_boolean(s, 9, true);
    status = db_step(s, &row);
    db_finish(s);
    return status;
}

coach_status link_move(coach *c, const char *uid, const struct id *session, const char *from,
                       const char *to) {
    struct statement *s;
    bool row;
    coach_status status = db_prepare(c->db,
                                     "UPDATE calendar_link SET occurrence = $1 "
                                     "WHERE uid = $2 AND occurrence = $3 AND session_id = $4",
                                     &s);
    if (status != COACH_OK)
        return status;
    db_bind_text(s, 1, to);
    db_bind_text(s, 2, uid);
    db_bind_text(s, 3, from);
    db_bind_id(s, 4, session);
    status = db_step(s, &row);
    db_finish(s);
    return status;
}
