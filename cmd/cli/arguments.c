/* arguments.c - what users can really type after a verb: its tables, with all that fields and kinds
 * of verbs imply. */
#include "cli/context.h"

#include "cli/wording.h"

#include <glib.h>
#include <string.h>

/* ---- Options that many verbs share ---- */

#define GLOBAL(member) offsetof(struct globals, member)

static const char *const color_choices[] = {"auto", "always", "never", NULL};

const struct argument global_options[] = {
    {"db", .kind = ARGUMENT_TEXT, .offset = GLOBAL(db), .metavar = "PATH",
     .help = "The database: the path of a file, or the address of a server"},
    {"as", .kind = ARGUMENT_TEXT, .offset = GLOBAL(as), .metavar = "USER", .target = COACH_USER,
     .help = "The acting user, in whose name changes are made"},
    {"as-of", .kind = ARGUMENT_TEXT, .offset = GLOBAL(as_of), .metavar = "WHEN",
     .help = "List and show what is kept as it stood then"},
    {"tz", .kind = ARGUMENT_TEXT, .offset = GLOBAL(time_zone), .metavar = "ZONE",
     .help = "Time zone in which times are read and shown, such as Europe/Berlin"},
    {"config", 'c', .kind = ARGUMENT_WORDS, .offset = GLOBAL(config), .metavar = "KEY=VALUE",
     .help = "A setting for this one command; may be repeated"},
    {"color", .kind = ARGUMENT_TEXT, .offset = GLOBAL(color), .metavar = "WHEN",
     .choices = color_choices, .help = "Whether tables are coloured"},
    {"no-pager", .kind = ARGUMENT_FLAG, .offset = GLOBAL(no_pager),
     .help = "Print without a pager"},
    {"dry-run", .kind = ARGUMENT_FLAG, .offset = GLOBAL(dry_run),
     .help = "Show what a change would come to, and change nothing"},
    {"help", 'h', .kind = ARGUMENT_FLAG, .offset = GLOBAL(help), .help = "Help for the command"},
    {"version", .kind = ARGUMENT_FLAG, .offset = GLOBAL(version), .help = "The version of coach"},
    NO_MORE,
};

static const char *const formats[] = {"table", "json", "jsonl", "csv", "tsv", "id", NULL};

const struct argument output_options[] = {
    {"output", 'o', .kind = ARGUMENT_TEXT, .offset = GLOBAL(output), .metavar = "FORMAT",
     .choices = formats, .help = "How rows are printed"},
    {"json", .kind = ARGUMENT_SET, .offset = GLOBAL(output), .help = "The same as --output json",
     .constant = "json"},
    {"fields", .kind = ARGUMENT_TEXT, .offset = GLOBAL(fields), .metavar = "FIELD,...",
     .help = "Which columns, in which order"},
    {"jq", .kind = ARGUMENT_TEXT, .offset = GLOBAL(jq), .metavar = "EXPRESSION",
     .help = "Print what jq makes of the JSON"},
    {"format", .kind = ARGUMENT_TEXT, .offset = GLOBAL(format), .metavar = "TEXT",
     .help = "Print a text for each row, such as '%{title} %{status}'"},
    {"no-trunc", .kind = ARGUMENT_FLAG, .offset = GLOBAL(no_trunc),
     .help = "Show tables whole, however wide they are"},
    {"no-headers", .kind = ARGUMENT_FLAG, .offset = GLOBAL(no_headers),
     .help = "Leave out the line of names"},
    {"spreadsheet-safe", .kind = ARGUMENT_FLAG, .offset = GLOBAL(spreadsheet_safe),
     .help = "Put a ' before values of csv and tsv that a spreadsheet would take for a formula"},
    NO_MORE,
};

bool verb_takes(const struct noun *noun, const struct verb *verb, const struct argument *shared) {
    bool rows = verb->prints_rows && noun->table != COACH_NO_NOUN; /* with fields of their own */
    switch (shared->offset) {
    case GLOBAL(as_of):
        return verb->run == run_list || verb->run == run_show;
    case GLOBAL(dry_run):
        return verb->need == NEED_WRITE || verb->rehearses;
    case GLOBAL(fields):
    case GLOBAL(jq):
    case GLOBAL(format):
        return rows;
    default:
        return true;
    }
}

const char *const *argument_choices(const struct argument *argument, const struct verb *verb) {
    bool own = argument->choices == formats && verb && verb->formats;
    return own ? verb->formats : argument->choices;
}

#define LIST(member) offsetof(struct list_arguments, query.member)

static const struct argument span_options[] = {
    {"from", .kind = ARGUMENT_TEXT, .offset = LIST(from),
     .help = "Only rows whose $TIME is then or later"},
    {"to", .kind = ARGUMENT_TEXT, .offset = LIST(to),
     .help = "Only rows whose $TIME is before then"},
    {"search", .kind = ARGUMENT_TEXT, .offset = LIST(search), .metavar = "TEXT",
     .help = "Only rows with the text in $TEXTS, whatever its case and accents", .file = true},
    {"archived", .kind = ARGUMENT_FLAG, .offset = LIST(archived),
     .help = "Archived rows instead of active ones"},
    {"all", 'a', .kind = ARGUMENT_FLAG, .offset = LIST(all), .help = "Archived rows as well"},
    NO_MORE,
};

static const struct argument order_options[] = {
    {"sort", .kind = ARGUMENT_TEXT, .offset = LIST(sort), .metavar = "FIELD",
     .help = "Sort by a field"},
    {"reverse", 'r', .kind = ARGUMENT_FLAG, .offset = LIST(reverse),
     .help = "Sort the other way round"},
    {"limit", 'n', .kind = ARGUMENT_COUNT, .offset = LIST(limit), .metavar = "N",
     .help = "At most so many rows"},
    {"offset", .kind = ARGUMENT_OFFSET, .offset = LIST(offset), .metavar = "N",
     .help = "Leave out the first so many"},
    NO_MORE,
};

const struct argument own_row[] = {OWN_ROW, NO_MORE};

/* ---- Filling in ---- */

struct building {
    const struct noun *noun;
    GArray *list; /* struct argument */
    GStringChunk *texts;
    bool options; /* not positionals */
};

static char *option_name(struct building *b, const char *prefix, const char *field) {
    g_autofree char *name = g_strconcat(prefix, field, NULL);
    return g_string_chunk_insert(b->texts, g_strdelimit(name, "_", '-'));
}

static const char *metavar_of(const coach_field *field) {
    switch (field->type) {
    case COACH_TYPE_UUID:
    case COACH_TYPE_NAMES:
        return coach_noun_name(field->target);
    case COACH_TYPE_ENUM:
        return field->alias ? field->alias : field->name;
    case COACH_TYPE_INTEGER:
        return "n";
    case COACH_TYPE_DECIMAL:
        return "amount";
    case COACH_TYPE_CURRENCY:
        return "code";
    case COACH_TYPE_ZONE:
        return "zone";
    case COACH_TYPE_INSTANT:
        return "when";
    case COACH_TYPE_DATE:
        return "date";
    case COACH_TYPE_JSON:
        return "json";
    case COACH_TYPE_EMAIL:
        return "email";
    default:
        return "text";
    }
}

static bool is_text(const coach_field *field) {
    return field->type == COACH_TYPE_LINE || field->type == COACH_TYPE_TEXT ||
           field->type == COACH_TYPE_JSON;
}

/* Fills what the field tells. name stays where the table gave one. */
static void from_field(struct building *b, struct argument *one, const coach_field *field) {
    g_autofree char *metavar = g_ascii_strup(metavar_of(field), -1);
    if (!one->name) {
        one->name = option_name(b, "", field->name);
        one->alias = field->alias;
    }
    if (one->kind == ARGUMENT_FLAG)
        one->kind = field->type == COACH_TYPE_BOOLEAN ? ARGUMENT_SET : ARGUMENT_TEXT;
    if (one->kind == ARGUMENT_SET)
        one->constant = "true";
    else if (!one->metavar)
        one->metavar = g_string_chunk_insert(b->texts, metavar);
    if (!one->help)
        one->help = field->doc;
    if (!one->choices)
        one->choices = field->values;
    if (one->target == COACH_NO_NOUN &&
        (field->type == COACH_TYPE_UUID || field->type == COACH_TYPE_NAMES))
        one->target = field->target;
    one->file = b->options && is_text(field);
}

/* Whether a new row has no value for the field unless the user gives one. */
static bool must_be_given(const struct verb *verb, const coach_field *field) {
    unsigned settled = COACH_FIELD_OPTIONAL | COACH_FIELD_FILLED | COACH_FIELD_DERIVED;
    bool makes_row = verb->kind == VERB_PLAIN && verb->need != NEED_READ;
    return makes_row && !(field->flags & settled) && !field->initial;
}

/* --no-FIELD: clears an optional field, turns a boolean off. */
static void add_negation(struct building *b, const struct argument *one, const coach_field *field,
                         const char *constant) {
    struct argument no = *one;
    no.name = option_name(b, "no-", field->name);
    no.alias = field->alias ? option_name(b, "no-", field->alias) : NULL;
    no.metavar = NULL;
    no.choices = NULL;
    no.target = COACH_NO_NOUN;
    no.file = false;
    no.letter = 0;
    if (no.kind != ARGUMENT_FILTER)
        no.kind = ARGUMENT_SET;
    no.constant = constant;
    g_array_append_val(b->list, no);
}

static void from_noun(struct building *b, struct argument *one) {
    g_autofree char *name = g_strdelimit(g_ascii_strup(b->noun->name, -1), " ", '-');
    one->name = g_string_chunk_insert(b->texts, name);
    one->target = b->noun->table;
    one->help = b->noun->which;
}

static void add(struct building *b, const struct argument *table, const struct verb *verb) {
    for (const struct argument *entry = table; entry && (entry->name || entry->field || entry->own);
         entry++) {
        struct argument one = *entry;
        if (one.own)
            from_noun(b, &one);
        const coach_field *field = one.field ? coach_field_named(b->noun->table, one.field) : NULL;
        if (field) {
            from_field(b, &one, field);
            one.required |= must_be_given(verb, field);
        }
        g_array_append_val(b->list, one);
        if (!field || entry->letter || entry->name)
            continue;
        if (field->type == COACH_TYPE_BOOLEAN)
            add_negation(b, &one, field, "false");
        else if (verb->kind == VERB_EDIT && (field->flags & COACH_FIELD_OPTIONAL))
            add_negation(b, &one, field, COACH_CLEAR);
    }
}

static const char *one_of(struct building *b, const coach_field *field) {
    g_autofree char *text =
        g_strdup_printf("One of the %s's %s", coach_noun_name(b->noun->table), field->name);
    return g_string_chunk_insert(b->texts, text);
}

/* A filter for each field of the noun that has one. */
static void add_filters(struct building *b) {
    const coach_field *field;
    for (size_t i = 0; (field = coach_field_at(b->noun->table, i)); i++) {
        if (!(field->flags & COACH_FIELD_FILTER))
            continue;
        struct argument one = {.kind = ARGUMENT_FILTER,
                               .field = field->name,
                               .offset = offsetof(struct list_arguments, filters)};
        from_field(b, &one, field);
        one.file = false;
        if (field->type == COACH_TYPE_NAMES)
            one.help = one_of(b, field);
        if (field->type == COACH_TYPE_BOOLEAN) {
            one.metavar = NULL;
            one.constant = "true";
        }
        g_array_append_val(b->list, one);
        if (field->type == COACH_TYPE_BOOLEAN)
            add_negation(b, &one, field, "false");
    }
}

static char *searched_fields(coach_noun noun) {
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    const coach_field *field;
    for (size_t i = 0; (field = coach_field_at(noun, i)); i++)
        if (field->flags & COACH_FIELD_SEARCH)
            g_ptr_array_add(names, (void *)field->name);
    g_ptr_array_add(names, NULL);
    return wording_choices((const char *const *)names->pdata);
}

/* What picks rows by their main time and their texts says which fields these are. */
static void add_span(struct building *b, const struct verb *verb) {
    const char *time = coach_noun_time(b->noun->table);
    const coach_field *field = time ? coach_field_named(b->noun->table, time) : NULL;
    guint first = b->list->len;
    if (!field)
        return;
    g_autofree char *texts = searched_fields(b->noun->table);
    g_autofree char *moment = g_ascii_strup(metavar_of(field), -1);
    add(b, span_options, verb);
    for (guint i = first; i < b->list->len; i++) {
        struct argument *one = &g_array_index(b->list, struct argument, i);
        g_autoptr(GString) help = g_string_new(one->help);
        g_string_replace(help, "$TIME", time, 0);
        g_string_replace(help, "$TEXTS", texts, 0);
        one->help = g_string_chunk_insert(b->texts, help->str);
        if (one->kind == ARGUMENT_TEXT && !one->metavar)
            one->metavar = g_string_chunk_insert(b->texts, moment);
    }
}

static struct argument *finish(struct building *b, size_t *count) {
    *count = b->list->len;
    return (struct argument *)(void *)g_array_free(b->list, FALSE);
}

struct arguments *arguments_of(const struct noun *noun, const struct verb *verb) {
    struct arguments *arguments = g_new0(struct arguments, 1);
    struct building b = {.noun = noun,
                         .list = g_array_new(TRUE, TRUE, sizeof(struct argument)),
                         .texts = g_string_chunk_new(256)};
    arguments->texts = b.texts;
    add(&b, verb->positionals, verb);
    arguments->positionals = finish(&b, &arguments->positional_count);

    b.list = g_array_new(TRUE, TRUE, sizeof(struct argument));
    b.options = true;
    for (size_t i = 0; i < VERB_GROUPS; i++)
        add(&b, verb->options[i], verb);
    if (verb->kind == VERB_LIST) {
        add_filters(&b);
        add_span(&b, verb);
        add(&b, order_options, verb);
    }
    arguments->options = finish(&b, &arguments->option_count);
    return arguments;
}

static bool is_named(const struct argument *one, const char *name, char letter) {
    return letter ? one->letter == letter
                  : strcmp(one->name, name) == 0 || (one->alias && strcmp(one->alias, name) == 0);
}

const struct argument *argument_named(const struct argument *table, const char *name, char letter) {
    for (; table->name; table++)
        if (is_named(table, name, letter))
            return table;
    return NULL;
}

void arguments_free(struct arguments *arguments) {
    if (!arguments)
        return;
    g_free(arguments->positionals);
    g_free(arguments->options);
    g_string_chunk_free(arguments->texts);
    g_free(arguments);
}

/* ---- Nouns and verbs ---- */

#define NOUN(name) extern const struct noun name##_noun;
#include "nouns.def"
#undef NOUN

const struct noun *const nouns[] = {
#define NOUN(name) &name##_noun,
#include "nouns.def"
#undef NOUN
    NULL,
};

const char *noun_within(const struct noun *noun, const struct noun *other) {
    size_t length = noun ? strlen(noun->name) : 0;
    if (!noun)
        return strchr(other->name, ' ') ? NULL : other->name;
    bool within = strncmp(other->name, noun->name, length) == 0 && other->name[length] == ' ';
    return within ? other->name + length + 1 : NULL;
}

const struct noun *noun_find(const struct noun *within, const char *word) {
    for (size_t i = 0; nouns[i]; i++)
        if (g_strcmp0(noun_within(within, nouns[i]), word) == 0)
            return nouns[i];
    return NULL;
}

const struct verb *verb_own(const struct noun *noun) {
    return noun->verbs->run && !noun->verbs->name ? noun->verbs : NULL;
}

const struct verb *verbs_named(const struct noun *noun) {
    return noun->verbs + (verb_own(noun) ? 1 : 0);
}

const struct verb *verb_find(const struct noun *noun, const char *name) {
    for (const struct verb *verb = verbs_named(noun); verb->run; verb++)
        if (strcmp(verb->name, name) == 0)
            return verb;
    return NULL;
}
