/* test_csv.c - separated values as others write them, whatever the pieces in which they come. */
#include "base/csv.h"
#include "unit.h"

struct text {
    const char *at;
    size_t left, piece;
};

static long read_text(void *data, char *out, size_t size) {
    struct text *text = data;
    size_t count = MIN(MIN(text->left, text->piece), size);
    memcpy(out, text->at, count);
    text->at += count;
    text->left -= count;
    return (long)count;
}

/* All rows as one text: "LINE:[cell][cell]", quoted cells in braces, or "LINE!problem". */
static char *rows_of(const char *bytes, size_t length, char delimiter, size_t piece) {
    struct text text = {bytes, length, piece};
    struct feed feed = {.read = read_text, .data = &text};
    struct csv csv = csv_new(&feed, delimiter);
    GString *out = g_string_new(NULL);
    while (csv_next(&csv)) {
        g_string_append_printf(out, "%s%d", out->len ? " " : "", (int)csv.line);
        if (csv.problem) {
            g_string_append_printf(out, "!%s", csv.problem);
            continue;
        }
        g_string_append_c(out, ':');
        for (guint i = 0; i < csv.cells->len; i++) {
            const struct csv_cell *cell = &g_array_index(csv.cells, struct csv_cell, i);
            if (strlen(cell->text) != cell->length)
                g_string_append(out, "(length)");
            g_string_append_printf(out, cell->quoted ? "{%s}" : "[%s]", cell->text);
        }
    }
    csv_clear(&csv);
    feed_clear(&feed);
    return g_string_free(out, FALSE);
}

/* What begins on each line of this goes on to the end: each is read once all the same. */
static void check_speed(void) {
    enum { LINES = 100000 };
    static const char line[] = "a\",\"\n";
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < LINES; i++)
        g_string_append(text, line);
    g_autofree char *rows = rows_of(text->str, text->len, ',', text->len);
    check(
        g_str_has_suffix(rows, " 100000!a quote stands inside a cell that does not begin with one"),
        "as many broken rows as lines");
}

int main(void) {
    static const struct {
        const char *text, *rows, *what;
    } cases[] = {
        {"", "", "nothing"},
        {"a,b\n1,2\n", "1:[a][b] 2:[1][2]", "two rows"},
        {"a,b\r\n1,2\r\n", "1:[a][b] 2:[1][2]", "CR LF"},
        {"a,b\n1,2", "1:[a][b] 2:[1][2]", "no line end at the end"},
        {"\xef\xbb\xbf"
         "a,b\n",
         "1:[a][b]", "a byte order mark"},
        {"\xef\xbb\xbf\"a\"\n", "1:{a}", "a byte order mark before quotes"},
        {"a,\n,\n", "1:[a][] 2:[][]", "empty cells"},
        {"\"\"\n", "1:{}", "empty quotes are a row"},
        {"\n\r\na\n\n", "3:[a]", "empty lines"},
        {"\"a,b\",\"c\"\"d\"\n", "1:{a,b}{c\"d}", "delimiter and quote in quotes"},
        {"\"\"\"\"\n", "1:{\"}", "a quote alone"},
        {"\"\"\"\"\"\"\"\"\n", "1:{\"\"\"}", "three quotes"},
        {"\"a\nb\",c\nd,e\n", "1:{a\nb}[c] 3:[d][e]", "a newline in quotes"},
        {"\"a\r\nb\"\r\nc\r\n", "1:{a\nb} 3:[c]", "CR LF in quotes"},
        {"a\"b\nc\n", "1!a quote stands inside a cell that does not begin with one 2:[c]",
         "a quote inside"},
        {"\"a\"b\nc\n", "1!text stands beside the quotes of a cell 2:[c]", "text after quotes"},
        {"\"a\nb\n", "1!a cell begins with a quote that is never closed 2:[b]", "an open quote"},
        {"a\rb\n", "1!a carriage return stands outside quotes and ends no line", "a lone CR"},
        {" \"a\"\n", "1!a quote stands inside a cell that does not begin with one",
         "blanks before quotes"},
        {"a;b\tc\n", "1:[a;b\tc]", "other delimiters are text"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        for (size_t piece = 1; piece <= 1000; piece *= 10) {
            g_autofree char *rows = rows_of(cases[i].text, strlen(cases[i].text), ',', piece);
            check_text(rows, cases[i].rows, cases[i].what);
        }
    g_autofree char *semicolons = rows_of("a;\"b;c\"\n", 8, ';', 3);
    check_text(semicolons, "1:[a]{b;c}", "semicolons");
    g_autofree char *tabs = rows_of("a\tb\n", 4, '\t', 3);
    check_text(tabs, "1:[a][b]", "tabs");
    g_autofree char *nul = rows_of("a\0b\nc\n", 6, ',', 3);
    check_text(nul, "1!a NUL (U+0000) stands in a cell 2:[c]", "a NUL");
    check_speed();
    return unit_end();
}
