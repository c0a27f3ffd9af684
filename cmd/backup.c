/* backup.c - coach backup: a copy of the database in a file. */
#include "cli/context.h"
#include "cli/output_file.h"
#include "cli/progress.h"

#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct backup_arguments {
    const char *to;
    int64_t keep;
    bool force, quick;
};

static const struct argument positionals[] = {
    {.name = "FILE",
     .kind = ARGUMENT_TEXT,
     .offset = offsetof(struct backup_arguments, to),
     .help = "The file; a directory for dated files; or - for standard output",
     .required = true},
    NO_MORE,
};

static const struct argument options[] = {
    {.name = "keep",
     .kind = ARGUMENT_COUNT,
     .offset = offsetof(struct backup_arguments, keep),
     .metavar = "N",
     .help = "Keep so many dated files of the database in the directory, and remove the oldest"},
    {.name = "quick",
     .kind = ARGUMENT_FLAG,
     .offset = offsetof(struct backup_arguments, quick),
     .help = "Leave out the checks that take longer than the copy itself"},
    {.name = "force",
     .letter = 'f',
     .kind = ARGUMENT_FLAG,
     .offset = offsetof(struct backup_arguments, force),
     .help = "Write over a file of that name"},
    NO_MORE,
};

static coach_status make(struct context *x, const coach_backup *how, coach_cursor **cursor) {
    struct progress bar = progress_new();
    coach_view view = view_of(x, true);
    coach_backup with_bar = *how;
    with_bar.progress = bar.wanted ? progress_show : NULL;
    with_bar.data = &bar;
    coach_status status = context_open(x, COACH_READ);
    if (status == COACH_OK)
        status = coach_backup_make(x->coach, &with_bar, &view, cursor);
    progress_end(&bar);
    return status;
}

/* ---- To standard output ---- */

static coach_status unreadable(struct context *x, const char *path) {
    return complain(&x->complaint, COACH_STORAGE, NULL, "%s cannot be read", path);
}

static coach_status pour(struct context *x, const char *path) {
    enum { PIECE = 65536 };
    g_autofree char *piece = g_malloc(PIECE);
    FILE *file = fopen(path, "rbe");
    if (!file)
        return unreadable(x, path);
    size_t length;
    while ((length = fread(piece, 1, PIECE, file)) > 0)
        sink_write(x->out, piece, length);
    bool failed = ferror(file) != 0;
    (void)fclose(file);
    return failed ? unreadable(x, path) : COACH_OK;
}

/* The file is whole and checked before its first byte is written. */
static coach_status to_standard_output(struct context *x, const struct backup_arguments *a) {
    coach_cursor *cursor;
    x->looked = true;
    if (x->batch) {
        complain(&x->complaint, COACH_USAGE, NULL,
                 "standard output is for the answers of the batch");
        return complain_hint(&x->complaint, "name a file");
    }
    if (isatty(STDOUT_FILENO)) {
        complain(&x->complaint, COACH_USAGE, NULL, "a database is nothing for a terminal");
        return complain_hint(&x->complaint, "name a file, or send it on: coach backup - | …");
    }
    g_autofree char *directory = g_dir_make_tmp("coach-XXXXXX", NULL);
    if (!directory)
        return complain(&x->complaint, COACH_STORAGE, NULL,
                        "there is no place for temporary files");
    g_autofree char *path = g_build_filename(directory, "coach.db", NULL);
    coach_status status = make(x, &(coach_backup){.to = path, .quick = a->quick}, &cursor);
    if (status == COACH_OK) {
        coach_cursor_close(cursor);
        status = pour(x, path);
    }
    (void)g_unlink(path);
    (void)g_rmdir(directory);
    return status;
}

/* ---- The verb ---- */

static coach_status run(struct context *x, const void *arguments) {
    const struct backup_arguments *a = arguments;
    coach_cursor *cursor;
    if (strcmp(a->to, "-") == 0)
        return to_standard_output(x, a);
    coach_backup how = {.to = a->to, .keep = a->keep, .replace = a->force, .quick = a->quick};
    coach_status status = files_allowed(x);
    if (status == COACH_OK)
        status = make(x, &how, &cursor);
    return status == COACH_OK ? print_rows(x, cursor, true) : status;
}

static const struct verb verbs[] = {
    {NULL, .need = NEED_HANDLE, .batching = BATCH_APART, .prints_rows = true,
     .summary = "Copy the database to a file, while it is in use",
     .description =
         "The copy is the database as it stands at one moment, whoever writes to it meanwhile. It is looked "
         "through before it gets its name: every page, row and index, what rows refer to, the tables, and how "
         "many rows each has. When anything fails there is no new file, and one of that name is as it was.\n\n"
         "With a directory it is a new file in it, named after the database and the time: of coach.db "
         "coach-20261207T120000Z.db, or coach-20261207T120000Z_2.db where there is such a file. With --keep the "
         "directory is made where there is none, and has N such files of this database at most: the oldest are "
         "removed. Files of another name, or of another database, stay. With - it goes to standard output, to be "
         "compressed or sent on.\n\n"
         "--force replaces a file; what is no file is not replaced, and neither are the database itself and its "
         "journal.\n\n"
         "The checks take about ten times as long as the copy; --quick leaves them out, but for the tables and "
         "the numbers of rows. A database on a server is copied row by row to such a file too, by whoever sees "
         "all rows; whoever runs the server will want the tools of that server besides.\n\n"
         "`coach restore` brings a backup back. See coach-backup(7).",
     .examples = {{"coach backup friday.db", "A copy, checked to be complete"},
                  {"coach backup backups --keep 14", "One file a night, of two weeks"},
                  {"coach backup backups --keep 14 --quick",
                   "The same, without the longer checks"}},
     .size = sizeof(struct backup_arguments), .positionals = positionals, .options = {options},
     .run = run},
    {.run = NULL},
};

const struct noun backup_noun = {
    .name = "backup",
    .summary = "Copy the database to a file",
    .table = COACH_BACKUP,
    .key = "path",
    .verbs = verbs,
};
