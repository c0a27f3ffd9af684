/* doctor_links.c - rows beside those that they refer to, and nobody in two places at once. */
#include "domain/doctor.h"

#include "schedule/busy.h"

#include <string.h>

/* ---- Rows beside others ---- */

#define RELATIONSHIP "client_trainer_relationship"
/* A row that keeps all three of its relationship. */
#define PAIR_OF(name)                                                                              \
    "SELECT s.id FROM " name " s JOIN " RELATIONSHIP                                               \
    " r ON r.id = s.client_trainer_relationship_id "                                               \
    "WHERE s.client_id <> r.client_id OR s.trainer_id <> r.trainer_id ORDER BY s.id"

static const struct {
    const struct table *table;
    const char *field, *problem;
    const char *sql; /* the rows that break the rule */
} rules[] = {
    {&relationship_table, "status", "is a second open one of the same two",
     "SELECT r.id FROM " RELATIONSHIP
     " r WHERE r.status <> 'ENDED' AND EXISTS (SELECT 1 FROM " RELATIONSHIP
     " o WHERE o.client_id = r.client_id AND o.trainer_id = r.trainer_id AND "
     "o.status <> 'ENDED' AND o.id < r.id) ORDER BY r.id"},
    {&relationship_table, "client_id", "is the trainer",
     "SELECT r.id FROM " RELATIONSHIP " r JOIN trainer_profile p ON p.id = r.trainer_id "
     "WHERE p.user_id = r.client_id ORDER BY r.id"},
    {&session_table, "client_id", "is not of those two that the relationship is of",
     PAIR_OF("training_session")},
    {&series_table, "client_id", "is not of those two that the relationship is of",
     PAIR_OF("session_series")},
    {&session_table, "series_id", "is a series of another relationship",
     "SELECT s.id FROM training_session s JOIN session_series x ON x.id = s.series_id WHERE "
     "x.client_trainer_relationship_id <> s.client_trainer_relationship_id ORDER BY s.id"},
    {&session_table, "plan_id", "is a plan of another relationship",
     "SELECT s.id FROM training_session s JOIN training_plan x ON x.id = s.plan_id WHERE "
     "x.client_trainer_relationship_id <> s.client_trainer_relationship_id ORDER BY s.id"},
    {&trainer_table, "categories", "has more than one that is primary",
     "SELECT trainer_id FROM trainer_category WHERE is_primary AND is_active GROUP BY trainer_id "
     "HAVING count(*) > 1 ORDER BY trainer_id"},
};

coach_status doctor_links(struct doctor *d) {
    coach_status status = COACH_OK;
    for (size_t i = 0; status == COACH_OK && i < G_N_ELEMENTS(rules); i++) {
        struct statement *s;
        bool row;
        status = db_prepare(d->c->db, rules[i].sql, &s);
        if (status != COACH_OK)
            return status;
        db_stream(s);
        while ((status = db_step(s, &row)) == COACH_OK && row) {
            struct id id = db_id(s, 0);
            struct doctor_place place = {"rule", rules[i].table, &id, rules[i].field,
                                         .fixable = false};
            doctor_tell(d, &place, "%s", rules[i].problem);
        }
        db_finish(s);
    }
    return status;
}

/* ---- Time ---- */

#define COLUMNS ", s.id, s.scheduled_at, s.ends_at, s.session_type, s.trainer_id, s.title "

/* What occupies the time of each person, as trainer and as client. */
static const char taken[] =
    "SELECT s.client_id AS person" COLUMNS "FROM training_session s WHERE s." SESSION_OCCUPIES
    " UNION ALL SELECT p.user_id AS person" COLUMNS
    "FROM training_session s JOIN trainer_profile p ON p.id = s.trainer_id WHERE s." SESSION_OCCUPIES
    " ORDER BY person, scheduled_at, ends_at, id";

struct taken_time {
    struct id person, id, trainer;
    int64_t from, to;
    bool group;
    char *title;
};

struct overlap {
    struct id person, earlier, later;
};

static struct taken_time time_of(struct statement *s) {
    return (struct taken_time){
        .person = db_id(s, 0),
        .id = db_id(s, 1),
        .trainer = db_id(s, 5),
        .from = db_instant(s, 2),
        .to = db_instant(s, 3),
        .group = g_strcmp0(db_text(s, 4, NULL), "GROUP") == 0,
        .title = g_strdup(db_text(s, 6, NULL)),
    };
}

static bool clash(const struct taken_time *a, const struct taken_time *b) {
    if (!id_equal(&a->person, &b->person) || b->from >= a->to)
        return false;
    bool shared = a->group && b->group && id_equal(&a->trainer, &b->trainer) &&
                  a->from == b->from && g_strcmp0(a->title, b->title) == 0;
    return !shared;
}

/* Each session beside the one before it that ends last. */
static coach_status find_overlaps(coach *c, GArray *overlaps) {
    enum { MOST = 10000 };
    struct taken_time last = {0};
    struct statement *s;
    bool row;
    coach_status status = db_prepare(c->db, taken, &s);
    if (status != COACH_OK)
        return status;
    db_stream(s);
    while ((status = db_step(s, &row)) == COACH_OK && row) {
        struct taken_time next = time_of(s);
        struct overlap overlap = {next.person, last.id, next.id};
        if (clash(&last, &next) && overlaps->len < MOST)
            g_array_append_val(overlaps, overlap);
        bool later = !id_equal(&last.person, &next.person) || next.to > last.to;
        g_free(later ? last.title : next.title);
        if (later)
            last = next;
    }
    g_free(last.title);
    db_finish(s);
    return status;
}

/* Whether the history says that a session was put there by force; *known: it knows at all how it
 * came to be. */
static coach_status was_forced(coach *c, const struct id *session, bool *forced, bool *known) {
    struct statement *s;
    bool row = false;
    coach_status status = db_prepare(
        c->db,
        "SELECT count(*), sum(CASE WHEN o.command LIKE '% --force%' OR o.command LIKE '% -f%' "
        "THEN 1 ELSE 0 END), sum(CASE WHEN h.before IS NULL THEN 1 ELSE 0 END) "
        "FROM operation_change h JOIN operation o ON o.number = h.operation WHERE h.row_id = $1",
        &s);
    if (status != COACH_OK)
        return status;
    db_bind_id(s, 1, session);
    if ((status = db_step(s, &row)) == COACH_OK && row && db_integer(s, 0) > 0) {
        *forced |= db_integer(s, 1) > 0;
        *known &= db_integer(s, 2) > 0;
    } else {
        *known = false;
    }
    db_finish(s);
    return status;
}

static coach_status tell_overlap(struct doctor *d, const struct overlap *overlap, GHashTable *odd) {
    bool forced = false, known = true;
    const char *name;
    char other[ID_TEXT];
    coach_status status = was_forced(d->c, &overlap->earlier, &forced, &known);
    if (status == COACH_OK)
        status = was_forced(d->c, &overlap->later, &forced, &known);
    if (status == COACH_OK && (forced || !known)) {
        g_hash_table_replace(odd, g_memdup2(&overlap->later, sizeof overlap->later), NULL);
        return COACH_OK;
    }
    if (status == COACH_OK)
        status = record_label(d->c, &user_table, &overlap->person, &name);
    if (status != COACH_OK)
        return status;
    id_format(&overlap->earlier, other);
    struct doctor_place place = {"time", &session_table, &overlap->later, "scheduled_at",
                                 .fixable = false};
    doctor_tell(d, &place, "%s is in the session %s then, and nobody forced that", name, other);
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
