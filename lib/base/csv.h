/* csv.h - separated values as RFC 4180 has them, read strictly: line by line, from a stream. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/feed.h"

#include <glib.h>

struct csv_cell {
    const char *text; /* NUL-terminated, unquoted; until the next row */
    size_t length;
    bool quoted;
};

struct csv {
    struct feed *feed;
    char delimiter;
    bool plain[256];     /* bytes that mean nothing but themselves outside quotes */
    GArray *cells;       /* struct csv_cell: of the row */
    int64_t line;        /* in which the row begins */
    const char *problem; /* why it cannot be read, or NULL */
};

struct csv csv_new(struct feed *feed, char delimiter);
void csv_set_delimiter(struct csv *csv, char delimiter);
void csv_clear(struct csv *csv);

/* Reads the next row: lines end with LF or CR LF, cells in quotes may hold either, which is read as
 * LF, the delimiter and doubled quotes; empty lines are passed by. A row that is not so has a
 * problem, and the next one begins on the next line: text beside a cell's quotes, quotes inside a
 * cell without, a NUL, a lone CR, quotes that are never closed. false: there are no more, or
 * feed->error. */
bool csv_next(struct csv *csv);

#endif
