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

/* The keys of all objects that are open, one in the other; all zero at first. */
struct json_key_stack {
    struct json_key *keys;
    size_t count, room;
};

static inline void json_key_stack_clear(struct json_key_stack *all) {
    g_free(all->keys);
}

/* Of one object. */
struct json_keys {
    size_t first;     /* of them in `all` */
    uint64_t marks;   /* one bit for each key: where it is not set, no key is alike */
    GHashTable *more; /* of an object with many: those that are not in `all`; or NULL */
};

static inline struct json_keys json_keys_new(const struct json_key_stack *all) {
    return (struct json_keys){.first = all->count};
}

/* Notes a key, whose text lives on. true: the object has had it. */
bool json_keys_add(struct json_keys *keys, struct json_key_stack *all, const struct json_key *key);

/* The object that was opened last ends. */
void json_keys_end(struct json_keys *keys, struct json_key_stack *all);

#endif
