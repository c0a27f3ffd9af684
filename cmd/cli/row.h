/* row.h - one row in each of the formats for programs. */
#ifndef CLI_ROW_H
#define CLI_ROW_H

#include "cli/cell.h"
#include "cli/render.h"

/* The keys of a list's objects, made once. type: what each has as "type" before its fields; NULL:
 * nothing. */
struct row_keys;
struct row_keys *row_keys_new(const char *type, const coach_field *const *fields, size_t count);
void row_keys_free(struct row_keys *keys); /* takes NULL */

/* Writes a row as an object. */
void row_json(struct json_writer *w, const struct row_keys *keys, const coach_cell *row);

/* Writes one value in FORMAT_CSV, or with escapes in FORMAT_TSV and FORMAT_ID. */
void row_value(struct sink *sink, enum format format, const char *text, size_t length);

/* Writes the line of names, or a row as a line, in FORMAT_CSV, FORMAT_TSV or FORMAT_ID (the first
 * value only). safe: in the first two, a ' stands before what a spreadsheet would run. In CSV an
 * absent value is nothing at all, and an empty text is "". scratch is used for values that are not
 * text. */
void row_names(struct sink *sink, enum format format, const coach_field *const *fields,
               size_t count);
void row_separated(struct sink *sink, enum format format, bool safe,
                   const coach_field *const *fields, size_t count, const coach_cell *row,
                   struct sink *scratch);

#endif
