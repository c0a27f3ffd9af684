/* series.c - the commands of series of sessions. */
#include "cli/context.h"

static const struct verb verbs[] = {
    {"list", VERB_LIST, NEED_READ, .prints_rows = true, .summary = "List series of sessions",
     .examples = {{"coach series list --trainer anna@example.org", "What recurs with her"},
                  {"coach series list --client ben@example.org --json", "For a program"}},
     .size = sizeof(struct list_arguments), .run = run_list},
    {"show", .need = NEED_READ, .prints_rows = true, .summary = "Show a series in full",
     .description = "Its sessions are listed by `coach session list --series SERIES`.",
     .examples = {{"coach series show e1000001", "By the first digits of its id"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_show},
    {.run = NULL},
};

const struct noun series_noun = {
    "series",
    .summary = "Series of sessions that recur by a rule",
    .description =
        "A series is booked by `coach session schedule` with --every or --repeat. Its sessions are sessions like "
        "any other; `coach session edit`, `reschedule` and `cancel` change one of them, with --following also those "
        "after it, and with --all the whole series. What is done or past is never changed with them.",
    .which = "Id, or the first digits of it",
    .table = COACH_SERIES,
    .verbs = verbs,
};
