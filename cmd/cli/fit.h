/* fit.h - texts measured and cut in columns of a terminal, and columns of a table fitted to its
 * width. */
#ifndef CLI_FIT_H
#define CLI_FIT_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Makes the C library know the widths of characters, whatever the user's locale. Called once,
 * before the functions below. */
void fit_prepare(void);

/* How many columns a character takes: 0 to 2, or -1 where it cannot be shown. */
int fit_point_width(uint32_t point);

/* How many columns a text takes, which is UTF-8 and can be shown. */
size_t fit_width(const char *text);

/* Cuts a text to `width` columns, at least 1; an ellipsis then stands at its end. */
void fit_cut(GString *text, size_t width);

struct fit_column {
    size_t name;   /* width of the name, or the least that the column needs */
    size_t values; /* width of the widest value */
    bool text;     /* values may be cut */
    size_t whole;  /* width of the widest value that is none, in a column of texts; 0: none */
    size_t width;  /* what it gets */
};

/* Gives each column its width, so that all together take at most `room` columns, what stands
 * between them not counted. The widest texts give way first, then the names of what is not text,
 * then short texts and what is none among them; values of columns that are not text are never cut,
 * so that little room can be exceeded. */
void fit_columns(struct fit_column *columns, size_t count, size_t room);

#endif
