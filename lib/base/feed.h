/* feed.h - bytes that come from somewhere, a piece at a time, for readers that look at a record as
 * a whole. */
#ifndef BASE_FEED_H
#define BASE_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FEED_LARGEST = 16 << 20 }; /* of one record */

struct feed {
    /* Reads at most size bytes: how many; 0: the end; below 0: an errno, negative. */
    long (*read)(void *data, char *out, size_t size);
    void *data;

    /* What has been read and not been passed by: from bytes + at, `left` bytes, and room for one
     * more behind them. */
    char *bytes;
    size_t at, left, room;
    int64_t line;   /* in which it begins, counted from 1; the readers count */
    int64_t passed; /* how many bytes came before */
    bool begun, over;
    int error; /* the errno of a read that failed, or 0; EFBIG: a record is too large;
                * EILSEQ: the bytes are UTF-16 */
};

static inline char *feed_start(const struct feed *feed) {
    return feed->bytes + feed->at;
}

/* Reads on; what is there may move, and feed_start() with it. false: there is no more. */
bool feed_more(struct feed *feed);

/* Reads until so many bytes are there: whether they are. A byte order mark at the very beginning is
 * passed by. */
bool feed_fill(struct feed *feed, size_t count);

/* Whether so many bytes (one or more) are there, once more has been read. */
static inline bool feed_has(struct feed *feed, size_t count) {
    return feed->left >= count || feed_fill(feed, count);
}

/* Passes bytes by. */
void feed_pass(struct feed *feed, size_t count);

/* The next line, without its end, CR LF too, NUL-terminated in place until the next call. false:
 * there is none. */
bool feed_line(struct feed *feed, char **line, size_t *length);

void feed_clear(struct feed *feed);

#endif
