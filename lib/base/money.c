/* money.c - exact decimals and currencies. */
#include "base/money.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#define WHOLE_DIGITS 12

struct currency {
    char code[4];
    signed char decimals;
};

/* The active codes of ISO 4217 as of 2026 (amendment 180), in order. */
static const struct currency currencies[] = {
    {"AED", 2}, {"AFN", 2}, {"ALL", 2}, {"AMD", 2}, {"AOA", 2}, {"ARS", 2}, {"AUD", 2}, {"AWG", 2},
    {"AZN", 2}, {"BAM", 2}, {"BBD", 2}, {"BDT", 2}, {"BHD", 3}, {"BIF", 0}, {"BMD", 2}, {"BND", 2},
    {"BOB", 2}, {"BOV", 2}, {"BRL", 2}, {"BSD", 2}, {"BTN", 2}, {"BWP", 2}, {"BYN", 2}, {"BZD", 2},
    {"CAD", 2}, {"CDF", 2}, {"CHE", 2}, {"CHF", 2}, {"CHW", 2}, {"CLF", 4}, {"CLP", 0}, {"CNY", 2},
    {"COP", 2}, {"COU", 2}, {"CRC", 2}, {"CUP", 2}, {"CVE", 2}, {"CZK", 2}, {"DJF", 0}, {"DKK", 2},
    {"DOP", 2}, {"DZD", 2}, {"EGP", 2}, {"ERN", 2}, {"ETB", 2}, {"EUR", 2}, {"FJD", 2}, {"FKP", 2},
    {"GBP", 2}, {"GEL", 2}, {"GHS", 2}, {"GIP", 2}, {"GMD", 2}, {"GNF", 0}, {"GTQ", 2}, {"GYD", 2},
    {"HKD", 2}, {"HNL", 2}, {"HTG", 2}, {"HUF", 2}, {"IDR", 2}, {"ILS", 2}, {"INR", 2}, {"IQD", 3},
    {"IRR", 2}, {"ISK", 0}, {"JMD", 2}, {"JOD", 3}, {"JPY", 0}, {"KES", 2}, {"KGS", 2}, {"KHR", 2},
    {"KMF", 0}, {"KPW", 2}, {"KRW", 0}, {"KWD", 3}, {"KYD", 2}, {"KZT", 2}, {"LAK", 2}, {"LBP", 2},
    {"LKR", 2}, {"LRD", 2}, {"LSL", 2}, {"LYD", 3}, {"MAD", 2}, {"MDL", 2}, {"MGA", 2}, {"MKD", 2},
    {"MMK", 2}, {"MNT", 2}, {"MOP", 2}, {"MRU", 2}, {"MUR", 2}, {"MVR", 2}, {"MWK", 2}, {"MXN", 2},
    {"MXV", 2}, {"MYR", 2}, {"MZN", 2}, {"NAD", 2}, {"NGN", 2}, {"NIO", 2}, {"NOK", 2}, {"NPR", 2},
    {"NZD", 2}, {"OMR", 3}, {"PAB", 2}, {"PEN", 2}, {"PGK", 2}, {"PHP", 2}, {"PKR", 2}, {"PLN", 2},
    {"PYG", 0}, {"QAR", 2}, {"RON", 2}, {"RSD", 2}, {"RUB", 2}, {"RWF", 0}, {"SAR", 2}, {"SBD", 2},
    {"SCR", 2}, {"SDG", 2}, {"SEK", 2}, {"SGD", 2}, {"SHP", 2}, {"SLE", 2}, {"SOS", 2}, {"SRD", 2},
    {"SSP", 2}, {"STN", 2}, {"SVC", 2}, {"SYP", 2}, {"SZL", 2}, {"THB", 2}, {"TJS", 2}, {"TMT", 2},
    {"TND", 3}, {"TOP", 2}, {"TRY", 2}, {"TTD", 2}, {"TWD", 2}, {"TZS", 2}, {"UAH", 2}, {"UGX", 0},
    {"USD", 2}, {"USN", 2}, {"UYI", 0}, {"UYU", 2}, {"UYW", 4}, {"UZS", 2}, {"VED", 2}, {"VES", 2},
    {"VND", 0}, {"VUV", 0}, {"WST", 2}, {"XAD", 2}, {"XAF", 0}, {"XAG", 0}, {"XAU", 0}, {"XBA", 0},
    {"XBB", 0}, {"XBC", 0}, {"XBD", 0}, {"XCD", 2}, {"XCG", 2}, {"XDR", 0}, {"XOF", 0}, {"XPD", 0},
    {"XPF", 0}, {"XPT", 0}, {"XSU", 0}, {"XTS", 0}, {"XUA", 0}, {"XXX", 0}, {"YER", 2}, {"ZAR", 2},
    {"ZMW", 2}, {"ZWG", 2},
};

static int compare_codes(const void *code, const void *currency) {
    return strcmp(code, ((const struct currency *)currency)->code);
}

int currency_decimals(const char *code) {
    const struct currency *currency =
        bsearch(code, currencies, G_N_ELEMENTS(currencies), sizeof *currencies, compare_codes);
    return currency ? currency->decimals : -1;
}

static const char *nearest_code(const char *text) {
    const char *known[G_N_ELEMENTS(currencies) + 1] = {NULL};
    for (size_t i = 0; i < G_N_ELEMENTS(currencies); i++)
        known[i] = currencies[i].code;
    return coach_nearest(text, known);
}

coach_status currency_parse(const char *text, const char *field, char **code, struct failure *f) {
    g_autofree char *capitals = g_ascii_strup(text, -1);
    if (currency_decimals(capitals) >= 0) {
        *code = g_steal_pointer(&capitals);
        return COACH_OK;
    }
    const char *nearest = nearest_code(text);
    fail(f, COACH_INVALID, field, "%s is not an active currency code of ISO 4217", field);
    return nearest ? fail_hint(f, "did you mean %s?", nearest)
                   : fail_hint(f, "an ISO 4217 code such as EUR");
}

static coach_status not_an_amount(int decimals, const char *field, struct failure *f) {
    fail(f, COACH_INVALID, field, "%s is not an amount", field);
    return decimals > 0 ? fail_hint(f, "digits with a point before the decimals, such as 75.%.*s",
                                    decimals, "5000")
                        : fail_hint(f, "digits only, such as 75");
}

static coach_status too_precise(size_t given, int decimals, const char *field, struct failure *f) {
    if (decimals == 0)
        return fail(f, COACH_INVALID, field, "%s has decimals, but the currency has none", field);
    return fail(f, COACH_INVALID, field, "%s has %zu decimals, but the currency has %d", field,
                given, decimals);
}

coach_status decimal_parse(const char *text, int decimals, const char *field, char **out,
                           struct failure *f) {
    static const char digits[] = "0123456789";
    size_t typed = strspn(text, digits);
    const char *point = text + typed;
    size_t given = *point == '.' ? strspn(point + 1, digits) : 0;
    const char *end = *point == '.' ? point + 1 + given : point;
    if (text[0] == '-' && g_ascii_isdigit(text[1]))
        return fail(f, COACH_INVALID, field, "%s must not be below 0", field);
    if (typed == 0 || *end || (*point == '.' && given == 0))
        return not_an_amount(decimals, field, f);
    const char *whole = text + strspn(text, "0");
    if (whole >= point)
        whole = point - 1; /* zeros all through: the last one stays */
    size_t length = (size_t)(point - whole);
    if (length > WHOLE_DIGITS)
        return fail(f, COACH_INVALID, field,
                    "%s has %zu digits before the point; at most %d are allowed", field, length,
                    WHOLE_DIGITS);
    if (given > (size_t)decimals)
        return too_precise(given, decimals, field, f);
    *out = g_strdup_printf("%.*s%s%.*s%.*s", (int)length, whole, decimals ? "." : "", (int)given,
                           given ? point + 1 : "", decimals - (int)given, "0000");
    return COACH_OK;
}
