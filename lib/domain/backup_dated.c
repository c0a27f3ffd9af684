/* backup_dated.c - which of the files in a directory are backups of this database, and how old. */
#include "base/address.h"
#include "domain/backup.h"
#include "store/files.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define SUFFIX ".db"

/* ---- Names ---- */

char *backup_dated_path(const coach *c, const char *directory) {
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(c->now);
    g_autofree char *stem = address_stem(c->database),
                    *date = g_date_time_format(time, "-%Y%m%dT%H%M%SZ" SUFFIX),
                    *name = g_strconcat(stem, date, NULL);
    return g_build_filename(directory, name, NULL);
}

static bool is_dated(const char *name, const char *stem) {
    static const char form[] = "-00000000T000000Z";
    if (!g_str_has_prefix(name, stem))
        return false;
    name += strlen(stem);
    for (size_t i = 0; form[i]; i++, name++)
        if (form[i] == '0' ? !g_ascii_isdigit(*name) : *name != form[i])
            return false;
    if (*name == '_')
        name += 1 + strspn(name + 1, "0123456789");
    return g_str_equal(name, SUFFIX);
}

/* "_2" sorts behind ".": names in order are times in order. */
coach_status backup_dated_publish(const char *part, char **path, struct failure *f) {
    g_autofree char *wanted = g_strndup(*path, strlen(*path) - strlen(SUFFIX));
    coach_status status = file_publish(part, *path, false, f);
    for (int n = 2; status == COACH_CONFLICT; n++) {
        g_free(*path);
        *path = g_strdup_printf("%s_%d" SUFFIX, wanted, n);
        failure_clear(f);
        status = file_publish(part, *path, false, f);
    }
    return status;
}

/* ---- Keeping a number of them ---- */

static GPtrArray *own_backups(const coach *c, const char *directory, const struct id *founder) {
    GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) names = file_names(directory);
    g_autofree char *stem = address_stem(c->database);
    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i);
        g_autofree char *path = g_build_filename(directory, name, NULL);
        struct id its = is_dated(name, stem) ? backup_founder(c, path) : (struct id){{0}};
        if (!id_is_nil(&its) && id_equal(&its, founder))
            g_ptr_array_add(paths, g_steal_pointer(&path));
    }
    return paths;
}

/* Where several do so at once, the same ones are the newest for all of them. */
void backup_remove_oldest(coach *c, const char *directory, const char *path, int64_t keep) {
    struct id founder = backup_founder(c, path);
    g_autoptr(GPtrArray) paths = own_backups(c, directory, &founder);
    if (!g_ptr_array_find_with_equal_func(paths, path, g_str_equal, NULL))
        problem(c, "the oldest in %s cannot be removed: it cannot be read", directory);
    for (guint i = 0; i + keep < paths->len; i++) {
        const char *old = g_ptr_array_index(paths, i);
        if (g_str_equal(old, path))
            continue;
        if (unlink(old) == 0)
            note(c, "removed: %s", old);
        else if (errno != ENOENT)
            problem(c, "%s cannot be removed: %s", old, g_strerror(errno));
    }
}
