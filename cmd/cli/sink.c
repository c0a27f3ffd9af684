/* sink.c - collects results in memory, then in an unlinked temporary file, and writes them out. */
#include "cli/sink.h"
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <poll.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

enum {
    FIRST_ROOM = 64 << 10,
    MOST_MEMORY = 4 << 20,
    FLUSH_ROOM = 64 << 10, /* once there is a file: each page is new to the process once, and stays
                              in the cache */
    SEND_AT_ONCE = 1 << 20,
};

/* Whether a write to standard output can neither wait for a reader nor be half of a result that
 * somebody reads already. */
static bool never_waits(void) {
    struct stat status;
    if (fstat(STDOUT_FILENO, &status) != 0)
        return false;
    return S_ISREG(status.st_mode) ||
           (S_ISCHR(status.st_mode) && status.st_rdev == makedev(1, 3)); /* /dev/null */
}

struct sink *sink_new(bool direct, const volatile sig_atomic_t *interrupted) {
    struct sink *sink = g_new0(struct sink, 1);
    sink->direct = direct && never_waits();
    sink->file = sink->direct ? STDOUT_FILENO : -1;
    sink->room = FIRST_ROOM;
    sink->most = sink->direct ? FLUSH_ROOM : MOST_MEMORY;
    sink->bytes = g_malloc(sink->room);
    sink->interrupted = interrupted;
    return sink;
}

static void forget_file(struct sink *sink) {
    if (sink->direct || sink->file < 0)
        return;
    close(sink->file);
    sink->file = -1;
    sink->most = MOST_MEMORY;
}

void sink_free(struct sink *sink) {
    if (sink == NULL)
        return;
    forget_file(sink);
    g_free(sink->bytes);
    g_free(sink);
}

void sink_persist(struct sink *sink) {
    sink->persistent = true;
}

static bool interrupted(const struct sink *sink) {
    return sink->interrupted != NULL && *sink->interrupted;
}

static bool stopped(const struct sink *sink) {
    return interrupted(sink) && !sink->persistent;
}

/* After a transfer that failed: 0 when it is to be tried again, else its errno. A descriptor that
 * does not block, which a parent may have left us, is waited for. */
static int try_again(const struct sink *sink, int descriptor, int error) {
    if (error == EINTR)
        return interrupted(sink) ? EINTR : 0;
    if (error != EAGAIN && error != EWOULDBLOCK)
        return error;
    struct pollfd wait = {.fd = descriptor, .events = POLLOUT};
    if (poll(&wait, 1, -1) < 0)
        return errno != EINTR || interrupted(sink) ? errno : 0;
    return stopped(sink) ? EINTR : 0;
}

static int write_all(const struct sink *sink, int descriptor, const char *bytes, size_t length) {
    while (length > 0) {
        if (stopped(sink))
            return EINTR;
        ssize_t written = write(descriptor, bytes, length);
        int error = written < 0 ? try_again(sink, descriptor, errno) : 0;
        if (error != 0)
            return error;
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        }
    }
    return 0;
}

int sink_temporary_file(void) {
    const char *directory = getenv("TMPDIR");
    if (directory == NULL || directory[0] != '/')
        directory = "/tmp";
    int file = open(directory, O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600);
    if (file >= 0)
        return file;
    g_autofree char *name = g_build_filename(directory, "coach-XXXXXX", NULL);
    file = mkostemp(name, O_CLOEXEC);
    if (file >= 0)
        unlink(name);
    return file;
}

static size_t count_lines(const char *bytes, size_t length, size_t so_far) {
    const char *end = bytes + length;
    while (so_far < SINK_LINES && bytes < end) {
        const char *newline = memchr(bytes, '\n', (size_t)(end - bytes));
        if (newline == NULL)
            break;
        so_far++;
        bytes = newline + 1;
    }
    return so_far;
}

/* Moves what is in memory to the file; after a failure what comes is dropped. */
static void flush(struct sink *sink) {
    sink->lines = count_lines(sink->bytes, sink->used, sink->lines);
    if (sink->error == 0 && sink->file < 0) {
        sink->file = sink_temporary_file();
        sink->error = sink->file < 0 ? errno : 0;
    }
    if (sink->error == 0)
        sink->error = write_all(sink, sink->file, sink->bytes, sink->used);
    sink->used = 0;
    sink->most = FLUSH_ROOM;
    sink->room = MIN(sink->room, sink->most);
}

void sink_make_room(struct sink *sink, size_t length) {
    if (sink->used > 0 && (sink->error != 0 || length > sink->most - MIN(sink->most, sink->used)))
        flush(sink);
    if (length <= sink->room - sink->used)
        return;
    sink->room = MAX(MIN(sink->room * 2, MOST_MEMORY), sink->used + length);
    sink->bytes = g_realloc(sink->bytes, sink->room);
}

void sink_puts(struct sink *sink, const char *text) {
    sink_write(sink, text, strlen(text));
}

void sink_printf(struct sink *sink, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    sink_puts(sink, text);
}

void sink_discard(struct sink *sink) {
    sink->used = 0;
    sink->lines = 0;
    forget_file(sink);
    if (!sink->direct)
        sink->error = 0;
}

size_t sink_lines(const struct sink *sink) {
    return count_lines(sink->bytes, sink->used, sink->lines);
}

/* sendfile() does not take every descriptor (one opened to append, for instance): then the bytes
 * come through memory. */
static int copy_piece(const struct sink *sink, int descriptor, off_t *at, bool *through_memory) {
    static const int unfit[] = {EINVAL, ENOSYS, EOPNOTSUPP};
    if (!*through_memory) {
        if (sendfile(descriptor, sink->file, at, SEND_AT_ONCE) >= 0)
            return 0;
        int error = errno;
        for (size_t i = 0; i < G_N_ELEMENTS(unfit); i++)
            *through_memory |= error == unfit[i];
        if (!*through_memory)
            return try_again(sink, descriptor, error);
    }
    g_autofree char *piece = g_malloc(FLUSH_ROOM);
    ssize_t length = pread(sink->file, piece, FLUSH_ROOM, *at);
    if (length <= 0)
        return length < 0 ? errno : EIO;
    *at += length;
    return write_all(sink, descriptor, piece, (size_t)length);
}

static int copy_file(const struct sink *sink, int descriptor) {
    off_t size = lseek(sink->file, 0, SEEK_END);
    off_t at = 0;
    bool through_memory = false;
    int error = size < 0 ? errno : 0;
    while (error == 0 && at < size)
        error = stopped(sink) ? EINTR : copy_piece(sink, descriptor, &at, &through_memory);
    return error;
}

/* As much of a piece as ends with a whole character. */
static size_t whole(const char *bytes, size_t length) {
    size_t end = length;
    while (end > 0 && ((unsigned char)bytes[end - 1] & 0xc0) == 0x80)
        end--;
    bool begins = end > 0 && (unsigned char)bytes[end - 1] >= 0xc0;
    return begins && end > 1 ? end - 1 : length;
}

static int each_of_file(const struct sink *sink,
                        void (*take)(void *data, const char *bytes, size_t length), void *data) {
    g_autofree char *piece = g_malloc(FLUSH_ROOM);
    off_t at = 0;
    for (;;) {
        ssize_t length = pread(sink->file, piece, FLUSH_ROOM, at);
        if (length <= 0)
            return length < 0 ? errno : 0;
        size_t taken = length == FLUSH_ROOM ? whole(piece, FLUSH_ROOM) : (size_t)length;
        take(data, piece, taken);
        at += (off_t)taken;
    }
}

void sink_each(struct sink *sink, void (*take)(void *data, const char *bytes, size_t length),
               void *data) {
    if (sink->error == 0 && sink->file >= 0)
        sink->error = each_of_file(sink, take, data);
    take(data, sink->bytes, sink->used);
}

int sink_copy(struct sink *sink, int descriptor) {
    if (sink->direct) {
        flush(sink);
        return sink->error;
    }
    int error = sink->error;
    if (error == 0 && sink->file >= 0)
        error = copy_file(sink, descriptor);
    if (error == 0)
        error = write_all(sink, descriptor, sink->bytes, sink->used);
    return error;
}

int sink_deliver(struct sink *sink, int descriptor) {
    int error = sink_copy(sink, descriptor);
    sink_discard(sink);
    return error;
}
