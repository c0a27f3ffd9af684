/* person.c - what there is about a person, by the fields of the tables and by the history. */
#include "domain/person.h"

#include "store/history_erase.h"
#include "store/row.h"

#include <string.h>

/* ---- Which fields ---- */

/* The table by whose rows a field can lead to a person; NULL: it does not. */
static const struct table *leads_to(const struct table *table, const struct field *field) {
    if (!stored(field) || field->view.type != COACH_TYPE_UUID ||
        strcmp(field->view.name, "created_by") == 0)
        return NULL;
    const struct table *target = table_of(field->view.target);
    return target && target != table && target->row_size ? target : NULL;
}

static void append_condition(GString *sql, const struct table *table, const char *prefix) {
    if (table == &user_table) {
        g_string_append_printf(sql, "%sid = $1", prefix);
        return;
    }
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        const struct table *target = leads_to(table, field);
        g_autofree char *of_target =
            target && target != &user_table ? person_condition(target, "") : NULL;
        if (target != &user_table && !of_target)
            continue;
        g_string_append_printf(sql, "%s%s%s", sql->len ? " OR " : "", prefix, field->view.name);
        if (of_target)
            g_string_append_printf(sql, " IN (SELECT id FROM %s WHERE %s)", target->name,
                                   of_target);
        else
            g_string_append(sql, " = $1");
    }
}

char *person_condition(const struct table *table, const char *prefix) {
    GString *sql = g_string_new(NULL);
    if (table->row_size && table != &operation_table)
        append_condition(sql, table, prefix);
    return g_string_free(sql, sql->len == 0);
}

/* ---- Rows that are there ---- */

static bool add(GHashTable **set, const struct id *id) {
    if (!*set)
        *set = id_table_new();
    return g_hash_table_insert(*set, g_memdup2(id, sizeof *id), NULL);
}

static coach_status find_rows(coach *c, const struct table *table, const struct id *id,
                              struct person *person) {
    g_autofree char *condition = person_condition(table, "");
    if (!condition)
        return COACH_OK;
    g_autofree char *sql =
        g_strdup_printf("SELECT %s FROM %s WHERE %s",
                        table->keys ? table->fields[0].view.name : "id", table->name, condition);
    GArray *ids;
    coach_status status = collect_ids(c, sql, id, NULL, &ids);
    if (status != COACH_OK)
        return status;
    for (guint i = 0; i < ids->len; i++)
        add(&person->rows[table->noun], &g_array_index(ids, struct id, i));
    g_array_unref(ids);
    return COACH_OK;
}

/* ---- Rows that were removed ---- */

static const char *text_of(const GArray *members, const char *field) {
    const struct json_member *member = members ? json_member_named(members, field) : NULL;
    return member && member->value.kind == JSON_STRING ? member->value.text : NULL;
}

static bool refers(const struct history_change *change, const struct person *person) {
    const struct table *table = change->table;
    for (size_t i = 0; i < table->count; i++) {
        const struct table *target = leads_to(table, &table->fields[i]);
        const char *text = target ? text_of(change->before, table->fields[i].view.name) : NULL;
        struct id id;
        if (text && id_parse(text, &id) && person->rows[target->noun] &&
            g_hash_table_contains(person->rows[target->noun], &id))
            return true;
    }
    return false;
}

static bool has_email(const struct person *person, const char *email) {
    g_autofree char *key = email ? g_utf8_casefold(email, -1) : NULL;
    for (guint i = 0; key && i < person->emails->len; i++) {
        g_autofree char *other = g_utf8_casefold(g_ptr_array_index(person->emails, i), -1);
        if (strcmp(key, other) == 0)
            return true;
    }
    return false;
}

/* Somebody who was added, taken back, and added again under the same address, is one person. */
static bool is_about(const struct history_change *change, const struct person *person) {
    return change->table == &user_table
               ? has_email(person, text_of(change->before, "email"))
               : change->table != &operation_table && refers(change, person);
}

static coach_status find_removed(coach *c, struct person *person) {
    g_autoptr(GArray) changes = history_changes_new();
    coach_status status = history_removals(c, changes);
    for (bool more = true; status == COACH_OK && more;) {
        more = false;
        for (guint i = 0; i < changes->len; i++) {
            const struct history_change *change = &g_array_index(changes, struct history_change, i);
            coach_noun noun = change->table->noun;
            if (!is_about(change, person) || !add(&person->rows[noun], &change->row_id))
                continue;
            add(&person->removed[noun], &change->row_id);
            more = true;
        }
    }
    return status;
}

/* ---- Who is meant ---- */

/* Whether a change that removed somebody is of the one whom a full id, the first digits of it, or
 * an e-mail address names. */
static bool is_named(const struct history_change *change, const char *which) {
    struct id lowest, highest;
    const char *email = text_of(change->before, "email");
    g_autofree char *key = g_utf8_casefold(which, -1),
                    *other = g_utf8_casefold(email ? email : "", -1);
    if (strcmp(key, other) == 0)
        return true;
    return id_prefix(which, &lowest, &highest) &&
           memcmp(&change->row_id, &lowest, sizeof lowest) >= 0 &&
           memcmp(&change->row_id, &highest, sizeof highest) <= 0;
}

static coach_status ambiguous(coach *c, const char *which, const GArray *removals, guint one,
                              guint other) {
    fail(&c->failure, COACH_AMBIGUOUS, NULL, "\"%.80s\" is more than one user", which);
    for (guint i = 0; i < 2; i++) {
        char id[ID_TEXT];
        id_format(&g_array_index(removals, struct history_change, i ? other : one).row_id, id);
        fail_hint(&c->failure, "%s", id);
    }
    return COACH_AMBIGUOUS;
}

/* What an e-mail address names is one person, the last of that address. */
static coach_status find_in_history(coach *c, const char *which, struct id *id) {
    g_autoptr(GArray) removals = history_changes_new();
    guint found = G_MAXUINT;
    coach_status status = history_removals(c, removals);
    for (guint i = 0; status == COACH_OK && i < removals->len; i++) {
        const struct history_change *change = &g_array_index(removals, struct history_change, i);
        if (change->table != &user_table || !is_named(change, which))
            continue;
        if (found == G_MAXUINT) {
            found = i;
            *id = change->row_id;
        } else if (!strchr(which, '@') && !id_equal(&change->row_id, id)) {
            return ambiguous(c, which, removals, found, i);
        }
    }
    return status == COACH_OK && found == G_MAXUINT ? record_not_found(c, &user_table, which)
                                                    : status;
}

coach_status person_named(coach *c, const char *which, struct id *id, bool *removed) {
    coach_status status = record_find(c, &user_table, which, id);
    *removed = status == COACH_NOT_FOUND;
    if (!*removed)
        return status;
    failure_clear(&c->failure);
    return find_in_history(c, which, id);
}

/* ---- The person ---- */

static coach_status find_emails(coach *c, const struct id *id, struct person *person) {
    g_autoptr(GArray) changes = history_changes_new(), now = NULL;
    coach_status status = history_members_now(c, &user_table, id, "", &now);
    if (status == COACH_OK)
        status = history_since(c, &user_table, id, "", 0, changes);
    if (status != COACH_OK)
        return status;
    const char *email = text_of(now, "email");
    if (email)
        g_ptr_array_add(person->emails, g_strdup(email));
    for (guint i = 0; i < changes->len; i++) {
        email = text_of(g_array_index(changes, struct history_change, i).before, "email");
        if (email && !has_email(person, email))
            g_ptr_array_add(person->emails, g_strdup(email));
    }
    return COACH_OK;
}

static coach_status find_there(coach *c, const struct id *id, struct person *person) {
    coach_status status = find_emails(c, id, person);
    for (int noun = 0; status == COACH_OK && noun < COACH_NOUN_COUNT; noun++)
        if (table_of((coach_noun)noun))
            status = find_rows(c, table_of((coach_noun)noun), id, person);
    return status;
}

coach_status people_find(coach *c, const struct id *ids, size_t count, struct person *person) {
    *person = (struct person){.id = *ids, .emails = g_ptr_array_new_with_free_func(g_free)};
    coach_status status = COACH_OK;
    for (size_t i = 0; status == COACH_OK && i < count; i++)
        status = find_there(c, &ids[i], person);
    return status == COACH_OK ? find_removed(c, person) : status;
}

coach_status person_find(coach *c, const struct id *id, struct person *person) {
    return people_find(c, id, 1, person);
}

void person_clear(struct person *person) {
    for (int noun = 0; noun < COACH_NOUN_COUNT; noun++) {
        g_clear_pointer(&person->rows[noun], g_hash_table_unref);
        g_clear_pointer(&person->removed[noun], g_hash_table_unref);
    }
    g_clear_pointer(&person->emails, g_ptr_array_unref);
}

static int by_id(const void *a, const void *b) {
    return memcmp(a, b, sizeof(struct id));
}

GArray *person_ids(GHashTable *set) {
    GArray *ids = g_array_new(FALSE, FALSE, sizeof(struct id));
    GHashTableIter iter;
    void *id;
    g_hash_table_iter_init(&iter, set);
    while (g_hash_table_iter_next(&iter, &id, NULL))
        g_array_append_vals(ids, id, 1);
    g_array_sort(ids, by_id);
    return ids;
}

static bool is_erased(const struct history_change *change, const GArray *members) {
    g_autofree char *erased = erased_text(field_named(&user_table, "email"), &change->row_id);
    return g_strcmp0(text_of(members, "email"), erased) == 0;
}

/* Of somebody who is gone the erasure changed no more than the history. */
static coach_status erased_before(coach *c, const struct history_change *change, bool *erased) {
    g_autoptr(GArray) changes = history_changes_new();
    coach_status status = history_since(c, &user_table, &change->row_id, change->part, 0, changes);
    for (guint i = 0; i < changes->len; i++) {
        const struct history_change *one = &g_array_index(changes, struct history_change, i);
        *erased |= history_kind(one) == HISTORY_REMOVED && is_erased(one, one->before);
    }
    return status;
}

coach_status person_erased_by(coach *c, const GArray *changes, bool *erased) {
    coach_status status = COACH_OK;
    *erased = false;
    for (guint i = 0; status == COACH_OK && i < changes->len; i++) {
        const struct history_change *change = &g_array_index(changes, struct history_change, i);
        if (change->table != &user_table || history_kind(change) != HISTORY_CHANGED)
            continue;
        *erased |= is_erased(change, change->after);
        if (!change->before->len)
            status = erased_before(c, change, erased);
    }
    return status;
}
