/* inner.h - commands that are not for people: what the manual, the completions and the tests are
 * made of.
 *   __manual overview | fields | NOUN [VERB]    a page in mdoc
 *   __pages                                     which pages there are: file name, then the words
 * for __manual
 *   __surface                                   every command as JSON
 *   __complete -- WORD…                         candidates for the last word */
#ifndef CLI_INNER_H
#define CLI_INNER_H

#include <stdbool.h>

bool inner_is(int argc, char **argv);
int inner_run(int argc, char **argv); /* the exit status */

#endif
