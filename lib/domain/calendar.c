/* calendar.c - the sessions of a query as a calendar, piece by piece. */
#include "domain/calendar.h"

#include "schedule/vtimezone.h"
#include "store/query.h"

#include <string.h>

enum part { PART_HEAD, PART_SESSIONS, PART_END, PART_OVER };

struct coach_calendar {
    coach *c;
    bool apart;
    enum part part;
    coach_cursor *sessions;
    GHashTable *people;     /* id of a user or a trainer → struct person */
    GHashTable *zones;      /* name → struct zone; "UTC" for what this machine does not know */
    GHashTable *vtimezones; /* apart: name and years → text */
    int first, last;        /* the years of all sessions */
    GString *text;
    char uid[ID_TEXT];
};

/* What is read of a session, in this order. */
static const char columns[] = "id,title,description,location,time_zone,scheduled_at,ends_at,status,"
                              "client_id,trainer_id,created_at,updated_at";
enum column {
    ID,
    TITLE,
    DESCRIPTION,
    LOCATION,
    ZONE,
    START,
    END,
    STATUS,
    CLIENT,
    TRAINER,
    CREATED,
    UPDATED
};

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
    calendar->first = year_of(db_instant(s, 0));
    calendar->last = year_of(db_instant(s, 1));
}

static const struct zone *zone_of(coach_calendar *calendar, const char *name) {
    struct zone *zone = g_hash_table_lookup(calendar->zones, name);
    if (!zone) {
        zone = zone_new(name);
        if (!zone)
            zone = zone_new_offset(0);
        g_hash_table_insert(calendar->zones, g_strdup(name), zone);
    }
    return zone;
}

static void keep_zone(coach_calendar *calendar, struct statement *s) {
    zone_of(calendar, db_text(s, 0, NULL));
}

static void keep_person(coach_calendar *calendar, struct statement *s) {
    struct id id = db_id(s, 0);
    g_autofree char *name = g_strjoin(" ", db_text(s, 1, NULL), db_text(s, 2, NULL), NULL);
    char *key = g_malloc(ID_TEXT);
    id_format(&id, key);
    g_hash_table_insert(calendar->people, key, person_new(name, db_text(s, 3, NULL)));
}

/* Those of the people u whom one of the sessions names: by one look at an index for each. */
static coach_status ask_people(coach_calendar *calendar, const struct select *select,
                               const char *people, const char *names) {
    g_autofree char *before = g_strconcat(people, " WHERE EXISTS (SELECT 1", NULL);
    g_autofree char *after =
        g_strconcat(select->where->len ? " AND " : " WHERE ", names, ")", NULL);
    return ask(calendar, select, before, after, keep_person);
}

static coach_status prepare(coach_calendar *calendar, const struct select *select) {
    coach_status status =
        ask(calendar, select, "SELECT min(t.scheduled_at), max(t.ends_at)", "", keep_years);
    if (status == COACH_OK)
        status = ask(calendar, select, "SELECT DISTINCT t.time_zone", "", keep_zone);
    if (status == COACH_OK)
        status = ask_people(calendar, select,
                            "SELECT u.id, u.first_name, u.last_name, u.email FROM " PEOPLE " u",
                            "t.client_id = u.id");
    if (status == COACH_OK)
        status =
            ask_people(calendar, select,
                       "SELECT p.id, u.first_name, u.last_name, u.email FROM trainer_profile p "
                       "JOIN " PEOPLE " u ON u.id = p.user_id",
                       "t.trainer_id = p.id");
    return status;
}

/* ---- Opening and closing ---- */

static coach_calendar *calendar_new(coach *c, bool apart) {
    coach_calendar *calendar = g_new0(coach_calendar, 1);
    *calendar = (coach_calendar){
        .c = c,
        .apart = apart,
        .part = apart ? PART_SESSIONS : PART_HEAD,
        .people = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, person_free),
        .zones = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)zone_free),
        .vtimezones = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
        .text = g_string_new(NULL),
    };
    return calendar;
}

void coach_calendar_close(coach_calendar *calendar) {
    if (!calendar)
        return;
    coach_cursor_close(calendar->sessions);
    g_hash_table_unref(calendar->people);
    g_hash_table_unref(calendar->zones);
    g_hash_table_unref(calendar->vtimezones);
    g_string_free(calendar->text, TRUE);
    g_free(calendar);
}

coach_status coach_calendar_open(coach *c, const coach_query *query, bool apart,
                                 coach_calendar **out) {
    coach_query plain = *query;
    struct select select;
    plain.view = (coach_view){.fields = columns};
    coach_status status = select_matching(c, COACH_SESSION, &plain, &select);
    if (status != COACH_OK)
        return status;
    coach_calendar *calendar = calendar_new(c, apart);
    status = prepare(calendar, &select);
    if (status == COACH_OK)
        status = cursor_open(&select, NULL, false, &calendar->sessions);
    else
        select_clear(&select);
    if (status == COACH_OK)
        *out = calendar;
    else
        coach_calendar_close(calendar);
    return status;
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

static struct event event_of(coach_calendar *calendar, const coach_cell *row) {
    return (struct event){
        .uid = row[ID].text,
        .title = row[TITLE].text,
        .description = row[DESCRIPTION].text,
        .location = row[LOCATION].text,
        .zone = zone_of(calendar, row[ZONE].text),
        .start = row[START].integer,
        .end = row[END].integer,
        .created = row[CREATED].integer,
        .updated = row[UPDATED].integer,
        .status = status_of(row[STATUS].text),
        .trainer = g_hash_table_lookup(calendar->people, row[TRAINER].text),
        .client = g_hash_table_lookup(calendar->people, row[CLIENT].text),
    };
}

static void append_session(coach_calendar *calendar, const coach_cell *row) {
    struct event event = event_of(calendar, row);
    if (calendar->apart) {
        calendar_begin(calendar->text);
        append_zone(calendar, event.zone, year_of(event.start), year_of(event.end));
    }
    event_append(calendar->text, &event);
    if (calendar->apart)
        calendar_end(calendar->text);
    g_strlcpy(calendar->uid, event.uid, sizeof calendar->uid);
}

/* Appends the next piece, or nothing where its part is done. */
static coach_status append_next(coach_calendar *calendar) {
    const coach_cell *row;
    coach_status status = COACH_OK;
    switch (calendar->part) {
    case PART_HEAD:
        calendar_begin(calendar->text);
        append_zones(calendar);
        calendar->part++;
        return COACH_OK;
    case PART_SESSIONS:
        status = coach_cursor_next(calendar->sessions, &row);
        if (status == COACH_OK && row)
            append_session(calendar, row);
        else
            calendar->part++;
        return status;
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
    while (status == COACH_OK && calendar->text->len == 0 && calendar->part != PART_OVER)
        status = append_next(calendar);
    if (status == COACH_OK)
        *piece = (coach_calendar_piece){
            .text = calendar->text->len ? calendar->text->str : NULL,
            .length = calendar->text->len,
            .uid = calendar->apart ? calendar->uid : NULL,
        };
    return status;
}
