/* escape.c - text that others wrote, made harmless for a terminal. */
#include "cli/escape.h"

#include "cli/utf8.h"

#include <glib.h>
#include <string.h>

static void show(GString *out, uint32_t point) {
    static const char letters[] = {['\t'] = 't', ['\n'] = 'n', ['\r'] = 'r'};
    if (point < sizeof letters && letters[point] != '\0')
        g_string_append_printf(out, "\\%c", letters[point]);
    else
        g_string_append_printf(out, point < 0x100 ? "\\x%02x" : "\\u%04x", point);
}

/* Returns how many bytes were shown. */
static size_t show_next(GString *out, const char *text, size_t length, bool keep_newlines) {
    uint32_t point;
    size_t taken = utf8_decode(text, length, &point);
    if (taken == 0) {
        g_string_append_printf(out, "\\x%02x", (unsigned char)*text);
        return 1;
    }
    bool kept = keep_newlines && (point == '\n' || point == '\t');
    if (utf8_unseen(point) && !kept)
        show(out, point);
    else
        g_string_append_len(out, text, (gssize)taken);
    return taken;
}

char *escape_for_terminal(const char *text, bool keep_newlines) {
    size_t length = strlen(text);
    GString *out = g_string_sized_new(length + 1);
    for (size_t at = 0; at < length;)
        at += show_next(out, text + at, length - at, keep_newlines);
    return g_string_free(out, FALSE);
}
