/* cell.h - one value of a row as text: exact for programs, or as people read it. */
#ifndef CLI_CELL_H
#define CLI_CELL_H

#include "cli/json_writer.h"
#include "coach.h"
#include <glib.h>

enum { INSTANT_LENGTH = 20 };

/* Writes an instant of the years 1 to 9999 as RFC 3339 in UTC, "2026-12-01T17:00:00Z", without NUL;
 * one outside as the nearest inside. */
void instant_write(int64_t instant, char out[INSTANT_LENGTH]);

/* ---- For programs ---- */

void cell_json(struct json_writer *w, const coach_field *field, const coach_cell *cell);

/* The exact value as text, not NUL-terminated, in the cell or at the start of scratch, which is
 * emptied first; linked names are a JSON array. A null cell has no length. */
const char *cell_exact(const coach_field *field, const coach_cell *cell, struct sink *scratch,
                       size_t *length);

/* ---- For people ---- */

struct cell_look {
    bool whole_ids;
    bool zone;              /* instants with their zone's name */
    const char *absent;     /* what stands for null */
    const char *line_break; /* what stands for a newline in texts of several lines; NULL: "\n" */
};

/* Appends a value as people read it: short ids, local times, yes and no. What a terminal would obey
 * or hide, and bytes that are not UTF-8, are escaped. fit_prepare() must have been called. */
void cell_show(coach *c, const coach_field *field, const coach_cell *cell,
               const struct cell_look *look, GString *out);

/* The escape sequence that begins a value's colour, or NULL: only statuses have one. */
const char *cell_colour(const coach_field *field, const coach_cell *cell);

#define COLOUR_NAME "\033[1m"
#define COLOUR_END "\033[0m"

/* Numbers, which stand to the right. */
bool cell_is_number(const coach_field *field);

/* Values that may be cut and are still of use. */
bool cell_is_text(const coach_field *field);

#endif
