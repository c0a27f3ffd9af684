/* hook.c - programs of the user's own, before and after a command's change. */
#include "cli/hook.h"

#include "cli/config_file.h"
#include "cli/program.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- Which ---- */

static bool is_ours(const struct stat *about) {
    return about->st_uid == geteuid() || about->st_uid == 0;
}

static bool is_shared(const struct stat *about) {
    return about->st_mode & (S_IWGRP | S_IWOTH);
}

/* Why what is there is not run; NULL: it may be. */
static const char *fault(const char *path) {
    g_autofree char *directory = g_path_get_dirname(path);
    struct stat file, place;
    if (stat(path, &file) != 0 || stat(directory, &place) != 0)
        return g_strerror(errno);
    if (!S_ISREG(file.st_mode))
        return "it is no regular file";
    if (!is_ours(&file) || !is_ours(&place))
        return is_ours(&file) ? "its directory is somebody else's" : "it is somebody else's";
    if (is_shared(&file) || is_shared(&place))
        return is_shared(&file) ? "others may write to it" : "others may write to its directory";
    return access(path, X_OK) == 0 ? NULL : "it is not executable";
}

/* The program; NULL: there is none. The caller's. *why: what keeps it from being run, or NULL. */
static char *find(const struct context *x, const char *when, const char **why) {
    const char *noun = x->command->noun->name, *verb = x->command->verb->name;
    g_autofree char *name = g_strjoin("-", when, noun, verb, NULL);
    g_autofree char *place = g_build_filename("hooks", g_strdelimit(name, " ", '-'), NULL);
    g_autofree char *path = config_path("XDG_CONFIG_HOME", ".config", place);
    struct stat about;
    if (!path || (lstat(path, &about) != 0 && (errno == ENOENT || errno == ENOTDIR)))
        return NULL;
    *why = fault(path);
    return g_steal_pointer(&path);
}

/* ---- Running ---- */

/* A hook, and what it is told. */
struct hook_call {
    char *path, *lines;
    int64_t operation;
};

void hook_call_free(void *data) {
    struct hook_call *call = data;
    if (!call)
        return;
    g_free(call->path);
    free(call->lines);
    g_free(call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(hook_call, hook_call_free)

static char **environment(const struct context *x, const struct hook_call *call, const char *when) {
    char **all = g_get_environ();
    g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, call->operation);
    g_autofree char *place = program_place(x->database);
    all = g_environ_setenv(all, "COACH_HOOK", when, TRUE);
    all = g_environ_setenv(all, "COACH_HOOK_DB", place, TRUE);
    all = g_environ_setenv(all, "COACH_DB", place, TRUE);
    return g_environ_setenv(all, "COACH_OPERATION", number, TRUE);
}

/* A file that nobody else sees, so that a hook need not read what it is told; -1: errno. */
static int input_of(const char *lines) {
    int file = memfd_create("coach-hook", MFD_CLOEXEC);
    size_t left = strlen(lines);
    while (file >= 0 && left > 0) {
        ssize_t done = write(file, lines, left);
        if (done < 0 && errno != EINTR) {
            (void)close(file);
            return -1;
        }
        lines += MAX(done, 0);
        left -= (size_t)MAX(done, 0);
    }
    if (file >= 0)
        (void)lseek(file, 0, SEEK_SET);
    return file;
}

/* Its exit status as waitpid() has it. An interrupt ends it too. */
static int wait_for(const struct context *x, pid_t child) {
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        if (x->interrupted && *x->interrupted)
            (void)kill(child, SIGTERM);
    return status;
}

/* false: it could not be run. What it prints is for people. */
static bool run(const struct context *x, const struct hook_call *call, const char *when,
                int *status) {
    const char *const arguments[] = {call->path, NULL};
    g_auto(GStrv) variables = environment(x, call, when);
    g_autoptr(GError) error = NULL;
    GPid child;
    int input = input_of(call->lines);
    int output =
        fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1); /* closed by GLib there */
    bool started = input >= 0 && g_spawn_async_with_pipes_and_fds(
                                     NULL, arguments, (const char *const *)variables,
                                     G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, input, output, -1, NULL,
                                     NULL, 0, &child, NULL, NULL, NULL, &error);
    if (input >= 0)
        (void)close(input);
    if (output >= 0)
        (void)close(output);
    if (!started)
        (void)fprintf(stderr, "warning: %s: %s\n", call->path,
                      error ? error->message : g_strerror(errno));
    else
        *status = wait_for(x, child);
    return started;
}

static char *how_it_ended(int status) {
    return WIFEXITED(status) ? g_strdup_printf("exit status %d", WEXITSTATUS(status))
                             : g_strdup_printf("signal %d", WTERMSIG(status));
}

/* ---- Before and after ---- */

static coach_status cannot_be_asked(struct context *x, const char *path, const char *why) {
    complain(&x->complaint, COACH_REFUSED, NULL, "the hook %s cannot be asked: %s", path, why);
    return complain_hint(&x->complaint, "mend that, or take it away: man coach-hooks");
}

static coach_status ask(struct context *x, const struct hook_call *call) {
    int status = 0;
    if (!run(x, call, "pre", &status))
        return complain(&x->complaint, COACH_REFUSED, NULL, "the hook %s could not be run",
                        call->path);
    if (x->interrupted && *x->interrupted)
        return complain(&x->complaint, COACH_INTERRUPTED, NULL, "interrupted");
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return COACH_OK;
    g_autofree char *ended = how_it_ended(status);
    complain(&x->complaint, COACH_REFUSED, NULL, "the hook %s refuses the change (%s)", call->path,
             ended);
    return complain_hint(&x->complaint, "man coach-hooks says what it was asked");
}

/* The one to be told; NULL: none. The caller's. */
static char *find_after(const struct context *x) {
    const char *why = NULL;
    g_autofree char *path = context_rehearses(x) ? NULL : find(x, "post", &why);
    if (!path || !why)
        return g_steal_pointer(&path);
    (void)fprintf(stderr, "warning: %s is not run: %s\n", path, why);
    return NULL;
}

coach_status hook_before(struct context *x) {
    const char *why = NULL;
    g_autofree char *before = find(x, "pre", &why);
    g_clear_pointer(&x->written.after, hook_call_free);
    if (before && why)
        return cannot_be_asked(x, before, why);
    g_autofree char *after = find_after(x);
    if (!before && !after)
        return COACH_OK;
    g_autoptr(hook_call) call = g_new0(hook_call, 1);
    call->path = g_steal_pointer(&before);
    coach_status status = coach_written(x->coach, x->written.from, &call->operation, &call->lines);
    if (status == COACH_OK && call->path)
        status = ask(x, call);
    if (status != COACH_OK || !after)
        return status;
    g_free(call->path);
    call->path = g_steal_pointer(&after);
    x->written.after = g_steal_pointer(&call);
    return COACH_OK;
}

static void tell(const struct context *x, const struct hook_call *call) {
    int status = 0;
    if (!run(x, call, "post", &status) || (WIFEXITED(status) && WEXITSTATUS(status) == 0))
        return;
    g_autofree char *ended = how_it_ended(status);
    (void)fprintf(stderr, "warning: the hook %s failed (%s); the change has been made\n",
                  call->path, ended);
}

void hook_after(struct context *x) {
    for (guint i = 0; x->written.parts && i < x->written.parts->len; i++)
        tell(x, g_ptr_array_index(x->written.parts, i));
    if (x->written.after)
        tell(x, x->written.after);
}

/* ---- What it may do ---- */

static bool same_place(const char *one, const char *other) {
    struct stat first, second;
    return strcmp(one, other) == 0 ||
           (stat(one, &first) == 0 && stat(other, &second) == 0 && first.st_dev == second.st_dev &&
            first.st_ino == second.st_ino);
}

bool hook_is_asked(const char *database) {
    const char *when = g_getenv("COACH_HOOK"), *asked = g_getenv("COACH_HOOK_DB");
    g_autofree char *place = program_place(database);
    return g_strcmp0(when, "pre") == 0 && asked && same_place(asked, place);
}
