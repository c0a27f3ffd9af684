/* history.h - what each operation has changed, written in its own transaction.
 *
 * An operation is one transaction that wrote: it begins with its first row. Of a row that was made
 * nothing is kept but that it was; of one that was changed, the columns that differ, before and
 * after; of one that was removed, all of it. What a row was like at any time follows from what it
 * is now. Texts of commands are kept up to OPERATION_LONGEST bytes. */
#ifndef STORE_HISTORY_H
#define STORE_HISTORY_H

#include "store/record.h"

#define OPERATION_LONGEST 10000

coach_status history_made(coach *c, const struct table *table, const void *row);
coach_status history_changed(coach *c, const struct table *table, const void *before,
                             const void *row);
coach_status history_removed(coach *c, const struct table *table, const void *row);

/* What names a row of a link beside the first part of its key; "" for other rows. The caller's. */
char *history_part(const struct table *table, const void *row);

#endif
