/* test_parse.c - the tables of every verb hold together, and lines are parsed by them. */
#include "cli/context.h"
#include "cli/wording.h"
#include "unit.h"
#include <glib.h>

/* ---- Every table ---- */

/* What names a verb in messages: "session schedule". */
static char *named(const struct noun *noun, const struct verb *verb) {
    return g_strdup_printf("%s%s%s", noun->name, verb->name ? " " : "",
                           verb->name ? verb->name : "");
}

/* Adds a name to what was seen; false where it was there already. */
static bool fresh(GHashTable *seen, const char *name) {
    return g_hash_table_add(seen, g_strdup(name));
}

/* Names, aliases and letters that are taken twice, as one text. */
static void add_doubles(GHashTable *seen, const struct argument *one, GString *doubles) {
    char letter[] = {'-', one->letter, '\0'};
    if (!fresh(seen, one->name))
        g_string_append_printf(doubles, " --%s", one->name);
    if (one->alias && !fresh(seen, one->alias))
        g_string_append_printf(doubles, " --%s", one->alias);
    if (one->letter && !fresh(seen, letter))
        g_string_append_printf(doubles, " %s", letter);
}

static void check_doubles(const struct noun *noun, const struct verb *which,
                          const struct arguments *arguments, const char *verb) {
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GString) doubles = g_string_new(NULL);
    for (size_t i = 0; i < arguments->option_count; i++)
        add_doubles(seen, &arguments->options[i], doubles);
    for (const struct argument *one = global_options; one->name; one++)
        add_doubles(seen, one, doubles);
    for (const struct argument *one = output_options; one->name; one++)
        if (!wording_is_hidden(noun, which, arguments, one))
            add_doubles(seen, one, doubles);
    g_autofree char *what = g_strdup_printf("%s: no option has the name of another", verb);
    check_text(doubles->str, "", what);
}

/* What is wrong with one argument, or NULL. */
static const char *fault(const struct noun *noun, const struct argument *one) {
    if (!one->name || !one->name[0])
        return "no name";
    if (!one->help || !one->help[0])
        return "no help";
    if (g_str_has_suffix(one->help, "."))
        return "help with a full stop";
    if (one->field && !coach_field_named(noun->table, one->field))
        return "a field that there is none of";
    if (strchr(one->name, '_') || strchr(one->name, ' '))
        return "a name that nobody can type";
    if (one->metavar && (one->kind == ARGUMENT_FLAG || one->kind == ARGUMENT_SET))
        return "a value that is never used";
    if (one->kind == ARGUMENT_SET && !one->constant)
        return "nothing to set";
    if (one->letter && !g_ascii_isalnum(one->letter))
        return "a letter that is none";
    return NULL;
}

static void check_faults(const struct noun *noun, const struct arguments *arguments,
                         const char *verb) {
    g_autoptr(GString) faults = g_string_new(NULL);
    for (size_t i = 0; i < arguments->option_count + arguments->positional_count; i++) {
        const struct argument *one = i < arguments->option_count
                                         ? &arguments->options[i]
                                         : &arguments->positionals[i - arguments->option_count];
        const char *wrong = fault(noun, one);
        if (wrong)
            g_string_append_printf(faults, "%s: %s\n", one->name ? one->name : one->field, wrong);
    }
    g_autofree char *what =
        g_strdup_printf("%s: every argument has a name, help and a field that exists", verb);
    check_text(faults->str, "", what);
}

/* Options write inside the verb's own struct. */
static void check_offsets(const struct verb *verb, const struct arguments *arguments,
                          const char *name) {
    size_t beyond = 0;
    for (size_t i = 0; i < arguments->option_count; i++)
        beyond += arguments->options[i].offset >= verb->size;
    for (size_t i = 0; i < arguments->positional_count; i++)
        beyond += arguments->positionals[i].offset >= verb->size;
    check(beyond == 0, "%s: every argument lies in the verb's struct", name);
}

/* The optional positionals, and those that take several words, come last. */
static void check_order(const struct arguments *arguments, const char *name) {
    bool right = true;
    for (size_t i = 1; i < arguments->positional_count; i++) {
        const struct argument *before = &arguments->positionals[i - 1];
        right &= before->kind != ARGUMENT_WORDS;
        right &= before->required || !arguments->positionals[i].required;
    }
    check(right, "%s: which word is which can be told", name);
}

static void check_words(const struct noun *noun, const struct verb *verb, const char *name) {
    check(verb->summary && verb->summary[0] && !g_str_has_suffix(verb->summary, ".") &&
              g_ascii_isupper(verb->summary[0]),
          "%s: the summary is one line without a full stop", name);
    bool reads = verb->kind == VERB_LIST || (verb->name && strcmp(verb->name, "show") == 0);
    if (noun->table != COACH_NO_NOUN && reads)
        check(verb->need == NEED_READ && verb->prints_rows, "%s: reads, and prints rows", name);
}

static void check_example(const struct noun *noun, const struct verb *verb, const char *line) {
    g_auto(GStrv) argv = NULL;
    int argc = 0;
    struct command command = {0};
    struct complaint c = {0};
    coach_status status = COACH_USAGE;
    if (g_shell_parse_argv(line, &argc, &argv, NULL))
        status = parse_command(argc, argv, &command, &c);
    check(status == COACH_OK && command.noun == noun && command.verb == verb, "%s", line);
    if (status != COACH_OK)
        printf("# %s\n", c.view.message ? c.view.message : "no words");
    command_clear(&command);
    complaint_clear(&c);
}

static void test_verb(const struct noun *noun, const struct verb *verb) {
    g_autofree char *name = named(noun, verb);
    struct arguments *arguments = arguments_of(noun, verb);
    check_words(noun, verb, name);
    check_doubles(noun, verb, arguments, name);
    check_faults(noun, arguments, name);
    check_offsets(verb, arguments, name);
    check_order(arguments, name);
    for (size_t i = 0; i < VERB_EXAMPLES && verb->examples[i].line; i++) {
        check_example(noun, verb, verb->examples[i].line);
        check(verb->examples[i].does && verb->examples[i].does[0], "what it does is said");
    }
    arguments_free(arguments);
}

/* The noun of one word or several. */
static const struct noun *command_noun(const char *name) {
    g_auto(GStrv) words = g_strsplit(name, " ", -1);
    const struct noun *noun = NULL;
    for (size_t i = 0; words[i] && (i == 0 || noun); i++)
        noun = noun_find(noun, words[i]);
    return noun;
}

static void test_tables(void) {
    for (size_t i = 0; nouns[i]; i++) {
        const struct noun *noun = nouns[i];
        check(command_noun(noun->name) == noun, "%s is found by its name", noun->name);
        for (const struct verb *verb = noun->verbs; verb->run; verb++) {
            if (verb->name)
                check(verb_find(noun, verb->name) == verb, "%s %s is found by its name", noun->name,
                      verb->name);
            test_verb(noun, verb);
        }
    }
    check(!noun_find(NULL, "use") && !noun_find(NULL, "") && !noun_find(NULL, "users") &&
              !noun_find(NULL, "program session"),
          "nothing else is a noun, abbreviations neither");
}

/* ---- Fields become options ---- */

static const struct argument *option(const struct arguments *arguments, const char *name) {
    for (size_t i = 0; i < arguments->option_count; i++)
        if (strcmp(arguments->options[i].name, name) == 0)
            return &arguments->options[i];
    return NULL;
}

static struct arguments *arguments_named(const char *noun, const char *verb) {
    const struct noun *found = command_noun(noun);
    return arguments_of(found, verb_find(found, verb));
}

static void test_filters_of_lists(void) {
    static const coach_noun tables[] = {COACH_USER,         COACH_TRAINER, COACH_CATEGORY,
                                        COACH_TAG,          COACH_PROGRAM, COACH_VISIBILITY,
                                        COACH_RELATIONSHIP, COACH_SESSION, COACH_PLAN};
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        const char *noun = coach_noun_name(tables[i]);
        struct arguments *list = arguments_named(noun, "list");
        const coach_field *field;
        for (size_t n = 0; (field = coach_field_at(tables[i], n)); n++) {
            g_autofree char *name = g_strdelimit(g_strdup(field->name), "_", '-');
            bool there = option(list, name) && option(list, name)->kind == ARGUMENT_FILTER;
            if (field->flags & COACH_FIELD_FILTER)
                check(there, "%ss are listed by --%s", noun, name);
            if (field->type == COACH_TYPE_ENUM)
                check(there, "%ss are listed by the enumeration %s", noun, name);
        }
        static const char *const common[] = {"from", "to",      "search", "archived", "all",
                                             "sort", "reverse", "limit",  "offset",   NULL};
        for (size_t n = 0; common[n]; n++)
            check(option(list, common[n]) != NULL, "%s list has --%s", noun, common[n]);
        arguments_free(list);
    }
}

static void test_negations(void) {
    struct arguments *edit = arguments_named("user", "edit");
    const struct argument *no = option(edit, "no-notes");
    check(no && no->kind == ARGUMENT_SET && no->constant == COACH_CLEAR,
          "an edit clears an optional field by --no-FIELD");
    check(!option(edit, "no-email") && !option(edit, "no-first-name"),
          "what is required has no --no-FIELD");
    arguments_free(edit);

    edit = arguments_named("trainer", "edit");
    no = option(edit, "no-accepts-new-clients");
    check(no && no->kind == ARGUMENT_SET && strcmp(no->constant, "false") == 0,
          "a boolean is turned off by --no-FIELD");
    no = option(edit, "no-hourly-rate");
    check(no && no->alias && strcmp(no->alias, "no-rate") == 0, "aliases are negated too");
    arguments_free(edit);

    struct arguments *add = arguments_named("user", "add");
    check(!option(add, "no-notes"), "a new row has nothing to clear");
    arguments_free(add);
}

/* ---- Lines ---- */

struct parsed {
    struct command command;
    struct complaint complaint;
    coach_status status;
    char **argv;
};

static struct parsed parse(const char *line) {
    struct parsed parsed = {0};
    int argc = 0;
    if (!g_shell_parse_argv(line, &argc, &parsed.argv, NULL))
        g_error("%s", line);
    parsed.status = parse_command(argc, parsed.argv, &parsed.command, &parsed.complaint);
    return parsed;
}

static void parsed_clear(struct parsed *parsed) {
    command_clear(&parsed->command);
    complaint_clear(&parsed->complaint);
    g_strfreev(parsed->argv);
}

static void check_refused(const char *line, coach_status status, const char *message) {
    struct parsed parsed = parse(line);
    check_number(parsed.status, status, line);
    check_text(parsed.complaint.view.message, message, message);
    parsed_clear(&parsed);
}

static void test_values(void) {
    struct parsed p =
        parse("coach user edit ben@example.org --first-name=a=b --phone -1 --no-notes");
    const struct {
        const char *which;
        coach_user_request request;
    } *edit = p.command.arguments;
    check_number(p.status, COACH_OK, "a line of options");
    check_text(edit->which, "ben@example.org", "a word is stored");
    check_text(edit->request.first_name, "a=b", "a value after an equals sign, which may hold one");
    check_text(edit->request.phone, "-1", "a value that begins with a dash");
    check(edit->request.notes == COACH_CLEAR, "--no-FIELD clears");
    check(edit->request.last_name == NULL, "what is not given is NULL");
    parsed_clear(&p);

    p = parse("coach trainer add x --rate 5 --rate 6 --accepts-clients --no-accepts-clients");
    const coach_trainer_request *add = p.command.arguments;
    check_text(add->hourly_rate, "6", "of a repeated option the last holds, by its alias too");
    check_text(add->accepts_new_clients, "false", "of an option and its opposite too");
    parsed_clear(&p);
}

static void test_lists(void) {
    struct parsed p =
        parse("coach session list --status scheduled,confirmed --trainer anna --status "
              "completed -rn 5 --offset 0 --search x --from today --all");
    const struct list_arguments *list = p.command.arguments;
    check_number(p.status, COACH_OK, "a line of filters");
    check_number((long long)list->filters.count, 3, "filters are gathered");
    check_text(list->filters.items[0].field, "status", "the field's name");
    check_text(list->filters.items[0].value, "scheduled,confirmed", "the value as it was written");
    check_text(list->filters.items[1].field, "trainer_id", "an alias stands for its field");
    check_text(list->filters.items[2].value, "completed", "in their order");
    check_number(list->query.limit, 5, "a number");
    check(list->query.reverse && list->query.all && !list->query.archived, "flags");
    check_text(list->query.search, "x", "what to search for");
    check_text(list->query.from, "today", "a time");
    parsed_clear(&p);

    p = parse("coach trainer list --independent --no-accepts-new-clients");
    list = p.command.arguments;
    check_number((long long)list->filters.count, 2, "booleans filter without a value");
    check_text(list->filters.items[0].value, "true", "one that is on");
    check_text(list->filters.items[1].value, "false", "one that is off");
    parsed_clear(&p);
}

static void test_words(void) {
    struct parsed p = parse("coach trainer tag anna one 'two three' -- --four");
    const struct noun *trainer = noun_find(NULL, "trainer");
    struct arguments *arguments = arguments_of(trainer, verb_find(trainer, "tag"));
    const struct words *words =
        (const void *)((const char *)p.command.arguments + arguments->positionals[1].offset);
    check_number(p.status, COACH_OK, "several words");
    check_number((long long)words->count, 3, "are gathered");
    check_text(words->items[1], "two three", "each as it was written");
    check_text(words->items[2], "--four", "options end at two dashes");
    check(words->items[3] == NULL, "and end with NULL");
    arguments_free(arguments);
    parsed_clear(&p);
}

static void test_globals(void) {
    struct parsed p =
        parse("coach -c a=1 --db x.db user --as me list -c b=2 --tz UTC --json --no-pager");
    const struct globals *globals = &p.command.globals;
    check_number(p.status, COACH_OK, "global options stand anywhere");
    check_text(globals->db, "x.db", "--db");
    check_text(globals->as, "me", "--as");
    check_text(globals->time_zone, "UTC", "--tz");
    check_text(globals->output, "json", "--json is --output json");
    check_number((long long)globals->config.count, 2, "-c is gathered");
    check(globals->no_pager && !globals->no_trunc && !globals->help, "flags");
    parsed_clear(&p);

    p = parse("coach session schedule --help --nonsense");
    check(p.status == COACH_OK && p.command.globals.help && p.command.verb,
          "after --help nothing is checked");
    parsed_clear(&p);
    p = parse("coach");
    check(p.status == COACH_OK && !p.command.noun, "a line without words is one");
    parsed_clear(&p);
}

static void test_files(void) {
    struct parsed p = parse("coach user edit ben --notes @@x --phone @@y --phone z");
    coach_status status = command_read_files(&p.command, "false", &p.complaint);
    const struct {
        const char *which;
        coach_user_request request;
    } *edit = p.command.arguments;
    check_number(status, COACH_OK, "values that begin with @");
    check_text(edit->request.notes, "@x", "two @ are one");
    check_text(edit->request.phone, "z", "a value that another took the place of is not read");
    parsed_clear(&p);

    p = parse("coach user edit ben --notes @/no/such/file");
    check_number(p.status, COACH_OK, "a file is not read while the line is parsed");
    status = command_read_files(&p.command, "false", &p.complaint);
    check_number(status, COACH_INVALID, "a file that is not there");
    check_text(p.complaint.view.field, "notes", "names its option");
    parsed_clear(&p);
}

static void test_refusals(void) {
    check_refused("coach usr", COACH_USAGE, "unknown command \"usr\"");
    check_refused("coach user lst", COACH_USAGE, "unknown verb of user \"lst\"");
    check_refused("coach user list --limi 1", COACH_USAGE, "unknown option \"--limi\"");
    check_refused("coach user list --secret=value", COACH_USAGE, "unknown option \"--secret\"");
    check_refused("coach user list -rx", COACH_USAGE, "unknown option \"-rx\"");
    check_refused("coach user list x", COACH_USAGE, "\"x\" is one word too many");
    check_refused("coach user show", COACH_USAGE, "user show needs USER");
    check_refused("coach user list --limit", COACH_USAGE, "--limit needs a value");
    check_refused("coach user list --all=1", COACH_USAGE, "--all takes no value");
    check_refused("coach user list -n 0", COACH_INVALID, "\"0\" is not a whole number from 1");
    check_refused("coach user list --offset=-1", COACH_INVALID,
                  "\"-1\" is not a whole number from 0");
    check_refused("coach user list -o xml", COACH_INVALID, "\"xml\" is not a value of --output");
}

int main(void) {
    test_tables();
    test_filters_of_lists();
    test_negations();
    test_values();
    test_lists();
    test_words();
    test_globals();
    test_files();
    test_refusals();
    return unit_end();
}
