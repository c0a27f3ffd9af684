/* busy.c - when is this person busy? */
#include "schedule/busy.h"

#include "schedule/hours.h"

#include <string.h>

#define MINUTE 60
#define COLUMNS "SELECT id, title, scheduled_at, ends_at, session_type, trainer_id, client_id FROM "

/* Bounded from below by the longest session, so that the index alone finds the few rows that can
 * matter. */
#define OVERLAPS                                                                                   \
    " AND scheduled_at < $3 AND scheduled_at > $4 AND ends_at > $2 AND " SESSION_OCCUPIES

static const char taken[] = COLUMNS TAKEN_TIME
    " WHERE client_id = $1" OVERLAPS " UNION ALL " COLUMNS TAKEN_TIME
    " WHERE trainer_id = (SELECT id FROM trainer_profile WHERE user_id = $1)" OVERLAPS
    " UNION ALL SELECT id, reason, starts_at, ends_at, 'TIME_OFF', user_id, user_id FROM " TIME_OFF
    " WHERE user_id = $1 AND ends_at > $2 AND starts_at < $3 AND is_active";

static const char people[] =
    "SELECT t.user_id, t.buffer_minutes, "
    "EXISTS (SELECT 1 FROM availability a WHERE a.trainer_id = t.id AND a.is_active), "
    "(SELECT b.buffer_minutes FROM " BUFFERS " b WHERE b.user_id = $2) "
    "FROM trainer_profile t WHERE t.id = $1";

static const char hours_of[] =
    "SELECT days, hours, from_date, to_date, time_zone FROM availability "
    "WHERE trainer_id = $1 AND is_active ORDER BY precedence DESC, id";

coach_status busy_people(coach *c, const struct id *trainer, const struct id *client,
                         struct busy_person *as_trainer, struct busy_person *as_client) {
    struct statement *s;
    coach_status status = db_prepare(c->db, people, &s);
    if (status != COACH_OK)
        return status;
    bool row = false;
    db_bind_id(s, 1, trainer);
    db_bind_id(s, 2, client);
    if ((status = db_step(s, &row)) == COACH_OK) {
        *as_trainer = (struct busy_person){.trainer = *trainer};
        *as_client = (struct busy_person){.user = *client};
    }
    if (status == COACH_OK && row) {
        as_trainer->user = db_id(s, 0);
        as_trainer->buffer = db_integer(s, 1) * MINUTE;
        as_trainer->keeps_hours = db_boolean(s, 2);
        as_client->buffer = db_is_null(s, 3) ? 0 : db_integer(s, 3) * MINUTE;
    }
    db_finish(s);
    return status;
}

static void span_clear(void *span) {
    g_free(((struct busy_span *)span)->text);
}

GArray *busy_spans_new(void) {
    GArray *spans = g_array_new(FALSE, FALSE, sizeof(struct busy_span));
    g_array_set_clear_func(spans, span_clear);
    return spans;
}

static struct busy_span span_of(struct statement *s, int64_t buffer) {
    const char *type = db_text(s, 4, NULL);
    struct busy_span span = {
        .kind = strcmp(type, "TIME_OFF") == 0 ? BUSY_TIME_OFF : BUSY_SESSION,
        .group = strcmp(type, "GROUP") == 0,
        .id = db_id(s, 0),
        .starts_at = db_instant(s, 2),
        .ends_at = db_instant(s, 3),
        .trainer = db_id(s, 5),
        .client = db_id(s, 6),
    };
    buffer = span.kind == BUSY_SESSION ? buffer : 0;
    span.from = span.starts_at - buffer;
    span.to = span.ends_at + buffer;
    return span;
}

static coach_status read_taken(coach *c, const struct busy_person *person, int64_t from, int64_t to,
                               GArray *spans) {
    struct statement *s;
    coach_status status = db_prepare(c->db, taken, &s);
    if (status != COACH_OK)
        return status;
    db_bind_id(s, 1, &person->user);
    db_bind_instant(s, 2, from - person->buffer);
    db_bind_instant(s, 3, to + person->buffer);
    db_bind_instant(s, 4, from - person->buffer - SESSION_LONGEST);
    bool row;
    while ((status = db_step(s, &row)) == COACH_OK && row) {
        struct busy_span span = span_of(s, person->buffer);
        if (span.from >= to || span.to <= from)
            continue;
        span.text = g_strdup(db_text(s, 1, NULL));
        g_array_append_val(spans, span);
    }
    db_finish(s);
    return status;
}

/* ---- Hours ---- */

static coach_status read_hours(coach *c, const struct id *trainer, GArray *rules) {
    struct statement *s;
    coach_status status = db_prepare(c->db, hours_of, &s);
    if (status != COACH_OK)
        return status;
    db_bind_id(s, 1, trainer);
    bool row, known = true;
    while ((status = db_step(s, &row)) == COACH_OK && row && known)
        known = hours_rules_add(rules, db_text(s, 0, NULL), db_text(s, 1, NULL),
                                db_text(s, 2, NULL), db_text(s, 3, NULL), db_text(s, 4, NULL));
    db_finish(s);
    if (status == COACH_OK && !known)
        status = fail(&c->failure, COACH_STORAGE, "hours",
                      "the database holds hours that this coach does not know");
    return status;
}

static coach_status read_closed(coach *c, const struct id *trainer, int64_t from, int64_t to,
                                GArray *spans) {
    g_autoptr(GArray) rules = hours_rules_new();
    g_autoptr(GArray) closed = g_array_new(FALSE, FALSE, sizeof(struct hours_span));
    coach_status status = read_hours(c, trainer, rules);
    if (status != COACH_OK)
        return status;
    hours_closed(rules, from, to, closed);
    for (guint i = 0; i < closed->len; i++) {
        const struct hours_span *one = &g_array_index(closed, struct hours_span, i);
        struct busy_span span = {.from = one->from,
                                 .to = one->to,
                                 .kind = BUSY_CLOSED,
                                 .starts_at = one->from,
                                 .ends_at = one->to};
        g_array_append_val(spans, span);
    }
    return COACH_OK;
}

/* Here rather than in the statement: there are one or none as a rule, and three sorters would wait
 * for them. */
static gint by_start(gconstpointer a, gconstpointer b) {
    const struct busy_span *first = a, *second = b;
    if (first->starts_at != second->starts_at)
        return first->starts_at < second->starts_at ? -1 : 1;
    return memcmp(&first->id, &second->id, sizeof first->id);
}

coach_status busy_read(coach *c, const struct busy_person *person, int64_t from, int64_t to,
                       GArray *spans) {
    coach_status status = read_taken(c, person, from, to, spans);
    g_array_sort(spans, by_start);
    return status == COACH_OK && person->keeps_hours
               ? read_closed(c, &person->trainer, from, to, spans)
               : status;
}

coach_status busy_hours(coach *c, const struct id *trainer, int64_t instant, char **said) {
    g_autoptr(GArray) rules = hours_rules_new();
    coach_status status = read_hours(c, trainer, rules);
    if (status == COACH_OK)
        *said = hours_said(rules, instant);
    return status;
}
