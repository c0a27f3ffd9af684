/* trainer_links.c - a trainer's categories and tags. A link is archived rather than deleted, and
 * comes back when it is made again. */
#include "domain/domain.h"
#include "store/history.h"

struct trainer_link {
    struct base base; /* without an id */
    struct id trainer_id, target_id;
    bool is_primary; /* of categories */
};

#define TRAINER                                                                                    \
    {                                                                                              \
        .view = {"trainer_id",                                                                     \
                 "trainer",                                                                        \
                 "The trainer",                                                                    \
                 COACH_TYPE_UUID,                                                                  \
                 .flags = COACH_FIELD_FILTER,                                                      \
                 .target = COACH_TRAINER},                                                         \
        COLUMN(struct trainer_link, trainer_id)                                                    \
    }
#define TARGET(name, alias, doc, noun)                                                             \
    {                                                                                              \
        .view = {name, alias, doc, COACH_TYPE_UUID, .flags = COACH_FIELD_FILTER, .target = noun},  \
        COLUMN(struct trainer_link, target_id)                                                     \
    }

static const struct field category_fields[] = {
    TRAINER,
    TARGET("category_id", "category", "The category", COACH_CATEGORY),
    {.view = {"is_primary", .doc = "Whether it is the trainer's first", .type = COACH_TYPE_BOOLEAN},
     COLUMN(struct trainer_link, is_primary)},
    BASE_FIELDS,
};

static const struct field tag_fields[] = {
    TRAINER,
    TARGET("tag_id", "tag", "The tag", COACH_TAG),
    BASE_FIELDS,
};

static coach_status primary_alone(coach *c, const void *row);

const struct table trainer_category_table = {
    .noun = COACH_TRAINER_CATEGORY,
    .name = "trainer_category",
    .from = "trainer_category t",
    .order = "t.trainer_id",
    .time = "created_at",
    .fields = category_fields,
    .count = G_N_ELEMENTS(category_fields),
    .row_size = sizeof(struct trainer_link),
    .keys = 2,
    .alone = primary_alone,
};

const struct table trainer_tag_table = {
    .noun = COACH_TRAINER_TAG,
    .name = "trainer_tag",
    .from = "trainer_tag t",
    .order = "t.trainer_id",
    .time = "created_at",
    .fields = tag_fields,
    .count = G_N_ELEMENTS(tag_fields),
    .row_size = sizeof(struct trainer_link),
    .keys = 2,
};

struct linking {
    const struct table *table, *target;
    const char *const *targets; /* NULL-terminated */
    bool on, primary;
};

static coach_status primary_alone(coach *c, const void *row) {
    const struct trainer_link *link = row;
    if (!link->is_primary || !link->base.is_active)
        return COACH_OK;
    g_autoptr(GArray) found = g_array_new(FALSE, TRUE, sizeof(struct trainer_link));
    coach_status status =
        record_load_all(c, &trainer_category_table,
                        "trainer_id = $1 AND is_primary AND is_active ORDER BY category_id",
                        &link->trainer_id, found);
    if (status != COACH_OK || found->len == 0)
        return status;
    const struct trainer_link *first = &g_array_index(found, struct trainer_link, 0);
    if (id_equal(&first->target_id, &link->target_id))
        return COACH_OK;
    g_autofree char *part = history_part(&trainer_category_table, first);
    fail(&c->failure, COACH_CONFLICT, "is_primary",
         "the trainer has another primary category already");
    return fail_other(&c->failure, &first->trainer_id, part);
}

/* A trainer has one primary category at most: the one before steps back. */
static coach_status clear_primary(coach *c, const struct trainer_link *next) {
    GArray *found = g_array_new(FALSE, TRUE, sizeof(struct trainer_link));
    coach_status status =
        record_load_all(c, &trainer_category_table,
                        "trainer_id = $1 AND is_primary AND is_active ORDER BY category_id",
                        &next->trainer_id, found);
    for (guint i = 0; status == COACH_OK && i < found->len; i++) {
        struct trainer_link before = g_array_index(found, struct trainer_link, i), link = before;
        link.is_primary = id_equal(&link.target_id, &next->target_id);
        status = record_update(c, &trainer_category_table, &before, &link);
    }
    g_array_unref(found);
    return status;
}

static coach_status refuse(coach *c, const struct linking *how, const struct trainer_link *link) {
    bool tag = how->table == &trainer_tag_table;
    const char *who, *what;
    coach_status status = record_label(c, &trainer_table, &link->trainer_id, &who);
    if (status == COACH_OK)
        status = record_label(c, how->target, &link->target_id, &what);
    if (status != COACH_OK)
        return status;
    if (how->on)
        return fail(&c->failure, COACH_CONFLICT, NULL, "%s %s \"%s\" already", who,
                    tag ? "has the tag" : "is in the category", what);
    return fail(&c->failure, COACH_NOT_FOUND, NULL, "%s %s \"%s\"", who,
                tag ? "does not have the tag" : "is not in the category", what);
}

static coach_status link_write(coach *c, const struct linking *how,
                               const struct trainer_link *before, struct trainer_link *link) {
    link->is_primary = how->primary;
    if (!before)
        return record_insert(c, how->table, link);
    link->base.is_active = how->on;
    return record_update(c, how->table, before, link);
}

static coach_status find_target(coach *c, const struct linking *how, const char *which,
                                struct id *target) {
    coach_status status = record_find(c, how->target, which, target);
    return status == COACH_OK && how->on
               ? check_active(c, how->target, target,
                              how->target == &tag_table ? "the tag" : "the category")
               : status;
}

static coach_status link_one(coach *c, const struct linking *how, const struct id *trainer,
                             const char *which) {
    struct trainer_link link = {.trainer_id = *trainer}, before;
    bool there = false;
    coach_status status = find_target(c, how, which, &link.target_id);
    if (status == COACH_OK)
        status = record_load_same(c, how->table, &link, &before, &there);
    if (status != COACH_OK)
        return status;
    bool is_on = there && before.base.is_active;
    if (is_on == how->on && !how->primary)
        return refuse(c, how, &link);
    if (how->primary)
        status = clear_primary(c, &link);
    if (there)
        link = before;
    return status == COACH_OK ? link_write(c, how, there ? &before : NULL, &link) : status;
}

static coach_status link_all(coach *c, struct change *change) {
    const struct linking *how = change->request;
    coach_status status = record_find(c, &trainer_table, change->which, &change->id);
    for (size_t i = 0; status == COACH_OK && how->targets[i]; i++)
        status = link_one(c, how, &change->id, how->targets[i]);
    return status;
}

static coach_status run(coach *c, const char *trainer, const struct linking *how, coach_id *id) {
    return change_run(c, link_all, (struct change){.which = trainer, .request = how}, id);
}

coach_status coach_trainer_categorize(coach *c, const char *trainer, const char *category,
                                      bool primary, coach_id *id) {
    const char *const targets[] = {category, NULL};
    struct linking how = {&trainer_category_table, &category_table, targets, true, primary};
    return run(c, trainer, &how, id);
}

coach_status coach_trainer_uncategorize(coach *c, const char *trainer, const char *category,
                                        coach_id *id) {
    const char *const targets[] = {category, NULL};
    struct linking how = {&trainer_category_table, &category_table, targets, false, false};
    return run(c, trainer, &how, id);
}

coach_status coach_trainer_tag(coach *c, const char *trainer, const char *const *which,
                               coach_id *id) {
    struct linking how = {&trainer_tag_table, &tag_table, which, true, false};
    return run(c, trainer, &how, id);
}

coach_status coach_trainer_untag(coach *c, const char *trainer, const char *const *which,
                                 coach_id *id) {
    struct linking how = {&trainer_tag_table, &tag_table, which, false, false};
    return run(c, trainer, &how, id);
}
