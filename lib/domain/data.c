/* data.c - what is exported and imported: every noun that is kept, but for the history. */
#include "domain/data.h"

#include "store/query.h"
#include "store/row.h"

#include <string.h>

static const struct {
    coach_noun noun;
    const char *type;
} kept[DATA_NOUNS] = {
    {COACH_VISIBILITY, "visibility"},
    {COACH_USER, "user"},
    {COACH_CATEGORY, "category"},
    {COACH_TAG, "tag"},
    {COACH_PROGRAM, "program"},
    {COACH_PROGRAM_SESSION, "program_session"},
    {COACH_TRAINER, "trainer"},
    {COACH_TRAINER_CATEGORY, "trainer_category"},
    {COACH_TRAINER_TAG, "trainer_tag"},
    {COACH_RELATIONSHIP, "relationship"},
    {COACH_SERIES, "series"},
    {COACH_PLAN, "plan"},
    {COACH_SESSION, "session"},
    {COACH_CALENDAR_LINK, "calendar_link"},
    {COACH_AVAILABILITY, "availability"},
    {COACH_TIME_OFF, "time_off"},
    {COACH_REMINDER, "reminder"},
};

const struct table *data_table(size_t n) {
    return table_of(kept[n].noun);
}

char *data_types(void) {
    GString *types = g_string_new(NULL);
    for (size_t n = 0; n < DATA_NOUNS; n++)
        g_string_append_printf(types, "%s%s", n ? ", " : "", kept[n].type);
    return g_string_free(types, FALSE);
}

size_t data_place(const struct table *table) {
    size_t n = 0;
    while (n < DATA_NOUNS && kept[n].noun != table->noun)
        n++;
    return n;
}

coach_noun coach_data_noun(size_t n) {
    return n < DATA_NOUNS ? kept[n].noun : COACH_NO_NOUN;
}

const char *coach_data_type(coach_noun noun) {
    for (size_t n = 0; n < DATA_NOUNS; n++)
        if (kept[n].noun == noun)
            return kept[n].type;
    return NULL;
}

coach_noun coach_data_named(const char *name) {
    for (size_t n = 0; n < DATA_NOUNS; n++)
        if (strcmp(kept[n].type, name) == 0)
            return kept[n].noun;
    g_autofree char *type = g_strdelimit(g_ascii_strdown(name, -1), "- ", '_');
    for (size_t n = 0; n < DATA_NOUNS; n++) {
        g_autofree char *noun = g_strdelimit(g_strdup(coach_noun_name(kept[n].noun)), " ", '_');
        if (strcmp(kept[n].type, type) == 0 || strcmp(noun, type) == 0)
            return kept[n].noun;
    }
    return COACH_NO_NOUN;
}

/* Sessions as they take place, which an index has in order; all else as it was made. */
coach_status coach_export(coach *c, coach_noun noun, coach_cursor **out) {
    const struct table *table = table_of(noun);
    g_autoptr(GString) fields = g_string_new(NULL);
    for (size_t i = 0; i < table->count; i++)
        if (stored(&table->fields[i]))
            g_string_append_printf(fields, "%s%s", fields->len ? "," : "",
                                   table->fields[i].view.name);
    coach_query query = {.view.fields = fields->str,
                         .sort = noun == COACH_SESSION ? NULL : "created_at",
                         .all = true};
    return coach_list(c, noun, &query, out);
}
