/* parse.c - argv → one verb's argument struct, by the tables of command.h. */
#include "cli/parse.h"

#include "cli/text_file.h"
#include "cli/unknown.h"

#include <glib.h>
#include <string.h>

struct parser {
    struct command *command;
    struct complaint *complaint;
    char **argv;
    int argc, at;
    struct arguments *arguments; /* of the verb, once there is one */
    size_t positional;           /* how many were taken */
    bool ended;                  /* by -- */
};

/* A member that holds the name of a file until the file is read. */
struct file_value {
    const char *option;
    const char **member;
    const char *name; /* as it stands on the line */
};

static const struct argument *const output_option = &output_options[0];

static void *keep(struct parser *p, void *text) {
    g_ptr_array_add(p->command->owned, text);
    return text;
}

/* ---- Storing values ---- */

static void append_word(struct parser *p, struct words *words, const char *word) {
    const char **items = keep(p, g_new0(const char *, words->count + 2));
    if (words->count)
        memcpy(items, words->items, words->count * sizeof *items);
    items[words->count++] = word;
    words->items = items;
}

static void append_filter(struct parser *p, struct filters *filters, const char *field,
                          const char *value) {
    coach_filter *items = keep(p, g_new0(coach_filter, filters->count + 1));
    if (filters->count)
        memcpy(items, filters->items, filters->count * sizeof *items);
    items[filters->count++] = (coach_filter){field, value};
    filters->items = items;
}

static coach_status store_number(struct parser *p, const struct argument *one, const char *value,
                                 int64_t *out) {
    gint64 least = one->kind == ARGUMENT_COUNT;
    if (g_ascii_string_to_signed(value, 10, least, G_MAXINT64, out, NULL))
        return COACH_OK;
    return complain(p->complaint, COACH_INVALID, one->name,
                    "\"%.80s\" is not a whole number from %d", value, (int)least);
}

static coach_status check_choice(struct parser *p, const struct argument *one, const char *value) {
    const char *const *choices = argument_choices(one, p->command->verb);
    if (!choices || one->field || g_strv_contains(choices, value))
        return COACH_OK; /* the library checks the values of fields */
    complain(p->complaint, COACH_INVALID, one->name, "\"%.80s\" is not a value of %s%s", value,
             g_ascii_isupper(one->name[0]) ? "" : "--", one->name);
    const char *near = coach_nearest(value, choices);
    if (near)
        complain_hint(p->complaint, "did you mean %s?", near);
    g_autofree char *all = g_strjoinv(", ", (char **)choices);
    return complain_hint(p->complaint, "allowed: %s", all);
}

/* value: NULL for options that take none. */
static coach_status store(struct parser *p, const struct argument *one, void *target,
                          const char *value) {
    void *member = (char *)target + one->offset;
    bool now = value && one != output_option; /* the verb says which formats there are */
    coach_status status = now ? check_choice(p, one, value) : COACH_OK;
    if (status != COACH_OK)
        return status;
    if (value && one->file && value[0] == '@') {
        struct file_value later = {keep(p, g_strdup(one->name)), member, value};
        g_array_append_val((GArray *)p->command->files, later);
    }
    switch (one->kind) {
    case ARGUMENT_FLAG:
        *(bool *)member = true;
        return COACH_OK;
    case ARGUMENT_TEXT:
        *(const char **)member = value;
        return COACH_OK;
    case ARGUMENT_SET:
        *(const char **)member = one->constant;
        return COACH_OK;
    case ARGUMENT_COUNT:
    case ARGUMENT_OFFSET:
        return store_number(p, one, value, member);
    case ARGUMENT_WORDS:
        append_word(p, member, value);
        return COACH_OK;
    case ARGUMENT_FILTER:
        append_filter(p, member, one->field, value ? value : one->constant);
        return COACH_OK;
    }
    return COACH_OK;
}

/* ---- Options ---- */

static bool takes_value(const struct argument *one) {
    return one->metavar != NULL;
}

static void set_verb(struct parser *p, const struct verb *verb) {
    p->command->verb = verb;
    p->command->arguments = g_malloc0(MAX(verb->size, 1));
    p->arguments = arguments_of(p->command->noun, verb);
}

/* No verb follows the noun: it is the command itself, where it can be. */
static bool settle(struct parser *p) {
    const struct command *command = p->command;
    const struct verb *own = command->noun && !command->verb ? verb_own(command->noun) : NULL;
    if (own)
        set_verb(p, own);
    return own;
}

/* Finds an option by its name or, where letter is not 0, by that; *target is the struct it goes to.
 */
static const struct argument *find_option(struct parser *p, const char *name, char letter,
                                          void **target) {
    *target = p->command->arguments;
    const struct argument *one =
        p->arguments ? argument_named(p->arguments->options, name, letter) : NULL;
    if (one)
        return one;
    *target = &p->command->globals;
    one = argument_named(global_options, name, letter);
    if (!one)
        one = argument_named(output_options, name, letter);
    return one || !settle(p) ? one : find_option(p, name, letter, target);
}

/* Takes the value that belongs to an option: attached, or the next word. */
static coach_status option_value(struct parser *p, const char *word, const char *attached,
                                 const char **value) {
    if (attached) {
        *value = attached;
        return COACH_OK;
    }
    if (p->at + 1 >= p->argc)
        return complain(p->complaint, COACH_USAGE, NULL, "%.80s needs a value", word);
    *value = p->argv[++p->at];
    return COACH_OK;
}

static coach_status apply_option(struct parser *p, const struct argument *one, void *target,
                                 const char *word, const char *attached) {
    const char *value = NULL;
    coach_status status = COACH_OK;
    if (takes_value(one))
        status = option_value(p, word, attached, &value);
    else if (attached)
        status = complain(p->complaint, COACH_USAGE, NULL, "%.*s takes no value",
                          (int)strcspn(word, "="), word);
    return status == COACH_OK ? store(p, one, target, value) : status;
}

/* -rn10: letters that take no value may stand together; what follows one that does is its value. */
static coach_status take_letters(struct parser *p) {
    const char *word = p->argv[p->at];
    coach_status status = COACH_OK;
    for (const char *at = word + 1; status == COACH_OK && *at; at++) {
        void *target;
        const struct argument *one = find_option(p, NULL, *at, &target);
        if (!one)
            return unknown_option(p->complaint, p->command->noun, p->command->verb, word, word + 1);
        if (takes_value(one))
            return apply_option(p, one, target, word, at[1] ? at + 1 : NULL);
        status = apply_option(p, one, target, word, NULL);
    }
    return status;
}

static coach_status take_option(struct parser *p) {
    const char *word = p->argv[p->at];
    void *target;
    if (word[1] != '-')
        return take_letters(p);
    const char *equals = strchr(word, '=');
    g_autofree char *name =
        equals ? g_strndup(word + 2, (gsize)(equals - word - 2)) : g_strdup(word + 2);
    const struct argument *one = find_option(p, name, 0, &target);
    return one ? apply_option(p, one, target, word, equals ? equals + 1 : NULL)
               : unknown_option(p->complaint, p->command->noun, p->command->verb, word, name);
}

/* ---- Words ---- */

static coach_status take_positional(struct parser *p, const char *word) {
    if (p->positional >= p->arguments->positional_count) {
        complain(p->complaint, COACH_USAGE, NULL, "\"%.80s\" is one word too many", word);
        return hint_help(p->complaint, p->command->noun, p->command->verb);
    }
    const struct argument *one = &p->arguments->positionals[p->positional];
    if (one->kind != ARGUMENT_WORDS)
        p->positional++;
    return store(p, one, p->command->arguments, word);
}

static coach_status take_word(struct parser *p) {
    const char *word = p->argv[p->at];
    struct command *command = p->command;
    if (command->verb)
        return take_positional(p, word);
    const struct noun *before = command->noun;
    const struct verb *verb = NULL;
    coach_status status = known_word(word, &command->noun, &verb, p->complaint);
    command->word = status == COACH_OK || before ? 0 : p->at;
    if (verb)
        set_verb(p, verb);
    return status;
}

static coach_status check_complete(struct parser *p) {
    for (size_t i = p->positional; p->arguments && i < p->arguments->positional_count; i++) {
        const struct argument *one = &p->arguments->positionals[i];
        const struct words *words = (const void *)((char *)p->command->arguments + one->offset);
        if (!one->required || (one->kind == ARGUMENT_WORDS && words->count))
            continue;
        const struct command *command = p->command;
        const char *verb = command->verb->name ? command->verb->name : "";
        complain(p->complaint, COACH_USAGE, NULL, "%s%s%s needs %s", command->noun->name,
                 *verb ? " " : "", verb, one->name);
        return hint_help(p->complaint, command->noun, command->verb);
    }
    return COACH_OK;
}

static coach_status check_format(struct parser *p) {
    const char *format = p->command->globals.output;
    return format ? check_choice(p, output_option, format) : COACH_OK;
}

static coach_status take(struct parser *p) {
    const char *word = p->argv[p->at];
    if (!p->ended && strcmp(word, "--") == 0)
        p->ended = true;
    else if (!p->ended && word[0] == '-' && word[1])
        return take_option(p);
    else
        return take_word(p);
    return COACH_OK;
}

static void command_init(struct command *command) {
    *command = (struct command){
        .owned = g_ptr_array_new_with_free_func(g_free),
        .files = g_array_new(FALSE, FALSE, sizeof(struct file_value)),
    };
}

coach_status parse_command(int argc, char **argv, struct command *command, struct complaint *c) {
    struct parser p = {.command = command, .complaint = c, .argv = argv, .argc = argc};
    command_init(command);
    command->argc = argc;
    command->argv = argv;
    coach_status status = COACH_OK;
    for (p.at = 1; status == COACH_OK && p.at < argc && !command->globals.help; p.at++)
        status = take(&p);
    settle(&p);
    if (status == COACH_OK && !command->globals.help)
        status = check_format(&p);
    if (status == COACH_OK && !command->globals.help && !command->globals.version)
        status = check_complete(&p);
    arguments_free(p.arguments);
    return status;
}

void parse_tolerantly(int argc, char **argv, struct command *command) {
    struct complaint ignored = {0};
    struct parser p = {.command = command, .complaint = &ignored, .argv = argv, .argc = argc};
    command_init(command);
    for (p.at = 1; p.at < argc; p.at++)
        (void)take(&p);
    settle(&p);
    if (check_format(&p) != COACH_OK)
        command->globals.output = NULL;
    arguments_free(p.arguments);
    complaint_clear(&ignored);
}

coach_status command_read_files(struct command *command, const char *editor, struct complaint *c) {
    GArray *files = command->files;
    bool input_read = false;
    for (guint i = 0; i < files->len; i++) {
        const struct file_value *one = &g_array_index(files, struct file_value, i);
        char *text;
        if (*one->member != one->name)
            continue; /* a later option on the line took its place */
        bool input = strcmp(one->name, "@-") == 0;
        if (!editor && (input || !one->name[1]))
            return complain(c, COACH_USAGE, one->option, "%s is not to be had here; give the text",
                            input ? "standard input" : "an editor");
        if (input && input_read) /* what is left of it would clear the field */
            return complain(c, COACH_USAGE, one->option, "standard input gives one text only");
        input_read = input_read || input;
        coach_status status = text_file_read(one->name, one->option, editor, &text, c);
        if (status != COACH_OK)
            return status;
        g_ptr_array_add(command->owned, text);
        *one->member = text;
    }
    return COACH_OK;
}

void command_clear(struct command *command) {
    if (command->owned)
        g_ptr_array_unref(command->owned);
    if (command->files)
        g_array_unref(command->files);
    g_free(command->arguments);
    *command = (struct command){0};
}
