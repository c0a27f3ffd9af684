/* test_render.c - values and rows in every format. */
#include "cli/cell.h"
#include "cli/fit.h"
#include "cli/row.h"
#include "cli/table.h"
#include "sink_text.h"
#include "unit.h"
#include <stdlib.h>

static struct sink *sink;

static void check_sink(const char *wanted, const char *what) {
    g_autofree char *got = sink_text(sink);
    check_text(got, wanted, what);
}

/* ---- Rows to render ---- */

static const coach_field id = {.name = "id", .type = COACH_TYPE_UUID};
static const coach_field title = {.name = "title", .type = COACH_TYPE_LINE};
static const coach_field notes = {.name = "notes", .type = COACH_TYPE_TEXT};
static const coach_field status = {.name = "status", .type = COACH_TYPE_ENUM};
static const coach_field active = {.name = "is_active", .type = COACH_TYPE_BOOLEAN};
static const coach_field rating = {.name = "rating", .type = COACH_TYPE_INTEGER};
static const coach_field rate = {.name = "hourly_rate", .type = COACH_TYPE_DECIMAL};
static const coach_field at = {.name = "scheduled_at", .type = COACH_TYPE_INSTANT};
static const coach_field start = {.name = "start_date", .type = COACH_TYPE_DATE};
static const coach_field papers = {.name = "certifications", .type = COACH_TYPE_JSON};
static const coach_field tags = {.name = "tags", .type = COACH_TYPE_NAMES};

#define UUID "9b2f61c0-1234-4abc-8def-0123456789ab"

static coach_cell text_cell(const char *text) {
    return (coach_cell){.null = text == NULL, .text = text, .length = text ? strlen(text) : 0};
}

static coach_cell id_cell(unsigned unique) {
    return (coach_cell){.text = UUID, .length = 36, .unique = unique};
}

static coach_cell number_cell(int64_t number) {
    return (coach_cell){.integer = number};
}

static const coach_cell null_cell = {.null = true};
static const coach_cell true_cell = {.boolean = true};

/* ---- Instants ---- */

static void check_instant(int64_t instant, const char *wanted) {
    char text[INSTANT_LENGTH + 1] = "";
    instant_write(instant, text);
    check_text(text, wanted, wanted);
}

static void test_instants(void) {
    check_instant(0, "1970-01-01T00:00:00Z");
    check_instant(1764608400, "2025-12-01T17:00:00Z");
    check_instant(-1, "1969-12-31T23:59:59Z");
    check_instant(951782400, "2000-02-29T00:00:00Z");
    check_instant(-62135596800, "0001-01-01T00:00:00Z");
    check_instant(INT64_MIN, "0001-01-01T00:00:00Z");
    check_instant(253402300799, "9999-12-31T23:59:59Z");
    check_instant(INT64_MAX, "9999-12-31T23:59:59Z");
    bool same = true;
    for (int64_t day = -719162; day <= 2932896; day++) {
        char text[INSTANT_LENGTH + 1] = "", wanted[64];
        time_t seconds = (time_t)day * 86400 + day % 43200 + 43200;
        struct tm parts;
        gmtime_r(&seconds, &parts);
        snprintf(wanted, sizeof wanted, "%04d-%02d-%02dT%02d:%02d:%02dZ", parts.tm_year + 1900,
                 parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
        instant_write(seconds, text);
        same &= strcmp(text, wanted) == 0;
    }
    check(same, "every day of ten thousand years is as the C library has it");
}

/* ---- For programs ---- */

static void check_json(const coach_field *field, coach_cell cell, const char *wanted) {
    struct json_writer w = {.sink = sink};
    cell_json(&w, field, &cell);
    check_sink(wanted, wanted);
}

static void test_json(void) {
    check_json(&id, id_cell(8), "\"" UUID "\"");
    check_json(&title, text_cell("a \"b\""), "\"a \\\"b\\\"\"");
    check_json(&title, text_cell(""), "\"\"");
    check_json(&title, null_cell, "null");
    check_json(&active, true_cell, "true");
    check_json(&active, number_cell(0), "false");
    check_json(&rating, number_cell(5), "5");
    check_json(&rate, text_cell("75.50"), "75.50");
    check_json(&rate, null_cell, "null");
    check_json(&at, number_cell(1764608400), "\"2025-12-01T17:00:00Z\"");
    check_json(&start, text_cell("2026-12-01"), "\"2026-12-01\"");
    check_json(&papers, text_cell("{\"a\":[1.0]}"), "{\"a\":[1.0]}");
    check_json(&tags, text_cell("yoga\nback \"pain\""), "[\"yoga\",\"back \\\"pain\\\"\"]");
    check_json(&tags, text_cell("yoga"), "[\"yoga\"]");
    check_json(&tags, text_cell(""), "[]");
    check_json(&tags, null_cell, "[]");
}

static void test_json_rows(void) {
    const coach_field *fields[] = {&rating, &title, &tags};
    const coach_cell rows[][3] = {{number_cell(1), text_cell("a"), null_cell},
                                  {null_cell, null_cell, text_cell("x\ny")}};
    struct json_writer w = {.sink = sink};
    struct row_keys *keys = row_keys_new(NULL, fields, 3);
    json_begin_array(&w);
    for (size_t i = 0; i < 2; i++) {
        json_newline(&w);
        row_json(&w, keys, rows[i]);
    }
    json_newline(&w);
    json_end_array(&w);
    check_sink("[\n{\"rating\":1,\"title\":\"a\",\"tags\":[]},\n"
               "{\"rating\":null,\"title\":null,\"tags\":[\"x\",\"y\"]}\n]",
               "an object a line, keys in the order of the columns");
    row_keys_free(keys);
    row_keys_free(NULL);
}

static void check_separated(enum format format, const coach_field *field, coach_cell cell,
                            const char *wanted) {
    struct sink *scratch = sink_new(false, NULL);
    row_separated(sink, format, false, &field, 1, &cell, scratch);
    g_autofree char *what = g_strescape(wanted, NULL);
    check_sink(wanted, what);
    sink_free(scratch);
}

static void test_csv(void) {
    const enum format csv = FORMAT_CSV;
    check_separated(csv, &title, text_cell("plain; text"), "plain; text\r\n");
    check_separated(csv, &title, text_cell("a,b"), "\"a,b\"\r\n");
    check_separated(csv, &title, text_cell("\"a\" \"\""), "\"\"\"a\"\" \"\"\"\"\"\r\n");
    check_separated(csv, &notes, text_cell("a\nb"), "\"a\nb\"\r\n");
    check_separated(csv, &notes, text_cell("a\rb"), "\"a\rb\"\r\n");
    check_separated(csv, &notes, text_cell(" a"), "\" a\"\r\n");
    check_separated(csv, &notes, text_cell("a\t"), "\"a\t\"\r\n");
    check_separated(csv, &title, text_cell(""), "\"\"\r\n");
    check_separated(csv, &title, null_cell, "\r\n");
    check_separated(csv, &at, null_cell, "\r\n");
    check_separated(csv, &at, number_cell(0), "1970-01-01T00:00:00Z\r\n");
    check_separated(csv, &active, true_cell, "true\r\n");
    check_separated(csv, &rating, number_cell(-5), "-5\r\n");
    check_separated(csv, &rate, text_cell("75.50"), "75.50\r\n");
    check_separated(csv, &id, id_cell(8), UUID "\r\n");
    check_separated(csv, &papers, text_cell("{\"a\":1}"), "\"{\"\"a\"\":1}\"\r\n");
    check_separated(csv, &tags, text_cell("x\ny"), "\"[\"\"x\"\",\"\"y\"\"]\"\r\n");
    check_separated(csv, &tags, null_cell, "[]\r\n");
}

static void test_tsv(void) {
    const enum format tsv = FORMAT_TSV;
    check_separated(tsv, &notes, text_cell("a\tb\nc\rd\\e"), "a\\tb\\nc\\rd\\\\e\n");
    check_separated(tsv, &notes, text_cell(" \"a\", "), " \"a\", \n");
    check_separated(tsv, &notes, text_cell(""), "\n");
    check_separated(tsv, &notes, null_cell, "\n");
    check_separated(tsv, &active, number_cell(0), "false\n");
    check_separated(tsv, &tags, text_cell("x\\\ny"), "[\"x\\\\\\\\\",\"y\"]\n");
}

static void test_separated_rows(void) {
    const coach_field *fields[] = {&id, &title, &active, &rating};
    const coach_cell row[] = {id_cell(8), text_cell("x"), true_cell, null_cell};
    struct sink *scratch = sink_new(false, NULL);
    row_names(sink, FORMAT_CSV, fields, 4);
    row_separated(sink, FORMAT_CSV, false, fields, 4, row, scratch);
    check_sink("id,title,is_active,rating\r\n" UUID ",x,true,\r\n", "CSV with its names");
    row_names(sink, FORMAT_TSV, fields, 4);
    row_separated(sink, FORMAT_TSV, false, fields, 4, row, scratch);
    check_sink("id\ttitle\tis_active\trating\n" UUID "\tx\ttrue\t\n", "TSV with its names");
    row_separated(sink, FORMAT_ID, false, fields, 4, row, scratch);
    check_sink(UUID "\n", "ids alone");
    sink_free(scratch);
}

/* ---- For people ---- */

static void check_shown(const coach_field *field, coach_cell cell, const char *wanted,
                        const char *what) {
    const struct cell_look look = {.absent = "-", .line_break = "\n  "};
    g_autoptr(GString) text = g_string_new(NULL);
    cell_show(NULL, field, &cell, &look, text);
    check_text(text->str, wanted, what);
}

static void test_shown(void) {
    check_shown(&id, id_cell(9), "9b2f61c0-", "an id is as long as it must be");
    check_shown(&id, id_cell(0), UUID, "or whole");
    check_shown(&title, null_cell, "-", "what is absent");
    check_shown(&active, true_cell, "yes", "true");
    check_shown(&active, number_cell(0), "no", "false");
    check_shown(&rating, number_cell(-3), "-3", "a number");
    check_shown(&rate, text_cell("75.50"), "75.50", "a decimal");
    check_shown(&tags, text_cell("yoga\nback pain"), "yoga, back pain", "names");
    check_shown(&tags, text_cell(""), "-", "no names");
    check_shown(&title, text_cell("Zoë 王小明 \U0001f600"), "Zoë 王小明 \U0001f600", "any script");
    check_shown(&title, text_cell("a\nb\tc\rd"), "a\\nb\\tc\\rd", "breaks within a line");
    check_shown(&notes, text_cell("a\nb\tc"), "a\n  b\\tc", "a text of several lines");
    check_shown(&title, text_cell("\x1b[31m\x7f\xc2\x9b"), "\\x1b[31m\\x7f\\x9b", "controls");
    check_shown(&title, text_cell("\u202e\u2066\u200f\u061c\u2028\ufeff"),
                "\\u202e\\u2066\\u200f\\u061c\\u2028\\ufeff", "what turns or hides text");
    check_shown(&title, text_cell("a\xff\xc3"), "a\\xff\\xc3", "bytes that are not UTF-8");
    check_shown(&title, text_cell("\u0378\U0001ffff"), "\\u0378\\U0001ffff",
                "code points that are no characters");
    check_shown(&papers, text_cell("{\"a\":\"\u202e\"}"), "{\"a\":\"\\u202e\"}", "JSON too");
    const coach_cell paused = text_cell("PAUSED");
    check(cell_colour(&status, &paused) != NULL, "a status has a colour");
    check(cell_colour(&title, &paused) == NULL && cell_colour(&status, &null_cell) == NULL,
          "nothing else has");
}

static void check_cut(const char *text, size_t width, const char *wanted) {
    g_autoptr(GString) cut = g_string_new(text);
    fit_cut(cut, width);
    check_text(cut->str, wanted, wanted);
}

static void test_cut(void) {
    check_number((long long)fit_width("Zoë 王小明 e\u0301"), 12, "wide and combining characters");
    check_cut("abcdef", 6, "abcdef");
    check_cut("abcdef", 5, "abcd…");
    check_cut("ab cdef", 4, "ab…");
    check_cut("王小明", 6, "王小明");
    check_cut("王小明", 5, "王小…");
    check_cut("王小明", 4, "王…");
    check_cut("e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301e\u0301");
    check_cut("e\u0301e\u0301e\u0301", 2, "e\u0301…");
    check_cut("abc", 1, "…");
    check_cut("", 1, "");
}

static void check_fit(size_t room, const size_t wanted[4], const char *what) {
    struct fit_column columns[] = {{.name = 2, .values = 8},
                                   {.name = 5, .values = 60, .text = true},
                                   {.name = 6, .values = 20, .text = true},
                                   {.name = 10, .values = 3}};
    fit_columns(columns, 4, room);
    bool same = true;
    for (size_t i = 0; i < 4; i++)
        same &= columns[i].width == wanted[i];
    if (!check(same, "%s", what))
        printf("# %zu %zu %zu %zu\n", columns[0].width, columns[1].width, columns[2].width,
               columns[3].width);
}

/* Times among texts, as the history has them. */
static void test_fit_whole(void) {
    struct fit_column columns[] = {{.name = 5, .values = 30, .text = true},
                                   {.name = 5, .values = 60, .text = true, .whole = 20}};
    fit_columns(columns, 2, 34);
    check(columns[0].width == 14 && columns[1].width == 20, "what is no text is whole among texts");
    fit_columns(columns, 2, 16);
    check(columns[0].width + columns[1].width == 16, "unless there is no room for it");
}

static void test_fit(void) {
    test_fit_whole();
    check_fit(SIZE_MAX, (size_t[]){8, 60, 20, 10}, "without a bound all have what they want");
    check_fit(98, (size_t[]){8, 60, 20, 10}, "what fits exactly is left");
    check_fit(70, (size_t[]){8, 32, 20, 10}, "the widest text gives way first");
    check_fit(50, (size_t[]){8, 16, 16, 10}, "then the next too");
    check_fit(38, (size_t[]){8, 12, 12, 6}, "then names");
    check_fit(30, (size_t[]){8, 9, 9, 4}, "then short texts");
    check_fit(5, (size_t[]){8, 4, 4, 4}, "other values never");
}

/* ---- Tables ---- */

static void test_list(void) {
    const coach_field *fields[] = {&id, &title, &rating, &status};
    const coach_cell rows[][4] = {
        {id_cell(8), text_cell("Zoë 王小明"), number_cell(5), text_cell("ACTIVE")},
        {id_cell(8), text_cell("A title much longer"), null_cell, null_cell}};
    struct style style = {.headers = true, .truncate = true};
    for (int i = 0; i < 5; i++) {
        struct table *table = table_new(NULL, &style, fields, 4, sink);
        for (size_t row = 0; i > 0 && row < 2; row++)
            table_add(table, rows[row]);
        table_end(table);
        table_free(table);
        static const char *const wanted[] = {
            "",
            "id        title                rating  status\n"
            "9b2f61c0  Zoë 王小明                5  ACTIVE\n"
            "9b2f61c0  A title much longer\n",
            "id        title         rating  status\n"
            "9b2f61c0  Zoë 王小明         5  ACTIVE\n"
            "9b2f61c0  A title muc…\n",
            "9b2f61c0-1234-4abc-8def-0123456789ab  Zoë 王小明            5  ACTIVE\n"
            "9b2f61c0-1234-4abc-8def-0123456789ab  A title much longer\n",
            "\033[1mid      \033[0m  \033[1mtitle              \033[0m  \033[1mrating\033[0m  "
            "\033[1mstatus\033[0m\n"
            "9b2f61c0  Zoë 王小明                5  \033[32mACTIVE\033[0m\n"
            "9b2f61c0  A title much longer\n",
        };
        static const char *const what[] = {"a list of nothing", "a list", "a list in little room",
                                           "a list for a file", "a list with colours"};
        check_sink(wanted[i], what[i]);
        style.width = i == 1 ? 38 : 0;
        style.truncate = i != 2;
        style.headers = i != 2;
        style.colour = i == 3;
    }
}

/* How many lines a table has, and how wide they are. */
static void check_lines(size_t lines, size_t width, const char *what) {
    g_autofree char *text = sink_text(sink);
    size_t count = 0, least = SIZE_MAX, most = 0;
    for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        count++;
        least = MIN(least, fit_width(line));
        most = MAX(most, fit_width(line));
    }
    if (!check(count == lines && least == width && most == width, "%s", what))
        printf("# %zu lines of %zu to %zu columns\n", count, least, most);
}

static void test_long_list(void) {
    const coach_field *fields[] = {&title, &notes, &start};
    struct style style = {.headers = false, .truncate = true, .width = 40};
    for (int i = 0; i < 2; i++) {
        struct table *table = table_new(NULL, &style, fields, 3, sink);
        for (int row = 0; row < 2500; row++) {
            const char *words = row % 2 ? "\\xNN and \x1b and more of a long text" : "short";
            const coach_cell cells[] = {row < 1000 ? text_cell("A") : null_cell, text_cell(words),
                                        text_cell("2026-12-01")};
            table_add(table, cells);
        }
        table_end(table);
        table_free(table);
        check_lines(2500, i == 0 ? 40 : 53,
                    i == 0 ? "all rows have the widths of the first ones" : "also without a bound");
        style.width = 0;
    }
}

static void test_one(void) {
    const coach_field *fields[] = {&id, &notes, &rating, &tags};
    const coach_cell row[] = {id_cell(0), text_cell("First line\n\nthird"), null_cell,
                              text_cell("a\nb")};
    struct style style = {.truncate = true, .width = 20};
    table_one(NULL, &style, fields, 4, row, sink);
    check_sink("id      " UUID "\n"
               "notes   First line\n"
               "        \n"
               "        third\n"
               "rating  -\n"
               "tags    a, b\n",
               "one thing, a line for each field");
    style.colour = true;
    table_one(NULL, &style, &fields[2], 1, &row[2], sink);
    check_sink("\033[1mrating\033[0m  -\n", "one thing with colours");
}

int main(void) {
    fit_prepare();
    sink = sink_new(false, NULL);
    test_instants();
    test_json();
    test_json_rows();
    test_csv();
    test_tsv();
    test_separated_rows();
    test_shown();
    test_cut();
    test_fit();
    test_list();
    test_long_list();
    test_one();
    sink_free(sink);
    return unit_end();
}
