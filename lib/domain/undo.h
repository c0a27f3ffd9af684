/* undo.h - what is taken back, and why it cannot be. */
#ifndef DOMAIN_UNDO_H
#define DOMAIN_UNDO_H

#include "domain/operation.h"

struct undoing {
    const char *which; /* NULL: the last one */
    bool redo;
    int64_t undoes;   /* the operation that is named as taken back */
    int64_t source;   /* the one whose changes are turned round: it, or the redo that put it back */
    int64_t since;    /* not 0: others may have come or gone after that */
    GArray *turned;   /* struct turned: the rows that are there, to be looked at in the end */
    GHashTable *seen; /* which these are, as text */
};

/* COACH_REFUSED where the operation, whose changes these are, has erased somebody. */
coach_status undo_check_erasure(coach *c, int64_t number, const GArray *changes);

/* COACH_REFUSED where another operation that stands has changed the row since. */
coach_status undo_check_row(coach *c, const struct undoing *u, const struct history_change *change);

/* COACH_REFUSED where something refers to a row that is to go: another row, or the history to a
 * user. */
coach_status undo_check_unused(coach *c, const struct table *table, const struct id *id);

/* Where many users are to go, each look for what they have made is one through all tables: until
 * they are gone, tables that are in a file have an index for it. */
coach_status undo_index_makers(coach *c, const GArray *changes, bool gone);

/* To a failure that tells of a row that is in the way, adds the operation that is to be taken back
 * first. */
coach_status undo_name_rival(coach *c, const struct undoing *u, const struct table *table,
                             coach_status status);

#endif
