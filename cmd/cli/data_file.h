/* data_file.h - files of records: what they hold, by their names, and how they are read. */
#ifndef CLI_DATA_FILE_H
#define CLI_DATA_FILE_H

#include "cli/context.h"

#include <glib.h>

struct data_files {
    const char *type, *format, *delimiter; /* as the user says for all of them, or NULL */
    bool separated;                        /* csv, where neither the format nor the name says */
    GArray *sources;                       /* coach_data_source */
};

/* Finds the files that are named, those of a directory that are named after nouns, or, where none
 * is named or "-", standard input; opens them, in the order in which nouns come. COACH_STORAGE,
 * COACH_USAGE. */
COACH_CHECKED coach_status data_files_open(struct data_files *files, const struct words *names,
                                           struct complaint *c);
void data_files_close(struct data_files *files);

#endif
