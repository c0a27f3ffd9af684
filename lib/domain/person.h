/* person.h - what there is about a person: every row that refers to them, or to a row that does. By
 * whom it was made does not count.
 *
 * It follows from the fields of the tables, so that a new one is found as well. */
#ifndef DOMAIN_PERSON_H
#define DOMAIN_PERSON_H

#include "domain/domain.h"

/* A condition on the rows of a table, in which $1 is the user's id, and its columns have a prefix
 * ("t." or ""). The caller's; NULL: the table is about nobody. */
char *person_condition(const struct table *table, const char *prefix);

struct person {
    struct id id;
    GHashTable *rows[COACH_NOUN_COUNT];    /* sets of struct id; NULL: none. Of links, the first of
                                              their keys */
    GHashTable *removed[COACH_NOUN_COUNT]; /* those of them that are in the history alone */
    GPtrArray *emails;                     /* char *: those that they have or had */
};

/* Finds the one whom a user means, as record_find() does; *removed: the row has been taken back,
 * and the history alone knows. */
coach_status person_named(coach *c, const char *which, struct id *id, bool *removed);

/* Finds all of it; to be cleared also where it fails. */
coach_status person_find(coach *c, const struct id *id, struct person *person);

/* The same of one or more people at once, as if they were one. */
coach_status people_find(coach *c, const struct id *ids, size_t count, struct person *person);
void person_clear(struct person *person);

/* A set's ids in their order. The caller's. */
GArray *person_ids(GHashTable *set);

/* What the history has of the rows about a person, field by field (COACH_DIFFERENCE). */
coach_status person_differences(coach *c, const struct person *person, coach_cursor **out);

/* Whether operations have erased somebody. changes: those of one, as of history_of(). */
coach_status person_erased_by(coach *c, const GArray *changes, bool *erased);

#endif
