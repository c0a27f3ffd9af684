/* line.c - a command line as the history keeps it. */
#include "cli/line.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

enum { LONGEST_WORD = 200 };

static bool takes_no_value(const struct arguments *arguments, char letter) {
    const struct argument *one = argument_named(arguments->options, NULL, letter);
    if (!one)
        one = argument_named(global_options, NULL, letter);
    return one && !one->metavar;
}

/* Where -c is, also behind letters that take no value, as in -fc; NULL: nowhere. */
static const char *setting_in(const struct command *command, const char *word) {
    const char *at = word + 1;
    if (word[0] != '-' || !strchr(at, 'c') || !command->verb)
        return NULL;
    struct arguments *arguments = arguments_of(command->noun, command->verb);
    while (*at && *at != 'c' && takes_no_value(arguments, *at))
        at++;
    arguments_free(arguments);
    return *at == 'c' ? at : NULL;
}

/* Whether the word is an option that may hold a password; *apart: its value is the next word. */
static bool is_secret(const char *word, const char *setting, bool *apart) {
    *apart = strcmp(word, "--db") == 0 || strcmp(word, "--config") == 0 || (setting && !setting[1]);
    return *apart || setting || g_str_has_prefix(word, "--db=") ||
           g_str_has_prefix(word, "--config=");
}

static bool is_plain(const char *word) {
    return *word && word[strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                      "0123456789-_=+:,./@%")] == '\0';
}

static void append_word(GString *line, const char *word) {
    g_autofree char *valid = g_utf8_make_valid(word, -1);
    g_autofree char *flat = g_strdelimit(g_strdup(valid), "\n\r\t", ' ');
    GString *text = g_string_new(flat);
    if (g_utf8_strlen(flat, -1) > LONGEST_WORD) {
        g_string_truncate(text, (gsize)(g_utf8_offset_to_pointer(flat, LONGEST_WORD) - flat));
        g_string_append(text, "…");
    }
    g_autofree char *quoted = is_plain(text->str) ? g_strdup(text->str) : g_shell_quote(text->str);
    g_string_append_printf(line, " %s", quoted);
    g_string_free(text, TRUE);
}

char *line_text(const struct command *command) {
    GString *line = g_string_new("coach");
    bool apart = false, literal = false;
    for (int i = 1; i < command->argc; i++) {
        const char *word = command->argv[i];
        literal = literal || strcmp(word, "--") == 0;
        const char *setting = literal ? NULL : setting_in(command, word);
        if (literal || !is_secret(word, setting, &apart)) {
            append_word(line, word);
            continue;
        }
        if (setting && setting > word + 1) /* the letters before it are no secret */
            g_string_append_printf(line, " %.*s", (int)(setting - word), word);
        i += apart;
    }
    return g_string_free(line, FALSE);
}
