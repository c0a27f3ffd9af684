/* vdir.h - calendars in files: one as a whole, or a directory with a file for each UID (a vdir). */
#ifndef CLI_VDIR_H
#define CLI_VDIR_H

#include "cli/context.h"

#include <glib.h>

/* Writes a calendar that was opened as one. */
COACH_CHECKED coach_status calendar_write(coach_calendar *calendar, struct sink *out);

/* Frees what a coach_text that was read holds. */
void content_clear(void *content);

/* Reads a file (NULL or "-": standard input), or every .ics file of a directory, into an array of
 * coach_text with their names, in the order of these; each is read, or says what kept it from being
 * so. One that is alone and cannot be read is a failure: COACH_INVALID where it is larger than 64
 * MiB. */
COACH_CHECKED coach_status file_read(const char *path, GArray **out, struct complaint *complaint);
COACH_CHECKED coach_status vdir_read(const char *directory, GArray **out,
                                     struct complaint *complaint);

/* The names of the .ics files of a directory, in order; NULL where it cannot be read. */
GPtrArray *vdir_items(const char *directory);

/* Reads one of them, and waits for nothing: 0, or what is wrong with it. The bytes end with a NUL
 * that is not counted. */
int vdir_item(const char *directory, const char *name, coach_text *out);

/* Makes a directory hold the pieces of a calendar that was opened apart, each in a file of its
 * name, and no other session of coach's. Files that are right, that somebody has changed later than
 * coach, or that are not coach's stay as they are. Says what was done on standard error. */
COACH_CHECKED coach_status vdir_write(struct context *x, coach_calendar *calendar,
                                      const char *directory);

#endif
