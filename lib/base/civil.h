/* civil.h - the proleptic Gregorian calendar: dates and times as a wall clock shows them. */
#ifndef BASE_CIVIL_H
#define BASE_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

/* A time on a wall clock; month and day count from 1. Years 1 to 9999. */
struct civil {
    int year, month, day, hour, minute, second;
};

/* Days of the proleptic Gregorian calendar: days since 1970-01-01, and back (only the date is set).
 */
int64_t civil_days(int year, int month, int day);
struct civil civil_from_days(int64_t days);
int64_t civil_seconds(const struct civil *civil); /* since 1970-01-01T00:00:00 on the same clock */
bool civil_valid(
    const struct civil *civil); /* a date and a time that exist on a calendar; second 0 to 59 */
int civil_weekday(const struct civil *civil); /* 0 Monday to 6 Sunday */

#endif
