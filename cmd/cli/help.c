/* help.c - the command tables as text for people. */
#include "cli/help.h"

#include "cli/wording.h"

#include <glib.h>
#include <string.h>

enum { WIDTH = 80, LEAST_COLUMN = 16, MOST_COLUMN = 30, GAP = 2 };

/* What is being printed; column: where the texts on the right begin. */
struct page {
    struct sink *sink;
    const struct noun *noun;
    const struct verb *verb;
    const struct arguments *arguments;
    size_t column;
    bool letters; /* some option has a letter, so the others leave room for one */
};

/* ---- Text in columns ---- */

static void put_blanks(struct sink *sink, size_t count) {
    sink_printf(sink, "%*s", (int)count, "");
}

/* Breaks text at blanks so that it stays between the columns `left` and WIDTH; `at` is where the
 * line stands. */
static void put_wrapped(struct sink *sink, const char *text, size_t left, size_t at) {
    g_auto(GStrv) words = g_strsplit_set(text, " \n", -1);
    bool first = true;
    for (size_t i = 0; words[i]; i++) {
        size_t length = (size_t)g_utf8_strlen(words[i], -1);
        if (length == 0)
            continue;
        if (!first && at + 1 + length >= WIDTH) {
            sink_puts(sink, "\n");
            put_blanks(sink, left);
            at = left;
            first = true;
        }
        sink_printf(sink, "%s%s", first ? "" : " ", words[i]);
        at += length + !first;
        first = false;
    }
    sink_puts(sink, "\n");
}

static void put_entry(const struct page *page, const char *left, const char *right) {
    size_t length = (size_t)g_utf8_strlen(left, -1);
    sink_puts(page->sink, left);
    if (length + GAP > page->column) {
        sink_puts(page->sink, "\n");
        length = 0;
    }
    put_blanks(page->sink, page->column - length);
    put_wrapped(page->sink, right, page->column, page->column);
}

/* The usage line holds its parts together: an option is not parted from its value. */
static void put_usage(const struct page *page, const char *command, const GPtrArray *parts) {
    sink_printf(page->sink, "usage: %s", command);
    size_t left = strlen("usage: ") + strlen(command), at = left;
    for (size_t i = 0; i < parts->len; i++) {
        const char *part = g_ptr_array_index(parts, i);
        if (at > left && at + 1 + strlen(part) >= WIDTH) {
            sink_puts(page->sink, "\n");
            put_blanks(page->sink, left);
            at = left;
        }
        sink_puts(page->sink, " ");
        sink_puts(page->sink, part);
        at += 1 + strlen(part);
    }
    sink_puts(page->sink, "\n\n");
}

/* ---- Options ---- */

static char *option_left(const struct page *page, const struct argument *option) {
    GString *left = g_string_new("  ");
    if (option->letter)
        g_string_append_printf(left, "-%c, ", option->letter);
    else if (page->letters)
        g_string_append(left, "    ");
    bool both = page->arguments && wording_negation(page->arguments, option);
    g_string_append_printf(left, "--%s%s", both ? "[no-]" : "", wording_name(option));
    if (option->metavar)
        g_string_append_printf(left, " %s", option->metavar);
    return g_string_free(left, FALSE);
}

static char *argument_right(const struct page *page, const struct argument *argument) {
    g_autofree char *meaning = wording_meaning(argument, page->verb);
    const char *initial = page->verb ? wording_initial(page->noun, page->verb, argument) : NULL;
    return initial ? g_strdup_printf("%s (default: %s)", meaning, initial)
                   : g_steal_pointer(&meaning);
}

static void widen(struct page *page, const char *left) {
    size_t column = (size_t)g_utf8_strlen(left, -1) + GAP;
    if (column > page->column && column <= MOST_COLUMN)
        page->column = column;
}

static void measure(struct page *page, const struct argument *options, size_t count) {
    for (size_t i = 0; i < count; i++)
        page->letters = page->letters || options[i].letter;
    for (size_t i = 0; i < count; i++) {
        g_autofree char *left = option_left(page, &options[i]);
        widen(page, left);
    }
}

static size_t count_options(const struct argument *options) {
    size_t count = 0;
    while (options[count].name)
        count++;
    return count;
}

static void put_option(const struct page *page, const struct argument *option) {
    g_autofree char *left = option_left(page, option);
    g_autofree char *right = argument_right(page, option);
    put_entry(page, left, right);
}

static void put_options(const struct page *page, const char *title,
                        const struct argument *options) {
    sink_printf(page->sink, "\n%s:\n", title);
    for (const struct argument *option = options; option->name; option++)
        if (!wording_is_hidden(page->noun, page->verb, page->arguments, option))
            put_option(page, option);
}

/* ---- One command ---- */

static void put_command_usage(const struct page *page) {
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
    const struct arguments *arguments = page->arguments;
    bool more = false;
    for (size_t i = 0; i < arguments->positional_count; i++)
        g_ptr_array_add(parts, wording_positional(&arguments->positionals[i]));
    for (size_t i = 0; i < arguments->option_count; i++) {
        const struct argument *option = &arguments->options[i];
        if (option->required)
            g_ptr_array_add(parts,
                            g_strdup_printf("--%s %s", wording_name(option), option->metavar));
        more = more || !option->required;
    }
    if (more || page->verb->prints_rows)
        g_ptr_array_add(parts, g_strdup("[options]"));
    g_autofree char *command = wording_command(page->noun, page->verb, ' ');
    put_usage(page, command, parts);
}

static void put_positionals(const struct page *page) {
    const struct arguments *arguments = page->arguments;
    if (arguments->positional_count > 0)
        sink_puts(page->sink, "\nArguments:\n");
    for (size_t i = 0; i < arguments->positional_count; i++) {
        g_autofree char *left = g_strdup_printf("  %s", arguments->positionals[i].name);
        g_autofree char *right = argument_right(page, &arguments->positionals[i]);
        put_entry(page, left, right);
    }
}

/* The options that are filters, or those that are none. */
static void put_group(const struct page *page, bool filters, const char *title) {
    bool begun = false;
    for (size_t i = 0; i < page->arguments->option_count; i++) {
        const struct argument *option = &page->arguments->options[i];
        if ((option->kind == ARGUMENT_FILTER) != filters ||
            wording_is_negation(page->arguments, option))
            continue;
        if (!begun)
            sink_printf(page->sink, "\n%s:\n", title);
        begun = true;
        put_option(page, option);
    }
}

static void put_names(const struct page *page, const char *title, const struct argument *options) {
    g_autoptr(GString) text = g_string_new(title);
    const char *joint = "";
    for (const struct argument *option = options; option->name; option++)
        if (!wording_is_hidden(page->noun, page->verb, page->arguments, option)) {
            g_string_append_printf(text, "%s --%s", joint, option->name);
            joint = ",";
        }
    put_wrapped(page->sink, text->str, GAP, 0);
}

static void put_examples(const struct page *page) {
    const struct example *examples = page->verb->examples;
    if (examples[0].line)
        sink_puts(page->sink, "\nExamples:\n");
    for (size_t i = 0; i < VERB_EXAMPLES && examples[i].line; i++) {
        g_autofree char *lines = wording_example(examples[i].line, "\n          ");
        sink_printf(page->sink, "  %s\n      %s\n", examples[i].does, lines);
    }
}

static void put_verbs(const struct page *page) {
    for (const struct verb *verb = verbs_named(page->noun); verb->run; verb++) {
        g_autofree char *left = g_strdup_printf("  %s", verb->name);
        put_entry(page, left, verb->summary);
    }
}

static void put_all(struct page *page) {
    bool list = page->verb->kind == VERB_LIST;
    put_command_usage(page);
    sink_printf(page->sink, "%s.\n", page->verb->summary);
    put_positionals(page);
    put_group(page, true, "Filters; each may be repeated, and takes several values with commas");
    put_group(page, false, list ? "Which rows" : "Options");
    if (list && page->verb->prints_rows)
        put_options(page, "Output", output_options);
    put_examples(page);
    if (!page->verb->name && verbs_named(page->noun)->run) {
        sink_puts(page->sink, "\nVerbs:\n");
        put_verbs(page);
    }
    sink_puts(page->sink, "\n");
    if (!list && page->verb->prints_rows)
        put_names(page, "Output:", output_options);
    put_names(page, "Everywhere:", global_options);
    g_autofree char *manual = wording_command(page->noun, page->verb, '-');
    sink_printf(page->sink, "See 'coach help' for these, 'man %s' for more.\n", manual);
}

void help_of_verb(struct sink *sink, const struct noun *noun, const struct verb *verb) {
    struct arguments *arguments = arguments_of(noun, verb);
    struct page page = {sink, noun, verb, arguments, .column = LEAST_COLUMN};
    for (size_t i = 0; i < arguments->positional_count; i++) {
        g_autofree char *left = g_strdup_printf("  %s", arguments->positionals[i].name);
        widen(&page, left);
    }
    measure(&page, arguments->options, arguments->option_count);
    if (verb->kind == VERB_LIST)
        measure(&page, output_options, count_options(output_options));
    put_all(&page);
    arguments_free(arguments);
}

/* ---- One noun, and all of them ---- */

void help_of_noun(struct sink *sink, const struct noun *noun) {
    if (verb_own(noun)) {
        help_of_verb(sink, noun, verb_own(noun));
        return;
    }
    struct page page = {.sink = sink, .noun = noun, .column = LEAST_COLUMN};
    sink_printf(sink, "usage: coach %s <verb> [arguments] [options]\n\n%s.\n\n", noun->name,
                noun->summary);
    put_verbs(&page);
    for (size_t i = 0; nouns[i]; i++) {
        const char *within = noun_within(noun, nouns[i]);
        g_autofree char *left = g_strdup_printf("  %s", within);
        if (within)
            put_entry(&page, left, nouns[i]->summary);
    }
    g_autofree char *manual = wording_command(noun, NULL, '-');
    sink_printf(sink, "\nSee 'coach help %s <verb>' for one of them.\nManual: man %s\n", noun->name,
                manual);
}

void help_overview(struct sink *sink) {
    struct page page = {.sink = sink, .column = LEAST_COLUMN};
    sink_puts(sink, "usage: coach [global options] <noun> <verb> [arguments] [options]\n\n"
                    "Keeps the records of a coaching or training practice.\n\n");
    for (size_t i = 0; nouns[i]; i++) {
        g_autofree char *left = g_strdup_printf("  %s", nouns[i]->name);
        put_entry(&page, left, nouns[i]->summary);
    }
    sink_puts(sink, "\n'coach help <noun>' lists the verbs of a noun; 'coach help <noun> <verb>' "
                    "and\n'coach <noun> <verb> --help' explain one of them.\n");
    measure(&page, global_options, count_options(global_options));
    measure(&page, output_options, count_options(output_options));
    put_options(&page, "Everywhere", global_options);
    put_options(&page, "Where rows are printed", output_options);
    sink_puts(sink,
              "\nAn option takes its text from @FILE, with @- from standard input, with @ from "
              "an\neditor; a text that begins with @ is written with @@.\n");
    sink_puts(sink,
              "Manual: man coach; also coach-data, coach-when, coach-output, coach-config.\n");
}
