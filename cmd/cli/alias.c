/* alias.c - words that stand for command lines, and programs that stand beside the commands. */
#include "cli/alias.h"

#include "cli/config.h"
#include "cli/program.h"

#include <errno.h>
#include <glib.h>
#include <string.h>
#include <unistd.h>

/* A line on its way to a noun. */
struct expansion {
    struct command *command;
    struct config *config;
    struct complaint *complaint;
    char **words;
    GPtrArray *seen; /* the words whose aliases were followed */
};

/* ---- Programs ---- */

/* Returns only when that fails. */
static coach_status take_over(const struct expansion *e, const char *program, GPtrArray *argv,
                              char *const *arguments) {
    for (; *arguments; arguments++)
        g_ptr_array_add(argv, *arguments);
    g_ptr_array_add(argv, NULL);
    program_tell(&e->command->globals, e->config);
    execv(program, (char *const *)argv->pdata);
    int why = errno;
    return complain(e->complaint, COACH_STORAGE, NULL, "%s cannot be run: %s", program,
                    g_strerror(why));
}

static coach_status run_shell(const struct expansion *e, const char *script,
                              char *const *arguments) {
    static const char shell[] = "/bin/sh";
    g_autofree char *line = g_strconcat(script, " \"$@\"", NULL);
    g_autoptr(GPtrArray) argv = g_ptr_array_new();
    g_ptr_array_add(argv, (char *)shell);
    g_ptr_array_add(argv, (char *)"-c");
    g_ptr_array_add(argv, line);
    g_ptr_array_add(argv, (char *)script);
    return take_over(e, shell, argv, arguments);
}

/* The program that a word stands for, or NULL. The caller's. */
static char *find_program(const char *word) {
    g_autofree char *name = g_strconcat("coach-", word, NULL);
    return word[0] == '\0' || strchr(word, '/') ? NULL : program_in_path(name);
}

static coach_status run_program(const struct expansion *e, char *const *words) {
    g_autofree char *program = find_program(words[0]);
    if (!program)
        return e->complaint->view.status;
    g_autoptr(GPtrArray) argv = g_ptr_array_new();
    g_ptr_array_add(argv, program);
    return take_over(e, program, argv, words + 1);
}

/* ---- Words ---- */

/* Puts other words, which it takes over, in the place of one. */
static void substitute(struct expansion *e, size_t at, char **instead) {
    g_autoptr(GPtrArray) line = g_ptr_array_new();
    for (size_t i = 0; i < at; i++)
        g_ptr_array_add(line, e->words[i]);
    for (char **word = instead; *word; word++)
        g_ptr_array_add(line, *word);
    for (char **word = e->words + at + 1; *word; word++)
        g_ptr_array_add(line, *word);
    g_ptr_array_add(line, NULL);
    g_free(e->words[at]);
    g_free(e->words);
    g_free(instead);
    e->words = (char **)g_ptr_array_steal(line, NULL);
}

static bool was_seen(const struct expansion *e, const char *word) {
    for (size_t i = 0; i < e->seen->len; i++)
        if (strcmp(e->seen->pdata[i], word) == 0)
            return true;
    return false;
}

static coach_status circle(const struct expansion *e, const char *key, const char *word) {
    g_autoptr(GString) way = g_string_new(NULL);
    for (size_t i = 0; i < e->seen->len; i++)
        g_string_append_printf(way, "%s -> ", (const char *)e->seen->pdata[i]);
    return complain(e->complaint, COACH_USAGE, key, "%s leads back to itself: %s%s", key, way->str,
                    word);
}

/* GLib's own message repeats the whole value, in which a password may stand. */
static const char *not_split(const GError *error) {
    return error->code == G_SHELL_ERROR_EMPTY_STRING ? "there are none"
                                                     : "a quote or a backslash is left open";
}

/* One step: the word that is no noun gives way to what it stands for. */
static coach_status follow(struct expansion *e) {
    size_t at = (size_t)e->command->word;
    const char *word = e->words[at];
    g_autofree char *key = g_strconcat("alias.", word, NULL);
    const char *value = config_get(e->config, key, NULL);
    if (!value)
        return run_program(e, e->words + at);
    if (value[0] == '!')
        return run_shell(e, value + 1, e->words + at + 1);
    if (was_seen(e, word))
        return circle(e, key, word);
    g_autoptr(GError) error = NULL;
    char **instead;
    if (!g_shell_parse_argv(value, NULL, &instead, &error))
        return complain(e->complaint, COACH_INVALID, key, "%s cannot be split into words: %s", key,
                        not_split(error));
    g_ptr_array_add(e->seen, g_strdup(word));
    substitute(e, at, instead);
    return COACH_OK;
}

static coach_status parse_again(struct expansion *e) {
    command_clear(e->command);
    return parse_command((int)g_strv_length(e->words), e->words, e->command, e->complaint);
}

coach_status alias_expand(int argc, char **argv, struct command *command, struct complaint *c,
                          char ***line) {
    struct expansion e = {.command = command, .complaint = c};
    coach_status status = config_load(command->globals.config.items, &e.config, c);
    if (status != COACH_OK)
        return status;
    e.words = g_new0(char *, argc + 1);
    for (int i = 0; i < argc; i++)
        e.words[i] = g_strdup(argv[i]);
    e.seen = g_ptr_array_new_with_free_func(g_free);
    do {
        status = follow(&e);
        if (status == COACH_OK)
            status = parse_again(&e);
        else
            command->word = 0;
    } while (status != COACH_OK && command->word);
    config_free(e.config);
    g_ptr_array_unref(e.seen);
    *line = e.words;
    return status;
}
