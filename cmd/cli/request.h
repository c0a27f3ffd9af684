/* request.h - one request of a batch: a command in JSON, run on the batch's open handle, and its
 * answer as one line of JSON. */
#ifndef CLI_REQUEST_H
#define CLI_REQUEST_H

#include "cli/context.h"

/* A batch, and the line of it that is at hand. */
struct batch_line {
    struct context *batch;
    bool atomic;      /* all requests are one transaction, which runs */
    GPtrArray *parts; /* with which the hooks that are to be told of them are kept */
    const char *text; /* the line */
    int64_t number;   /* of it, from 1 */
    bool in_parts;    /* its failure, which is told, is what the handle's problems say */
};

/* Runs the request and appends its answer to the batch's output. Returns what became of it; the
 * batch's complaint says it too, where it failed. */
coach_status request_run(const struct batch_line *line);

/* Runs nothing, and answers that this is wrong. */
void request_refuse(const struct batch_line *line, const coach_failure *failure);

#endif
