/* data_take.h - one record becomes a row. */
#ifndef DOMAIN_DATA_TAKE_H
#define DOMAIN_DATA_TAKE_H

#include "domain/data_record.h"

/* What is known while records are taken in. */
struct taking {
    coach *c;
    const coach_data_import *how;
    struct id actor; /* in whose name, where a record does not say it; nil: nobody's */
    GHashTable *known[COACH_NOUN_COUNT];  /* struct id: rows that are there */
    GHashTable *others;                   /* struct id → struct id: by which a row goes here */
    GHashTable *named;                    /* "noun text" → struct id */
    GHashTable *pairs;                    /* as of struct arrival */
    GArray *makers;                       /* struct maker: who is to be there in the end */
    GHashTable *erased[COACH_NOUN_COUNT]; /* struct id: rows about somebody who was erased before;
                                             of links, the first of their keys */
    bool for_good; /* what refused the last record is nothing that another one could change */

    /* Once no record alone can be taken any more: */
    bool loose;         /* rows are changed before their rules are asked */
    GHashTable *coming; /* struct id: of records that wait; NULL: it is not as far */
    GArray *unseen;     /* struct unseen */
};

/* A row that was changed without a look at its rules. */
struct unseen {
    struct record *record;
    void *before;
    struct id id;
};

struct maker {
    const char *file;
    int64_t line;
    struct id id;
    struct id of; /* the user that it is to be written to; nil: it is there already */
};

enum taken { TAKEN_MADE, TAKEN_CHANGED, TAKEN_SAME, TAKEN_SKIPPED, TAKEN_KINDS };

/* To be cleared also where it fails. */
coach_status taking_init(struct taking *t, coach *c, const coach_data_import *how);
void taking_clear(struct taking *t);

/* Takes a record in. COACH_NOT_FOUND: it refers to something that is not there, yet. Where a field
 * is at fault the failure names it. */
coach_status data_take(struct taking *t, const struct record *record, enum taken *taken);

/* Has the records that wait (struct record) stand in each other's way no longer: from now on users
 * may have been made by one of them and, where rows are changed, all or none, by who may write all,
 * what no two may have is set free, and other rules are asked in the end, by data_check_unseen().
 */
coach_status taking_loosen(struct taking *t, const GPtrArray *waiting);
coach_status data_check_unseen(struct taking *t, const struct unseen *unseen);

/* Writes who made a user, now that both are there. */
coach_status data_set_maker(struct taking *t, const struct maker *maker);

/* Whether a row is there. */
coach_status taking_knows(struct taking *t, const struct table *table, const struct id *id,
                          bool *known);

#endif
