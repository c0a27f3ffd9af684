/* json_keys.c - to compare a few keys one by one is quicker than a table, but would not end with
 * many. */
#include "base/json_keys.h"

#include <string.h>

enum { FEW = 32 };

static uint64_t mark_of(const struct json_key *key) {
    unsigned first = 0, last = 0;
    if (key->length > 0) {
        first = (unsigned char)key->text[0];
        last = (unsigned char)key->text[key->length - 1];
    }
    return (uint64_t)1 << ((key->length * 7 + first + 3 * last) % 64);
}

static bool among(const struct json_keys *keys, const struct json_key_stack *all,
                  const struct json_key *key) {
    for (size_t i = keys->first; i < all->count; i++)
        if (all->keys[i].length == key->length &&
            memcmp(all->keys[i].text, key->text, key->length) == 0)
            return true;
    return false;
}

bool json_keys_add(struct json_keys *keys, struct json_key_stack *all, const struct json_key *key) {
    uint64_t mark = mark_of(key);
    if ((keys->marks & mark) && among(keys, all, key))
        return true;
    keys->marks |= mark;
    if (all->count == keys->first + FEW) {
        if (!keys->more)
            keys->more = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        return !g_hash_table_add(keys->more, g_strndup(key->text, key->length));
    }
    if (all->count == all->room) {
        all->room += FEW;
        all->keys = g_renew(struct json_key, all->keys, all->room);
    }
    all->keys[all->count++] = *key;
    return false;
}

void json_keys_end(struct json_keys *keys, struct json_key_stack *all) {
    all->count = keys->first;
    g_clear_pointer(&keys->more, g_hash_table_unref);
}
