/* data.h - what is exported and imported: the nouns, by the names that their records carry. */
#ifndef DOMAIN_DATA_H
#define DOMAIN_DATA_H

#include "domain/domain.h"

enum { DATA_NOUNS = 17 };

/* The table of the n-th noun; each comes after those that it refers to but for who made it. */
const struct table *data_table(size_t n);

/* The names of all, with commas. The caller's. */
char *data_types(void);

/* Which one it is of them; DATA_NOUNS: none. */
size_t data_place(const struct table *table);

#endif
