/* escape.h - text that others wrote, made harmless for a terminal. */
#ifndef CLI_ESCAPE_H
#define CLI_ESCAPE_H

#include <stdbool.h>

/* Shows what a terminal would obey or hide instead of sending it: newline, tab and carriage return
 * as \n, \t and \r, every other control character (C0, DEL, C1) as \x1b, line separators and
 * bidirectional controls as \u202e, and each byte that is not UTF-8 as \xff. keep_newlines lets
 * newlines and tabs through. The result is valid UTF-8 and the caller's. */
char *escape_for_terminal(const char *text, bool keep_newlines);

#endif
