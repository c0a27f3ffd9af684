/* calendar_import.c - a text of another program is taken, UID by UID. */
#include "domain/calendar_import.h"

#include <string.h>

static void group_free(void *data) {
    struct group *group = data;
    g_ptr_array_unref(group->sources);
    g_array_unref(group->occurrences);
    g_free(group);
}

/* The groups in the order in which their UIDs first stand there. */
static GPtrArray *groups_of(const struct import *import) {
    GPtrArray *groups = g_ptr_array_new_with_free_func(group_free);
    g_autoptr(GHashTable) by_uid = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < import->sources->len; i++) {
        struct source *source = g_ptr_array_index(import->sources, i);
        struct group *group = g_hash_table_lookup(by_uid, source->event.uid);
        if (!group) {
            group = g_new0(struct group, 1);
            group->uid = source->event.uid;
            group->sources = g_ptr_array_new();
            group->occurrences = g_array_new(FALSE, FALSE, sizeof(struct occurrence));
            g_hash_table_insert(by_uid, source->event.uid, group);
            g_ptr_array_add(groups, group);
        }
        g_ptr_array_add(group->sources, source);
    }
    return groups;
}

static coach_status take_groups(struct import *import) {
    g_autoptr(GPtrArray) groups = groups_of(import);
    coach *c = import->c;
    coach_status status = COACH_OK;
    for (guint i = 0; status == COACH_OK && i < groups->len; i++) {
        if (c->interrupted && *c->interrupted)
            return fail(&c->failure, COACH_INTERRUPTED, NULL, "interrupted");
        status = group_expand(import, g_ptr_array_index(groups, i));
        if (status == COACH_OK)
            status = group_take(import, g_ptr_array_index(groups, i));
    }
    return status;
}

/* Whose sessions they are: times without a zone are the trainer's. */
static coach_status find_people(struct import *import) {
    const coach_import *how = import->how;
    coach *c = import->c;
    coach_status status = COACH_OK;
    if (how->client)
        status = relationship_meant(c, NULL, how->client, how->trainer, &import->of);
    if (status != COACH_OK)
        return status;
    import->trainer = import->of.trainer_id;
    if (how->trainer && !how->client)
        status = record_find(c, &trainer_table, how->trainer, &import->trainer);
    return status == COACH_OK && !id_is_nil(&import->trainer) ? near_trainer(c, &import->trainer)
                                                              : status;
}

struct asked {
    const coach_import *how;
    const char *name, *text;
    size_t length;
    coach_imported counts;
};

static coach_status work(coach *c, void *data) {
    struct asked *asked = data;
    asked->counts = (coach_imported){0};
    struct import import = {
        .c = c, .how = asked->how, .name = asked->name, .counts = &asked->counts};
    record_init(&relationship_table, &import.of);
    coach_status status = actor_require(c);
    if (status == COACH_OK)
        status = find_people(&import);
    if (status == COACH_OK)
        status = import_read(&import, asked->text, asked->length);
    if (status == COACH_OK)
        status = take_groups(&import);
    import_clear(&import);
    record_clear(&relationship_table, &import.of);
    near_clear(c);
    return status;
}

coach_status coach_calendar_import(coach *c, const coach_import *how, const char *name,
                                   const char *text, size_t length, coach_imported *counts) {
    struct asked asked = {.how = how, .name = name, .text = text, .length = length};
    coach_status status = coach_transact(c, COACH_WRITE, work, &asked);
    if (status != COACH_OK)
        return status;
    counts->made += asked.counts.made;
    counts->changed += asked.counts.changed;
    counts->cancelled += asked.counts.cancelled;
    counts->same += asked.counts.same;
    counts->failed += asked.counts.failed;
    counts->unread += asked.counts.unread;
    return COACH_OK;
}

coach_status coach_calendar_uid(coach *c, const char *text, size_t length, char **uid) {
    coach_imported counts = {0};
    struct import import = {.c = c, .counts = &counts};
    coach_status status = import_read(&import, text, length);
    *uid = NULL;
    if (status == COACH_OK && import.sources->len) {
        const struct source *first = g_ptr_array_index(import.sources, 0);
        *uid = g_strdup(first->event.uid);
    }
    import_clear(&import);
    if (status != COACH_INVALID)
        return status;
    failure_clear(&c->failure);
    return COACH_OK;
}
