/* pager.h - shows results in the user's pager, as git does. */
#ifndef CLI_PAGER_H
#define CLI_PAGER_H

#include "cli/sink.h"

/* Runs `sh -c command`, gives it what the sink has collected, and returns when it has ended.
 * LESS=FRX and LV=-c are set for it where the user has not set them. Without a command, with "cat",
 * and where the shell cannot run it, the results go to standard output. While the pager runs,
 * interrupts are its business; that it quits early is no failure. Returns 0 or an errno; the sink
 * is empty afterwards. */
int pager_show(struct sink *sink, const char *command);

#endif
