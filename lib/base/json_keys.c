/* json_keys.c - to compare a few keys one by one is quicker than a table, but would not end with
 * many. */
#include "base/json_keys.h"

#include <string.h>

enum { FEW = 32 };

struct json_keys json_keys_new(const GArray *all) {
    return (struct json_keys){.first = all->len};
}

static uint64_t mark_of(const struct json_key *key) {
    unsigned first = 0, last = 0;
    if (key->length > 0) {
        first = (unsigned char)key->text[0];
        last = (unsigned char)key->text[key->length - 1];
    }
    return (uint64_t)1 << ((key->length * 7 + first + 3 * last) % 64);
}

static bool among(const struct json_keys *keys, const GArray *all, const struct json_key *key) {
    for (guint i = keys->first; i < all->len; i++) {
        const struct json_key *other = &g_array_index(all, struct json_key, i);
        if (other->length == key->length && memcmp(other->text, key->text, key->length) == 0)
            return true;
    }
    return false;
}

bool json_keys_add(struct json_keys *keys, GArray *all, const struct json_key *key) {
    uint64_t mark = mark_of(key);
    if ((keys->marks & mark) && among(keys, all, key))
        return true;
    keys->marks |= mark;
    if (all->len < keys->first + FEW) {
        g_array_append_vals(all, key, 1);
        return false;
    }
    if (!keys->more)
        keys->more = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return !g_hash_table_add(keys->more, g_strndup(key->text, key->length));
}

void json_keys_end(struct json_keys *keys, GArray *all) {
    g_array_set_size(all, keys->first);
    g_clear_pointer(&keys->more, g_hash_table_unref);
}
