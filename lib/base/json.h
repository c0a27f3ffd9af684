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

/* Reads one JSON object of any size, refused for the same reasons, into its members as of
 * json_members(). */
coach_status json_read_object(const char *text, const char *field, GArray **members,
                              struct failure *f);

#endif
