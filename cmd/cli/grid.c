/* grid.c - days side by side on a terminal. */
#include "cli/grid.h"

#include "cli/cell.h"
#include "cli/fit.h"

#define BETWEEN "\u2502"
#define RULE "\u2500"
#define CROSSING "\u253c"
#define COLOUR_MARKED "\033[1;7m"

struct line {
    char *text;
    const char *colour; /* or NULL */
};

struct cell {
    GArray *lines; /* struct line */
    GArray *items; /* guint: where in lines each begins */
    size_t total;  /* items, also those that are not kept */
};

struct grid {
    size_t columns, width, most;
    bool colour;
    GArray *cells;  /* struct cell */
    size_t *widths; /* of the columns */
    GString *out, *text;
};

static void line_clear(void *data) {
    g_free(((struct line *)data)->text);
}

static void cell_clear(void *data) {
    struct cell *cell = data;
    g_array_unref(cell->lines);
    g_array_unref(cell->items);
}

size_t grid_column(size_t columns, size_t width) {
    size_t between = columns - 1;
    return width == 0 ? SIZE_MAX : width > between ? MAX((width - between) / columns, 1) : 1;
}

struct grid *grid_new(size_t columns, size_t width, size_t most, bool colour) {
    fit_prepare();
    struct grid *grid = g_new0(struct grid, 1);
    *grid = (struct grid){
        .columns = columns,
        .width = width,
        .most = most > 0 ? most : SIZE_MAX,
        .colour = colour,
        .cells = g_array_new(FALSE, FALSE, sizeof(struct cell)),
        .widths = g_new0(size_t, columns),
        .out = g_string_new(NULL),
        .text = g_string_new(NULL),
    };
    g_array_set_clear_func(grid->cells, cell_clear);
    return grid;
}

/* ---- Filling ---- */

static struct cell *cell_at(const struct grid *grid, size_t n) {
    return n < grid->cells->len ? &g_array_index(grid->cells, struct cell, n) : NULL;
}

static void add_line(struct cell *cell, char *text, const char *colour) {
    struct line line = {text, colour};
    g_array_append_val(cell->lines, line);
}

void grid_cell(struct grid *grid, const char *name, bool marked) {
    struct cell cell = {.lines = g_array_new(FALSE, FALSE, sizeof(struct line)),
                        .items = g_array_new(FALSE, FALSE, sizeof(guint))};
    g_array_set_clear_func(cell.lines, line_clear);
    if (name != NULL)
        add_line(&cell, g_strconcat(marked ? "*" : "", name, NULL),
                 marked ? COLOUR_MARKED : COLOUR_NAME);
    g_array_append_val(grid->cells, cell);
}

void grid_add(struct grid *grid, const char *text, const char *colour) {
    struct cell *cell = cell_at(grid, grid->cells->len - 1);
    if (++cell->total > grid->most)
        return;
    g_array_append_val(cell->items, cell->lines->len);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (size_t i = 0; lines[i] != NULL; i++)
        add_line(cell, g_strdup(lines[i]), colour);
}

static void count_more(const struct grid *grid, struct cell *cell) {
    if (cell->total <= grid->most)
        return;
    size_t shown = grid->most - 1;
    g_array_set_size(cell->lines, g_array_index(cell->items, guint, shown));
    add_line(cell, g_strdup_printf("+%" G_GSIZE_FORMAT " more", cell->total - shown), NULL);
}

/* ---- Widths ---- */

static void widen(size_t *width, const struct cell *cell) {
    for (guint i = 0; i < cell->lines->len; i++)
        *width = MAX(*width, fit_width(g_array_index(cell->lines, struct line, i).text));
}

static void find_widths(struct grid *grid) {
    size_t narrowest = grid_column(grid->columns, grid->width);
    size_t taken = narrowest * grid->columns + grid->columns - 1;
    for (size_t i = 0; grid->width > 0 && i < grid->columns; i++)
        grid->widths[i] = narrowest + (grid->width > taken && i < grid->width - taken);
    for (size_t i = 0; grid->width == 0 && i < grid->cells->len; i++)
        widen(&grid->widths[i % grid->columns], cell_at(grid, i));
}

/* ---- Lines ---- */

static void put_rule(const struct grid *grid) {
    for (size_t i = 0; i < grid->columns; i++) {
        if (i > 0)
            g_string_append(grid->out, CROSSING);
        for (size_t j = 0; j < grid->widths[i]; j++)
            g_string_append(grid->out, RULE);
    }
    g_string_append_c(grid->out, '\n');
}

/* Puts the n-th line of a cell, where it has one. */
static void put_line(const struct grid *grid, const struct cell *cell, size_t n, size_t width) {
    const struct line *line =
        cell != NULL && n < cell->lines->len ? &g_array_index(cell->lines, struct line, n) : NULL;
    bool coloured = grid->colour && line != NULL && line->colour != NULL;
    g_string_assign(grid->text, line != NULL ? line->text : "");
    if (fit_width(grid->text->str) > width)
        fit_cut(grid->text, width);
    size_t used = fit_width(grid->text->str);
    if (coloured)
        g_string_append(g_string_prepend(grid->text, line->colour), COLOUR_END);
    g_string_append_printf(grid->out, "%s%*s", grid->text->str, (int)(width - MIN(used, width)),
                           "");
}

static void end_line(GString *out) {
    while (out->len > 0 && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    g_string_append_c(out, '\n');
}

static void put_row(const struct grid *grid, size_t first) {
    size_t height = 0;
    for (size_t i = 0; i < grid->columns && first + i < grid->cells->len; i++)
        height = MAX(height, cell_at(grid, first + i)->lines->len);
    for (size_t n = 0; n < height; n++) {
        for (size_t i = 0; i < grid->columns; i++) {
            g_string_append(grid->out, i > 0 ? BETWEEN : "");
            put_line(grid, cell_at(grid, first + i), n, grid->widths[i]);
        }
        end_line(grid->out);
    }
}

char *grid_end(struct grid *grid) {
    for (size_t i = 0; i < grid->cells->len; i++)
        count_more(grid, cell_at(grid, i));
    find_widths(grid);
    for (size_t first = 0; first < grid->cells->len; first += grid->columns) {
        if (first > 0)
            put_rule(grid);
        put_row(grid, first);
    }
    char *lines = g_string_free(grid->out, FALSE);
    g_string_free(grid->text, TRUE);
    g_array_unref(grid->cells);
    g_free(grid->widths);
    g_free(grid);
    return lines;
}
