/* program.h - other programs that coach runs: where they are, and what they are told. */
#ifndef CLI_PROGRAM_H
#define CLI_PROGRAM_H

#include "cli/config.h"
#include "cli/parse.h"

/* A program in PATH, past parts that are not absolute: what lies in the current directory is never
 * run. NULL: none. The caller's. */
char *program_in_path(const char *name);

/* The program that a word of the settings means: a path as it is, else one of coach's own helpers,
 * else one in PATH. NULL: none. The caller's. */
char *program_find(const char *word);

/* A database by the name that holds in every directory, without any password. The caller's. */
char *program_place(const char *database);

/* Puts what holds for this call into the environment, where a program that calls coach again will
 * find it: the path of this program in COACH_EXEC, the database in COACH_DB, what other global
 * options said in COACH_USER, COACH_TIME_ZONE and so on, and the settings of coach's helpers. */
void program_tell(const struct globals *globals, const struct config *config);

#endif
