/* data_wait.h - records that cannot be taken yet: what they refer to is not there, or something is
 * in their way that a later record may take away. */
#ifndef DOMAIN_DATA_WAIT_H
#define DOMAIN_DATA_WAIT_H

#include "domain/data_take.h"

struct waits {
    GPtrArray *records; /* struct record, in the order of the files */
    int64_t tries;      /* how often one that waited was tried */
};

void waits_init(struct waits *w);
void waits_clear(struct waits *w);

/* Has a copy of the record wait, or itself where it waited before. */
void waits_add(struct waits *w, const struct record *record);

/* Takes a record; may_wait: it is added again where it cannot be taken yet. */
typedef coach_status (*wait_take)(void *data, const struct record *record, bool may_wait);

/* Tries all that wait, until no more of them can be taken; then, where the import fails as a whole
 * or not at all, those that stand in each other's way; what is left cannot wait. */
coach_status waits_take(struct waits *w, struct taking *t, wait_take take, void *data);

#endif
