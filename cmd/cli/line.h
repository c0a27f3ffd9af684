/* line.h - a command line as the history keeps it. */
#ifndef CLI_LINE_H
#define CLI_LINE_H

#include "cli/parse.h"

/* The words of a command that was parsed, as a shell would take them: those of more than 200
 * characters are shortened, and the database and settings, which may hold passwords, are left out.
 * Freed by the caller. */
char *line_text(const struct command *command);

#endif
