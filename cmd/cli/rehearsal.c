/* rehearsal.c - what a command would change, a line for each field. */
#include "cli/rehearsal.h"

#include "cli/cell.h"
#include "cli/escape.h"
#include "cli/fit.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

enum { MOST_LINES = 40, MOST_NAME = 40, MOST_VALUE = 60 };

enum column { NOUN, ID, NAME, CHANGE, FIELD, BEFORE, AFTER };
static const char columns[] = "noun,id,name,change,field,before,after";

/* The beginning of what is long. */
static void append_value(struct context *x, GString *line, const coach_cursor *cursor,
                         const coach_cell *row, enum column n, size_t most) {
    static const struct cell_look look = {.absent = ""};
    g_autoptr(GString) text = g_string_new(NULL);
    cell_show(x->coach, coach_cursor_column(cursor, n), &row[n], &look, text);
    fit_cut(text, most);
    g_string_append(line, text->str);
}

static char *line_of(struct context *x, const coach_cursor *cursor, const coach_cell *row) {
    GString *line = g_string_new(row[NOUN].text);
    g_string_append_c(line, ' ');
    append_value(x, line, cursor, row, row[NAME].null ? ID : NAME, MOST_NAME);
    g_string_append(line, ": ");
    if (strcmp(row[CHANGE].text, "CHANGED") != 0)
        g_string_append(line, strcmp(row[CHANGE].text, "MADE") == 0 ? "new" : "removed");
    else {
        g_string_append_printf(line, "%s ", row[FIELD].text);
        append_value(x, line, cursor, row, BEFORE, MOST_VALUE);
        g_string_append(line, " → ");
        append_value(x, line, cursor, row, AFTER, MOST_VALUE);
    }
    return g_string_free(line, FALSE);
}

/* When it last changed says nothing; a row that is new or gone is said to be so once. */
static bool says_nothing(const coach_cell *row) {
    bool changed = strcmp(row[CHANGE].text, "CHANGED") == 0;
    return strcmp(row[FIELD].text, changed ? "updated_at" : "created_at") == 0 ? changed : !changed;
}

coach_status rehearsal_note(struct context *x) {
    static const coach_view view = {.fields = columns, .short_ids = true, .people = true};
    coach_cursor *cursor;
    const coach_cell *row = NULL;
    coach_status status = coach_differences(x->coach, NULL, &view, &cursor);
    fit_prepare();
    if (status != COACH_OK)
        return status;
    g_clear_pointer(&x->differences, g_ptr_array_unref);
    x->differences = g_ptr_array_new_with_free_func(g_free);
    while ((status = coach_cursor_next(cursor, &row)) == COACH_OK && row)
        if (!says_nothing(row))
            g_ptr_array_add(x->differences, line_of(x, cursor, row));
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
