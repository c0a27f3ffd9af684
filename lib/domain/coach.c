/* coach.c - the handle, and what the library says of itself. */
#include "domain/domain.h"
#include "schedule/quiet.h"
#include "schedule/when.h"
#include "schedule/zone.h"
#include "store/history.h"

#include <string.h>
#include <time.h>

#define SESSION_MINUTES 60

/* ---- The nouns ---- */

static const struct {
    const char *name;
    const struct table *table;
} known[COACH_NOUN_COUNT] = {
    [COACH_NO_NOUN] = {"row", NULL},
    [COACH_USER] = {"user", &user_table},
    [COACH_TRAINER] = {"trainer", &trainer_table},
    [COACH_CATEGORY] = {"category", &category_table},
    [COACH_TAG] = {"tag", &tag_table},
    [COACH_VISIBILITY] = {"visibility", &visibility_table},
    [COACH_PROGRAM] = {"program", &program_table},
    [COACH_RELATIONSHIP] = {"relationship", &relationship_table},
    [COACH_SESSION] = {"session", &session_table},
    [COACH_SERIES] = {"series", &series_table},
    [COACH_PLAN] = {"plan", &plan_table},
    [COACH_PROGRAM_SESSION] = {"program session", &program_session_table},
    [COACH_AVAILABILITY] = {"availability", &availability_table},
    [COACH_TIME_OFF] = {"timeoff", &time_off_table},
    [COACH_SLOT] = {"slot", &slot_table},
    [COACH_REMINDER] = {"reminder", &reminder_table},
    [COACH_STATUS] = {"status", &status_table},
    [COACH_AGENDA] = {"agenda", &agenda_table},
    [COACH_TRAINER_CATEGORY] = {"trainer category", &trainer_category_table},
    [COACH_TRAINER_TAG] = {"trainer tag", &trainer_tag_table},
    [COACH_CALENDAR_LINK] = {"calendar link", &calendar_link_table},
    [COACH_OPERATION] = {"operation", &operation_table},
    [COACH_DIFFERENCE] = {"difference", &difference_table},
    [COACH_BLAME] = {"field", &blame_table},
    [COACH_MIGRATION] = {"migration", &migration_table},
    [COACH_IMPORTED] = {"import", &imported_table},
};

const struct table *table_of(coach_noun noun) {
    return known[noun].table;
}

const struct table *table_called(const char *name) {
    for (size_t i = 0; i < COACH_NOUN_COUNT; i++)
        if (known[i].table && strcmp(known[i].table->name, name) == 0)
            return known[i].table;
    return NULL;
}

const char *coach_noun_name(coach_noun noun) {
    return known[noun].name;
}

const char *coach_noun_article(coach_noun noun) {
    return strchr("aeio", known[noun].name[0]) ? "an" : "a";
}

const char *coach_noun_time(coach_noun noun) {
    const struct table *table = table_of(noun);
    return table ? table->time : NULL;
}

const coach_field *coach_field_at(coach_noun noun, size_t n) {
    const struct table *table = table_of(noun);
    return table && n < table->count ? &table->fields[n].view : NULL;
}

const coach_field *coach_field_named(coach_noun noun, const char *name) {
    const struct table *table = table_of(noun);
    const struct field *field = table ? field_named(table, name) : NULL;
    return field ? &field->view : NULL;
}

/* ---- The handle ---- */

static coach_status set_clock(coach *c, const char *clock) {
    struct when_context context = {c->now, c->zone};
    return when_instant(clock, &context, "COACH_NOW", &c->now, &c->failure);
}

/* As much of a command line as the history keeps. */
static char *command_text(const char *text) {
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    gsize length = strlen(valid);
    if (length > OPERATION_LONGEST)
        length = (gsize)(g_utf8_find_prev_char(valid, valid + OPERATION_LONGEST + 1) - valid);
    return g_strndup(valid, length);
}

static coach_status set_times(coach *c, const coach_settings *settings) {
    coach_status status = settings->clock ? set_clock(c, settings->clock) : COACH_OK;
    struct when_context context = {c->now, c->zone};
    return status == COACH_OK && settings->as_of
               ? when_instant(settings->as_of, &context, "as_of", &c->as_of, &c->failure)
               : status;
}

coach_status coach_new(const coach_settings *settings, coach **out) {
    coach *c = g_new0(coach, 1);
    *c = (coach){
        .database = g_strdup(settings->database),
        .actor_text = g_strdup(settings->actor),
        .command = command_text(settings->command ? settings->command : "(library)"),
        .now = time(NULL),
        .as_of = INTEGER_NONE,
        .clock_stands = settings->clock != NULL,
        .zone_asked = settings->asked_time_zone != NULL,
        .busy_timeout_ms = settings->busy_timeout_ms,
        .session_minutes = settings->session_minutes ? settings->session_minutes : SESSION_MINUTES,
        .cancel_window_minutes = settings->cancel_window_minutes,
        .interrupted = settings->interrupted,
        .rehearse = settings->rehearse,
        .notes = g_ptr_array_new_with_free_func(g_free),
        .problems = g_ptr_array_new_with_free_func(g_free),
        .changed = g_array_new(FALSE, FALSE, sizeof(struct id)),
    };
    *out = c;
    const char *zone = settings->asked_time_zone ? settings->asked_time_zone : settings->time_zone;
    c->zone = zone ? zone_new(zone) : zone_new_system();
    if (c->zone)
        return set_times(c, settings);
    fail(&c->failure, COACH_INVALID, "time_zone", "\"%.80s\" is not a time zone", zone);
    return fail_hint(&c->failure, "an IANA name such as Europe/Berlin or UTC");
}

void clock_look(coach *c) {
    if (!c->clock_stands)
        c->now = time(NULL);
}

struct db_options options_of(const coach *c, const char *address, coach_access access) {
    return (struct db_options){
        .address = address,
        .access = access,
        .busy_timeout_ms = c->busy_timeout_ms,
        .now = c->now,
        .rehearse = c->rehearse,
        .interrupted = c->interrupted,
    };
}

coach_status coach_open(coach *c, coach_access access) {
    struct db_options options = options_of(c, c->database, access);
    failure_clear(&c->failure);
    return db_open(&options, &c->failure, &c->db);
}

void coach_free(coach *c) {
    if (!c)
        return;
    db_close(c->db);
    labels_forget(c);
    for (int i = 0; i < COACH_NOUN_COUNT; i++)
        g_free(c->inserts[i]), g_free(c->loads[i]);
    near_clear(c);
    zone_free(c->zone);
    if (c->zones)
        g_hash_table_unref(c->zones);
    failure_clear(&c->failure);
    g_ptr_array_unref(c->notes);
    g_ptr_array_unref(c->problems);
    g_array_unref(c->changed);
    g_free(c->database);
    g_free(c->actor_text);
    g_free(c->command);
    g_free(c);
}

const coach_failure *coach_last_failure(const coach *c) {
    return &c->failure.view;
}

const char *coach_note(const coach *c, size_t n) {
    return n < c->notes->len ? g_ptr_array_index(c->notes, n) : NULL;
}

const char *coach_problem(const coach *c, size_t n) {
    return n < c->problems->len ? g_ptr_array_index(c->problems, n) : NULL;
}

/* ---- Transactions ---- */

struct transaction {
    coach *c;
    coach_work work;
    void *data;
};

/* Has the tables look as they did then. */
static coach_status as_of_show(coach *c) {
    struct statement *s;
    bool row = false;
    if (c->as_of == INTEGER_NONE)
        return COACH_OK;
    coach_status status =
        db_prepare(c->db, "SELECT min(number) FROM operation WHERE made_at > $1", &s);
    if (status != COACH_OK)
        return status;
    db_bind_instant(s, 1, c->as_of);
    status = db_step(s, &row);
    int64_t first = status == COACH_OK && row ? db_integer(s, 0) : INTEGER_NONE;
    db_finish(s);
    return status == COACH_OK && first != INTEGER_NONE ? history_show(c, first - 1) : status;
}

static coach_status run(void *context) {
    const struct transaction *t = context;
    g_ptr_array_set_size(t->c->notes, 0);
    g_ptr_array_set_size(t->c->problems, 0);
    g_array_set_size(t->c->changed, 0);
    t->c->operation.number = t->c->operation.changes = 0;
    labels_forget(t->c);
    coach_status status = as_of_show(t->c);
    return status == COACH_OK ? t->work(t->c, t->data) : status;
}

coach_status coach_transact(coach *c, coach_access access, coach_work work, void *data) {
    struct transaction t = {c, work, data};
    if (db_in_transaction(c->db))
        return work(c, data);
    failure_clear(&c->failure);
    c->db->scratch = c->as_of != INTEGER_NONE;
    if (access == COACH_READ || access == COACH_PEEK)
        return db_read(c->db, run, &t);
    if (c->db->scratch)
        return fail(&c->failure, COACH_USAGE, "as_of", "the past cannot be changed");
    bool rehearse = c->db->rehearse;
    c->db->rehearse = rehearse || access == COACH_REHEARSE;
    coach_status status = db_write(c->db, run, &t);
    c->db->rehearse = rehearse;
    return status == COACH_OK && access == COACH_CREATE && !rehearse ? db_publish(c->db) : status;
}

/* ---- Time, for people ---- */

const char *weekday_name(int weekday) {
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    return days[weekday];
}

void local_time(const struct zone *zone, int64_t instant, bool zone_name, char *out, size_t size) {
    const char *name;
    struct civil t = zone_civil(zone, instant, NULL, &name);
    g_snprintf(out, (gulong)size, "%s %04d-%02d-%02d %02d:%02d%s%s",
               weekday_name(civil_weekday(&t)), t.year, t.month, t.day, t.hour, t.minute,
               zone_name ? " " : "", zone_name ? name : "");
}

void coach_local_time(coach *c, int64_t instant, bool zone, char *out, size_t size) {
    local_time(c->zone, instant, zone, out, size);
}

const char *coach_time_zone(const coach *c) {
    return zone_name(c->zone);
}

bool coach_zone_known(const char *name) {
    struct zone *zone = zone_new(name);
    zone_free(zone);
    return zone != NULL;
}

bool coach_quiet_hours(const char *text) {
    struct quiet quiet;
    return quiet_read(text, &quiet);
}

bool coach_duration_minutes(const char *text, int64_t *minutes) {
    return when_duration(text, minutes);
}
