/* parse.h - argv → one verb's argument struct, by the tables of command.h. */
#ifndef CLI_PARSE_H
#define CLI_PARSE_H

#include "cli/command.h"
#include "cli/failure.h"

struct command {
    const struct noun *noun; /* NULL: none was named */
    const struct verb *verb; /* NULL: the noun alone was named */
    struct globals globals;
    void *arguments; /* the verb's struct; NULL until there is a verb */
    int argc;        /* the line itself, which outlives this */
    char *const *argv;
    int word;    /* where in argv an unknown noun stands; 0: it was none of that */
    void *owned; /* texts and lists behind the structs */
    void *files; /* values that stand in files, not yet read */
};

/* Parses a whole line. Options are never abbreviated; `--` ends them. After -h nothing is checked
 * any more. Fails as COACH_USAGE or COACH_INVALID with the nearest known word; what was parsed
 * before stands in *command all the same, which is to be cleared either way. */
COACH_CHECKED coach_status parse_command(int argc, char **argv, struct command *command,
                                         struct complaint *c);

/* The same line once more where it failed: what is wrong is passed over, so that the options are
 * known which stand behind it. */
void parse_tolerantly(int argc, char **argv, struct command *command);

/* Reads the values that stand in files (see text_file.h), once the settings are known. editor:
 * NULL where neither an editor nor standard input is at hand. */
COACH_CHECKED coach_status command_read_files(struct command *command, const char *editor,
                                              struct complaint *c);
void command_clear(struct command *command);

#endif
