/* data_take.h - one record becomes a row. */
#ifndef DOMAIN_DATA_TAKE_H
#define DOMAIN_DATA_TAKE_H

#include "domain/data_record.h"

/* What is known while records are taken in. */
struct taking {
    coach *c;
    const coach_data_import *how;
    struct id actor; /* in whose name, where a record does not say it; nil: nobody's */
    GHashTable *known[COACH_NOUN_COUNT]; /* struct id: rows that are there */
    GHashTable *others;                  /* struct id → struct id: by which a row goes here */
    GHashTable *named;                   /* "noun text" → struct id */
    GHashTable *pairs;                   /* as of struct arrival */
    GArray *makers;                      /* struct maker: who is to be there in the end */
};

struct maker {
    const char *file;
    int64_t line;
    struct id id;
};

enum taken { TAKEN_MADE, TAKEN_CHANGED, TAKEN_SAME, TAKEN_SKIPPED, TAKEN_KINDS };

void taking_init(struct taking *t, coach *c, const coach_data_import *how);
void taking_clear(struct taking *t);

/* Takes a record in. COACH_NOT_FOUND: it refers to something that is not there, yet. Where a field
 * is at fault the failure names it. */
coach_status data_take(struct taking *t, const struct record *record, enum taken *taken);

/* Whether a row is there. */
coach_status taking_knows(struct taking *t, const struct table *table, const struct id *id,
                          bool *known);

#endif
