/* surface.h - every command, argument and example as JSON, an argument to a line. */
#ifndef CLI_SURFACE_H
#define CLI_SURFACE_H

#include "cli/sink.h"

/* What tests/golden/commands.json holds, so that a change of what users type shows in review. */
void surface_print(struct sink *sink);

#endif
