/* sink_text.h - what a sink has collected, as a text. */
#ifndef SINK_TEXT_H
#define SINK_TEXT_H

#include "cli/sink.h"
#include <glib.h>
#include <sys/mman.h>
#include <unistd.h>

/* Everything that can be read of a descriptor from its start, with a NUL after it. */
static inline char *descriptor_text(int descriptor, size_t *length) {
    GString *text = g_string_new(NULL);
    char piece[4096];
    ssize_t got;
    lseek(descriptor, 0, SEEK_SET);
    while ((got = read(descriptor, piece, sizeof piece)) > 0)
        g_string_append_len(text, piece, (gssize)got);
    *length = text->len;
    return g_string_free(text, FALSE);
}

/* Delivers the sink into a text, which is the caller's. */
static inline char *sink_text(struct sink *sink) {
    int file = memfd_create("sink", MFD_CLOEXEC);
    size_t length = 0;
    int error = sink_deliver(sink, file);
    char *text = error == 0 ? descriptor_text(file, &length)
                            : g_strdup_printf("sink_deliver: %s", g_strerror(error));
    close(file);
    return text;
}

#endif
