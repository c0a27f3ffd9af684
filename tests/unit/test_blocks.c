/* test_blocks.c - where events and zones begin and end in an iCalendar text. */
#include "schedule/blocks.h"
#include "unit.h"

static const char letters[] = {
    [BLOCK_EVENT] = 'E', [BLOCK_ZONE] = 'Z', [BLOCK_METHOD] = 'M', [BLOCK_BROKEN] = '!'};

/* All blocks as "E2 Z7": their kinds and the lines on which they begin. */
static void check_blocks(const char *text, const char *wanted) {
    struct blocks blocks = blocks_of(text, strlen(text));
    struct block block;
    char got[256] = "";
    size_t used = 0;
    while ((block = blocks_next(&blocks)).kind != BLOCK_NONE && used < sizeof got - 16)
        used += (size_t)snprintf(got + used, sizeof got - used, "%s%c%u", used ? " " : "",
                                 letters[block.kind], block.line);
    check_text(got, wanted, "blocks begin where they are to");
}

#define CALENDAR(inside) "BEGIN:VCALENDAR\r\n" inside "END:VCALENDAR\r\n"

static void test_kinds(void) {
    check_blocks("", "");
    check_blocks("hello", "");
    check_blocks(CALENDAR(""), "");
    check_blocks(CALENDAR("BEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT\r\n"), "E2");
    check_blocks(CALENDAR("METHOD:CANCEL\r\nBEGIN:VTIMEZONE\r\nEND:VTIMEZONE\r\n"
                          "begin:vevent\r\nend:vevent \r\n"),
                 "M2 Z3 E5");
    check_blocks("\xef\xbb\xbf" CALENDAR("BEGIN:VEVENT\nEND:VEVENT\n"), "E2");
    check_blocks(CALENDAR("BEGIN:VTODO\nEND:VTODO\nBEGIN:VEVENT\nBEGIN:VALARM\nEND:VALARM\n"
                          "END:VEVENT\n"),
                 "E4");
}

static void test_broken(void) {
    check_blocks(CALENDAR("BEGIN:VEVENT\nUID:a\nBEGIN:VEVENT\nUID:b\nEND:VEVENT\n"), "!2 E4");
    check_blocks(CALENDAR("BEGIN:VEVENT\nUID:a\n"), "!2");
    check_blocks("BEGIN:VEVENT", "!1");
    check_blocks("BEGIN:VTIMEZONE\n\n\nBEGIN:VEVENT\nEND:VEVENT", "!1");
}

static void test_text(void) {
    static const char text[] = CALENDAR("BEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT\r\n");
    struct blocks blocks = blocks_of(text, strlen(text));
    struct block block = blocks_next(&blocks);
    check(block.length == strlen("BEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT") &&
              strncmp(block.text, "BEGIN:VEVENT\r\n", 14) == 0,
          "a block goes from its BEGIN to its END");
    check(blocks_next(&blocks).kind == BLOCK_NONE && blocks.calendars == 1,
          "there was one calendar");
}

int main(void) {
    test_kinds();
    test_broken();
    test_text();
    return unit_end();
}
