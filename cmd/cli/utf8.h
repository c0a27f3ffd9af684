/* utf8.h - code points out of bytes, for the writers of results. */
#ifndef CLI_UTF8_H
#define CLI_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads the code point that starts at text[0]. Returns how many bytes it takes, or 0 where the
 * bytes are not UTF-8 (overlong forms, surrogates and what is past U+10FFFF are not). length is at
 * least 1. */
static inline size_t utf8_decode(const char *text, size_t length, uint32_t *out) {
    const unsigned char *at = (const unsigned char *)text;
    static const uint32_t lowest[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t needed = at[0] < 0x80 ? 1 : at[0] < 0xc2 ? 0 : at[0] < 0xe0 ? 2 : at[0] < 0xf0 ? 3 : 4;
    if (needed == 0 || at[0] > 0xf4 || needed > length)
        return 0;
    uint32_t point = needed == 1 ? at[0] : at[0] & (0x7fU >> needed);
    for (size_t i = 1; i < needed; i++) {
        if ((at[i] & 0xc0) != 0x80)
            return 0;
        point = point << 6 | (at[i] & 0x3fU);
    }
    if (point < lowest[needed] || point > 0x10ffff || (point >= 0xd800 && point < 0xe000))
        return 0;
    *out = point;
    return needed;
}

/* Whether a code point changes how its neighbours are shown, or moves the terminal, without being
 * seen: controls, line and paragraph separators, bidirectional controls, the byte order mark. */
static inline bool utf8_unseen(uint32_t point) {
    return point < 0x20 || (point >= 0x7f && point < 0xa0) || point == 0x61c || point == 0x200e ||
           point == 0x200f || (point >= 0x2028 && point <= 0x202e) ||
           (point >= 0x2066 && point <= 0x2069) || point == 0xfeff;
}

#endif
