/* program_session.c - what a program is made of: sessions by day, from which a plan's are booked.
 */
#include "domain/program_session.h"

#include "domain/session.h"
#include "schedule/when.h"

#include <string.h>

#define PROGRAM_SESSION(member) ASKED(struct program_session, coach_program_session_request, member)

static coach_status read_time(coach *c, const struct field *field, const char *text, void *value) {
    char time[6];
    coach_status status = when_time(text, field->view.name, time, &c->failure);
    if (status == COACH_OK) {
        g_free(*(char **)value);
        *(char **)value = g_strdup(time);
    }
    return status;
}

static const struct field fields[] = {
    ID_FIELD("session"),
    {.view = {"program", .doc = "Name of the program", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_DERIVED | COACH_FIELD_BRIEF, .target = COACH_PROGRAM},
     DERIVED,
     .sql = "t.program_id",
     .label = true},
    {.view = {"program_id", "program", "The program that it is part of", COACH_TYPE_UUID,
              .flags = COACH_FIELD_FILTER, .target = COACH_PROGRAM},
     PROGRAM_SESSION(program_id),
     .identifies = true,
     .active = true},
    {.view = {"day", .doc = "On which day of the program, counted from 1",
              .type = COACH_TYPE_INTEGER, .flags = COACH_FIELD_BRIEF, .min = 1, .max = 3660},
     PROGRAM_SESSION(day),
     .identifies = true},
    {.view = {"starts", "at", "The time of day at which it begins", COACH_TYPE_LINE,
              .flags = COACH_FIELD_BRIEF, .min = 5, .max = 5},
     PROGRAM_SESSION(starts),
     .identifies = true,
     .read = read_time},
    {.view = {"duration_minutes", "duration", "How long it lasts, in minutes", COACH_TYPE_INTEGER,
              .flags = COACH_FIELD_BRIEF | COACH_FIELD_FILLED, .min = 5, .max = 1440},
     PROGRAM_SESSION(duration_minutes),
     .read = read_length},
    {.view = {"title", .doc = "What it is called", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_BRIEF | COACH_FIELD_SEARCH, .min = 1, .max = 255},
     PROGRAM_SESSION(title),
     .identifies = true},
    {.view = {"description", .doc = "What is to be done", .type = COACH_TYPE_TEXT,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_SEARCH, .max = 2000},
     PROGRAM_SESSION(description)},
    {.view = {"session_type", "type", "What kind it is", COACH_TYPE_ENUM,
              .flags = COACH_FIELD_FILTER | COACH_FIELD_BRIEF, .values = session_types},
     PROGRAM_SESSION(session_type)},
    {.view = {"location", .doc = "Where it takes place", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_SEARCH, .max = 255},
     PROGRAM_SESSION(location)},
    BASE_FIELDS,
};

const struct table program_session_table = {
    .noun = COACH_PROGRAM_SESSION,
    .name = "program_session",
    .fields = fields,
    .count = G_N_ELEMENTS(fields),
    .row_size = sizeof(struct program_session),
    .from = "program_session t JOIN program p ON p.id = t.program_id",
    .order = "lower(p.name), t.program_id, t.day, t.starts",
    .time = "created_at",
    .label = "SELECT title FROM program_session WHERE id = $1",
    .search = "t.search_text LIKE $? ESCAPE '\\'",
};

/* ---- Adding and editing ---- */

static coach_status fill(coach *c, const void *before, void *row, struct change *change) {
    (void)before;
    struct program_session *session = row;
    coach_status status = change_apply(c, &program_session_table, row, change);
    if (session->duration_minutes == INTEGER_NONE)
        session->duration_minutes = c->session_minutes;
    return status;
}

static coach_status add(coach *c, struct change *change) {
    return change_insert(c, &program_session_table, fill, change);
}

static coach_status revise(coach *c, const void *before, void *row, struct change *change) {
    (void)before;
    return change_apply(c, &program_session_table, row, change);
}

static coach_status edit(coach *c, struct change *change) {
    return change_update(c, &program_session_table, revise, change);
}

coach_status coach_program_session_add(coach *c, const coach_program_session_request *r,
                                       coach_id *id) {
    return change_run(c, add, (struct change){.request = r}, id);
}

coach_status coach_program_session_edit(coach *c, const char *which,
                                        const coach_program_session_request *r, coach_id *id) {
    return change_run(c, edit, (struct change){.which = which, .request = r}, id);
}

/* ---- All of a program ---- */

static void session_clear(void *session) {
    record_clear(&program_session_table, session);
}

coach_status program_sessions(coach *c, const struct id *program, GArray **out) {
    GArray *sessions = g_array_new(FALSE, TRUE, sizeof(struct program_session));
    g_array_set_clear_func(sessions, session_clear);
    coach_status status = record_load_all(c, &program_session_table,
                                          "program_id = $1 AND is_active ORDER BY day, starts, id",
                                          program, sessions);
    if (status == COACH_OK)
        *out = sessions;
    else
        g_array_unref(sessions);
    return status;
}
