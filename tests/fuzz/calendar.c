/* calendar.c - iCalendar as other programs write it: taken over, in a rehearsal. */
#include "studio.h"

static coach *opened(void) {
    static coach *c;
    if (c)
        return c;
    studio_make(studio_path());
    c = studio_new(studio_path(), true);
    studio_must(c, coach_open(c, COACH_WRITE));
    return c;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    coach *c = opened();
    char *text = fuzz_text(data, size), *uid = NULL;
    coach_import how = {.trainer = "ada@example.org", .client = "ben@example.org"};
    coach_text one = {.name = "file.ics", .bytes = text, .length = size};
    coach_imported counts = {0};
    (void)!coach_calendar_import(c, &how, &one, 1, &counts);
    if (coach_calendar_uid(c, text, size, &uid) == COACH_OK)
        free(uid);
    free(text);
    return 0;
}
