/* help.c - coach help. */
#include "cli/help.h"

#include "cli/context.h"
#include "cli/unknown.h"

struct help_arguments {
    struct words command;
};

static const struct argument words[] = {
    {"COMMAND", .kind = ARGUMENT_WORDS, .offset = offsetof(struct help_arguments, command),
     .help = "A noun, or a noun and one of its verbs"},
    NO_MORE,
};

static coach_status too_many(struct context *x, const struct noun *noun, const struct verb *verb,
                             const char *word) {
    if (verb->name)
        complain(&x->complaint, COACH_USAGE, NULL, "\"%.80s\" is one word too many", word);
    else
        complain(&x->complaint, COACH_USAGE, NULL, "%s has no verbs", noun->name);
    return hint_help(&x->complaint, noun, verb);
}

static coach_status run(struct context *x, const void *arguments) {
    const struct help_arguments *a = arguments;
    const struct noun *noun = NULL;
    const struct verb *verb = NULL;
    coach_status status = COACH_OK;
    x->page = true;
    for (size_t i = 0; status == COACH_OK && i < a->command.count; i++)
        status = verb ? too_many(x, noun, verb, a->command.items[i])
                      : known_word(a->command.items[i], &noun, &verb, &x->complaint);
    if (status != COACH_OK)
        return status;
    if (verb)
        help_of_verb(x->out, noun, verb);
    else if (noun)
        help_of_noun(x->out, noun);
    else
        help_overview(x->out);
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
