/* json_members.c - members of objects, and strings out of JSON that is known to be in order. */
#include "base/json_members.h"

#include <string.h>

static void member_clear(void *data) {
    struct json_member *member = data;
    g_free(member->key);
    g_free(member->value.text);
    g_free(member->value.raw);
}

static gunichar read_unit(const char *digits) {
    gunichar unit = 0;
    for (int i = 0; i < 4; i++)
        unit = unit * 16 + (gunichar)g_ascii_xdigit_value(digits[i]);
    return unit;
}

/* "\uXXXX" or a pair of them: steps over it. */
static gunichar unicode_escape(const char **at) {
    gunichar character = read_unit(*at + 2);
    *at += 6;
    if (character >= 0xd800 && character <= 0xdbff) {
        character = 0x10000 + (character - 0xd800) * 0x400 + (read_unit(*at + 2) - 0xdc00);
        *at += 6;
    }
    return character;
}

char *json_unescape(const char **at, char *to) {
    static const char characters[] = "\"\\/\b\f\n\r\t";
    for (++*at; **at != '"';) {
        size_t plain = strcspn(*at, "\"\\");
        memcpy(to, *at, plain);
        to += plain;
        *at += plain;
        if (**at != '\\')
            continue;
        if ((*at)[1] == 'u') {
            to += g_unichar_to_utf8(unicode_escape(at), to);
        } else {
            *to++ = characters[strchr(JSON_ESCAPES, (*at)[1]) - JSON_ESCAPES];
            *at += 2;
        }
    }
    ++*at;
    return to;
}

static void skip_string(const char **at) {
    for (++*at; **at != '"'; ++*at)
        *at += **at == '\\';
    ++*at;
}

enum json_kind json_kind_at(const char *at) {
    switch (*at) {
    case '"':
        return JSON_STRING;
    case '{':
    case '[':
        return JSON_NESTED;
    case 'n':
        return JSON_NULL;
    case 't':
    case 'f':
        return JSON_BOOLEAN;
    default:
        return JSON_NUMBER;
    }
}

/* From an opening quote to behind the closing one. */
static char *read_string(const char **at) {
    const char *start = *at;
    skip_string(at);
    char *text = g_malloc((size_t)(*at - start));
    *json_unescape(&start, text) = '\0';
    return text;
}

struct json_value json_value_of(const char *raw) {
    struct json_value value = {.kind = json_kind_at(raw), .raw = g_strdup(raw)};
    value.text = value.kind == JSON_STRING ? read_string(&raw) : g_strdup(raw);
    return value;
}

GArray *json_members_new(void) {
    GArray *members = g_array_new(FALSE, FALSE, sizeof(struct json_member));
    g_array_set_clear_func(members, member_clear);
    return members;
}

GArray *json_members_copy(const GArray *members) {
    GArray *copies = json_members_new();
    for (guint i = 0; i < members->len; i++) {
        const struct json_member *member = &g_array_index(members, struct json_member, i);
        struct json_member copy = {
            .key = g_strdup(member->key),
            .value = {member->value.kind, g_strdup(member->value.text),
                      g_strdup(member->value.raw)},
        };
        g_array_append_val(copies, copy);
    }
    return copies;
}

char **json_strings(const char *compact) {
    if (*compact != '[')
        return NULL;
    GPtrArray *strings = g_ptr_array_new_with_free_func(g_free);
    const char *at = compact + 1;
    for (; *at == '"'; at += *at == ',')
        g_ptr_array_add(strings, read_string(&at));
    gboolean whole = *at == ']';
    g_ptr_array_add(strings, NULL);
    if (whole)
        return (char **)g_ptr_array_free(strings, FALSE);
    g_ptr_array_unref(strings);
    return NULL;
}

struct json_member *json_member_named(const GArray *members, const char *key) {
    for (guint i = 0; i < members->len; i++) {
        struct json_member *member = &g_array_index(members, struct json_member, i);
        if (strcmp(member->key, key) == 0)
            return member;
    }
    return NULL;
}
