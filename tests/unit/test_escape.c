/* test_escape.c - what reaches a terminal, and what a failure looks like. */
#include "cli/escape.h"
#include "cli/failure.h"
#include "unit.h"

#include <glib.h>
#include <stdlib.h>
#include <unistd.h>

static void shows(const char *text, bool keep_newlines, const char *wanted, const char *what) {
    g_autofree char *shown = escape_for_terminal(text, keep_newlines);
    check_text(shown, wanted, what);
}

static void test_escapes(void) {
    shows("", false, "", "nothing");
    shows("Zoë, 山田 \U0001f600", false, "Zoë, 山田 \U0001f600", "letters of every kind stay");
    shows("\033[31mred\033[0m", false, "\\x1b[31mred\\x1b[0m", "escape sequences");
    shows("\a\b\v\f\x7f", false, "\\x07\\x08\\x0b\\x0c\\x7f", "C0 controls and DEL");
    shows("a\nb\tc\rd", false, "a\\nb\\tc\\rd", "newline, tab, carriage return");
    shows("a\nb\tc\rd", true, "a\nb\tc\\rd", "newline and tab kept");
    shows("\xc2\x85\xc2\x9b"
          "31m",
          false, "\\x85\\x9b31m", "C1 controls");
    shows("\u061c\u200e\u200f", false, "\\u061c\\u200e\\u200f", "directional marks");
    shows("\u202a\u202e\u2066\u2069", true, "\\u202a\\u202e\\u2066\\u2069", "overrides, isolates");
    shows("\u200d\u2065\u206a", false, "\u200d\u2065\u206a", "their neighbours stay");
    shows("\xff\xc3(\xe2\x82", false, "\\xff\\xc3(\\xe2\\x82", "bytes that are not UTF-8");
    shows("\xc0\xaf\xed\xa0\x80", false, "\\xc0\\xaf\\xed\\xa0\\x80", "overlong, surrogate");
}

/* What failure_print() writes to standard error. */
static char *printed(const coach_failure *failure, enum format format, int *code) {
    char *name = g_strdup("/tmp/coach-test-XXXXXX"), *text = NULL;
    int file = g_mkstemp(name), saved = dup(STDERR_FILENO);
    if (file < 0 || saved < 0 || dup2(file, STDERR_FILENO) < 0)
        abort();
    *code = failure_print(failure, format, NULL);
    fflush(stderr);
    dup2(saved, STDERR_FILENO);
    close(saved);
    close(file);
    g_file_get_contents(name, &text, NULL, NULL);
    unlink(name);
    g_free(name);
    return text;
}

static void prints(coach_failure failure, bool json, int code, const char *wanted,
                   const char *what) {
    int got;
    g_autofree char *text = printed(&failure, json ? FORMAT_JSON : FORMAT_TABLE, &got);
    check_text(text, wanted, what);
    check_number(got, code, "  and its exit code");
}

static void test_lines(void) {
    prints((coach_failure){COACH_NOT_FOUND, "no such user", NULL, NULL}, false, 3,
           "coach: no such user\n", "a message");
    prints((coach_failure){COACH_INVALID, "\"x\" is no date", "a\nb", "started_at"}, false, 2,
           "coach: started_at: \"x\" is no date\nhint: a\nhint: b\n", "field and hints");
    prints((coach_failure){COACH_INVALID, "started_at is missing", NULL, "started_at"}, false, 2,
           "coach: started_at is missing\n", "a field that is named already");
    prints((coach_failure){COACH_INVALID, "give --started-at", NULL, "started_at"}, false, 2,
           "coach: give --started-at\n", "a field that is named as an option");
    prints((coach_failure){COACH_INVALID, "renamed", NULL, "name"}, false, 2,
           "coach: name: renamed\n", "a part of a word is no name");
    prints((coach_failure){COACH_CONFLICT, "a\nb\033", "c\033", NULL}, false, 1,
           "coach: a\\nb\\x1b\nhint: c\\x1b\n", "what would harm a terminal");
}

static void test_objects(void) {
    prints((coach_failure){COACH_CONFLICT, "busy: \"Yoga\"", "a\nb", "scheduled_at"}, true, 1,
           "{\"error\":{\"code\":\"conflict\",\"message\":\"busy: \\\"Yoga\\\"\","
           "\"hint\":\"a\\nb\",\"field\":\"scheduled_at\"}}\n",
           "an object");
    prints((coach_failure){COACH_STORAGE, "full", NULL, NULL}, true, 4,
           "{\"error\":{\"code\":\"storage\",\"message\":\"full\",\"hint\":null,\"field\":null}}\n",
           "null for what is absent");
}

static void test_codes(void) {
    static const int codes[] = {0, 1, 1, 2, 2, 3, 3, 4, 5, 130};
    for (int status = COACH_OK; status <= COACH_INTERRUPTED; status++)
        check_number(failure_exit_code((coach_status)status), codes[status], "exit code");
}

static void test_complaints(void) {
    struct complaint c = {0};
    check_number(complain(&c, COACH_USAGE, "name", "%s %d", "x", 1), COACH_USAGE, "its status");
    check_number(complain_hint(&c, "first"), COACH_USAGE, "the same from a hint");
    complain_hint(&c, "%s", "second");
    check_text(c.view.message, "x 1", "message");
    check_text(c.view.field, "name", "field");
    check_text(c.view.hint, "first\nsecond", "hints are lines");
    complain(&c, COACH_INVALID, NULL, "again: %s", c.view.message);
    check_text(c.view.message, "again: x 1", "a complaint of a complaint");
    check_text(c.view.hint, NULL, "without its hints");
    complaint_clear(&c);
    check_number(c.view.status, COACH_OK, "cleared");
}

int main(void) {
    test_escapes();
    test_lines();
    test_objects();
    test_codes();
    test_complaints();
    return unit_end();
}
