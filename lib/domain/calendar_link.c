/* calendar_link.c - which session stands for an event of another calendar. */
#include "domain/calendar_import.h"

#include <string.h>

struct calendar_link {
    struct base base; /* without an id */
    struct id session_id;
    char *uid, *occurrence;
    int64_t sequence, modified_at;
    char *digest;
};

static const struct field fields[] = {
    {.view = {"session_id", "session", "The session", COACH_TYPE_UUID, .flags = COACH_FIELD_FILTER,
              .target = COACH_SESSION},
     COLUMN(struct calendar_link, session_id)},
    {.view = {"uid", .doc = "The UID of the event elsewhere", .type = COACH_TYPE_LINE, .min = 1,
              .max = 1000},
     COLUMN(struct calendar_link, uid),
     .erased = ERASED},
    {.view = {"occurrence", .doc = "The local start that its rule gave; empty: it does not recur",
              .type = COACH_TYPE_LINE, .max = 19},
     COLUMN(struct calendar_link, occurrence)},
    {.view = {"sequence", .doc = "The SEQUENCE with which it came", .type = COACH_TYPE_INTEGER,
              .max = INT32_MAX},
     COLUMN(struct calendar_link, sequence)},
    {.view = {"modified_at", .doc = "When it was changed there", .type = COACH_TYPE_INSTANT,
              .flags = COACH_FIELD_OPTIONAL},
     COLUMN(struct calendar_link, modified_at),
     .read = read_instant},
    {.view = {"digest", .doc = "A digest of what it was like", .type = COACH_TYPE_LINE, .min = 64,
              .max = 64},
     COLUMN(struct calendar_link, digest)},
    BASE_FIELDS,
};

const struct table calendar_link_table = {
    .noun = COACH_CALENDAR_LINK,
    .name = "calendar_link",
    .from = "calendar_link t",
    .order = "t.session_id",
    .time = "created_at",
    .fields = fields,
    .count = G_N_ELEMENTS(fields),
    .row_size = sizeof(struct calendar_link),
    .keys = 3,
};

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

static struct calendar_link row_of(const char *uid, const char *original,
                                   const struct id *session) {
    return (struct calendar_link){
        .session_id = *session, .uid = g_strdup(uid), .occurrence = g_strdup(original)};
}

static void put(struct calendar_link *row, const struct link *link) {
    row->sequence = link->sequence;
    row->modified_at = link->modified;
    g_free(row->digest);
    row->digest = g_strdup(link->digest);
}

coach_status link_keep(coach *c, const char *uid, const char *original, const struct link *link) {
    struct calendar_link row = row_of(uid, original, &link->session), before, after;
    bool found;
    put(&row, link);
    coach_status status = record_load_same(c, &calendar_link_table, &row, &before, &found);
    if (status == COACH_OK && !found)
        status = record_insert(c, &calendar_link_table, &row);
    else if (status == COACH_OK) {
        status = record_load_same(c, &calendar_link_table, &row, &after, &found);
        if (status == COACH_OK) {
            put(&after, link);
            status = record_update(c, &calendar_link_table, &before, &after);
            record_clear(&calendar_link_table, &after);
        }
        record_clear(&calendar_link_table, &before);
    }
    record_clear(&calendar_link_table, &row);
    return status;
}

coach_status link_move(coach *c, const char *uid, const struct id *session, const char *from,
                       const char *to) {
    struct calendar_link key = row_of(uid, from, session), row;
    bool found;
    coach_status status = record_load_same(c, &calendar_link_table, &key, &row, &found);
    record_clear(&calendar_link_table, &key);
    if (status != COACH_OK || !found)
        return status;
    status = record_remove(c, &calendar_link_table, &row);
    g_free(row.occurrence);
    row.occurrence = g_strdup(to);
    if (status == COACH_OK)
        status = record_insert_as_is(c, &calendar_link_table, &row);
    record_clear(&calendar_link_table, &row);
    return status;
}
