/* json_schema.c - what rows are in JSON, as JSON Schema (2020-12), made of the fields alone. */
#include "cli/json_schema.h"

#include <glib.h>

static const struct {
    const char *type;   /* NULL: any value */
    const char *format; /* or NULL */
} kinds[] = {
    [COACH_TYPE_UUID] = {"string", "uuid"},
    [COACH_TYPE_LINE] = {"string", NULL},
    [COACH_TYPE_TEXT] = {"string", NULL},
    [COACH_TYPE_EMAIL] = {"string", NULL},
    [COACH_TYPE_ENUM] = {"string", NULL},
    [COACH_TYPE_BOOLEAN] = {"boolean", NULL},
    [COACH_TYPE_INTEGER] = {"integer", NULL},
    [COACH_TYPE_DECIMAL] = {"number", NULL},
    [COACH_TYPE_CURRENCY] = {"string", NULL},
    [COACH_TYPE_ZONE] = {"string", NULL},
    [COACH_TYPE_INSTANT] = {"string", "date-time"},
    [COACH_TYPE_DATE] = {"string", "date"},
    [COACH_TYPE_JSON] = {NULL, NULL},
    [COACH_TYPE_NAMES] = {"array", NULL},
};

char *schema_name(coach_noun noun) {
    return g_strdelimit(g_strdup(coach_noun_name(noun)), " -", '_');
}

static void put_text(struct json_writer *w, const char *key, const char *text) {
    if (!text)
        return;
    json_key(w, key);
    json_text(w, text);
}

static void put_number(struct json_writer *w, const char *key, int64_t number) {
    json_key(w, key);
    json_integer(w, number);
}

/* Linked names are never absent: there are none of them then. */
static bool may_be_null(const coach_field *field) {
    return field->flags & COACH_FIELD_OPTIONAL && field->type != COACH_TYPE_NAMES;
}

static void put_type(struct json_writer *w, const coach_field *field) {
    const char *type = kinds[field->type].type;
    if (!type)
        return;
    json_key(w, "type");
    if (!may_be_null(field)) {
        json_text(w, type);
        return;
    }
    json_begin_array(w);
    json_text(w, type);
    json_text(w, "null");
    json_end_array(w);
}

static void put_values(struct json_writer *w, const coach_field *field) {
    if (!field->values)
        return;
    json_key(w, "enum");
    json_begin_array(w);
    for (size_t i = 0; field->values[i]; i++)
        json_text(w, field->values[i]);
    if (may_be_null(field))
        json_null(w);
    json_end_array(w);
}

static void put_bounds(struct json_writer *w, const coach_field *field) {
    bool number = field->type == COACH_TYPE_INTEGER;
    bool text = kinds[field->type].type && !number && !kinds[field->type].format &&
                field->type != COACH_TYPE_DECIMAL;
    if (!number && !text)
        return;
    if (field->min)
        put_number(w, number ? "minimum" : "minLength", field->min);
    if (field->max)
        put_number(w, number ? "maximum" : "maxLength", field->max);
}

static void put_field(struct json_writer *w, const coach_field *field) {
    json_begin_object(w);
    put_text(w, "description", field->doc);
    put_type(w, field);
    put_text(w, "format", kinds[field->type].format);
    put_values(w, field);
    put_bounds(w, field);
    if (field->type == COACH_TYPE_NAMES) {
        json_key(w, "items");
        json_begin_object(w);
        put_text(w, "type", "string");
        json_end_object(w);
    }
    json_end_object(w);
}

void schema_row(struct json_writer *w, coach_noun noun) {
    const coach_field *field;
    json_begin_object(w);
    put_text(w, "title", coach_noun_name(noun));
    put_text(w, "type", "object");
    json_key(w, "properties");
    json_begin_object(w);
    for (size_t n = 0; (field = coach_field_at(noun, n)); n++) {
        json_newline(w);
        json_key(w, field->name);
        put_field(w, field);
    }
    json_end_object(w);
    json_newline(w);
    json_key(w, "required");
    json_begin_array(w);
    for (size_t n = 0; (field = coach_field_at(noun, n)); n++)
        json_text(w, field->name);
    json_end_array(w);
    json_key(w, "additionalProperties");
    json_boolean(w, false);
    json_end_object(w);
}
