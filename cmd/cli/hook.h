/* hook.h - programs of the user's own that are asked before a command's change is made, and told
 * after it: see coach-hooks(7). */
#ifndef CLI_HOOK_H
#define CLI_HOOK_H

#include "cli/context.h"

typedef struct hook_call hook_call;

/* Before the commit, or where the command is part of a transaction, after its own work:
 * COACH_REFUSED where the hook does not let the change pass, or may not be run. Keeps what is to be
 * told after the commit. */
coach_status hook_before(struct context *x);

/* After the commit. What goes wrong is a warning. */
void hook_after(struct context *x);

/* Whether this program was called by a hook that is asked about a change of the same database: to
 * change it too, it would wait for itself. */
bool hook_is_asked(const char *database);

void hook_call_free(void *call); /* takes NULL */

#endif
