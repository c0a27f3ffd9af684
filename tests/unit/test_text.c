/* test_text.c - texts that users type: what is taken, how it is found, what was meant. */
#include "base/text.h"
#include "unit.h"

#include <glib.h>

#define RUNNER "\xf0\x9f\x8f\x83" /* a character of four bytes */

static const struct {
    const char *text;
    bool multiline;
    size_t min, max;
    const char *message; /* NULL: accepted */
} texts[] = {
    {"Strength", false, 1, 255, NULL},
    {"", false, 0, 255, NULL},
    {"", false, 1, 255, "title is empty"},
    {"", true, 1, 0, "title is empty"},
    {" ", false, 1, 255, "title is blank"},
    {" \xc2\xa0\xe3\x80\x80", false, 1, 255, "title is blank"},
    {"\xe2\x80\x8b\xe2\x80\xae", false, 1, 255, "title is blank"}, /* nothing to be seen */
    {" ", false, 0, 255, NULL},
    {" ", true, 1, 255, NULL},
    {"\xcc\x81", false, 1, 255, NULL},
    {"abc", false, 0, 3, NULL},
    {"abcd", false, 0, 3, "title is 4 characters long; at most 3 are allowed"},
    {"ab", false, 0, 1, "title is 2 characters long; at most 1 is allowed"},
    {"ééé", false, 3, 3, NULL},
    {"a", false, 2, 3, "title is 1 character long; at least 2 are needed"},
    {"ab", false, 3, 3, "title is 2 characters long; at least 3 are needed"},
    {"a\nb", false, 1, 255, "title must be one line"},
    {"a\n", false, 1, 255, "title must be one line"},
    {"a\nb\tc", true, 1, 255, NULL},
    {"a\tb", false, 1, 255, "title holds a control character (U+0009)"},
    {"a\r\nb", true, 1, 255, "title holds a control character (U+000D)"},
    {"\x01", false, 1, 255, "title holds a control character (U+0001)"},
    {"\x1b[31mred", true, 1, 255, "title holds a control character (U+001B)"},
    {"a\x7f", true, 1, 255, "title holds a control character (U+007F)"},
    {"a\xc2\x80", true, 1, 255, "title holds a control character (U+0080)"},
    {"a\xc2\x85", true, 1, 255, "title holds a control character (U+0085)"},
    {"a\xc2\x9f", true, 1, 255, "title holds a control character (U+009F)"},
    {"a\xc2\xa0z", true, 1, 255, NULL},
    {"\xe2\x80\xaegnp.exe", false, 1, 255, NULL}, /* U+202E is text: it is escaped where shown */
    {"\xe2\x80\xa8", true, 1, 255, NULL},
    {"\xef\xbb\xbf.", false, 1, 255, NULL},
    {"\xef\xbf\xbf", false, 1, 255, NULL}, /* a noncharacter */
    {"\xf4\x8f\xbf\xbf", false, 1, 255, NULL},
    {"a\xff", false, 1, 255, "title is not valid UTF-8"},
    {"\x80", false, 1, 255, "title is not valid UTF-8"},
    {"a\xc3", false, 1, 255, "title is not valid UTF-8"},
    {"\xe2\x82", false, 1, 255, "title is not valid UTF-8"},
    {"\xf0\x9f\x8f", false, 1, 255, "title is not valid UTF-8"},
    {"\xc3(", false, 1, 255, "title is not valid UTF-8"},
    {"\xc0\x80", false, 1, 255, "title is not valid UTF-8"},
    {"\xc0\xaf", false, 1, 255, "title is not valid UTF-8"},
    {"\xc1\xbf", false, 1, 255, "title is not valid UTF-8"},
    {"\xe0\x80\xaf", false, 1, 255, "title is not valid UTF-8"},
    {"\xe0\x9f\xbf", false, 1, 255, "title is not valid UTF-8"},
    {"\xf0\x80\x80\xaf", false, 1, 255, "title is not valid UTF-8"},
    {"\xed\xa0\x80", false, 1, 255, "title is not valid UTF-8"},
    {"\xed\xbf\xbf", false, 1, 255, "title is not valid UTF-8"},
    {"\xed\xa0\xbc\xed\xbf\x8b", false, 1, 255, "title is not valid UTF-8"},
    {"\xf4\x90\x80\x80", false, 1, 255, "title is not valid UTF-8"},
    {"\xf8\x88\x80\x80\x80", false, 1, 255, "title is not valid UTF-8"},
};

static void test_check(void) {
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        struct failure f = {0};
        g_autofree char *what = g_strescape(texts[i].text, NULL);
        coach_status status =
            text_check(texts[i].text, texts[i].multiline, texts[i].min, texts[i].max, "title", &f);
        check(status == (texts[i].message ? COACH_INVALID : COACH_OK) && status == f.view.status,
              "%s: %s", texts[i].message ? "refused" : "accepted", what);
        check_text(f.view.message, texts[i].message, "its message");
        check_text(f.view.field, texts[i].message ? "title" : NULL, "its field");
        failure_clear(&f);
    }
}

static void test_limits(void) {
    struct failure f = {0};
    GString *text = g_string_new(NULL);
    for (int i = 0; i < 255; i++)
        g_string_append(text, RUNNER);
    check(text_check(text->str, false, 1, 255, "title", &f) == COACH_OK,
          "255 characters of 4 bytes are accepted");
    g_string_append(text, RUNNER);
    check(text_check(text->str, false, 1, 255, "title", &f) == COACH_INVALID, "256 are refused");
    failure_clear(&f);
    g_string_free(text, TRUE);
    g_autofree char *ascii = g_strnfill(256, 'x');
    check(text_check(ascii, false, 1, 255, "title", &f) == COACH_INVALID,
          "256 ASCII characters are refused");
    check_text(f.view.message, "title is 256 characters long; at most 255 are allowed",
               "the message names the limit");
    failure_clear(&f);
    check(text_check(ascii + 1, false, 1, 255, "title", &f) == COACH_OK, "255 are accepted");
    g_autofree char *vast = g_strnfill(1000000, 'x');
    check(text_check(vast, true, 0, 0, "notes", &f) == COACH_OK, "max 0 is no bound");
}

static void test_utf8_valid(void) {
    check_number((long long)coach_utf8_valid("", 0), 0, "nothing");
    check_number((long long)coach_utf8_valid("abc", 3), 3, "ASCII");
    check_number((long long)coach_utf8_valid("abc\xff", 3), 3, "what is past the length");
    check_number((long long)coach_utf8_valid("ab\xff"
                                             "cd",
                                             5),
                 2, "a bad byte");
    check_number((long long)coach_utf8_valid("\xff", 1), 0, "a bad byte at once");
    check_number((long long)coach_utf8_valid("a\xc3\xa9", 3), 3, "two bytes");
    check_number((long long)coach_utf8_valid("a\xc3\xa9", 2), 1, "two bytes, cut");
    check_number((long long)coach_utf8_valid("a\0b\0", 4), 4, "U+0000 is UTF-8");
    check_number((long long)coach_utf8_valid("a\0\xed\xa0\x80", 5), 2, "a surrogate after U+0000");
}

static const struct {
    const char *text, *folded;
} folds[] = {
    {"", ""},
    {"Yoga & PILATES 2", "yoga & pilates 2"},
    {"a\tB\nC", "a\tb\nc"},
    {"Ångström", "angstrom"},
    {"A\xcc\x8angstro\xcc\x88m", "angstrom"}, /* the marks apart */
    {"\xe2\x84\xabngstrom", "angstrom"},      /* U+212B, the sign */
    {"Crème Brûlée", "creme brulee"},
    {"Nguyễn", "nguyen"},
    {"Straße", "strasse"},
    {"STRASSE", "strasse"},
    {"STRA\xe1\xba\x9e"
     "E",
     "strasse"}, /* capital sharp s */
    {"İstanbul", "istanbul"},
    {"Diyarbakır", "diyarbakir"},
    {"ILIK", "ilik"},
    {"ılık", "ilik"},
    {"\xef\xac\x81t", "fit"},                                     /* the ligature fi */
    {"\xef\xbc\xb9\xef\xbc\xaf\xef\xbc\xa7\xef\xbc\xa1", "yoga"}, /* full width */
    {"m\xc2\xb2", "m2"},
    {"\xe2\x84\x96 5", "no 5"},
    {"Łódź", "lodz"},
    {"Søren", "soren"},
    {"SØREN", "soren"},
    {"Æsir", "aesir"},
    {"Cœur", "coeur"},
    {"Đorđe", "dorde"},
    {"Þór", "thor"},
    {"Ħamrun", "hamrun"},
    {"Ολυμπιακός", "ολυμπιακοσ"}, /* the final sigma too */
    {"ΟΛΥΜΠΙΑΚΌΣ", "ολυμπιακοσ"},
    {"Йога", "иога"},
    {"ЁЛКА", "елка"},
    {"日本語", "日本語"},
    {"a\xe2\x80\xae", "a\xe2\x80\xae"},
    {RUNNER, RUNNER},
    {"\xcc\x81", ""},
};

static const struct {
    const char *text, *key;
} keys[] = {
    {"", ""},
    {"Anna@Example.COM", "anna@example.com"},
    {"Ångström", "ångström"},
    {"A\xcc\x8aNGSTRO\xcc\x88M", "ångström"},
    {"\xe2\x84\xabngstrom", "ångstrom"},
    {"angstrom", "angstrom"}, /* an accent makes another name */
    {"Straße", "strasse"},
    {"ΣΊΣΥΦΟΣ", "σίσυφοσ"},
    {"Σίσυφος", "σίσυφοσ"},
    {"\xef\xac\x81t", "fit"},
    {"\xef\xbc\xb9", "\xef\xbd\x99"}, /* full width stays */
    {"ı", "ı"},
    {"İ", "i\xcc\x87"},
    {"Łódź", "łódź"},
    {"\xea\xb0\x80", "\xea\xb0\x80"},
    {"\xe1\x84\x80\xe1\x85\xa1", "\xea\xb0\x80"}, /* Hangul, apart */
};

static void test_forms(void) {
    for (size_t i = 0; i < G_N_ELEMENTS(folds); i++) {
        g_autofree char *folded = text_fold(folds[i].text);
        check_text(folded, folds[i].folded, folds[i].text);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        g_autofree char *key = text_key(keys[i].text);
        check_text(key, keys[i].key, keys[i].text);
    }
}

/* Forms of forms are the same, and the fast path for ASCII gives what the slow one would. */
static void test_all_characters(void) {
    unsigned unstable = 0, different = 0;
    for (gunichar c = 1; c <= 0x10ffff; c++) {
        char text[8] = "";
        if (!g_unichar_validate(c) || g_unichar_get_script(c) == G_UNICODE_SCRIPT_CHEROKEE)
            continue; /* GLib 2.74 swaps the two cases of Cherokee */
        g_unichar_to_utf8(c, text);
        g_autofree char *fold = text_fold(text), *fold_again = text_fold(fold);
        g_autofree char *key = text_key(text), *key_again = text_key(key);
        unstable += strcmp(fold, fold_again) != 0 || strcmp(key, key_again) != 0;
        if (c < 0x80) {
            g_autofree char *mixed = g_strconcat(text, "\xe6\x97\xa5", NULL);
            g_autofree char *mixed_fold = text_fold(mixed), *mixed_key = text_key(mixed);
            different += mixed_fold[0] != fold[0] || mixed_key[0] != key[0];
        }
    }
    check_number(unstable, 0, "characters whose form has another form");
    check_number(different, 0, "ASCII characters whose form hangs on their neighbours");
}

static void test_like(void) {
    static const char *const patterns[][2] = {
        {"", "%%"},           {"Yoga", "%yoga%"},        {"50%", "%50\\%%"},
        {"a_b", "%a\\_b%"},   {"a\\b", "%a\\\\b%"},      {"\\%_", "%\\\\\\%\\_%"},
        {"É_%", "%e\\_\\%%"}, {"\xef\xbc\x85", "%\\%%"}, /* a per cent sign of full width becomes
                                                            one */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
        g_autofree char *pattern = text_like(patterns[i][0]);
        check_text(pattern, patterns[i][1], patterns[i][0]);
    }
}

static void test_nearest(void) {
    static const char *const nouns[] = {"user",    "trainer", "category", "tag",    "relationship",
                                        "session", "plan",    "status",   "config", NULL};
    static const char *const slips[][2] = {
        {"uesr", "user"},
        {"users", "user"},
        {"USER", "user"},
        {"usr", "user"},
        {"use", "user"},
        {"trainr", "trainer"},
        {"trianer", "trainer"},
        {"tranier", "trainer"},
        {"traniers", "trainer"},
        {"cat", "category"},
        {"relation", "relationship"},
        {"rel", "relationship"},
        {"re", NULL},
        {"relatinosip", "relationship"},
        {"sesion", "session"},
        {"sesson", "session"},
        {"plam", "plan"},
        {"plnas", "plan"},
        {"tga", "tag"},
        {"ta", "tag"},
        {"t", NULL},
        {"", NULL},
        {"xyz", NULL},
        {"invoice", NULL},
        {"planned", NULL},
        {"satsu", "status"},
        {"\xff\xfe", NULL},
        {"statusstatusstatusstatusstatusstatusstatusstatusstatusstatusstatus", NULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(slips); i++)
        check_text(coach_nearest(slips[i][0], nouns), slips[i][1], slips[i][0]);
    static const char *const ties[] = {"cold", "bold", "boldly", NULL};
    check_text(coach_nearest("old", ties), "cold", "of equals, the first");
    check_text(coach_nearest("bol", ties), "bold", "the beginning of two words");
    check_text(coach_nearest("bold", (const char *const[]){"cold", "Bold", NULL}), "Bold",
               "but for its case, the word itself");
    check_text(coach_nearest("bold", (const char *const[]){NULL}), NULL, "no words");
}

int main(void) {
    test_check();
    test_limits();
    test_utf8_valid();
    test_forms();
    test_all_characters();
    test_like();
    test_nearest();
    return unit_end();
}
