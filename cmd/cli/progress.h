/* progress.h - a bar on the terminal of standard error, for work that takes long; elsewhere none.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    bool wanted; /* standard error is a terminal */
    int shown;   /* the percentage that stands there; -1: none */
};

struct progress progress_new(void);

/* data: a struct progress; the function that coach_migration and others take. */
void progress_show(void *data, const char *what, int64_t done, int64_t total);

/* Takes the bar away. */
void progress_end(const struct progress *progress);

#endif
