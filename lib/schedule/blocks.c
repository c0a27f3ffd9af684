/* blocks.c - where the components of an iCalendar text begin and end. */
#include "schedule/blocks.h"

#include <glib.h>
#include <string.h>

struct blocks blocks_of(const char *text, size_t length) {
    static const char mark[] = "\xef\xbb\xbf";
    bool marked = length >= strlen(mark) && memcmp(text, mark, strlen(mark)) == 0;
    return (struct blocks){
        .at = text + (marked ? strlen(mark) : 0), .end = text + length, .line = 1};
}

struct line {
    const char *text;
    size_t length;
    unsigned number;
};

static bool next_line(struct blocks *blocks, struct line *line) {
    if (blocks->at == blocks->end)
        return false;
    const char *newline = memchr(blocks->at, '\n', (size_t)(blocks->end - blocks->at));
    const char *end = newline ? newline : blocks->end;
    *line = (struct line){blocks->at, (size_t)(end - blocks->at), blocks->line++};
    while (line->length > 0 && strchr("\r \t", line->text[line->length - 1]))
        line->length--;
    blocks->at = newline ? newline + 1 : blocks->end;
    return true;
}

static bool is(const struct line *line, const char *text) {
    return line->length == strlen(text) && g_ascii_strncasecmp(line->text, text, line->length) == 0;
}

/* Goes on to the line that ends what has begun; another one of its kind may not begin before. */
static struct block until(struct blocks *blocks, enum block_kind kind, const struct line *begun,
                          const char *begin, const char *end) {
    struct block block = {BLOCK_BROKEN, begun->text, begun->length, begun->number};
    struct blocks before = *blocks;
    struct line line;
    while (next_line(blocks, &line)) {
        if (is(&line, begin) || is(&line, "END:VCALENDAR"))
            break;
        block.length = (size_t)(line.text - begun->text) + line.length;
        if (is(&line, end)) {
            block.kind = block.length <= BLOCK_LONGEST ? kind : BLOCK_BROKEN;
            return block;
        }
        before = *blocks;
    }
    *blocks = before; /* the line that broke it off is read again */
    return block;
}

struct block blocks_next(struct blocks *blocks) {
    static const char method[] = "METHOD:";
    struct line line;
    while (next_line(blocks, &line)) {
        if (is(&line, "BEGIN:VCALENDAR"))
            blocks->calendars++;
        else if (is(&line, "BEGIN:VEVENT"))
            return until(blocks, BLOCK_EVENT, &line, "BEGIN:VEVENT", "END:VEVENT");
        else if (is(&line, "BEGIN:VTIMEZONE"))
            return until(blocks, BLOCK_ZONE, &line, "BEGIN:VTIMEZONE", "END:VTIMEZONE");
        else if (line.length > strlen(method) &&
                 g_ascii_strncasecmp(line.text, method, strlen(method)) == 0)
            return (struct block){BLOCK_METHOD, line.text + strlen(method),
                                  line.length - strlen(method), line.number};
    }
    return (struct block){BLOCK_NONE, NULL, 0, blocks->line};
}
