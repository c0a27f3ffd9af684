/* faults.c - stands between a program and libc (LD_PRELOAD), and has the n-th call of a kind fail.
 *
 * COACH_FAULT=KIND:N     the n-th call fails; with N+ all after it, too
 * COACH_FAULT_MARK=FILE  made when it happens, so that who has set it sees that it did
 *
 * Kinds: write (ENOSPC), sync (EIO), open (EMFILE), rename (EIO; link and unlink too), truncate
 * (EIO), alloc (NULL); of what is told a server, send and commit (ECONNRESET), and answer: a COMMIT
 * is sent, but the link is lost before its answer comes; kill: the program is killed before the
 * n-th call that would change a file or tell a server something.
 *
 * What goes to standard error never fails: it is where a failure is told. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { NONE, WRITE, SYNC, OPEN, RENAME, TRUNCATE, SEND, COMMIT, ANSWER, ALLOC, KILL };

static struct {
    enum kind kind;
    bool on;
    long left;
    const char *mark;
} fault;

__attribute__((constructor)) static void begin(void) {
    static const char *const names[] = {"",     "write",  "sync",   "open",  "rename", "truncate",
                                        "send", "commit", "answer", "alloc", "kill"};
    const char *text = getenv("COACH_FAULT"), *colon = text ? strchr(text, ':') : NULL;
    fault.mark = getenv("COACH_FAULT_MARK");
    if (!colon)
        return;
    char *end;
    fault.left = strtol(colon + 1, &end, 10);
    fault.on = *end == '+';
    for (enum kind kind = WRITE; kind <= KILL; kind++)
        if (strncmp(text, names[kind], (size_t)(colon - text)) == 0 && !names[kind][colon - text])
            fault.kind = kind;
}

/* Nothing here may call what stands below. */
static bool struck(void) {
    fault.left -= fault.left > 0 || !fault.on;
    if (fault.left != 0)
        return false;
    fault.left -= !fault.on;
    if (fault.mark) {
        long file = syscall(SYS_openat, AT_FDCWD, fault.mark, O_CREAT | O_WRONLY, 0600);
        if (file >= 0)
            (void)syscall(SYS_close, file);
        fault.mark = NULL;
    }
    if (fault.kind == KILL)
        (void)syscall(SYS_kill, getpid(), SIGKILL);
    return true;
}

/* Whether this call is to fail, with that error. */
static bool fails(enum kind kind, int error) {
    if (fault.kind != kind && (fault.kind != KILL || kind == OPEN || kind == ALLOC))
        return false;
    if (!struck())
        return false;
    errno = error;
    return true;
}

#define NEXT(name) (__extension__(__typeof__(&name)) dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *bytes, size_t count) {
    if (fd != STDERR_FILENO && fails(WRITE, ENOSPC))
        return -1;
    return NEXT(write)(fd, bytes, count);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    return fails(WRITE, ENOSPC) ? -1 : NEXT(pwrite)(fd, bytes, count, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    return fails(WRITE, ENOSPC) ? -1 : NEXT(pwrite64)(fd, bytes, count, at);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    if (fd != STDERR_FILENO && fails(WRITE, ENOSPC))
        return -1;
    return NEXT(writev)(fd, parts, count);
}

ssize_t sendfile(int to, int from, off_t *at, size_t count) {
    return fails(WRITE, ENOSPC) ? -1 : NEXT(sendfile)(to, from, at, count);
}

int fallocate64(int fd, int mode, off64_t at, off64_t size) {
    return fails(WRITE, ENOSPC) ? -1 : NEXT(fallocate64)(fd, mode, at, size);
}

int fsync(int fd) {
    return fails(SYNC, EIO) ? -1 : NEXT(fsync)(fd);
}

int fdatasync(int fd) {
    return fails(SYNC, EIO) ? -1 : NEXT(fdatasync)(fd);
}

static int mode_of(int flags, va_list args) {
    return flags & (O_CREAT | __O_TMPFILE) ? va_arg(args, int) : 0;
}

int open(const char *path, int flags, ...) {
    va_list args;
    va_start(args, flags);
    int mode = mode_of(flags, args);
    va_end(args);
    return fails(OPEN, EMFILE) ? -1 : NEXT(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list args;
    va_start(args, flags);
    int mode = mode_of(flags, args);
    va_end(args);
    return fails(OPEN, EMFILE) ? -1 : NEXT(open64)(path, flags, mode);
}

int rename(const char *from, const char *to) {
    return fails(RENAME, EIO) ? -1 : NEXT(rename)(from, to);
}

int renameat2(int a, const char *from, int b, const char *to, unsigned flags) {
    return fails(RENAME, EIO) ? -1 : NEXT(renameat2)(a, from, b, to, flags);
}

int link(const char *from, const char *to) {
    return fails(RENAME, EIO) ? -1 : NEXT(link)(from, to);
}

int unlink(const char *path) {
    return fails(RENAME, EIO) ? -1 : NEXT(unlink)(path);
}

int ftruncate(int fd, off_t size) {
    return fails(TRUNCATE, EIO) ? -1 : NEXT(ftruncate)(fd, size);
}

int ftruncate64(int fd, off64_t size) {
    return fails(TRUNCATE, EIO) ? -1 : NEXT(ftruncate64)(fd, size);
}

ssize_t send(int fd, const void *bytes, size_t count, int flags) {
    bool commit = memmem(bytes, count, "COMMIT", strlen("COMMIT"));
    if (fails(SEND, ECONNRESET) || (commit && fails(COMMIT, ECONNRESET)))
        return -1;
    ssize_t sent = NEXT(send)(fd, bytes, count, flags);
    if (commit && fails(ANSWER, 0))
        (void)shutdown(fd, SHUT_RDWR);
    return sent;
}

/* ICU, which libical asks for a calendar, does not bear to be refused memory: it may end the
 * process, and wait for itself for ever. What it asks for is given, and not counted. */
static bool is_icu(const void *caller) {
    Dl_info info;
    return dladdr(caller, &info) && info.dli_fname && strstr(info.dli_fname, "/libicu");
}

static bool refuses(const void *caller) {
    return fault.kind == ALLOC && !is_icu(caller) && fails(ALLOC, ENOMEM);
}

/* dlsym() may allocate: libc's own names for these are asked instead. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);

void *malloc(size_t size) {
    return refuses(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    return refuses(__builtin_return_address(0)) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
    return size && refuses(__builtin_return_address(0)) ? NULL : __libc_realloc(old, size);
}
