/* grid.h - days side by side on a terminal: cells of text in, lines out.
 *
 *   struct grid *grid = grid_new(7, 80, 4, false);
 *   grid_cell(grid, "7", true);              a cell begins; they go row by row
 *   grid_add(grid, "18:00 Ben", NULL);       an item of that cell
 *   char *lines = grid_end(grid);            frees it */
#ifndef CLI_GRID_H
#define CLI_GRID_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct grid;

/* How wide the narrowest of so many columns is in a terminal so wide; at least 1, so that a grid
 * takes 2 * columns - 1 at the least. width 0: no bound, and each column is as wide as its widest
 * line. */
size_t grid_column(size_t columns, size_t width);

/* most: how many items of a cell are shown, at least 1; where there are more, "+3 more" stands in
 * the place of the last ones. 0: all. Calls fit_prepare(). */
struct grid *grid_new(size_t columns, size_t width, size_t most, bool colour);

/* Begins a cell. The name, one line that stands above its items, may be NULL; marked: a star stands
 * before it. */
void grid_cell(struct grid *grid, const char *name, bool marked);

/* Adds to the last cell an item of one line or several, which can be shown (see cell_show()). Each
 * line is cut to the column by an ellipsis. colour: the sequence that begins it, or NULL. */
void grid_add(struct grid *grid, const char *text, const char *colour);

/* Gives the lines, each with its newline and without blanks at its end, and frees the grid. */
char *grid_end(struct grid *grid);

#endif
