/* output_file.h - results that go to a file. */
#ifndef CLI_OUTPUT_FILE_H
#define CLI_OUTPUT_FILE_H

#include "cli/context.h"

/* Makes what was collected the content of a file, at once and for nobody else to read; forgets it
 * then. What is there and no regular file, such as a device, is written to. COACH_REFUSED where it
 * is the database in force. */
COACH_CHECKED coach_status file_replace(struct context *x, const char *path, struct sink *content);

/* The same in a directory that is somebody's for such files. keep: it outlives a power cut.
 * Returns 0, or what is wrong. */
int file_put(const char *path, struct sink *content, bool keep);

/* COACH_USAGE in a rehearsal, and in an atomic batch: files are not taken back. */
COACH_CHECKED coach_status files_allowed(struct context *x);

/* Says that a file cannot be written. */
coach_status file_failed(struct complaint *complaint, const char *path, int error);

#endif
