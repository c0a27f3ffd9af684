/* json_keys.h - the keys that an object in JSON has had. */
#ifndef BASE_JSON_KEYS_H
#define BASE_JSON_KEYS_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json_key {
    const char *text; /* unescaped; not terminated */
    size_t length;
};

/* Of one object. Those that are open one in the other share an array of struct json_key, `all`. */
struct json_keys {
    guint first;      /* of them in `all` */
    uint64_t marks;   /* one bit for each key: where it is not set, no key is alike */
    GHashTable *more; /* of an object with many: those that are not in `all`; or NULL */
};

struct json_keys json_keys_new(const GArray *all);

/* Notes a key, whose text lives on. true: the object has had it. */
bool json_keys_add(struct json_keys *keys, GArray *all, const struct json_key *key);

/* The object that was opened last ends. */
void json_keys_end(struct json_keys *keys, GArray *all);

#endif
