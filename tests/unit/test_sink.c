/* test_sink.c - results are collected, kept, forgotten and delivered whole. */
#include "cli/sink.h"
#include "sink_text.h"
#include "unit.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { MANY = 300000 }; /* lines of 32 bytes: past what stays in memory */

static void put_many(struct sink *sink) {
    for (int i = 0; i < MANY; i++)
        sink_printf(sink, "%031d\n", i);
}

/* Whether a text is what put_many() put. */
static bool is_many(const char *text, size_t length) {
    if (length != (size_t)MANY * 32)
        return false;
    for (int i = 0; i < MANY; i++)
        if (atoi(text + (size_t)i * 32) != i || text[(size_t)i * 32 + 31] != '\n')
            return false;
    return true;
}

static void test_memory(void) {
    struct sink *sink = sink_new(false, NULL);
    sink_write(sink, "", 0);
    sink_write(sink, "one\n", 4);
    sink_puts(sink, "two\n");
    sink_put(sink, '3');
    sink_printf(sink, " is %s\n", "three");
    check_number((long long)sink_lines(sink), 3, "lines are counted");
    g_autofree char *all = sink_text(sink);
    check_text(all, "one\ntwo\n3 is three\n", "everything comes out in order");
    g_autofree char *nothing = sink_text(sink);
    check_text(nothing, "", "once delivered it is forgotten");
    sink_puts(sink, "stale");
    sink_discard(sink);
    sink_puts(sink, "fresh");
    g_autofree char *fresh = sink_text(sink);
    check_text(fresh, "fresh", "what was discarded does not come out");
    sink_free(sink);
    sink_free(NULL);
}

static void test_large(void) {
    struct sink *sink = sink_new(false, NULL);
    size_t length = 0;
    int file = memfd_create("result", MFD_CLOEXEC);
    put_many(sink);
    check_number((long long)sink_lines(sink), SINK_LINES, "lines are counted up to a limit");
    check(sink->file >= 0 && sink->room <= 4 << 20, "much is kept in a file");
    struct stat status = {0};
    check(fstat(sink->file, &status) == 0 && status.st_nlink == 0 &&
              (status.st_mode & 0777) == 0600,
          "the file has no name and is private");
    check_number(sink_copy(sink, file), 0, "a copy is made");
    g_autofree char *copy = descriptor_text(file, &length);
    check(is_many(copy, length), "the copy is whole");
    check(ftruncate(file, 0) == 0 && fcntl(file, F_SETFL, O_APPEND) == 0, "the file is emptied");
    check_number(sink_deliver(sink, file), 0, "delivered to a file opened to append");
    g_autofree char *all = descriptor_text(file, &length);
    check(is_many(all, length), "what is delivered is whole");
    put_many(sink);
    sink_discard(sink);
    check(sink_lines(sink) == 0 && sink->file < 0, "discarding forgets the file too");
    close(file);

    g_autofree char *large = g_strnfill(9 << 20, 'x');
    sink_puts(sink, "<");
    sink_puts(sink, large);
    sink_puts(sink, ">");
    g_autofree char *one = sink_text(sink);
    check(strlen(one) == (9 << 20) + 2 && one[0] == '<' && one[(9 << 20) + 1] == '>',
          "one value may be larger than the memory");
    sink_free(sink);
}

static void *read_slowly(void *data) {
    const int *descriptor = data;
    GString *text = g_string_new(NULL);
    char piece[70000];
    ssize_t got;
    struct pollfd wait = {.fd = *descriptor, .events = POLLIN};
    while (poll(&wait, 1, 5000) > 0 && (got = read(*descriptor, piece, sizeof piece)) > 0)
        g_string_append_len(text, piece, (gssize)got);
    return text;
}

/* A pipe is narrower than the result, and may be one that does not block. */
static void test_pipe(int flags, const char *what) {
    struct sink *sink = sink_new(false, NULL);
    int ends[2];
    pthread_t reader;
    void *text = NULL;
    if (!check(pipe2(ends, flags) == 0 && pthread_create(&reader, NULL, read_slowly, ends) == 0,
               "a reader"))
        return;
    put_many(sink);
    check_number(sink_deliver(sink, ends[1]), 0, "delivered to a pipe");
    close(ends[1]);
    pthread_join(reader, &text);
    GString *got = text;
    check(is_many(got->str, got->len), "%s gets everything", what);
    g_string_free(got, TRUE);
    close(ends[0]);
    sink_free(sink);
}

static void test_failures(void) {
    volatile sig_atomic_t interrupted = 0;
    struct sink *sink = sink_new(false, &interrupted);
    int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
    sink_puts(sink, "text");
    check_number(sink_deliver(sink, full), ENOSPC, "a full disk is a failure");
    put_many(sink);
    check_number(sink_deliver(sink, full), ENOSPC, "also for what came by a file");
    check_number(sink_deliver(sink, full), 0, "nothing is delivered twice");
    close(full);

    int ends[2];
    check(pipe2(ends, O_CLOEXEC) == 0, "a pipe");
    close(ends[0]);
    signal(SIGPIPE, SIG_IGN);
    sink_puts(sink, "text");
    check_number(sink_deliver(sink, ends[1]), EPIPE, "a reader that went away is told of");
    close(ends[1]);

    sink_puts(sink, "text");
    interrupted = 1;
    check_number(sink_deliver(sink, STDERR_FILENO), EINTR, "an interrupt stops the delivery");
    sink_puts(sink, "what is done is said\n");
    sink_persist(sink);
    int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
    check_number(sink_deliver(sink, nothing), 0, "an interrupt stops no word of what is done");
    close(nothing);
    sink_free(sink);
    interrupted = 0;
    sink = sink_new(false, &interrupted);

    setenv("TMPDIR", "/nonexistent", 1);
    put_many(sink);
    check_number(sink_deliver(sink, STDERR_FILENO), ENOENT,
                 "that nothing more could be collected comes out in the end");
    unsetenv("TMPDIR");
    sink_puts(sink, "again");
    g_autofree char *again = sink_text(sink);
    check_text(again, "again", "a sink can be used after a failure");
    sink_free(sink);
}

static void test_direct(void) {
    int file = memfd_create("output", MFD_CLOEXEC), before = dup(STDOUT_FILENO);
    fflush(stdout);
    dup2(file, STDOUT_FILENO);
    struct sink *sink = sink_new(true, NULL), *asked_not = sink_new(false, NULL);
    bool direct = sink->direct, collected = !asked_not->direct;
    put_many(sink);
    off_t early = lseek(file, 0, SEEK_CUR);
    int error = sink_deliver(sink, STDOUT_FILENO);
    dup2(before, STDOUT_FILENO);
    close(before);
    size_t length = 0;
    g_autofree char *text = descriptor_text(file, &length);
    check(direct, "a regular file is written at once");
    check(collected, "unless nobody asked for it");
    check(early > 4 << 20, "most is there before the end");
    check_number(error, 0, "delivered directly");
    check(is_many(text, length), "the file is whole");
    sink_free(sink);
    sink_free(asked_not);
    close(file);

    int ends[2];
    before = dup(STDOUT_FILENO);
    check(pipe2(ends, O_CLOEXEC) == 0, "a pipe");
    fflush(stdout);
    dup2(ends[1], STDOUT_FILENO);
    sink = sink_new(true, NULL);
    direct = sink->direct;
    dup2(before, STDOUT_FILENO);
    close(before);
    close(ends[0]);
    close(ends[1]);
    check(!direct, "a pipe is never written at once");
    sink_free(sink);
}

struct pieces {
    GString *all;
    size_t count;
    bool whole; /* each is UTF-8 by itself */
};

static void take_piece(void *data, const char *bytes, size_t length) {
    struct pieces *pieces = data;
    g_string_append_len(pieces->all, bytes, (gssize)length);
    pieces->count++;
    pieces->whole &= g_utf8_validate(bytes, (gssize)length, NULL);
}

/* Characters of three bytes do not come out even with any piece. */
static void test_pieces(void) {
    struct sink *sink = sink_new(false, NULL);
    struct pieces pieces = {.all = g_string_new(NULL), .whole = true};
    g_autoptr(GString) wanted = g_string_new("x");
    sink_put(sink, 'x');
    sink_each(sink, take_piece, &pieces);
    check_text(pieces.all->str, "x", "what is in memory is one piece");
    g_string_truncate(pieces.all, 0);
    for (int i = 0; i < 2000000; i++) {
        sink_puts(sink, "€");
        g_string_append(wanted, "€");
    }
    pieces.count = 0;
    sink_each(sink, take_piece, &pieces);
    check(pieces.count > 2, "what is in a file comes in pieces");
    check(pieces.whole, "no piece ends within a character");
    check(g_string_equal(pieces.all, wanted), "the pieces are the whole");
    check_number(sink->error, 0, "without an error");
    g_string_free(pieces.all, TRUE);
    sink_free(sink);
}

int main(void) {
    test_pieces();
    test_memory();
    test_large();
    test_pipe(O_CLOEXEC, "a pipe");
    test_pipe(O_CLOEXEC | O_NONBLOCK, "a pipe that does not block");
    test_failures();
    test_direct();
    return unit_end();
}
