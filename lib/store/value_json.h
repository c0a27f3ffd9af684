/* value_json.h - values as JSON, exactly: what is kept of rows that have changed, and how it is
 * read back. */
#ifndef STORE_VALUE_JSON_H
#define STORE_VALUE_JSON_H

#include "base/civil.h"
#include "base/json_members.h"
#include "store/value.h"

/* Appends a value as lists print it: ids and dates as text, instants as RFC 3339 in UTC, decimals
 * as exact numbers, JSON as it is, absent values as null. */
void value_json(GString *out, const struct field *field, const void *value);

/* Read what it writes, without the quotes, and nothing else: "2026-12-01" at the beginning of a
 * text, "2026-12-01T17:00:00Z", a value of an enumeration. */
bool date_written(const char *text, struct civil *day);
bool instant_written(const char *text, int64_t *instant);
bool enum_written(const struct field *field, const char *text, int *value);

/* Appends a text as a JSON string. */
void json_append(GString *out, const char *text);

/* Reads what value_json() wrote, into a value; frees what was there. COACH_STORAGE where it cannot
 * have. */
coach_status value_from_json(coach *c, const struct field *field, const struct json_value *json,
                             void *value);

#endif
