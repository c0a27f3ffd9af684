/* doctor_history.c - each change begins where the one before it ended, and the row is what the last
 * one made of it. */
#include "domain/doctor.h"

#include "store/history.h"
#include "store/row.h"
#include "store/value_json.h"

#include "base/json.h"

#include <string.h>

enum { PAGE = 2000 };

/* ---- One row, as far as the history has told ---- */

struct told {
    const struct table *table;
    char *part;
    bool made;          /* it is known how it came to be */
    bool there, gone;   /* it is, it is not; neither: not known yet */
    int64_t operation;  /* the last one */
    GHashTable *values; /* field → JSON, of what has been told */
};

static void told_free(void *data) {
    struct told *told = data;
    g_free(told->part);
    g_hash_table_unref(told->values);
    g_free(told);
}

/* All rows of one id: the row itself, and the links that hang on it. */
struct pass {
    struct doctor *d;
    struct id id;
    GPtrArray *rows;             /* struct told */
    int64_t operation, position; /* of the change that was read last */
    int64_t *known; /* of each noun, the rows there of which it is known how they came */
};

static struct told *told_of(struct pass *p, const struct table *table, const char *part) {
    for (guint i = 0; i < p->rows->len; i++) {
        struct told *told = g_ptr_array_index(p->rows, i);
        if (told->table == table && strcmp(told->part, part) == 0)
            return told;
    }
    struct told *told = g_new0(struct told, 1);
    *told = (struct told){.table = table,
                          .part = g_strdup(part),
                          .values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free)};
    g_ptr_array_add(p->rows, told);
    return told;
}

static struct doctor_place place_of(struct pass *p, const struct table *table, const char *field) {
    return (struct doctor_place){"history", table, &p->id, field, .fixable = false};
}

/* ---- Changes ---- */

/* What puts back a value that the history has told is no break in it. */
static bool puts_back(const GArray *after, const char *key, const char *was) {
    const struct json_member *one = after ? json_member_named(after, key) : NULL;
    return one && strcmp(one->value.raw, was) == 0;
}

static void compare(struct pass *p, struct told *told, const GArray *before, const GArray *after,
                    int64_t operation) {
    for (guint i = 0; before && i < before->len; i++) {
        const struct json_member *one = &g_array_index(before, struct json_member, i);
        const char *was = g_hash_table_lookup(told->values, one->key);
        struct doctor_place place = place_of(p, told->table, one->key);
        if (was && strcmp(was, one->value.raw) != 0 && !puts_back(after, one->key, was))
            doctor_tell(p->d, &place,
                        "was %s to operation %" G_GINT64_FORMAT ", but %s after %" G_GINT64_FORMAT,
                        one->value.raw, operation, was, told->operation);
    }
}

static void follow(struct pass *p, struct told *told, const GArray *before, const GArray *after,
                   int64_t operation) {
    struct doctor_place place = place_of(p, told->table, NULL);
    bool touched = !before || before->len || !after || after->len;
    if (!touched) /* an erasure, which is told of rows that are gone as well */
        return;
    if (!before ? told->there : told->gone)
        doctor_tell(p->d, &place,
                    before ? "was not there for operation %" G_GINT64_FORMAT " to change"
                           : "was there already when operation %" G_GINT64_FORMAT " made it",
                    operation);
    compare(p, told, before, after, operation);
    if (!before || !after)
        g_hash_table_remove_all(told->values);
    for (guint i = 0; after && i < after->len; i++) {
        const struct json_member *one = &g_array_index(after, struct json_member, i);
        g_hash_table_replace(told->values, g_strdup(one->key), g_strdup(one->value.raw));
    }
    told->made |= !before;
    told->gone = before && !after;
    told->there = !told->gone;
    told->operation = operation;
}

/* ---- Rows ---- */

static void compare_row(struct pass *p, const struct told *told, const void *row) {
    const struct table *table = told->table;
    g_autoptr(GString) is = g_string_new(NULL);
    for (size_t i = 0; i < table->count && g_hash_table_size(told->values); i++) {
        const struct field *field = &table->fields[i];
        const char *was = g_hash_table_lookup(told->values, field->view.name);
        struct doctor_place place = place_of(p, table, field->view.name);
        if (!was || !stored(field))
            continue;
        g_string_truncate(is, 0);
        value_json(is, field, const_member(row, field));
        if (strcmp(was, is->str) != 0)
            doctor_tell(p->d, &place, "is %s, but the history says %s", is->str, was);
    }
}

static void compare_there(struct pass *p, const struct told *told, const void *row, bool there) {
    struct doctor_place place = place_of(p, told->table, NULL);
    if (there == told->gone)
        doctor_tell(p->d, &place,
                    told->gone ? "is there, though operation %" G_GINT64_FORMAT " removed it"
                               : "is gone, and nothing after operation %" G_GINT64_FORMAT
                                 " says why",
                    told->operation);
    else if (there)
        compare_row(p, told, row);
    p->known[told->table->noun] += there && told->made;
}

static coach_status look_at(struct pass *p, const struct told *told) {
    const struct table *table = told->table;
    void *key = history_key(table, &p->id, told->part), *row = g_malloc0(table->row_size);
    bool there = false;
    coach_status status = key ? record_load_same(p->d->c, table, key, row, &there) : COACH_OK;
    if (status == COACH_OK)
        compare_there(p, told, row, there);
    if (status == COACH_STORAGE && there) { /* a word that is none: its row tells of it */
        failure_clear(&p->d->c->failure);
        status = COACH_OK;
    }
    if (there)
        record_clear(table, row);
    if (key)
        record_clear(table, key);
    g_free(key);
    g_free(row);
    return status;
}

static coach_status end_id(struct pass *p) {
    coach_status status = COACH_OK;
    for (guint i = 0; status == COACH_OK && i < p->rows->len; i++)
        status = look_at(p, g_ptr_array_index(p->rows, i));
    g_ptr_array_set_size(p->rows, 0);
    return status;
}

/* ---- Pages of changes ---- */

struct entry {
    struct id id;
    int64_t operation, position;
    char *table, *part, *before, *after;
};

static void entry_clear(void *data) {
    struct entry *entry = data;
    g_free(entry->table);
    g_free(entry->part);
    g_free(entry->before);
    g_free(entry->after);
}

#define CHANGES                                                                                    \
    "SELECT row_id, operation, position, table_name, row_part, before, after FROM operation_change "
#define IN_ORDER "ORDER BY row_id, operation, position LIMIT 2000"

static coach_status read_page(struct pass *p, bool first, GArray *page) {
    struct statement *s;
    bool row;
    coach_status status =
        db_prepare(p->d->c->db,
                   first ? CHANGES IN_ORDER
                         : CHANGES "WHERE (row_id, operation, position) > ($1, $2, $3) " IN_ORDER,
                   &s);
    if (status != COACH_OK)
        return status;
    if (!first) {
        db_bind_id(s, 1, &p->id);
        db_bind_integer(s, 2, p->operation);
        db_bind_integer(s, 3, p->position);
    }
    while ((status = db_step(s, &row)) == COACH_OK && row) {
        struct entry entry = {
            .id = db_id(s, 0),
            .operation = db_integer(s, 1),
            .position = db_integer(s, 2),
            .table = g_strdup(db_text(s, 3, NULL)),
            .part = g_strdup(db_text(s, 4, NULL)),
            .before = g_strdup(db_text(s, 5, NULL)),
            .after = g_strdup(db_text(s, 6, NULL)),
        };
        g_array_append_val(page, entry);
    }
    db_finish(s);
    return status;
}

static bool members_of(const char *text, GArray **members) {
    struct failure f = {0};
    bool read = !text || json_read_object(text, "history", members, &f) == COACH_OK;
    failure_clear(&f);
    return read;
}

static void take(struct pass *p, const struct entry *entry) {
    g_autoptr(GArray) before = NULL;
    g_autoptr(GArray) after = NULL;
    const struct table *table = table_called(entry->table);
    struct doctor_place place = place_of(p, table, NULL);
    bool read = members_of(entry->before, &before);
    read = members_of(entry->after, &after) && read;
    if (table && read)
        follow(p, told_of(p, table, entry->part), before, after, entry->operation);
    else
        doctor_tell(p->d, &place,
                    "operation %" G_GINT64_FORMAT " holds something that this coach cannot read",
                    entry->operation);
}

static coach_status take_page(struct pass *p, const GArray *page) {
    coach_status status = COACH_OK;
    for (guint i = 0; status == COACH_OK && i < page->len; i++) {
        const struct entry *entry = &g_array_index(page, struct entry, i);
        if (!id_equal(&entry->id, &p->id))
            status = end_id(p);
        p->id = entry->id;
        p->operation = entry->operation;
        p->position = entry->position;
        take(p, entry);
    }
    return status;
}

static coach_status follow_all(struct doctor *d, int64_t *known) {
    g_autoptr(GArray) page = g_array_new(FALSE, FALSE, sizeof(struct entry));
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(told_free);
    struct pass p = {.d = d, .rows = rows, .known = known};
    g_array_set_clear_func(page, entry_clear);
    coach_status status = read_page(&p, true, page);
    while (status == COACH_OK && page->len > 0) {
        status = take_page(&p, page);
        bool more = page->len == PAGE;
        g_array_set_size(page, 0);
        if (status == COACH_OK && more)
            status = read_page(&p, false, page);
    }
    return status == COACH_OK ? end_id(&p) : status;
}

/* ---- Rows that the history does not know ---- */

static coach_status tell_unknown(struct doctor *d, const int64_t *known) {
    coach_status status = COACH_OK;
    g_autoptr(GString) all = g_string_new(NULL);
    for (int noun = 0; status == COACH_OK && noun < COACH_NOUN_COUNT; noun++) {
        const struct table *table = table_of((coach_noun)noun);
        int64_t count = 0;
        if (!table || !table->row_size || table->no_history || table == &operation_table)
            continue;
        if ((status = db_count(d->c->db, table->name, &count)) == COACH_OK && count > known[noun])
            g_string_append_printf(all, "%s%s %" G_GINT64_FORMAT, all->len ? ", " : "",
                                   coach_noun_name(table->noun), count - known[noun]);
    }
    if (status == COACH_OK && all->len)
        note(d->c, "older than the history: %s", all->str);
    return status;
}

coach_status doctor_history(struct doctor *d) {
    int64_t known[COACH_NOUN_COUNT] = {0};
    coach_status status = follow_all(d, known);
    return status == COACH_OK ? tell_unknown(d, known) : status;
}
