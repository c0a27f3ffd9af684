/* test_html.c - text in a page, and the page around it. */
#include "cli/html.h"
#include "sink_text.h"
#include "unit.h"

static void reads(const char *text, const char *wanted, const char *what) {
    struct sink *sink = sink_new(false, NULL);
    html_text(sink, text);
    g_autofree char *got = sink_text(sink);
    check_text(got, wanted, what);
    sink_free(sink);
}

static void test_text(void) {
    reads("", "", "nothing");
    reads("Zoë, 山田 \U0001f600", "Zoë, 山田 \U0001f600", "letters of every kind stay");
    reads("<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;",
          "markup");
    reads("\"><b onclick=\"x\" &amp; &#60;",
          "&quot;&gt;&lt;b onclick=&quot;x&quot; &amp;amp; &amp;#60;",
          "the end of an attribute; entities");
    reads("a\nb\x1b[1m\x7f", "a\\nb\\x1b[1m\\x7f", "control characters");
    reads("\u202edlog\u2066", "\\u202edlog\\u2066", "what turns text around");
    reads("\xff<\xc0\xbc", "\\xff&lt;\\xc0\\xbc", "bytes that are not UTF-8, an overlong <");
}

static void element(const char *classes, const char *text, const char *wanted, const char *what) {
    struct sink *sink = sink_new(false, NULL);
    html_element(sink, "p", classes, text);
    g_autofree char *got = sink_text(sink);
    check_text(got, wanted, what);
    sink_free(sink);
}

static void test_elements(void) {
    element(NULL, "a < b", "<p>a &lt; b</p>", "an element");
    element("who", "Ben", "<p class=\"who\">Ben</p>", "with a class");
    element("who", "", "", "of no text");
}

static void test_page(void) {
    struct sink *sink = sink_new(false, NULL);
    html_begin(sink, "A & <B>", "p { margin: 0 }\n");
    html_end(sink);
    g_autofree char *page = sink_text(sink);
    check(g_str_has_prefix(page,
                           "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">"),
          "type, language, and the characters first");
    check(strstr(page, "<title>A &amp; &lt;B&gt;</title>") != NULL, "the title");
    check(strstr(page, "<style>\np { margin: 0 }\n</style>") != NULL, "the style sheet");
    check(strstr(page, "name=\"viewport\"") != NULL, "as wide as a phone is");
    check(strstr(page, "default-src 'none'") != NULL, "nothing is loaded");
    check(g_str_has_suffix(page, "</body>\n</html>\n"), "the end");
    sink_free(sink);
}

int main(void) {
    test_text();
    test_elements();
    test_page();
    return unit_end();
}
