/* mdoc.h - text into mdoc source: what is special to roff is escaped, lines stay short, and each
 * sentence begins a line. */
#ifndef CLI_MDOC_H
#define CLI_MDOC_H

#include "cli/sink.h"

/* The top of a page: name "coach-user", section '1', and what it is about, as a summary. */
void mdoc_begin(struct sink *sink, const char *name, char section, const char *about);

/* Lines of running text. */
void mdoc_text(struct sink *sink, const char *text);

/* Paragraphs, which empty lines separate; one whose lines begin with four blanks stands as it is.
 */
void mdoc_paragraphs(struct sink *sink, const char *text);

/* A text as arguments of a macro: " one two". */
void mdoc_words(struct sink *sink, const char *text);

/* A line as it stands, in a block of its own. */
void mdoc_literal(struct sink *sink, const char *line);

/* The section SEE ALSO: "coach(1)" and so on, NULL-terminated, in order. */
void mdoc_see_also(struct sink *sink, const char *const *pages);

#endif
