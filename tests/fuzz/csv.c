/* csv.c - separated values: the first byte is the delimiter. Read at once, or a few bytes at a
 * time, they are the same; and rows that are in order are so again when they are written out. */
#include "base/csv.h"
#include "fuzz.h"

#include <errno.h>

struct bytes {
    const char *at;
    size_t left, piece;
};

static long give(void *data, char *out, size_t size) {
    struct bytes *bytes = data;
    size_t count = MIN(MIN(size, bytes->left), bytes->piece);
    if (count)
        memcpy(out, bytes->at, count);
    bytes->at += count;
    bytes->left -= count;
    return (long)count;
}

static void write_row(GString *out, const struct csv *csv) {
    for (guint i = 0; i < csv->cells->len; i++) {
        const struct csv_cell *cell = &g_array_index(csv->cells, struct csv_cell, i);
        fuzz_check(cell->text[cell->length] == '\0' && strlen(cell->text) == cell->length);
        if (i)
            g_string_append_c(out, csv->delimiter);
        g_string_append_c(out, '"');
        for (const char *at = cell->text; *at; at++)
            g_string_append_printf(out, "%s%c", *at == '"' ? "\"" : "", *at);
        g_string_append_c(out, '"');
    }
    g_string_append_c(out, '\n');
}

/* All rows that are in order, written out; told: where, and what is wrong with the others. */
static GString *read_all(const char *text, size_t length, size_t piece, char delimiter,
                         GString *told) {
    struct bytes bytes = {text, length, piece};
    struct feed feed = {.read = give, .data = &bytes};
    struct csv csv = csv_new(&feed, delimiter);
    GString *out = g_string_new(NULL);
    while (csv_next(&csv)) {
        g_string_append_printf(told, "%d: %s\n", (int)csv.line, csv.problem ? csv.problem : "");
        if (!csv.problem)
            write_row(out, &csv);
    }
    fuzz_check(feed.error == EILSEQ || (feed.error == 0 && bytes.left == 0));
    csv_clear(&csv);
    feed_clear(&feed);
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 1 || data[0] >= 127 || (data[0] <= ' ' && data[0] != '\t') || data[0] == '"')
        return 0;
    char *text = fuzz_text(data + 1, size - 1), delimiter = (char)data[0];
    g_autoptr(GString) told = g_string_new(NULL), as_told = g_string_new(NULL),
                       not_told = g_string_new(NULL);
    g_autoptr(GString) whole = read_all(text, size - 1, size, delimiter, told);
    g_autoptr(GString) pieces = read_all(text, size - 1, 3, delimiter, as_told);
    fuzz_check(g_string_equal(whole, pieces) && g_string_equal(told, as_told));
    g_autoptr(GString) again = read_all(whole->str, whole->len, size, delimiter, not_told);
    fuzz_check(g_string_equal(whole, again) || strchr(whole->str, '\r')); /* CR LF becomes LF */
    free(text);
    return 0;
}
