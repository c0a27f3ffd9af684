/* restore.c - coach restore: a backup takes the place of the database. */
#include "cli/context.h"
#include "cli/output_file.h"

#include <errno.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

struct restore_arguments {
    const char *from;
};

static const struct argument positionals[] = {
    {.name = "FILE",
     .kind = ARGUMENT_TEXT,
     .offset = offsetof(struct restore_arguments, from),
     .help = "What `coach backup` has written; or - for standard input",
     .required = true},
    NO_MORE,
};

static coach_status restore(struct context *x, const char *from) {
    coach_view view = view_of(x, true);
    coach_cursor *cursor;
    coach_status status = coach_backup_restore(x->coach, from, &view, &cursor);
    return status == COACH_OK ? print_rows(x, cursor, true) : status;
}

/* ---- From standard input ---- */

static coach_status read_input(struct context *x, const char *path) {
    enum { PIECE = 65536 };
    g_autofree char *piece = g_malloc(PIECE);
    struct sink *content = sink_new(false, x->interrupted);
    ssize_t got;
    while ((got = read(STDIN_FILENO, piece, PIECE)) > 0)
        sink_write(content, piece, (size_t)got);
    int error = got < 0 ? errno : file_put(path, content, false);
    sink_free(content);
    if (error == EINTR)
        return complain(&x->complaint, COACH_INTERRUPTED, NULL, "interrupted");
    return error ? complain(&x->complaint, COACH_STORAGE, NULL, "standard input cannot be read: %s",
                            g_strerror(error))
                 : COACH_OK;
}

/* Nobody has named the file that it is kept in. */
static coach_status about_input(struct context *x, coach_status status, const char *path) {
    coach_failure bare;
    const coach_failure *failure = context_failure(x, status, &bare);
    g_autofree char *hint = g_strdup(failure->hint);
    g_autoptr(GString) message = g_string_new(failure->message);
    g_string_replace(message, path, "standard input", 0);
    complain(&x->complaint, status, failure->field, "%s", message->str);
    return hint ? complain_hint(&x->complaint, "%s", hint) : status;
}

/* A database is read here and there, and so is kept in a file. */
static coach_status from_standard_input(struct context *x) {
    if (isatty(STDIN_FILENO)) {
        complain(&x->complaint, COACH_USAGE, NULL, "a database does not come from a terminal");
        return complain_hint(&x->complaint, "name a file, or send one: … | coach restore -");
    }
    g_autofree char *directory = g_dir_make_tmp("coach-XXXXXX", NULL);
    if (!directory)
        return complain(&x->complaint, COACH_STORAGE, NULL,
                        "there is no place for temporary files");
    g_autofree char *path = g_build_filename(directory, "coach.db", NULL);
    coach_status status = read_input(x, path);
    if (status == COACH_OK && (status = restore(x, path)) != COACH_OK)
        status = about_input(x, status, path);
    (void)g_unlink(path);
    (void)g_rmdir(directory);
    return status;
}

static coach_status run(struct context *x, const void *arguments) {
    const struct restore_arguments *a = arguments;
    return strcmp(a->from, "-") == 0 ? from_standard_input(x) : restore(x, a->from);
}

static const struct verb verbs[] = {
    {NULL, .need = NEED_HANDLE, .alone = "it replaces the database that the batch has open",
     .prints_rows = true, .summary = "Put a backup in the place of the database",
     .description =
         "Looks through FILE as `coach backup` does, and copies it to where the database is, or is to be. One "
         "that an older coach made is upgraded; one that a newer coach made is refused, and so is one with "
         "tables, views or triggers that are not coach's. With - it comes from standard input.\n\n"
         "The database in whose place it is put is kept beside it, under a name with the time: nothing is lost, "
         "and restoring that file takes all of it back. The row says how many operations it has that the backup "
         "has not; `coach log --db` with that name tells which. Somebody who writes at that moment is waited for, as "
         "long as core.busy_timeout says; whoever has the old one open is told to try again.\n\n"
         "A database on a server is not replaced: `coach --db FILE migrate --copy --to ADDRESS` carries a "
         "backup to a new one.",
     .examples = {{"coach restore monday.db", "As it was on Monday"}},
     .size = sizeof(struct restore_arguments), .positionals = positionals, .run = run},
    {.run = NULL},
};

const struct noun restore_noun = {
    .name = "restore",
    .summary = "Bring a backup back",
    .table = COACH_BACKUP,
    .key = "path",
    .verbs = verbs,
};
