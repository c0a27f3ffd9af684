/* show.c - coach show: what an operation did. */
#include "cli/context.h"

struct show_arguments {
    const char *operation;
};

static const struct argument positionals[] = {
    {"OPERATION", .kind = ARGUMENT_TEXT, .required = true,
     .offset = offsetof(struct show_arguments, operation), .help = "Its number"},
    NO_MORE,
};

/* For people: what it was, before what it did. */
static coach_status print_head(struct context *x, const char *operation) {
    coach_cursor *cursor;
    coach_view view = {.brief = false};
    coach_status status = coach_operation(x->coach, operation, &view, &cursor);
    if (status == COACH_OK)
        status = print_rows(x, cursor, true);
    if (status == COACH_OK)
        sink_puts(x->out, "\n");
    return status;
}

static coach_status run(struct context *x, const void *arguments) {
    const struct show_arguments *a = arguments;
    coach_view view = view_of(x, false);
    coach_cursor *cursor;
    x->page = true;
    coach_status status = COACH_OK;
    if (x->style.format == FORMAT_TABLE && !x->command->globals.fields)
        status = print_head(x, a->operation);
    if (status == COACH_OK)
        status = coach_differences(x->coach, a->operation, &view, &cursor);
    return status == COACH_OK ? print_rows(x, cursor, false) : status;
}

static const struct verb verbs[] = {
    {NULL, .need = NEED_READ, .prints_rows = true, .summary = "Show what an operation did",
     .description =
         "Lists what an operation did to each field of each row: what it was before, and what it became. Of a "
         "row that was made, the fields that were set; of one that was removed, those that it had. People "
         "see values as lists show them, and the names of rows; to programs they are JSON, with times in UTC and ids.",
     .examples = {{"coach show 1", "What the first operation did"},
                  {"coach show 1 --json", "For a program"}},
     .size = sizeof(struct show_arguments), .positionals = positionals, .run = run},
    {.run = NULL},
};

const struct noun show_noun = {
    "show",
    .summary = "What an operation did to each row",
    .table = COACH_DIFFERENCE,
    .verbs = verbs,
};
