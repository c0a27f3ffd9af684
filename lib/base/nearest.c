/* nearest.c - the known word that a mistyped one was most likely meant to be. */
#include "coach.h"

#include <glib.h>
#include <string.h>

#define WORD_MAX 64 /* longer ones are nobody's slip of the keys */

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

/* How many letters must be added, left out, replaced or swapped with the next one to make b of a
 * (optimal string alignment). Both at most WORD_MAX bytes. */
static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length) {
    size_t rows[3][WORD_MAX + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b_length; j++)
        last[j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            char x = g_ascii_tolower(a[i - 1]), y = g_ascii_tolower(b[j - 1]);
            row[j] = smaller(smaller(last[j], row[j - 1]) + 1, last[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == g_ascii_tolower(b[j - 2]) && g_ascii_tolower(a[i - 2]) == y)
                row[j] = smaller(row[j], before[j - 2] + 1);
        }
        size_t *oldest = before;
        before = last;
        last = row;
        row = oldest;
    }
    return last[b_length];
}

/* How many slips are believed of a word of so many letters: never all of them. */
static size_t slips(size_t length) {
    if (length < 2)
        return 0;
    return length <= 4 ? 1 : length <= 7 ? 2 : 3;
}

const char *coach_nearest(const char *word, const char *const *known) {
    size_t length = strlen(word);
    if (length > WORD_MAX)
        return NULL;
    const char *nearest = NULL;
    size_t best = slips(length) + 1;
    for (; *known; known++) {
        size_t known_length = strlen(*known);
        if (known_length > WORD_MAX)
            continue;
        size_t away = distance(word, length, *known, known_length);
        if (away > 1 && length >= 3 && g_ascii_strncasecmp(word, *known, length) == 0)
            away = 1; /* the beginning of a word is as good as one slip */
        if (away < best) {
            best = away;
            nearest = *known;
        }
    }
    return nearest;
}
