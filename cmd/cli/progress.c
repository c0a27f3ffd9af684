/* progress.c - one line that is written over again. */
#include "cli/progress.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { BAR_WIDTH = 40 };

void progress_begin(struct progress *bar) {
    bar->shown = -1;
}

static void show(void *data, const char *what, int64_t done, int64_t total) {
    struct progress *bar = data;
    int percent = total > 0 ? (int)(done * 100 / total) : 100;
    if (percent == bar->shown)
        return;
    char filled[BAR_WIDTH + 1];
    memset(filled, ' ', BAR_WIDTH);
    memset(filled, '#', (size_t)(MIN(percent, 100) * BAR_WIDTH / 100));
    filled[BAR_WIDTH] = '\0';
    (void)fprintf(stderr, "\r[%s] %3d %% %s\033[K", filled, percent, what);
    (void)fflush(stderr);
    bar->shown = percent;
}

progress_call progress_of(const struct progress *bar) {
    (void)bar;
    return isatty(STDERR_FILENO) ? show : NULL;
}

void progress_end(const struct progress *bar) {
    if (bar->shown >= 0)
        (void)fputs("\r\033[K", stderr);
}
