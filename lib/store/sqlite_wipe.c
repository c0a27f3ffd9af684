/* sqlite_wipe.c - what is in no row any more leaves the file and its journal too. */
#include "store/files.h"
#include "store/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static coach_status journal_failed(struct sqlite *db) {
    return fail(db->base.failure, COACH_STORAGE, NULL, "%s-journal: %s", db->path,
                g_strerror(errno));
}

/* Where SQLite has it, which follows links. */
static const char *real_name(const struct sqlite *db) {
    return sqlite3_db_filename(db->sqlite, "main");
}

static bool write_zeros(int file, int64_t size) {
    static const char zeros[65536];
    while (size > 0) {
        ssize_t done = write(file, zeros, (size_t)MIN(size, (int64_t)sizeof zeros));
        if (done < 0 && errno != EINTR)
            return false;
        size -= MAX(done, 0);
    }
    return fsync(file) == 0;
}

/* The journal keeps its bytes from one transaction to the next. A header of zeros is what SQLite
 * itself ends each with, so that more of them mean nothing to anybody. */
static coach_status overwrite_journal(struct sqlite *db) {
    int file = open(sqlite3_filename_journal(real_name(db)), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return errno == ENOENT ? COACH_OK : journal_failed(db);
    struct stat info;
    coach_status status =
        fstat(file, &info) == 0 && write_zeros(file, info.st_size) ? COACH_OK : journal_failed(db);
    (void)close(file);
    return status;
}

/* Nobody has a transaction while the journal is written to. */
static coach_status wipe_journal(struct sqlite *db) {
    coach_status status = sqlite_run(db, "BEGIN EXCLUSIVE");
    if (status != COACH_OK)
        return status;
    status = overwrite_journal(db);
    int code = sqlite3_exec(db->sqlite, "ROLLBACK", NULL, NULL, NULL);
    return status == COACH_OK && code != SQLITE_OK ? sqlite_failed(db, code) : status;
}

/* Copies that upgrades and others have left beside a database begin with its name. */
static void name_copies(const char *path, GPtrArray *left) {
    g_autofree char *directory = g_path_get_dirname(path), *base = g_path_get_basename(path),
                    *begins = g_strconcat(base, ".", NULL);
    g_autoptr(GPtrArray) names = file_names(directory);
    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i);
        if (g_str_has_prefix(name, begins))
            g_ptr_array_add(left,
                            g_strdup_printf("%s/%s, a copy, may still hold it", directory, name));
    }
}

coach_status sqlite_wipe(struct db *base, GPtrArray *left) {
    struct sqlite *db = (struct sqlite *)base;
    db->base.failed = false;
    (void)sqlite3_limit(db->sqlite, SQLITE_LIMIT_ATTACHED, 1); /* VACUUM writes to one beside */
    coach_status status = sqlite_run(db, "PRAGMA secure_delete = ON; VACUUM");
    (void)sqlite3_limit(db->sqlite, SQLITE_LIMIT_ATTACHED, 0);
    if (status == COACH_OK)
        status = wipe_journal(db);
    if (status != COACH_OK)
        return status;
    name_copies(db->path, left);
    if (g_file_test(db->path, G_FILE_TEST_IS_SYMLINK))
        name_copies(real_name(db), left);
    g_ptr_array_add(left, g_strdup("backups that were made before still hold it"));
    return COACH_OK;
}
