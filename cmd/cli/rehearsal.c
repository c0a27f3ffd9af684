/* rehearsal.c - what a command would change, a line for each field. */
#include "cli/rehearsal.h"

#include "cli/escape.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

enum { MOST_LINES = 40, MOST_CHARACTERS = 60 };

enum column { NOUN, ID, NAME, CHANGE, FIELD, BEFORE, AFTER };
static const char columns[] = "noun,id,name,change,field,before,after";

/* A text without its quotes, where nothing in it is escaped; the beginning of a long value. */
static void append_value(GString *line, const coach_cell *cell) {
    if (cell->null) {
        g_string_append(line, "nothing");
        return;
    }
    size_t length = cell->length;
    bool plain = length > 2 && cell->text[0] == '"' && !strchr(cell->text, '\\');
    g_autofree char *text =
        plain ? g_strndup(cell->text + 1, length - 2) : g_strndup(cell->text, length);
    if (g_utf8_strlen(text, -1) <= MOST_CHARACTERS) {
        g_string_append(line, text);
        return;
    }
    g_string_append_len(line, text, g_utf8_offset_to_pointer(text, MOST_CHARACTERS) - text);
    g_string_append(line, "…");
}

static char *line_of(const coach_cell *row) {
    static const int short_id = 8;
    GString *line = g_string_new(row[NOUN].text);
    if (row[NAME].null)
        g_string_append_printf(line, " %.*s", short_id, row[ID].text);
    else
        g_string_append_printf(line, " %s", row[NAME].text);
    g_string_append(line, ": ");
    if (strcmp(row[CHANGE].text, "CHANGED") != 0)
        g_string_append(line, strcmp(row[CHANGE].text, "MADE") == 0 ? "new" : "removed");
    else {
        g_string_append_printf(line, "%s ", row[FIELD].text);
        append_value(line, &row[BEFORE]);
        g_string_append(line, " → ");
        append_value(line, &row[AFTER]);
    }
    return g_string_free(line, FALSE);
}

/* When it last changed says nothing; a row that is new or gone is said to be so once. */
static bool says_nothing(const coach_cell *row) {
    bool changed = strcmp(row[CHANGE].text, "CHANGED") == 0;
    return strcmp(row[FIELD].text, changed ? "updated_at" : "created_at") == 0 ? changed : !changed;
}

coach_status rehearsal_note(struct context *x) {
    coach_cursor *cursor;
    const coach_cell *row = NULL;
    coach_status status =
        coach_differences(x->coach, NULL, &(coach_view){.fields = columns}, &cursor);
    if (status != COACH_OK)
        return status;
    g_clear_pointer(&x->differences, g_ptr_array_unref);
    x->differences = g_ptr_array_new_with_free_func(g_free);
    while ((status = coach_cursor_next(cursor, &row)) == COACH_OK && row)
        if (!says_nothing(row))
            g_ptr_array_add(x->differences, line_of(row));
    coach_cursor_close(cursor);
    return status;
}

void rehearsal_print(const struct context *x) {
    guint count = x->differences ? x->differences->len : 0;
    guint most = count > MOST_LINES ? MOST_LINES : count;
    for (guint i = 0; i < most; i++) {
        g_autofree char *shown = escape_for_terminal(g_ptr_array_index(x->differences, i), false);
        (void)fprintf(stderr, "%s\n", shown);
    }
    if (count > most)
        (void)fprintf(stderr, "… and %u more\n", count - most);
    (void)fputs("nothing has been changed\n", stderr);
}
