/* doctor_times.c - nobody is in two places at once, nor at work while off. */
#include "domain/doctor.h"

#include "domain/session.h"
#include "store/history.h"

#include <string.h>

/* ---- What takes time ---- */

#define SESSION_COLUMNS                                                                            \
    ", s.id, s.scheduled_at AS begins, s.ends_at, s.session_type, s.trainer_id, s.client_id, "     \
    "s.title FROM training_session s "

/* Of each person, as trainer and as client, and when they are off. */
static const char taken[] =
    "SELECT s.client_id AS person" SESSION_COLUMNS "WHERE s." SESSION_OCCUPIES
    " UNION ALL SELECT p.user_id AS person" SESSION_COLUMNS
    "JOIN trainer_profile p ON p.id = s.trainer_id WHERE s." SESSION_OCCUPIES
    " UNION ALL SELECT user_id AS person, id, starts_at AS begins, ends_at, 'TIME_OFF', user_id, "
    "user_id, '' FROM time_off WHERE is_active ORDER BY person, begins, ends_at, id";

struct taken_time {
    struct id person;
    struct busy_span span;
};

static struct taken_time time_of(struct statement *s) {
    const char *type = db_text(s, 4, NULL);
    return (struct taken_time){
        .person = db_id(s, 0),
        .span = {.kind = g_strcmp0(type, "TIME_OFF") == 0 ? BUSY_TIME_OFF : BUSY_SESSION,
                 .group = g_strcmp0(type, "GROUP") == 0,
                 .id = db_id(s, 1),
                 .starts_at = db_instant(s, 2),
                 .ends_at = db_instant(s, 3),
                 .trainer = db_id(s, 5),
                 .client = db_id(s, 6),
                 .text = g_strdup(db_text(s, 7, NULL))},
    };
}

struct overlap {
    struct id person, session, other;
    bool off; /* the other is time off */
};

/* a begins first, or with b. Time off may well lie in other time off. */
static bool clash(const struct taken_time *a, const struct taken_time *b) {
    bool off = a->span.kind == BUSY_TIME_OFF || b->span.kind == BUSY_TIME_OFF;
    if (!id_equal(&a->person, &b->person) || b->span.starts_at >= a->span.ends_at)
        return false;
    return off ? a->span.kind != b->span.kind : !session_shares(&a->span, &b->span);
}

/* Of two sessions the later one is in the way. */
static struct overlap overlap_of(const struct busy_span *last, const struct taken_time *next) {
    bool off = next->span.kind == BUSY_TIME_OFF;
    return (struct overlap){.person = next->person,
                            .session = off ? last->id : next->span.id,
                            .other = off ? next->span.id : last->id,
                            .off = off || last->kind == BUSY_TIME_OFF};
}

/* Keeps of two of a kind the one that ends last. */
static void keep_last(struct taken_time *last, struct taken_time *next) {
    bool later = !id_equal(&last->person, &next->person) || next->span.ends_at > last->span.ends_at;
    g_free(later ? last->span.text : next->span.text);
    if (later)
        *last = *next;
}

/* Each beside the session, and the time off, before it that ends last. */
static coach_status find_overlaps(coach *c, GArray *overlaps) {
    enum { MOST = 10000 };
    struct taken_time last[] = {[BUSY_SESSION] = {.span.kind = BUSY_SESSION},
                                [BUSY_TIME_OFF] = {.span.kind = BUSY_TIME_OFF}};
    struct statement *s;
    bool row;
    coach_status status = db_prepare(c->db, taken, &s);
    if (status != COACH_OK)
        return status;
    db_stream(s);
    while ((status = db_step(s, &row)) == COACH_OK && row) {
        struct taken_time next = time_of(s);
        for (size_t i = 0; i < G_N_ELEMENTS(last); i++) {
            struct overlap overlap = overlap_of(&last[i].span, &next);
            if (clash(&last[i], &next) && overlaps->len < MOST)
                g_array_append_val(overlaps, overlap);
        }
        keep_last(&last[next.span.kind], &next);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(last); i++)
        g_free(last[i].span.text);
    db_finish(s);
    return status;
}

/* ---- Whether somebody wanted it so ---- */

/* Whether the history says that a row was put there by force; *known: it knows at all how it came
 * to be. */
static coach_status was_forced(coach *c, const struct id *id, bool *forced, bool *known) {
    struct statement *s;
    bool row = false, made = false;
    coach_status status =
        db_prepare(c->db,
                   "SELECT o.command, h.before IS NULL FROM operation_change h JOIN operation o "
                   "ON o.number = h.operation WHERE h.row_id = $1 ORDER BY o.number, h.position",
                   &s);
    if (status != COACH_OK)
        return status;
    db_bind_id(s, 1, id);
    while ((status = db_step(s, &row)) == COACH_OK && row) {
        const char *command = db_text(s, 0, NULL);
        /* what the requests of a batch were given is not in its own line */
        *forced |= history_forced(command) || history_command_has(command, "batch");
        made |= db_boolean(s, 1);
    }
    *known &= made;
    db_finish(s);
    return status;
}

/* ---- Telling ---- */

static coach_status tell_overlap(struct doctor *d, const struct overlap *overlap, GHashTable *odd) {
    bool forced = false, known = true;
    const char *name;
    char other[ID_TEXT];
    coach_status status = was_forced(d->c, &overlap->session, &forced, &known);
    if (status == COACH_OK)
        status = was_forced(d->c, &overlap->other, &forced, &known);
    if (status == COACH_OK && (forced || !known)) {
        g_hash_table_replace(odd, g_memdup2(&overlap->session, sizeof overlap->session), NULL);
        return COACH_OK;
    }
    if (status == COACH_OK)
        status = record_label(d->c, &user_table, &overlap->person, &name);
    if (status != COACH_OK)
        return status;
    id_format(&overlap->other, other);
    struct doctor_place place = {"time", &session_table, &overlap->session, "scheduled_at",
                                 .fixable = false};
    doctor_tell(d, &place,
                overlap->off ? "%s is off then (%s), and nobody forced that"
                             : "%s is in the session %s then, and nobody forced that",
                name, other);
    return COACH_OK;
}

coach_status doctor_times(struct doctor *d) {
    g_autoptr(GArray) overlaps = g_array_new(FALSE, FALSE, sizeof(struct overlap));
    g_autoptr(GHashTable) odd = id_table_new(); /* sessions, for both of their people once */
    coach_status status = find_overlaps(d->c, overlaps);
    for (guint i = 0; status == COACH_OK && i < overlaps->len; i++)
        status = tell_overlap(d, &g_array_index(overlaps, struct overlap, i), odd);
    guint count = g_hash_table_size(odd);
    if (status == COACH_OK && count > 0)
        note(d->c, "in time that was taken, by force or before there was a history: %u", count);
    return status;
}
