/* completion.c - coach completion: the code that a shell reads. */
#include "cli/context.h"

#include "completions.h" /* made of completions/ */

#include <string.h>

struct completion_arguments {
    const char *shell;
};

static const char *const shells[] = {"bash", "zsh", "fish", NULL};

static const struct argument words[] = {
    {"SHELL", .kind = ARGUMENT_TEXT, .offset = offsetof(struct completion_arguments, shell),
     .required = true, .choices = shells, .help = "bash, zsh or fish"},
    NO_MORE,
};

static coach_status run(struct context *x, const void *arguments) {
    const struct completion_arguments *a = arguments;
    static const char *const scripts[] = {completion_bash, completion_zsh, completion_fish};
    for (size_t i = 0; shells[i]; i++)
        if (strcmp(shells[i], a->shell) == 0)
            sink_puts(x->out, scripts[i]);
    return COACH_OK;
}

static const struct verb verbs[] = {
    {NULL, .need = NEED_NOTHING, .summary = "Print the completion code of a shell",
     .description =
         "Once coach is installed, bash, zsh and fish find the code by themselves. Elsewhere, let the shell "
         "read it: in bash `source <(coach completion bash)`, in zsh the same after compinit, in fish "
         "`coach completion fish | source`.",
     .examples = {{"coach completion bash",
                   "For bash, which reads it by `source <(coach completion bash)`"}},
     .size = sizeof(struct completion_arguments), .positionals = words, .run = run},
    {.run = NULL},
};

const struct noun completion_noun = {
    "completion", .summary = "Print the completion code of a shell", .verbs = verbs};
