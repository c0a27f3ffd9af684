/* test_json.c - which texts are JSON, and what is kept of them. */
#include "base/json.h"
#include "unit.h"

#include <glib.h>

static const struct {
    const char *text, *compact; /* NULL: as it stands */
} accepted[] = {
    {"null", NULL},
    {"true", NULL},
    {"false", NULL},
    {"0", NULL},
    {"-0", NULL},
    {"-0.0", NULL},
    {"1", NULL},
    {"-1", NULL},
    {"10", NULL},
    {"1.10", NULL},
    {"0.1", NULL},
    {"1e400", NULL},
    {"1E400", NULL},
    {"1e+2", NULL},
    {"1e-2", NULL},
    {"0e0", NULL},
    {"0E+00", NULL},
    {"-0e-007", NULL},
    {"123.456e78", NULL},
    {"9007199254740993", NULL},
    {"-9223372036854775809", NULL},
    {"3.141592653589793238462643383279", NULL},
    {"\"\"", NULL},
    {"\"A\"", NULL},
    {"\"\\u0041\"", NULL},
    {"\"\\u00e9\"", NULL},
    {"\"\\u00E9\"", NULL},
    {"\"é\"", NULL},
    {"\"日本語\"", NULL},
    {"\"\xf0\x9f\x8f\x8b\"", NULL},
    {"\"\\ud83c\\udfcb\"", NULL},
    {"\"\\uD83C\\uDFCB\"", NULL},
    {"\"\\uDBFF\\uDFFF\"", NULL},
    {"\"\\uffff\"", NULL},
    {"\"\\ud7ff\\ue000\"", NULL},
    {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", NULL},
    {"\"/\"", NULL},
    {"\"\\u0001\\u001f\"", NULL},
    {"\"\x7f\"", NULL},         /* RFC 8259 lets DEL stand */
    {"\"\xc2\x85\"", NULL},     /* and C1 */
    {"\"\xe2\x80\xa8\"", NULL}, /* and U+2028 */
    {"\"\xef\xbb\xbf\"", NULL}, /* a byte order mark inside is a character */
    {"\"\xef\xbf\xbf\"", NULL}, /* a noncharacter */
    {"\" a  b \"", NULL},
    {"\"{[,:]}\"", NULL},
    {"\"\\u2028\"", NULL},
    {"[]", NULL},
    {"{}", NULL},
    {"[[]]", NULL},
    {"[{}]", NULL},
    {"{\"a\":{}}", NULL},
    {"{\"\":0}", NULL},
    {"[1,2,3]", NULL},
    {"{\"a\":1,\"A\":2}", NULL},
    {"{\"a\":{\"a\":1},\"b\":{\"a\":1}}", NULL},
    {"[{\"a\":1},{\"a\":2}]", NULL},
    {"{\"é\":1,\"e\xcc\x81\":2}", NULL}, /* equal to people, not to JSON */
    {"[null,true,false,\"\",0]", NULL},
    {" 1", "1"},
    {"1 ", "1"},
    {"\t\n\r 1 \t\n\r", "1"},
    {" [ ] ", "[]"},
    {" { } ", "{}"},
    {"[ 1 , 2 ]", "[1,2]"},
    {"[\n  1,\n  2\n]\n", "[1,2]"},
    {"{ \"a\" : 1 }", "{\"a\":1}"},
    {"{\r\n\t\"a b\" : [ \" x \" , 1.10 ]\r\n}", "{\"a b\":[\" x \",1.10]}"},
    {"{\"\\u0061\" : 1, \"b\": 2}", "{\"\\u0061\":1,\"b\":2}"},
    {"[ [ [ ] , { } ] , [ 0 ] ]", "[[[],{}],[0]]"},
    {"[{\"name\": \"Kinésithérapie\", \"year\": 2019}, {\"name\": \"CPR\", \"until\": null}]",
     "[{\"name\":\"Kinésithérapie\",\"year\":2019},{\"name\":\"CPR\",\"until\":null}]"},
};

static const char *const refused[] = {
    "",
    " ",
    "\n",
    "nul",
    "nulll",
    "Null",
    "TRUE",
    "True",
    "tru",
    "truefalse",
    "true false",
    "NaN",
    "nan",
    "Infinity",
    "-Infinity",
    "undefined",
    "abc",
    "'a'",
    "+1",
    "-",
    "--1",
    "- 1",
    "01",
    "-01",
    "00",
    "1.",
    ".5",
    "-.5",
    "1.e1",
    "1..2",
    "1.2.3",
    "1e",
    "1e+",
    "1E-",
    "1e1.5",
    "1e 1",
    "0x10",
    "1_000",
    "1,000",
    "1 2",
    "\xd9\xa1",     /* an Arabic digit */
    "\xef\xbc\x91", /* a digit of full width */
    "\"",
    "\"a",
    "a\"",
    "\"a\"b",
    "\"a\" \"b\"",
    "\"\\\"",
    "\"\\",
    "\"\\x41\"",
    "\"\\a\"",
    "\"\\'\"",
    "\"\\0\"",
    "\"\\U0041\"",
    "\"\\u\"",
    "\"\\u004\"",
    "\"\\u00g1\"",
    "\"\\u 041\"",
    "\"\\u+041\"",
    "\"\\u0000\"",
    "{\"\\u0000\":1}",
    "\"\\ud800\"",
    "\"\\udc00\"",
    "\"\\ud83cx\"",
    "\"\\ud83c\\n\"",
    "\"\\ud83c\\u0041\"",
    "\"\\ud83c\\ud83c\"",
    "\"\\udfcb\\ud83c\"",
    "\"\\ud83c\\udfc\"",
    "\"\\ud83c\\",
    "\"\n\"",
    "\"\t\"",
    "\"\r\"",
    "\"\x01\"",
    "\"\x1f\"",
    "[",
    "]",
    "[1",
    "[1,",
    "[,",
    "[,1]",
    "[1,]",
    "[1,,2]",
    "[1 2]",
    "[1:2]",
    "[\"a\":1]",
    "[1]]",
    "[1],",
    "[}",
    "[1}",
    "[]{}",
    "{",
    "}",
    "{\"a\"",
    "{\"a\":",
    "{\"a\":1",
    "{\"a\":1,",
    "{,}",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\",1}",
    "{\"a\" 1}",
    "{\"a\"::1}",
    "{\"a\":1,}",
    "{\"a\":1,,\"b\":2}",
    "{\"a\":1 \"b\":2}",
    "{a:1}",
    "{'a':1}",
    "{1:1}",
    "{null:1}",
    "{[]:1}",
    "{\"a\":1]",
    "{]",
    "{\"a\":1}}",
    "{\"a\":1,\"a\":2}",
    "{\"a\":1,\"a\":1}",
    "{\"\":1,\"\":2}",
    "{\"A\":1,\"\\u0041\":2}",
    "{\"\\u0041\":1,\"A\":2}",
    "{\"\\/\":1,\"/\":2}",
    "{\"\\n\":1,\"\\u000a\":2}",
    "{\"é\":1,\"\\u00E9\":2}",
    "{\"\xf0\x9f\x8f\x8b\":1,\"\\ud83c\\udfcb\":2}",
    "{\"a\":1,\"b\":{\"c\":1},\"a\":2}",
    "[{\"x\":{\"a\":1,\"b\":2,\"a\":3}}]",
    "// note\n1",
    "/* note */ 1",
    "1 // note",
    "# note\n1",
    "1;",
    "1\f",
    "\v1",
    "\b",
    "\xc2\xa0\x31",         /* a no-break space */
    "\xe2\x80\xa8\x31",     /* U+2028 */
    "\xef\xbb\xbf",         /* a byte order mark */
    "\xef\xbb\xbf{}",       /* before a value */
    "{}\xef\xbb\xbf",       /* after one */
    "\"\xff\"",             /* no byte of UTF-8 */
    "\"\xc3\"",             /* cut off */
    "\"\xc3(\"",            /* cut short */
    "\"\x80\"",             /* a continuation alone */
    "\"\xc0\x80\"",         /* overlong NUL */
    "\"\xc0\xaf\"",         /* overlong '/' */
    "\"\xe0\x80\xaf\"",     /* the same in three bytes */
    "\"\xed\xa0\x80\"",     /* a surrogate */
    "\"\xf4\x90\x80\x80\"", /* above U+10FFFF */
    "\"\xf8\x88\x80\x80\x80\"",
    "\xff",
};

static const struct {
    const char *text, *message;
} messages[] = {
    {"", "certifications is not valid JSON: line 1, column 1: the text ends too early"},
    {"[1,\n  2,  oops]", "certifications is not valid JSON: line 2, column 7: a value is missing"},
    {"{\"é\": é}", "certifications is not valid JSON: line 1, column 7: a value is missing"},
    {"[1 2]", "certifications is not valid JSON: line 1, column 4: a ',' or ']' is missing"},
    {"{\"a\":1 2}", "certifications is not valid JSON: line 1, column 8: a ',' or '}' is missing"},
    {"{a:1}",
     "certifications is not valid JSON: line 1, column 2: a key in double quotes is missing"},
    {"{\"a\" 1}",
     "certifications is not valid JSON: line 1, column 6: a ':' is missing after a key"},
    {"{\"a\":1,\n \"\\u0061\":2}",
     "certifications is not valid JSON: line 2, column 2: the same key comes twice in one object"},
    {"{} {}",
     "certifications is not valid JSON: line 1, column 4: something stands after the value"},
    {"\"a", "certifications is not valid JSON: line 1, column 1: a string has no end"},
    {"\"a\x1b[2J\"", "certifications is not valid JSON: line 1, column 3: a control character in a "
                     "string must be escaped"},
    {"\"\\q\"", "certifications is not valid JSON: line 1, column 2: a backslash begins no escape "
                "that JSON has"},
    {"\"\\u12\"", "certifications is not valid JSON: line 1, column 2: \\u needs four hexadecimal "
                  "digits"},
    {"\"\\u0000\"", "certifications is not valid JSON: line 1, column 2: \\u0000 cannot be kept"},
    {"\"\\ud800\"", "certifications is not valid JSON: line 1, column 2: the first half of a "
                    "surrogate pair stands alone"},
    {"\"\\udc00\"", "certifications is not valid JSON: line 1, column 2: the second half of a "
                    "surrogate pair stands alone"},
    {"[01]", "certifications is not valid JSON: line 1, column 2: a number begins with a needless "
             "0"},
    {"[1.]", "certifications is not valid JSON: line 1, column 4: a digit is missing"},
    {"1.", "certifications is not valid JSON: line 1, column 3: the text ends too early"},
    {"\"é\xff\"",
     "certifications is not valid JSON: line 1, column 3: the text is not valid UTF-8"},
    {"\xef\xbb\xbf{}", "certifications is not valid JSON: line 1, column 1: the text begins with a "
                       "byte order mark"},
};

static void check_refused(const char *text, const char *message, const char *what) {
    static char untouched[] = "untouched";
    struct failure f = {0};
    char *compact = untouched;
    coach_status status = json_compact(text, "certifications", &compact, &f);
    check(status == COACH_INVALID && f.view.status == COACH_INVALID && compact == untouched &&
              g_strcmp0(f.view.field, "certifications") == 0,
          "refused: %s", what);
    if (message)
        check_text(f.view.message, message, "its message");
    failure_clear(&f);
}

static void check_accepted(const char *text, const char *wanted, const char *what) {
    struct failure f = {0};
    g_autofree char *compact = NULL;
    check(json_compact(text, "certifications", &compact, &f) == COACH_OK && !f.view.message,
          "accepted: %s", what);
    check_text(compact, wanted, "its compact form");
    failure_clear(&f);
}

static void test_lists(void) {
    for (size_t i = 0; i < G_N_ELEMENTS(accepted); i++) {
        g_autofree char *what = g_strescape(accepted[i].text, NULL);
        check_accepted(accepted[i].text,
                       accepted[i].compact ? accepted[i].compact : accepted[i].text, what);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        g_autofree char *what = g_strescape(refused[i], NULL);
        check_refused(refused[i], NULL, what);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(messages); i++) {
        g_autofree char *what = g_strescape(messages[i].text, NULL);
        check_refused(messages[i].text, messages[i].message, what);
    }
}

/* levels times `open`, then `core`, then levels times `close`. */
static char *nested(size_t levels, const char *open, const char *core, const char *close) {
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < levels; i++)
        g_string_append(text, open);
    g_string_append(text, core);
    for (size_t i = 0; i < levels; i++)
        g_string_append(text, close);
    return g_string_free(text, FALSE);
}

static void test_depth(void) {
    g_autofree char *arrays = nested(64, "[", "", "]");
    check_accepted(arrays, arrays, "64 arrays");
    g_autofree char *objects = nested(64, "{\"a\":", "1", "}");
    check_accepted(objects, objects, "64 objects");
    g_autofree char *mixed = nested(32, "[{\"a\":", "[]", "}]");
    check_refused(mixed, NULL, "65 levels, mixed");
    g_autofree char *deeper = nested(65, "[", "", "]");
    check_refused(deeper,
                  "certifications is not valid JSON: line 1, column 65: more than 64 levels are "
                  "nested",
                  "65 arrays");
    g_autofree char *deepest = nested(30000, "[", "", "]");
    check_refused(deepest, NULL, "30,000 arrays");
    g_autofree char *open = nested(60, "{\"a\":[", "", "");
    check_refused(open, NULL, "objects without an end");
    g_autofree char *row = nested(1000, "[],", "1", "");
    g_autofree char *wide = g_strconcat("[", row, "]", NULL);
    check_accepted(wide, wide, "1,000 arrays beside each other");
}

static void test_size(void) {
    g_autofree char *filling = g_strnfill(JSON_MAX_BYTES - 2, 'a');
    g_autofree char *full = g_strconcat("\"", filling, "\"", NULL);
    check_accepted(full, full, "65,536 bytes");
    g_autofree char *over = g_strconcat(full, " ", NULL);
    check_refused(over, "certifications is 65537 bytes long; at most 65536 are allowed",
                  "65,537 bytes, one a blank");
    g_autofree char *blanks = g_strnfill(JSON_MAX_BYTES - 1, ' ');
    g_autofree char *thin = g_strconcat(blanks, "1", NULL);
    check_accepted(thin, "1", "65,535 blanks and a number");
    GString *keys = g_string_new("{");
    for (int i = 0; i < 6000; i++)
        g_string_append_printf(keys, "\"%d\":0,", i);
    g_string_append(keys, "\"end\":0}");
    check_accepted(keys->str, keys->str, "6,001 keys");
    g_string_truncate(keys, keys->len - 1);
    g_string_append(keys, ",\"4711\":0}");
    check_refused(keys->str, NULL, "6,002 keys, one of them twice");
    g_string_free(keys, TRUE);
}

/* Whatever is cut off a text that is JSON, what is left does not crash the scanner. */
static void test_cuts(void) {
    static const char whole[] =
        "{\"a\":[1.5e-3,true,{\"\\ud83c\\udfcb\":\"\\n\xc3\xa9\"}],\"b\":null}";
    bool all_refused = true;
    for (size_t length = 0; length + 1 < sizeof whole; length++) {
        g_autofree char *cut = g_strndup(whole, length);
        struct failure f = {0};
        char *compact = NULL;
        all_refused &= json_compact(cut, "certifications", &compact, &f) == COACH_INVALID;
        failure_clear(&f);
    }
    check(all_refused, "every beginning of an object is refused");
}

int main(void) {
    test_lists();
    test_depth();
    test_size();
    test_cuts();
    return unit_end();
}
