/* rehearsal.h - what a command would change, for people who only rehearse it. */
#ifndef CLI_REHEARSAL_H
#define CLI_REHEARSAL_H

#include "cli/context.h"

/* Inside the transaction: keeps a line for each field that has changed, and for each row that is
 * new or gone, in x->differences. */
coach_status rehearsal_note(struct context *x);

/* Prints them on standard error, the first of them where there are many. */
void rehearsal_print(const struct context *x);

#endif
