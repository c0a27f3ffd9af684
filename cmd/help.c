/* help.c - coach help. */
#include "cli/help.h"

#include "cli/context.h"

#include <glib.h>

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

static coach_status unknown(struct context *x, const char *what, const char *word,
                            const GPtrArray *known) {
    complain(&x->complaint, COACH_USAGE, NULL, "unknown %s \"%.80s\"", what, word);
    const char *near = coach_nearest(word, (const char *const *)known->pdata);
    return near ? complain_hint(&x->complaint, "did you mean %s?", near) : COACH_USAGE;
}

static coach_status unknown_noun(struct context *x, const char *word) {
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (size_t i = 0; nouns[i]; i++)
        g_ptr_array_add(names, (void *)nouns[i]->name);
    g_ptr_array_add(names, NULL);
    return unknown(x, "command", word, names);
}

static coach_status unknown_verb(struct context *x, const struct noun *noun, const char *word) {
    if (!noun->verbs->name)
        return complain(&x->complaint, COACH_USAGE, NULL, "%s has no verbs", noun->name);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (const struct verb *verb = noun->verbs; verb->run; verb++)
        g_ptr_array_add(names, (void *)verb->name);
    g_ptr_array_add(names, NULL);
    g_autofree char *what = g_strdup_printf("verb of %s", noun->name);
    return unknown(x, what, word, names);
}

static coach_status run(struct context *x, const void *arguments) {
    const struct help_arguments *a = arguments;
    x->page = true;
    if (!a->noun) {
        help_overview(x->out);
        return COACH_OK;
    }
    const struct noun *noun = noun_find(a->noun);
    if (!noun)
        return unknown_noun(x, a->noun);
    if (!a->verb) {
        help_of_noun(x->out, noun);
        return COACH_OK;
    }
    const struct verb *verb = verb_find(noun, a->verb);
    if (!verb)
        return unknown_verb(x, noun, a->verb);
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
