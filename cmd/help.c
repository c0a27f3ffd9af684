/* help.c - coach help. */
#include "cli/help.h"

#include "cli/context.h"
#include "cli/unknown.h"

struct help_arguments {
    const char *noun, *verb;
};

static const struct argument words[] = {
    {"NOUN", .kind = ARGUMENT_TEXT, .offset = offsetof(struct help_arguments, noun),
     .help = "A command"},
    {"VERB", .kind = ARGUMENT_TEXT, .offset = offsetof(struct help_arguments, verb),
     .help = "One of its verbs"},
    NO_MORE,
};

static coach_status run(struct context *x, const void *arguments) {
    const struct help_arguments *a = arguments;
    x->page = true;
    if (!a->noun) {
        help_overview(x->out);
        return COACH_OK;
    }
    const struct noun *noun = known_noun(a->noun, &x->complaint);
    if (!noun)
        return COACH_USAGE;
    if (!a->verb) {
        help_of_noun(x->out, noun);
        return COACH_OK;
    }
    const struct verb *verb = known_verb(noun, a->verb, &x->complaint);
    if (!verb)
        return COACH_USAGE;
    help_of_verb(x->out, noun, verb);
    return COACH_OK;
}

static const struct verb verbs[] = {
    {NULL, .need = NEED_NOTHING, .summary = "Help for a command",
     .description = "Without arguments: all commands.",
     .examples = {{"coach help", "All commands"}, {"coach help session schedule", "One of them"}},
     .size = sizeof(struct help_arguments), .positionals = words, .run = run},
    {.run = NULL},
};

const struct noun help_noun = {"help", .summary = "Help for a command", .verbs = verbs};
