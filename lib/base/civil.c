/* civil.c - the proleptic Gregorian calendar. */
#include "base/civil.h"

/* 400 years are 146097 days; years begin on 1 March here, so that a leap day comes last. */
int64_t civil_days(int year, int month, int day) {
    int64_t y = (int64_t)year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

struct civil civil_from_days(int64_t days) {
    int64_t z = days + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t day_of_era = z - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted_month = (5 * day_of_year + 2) / 153;
    int month = (int)(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
    return (struct civil){
        .year = (int)(year_of_era + era * 400 + (month <= 2)),
        .month = month,
        .day = (int)(day_of_year - (153 * shifted_month + 2) / 5 + 1),
    };
}

int64_t civil_seconds(const struct civil *civil) {
    return civil_days(civil->year, civil->month, civil->day) * 86400 + civil->hour * 3600 +
           civil->minute * 60 + civil->second;
}

bool civil_valid(const struct civil *civil) {
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = civil->year;
    if (year < 1 || year > 9999 || civil->month < 1 || civil->month > 12)
        return false;
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    int length = lengths[civil->month - 1] + (leap && civil->month == 2);
    return civil->day >= 1 && civil->day <= length && civil->hour >= 0 && civil->hour <= 23 &&
           civil->minute >= 0 && civil->minute <= 59 && civil->second >= 0 && civil->second <= 59;
}

int civil_weekday(const struct civil *civil) {
    int64_t weekday = (civil_days(civil->year, civil->month, civil->day) + 3) % 7;
    return (int)(weekday < 0 ? weekday + 7 : weekday);
}
