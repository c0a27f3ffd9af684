/* json_members.h - the members of one JSON object, for what knows its keys. */
#ifndef BASE_JSON_MEMBERS_H
#define BASE_JSON_MEMBERS_H

#include <glib.h>

enum json_kind { JSON_NULL, JSON_BOOLEAN, JSON_NUMBER, JSON_STRING, JSON_NESTED };

struct json_value {
    enum json_kind kind;
    char *text; /* a string unescaped; anything else as it is written */
    char *raw;  /* as it is written, quotes and all */
};

struct json_member {
    char *key;
    struct json_value value;
};

/* An array of struct json_member, which it frees. */
GArray *json_members_new(void);

/* A copy of members, whoever owns their texts, that owns its own. */
GArray *json_members_copy(const GArray *members);

/* The strings of an array that json_compact() gave, NULL-terminated, for g_strfreev(). NULL: it is
 * something else than an array of strings. */
char **json_strings(const char *compact);

/* What a value is, by its first byte. */
enum json_kind json_kind_at(const char *at);

/* The letters that may follow a backslash, but for u. */
#define JSON_ESCAPES "\"\\/bfnrt"

/* Writes what a string in JSON means to `to`, which has room for it as it is written, and no NUL;
 * gives the end. *at goes from its opening quote to behind the closing one. */
char *json_unescape(const char **at, char *to);

/* One value that is known to be in order, such as json_append() writes. */
struct json_value json_value_of(const char *raw);

/* The member with a key, or NULL. */
struct json_member *json_member_named(const GArray *members, const char *key);

#endif
