/* line.c - a command line as the history keeps it. */
#include "cli/line.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

enum { LONGEST_WORD = 200 };

/* Where -c is, behind letters that take no value, as in -fc; NULL: nowhere. */
static const char *setting_in(const char *word) {
    const char *letter = word[0] == '-' ? word + 1 + strspn(word + 1, "afhry") : "";
    return *letter == 'c' ? letter : NULL;
}

/* Whether the word is an option that may hold a password; *apart: its value is the next word. */
static bool is_secret(const char *word, bool *apart) {
    const char *setting = setting_in(word);
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

/* The letters before -c are no secret. */
static void append_letters(GString *line, const char *word) {
    const char *setting = setting_in(word);
    if (setting && setting > word + 1)
        g_string_append_printf(line, " %.*s", (int)(setting - word), word);
}

char *line_text(int argc, char *const *argv) {
    GString *line = g_string_new("coach");
    bool apart = false, literal = false;
    for (int i = 1; i < argc; i++) {
        literal = literal || strcmp(argv[i], "--") == 0;
        if (literal || !is_secret(argv[i], &apart)) {
            append_word(line, argv[i]);
            continue;
        }
        append_letters(line, argv[i]);
        i += apart;
    }
    return g_string_free(line, FALSE);
}
