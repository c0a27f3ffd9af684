/* json_members.c - a walk over JSON that is known to be in order and without blanks. */
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

/* From an opening quote to behind the closing one. */
static char *read_string(const char **at) {
    static const char letters[] = "\"\\/bfnrt", characters[] = "\"\\/\b\f\n\r\t";
    GString *text = g_string_new(NULL);
    for (++*at; **at != '"';) {
        size_t plain = strcspn(*at, "\"\\");
        g_string_append_len(text, *at, (gssize)plain);
        *at += plain;
        if (**at != '\\')
            continue;
        if ((*at)[1] == 'u') {
            g_string_append_unichar(text, unicode_escape(at));
        } else {
            g_string_append_c(text, characters[strchr(letters, (*at)[1]) - letters]);
            *at += 2;
        }
    }
    ++*at;
    return g_string_free(text, FALSE);
}

static void skip_string(const char **at) {
    for (++*at; **at != '"'; ++*at)
        *at += **at == '\\';
    ++*at;
}

/* An object or array with all that it holds. */
static void skip_nested(const char **at) {
    int depth = 0;
    do {
        if (**at == '"') {
            skip_string(at);
            continue;
        }
        depth += (**at == '{' || **at == '[') - (**at == '}' || **at == ']');
        ++*at;
    } while (depth > 0);
}

static enum json_kind kind_at(const char *at) {
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

static struct json_value read_value(const char **at) {
    const char *start = *at;
    struct json_value value = {.kind = kind_at(start)};
    if (value.kind == JSON_STRING)
        value.text = read_string(at);
    else if (value.kind == JSON_NESTED)
        skip_nested(at);
    else
        *at += strcspn(*at, ",]}");
    value.raw = g_strndup(start, (gsize)(*at - start));
    if (!value.text)
        value.text = g_strdup(value.raw);
    return value;
}

struct json_value json_value_of(const char *raw) {
    return read_value(&raw);
}

GArray *json_members_new(void) {
    GArray *members = g_array_new(FALSE, FALSE, sizeof(struct json_member));
    g_array_set_clear_func(members, member_clear);
    return members;
}

GArray *json_members(const char *compact) {
    if (*compact != '{')
        return NULL;
    GArray *members = json_members_new();
    for (const char *at = compact + 1; *at != '}'; at += *at == ',') {
        struct json_member member = {.key = read_string(&at)};
        at++;
        member.value = read_value(&at);
        g_array_append_val(members, member);
    }
    return members;
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
