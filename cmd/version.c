/* version.c - coach version. */
#include "cli/context.h"

static coach_status run(struct context *x, const void *arguments) {
    (void)arguments;
    sink_puts(x->out, "coach " COACH_VERSION "\n");
    return COACH_OK;
}

static const struct verb verbs[] = {
    {NULL, .need = NEED_NOTHING, .summary = "Print the version of coach",
     .examples = {{"coach version", "Its version"}}, .run = run},
    {.run = NULL},
};

const struct noun version_noun = {"version", .summary = "Print the version of coach",
                                  .verbs = verbs};
