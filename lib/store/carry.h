/* carry.h - rows in a form that is the same for every engine: counted, digested, and carried from
 * one database to another. */
#ifndef STORE_CARRY_H
#define STORE_CARRY_H

#include "store/db.h"
#include "store/layout.h"

/* Of the rows of one table in the order of their key. Each value is digested as the length and the
 * bytes of its text, or as a mark where it is absent: ids in 36 characters, instants as seconds,
 * booleans as 0 and 1, and the rest as it is. */
struct digest {
    GChecksum *sha256;
    GString *ahead; /* not yet digested */
    int64_t rows;
};

void digest_init(struct digest *digest);
void digest_clear(struct digest *digest);

/* Digests the row that `from` stands at, which has the columns of the layout, and binds it to `to`,
 * where that is not NULL. */
void digest_row(struct digest *digest, const struct layout *layout, struct statement *from,
                struct statement *to);

/* The SHA-256 of all rows, in hexadecimal; no row can follow. Lives as long as the digest. */
const char *digest_end(struct digest *digest);

/* A statement for all columns and rows of a table, in the order of its key; streamed. */
coach_status layout_select(struct db *db, const struct layout *layout, struct statement **out);

/* A statement that takes rows of a table in bulk: see db_bulk(). */
coach_status layout_bulk(struct db *db, const struct layout *layout, struct statement **out);

#endif
