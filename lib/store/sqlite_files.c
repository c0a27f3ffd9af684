/* sqlite_files.c - a database file copied while it is in use, and put in the place of another. */
#include "store/files.h"
#include "store/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- Copying ---- */

static coach_status not_copied(struct sqlite *db, const char *path, int code) {
    switch (code & 0xff) {
    case SQLITE_FULL:
        return fail(db->base.failure, COACH_STORAGE, NULL, "the disk that holds %s is full", path);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_BUSY:
        return sqlite_failed(db, code);
    default:
        return fail(db->base.failure, COACH_STORAGE, NULL, "%s cannot be written: %s", path,
                    sqlite3_errstr(code));
    }
}

static coach_status interrupted(struct sqlite *db) {
    return fail(db->base.failure, COACH_INTERRUPTED, NULL, "interrupted");
}

/* The pages go in pieces, all in the one transaction of the source. */
static coach_status run_copy(struct sqlite *db, sqlite3_backup *backup, const char *path,
                             const struct file_copy *how) {
    enum { PIECE = 4096 };
    int code;
    while ((code = sqlite3_backup_step(backup, PIECE)) == SQLITE_OK) {
        int total = sqlite3_backup_pagecount(backup);
        if (how && how->progress)
            how->progress(how->data, "pages", total - sqlite3_backup_remaining(backup), total);
        if (db->interrupted && *db->interrupted)
            return interrupted(db);
    }
    return code == SQLITE_DONE ? COACH_OK : not_copied(db, path, code);
}

/* SQLite leaves it to this: a copy that is not complete is thrown away. */
static coach_status sync_file(struct sqlite *db, const char *path) {
    int file = open(path, O_RDWR | O_CLOEXEC);
    bool done = file >= 0 && fsync(file) == 0;
    int error = errno;
    if (file >= 0)
        (void)close(file);
    return done ? COACH_OK
                : fail(db->base.failure, COACH_STORAGE, NULL, "%s cannot be written: %s", path,
                       g_strerror(error));
}

coach_status sqlite_copy_pages(struct sqlite *db, sqlite3 *source, const char *path,
                               const struct file_copy *how) {
    sqlite3 *copy = NULL;
    sqlite3_backup *backup = NULL;
    int code = sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(copy, "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF", NULL, NULL,
                            NULL);
    if (code == SQLITE_OK && !(backup = sqlite3_backup_init(copy, "main", source, "main")))
        code = sqlite3_errcode(copy);
    coach_status status =
        code == SQLITE_OK ? run_copy(db, backup, path, how) : not_copied(db, path, code);
    code = backup ? sqlite3_backup_finish(backup) : SQLITE_OK;
    if (status == COACH_OK && code != SQLITE_OK)
        status = not_copied(db, path, code);
    code = sqlite3_close(copy);
    if (status == COACH_OK && code != SQLITE_OK)
        status = not_copied(db, path, code);
    return status == COACH_OK ? sync_file(db, path) : status;
}

coach_status sqlite_copy(struct db *base, const struct file_copy *how) {
    struct sqlite *db = (struct sqlite *)base;
    int64_t version;
    /* the first read of a transaction takes its lock */
    coach_status status = sqlite_number(db, "PRAGMA user_version", &version);
    return status == COACH_OK ? sqlite_copy_pages(db, db->sqlite, how->path, how) : status;
}

/* ---- Restoring ---- */

struct restoring {
    const struct db_options *options;
    struct failure *failure;
    char *path;       /* of the database */
    const char *part; /* the copy that is to take the place */
    struct db *from;
    char *replaced;
};

static coach_status open_file(struct restoring *r, const char *path, coach_access access,
                              struct db **out) {
    struct db_options options = *r->options;
    options.address = path;
    options.access = access;
    options.rehearse = false;
    options.as_it_is = access == COACH_PEEK;
    options.no_copy = true;
    return sqlite_open(&options, r->failure, out);
}

static coach_status copy_whole(void *context) {
    struct restoring *r = context;
    return sqlite_copy(r->from, &(struct file_copy){.path = r->part});
}

/* What failed is about the file that was named: the hints are for databases in use. */
static coach_status not_usable(struct restoring *r, const char *path) {
    coach_status status = r->failure->view.status;
    g_autofree char *why = g_strdup(r->failure->view.message);
    return status == COACH_STORAGE
               ? fail(r->failure, status, NULL, "%s cannot be restored: %s", path, why)
               : status;
}

static coach_status check_part(struct restoring *r, coach_access access) {
    struct db *db;
    coach_status status = open_file(r, r->part, access, &db);
    if (status != COACH_OK)
        return status;
    status = file_sound(db, false);
    db_close(db);
    return status;
}

/* Copies the file, and makes sure of the copy, before and after it is upgraded. */
static coach_status make_part(struct restoring *r, const char *from) {
    coach_status status = open_file(r, from, COACH_PEEK, &r->from);
    if (status != COACH_OK)
        return status;
    status = db_read(r->from, copy_whole, r);
    db_close(g_steal_pointer(&r->from));
    if (status == COACH_OK)
        status = check_part(r, COACH_PEEK);
    if (status == COACH_OK)
        status = check_part(r, COACH_WRITE);
    return status;
}

static char *with_suffix(const char *path, const char *suffix) {
    return g_strconcat(path, suffix, NULL);
}

static char *date_text(int64_t now) {
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(now);
    return g_date_time_format(time, "%Y%m%dT%H%M%SZ");
}

/* The old file and its journal keep together under a new name, and the path never names nothing. */
static coach_status swap(struct restoring *r) {
    const char *path = r->path;
    g_autofree char *date = date_text(r->options->now);
    g_autofree char *stem = g_strconcat(path, ".replaced-", date, NULL);
    g_autofree char *name = file_new_name(stem);
    g_autofree char *journal = with_suffix(path, "-journal"), *kept = with_suffix(name, "-journal");
    if (link(path, name) != 0)
        return fail(r->failure, COACH_STORAGE, NULL, "%s cannot be kept as %s: %s", path, name,
                    g_strerror(errno));
    if (rename(journal, kept) != 0 && errno != ENOENT) {
        fail(r->failure, COACH_STORAGE, NULL, "%s: %s", journal, g_strerror(errno));
        (void)unlink(name);
        return COACH_STORAGE;
    }
    coach_status status = file_publish(r->part, path, true, r->failure);
    if (status == COACH_OK) {
        r->replaced = g_steal_pointer(&name);
    } else if (access(r->part, F_OK) == 0) { /* the old one has its place still */
        (void)rename(kept, journal);
        (void)unlink(name);
    }
    return status;
}

/* Others are kept from the old file meanwhile, and find out that it is another one now; but for a
 * file that is no database, which nobody can lock. */
static coach_status replace(struct restoring *r) {
    struct sqlite old = {
        .base = {.engine = &sqlite_engine, .failure = r->failure},
        .statements = g_hash_table_new(NULL, NULL),
        .path = r->path,
        .busy_timeout_ms = r->options->busy_timeout_ms,
        .interrupted = r->options->interrupted,
    };
    coach_status status = sqlite_connect(&old, old.path, COACH_WRITE);
    if (status == COACH_OK)
        status = sqlite_run(&old, "BEGIN EXCLUSIVE");
    int code = old.sqlite ? sqlite3_errcode(old.sqlite) & 0xff : SQLITE_OK;
    if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT) {
        failure_clear(r->failure);
        status = COACH_OK;
    }
    if (status == COACH_OK)
        status = swap(r);
    sqlite_disconnect(&old);
    g_hash_table_unref(old.statements);
    return status;
}

/* The journal of a database that is gone would be played back into the new one. */
static coach_status put_first(struct restoring *r) {
    g_autofree char *journal = with_suffix(r->path, "-journal");
    if (unlink(journal) != 0 && errno != ENOENT)
        return fail(r->failure, COACH_STORAGE, NULL, "%s: %s", journal, g_strerror(errno));
    return file_publish(r->part, r->path, false, r->failure);
}

static coach_status put_in_place(struct restoring *r) {
    struct stat info;
    if (stat(r->path, &info) != 0)
        return put_first(r);
    if (!S_ISREG(info.st_mode))
        return fail(r->failure, COACH_STORAGE, NULL, "%s is not a file that could be replaced",
                    r->path);
    return replace(r);
}

static coach_status restore(struct restoring *r, const char *from) {
    coach_status status = make_part(r, from);
    if (status != COACH_OK)
        return not_usable(r, from);
    return put_in_place(r);
}

coach_status file_restore(const struct db_options *options, const char *from, struct failure *f,
                          char **replaced) {
    g_autofree char *path = file_real_path(options->address);
    g_autofree char *directory = g_path_get_dirname(path);
    if (g_mkdir_with_parents(directory, 0700) != 0)
        return fail(f, COACH_STORAGE, NULL, "%s cannot be made: %s", directory, g_strerror(errno));
    g_autofree char *part = file_beside(path, f);
    if (!part)
        return COACH_STORAGE;
    struct restoring r = {.options = options, .failure = f, .path = path, .part = part};
    coach_status status = restore(&r, from);
    if (status == COACH_OK)
        *replaced = r.replaced;
    file_discard(part);
    return status;
}
