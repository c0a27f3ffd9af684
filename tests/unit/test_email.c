/* test_email.c - which texts are e-mail addresses. */
#include "base/text.h"
#include "unit.h"

#include <glib.h>

static const char *const accepted[] = {
    "anna@example.com",
    "Anna.Berg@Example.COM",
    "a@b.c",
    "a@localhost",
    "anna+coach@example.com",
    "o'neil@example.ie",
    "_anna_@example.com",
    "anna-berg@ex-ample.co.uk",
    "anna-@example.com",
    "!#$%&'*+/=?^_`{|}~@example.com",
    "1@2.example",
    "a@1a.2b",
    "a@xn--bcher-kva.example",
    "a@a--b.example",
    "jürgen@müller.example",
    "ju\xcc\x88rgen@example.com",
    "анна@пример.рф",
    "用户@例子.广告",
    "1234567890123456789012345678901234567890123456789012345678901234@example.com",
};

static const struct {
    const char *text, *why;
} refused[] = {
    {"anna", "it has no '@'"},
    {"anna.example.com", "it has no '@'"},
    {"@", "nothing comes before the '@'"},
    {"@example.com", "nothing comes before the '@'"},
    {"anna@", "nothing comes after the '@'"},
    {"anna@@example.com", "it has more than one '@'"},
    {"a@b@example.com", "it has more than one '@'"},
    {"-anna@example.com", "it begins with '-'"},
    {".anna@example.com", "a part of it begins or ends with a dot"},
    {"anna.@example.com", "a part of it begins or ends with a dot"},
    {"anna@.example.com", "a part of it begins or ends with a dot"},
    {"anna@example.com.", "a part of it begins or ends with a dot"},
    {".@example.com", "a part of it begins or ends with a dot"},
    {"anna@.", "a part of it begins or ends with a dot"},
    {"an..na@example.com", "it has two dots in a row"},
    {"anna@example..com", "it has two dots in a row"},
    {"anna@-example.com", "a label of the domain begins or ends with '-'"},
    {"anna@example-.com", "a label of the domain begins or ends with '-'"},
    {"anna@example.-", "a label of the domain begins or ends with '-'"},
    {"anna@ex_ample.com", "the domain holds more than letters, digits, '-' and dots"},
    {"anna@ex+ample.com", "the domain holds more than letters, digits, '-' and dots"},
    {"anna@127.0.0.1", "the domain ends in a number"},
    {"anna@example.123", "the domain ends in a number"},
    {"anna @example.com", "it holds a character that none has (U+0020)"},
    {"anna@example.com ", "it holds a character that none has (U+0020)"},
    {" anna@example.com", "it holds a character that none has (U+0020)"},
    {"\"anna berg\"@example.com", "it holds a character that none has (U+0022)"},
    {"anna(berg)@example.com", "it holds a character that none has (U+0028)"},
    {"anna,berta@example.com", "it holds a character that none has (U+002C)"},
    {"anna@example.com,b@example.com", "it holds a character that none has (U+002C)"},
    {"Anna <anna@example.com>", "it holds a character that none has (U+0020)"},
    {"<anna@example.com>", "it holds a character that none has (U+003C)"},
    {"anna@[127.0.0.1]", "it holds a character that none has (U+005B)"},
    {"mailto:anna@example.com", "it holds a character that none has (U+003A)"},
    {"anna;@example.com", "it holds a character that none has (U+003B)"},
    {"anna\\@example.com", "it holds a character that none has (U+005C)"},
    {"anna\xc2\xa0@example.com", "it holds a character that none has (U+00A0)"},
    {"an\xe2\x80\xaena@example.com", "it holds a character that none has (U+202E)"},
    {"anna\xef\xbc\xa0"
     "example.com",
     "it holds a character that none has (U+FF20)"},
    {"\xf0\x9f\x8f\x83@example.com", "it holds a character that none has (U+1F3C3)"},
};

static void check_message(const char *text, const char *message) {
    struct failure f = {0};
    g_autofree char *what = g_strescape(text, NULL);
    check(text_check_email(text, "email", &f) == COACH_INVALID && f.view.status == COACH_INVALID &&
              g_strcmp0(f.view.field, "email") == 0,
          "refused: %s", what);
    check_text(f.view.message, message, "its message");
    failure_clear(&f);
}

static void test_lists(void) {
    for (size_t i = 0; i < G_N_ELEMENTS(accepted); i++) {
        struct failure f = {0};
        check(text_check_email(accepted[i], "email", &f) == COACH_OK, "accepted: %s", accepted[i]);
        check_text(f.view.message, NULL, "no message");
        failure_clear(&f);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        g_autofree char *message =
            g_strconcat("email is not an e-mail address: ", refused[i].why, NULL);
        check_message(refused[i].text, message);
    }
    check_message("", "email is empty");
    check_message("  ", "email is blank");
    check_message("anna@example.com\n", "email must be one line");
    check_message("anna\r@example.com", "email holds a control character (U+000D)");
    check_message("anna\x1b@example.com", "email holds a control character (U+001B)");
    check_message("ann\xe4@example.com", "email is not valid UTF-8");
}

static void test_lengths(void) {
    struct failure f = {0};
    g_autofree char *letters = g_strnfill(254, 'a');
    g_autofree char *local = g_strdup_printf("%.65s@example.com", letters);
    check_message(local, "email is not an e-mail address: more than 64 bytes come before the '@'");
    g_autofree char *label = g_strdup_printf("a@%.63s.com", letters);
    check(text_check_email(label, "email", &f) == COACH_OK, "a label of 63 bytes");
    g_autofree char *longer = g_strdup_printf("a@%.64s.com", letters);
    check_message(longer,
                  "email is not an e-mail address: a label of the domain has more than 63 bytes");
    g_autofree char *full =
        g_strdup_printf("%.64s@%.63s.%.63s.%.61s", letters, letters, letters, letters);
    check(strlen(full) == 254 && text_check_email(full, "email", &f) == COACH_OK, "254 bytes");
}

int main(void) {
    test_lists();
    test_lengths();
    return unit_end();
}
