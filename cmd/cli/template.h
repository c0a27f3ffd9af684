/* template.h - rows as a text of one's own, --format '%{title} %{scheduled_at}'. */
#ifndef CLI_TEMPLATE_H
#define CLI_TEMPLATE_H

#include "cli/failure.h"

struct template;

/* Reads one: %{FIELD} is a value, %% a per cent sign, \n, \t and \\ a newline, a tab and a
 * backslash. COACH_USAGE for anything else that begins with % or a backslash. */
COACH_CHECKED coach_status template_new(const char *text, struct template **out,
                                        struct complaint *c);
void template_free(struct template *t); /* takes NULL */

/* The fields that it takes, for coach_view; NULL: none. */
const char *template_fields(const struct template *t);

/* Writes each row of a cursor over just these fields as the text, and a line break: values as csv
 * has them, but without its quotes. escaped: what a terminal would obey is shown instead. */
COACH_CHECKED coach_status template_render(const struct template *t, coach_cursor *cursor,
                                           bool escaped, struct sink *sink);

#endif
