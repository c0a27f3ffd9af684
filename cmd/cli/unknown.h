/* unknown.h - words and options that no command has: what was meant, and where to read on. */
#ifndef CLI_UNKNOWN_H
#define CLI_UNKNOWN_H

#include "cli/command.h"
#include "cli/failure.h"

/* Names the help of as much of a command as is known, and returns the complaint's status. */
coach_status hint_help(struct complaint *c, const struct noun *noun, const struct verb *verb);

/* The noun or the verb of that name; NULL: there is none, and the complaint names the nearest. */
const struct noun *known_noun(const char *word, struct complaint *c);
const struct verb *known_verb(const struct noun *noun, const char *word, struct complaint *c);

/* word: the option as it was typed; name: without dashes and value. */
coach_status unknown_option(struct complaint *c, const struct noun *noun, const struct verb *verb,
                            const char *word, const char *name);

#endif
