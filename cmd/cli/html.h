/* html.h - a page that needs nothing but itself: no script, nothing from elsewhere. */
#ifndef CLI_HTML_H
#define CLI_HTML_H

#include "cli/sink.h"

/* Writes text as it is to be read: markup is escaped, also for a value in double quotes; what moves
 * or hides its neighbours, and bytes that are not UTF-8, are shown as on a terminal. */
void html_text(struct sink *sink, const char *text);

/* <NAME class="…">TEXT</NAME>; classes may be NULL. Nothing where there is no text. */
void html_element(struct sink *sink, const char *name, const char *classes, const char *text);

/* A page begins, with its title and its style sheet, and ends. Between stands what <body> holds. */
void html_begin(struct sink *sink, const char *title, const char *style);
void html_end(struct sink *sink);

#endif
