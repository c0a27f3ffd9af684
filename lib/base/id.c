/* id.c - ids: random UUIDs, as bytes and as text. */
#include "base/id.h"

#include <glib.h>
#include <string.h>
#include <uuid.h>

#define ID_DIGITS (2 * ID_BYTES)
#define PREFIX_DIGITS 4 /* the fewest that name a row */

struct id id_random(void) {
    struct id id;
    uuid_generate_random(id.bytes);
    return id;
}

bool id_is_nil(const struct id *id) {
    static const struct id nil;
    return id_equal(id, &nil);
}

bool id_equal(const struct id *a, const struct id *b) {
    return memcmp(a->bytes, b->bytes, ID_BYTES) == 0;
}

/* Whether the text form has a hyphen before the n-th hexadecimal digit. */
static bool hyphen_before(size_t digit) {
    return digit == 8 || digit == 12 || digit == 16 || digit == 20;
}

/* The two digits of every byte, one after the other. */
#define ROW(high)                                                                                  \
    high "0" high "1" high "2" high "3" high "4" high "5" high "6" high "7" high "8" high "9" high \
         "a" high "b" high "c" high "d" high "e" high "f"
static const char pairs[] = ROW("0") ROW("1") ROW("2") ROW("3") ROW("4") ROW("5") ROW("6") ROW("7")
    ROW("8") ROW("9") ROW("a") ROW("b") ROW("c") ROW("d") ROW("e") ROW("f");

/* Where they stand in the text. */
static const unsigned char places[ID_BYTES] = {0,  2,  4,  6,  9,  11, 14, 16,
                                               19, 21, 24, 26, 28, 30, 32, 34};

/* A long list writes five of them for each row. */
void id_format(const struct id *id, char out[ID_TEXT]) {
    out[8] = out[13] = out[18] = out[23] = '-';
    for (size_t i = 0; i < ID_BYTES; i++)
        memcpy(out + places[i], pairs + (size_t)2 * id->bytes[i], 2);
    out[ID_TEXT - 1] = '\0';
}

/* The value of a hexadecimal digit, or -1. */
static int digit_value(char c) {
    return g_ascii_isxdigit(c) ? (c & 0xf) + 9 * (c >> 6) : -1;
}

static void set_digit(struct id *id, size_t digit, int value) {
    uint8_t *byte = &id->bytes[digit / 2];
    *byte = (uint8_t)(digit % 2 ? (*byte & 0xf0) | value : (*byte & 0x0f) | value << 4);
}

/* Reads hexadecimal digits into id, which keeps its other digits; tells how many there were. false:
 * something else stands in the text. */
static bool read_digits(const char *text, struct id *id, size_t *count) {
    size_t digit = 0;
    for (; *text; text++) {
        if (*text == '-' && hyphen_before(digit) && text[-1] != '-')
            continue;
        int value = digit_value(*text);
        if (value < 0 || digit == ID_DIGITS)
            return false;
        set_digit(id, digit++, value);
    }
    *count = digit;
    return true;
}

/* An import reads five of them for each row. */
bool id_parse(const char *text, struct id *out) {
    struct id id;
    int wrong = 0; /* negative, once a digit is none */
    if (strnlen(text, ID_TEXT) != ID_TEXT - 1 || text[8] != '-' || text[13] != '-' ||
        text[18] != '-' || text[23] != '-')
        return false;
    for (size_t i = 0; i < ID_BYTES; i++) {
        int high = digit_value(text[places[i]]), low = digit_value(text[places[i] + 1]);
        wrong |= high | low;
        id.bytes[i] = (uint8_t)((unsigned)high << 4 | (unsigned)low);
    }
    if (wrong < 0)
        return false;
    *out = id;
    return true;
}

bool id_prefix(const char *text, struct id *lowest, struct id *highest) {
    struct id low = {0}, high;
    size_t digits;
    memset(high.bytes, 0xff, ID_BYTES);
    if (!read_digits(text, &low, &digits) || digits < PREFIX_DIGITS)
        return false;
    if (!read_digits(text, &high, &digits))
        return false;
    *lowest = low;
    *highest = high;
    return true;
}

unsigned id_distinct(const struct id *id, const struct id *neighbour) {
    unsigned length = 0;
    for (size_t i = 0; i < ID_BYTES; i++) {
        unsigned differs = id->bytes[i] ^ neighbour->bytes[i];
        length += hyphen_before(2 * i);
        if (differs)
            return length + (differs & 0xf0 ? 1 : 2);
        length += 2;
    }
    return length;
}
