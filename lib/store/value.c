/* value.c - one value of a row, by its field's type. */
#include "store/value.h"

#include "base/json.h"
#include "base/money.h"
#include "base/text.h"

#include <string.h>

static bool is_text(const struct field *field) {
    switch (field->view.type) {
    case COACH_TYPE_UUID:
    case COACH_TYPE_ENUM:
    case COACH_TYPE_BOOLEAN:
    case COACH_TYPE_INTEGER:
    case COACH_TYPE_INSTANT:
    case COACH_TYPE_NAMES:
        return false;
    default:
        return true;
    }
}

void value_none(const struct field *field, void *value) {
    switch (field->view.type) {
    case COACH_TYPE_UUID:
    case COACH_TYPE_NAMES:
        *(struct id *)value = (struct id){0};
        break;
    case COACH_TYPE_ENUM:
        *(int *)value = ENUM_NONE;
        break;
    case COACH_TYPE_BOOLEAN:
        *(bool *)value = false;
        break;
    case COACH_TYPE_INTEGER:
    case COACH_TYPE_INSTANT:
        *(int64_t *)value = INTEGER_NONE;
        break;
    default:
        *(char **)value = NULL;
    }
}

void value_clear(const struct field *field, void *value) {
    if (is_text(field))
        g_free(*(char **)value);
    value_none(field, value);
}

bool value_absent(const struct field *field, const void *value) {
    switch (field->view.type) {
    case COACH_TYPE_UUID:
    case COACH_TYPE_NAMES:
        return id_is_nil(value);
    case COACH_TYPE_ENUM:
        return *(const int *)value == ENUM_NONE;
    case COACH_TYPE_BOOLEAN:
        return false;
    case COACH_TYPE_INTEGER:
    case COACH_TYPE_INSTANT:
        return *(const int64_t *)value == INTEGER_NONE;
    default:
        return !*(char *const *)value;
    }
}

bool value_equal(const struct field *field, const void *a, const void *b) {
    switch (field->view.type) {
    case COACH_TYPE_UUID:
    case COACH_TYPE_NAMES:
        return id_equal(a, b);
    case COACH_TYPE_ENUM:
        return *(const int *)a == *(const int *)b;
    case COACH_TYPE_BOOLEAN:
        return *(const bool *)a == *(const bool *)b;
    case COACH_TYPE_INTEGER:
    case COACH_TYPE_INSTANT:
        return *(const int64_t *)a == *(const int64_t *)b;
    default:
        return g_strcmp0(*(char *const *)a, *(char *const *)b) == 0;
    }
}

void value_bind(struct statement *s, int n, const struct field *field, const void *value) {
    switch (field->view.type) {
    case COACH_TYPE_UUID:
    case COACH_TYPE_NAMES:
        db_bind_id(s, n, value);
        break;
    case COACH_TYPE_ENUM: {
        int which = *(const int *)value;
        db_bind_text(s, n, which == ENUM_NONE ? NULL : field->view.values[which]);
        break;
    }
    case COACH_TYPE_BOOLEAN:
        db_bind_boolean(s, n, *(const bool *)value);
        break;
    case COACH_TYPE_INTEGER:
        db_bind_integer(s, n, *(const int64_t *)value);
        break;
    case COACH_TYPE_INSTANT:
        db_bind_instant(s, n, *(const int64_t *)value);
        break;
    case COACH_TYPE_DATE:
        db_bind_date(s, n, *(char *const *)value);
        break;
    case COACH_TYPE_DECIMAL:
        db_bind_decimal(s, n, *(char *const *)value);
        break;
    case COACH_TYPE_JSON:
        db_bind_json(s, n, *(char *const *)value);
        break;
    default:
        db_bind_text(s, n, *(char *const *)value);
    }
}

static coach_status load_enum(coach *c, const char *text, const struct field *field, int *value) {
    *value = ENUM_NONE;
    for (int i = 0; text && field->view.values[i]; i++)
        if (strcmp(text, field->view.values[i]) == 0)
            *value = i;
    if (text && *value == ENUM_NONE)
        return fail(&c->failure, COACH_STORAGE, field->view.name,
                    "the database holds a %s that this coach does not know", field->view.name);
    return COACH_OK;
}

coach_status value_load(coach *c, struct statement *s, int n, const struct field *field,
                        void *value) {
    switch (field->view.type) {
    case COACH_TYPE_UUID:
    case COACH_TYPE_NAMES:
        *(struct id *)value = db_id(s, n);
        return COACH_OK;
    case COACH_TYPE_ENUM:
        return load_enum(c, db_text(s, n, NULL), field, value);
    case COACH_TYPE_BOOLEAN:
        *(bool *)value = db_boolean(s, n);
        return COACH_OK;
    case COACH_TYPE_INTEGER:
        *(int64_t *)value = db_integer(s, n);
        return COACH_OK;
    case COACH_TYPE_INSTANT:
        *(int64_t *)value = db_instant(s, n);
        return COACH_OK;
    default:
        g_free(*(char **)value);
        *(char **)value = g_strdup(db_text(s, n, NULL));
        return COACH_OK;
    }
}

/* ---- From what users write ---- */

static coach_status read_enum(coach *c, const struct field *field, const char *text, int *value) {
    g_autofree char *name = g_strdelimit(g_ascii_strup(text, -1), "- ", '_');
    for (int i = 0; field->view.values[i]; i++)
        if (strcmp(name, field->view.values[i]) == 0) {
            *value = i;
            return COACH_OK;
        }
    fail(&c->failure, COACH_INVALID, field->view.name, "\"%.80s\" is not a value of %s", text,
         field->view.name);
    const char *near = coach_nearest(name, field->view.values);
    if (near)
        fail_hint(&c->failure, "did you mean %s?", near);
    g_autofree char *all = g_strjoinv(", ", (char **)field->view.values);
    return fail_hint(&c->failure, "allowed: %s", all);
}

static coach_status read_boolean(coach *c, const struct field *field, const char *text,
                                 bool *value) {
    static const char *const words[] = {"false", "true", "no", "yes", "0", "1", NULL};
    for (int i = 0; words[i]; i++)
        if (g_ascii_strcasecmp(text, words[i]) == 0) {
            *value = i % 2 != 0;
            return COACH_OK;
        }
    fail(&c->failure, COACH_INVALID, field->view.name, "\"%.80s\" is not a truth value", text);
    return fail_hint(&c->failure, "allowed: true, false");
}

static coach_status read_integer(coach *c, const struct field *field, const char *text,
                                 int64_t *value) {
    gint64 number;
    if (!g_ascii_string_to_signed(text, 10, field->view.min, field->view.max, &number, NULL))
        return fail(&c->failure, COACH_INVALID, field->view.name,
                    "\"%.80s\" is not a whole number from %" G_GINT64_FORMAT
                    " to %" G_GINT64_FORMAT,
                    text, field->view.min, field->view.max);
    *value = number;
    return COACH_OK;
}

static coach_status read_text(coach *c, const struct field *field, const char *text, char **value) {
    const coach_field *view = &field->view;
    struct failure *f = &c->failure;
    coach_status status;
    char *kept = NULL;
    switch (view->type) {
    case COACH_TYPE_CURRENCY:
        status = currency_parse(text, view->name, &kept, f);
        break;
    case COACH_TYPE_JSON:
        status = json_compact(text, view->name, &kept, f);
        break;
    default:
        status = text_check(text, view->type == COACH_TYPE_TEXT, (size_t)view->min,
                            (size_t)view->max, view->name, f);
        if (status == COACH_OK && view->type == COACH_TYPE_EMAIL)
            status = text_check_email(text, view->name, f);
        if (status == COACH_OK)
            kept = g_strdup(text);
    }
    if (status == COACH_OK) {
        g_free(*value);
        *value = kept;
    }
    return status;
}

static coach_status clear_value(coach *c, const struct field *field, void *value) {
    if (!(field->view.flags & COACH_FIELD_OPTIONAL))
        return fail(&c->failure, COACH_INVALID, field->view.name, "%s cannot be left out",
                    field->view.name);
    value_clear(field, value);
    return COACH_OK;
}

coach_status field_read(coach *c, const struct field *field, const char *text, void *value) {
    bool optional = (field->view.flags & COACH_FIELD_OPTIONAL) != 0;
    if (text == COACH_CLEAR || (optional && text[0] == '\0'))
        return clear_value(c, field, value);
    if (field->read)
        return field->read(c, field, text, value);
    switch (field->view.type) {
    case COACH_TYPE_UUID:
    case COACH_TYPE_NAMES:
        return record_find(c, table_of(field->view.target), text, value);
    case COACH_TYPE_ENUM:
        return read_enum(c, field, text, value);
    case COACH_TYPE_BOOLEAN:
        return read_boolean(c, field, text, value);
    case COACH_TYPE_INTEGER:
        return read_integer(c, field, text, value);
    default:
        return read_text(c, field, text, value);
    }
}
