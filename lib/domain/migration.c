/* migration.c - everything copied to another database, read back, and compared. */
#include "base/address.h"
#include "domain/domain.h"
#include "store/carry.h"
#include "store/migrate.h"
#include "store/query.h"

#include <string.h>

static const struct field fields[] = {
    {.view = {"name", .doc = "The table", .type = COACH_TYPE_LINE, .flags = COACH_FIELD_BRIEF},
     DERIVED},
    {.view = {"rows", .doc = "How many rows it has", .type = COACH_TYPE_INTEGER,
              .flags = COACH_FIELD_BRIEF},
     DERIVED},
    {.view = {"sha256",
              .doc = "The SHA-256 of all its values, which is the same in every kind of database",
              .type = COACH_TYPE_LINE, .flags = COACH_FIELD_BRIEF},
     DERIVED},
};

const struct table migration_table = {
    .noun = COACH_MIGRATION,
    .name = "migration",
    .fields = fields,
    .count = G_N_ELEMENTS(fields),
};

struct migration {
    coach *c;
    const coach_migration *how;
    char *from_name, *to_name; /* as people are told, without a password */
    struct db *to;
    GPtrArray *layouts;
    GArray *rows; /* coach_cell: what was copied, table by table */
    int64_t done, total;
    bool stands; /* the new database is complete and in its place */
};

/* ---- The way there ---- */

static coach_status count_rows_of(struct migration *m, const struct layout *layout) {
    int64_t count = 0;
    coach_status status = db_count(m->c->db, layout->name, &count);
    m->total += 2 * count; /* there, and back to compare */
    return status;
}

static coach_status count_all(struct migration *m) {
    coach_status status = COACH_OK;
    m->done = m->total = 0;
    for (guint i = 0; status == COACH_OK && m->how->progress && i < m->layouts->len; i++)
        status = count_rows_of(m, g_ptr_array_index(m->layouts, i));
    return status;
}

/* One more row: tells how far it is, and looks whether to stop. */
static coach_status pass_row(struct migration *m, const struct layout *layout) {
    enum { SOMETIMES = 1024 };
    if (m->done++ % SOMETIMES != 0)
        return COACH_OK;
    if (m->how->progress)
        m->how->progress(m->how->data, layout->name, m->done, m->total);
    return m->c->interrupted && *m->c->interrupted
               ? fail(&m->c->failure, COACH_INTERRUPTED, NULL, "interrupted")
               : COACH_OK;
}

/* Digests all rows that `from` gives, and writes them to `to`, where that is not NULL. */
static coach_status pass_rows(struct migration *m, const struct layout *layout,
                              struct digest *digest, struct statement *from, struct statement *to) {
    coach_status status;
    bool row;
    while ((status = db_step(from, &row)) == COACH_OK && row &&
           (status = pass_row(m, layout)) == COACH_OK) {
        digest_row(digest, layout, from, to);
        if (!to)
            continue;
        if ((status = db_step(to, NULL)) != COACH_OK)
            return status;
        db_reset(to);
    }
    return status;
}

static void remember(struct migration *m, const struct layout *layout, struct digest *digest) {
    cells_text(m->rows, layout->name);
    cells_number(m->rows, digest->rows);
    cells_text(m->rows, digest_end(digest));
}

static coach_status copy_table(struct migration *m, const struct layout *layout) {
    struct statement *from = NULL, *to = NULL;
    struct digest digest;
    digest_init(&digest);
    coach_status status = layout_select(m->c->db, layout, &from);
    if (status == COACH_OK)
        status = layout_bulk(m->to, layout, &to);
    if (status == COACH_OK)
        status = pass_rows(m, layout, &digest, from, to);
    if (status == COACH_OK)
        status = db_bulk_end(g_steal_pointer(&to));
    if (status == COACH_OK)
        remember(m, layout, &digest);
    db_finish(to);
    db_finish(from);
    digest_clear(&digest);
    return status;
}

/* ---- And back ---- */

static coach_status compare(struct migration *m, guint table, struct digest *back) {
    const coach_cell *there = &g_array_index(m->rows, coach_cell, table * G_N_ELEMENTS(fields));
    if (back->rows == there[1].integer && g_str_equal(digest_end(back), there[2].text))
        return COACH_OK;
    fail(&m->c->failure, COACH_STORAGE, NULL,
         "%s is not the same in %s: %" G_GINT64_FORMAT " rows with SHA-256 %.16s… became "
         "%" G_GINT64_FORMAT " rows with %.16s…",
         there[0].text, m->to_name, there[1].integer, there[2].text, back->rows, digest_end(back));
    return COACH_STORAGE;
}

static coach_status compare_table(struct migration *m, guint table) {
    const struct layout *layout = g_ptr_array_index(m->layouts, table);
    struct statement *back = NULL;
    struct digest digest;
    digest_init(&digest);
    coach_status status = layout_select(m->to, layout, &back);
    if (status == COACH_OK)
        status = pass_rows(m, layout, &digest, back, NULL);
    db_finish(back);
    if (status == COACH_OK)
        status = compare(m, table, &digest);
    digest_clear(&digest);
    return status;
}

/* Looks at what is here, and copies nothing. */
static coach_status look_at_table(struct migration *m, const struct layout *layout) {
    struct statement *from = NULL;
    struct digest digest;
    digest_init(&digest);
    coach_status status = layout_select(m->c->db, layout, &from);
    if (status == COACH_OK)
        status = pass_rows(m, layout, &digest, from, NULL);
    if (status == COACH_OK)
        remember(m, layout, &digest);
    db_finish(from);
    digest_clear(&digest);
    return status;
}

static coach_status look_at_all(void *context) {
    struct migration *m = context;
    g_array_set_size(m->rows, 0);
    coach_status status = count_all(m);
    m->total /= 2; /* there is no way back */
    for (guint i = 0; status == COACH_OK && i < m->layouts->len; i++)
        status = look_at_table(m, g_ptr_array_index(m->layouts, i));
    return status;
}

/* ---- The two transactions ---- */

/* In a transaction of the new database. */
static coach_status copy_all(void *context) {
    struct migration *m = context;
    g_array_set_size(m->rows, 0);
    coach_status status = count_all(m);
    for (guint i = 0; status == COACH_OK && i < m->layouts->len; i++)
        status = copy_table(m, g_ptr_array_index(m->layouts, i));
    for (guint i = 0; status == COACH_OK && i < m->layouts->len; i++)
        status = compare_table(m, i);
    return status;
}

static coach_status make_copy(struct migration *m) {
    struct db_options options = options_of(m->c, m->how->to, COACH_CREATE);
    db_close(g_steal_pointer(&m->to));
    coach_status status = db_open(&options, &m->c->failure, &m->to);
    if (status == COACH_OK)
        status = db_write(m->to, copy_all, m);
    return status == COACH_OK ? db_publish(m->to) : status;
}

/* In a transaction of the old database. An engine may ask for another try of it when the new one
 * stands already; others may have written between the two. */
static coach_status move(void *context) {
    struct migration *m = context;
    if (m->stands)
        return fail(&m->c->failure, COACH_STORAGE, NULL, "others were quicker");
    coach_status status = make_copy(m);
    m->stands = status == COACH_OK;
    return m->stands && !m->how->copy ? db_mark_moved(m->c->db, m->to_name) : status;
}

/* ---- The call ---- */

/* An address that means the same from every directory. */
static char *lasting_address(const char *address) {
    return address_is_server(address) ? address_without_password(address)
                                      : g_canonicalize_filename(address, NULL);
}

static coach_status not_marked(struct migration *m) {
    g_autofree char *why = g_strdup(m->c->failure.view.message);
    fail(&m->c->failure, COACH_STORAGE, NULL,
         "everything is in %s now, but %s could not be marked as moved: %s", m->to_name,
         m->from_name, why);
    return fail_hint(&m->c->failure, "put the old one away, so that nobody goes on writing to it");
}

static coach_status run(struct migration *m) {
    coach *c = m->c;
    if (db_in_transaction(c->db))
        return fail(&c->failure, COACH_USAGE, NULL,
                    "a database cannot be moved inside a transaction");
    if (!m->how->to)
        return db_whole(c->db, false, look_at_all, m);
    if (g_str_equal(m->from_name, m->to_name))
        return fail(&c->failure, COACH_REFUSED, NULL, "%s is where everything is already",
                    m->to_name);
    if (coach_database_has_file(c->database, m->how->to))
        return fail(&c->failure, COACH_REFUSED, NULL, "%s is the database itself, or its journal",
                    m->to_name);
    coach_status status = db_whole(c->db, !m->how->copy, move, m);
    if (status != COACH_OK && m->stands)
        return not_marked(m);
    if (status == COACH_CONFLICT || status == COACH_REFUSED)
        fail_hint(&c->failure, "nothing has been copied, and %s is in use as before", m->from_name);
    return status;
}

coach_status coach_migrate(coach *c, const coach_migration *how, const coach_view *view,
                           coach_cursor **out) {
    struct migration m = {
        .c = c,
        .how = how,
        .from_name = lasting_address(c->database),
        .to_name = how->to ? lasting_address(how->to) : NULL,
        .layouts = layouts_read(migration_texts),
        .rows = cursor_rows(),
    };
    struct select select;
    coach_status status = rows_begin(c, &migration_table, view, &select);
    if (status == COACH_OK)
        status = run(&m);
    db_close(m.to);
    g_ptr_array_unref(m.layouts);
    g_free(m.from_name);
    g_free(m.to_name);
    return rows_end(&select, m.rows, status, out);
}
