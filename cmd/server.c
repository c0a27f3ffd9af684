/* server.c - the commands of a database that is kept on a server. */
#include "cli/context.h"

static coach_status run_setup(struct context *x, const void *arguments) {
    bool rehearsed = x->command->globals.dry_run;
    const char *sql;
    (void)arguments;
    coach_status status = coach_server_setup(x->coach, !rehearsed, &sql);
    if (status == COACH_OK && rehearsed)
        sink_printf(x->out, "BEGIN;\n%sCOMMIT;\n", sql);
    return status;
}

static const struct verb verbs[] = {
    {"setup", .need = NEED_WRITE, .summary = "Let the server decide who sees what",
     .description =
         "Makes the roles coach_admin, coach_trainer and coach_client where there are none, and gives each "
         "what it may see and do. Make a login for each person on the server, a member of one of the three, "
         "and name it with `coach user edit USER --db-role LOGIN`. Only the owner of the database can do "
         "this; doing it again does no harm. --dry-run prints the SQL.\n\n"
         "A database in a file has no logins: whoever may read the file sees all of it.",
     .examples = {{"coach server setup --dry-run", "Shows the SQL, for whoever runs the server"}},
     .run = run_setup},
    {.run = NULL},
};

const struct noun server_noun = {
    "server",
    .summary = "A database that is kept on a server",
    .description = "What a server can do for a practice that works from many places; see "
                   "coach-server(7).",
    .verbs = verbs,
};
