/* vdir.c - calendars in files. */
#include "cli/vdir.h"

#include "cli/output_file.h"

#include <errno.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

/* ---- One file ---- */

coach_status calendar_write(coach_calendar *calendar, struct sink *out) {
    coach_calendar_piece piece;
    coach_status status;
    while ((status = coach_calendar_next(calendar, &piece)) == COACH_OK && piece.text)
        sink_write(out, piece.text, piece.length);
    return status;
}

/* ---- A directory ---- */

struct vdir {
    struct context *x;
    const char *path;
    GHashTable *names;  /* of the files that belong there */
    GHashTable *others; /* UID → the name of the file that has it; NULL: not needed yet */
    unsigned written, removed, untouched;
};

/* Looks once which files there are of other calendars' events. */
static coach_status look_at_others(struct vdir *vdir) {
    g_autoptr(GPtrArray) names = vdir_items(vdir->path);
    coach_status status = COACH_OK;
    vdir->others = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (guint i = 0; status == COACH_OK && names && i < names->len; i++) {
        coach_text one = {0};
        char *uid = NULL;
        const char *name = g_ptr_array_index(names, i);
        if (vdir_item(vdir->path, name, &one) == 0)
            status = coach_calendar_uid(vdir->x->coach, one.bytes, one.length, &uid);
        if (uid)
            g_hash_table_insert(vdir->others, uid, g_strdup(name));
        content_clear(&one);
    }
    return status;
}

/* The file in which a piece belongs: that of the event from which it was imported, where that is
 * here; else its own. The caller's. */
static char *file_of(const struct vdir *vdir, const coach_calendar_piece *piece, bool *theirs) {
    const char *other =
        piece->elsewhere ? g_hash_table_lookup(vdir->others, piece->elsewhere) : NULL;
    *theirs = other != NULL;
    return other ? g_strdup(other) : g_strconcat(piece->name, ".ics", NULL);
}

static coach_status put(struct vdir *vdir, const coach_calendar_piece *piece) {
    bool theirs;
    coach_status status = piece->elsewhere && !vdir->others ? look_at_others(vdir) : COACH_OK;
    if (status != COACH_OK)
        return status;
    char *name = file_of(vdir, piece, &theirs);
    g_hash_table_add(vdir->names, name);
    if (theirs && !piece->changed) {
        vdir->untouched++;
        return COACH_OK;
    }
    coach_text there = {0};
    bool right = vdir_item(vdir->path, name, &there) == 0 &&
                 !coach_calendar_replaces(piece, there.bytes, there.length);
    content_clear(&there);
    if (right) {
        vdir->untouched++;
        return COACH_OK;
    }
    g_autofree char *path = g_build_filename(vdir->path, name, NULL);
    struct sink *content = sink_new(false, vdir->x->interrupted);
    sink_write(content, piece->text, piece->length);
    int error = file_put(path, content, false);
    sink_free(content);
    vdir->written++;
    return error ? file_failed(&vdir->x->complaint, path, error) : COACH_OK;
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
        return file_failed(&vdir->x->complaint, path, errno);
    vdir->removed++;
    return COACH_OK;
}

static coach_status clear_all(struct vdir *vdir) {
    g_autoptr(GDir) directory = g_dir_open(vdir->path, 0, NULL);
    coach_status status = COACH_OK;
    const char *name;
    if (!directory)
        return file_failed(&vdir->x->complaint, vdir->path, errno);
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
    if (files_allowed(x) != COACH_OK)
        return COACH_USAGE;
    if (g_mkdir_with_parents(directory, 0700) != 0)
        return file_failed(&x->complaint, directory, errno);
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
