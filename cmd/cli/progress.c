/* progress.c - how far long work has come. */
#include "cli/progress.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { WIDTH = 40 };

struct progress progress_new(void) {
    return (struct progress){.wanted = isatty(STDERR_FILENO), .shown = -1};
}

void progress_show(void *data, const char *what, int64_t done, int64_t total) {
    struct progress *progress = data;
    int percent = total > 0 ? (int)(MIN(done, total) * 100 / total) : 100;
    if (!progress->wanted || percent == progress->shown)
        return;
    char filled[WIDTH + 1];
    memset(filled, ' ', WIDTH);
    memset(filled, '#', (size_t)(percent * WIDTH / 100));
    filled[WIDTH] = '\0';
    (void)fprintf(stderr, "\r[%s] %3d %% %s\033[K", filled, percent, what);
    (void)fflush(stderr);
    progress->shown = percent;
}

void progress_end(const struct progress *progress) {
    if (progress->shown >= 0)
        (void)fputs("\r\033[K", stderr);
}
