/* text_file.c - the value of an option that stands in a file: @FILE, @-, @. */
#include "cli/text_file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define LARGEST (1024 * 1024)

static coach_status read_all(int file, const char *name, const char *option, GString *text,
                             struct complaint *c) {
    char buffer[65536];
    ssize_t got;
    while ((got = read(file, buffer, sizeof buffer)) > 0) {
        g_string_append_len(text, buffer, got);
        if (text->len > LARGEST)
            return complain(c, COACH_INVALID, option, "%.200s is larger than 1 MiB", name);
    }
    if (got < 0 && errno == EINTR)
        return complain(c, COACH_INTERRUPTED, NULL, "interrupted");
    if (got < 0)
        return complain(c, COACH_INVALID, option, "%.200s: %s", name, g_strerror(errno));
    if (memchr(text->str, '\0', text->len))
        return complain(c, COACH_INVALID, option, "%.200s holds a NUL (U+0000)", name);
    return COACH_OK;
}

/* Reads a file to its end; one line end there is not part of the text. */
static coach_status read_text(int file, const char *name, const char *option, char **text,
                              struct complaint *c) {
    GString *all = g_string_new(NULL);
    coach_status status = read_all(file, name, option, all, c);
    if (status == COACH_OK && all->len && all->str[all->len - 1] == '\n')
        g_string_truncate(all, all->len - 1);
    char *whole = g_string_free(all, FALSE);
    if (status == COACH_OK)
        *text = whole;
    else
        g_free(whole);
    return status;
}

static coach_status run_editor(const char *editor, const char *file, struct complaint *c) {
    g_autofree char *line = g_strconcat(editor, " \"$@\"", NULL);
    const char *argv[] = {"/bin/sh", "-c", line, editor, file, NULL};
    int wait_status;
    g_autoptr(GError) error = NULL;
    if (g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL, NULL,
                     NULL, &wait_status, &error) &&
        g_spawn_check_wait_status(wait_status, &error))
        return COACH_OK;
    complain(c, COACH_USAGE, NULL, "the editor \"%.80s\" did not end well: %s", editor,
             error->message);
    return complain_hint(c, "set another with `coach config set core.editor`");
}

/* Whoever leaves the editor without a word has thought better of it. */
static coach_status read_written(const char *name, const char *option, char **text,
                                 struct complaint *c) {
    int file = open(name, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return complain(c, COACH_INVALID, option, "%s: %s", name, g_strerror(errno));
    g_autofree char *written = NULL;
    coach_status status = read_text(file, "what the editor left", option, &written, c);
    (void)close(file);
    if (status == COACH_OK && !*written)
        status = complain(c, COACH_INVALID, option, "nothing was written in the editor");
    if (status == COACH_OK)
        *text = g_steal_pointer(&written);
    return status;
}

static coach_status write_in_editor(const char *editor, const char *option, char **text,
                                    struct complaint *c) {
    g_autofree char *name = g_build_filename(g_get_tmp_dir(), "coach-XXXXXX.txt", NULL);
    int file = g_mkstemp_full(name, O_RDWR | O_CLOEXEC, 0600);
    if (file < 0)
        return complain(c, COACH_STORAGE, option, "%s: %s", name, g_strerror(errno));
    (void)close(file);
    coach_status status = run_editor(editor, name, c);
    if (status == COACH_OK)
        status = read_written(name, option, text, c);
    (void)unlink(name);
    return status;
}

coach_status text_file_read(const char *value, const char *option, const char *editor, char **text,
                            struct complaint *c) {
    const char *name = value + 1;
    if (name[0] == '@') {
        *text = g_strdup(name);
        return COACH_OK;
    }
    if (name[0] == '\0')
        return write_in_editor(editor, option, text, c);
    if (strcmp(name, "-") == 0)
        return read_text(STDIN_FILENO, "standard input", option, text, c);
    int file = open(name, O_RDONLY | O_CLOEXEC);
    if (file < 0 && errno == EINTR) /* a pipe that nobody writes to yet */
        return complain(c, COACH_INTERRUPTED, NULL, "interrupted");
    if (file < 0) {
        complain(c, COACH_INVALID, option, "%.200s: %s", name, g_strerror(errno));
        return complain_hint(c,
                             "a value that begins with @ names a file; write @@ for an @ itself");
    }
    coach_status status = read_text(file, name, option, text, c);
    (void)close(file);
    return status;
}
