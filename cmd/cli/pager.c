/* pager.c - runs the pager with the results on its standard input. */
#include "cli/pager.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CANNOT_RUN = 126, NOT_FOUND = 127 }; /* how a shell ends that could not run its command */

/* The signals that are not ours while a pager has the terminal, or that writing to it may raise. */
static const int left_alone[] = {SIGINT, SIGQUIT, SIGPIPE};
enum { LEFT_ALONE = sizeof left_alone / sizeof left_alone[0] };

static void ignore_signals(struct sigaction before[LEFT_ALONE]) {
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    for (size_t i = 0; i < LEFT_ALONE; i++)
        sigaction(left_alone[i], &ignore, &before[i]);
}

static void restore_signals(const struct sigaction before[LEFT_ALONE]) {
    for (size_t i = 0; i < LEFT_ALONE; i++)
        sigaction(left_alone[i], &before[i], NULL);
}

_Noreturn static void become_pager(const char *command, const int ends[2]) {
    if (setenv("LESS", "FRX", 0) != 0 || setenv("LV", "-c", 0) != 0 ||
        dup2(ends[0], STDIN_FILENO) < 0)
        _exit(NOT_FOUND);
    execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    _exit(NOT_FOUND);
}

/* Starts the pager. Returns its process and the end to write to, or -1 with errno. */
static pid_t start_pager(const char *command, const struct sigaction before[LEFT_ALONE],
                         int *input) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        restore_signals(before);
        become_pager(command, ends);
    }
    int error = errno;
    close(ends[0]);
    if (child < 0)
        close(ends[1]);
    else
        *input = ends[1];
    errno = error;
    return child;
}

static bool could_run(pid_t child) {
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return true;
    return !WIFEXITED(status) ||
           (WEXITSTATUS(status) != CANNOT_RUN && WEXITSTATUS(status) != NOT_FOUND);
}

int pager_show(struct sink *sink, const char *command) {
    if (command == NULL || command[0] == '\0' || strcmp(command, "cat") == 0)
        return sink_deliver(sink, STDOUT_FILENO);
    struct sigaction before[LEFT_ALONE];
    ignore_signals(before);
    int input = -1;
    int error = 0;
    pid_t child = start_pager(command, before, &input);
    bool ran = child >= 0;
    if (ran) {
        error = sink_copy(sink, input);
        close(input);
        ran = could_run(child);
    }
    restore_signals(before);
    if (!ran)
        return sink_deliver(sink, STDOUT_FILENO);
    sink_discard(sink);
    return error == EPIPE ? 0 : error;
}
