/* data_take.c - one record becomes a row, or is one already. */
#include "domain/data_take.h"

#include "base/text.h"
#include "domain/data_value.h"
#include "store/history_erase.h"
#include "store/row.h"

#include <string.h>

struct arriving {
    struct taking *t;
    const struct record *record;
    const struct table *table;
    void *row;
    void *before; /* as it stands here; NULL: it does not */
    struct id id; /* that the record gives; nil: none */
};

/* ---- What is here already ---- */

static bool is_base(const struct field *field) {
    return field->row < sizeof(struct base) && strcmp(field->view.name, "is_active") != 0;
}

/* What a record says of a row and is not so: the names of the fields. The caller's, or NULL. */
static char *differing(const struct arriving *a, bool with_base) {
    GString *names = g_string_new(NULL);
    for (size_t i = 0; i < a->record->count; i++) {
        const struct field *field = a->record->given[i].field;
        if ((!with_base && is_base(field)) ||
            value_equal(field, const_member(a->before, field), const_member(a->row, field)))
            continue;
        g_string_append_printf(names, "%s%s", names->len ? ", " : "", field->view.name);
    }
    return g_string_free(names, names->len == 0);
}

static void forget_row(const struct table *table, void **row) {
    if (*row)
        record_clear(table, *row);
    g_clear_pointer(row, g_free);
}

static coach_status load_before(struct arriving *a, const void *key) {
    bool found = false;
    a->before = g_malloc0(a->table->row_size);
    coach_status status = record_load_same(a->t->c, a->table, key, a->before, &found);
    if (status != COACH_OK || !found)
        g_clear_pointer(&a->before, g_free);
    return status;
}

/* The row that has a value which no two may have. */
static coach_status find_twin(struct arriving *a, const struct field *field, struct id *twin) {
    const void *value = const_member(a->row, field);
    bool by_key = field->unique == field->key && field->key;
    g_autofree char *key = by_key ? text_key(*(char *const *)value) : NULL;
    g_autofree char *sql =
        g_strdup_printf("SELECT id FROM %s WHERE %s = $1", a->table->name, field->unique);
    struct statement *s;
    bool row = false;
    coach_status status = db_prepare(a->t->c->db, sql, &s);
    if (status != COACH_OK)
        return status;
    if (key)
        db_bind_text(s, 1, key);
    else
        value_bind(s, 1, field, value);
    if ((status = db_step(s, &row)) == COACH_OK && row)
        *twin = db_id(s, 0);
    db_finish(s);
    return status;
}

/* A condition for all that identifies a row, with a parameter for each value that is there. false:
 * the record leaves it open. */
static bool alike(const struct arriving *a, GString *condition, GPtrArray *fields) {
    bool any = false;
    for (size_t i = 0; i < a->table->count; i++) {
        const struct field *field = &a->table->fields[i];
        bool reference = field->view.type == COACH_TYPE_UUID;
        bool absent = field->identifies && value_absent(field, const_member(a->row, field));
        if (!field->identifies || (absent && reference))
            continue;
        if (absent && !(field->view.flags & COACH_FIELD_OPTIONAL))
            return false;
        g_string_append_printf(condition, "%s%s", condition->len ? " AND " : "", field->view.name);
        if (absent) {
            g_string_append(condition, " IS NULL");
            continue;
        }
        g_ptr_array_add(fields, (void *)field);
        g_string_append_printf(condition, " = $%u", fields->len);
        any |= reference;
    }
    return any;
}

static coach_status find_alike(struct arriving *a, struct id *twin) {
    g_autoptr(GString) condition = g_string_new(NULL);
    g_autoptr(GPtrArray) fields = g_ptr_array_new();
    if (!alike(a, condition, fields))
        return COACH_OK;
    g_autofree char *sql = g_strdup_printf(
        "SELECT id FROM %s WHERE %s ORDER BY is_active DESC, created_at, id LIMIT 1",
        a->table->name, condition->str);
    struct statement *s;
    bool row = false;
    coach_status status = db_prepare(a->t->c->db, sql, &s);
    if (status != COACH_OK)
        return status;
    for (guint i = 0; i < fields->len; i++)
        value_bind(s, (int)i + 1, fields->pdata[i], const_member(a->row, fields->pdata[i]));
    if ((status = db_step(s, &row)) == COACH_OK && row)
        *twin = db_id(s, 0);
    db_finish(s);
    return status;
}

/* Looks for the row that a record without a known id is about. */
static coach_status find_same(struct arriving *a) {
    struct id twin = {{0}};
    coach_status status = COACH_OK;
    for (size_t i = 0; status == COACH_OK && id_is_nil(&twin) && i < a->table->count; i++) {
        const struct field *field = &a->table->fields[i];
        if (field->unique && !value_absent(field, const_member(a->row, field)))
            status = find_twin(a, field, &twin);
    }
    if (status == COACH_OK && id_is_nil(&twin) && id_is_nil(&a->id))
        status = find_alike(a, &twin);
    if (status != COACH_OK || id_is_nil(&twin))
        return status;
    status = load_before(a, &(struct base){.id = twin});
    if (status == COACH_OK && !id_is_nil(&a->id))
        g_hash_table_insert(a->t->others, g_memdup2(&a->id, sizeof a->id),
                            g_memdup2(&twin, sizeof twin));
    return status;
}

static coach_status conflict(struct arriving *a, const char *names) {
    coach *c = a->t->c;
    const char *noun = coach_noun_name(a->table->noun);
    char id[ID_TEXT];
    id_format(&((const struct base *)a->before)->id, id);
    a->t->for_good = true;
    fail(&c->failure, COACH_CONFLICT, NULL, "there is that %s already, with another %s%s%s%s", noun,
         names, a->table->keys ? "" : " (", a->table->keys ? "" : id, a->table->keys ? "" : ")");
    return fail_hint(&c->failure, "--on-conflict skip leaves it, --on-conflict update changes it");
}

/* ---- The erased ---- */

/* Whether a record gives back what was taken out of a row when somebody was erased. */
static coach_status gives_back(const struct arriving *a, bool *does) {
    void *gone = g_malloc0(a->table->row_size);
    bool found = false;
    coach_status status = record_load_same(a->t->c, a->table, a->before, gone, &found);
    if (status == COACH_OK && found) {
        row_erase(a->table, gone);
        for (size_t i = 0; i < a->table->count; i++) {
            const struct field *field = &a->table->fields[i];
            if (field->erased &&
                value_equal(field, const_member(a->before, field), const_member(gone, field)) &&
                !value_equal(field, const_member(a->before, field), const_member(a->row, field)))
                *does = true;
        }
        record_clear(a->table, gone);
    }
    g_free(gone);
    return status;
}

static coach_status check_erased(const struct arriving *a) {
    const struct base *before = a->before;
    GHashTable *rows = a->t->erased[a->table->noun];
    const struct id *id = a->table->keys ? const_member(a->row, &a->table->fields[0])
                          : before       ? &before->id
                                         : &a->id;
    bool back = !before;
    coach_status status = COACH_OK;
    if (!rows || !erases(a->table) || !g_hash_table_contains(rows, id))
        return COACH_OK;
    if (before)
        status = gives_back(a, &back);
    if (status != COACH_OK || !back)
        return status;
    a->t->for_good = true;
    fail(&a->t->c->failure, COACH_REFUSED, NULL, "the %s is about somebody who has been erased",
         coach_noun_name(a->table->noun));
    return before ? fail_hint(&a->t->c->failure, "--on-conflict skip leaves it") : COACH_REFUSED;
}

/* ---- Writing ---- */

static coach_status not_own(coach *c) {
    fail(&c->failure, COACH_REFUSED, "created_by", "this login adds rows in its own name only");
    return fail_hint(&c->failure, "leave it out with --map created_by=");
}

static coach_status set_base(const struct arriving *a) {
    struct base *base = a->row;
    coach *c = a->t->c;
    if (id_is_nil(&base->created_by))
        base->created_by = a->t->actor;
    if (id_is_nil(&base->created_by))
        return fail(&c->failure, COACH_INVALID, "created_by",
                    "in a new database each record says who made it");
    if (db_login(c->db).fixed && !id_equal(&base->created_by, &c->actor))
        return not_own(c);
    if (base->created_at == INTEGER_NONE)
        base->created_at = base->updated_at == INTEGER_NONE ? c->now : base->updated_at;
    if (base->updated_at == INTEGER_NONE)
        base->updated_at = MAX(base->created_at, c->now);
    return COACH_OK;
}

static coach_status insert(struct arriving *a) {
    struct taking *t = a->t;
    struct base *base = a->row;
    struct arrival how = {
        .made = id_is_nil(&a->id) && !a->table->keys,
        .force = t->how->force,
        .pairs = t->pairs,
    };
    coach_status status = check_erased(a);
    if (status == COACH_OK)
        status = data_fill(t, a->record, a->row, how.made);
    if (status != COACH_OK)
        return status;
    if (!a->table->keys)
        base->id = how.made ? id_random() : a->id;
    status = set_base(a);
    if (status == COACH_OK && a->table->arrive)
        status = a->table->arrive(t->c, NULL, a->row, &how);
    if (status == COACH_OK)
        status = change_check(t->c, a->table, NULL, a->row, &how);
    if (status == COACH_OK)
        status = record_insert_as_is(t->c, a->table, a->row);
    if (status == COACH_OK && !a->table->keys && t->known[a->table->noun])
        g_hash_table_insert(t->known[a->table->noun], g_memdup2(&base->id, sizeof base->id), NULL);
    return status;
}

/* The row's rules are asked when all others are there as well. */
static void check_later(struct arriving *a) {
    struct unseen unseen = {record_keep(a->record), g_steal_pointer(&a->before),
                            ((const struct base *)a->row)->id};
    g_array_append_val(a->t->unseen, unseen);
}

static void set_changed(struct arriving *a) {
    struct base *base = a->row;
    const struct base *before = a->before;
    bool own = a->table->keys || id_equal(&before->id, &a->id);
    base->id = before->id;
    if (!own) { /* who made the other one, and when, says nothing of this one */
        base->created_by = before->created_by;
        base->created_at = before->created_at;
    }
    if (!own || base->updated_at == before->updated_at)
        base->updated_at = a->t->c->now;
    record_count_up(a->table, before, a->row);
}

static coach_status update(struct arriving *a) {
    struct arrival how = {.force = a->t->how->force, .pairs = a->t->pairs};
    coach *c = a->t->c;
    bool later = a->t->loose && !a->table->keys;
    set_changed(a);
    g_hash_table_remove_all(a->t->named);
    g_hash_table_remove_all(a->t->pairs);
    coach_status status = check_erased(a);
    if (status == COACH_OK && !how.force)
        status = data_check_targets(c, a->table, a->before, a->row);
    if (status == COACH_OK && a->table->arrive)
        status = a->table->arrive(c, a->before, a->row, &how);
    if (status == COACH_OK && !later)
        status = change_check(c, a->table, a->before, a->row, &how);
    if (status == COACH_OK)
        status = record_update_as_is(c, a->table, a->before, a->row);
    if (status == COACH_OK && later)
        check_later(a);
    return status;
}

/* Begins with what is here, so that what the record does not give stays. */
static coach_status rebase(struct arriving *a) {
    bool found;
    void *row = g_malloc0(a->table->row_size);
    coach_status status = record_load_same(a->t->c, a->table, a->before, row, &found);
    if (status != COACH_OK) {
        g_free(row);
        return status;
    }
    forget_row(a->table, &a->row);
    a->row = row;
    status = data_apply(a->t, a->record, a->row);
    if (status == COACH_OK && !a->table->keys)
        ((struct base *)a->row)->id = ((const struct base *)a->before)->id;
    return status;
}

static coach_status settle(struct arriving *a, enum taken *taken) {
    const struct base *before = a->before;
    bool own = a->table->keys || id_equal(&before->id, &a->id); /* it is the very row */
    coach_status status = rebase(a);
    if (status != COACH_OK)
        return status;
    g_autofree char *names = differing(a, own);
    *taken = !names ? TAKEN_SAME : TAKEN_SKIPPED;
    if (!names || a->t->how->on_conflict == COACH_CONFLICT_SKIPS)
        return COACH_OK;
    if (a->t->how->on_conflict == COACH_CONFLICT_FAILS)
        return conflict(a, names);
    *taken = TAKEN_CHANGED;
    return update(a);
}

/* ---- The record ---- */

static coach_status not_whole(coach *c, const char *text) {
    fail(&c->failure, COACH_INVALID, "id", "\"%.80s\" is not a whole id", text);
    return fail_hint(&c->failure, "36 characters; a record without one is a new row");
}

static coach_status read_id(struct arriving *a) {
    const struct given *given =
        a->table->keys ? NULL : record_given(a->record, field_named(a->table, "id"));
    if (!given || !given->text || !*given->text)
        return COACH_OK;
    if (!id_parse(given->text, &a->id) || id_is_nil(&a->id))
        return not_whole(a->t->c, given->text);
    const struct id *other = g_hash_table_lookup(a->t->others, &a->id);
    struct base key = {.id = other ? *other : a->id};
    return load_before(a, &key);
}

static bool key_given(const struct arriving *a) {
    for (size_t i = 0; i < a->table->keys; i++)
        if (value_absent(&a->table->fields[i], const_member(a->row, &a->table->fields[i])))
            return false;
    return a->table->keys > 0;
}

static coach_status take(struct arriving *a, enum taken *taken) {
    coach_status status = read_id(a);
    if (status != COACH_OK)
        return status;
    if (a->table->keys) {
        status = data_apply_key(a->t, a->record, a->row);
        if (status == COACH_OK && key_given(a))
            status = load_before(a, a->row);
    }
    if (status == COACH_OK && !a->before) {
        status = data_apply(a->t, a->record, a->row);
        if (status == COACH_OK && !a->table->keys)
            status = find_same(a);
    }
    if (status != COACH_OK)
        return status;
    *taken = TAKEN_MADE;
    return a->before ? settle(a, taken) : insert(a);
}

coach_status data_take(struct taking *t, const struct record *record, enum taken *taken) {
    struct arriving a = {.t = t, .record = record, .table = record->table};
    t->for_good = false;
    a.row = g_malloc0(record->table->row_size);
    record_init(record->table, a.row);
    coach_status status = take(&a, taken);
    near_clear(t->c);
    forget_row(record->table, &a.row);
    forget_row(record->table, &a.before);
    return status;
}
