/* erase.c - a person is erased: what rows and their history say of them goes, and what counts
 * stays. */
#include "domain/person.h"
#include "domain/session.h"
#include "store/history_erase.h"

#include <string.h>

#define COMING "ends_at > $2 AND " SESSION_OCCUPIES

static const char coming[] =
    "SELECT id FROM training_session WHERE (client_id = $1 OR trainer_id IN "
    "(SELECT id FROM trainer_profile WHERE user_id = $1)) AND " COMING " ORDER BY scheduled_at, id";

/* ---- Whether ---- */

/* What is still to come is known to others: it is cancelled first. */
static coach_status settle_sessions(coach *c, const struct id *user, bool cancel) {
    GArray *ids;
    coach_status status = collect_ids(c, coming, user, &c->now, &ids);
    if (status != COACH_OK)
        return status;
    if (cancel) {
        status = session_cancel_all(c, ids, NULL);
    } else if (ids->len) {
        bool one = ids->len == 1;
        fail(&c->failure, COACH_REFUSED, NULL, "the user still has %u coming session%s", ids->len,
             one ? "" : "s");
        status = fail_hint(&c->failure, "cancel %s first; --force does so", one ? "it" : "them");
    }
    g_array_unref(ids);
    return status;
}

static guint size_of(GHashTable *set) {
    return set ? g_hash_table_size(set) : 0;
}

/* By what the person is known, the name or, where the row has been taken back, the address. */
static coach_status name_of(coach *c, const struct person *person, const char **name) {
    coach_status status = record_label(c, &user_table, &person->id, name);
    if (status == COACH_OK && !**name && person->emails->len)
        *name = g_ptr_array_index(person->emails, 0);
    return status;
}

static coach_status unsaid(coach *c, const struct person *person) {
    g_autoptr(GString) rows = g_string_new(NULL);
    const char *name;
    char id[ID_TEXT];
    coach_status status = name_of(c, person, &name);
    if (status != COACH_OK)
        return status;
    for (int noun = 0; noun < COACH_NOUN_COUNT; noun++) {
        const struct table *table = table_of((coach_noun)noun);
        guint there = size_of(person->rows[noun]) - size_of(person->removed[noun]);
        if (there && erases(table))
            g_string_append_printf(rows, "%s%s: %u", rows->len ? ", " : "",
                                   coach_noun_name((coach_noun)noun), there);
    }
    id_format(&person->id, id);
    fail(&c->failure, COACH_REFUSED, NULL, "erasing %s cannot be undone", name);
    fail_hint(&c->failure, "what would lose its texts: %s",
              rows->len ? rows->str : "the history of rows that were taken back");
    return fail_hint(&c->failure, "coach user erase %s --yes does it", id);
}

/* ---- Rows ---- */

/* The erasure is told of each row, also where only its history had something to lose, so that
 * nothing older is taken back. */
static coach_status erase_row(coach *c, const struct table *table, const struct id *id) {
    struct base key = {.id = *id};
    void *before = g_malloc0(table->row_size), *row = g_malloc0(table->row_size);
    bool there = false;
    coach_status status = record_load_same(c, table, &key, before, &there);
    if (status == COACH_OK && there && (status = record_load(c, table, id, row)) == COACH_OK) {
        int64_t changes = c->operation.changes;
        row_erase(table, row);
        if (table == &user_table)
            ((struct base *)row)->is_active = false;
        status = record_update(c, table, before, row);
        if (status == COACH_OK && c->operation.changes == changes)
            status = history_changed(c, table, before, before);
        record_clear(table, row);
    }
    if (there)
        record_clear(table, before);
    g_free(before);
    g_free(row);
    return status;
}

static coach_status tell_of_removed(coach *c, const struct table *table, const struct id *id) {
    void *key = history_key(table, id, "");
    coach_status status = history_changed(c, table, key, key);
    record_clear(table, key);
    g_free(key);
    return status;
}

/* Links go altogether. id: the first of their keys. */
static coach_status remove_links(coach *c, const struct table *table, const struct id *id) {
    GArray *rows = g_array_new(FALSE, TRUE, (guint)table->row_size);
    g_autofree char *which = g_strdup_printf("%s = $1 ORDER BY %s", table->fields[0].view.name,
                                             table->fields[1].view.name);
    coach_status status = record_load_all(c, table, which, id, rows);
    for (guint i = 0; i < rows->len; i++) {
        void *row = rows->data + i * table->row_size;
        if (status == COACH_OK)
            status = record_remove(c, table, row);
        record_clear(table, row);
    }
    g_array_unref(rows);
    return status;
}

static coach_status erase_of(coach *c, const struct table *table, const struct id *id,
                             bool removed) {
    coach_status status = erases_rows(table) ? remove_links(c, table, id)
                          : removed          ? tell_of_removed(c, table, id)
                                             : erase_row(c, table, id);
    return status == COACH_OK && !table->no_history ? history_erase(c, table, id) : status;
}

static coach_status erase_table(coach *c, const struct table *table, const struct person *person,
                                GHashTable *numbers) {
    GHashTable *set = person->rows[table->noun], *removed = person->removed[table->noun];
    g_autoptr(GArray) ids = person_ids(set);
    coach_status status = COACH_OK;
    for (guint i = 0; status == COACH_OK && i < ids->len; i++) {
        const struct id *id = &g_array_index(ids, struct id, i);
        if (erases(table))
            status = erase_of(c, table, id, removed && g_hash_table_contains(removed, id));
        if (status == COACH_OK)
            status = operations_of_row(c, id, numbers);
    }
    return status;
}

static guint number_hash(const void *number) {
    return g_int64_hash(number);
}

static coach_status erase_all(coach *c, const struct person *person) {
    g_autoptr(GHashTable) numbers = g_hash_table_new_full(number_hash, g_int64_equal, g_free, NULL);
    coach_status status = COACH_OK;
    for (int noun = 0; status == COACH_OK && noun < COACH_NOUN_COUNT; noun++)
        if (person->rows[noun])
            status = erase_table(c, table_of((coach_noun)noun), person, numbers);
    if (status == COACH_OK)
        status = operations_by(c, &person->id, numbers);
    if (status == COACH_OK)
        status = operations_naming(c, person->emails, numbers);
    return status == COACH_OK ? operations_erase(c, numbers) : status;
}

/* ---- The call ---- */

static coach_status is_acting(coach *c) {
    fail(&c->failure, COACH_REFUSED, NULL, "the acting user cannot be erased");
    return fail_hint(&c->failure, "somebody else can do it: --as EMAIL");
}

static coach_status erase(coach *c, struct change *change) {
    const coach_erasing *how = change->request;
    struct person person = {0};
    bool removed;
    coach_status status = person_named(c, change->which, &change->id, &removed);
    if (status == COACH_OK && id_equal(&change->id, &c->actor))
        status = is_acting(c);
    if (status == COACH_OK)
        status = settle_sessions(c, &change->id, how->cancel_sessions);
    if (status == COACH_OK)
        status = person_find(c, &change->id, &person);
    if (status == COACH_OK && !how->yes && !c->rehearse)
        status = unsaid(c, &person);
    if (status == COACH_OK)
        status = erase_all(c, &person);
    c->wipe = status == COACH_OK;
    if (c->wipe && removed) {
        note(c, "only the history knew the person");
        change->id = (struct id){{0}};
    }
    person_clear(&person);
    return status;
}

coach_status coach_user_erase(coach *c, const char *which, const coach_erasing *how, coach_id *id) {
    coach_status status = change_run(c, erase, (struct change){.which = which, .request = how}, id);
    struct id shown;
    if (status == COACH_OK && id_parse(id->text, &shown) && id_is_nil(&shown))
        id->text[0] = '\0';
    return status;
}
