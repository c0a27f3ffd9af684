/* render.c - which renderer a format has. */
#include "cli/render.h"
#include <glib.h>

const char *const format_names[] = {"table", "json", "jsonl", "csv", "tsv",
                                    "id",    "html", "ics",   NULL};

coach_status render(coach *c, coach_cursor *cursor, const struct style *style, bool single,
                    struct sink *sink) {
    switch (style->format) {
    case FORMAT_JSON:
    case FORMAT_JSONL:
        return render_json(cursor, style, single, sink);
    case FORMAT_CSV:
    case FORMAT_TSV:
    case FORMAT_ID:
        return render_separated(cursor, style, sink);
    case FORMAT_TABLE:
    case FORMAT_HTML:
    case FORMAT_ICS:
    case FORMAT_OWN:
        break;
    }
    return render_table(c, cursor, style, single, sink);
}

const coach_field **render_fields(const coach_cursor *cursor, size_t *count) {
    size_t columns = coach_cursor_columns(cursor);
    const coach_field **fields = g_new(const coach_field *, columns + 1);
    for (size_t i = 0; i < columns; i++)
        fields[i] = coach_cursor_column(cursor, i);
    fields[columns] = NULL;
    *count = columns;
    return fields;
}
