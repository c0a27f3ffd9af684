/* text.c - what users type: checked, measured, folded, compared. */
#include "base/text.h"

#include <glib.h>
#include <string.h>

#define LOCAL_MAX_BYTES 64
#define LABEL_MAX_BYTES 63

/* Letters that people search for by a plain one, but that Unicode does not decompose. */
static const struct {
    gunichar letter;
    const char *plain;
} plain_letters[] = {
    {0x00e6, "ae"}, /* æ */
    {0x00f0, "d"},  /* ð */
    {0x00f8, "o"},  /* ø */
    {0x00fe, "th"}, /* þ */
    {0x0111, "d"},  /* đ */
    {0x0127, "h"},  /* ħ */
    {0x0131, "i"},  /* ı */
    {0x0142, "l"},  /* ł */
    {0x0153, "oe"}, /* œ */
    {0x0167, "t"},  /* ŧ */
};

/* How many bytes from the beginning are ASCII, but for a few at the end of them. */
static size_t ascii_length(const char *text, size_t length) {
    enum { WORD = sizeof(uint64_t) };
    size_t at = 0;
    uint64_t word = 0;
    for (; at + WORD <= length; at += WORD) {
        memcpy(&word, text + at, WORD);
        if (word & 0x8080808080808080U)
            break;
    }
    return at;
}

size_t coach_utf8_valid(const char *text, size_t length) {
    const char *end = text + length, *at = text + ascii_length(text, length);
    while (!g_utf8_validate(at, end - at, &at) && *at == '\0')
        at++; /* GLib stops at U+0000 */
    return (size_t)(at - text);
}

/* The control character at p, or 0. */
static unsigned control_at(const unsigned char *p) {
    if (*p < 0x20 || *p == 0x7f)
        return *p;
    return *p == 0xc2 && p[1] < 0xa0 ? p[1] : 0;
}

/* Whether nothing of a text can be seen. */
static bool is_blank(const char *text) {
    for (; *text; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);
        if (!g_unichar_isspace(c) && g_unichar_type(c) != G_UNICODE_FORMAT)
            return false;
    }
    return true;
}

static coach_status check_count(size_t count, size_t min, size_t max, const char *field,
                                struct failure *f) {
    if (count == 0 && min > 0)
        return fail(f, COACH_INVALID, field, "%s is empty", field);
    if (count < min)
        return fail(f, COACH_INVALID, field, "%s is %zu character%s long; at least %zu are needed",
                    field, count, count == 1 ? "" : "s", min);
    if (max > 0 && count > max)
        return fail(f, COACH_INVALID, field, "%s is %zu characters long; at most %zu %s allowed",
                    field, count, max, max == 1 ? "is" : "are");
    return COACH_OK;
}

coach_status text_check(const char *text, bool multiline, size_t min, size_t max, const char *field,
                        struct failure *f) {
    size_t length = strlen(text), count = 0;
    if (coach_utf8_valid(text, length) != length)
        return fail(f, COACH_INVALID, field, "%s is not valid UTF-8", field);
    for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
        unsigned control = control_at(p);
        if (control == '\n' && !multiline)
            return fail(f, COACH_INVALID, field, "%s must be one line", field);
        if (control && !(multiline && (control == '\n' || control == '\t')))
            return fail(f, COACH_INVALID, field, "%s holds a control character (U+%04X)", field,
                        control);
        count += (*p & 0xc0) != 0x80;
    }
    coach_status status = check_count(count, min, max, field, f);
    if (status == COACH_OK && !multiline && min > 0 && is_blank(text))
        return fail(f, COACH_INVALID, field, "%s is blank", field);
    return status;
}

/* The text in small letters where all of it is ASCII, else NULL. */
static char *ascii_lower(const char *text) {
    size_t length = strlen(text);
    unsigned char all = 0;
    for (size_t i = 0; i < length; i++)
        all |= (unsigned char)text[i];
    return all < 0x80 ? g_ascii_strdown(text, (gssize)length) : NULL;
}

static const char *plain_letter(gunichar c) {
    for (size_t i = 0; i < G_N_ELEMENTS(plain_letters); i++)
        if (plain_letters[i].letter == c)
            return plain_letters[i].plain;
    return NULL;
}

/* Takes the combining marks out of a text, in place. */
static void strip_marks(char *text) {
    char *to = text;
    for (const char *from = text, *next; *from; from = next) {
        next = g_utf8_next_char(from);
        if (g_unichar_ismark(g_utf8_get_char(from)))
            continue;
        memmove(to, from, (size_t)(next - from));
        to += next - from;
    }
    *to = '\0';
}

char *text_fold(const char *text) {
    char *plain = ascii_lower(text);
    if (plain)
        return plain;
    g_autofree char *apart = g_utf8_normalize(text, -1, G_NORMALIZE_NFKD);
    strip_marks(apart);
    g_autofree char *folded = g_utf8_casefold(apart, -1);
    GString *out = g_string_sized_new(strlen(folded));
    for (const char *from = folded, *next; *from; from = next) {
        next = g_utf8_next_char(from);
        const char *letter = plain_letter(g_utf8_get_char(from));
        g_string_append_len(out, letter ? letter : from,
                            letter ? (gssize)strlen(letter) : next - from);
    }
    return g_string_free(out, FALSE);
}

char *text_key(const char *text) {
    char *plain = ascii_lower(text);
    if (plain)
        return plain;
    g_autofree char *apart = g_utf8_normalize(text, -1, G_NORMALIZE_NFD);
    g_autofree char *folded = g_utf8_casefold(apart, -1);
    return g_utf8_normalize(folded, -1, G_NORMALIZE_NFC);
}

char *text_like(const char *needle) {
    g_autofree char *folded = text_fold(needle);
    GString *out = g_string_sized_new(strlen(folded) + 2);
    g_string_append_c(out, '%');
    for (const char *p = folded; *p; p++) {
        if (*p == '%' || *p == '_' || *p == '\\')
            g_string_append_c(out, '\\');
        g_string_append_c(out, *p);
    }
    g_string_append_c(out, '%');
    return g_string_free(out, FALSE);
}

/* A letter or digit of any script. */
static bool is_letter(gunichar c) {
    return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

/* The first character that no part of an address can hold, or 0. */
static gunichar odd_character(const char *text) {
    for (; *text; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);
        bool fits =
            c < 0x80 ? g_ascii_isalnum(c) || strchr("!#$%&'*+-/=?^_`{|}~.@", (int)c) : is_letter(c);
        if (!fits)
            return c;
    }
    return 0;
}

/* What is wrong with the dots of a part of an address, if anything is. */
static const char *dot_fault(const char *part, size_t length) {
    if (part[0] == '.' || part[length - 1] == '.')
        return "a part of it begins or ends with a dot";
    return g_strstr_len(part, (gssize)length, "..") ? "it has two dots in a row" : NULL;
}

static const char *local_fault(const char *local, size_t length) {
    if (length == 0)
        return "nothing comes before the '@'";
    if (length > LOCAL_MAX_BYTES)
        return "more than 64 bytes come before the '@'";
    return local[0] == '-' ? "it begins with '-'" : dot_fault(local, length);
}

static const char *label_fault(const char *label, size_t length) {
    if (length > LABEL_MAX_BYTES)
        return "a label of the domain has more than 63 bytes";
    if (label[0] == '-' || label[length - 1] == '-')
        return "a label of the domain begins or ends with '-'";
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)label[i] < 0x80 && !g_ascii_isalnum(label[i]) && label[i] != '-')
            return "the domain holds more than letters, digits, '-' and dots";
    return NULL;
}

static const char *domain_fault(const char *domain) {
    if (!*domain)
        return "nothing comes after the '@'";
    const char *fault = dot_fault(domain, strlen(domain));
    const char *label = domain;
    while (!fault) {
        size_t length = strcspn(label, ".");
        fault = label_fault(label, length);
        if (!fault && !label[length])
            return strspn(label, "0123456789") == length ? "the domain ends in a number" : NULL;
        label += length + 1;
    }
    return fault;
}

coach_status text_check_email(const char *text, const char *field, struct failure *f) {
    coach_status status = text_check(text, false, 1, 0, field, f);
    if (status != COACH_OK)
        return status;
    gunichar odd = odd_character(text);
    if (odd)
        return fail(f, COACH_INVALID, field,
                    "%s is not an e-mail address: it holds a character that none has (U+%04X)",
                    field, odd);
    const char *at = strchr(text, '@');
    const char *fault = !at                   ? "it has no '@'"
                        : strchr(at + 1, '@') ? "it has more than one '@'"
                                              : local_fault(text, (size_t)(at - text));
    if (!fault)
        fault = domain_fault(at + 1);
    if (fault)
        return fail(f, COACH_INVALID, field, "%s is not an e-mail address: %s", field, fault);
    return COACH_OK;
}
