/* test_id.c - ids as bytes and as text, and the prefixes that name them. */
#include "base/id.h"
#include "unit.h"

#include <glib.h>

#define SAMPLE "0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9"
#define NIL "00000000-0000-0000-0000-000000000000"

static struct id parsed(const char *text) {
    struct id id = {0};
    check(id_parse(text, &id), "is an id: %s", text);
    return id;
}

static void test_random(void) {
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    unsigned odd = 0, twice = 0;
    for (int i = 0; i < 10000; i++) {
        struct id id = id_random(), again;
        char text[ID_TEXT];
        id_format(&id, text);
        odd += text[14] != '4' || !strchr("89ab", text[19]) || strlen(text) != ID_TEXT - 1 ||
               id_is_nil(&id) || !id_parse(text, &again) || !id_equal(&id, &again);
        twice += !g_hash_table_add(seen, g_strdup(text));
    }
    check_number(odd, 0, "random ids are of version 4 and come back from their text");
    check_number(twice, 0, "no two are the same");
}

static void test_text(void) {
    char text[ID_TEXT];
    struct id id = parsed(SAMPLE), nil = parsed(NIL);
    check(id.bytes[0] == 0x0a && id.bytes[6] == 0x40 && id.bytes[15] == 0xf9, "bytes in order");
    id_format(&id, text);
    check_text(text, SAMPLE, "formats as it was parsed");
    struct id capitals = parsed("0A1B2C3D-4E5F-4071-8293-A4B5C6D7E8F9");
    check(id_equal(&id, &capitals), "either case is the same id");
    id_format(&capitals, text);
    check_text(text, SAMPLE, "formats in small letters");
    check(id_is_nil(&nil) && !id_is_nil(&id), "nil and not nil");
    check(!id_equal(&id, &nil), "two ids are not equal");
    id_format(&nil, text);
    check_text(text, NIL, "the nil id");
}

static void test_refused(void) {
    static const char *const texts[] = {
        "",
        "0a1b",
        "0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f",
        "0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f90",
        "0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f-",
        "0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8fg",
        "0a1b2c3d4e5f40718293a4b5c6d7e8f9",
        "0a1b2c3d4e5f40718293a4b5c6d7e8f9----",
        "0a1b2c3-d4e5f-4071-8293-a4b5c6d7e8f9",
        "0a1b2c3d--e5f-4071-8293-a4b5c6d7e8f9",
        "0a1b2c3d-4e5f-4071-8293a-4b5c6d7e8f9",
        "{0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8}",
        " 0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f",
        "0a1b2c3d_4e5f_4071_8293_a4b5c6d7e8f9",
        "-0a1b2c3d4e5f-4071-8293-a4b5c6d7e8f9",
        "0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8\xc3\xa9",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        struct id id = {.bytes = {7}}, before = id;
        check(!id_parse(texts[i], &id) && id_equal(&id, &before), "not an id: %s", texts[i]);
    }
}

static void test_prefix(void) {
    static const char *const ranges[][3] = {
        {"0a1b", "0a1b0000-0000-0000-0000-000000000000", "0a1bffff-ffff-ffff-ffff-ffffffffffff"},
        {"0A1B2", "0a1b2000-0000-0000-0000-000000000000", "0a1b2fff-ffff-ffff-ffff-ffffffffffff"},
        {"0a1b2c3d", "0a1b2c3d-0000-0000-0000-000000000000",
         "0a1b2c3d-ffff-ffff-ffff-ffffffffffff"},
        {"0a1b2c3d-", "0a1b2c3d-0000-0000-0000-000000000000",
         "0a1b2c3d-ffff-ffff-ffff-ffffffffffff"},
        {"0a1b2c3d-4", "0a1b2c3d-4000-0000-0000-000000000000",
         "0a1b2c3d-4fff-ffff-ffff-ffffffffffff"},
        {"0a1b2c3d4", "0a1b2c3d-4000-0000-0000-000000000000",
         "0a1b2c3d-4fff-ffff-ffff-ffffffffffff"},
        {"ffff", "ffff0000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"},
        {"0000", NIL, "0000ffff-ffff-ffff-ffff-ffffffffffff"},
        {SAMPLE, SAMPLE, SAMPLE},
        {"0a1b2c3d4e5f40718293a4b5c6d7e8f9", SAMPLE, SAMPLE},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(ranges); i++) {
        struct id lowest, highest;
        char low[ID_TEXT] = "", high[ID_TEXT] = "";
        if (id_prefix(ranges[i][0], &lowest, &highest)) {
            id_format(&lowest, low);
            id_format(&highest, high);
        }
        check_text(low, ranges[i][1], ranges[i][0]);
        check_text(high, ranges[i][2], ranges[i][0]);
    }
    static const char *const refused[] = {
        "",
        "0",
        "0a1",
        "0a1g",
        "0a1-b",
        "0a1b-2",
        "-0a1b",
        "0a1b ",
        "anna",
        "0a1b2c3d--",
        "0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f90",
        SAMPLE "-",
        "0a1b2c3d4-",
        "0a1b2c3d-4-",
        "0x0a1b",
        "0a1b%",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        struct id lowest = {.bytes = {7}}, highest = lowest, before = lowest;
        check(!id_prefix(refused[i], &lowest, &highest) && id_equal(&lowest, &before) &&
                  id_equal(&highest, &before),
              "not a prefix: %s", refused[i]);
    }
}

static void test_distinct(void) {
    static const struct {
        const char *neighbour;
        unsigned length;
    } neighbours[] = {
        {"1a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9", 1},
        {"0b1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9", 2},
        {"0a1b2c3e-4e5f-4071-8293-a4b5c6d7e8f9", 8},
        {"0a1b2c3d-5e5f-4071-8293-a4b5c6d7e8f9", 10},
        {"0a1b2c3d-4e5f-5071-8293-a4b5c6d7e8f9", 15},
        {"0a1b2c3d-4e5f-4071-9293-a4b5c6d7e8f9", 20},
        {"0a1b2c3d-4e5f-4071-8293-b4b5c6d7e8f9", 25},
        {"0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f0", 36},
        {SAMPLE, 36},
        {"ffffffff-ffff-ffff-ffff-ffffffffffff", 1},
    };
    struct id id = parsed(SAMPLE);
    for (size_t i = 0; i < G_N_ELEMENTS(neighbours); i++) {
        struct id neighbour = parsed(neighbours[i].neighbour);
        check_number(id_distinct(&id, &neighbour), neighbours[i].length, neighbours[i].neighbour);
        check_number(id_distinct(&neighbour, &id), neighbours[i].length, "and the other way round");
    }
}

int main(void) {
    test_random();
    test_text();
    test_refused();
    test_prefix();
    test_distinct();
    return unit_end();
}
