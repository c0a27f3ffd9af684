/* complete.h - what could stand where the cursor is, for the completion of shells.
 *
 * Each candidate is a line: the whole word, a tab, and what it is, which may be empty. Where file
 * names are meant the only line is ":file", a tab, and what stands in the word before the file's
 * name. No candidate begins with a colon. */
#ifndef CLI_COMPLETE_H
#define CLI_COMPLETE_H

#include "cli/config.h"
#include "cli/sink.h"
#include "coach.h"

/* Opens the database for reading, where it can be read as it is: nothing is made, upgraded or
 * asked. database: the path that --db on the line names, or NULL. Returns an open handle, which
 * complete() frees, or NULL. Called at most once, and only where rows are meant. */
typedef coach *(*complete_open)(const char *database, const struct config *config);

/* words: what follows "coach" on the line, up to the cursor and unquoted; the last word is the one
 * to complete and may be empty. config: whose aliases there are; NULL: none, and no rows. Never
 * fails: what is not known has no candidates. */
void complete(const char *const *words, size_t count, const struct config *config,
              complete_open open, struct sink *sink);

#endif
