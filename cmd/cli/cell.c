/* cell.c - values as text. */
#include "cli/cell.h"
#include "cli/fit.h"
#include "cli/utf8.h"
#include <stdio.h>

/* ---- Instants ---- */

static const int64_t first_instant = INT64_C(-62135596800); /* 0001-01-01T00:00:00Z */
static const int64_t last_instant = INT64_C(253402300799);  /* 9999-12-31T23:59:59Z */
static const int64_t march_of_year_0 = INT64_C(-62162035200);

static void two_digits(uint32_t number, char *out) {
    out[0] = (char)('0' + number / 10);
    out[1] = (char)('0' + number % 10);
}

/* Days since 0000-03-01 to "2026-12-01". Years begin in March here, so that the leap day is their
 * last. */
static void write_date(uint32_t days, char out[10]) {
    uint32_t era = days / 146097, of_era = days % 146097;
    uint32_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    uint32_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    uint32_t march_month = (5 * of_year + 2) / 153;
    uint32_t month = march_month < 10 ? march_month + 3 : march_month - 9;
    uint32_t year = era * 400 + year_of_era + (month <= 2);
    two_digits(year / 100, out);
    two_digits(year % 100, out + 2);
    out[4] = '-';
    two_digits(month, out + 5);
    out[7] = '-';
    two_digits(of_year - (153 * march_month + 2) / 5 + 1, out + 8);
}

void instant_write(int64_t instant, char out[INSTANT_LENGTH]) {
    uint64_t seconds = (uint64_t)(CLAMP(instant, first_instant, last_instant) - march_of_year_0);
    uint32_t of_day = (uint32_t)(seconds % 86400);
    write_date((uint32_t)(seconds / 86400), out);
    out[10] = 'T';
    two_digits(of_day / 3600, out + 11);
    out[13] = ':';
    two_digits(of_day / 60 % 60, out + 14);
    out[16] = ':';
    two_digits(of_day % 60, out + 17);
    out[19] = 'Z';
}

/* ---- For programs ---- */

/* Calls for each of the names, which newlines separate. */
static void each_name(const coach_cell *cell,
                      void (*take)(void *data, const char *name, size_t length), void *data) {
    const char *name = cell->text;
    size_t left = cell->null ? 0 : cell->length;
    while (left > 0) {
        const char *newline = memchr(name, '\n', left);
        size_t length = newline != NULL ? (size_t)(newline - name) : left;
        take(data, name, length);
        left -= length + (newline != NULL);
        name += length + (newline != NULL);
    }
}

static void json_name(void *data, const char *name, size_t length) {
    json_string(data, name, length);
}

static void json_names(struct json_writer *w, const coach_cell *cell) {
    json_begin_array(w);
    each_name(cell, json_name, w);
    json_end_array(w);
}

static void json_instant(struct json_writer *w, int64_t instant) {
    char text[INSTANT_LENGTH + 2];
    text[0] = text[INSTANT_LENGTH + 1] = '"';
    instant_write(instant, text + 1);
    json_raw(w, text, sizeof text);
}

void cell_json(struct json_writer *w, const coach_field *field, const coach_cell *cell) {
    if (field->type == COACH_TYPE_NAMES) {
        json_names(w, cell);
        return;
    }
    if (cell->null) {
        json_null(w);
        return;
    }
    switch (field->type) {
    case COACH_TYPE_BOOLEAN:
        json_boolean(w, cell->boolean);
        break;
    case COACH_TYPE_INTEGER:
        json_integer(w, cell->integer);
        break;
    case COACH_TYPE_INSTANT:
        json_instant(w, cell->integer);
        break;
    case COACH_TYPE_UUID:
        json_plain(w, cell->text, cell->length);
        break;
    case COACH_TYPE_DECIMAL:
    case COACH_TYPE_JSON:
        json_raw(w, cell->text, cell->length);
        break;
    default:
        json_string(w, cell->text, cell->length);
    }
}

/* Whether a cell of the field carries its exact value as text. */
static bool has_text(const coach_field *field) {
    return field->type != COACH_TYPE_BOOLEAN && field->type != COACH_TYPE_INTEGER &&
           field->type != COACH_TYPE_INSTANT && field->type != COACH_TYPE_NAMES;
}

const char *cell_exact(const coach_field *field, const coach_cell *cell, struct sink *scratch,
                       size_t *length) {
    *length = 0;
    if (cell->null && field->type != COACH_TYPE_NAMES)
        return "";
    if (has_text(field)) {
        *length = cell->length;
        return cell->text;
    }
    scratch->used = 0;
    if (field->type == COACH_TYPE_INSTANT) {
        instant_write(cell->integer, sink_reserve(scratch, INSTANT_LENGTH));
        scratch->used = INSTANT_LENGTH;
    } else {
        struct json_writer w = {.sink = scratch};
        cell_json(&w, field, cell);
    }
    *length = scratch->used;
    return scratch->bytes;
}

/* ---- For people ---- */

#define NOTHING "\u2014" /* of a field that had, or became, no value */

static void show_escaped(GString *out, uint32_t point) {
    static const char letters[] = {['\t'] = 't', ['\n'] = 'n', ['\r'] = 'r'};
    if (point < sizeof letters && letters[point] != '\0')
        g_string_append_printf(out, "\\%c", letters[point]);
    else if (point < 0x100)
        g_string_append_printf(out, "\\x%02x", point);
    else
        g_string_append_printf(out, point < 0x10000 ? "\\u%04x" : "\\U%08x", point);
}

static size_t ascii_run(const char *text, size_t length) {
    size_t run = 0;
    while (run < length && text[run] >= 0x20 && text[run] < 0x7f)
        run++;
    return run;
}

/* Shows what starts with anything else. Returns how many bytes that was. */
static size_t show_special(GString *out, const char *text, size_t length, const char *line_break) {
    uint32_t point = 0;
    size_t taken = utf8_decode(text, length, &point);
    if (taken == 0) {
        g_string_append_printf(out, "\\x%02x", (unsigned char)text[0]);
        return 1;
    }
    if (point == '\n' && line_break != NULL)
        g_string_append(out, line_break);
    else if (utf8_unseen(point) || fit_point_width(point) < 0)
        show_escaped(out, point);
    else
        g_string_append_len(out, text, (gssize)taken);
    return taken;
}

static void show_text(GString *out, const char *text, size_t length, const char *line_break) {
    for (size_t at = 0; at < length;) {
        size_t run = ascii_run(text + at, length - at);
        if (run > 0)
            g_string_append_len(out, text + at, (gssize)run);
        at += run;
        if (at < length)
            at += show_special(out, text + at, length - at, line_break);
    }
}

static void show_name(void *data, const char *name, size_t length) {
    GString *out = data;
    if (out->len > 0)
        g_string_append(out, ", ");
    show_text(out, name, length, NULL);
}

static void show_instant(coach *c, int64_t instant, bool zone, GString *out) {
    char local[64] = "";
    coach_local_time(c, instant, zone, local, sizeof local);
    g_string_append(out, local);
}

static void show_names(const coach_cell *cell, GString *out) {
    g_autoptr(GString) names = g_string_new(NULL);
    each_name(cell, show_name, names);
    g_string_append_len(out, names->str, (gssize)names->len);
}

void cell_show(coach *c, const coach_field *field, const coach_cell *cell,
               const struct cell_look *look, GString *out) {
    if (cell->of) {
        struct cell_look inner = *look;
        inner.absent = NOTHING;
        cell_show(c, cell->of, cell->value, &inner, out);
        return;
    }
    if (cell->null || (field->type == COACH_TYPE_NAMES && cell->length == 0)) {
        g_string_append(out, look->absent);
        return;
    }
    switch (field->type) {
    case COACH_TYPE_UUID: {
        bool whole = look->whole_ids || cell->unique == 0 || cell->unique > cell->length;
        show_text(out, cell->text, whole ? cell->length : cell->unique, NULL);
        break;
    }
    case COACH_TYPE_BOOLEAN:
        g_string_append(out, cell->boolean ? "yes" : "no");
        break;
    case COACH_TYPE_INTEGER:
        g_string_append_printf(out, "%" G_GINT64_FORMAT, (gint64)cell->integer);
        break;
    case COACH_TYPE_INSTANT:
        show_instant(c, cell->integer, look->zone, out);
        break;
    case COACH_TYPE_NAMES:
        show_names(cell, out);
        break;
    default:
        show_text(out, cell->text, cell->length,
                  field->type == COACH_TYPE_TEXT ? look->line_break : NULL);
    }
}

const char *cell_colour(const coach_field *field, const coach_cell *cell) {
    static const struct {
        const char *value, *sequence;
    } palette[] = {
        {"ACTIVE", "\033[32m"},         /* green: as it should be */
        {"CONFIRMED", "\033[32m"},      /* */
        {"IN_PROGRESS", "\033[1;32m"},  /* bright green: now */
        {"SCHEDULED", "\033[36m"},      /* cyan: to come */
        {"PENDING", "\033[33m"},        /* yellow: waits for somebody */
        {"DRAFT", "\033[33m"},          /* */
        {"PAUSED", "\033[33m"},         /* */
        {"CANCELLED", "\033[31m"},      /* red: did not happen */
        {"LATE_CANCELLED", "\033[31m"}, /* */
        {"NO_SHOW", "\033[31m"},        /* */
        {"COMPLETED", "\033[2m"},       /* faint: past */
        {"ENDED", "\033[2m"},           /* */
    };
    if (cell->of)
        return cell_colour(cell->of, cell->value);
    if (cell->null || field->type != COACH_TYPE_ENUM || strcmp(field->name, "status") != 0)
        return NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(palette); i++)
        if (strcmp(cell->text, palette[i].value) == 0)
            return palette[i].sequence;
    return NULL;
}

bool cell_is_number(const coach_field *field) {
    return field->type == COACH_TYPE_INTEGER || field->type == COACH_TYPE_DECIMAL;
}

bool cell_is_text(const coach_field *field) {
    static const bool texts[] = {
        [COACH_TYPE_LINE] = true, [COACH_TYPE_TEXT] = true,  [COACH_TYPE_EMAIL] = true,
        [COACH_TYPE_JSON] = true, [COACH_TYPE_NAMES] = true,
    };
    return (size_t)field->type < G_N_ELEMENTS(texts) && texts[field->type];
}
