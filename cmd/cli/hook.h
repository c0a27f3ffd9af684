/* hook.h - programs of the user's own that are asked before a command's change is made, and told
 * after it: see coach-hooks(7). */
#ifndef CLI_HOOK_H
#define CLI_HOOK_H

#include "cli/context.h"

/* Before the commit: COACH_REFUSED where the hook does not let the change pass. Keeps what it was
 * told, for hook_after(). */
coach_status hook_before(struct context *x);

/* After the commit. What goes wrong is a warning. */
void hook_after(struct context *x);

/* COACH_REFUSED for a command that would write to the database whose change a hook is asked about:
 * it would wait for itself. */
coach_status hook_refuses(struct context *x);

#endif
