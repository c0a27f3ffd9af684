/* init.c - coach init: a new database and its first user. */
#include "cli/context.h"

static const struct argument fields[] = {
    FIELD(coach_user_request, email),     FIELD(coach_user_request, first_name),
    FIELD(coach_user_request, last_name), FIELD(coach_user_request, phone),
    FIELD(coach_user_request, time_zone), NO_MORE,
};

static coach_status run(struct context *x, const void *arguments) {
    const coach_user_request *r = arguments;
    coach_id id;
    coach_cursor *cursor;
    coach_status status = coach_init(x->coach, r, &id);
    if (status != COACH_OK)
        return status;
    coach_view view = view_of(x, false);
    status = coach_show(x->coach, COACH_USER, id.text, &view, &cursor);
    return status == COACH_OK ? print_rows(x, cursor, true) : status;
}

/* The database stands; where the settings cannot be written, that is said, and the next step. */
static void become(struct context *x, const void *arguments) {
    const coach_user_request *r = arguments;
    struct complaint c = {0};
    if (config_write("user.email", r->email, &c) != COACH_OK) {
        complain_hint(&c, "the database is made; say who you are with --as or COACH_USER");
        (void)failure_print(&c.view, x->style.format, NULL);
    }
    complaint_clear(&c);
}

static const struct verb verbs[] = {
    {NULL, .need = NEED_CREATE, .prints_rows = true,
     .summary = "Make a database and its first user",
     .description =
         "Makes the database and its directory, readable by you alone, with the visibilities PUBLIC, "
         "CLIENTS and PRIVATE, and writes user.email to your settings, so that the new user is the acting "
         "one from now on. A database that exists is left as it is.",
     .examples =
         {{"coach init --email anna@example.org --first-name Anna --last-name Berg",
           "In the usual place"},
          {"coach --db studio.db init --email anna@example.org --first-name Anna --last-name Berg",
           "In a file of your choice"}},
     .size = sizeof(coach_user_request), .options = {fields}, .run = run, .done = become},
    {.run = NULL},
};

const struct noun init_noun = {
    "init",
    .summary = "Make a database and its first user",
    .table = COACH_USER,
    .verbs = verbs,
};
