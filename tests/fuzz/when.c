/* when.c - times as people write them. An instant that was read can be shown and read again. */
#include "schedule/when.h"
#include "fuzz.h"
#include "schedule/hours.h"
#include "schedule/quiet.h"

static void check_instant(int64_t instant, const struct when_context *context, struct failure *f) {
    char text[32];
    int64_t again;
    fuzz_check(when_in_calendar(instant));
    struct civil t = zone_civil(context->zone, instant, NULL, NULL);
    if (t.year < 1 || t.year > 9999)
        return;
    g_snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", t.year % 10000, t.month, t.day,
               t.hour, t.minute, t.second);
    fuzz_check(when_instant(text, context, "at", &again, f) == COACH_OK && again == instant);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = fuzz_text(data, size), date[11], time[6];
    struct zone *zone = zone_new("UTC");
    struct when_context context = {1796644800, zone};
    struct failure f = {0};
    int64_t instant, minutes;
    struct civil local;
    struct quiet quiet;
    if (when_instant(text, &context, "at", &instant, &f) == COACH_OK)
        check_instant(instant, &context, &f);
    if (when_date(text, &context, "on", date, &f) == COACH_OK)
        fuzz_check(strlen(date) == 10);
    if (when_time(text, "starts", time, &f) == COACH_OK)
        fuzz_check(strlen(time) == 5);
    if (when_duration(text, &minutes))
        fuzz_check(minutes >= 0);
    (void)when_local(text, &context, &local);
    if (quiet_read(text, &quiet))
        fuzz_check(quiet.from != quiet.to);
    unsigned days;
    if (hours_read_days(text, "days", &days, &f) == COACH_OK)
        g_free(hours_write_days(days));
    char *hours = NULL, *same = NULL;
    if (hours_normal(text, "hours", &hours, &f) == COACH_OK) {
        fuzz_check(hours_normal(hours, "hours", &same, &f) == COACH_OK && strcmp(hours, same) == 0);
        g_free(same);
        g_free(hours);
    }
    failure_clear(&f);
    zone_free(zone);
    free(text);
    return 0;
}
