/* failure.c - what went wrong, kept on the handle until the next call. */
#include "base/failure.h"

#include <glib.h>

coach_status fail(struct failure *f, coach_status status, const char *field, const char *format,
                  ...) {
    va_list args;
    va_start(args, format);
    char *message = g_strdup_vprintf(format, args);
    va_end(args);
    char *name = g_strdup(field);
    failure_clear(f);
    f->view = (coach_failure){.status = status, .message = message, .field = name};
    return status;
}

coach_status fail_hint(struct failure *f, const char *format, ...) {
    va_list args;
    va_start(args, format);
    g_autofree char *line = g_strdup_vprintf(format, args);
    va_end(args);
    char *hint = f->view.hint ? g_strconcat(f->view.hint, "\n", line, NULL) : g_strdup(line);
    g_free((char *)f->view.hint);
    f->view.hint = hint;
    return f->view.status;
}

void failure_clear(struct failure *f) {
    g_free((char *)f->view.message);
    g_free((char *)f->view.hint);
    g_free((char *)f->view.field);
    f->view = (coach_failure){.status = COACH_OK};
}
