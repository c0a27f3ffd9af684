/* text_file.h - the value of an option that stands in a file: @FILE, @- (standard input), @
 * (written in the editor). */
#ifndef CLI_TEXT_FILE_H
#define CLI_TEXT_FILE_H

#include "cli/failure.h"

/* Reads what value names: "@notes.txt" a file, "@-" standard input, "@" what the user writes in the
 * editor, a command line for sh; "@@x" is the text "@x". One line end at the end of a file is not
 * part of its text. *text is the caller's. COACH_INVALID where it cannot be read, holds a NUL, or
 * is over 1 MiB, or where nothing was written in the editor; option names it. COACH_USAGE where the
 * editor fails. COACH_INTERRUPTED where a signal came while waiting. */
COACH_CHECKED coach_status text_file_read(const char *value, const char *option, const char *editor,
                                          char **text, struct complaint *c);

#endif
