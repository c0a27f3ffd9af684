/* status.c - coach status: what needs attention today. */
#include "cli/context.h"

static const struct verb verbs[] = {
    {NULL, VERB_LIST, NEED_READ, .prints_rows = true, .summary = "Show what needs attention today",
     .description =
         "Lists the sessions that are past their end and not closed, those of today and of tomorrow, the "
         "relationships that wait to be activated, and the open plans that end within 14 days.",
     .examples = {{"coach status", "Of everybody"},
                  {"coach status --trainer anna@example.org --attention past_end",
                   "What she forgot to close"}},
     .size = sizeof(struct list_arguments), .run = run_list},
    {.run = NULL},
};

const struct noun status_noun = {
    "status",
    .summary = "What needs attention today",
    .table = COACH_STATUS,
    .verbs = verbs,
};
