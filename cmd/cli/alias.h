/* alias.h - words that stand for command lines, and programs coach-NAME that stand beside the
 * built-in commands. */
#ifndef CLI_ALIAS_H
#define CLI_ALIAS_H

#include "cli/parse.h"

/* What a line means whose first word, argv[command->word], is no noun.
 *
 * Where alias.WORD is set its value takes the word's place, split as a shell splits words, quotes
 * and all; what stood before and after it stays. Aliases may lead to aliases, not in a circle
 * (COACH_USAGE). *line is then the line that is meant, for g_strfreev(), and *command is what it
 * was parsed to, whose texts stand in *line. On failure it is the line as far as it is known, or
 * NULL.
 *
 * An alias that begins with ! is a command line for sh, which takes over with the words that follow
 * as "$@"; so does a program coach-WORD that is found in PATH, past parts that are not absolute:
 * what lies in the current directory is never run. Then the call does not return, and the exit
 * status is theirs. They find the path of this program in COACH_EXEC, the database that holds for
 * this call in COACH_DB, and what other global options said in COACH_USER, COACH_TIME_ZONE and so
 * on.
 *
 * Fails with what c says already where the word is none of all this, with COACH_INVALID for an
 * alias that cannot be split, with COACH_STORAGE for a program that cannot be run, and as
 * config_load() and parse_command() do. */
COACH_CHECKED coach_status alias_expand(int argc, char **argv, struct command *command,
                                        struct complaint *c, char ***line);

#endif
