/* value_json.c - values as JSON, and back. */
#include "store/value_json.h"

#include <string.h>

#define DAY 86400

void json_append(GString *out, const char *text) {
    static const char letters[] = "btnvfr";
    g_string_append_c(out, '"');
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte == '"' || byte == '\\') {
            g_string_append_c(out, '\\');
            g_string_append_c(out, (char)byte);
        } else if (byte >= 0x20) {
            g_string_append_c(out, (char)byte);
        } else if (byte >= '\b' && byte <= '\r' && byte != '\v') {
            g_string_append_c(out, '\\');
            g_string_append_c(out, letters[byte - '\b']);
        } else {
            g_string_append_printf(out, "\\u%04x", byte);
        }
    }
    g_string_append_c(out, '"');
}

static void append_instant(GString *out, int64_t instant) {
    int64_t days = instant / DAY - (instant % DAY < 0), second = instant - days * DAY;
    struct civil day = civil_from_days(days);
    g_string_append_printf(out, "\"%04d-%02d-%02dT%02d:%02d:%02dZ\"", day.year, day.month, day.day,
                           (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
}

void value_json(GString *out, const struct field *field, const void *value) {
    char id[ID_TEXT];
    if (value_absent(field, value)) {
        g_string_append(out, "null");
        return;
    }
    switch (field->view.type) {
    case COACH_TYPE_UUID:
        id_format(value, id);
        json_append(out, id);
        break;
    case COACH_TYPE_ENUM:
        json_append(out, field->view.values[*(const int *)value]);
        break;
    case COACH_TYPE_BOOLEAN:
        g_string_append(out, *(const bool *)value ? "true" : "false");
        break;
    case COACH_TYPE_INTEGER:
        g_string_append_printf(out, "%" G_GINT64_FORMAT, *(const int64_t *)value);
        break;
    case COACH_TYPE_INSTANT:
        append_instant(out, *(const int64_t *)value);
        break;
    case COACH_TYPE_DECIMAL:
    case COACH_TYPE_JSON:
        g_string_append(out, *(char *const *)value);
        break;
    default:
        json_append(out, *(char *const *)value);
    }
}

/* ---- And back ---- */

static bool digits(const char *text, int count, int *number) {
    *number = 0;
    for (int i = 0; i < count; i++) {
        if (!g_ascii_isdigit(text[i]))
            return false;
        *number = *number * 10 + (text[i] - '0');
    }
    return true;
}

bool date_written(const char *text, struct civil *day) {
    *day = (struct civil){0};
    return digits(text, 4, &day->year) && text[4] == '-' && digits(text + 5, 2, &day->month) &&
           text[7] == '-' && digits(text + 8, 2, &day->day) && civil_valid(day);
}

bool instant_written(const char *text, int64_t *instant) {
    struct civil at;
    if (strlen(text) != 20 || !date_written(text, &at) || text[10] != 'T' ||
        !digits(text + 11, 2, &at.hour) || text[13] != ':' || !digits(text + 14, 2, &at.minute) ||
        text[16] != ':' || !digits(text + 17, 2, &at.second) || text[19] != 'Z' ||
        !civil_valid(&at))
        return false;
    *instant =
        civil_days(at.year, at.month, at.day) * DAY + at.hour * 3600 + at.minute * 60 + at.second;
    return true;
}

bool enum_written(const struct field *field, const char *text, int *value) {
    for (int i = 0; field->view.values[i]; i++)
        if (strcmp(field->view.values[i], text) == 0) {
            *value = i;
            return true;
        }
    return false;
}

static bool read_value(const struct field *field, const struct json_value *json, void *value) {
    switch (field->view.type) {
    case COACH_TYPE_UUID:
        return json->kind == JSON_STRING && id_parse(json->text, value);
    case COACH_TYPE_ENUM:
        return json->kind == JSON_STRING && enum_written(field, json->text, value);
    case COACH_TYPE_BOOLEAN:
        *(bool *)value = json->text[0] == 't';
        return json->kind == JSON_BOOLEAN;
    case COACH_TYPE_INTEGER:
        return json->kind == JSON_NUMBER &&
               g_ascii_string_to_signed(json->text, 10, G_MININT64 + 1, G_MAXINT64, value, NULL);
    case COACH_TYPE_INSTANT:
        return json->kind == JSON_STRING && instant_written(json->text, value);
    case COACH_TYPE_JSON:
        *(char **)value = g_strdup(json->raw);
        return true;
    default:
        *(char **)value = g_strdup(json->text);
        return json->kind != JSON_BOOLEAN;
    }
}

coach_status value_from_json(coach *c, const struct field *field, const struct json_value *json,
                             void *value) {
    /* of JSON that is null, there is none: an absent value is written so */
    value_clear(field, value);
    if (json->kind == JSON_NULL || read_value(field, json, value))
        return COACH_OK;
    return fail(&c->failure, COACH_STORAGE, field->view.name,
                "the history holds a %s that this coach does not know", field->view.name);
}
