/* test_money.c - currencies, and amounts that stay exact. */
#include "base/money.h"
#include "unit.h"

#include <glib.h>

static void test_currencies(void) {
    /* Every code of three letters is asked for. */
    int count[5] = {0}, all = 0;
    for (int i = 0; i < 26 * 26 * 26; i++) {
        char code[] = {(char)('A' + i / 676), (char)('A' + i / 26 % 26), (char)('A' + i % 26), 0};
        int decimals = currency_decimals(code);
        if (decimals >= 0 && decimals <= 4) {
            count[decimals]++;
            all++;
        }
    }
    check_number(all, 178, "178 currencies are active");
    check_number(count[0], 17 + 13, "17 have no decimals, 13 no minor unit at all");
    check_number(count[1], 0, "none has one");
    check_number(count[2], 139, "139 have two");
    check_number(count[3], 7, "7 have three");
    check_number(count[4], 2, "2 have four");
}

static void test_decimals(void) {
    static const struct {
        const char *codes;
        int decimals;
    } groups[] = {
        {"BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF", 0},
        {"XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX", 0},
        {"BHD IQD JOD KWD LYD OMR TND", 3},
        {"CLF UYW", 4},
        {"AED CHF EUR GBP MGA MRU PLN SLE USD VED VES XAD XCG ZAR ZMW ZWG", 2},
        {"ANG BGN CUC HRK SLL ZWL DEM EUX AAA ZZZ eur", -1},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(groups); i++) {
        g_auto(GStrv) codes = g_strsplit(groups[i].codes, " ", -1);
        for (char **code = codes; *code; code++)
            check_number(currency_decimals(*code), groups[i].decimals, *code);
    }
    check_number(currency_decimals(""), -1, "no code");
    check_number(currency_decimals("EU"), -1, "two letters");
    check_number(currency_decimals("EURO"), -1, "four letters");
}

static void test_currency_parse(void) {
    static const char *const accepted[][2] = {
        {"EUR", "EUR"}, {"eur", "EUR"}, {"Chf", "CHF"}, {"aed", "AED"}, {"zwg", "ZWG"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(accepted); i++) {
        struct failure f = {0};
        g_autofree char *code = NULL;
        check(currency_parse(accepted[i][0], "currency", &code, &f) == COACH_OK, "is a currency");
        check_text(code, accepted[i][1], accepted[i][0]);
    }
    static const char *const refused[][2] = {
        {"", "an ISO 4217 code such as EUR"},
        {"E", "an ISO 4217 code such as EUR"},
        {"EURO", "did you mean EUR?"},
        {"euros", "did you mean EUR?"},
        {"EUX", "did you mean EUR?"},
        {"USS", "did you mean USD?"},
        {"zwl", "did you mean ZWG?"},
        {"QQQ", "an ISO 4217 code such as EUR"},
        {" EUR", "did you mean EUR?"},
        {"\xe2\x82\xac", "an ISO 4217 code such as EUR"},
        {"\x1b[31m", "an ISO 4217 code such as EUR"},
        {"\xff\xff", "an ISO 4217 code such as EUR"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        static char untouched[] = "untouched";
        struct failure f = {0};
        char *code = untouched;
        g_autofree char *what = g_strescape(refused[i][0], NULL);
        check(currency_parse(refused[i][0], "currency", &code, &f) == COACH_INVALID &&
                  code == untouched && g_strcmp0(f.view.field, "currency") == 0,
              "not a currency: %s", what);
        check_text(f.view.message, "currency is not an active currency code of ISO 4217",
                   "its message");
        check_text(f.view.hint, refused[i][1], "its hint");
        failure_clear(&f);
    }
}

static void test_amounts(void) {
    static const struct {
        const char *text;
        int decimals;
        const char *amount;
    } amounts[] = {
        {"75", 2, "75.00"},
        {"75.5", 2, "75.50"},
        {"75.50", 2, "75.50"},
        {"075.50", 2, "75.50"},
        {"0", 2, "0.00"},
        {"000", 2, "0.00"},
        {"0.0", 2, "0.00"},
        {"00.01", 2, "0.01"},
        {"0.1", 2, "0.10"},
        {"10", 2, "10.00"},
        {"100.10", 2, "100.10"},
        {"999999999999.99", 2, "999999999999.99"},
        {"0000999999999999", 2, "999999999999.00"},
        {"7500", 0, "7500"},
        {"0", 0, "0"},
        {"007", 0, "7"},
        {"1.234", 3, "1.234"},
        {"1.2", 3, "1.200"},
        {"1", 4, "1.0000"},
        {"1.0001", 4, "1.0001"},
        {"9007199254740.993", 3, NULL}, /* 13 digits */
        {"900719925474.0993", 4, "900719925474.0993"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(amounts); i++) {
        struct failure f = {0};
        g_autofree char *amount = NULL;
        coach_status status =
            decimal_parse(amounts[i].text, amounts[i].decimals, "hourly_rate", &amount, &f);
        check(status == (amounts[i].amount ? COACH_OK : COACH_INVALID), "%s with %d decimals",
              amounts[i].text, amounts[i].decimals);
        check_text(amount, amounts[i].amount, amounts[i].text);
        failure_clear(&f);
    }
}

static void test_not_amounts(void) {
    static const char plain[] = "hourly_rate is not an amount";
    static const char shape[] = "digits with a point before the decimals, such as 75.50";
    static const struct {
        const char *text;
        int decimals;
        const char *message, *hint;
    } refused[] = {
        {"", 2, plain, shape},
        {".", 2, plain, shape},
        {".5", 2, plain, shape},
        {"75.", 2, plain, shape},
        {"75,50", 2, plain, shape},
        {"1,000.00", 2, plain, shape},
        {"1 000", 2, plain, shape},
        {"1'000", 2, plain, shape},
        {"1_000", 2, plain, shape},
        {" 75", 2, plain, shape},
        {"75 ", 2, plain, shape},
        {"+75", 2, plain, shape},
        {"-", 2, plain, shape},
        {"1e3", 2, plain, shape},
        {"1.5e1", 2, plain, shape},
        {"0x10", 2, plain, shape},
        {"1.2.3", 2, plain, shape},
        {"1..2", 2, plain, shape},
        {"NaN", 2, plain, shape},
        {"inf", 2, plain, shape},
        {"75 EUR", 2, plain, shape},
        {"\xd9\xa7\xd9\xa5", 2, plain, shape}, /* Arabic digits */
        {"75\n", 2, plain, shape},
        {"x", 0, plain, "digits only, such as 75"},
        {"x", 3, plain, "digits with a point before the decimals, such as 75.500"},
        {"-5", 2, "hourly_rate must not be below 0", NULL},
        {"-0.01", 2, "hourly_rate must not be below 0", NULL},
        {"75.500", 2, "hourly_rate has 3 decimals, but the currency has 2", NULL},
        {"75.0", 0, "hourly_rate has decimals, but the currency has none", NULL},
        {"1.12345", 4, "hourly_rate has 5 decimals, but the currency has 4", NULL},
        {"1000000000000", 2, "hourly_rate has 13 digits before the point; at most 12 are allowed",
         NULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        static char untouched[] = "untouched";
        struct failure f = {0};
        char *amount = untouched;
        check(decimal_parse(refused[i].text, refused[i].decimals, "hourly_rate", &amount, &f) ==
                      COACH_INVALID &&
                  amount == untouched && g_strcmp0(f.view.field, "hourly_rate") == 0,
              "not an amount: %s", refused[i].text);
        check_text(f.view.message, refused[i].message, "its message");
        check_text(f.view.hint, refused[i].hint, "its hint");
        failure_clear(&f);
    }
}

int main(void) {
    test_currencies();
    test_decimals();
    test_currency_parse();
    test_amounts();
    test_not_amounts();
    return unit_end();
}
