/* text.c - texts, e-mail addresses, amounts, currencies, addresses of databases. */
#include "base/text.h"
#include "base/address.h"
#include "base/money.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = fuzz_text(data, size), *out = NULL;
    struct failure f = {0};
    if (text_check(text, true, 0, 2000, "notes", &f) == COACH_OK) {
        g_autofree char *folded = text_fold(text), *key = text_key(text), *like = text_like(text);
        g_autofree char *twice = text_fold(folded);
        fuzz_check(g_utf8_validate(folded, -1, NULL) && g_utf8_validate(key, -1, NULL));
        fuzz_check(g_utf8_validate(like, -1, NULL) && strcmp(folded, twice) == 0);
    }
    if (text_check_email(text, "email", &f) == COACH_OK)
        fuzz_check(strchr(text, '@') != NULL && strpbrk(text, " \r\n<>,") == NULL);
    if (decimal_parse(text, 2, "rate", &out, &f) == COACH_OK) {
        char *again = NULL;
        fuzz_check(decimal_parse(out, 2, "rate", &again, &f) == COACH_OK && !strcmp(out, again));
        g_free(again);
        g_free(out);
    }
    if (currency_parse(text, "currency", &out, &f) == COACH_OK)
        g_free(out);
    (void)address_is_server(text);
    (void)address_is_words(text);
    g_free(address_without_password(text));
    free(coach_line_shown(text));
    free(coach_database_shown(text));
    failure_clear(&f);
    free(text);
    return 0;
}
