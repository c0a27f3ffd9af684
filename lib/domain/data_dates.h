/* data_dates.h - days as spreadsheets write them. */
#ifndef DOMAIN_DATA_DATES_H
#define DOMAIN_DATA_DATES_H

#include "domain/domain.h"

/* Reads a cell of a time or a day as field_read() does, where it begins with a day such as
 * "3/12/2026", "03.12.2026" or "3-12-2026" in the order that is said (COACH_DATES_…).
 * COACH_INVALID: also where none is, with a hint that it can be; where the year has two digits, or
 * there is no such day. */
coach_status dates_read(coach *c, int order, const struct field *field, const char *text,
                        void *value);

#endif
