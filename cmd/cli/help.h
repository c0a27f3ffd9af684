/* help.h - help for people, in 80 columns, made of the command tables. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/command.h"
#include "cli/sink.h"

/* All nouns, and the options that every command takes. */
void help_overview(struct sink *sink);

/* The verbs of a noun; of a noun that is a command itself, that command. */
void help_of_noun(struct sink *sink, const struct noun *noun);

/* One command: usage, arguments, options, examples. */
void help_of_verb(struct sink *sink, const struct noun *noun, const struct verb *verb);

#endif
