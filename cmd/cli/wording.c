/* wording.c - how arguments are put into words. */
#include "cli/wording.h"

#include <glib.h>
#include <string.h>

enum { EXAMPLE_WIDTH = 62 };

const char *wording_name(const struct argument *option) {
    return option->alias ? option->alias : option->name;
}

static bool negates(const char *negation, const struct argument *option) {
    if (!negation || !g_str_has_prefix(negation, "no-"))
        return false;
    const char *name = negation + strlen("no-");
    return strcmp(name, option->name) == 0 || (option->alias && strcmp(name, option->alias) == 0);
}

const struct argument *wording_negation(const struct arguments *arguments,
                                        const struct argument *option) {
    for (size_t i = 0; i < arguments->option_count; i++) {
        const struct argument *other = &arguments->options[i];
        bool named = negates(other->name, option) || negates(other->alias, option);
        if (named && g_strcmp0(other->help, option->help) == 0)
            return other;
    }
    return NULL;
}

bool wording_is_hidden(const struct noun *noun, const struct verb *verb,
                       const struct arguments *arguments, const struct argument *shared) {
    if (verb && !verb_takes(noun, verb, shared))
        return true;
    for (size_t i = 0; arguments && i < arguments->option_count; i++)
        if (strcmp(arguments->options[i].name, shared->name) == 0)
            return true;
    return false;
}

bool wording_is_negation(const struct arguments *arguments, const struct argument *option) {
    for (size_t i = 0; i < arguments->option_count; i++)
        if (wording_negation(arguments, &arguments->options[i]) == option)
            return true;
    return false;
}

char *wording_positional(const struct argument *positional) {
    const char *more = positional->kind == ARGUMENT_WORDS ? "..." : "";
    return positional->required ? g_strdup_printf("%s%s", positional->name, more)
                                : g_strdup_printf("[%s%s]", positional->name, more);
}

const coach_field *wording_field(const struct noun *noun, const struct argument *argument) {
    return argument->field ? coach_field_named(noun->table, argument->field) : NULL;
}

const char *wording_initial(const struct noun *noun, const struct verb *verb,
                            const struct argument *option) {
    const coach_field *field = wording_field(noun, option);
    bool makes = verb->kind == VERB_PLAIN && verb->need >= NEED_WRITE;
    return makes && field && !option->required ? field->initial : NULL;
}

char *wording_choices(const char *const *choices) {
    GString *text = g_string_new(choices[0]);
    for (size_t i = 1; choices[0] && choices[i]; i++)
        g_string_append_printf(text, "%s%s", choices[i + 1] ? ", " : " or ", choices[i]);
    return g_string_free(text, FALSE);
}

char *wording_meaning(const struct argument *argument, const struct verb *verb) {
    const char *help = argument->help ? argument->help : "";
    const char *const *choices = argument_choices(argument, verb);
    if (!choices || strstr(help, choices[0]))
        return g_strdup(help);
    g_autofree char *all = wording_choices(choices);
    return g_strdup_printf("%s: %s", help, all);
}

char *wording_command(const struct noun *noun, const struct verb *verb, char separator) {
    const char *name = verb ? verb->name : NULL;
    char *command = g_strconcat("coach ", noun->name, name ? " " : NULL, name, NULL);
    return g_strdelimit(command, " ", separator);
}

/* How far it is to the next option, outside quotes, or to the end; where that is too far, to the
 * last blank outside quotes. */
static size_t part_length(const char *at) {
    char quote = 0;
    size_t i = 0, blank = 0;
    for (; at[i]; i++) {
        if (quote ? at[i] == quote : at[i] == '"' || at[i] == '\'')
            quote = quote ? 0 : at[i];
        if (quote || i == 0 || at[i] != ' ')
            continue;
        if (at[i + 1] == '-')
            break;
        blank = i;
    }
    return i > EXAMPLE_WIDTH && blank ? blank : i;
}

char *wording_example(const char *line, const char *line_break) {
    GString *text = g_string_new("");
    size_t column = 0;
    while (*line) {
        size_t length = part_length(line);
        if (column > 0 && column + length > EXAMPLE_WIDTH) {
            g_string_append_printf(text, " \\%s", line_break);
            line++;
            length--;
            column = 0;
        }
        g_string_append_len(text, line, (gssize)length);
        column += length;
        line += length;
    }
    return g_string_free(text, FALSE);
}
