/* json_writer.h - writes JSON (RFC 8259) as it comes, one value after the other, straight to a
 * sink.
 *
 * Nothing is kept but the depth, so a list may be of any length. Commas and quotes are the writer's
 * own business. What JSON lets pass but terminals and careless readers do not is escaped too: DEL,
 * C1 controls, U+2028, U+2029, the bidirectional controls and U+FEFF. Bytes that are not UTF-8
 * become U+FFFD. */
#ifndef CLI_JSON_WRITER_H
#define CLI_JSON_WRITER_H

#include "cli/sink.h"
#include <stdint.h>

/* Begins as {.sink = sink}. Containers nest 63 deep at most. */
struct json_writer {
    struct sink *sink;
    unsigned depth;
    uint64_t started; /* bit n: the container at depth n has a value already */
    bool after_key;
    bool break_line; /* before the next value or the end */
};

void json_begin_object(struct json_writer *w);
void json_end_object(struct json_writer *w);
void json_begin_array(struct json_writer *w);
void json_end_array(struct json_writer *w);
void json_key(struct json_writer *w, const char *key);
void json_string(struct json_writer *w, const char *text, size_t length);
void json_plain(struct json_writer *w, const char *text,
                size_t length); /* a string of our own making that needs no escape, such as an id */
void json_text(struct json_writer *w, const char *text); /* NULL: null */
void json_integer(struct json_writer *w, int64_t number);
void json_boolean(struct json_writer *w, bool value);
void json_null(struct json_writer *w);
void json_raw(struct json_writer *w, const char *json,
              size_t length); /* a value that is JSON already */

/* For people: a line break, after the comma where one comes between two values. */
void json_newline(struct json_writer *w);

/* The text of a string, or of a key with its colon, without the writer's commas: for those who
 * write the same one often, or JSON within something else. */
void json_put_string(struct sink *sink, const char *text, size_t length);
void json_put_escaped(struct sink *sink, const char *text, size_t length); /* without its quotes */
void json_put_key(struct sink *sink, const char *key);

/* A key that json_put_key() made before, after the comma that every key but the first has: for
 * objects of which all keys are written so. */
static inline void json_ready_key(struct json_writer *w, const char *text, size_t length) {
    sink_write(w->sink, text, length);
    w->after_key = true;
}

#endif
