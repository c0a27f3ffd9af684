/* manual.h - pages of the manual, in mdoc, made of the command tables. */
#ifndef CLI_MANUAL_H
#define CLI_MANUAL_H

#include "cli/command.h"
#include "cli/sink.h"

/* coach(1): all commands, the options of every command, environment, files, exit codes. */
void manual_overview(struct sink *sink);

/* coach-NOUN(1); of a noun that is a command itself, the page of that command. */
void manual_noun(struct sink *sink, const struct noun *noun);

/* coach-NOUN-VERB(1). */
void manual_page(struct sink *sink, const struct noun *noun, const struct verb *verb);

/* The fields of every noun, a part of coach-data(7). */
void manual_fields(struct sink *sink);

#endif
