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

/* Why a file that is there is not run; NULL: it may be. */
static const char *fault(const struct stat *about, const char *path) {
    if (!S_ISREG(about->st_mode))
        return "it is no regular file";
    if (about->st_uid != geteuid() && about->st_uid != 0)
        return "it is somebody else's";
    if (about->st_mode & (S_IWGRP | S_IWOTH))
        return "others may write to it";
    return access(path, X_OK) == 0 ? NULL : "it is not executable";
}

/* The program; NULL: there is none that may be run. The caller's. */
static char *find(const struct context *x, const char *when) {
    const char *noun = x->command->noun->name, *verb = x->command->verb->name;
    g_autofree char *name = g_strjoin("-", when, noun, verb, NULL);
    g_autofree char *place = g_build_filename("hooks", g_strdelimit(name, " ", '-'), NULL);
    g_autofree char *path = config_path("XDG_CONFIG_HOME", ".config", place);
    struct stat about;
    if (!path || stat(path, &about) != 0)
        return NULL;
    const char *why = fault(&about, path);
    if (!why)
        return g_steal_pointer(&path);
    (void)fprintf(stderr, "warning: %s is not run: %s\n", path, why);
    return NULL;
}

/* ---- Running ---- */

static char **environment(const struct context *x, const char *when) {
    char **all = g_get_environ();
    g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, x->written.operation);
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
static bool run(struct context *x, const char *path, const char *when, int *status) {
    const char *const arguments[] = {path, NULL};
    g_auto(GStrv) variables = environment(x, when);
    g_autoptr(GError) error = NULL;
    GPid child;
    int input = input_of(x->written.lines);
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
        (void)fprintf(stderr, "warning: %s: %s\n", path,
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

static coach_status ask(struct context *x, const char *path) {
    int status = 0;
    if (!run(x, path, "pre", &status))
        return complain(&x->complaint, COACH_REFUSED, NULL, "the hook %s could not be run", path);
    if (x->interrupted && *x->interrupted)
        return complain(&x->complaint, COACH_INTERRUPTED, NULL, "interrupted");
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return COACH_OK;
    g_autofree char *ended = how_it_ended(status);
    complain(&x->complaint, COACH_REFUSED, NULL, "the hook %s refuses the change (%s)", path,
             ended);
    return complain_hint(&x->complaint, "man coach-hooks says what it was asked");
}

coach_status hook_before(struct context *x) {
    g_autofree char *before = find(x, "pre");
    g_clear_pointer(&x->written.hook, g_free);
    g_clear_pointer(&x->written.lines, free);
    if (!x->command->globals.dry_run)
        x->written.hook = find(x, "post");
    if (!before && !x->written.hook)
        return COACH_OK;
    coach_status status = coach_written(x->coach, &x->written.operation, &x->written.lines);
    return status == COACH_OK && before ? ask(x, before) : status;
}

void hook_after(struct context *x) {
    int status = 0;
    if (!x->written.hook || !run(x, x->written.hook, "post", &status) ||
        (WIFEXITED(status) && WEXITSTATUS(status) == 0))
        return;
    g_autofree char *ended = how_it_ended(status);
    (void)fprintf(stderr, "warning: the hook %s failed (%s); the change has been made\n",
                  x->written.hook, ended);
}

coach_status hook_refuses(struct context *x) {
    const char *when = g_getenv("COACH_HOOK"), *database = g_getenv("COACH_HOOK_DB");
    g_autofree char *place = program_place(x->database);
    if (x->command->verb->need < NEED_WRITE || g_strcmp0(when, "pre") != 0 ||
        g_strcmp0(database, place) != 0)
        return COACH_OK;
    complain(&x->complaint, COACH_REFUSED, NULL,
             "a hook that is asked about a change cannot make another one");
    return complain_hint(&x->complaint, "do so in a post- hook, after the change");
}
