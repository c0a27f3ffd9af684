/* carry.c - one row at a time: read, digested, bound. */
#include "store/carry.h"

#include <string.h>

#define AHEAD 16384

void digest_init(struct digest *digest) {
    *digest = (struct digest){.sha256 = g_checksum_new(G_CHECKSUM_SHA256),
                              .ahead = g_string_sized_new(AHEAD * 2)};
}

void digest_clear(struct digest *digest) {
    g_clear_pointer(&digest->sha256, g_checksum_free);
    if (digest->ahead)
        g_string_free(g_steal_pointer(&digest->ahead), TRUE);
}

static void digest_ahead(struct digest *digest) {
    if (digest->ahead->len == 0)
        return;
    g_checksum_update(digest->sha256, (const guchar *)digest->ahead->str,
                      (gssize)digest->ahead->len);
    g_string_truncate(digest->ahead, 0);
}

const char *digest_end(struct digest *digest) {
    digest_ahead(digest);
    return g_checksum_get_string(digest->sha256);
}

/* ---- Values ---- */

/* Writes a number at the end of a buffer and gives where it begins. */
static char *digits(int64_t number, char *end) {
    uint64_t left = number < 0 ? -(uint64_t)number : (uint64_t)number;
    do
        *--end = (char)('0' + left % 10);
    while (left /= 10);
    if (number < 0)
        *--end = '-';
    return end;
}

static void put(struct digest *digest, const char *text, size_t length) {
    char number[24], *end = number + sizeof number;
    if (!text) {
        g_string_append_c(digest->ahead, '-');
        return;
    }
    end[-1] = ':';
    char *begin = digits((int64_t)length, end - 1);
    g_string_append_len(digest->ahead, begin, end - begin);
    g_string_append_len(digest->ahead, text, (gssize)length);
}

static void put_number(struct digest *digest, int64_t value) {
    char number[24], *end = number + sizeof number;
    char *begin = digits(value, end);
    put(digest, value == INTEGER_NONE ? NULL : begin, (size_t)(end - begin));
}

static void carry_id(struct digest *digest, struct statement *from, int n, struct statement *to) {
    char text[ID_TEXT];
    struct id id = db_id(from, n);
    bool absent = id_is_nil(&id);
    if (!absent)
        id_format(&id, text);
    put(digest, absent ? NULL : text, ID_TEXT - 1);
    if (to)
        db_bind_id(to, n + 1, &id);
}

static void carry_boolean(struct digest *digest, struct statement *from, int n,
                          struct statement *to) {
    bool value = db_boolean(from, n), absent = db_is_null(from, n);
    put(digest, absent ? NULL : value ? "1" : "0", 1);
    if (to && absent)
        db_bind_null(to, n + 1);
    else if (to)
        db_bind_boolean(to, n + 1, value);
}

static void carry_number(struct digest *digest, enum column_type type, struct statement *from,
                         int n, struct statement *to) {
    bool instant = type == COLUMN_INSTANT;
    int64_t value = instant ? db_instant(from, n) : db_integer(from, n);
    put_number(digest, value);
    if (to && instant)
        db_bind_instant(to, n + 1, value);
    else if (to)
        db_bind_integer(to, n + 1, value);
}

static void carry_text(struct digest *digest, enum column_type type, struct statement *from, int n,
                       struct statement *to) {
    size_t length;
    const char *text = db_text(from, n, &length);
    put(digest, text, length);
    if (!to)
        return;
    if (type == COLUMN_DATE)
        db_bind_date(to, n + 1, text);
    else if (type == COLUMN_DECIMAL)
        db_bind_decimal(to, n + 1, text);
    else if (type == COLUMN_JSON)
        db_bind_json(to, n + 1, text);
    else
        db_bind_text(to, n + 1, text);
}

/* ---- Rows ---- */

void digest_row(struct digest *digest, const struct layout *layout, struct statement *from,
                struct statement *to) {
    for (guint n = 0; n < layout->columns->len; n++) {
        enum column_type type = g_array_index(layout->columns, struct column, n).type;
        if (type == COLUMN_UUID)
            carry_id(digest, from, (int)n, to);
        else if (type == COLUMN_BOOLEAN)
            carry_boolean(digest, from, (int)n, to);
        else if (type == COLUMN_INTEGER || type == COLUMN_INSTANT)
            carry_number(digest, type, from, (int)n, to);
        else
            carry_text(digest, type, from, (int)n, to);
    }
    digest->rows++;
    if (digest->ahead->len >= AHEAD)
        digest_ahead(digest);
}

coach_status layout_select(struct db *db, const struct layout *layout, struct statement **out) {
    g_autofree char *columns = layout_columns(layout);
    g_autofree char *sql =
        g_strdup_printf("SELECT %s FROM %s ORDER BY %s", columns, layout->name, layout->key);
    coach_status status = db_prepare(db, sql, out);
    if (status == COACH_OK)
        db_stream(*out);
    return status;
}

coach_status layout_bulk(struct db *db, const struct layout *layout, struct statement **out) {
    g_autofree char *columns = layout_columns(layout);
    return db_bulk(db, layout->name, columns, layout->columns->len, out);
}
