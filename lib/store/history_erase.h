/* history_erase.h - what rows and their history say of a person is taken out of both. */
#ifndef STORE_HISTORY_ERASE_H
#define STORE_HISTORY_ERASE_H

#include "store/history.h"

/* Whether anything is erased in rows of the table; whether the rows themselves go. */
bool erases(const struct table *table);
bool erases_rows(const struct table *table);

/* Makes every field of a row what it is to become when it is erased. */
void row_erase(const struct table *table, void *row);

/* The text that an erased field of a row of that id holds; NULL: none. The caller's. */
char *erased_text(const struct field *field, const struct id *id);

/* Takes the same out of all that the history has of a row, or all of it where the rows themselves
 * go. */
coach_status history_erase(coach *c, const struct table *table, const struct id *row_id);

/* Takes the arguments out of the command lines of operations: "coach user edit (erased)". numbers:
 * a set of int64_t. */
coach_status operations_erase(coach *c, GHashTable *numbers);

/* Adds to such a set the operations that have changed a row; that somebody did; whose command lines
 * hold one of the texts, without regard to case. */
coach_status operations_of_row(coach *c, const struct id *row_id, GHashTable *numbers);
coach_status operations_by(coach *c, const struct id *user, GHashTable *numbers);
coach_status operations_naming(coach *c, const GPtrArray *texts, GHashTable *numbers);

/* Appends what is known of rows that were removed, the last of them first. */
coach_status history_removals(coach *c, GArray *changes);

#endif
