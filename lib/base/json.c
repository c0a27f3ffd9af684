/* json.c - a scanner of RFC 8259 that takes nothing more, and keeps every token as it was written.
 *
 * It goes through the text once, without recursion: a stack holds the objects and arrays that are
 * open, and for each object the keys that it has had. */
#include "base/json.h"

#include <string.h>

struct level {
    char close;       /* ']' or '}' */
    GHashTable *keys; /* of an object: its keys, unescaped */
};

struct scan {
    const char *text;
    const char *at; /* what comes next; everything before it is in order */
    char *to;       /* where the next token is written: never longer than the text */
    struct level levels[JSON_MAX_DEPTH];
    size_t depth;
    GString *key; /* the last key, unescaped */
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

static void skip_blanks(struct scan *s) {
    s->at += strspn(s->at, " \t\n\r");
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
static bool scan_unicode_escape(struct scan *s, gunichar *character) {
    const char *start = s->at;
    int unit = read_unit(start + 2);
    if (unit < 0)
        return broken(s, start, "\\u needs four hexadecimal digits");
    if (unit == 0)
        return broken(s, start, "\\u0000 cannot be kept");
    if (unit >= 0xdc00 && unit <= 0xdfff)
        return broken(s, start, "the second half of a surrogate pair stands alone");
    s->at += 6;
    *character = (gunichar)unit;
    if (unit < 0xd800 || unit > 0xdbff)
        return true;
    int second = s->at[0] == '\\' && s->at[1] == 'u' ? read_unit(s->at + 2) : -1;
    if (second < 0xdc00 || second > 0xdfff)
        return broken(s, start, "the first half of a surrogate pair stands alone");
    s->at += 6;
    *character = 0x10000 + (gunichar)(unit - 0xd800) * 0x400 + (gunichar)(second - 0xdc00);
    return true;
}

static bool scan_escape(struct scan *s, gunichar *character) {
    static const char letters[] = "\"\\/bfnrt", characters[] = "\"\\/\b\f\n\r\t";
    if (s->at[1] == 'u')
        return scan_unicode_escape(s, character);
    const char *letter = s->at[1] ? strchr(letters, s->at[1]) : NULL;
    if (!letter)
        return broken(s, s->at, "a backslash begins no escape that JSON has");
    *character = (gunichar)characters[letter - letters];
    s->at += 2;
    return true;
}

/* A string from its opening quote on; unescaped: gets its text, or NULL. */
static bool scan_string(struct scan *s, GString *unescaped) {
    const char *start = s->at++;
    while (*s->at != '"') {
        if (!*s->at)
            return broken(s, start, "a string has no end");
        if ((unsigned char)*s->at < 0x20)
            return broken(s, s->at, "a control character in a string must be escaped");
        if (*s->at == '\\') {
            gunichar character = 0;
            if (!scan_escape(s, &character))
                return false;
            if (unescaped)
                g_string_append_unichar(unescaped, character);
            continue;
        }
        if (unescaped)
            g_string_append_c(unescaped, *s->at);
        s->at++;
    }
    s->at++;
    keep(s, start);
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
    const char *start = s->at;
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
    keep(s, start);
    return true;
}

static bool scan_literal(struct scan *s) {
    static const char *const literals[] = {"true", "false", "null"};
    for (size_t i = 0; i < G_N_ELEMENTS(literals); i++) {
        size_t length = strlen(literals[i]);
        if (strncmp(s->at, literals[i], length) == 0) {
            s->at += length;
            keep(s, s->at - length);
            return true;
        }
    }
    return broken_here(s, "a value is missing");
}

static bool scan_scalar(struct scan *s) {
    if (*s->at == '"')
        return scan_string(s, NULL);
    if (*s->at == '-' || g_ascii_isdigit(*s->at))
        return scan_number(s);
    return scan_literal(s);
}

/* A key and its colon. */
static bool scan_key(struct scan *s) {
    struct level *level = &s->levels[s->depth - 1];
    skip_blanks(s);
    const char *start = s->at;
    if (*start != '"')
        return broken_here(s, "a key in double quotes is missing");
    g_string_truncate(s->key, 0);
    if (!scan_string(s, s->key))
        return false;
    if (!level->keys)
        level->keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (!g_hash_table_add(level->keys, g_strndup(s->key->str, s->key->len)))
        return broken(s, start, "the same key comes twice in one object");
    skip_blanks(s);
    if (*s->at != ':')
        return broken_here(s, "a ':' is missing after a key");
    keep_character(s);
    return true;
}

static bool open_level(struct scan *s) {
    if (s->depth == JSON_MAX_DEPTH)
        return broken(s, s->at, "more than 64 levels are nested");
    s->levels[s->depth++] = (struct level){.close = *s->at == '{' ? '}' : ']'};
    keep_character(s);
    return true;
}

static void close_level(struct scan *s) {
    g_clear_pointer(&s->levels[--s->depth].keys, g_hash_table_unref);
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
        } else if (!scan_scalar(s)) {
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

/* The text without its blanks; NULL: refused. */
static char *compacted(const char *text, size_t length, const char *field, struct failure *f) {
    char *out = g_malloc(length + 1);
    struct scan s = {.text = text, .at = text, .to = out, .field = field, .f = f};
    s.key = g_string_new(NULL);
    bool valid = scan_text(&s, length);
    while (s.depth > 0)
        close_level(&s);
    g_string_free(s.key, TRUE);
    if (valid)
        *s.to = '\0';
    else
        g_clear_pointer(&out, g_free);
    return out;
}

coach_status json_compact(const char *text, const char *field, char **compact, struct failure *f) {
    size_t length = strlen(text);
    if (length > JSON_MAX_BYTES)
        return fail(f, COACH_INVALID, field, "%s is %zu bytes long; at most %d are allowed", field,
                    length, JSON_MAX_BYTES);
    char *out = compacted(text, length, field, f);
    if (out)
        *compact = out;
    return out ? COACH_OK : COACH_INVALID;
}

coach_status json_read_object(const char *text, const char *field, GArray **members,
                              struct failure *f) {
    g_autofree char *compact = compacted(text, strlen(text), field, f);
    GArray *read = compact ? json_members(compact) : NULL;
    if (read)
        *members = read;
    else if (compact)
        fail(f, COACH_INVALID, field, "%s is not a JSON object", field);
    return read ? COACH_OK : COACH_INVALID;
}
