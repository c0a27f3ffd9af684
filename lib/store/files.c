/* files.c - files made, named and checked, whatever database they hold. */
#include "store/files.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

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
