/* test_content.c - content lines of iCalendar: folded, escaped, encoded. */
#include "schedule/content.h"
#include "unit.h"

static void check_line(const char *name, const char *text, const char *wanted) {
    GString *out = g_string_new(NULL);
    content_text(out, name, text);
    char *shown = g_strescape(text, NULL);
    check_text(out->str, wanted, shown);
    g_free(shown);
    g_string_free(out, TRUE);
}

static void test_texts(void) {
    check_line("SUMMARY", "", "SUMMARY:\r\n");
    check_line("SUMMARY", "Squats", "SUMMARY:Squats\r\n");
    check_line("SUMMARY", "a, b; c\\d: \"e\"", "SUMMARY:a\\, b\\; c\\\\d: \"e\"\r\n");
    check_line("SUMMARY", "one\ntwo\tthree", "SUMMARY:one\\ntwo\tthree\r\n");
    check_line("SUMMARY", "a\r\nEND:VEVENT\x01\x7f", "SUMMARY:a\\nEND:VEVENT\r\n");
    check_line("SUMMARY", "größe", "SUMMARY:größe\r\n");
}

static void test_folding(void) {
    /* 75 bytes with the name are one line, 76 are two */
    check_line("X", "1234567890123456789012345678901234567890123456789012345678901234567890123",
               "X:1234567890123456789012345678901234567890123456789012345678901234567890123\r\n");
    check_line(
        "X", "12345678901234567890123456789012345678901234567890123456789012345678901234",
        "X:1234567890123456789012345678901234567890123456789012345678901234567890123\r\n 4\r\n");
    check_line(
        "X", "123456789012345678901234567890123456789012345678901234567890123456789012ü3",
        "X:123456789012345678901234567890123456789012345678901234567890123456789012\r\n ü3\r\n");
}

/* Every length and every width of character: no line too long, and unfolded the same. */
static void test_every_fold(void) {
    static const char *const letters[] = {"a", "ü", "漢", "💪"};
    bool fits = true, same = true, whole = true;
    for (size_t kind = 0; kind < G_N_ELEMENTS(letters); kind++)
        for (int length = 0; length < 200; length++) {
            GString *text = g_string_new("X:"), *out = g_string_new(NULL);
            for (int i = 0; i < length; i++)
                g_string_append(text, i % 7 == 3 ? "b" : letters[kind]);
            content_text(out, "X", text->str + 2);
            char **lines = g_strsplit(out->str, "\r\n", -1);
            for (char **line = lines; *line; line++) {
                fits &= strlen(*line) <= 75;
                whole &= g_utf8_validate(*line, -1, NULL);
            }
            g_strfreev(lines);
            g_string_replace(out, "\r\n ", "", 0);
            g_string_append(text, "\r\n");
            same &= strcmp(out->str, text->str) == 0;
            g_string_free(text, TRUE);
            g_string_free(out, TRUE);
        }
    check(fits, "no line is longer than 75 bytes");
    check(whole, "no character is cut");
    check(same, "unfolded it is the same");
}

static void test_parameters(void) {
    GString *out = g_string_new(NULL);
    gsize begun = content_begin(out, "ATTENDEE");
    content_parameter(out, "CN", "Anna \"the ^\"; Berg,\nB:\x01");
    g_string_append(out, ":x");
    content_end(out, begun);
    check_text(out->str, "ATTENDEE;CN=\"Anna ^'the ^^^'; Berg,^nB:\":x\r\n",
               "a parameter is encoded");
    g_string_truncate(out, 0);
    content_person(out, "ATTENDEE", ";RSVP=FALSE", "Ben; \"B\"", "b?e%n@example.org");
    check_text(out->str, "ATTENDEE;CN=\"Ben; ^'B^'\";RSVP=FALSE:mailto:b%3Fe%25n@example.org\r\n",
               "a person is a name and an address");
    g_string_free(out, TRUE);
}

int main(void) {
    test_texts();
    test_folding();
    test_every_fold();
    test_parameters();
    return unit_end();
}
