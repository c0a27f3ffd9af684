/* csv.c - a row is found as a whole first, then its cells are unquoted where they stand. */
#include "base/csv.h"

#include <string.h>

void csv_set_delimiter(struct csv *csv, char delimiter) {
    const char special[] = {'\0', '\n', '\r', '"', delimiter};
    csv->delimiter = delimiter;
    memset(csv->plain, true, sizeof csv->plain);
    for (size_t i = 0; i < sizeof special; i++)
        csv->plain[(unsigned char)special[i]] = false;
}

struct csv csv_new(struct feed *feed, char delimiter) {
    struct csv csv = {.feed = feed, .cells = g_array_new(FALSE, FALSE, sizeof(struct csv_cell))};
    csv_set_delimiter(&csv, delimiter);
    return csv;
}

void csv_clear(struct csv *csv) {
    g_array_unref(csv->cells);
}

/* ---- Where a row ends ---- */

/* A walk over the row that begins at the feed's start; `at` counts from there. */
struct walk {
    struct csv *csv;
    size_t at;
    int64_t lines; /* that have ended within */
};

/* The byte at hand, or -1 at the end of all. */
static int here(const struct walk *w) {
    struct feed *feed = w->csv->feed;
    return feed_has(feed, w->at + 1) ? (unsigned char)feed_start(feed)[w->at] : -1;
}

/* Over what means nothing and has been read. */
static void pass_plain(struct walk *w) {
    const struct feed *feed = w->csv->feed;
    const char *start = feed_start(feed);
    while (w->at < feed->left && w->csv->plain[(unsigned char)start[w->at]])
        w->at++;
}

static void broken(const struct walk *w, const char *problem) {
    if (!w->csv->problem)
        w->csv->problem = problem;
}

/* From an opening quote to behind the closing one. */
static void walk_quoted(struct walk *w) {
    int byte;
    for (w->at++; pass_plain(w), (byte = here(w)) >= 0; w->at++) {
        if (byte == '\0') {
            broken(w, "a NUL (U+0000) stands in a cell");
            return;
        }
        w->lines += byte == '\n';
        if (byte != '"')
            continue;
        w->at++;
        if (here(w) != '"')
            return;
    }
    broken(w, "a cell begins with a quote that is never closed");
}

static bool ends_row(const struct walk *w, int byte) {
    if (byte < 0 || byte == '\n')
        return true;
    if (byte != '\r')
        return false;
    struct walk next = {w->csv, w->at + 1, 0};
    return here(&next) == '\n';
}

/* To the delimiter or the end of the row. */
static void walk_plain(struct walk *w, bool after_quotes) {
    if (!after_quotes)
        pass_plain(w);
    for (int byte; !w->csv->problem && !ends_row(w, byte = here(w)) &&
                   byte != (unsigned char)w->csv->delimiter;
         w->at++)
        if (after_quotes)
            broken(w, "text stands beside the quotes of a cell");
        else if (byte == '"')
            broken(w, "a quote stands inside a cell that does not begin with one");
        else if (byte == '\r')
            broken(w, "a carriage return stands outside quotes and ends no line");
        else if (byte == '\0')
            broken(w, "a NUL (U+0000) stands in a cell");
}

static void add_cell(struct csv *csv, size_t from, size_t to, bool quoted) {
    struct csv_cell cell = {.text = (const char *)from, .length = to - from, .quoted = quoted};
    g_array_append_val(csv->cells, cell);
}

/* Cells are offsets for now: what has been read may still move. What is broken is not read on: it
 * may go on to the end, and so may what begins on the next line. */
static void walk_row(struct walk *w) {
    for (;; w->at++) {
        size_t from = w->at;
        bool quoted = here(w) == '"';
        if (quoted)
            walk_quoted(w);
        size_t to = w->at;
        walk_plain(w, quoted);
        add_cell(w->csv, from, quoted ? to : w->at, quoted);
        if (w->csv->problem || here(w) != (unsigned char)w->csv->delimiter)
            return;
    }
}

/* ---- Its cells ---- */

static void unquote(struct csv_cell *cell, char *text) {
    char *out = text;
    const char *at = text + 1, *end = text + cell->length - 1;
    while (at < end) {
        const char *quote = memchr(at, '"', (size_t)(end - at));
        size_t run = (size_t)((quote ? quote + 1 : end) - at);
        memmove(out, at, run);
        out += run;
        at += run + (quote != NULL);
    }
    cell->length = (size_t)(out - text);
}

/* Lines that end with CR LF inside a cell. */
static void join_ends(struct csv_cell *cell, char *text) {
    char *out = memchr(text, '\r', cell->length);
    const char *end = text + cell->length;
    for (const char *at = out; at && at < end; at++)
        if (*at != '\r' || at + 1 == end || at[1] != '\n')
            *out++ = *at;
    if (out)
        cell->length = (size_t)(out - text);
}

static void settle_cells(struct csv *csv) {
    char *start = feed_start(csv->feed);
    for (guint i = 0; i < csv->cells->len; i++) {
        struct csv_cell *cell = &g_array_index(csv->cells, struct csv_cell, i);
        char *text = start + (size_t)cell->text;
        if (cell->quoted) {
            unquote(cell, text);
            join_ends(cell, text);
        }
        text[cell->length] = '\0';
        cell->text = text;
    }
}

static bool is_blank(const struct csv *csv) {
    const struct csv_cell *first = &g_array_index(csv->cells, struct csv_cell, 0);
    return csv->cells->len == 1 && first->length == 0 && !first->quoted;
}

/* A broken row may have taken the quotes of others for its own: only its first line is passed by.
 */
static void pass_line(struct csv *csv) {
    char *line;
    size_t length;
    (void)feed_line(csv->feed, &line, &length);
}

bool csv_next(struct csv *csv) {
    do {
        struct walk w = {.csv = csv};
        csv->problem = NULL;
        g_array_set_size(csv->cells, 0);
        if (!feed_has(csv->feed, 1))
            return false;
        csv->line = csv->feed->line;
        walk_row(&w);
        if (csv->feed->error)
            return false;
        if (csv->problem) {
            pass_line(csv);
            return true;
        }
        int byte = here(&w);
        settle_cells(csv);
        feed_pass(csv->feed, w.at + (byte == '\r') + (byte >= 0));
        csv->feed->line += w.lines + 1;
    } while (is_blank(csv));
    return true;
}
