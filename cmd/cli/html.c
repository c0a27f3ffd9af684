/* html.c - writes a page that needs nothing but itself. */
#include "cli/html.h"

#include "cli/escape.h"

#include <glib.h>

static const char *entity(char byte) {
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void html_text(struct sink *sink, const char *text) {
    g_autofree char *seen = escape_for_terminal(text, false);
    for (const char *at = seen; *at != '\0'; at++) {
        const char *escaped = entity(*at);
        if (escaped != NULL)
            sink_puts(sink, escaped);
        else
            sink_put(sink, *at);
    }
}

void html_element(struct sink *sink, const char *name, const char *classes, const char *text) {
    if (text[0] == '\0')
        return;
    sink_put(sink, '<');
    sink_puts(sink, name);
    if (classes != NULL) {
        sink_puts(sink, " class=\"");
        sink_puts(sink, classes);
        sink_put(sink, '"');
    }
    sink_put(sink, '>');
    html_text(sink, text);
    sink_puts(sink, "</");
    sink_puts(sink, name);
    sink_put(sink, '>');
}

void html_begin(struct sink *sink, const char *title, const char *style) {
    sink_puts(sink, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                    "<meta name=\"color-scheme\" content=\"light dark\">\n"
                    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                    "style-src 'unsafe-inline'\">\n");
    html_element(sink, "title", NULL, title);
    sink_printf(sink, "\n<style>\n%s</style>\n</head>\n<body>\n", style);
}

void html_end(struct sink *sink) {
    sink_puts(sink, "</body>\n</html>\n");
}
