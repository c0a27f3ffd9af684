/* feed.c - a buffer that is moved along a stream. */
#include "base/feed.h"

#include <errno.h>
#include <glib.h>
#include <string.h>

enum { PIECE = 256 << 10 };

static void make_room(struct feed *feed) {
    if (feed->at > 0) {
        memmove(feed->bytes, feed_start(feed), feed->left);
        feed->at = 0;
    }
    if (feed->room - feed->left <= PIECE) {
        feed->room = MAX(feed->room * 2, (size_t)PIECE * 2);
        feed->bytes = g_realloc(feed->bytes, feed->room);
    }
}

bool feed_more(struct feed *feed) {
    if (feed->over || feed->error)
        return false;
    if (feed->left > FEED_LARGEST) {
        feed->error = EFBIG;
        return false;
    }
    make_room(feed);
    long got = feed->read(feed->data, feed->bytes + feed->left, feed->room - feed->left - 1);
    if (got < 0)
        feed->error = (int)-got;
    feed->over = got == 0;
    feed->left += got > 0 ? (size_t)got : 0;
    return got > 0;
}

static void begin(struct feed *feed) {
    static const char mark[] = "\xef\xbb\xbf";
    feed->begun = true;
    feed->line = 1;
    if (feed_has(feed, 2) && (memcmp(feed_start(feed), "\xff\xfe", 2) == 0 ||
                              memcmp(feed_start(feed), "\xfe\xff", 2) == 0))
        feed->error = EILSEQ;
    if (feed_has(feed, sizeof mark - 1) && memcmp(feed_start(feed), mark, sizeof mark - 1) == 0)
        feed_pass(feed, sizeof mark - 1);
}

bool feed_fill(struct feed *feed, size_t count) {
    if (!feed->begun)
        begin(feed);
    while (feed->left < count && feed_more(feed))
        ;
    return feed->left >= count;
}

void feed_pass(struct feed *feed, size_t count) {
    feed->at += count;
    feed->left -= count;
    feed->passed += (int64_t)count;
}

bool feed_line(struct feed *feed, char **line, size_t *length) {
    char *end;
    size_t seen = 0;
    if (!feed_has(feed, 1))
        return false;
    while (!(end = memchr(feed_start(feed) + seen, '\n', feed->left - seen))) {
        seen = feed->left;
        if (!feed_more(feed))
            break;
    }
    if (feed->error)
        return false;
    char *start = feed_start(feed);
    size_t whole = end ? (size_t)(end - start) : feed->left;
    feed_pass(feed, whole + (end != NULL));
    feed->line++;
    *length = whole - (whole > 0 && start[whole - 1] == '\r');
    start[*length] = '\0';
    *line = start;
    return true;
}

void feed_clear(struct feed *feed) {
    g_free(feed->bytes);
    feed->bytes = NULL;
}
