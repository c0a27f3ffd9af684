/* text_file.c - @FILE and @-: the value of an option that stands in a file. */
#include "cli/text_file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
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

coach_status text_file_read(const char *value, const char *option, char **text,
                            struct complaint *c) {
    const char *name = value + 1;
    if (name[0] == '@') {
        *text = g_strdup(name);
        return COACH_OK;
    }
    if (!name[0]) {
        complain(c, COACH_INVALID, option, "@ names no file");
        return complain_hint(c, "write @FILE, @- for standard input, or @@ for an @ itself");
    }
    bool input = strcmp(name, "-") == 0;
    int file = input ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        complain(c, COACH_INVALID, option, "%.200s: %s", name, g_strerror(errno));
        return complain_hint(c,
                             "a value that begins with @ names a file; write @@ for an @ itself");
    }
    GString *all = g_string_new(NULL);
    coach_status status = read_all(file, input ? "standard input" : name, option, all, c);
    if (!input)
        (void)close(file);
    if (status == COACH_OK && all->len && all->str[all->len - 1] == '\n')
        g_string_truncate(all, all->len - 1);
    char *whole = g_string_free(all, FALSE);
    if (status == COACH_OK)
        *text = whole;
    else
        g_free(whole);
    return status;
}
