/* operation.h - operations: what was done, and what has taken it back.
 *
 * One that takes back another names it; one that takes back such an undo is a redo. Nothing takes
 * back a redo but one more undo of what was first done. */
#ifndef DOMAIN_OPERATION_H
#define DOMAIN_OPERATION_H

#include "domain/domain.h"
#include "store/history.h"

struct operation {
    int64_t number, made_at;
    struct id actor_id;
    char *command;
    int64_t undoes; /* INTEGER_NONE: none */
};

coach_status operation_number(coach *c, const char *which, int64_t *number);

/* Reads it into *operation, the caller's to clear. COACH_NOT_FOUND. */
coach_status operation_read(coach *c, int64_t number, struct operation *operation);

/* The operation by which one is taken back at present; 0: it stands. */
coach_status operation_undone_by(coach *c, int64_t number, int64_t *by);

/* Asks a statement that gives the number of one operation, for a user or, where that is NULL, for a
 * number; 0: there is none. */
coach_status operation_ask(coach *c, const char *sql, const struct id *user, int64_t number,
                           int64_t *found);

#endif
