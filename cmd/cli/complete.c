/* complete.c - reads a line as far as it is typed, and offers nouns, verbs, options and values. */
#include "cli/complete.h"

#include "cli/complete_line.h"
#include "cli/wording.h"

#include <string.h>

/* ---- Offering ---- */

/* Case does not matter, nor whether it is ONE_ON_ONE or one-on-one. */
static char *fold(const char *text) {
    return g_strdelimit(g_utf8_casefold(text, -1), "-", '_');
}

static bool begins(const char *value, const char *typed) {
    g_autofree char *whole = fold(value), *start = fold(typed);
    return g_str_has_prefix(whole, start);
}

static bool printable(const char *text) {
    for (; *text; text = g_utf8_next_char(text))
        if (!g_unichar_isprint(g_utf8_get_char(text)))
            return false;
    return true;
}

static void put_plain(struct sink *sink, const char *text) {
    for (; *text; text = g_utf8_next_char(text)) {
        bool plain = g_unichar_isprint(g_utf8_get_char(text));
        sink_write(sink, plain ? text : " ", plain ? (size_t)(g_utf8_next_char(text) - text) : 1);
    }
}

bool line_offer(const struct line *line, const char *value, const char *description) {
    size_t kept = (size_t)(line->typed - line->word);
    if (!value[0] || !printable(value) || !begins(value, line->typed))
        return false;
    if (kept == 0 && (value[0] == ':' || (line->bare && value[0] == '-')))
        return false;
    sink_write(line->sink, line->word, kept);
    sink_printf(line->sink, "%s\t", value);
    put_plain(line->sink, description ? description : "");
    sink_puts(line->sink, "\n");
    return true;
}

/* ---- Reading ---- */

static const struct argument *in_table(const struct argument *table, size_t count, const char *name,
                                       size_t length, char letter) {
    for (size_t i = 0; i < count && table[i].name; i++) {
        const char *alias = table[i].alias ? table[i].alias : "";
        if (letter
                ? table[i].letter == letter
                : (strlen(table[i].name) == length && strncmp(table[i].name, name, length) == 0) ||
                      (strlen(alias) == length && strncmp(alias, name, length) == 0))
            return &table[i];
    }
    return NULL;
}

static void set_verb(struct line *line, const struct verb *verb) {
    line->verb = verb;
    line->arguments = verb ? arguments_of(line->noun, verb) : NULL;
}

/* No verb follows the noun: it is the command itself, where it can be. */
static bool settle(struct line *line) {
    const struct verb *own = line->noun && !line->verb ? verb_own(line->noun) : NULL;
    if (own)
        set_verb(line, own);
    return own;
}

static const struct argument *find_option(struct line *line, const char *name, size_t length,
                                          char letter) {
    const struct argument *one = NULL;
    if (line->arguments)
        one =
            in_table(line->arguments->options, line->arguments->option_count, name, length, letter);
    if (!one)
        one = in_table(global_options, G_MAXSIZE, name, length, letter);
    if (!one)
        one = in_table(output_options, G_MAXSIZE, name, length, letter);
    return one || !settle(line) ? one : find_option(line, name, length, letter);
}

/* The option that a word names; *value is where a value begins that is attached to it, or NULL. */
static const struct argument *option_of(struct line *line, const char *word, const char **value) {
    if (word[1] != '-') {
        *value = word[1] && word[2] ? word + 2 : NULL;
        return word[1] ? find_option(line, NULL, 0, word[1]) : NULL;
    }
    size_t length = strcspn(word + 2, "=");
    *value = word[2 + length] ? word + 2 + length + 1 : NULL;
    return find_option(line, word + 2, length, 0);
}

/* Puts what an alias stands for in the place of its word, to be read next. */
static bool follow_alias(struct line *line, const char *word) {
    g_autofree char *key = g_strconcat("alias.", word, NULL);
    const char *value = line->config ? config_get(line->config, key, NULL) : NULL;
    char **instead;
    if (!value || value[0] == '!' ||
        g_ptr_array_find_with_equal_func(line->seen, word, g_str_equal, NULL) ||
        !g_shell_parse_argv(value, NULL, &instead, NULL))
        return false;
    g_ptr_array_add(line->seen, (void *)word);
    g_ptr_array_add(line->aliases, instead);
    g_ptr_array_remove_index(line->words, (guint)--line->at);
    for (size_t i = 0; instead[i]; i++)
        g_ptr_array_insert(line->words, (gint)(line->at + i), instead[i]);
    return true;
}

/* Returns false for a word that no command has. */
static bool take_word(struct line *line, const char *word) {
    if (line->verb) {
        bool more = line->positional < line->arguments->positional_count &&
                    line->arguments->positionals[line->positional].kind == ARGUMENT_WORDS;
        line->positional += !more;
        g_ptr_array_add(line->taken, (void *)word);
        return true;
    }
    const struct noun *noun = noun_find(line->noun, word);
    if (!noun && !line->noun)
        return follow_alias(line, word);
    if (noun)
        line->noun = noun;
    if (!noun)
        set_verb(line, verb_find(line->noun, word));
    else if (!verbs_named(noun)->run)
        settle(line);
    return noun || line->verb;
}

static void note_value(struct line *line, const struct argument *option, const char *value) {
    if (strcmp(option->name, "db") == 0)
        line->database = value;
}

/* Reads one word and, where it is an option that takes the next one, that. */
static bool take(struct line *line, const struct argument **pending) {
    const char *word = line->words->pdata[line->at++], *value = NULL;
    if (line->ended || word[0] != '-' || !word[1])
        return take_word(line, word);
    line->ended = strcmp(word, "--") == 0;
    const struct argument *option = line->ended ? NULL : option_of(line, word, &value);
    if (!option)
        return true;
    g_ptr_array_add(line->given, (void *)option);
    if (option->metavar && !value && line->at == line->words->len - 1)
        *pending = option;
    else if (option->metavar)
        note_value(line, option, value ? value : line->words->pdata[line->at++]);
    return true;
}

/* ---- Options, nouns, verbs ---- */

static void offer_name(const struct line *line, const char *name, const char *help) {
    g_autofree char *word = g_strconcat("--", name, NULL);
    line_offer(line, word, help);
}

static void offer_option(const struct line *line, const struct argument *option) {
    bool repeats = option->kind == ARGUMENT_WORDS || option->kind == ARGUMENT_FILTER;
    if (!repeats && g_ptr_array_find(line->given, option, NULL))
        return;
    g_autofree char *expected = g_strconcat("--", wording_name(option), NULL);
    if (begins(expected, line->typed))
        line_offer(line, expected, option->help);
    else
        offer_name(line, option->name, option->help);
    const char letter[] = {'-', option->letter, '\0'};
    if (option->letter && strcmp(line->typed, "-") == 0)
        line_offer(line, letter, option->help);
}

static bool is_hidden(const struct line *line, const struct argument *shared) {
    return wording_is_hidden(line->noun, line->verb, line->arguments, shared);
}

static void offer_options(const struct line *line) {
    for (size_t i = 0; line->arguments && i < line->arguments->option_count; i++)
        offer_option(line, &line->arguments->options[i]);
    for (const struct argument *option = output_options; option->name; option++)
        if ((!line->verb || line->verb->prints_rows) && !is_hidden(line, option))
            offer_option(line, option);
    for (const struct argument *option = global_options; option->name; option++)
        if (!is_hidden(line, option))
            offer_option(line, option);
}

void complete_command(const struct line *line, const struct noun *noun) {
    for (const struct verb *verb = noun ? verbs_named(noun) : NULL; verb && verb->run; verb++)
        line_offer(line, verb->name, verb->summary);
    for (size_t i = 0; nouns[i]; i++)
        if (noun_within(noun, nouns[i]))
            line_offer(line, noun_within(noun, nouns[i]), nouns[i]->summary);
}

static void offer_words(struct line *line) {
    line->bare = line->verb && line->positional < line->arguments->positional_count && !line->ended;
    if (line->verb && line->positional < line->arguments->positional_count)
        complete_value(line, &line->arguments->positionals[line->positional]);
    else if (!line->verb)
        complete_command(line, line->noun);
    if (line->noun && !line->typed[0] && !line->ended && (settle(line) || line->verb) &&
        line->positional >= line->arguments->positional_count)
        offer_options(line);
    if (!line->noun)
        complete_aliases(line, "", "");
}

static void offer(struct line *line, const struct argument *pending) {
    const char *value = NULL;
    if (pending) {
        complete_value(line, pending);
        return;
    }
    if (line->ended || line->word[0] != '-') {
        offer_words(line);
        return;
    }
    const struct argument *option = option_of(line, line->word, &value);
    if (!value) {
        offer_options(line);
    } else if (option && option->metavar) {
        line->typed = value;
        complete_value(line, option);
    }
}

static void line_init(struct line *line, const char *const *words, size_t count) {
    line->given = g_ptr_array_new();
    line->taken = g_ptr_array_new();
    line->seen = g_ptr_array_new();
    line->words = g_ptr_array_new();
    line->aliases = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    for (size_t i = 0; i < count; i++)
        g_ptr_array_add(line->words, (void *)words[i]);
    line->word = line->typed = words[count - 1];
}

static void line_clear(struct line *line) {
    arguments_free(line->arguments);
    g_ptr_array_unref(line->given);
    g_ptr_array_unref(line->taken);
    g_ptr_array_unref(line->seen);
    g_ptr_array_unref(line->words);
    g_ptr_array_unref(line->aliases);
}

void complete(const char *const *words, size_t count, const struct config *config,
              complete_open open, struct sink *sink) {
    struct line line = {.sink = sink, .config = config, .open = open};
    const struct argument *pending = NULL;
    bool known = count > 0;
    for (size_t i = 0; i < count; i++)
        known = known && g_utf8_validate(words[i], -1, NULL);
    if (!known)
        return;
    line_init(&line, words, count);
    while (known && line.at < line.words->len - 1)
        known = take(&line, &pending);
    if (known)
        offer(&line, pending);
    line_clear(&line);
}
