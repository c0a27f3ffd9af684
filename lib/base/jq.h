/* jq.h - JSON through an expression of jq: what the module jq exports as jq_engine. */
#ifndef BASE_JQ_H
#define BASE_JQ_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

struct jq;

struct jq_engine {
    /* interrupted: becomes true when the expression is to stop; may be NULL. *error: what is wrong
     * with the expression, for free(), where NULL comes back. */
    struct jq *(*compile)(const char *expression, const volatile sig_atomic_t *interrupted,
                          char **error);

    /* Gives each result for the values that a piece of text completes: a string as its text, null
     * as nothing, anything else as JSON without blanks. False: *error says what is wrong, as above.
     */
    bool (*feed)(struct jq *jq, const char *text, size_t length,
                 void (*take)(void *data, const char *result, size_t length), void *data,
                 char **error);
    void (*free)(struct jq *jq);
};

#endif
