/* migrate.c - coach migrate: an older database upgraded, or everything to another one. */
#include "cli/context.h"

#include "cli/progress.h"

struct migrate_arguments {
    const char *to;
    bool copy;
};

static const struct argument options[] = {
    {.name = "to",
     .kind = ARGUMENT_TEXT,
     .offset = offsetof(struct migrate_arguments, to),
     .metavar = "ADDRESS",
     .help = "The new database: the path of a file, or the address of a server"},
    {.name = "copy",
     .kind = ARGUMENT_FLAG,
     .offset = offsetof(struct migrate_arguments, copy),
     .help = "Leave the old database in use"},
    NO_MORE,
};

/* ---- The verb ---- */

static coach_status run(struct context *x, const void *arguments) {
    const struct migrate_arguments *a = arguments;
    struct progress bar = progress_new();
    coach_migration how = {.to = a->to, .copy = a->copy, .data = &bar};
    coach_view view = view_of(x, false);
    coach_cursor *cursor;
    x->looked = !a->to;
    if (a->copy && !a->to)
        return complain(&x->complaint, COACH_USAGE, NULL, "--copy needs --to, where to copy it to");
    if (bar.wanted)
        how.progress = progress_show;
    coach_status status = coach_open(x->coach, a->copy ? COACH_READ : COACH_WRITE);
    if (status == COACH_OK)
        status = coach_migrate(x->coach, &how, &view, &cursor);
    progress_end(&bar);
    return status == COACH_OK ? print_rows(x, cursor, false) : status;
}

static const struct verb verbs[] = {
    {NULL, .need = NEED_HANDLE, .alone = "it is about all of the database that the batch has open",
     .prints_rows = true, .summary = "Upgrade the database, or move it to another place",
     .description =
         "Brings a database of an older coach to the schema of this one, and lists its tables with the number of "
         "their rows and the SHA-256 of these. Any command that writes or reads upgrades a file too; here it can be "
         "done at a time of one's own. Of a file a copy is kept beside it first.\n\n"
         "With --to it makes a new database at ADDRESS and copies everything to it: from a file to a server, from a server "
         "to a file, or between two of a kind. The file, or the schema coach in the server's database, must "
         "not exist yet; coach-server(7) says how a server is named. All is read back and compared before it "
         "is kept: each table is listed with the number of its rows and their SHA-256. When anything fails, "
         "there is no new database, and the old one is used as before.\n\n"
         "Nobody else can write to the old database meanwhile. Then it is marked as moved: every later "
         "command that is pointed to it ends with exit status 4 and names the new address. Point "
         "core.database or COACH_DB to it. With --copy the old database stays in use, and whatever is "
         "written to one of the two from then on is not in the other.\n\n"
         "On a server, whoever sees all rows may copy them, and the owner of the schema may move them. Who "
         "sees what on a new server is set up anew: `coach server setup`.",
     .examples = {{"coach migrate", "Upgrade it now"},
                  {"coach migrate --to service=studio",
                   "From a file to a server that many hosts use"},
                  {"coach migrate --copy --to friday.db",
                   "A copy in a file, checked to be complete"}},
     .size = sizeof(struct migrate_arguments), .options = {options}, .run = run},
    {.run = NULL},
};

const struct noun migrate_noun = {
    "migrate",
    .summary = "Upgrade the database, or move it elsewhere",
    .table = COACH_MIGRATION,
    .key = "name",
    .verbs = verbs,
};
