/* line.h - a command line as the history keeps it. */
#ifndef CLI_LINE_H
#define CLI_LINE_H

/* The words after the program's own, as a shell would take them: those of more than 200 characters
 * are shortened, and the database and settings, which may hold passwords, are left out. Freed by
 * the caller. */
char *line_text(int argc, char *const *argv);

#endif
