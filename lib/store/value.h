/* value.h - one value of a row: read from text, bound, loaded, compared, freed by its field's type.
 */
#ifndef STORE_VALUE_H
#define STORE_VALUE_H

#include "store/record.h"

/* Big enough for a value of any type, outside a row. */
union value {
    struct id id;
    int64_t integer;
    char *text;
    bool boolean;
    int enumerator;
};

void value_none(const struct field *field, void *value);  /* makes it absent; frees nothing */
void value_clear(const struct field *field, void *value); /* frees it and makes it absent */
bool value_absent(const struct field *field, const void *value);
bool value_equal(const struct field *field, const void *a, const void *b);
void value_bind(struct statement *s, int n, const struct field *field, const void *value);

/* Reads column n into value, freeing what was there. */
coach_status value_load(coach *c, struct statement *s, int n, const struct field *field,
                        void *value);

#endif
