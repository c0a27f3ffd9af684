/* json_schema.h - what rows are in JSON, as JSON Schema (2020-12), made of the fields alone. */
#ifndef CLI_JSON_SCHEMA_H
#define CLI_JSON_SCHEMA_H

#include "cli/json_writer.h"
#include "coach.h"

/* The name of a noun in a schema, "program_session"; freed by the caller. */
char *schema_name(coach_noun noun);

/* Writes what one row of a noun is. */
void schema_row(struct json_writer *w, coach_noun noun);

#endif
