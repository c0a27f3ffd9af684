/* filter.h - what else can become of rows than one of the formats: --jq and --format. */
#ifndef CLI_FILTER_H
#define CLI_FILTER_H

#include "cli/context.h"

/* Makes ready what --jq and --format ask for, before anything is done. COACH_USAGE where they make
 * no sense, by themselves, with other options or with the verb. */
COACH_CHECKED coach_status filter_prepare(struct context *x);

/* Whether either was asked for, and then prints the rows of a cursor so; as render() does. */
bool filter_is_on(const struct context *x);
COACH_CHECKED coach_status filter_rows(struct context *x, coach_cursor *cursor, bool single);

#endif
