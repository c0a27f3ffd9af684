/* backup.c - the whole database copied to a file, and a file put in its place. */
#include "domain/backup.h"
#include "base/address.h"
#include "domain/domain.h"
#include "store/carry.h"
#include "store/files.h"
#include "store/migrate.h"
#include "store/query.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct field fields[] = {
    {.view = {"path", .doc = "The file", .type = COACH_TYPE_LINE, .flags = COACH_FIELD_BRIEF},
     DERIVED},
    {.view = {"rows", .doc = "How many rows its tables have", .type = COACH_TYPE_INTEGER,
              .flags = COACH_FIELD_BRIEF},
     DERIVED},
    {.view = {"bytes", .doc = "How large it is", .type = COACH_TYPE_INTEGER,
              .flags = COACH_FIELD_BRIEF},
     DERIVED},
    {.view = {"made_at", .doc = "When it was made", .type = COACH_TYPE_INSTANT}, DERIVED},
    {.view = {"replaced", .doc = "The name that the database has now in whose place it is",
              .type = COACH_TYPE_LINE, .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF},
     DERIVED},
    {.view = {"behind", .doc = "How many operations of the one that is replaced it does not have",
              .type = COACH_TYPE_INTEGER, .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF},
     DERIVED},
};

const struct table backup_table = {
    .noun = COACH_BACKUP,
    .name = "backup",
    .fields = fields,
    .count = G_N_ELEMENTS(fields),
};

struct backup {
    coach *c;
    const coach_backup *how;
    char *path, *part; /* the file, and what it is called until it is complete */
    bool dated;
    GPtrArray *layouts;
    int64_t *counts; /* of rows, by layout */
};

/* ---- One row ---- */

static GArray *row_of(const coach *c, const char *path, int64_t count, const char *replaced,
                      int64_t behind) {
    GStatBuf info = {0};
    GArray *rows = cursor_rows();
    (void)g_stat(path, &info);
    cells_text(rows, path);
    cells_number(rows, count);
    cells_number(rows, info.st_size);
    cells_number(rows, c->now);
    cells_text(rows, replaced);
    cells_number(rows, behind);
    return rows;
}

/* ---- Counting ---- */

struct counting {
    struct db *db;
    const GPtrArray *layouts;
    int64_t *counts;
};

static coach_status count_tables(void *context) {
    const struct counting *counting = context;
    coach_status status = COACH_OK;
    for (guint i = 0; status == COACH_OK && i < counting->layouts->len; i++) {
        const struct layout *layout = g_ptr_array_index(counting->layouts, i);
        status = db_count(counting->db, layout->name, &counting->counts[i]);
    }
    return status;
}

/* ---- Making ---- */

/* In a transaction that sees all rows. */
static coach_status copy(void *context) {
    struct backup *b = context;
    struct counting counting = {b->c->db, b->layouts, b->counts};
    struct file_copy how = {b->part, b->how->progress, b->how->data};
    coach_status status = count_tables(&counting);
    return status == COACH_OK ? db_copy(b->c->db, &how) : status;
}

/* Where the engine keeps no files, everything is carried to a new one. */
static coach_status carry(struct backup *b) {
    coach_migration how = {
        .to = b->part, .copy = true, .progress = b->how->progress, .data = b->how->data};
    coach_view view = {.fields = "rows"};
    coach_cursor *cursor;
    const coach_cell *row;
    file_discard(b->part);
    coach_status status = coach_migrate(b->c, &how, &view, &cursor);
    if (status != COACH_OK)
        return status;
    for (guint i = 0; (status = coach_cursor_next(cursor, &row)) == COACH_OK && row; i++)
        b->counts[i] = row[0].integer;
    coach_cursor_close(cursor);
    return status;
}

static coach_status compare(struct backup *b, struct db *db) {
    g_autofree int64_t *there = g_new0(int64_t, b->layouts->len);
    struct counting counting = {db, b->layouts, there};
    coach_status status = db_read(db, count_tables, &counting);
    for (guint i = 0; status == COACH_OK && i < b->layouts->len; i++) {
        const struct layout *layout = g_ptr_array_index(b->layouts, i);
        if (there[i] != b->counts[i])
            return fail(&b->c->failure, COACH_STORAGE, NULL,
                        "the copy has %" G_GINT64_FORMAT " rows of %s instead of %" G_GINT64_FORMAT,
                        there[i], layout->name, b->counts[i]);
    }
    return status;
}

/* What is written must be what can be restored. */
static coach_status check(struct backup *b) {
    struct db *db;
    struct db_options options = options_of(b->c, b->part, COACH_PEEK);
    coach_status status = db_open(&options, &b->c->failure, &db);
    if (status != COACH_OK)
        return status;
    status = file_sound(db, b->how->quick);
    if (status == COACH_OK)
        status = compare(b, db);
    db_close(db);
    if (status != COACH_STORAGE)
        return status;
    g_autofree char *why = g_strdup(b->c->failure.view.message);
    fail(&b->c->failure, status, NULL, "there is no backup, since the copy is not sound: %s", why);
    return fail_hint(&b->c->failure, "`coach doctor` says what is wrong with the database");
}

static coach_status make(struct backup *b) {
    coach *c = b->c;
    b->part = file_beside(b->path, &c->failure);
    if (!b->part)
        return COACH_STORAGE;
    coach_status status = db_is_file(c->db) ? db_whole(c->db, false, copy, b) : carry(b);
    if (status == COACH_OK)
        status = check(b);
    if (status == COACH_OK)
        status = b->dated ? backup_dated_publish(b->part, &b->path, &c->failure)
                          : file_publish(b->part, b->path, b->how->replace, &c->failure);
    file_discard(b->part);
    return status;
}

/* ---- Which file ---- */

static coach_status make_directory(struct backup *b) {
    const char *to = b->how->to;
    if (g_mkdir_with_parents(to, 0700) == 0)
        return COACH_OK;
    if (errno != EEXIST && errno != ENOTDIR)
        return fail(&b->c->failure, COACH_STORAGE, NULL, "%s cannot be made: %s", to,
                    g_strerror(errno));
    fail(&b->c->failure, COACH_USAGE, NULL, "%s is not a directory", to);
    return fail_hint(&b->c->failure, "--keep is for a directory of dated backups");
}

/* A name that was given means a new file, or with `replace` the file that has it. */
static coach_status check_name(struct backup *b) {
    const char *to = b->how->to;
    struct failure *f = &b->c->failure;
    struct stat info;
    if (coach_database_has_file(b->c->database, b->path)) {
        fail(f, COACH_REFUSED, NULL, "%s is the database itself, or its journal", to);
        return fail_hint(f, "name another");
    }
    if (stat(b->path, &info) != 0)
        return COACH_OK;
    if (!S_ISREG(info.st_mode)) {
        fail(f, COACH_REFUSED, NULL, "%s is not a file that could be replaced", to);
        return fail_hint(f, "coach backup - writes to whatever it is sent to");
    }
    if (b->how->replace)
        return COACH_OK;
    fail(f, COACH_CONFLICT, NULL, "%s exists already", to);
    return fail_hint(f, "name another, or write over it with --force");
}

static coach_status choose(struct backup *b) {
    const char *to = b->how->to;
    if (!*to || address_is_server(to))
        return fail(&b->c->failure, COACH_USAGE, NULL,
                    "a backup is a file, or a directory for such files");
    coach_status status = b->how->keep > 0 ? make_directory(b) : COACH_OK;
    if (status != COACH_OK)
        return status;
    b->dated = g_file_test(to, G_FILE_TEST_IS_DIR);
    if (b->dated) {
        b->path = backup_dated_path(b->c, to);
        return COACH_OK;
    }
    b->path = g_file_test(to, G_FILE_TEST_IS_SYMLINK) ? file_real_path(to) : g_strdup(to);
    return check_name(b);
}

/* ---- Calls ---- */

static int64_t sum(const struct backup *b) {
    int64_t all = 0;
    for (guint i = 0; i < b->layouts->len; i++)
        all += b->counts[i];
    return all;
}

coach_status coach_backup_make(coach *c, const coach_backup *how, const coach_view *view,
                               coach_cursor **out) {
    struct backup b = {.c = c, .how = how, .layouts = layouts_read(migration_texts)};
    struct select select;
    coach_status status = rows_begin(c, &backup_table, view, &select);
    b.counts = g_new0(int64_t, b.layouts->len);
    if (status == COACH_OK)
        status = choose(&b);
    if (status == COACH_OK)
        status = make(&b);
    if (status == COACH_OK && how->keep > 0)
        backup_remove_oldest(c, how->to, b.path, how->keep);
    status = rows_end(&select, row_of(c, b.path ? b.path : "", sum(&b), NULL, INTEGER_NONE), status,
                      out);
    g_ptr_array_unref(b.layouts);
    g_free(b.counts);
    g_free(b.path);
    g_free(b.part);
    return status;
}

static coach_status refuse_server(coach *c) {
    fail(&c->failure, COACH_REFUSED, NULL,
         "a database on a server is not replaced; what a backup holds is carried to a new one");
    return fail_hint(&c->failure, "coach --db BACKUP migrate --copy --to ADDRESS");
}

/* What fails from here on does not take the backup from its place. */
static coach_status count_restored(coach *c, const GPtrArray *layouts, int64_t *counts) {
    coach_status status = coach_open(c, COACH_READ);
    struct counting counting = {c->db, layouts, counts};
    if (status == COACH_OK)
        status = db_read(c->db, count_tables, &counting);
    return status == COACH_OK ? status
                              : fail_hint(&c->failure, "the backup itself is in its place now");
}

coach_status coach_backup_restore(coach *c, const char *from, const coach_view *view,
                                  coach_cursor **out) {
    g_autoptr(GPtrArray) layouts = layouts_read(migration_texts);
    g_autofree int64_t *counts = g_new0(int64_t, layouts->len);
    g_autofree char *replaced = NULL;
    struct select select;
    struct db_options options = options_of(c, c->database, COACH_WRITE);
    coach_status status = rows_begin(c, &backup_table, view, &select);
    if (status == COACH_OK)
        status = change_allowed(c);
    if (status == COACH_OK && !coach_database_is_file(c->database))
        status = refuse_server(c);
    if (status == COACH_OK)
        status = file_restore(&options, from, &c->failure, &replaced);
    if (status == COACH_OK)
        status = count_restored(c, layouts, counts);
    struct backup all = {.layouts = layouts, .counts = counts};
    int64_t behind = replaced ? backup_behind(c, c->database, replaced) : INTEGER_NONE;
    return rows_end(&select, row_of(c, c->database, sum(&all), replaced, behind), status, out);
}
