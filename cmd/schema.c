/* schema.c - coach schema: what rows are in JSON. */
#include "cli/context.h"

#include "cli/json_schema.h"

#include <glib.h>
#include <string.h>

struct schema_arguments {
    struct words noun;
};

static const struct argument positionals[] = {
    {"NOUN", .kind = ARGUMENT_WORDS, .offset = offsetof(struct schema_arguments, noun),
     .help = "Of which rows, such as session; else of all"},
    NO_MORE,
};

/* ---- Which noun ---- */

static bool is_called(const char *name, const char *asked) {
    g_autofree char *plain = g_strdelimit(g_strdup(name), " -", '_');
    return strcmp(plain, asked) == 0;
}

/* By what its rows are called, or by the command that prints them. */
static coach_noun noun_of(const char *asked) {
    for (int noun = COACH_NO_NOUN + 1; noun < COACH_NOUN_COUNT; noun++)
        if (is_called(coach_noun_name((coach_noun)noun), asked))
            return (coach_noun)noun;
    for (size_t i = 0; nouns[i]; i++)
        if (nouns[i]->table != COACH_NO_NOUN && is_called(nouns[i]->name, asked))
            return nouns[i]->table;
    return COACH_NO_NOUN;
}

static coach_status unknown(struct context *x, const char *asked) {
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (int noun = COACH_NO_NOUN + 1; noun < COACH_NOUN_COUNT; noun++)
        g_ptr_array_add(names, schema_name((coach_noun)noun));
    g_ptr_array_add(names, NULL);
    complain(&x->complaint, COACH_USAGE, NULL, "there are no rows called \"%.80s\"", asked);
    const char *near = coach_nearest(asked, (const char *const *)names->pdata);
    if (near)
        complain_hint(&x->complaint, "did you mean %s?", near);
    g_autofree char *all = g_strjoinv(", ", (char **)names->pdata);
    return complain_hint(&x->complaint, "known: %s", all);
}

/* ---- The schema ---- */

static void put_text(struct json_writer *w, const char *key, const char *text) {
    json_key(w, key);
    json_text(w, text);
}

static void put_reference(struct json_writer *w, const char *name) {
    g_autofree char *path = g_strconcat("#/$defs/", name, NULL);
    json_begin_object(w);
    put_text(w, "$ref", path);
    json_end_object(w);
}

/* One row, or a list of them. */
static void put_output(struct json_writer *w, coach_noun noun) {
    g_autofree char *name = schema_name(noun);
    json_key(w, "oneOf");
    json_begin_array(w);
    put_reference(w, name);
    json_begin_object(w);
    put_text(w, "type", "array");
    json_key(w, "items");
    put_reference(w, name);
    json_end_object(w);
    json_end_array(w);
}

static void put_definition(struct json_writer *w, coach_noun noun) {
    g_autofree char *name = schema_name(noun);
    json_newline(w);
    json_key(w, name);
    schema_row(w, noun);
}

/* noun: COACH_NO_NOUN for all. */
static void put_schema(struct json_writer *w, coach_noun noun) {
    json_begin_object(w);
    put_text(w, "$schema", "https://json-schema.org/draft/2020-12/schema");
    put_text(w, "title", noun ? coach_noun_name(noun) : "What coach prints with -o json");
    if (noun)
        put_output(w, noun);
    json_key(w, "$defs");
    json_begin_object(w);
    if (noun)
        put_definition(w, noun);
    for (int each = COACH_NO_NOUN + 1; !noun && each < COACH_NOUN_COUNT; each++)
        put_definition(w, (coach_noun)each);
    json_end_object(w);
    json_end_object(w);
    json_newline(w);
}

static coach_status run(struct context *x, const void *arguments) {
    const struct schema_arguments *a = arguments;
    struct json_writer w = {.sink = x->out};
    coach_noun noun = COACH_NO_NOUN;
    if (a->noun.count) {
        g_autofree char *asked = g_strjoinv("_", (char **)a->noun.items);
        g_strdelimit(asked, " -", '_');
        noun = noun_of(asked);
        if (noun == COACH_NO_NOUN)
            return unknown(x, asked);
    }
    x->page = true;
    put_schema(&w, noun);
    return COACH_OK;
}

static const struct verb verbs[] = {
    {NULL, .need = NEED_NOTHING, .summary = "Print what rows are in JSON, as JSON Schema",
     .description =
         "Prints a JSON Schema (2020-12) of what -o json prints: each field with its type, its format, its values, its "
         "bounds, whether it may be null, and what it is. It is made of the fields that coach itself checks and prints. "
         "Of one noun, which may be named as its rows are or as the command that prints them, it fits a list and a "
         "single row; without a noun, $defs has one schema for each.",
     .examples = {{"coach schema session", "What a session is"},
                  {"coach schema program session", "What a program is made of"},
                  {"coach schema", "All of them"}},
     .size = sizeof(struct schema_arguments), .positionals = positionals, .run = run},
    {.run = NULL},
};

const struct noun schema_noun = {
    "schema",
    .summary = "What rows are in JSON, as JSON Schema",
    .verbs = verbs,
};
