/* test_vtimezone.c - zones as iCalendar tells them: the texts, and that they say what the zone
 * says. (ical_export.bats has another program read them.) */
#include "schedule/vtimezone.h"

#include <stdlib.h>

#include "unit.h"

static char *told(const char *name, int first, int last) {
    struct zone *zone = zone_new(name);
    GString *out = g_string_new(NULL);
    if (check(zone != NULL, "%s is known", name))
        vtimezone_append(out, zone, first, last);
    zone_free(zone);
    g_string_replace(out, "\r\n", "\n", 0);
    return g_string_free(out, FALSE);
}

static void check_told(const char *name, int first, int last, const char *wanted) {
    char *text = told(name, first, last);
    check_text(text, wanted, name);
    g_free(text);
}

#define ONE(kind, start, from, to, name, rule)                                                     \
    "BEGIN:" kind "\nDTSTART:" start "\nTZOFFSETFROM:" from "\nTZOFFSETTO:" to "\nTZNAME:" name    \
    "\n" rule "END:" kind "\n"
#define ZONE(name, parts) "BEGIN:VTIMEZONE\nTZID:" name "\n" parts "END:VTIMEZONE\n"

static void test_texts(void) {
    check_told("Europe/Berlin", 2026, 2026,
               ZONE("Europe/Berlin", ONE("DAYLIGHT", "20250330T020000", "+0100", "+0200", "CEST",
                                         "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\n")
                                         ONE("STANDARD", "20251026T030000", "+0200", "+0100", "CET",
                                             "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\n")));
    check_told("America/New_York", 2026, 2040,
               ZONE("America/New_York",
                    ONE("DAYLIGHT", "20250309T020000", "-0500", "-0400", "EDT",
                        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\n")
                        ONE("STANDARD", "20251102T020000", "-0400", "-0500", "EST",
                            "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\n")));
    check_told(
        "Asia/Kolkata", 2026, 2030,
        ZONE("Asia/Kolkata", ONE("STANDARD", "20250101T053000", "+0530", "+0530", "IST", "")));
    check_told("Pacific/Apia", 2011, 2011,
               ZONE("Pacific/Apia",
                    ONE("DAYLIGHT", "20100926T000000", "-1100", "-1000", "-10", "")
                        ONE("STANDARD", "20110402T040000", "-1000", "-1100", "-11", "")
                            ONE("DAYLIGHT", "20110924T030000", "-1100", "-1000", "-10", "")
                                ONE("DAYLIGHT", "20111230T000000", "-1000", "+1400", "+14", "")));
}

/* A rule that came to an end within the span is not told as one that goes on. */
static void test_rule_that_ended(void) {
    char *text = told("America/Mexico_City", 2005, 2030);
    check(!strstr(text, "RRULE"), "no rule after it was given up");
    g_free(text);
    text = told("America/New_York", 1990, 2030);
    check(strstr(text, "DTSTART:20070311T020000\n") && !strstr(text, "BYMONTH=4"),
          "only the rule that holds in the end");
    g_free(text);
}

/* Far years, and the ends of the calendar. */
static void test_ends(void) {
    static const int years[][2] = {{1, 1}, {9999, 9999}, {1, 9999}, {2026, 9999}, {2100, 2101}};
    for (size_t i = 0; i < G_N_ELEMENTS(years); i++) {
        char *text = told("Europe/Berlin", years[i][0], years[i][1]);
        check(g_str_has_suffix(text, "END:VTIMEZONE\n") && strstr(text, "BEGIN:STANDARD"),
              "the years %d to %d", years[i][0], years[i][1]);
        g_free(text);
    }
}

int main(void) {
    test_texts();
    test_rule_that_ended();
    test_ends();
    return unit_end();
}
