/* json_writer.c - commas, quotes and escapes of JSON. */
#include "cli/json_writer.h"
#include "cli/utf8.h"
#include <endian.h>

enum { DEEPEST = 63 };

/* ---- Strings ---- */

enum { LONGEST_ESCAPE = 6, EIGHT = 8 };

/* Bytes that cannot be copied as they are: those to escape, and those that begin what must be
 * looked at as a whole. */
static bool is_special(char byte) {
    return byte < 0x20 || byte == '"' || byte == '\\' || byte == 0x7f || (byte & 0x80) != 0;
}

/* How many of eight bytes come before the first special one. In a byte of `found` the highest bit
 * is set where it is special; borrows can set others only above such a byte. */
static size_t plain_bytes(const char *text) {
    const uint64_t ones = 0x0101010101010101, highs = 0x8080808080808080;
    uint64_t eight;
    memcpy(&eight, text, sizeof eight);
    eight = le64toh(eight);
    uint64_t quote = eight ^ ones * '"';
    uint64_t backslash = eight ^ ones * '\\';
    uint64_t found =
        eight | (eight - ones * 0x20) | (eight + ones) | (quote - ones) | (backslash - ones);
    found &= highs;
    return found == 0 ? EIGHT : (size_t)__builtin_ctzll(found) / 8;
}

static char *put_escape(char *out, uint32_t point) {
    static const char digits[] = "0123456789abcdef";
    static const char letters[] = {['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f',
                                   ['\r'] = 'r', ['"'] = '"',  ['\\'] = '\\'};
    *out++ = '\\';
    if (point < sizeof letters && letters[point] != '\0') {
        *out++ = letters[point];
        return out;
    }
    *out++ = 'u';
    for (int shift = 12; shift >= 0; shift -= 4)
        *out++ = digits[point >> shift & 0xf];
    return out;
}

/* Writes what starts with a special byte; *taken becomes how many bytes that was. */
static char *put_special(char *out, const char *text, size_t length, size_t *taken) {
    uint32_t point = 0;
    *taken = utf8_decode(text, length, &point);
    if (*taken == 0) {
        *taken = 1;
        memcpy(out, "\xef\xbf\xbd", 3);
        return out + 3;
    }
    if (point == '"' || point == '\\' || utf8_unseen(point))
        return put_escape(out, point);
    for (size_t i = 0; i < *taken; i++)
        *out++ = text[i];
    return out;
}

void json_put_escaped(struct sink *sink, const char *text, size_t length) {
    char *start = sink_reserve(sink, length * LONGEST_ESCAPE + 2);
    char *out = start;
    for (size_t at = 0; at < length;) {
        if (length - at >= EIGHT) {
            size_t plain = plain_bytes(text + at);
            memcpy(out, text + at, EIGHT);
            out += plain;
            at += plain;
            if (plain == EIGHT)
                continue;
        }
        size_t taken = 1;
        if (is_special(text[at]))
            out = put_special(out, text + at, length - at, &taken);
        else
            *out++ = text[at];
        at += taken;
    }
    sink->used += (size_t)(out - start);
}

void json_put_string(struct sink *sink, const char *text, size_t length) {
    sink_put(sink, '"');
    json_put_escaped(sink, text, length);
    sink_put(sink, '"');
}

void json_put_key(struct sink *sink, const char *key) {
    json_put_string(sink, key, strlen(key));
    sink_put(sink, ':');
}

/* ---- Structure ---- */

static inline void begin_line(struct json_writer *w) {
    if (w->break_line)
        sink_put(w->sink, '\n');
    w->break_line = false;
}

/* What stands before a value: nothing after its key, else a comma where it is not the first. */
static inline void separate(struct json_writer *w) {
    if (w->after_key) {
        w->after_key = false;
        return;
    }
    uint64_t here = UINT64_C(1) << w->depth;
    if (w->depth > 0 && (w->started & here) != 0)
        sink_put(w->sink, ',');
    w->started |= here;
    begin_line(w);
}

static void begin(struct json_writer *w, char bracket) {
    separate(w);
    sink_put(w->sink, bracket);
    if (w->depth < DEEPEST)
        w->depth++;
    w->started &= ~(UINT64_C(1) << w->depth);
}

static void end(struct json_writer *w, char bracket) {
    begin_line(w);
    sink_put(w->sink, bracket);
    if (w->depth > 0)
        w->depth--;
}

void json_begin_object(struct json_writer *w) {
    begin(w, '{');
}

void json_end_object(struct json_writer *w) {
    end(w, '}');
}

void json_begin_array(struct json_writer *w) {
    begin(w, '[');
}

void json_end_array(struct json_writer *w) {
    end(w, ']');
}

void json_newline(struct json_writer *w) {
    if (w->depth == 0)
        sink_put(w->sink, '\n');
    else
        w->break_line = true;
}

void json_key(struct json_writer *w, const char *key) {
    separate(w);
    json_put_key(w->sink, key);
    w->after_key = true;
}

/* ---- Values ---- */

void json_string(struct json_writer *w, const char *text, size_t length) {
    separate(w);
    json_put_string(w->sink, text, length);
}

void json_plain(struct json_writer *w, const char *text, size_t length) {
    separate(w);
    char *out = sink_reserve(w->sink, length + 2);
    out[0] = '"';
    memcpy(out + 1, text, length);
    out[length + 1] = '"';
    w->sink->used += length + 2;
}

void json_text(struct json_writer *w, const char *text) {
    if (text == NULL)
        json_null(w);
    else
        json_string(w, text, strlen(text));
}

void json_raw(struct json_writer *w, const char *json, size_t length) {
    separate(w);
    sink_write(w->sink, json, length);
}

void json_integer(struct json_writer *w, int64_t number) {
    char digits[24];
    char *first = digits + sizeof digits;
    uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;
    do
        *--first = (char)('0' + rest % 10);
    while ((rest /= 10) != 0);
    if (number < 0)
        *--first = '-';
    json_raw(w, first, (size_t)(digits + sizeof digits - first));
}

void json_boolean(struct json_writer *w, bool value) {
    if (value)
        json_raw(w, "true", 4);
    else
        json_raw(w, "false", 5);
}

void json_null(struct json_writer *w) {
    json_raw(w, "null", 4);
}
