/* calendar_series.c - a series as iCalendar has it: a rule, and the sessions that do not follow it.
 */
#include "domain/calendar.h"
#include "domain/series.h"
#include "schedule/recur.h"
#include "store/query.h"

#include <stdio.h>
#include <string.h>

struct telling {
    coach_calendar *calendar;
    struct series series;
    char uid[ID_TEXT];
    struct event whole;    /* what the rule stands for */
    GHashTable *originals; /* char *: the local starts that a session has */
    int64_t last;          /* the end of the last session */
    const char *wanted;    /* a session, and */
    coach_event found;     /* which event it is */
};

/* ---- What all have in common ---- */

/* When any of its sessions last changed, archived ones too, and how often. */
static coach_status read_version(struct telling *t) {
    struct statement *s;
    bool row;
    coach *c = t->calendar->c;
    coach_status status = db_prepare(c->db,
                                     "SELECT max(sequence), max(updated_at) FROM training_session "
                                     "WHERE series_id = $1",
                                     &s);
    if (status != COACH_OK)
        return status;
    db_bind_id(s, 1, &t->series.base.id);
    if ((status = db_step(s, &row)) == COACH_OK && row) {
        t->whole.sequence = db_integer(s, 0);
        t->whole.updated = MAX(t->series.base.updated_at, db_instant(s, 1));
    }
    db_finish(s);
    return status;
}

/* The rule for others: what ends it is local with us, and in UTC with them. */
static char *rule_told(const struct telling *t) {
    static const char until[] = "UNTIL=";
    const char *rule = t->series.rule, *found = strstr(rule, until);
    struct civil end;
    if (!found || sscanf(found + strlen(until), "%4d%2d%2dT%2d%2d%2d", &end.year, &end.month,
                         &end.day, &end.hour, &end.minute, &end.second) != 6)
        return g_strdup(rule);
    const char *rest = strchr(found, ';');
    struct zone *utc = zone_new_offset(0);
    end = zone_civil(utc, zone_instant(t->whole.zone, &end), NULL, NULL);
    zone_free(utc);
    return g_strdup_printf("%.*s%04d%02d%02dT%02d%02d%02dZ%s",
                           (int)(found - rule + (ptrdiff_t)strlen(until)), rule, end.year,
                           end.month, end.day, end.hour, end.minute, end.second, rest ? rest : "");
}

static const struct person *person_of(const struct telling *t, const struct id *id) {
    char key[ID_TEXT];
    id_format(id, key);
    return g_hash_table_lookup(t->calendar->people, key);
}

/* ---- Its sessions ---- */

static coach_status open_sessions(struct telling *t, coach_cursor **out) {
    struct select select;
    coach_view view = {.fields = calendar_columns};
    select_init(&select, t->calendar->c, &session_table);
    coach_status status = select_columns(&select, &view);
    if (status != COACH_OK) {
        select_clear(&select);
        return status;
    }
    select_id(&select, &t->series.base.id);
    select_where(&select, "t.series_id = $?");
    select_where(&select, "t.is_active");
    return cursor_open(&select, NULL, false, out);
}

/* Runs something for each session of the series. */
static coach_status each(struct telling *t,
                         void (*work)(struct telling *t, const coach_cell *row)) {
    coach_cursor *cursor;
    const coach_cell *row;
    coach_status status = open_sessions(t, &cursor);
    if (status != COACH_OK)
        return status;
    while ((status = coach_cursor_next(cursor, &row)) == COACH_OK && row)
        work(t, row);
    coach_cursor_close(cursor);
    return status;
}

/* Most of them confirmed: the rule stands for confirmed ones. status counts them meanwhile. */
static void look(struct telling *t, const coach_cell *row) {
    struct event event = calendar_event(t->calendar, row);
    const char *word = event_status(event.status);
    g_hash_table_add(t->originals, g_strdup(row[COLUMN_ORIGINAL].text));
    t->last = MAX(t->last, event.end);
    t->whole.status += strcmp(word, "CONFIRMED") == 0 ? 1 : strcmp(word, "TENTATIVE") == 0 ? -1 : 0;
}

static bool follows(const struct telling *t, const struct event *event, const char *original) {
    const struct event *whole = &t->whole;
    struct civil local;
    return local_read(original, &local) && event->start == zone_instant(whole->zone, &local) &&
           event->end == event->start + whole->minutes * 60 &&
           strcmp(event->title, whole->title) == 0 &&
           g_strcmp0(event->description, whole->description) == 0 &&
           g_strcmp0(event->location, whole->location) == 0 &&
           strcmp(event_status(event->status), event_status(whole->status)) == 0;
}

static void append_different(struct telling *t, const coach_cell *row) {
    struct event event = calendar_event(t->calendar, row);
    const char *original = row[COLUMN_ORIGINAL].text;
    if (follows(t, &event, original))
        return;
    event.uid = t->whole.uid;
    event.recurrence_id = original;
    event.zone = t->whole.zone;
    event_append(t->calendar->text, &event);
}

/* What the rule gives and no session has. */
static coach_status find_exceptions(struct telling *t, GPtrArray *except) {
    g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(struct civil));
    struct civil start;
    coach *c = t->calendar->c;
    if (!local_read(t->series.local_start, &start))
        return COACH_OK;
    coach_status status = recur_expand(t->series.rule, &start, "rule", starts, &c->failure);
    for (guint i = 0; status == COACH_OK && i < starts->len; i++) {
        char text[LOCAL_TEXT];
        local_format(&g_array_index(starts, struct civil, i), text);
        if (!g_hash_table_contains(t->originals, text))
            g_ptr_array_add(except, g_strdup(text));
    }
    return status;
}

/* ---- The whole ---- */

static coach_status append_all(struct telling *t) {
    coach_calendar *calendar = t->calendar;
    g_autofree char *rule = rule_told(t);
    g_autoptr(GPtrArray) except = g_ptr_array_new_with_free_func(g_free);
    struct civil start;
    coach_status status = find_exceptions(t, except);
    if (status != COACH_OK || !local_read(t->series.local_start, &start))
        return status;
    t->whole.rule = rule;
    t->whole.except = except;
    calendar_open_piece(calendar, t->uid, t->whole.zone, zone_instant(t->whole.zone, &start),
                        t->last);
    event_append(calendar->text, &t->whole);
    status = each(t, append_different);
    calendar_close_piece(calendar);
    return status;
}

/* What does not follow the rule stands beside it with a version of its own. */
static void find(struct telling *t, const coach_cell *row) {
    struct event event = calendar_event(t->calendar, row);
    const char *original = row[COLUMN_ORIGINAL].text;
    struct civil local;
    if (strcmp(event.uid, t->wanted) == 0 && local_read(original, &local))
        t->found = (coach_event){
            .uid = g_strdup(t->uid),
            .recurs = true,
            .recurrence_id = zone_instant(t->whole.zone, &local),
            .sequence = follows(t, &event, original) ? t->whole.sequence : event.sequence,
            .status = event_status(event.status),
        };
}

static coach_status find_wanted(struct telling *t) {
    coach_status status = each(t, find);
    if (status == COACH_OK && !t->found.uid)
        status = fail(&t->calendar->c->failure, COACH_NOT_FOUND, NULL, "there is no session \"%s\"",
                      t->wanted);
    return status;
}

/* Looks at all of a series before anything is told of it. */
static coach_status look_at_all(struct telling *t) {
    const struct series *series = &t->series;
    t->whole = (struct event){
        .uid = t->uid,
        .title = series->title,
        .description = series->description,
        .location = series->location,
        .zone = zones_find(t->calendar->zones, series->time_zone),
        .local_start = series->local_start,
        .minutes = series->duration_minutes,
        .created = series->base.created_at,
        .trainer = person_of(t, &series->trainer_id),
        .client = person_of(t, &series->client_id),
    };
    coach_status status = read_version(t);
    if (status == COACH_OK)
        status = each(t, look);
    t->whole.status = t->whole.status > 0 ? SESSION_CONFIRMED : SESSION_SCHEDULED;
    return status;
}

static coach_status tell(struct telling *t, const struct id *id,
                         coach_status (*work)(struct telling *t)) {
    coach_status status = record_load(t->calendar->c, &series_table, id, &t->series);
    if (status != COACH_OK)
        return status;
    id_format(id, t->uid);
    t->originals = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    status = look_at_all(t);
    if (status == COACH_OK)
        status = work(t);
    g_hash_table_unref(t->originals);
    record_clear(&series_table, &t->series);
    return status;
}

coach_status calendar_series(coach_calendar *calendar, const struct id *id) {
    struct telling t = {.calendar = calendar};
    return tell(&t, id, append_all);
}

coach_status calendar_occurrence(coach_calendar *calendar, const struct id *id, const char *session,
                                 coach_event *out) {
    struct telling t = {.calendar = calendar, .wanted = session};
    coach_status status = tell(&t, id, find_wanted);
    if (status == COACH_OK)
        *out = t.found;
    else
        g_free(t.found.uid);
    return status;
}
