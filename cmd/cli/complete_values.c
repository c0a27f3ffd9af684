/* complete_values.c - values of options and positionals, as far as they are known without the
 * database. */
#include "cli/complete_line.h"

#include "cli/config.h"
#include "cli/json_schema.h"

#include <string.h>

/* ---- Several values with commas ---- */

bool line_chosen(const struct line *line, const char *value) {
    g_autofree char *before = g_strndup(line->value, (gsize)(line->typed - line->value));
    g_auto(GStrv) values = g_strsplit(before, ",", -1);
    for (size_t i = 0; values[i]; i++)
        if (g_ascii_strcasecmp(values[i], value) == 0)
            return true;
    return false;
}

static void offer_choices(const struct line *line, const char *const *choices) {
    for (size_t i = 0; choices[i]; i++)
        if (!line_chosen(line, choices[i]))
            line_offer(line, choices[i], NULL);
}

/* ---- What a value is called tells what it is ---- */

static void offer_files(struct line *line) {
    size_t kept = (size_t)(line->typed - line->word);
    sink_printf(line->sink, ":file\t%.*s\n", (int)kept, line->word);
}

/* Rows cannot be sorted by the names of several others. */
static void offer_field_names(const struct line *line, bool to_sort) {
    const coach_field *field;
    for (size_t n = 0; line->noun && (field = coach_field_at(line->noun->table, n)); n++)
        if (!(to_sort && field->type == COACH_TYPE_NAMES) && !line_chosen(line, field->name))
            line_offer(line, field->name, field->doc);
}

static void offer_fields(struct line *line) {
    const char *comma = strrchr(line->typed, ',');
    if (comma)
        line->typed = comma + 1;
    offer_field_names(line, false);
}

static void offer_field(struct line *line) {
    offer_field_names(line, true);
}

/* The zones that the system lists by country, one to a line: code, place, name, what is in it. */
static void offer_zones(struct line *line) {
    const char *directory = g_getenv("TZDIR");
    g_autofree char *path =
        g_build_filename(directory ? directory : "/usr/share/zoneinfo", "zone.tab", NULL);
    g_autofree char *text = NULL;
    line_offer(line, "UTC", NULL);
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (size_t i = 0; lines[i]; i++) {
        g_auto(GStrv) parts = g_strsplit(lines[i], "\t", 4);
        if (lines[i][0] != '#' && g_strv_length(parts) >= 3)
            line_offer(line, parts[2], parts[3]);
    }
}

static void offer_key_values(struct line *line, const char *name, size_t length) {
    for (const struct config_key *key = config_keys; key->name; key++)
        if (key->choices && strlen(key->name) == length && strncmp(key->name, name, length) == 0)
            offer_choices(line, key->choices);
}

struct offered {
    const struct line *line;
    const char *before, *after;
};

static void offer_alias(const char *key, const char *value, const char *origin, void *data) {
    static const char prefix[] = "alias.";
    const struct offered *offered = data;
    (void)origin;
    if (!g_str_has_prefix(key, prefix))
        return;
    const char *name = key + strlen(prefix);
    g_autofree char *word = g_strconcat(offered->before, name, offered->after, NULL);
    if (!noun_find(NULL, name)) /* which would win */
        line_offer(offered->line, word, value);
}

void complete_aliases(struct line *line, const char *before, const char *after) {
    struct offered offered = {line, before, after};
    if (line->config)
        config_each(line->config, offer_alias, &offered);
}

static void offer_keys(struct line *line, const char *after) {
    for (const struct config_key *key = config_keys; key->name; key++) {
        g_autofree char *word = g_strconcat(key->name, after, NULL);
        if (!strchr(key->name, '*'))
            line_offer(line, word, key->doc);
    }
    complete_aliases(line, "alias.", after);
}

static void offer_key(struct line *line) {
    offer_keys(line, "");
}

static void offer_setting(struct line *line) {
    const char *key = line->typed, *equals = strchr(key, '=');
    if (!equals) {
        offer_keys(line, "=");
        return;
    }
    line->typed = line->value = equals + 1;
    offer_key_values(line, key, (size_t)(equals - key));
}

static void offer_setting_value(struct line *line) {
    const char *key = line->taken->len ? line->taken->pdata[line->taken->len - 1] : NULL;
    if (key)
        offer_key_values(line, key, strlen(key));
}

/* The words of a command whose first ones are taken. */
static void offer_command(struct line *line) {
    const struct noun *noun = NULL, *next;
    for (guint i = 0; i < line->taken->len; i++, noun = next)
        if (!(next = noun_find(noun, line->taken->pdata[i])))
            return;
    complete_command(line, noun);
}

static void offer_nouns(struct line *line) {
    for (int noun = COACH_NO_NOUN + 1; noun < COACH_NOUN_COUNT; noun++) {
        g_autofree char *name = schema_name((coach_noun)noun);
        line_offer(line, name, NULL);
    }
}

static const struct {
    const char *called; /* the metavar of an option, the name of a positional */
    void (*offer)(struct line *line);
} kinds[] = {
    {"PATH", offer_files},        {"FILE", offer_files},          {"FIELD", offer_field},
    {"FIELD,...", offer_fields},  {"ZONE", offer_zones},          {"KEY", offer_key},
    {"KEY=VALUE", offer_setting}, {"VALUE", offer_setting_value}, {"COMMAND", offer_command},
    {"NOUN", offer_nouns},
};

static void offer_kind(struct line *line, const struct argument *argument) {
    const char *called = argument->metavar ? argument->metavar : argument->name;
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (strcmp(kinds[i].called, called) == 0)
            kinds[i].offer(line);
}

/* ---- All of them ---- */

/* A positional is what restore brings back; anything else that is named is in use. */
static bool is_archived(const struct line *line, const struct argument *argument) {
    return line->verb->name && strcmp(line->verb->name, "restore") == 0 && !argument->metavar;
}

void complete_value(struct line *line, const struct argument *argument) {
    const char *first = line->value = line->typed;
    if (argument->file && first[0] == '@') {
        line->typed++;
        if (first[1] != '@')
            offer_files(line);
        return;
    }
    if (argument->kind == ARGUMENT_FILTER && strrchr(first, ','))
        line->typed = strrchr(first, ',') + 1;
    const char *const *choices = argument_choices(argument, line->verb);
    if (choices)
        offer_choices(line, choices);
    else if (argument->target != COACH_NO_NOUN)
        complete_rows(line, argument->target, line->verb && is_archived(line, argument));
    else
        offer_kind(line, argument);
}
