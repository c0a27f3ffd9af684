/* calendar.c - the sessions of a query as a calendar, piece by piece. */
#include "domain/calendar.h"

#include "schedule/vtimezone.h"
#include "store/query.h"

#include <string.h>

const char calendar_columns[] =
    "id,title,description,location,time_zone,scheduled_at,ends_at,status,client_id,trainer_id,"
    "created_at,updated_at,sequence,series_start";

/* ---- What the sessions have in common ---- */

static int year_of(int64_t instant) {
    return civil_from_days(instant / 86400 - (instant % 86400 < 0)).year;
}

typedef void (*keeping)(coach_calendar *calendar, struct statement *s);

/* Runs a statement on the sessions that match: what comes before and after their conditions. */
static coach_status ask(coach_calendar *calendar, const struct select *select, const char *before,
                        const char *after, keeping keep) {
    struct statement *s;
    bool row;
    g_autofree char *sql =
        g_strconcat(before, " FROM training_session t", select->where->str, after, NULL);
    coach_status status = db_prepare(calendar->c->db, sql, &s);
    if (status != COACH_OK)
        return status;
    select_bind(select, s);
    while ((status = db_step(s, &row)) == COACH_OK && row)
        keep(calendar, s);
    db_finish(s);
    return status;
}

static void keep_years(coach_calendar *calendar, struct statement *s) {
    if (db_is_null(s, 0))
        return;
    int first = year_of(db_instant(s, 0)), last = year_of(db_instant(s, 1));
    calendar->first = calendar->first ? MIN(calendar->first, first) : first;
    calendar->last = MAX(calendar->last, last);
}

static void keep_zone(coach_calendar *calendar, struct statement *s) {
    (void)zones_find(calendar->zones, db_text(s, 0, NULL));
}

static void keep_person(coach_calendar *calendar, struct statement *s) {
    struct id id = db_id(s, 0);
    g_autofree char *name = g_strjoin(" ", db_text(s, 1, NULL), db_text(s, 2, NULL), NULL);
    char *key = g_malloc(ID_TEXT);
    id_format(&id, key);
    g_hash_table_insert(calendar->people, key, person_new(name, db_text(s, 3, NULL)));
}

/* Rows that one of the sessions names: by one look at an index for each. order: " ORDER BY …" */
static coach_status ask_named(coach_calendar *calendar, const struct select *select,
                              const char *rows, const char *names, const char *order,
                              keeping keep) {
    g_autofree char *before = g_strconcat(rows, " WHERE EXISTS (SELECT 1", NULL);
    g_autofree char *after =
        g_strconcat(select->where->len ? " AND " : " WHERE ", names, ")", order, NULL);
    return ask(calendar, select, before, after, keep);
}

static void keep_series(coach_calendar *calendar, struct statement *s) {
    struct id id = db_id(s, 0);
    g_array_append_val(calendar->series, id);
}

/* Those of the whole series that the sessions belong to. */
static coach_status ask_series(coach_calendar *calendar, const struct select *select) {
    coach_status status = ask(calendar, select,
                              "SELECT min(t.scheduled_at), max(t.ends_at) FROM training_session t "
                              "WHERE t.is_active AND t.series_id IN (SELECT t.series_id",
                              ")", keep_years);
    return status == COACH_OK ? ask(calendar, select,
                                    "SELECT DISTINCT r.time_zone FROM session_series r "
                                    "WHERE r.id IN (SELECT t.series_id",
                                    ")", keep_zone)
                              : status;
}

static void elsewhere_free(void *data) {
    g_free(((struct elsewhere *)data)->uid);
    g_free(data);
}

/* Of several sessions that one event has become, the first goes out under its name, and the others
 * under their own: a calendar has one event of a name. */
static void keep_elsewhere(coach_calendar *calendar, struct statement *s) {
    struct id id = db_id(s, 0);
    const char *uid = db_text(s, 1, NULL);
    bool recurs = db_text(s, 2, NULL)[0] != '\0';
    if (!recurs && !g_hash_table_add(calendar->uids, g_strdup(uid)))
        return;
    struct elsewhere *one = g_new(struct elsewhere, 1);
    char *key = g_malloc(ID_TEXT);
    id_format(&id, key);
    *one = (struct elsewhere){.uid = g_strdup(uid),
                              .recurs = recurs,
                              .sequence = db_integer(s, 3),
                              .read = db_instant(s, 4)};
    g_hash_table_insert(calendar->elsewhere, key, one);
}

static coach_status prepare(coach_calendar *calendar, const struct select *select) {
    coach_status status =
        ask(calendar, select, "SELECT min(t.scheduled_at), max(t.ends_at)", "", keep_years);
    if (status == COACH_OK)
        status = ask(calendar, select, "SELECT DISTINCT t.time_zone", "", keep_zone);
    if (status == COACH_OK)
        status = ask(calendar, select, "SELECT DISTINCT t.series_id",
                     select->where->len ? " AND t.series_id IS NOT NULL ORDER BY t.series_id"
                                        : " WHERE t.series_id IS NOT NULL ORDER BY t.series_id",
                     keep_series);
    if (status == COACH_OK && calendar->series->len)
        status = ask_series(calendar, select);
    if (status == COACH_OK)
        status = ask_named(calendar, select,
                           "SELECT u.id, u.first_name, u.last_name, u.email FROM " PEOPLE " u",
                           "t.client_id = u.id", "", keep_person);
    if (status == COACH_OK)
        status = ask_named(calendar, select,
                           "SELECT p.id, u.first_name, u.last_name, u.email FROM trainer_profile p "
                           "JOIN " PEOPLE " u ON u.id = p.user_id",
                           "t.trainer_id = p.id", "", keep_person);
    if (status == COACH_OK)
        status = ask_named(calendar, select,
                           "SELECT l.session_id, l.uid, l.occurrence, l.sequence, l.updated_at "
                           "FROM calendar_link l",
                           "t.id = l.session_id", " ORDER BY l.created_at, l.session_id",
                           keep_elsewhere);
    return status;
}

/* ---- Opening and closing ---- */

static coach_calendar *calendar_new(coach *c, bool apart) {
    coach_calendar *calendar = g_new0(coach_calendar, 1);
    *calendar = (coach_calendar){
        .c = c,
        .apart = apart,
        .part = apart ? PART_SESSIONS : PART_HEAD,
        .series = g_array_new(FALSE, FALSE, sizeof(struct id)),
        .elsewhere = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, elsewhere_free),
        .uids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .people = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, person_free),
        .zones = zones_new(),
        .vtimezones = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
        .text = g_string_new(NULL),
    };
    return calendar;
}

void coach_calendar_close(coach_calendar *calendar) {
    if (!calendar)
        return;
    coach_cursor_close(calendar->sessions);
    g_array_unref(calendar->series);
    g_hash_table_unref(calendar->elsewhere);
    g_hash_table_unref(calendar->uids);
    g_hash_table_unref(calendar->people);
    g_hash_table_unref(calendar->zones);
    g_hash_table_unref(calendar->vtimezones);
    g_string_free(calendar->text, TRUE);
    g_free(calendar);
}

/* Takes over the select. */
static coach_status open_on(coach *c, struct select *select, bool apart, coach_calendar **out) {
    coach_calendar *calendar = calendar_new(c, apart);
    coach_status status = prepare(calendar, select);
    select_where(select, "t.series_id IS NULL");
    if (status == COACH_OK)
        status = cursor_open(select, NULL, false, &calendar->sessions);
    else
        select_clear(select);
    if (status == COACH_OK)
        *out = calendar;
    else
        coach_calendar_close(calendar);
    return status;
}

coach_status coach_calendar_open(coach *c, const coach_query *query, bool apart,
                                 coach_calendar **out) {
    coach_query plain = *query;
    struct select select;
    plain.view = (coach_view){.fields = calendar_columns};
    coach_status status = select_matching(c, COACH_SESSION, &plain, &select);
    return status == COACH_OK ? open_on(c, &select, apart, out) : status;
}

/* ---- Pieces ---- */

/* The zones of a calendar of all, in the order of their names. */
static void append_zones(coach_calendar *calendar) {
    g_autoptr(GList) names = g_hash_table_get_keys(calendar->zones);
    names = g_list_sort(names, (GCompareFunc)strcmp);
    for (const GList *at = names; at; at = at->next) {
        const struct zone *zone = g_hash_table_lookup(calendar->zones, at->data);
        if (strcmp(zone_name(zone), "UTC") != 0)
            vtimezone_append(calendar->text, zone, calendar->first, calendar->last);
    }
}

/* The zone of a calendar of one: the same whatever else is in the query. */
static void append_zone(coach_calendar *calendar, const struct zone *zone, int first, int last) {
    g_autofree char *key = g_strdup_printf("%s %d %d", zone_name(zone), first, last);
    const char *text = g_hash_table_lookup(calendar->vtimezones, key);
    if (!text) {
        GString *made = g_string_new(NULL);
        if (strcmp(zone_name(zone), "UTC") != 0)
            vtimezone_append(made, zone, first, last);
        text = made->str;
        g_hash_table_insert(calendar->vtimezones, g_steal_pointer(&key),
                            g_string_free(made, FALSE));
    }
    g_string_append(calendar->text, text);
}

static int status_of(const char *name) {
    const char *const *values = field_named(&session_table, "status")->view.values;
    int status = 0;
    while (values[status + 1] && strcmp(values[status], name) != 0)
        status++;
    return status;
}

struct event calendar_event(coach_calendar *calendar, const coach_cell *row) {
    return (struct event){
        .uid = row[COLUMN_ID].text,
        .title = row[COLUMN_TITLE].text,
        .description = row[COLUMN_DESCRIPTION].text,
        .location = row[COLUMN_LOCATION].text,
        .zone = zones_find(calendar->zones, row[COLUMN_ZONE].text),
        .start = row[COLUMN_START].integer,
        .end = row[COLUMN_END].integer,
        .created = row[COLUMN_CREATED].integer,
        .updated = row[COLUMN_UPDATED].integer,
        .sequence = row[COLUMN_SEQUENCE].integer,
        .status = status_of(row[COLUMN_STATUS].text),
        .trainer = g_hash_table_lookup(calendar->people, row[COLUMN_TRAINER].text),
        .client = g_hash_table_lookup(calendar->people, row[COLUMN_CLIENT].text),
    };
}

void calendar_open_piece(coach_calendar *calendar, const char *name, const struct zone *zone,
                         int64_t first, int64_t last) {
    g_strlcpy(calendar->name, name, sizeof calendar->name);
    if (!calendar->apart)
        return;
    calendar_begin(calendar->text);
    append_zone(calendar, zone, year_of(first), year_of(last));
}

void calendar_close_piece(coach_calendar *calendar) {
    if (calendar->apart)
        calendar_end(calendar->text);
}

/* What came from another calendar goes out under the name that it has there. */
static void tell_elsewhere(coach_calendar *calendar, struct event *event) {
    const struct elsewhere *from = g_hash_table_lookup(calendar->elsewhere, event->uid);
    calendar->imported = from;
    calendar->changed = from && !from->recurs && event->updated > from->read;
    if (!from || from->recurs)
        return;
    event->uid = from->uid;
    event->sequence = MAX(event->sequence, from->sequence);
}

/* Of a session that belongs to no series. */
static coach_status single_event(coach_calendar *calendar, const char *session, coach_event *out) {
    const coach_cell *row;
    coach_status status = coach_cursor_next(calendar->sessions, &row);
    if (status != COACH_OK)
        return status;
    if (!row)
        return fail(&calendar->c->failure, COACH_NOT_FOUND, NULL, "there is no session \"%s\"",
                    session);
    struct event event = calendar_event(calendar, row);
    tell_elsewhere(calendar, &event);
    *out = (coach_event){.uid = g_strdup(event.uid),
                         .sequence = event.sequence,
                         .status = event_status(event.status)};
    return COACH_OK;
}

coach_status coach_calendar_event(coach *c, const char *session, coach_event *out) {
    static const coach_view view = {.fields = calendar_columns};
    coach_calendar *calendar;
    struct select select;
    struct id id = {0};
    (void)id_parse(session, &id); /* no session has the nil one */
    failure_clear(&c->failure);
    select_init(&select, c, &session_table);
    select_id(&select, &id);
    select_where(&select, "t.id = $?");
    coach_status status = select_columns(&select, &view);
    if (status != COACH_OK) {
        select_clear(&select);
        return status;
    }
    if ((status = open_on(c, &select, true, &calendar)) != COACH_OK)
        return status;
    const struct id *series =
        calendar->series->len ? &g_array_index(calendar->series, struct id, 0) : NULL;
    status = series ? calendar_occurrence(calendar, series, session, out)
                    : single_event(calendar, session, out);
    coach_calendar_close(calendar);
    return status;
}

static void append_session(coach_calendar *calendar, const coach_cell *row) {
    struct event event = calendar_event(calendar, row);
    tell_elsewhere(calendar, &event);
    calendar_open_piece(calendar, row[COLUMN_ID].text, event.zone, event.start, event.end);
    event_append(calendar->text, &event);
    calendar_close_piece(calendar);
}

static coach_status next_session(coach_calendar *calendar) {
    const coach_cell *row;
    coach_status status = coach_cursor_next(calendar->sessions, &row);
    if (status != COACH_OK)
        return status;
    if (row) {
        append_session(calendar, row);
        return COACH_OK;
    }
    g_clear_pointer(&calendar->sessions, coach_cursor_close);
    calendar->part++;
    return COACH_OK;
}

/* Appends the next piece, or nothing where its part is done. */
static coach_status append_next(coach_calendar *calendar) {
    switch (calendar->part) {
    case PART_HEAD:
        calendar_begin(calendar->text);
        append_zones(calendar);
        calendar->part++;
        return COACH_OK;
    case PART_SESSIONS:
        return next_session(calendar);
    case PART_SERIES:
        if (calendar->at < calendar->series->len)
            return calendar_series(calendar,
                                   &g_array_index(calendar->series, struct id, calendar->at++));
        calendar->part++;
        return COACH_OK;
    case PART_END:
        if (!calendar->apart)
            calendar_end(calendar->text);
        calendar->part++;
        return COACH_OK;
    default:
        return COACH_OK;
    }
}

coach_status coach_calendar_next(coach_calendar *calendar, coach_calendar_piece *piece) {
    coach_status status = COACH_OK;
    g_string_truncate(calendar->text, 0);
    calendar->imported = NULL;
    calendar->changed = false;
    while (status == COACH_OK && calendar->text->len == 0 && calendar->part != PART_OVER)
        status = append_next(calendar);
    if (status == COACH_OK)
        *piece = (coach_calendar_piece){
            .text = calendar->text->len ? calendar->text->str : NULL,
            .length = calendar->text->len,
            .name = calendar->apart ? calendar->name : NULL,
            .elsewhere = calendar->apart && calendar->imported ? calendar->imported->uid : NULL,
            .changed = calendar->changed,
        };
    return status;
}
