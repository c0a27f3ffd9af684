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

/* The members (struct json_member, freed with the array) of an object that json_compact() gave, in
 * their order. NULL: it is something else than an object. */
GArray *json_members(const char *compact);

/* The strings of an array that json_compact() gave, NULL-terminated, for g_strfreev(). NULL: it is
 * something else than an array of strings. */
char **json_strings(const char *compact);

/* One value that is known to be in order, such as json_append() writes. */
struct json_value json_value_of(const char *raw);

/* The member with a key, or NULL. */
struct json_member *json_member_named(const GArray *members, const char *key);

#endif
