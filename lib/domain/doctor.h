/* doctor.h - what is wrong with a database, told by the passes that look for it. */
#ifndef DOMAIN_DOCTOR_H
#define DOMAIN_DOCTOR_H

#include "domain/domain.h"

struct doctor {
    coach *c;
    bool fix;
    GArray *rows; /* coach_cell */
    size_t left, fixable, mended;
};

/* Where something is wrong. */
struct doctor_place {
    const char *check;
    const struct table *table; /* NULL: no row of one */
    const struct id *id;       /* of the row; of a link, of what it hangs on; NULL: none */
    const char *field;         /* or NULL */
    bool fixable;
    bool mended; /* by now: it is counted, and not told */
};

void doctor_tell(struct doctor *d, const struct doctor_place *place, const char *format, ...)
    FAILURE_PRINTF(3, 4);

/* The rules of one row, told by an id. A time that is missing, and that the history knows, is
 * mended. */
coach_status doctor_rules(struct doctor *d, const struct table *table, const struct id *id,
                          const void *row);

/* Every row of every table by itself; mends what is made of its own texts. */
coach_status doctor_rows(struct doctor *d);

/* Rows beside those that they refer to. */
coach_status doctor_links(struct doctor *d);

/* Whether anybody is to be in two places at once, or at work while off. */
coach_status doctor_times(struct doctor *d);

/* Whether the history agrees with itself and with the rows. */
coach_status doctor_history(struct doctor *d);

#endif
