/* trainer_links.c - a trainer's categories and tags. A link is archived rather than deleted, and
 * comes back when it is made again. */
#include "domain/domain.h"

/* One kind of link, with its statements: $1 trainer, $2 target, and what their comments say. */
struct link_table {
    const struct table *target;
    const char *is;     /* "has the tag" */
    const char *is_not; /* "does not have the tag" */
    const char *find;   /* → is_active */
    const char *insert; /* $3 acting user, $4 now, $5 active */
    const char *set;    /* $3 now, $4 active → a row where there is one */
};

static const struct link_table categories = {
    .target = &category_table,
    .is = "is in the category",
    .is_not = "is not in the category",
    .find = "SELECT is_active FROM trainer_category WHERE trainer_id = $1 AND category_id = $2",
    .insert =
        "INSERT INTO trainer_category (trainer_id, category_id, is_primary, created_by, created_at, updated_at, "
        "is_active) VALUES ($1, $2, $6, $3, $4, $4, $5)",
    .set = "UPDATE trainer_category SET updated_at = $3, is_active = $4, is_primary = $5 "
           "WHERE trainer_id = $1 AND category_id = $2 RETURNING trainer_id",
};

static const struct link_table tags = {
    .target = &tag_table,
    .is = "has the tag",
    .is_not = "does not have the tag",
    .find = "SELECT is_active FROM trainer_tag WHERE trainer_id = $1 AND tag_id = $2",
    .insert =
        "INSERT INTO trainer_tag (trainer_id, tag_id, created_by, created_at, updated_at, is_active) "
        "VALUES ($1, $2, $3, $4, $4, $5)",
    .set =
        "UPDATE trainer_tag SET updated_at = $3, is_active = $4 WHERE trainer_id = $1 AND tag_id = $2 "
        "RETURNING trainer_id",
};

struct linking {
    const struct link_table *table;
    const char *const *targets; /* NULL-terminated */
    bool on, primary;
};

enum link_state { LINK_NONE, LINK_ARCHIVED, LINK_ACTIVE };

static coach_status link_find(coach *c, const struct link_table *table, const struct id *trainer,
                              const struct id *target, enum link_state *state) {
    struct statement *s;
    coach_status status = db_prepare(c->db, table->find, &s);
    if (status != COACH_OK)
        return status;
    bool row = false;
    db_bind_id(s, 1, trainer);
    db_bind_id(s, 2, target);
    if ((status = db_step(s, &row)) == COACH_OK)
        *state = !row ? LINK_NONE : db_boolean(s, 0) ? LINK_ACTIVE : LINK_ARCHIVED;
    db_finish(s);
    return status;
}

static coach_status link_write(coach *c, const struct linking *how, const struct id *trainer,
                               const struct id *target, enum link_state state) {
    bool insert = state == LINK_NONE, category = how->table == &categories;
    struct statement *s;
    coach_status status = db_prepare(c->db, insert ? how->table->insert : how->table->set, &s);
    if (status != COACH_OK)
        return status;
    db_bind_id(s, 1, trainer);
    db_bind_id(s, 2, target);
    if (insert) {
        db_bind_id(s, 3, &c->actor);
        db_bind_instant(s, 4, c->now);
        db_bind_boolean(s, 5, true);
    } else {
        db_bind_instant(s, 3, c->now);
        db_bind_boolean(s, 4, how->on);
    }
    if (category)
        db_bind_boolean(s, insert ? 6 : 5, how->primary);
    bool changed = false;
    status = db_step(s, &changed);
    db_finish(s);
    return status == COACH_OK && !insert && !changed ? record_not_changed(c, &trainer_table)
                                                     : status;
}

/* A trainer has one primary category at most: the one before steps back. */
static coach_status clear_primary(coach *c, const struct id *trainer) {
    struct statement *s;
    coach_status status = db_prepare(c->db,
                                     "UPDATE trainer_category SET is_primary = $3, updated_at = $2 "
                                     "WHERE trainer_id = $1 AND is_primary AND is_active",
                                     &s);
    if (status != COACH_OK)
        return status;
    db_bind_id(s, 1, trainer);
    db_bind_instant(s, 2, c->now);
    db_bind_boolean(s, 3, false);
    status = db_step(s, NULL);
    db_finish(s);
    return status;
}

static coach_status refuse(coach *c, const struct linking *how, const struct id *trainer,
                           const struct id *target) {
    const char *who, *what;
    coach_status status = record_label(c, &trainer_table, trainer, &who);
    if (status == COACH_OK)
        status = record_label(c, how->table->target, target, &what);
    if (status != COACH_OK)
        return status;
    if (how->on)
        return fail(&c->failure, COACH_CONFLICT, NULL, "%s %s \"%s\" already", who, how->table->is,
                    what);
    return fail(&c->failure, COACH_NOT_FOUND, NULL, "%s %s \"%s\"", who, how->table->is_not, what);
}

static coach_status link_one(coach *c, const struct linking *how, const struct id *trainer,
                             const char *which) {
    struct id target;
    enum link_state state;
    coach_status status = record_find(c, how->table->target, which, &target);
    if (status == COACH_OK && how->on)
        status = check_active(c, how->table->target, &target,
                              how->table == &tags ? "the tag" : "the category");
    if (status == COACH_OK)
        status = link_find(c, how->table, trainer, &target, &state);
    if (status != COACH_OK)
        return status;
    bool is_on = state == LINK_ACTIVE;
    if (is_on == how->on && !how->primary)
        return refuse(c, how, trainer, &target);
    if (how->primary)
        status = clear_primary(c, trainer);
    return status == COACH_OK ? link_write(c, how, trainer, &target, state) : status;
}

static coach_status link_all(coach *c, struct change *change) {
    const struct linking *how = change->request;
    coach_status status = record_find(c, &trainer_table, change->which, &change->id);
    for (size_t i = 0; status == COACH_OK && how->targets[i]; i++)
        status = link_one(c, how, &change->id, how->targets[i]);
    return status;
}

coach_status coach_trainer_categorize(coach *c, const char *trainer, const char *category,
                                      bool primary, coach_id *id) {
    struct linking how = {&categories, (const char *const[]){category, NULL}, true, primary};
    return change_run(c, link_all, (struct change){.which = trainer, .request = &how}, id);
}

coach_status coach_trainer_uncategorize(coach *c, const char *trainer, const char *category,
                                        coach_id *id) {
    struct linking how = {&categories, (const char *const[]){category, NULL}, false, false};
    return change_run(c, link_all, (struct change){.which = trainer, .request = &how}, id);
}

coach_status coach_trainer_tag(coach *c, const char *trainer, const char *const *which,
                               coach_id *id) {
    struct linking how = {&tags, which, true, false};
    return change_run(c, link_all, (struct change){.which = trainer, .request = &how}, id);
}

coach_status coach_trainer_untag(coach *c, const char *trainer, const char *const *which,
                                 coach_id *id) {
    struct linking how = {&tags, which, false, false};
    return change_run(c, link_all, (struct change){.which = trainer, .request = &how}, id);
}
