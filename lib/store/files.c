/* files.c - files made, named and checked, whatever database they hold. */
#include "store/files.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *file_real_path(const char *path) {
    g_autofree char *real = realpath(path, NULL);
    return g_strdup(real ? real : path);
}

static int by_version(const void *a, const void *b) {
    return strverscmp(*(char *const *)a, *(char *const *)b);
}

GPtrArray *file_names(const char *directory) {
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) dir = g_dir_open(directory, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir)))
        g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, by_version);
    return names;
}

static bool same_file(const char *a, const char *b) {
    struct stat one, other;
    return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev &&
           one.st_ino == other.st_ino;
}

/* Also where there is no such file yet. */
static bool same_place(const char *a, const char *b) {
    g_autofree char *one = g_path_get_basename(a), *other = g_path_get_basename(b),
                    *there = g_path_get_dirname(a), *elsewhere = g_path_get_dirname(b);
    return same_file(a, b) || (g_str_equal(one, other) && same_file(there, elsewhere));
}

bool coach_database_has_file(const char *database, const char *path) {
    static const char *const ends[] = {"", "-journal", "-wal", "-shm"};
    g_autofree char *real = file_real_path(database);
    bool found = false;
    for (size_t i = 0; coach_database_is_file(database) && !found && i < G_N_ELEMENTS(ends); i++) {
        g_autofree char *name = g_strconcat(real, ends[i], NULL);
        found = same_place(path, name);
    }
    return found;
}

char *file_new_name(const char *name) {
    char *free_name = g_strdup(name);
    for (int n = 2; g_access(free_name, F_OK) == 0; n++) {
        g_free(free_name);
        free_name = g_strdup_printf("%s.%d", name, n);
    }
    return free_name;
}

char *file_beside(const char *path, struct failure *f) {
    char *name = g_strconcat(path, ".XXXXXX", NULL);
    int file = g_mkstemp_full(name, O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0) {
        (void)close(file);
        return name;
    }
    g_autofree char *directory = g_path_get_dirname(path);
    fail(f, COACH_STORAGE, NULL, "%s cannot be written: %s", directory, g_strerror(errno));
    g_free(name);
    return NULL;
}

void file_discard(const char *part) {
    g_autofree char *journal = g_strconcat(part, "-journal", NULL);
    (void)unlink(part);
    (void)unlink(journal);
}

/* link() where a file system knows no rename that spares an existing file. */
static bool put_in_place(const char *from, const char *to, bool replace) {
    if (replace)
        return rename(from, to) == 0;
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL || link(from, to) != 0)
        return false;
    (void)unlink(from);
    return true;
}

/* What cannot be synced gets its old name back; a directory that knows no syncing needs none. */
static coach_status name_file(const char *from, const char *to, bool replace, int directory,
                              struct failure *f) {
    if (!put_in_place(from, to, replace)) {
        if (errno != EEXIST)
            return fail(f, COACH_STORAGE, NULL, "%s: %s", to, g_strerror(errno));
        fail(f, COACH_CONFLICT, NULL, "%s exists already", to);
        return fail_hint(f, "name another");
    }
    if (fsync(directory) == 0 || errno == EINVAL)
        return COACH_OK;
    if (replace)
        return fail(
            f, COACH_STORAGE, NULL,
            "%s: the disk failed while it was put there (%s): it is not known whether it was", to,
            g_strerror(errno));
    fail(f, COACH_STORAGE, NULL, "%s: %s", to, g_strerror(errno));
    if (rename(to, from) != 0)
        (void)unlink(to);
    return COACH_STORAGE;
}

coach_status file_publish(const char *from, const char *to, bool replace, struct failure *f) {
    g_autofree char *name = g_path_get_dirname(to);
    int directory = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0)
        return fail(f, COACH_STORAGE, NULL, "%s: %s", name, g_strerror(errno));
    coach_status status = name_file(from, to, replace, directory, f);
    (void)close(directory);
    return status;
}

/* ---- Checking ---- */

struct first_fault {
    struct db *db;
    bool any;
};

static void tell_first(void *data, const struct file_fault *fault) {
    struct first_fault *first = data;
    if (first->any)
        return;
    first->any = true;
    if (fault->table)
        fail(first->db->failure, COACH_STORAGE, NULL, "the database is not sound: %s: %s",
             fault->table, fault->problem);
    else
        fail(first->db->failure, COACH_STORAGE, NULL, "the database is not sound: %s",
             fault->problem);
}

coach_status file_sound(struct db *db, bool quick) {
    struct first_fault first = {.db = db};
    struct file_check how = {.fault = tell_first, .data = &first, .quick = quick};
    coach_status status = db_check(db, &how);
    return status == COACH_OK && first.any ? COACH_STORAGE : status;
}
