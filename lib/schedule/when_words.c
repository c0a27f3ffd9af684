/* when_words.c - the words of WHEN, words near to them, and words as a message shows them. */
#include "schedule/when_words.h"

#include <glib.h>
#include <string.h>

#include "schedule/zone.h"

static const struct {
    const char *word;
    int weekday;
} weekdays[] = {
    {"monday", 0}, {"mon", 0},  {"tuesday", 1},  {"tue", 1}, {"tues", 1},   {"wednesday", 2},
    {"wed", 2},    {"weds", 2}, {"thursday", 3}, {"thu", 3}, {"thur", 3},   {"thurs", 3},
    {"friday", 4}, {"fri", 4},  {"saturday", 5}, {"sat", 5}, {"sunday", 6}, {"sun", 6},
};

/* What slips are held against. */
static const char *const words[] = {
    "now",       "today",    "tomorrow", "yesterday", "next",   "last",    "monday",   "tuesday",
    "wednesday", "thursday", "friday",   "saturday",  "sunday", "noon",    "midnight", "ago",
    "years",     "months",   "weeks",    "days",      "hours",  "minutes", "seconds",
};

enum { QUOTED = 60, WORD_LONGEST = 12 };

size_t when_token(const char *text) {
    return strcspn(text, " \t");
}

int when_weekday(const char *text, size_t length) {
    for (size_t i = 0; i < G_N_ELEMENTS(weekdays); i++)
        if (strlen(weekdays[i].word) == length &&
            g_ascii_strncasecmp(weekdays[i].word, text, length) == 0)
            return weekdays[i].weekday;
    return -1;
}

/* How many letters must be put in, left out, changed or swapped with their neighbour to make b of
 * a. */
static size_t slips(const char *a, size_t a_length, const char *b, size_t b_length) {
    size_t cost[WORD_LONGEST + 1][WORD_LONGEST + 1];
    for (size_t i = 0; i <= a_length; i++)
        for (size_t j = 0; j <= b_length; j++) {
            if (i == 0 || j == 0) {
                cost[i][j] = i + j;
                continue;
            }
            char here = g_ascii_tolower(a[i - 1]), there = b[j - 1];
            size_t least = cost[i - 1][j - 1] + (here != there);
            least = MIN(least, MIN(cost[i - 1][j], cost[i][j - 1]) + 1);
            if (i > 1 && j > 1 && here == b[j - 2] && g_ascii_tolower(a[i - 2]) == there)
                least = MIN(least, cost[i - 2][j - 2] + 1);
            cost[i][j] = least;
        }
    return cost[a_length][b_length];
}

const char *when_word_near(const char *text, size_t length) {
    const char *nearest = NULL;
    size_t fewest = length < 3 ? 0 : length < 6 ? 1 : 2;
    if (fewest == 0 || length > WORD_LONGEST)
        return NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        size_t count = slips(text, length, words[i], strlen(words[i]));
        if (count > 0 && count <= fewest) {
            nearest = words[i];
            fewest = count - 1;
        }
    }
    return nearest;
}

bool when_zone_like(const char *text, size_t length) {
    if (!g_ascii_isalpha(*text))
        return false;
    if (g_ascii_isupper(*text) || memchr(text, '/', length))
        return !when_word_near(text, length);
    g_autofree char *meant = when_zone_near(text, length);
    return meant != NULL;
}

/* Zones are written either with capitals at the start of their parts or in capitals. */
char *when_zone_near(const char *text, size_t length) {
    g_autofree char *name = g_ascii_strup(text, (gssize)length);
    struct zone *zone = zone_new(name);
    if (!zone) {
        for (size_t i = 1; i < length; i++)
            if (g_ascii_isalpha(name[i - 1]))
                name[i] = g_ascii_tolower(name[i]);
        zone = zone_new(name);
    }
    bool known = zone != NULL;
    zone_free(zone);
    return known && strncmp(name, text, length) != 0 ? g_steal_pointer(&name) : NULL;
}

static void quote_character(GString *out, gunichar c) {
    switch (g_unichar_type(c)) {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
        g_string_append_printf(out, "\\u{%X}", c);
        break;
    default:
        g_string_append_unichar(out, c);
    }
}

char *when_quote(const char *text, size_t length) {
    GString *out = g_string_new(NULL);
    const char *at = text, *end = text + length;
    for (int count = 0; at < end; count++) {
        if (count == QUOTED) {
            g_string_append(out, "…");
            break;
        }
        gunichar c = g_utf8_get_char_validated(at, end - at);
        if (c == (gunichar)-1 || c == (gunichar)-2) {
            g_string_append_printf(out, "\\x%02X", (unsigned)(unsigned char)*at++);
        } else {
            quote_character(out, c);
            at = g_utf8_next_char(at);
        }
    }
    return g_string_free(out, FALSE);
}
