/* unknown.h - words and options that no command has: what was meant, and where to read on. */
#ifndef CLI_UNKNOWN_H
#define CLI_UNKNOWN_H

#include "cli/command.h"
#include "cli/failure.h"

#include <glib.h>

/* Names the help of as much of a command as is known, and returns the complaint's status. */
coach_status hint_help(struct complaint *c, const struct noun *noun, const struct verb *verb);

/* Reads the next word of a command: a noun where *noun is NULL, else one within it or one of its
 * verbs. A noun that is the whole command gives its verb too. COACH_USAGE where there is none of
 * that name: the complaint names the nearest. */
coach_status known_word(const char *word, const struct noun **noun, const struct verb **verb,
                        struct complaint *c);

/* Every word that may follow a noun, or with NULL begin a line. */
GPtrArray *known_words(const struct noun *noun);

/* word: the option as it was typed; name: without dashes and value. */
coach_status unknown_option(struct complaint *c, const struct noun *noun, const struct verb *verb,
                            const char *word, const char *name);

#endif
