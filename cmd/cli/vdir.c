/* vdir.c - calendars in files. */
#include "cli/vdir.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static coach_status cannot(struct complaint *complaint, const char *path, int error) {
    return complain(complaint, error == EINTR ? COACH_INTERRUPTED : COACH_STORAGE, NULL,
                    "%s cannot be written: %s", path, g_strerror(error));
}

/* ---- One file ---- */

static int write_and_close(int file, struct sink *content, bool keep) {
    int error = sink_deliver(content, file);
    if (error == 0 && keep && fsync(file) != 0)
        error = errno;
    if (close(file) != 0 && error == 0)
        error = errno;
    return error;
}

/* Writes beside the file and then takes its place. keep: it outlives a power cut. */
static int replace(const char *path, struct sink *content, bool keep) {
    g_autofree char *directory = g_path_get_dirname(path);
    g_autofree char *temporary = g_build_filename(directory, ".coach-XXXXXX", NULL);
    int file = mkostemp(temporary, O_CLOEXEC);
    if (file < 0)
        return errno;
    int error = write_and_close(file, content, keep);
    if (error == 0 && g_rename(temporary, path) != 0)
        error = errno;
    if (error != 0)
        (void)g_unlink(temporary);
    return error;
}

static int write_to(const char *path, struct sink *content) {
    int file = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    return file < 0 ? errno : write_and_close(file, content, false);
}

coach_status file_replace(const char *path, struct sink *content, struct complaint *complaint) {
    struct stat about;
    bool there = stat(path, &about) == 0;
    char *resolved = there ? realpath(path, NULL) : NULL;
    int error = there && !S_ISREG(about.st_mode)
                    ? write_to(path, content)
                    : replace(resolved ? resolved : path, content, true);
    free(resolved);
    return error ? cannot(complaint, path, error) : COACH_OK;
}

/* ---- A directory ---- */

struct vdir {
    struct context *x;
    const char *path;
    GHashTable *names;  /* of the files that belong there */
    GHashTable *others; /* UID → the name of the file that has it; NULL: not needed yet */
    unsigned written, removed, untouched;
};

/* The UID of the first event of a text; the caller's. */
static char *uid_of(const char *text) {
    const char *event = strstr(text, "BEGIN:VEVENT");
    const char *uid = event ? strstr(event, "\nUID:") : NULL;
    if (!uid)
        return NULL;
    g_autoptr(GString) line = g_string_new(uid + strlen("\nUID:"));
    g_string_replace(line, "\r", "", 0);
    g_string_replace(line, "\n ", "", 0);
    return g_strndup(line->str, strcspn(line->str, "\n"));
}

/* Looks once which files there are of other calendars' events. */
static void look_at_others(struct vdir *vdir) {
    g_autoptr(GDir) directory = g_dir_open(vdir->path, 0, NULL);
    const char *name;
    vdir->others = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    while (directory && (name = g_dir_read_name(directory))) {
        g_autofree char *path = g_build_filename(vdir->path, name, NULL);
        g_autofree char *text = NULL;
        char *uid = NULL;
        if (name[0] != '.' && g_str_has_suffix(name, ".ics") &&
            g_file_get_contents(path, &text, NULL, NULL))
            uid = uid_of(text);
        if (uid)
            g_hash_table_insert(vdir->others, uid, g_strdup(name));
    }
}

/* The file in which a piece belongs: that of the event from which it was imported, where that is
 * here; else its own. The caller's. */
static char *file_of(struct vdir *vdir, const coach_calendar_piece *piece, bool *theirs) {
    const char *other = NULL;
    if (piece->elsewhere && !vdir->others)
        look_at_others(vdir);
    if (piece->elsewhere)
        other = g_hash_table_lookup(vdir->others, piece->elsewhere);
    *theirs = other != NULL;
    return other ? g_strdup(other) : g_strconcat(piece->name, ".ics", NULL);
}

static coach_status put(struct vdir *vdir, const coach_calendar_piece *piece) {
    bool theirs;
    char *name = file_of(vdir, piece, &theirs);
    g_hash_table_add(vdir->names, name);
    if (theirs && !piece->changed) {
        vdir->untouched++;
        return COACH_OK;
    }
    g_autofree char *path = g_build_filename(vdir->path, name, NULL);
    g_autofree char *there = NULL;
    gsize length;
    if (g_file_get_contents(path, &there, &length, NULL) &&
        !coach_calendar_replaces(piece, there, length)) {
        vdir->untouched++;
        return COACH_OK;
    }
    struct sink *content = sink_new(false, vdir->x->interrupted);
    sink_write(content, piece->text, piece->length);
    int error = replace(path, content, false);
    sink_free(content);
    vdir->written++;
    return error ? cannot(&vdir->x->complaint, path, error) : COACH_OK;
}

/* Removes a file that coach has written for a session which does not belong there any more. */
static coach_status clear(struct vdir *vdir, const char *name) {
    g_autofree char *uid = g_strdup(name);
    bool own = false;
    if (!g_str_has_suffix(name, ".ics") || g_hash_table_contains(vdir->names, name))
        return COACH_OK;
    uid[strlen(uid) - strlen(".ics")] = '\0';
    coach_status status = coach_calendar_owns(vdir->x->coach, uid, &own);
    if (status != COACH_OK || !own)
        return status;
    g_autofree char *path = g_build_filename(vdir->path, name, NULL);
    if (g_unlink(path) != 0)
        return cannot(&vdir->x->complaint, path, errno);
    vdir->removed++;
    return COACH_OK;
}

static coach_status clear_all(struct vdir *vdir) {
    g_autoptr(GDir) directory = g_dir_open(vdir->path, 0, NULL);
    coach_status status = COACH_OK;
    const char *name;
    if (!directory)
        return cannot(&vdir->x->complaint, vdir->path, errno);
    while (status == COACH_OK && (name = g_dir_read_name(directory)))
        status = clear(vdir, name);
    return status;
}

static coach_status put_all(struct vdir *vdir, coach_calendar *calendar) {
    coach_calendar_piece piece;
    coach_status status;
    while ((status = coach_calendar_next(calendar, &piece)) == COACH_OK && piece.text)
        if ((status = put(vdir, &piece)) != COACH_OK)
            return status;
    return status;
}

coach_status vdir_write(struct context *x, coach_calendar *calendar, const char *directory) {
    struct vdir vdir = {.x = x, .path = directory};
    if (g_mkdir_with_parents(directory, 0700) != 0)
        return cannot(&x->complaint, directory, errno);
    vdir.names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    coach_status status = put_all(&vdir, calendar);
    if (status == COACH_OK)
        status = clear_all(&vdir);
    g_hash_table_unref(vdir.names);
    if (vdir.others)
        g_hash_table_unref(vdir.others);
    if (status == COACH_OK)
        (void)fprintf(stderr, "%u written, %u removed, %u as they were\n", vdir.written,
                      vdir.removed, vdir.untouched);
    return status;
}

/* ---- Reading ---- */

enum { CONTENT_LARGEST = 64 << 20 };

static void content_clear(void *data) {
    coach_text *content = data;
    g_free((char *)content->name);
    g_free((char *)content->bytes);
}

static GArray *contents_new(void) {
    GArray *all = g_array_new(FALSE, FALSE, sizeof(coach_text));
    g_array_set_clear_func(all, content_clear);
    return all;
}

/* Reads no more than is taken, whatever is at the other end. */
static coach_status read_all(int file, const char *path, const char *name, GArray *all,
                             struct complaint *complaint) {
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    guint8 buffer[64 << 10];
    ssize_t got = 0;
    while (bytes->len <= CONTENT_LARGEST && (got = read(file, buffer, sizeof buffer)) > 0)
        g_byte_array_append(bytes, buffer, (guint)got);
    if (got < 0)
        return complain(complaint, errno == EINTR ? COACH_INTERRUPTED : COACH_STORAGE, NULL,
                        "%s cannot be read: %s", path, g_strerror(errno));
    if (bytes->len > CONTENT_LARGEST)
        return complain(complaint, COACH_INVALID, NULL, "%s is larger than 64 MiB", path);
    gsize length = bytes->len;
    coach_text content = {
        .name = g_strdup(name),
        .bytes = (char *)g_byte_array_steal(bytes, NULL),
        .length = length,
    };
    g_array_append_val(all, content);
    return COACH_OK;
}

static coach_status read_path(const char *path, const char *name, GArray *all,
                              struct complaint *complaint) {
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (file < 0)
        return complain(complaint, COACH_STORAGE, NULL, "%s cannot be read: %s", path,
                        g_strerror(errno));
    coach_status status = read_all(file, path, name, all, complaint);
    close(file);
    return status;
}

coach_status file_read(const char *path, GArray **out, struct complaint *complaint) {
    GArray *all = contents_new();
    coach_status status = !path || strcmp(path, "-") == 0
                              ? read_all(STDIN_FILENO, "standard input", NULL, all, complaint)
                              : read_path(path, NULL, all, complaint);
    if (status == COACH_OK)
        *out = all;
    else
        g_array_unref(all);
    return status;
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

coach_status vdir_read(const char *directory, GArray **out, struct complaint *complaint) {
    g_autoptr(GDir) dir = g_dir_open(directory, 0, NULL);
    if (!dir)
        return complain(complaint, COACH_STORAGE, NULL, "%s cannot be read: %s", directory,
                        g_strerror(errno));
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    const char *name;
    while ((name = g_dir_read_name(dir)))
        if (name[0] != '.' && g_str_has_suffix(name, ".ics"))
            g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, compare_names);
    GArray *all = contents_new();
    coach_status status = COACH_OK;
    for (guint i = 0; status == COACH_OK && i < names->len; i++) {
        name = g_ptr_array_index(names, i);
        g_autofree char *path = g_build_filename(directory, name, NULL);
        status = read_path(path, name, all, complaint);
    }
    if (status == COACH_OK)
        *out = all;
    else
        g_array_unref(all);
    return status;
}
