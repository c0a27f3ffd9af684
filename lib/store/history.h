/* history.h - what each operation has changed, written in its own transaction.
 *
 * An operation is one transaction that wrote: it begins with its first row. Of a row that was made
 * nothing is kept but that it was; of one that was changed, the columns that differ, before and
 * after; of one that was removed, all of it. What a row was like at any time follows from what it
 * is now. Texts of commands are kept up to OPERATION_LONGEST bytes. */
#ifndef STORE_HISTORY_H
#define STORE_HISTORY_H

#include "base/json_members.h"
#include "store/record.h"

#define OPERATION_LONGEST 10000

coach_status history_made(coach *c, const struct table *table, const void *row);
coach_status history_changed(coach *c, const struct table *table, const void *before,
                             const void *row);
coach_status history_removed(coach *c, const struct table *table, const void *row);

/* Whether a command line holds a word that is not the value of an option, which is a field's. Also
 * where its words cannot be told apart. "-f": also among other letters. */
bool history_command_has(const char *command, const char *word);
bool history_forced(const char *command); /* --force or -f */

/* Says anew who has done what this transaction has written so far: c->actor. */
coach_status history_sign(coach *c);

/* ---- Looking back ---- */

enum history_kind { HISTORY_MADE, HISTORY_CHANGED, HISTORY_REMOVED };

/* One change of one row. before and after are members as of json_read_object(); NULL:
 * none. */
struct history_change {
    int64_t operation, position; /* changes of an operation are counted from 1 */
    const struct table *table;
    struct id row_id;
    char *part;
    GArray *before, *after;
};

enum history_kind history_kind(const struct history_change *change);

/* An array of struct history_change, which clears them. */
GArray *history_changes_new(void);

/* Appends the changes of an operation, in the order in which they were made. */
coach_status history_of(coach *c, int64_t operation, GArray *changes);

/* The same of its changes behind a position. */
coach_status history_from(coach *c, int64_t operation, int64_t position, GArray *changes);

/* Appends the changes of a row by operations after one (0: by all), the last of them first. */
coach_status history_since(coach *c, const struct table *table, const struct id *row_id,
                           const char *part, int64_t operation, GArray *changes);

/* Appends all changes by operations after one, the last of them first. */
coach_status history_after(coach *c, int64_t operation, GArray *changes);

/* Appends all changes of a condition without parameters, the last of them first. */
coach_status history_where(coach *c, const char *condition, GArray *changes);

/* From what a row was after a change, NULL where it was not there, to what it was before it. Takes
 * what it needs out of the change. */
void history_step_back(struct history_change *change, GArray **members);

/* A row as it is: its members, or NULL where it is not there. */
coach_status history_members_now(coach *c, const struct table *table, const struct id *row_id,
                                 const char *part, GArray **members);

/* Has every table look as it did right after an operation, for the rest of this transaction: one
 * that reads, in a database that may keep tables for itself (see db.h, scratch). */
coach_status history_show(coach *c, int64_t operation);

/* A row without values but for its key. The caller's, by record_clear() and g_free(). NULL: part is
 * none of the table's. */
void *history_key(const struct table *table, const struct id *row_id, const char *part);

/* Sets what members say in a row: COACH_STORAGE where the table has no such fields. */
coach_status history_apply(coach *c, const struct table *table, const GArray *members, void *row);

/* The stored fields of a row, as members. */
GArray *history_members(const struct table *table, const void *row);

/* What a row was right after an operation: its members, or NULL where it was not there. */
coach_status history_row_after(coach *c, const struct table *table, const struct id *row_id,
                               const char *part, int64_t operation, GArray **members);

/* The same of what it was right before a change. */
coach_status history_row_before(coach *c, const struct history_change *change, GArray **members);

/* The stored fields of a row as a JSON object; where another one is given, those in which the two
 * differ. The caller's. */
char *history_image(const struct table *table, const void *row, const void *other);

/* What names a row of a link beside the first part of its key; "" for other rows. The caller's. */
char *history_part(const struct table *table, const void *row);

#endif
