/* sink.h - where results go: collected, then delivered.
 *
 * A command's output is kept in memory, past 4 MiB in an unlinked temporary file, and written to
 * standard output when its transaction has ended: a slow reader never holds a lock, and a
 * transaction that is tried again has printed nothing. Where standard output is a regular file and
 * `direct` was asked for, it goes there at once. */
#ifndef CLI_SINK_H
#define CLI_SINK_H

#include <stdbool.h>
#include <stddef.h>

struct sink;

struct sink *sink_new(bool direct);
void sink_free(struct sink *sink); /* takes NULL */

/* Errors are remembered and come out of sink_deliver(). */
void sink_write(struct sink *sink, const char *bytes, size_t length);
void sink_puts(struct sink *sink, const char *text);
void sink_printf(struct sink *sink, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Forgets what was collected: the work is to be done again. */
void sink_discard(struct sink *sink);

/* How many lines were collected, up to 1000. */
size_t sink_lines(const struct sink *sink);

/* Writes what was collected to the descriptor and forgets it. Returns 0, or the errno of the first
 * failure, of collecting too. EINTR is returned when *interrupted is set. */
int sink_deliver(struct sink *sink, int descriptor);

#endif
