/* complete_rows.c - rows of the database as candidates. */
#include "cli/complete_line.h"

#include <string.h>

enum { MOST = 200, MOST_READ = 10000 };

/* What names a row of a noun, and what tells it from others: the first field, and the rest. */
struct naming {
    const char *fields;
    const char *joint; /* between the rest */
    bool by_id;        /* ids cannot be searched; the latest come first */
};

static const struct naming namings[COACH_NOUN_COUNT] = {
    [COACH_USER] = {"email,first_name,last_name", " ", false},
    [COACH_TRAINER] = {"email,name,specializations", ", ", false},
    [COACH_CATEGORY] = {"name,description", "", false},
    [COACH_TAG] = {"name,description", "", false},
    [COACH_VISIBILITY] = {"name,description", "", false},
    [COACH_PROGRAM] = {"name,description", "", false},
    [COACH_PROGRAM_SESSION] = {"id,program,title", ", ", true},
    [COACH_RELATIONSHIP] = {"id,client,trainer,status", ", ", true},
    [COACH_SESSION] = {"id,title,client,scheduled_at", ", ", true},
    [COACH_PLAN] = {"id,name,client,status", ", ", true},
};

static char *describe(coach *c, const coach_cursor *cursor, const coach_cell *row,
                      const char *joint) {
    GString *text = g_string_new("");
    for (size_t i = 1; i < coach_cursor_columns(cursor); i++) {
        char time[48];
        if (row[i].null)
            continue;
        const char *part = row[i].text;
        if (coach_cursor_column(cursor, i)->type == COACH_TYPE_INSTANT) {
            coach_local_time(c, row[i].integer, false, time, sizeof time);
            part = time;
        }
        g_string_append_printf(text, "%s%s", text->len ? joint : "", part);
    }
    return g_string_free(text, FALSE);
}

/* Short ids, but never shorter than what is typed already. */
static char *value_of(const struct line *line, const struct naming *naming,
                      const coach_cell *cell) {
    if (naming->by_id && strlen(line->typed) <= cell->unique)
        return g_strndup(cell->text, cell->unique);
    return g_strdup(cell->text);
}

static bool offer_row(const struct line *line, const struct naming *naming, coach *c,
                      const coach_cursor *cursor, const coach_cell *row) {
    g_autofree char *value = value_of(line, naming, &row[0]);
    g_autofree char *description = describe(c, cursor, row, naming->joint);
    bool filter = line->verb && line->verb->kind == VERB_LIST;
    if (filter && (strchr(value, ',') || line_chosen(line, value)))
        return false;
    return line_offer(line, value, description);
}

static void offer_all(const struct line *line, const struct naming *naming, coach *c,
                      coach_cursor *cursor) {
    const coach_cell *row;
    for (size_t offered = 0; offered < MOST;) {
        if (coach_cursor_next(cursor, &row) != COACH_OK || !row)
            return;
        offered += offer_row(line, naming, c, cursor, row);
    }
}

void complete_rows(struct line *line, coach_noun noun, bool archived) {
    const struct naming *naming = &namings[noun];
    bool rows = line->config && naming->fields;
    coach *c = rows ? line->open(line->database, line->config) : NULL;
    coach_cursor *cursor;
    coach_query query = {
        .view = {.fields = naming->fields, .short_ids = naming->by_id},
        .search = !naming->by_id && line->typed[0] ? line->typed : NULL,
        .reverse = naming->by_id,
        .archived = archived,
        .limit = line->typed[0] ? MOST_READ : MOST,
    };
    if (c && coach_list(c, noun, &query, &cursor) == COACH_OK) {
        offer_all(line, naming, c, cursor);
        coach_cursor_close(cursor);
    }
    coach_free(c);
}
