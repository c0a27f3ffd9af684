/* unknown.c - words and options that no command has: what was meant, and where to read on. */
#include "cli/unknown.h"

#include <glib.h>
#include <string.h>

coach_status hint_help(struct complaint *c, const struct noun *noun, const struct verb *verb) {
    if (!noun)
        return complain_hint(c, "coach help");
    return verb && verb->name ? complain_hint(c, "coach help %s %s", noun->name, verb->name)
                              : complain_hint(c, "coach help %s", noun->name);
}

/* ---- Words ---- */

GPtrArray *known_words(const struct noun *noun) {
    GPtrArray *words = g_ptr_array_new();
    for (const struct verb *verb = noun ? verbs_named(noun) : NULL; verb && verb->run; verb++)
        g_ptr_array_add(words, (void *)verb->name);
    for (size_t i = 0; nouns[i]; i++)
        if (noun_within(noun, nouns[i]))
            g_ptr_array_add(words, (void *)noun_within(noun, nouns[i]));
    g_ptr_array_add(words, NULL);
    return words;
}

static coach_status unknown_word(struct complaint *c, const struct noun *noun, const char *word) {
    g_autoptr(GPtrArray) words = known_words(noun);
    const char *near = coach_nearest(word, (const char *const *)words->pdata);
    complain(c, COACH_USAGE, NULL, "unknown %s%s \"%.80s\"", noun ? "verb of " : "command",
             noun ? noun->name : "", word);
    if (near)
        complain_hint(c, "did you mean %s?", near);
    return hint_help(c, noun, NULL);
}

coach_status known_word(const char *word, const struct noun **noun, const struct verb **verb,
                        struct complaint *c) {
    const struct noun *found = noun_find(*noun, word);
    if (found) {
        *noun = found;
        *verb = verbs_named(found)->run ? NULL : verb_own(found);
        return COACH_OK;
    }
    *verb = *noun ? verb_find(*noun, word) : NULL;
    return *verb ? COACH_OK : unknown_word(c, *noun, word);
}

/* ---- Options ---- */

static void add_names(GPtrArray *names, const struct argument *table) {
    for (; table && table->name; table++) {
        g_ptr_array_add(names, (void *)table->name);
        if (table->alias)
            g_ptr_array_add(names, (void *)table->alias);
    }
}

static bool is_about_a_row(const struct verb *verb) {
    return verb && verb->positionals && verb->positionals[0].own;
}

/* The verbs that can do with a row what was asked of another: --at is for session reschedule. */
static char *verbs_with_option(const struct noun *noun, const char *name) {
    const char *joint = "";
    GString *verbs = g_string_new("");
    for (const struct verb *verb = noun->verbs; verb->run; verb++) {
        if (!is_about_a_row(verb))
            continue;
        struct arguments *arguments = arguments_of(noun, verb);
        if (argument_named(arguments->options, name, 0)) {
            g_string_append_printf(verbs, "%s%s", joint, verb->name);
            joint = ", ";
        }
        arguments_free(arguments);
    }
    return g_string_free(verbs, FALSE);
}

static char *nearest_option(const struct noun *noun, const struct verb *verb, const char *name) {
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    struct arguments *arguments = verb ? arguments_of(noun, verb) : NULL;
    add_names(names, arguments ? arguments->options : NULL);
    add_names(names, global_options);
    add_names(names, output_options);
    g_ptr_array_add(names, NULL);
    char *near = name[0] ? g_strdup(coach_nearest(name, (const char *const *)names->pdata)) : NULL;
    arguments_free(arguments);
    return near;
}

coach_status unknown_option(struct complaint *c, const struct noun *noun, const struct verb *verb,
                            const char *word, const char *name) {
    int length = (int)MIN(strcspn(word, "="), 80); /* its value is not what is wrong */
    g_autofree char *others = is_about_a_row(verb) ? verbs_with_option(noun, name) : g_strdup("");
    g_autofree char *near = others[0] ? NULL : nearest_option(noun, verb, name);
    complain(c, COACH_USAGE, NULL, "unknown option \"%.*s\"", length, word);
    if (others[0])
        complain_hint(c, "--%.80s is an option of coach %s %s", name, noun->name, others);
    if (near)
        complain_hint(c, "did you mean --%s?", near);
    return hint_help(c, noun, verb);
}
