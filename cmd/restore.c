/* restore.c - coach restore: a backup takes the place of the database. */
#include "cli/context.h"

struct restore_arguments {
    const char *from;
};

static const struct argument positionals[] = {
    {.name = "FILE",
     .kind = ARGUMENT_TEXT,
     .offset = offsetof(struct restore_arguments, from),
     .help = "What `coach backup` has written",
     .required = true},
    NO_MORE,
};

static coach_status run(struct context *x, const void *arguments) {
    const struct restore_arguments *a = arguments;
    coach_view view = view_of(x, true);
    coach_cursor *cursor;
    if (x->style.format == FORMAT_ID && !x->command->globals.fields)
        view.fields = "path";
    coach_status status = coach_backup_restore(x->coach, a->from, &view, &cursor);
    return status == COACH_OK ? print_rows(x, cursor, true) : status;
}

static const struct verb verbs[] = {
    {NULL, .need = NEED_HANDLE, .alone = "it replaces the database that the batch has open",
     .prints_rows = true, .summary = "Put a backup in the place of the database",
     .description =
         "Looks through FILE as `coach backup` does, and copies it to where the database is, or is to be. One "
         "that an older coach made is upgraded; one that a newer coach made is refused, and so is one with "
         "tables, views or triggers that are not coach's.\n\n"
         "The database in whose place it is put is kept beside it, under a name with the time: nothing is lost, "
         "and restoring that file takes all of it back. Somebody who writes at that moment is waited for, as "
         "long as core.busy_timeout says; whoever has the old one open is told to try again.\n\n"
         "A database on a server is not replaced: `coach --db FILE migrate --copy --to ADDRESS` carries a "
         "backup to a new one.",
     .examples = {{"coach restore monday.db", "As it was on Monday"}},
     .size = sizeof(struct restore_arguments), .positionals = positionals, .run = run},
    {.run = NULL},
};

const struct noun restore_noun = {
    "restore",
    .summary = "Bring a backup back",
    .table = COACH_BACKUP,
    .verbs = verbs,
};
