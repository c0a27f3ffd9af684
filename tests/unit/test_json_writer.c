/* test_json_writer.c - the JSON that is written is JSON, and safe to show. */
#include "cli/json_writer.h"
#include "cli/utf8.h"
#include "sink_text.h"
#include "unit.h"

static struct sink *sink;

static void check_json(const char *wanted, const char *what) {
    g_autofree char *got = sink_text(sink);
    check_text(got, wanted, what);
}

static void test_structure(void) {
    struct json_writer w = {.sink = sink};
    json_begin_object(&w);
    json_key(&w, "a");
    json_integer(&w, 1);
    json_key(&w, "b");
    json_begin_array(&w);
    json_end_array(&w);
    json_key(&w, "c");
    json_begin_array(&w);
    json_boolean(&w, true);
    json_boolean(&w, false);
    json_null(&w);
    json_begin_object(&w);
    json_end_object(&w);
    json_text(&w, "x");
    json_text(&w, NULL);
    json_end_array(&w);
    json_ready_key(&w, ",\"d\":", 5);
    json_raw(&w, "75.50", 5);
    json_end_object(&w);
    json_newline(&w);
    check_json("{\"a\":1,\"b\":[],\"c\":[true,false,null,{},\"x\",null],\"d\":75.50}\n",
               "commas stand between values only");
}

static void test_lines(void) {
    struct json_writer w = {.sink = sink};
    json_begin_array(&w);
    for (int64_t i = 1; i <= 3; i++) {
        json_newline(&w);
        json_begin_object(&w);
        json_key(&w, "n");
        json_integer(&w, i);
        json_end_object(&w);
    }
    json_newline(&w);
    json_end_array(&w);
    json_newline(&w);
    check_json("[\n{\"n\":1},\n{\"n\":2},\n{\"n\":3}\n]\n", "a line for each value of an array");
    json_begin_object(&w);
    json_end_object(&w);
    json_newline(&w);
    json_integer(&w, 2);
    json_newline(&w);
    check_json("{}\n2\n", "no comma between whole texts");
}

static void test_depth(void) {
    struct json_writer w = {.sink = sink};
    GString *wanted = g_string_new(NULL);
    for (int i = 0; i < 60; i++) {
        json_begin_array(&w);
        json_integer(&w, i);
        g_string_append_printf(wanted, i > 0 ? ",[%d" : "[%d", i);
    }
    for (int i = 0; i < 60; i++) {
        json_end_array(&w);
        g_string_append_c(wanted, ']');
    }
    check_json(wanted->str, "sixty arrays within each other");
    g_string_free(wanted, TRUE);
}

static void test_integers(void) {
    struct json_writer w = {.sink = sink};
    json_begin_array(&w);
    json_integer(&w, 0);
    json_integer(&w, -1);
    json_integer(&w, INT64_MAX);
    json_integer(&w, INT64_MIN);
    json_end_array(&w);
    check_json("[0,-1,9223372036854775807,-9223372036854775808]", "integers of every size");
}

static const struct {
    const char *text, *json, *what;
} strings[] = {
    {"", "\"\"", "nothing"},
    {"plain text of some length", "\"plain text of some length\"", "plain text"},
    {"a\"b\\c/d", "\"a\\\"b\\\\c/d\"", "quotes and backslashes, not slashes"},
    {"\b\t\n\f\r", "\"\\b\\t\\n\\f\\r\"", "controls with a letter"},
    {"\x01\x1b[31m\x1f", "\"\\u0001\\u001b[31m\\u001f\"", "controls without"},
    {"\x7f", "\"\\u007f\"", "DEL"},
    {"\xc2\x80\xc2\x9f\u00a0", "\"\\u0080\\u009f\u00a0\"", "C1 controls"},
    {"\u2028\u2029", "\"\\u2028\\u2029\"", "line and paragraph separators"},
    {"\u061c\u200e\u200f\u202a\u202e\u2066\u2069",
     "\"\\u061c\\u200e\\u200f\\u202a\\u202e\\u2066\\u2069\"", "bidirectional controls"},
    {"\ufeff", "\"\\ufeff\"", "the byte order mark"},
    {"\u200d\u2027\u202f\u2065\u206a", "\"\u200d\u2027\u202f\u2065\u206a\"", "what is near them"},
    {"Zoë 王小明 \U0001f600", "\"Zoë 王小明 \U0001f600\"", "letters of any script"},
    {"a\x80z", "\"a\ufffdz\"", "a stray continuation"},
    {"a\xc3", "\"a\ufffd\"", "a sequence cut short"},
    {"\xe2\x82z", "\"\ufffd\ufffdz\"", "a longer one cut short"},
    {"\xc0\xaf", "\"\ufffd\ufffd\"", "an overlong form"},
    {"\xe0\x80\xaf", "\"\ufffd\ufffd\ufffd\"", "a longer overlong form"},
    {"\xed\xa0\x80", "\"\ufffd\ufffd\ufffd\"", "a surrogate"},
    {"\xf4\x90\x80\x80", "\"\ufffd\ufffd\ufffd\ufffd\"", "past the last code point"},
    {"\xf5\xff", "\"\ufffd\ufffd\"", "bytes that never occur"},
};

static void test_strings(void) {
    for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) {
        json_put_string(sink, strings[i].text, strlen(strings[i].text));
        check_json(strings[i].json, strings[i].what);
    }
    json_put_string(sink, "a\0b", 3);
    check_json("\"a\\u0000b\"", "NUL");
    json_put_key(sink, "a\"b");
    check_json("\"a\\\"b\":", "a key is a string with a colon");
}

/* The plain way to the same string. */
static void put_slowly(GString *out, const char *text, size_t length) {
    g_string_append_c(out, '"');
    for (size_t at = 0; at < length;) {
        uint32_t point = 0;
        size_t taken = utf8_decode(text + at, length - at, &point);
        const char *letter =
            point > 0 && point < 0x80 ? strchr("\bb\tt\nn\ff\rr\"\"\\\\", (int)point) : NULL;
        if (taken == 0)
            g_string_append(out, "\ufffd");
        else if (letter != NULL && (point < 0x20 || point == '"' || point == '\\'))
            g_string_append_printf(out, "\\%c", letter[1]);
        else if (utf8_unseen(point))
            g_string_append_printf(out, "\\u%04x", point);
        else
            g_string_append_len(out, text + at, (gssize)taken);
        at += MAX(taken, 1);
    }
    g_string_append_c(out, '"');
}

/* Every byte at every place of a text, alone and beside another: eight are looked at together. */
static void test_every_byte(void) {
    static const char beside[] = {'a', '\x7f', '\x1f', '"', '\xc3', '\xff', '!', '#', '['};
    g_autoptr(GString) wanted = g_string_new(NULL);
    bool same = true;
    for (unsigned byte = 0; byte < 256; byte++)
        for (size_t place = 0; place < 20; place++)
            for (size_t i = 0; i < sizeof beside; i++) {
                char text[21];
                memset(text, 'a', sizeof text);
                text[place] = (char)byte;
                text[place + 1] = beside[i];
                g_string_truncate(wanted, 0);
                put_slowly(wanted, text, sizeof text);
                size_t start = sink->used;
                json_put_string(sink, text, sizeof text);
                same &= sink->used - start == wanted->len &&
                        memcmp(sink->bytes + start, wanted->str, wanted->len) == 0;
                sink_discard(sink);
            }
    check(same, "every byte at every place");
}

static void test_decode(void) {
    bool right = true;
    for (uint32_t point = 0; point < 0x110000; point++) {
        char text[6];
        uint32_t got = 0;
        bool surrogate = point >= 0xd800 && point < 0xe000;
        size_t length = (size_t)g_unichar_to_utf8(point, text);
        size_t taken = utf8_decode(text, length, &got);
        right &= surrogate ? taken == 0 : taken == length && got == point;
        right &= length == 1 || utf8_decode(text, length - 1, &got) == 0;
    }
    check(right, "every code point is read, and none that is cut short");
}

int main(void) {
    sink = sink_new(false, NULL);
    test_structure();
    test_lines();
    test_depth();
    test_integers();
    test_strings();
    test_every_byte();
    test_decode();
    sink_free(sink);
    return unit_end();
}
