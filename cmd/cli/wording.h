/* wording.h - how arguments are put into words: what help, manual and completion have in common. */
#ifndef CLI_WORDING_H
#define CLI_WORDING_H

#include "cli/command.h"

/* The form that people expect: --rate rather than --hourly-rate. */
const char *wording_name(const struct argument *option);

/* The --no-NAME that undoes an option, or NULL: one that has a help of its own is an option of its
 * own. */
const struct argument *wording_negation(const struct arguments *arguments,
                                        const struct argument *option);

/* Whether an option is the --no-NAME of another one, and so shown with it. */
bool wording_is_negation(const struct arguments *arguments, const struct argument *option);

/* Whether one of the options that many verbs share is none of this verb's (with NULL: of all), or
 * another one by its own table. */
bool wording_is_hidden(const struct noun *noun, const struct verb *verb,
                       const struct arguments *arguments, const struct argument *shared);

/* A positional as in a usage line: "TITLE", "[NOUN]", "TAG...". Freed by the caller. */
char *wording_positional(const struct argument *positional);

/* The field behind an argument, or NULL. */
const coach_field *wording_field(const struct noun *noun, const struct argument *argument);

/* What holds for a new row where the option is not given, or NULL. */
const char *wording_initial(const struct noun *noun, const struct verb *verb,
                            const struct argument *option);

/* What an argument is, with the values that the verb (or NULL) allows where the text does not name
 * them itself; freed by the caller. */
char *wording_meaning(const struct argument *argument, const struct verb *verb);

/* "A, B or C"; freed by the caller. */
char *wording_choices(const char *const *choices);

/* "coach session schedule", or "coach init"; freed by the caller. With '-' for the page of the
 * manual. */
char *wording_command(const struct noun *noun, const struct verb *verb, char separator);

/* An example as a shell takes it on short lines, which end in backslashes; the break, "\n" and
 * blanks, comes between them. Freed by the caller. */
char *wording_example(const char *line, const char *line_break);

#endif
