/* complete_line.h - a command line as far as it is typed, and the word to complete. */
#ifndef CLI_COMPLETE_LINE_H
#define CLI_COMPLETE_LINE_H

#include "cli/command.h"
#include "cli/complete.h"

#include <glib.h>

struct line {
    struct sink *sink;
    const struct config *config;
    complete_open open;

    GPtrArray *words;   /* const char *; the last one is to complete */
    size_t at;          /* how many of them are read */
    GPtrArray *aliases; /* what was put in the place of words: char ** */
    GPtrArray *seen;    /* the words that gave way: const char * */

    const struct noun *noun; /* NULL: none yet */
    const struct verb *verb;
    struct arguments *arguments; /* of the verb */
    size_t positional;           /* how many positionals are there */
    GPtrArray *taken;            /* their words: const char * */
    const char *database;        /* what --db says, or NULL */
    GPtrArray *given;            /* options that are there: const struct argument * */
    bool ended;                  /* by -- */

    const char *word;  /* to complete */
    bool bare;         /* where a word that begins with a dash would be an option */
    const char *typed; /* the part of word that is completed; what stands before it is kept */
    const char *value; /* where a value begins that may hold several with commas */
};

/* Prints a candidate for the typed part where it fits; description may be NULL. Returns whether it
 * did. */
bool line_offer(const struct line *line, const char *value, const char *description);

/* Whether a value stands among those before the one that is typed. */
bool line_chosen(const struct line *line, const char *value);

/* Offers the words that may follow a noun, or with NULL begin a line: verbs and nouns. */
void complete_command(const struct line *line, const struct noun *noun);

/* Offers every alias as `before` NAME `after`, with what it stands for. */
void complete_aliases(struct line *line, const char *before, const char *after);

/* Offers values of an option or a positional. */
void complete_value(struct line *line, const struct argument *argument);

/* Offers rows of the noun. archived: those that are put away. */
void complete_rows(struct line *line, coach_noun noun, bool archived);

#endif
