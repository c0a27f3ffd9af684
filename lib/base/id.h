/* id.h - ids: random UUIDs (RFC 9562, version 4), as bytes and as text. */
#ifndef BASE_ID_H
#define BASE_ID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ID_BYTES 16
#define ID_TEXT 37 /* 36 characters and a NUL */

struct id {
    uint8_t bytes[ID_BYTES];
};

struct id id_random(void);
bool id_is_nil(const struct id *id); /* the nil UUID stands for an absent reference */
bool id_equal(const struct id *a, const struct id *b);
void id_format(const struct id *id, char out[ID_TEXT]); /* lower case */

/* Reads a full UUID of 36 characters (either case). */
bool id_parse(const char *text, struct id *out);

/* Reads a prefix: at least 4 hexadecimal digits, hyphens only where a UUID has them; a full UUID
 * too. lowest and highest are the first and last id that begin with it. */
bool id_prefix(const char *text, struct id *lowest, struct id *highest);

/* How many characters of the text form of id tell it from its neighbour: from 1 to 36, the hyphens
 * counted. */
unsigned id_distinct(const struct id *id, const struct id *neighbour);

#endif
