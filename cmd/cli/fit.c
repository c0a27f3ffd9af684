/* fit.c - measures and cuts texts in columns of a terminal. */
#include "cli/fit.h"
#include "cli/utf8.h"
#include <locale.h>
#include <string.h>
#include <wchar.h>

#define ELLIPSIS "\u2026"

enum { SHORT_TEXT = 12, SHORTEST = 4 };

void fit_prepare(void) {
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
        setlocale(LC_CTYPE, "en_US.UTF-8");
}

int fit_point_width(uint32_t point) {
    return point >= 0x20 && point < 0x7f ? 1 : wcwidth((wchar_t)point);
}

/* The bytes of the longest start of the text that fits, and in *used the columns that it takes. */
static size_t fitting(const char *text, size_t length, size_t width, size_t *used) {
    size_t at = 0, columns = 0;
    while (at < length) {
        if (text[at] >= 0x20 && text[at] < 0x7f && columns < width) {
            at++;
            columns++;
            continue;
        }
        uint32_t point = 0;
        size_t taken = utf8_decode(text + at, length - at, &point);
        int wide = taken > 0 ? fit_point_width(point) : 1;
        size_t more = wide > 0 ? (size_t)wide : 0;
        if (more > width - columns)
            break;
        columns += more;
        at += MAX(taken, 1);
    }
    *used = columns;
    return at;
}

size_t fit_width(const char *text) {
    size_t width = 0;
    fitting(text, strlen(text), SIZE_MAX, &width);
    return width;
}

void fit_cut(GString *text, size_t width) {
    size_t used = 0;
    if (fitting(text->str, text->len, width, &used) == text->len)
        return;
    g_string_truncate(text, fitting(text->str, text->len, width - 1, &used));
    while (text->len > 0 && text->str[text->len - 1] == ' ')
        g_string_truncate(text, text->len - 1);
    g_string_append(text, ELLIPSIS);
}

/* How narrow a column may become in each round. */
static size_t narrowest(const struct fit_column *column, unsigned round) {
    size_t widest = MAX(column->name, column->values);
    size_t names_cut = MAX(column->values, MIN(widest, (size_t)SHORTEST));
    if (!column->text)
        return round < 1 ? widest : names_cut;
    return MIN(widest, round < 2 ? MAX((size_t)SHORT_TEXT, column->whole) : (size_t)SHORTEST);
}

/* Narrows the widest columns, one by one, until all fit or none can give way. Returns what they
 * take then. */
static size_t narrow(struct fit_column *columns, size_t count, size_t room, size_t taken,
                     unsigned round) {
    while (taken > room) {
        struct fit_column *widest = NULL;
        for (size_t i = 0; i < count; i++)
            if (columns[i].width > narrowest(&columns[i], round) &&
                (widest == NULL || columns[i].width > widest->width))
                widest = &columns[i];
        if (widest == NULL)
            break;
        widest->width--;
        taken--;
    }
    return taken;
}

void fit_columns(struct fit_column *columns, size_t count, size_t room) {
    size_t taken = 0;
    for (size_t i = 0; i < count; i++) {
        columns[i].width = MAX(columns[i].name, columns[i].values);
        if (columns[i].text && columns[i].width > room)
            columns[i].width = MAX(room, (size_t)1);
        taken += columns[i].width;
    }
    for (unsigned round = 0; round < 3 && taken > room; round++)
        taken = narrow(columns, count, room, taken, round);
}
