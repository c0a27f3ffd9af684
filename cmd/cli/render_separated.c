/* render_separated.c - rows as lines of separated values: CSV (RFC 4180), TSV, and ids alone. */
#include "cli/row.h"

/* ---- Values ---- */

static bool needs_quotes(const char *text, size_t length) {
    if (length == 0 || text[0] == ' ' || text[0] == '\t' || text[length - 1] == ' ' ||
        text[length - 1] == '\t')
        return true;
    for (size_t i = 0; i < length; i++)
        if (text[i] == ',' || text[i] == '"' || text[i] == '\r' || text[i] == '\n')
            return true;
    return false;
}

static void put_quoted(struct sink *sink, const char *text, size_t length) {
    sink_put(sink, '"');
    const char *quote;
    while (length > 0 && (quote = memchr(text, '"', length)) != NULL) {
        size_t run = (size_t)(quote - text) + 1;
        sink_write(sink, text, run);
        sink_put(sink, '"');
        text += run;
        length -= run;
    }
    sink_write(sink, text, length);
    sink_put(sink, '"');
}

static void put_escaped(struct sink *sink, const char *text, size_t length) {
    static const char letters[] = {['\t'] = 't', ['\n'] = 'n', ['\r'] = 'r', ['\\'] = '\\'};
    size_t run = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte >= sizeof letters || letters[byte] == '\0')
            continue;
        sink_write(sink, text + run, i - run);
        sink_put(sink, '\\');
        sink_put(sink, letters[byte]);
        run = i + 1;
    }
    sink_write(sink, text + run, length - run);
}

void row_value(struct sink *sink, enum format format, const char *text, size_t length) {
    if (format != FORMAT_CSV)
        put_escaped(sink, text, length);
    else if (needs_quotes(text, length))
        put_quoted(sink, text, length);
    else
        sink_write(sink, text, length);
}

/* ---- Lines ---- */

static void separate(struct sink *sink, enum format format, size_t n) {
    if (n > 0)
        sink_put(sink, format == FORMAT_CSV ? ',' : '\t');
}

static void end_line(struct sink *sink, enum format format) {
    if (format == FORMAT_CSV)
        sink_put(sink, '\r');
    sink_put(sink, '\n');
}

void row_names(struct sink *sink, enum format format, const coach_field *const *fields,
               size_t count) {
    for (size_t i = 0; i < count; i++) {
        separate(sink, format, i);
        row_value(sink, format, fields[i]->name, strlen(fields[i]->name));
    }
    end_line(sink, format);
}

/* What a spreadsheet takes for a formula, or for the end of a cell before one. */
static bool is_formula(const char *text, size_t length) {
    return length > 0 && memchr("=+-@\t\r", text[0], 6) != NULL;
}

static void put_safe(struct sink *sink, enum format format, const char *text, size_t length) {
    g_autofree char *quoted = g_strdup_printf("'%.*s", (int)length, text);
    row_value(sink, format, quoted, length + 1);
}

void row_separated(struct sink *sink, enum format format, bool safe,
                   const coach_field *const *fields, size_t count, const coach_cell *row,
                   struct sink *scratch) {
    size_t shown = format == FORMAT_ID ? MIN(count, (size_t)1) : count;
    for (size_t i = 0; i < shown; i++) {
        separate(sink, format, i);
        size_t length = 0;
        const char *text = cell_exact(fields[i], &row[i], scratch, &length);
        if (safe && format != FORMAT_ID && is_formula(text, length))
            put_safe(sink, format, text, length);
        else if (length > 0 || !row[i].null)
            row_value(sink, format, text, length);
    }
    end_line(sink, format);
}

coach_status render_separated(coach_cursor *cursor, const struct style *style, struct sink *sink) {
    size_t count = 0;
    g_autofree const coach_field **fields = render_fields(cursor, &count);
    struct sink *scratch = sink_new(false, NULL);
    const coach_cell *row = NULL;
    coach_status status;
    if (style->headers && style->format != FORMAT_ID)
        row_names(sink, style->format, fields, count);
    while ((status = coach_cursor_next(cursor, &row)) == COACH_OK && row != NULL)
        row_separated(sink, style->format, style->spreadsheet_safe, fields, count, row, scratch);
    sink_free(scratch);
    return status;
}
