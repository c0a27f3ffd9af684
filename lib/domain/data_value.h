/* data_value.h - what a record gives, read into a row. */
#ifndef DOMAIN_DATA_VALUE_H
#define DOMAIN_DATA_VALUE_H

#include "base/json_members.h"
#include "domain/data_take.h"

/* The text that a value of JSON gives for a field, which is the value's; NULL: absent. A text is a
 * string, and what is written as something else is refused. */
coach_status data_json_text(coach *c, const struct field *field, const struct json_value *value,
                            char **text);

/* Reads all that a record gives into a row, but for its id. */
coach_status data_apply(struct taking *t, const struct record *record, void *row);

/* The same of the key of a link alone. */
coach_status data_apply_key(struct taking *t, const struct record *record, void *row);

/* Gives a new row what the record leaves open: the initial values. made: by nobody before, so that
 * what it refers to must not be archived. */
coach_status data_fill(struct taking *t, const struct record *record, void *row, bool made);

/* Refuses a row that comes to refer to what is archived, as no command would have it. */
coach_status data_check_targets(coach *c, const struct table *table, const void *before,
                                const void *row);

#endif
