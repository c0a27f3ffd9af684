/* sink.h - where results go: collected, then delivered.
 *
 * A command's output is kept in memory, past 4 MiB in an unlinked temporary file, and written to
 * standard output when its transaction has ended: a slow reader never holds a lock, and a
 * transaction that is tried again has printed nothing. Where nobody can be slow, because standard
 * output is a regular file or /dev/null, and `direct` was asked for, it goes there at once. */
#ifndef CLI_SINK_H
#define CLI_SINK_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* The members are sink.c's own; they stand here so that sink_write() can be inline. */
struct sink {
    char *bytes;
    size_t used, room;
    size_t most; /* how large `bytes` may grow before it is flushed */
    int file;    /* the temporary file, or standard output when direct; -1: none yet */
    bool direct;
    int error;    /* the errno of the first failure, or 0 */
    size_t lines; /* of what was flushed, up to SINK_LINES */
    const volatile sig_atomic_t *interrupted;
    bool persistent;
};

enum { SINK_LINES = 1000 };

/* interrupted: becomes true when the program is asked to stop; may be NULL. */
struct sink *sink_new(bool direct, const volatile sig_atomic_t *interrupted);
void sink_free(struct sink *sink); /* takes NULL */

/* Makes room for `length` bytes more. */
void sink_make_room(struct sink *sink, size_t length);

/* Where the next `length` bytes may be put; sink->used is then to be raised by what was. */
static inline char *sink_reserve(struct sink *sink, size_t length) {
    if (length > sink->room - sink->used)
        sink_make_room(sink, length);
    return sink->bytes + sink->used;
}

/* Errors are remembered and come out of sink_deliver(). */
static inline void sink_write(struct sink *sink, const char *bytes, size_t length) {
    char *out = sink_reserve(sink, length);
    if (length > 0)
        memcpy(out, bytes, length);
    sink->used += length;
}

static inline void sink_put(struct sink *sink, char byte) {
    *sink_reserve(sink, 1) = byte;
    sink->used++;
}

void sink_puts(struct sink *sink, const char *text);
void sink_printf(struct sink *sink, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* What was collected tells of something that is done: an interrupt no longer keeps it from being
 * written, but for one that comes while a write waits for its reader. */
void sink_persist(struct sink *sink);

/* Forgets what was collected: the work is to be done again. What went out directly stays out. */
void sink_discard(struct sink *sink);

/* How many lines were collected, up to SINK_LINES. */
size_t sink_lines(const struct sink *sink);

/* Gives what was collected to a function, piece by piece, none of which ends within a character;
 * keeps it. Not of what goes out directly. Errors are remembered. */
void sink_each(struct sink *sink, void (*take)(void *data, const char *bytes, size_t length),
               void *data);

/* A file of the temporary directory that has no name; -1: errno says why not. */
int sink_temporary_file(void);

/* Writes what was collected to the descriptor, and keeps it (but for what goes out directly, to
 * standard output). Returns 0, or the errno of the first failure, of collecting too. EINTR is
 * returned when *interrupted is set, see also sink_persist(). */
int sink_copy(struct sink *sink, int descriptor);

/* The same, and forgets what was collected. */
int sink_deliver(struct sink *sink, int descriptor);

#endif
