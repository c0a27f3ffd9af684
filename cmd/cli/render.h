/* render.h - columns × rows → bytes, in every format, by one way in. */
#ifndef CLI_RENDER_H
#define CLI_RENDER_H

#include "cli/sink.h"
#include "coach.h"

enum format {
    FORMAT_TABLE,
    FORMAT_JSON,
    FORMAT_JSONL,
    FORMAT_CSV,
    FORMAT_TSV,
    FORMAT_ID,
    FORMAT_HTML, /* this and what follows: of verbs that print it themselves */
    FORMAT_ICS,
    FORMAT_OWN, /* --format */
};
extern const char *const format_names[]; /* in the order of enum format, NULL-terminated */

struct style {
    enum format format;
    bool headers;          /* csv, tsv and table lists: a first line of names */
    bool spreadsheet_safe; /* csv and tsv: no value is taken for a formula */
    bool truncate;         /* tables: fit into `width` columns */
    bool colour;
    bool terminal; /* somebody looks at it */
    size_t width;  /* of the terminal; 0: no bound */
};

/* Renders every row of the cursor to the sink. single: one thing, not a list: JSON is an object, a
 * table has one line for each field. FORMAT_ID prints the first column. Returns the status of the
 * cursor; does not close it. */
COACH_CHECKED coach_status render(coach *c, coach_cursor *cursor, const struct style *style,
                                  bool single, struct sink *sink);

/* The renderers behind it, one file each. */
coach_status render_table(coach *c, coach_cursor *cursor, const struct style *style, bool single,
                          struct sink *sink);
coach_status render_json(coach_cursor *cursor, const struct style *style, bool single,
                         struct sink *sink);
coach_status render_separated(coach_cursor *cursor, const struct style *style,
                              struct sink *sink); /* csv, tsv, id */

/* The cursor's columns, NULL-terminated; the array is the caller's to free, with g_free(). */
const coach_field **render_fields(const coach_cursor *cursor, size_t *count);

#endif
