/* undo.c - coach undo and coach redo. */
#include "cli/context.h"

struct undo_arguments {
    const char *operation;
    bool force;
};

static const struct argument positionals[] = {
    {"OPERATION", .kind = ARGUMENT_TEXT, .offset = offsetof(struct undo_arguments, operation),
     .help = "The number of the operation; else the last one of yours that stands"},
    NO_MORE,
};

static const struct argument options[] = {
    {"force", 'f', .kind = ARGUMENT_FLAG, .offset = offsetof(struct undo_arguments, force),
     .help = "Also where a session would take time that is taken by now"},
    NO_MORE,
};

static coach_status print_done(struct context *x, coach_status status) {
    coach_view view = view_of(x, false);
    coach_cursor *cursor;
    if (status == COACH_OK)
        status = coach_operation(x->coach, NULL, &view, &cursor);
    return status == COACH_OK ? print_rows(x, cursor, true) : status;
}

static coach_status run_undo(struct context *x, const void *arguments) {
    const struct undo_arguments *a = arguments;
    return print_done(x, coach_undo(x->coach, a->operation, a->force));
}

static coach_status run_redo(struct context *x, const void *arguments) {
    const struct undo_arguments *a = arguments;
    return print_done(x, coach_redo(x->coach, a->force));
}

static const struct verb undo_verbs[] = {
    {NULL, .need = NEED_WRITE, .batching = BATCH_APART, .prints_rows = true,
     .summary = "Take back an operation with all that it did",
     .description =
         "Takes back what one command did: a session, a series or an import that was made is gone again, what was "
         "changed or cancelled is as it was before. Undone again and again, it goes back step by step, one operation of "
         "the acting user after the other. It is an operation itself, so that `coach redo`, or `coach undo` with its "
         "number, puts back what it took.\n\n"
         "It refuses where a row has changed since, and names the operation that changed it; where a session would "
         "take time that somebody else has been given meanwhile, or time off lie over sessions; and where something would "
         "be open again in a relationship that has ended.",
     .examples = {{"coach undo --dry-run", "What would it take back?"},
                  {"coach undo", "The last thing that you did"}},
     .size = sizeof(struct undo_arguments), .positionals = positionals, .options = {options},
     .run = run_undo},
    {.run = NULL},
};

const struct noun undo_noun = {
    "undo",
    .summary = "Take back what was done",
    .table = COACH_OPERATION,
    .key = "number",
    .verbs = undo_verbs,
};

static const struct verb redo_verbs[] = {
    {NULL, .need = NEED_WRITE, .batching = BATCH_APART, .prints_rows = true,
     .summary = "Put back what was taken back last",
     .description =
         "Takes back the last undo of the acting user that still stands, by the rules of `coach undo`. Once they have done "
         "something else, only `coach undo` with its number does.",
     .examples = {{"coach redo --dry-run", "What would it put back?"}},
     .size = sizeof(struct undo_arguments), .options = {options}, .run = run_redo},
    {.run = NULL},
};

const struct noun redo_noun = {
    "redo",
    .summary = "Put back what was taken back",
    .table = COACH_OPERATION,
    .key = "number",
    .verbs = redo_verbs,
};
