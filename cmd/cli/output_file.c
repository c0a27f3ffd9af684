/* output_file.c - results that go to a file. */
#include "cli/output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

coach_status file_failed(struct complaint *complaint, const char *path, int error) {
    return complain(complaint, error == EINTR ? COACH_INTERRUPTED : COACH_STORAGE, NULL,
                    "%s cannot be written: %s", path, g_strerror(error));
}

static int write_and_close(int file, struct sink *content, bool keep) {
    int error = sink_deliver(content, file);
    if (error == 0 && keep && fsync(file) != 0)
        error = errno;
    if (close(file) != 0 && error == 0)
        error = errno;
    return error;
}

/* Writes beside the file and then takes its place. */
int file_put(const char *path, struct sink *content, bool keep) {
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

coach_status files_allowed(struct context *x) {
    if (context_rehearses(x))
        return complain(&x->complaint, COACH_USAGE, "dry_run", "a rehearsal writes no file");
    if (!x->batch || !x->batch->written.parts)
        return COACH_OK;
    complain(&x->complaint, COACH_USAGE, NULL, "an atomic batch writes no file");
    return complain_hint(&x->complaint, "leave out --atomic, or run it by itself");
}

coach_status file_replace(struct context *x, const char *path, struct sink *content) {
    struct stat about;
    if (files_allowed(x) != COACH_OK)
        return COACH_USAGE;
    bool there = stat(path, &about) == 0;
    g_autofree char *resolved = there ? realpath(path, NULL) : NULL;
    const char *real = resolved ? resolved : path;
    if (coach_database_has_file(x->database, real)) {
        complain(&x->complaint, COACH_REFUSED, NULL, "%s is the database itself, or its journal",
                 path);
        return complain_hint(&x->complaint, "name another");
    }
    int error =
        there && !S_ISREG(about.st_mode) ? write_to(path, content) : file_put(real, content, true);
    return error ? file_failed(&x->complaint, path, error) : COACH_OK;
}
