/* json.h - JSON that users hand in (RFC 8259), checked strictly and kept as it was written. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/failure.h"
#include "base/json_members.h"

#define JSON_MAX_BYTES 65536
#define JSON_MAX_DEPTH 64

/* Checks that text is one JSON value and writes it without the blanks between its tokens to
 * *compact (the caller's). Strings and numbers are kept to the byte, so 1.10 and 9007199254740993
 * stay what they are. Refused as COACH_INVALID, with the line and column: anything RFC 8259 does
 * not allow, text after the value, invalid UTF-8, lone surrogates and \u0000 in escapes, two equal
 * keys in one object (compared after unescaping), more than JSON_MAX_BYTES bytes, more than
 * JSON_MAX_DEPTH levels. */
coach_status json_compact(const char *text, const char *field, char **compact, struct failure *f);

/* What one object after the other is read into; all zero at first. */
struct json_object {
    GArray *members; /* struct json_member, in their order, with texts in bytes */
    char *bytes;
    size_t room;
};

/* Reads one JSON object of any size, refused for the same reasons; the members of the last one are
 * gone. text has a NUL behind its length. */
coach_status json_object_read(struct json_object *object, const char *text, size_t length,
                              const char *field, struct failure *f);
void json_object_clear(struct json_object *object);

/* Reads one such object into members that own their texts: an array of struct json_member, which
 * frees them. */
coach_status json_read_object(const char *text, const char *field, GArray **members,
                              struct failure *f);

#endif
