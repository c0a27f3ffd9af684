/* label.h - what categories, tags, visibilities and programs share: things that are named and
 * described. */
#ifndef CLI_LABEL_H
#define CLI_LABEL_H

#include "cli/context.h"

struct label_edit {
    const char *which;
    coach_label_request request;
};

extern const struct argument label_name[];        /* NAME, of coach_label_request */
extern const struct argument label_fields[];      /* of coach_label_request */
extern const struct argument label_edit_fields[]; /* of struct label_edit */

coach_status label_add(struct context *x, const void *arguments);
coach_status label_edit(struct context *x, const void *arguments);

#endif
