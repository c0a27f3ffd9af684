/* table.c - tables for people: values shown, columns fitted, laid out by libsmartcols.
 *
 * libsmartcols cuts without an ellipsis and would hold every row, so the widths are found here, and
 * rows go through it a thousand at a time. */
#include "cli/table.h"
#include "cli/cell.h"
#include "cli/fit.h"
#include <libsmartcols/libsmartcols.h>
#include <stdlib.h>

#define BETWEEN_COLUMNS "  "

enum {
    ROWS_AT_ONCE = 1000,
    LEAST_WIDTH = 2, /* libsmartcols forgets a width of 1 where there is no value */
};

struct table {
    coach *c;
    const struct style *style;
    const coach_field *const *fields;
    size_t count;
    struct sink *sink;
    struct fit_column *columns;
    struct libscols_table *layout;
    struct libscols_line *lines[ROWS_AT_ONCE + 1]; /* what the layout holds now */
    size_t held;
    size_t rows; /* of them; the line of names is none */
    bool fitted; /* the first rows have been printed */
    GString *text;
};

/* libsmartcols asks these where it would measure a text itself and take "\\x" for an escape. */
static size_t measure(const struct libscols_column *column G_GNUC_UNUSED, const char *text,
                      void *data G_GNUC_UNUSED) {
    return fit_width(text);
}

static char *no_second_line(const struct libscols_column *column G_GNUC_UNUSED,
                            char *text G_GNUC_UNUSED, void *data G_GNUC_UNUSED) {
    return NULL;
}

/* Names are a line like any other, because libsmartcols keeps no column to a width below that of a
 * heading of its own. */
static struct libscols_table *new_layout(const struct table *table) {
    struct libscols_table *layout = scols_new_table();
    if (layout == NULL)
        g_error("out of memory");
    scols_table_enable_noencoding(layout, 1);
    scols_table_enable_minout(layout, 1);
    scols_table_enable_noheadings(layout, 1);
    scols_table_enable_colors(layout, table->style->colour);
    scols_table_set_column_separator(layout, BETWEEN_COLUMNS);
    scols_table_set_termforce(layout, SCOLS_TERMFORCE_NEVER);
    for (size_t i = 0; i < table->count; i++) {
        int right = cell_is_number(table->fields[i]) ? SCOLS_FL_RIGHT : 0;
        struct libscols_column *column =
            scols_table_new_column(layout, NULL, 0, SCOLS_FL_STRICTWIDTH | SCOLS_FL_WRAP | right);
        if (column == NULL)
            g_error("out of memory");
        scols_column_set_wrapfunc(column, measure, no_second_line, NULL);
    }
    return layout;
}

static struct libscols_line *add_line(struct table *table) {
    struct libscols_line *line = scols_table_new_line(table->layout, NULL);
    if (line == NULL)
        g_error("out of memory");
    table->lines[table->held++] = line;
    return line;
}

static void set_cell(struct libscols_line *line, size_t n, const char *text, const char *colour) {
    scols_line_set_data(line, n, text);
    if (colour != NULL)
        scols_cell_set_color(scols_line_get_cell(line, n), colour);
}

struct table *table_new(coach *c, const struct style *style, const coach_field *const *fields,
                        size_t count, struct sink *sink) {
    fit_prepare();
    struct table *table = g_new0(struct table, 1);
    table->c = c;
    table->style = style;
    table->fields = fields;
    table->count = count;
    table->sink = sink;
    table->text = g_string_new(NULL);
    table->columns = g_new0(struct fit_column, count);
    table->layout = new_layout(table);
    struct libscols_line *names = style->headers ? add_line(table) : NULL;
    for (size_t i = 0; i < count; i++) {
        table->columns[i].text = cell_is_text(fields[i]);
        table->columns[i].name =
            MAX(names != NULL ? fit_width(fields[i]->name) : 0, (size_t)LEAST_WIDTH);
        if (names != NULL)
            set_cell(names, i, fields[i]->name, COLOUR_NAME);
    }
    return table;
}

void table_free(struct table *table) {
    if (table == NULL)
        return;
    scols_unref_table(table->layout);
    g_free(table->columns);
    g_string_free(table->text, TRUE);
    g_free(table);
}

/* ---- Widths ---- */

static void cut_column(const struct table *table, size_t n) {
    for (size_t i = 0; i < table->held; i++) {
        struct libscols_cell *cell = scols_line_get_cell(table->lines[i], n);
        const char *shown = scols_cell_get_data(cell);
        if (shown == NULL || strlen(shown) <= table->columns[n].width)
            continue;
        g_string_assign(table->text, shown);
        fit_cut(table->text, table->columns[n].width);
        scols_cell_set_data(cell, table->text->str);
    }
}

/* The first rows give the widths; later ones can only widen what is not cut. */
static void find_widths(struct table *table) {
    bool cuts = table->style->truncate && table->style->width > 0;
    size_t between =
        strlen(BETWEEN_COLUMNS) * MAX(table->count, (size_t)1) - strlen(BETWEEN_COLUMNS);
    size_t room = table->style->width > between ? table->style->width - between : 1;
    if (!table->fitted)
        fit_columns(table->columns, table->count, cuts ? room : SIZE_MAX);
    for (size_t i = 0; i < table->count; i++) {
        struct fit_column *column = &table->columns[i];
        if (!(cuts && column->text))
            column->width = MAX(column->width, column->values);
        if (cuts)
            cut_column(table, i);
        scols_column_set_whint(scols_table_get_column(table->layout, i), (double)column->width);
    }
    table->fitted = true;
}

/* ---- Rows ---- */

static void print_rows(struct table *table) {
    char *printed = NULL;
    find_widths(table);
    if (scols_print_table_to_string(table->layout, &printed) != 0 || !printed)
        g_error("out of memory");
    sink_puts(table->sink, printed);
    sink_put(table->sink, '\n');
    free(printed);
    scols_table_remove_lines(table->layout);
    table->held = table->rows = 0;
}

void table_add(struct table *table, const coach_cell *row) {
    const struct cell_look look = {.whole_ids = !table->style->truncate, .absent = ""};
    struct libscols_line *line = add_line(table);
    for (size_t i = 0; i < table->count; i++) {
        g_string_truncate(table->text, 0);
        cell_show(table->c, table->fields[i], &row[i], &look, table->text);
        size_t width = fit_width(table->text->str);
        table->columns[i].values = MAX(table->columns[i].values, width);
        if (row[i].of && !cell_is_text(row[i].of) && row[i].of->type != COACH_TYPE_UUID)
            table->columns[i].whole = MAX(table->columns[i].whole, width);
        set_cell(line, i, table->text->str, cell_colour(table->fields[i], &row[i]));
    }
    if (++table->rows == ROWS_AT_ONCE)
        print_rows(table);
}

void table_end(struct table *table) {
    if (table->rows > 0)
        print_rows(table);
}

/* ---- One thing ---- */

static void put_coloured(struct sink *sink, const char *colour, const char *text) {
    if (colour != NULL)
        sink_puts(sink, colour);
    sink_puts(sink, text);
    if (colour != NULL)
        sink_puts(sink, COLOUR_END);
}

void table_one(coach *c, const struct style *style, const coach_field *const *fields, size_t count,
               const coach_cell *row, struct sink *sink) {
    fit_prepare();
    size_t names = 0;
    for (size_t i = 0; i < count; i++)
        names = MAX(names, strlen(fields[i]->name));
    int indent = (int)(names + strlen(BETWEEN_COLUMNS));
    g_autofree char *line_break = g_strdup_printf("\n%*s", indent, "");
    g_autoptr(GString) text = g_string_new(NULL);
    const struct cell_look look = {
        .whole_ids = !style->truncate, .zone = true, .absent = "-", .line_break = line_break};
    for (size_t i = 0; i < count; i++) {
        g_string_truncate(text, 0);
        cell_show(c, fields[i], &row[i], &look, text);
        put_coloured(sink, style->colour ? COLOUR_NAME : NULL, fields[i]->name);
        sink_printf(sink, "%*s", indent - (int)strlen(fields[i]->name), "");
        put_coloured(sink, style->colour ? cell_colour(fields[i], &row[i]) : NULL, text->str);
        sink_put(sink, '\n');
    }
}
