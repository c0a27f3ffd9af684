/* calendar_import.c - a text of another program is taken, UID by UID. */
#include "domain/calendar_import.h"

#include <string.h>

static void group_free(void *data) {
    struct group *group = data;
    g_ptr_array_unref(group->sources);
    g_array_unref(group->occurrences);
    g_free(group);
}

/* Puts the sources together by their UIDs. */
static void make_groups(struct import *import) {
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
            g_ptr_array_add(import->groups, group);
        }
        g_ptr_array_add(group->sources, source);
    }
}

static coach_status session_exists(coach *c, const struct id *id, bool *exists) {
    struct statement *s;
    coach_status status = db_first(c->db, "SELECT 1 FROM training_session WHERE id = $1", id, &s);
    *exists = s != NULL;
    db_finish(s);
    return status;
}

/* What is said of one session of coach's own. */
static coach_status take_own(struct import *import, struct group *group, const struct id *id) {
    coach_status status = COACH_OK;
    if (group->whole && group->whole->event.rule) {
        fail(&import->c->failure, COACH_REFUSED, NULL,
             "it recurs there now; coach session schedule --repeat books a series");
        import_problem(import, group->whole);
        return COACH_OK;
    }
    for (guint i = 0; status == COACH_OK && i < group->occurrences->len; i++)
        status = occurrence_take(import, group,
                                 &g_array_index(group->occurrences, struct occurrence, i), id);
    return status;
}

static coach_status take_group(struct import *import, struct group *group) {
    struct id id;
    bool session = false, series = false;
    coach_status status = group_expand(import, group);
    if (status == COACH_OK && id_parse(group->uid, &id)) {
        status = session_exists(import->c, &id, &session);
        if (status == COACH_OK && !session)
            status = series_exists(import->c, &id, &series);
    }
    if (status != COACH_OK)
        return status;
    group->own = session || series;
    if (series)
        return series_take(import, group, &id);
    return session ? take_own(import, group, &id) : foreign_take(import, group);
}

static coach_status take_groups(struct import *import) {
    coach *c = import->c;
    coach_status status = COACH_OK;
    for (guint i = 0; status == COACH_OK && i < import->groups->len; i++) {
        if (c->interrupted && *c->interrupted)
            return fail(&c->failure, COACH_INTERRUPTED, NULL, "interrupted");
        status = take_group(import, g_ptr_array_index(import->groups, i));
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
    const coach_text *texts;
    size_t count;
    coach_imported counts;
};

/* Takes a text, of which all is kept for what is put off. */
static coach_status take_text(struct import *import, const coach_text *text) {
    import->name = text->name;
    import->groups = g_ptr_array_new_with_free_func(group_free);
    if (text->problem) {
        problem_in(import->c, &(struct problem){.file = text->name, .reason = text->problem},
                   g_strdup(text->problem));
        import->counts->unread++;
        return COACH_OK;
    }
    coach_status status = import_read(import, text->bytes, text->length);
    if (status != COACH_OK)
        return status;
    make_groups(import);
    return take_groups(import);
}

static coach_status take_texts(const struct import *of, const struct asked *asked) {
    g_autofree struct import *imports = g_new0(struct import, asked->count);
    coach_status status = COACH_OK;
    size_t count = 0;
    while (status == COACH_OK && count < asked->count) {
        imports[count] = *of;
        status = take_text(&imports[count], &asked->texts[count]);
        count++;
    }
    if (status == COACH_OK)
        status = put_off_take(of->c, of->put_off);
    while (count-- > 0) {
        g_ptr_array_unref(imports[count].groups);
        import_clear(&imports[count]);
    }
    return status;
}

static coach_status work(coach *c, void *data) {
    struct asked *asked = data;
    g_autoptr(GArray) put_off = g_array_new(FALSE, FALSE, sizeof(struct taking));
    asked->counts = (coach_imported){0};
    struct import import = {
        .c = c, .how = asked->how, .counts = &asked->counts, .put_off = put_off};
    record_init(&relationship_table, &import.of);
    coach_status status = actor_require(c);
    if (status == COACH_OK)
        status = find_people(&import);
    if (status == COACH_OK)
        status = take_texts(&import, asked);
    record_clear(&relationship_table, &import.of);
    near_clear(c);
    return status;
}

coach_status coach_calendar_import(coach *c, const coach_import *how, const coach_text *texts,
                                   size_t count, coach_imported *counts) {
    struct asked asked = {.how = how, .texts = texts, .count = count};
    coach_status status = coach_transact(c, COACH_WRITE, work, &asked);
    if (status == COACH_OK)
        *counts = asked.counts;
    return status;
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
