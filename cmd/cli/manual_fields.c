/* manual_fields.c - the fields of every noun, for coach-data(7). */
#include "cli/manual.h"

#include "cli/mdoc.h"
#include "cli/wording.h"

#include <glib.h>

static const char *const types[] = {
    [COACH_TYPE_UUID] = "an id",
    [COACH_TYPE_LINE] = "text of one line",
    [COACH_TYPE_TEXT] = "text",
    [COACH_TYPE_EMAIL] = "an e-mail address",
    [COACH_TYPE_ENUM] = "one of",
    [COACH_TYPE_BOOLEAN] = "true or false",
    [COACH_TYPE_INTEGER] = "a whole number",
    [COACH_TYPE_DECIMAL] = "an exact decimal number",
    [COACH_TYPE_CURRENCY] = "a currency of ISO 4217",
    [COACH_TYPE_ZONE] = "an IANA time zone",
    [COACH_TYPE_INSTANT] = "an instant",
    [COACH_TYPE_DATE] = "a date",
    [COACH_TYPE_JSON] = "a JSON value",
    [COACH_TYPE_NAMES] = "names",
};

static void append_bounds(GString *text, const coach_field *field) {
    const char *unit = field->type == COACH_TYPE_INTEGER ? "" : " characters";
    if (field->min && field->max)
        g_string_append_printf(text, ", %d to %d%s", (int)field->min, (int)field->max, unit);
    else if (field->max)
        g_string_append_printf(text, ", at most %d%s", (int)field->max, unit);
}

/* "The client. An id of a user; optional." */
static void put_field(struct sink *sink, const coach_field *field) {
    g_autoptr(GString) text = g_string_new(field->doc);
    bool own_id = field->type == COACH_TYPE_UUID && field->target == COACH_NO_NOUN;
    const char *type = own_id ? "a random UUID" : types[field->type];
    g_string_append_printf(text, ". %c%s", g_ascii_toupper(type[0]), type + 1);
    if (field->values) {
        g_autofree char *choices = wording_choices(field->values);
        g_string_append_printf(text, " %s", choices);
    }
    if (field->type == COACH_TYPE_UUID && field->target != COACH_NO_NOUN)
        g_string_append_printf(text, " of a %s", coach_noun_name(field->target));
    append_bounds(text, field);
    if (field->flags & COACH_FIELD_OPTIONAL)
        g_string_append(text, "; may be absent");
    if (field->flags & COACH_FIELD_DERIVED)
        g_string_append(text, "; made from other rows");
    if (field->flags & COACH_FIELD_SEARCH)
        g_string_append(text, "; looked at by --search");
    if (field->initial)
        g_string_append_printf(text, "; at first %s", field->initial);
    g_string_append(text, ".");
    sink_printf(sink, ".It Va %s\n", field->name);
    mdoc_text(sink, text->str);
}

void manual_fields(struct sink *sink) {
    for (int noun = COACH_NO_NOUN + 1; noun < COACH_NOUN_COUNT; noun++) {
        const coach_field *field;
        sink_printf(sink, ".Ss The fields of %s %s\n.Bl -tag -width Ds\n",
                    coach_noun_article((coach_noun)noun), coach_noun_name((coach_noun)noun));
        for (size_t n = 0; (field = coach_field_at((coach_noun)noun, n)); n++)
            put_field(sink, field);
        sink_puts(sink, ".El\n");
    }
}
