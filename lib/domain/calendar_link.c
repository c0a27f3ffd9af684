/* calendar_link.c - which session stands for an event of another calendar. */
#include "domain/calendar_import.h"

#include <string.h>

coach_status link_find(const struct import *import, const char *uid, const char *original,
                       struct link *link, bool *found) {
    struct statement *s;
    coach_status status =
        db_prepare(import->c->db,
                   "SELECT l.session_id, l.sequence, l.modified_at, l.digest FROM calendar_link l "
                   "JOIN training_session s ON s.id = l.session_id "
                   "WHERE l.uid = $1 AND l.occurrence = $2 AND ($3 IS NULL OR s.trainer_id = $3) "
                   "AND ($4 IS NULL OR s.client_id = $4) ORDER BY l.session_id LIMIT 1",
                   &s);
    if (status != COACH_OK)
        return status;
    db_bind_text(s, 1, uid);
    db_bind_text(s, 2, original);
    db_bind_id(s, 3, &import->trainer);
    db_bind_id(s, 4, &import->of.client_id);
    if ((status = db_step(s, found)) == COACH_OK && *found) {
        *link = (struct link){
            .session = db_id(s, 0), .sequence = db_integer(s, 1), .modified = db_instant(s, 2)};
        g_strlcpy(link->digest, db_text(s, 3, NULL), sizeof link->digest);
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

coach_status link_coming(const struct import *import, const char *uid, GArray *out) {
    coach *c = import->c;
    struct statement *s;
    bool row;
    coach_status status =
        db_prepare(c->db,
                   "SELECT l.session_id, l.occurrence FROM calendar_link l "
                   "JOIN training_session s ON s.id = l.session_id WHERE l.uid = $1 "
                   "AND s.scheduled_at > $2 AND s.is_active AND ($3 IS NULL OR s.trainer_id = $3) "
                   "AND ($4 IS NULL OR s.client_id = $4) "
                   "AND (s.status = 'SCHEDULED' OR s.status = 'CONFIRMED') "
                   "ORDER BY l.occurrence, l.session_id",
                   &s);
    if (status != COACH_OK)
        return status;
    db_bind_text(s, 1, uid);
    db_bind_instant(s, 2, c->now);
    db_bind_id(s, 3, &import->trainer);
    db_bind_id(s, 4, &import->of.client_id);
    while ((status = db_step(s, &row)) == COACH_OK && row) {
        struct linked one = {.session = db_id(s, 0)};
        g_strlcpy(one.original, db_text(s, 1, NULL), sizeof one.original);
        g_array_append_val(out, one);
    }
    db_finish(s);
    return status;
}
