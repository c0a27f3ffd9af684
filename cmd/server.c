/* server.c - the commands of a database that is kept on a server. */
#include "cli/context.h"

struct setup_arguments {
    bool dry_run;
};

static const struct argument setup_options[] = {
    {"dry-run", 'n', .kind = ARGUMENT_FLAG, .offset = offsetof(struct setup_arguments, dry_run),
     .help = "Print the SQL and change nothing"},
    NO_MORE,
};

static coach_status run_setup(struct context *x, const void *arguments) {
    const struct setup_arguments *setup = arguments;
    const char *sql;
    coach_status status = coach_server_setup(x->coach, !setup->dry_run, &sql);
    if (status == COACH_OK && setup->dry_run)
        sink_printf(x->out, "BEGIN;\n%sCOMMIT;\n", sql);
    return status;
}

static const struct verb verbs[] = {
    {"setup", .need = NEED_WRITE, .summary = "Let the server decide who sees what",
     .description =
         "Makes the roles coach_admin, coach_trainer and coach_client where there are none, and gives each "
         "what it may see and do. Make a login for each person on the server, a member of one of the three, "
         "and name it with `coach user edit USER --db-role LOGIN`. Only the owner of the database can do "
         "this; doing it again does no harm.\n\n"
         "A database in a file has no logins: whoever may read the file sees all of it.",
     .examples = {{"coach server setup --dry-run", "Shows the SQL, for whoever runs the server"}},
     .size = sizeof(struct setup_arguments), .options = {setup_options}, .run = run_setup},
    {.run = NULL},
};

const struct noun server_noun = {
    "server",
    .summary = "A database that is kept on a server",
    .description = "What a server can do for a practice that works from many places; see "
                   "coach-server(7).",
    .verbs = verbs,
};
