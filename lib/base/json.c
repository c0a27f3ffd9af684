/* json.c - a scanner of RFC 8259 that takes nothing more, and keeps every token as it was written.
 *
 * It goes through the text once, without recursion: a stack holds the objects and arrays that are
 * open, and for each object the keys that it has had. */
#include "base/json.h"
#include "base/json_keys.h"

#include <string.h>

struct level {
    char close; /* ']' or '}' */
    struct json_keys keys;
};

struct scan {
    const char *text;
    const char *at; /* what comes next; everything before it is in order */
    char *to;       /* where the next token is written */
    struct level levels[JSON_MAX_DEPTH];
    size_t depth;
    bool escapes; /* the last string has some */
    struct json_key_stack keys;
    GStringChunk *escaped;  /* keys that do not stand in the text as they are */
    struct json_object *of; /* that gets the members; NULL: none is asked for */
    guint members;          /* how many it has so far */
    const char *field;
    struct failure *f;
};

static bool broken(struct scan *s, const char *at, const char *why) {
    size_t line = 1, column = 1;
    for (const char *p = s->text; p < at; p++) {
        if (*p == '\n') {
            line++;
            column = 1;
        } else {
            column += ((unsigned char)*p & 0xc0) != 0x80;
        }
    }
    fail(s->f, COACH_INVALID, s->field, "%s is not valid JSON: line %zu, column %zu: %s", s->field,
         line, column, why);
    return false;
}

static bool broken_here(struct scan *s, const char *why) {
    return broken(s, s->at, *s->at ? why : "the text ends too early");
}

#define BLANKS " \t\n\r"

static void skip_blanks(struct scan *s) {
    if ((unsigned char)*s->at <= ' ')
        s->at += strspn(s->at, BLANKS);
}

static void keep(struct scan *s, const char *from) {
    size_t length = (size_t)(s->at - from);
    memcpy(s->to, from, length);
    s->to += length;
}

static void keep_character(struct scan *s) {
    *s->to++ = *s->at++;
}

/* Reads the four digits after "\u"; -1: others stand there. */
static int read_unit(const char *digits) {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
        if (!g_ascii_isxdigit(digits[i]))
            return -1;
        unit = unit * 16 + g_ascii_xdigit_value(digits[i]);
    }
    return unit;
}

/* "\uXXXX", or two of them that make one character. */
static bool scan_unicode_escape(struct scan *s) {
    const char *start = s->at;
    int unit = read_unit(start + 2);
    if (unit < 0)
        return broken(s, start, "\\u needs four hexadecimal digits");
    if (unit == 0)
        return broken(s, start, "\\u0000 cannot be kept");
    if (unit >= 0xdc00 && unit <= 0xdfff)
        return broken(s, start, "the second half of a surrogate pair stands alone");
    s->at += 6;
    if (unit < 0xd800 || unit > 0xdbff)
        return true;
    int second = s->at[0] == '\\' && s->at[1] == 'u' ? read_unit(s->at + 2) : -1;
    if (second < 0xdc00 || second > 0xdfff)
        return broken(s, start, "the first half of a surrogate pair stands alone");
    s->at += 6;
    return true;
}

static bool scan_escape(struct scan *s) {
    s->escapes = true;
    if (s->at[1] == 'u')
        return scan_unicode_escape(s);
    if (!s->at[1] || !strchr(JSON_ESCAPES, s->at[1]))
        return broken(s, s->at, "a backslash begins no escape that JSON has");
    s->at += 2;
    return true;
}

/* A string from its opening quote on. */
static bool scan_string(struct scan *s) {
#define EIGHT true, true, true, true, true, true, true, true
    static const bool special[256] = {EIGHT, EIGHT, EIGHT, EIGHT, ['"'] = true, ['\\'] = true};
    const char *start = s->at++;
    s->escapes = false;
    for (;;) {
        while (!special[(unsigned char)*s->at])
            s->at++;
        if (*s->at == '"')
            break;
        if (!*s->at)
            return broken(s, start, "a string has no end");
        if (*s->at != '\\')
            return broken(s, s->at, "a control character in a string must be escaped");
        if (!scan_escape(s))
            return false;
    }
    s->at++;
    return true;
}

static bool scan_digits(struct scan *s) {
    if (!g_ascii_isdigit(*s->at))
        return broken_here(s, "a digit is missing");
    while (g_ascii_isdigit(*s->at))
        s->at++;
    return true;
}

static bool scan_number(struct scan *s) {
    s->at += *s->at == '-';
    if (s->at[0] == '0' && g_ascii_isdigit(s->at[1]))
        return broken(s, s->at, "a number begins with a needless 0");
    if (!scan_digits(s))
        return false;
    if (*s->at == '.') {
        s->at++;
        if (!scan_digits(s))
            return false;
    }
    if (*s->at == 'e' || *s->at == 'E') {
        s->at++;
        s->at += *s->at == '+' || *s->at == '-';
        if (!scan_digits(s))
            return false;
    }
    return true;
}

static bool scan_literal(struct scan *s) {
    static const char *const literals[] = {"null", "true", "false"};
    for (size_t i = 0; i < G_N_ELEMENTS(literals); i++) {
        size_t length = strlen(literals[i]);
        if (strncmp(s->at, literals[i], length) == 0) {
            s->at += length;
            return true;
        }
    }
    return broken_here(s, "a value is missing");
}

static bool scan_scalar(struct scan *s) {
    const char *start = s->at;
    bool number = *start == '-' || g_ascii_isdigit(*start);
    bool valid = *start == '"' ? scan_string(s) : number ? scan_number(s) : scan_literal(s);
    if (valid)
        keep(s, start);
    return valid;
}

/* ---- Members of the outermost object: their texts stand among the tokens ---- */

static void begin_member(struct scan *s, const struct json_key *key) {
    GArray *members = s->of->members;
    if (s->members == members->len)
        g_array_set_size(members, 2 * members->len + 32);
    struct json_member *member = &g_array_index(members, struct json_member, s->members++);
    member->key = s->to;
    memcpy(s->to, key->text, key->length);
    s->to[key->length] = '\0';
    s->to += key->length + 1;
    member->value.raw = s->to;
}

/* After a value. */
static void end_member(struct scan *s) {
    if (!s->of || s->depth != 1 || s->members == 0)
        return;
    struct json_value *value =
        &g_array_index(s->of->members, struct json_member, s->members - 1).value;
    *s->to++ = '\0';
    value->kind = json_kind_at(value->raw);
    value->text = value->raw;
    if (value->kind != JSON_STRING)
        return;
    const char *quote = value->raw;
    size_t length = (size_t)(s->to - value->raw) - 3; /* without quotes and NUL */
    value->text = s->to;
    s->to = s->escapes ? json_unescape(&quote, s->to)
                       : (char *)memcpy(s->to, quote + 1, length) + length;
    *s->to++ = '\0';
}

/* ---- Objects ---- */

/* The key that ends here. */
static struct json_key key_from(struct scan *s, const char *quote) {
    struct json_key key = {quote + 1, (size_t)(s->at - quote) - 2};
    if (!s->escapes)
        return key;
    if (!s->escaped)
        s->escaped = g_string_chunk_new(256);
    char *text = g_string_chunk_insert_len(s->escaped, key.text, (gssize)key.length);
    key = (struct json_key){text, (size_t)(json_unescape(&quote, text) - text)};
    return key;
}

/* A key and its colon. */
static bool scan_key(struct scan *s) {
    skip_blanks(s);
    const char *start = s->at;
    if (*start != '"')
        return broken_here(s, "a key in double quotes is missing");
    if (!scan_string(s))
        return false;
    struct json_key key = key_from(s, start);
    if (!s->of || s->depth > 1)
        keep(s, start);
    if (json_keys_add(&s->levels[s->depth - 1].keys, &s->keys, &key))
        return broken(s, start, "the same key comes twice in one object");
    skip_blanks(s);
    if (*s->at != ':')
        return broken_here(s, "a ':' is missing after a key");
    keep_character(s);
    if (s->of && s->depth == 1)
        begin_member(s, &key);
    return true;
}

static bool open_level(struct scan *s) {
    if (s->depth == JSON_MAX_DEPTH)
        return broken(s, s->at, "more than 64 levels are nested");
    s->levels[s->depth++] =
        (struct level){.close = *s->at == '{' ? '}' : ']', .keys = json_keys_new(&s->keys)};
    keep_character(s);
    return true;
}

static void close_level(struct scan *s) {
    json_keys_end(&s->levels[--s->depth].keys, &s->keys);
}

/* After a value: closes what ends here, up to the comma before the next value or to the end of the
 * outermost one. */
static bool close_levels(struct scan *s) {
    while (s->depth > 0) {
        char close = s->levels[s->depth - 1].close;
        skip_blanks(s);
        if (*s->at != close && *s->at != ',')
            return broken_here(s, close == ']' ? "a ',' or ']' is missing"
                                               : "a ',' or '}' is missing");
        if (*s->at == ',') {
            keep_character(s);
            return true;
        }
        keep_character(s);
        close_level(s);
        end_member(s);
    }
    return true;
}

/* One value with all that it holds. */
static bool scan_value(struct scan *s) {
    do {
        skip_blanks(s);
        bool entered = false;
        if (*s->at == '{' || *s->at == '[') {
            if (!open_level(s))
                return false;
            skip_blanks(s);
            entered = *s->at != s->levels[s->depth - 1].close;
        } else if (scan_scalar(s)) {
            end_member(s);
        } else {
            return false;
        }
        if (!entered && !close_levels(s))
            return false;
        if (s->depth > 0 && s->levels[s->depth - 1].close == '}' && !scan_key(s))
            return false;
    } while (s->depth > 0);
    return true;
}

static bool scan_text(struct scan *s, size_t length) {
    size_t valid = coach_utf8_valid(s->text, length);
    if (valid < length)
        return broken(s, s->text + valid, "the text is not valid UTF-8");
    if (g_str_has_prefix(s->text, "\xef\xbb\xbf"))
        return broken(s, s->text, "the text begins with a byte order mark");
    if (!scan_value(s))
        return false;
    skip_blanks(s);
    return *s->at ? broken(s, s->at, "something stands after the value") : true;
}

/* Writes the text without its blanks to *to. false: refused. */
static bool scan_all(struct scan *s, size_t length) {
    s->at = s->text;
    bool valid = scan_text(s, length);
    while (s->depth > 0)
        close_level(s);
    json_key_stack_clear(&s->keys);
    if (s->escaped)
        g_string_chunk_free(s->escaped);
    *s->to = '\0';
    return valid;
}

coach_status json_compact(const char *text, const char *field, char **compact, struct failure *f) {
    size_t length = strlen(text);
    if (length > JSON_MAX_BYTES)
        return fail(f, COACH_INVALID, field, "%s is %zu bytes long; at most %d are allowed", field,
                    length, JSON_MAX_BYTES);
    g_autofree char *out = g_malloc(length + 1);
    struct scan s = {.text = text, .to = out, .field = field, .f = f};
    if (!scan_all(&s, length))
        return COACH_INVALID;
    *compact = g_steal_pointer(&out);
    return COACH_OK;
}

/* Each member has its key, its value as it is written and that unescaped, each with a NUL. */
static void make_room(struct json_object *object, size_t length) {
    size_t room = 3 * length + 1;
    if (object->room < room) {
        g_free(object->bytes);
        object->bytes = g_malloc(room);
        object->room = room;
    }
}

coach_status json_object_read(struct json_object *object, const char *text, size_t length,
                              const char *field, struct failure *f) {
    if (!object->members)
        object->members = g_array_new(FALSE, FALSE, sizeof(struct json_member));
    make_room(object, length);
    struct scan s = {.text = text, .to = object->bytes, .of = object, .field = field, .f = f};
    bool valid = scan_all(&s, length);
    g_array_set_size(object->members, s.members);
    if (!valid)
        return COACH_INVALID;
    return text[strspn(text, BLANKS)] == '{'
               ? COACH_OK
               : fail(f, COACH_INVALID, field, "%s is not a JSON object", field);
}

void json_object_clear(struct json_object *object) {
    if (object->members)
        g_array_unref(object->members);
    g_free(object->bytes);
    *object = (struct json_object){0};
}

coach_status json_read_object(const char *text, const char *field, GArray **members,
                              struct failure *f) {
    struct json_object object = {0};
    coach_status status = json_object_read(&object, text, strlen(text), field, f);
    if (status == COACH_OK)
        *members = json_members_copy(object.members);
    json_object_clear(&object);
    return status;
}
