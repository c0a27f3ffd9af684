/* template.c - rows as a text of one's own, --format '%{title} %{scheduled_at}'. */
#include "cli/template.h"

#include "cli/cell.h"
#include "cli/escape.h"

#include <string.h>

struct piece {
    char *text;   /* to be written as it is; NULL: a value */
    size_t field; /* its place in `fields` */
};

struct template {
    GArray *pieces;    /* struct piece */
    GPtrArray *fields; /* char *: each once */
    char *joined;      /* with commas; NULL: none */
};

/* ---- Reading ---- */

static void piece_clear(void *piece) {
    g_free(((struct piece *)piece)->text);
}

static void add_text(struct template *t, GString *text) {
    struct piece piece = {.text = g_strdup(text->str)};
    if (text->len)
        g_array_append_val(t->pieces, piece);
    else
        g_free(piece.text);
    g_string_truncate(text, 0);
}

static void add_field(struct template *t, char *name) {
    struct piece piece = {.text = NULL};
    guint at;
    if (g_ptr_array_find_with_equal_func(t->fields, name, g_str_equal, &at)) {
        g_free(name);
    } else {
        at = t->fields->len;
        g_ptr_array_add(t->fields, name);
    }
    piece.field = at;
    g_array_append_val(t->pieces, piece);
}

static coach_status wrong(struct complaint *c, const char *at) {
    const char *end = g_utf8_find_next_char(at + 1, NULL);
    complain(c, COACH_USAGE, "format", "--format: \"%.*s\" stands for nothing",
             (int)(at[1] ? end - at : 1), at);
    return complain_hint(c, "%%{FIELD} is a value, %%%% a per cent sign, \\n a newline, \\t a tab, "
                            "\\\\ a backslash");
}

/* What begins with % or a backslash; NULL: nothing does so. */
static const char *take_mark(struct template *t, GString *text, const char *at) {
    static const char letters[] = "%%\\n\\t\\\\", meaning[] = "%\n\t\\";
    size_t length = at[1] == '{' ? strcspn(at + 2, "}") : 0;
    if (at[0] == '%' && length && at[2 + length]) {
        add_text(t, text);
        add_field(t, g_strndup(at + 2, length));
        return at + length + 3;
    }
    for (size_t i = 0; meaning[i]; i++) {
        if (at[0] != letters[2 * i] || at[1] != letters[2 * i + 1])
            continue;
        g_string_append_c(text, meaning[i]);
        return at + 2;
    }
    return NULL;
}

static coach_status read_all(struct template *t, const char *at, struct complaint *c) {
    g_autoptr(GString) text = g_string_new(NULL);
    while (*at) {
        size_t plain = strcspn(at, "%\\");
        g_string_append_len(text, at, (gssize)plain);
        at += plain;
        const char *after = *at ? take_mark(t, text, at) : at;
        if (!after)
            return wrong(c, at);
        at = after;
    }
    add_text(t, text);
    return COACH_OK;
}

coach_status template_new(const char *text, struct template **out, struct complaint *c) {
    if (!g_utf8_validate(text, -1, NULL))
        return complain(c, COACH_INVALID, "format", "--format is not UTF-8");
    struct template *t = g_new0(struct template, 1);
    t->pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));
    g_array_set_clear_func(t->pieces, piece_clear);
    t->fields = g_ptr_array_new_with_free_func(g_free);
    coach_status status = read_all(t, text, c);
    if (status != COACH_OK) {
        template_free(t);
        return status;
    }
    g_ptr_array_add(t->fields, NULL);
    t->joined = t->fields->len > 1 ? g_strjoinv(",", (char **)t->fields->pdata) : NULL;
    *out = t;
    return COACH_OK;
}

void template_free(struct template *t) {
    if (!t)
        return;
    g_array_unref(t->pieces);
    g_ptr_array_unref(t->fields);
    g_free(t->joined);
    g_free(t);
}

const char *template_fields(const struct template *t) {
    return t->joined;
}

/* ---- Writing ---- */

static void put_value(const coach_field *field, const coach_cell *cell, bool escaped,
                      struct sink *scratch, struct sink *sink) {
    size_t length = 0;
    const char *exact = cell_exact(field, cell, scratch, &length);
    if (!escaped) {
        sink_write(sink, exact, length);
        return;
    }
    g_autofree char *text = g_strndup(exact, length);
    g_autofree char *shown = escape_for_terminal(text, false);
    sink_puts(sink, shown);
}

coach_status template_render(const struct template *t, coach_cursor *cursor, bool escaped,
                             struct sink *sink) {
    struct sink *scratch = sink_new(false, NULL);
    const coach_cell *row = NULL;
    coach_status status;
    while ((status = coach_cursor_next(cursor, &row)) == COACH_OK && row) {
        for (guint i = 0; i < t->pieces->len; i++) {
            const struct piece *piece = &g_array_index(t->pieces, struct piece, i);
            if (piece->text)
                sink_puts(sink, piece->text);
            else
                put_value(coach_cursor_column(cursor, piece->field), &row[piece->field], escaped,
                          scratch, sink);
        }
        sink_put(sink, '\n');
    }
    sink_free(scratch);
    return status;
}
