/* progress.h - how far long work has come, on standard error where that is a terminal. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdint.h>

struct progress {
    int shown; /* the percentage that stands on the terminal; -1: none */
};

typedef void (*progress_call)(void *bar, const char *what, int64_t done, int64_t total);

void progress_begin(struct progress *bar);

/* What the library is to call with the bar; NULL: nobody is watching. */
progress_call progress_of(const struct progress *bar);

void progress_end(const struct progress *bar); /* takes the bar away */

#endif
