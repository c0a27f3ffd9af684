/* doctor_links.c - rows beside those that they refer to. */
#include "domain/doctor.h"

#include "domain/plan.h"
#include "schedule/busy.h"

#include <string.h>

#define RELATIONSHIP "client_trainer_relationship"
/* A row that keeps all three of its relationship. */
#define PAIR_OF(name)                                                                              \
    "SELECT s.id FROM " name " s JOIN " RELATIONSHIP                                               \
    " r ON r.id = s.client_trainer_relationship_id "                                               \
    "WHERE s.client_id <> r.client_id OR s.trainer_id <> r.trainer_id"

static const struct {
    const struct table *table;
    const char *field, *problem;
    const char *sql; /* the rows that break the rule; $1 is the clock's time */
} rules[] = {
    {&relationship_table, "status", "is a second open one of the same two",
     "SELECT r.id FROM " RELATIONSHIP
     " r WHERE r.status <> 'ENDED' AND EXISTS (SELECT 1 FROM " RELATIONSHIP
     " o WHERE o.client_id = r.client_id AND o.trainer_id = r.trainer_id AND "
     "o.status <> 'ENDED' AND o.id < r.id)"},
    {&relationship_table, "client_id", "is the trainer",
     "SELECT r.id FROM " RELATIONSHIP " r JOIN trainer_profile p ON p.id = r.trainer_id "
     "WHERE p.user_id = r.client_id"},
    {&session_table, "client_id", "is not of those two that the relationship is of",
     PAIR_OF("training_session")},
    {&series_table, "client_id", "is not of those two that the relationship is of",
     PAIR_OF("session_series")},
    {&session_table, "series_id", "is a series of another relationship",
     "SELECT s.id FROM training_session s JOIN session_series x ON x.id = s.series_id WHERE "
     "x.client_trainer_relationship_id <> s.client_trainer_relationship_id"},
    {&session_table, "plan_id", "is a plan of another relationship",
     "SELECT s.id FROM training_session s JOIN training_plan x ON x.id = s.plan_id WHERE "
     "x.client_trainer_relationship_id <> s.client_trainer_relationship_id"},
    {&session_table, "status", "is still to come, though its relationship is ENDED",
     "SELECT s.id FROM training_session s WHERE s.ends_at > $1 AND s." SESSION_OCCUPIES
     " AND s.client_trainer_relationship_id IN (SELECT id FROM " RELATIONSHIP
     " WHERE status = 'ENDED')"},
    {&plan_table, "status", "is open, though its relationship is ENDED",
     "SELECT p.id FROM training_plan p WHERE p." PLAN_OPEN
     " AND p.client_trainer_relationship_id IN (SELECT id FROM " RELATIONSHIP
     " WHERE status = 'ENDED')"},
    {&trainer_table, "categories", "has more than one that is primary",
     "SELECT trainer_id FROM trainer_category WHERE is_primary AND is_active GROUP BY trainer_id "
     "HAVING count(*) > 1"},
};

/* In no order: one that follows an index would read the rows all over the file. */
static coach_status find_broken(coach *c, const char *sql, GArray *ids) {
    struct statement *s;
    bool row;
    coach_status status = db_prepare(c->db, sql, &s);
    if (status != COACH_OK)
        return status;
    if (strstr(sql, "$1"))
        db_bind_instant(s, 1, c->now);
    db_stream(s);
    while ((status = db_step(s, &row)) == COACH_OK && row) {
        struct id id = db_id(s, 0);
        g_array_append_val(ids, id);
    }
    db_finish(s);
    return status;
}

static int by_id(const void *a, const void *b) {
    return memcmp(a, b, sizeof(struct id));
}

coach_status doctor_links(struct doctor *d) {
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(struct id));
    coach_status status = COACH_OK;
    for (size_t i = 0; status == COACH_OK && i < G_N_ELEMENTS(rules); i++) {
        g_array_set_size(ids, 0);
        status = find_broken(d->c, rules[i].sql, ids);
        g_array_sort(ids, by_id);
        for (guint n = 0; n < ids->len; n++) {
            struct doctor_place place = {"rule", rules[i].table, &g_array_index(ids, struct id, n),
                                         rules[i].field, .fixable = false};
            doctor_tell(d, &place, "%s", rules[i].problem);
        }
    }
    return status;
}
