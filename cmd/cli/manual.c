/* manual.c - the command tables as pages of the manual. */
#include "cli/manual.h"

#include "cli/config.h"
#include "cli/failure.h"
#include "cli/mdoc.h"
#include "cli/wording.h"

#include <glib.h>
#include <string.h>

struct page {
    struct sink *sink;
    const struct noun *noun;
    const struct verb *verb;
    const struct arguments *arguments;
};

/* ---- Arguments ---- */

static void put_spelling(const struct page *page, const char *name, const struct argument *option) {
    bool both = page->arguments && wording_negation(page->arguments, option);
    g_autofree char *spelled = g_strdup_printf("-%s%s", both ? "[no-]" : "", name);
    sink_puts(page->sink, " Fl");
    mdoc_words(page->sink, spelled);
    if (option->metavar) {
        sink_puts(page->sink, " Ar");
        mdoc_words(page->sink, option->metavar);
    }
}

/* What the table says of a value, and what its field does. */
static void put_meaning(const struct page *page, const struct argument *argument) {
    const coach_field *field = page->noun ? wording_field(page->noun, argument) : NULL;
    const char *initial = page->verb ? wording_initial(page->noun, page->verb, argument) : NULL;
    g_autofree char *meaning = wording_meaning(argument, page->verb);
    g_autoptr(GString) text = g_string_new(meaning);
    g_string_append(text, ".");
    if (initial)
        g_string_append_printf(text, " Default: %s.", initial);
    if (field && field->max > 5 && argument->metavar && argument->kind != ARGUMENT_FILTER)
        g_string_append_printf(text, " At most %d characters.", (int)field->max);
    mdoc_text(page->sink, text->str);
}

static void put_option(const struct page *page, const struct argument *option) {
    sink_puts(page->sink, ".It");
    if (option->letter) {
        sink_printf(page->sink, " Fl %c", option->letter);
        sink_puts(page->sink, " ,");
    }
    put_spelling(page, wording_name(option), option);
    if (option->alias) {
        sink_puts(page->sink, " ,");
        put_spelling(page, option->name, option);
    }
    sink_puts(page->sink, "\n");
    put_meaning(page, option);
}

static void put_options(const struct page *page, const struct argument *options) {
    sink_puts(page->sink, ".Bl -tag -width Ds\n");
    for (const struct argument *option = options; option->name; option++)
        if (!wording_is_hidden(page->noun, page->verb, page->arguments, option))
            put_option(page, option);
    sink_puts(page->sink, ".El\n");
}

static void put_positionals(const struct page *page) {
    const struct arguments *arguments = page->arguments;
    if (arguments->positional_count == 0)
        return;
    sink_puts(page->sink, ".Pp\nThe arguments are:\n.Bl -tag -width Ds\n");
    for (size_t i = 0; i < arguments->positional_count; i++) {
        sink_puts(page->sink, ".It Ar");
        mdoc_words(page->sink, arguments->positionals[i].name);
        sink_puts(page->sink, "\n");
        put_meaning(page, &arguments->positionals[i]);
    }
    sink_puts(page->sink, ".El\n");
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
            sink_printf(page->sink, ".Pp\n%s:\n.Bl -tag -width Ds\n", title);
        begun = true;
        put_option(page, option);
    }
    if (begun)
        sink_puts(page->sink, ".El\n");
}

/* ---- Sections ---- */

static void put_synopsis(const struct page *page) {
    const struct arguments *arguments = page->arguments;
    g_autofree char *command = wording_command(page->noun, page->verb, ' ');
    sink_printf(page->sink, ".Sh SYNOPSIS\n.Nm %s\n", command);
    for (size_t i = 0; i < arguments->positional_count; i++) {
        const struct argument *positional = &arguments->positionals[i];
        sink_puts(page->sink, positional->required ? ".Ar" : ".Op Ar");
        mdoc_words(page->sink, positional->name);
        sink_puts(page->sink, positional->kind == ARGUMENT_WORDS ? " ...\n" : "\n");
    }
    for (size_t i = 0; i < arguments->option_count; i++) {
        const struct argument *option = &arguments->options[i];
        if (!option->required)
            continue;
        sink_puts(page->sink, ".");
        sink_printf(page->sink, "Fl -%s Ar", wording_name(option));
        mdoc_words(page->sink, option->metavar);
        sink_puts(page->sink, "\n");
    }
    sink_puts(page->sink, ".Op Ar options\n");
}

static void put_output(const struct page *page) {
    bool list = page->verb->kind == VERB_LIST;
    if (!page->verb->prints_rows)
        return;
    sink_printf(page->sink, ".Pp\n%s\n",
                list ? "How rows are printed:" : "How the row is printed:");
    put_options(page, output_options);
    if (page->noun->table != COACH_NO_NOUN)
        sink_printf(page->sink, ".Pp\nThe fields of %s %s are described in\n.Xr coach-data 7 .\n",
                    coach_noun_article(page->noun->table), coach_noun_name(page->noun->table));
}

static void put_examples(const struct page *page) {
    const struct example *examples = page->verb->examples;
    if (examples[0].line)
        sink_puts(page->sink, ".Sh EXAMPLES\n");
    for (size_t i = 0; i < VERB_EXAMPLES && examples[i].line; i++) {
        g_autofree char *does = g_strconcat(examples[i].does, ":", NULL);
        if (i > 0)
            sink_puts(page->sink, ".Pp\n");
        g_autofree char *lines = wording_example(examples[i].line, "\n    ");
        mdoc_text(page->sink, does);
        mdoc_literal(page->sink, lines);
    }
}

static bool takes_time(const struct arguments *arguments) {
    for (size_t i = 0; i < arguments->option_count; i++) {
        const struct argument *option = &arguments->options[i];
        if (!option->choices &&
            (g_strcmp0(option->metavar, "WHEN") == 0 || g_strcmp0(option->metavar, "DATE") == 0))
            return true;
    }
    return false;
}

static void put_see_also(const struct page *page) {
    const char *pages[8];
    size_t count = 0;
    g_autofree char *name = wording_command(page->noun, NULL, '-');
    g_autofree char *noun = g_strconcat(name, "(1)", NULL);
    bool data = page->noun->table != COACH_NO_NOUN;
    pages[count++] = "coach(1)";
    if (page->verb && page->verb->name)
        pages[count++] = noun;
    if (!data)
        pages[count++] = "coach-config(5)";
    if (data)
        pages[count++] = "coach-data(7)";
    if (page->verb && page->verb->prints_rows)
        pages[count++] = "coach-output(7)";
    if (page->arguments && takes_time(page->arguments))
        pages[count++] = "coach-when(7)";
    pages[count] = NULL;
    mdoc_see_also(page->sink, pages);
}

/* An entry of a list: the page of a command, and what it is about. */
static void put_page(struct sink *sink, const struct noun *noun, const struct verb *verb,
                     const char *summary) {
    g_autofree char *page = wording_command(noun, verb, '-');
    g_autofree char *text = g_strconcat(summary, ".", NULL);
    sink_printf(sink, ".It Xr %s 1\n", page);
    mdoc_text(sink, text);
}

static void put_verbs(const struct page *page) {
    sink_puts(page->sink, ".Pp\nThe verbs are:\n.Bl -tag -width Ds\n");
    for (const struct verb *verb = verbs_named(page->noun); verb->run; verb++)
        put_page(page->sink, page->noun, verb, verb->summary);
    for (size_t i = 0; nouns[i]; i++)
        if (noun_within(page->noun, nouns[i]))
            put_page(page->sink, nouns[i], NULL, nouns[i]->summary);
    sink_puts(page->sink, ".El\n");
}

/* ---- One command, one noun ---- */

void manual_page(struct sink *sink, const struct noun *noun, const struct verb *verb) {
    struct arguments *arguments = arguments_of(noun, verb);
    struct page page = {sink, noun, verb, arguments};
    g_autofree char *name = wording_command(noun, verb, '-');
    g_autofree char *summary = g_strconcat(verb->summary, ".", NULL);
    mdoc_begin(sink, name, '1', verb->summary);
    put_synopsis(&page);
    sink_puts(sink, ".Sh DESCRIPTION\n");
    mdoc_paragraphs(sink, verb->description ? verb->description : summary);
    put_positionals(&page);
    put_group(&page, true, "Filters; each may be repeated, and takes several values with commas");
    put_group(&page, false, verb->kind == VERB_LIST ? "Which rows" : "The options are");
    put_output(&page);
    if (!verb->name && verbs_named(noun)->run)
        put_verbs(&page);
    sink_puts(sink,
              ".Pp\nThe options of every command, and the exit codes, are in\n.Xr coach 1 .\n");
    put_examples(&page);
    put_see_also(&page);
    arguments_free(arguments);
}

void manual_noun(struct sink *sink, const struct noun *noun) {
    struct page page = {.sink = sink, .noun = noun};
    g_autofree char *name = wording_command(noun, NULL, '-');
    if (verb_own(noun)) {
        manual_page(sink, noun, verb_own(noun));
        return;
    }
    mdoc_begin(sink, name, '1', noun->summary);
    sink_printf(sink, ".Sh SYNOPSIS\n.Nm coach %s\n.Ar verb\n.Op Ar arguments\n.Op Ar options\n",
                noun->name);
    sink_puts(sink, ".Sh DESCRIPTION\n");
    g_autofree char *summary = g_strconcat(noun->summary, ".", NULL);
    mdoc_paragraphs(sink, noun->description ? noun->description : summary);
    put_verbs(&page);
    put_see_also(&page);
}

/* ---- All commands ---- */

static void put_commands(struct sink *sink) {
    sink_puts(sink, ".Sh COMMANDS\n.Bl -tag -width Ds\n");
    for (size_t i = 0; nouns[i]; i++) {
        put_page(sink, nouns[i], NULL, nouns[i]->summary);
        for (const struct verb *verb = verbs_named(nouns[i]); verb->run; verb++) {
            g_autofree char *page = wording_command(nouns[i], verb, '-');
            sink_printf(sink, ".Xr %s 1%s\n", page, verb[1].run ? " ," : " .");
        }
    }
    sink_puts(sink, ".El\n");
}

static void put_variable(struct sink *sink, const char *name, const char *text) {
    sink_printf(sink, ".It Ev %s\n", name);
    mdoc_text(sink, text);
}

static void put_environment(struct sink *sink) {
    sink_puts(sink, ".Sh ENVIRONMENT\n.Bl -tag -width Ds\n");
    for (const struct config_key *key = config_keys; key->name; key++) {
        g_autofree char *text =
            g_strdup_printf("%s; instead of the setting %s.", key->doc, key->name);
        if (key->environment)
            put_variable(sink, key->environment, text);
    }
    put_variable(sink, "VISUAL",
                 "The editor, where neither COACH_EDITOR nor core.editor names one.");
    put_variable(sink, "EDITOR", "The editor, where VISUAL names none either; else vi.");
    put_variable(sink, "COACH_NOW", "Fixes the clock, for tests and rehearsals.");
    put_variable(sink, "NO_COLOR", "When not empty, tables are printed without colour.");
    put_variable(sink, "PAGER", "The pager, where neither COACH_PAGER nor core.pager names one.");
    put_variable(sink, "TZ", "The system's time zone.");
    put_variable(sink, "XDG_CONFIG_HOME", "Where the settings are; else ~/.config.");
    put_variable(sink, "XDG_DATA_HOME", "Where the database is; else ~/.local/share.");
    sink_puts(sink, ".El\n");
}

static void put_files(struct sink *sink) {
    sink_puts(sink, ".Sh FILES\n.Bl -tag -width Ds\n"
                    ".It Pa /etc/coach/config\nSettings of the machine.\n"
                    ".It Pa $XDG_CONFIG_HOME/coach/config\nYour own settings; see\n"
                    ".Xr coach-config 5 .\n"
                    ".It Pa $XDG_DATA_HOME/coach/coach.db\nThe database, unless another is named.\n"
                    ".El\n");
}

static void put_exit_status(struct sink *sink) {
    static const struct {
        coach_status status;
        const char *when;
    } table[] = {
        {COACH_OK, "Done; an empty list too."},
        {COACH_REFUSED,
         "A rule, a duplicate, a clash with another row, or a move that is not allowed."},
        {COACH_INVALID, "An unknown command, option or field, or a value that does not fit."},
        {COACH_NOT_FOUND, "No such row, or more than one."},
        {COACH_STORAGE, "No database; or it is locked too long, damaged, made by a newer coach, "
                        "or the disk is full or permission is missing; or the output cannot be "
                        "written."},
        {COACH_PARTIAL, "A part of a batch failed; each part is named."},
        {COACH_INTERRUPTED, "Interrupted."},
    };
    sink_puts(sink, ".Sh EXIT STATUS\n.Bl -tag -width Ds\n");
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
        sink_printf(sink, ".It %d\n", failure_exit_code(table[i].status));
        mdoc_text(sink, table[i].when);
    }
    sink_puts(sink,
              ".El\n.Pp\nA command that exits with another code than 0 or 5 has changed nothing.\n"
              "Where a change was made and only its row could not be written, a hint says so.\n");
}

void manual_overview(struct sink *sink) {
    static const char *const pages[] = {"coach-config(5)",
                                        "coach-backup(7)",
                                        "coach-calendar(7)",
                                        "coach-data(7)",
                                        "coach-history(7)",
                                        "coach-hooks(7)",
                                        "coach-import(7)",
                                        "coach-output(7)",
                                        "coach-remind(7)",
                                        "coach-when(7)",
                                        NULL};
    mdoc_begin(sink, "coach", '1', "keep the records of a coaching or training practice");
    sink_puts(sink, ".Sh SYNOPSIS\n.Nm\n.Op Ar global options\n.Ar noun\n.Op Ar verb\n"
                    ".Op Ar arguments\n.Op Ar options\n.Sh DESCRIPTION\n");
    mdoc_paragraphs(
        sink,
        "Keeps clients, trainers, their relationships, sessions and plans in one database. "
        "What it prints people can read and programs can parse.\n\n"
        "A command is a noun and a verb. Begin with coach init, which makes the database; then add "
        "people with coach user add and coach trainer add, bring a client and a trainer together "
        "with coach relationship start, and book with coach session schedule.");
    sink_puts(sink, ".Pp\nThese options are accepted anywhere on the line:\n");
    put_options(&(struct page){.sink = sink}, global_options);
    sink_puts(sink, ".Pp\nThese, where rows are printed:\n");
    put_options(&(struct page){.sink = sink}, output_options);
    sink_puts(sink, ".Pp\n");
    mdoc_text(
        sink,
        "An option's value is the next word, or follows an equals sign. "
        "Names are never abbreviated. The word -- ends the options. "
        "The text of any option may be given as @FILE, which reads it from a file, as @-, from "
        "standard input, or as @, which opens an editor to write it in; a text that "
        "begins with @ is written with @@.");
    put_commands(sink);
    put_environment(sink);
    put_files(sink);
    put_exit_status(sink);
    mdoc_see_also(sink, pages);
}
