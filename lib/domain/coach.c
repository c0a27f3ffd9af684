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
    [COACH_BACKUP] = {"backup", &backup_table},
    [COACH_FAULT] = {"fault", &fault_table},
    [COACH_IMPORTED] = {"import", &imported_table},
    [COACH_PROBLEM] = {"problem", &problem_table},
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

/* What is read as it stood then is read by the clock of then, too. */
static coach_status set_times(coach *c, const coach_settings *settings) {
    coach_status status = settings->clock ? set_clock(c, settings->clock) : COACH_OK;
    struct when_context context = {c->now, c->zone};
    if (status != COACH_OK || !settings->as_of)
        return status;
    status = when_instant(settings->as_of, &context, "as_of", &c->as_of, &c->failure);
    if (status == COACH_OK)
        c->now = c->as_of;
    return status;
}

/* NULL: the system's. The one that is there stays where it has that name. */
static coach_status set_zone(coach *c, const char *name) {
    if (c->zone && name && strcmp(zone_name(c->zone), name) == 0)
        return COACH_OK;
    struct zone *zone = name ? zone_new(name) : zone_new_system();
    if (zone) {
        zone_free(c->zone);
        c->zone = zone;
        return COACH_OK;
    }
    fail(&c->failure, COACH_INVALID, "time_zone", "\"%.80s\" is not a time zone", name);
    return fail_hint(&c->failure, "an IANA name such as Europe/Berlin or UTC");
}

static coach_status set_all(coach *c, const coach_settings *settings) {
    c->actor_text = g_strdup(settings->actor);
    c->command = command_text(settings->command ? settings->command : "(library)");
    c->now = time(NULL);
    c->as_of = INTEGER_NONE;
    c->clock_stands = settings->clock || settings->as_of;
    c->zone_asked = settings->asked_time_zone != NULL;
    c->session_minutes = settings->session_minutes ? settings->session_minutes : SESSION_MINUTES;
    c->cancel_window_minutes = settings->cancel_window_minutes;
    c->interrupted = settings->interrupted;
    c->asked = settings->asked;
    c->rehearse = settings->rehearse;
    if (!c->db || !db_in_transaction(c->db)) { /* it is that of whoever began */
        c->before_commit = settings->before_commit;
        c->before_commit_data = settings->before_commit_data;
    }
    coach_status status =
        set_zone(c, settings->asked_time_zone ? settings->asked_time_zone : settings->time_zone);
    return status == COACH_OK ? set_times(c, settings) : status;
}

coach_status coach_new(const coach_settings *settings, coach **out) {
    coach *c = g_new0(coach, 1);
    *c = (coach){
        .database = g_strdup(settings->database),
        .busy_timeout_ms = settings->busy_timeout_ms,
        .notes = g_ptr_array_new_with_free_func(g_free),
        .problems = g_ptr_array_new_with_free_func(problem_free),
        .changed = g_array_new(FALSE, FALSE, sizeof(struct id)),
    };
    *out = c;
    return set_all(c, settings);
}

static void forget_results(coach *c) {
    g_ptr_array_set_size(c->notes, 0);
    g_ptr_array_set_size(c->problems, 0);
    g_array_set_size(c->changed, 0);
}

coach_status coach_adjust(coach *c, const coach_settings *settings) {
    failure_clear(&c->failure);
    forget_results(c);
    near_clear(c);
    g_free(c->actor_text);
    g_free(c->command);
    c->actor = (struct id){0};
    coach_status status = set_all(c, settings);
    c->db->rehearse = c->rehearse;
    return status;
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

static bool only_reads(coach_access access) {
    return access == COACH_READ || access == COACH_PEEK;
}

coach_status change_allowed(coach *c) {
    if (!c->asked)
        return COACH_OK;
    fail(&c->failure, COACH_REFUSED, NULL,
         "a hook that is asked about a change cannot make another one");
    return fail_hint(&c->failure, "do so in a post- hook, after the change");
}

coach_status coach_open(coach *c, coach_access access) {
    struct db_options options = options_of(c, c->database, access);
    failure_clear(&c->failure);
    coach_status status = only_reads(access) ? COACH_OK : change_allowed(c);
    return status == COACH_OK ? db_open(&options, &c->failure, &c->db) : status;
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
    forget_results(t->c);
    t->c->operation.number = t->c->operation.changes = 0;
    t->c->wipe = false;
    labels_forget(t->c);
    coach_status status = as_of_show(t->c);
    if (status == COACH_OK)
        status = t->work(t->c, t->data);
    return status == COACH_OK && t->c->before_commit && t->c->operation.number
               ? t->c->before_commit(t->c, t->c->before_commit_data)
               : status;
}

/* The rows are erased by now, whatever becomes of the files. */
static coach_status wipe_files(coach *c) {
    g_autoptr(GPtrArray) left = g_ptr_array_new_with_free_func(g_free);
    coach_status status = db_wipe(c->db, left);
    for (guint i = 0; i < left->len; i++)
        problem(c, "%s", (char *)g_ptr_array_index(left, i));
    if (status == COACH_OK)
        return COACH_OK;
    g_autofree char *why = g_strdup(c->failure.view.message);
    fail(&c->failure, status, NULL, "it is erased, but the file still holds it in free places: %s",
         why);
    return fail_hint(&c->failure, "the same command again takes it out of there too");
}

coach_status coach_transact(coach *c, coach_access access, coach_work work, void *data) {
    struct transaction t = {c, work, data};
    if (db_in_transaction(c->db))
        return work(c, data);
    failure_clear(&c->failure);
    c->db->scratch = c->as_of != INTEGER_NONE;
    if (only_reads(access))
        return db_read(c->db, run, &t);
    if (c->db->scratch)
        return fail(&c->failure, COACH_USAGE, "as_of", "the past cannot be changed");
    if (change_allowed(c) != COACH_OK)
        return COACH_REFUSED;
    bool rehearse = c->db->rehearse;
    c->db->rehearse = rehearse || access == COACH_REHEARSE;
    coach_status status = db_write(c->db, run, &t);
    bool wipe = status == COACH_OK && c->wipe && !c->db->rehearse;
    c->db->rehearse = rehearse;
    if (wipe)
        return wipe_files(c);
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
