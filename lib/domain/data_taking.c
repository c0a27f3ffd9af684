/* data_taking.c - what is known while records are taken in, and what is done with those that stand
 * in each other's way. */
#include "domain/data_take.h"

#include "domain/person.h"
#include "store/history_erase.h"
#include "store/row.h"

#include <string.h>

/* ---- Who was erased ---- */

static coach_status find_erased_ids(coach *c, GArray *ids) {
    const struct field *email = field_named(&user_table, "email");
    struct statement *s;
    bool row;
    coach_status status =
        db_prepare(c->db, "SELECT id, email FROM app_user WHERE email LIKE $1", &s);
    if (status != COACH_OK)
        return status;
    db_bind_text(s, 1, "erased-%");
    while ((status = db_step(s, &row)) == COACH_OK && row) {
        struct id id = db_id(s, 0);
        g_autofree char *erased = erased_text(email, &id);
        if (g_strcmp0(db_text(s, 1, NULL), erased) == 0)
            g_array_append_val(ids, id);
    }
    db_finish(s);
    return status;
}

static coach_status find_erased(struct taking *t) {
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(struct id));
    struct person all;
    coach_status status = find_erased_ids(t->c, ids);
    if (status != COACH_OK || ids->len == 0)
        return status;
    status = people_find(t->c, (const struct id *)(const void *)ids->data, ids->len, &all);
    for (int noun = 0; status == COACH_OK && noun < COACH_NOUN_COUNT; noun++)
        t->erased[noun] = g_steal_pointer(&all.rows[noun]);
    person_clear(&all);
    return status;
}

/* ---- In each other's way ---- */

static bool text_of_its_own(const struct field *field) {
    return field->unique && field->view.type != COACH_TYPE_UUID;
}

/* What no two may have, and the record changes, becomes what nobody else has. */
static bool set_apart(const struct record *record, void *row) {
    bool any = false;
    char id[ID_TEXT];
    id_format(row, id);
    for (size_t i = 0; i < record->count; i++) {
        const struct field *field = record->given[i].field;
        if (!text_of_its_own(field) || !record->given[i].text)
            continue;
        char **value = member(row, field);
        if (g_strcmp0(*value, record->given[i].text) == 0)
            continue;
        g_free(*value);
        *value =
            g_strconcat(id, field->view.type == COACH_TYPE_EMAIL ? "@import.invalid" : NULL, NULL);
        any = true;
    }
    return any;
}

static coach_status set_free(struct taking *t, const struct table *table, const struct id *id,
                             const struct record *record) {
    const struct base key = {.id = *id};
    void *before = g_malloc0(table->row_size), *row = g_malloc0(table->row_size);
    bool found = false;
    coach_status status = record_load_same(t->c, table, &key, before, &found);
    if (status == COACH_OK && found && (status = record_load(t->c, table, id, row)) == COACH_OK) {
        if (set_apart(record, row))
            status = record_update_as_is(t->c, table, before, row);
        record_clear(table, row);
    }
    if (found)
        record_clear(table, before);
    g_free(before);
    g_free(row);
    return status;
}

coach_status taking_loosen(struct taking *t, const GPtrArray *waiting) {
    coach_status status = COACH_OK;
    t->coming = id_table_new();
    t->loose = t->how->on_conflict == COACH_CONFLICT_UPDATES && !t->how->best_effort &&
               !db_login(t->c->db).fixed;
    for (guint i = 0; status == COACH_OK && i < waiting->len; i++) {
        const struct record *record = g_ptr_array_index(waiting, i);
        const struct table *table = record->table;
        const struct given *given =
            table->keys ? NULL : record_given(record, field_named(table, "id"));
        struct id id;
        if (!given || !given->text || !id_parse(given->text, &id))
            continue;
        g_hash_table_insert(t->coming, g_memdup2(&id, sizeof id), NULL);
        const struct id *other = g_hash_table_lookup(t->others, &id);
        if (t->loose)
            status = set_free(t, table, other ? other : &id, record);
    }
    return status;
}

coach_status data_check_unseen(struct taking *t, const struct unseen *unseen) {
    const struct table *table = unseen->record->table;
    const struct arrival how = {.force = t->how->force, .pairs = t->pairs};
    void *row = g_malloc0(table->row_size);
    coach_status status = record_load(t->c, table, &unseen->id, row);
    if (status == COACH_OK) {
        status = change_check(t->c, table, unseen->before, row, &how);
        record_clear(table, row);
    }
    g_free(row);
    return status;
}

coach_status data_set_maker(struct taking *t, const struct maker *maker) {
    const struct base key = {.id = maker->of};
    void *before = g_malloc0(user_table.row_size), *row = g_malloc0(user_table.row_size);
    bool found = false;
    coach_status status = id_is_nil(&maker->of)
                              ? COACH_OK
                              : record_load_same(t->c, &user_table, &key, before, &found);
    if (status == COACH_OK && found &&
        (status = record_load(t->c, &user_table, &maker->of, row)) == COACH_OK) {
        ((struct base *)row)->created_by = maker->id;
        status = record_update_as_is(t->c, &user_table, before, row);
        record_clear(&user_table, row);
    }
    if (found)
        record_clear(&user_table, before);
    g_free(before);
    g_free(row);
    return status;
}

/* ---- The whole ---- */

static void unseen_clear(void *data) {
    struct unseen *unseen = data;
    record_clear(unseen->record->table, unseen->before);
    g_free(unseen->before);
    record_free(unseen->record);
}

coach_status taking_init(struct taking *t, coach *c, const coach_data_import *how) {
    *t = (struct taking){
        .c = c,
        .how = how,
        .others = id_table_new(),
        .named = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
        .pairs = id_table_new(),
        .makers = g_array_new(FALSE, FALSE, sizeof(struct maker)),
        .unseen = g_array_new(FALSE, FALSE, sizeof(struct unseen)),
    };
    g_array_set_clear_func(t->unseen, unseen_clear);
    if (how->fresh)
        return COACH_OK;
    t->actor = c->actor;
    return find_erased(t);
}

void taking_clear(struct taking *t) {
    for (size_t i = 0; i < COACH_NOUN_COUNT; i++) {
        g_clear_pointer(&t->known[i], g_hash_table_unref);
        g_clear_pointer(&t->erased[i], g_hash_table_unref);
    }
    g_hash_table_unref(t->others);
    g_hash_table_unref(t->named);
    g_hash_table_unref(t->pairs);
    g_clear_pointer(&t->coming, g_hash_table_unref);
    g_array_unref(t->makers);
    g_array_unref(t->unseen);
}
