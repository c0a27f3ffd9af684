/* money.h - exact decimals and currencies. A decimal is text all the way: never a float. */
#ifndef BASE_MONEY_H
#define BASE_MONEY_H

#include "base/failure.h"

/* The number of decimals of an active ISO 4217 currency (0 to 4; for the codes that have no minor
 * unit, such as XAU, 0), or -1 where the code is none. code: three capital letters. */
int currency_decimals(const char *code);

/* Writes to *code (the caller's) the ISO 4217 code that text names, in any case. COACH_INVALID with
 * a hint. */
coach_status currency_parse(const char *text, const char *field, char **code, struct failure *f);

/* Reads an amount not below 0 with at most 12 digits before the point and `decimals` after it
 * ("75", "75.5", "075.50"; no sign, no exponent, no grouping), and writes it with exactly that
 * many: "75.50". *out is the caller's. COACH_INVALID says how many decimals the currency has. */
coach_status decimal_parse(const char *text, int decimals, const char *field, char **out,
                           struct failure *f);

#endif
