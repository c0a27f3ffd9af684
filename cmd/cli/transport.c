/* transport.c - the program that sends reminders: started, fed, listened to, and ended in time. */
#include "cli/transport.h"

#include "cli/program.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* as sysexits.h and shells have them */
enum { TRY_AGAIN = 75, CANNOT_RUN = 126, NOT_FOUND = 127 };
enum { MOST_KEPT = 4096, PIPE_BYTES = 65536, GLANCE_MS = 100 };

/* ---- Which program ---- */

coach_status transport_find(struct context *x, struct transport *out) {
    static const char key[] = "remind.command";
    const char *line = config_get(x->config, key, NULL);
    *out = (struct transport){.timeout_ms = (int)config_milliseconds(x->config, "remind.timeout")};
    if (!line || !g_shell_parse_argv(line, NULL, &out->argv, NULL))
        return COACH_OK;
    char *program = program_find(out->argv[0]);
    if (!program) {
        complain(&x->complaint, COACH_REFUSED, key, "%s: there is no program %s", key,
                 out->argv[0]);
        transport_clear(out);
        return complain_hint(&x->complaint, "give its whole path, or put it into PATH");
    }
    g_free(out->argv[0]);
    out->argv[0] = program;
    program_tell(&x->command->globals, x->config);
    return COACH_OK;
}

void transport_clear(struct transport *transport) {
    g_strfreev(transport->argv);
    transport->argv = NULL;
}

/* ---- Signals ---- */

struct held_signals {
    sigset_t mask;
    struct sigaction pipe;
};

struct held_signals *signals_hold(void) {
    struct held_signals *held = g_new0(struct held_signals, 1);
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGINT);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGHUP);
    (void)sigprocmask(SIG_BLOCK, &stop, &held->mask);
    (void)sigaction(SIGPIPE, &ignore, &held->pipe);
    return held;
}

bool signals_wait(void) {
    sigset_t come;
    return sigpending(&come) == 0 &&
           (sigismember(&come, SIGINT) == 1 || sigismember(&come, SIGTERM) == 1 ||
            sigismember(&come, SIGHUP) == 1);
}

void signals_release(struct held_signals *held) {
    (void)sigaction(SIGPIPE, &held->pipe, NULL);
    (void)sigprocmask(SIG_SETMASK, &held->mask, NULL);
    g_free(held);
}

/* ---- One run ---- */

struct run {
    pid_t child;
    int input, output; /* our ends; -1: closed */
    const char *text;  /* what it is still to be given */
    size_t length;
    GString *said; /* the end of what it printed */
    gint64 until;  /* on the monotonic clock */
};

static void close_end(int *end) {
    if (*end >= 0)
        close(*end);
    *end = -1;
}

/* In a group of its own, so that it can be ended with all that it has started. */
_Noreturn static void become(const struct transport *transport, int input, int output) {
    sigset_t none;
    sigemptyset(&none);
    (void)setpgid(0, 0);
    (void)signal(SIGPIPE, SIG_DFL);
    if (dup2(input, STDIN_FILENO) >= 0 && dup2(output, STDOUT_FILENO) >= 0 &&
        dup2(output, STDERR_FILENO) >= 0 && sigprocmask(SIG_SETMASK, &none, NULL) == 0)
        execv(transport->argv[0], transport->argv);
    (void)dprintf(STDERR_FILENO, "%s cannot be run: %s\n", transport->argv[0], g_strerror(errno));
    _exit(CANNOT_RUN);
}

/* Returns 0, or the errno of what failed. */
static int start(struct run *run, const struct transport *transport) {
    int to[2], from[2];
    if (pipe2(to, O_CLOEXEC) != 0)
        return errno;
    if (pipe2(from, O_CLOEXEC) != 0) {
        int error = errno;
        close(to[0]);
        close(to[1]);
        return error;
    }
    run->child = fork();
    int error = errno;
    if (run->child == 0)
        become(transport, to[0], from[1]);
    if (run->child > 0)
        (void)setpgid(run->child, run->child); /* whichever of the two comes first */
    close(to[0]);
    close(from[1]);
    run->input = to[1];
    run->output = from[0];
    (void)fcntl(run->input, F_SETFL, O_NONBLOCK);
    (void)fcntl(run->output, F_SETFL, O_NONBLOCK);
    return run->child < 0 ? error : 0;
}

static void feed(struct run *run) {
    ssize_t written = write(run->input, run->text, run->length);
    if (written > 0) {
        run->text += written;
        run->length -= (size_t)written;
    }
    /* a program that has read enough says by its exit status what that means */
    if (run->length == 0 || (written < 0 && errno != EAGAIN && errno != EINTR))
        close_end(&run->input);
}

/* Whether there was something. */
static bool listen_to(struct run *run) {
    char bytes[MOST_KEPT];
    ssize_t got = read(run->output, bytes, sizeof bytes);
    if (got > 0)
        g_string_append_len(run->said, bytes, got);
    if (run->said->len > MOST_KEPT)
        g_string_erase(run->said, 0, (gssize)(run->said->len - MOST_KEPT));
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
        close_end(&run->output);
    return got > 0;
}

/* Waits until something can be written or read, but not for long. */
static void exchange(struct run *run) {
    struct pollfd ends[] = {{.fd = run->input, .events = POLLOUT},
                            {.fd = run->output, .events = POLLIN}};
    if (poll(ends, G_N_ELEMENTS(ends), run->output < 0 ? 1 : GLANCE_MS) <= 0)
        return;
    if (ends[0].revents)
        feed(run);
    if (ends[1].revents)
        (void)listen_to(run);
}

/* Whether it has ended in time; *status is then how. What it has left running keeps nobody
 * waiting. */
static bool wait_for(struct run *run, int *status) {
    for (;;) {
        exchange(run);
        pid_t ended = waitpid(run->child, status, WNOHANG);
        if (ended == run->child) {
            for (int left = PIPE_BYTES / MOST_KEPT; left > 0 && run->output >= 0; left--)
                if (!listen_to(run))
                    break;
            return true;
        }
        if (g_get_monotonic_time() < run->until)
            continue;
        (void)kill(-run->child, SIGKILL);
        while (waitpid(run->child, status, 0) < 0 && errno == EINTR)
            continue;
        return false;
    }
}

/* ---- What came of it ---- */

/* The last line that says anything, or NULL. The caller's. */
static char *last_line(const char *text) {
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = g_strv_length(lines); i > 0; i--)
        if (g_strstrip(lines[i - 1])[0])
            return g_strdup(lines[i - 1]);
    return NULL;
}

/* Whether it has decided nothing: it says so itself, it could not be run, or a signal ended it, as
 * when the machine is shut down. */
static bool may_pass(int status) {
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : TRY_AGAIN;
    return code == TRY_AGAIN || code == CANNOT_RUN || code == NOT_FOUND;
}

static coach_outcome judge(const struct run *run, int status, char **error) {
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return COACH_OUTCOME_SENT;
    *error = last_line(run->said->str);
    if (!*error && WIFSIGNALED(status))
        *error = g_strdup_printf("the program was ended by signal %d", WTERMSIG(status));
    else if (!*error)
        *error = g_strdup_printf("the program ended with exit status %d", WEXITSTATUS(status));
    return may_pass(status) ? COACH_OUTCOME_RETRY : COACH_OUTCOME_FAILED;
}

coach_outcome transport_send(const struct transport *transport, const char *text, size_t length,
                             char **error) {
    struct run run = {
        .text = text,
        .length = length,
        .said = g_string_new(NULL),
        .until = g_get_monotonic_time() + (gint64)transport->timeout_ms * 1000,
    };
    coach_outcome outcome = COACH_OUTCOME_RETRY;
    int status, failed = start(&run, transport);
    *error = NULL;
    if (failed)
        *error = g_strdup_printf("%s cannot be run: %s", transport->argv[0], g_strerror(failed));
    else if (wait_for(&run, &status))
        outcome = judge(&run, status, error);
    else
        *error = g_strdup_printf("the program took longer than %d ms", transport->timeout_ms);
    if (!failed) {
        close_end(&run.input);
        close_end(&run.output);
    }
    g_string_free(run.said, TRUE);
    return outcome;
}
