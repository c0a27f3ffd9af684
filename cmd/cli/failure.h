/* failure.h - what went wrong, for people and programs: the only place that knows exit codes and
 * their names. */
#ifndef CLI_FAILURE_H
#define CLI_FAILURE_H

#include "cli/render.h"
#include "coach.h"

/* A failure that the program finds itself, before or beside the library. Texts are owned. */
struct complaint {
    coach_failure view;
};

/* Fills c and returns status, as the library's own failures do; field may be NULL. */
coach_status complain(struct complaint *c, coach_status status, const char *field,
                      const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Adds a line of next steps. Returns the status that c carries. */
coach_status complain_hint(struct complaint *c, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void complaint_clear(struct complaint *c);

/* Prints a failure to standard error, as lines or, where rows are JSON, as one JSON object, and
 * returns the exit code. What users typed is shown escaped where it could harm a terminal. told_by:
 * the handle whose problems are what failed, which are named; or NULL. */
int failure_print(const coach_failure *failure, enum format format, coach *told_by);

/* The same as a value of JSON. */
struct json_writer;
void failure_json(struct json_writer *w, const coach_failure *failure, coach *told_by);

int failure_exit_code(coach_status status);

#endif
