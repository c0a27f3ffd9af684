/* vdir.h - calendars in files: one as a whole, or a directory with a file for each UID (a vdir). */
#ifndef CLI_VDIR_H
#define CLI_VDIR_H

#include "cli/context.h"

#include <glib.h>

/* Makes what was collected the content of a file, at once and for nobody else to read; forgets it
 * then. What is there and no regular file, such as a device, is written to. */
COACH_CHECKED coach_status file_replace(const char *path, struct sink *content,
                                        struct complaint *complaint);

/* Reads a file (NULL or "-": standard input), or every .ics file of a directory, into an array of
 * coach_text with their names, in the order of these. COACH_INVALID where one is larger than 64
 * MiB. */
COACH_CHECKED coach_status file_read(const char *path, GArray **out, struct complaint *complaint);
COACH_CHECKED coach_status vdir_read(const char *directory, GArray **out,
                                     struct complaint *complaint);

/* Makes a directory hold the pieces of a calendar that was opened apart, each in a file of its
 * name, and no other session of coach's. Files that are right, that somebody has changed later than
 * coach, or that are not coach's stay as they are. Says what was done on standard error. */
COACH_CHECKED coach_status vdir_write(struct context *x, coach_calendar *calendar,
                                      const char *directory);

#endif
