/* surface.c - the command tables as JSON that a line-by-line comparison can show well. */
#include "cli/surface.h"

#include "cli/command.h"
#include "cli/json_writer.h"

#include <glib.h>

enum { NOUNS = 2, NOUN = 4, VERB = 8, LIST = 12 };

static const char *const needs[] = {
    [NEED_NOTHING] = "nothing", [NEED_SETTINGS] = "settings", [NEED_READ] = "read",
    [NEED_WRITE] = "write",     [NEED_CREATE] = "create",     [NEED_HANDLE] = "handle",
};

/* ---- One line ---- */

/* Begins a line; the comma of the line before comes with it. */
static void begin_line(struct sink *sink, bool first, int indent) {
    sink_printf(sink, "%s\n%*s", first ? "" : ",", indent, "");
}

static void put_key(struct json_writer *w, const char *key, const char *value) {
    if (!value)
        return;
    json_key(w, key);
    json_text(w, value);
}

static void put_truth(struct json_writer *w, const char *key, bool value) {
    if (!value)
        return;
    json_key(w, key);
    json_boolean(w, true);
}

static const char *kind_of(const struct argument *argument) {
    switch (argument->kind) {
    case ARGUMENT_COUNT:
        return "count";
    case ARGUMENT_OFFSET:
        return "offset";
    case ARGUMENT_FILTER:
        return "filter";
    case ARGUMENT_WORDS:
        return "words";
    default:
        return NULL;
    }
}

static void put_texts(struct json_writer *w, const char *const *texts) {
    json_begin_array(w);
    for (size_t i = 0; texts[i]; i++)
        json_text(w, texts[i]);
    json_end_array(w);
}

static void put_argument(struct sink *sink, const struct argument *argument) {
    struct json_writer w = {.sink = sink};
    char letter[] = {argument->letter, '\0'};
    json_begin_object(&w);
    put_key(&w, "name", argument->name);
    put_key(&w, "letter", argument->letter ? letter : NULL);
    put_key(&w, "alias", argument->alias);
    put_key(&w, "kind", kind_of(argument));
    put_key(&w, "value", argument->metavar);
    put_truth(&w, "required", argument->required);
    put_truth(&w, "file", argument->file);
    if (argument->target != COACH_NO_NOUN)
        put_key(&w, "of", coach_noun_name(argument->target));
    if (argument->choices) {
        json_key(&w, "choices");
        put_texts(&w, argument->choices);
    }
    put_key(&w, "help", argument->help);
    json_end_object(&w);
}

static void put_member(struct sink *sink, bool first, int indent, const char *key,
                       const char *value) {
    begin_line(sink, first, indent);
    struct json_writer name = {.sink = sink}, text = {.sink = sink};
    json_text(&name, key);
    sink_puts(sink, ": ");
    json_text(&text, value);
}

/* ---- Lists ---- */

static void put_arguments(struct sink *sink, int indent, const char *key,
                          const struct argument *arguments, size_t count) {
    if (count == 0)
        return;
    begin_line(sink, false, indent);
    sink_printf(sink, "\"%s\": [", key);
    for (size_t i = 0; i < count; i++) {
        begin_line(sink, i == 0, indent + 2);
        put_argument(sink, &arguments[i]);
    }
    sink_printf(sink, "\n%*s]", indent, "");
}

static void put_examples(struct sink *sink, const struct example *examples) {
    if (!examples[0].line)
        return;
    begin_line(sink, false, VERB + 2);
    sink_puts(sink, "\"examples\": [");
    for (size_t i = 0; i < VERB_EXAMPLES && examples[i].line; i++) {
        struct json_writer w = {.sink = sink};
        begin_line(sink, i == 0, LIST);
        json_text(&w, examples[i].line);
    }
    sink_printf(sink, "\n%*s]", VERB + 2, "");
}

static void put_formats(struct sink *sink, const char *const *formats) {
    struct json_writer w = {.sink = sink};
    if (!formats)
        return;
    begin_line(sink, false, VERB + 2);
    sink_puts(sink, "\"formats\": ");
    put_texts(&w, formats);
}

static void put_verb(struct sink *sink, const struct noun *noun, const struct verb *verb) {
    struct arguments *arguments = arguments_of(noun, verb);
    put_member(sink, true, VERB + 2, "name", verb->name);
    put_member(sink, false, VERB + 2, "summary", verb->summary);
    put_member(sink, false, VERB + 2, "need", needs[verb->need]);
    begin_line(sink, false, VERB + 2);
    sink_printf(sink, "\"prints_rows\": %s", verb->prints_rows ? "true" : "false");
    put_formats(sink, verb->formats);
    put_arguments(sink, VERB + 2, "positionals", arguments->positionals,
                  arguments->positional_count);
    put_arguments(sink, VERB + 2, "options", arguments->options, arguments->option_count);
    put_examples(sink, verb->examples);
    arguments_free(arguments);
}

static void put_noun(struct sink *sink, const struct noun *noun) {
    put_member(sink, true, NOUN + 2, "name", noun->name);
    put_member(sink, false, NOUN + 2, "summary", noun->summary);
    begin_line(sink, false, NOUN + 2);
    sink_puts(sink, "\"verbs\": [");
    for (const struct verb *verb = noun->verbs; verb->run; verb++) {
        begin_line(sink, verb == noun->verbs, VERB);
        sink_puts(sink, "{");
        put_verb(sink, noun, verb);
        sink_printf(sink, "\n%*s}", VERB, "");
    }
    sink_printf(sink, "\n%*s]", NOUN + 2, "");
}

static size_t count_of(const struct argument *options) {
    size_t count = 0;
    while (options[count].name)
        count++;
    return count;
}

void surface_print(struct sink *sink) {
    sink_puts(sink, "{\n  \"version\": 1");
    put_arguments(sink, NOUNS, "global_options", global_options, count_of(global_options));
    put_arguments(sink, NOUNS, "output_options", output_options, count_of(output_options));
    begin_line(sink, false, NOUNS);
    sink_puts(sink, "\"nouns\": [");
    for (size_t i = 0; nouns[i]; i++) {
        begin_line(sink, i == 0, NOUN);
        sink_puts(sink, "{");
        put_noun(sink, nouns[i]);
        sink_printf(sink, "\n%*s}", NOUN, "");
    }
    sink_printf(sink, "\n%*s]\n}\n", NOUNS, "");
}
