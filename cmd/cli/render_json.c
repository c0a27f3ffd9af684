/* render_json.c - rows as JSON objects, one to a line. */
#include "cli/row.h"

struct row_keys {
    const coach_field *const *fields;
    size_t count;
    const char *type;
    struct sink *text; /* "id":,"title":… */
    size_t ends[];     /* where each key ends in it */
};

struct row_keys *row_keys_new(const char *type, const coach_field *const *fields, size_t count) {
    struct row_keys *keys = g_malloc(sizeof *keys + count * sizeof keys->ends[0]);
    keys->type = type;
    keys->fields = fields;
    keys->count = count;
    keys->text = sink_new(false, NULL);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 || type)
            sink_put(keys->text, ',');
        json_put_key(keys->text, fields[i]->name);
        keys->ends[i] = keys->text->used;
    }
    return keys;
}

void row_keys_free(struct row_keys *keys) {
    if (keys == NULL)
        return;
    sink_free(keys->text);
    g_free(keys);
}

void row_json(struct json_writer *w, const struct row_keys *keys, const coach_cell *row) {
    json_begin_object(w);
    if (keys->type) {
        json_key(w, "type");
        json_text(w, keys->type);
    }
    size_t start = 0;
    for (size_t i = 0; i < keys->count; i++) {
        json_ready_key(w, keys->text->bytes + start, keys->ends[i] - start);
        start = keys->ends[i];
        cell_json(w, keys->fields[i], &row[i]);
    }
    json_end_object(w);
}

static coach_status put_array(struct json_writer *w, coach_cursor *cursor,
                              const struct row_keys *keys) {
    const coach_cell *row = NULL;
    coach_status status;
    bool any = false;
    json_begin_array(w);
    while ((status = coach_cursor_next(cursor, &row)) == COACH_OK && row != NULL) {
        json_newline(w);
        row_json(w, keys, row);
        any = true;
    }
    if (any)
        json_newline(w);
    json_end_array(w);
    json_newline(w);
    return status;
}

static coach_status put_lines(struct json_writer *w, coach_cursor *cursor,
                              const struct row_keys *keys) {
    const coach_cell *row = NULL;
    coach_status status;
    while ((status = coach_cursor_next(cursor, &row)) == COACH_OK && row != NULL) {
        row_json(w, keys, row);
        json_newline(w);
    }
    return status;
}

coach_status render_json(coach_cursor *cursor, const struct style *style, bool single,
                         struct sink *sink) {
    struct json_writer w = {.sink = sink};
    size_t count = 0;
    g_autofree const coach_field **fields = render_fields(cursor, &count);
    struct row_keys *keys = row_keys_new(NULL, fields, count);
    bool array = style->format == FORMAT_JSON && !single;
    coach_status status = (array ? put_array : put_lines)(&w, cursor, keys);
    row_keys_free(keys);
    return status;
}
