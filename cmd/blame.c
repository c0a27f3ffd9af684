/* blame.c - coach blame: who set the fields of a row. */
#include "cli/context.h"

#include <string.h>

struct blame_arguments {
    const char *noun, *which;
};

static const char *const kinds[] = {"user",         "trainer", "relationship", "session",
                                    "series",       "plan",    "program",      "program-session",
                                    "availability", "timeoff", "category",     "tag",
                                    "visibility",   NULL};
static const coach_noun tables[] = {
    COACH_USER,     COACH_TRAINER, COACH_RELATIONSHIP,    COACH_SESSION,      COACH_SERIES,
    COACH_PLAN,     COACH_PROGRAM, COACH_PROGRAM_SESSION, COACH_AVAILABILITY, COACH_TIME_OFF,
    COACH_CATEGORY, COACH_TAG,     COACH_VISIBILITY};

static const struct argument positionals[] = {
    {"NOUN", .kind = ARGUMENT_TEXT, .required = true,
     .offset = offsetof(struct blame_arguments, noun), .choices = kinds,
     .help = "What kind of row"},
    {"ROW", .kind = ARGUMENT_TEXT, .required = true,
     .offset = offsetof(struct blame_arguments, which),
     .help = "Its id, or how else such a row is named"},
    NO_MORE,
};

static coach_status run(struct context *x, const void *arguments) {
    const struct blame_arguments *a = arguments;
    coach_view view = view_of(x, false);
    coach_cursor *cursor;
    size_t n = 0;
    while (strcmp(kinds[n], a->noun) != 0)
        n++;
    x->page = true;
    coach_status status = coach_blame(x->coach, tables[n], a->which, &view, &cursor);
    return status == COACH_OK ? print_rows(x, cursor, false) : status;
}

static const struct verb verbs[] = {
    {NULL, .need = NEED_READ, .prints_rows = true, .summary = "Show who set each field of a row",
     .description =
         "Lists the fields of a row as it is now, each with the operation that set it last, when that was, and "
         "who did it. Fields that were set before there was a history have none. People see values as lists show them, and "
         "the names of rows; to programs they are JSON, with times in UTC and ids.",
     .examples = {{"coach blame session a1000001", "Who moved it?"},
                  {"coach blame user ben@example.org --fields field,actor,command",
                   "And by which commands?"}},
     .size = sizeof(struct blame_arguments), .positionals = positionals, .run = run},
    {.run = NULL},
};

const struct noun blame_noun = {
    "blame",
    .summary = "Who set each field of a row, and when",
    .table = COACH_BLAME,
    .key = "field",
    .verbs = verbs,
};
