/* failure.c - what went wrong, kept on the handle until the next call. */
#include "base/failure.h"

#include <glib.h>

/* Texts that users typed are cut to a length in messages, which may leave a part of a character:
 * that, as all that is not UTF-8, is shown as left out. */
static char *format_whole(const char *format, va_list args) FAILURE_PRINTF(1, 0);

static char *format_whole(const char *format, va_list args) {
    g_autofree char *text = g_strdup_vprintf(format, args);
    if (g_utf8_validate(text, -1, NULL))
        return g_steal_pointer(&text);
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    GString *whole = g_string_new(valid);
    g_string_replace(whole, "\xef\xbf\xbd", "\xe2\x80\xa6", 0);
    return g_string_free(whole, FALSE);
}

char *failure_line(const char *text) {
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    return g_strjoinv("\\n", lines);
}

coach_status fail(struct failure *f, coach_status status, const char *field, const char *format,
                  ...) {
    va_list args;
    va_start(args, format);
    char *message = format_whole(format, args);
    va_end(args);
    char *name = g_strdup(field);
    failure_clear(f);
    f->view = (coach_failure){.status = status, .message = message, .field = name};
    return status;
}

coach_status fail_hint(struct failure *f, const char *format, ...) {
    va_list args;
    va_start(args, format);
    g_autofree char *text = format_whole(format, args), *line = failure_line(text);
    va_end(args);
    char *hint = f->view.hint ? g_strconcat(f->view.hint, "\n", line, NULL) : g_strdup(line);
    g_free((char *)f->view.hint);
    f->view.hint = hint;
    return f->view.status;
}

void fail_rename(struct failure *f, const char *field) {
    g_free((char *)f->view.field);
    f->view.field = g_strdup(field);
}

coach_status fail_other(struct failure *f, const struct id *id, const char *part) {
    f->other.id = *id;
    g_strlcpy(f->other.part, part, sizeof f->other.part);
    return f->view.status;
}

void failure_clear(struct failure *f) {
    g_free((char *)f->view.message);
    g_free((char *)f->view.hint);
    g_free((char *)f->view.field);
    *f = (struct failure){.view.status = COACH_OK};
}
