/* command.h - how a command is described, once: nouns, verbs, options, and what a verb gets to run
 * with.
 *
 * parse.c fills a verb's argument struct by these tables; help.c, manual.c, complete.c and
 * surface.c print the same tables as help, manual pages, completions and the list of all commands.
 * A verb's own function sees nothing but its context and its filled struct. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "coach.h"

struct context;

enum argument_kind {
    ARGUMENT_FLAG,   /* bool: true when given */
    ARGUMENT_TEXT,   /* const char *: the value; NULL when not given */
    ARGUMENT_COUNT,  /* int64_t: a whole number from 1 */
    ARGUMENT_OFFSET, /* int64_t: a whole number from 0 */
    ARGUMENT_WORDS,  /* struct words: one or more positionals, or an option that may be repeated */
    ARGUMENT_FILTER, /* struct filters: a coach_filter of the field's name is appended */
    ARGUMENT_SET,    /* const char *: set to `constant`, as --no-notes sets COACH_CLEAR */
};

/* An option, or a positional (letter 0). Where `field` names one of the noun's fields, what is left
 * NULL here is taken from it: name (with '-' for '_'), alias, help, choices, metavar. */
struct argument {
    const char *name; /* "first-name"; a positional: "RELATIONSHIP" */
    char letter;      /* 'n' for -n, or 0 */
    const char *alias;
    enum argument_kind kind;
    size_t offset; /* in the verb's argument struct */
    const char *field;
    const char *metavar;
    const char *help;
    const char *const *choices; /* NULL-terminated values, for completion and help */
    coach_noun target;          /* which noun's rows to offer as values; COACH_NO_NOUN: none */
    bool own; /* the row of the noun that the verb is about: named after the noun, completed with
                 its rows */
    bool required;
    bool file; /* the value may be @FILE or @- */
    const char *constant;
};

/* Makes an option of a field: of the request member of the same name, or of another. */
#define FIELD(type, member)                                                                        \
    { .field = #member, .offset = offsetof(type, member) }
#define FIELD_AT(type, member, name)                                                               \
    { .field = name, .offset = offsetof(type, member) }
/* The row that a verb is about; the verb's struct begins with it. */
#define OWN_ROW                                                                                    \
    { .own = true, .required = true, .kind = ARGUMENT_TEXT }
#define NO_MORE                                                                                    \
    { .name = NULL }

/* What positionals and options that take several values are gathered in. */
struct words {
    const char **items; /* NULL-terminated; NULL when there are none */
    size_t count;
};

struct filters {
    coach_filter *items;
    size_t count;
};

struct example {
    const char *line; /* a whole command line, as typed: "coach session list --from today" */
    const char *does; /* what it does, a short sentence */
};

enum need {
    NEED_NOTHING,  /* runs where the settings make no sense, too */
    NEED_SETTINGS, /* and no database; the others need both */
    NEED_READ,
    NEED_WRITE,
    NEED_CREATE,
    NEED_HANDLE, /* writes too, but opens the database itself, outside any transaction */
};

enum verb_kind {
    VERB_PLAIN,
    VERB_LIST, /* takes the options of every list and a filter for each field that has one, in
                  struct list_arguments */
    VERB_EDIT, /* each optional field has --no-FIELD too */
};

/* Whether a verb can be a request of a batch. */
enum batching {
    BATCH_AS_NEEDED, /* where it needs to read or to write, no more */
    BATCH_ANY,       /* opens the database by context_open() */
    BATCH_APART,     /* but not in an atomic batch: it is an operation of its own, or none */
};

#define VERB_EXAMPLES 5
#define VERB_GROUPS 4

struct verb {
    const char *name; /* "schedule"; NULL: the noun itself is the command; the first, or none */
    enum verb_kind kind;
    enum need need;
    enum batching batching;
    const char *alone;          /* why it is none of a batch, where the need does not say it */
    bool rehearses;             /* looks after --dry-run itself; with NEED_WRITE every verb can */
    bool prints_rows;           /* takes --output, --fields and the other options of output */
    const char *const *formats; /* what --output takes, where it is not what it always takes */
    const char *summary;        /* one line, lower case after the first letter, no full stop */
    const char *description;    /* paragraphs for the manual, separated by an empty line */
    struct example examples[VERB_EXAMPLES];
    size_t size; /* of the verb's argument struct */
    const struct argument *positionals;
    const struct argument *options[VERB_GROUPS]; /* each ends with a NULL name and a NULL field */
    coach_status (*run)(struct context *context, const void *arguments);
    void (*done)(struct context *context,
                 const void *arguments); /* after the commit; may be NULL */
};

struct noun {
    const char *name; /* "program"; or after the name of another noun and a blank a second word:
                         "program session" is within program, beside its verbs */
    const char *summary;
    const char *description;
    const char *which;        /* how a row of it is named, for help; NULL where no verb takes one */
    coach_noun table;         /* COACH_NO_NOUN: none */
    const char *key;          /* the field that --output id prints; NULL: id */
    const struct verb *verbs; /* ends with a verb whose run is NULL */
};

/* The arguments of every verb of kind VERB_LIST. */
struct list_arguments {
    coach_query query; /* without its filters */
    struct filters filters;
};

/* The arguments of verbs that take one row and no more: show, archive, restore and most moves. */
struct which_arguments {
    const char *which;
    bool force;
};

extern const struct argument own_row[]; /* OWN_ROW alone */

/* Every noun, in the order of help; NULL-terminated. Made of nouns.def. */
extern const struct noun *const nouns[];

/* The word by which another noun is named within this one, where noun is NULL at the beginning of a
 * line: "session" of "program session" within program. NULL: it is not named there. */
const char *noun_within(const struct noun *noun, const struct noun *other);

/* The noun that a word names within another one, or with NULL at the beginning of a line. */
const struct noun *noun_find(const struct noun *within, const char *word);
const struct verb *verb_find(const struct noun *noun, const char *name);

/* What the noun itself does as a command, or NULL; and the first of the verbs that follow it. */
const struct verb *verb_own(const struct noun *noun);
const struct verb *verbs_named(const struct noun *noun);

/* A verb's arguments with everything filled in that a field or a kind of verb implies: what users
 * can really type. Global options are not among them. Freed by arguments_free(). */
struct arguments {
    struct argument *positionals;
    size_t positional_count;
    struct argument *options;
    size_t option_count;
    void *texts; /* owns the names made here */
};
struct arguments *arguments_of(const struct noun *noun, const struct verb *verb);
/* The option of a table that has a name or, where letter is not 0, that; NULL: none. */
const struct argument *argument_named(const struct argument *table, const char *name, char letter);
void arguments_free(struct arguments *arguments);

/* What is accepted anywhere on the line. */
struct globals {
    const char *db, *as, *as_of, *time_zone, *output, *fields, *jq, *format, *color;
    bool no_trunc, no_headers, spreadsheet_safe, no_pager, dry_run, help, version;
    struct words config;
};

/* The global options, described like any other; offsets are in struct globals. The second list
 * holds those that only matter to verbs which print rows. Both end with a NULL name. */
extern const struct argument global_options[];
extern const struct argument output_options[];

/* Whether a verb can have one of these options. */
bool verb_takes(const struct noun *noun, const struct verb *verb, const struct argument *shared);

/* The values of an option or positional of the verb (NULL: none yet), or NULL: --output has those
 * that the verb's table says. */
const char *const *argument_choices(const struct argument *argument, const struct verb *verb);

#endif
