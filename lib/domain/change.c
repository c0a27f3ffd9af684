/* change.c - how a call that writes is run: in one transaction, in somebody's name, through one
 * revision. */
#include "domain/domain.h"

#include "schedule/when.h"
#include "schedule/zone.h"

#include <string.h>

struct run {
    change_work work;
    struct change change;
};

static coach_status run(coach *c, void *data) {
    struct run *r = data;
    coach_status status = actor_require(c);
    if (status == COACH_OK)
        status = r->work(c, &r->change);
    near_clear(c);
    return status;
}

coach_status change_run(coach *c, change_work work, struct change change, coach_id *id) {
    struct run r = {work, change};
    coach_status status = coach_transact(c, COACH_WRITE, run, &r);
    if (status == COACH_OK)
        id_format(&r.change.id, id->text);
    return status;
}

coach_status change_apply(coach *c, const struct table *table, void *row, struct change *change) {
    size_t given = 0;
    coach_status status = record_apply(c, table, change->request, !change->which, row, &given);
    if (status != COACH_OK || given || !change->which)
        return status;
    fail(&c->failure, COACH_USAGE, NULL, "nothing to change");
    return fail_hint(&c->failure, "`coach help %s edit` shows what can be",
                     coach_noun_name(table->noun));
}

coach_status change_insert(coach *c, const struct table *table, revision fill,
                           struct change *change) {
    void *row = g_malloc0(table->row_size);
    struct base *base = row;
    record_init(table, row);
    /* only the first user of all has an id before */
    base->id = id_is_nil(&change->id) ? id_random() : change->id;
    coach_status status = fill(c, NULL, row, change);
    if (status == COACH_OK)
        status = record_insert(c, table, row);
    change->id = base->id;
    record_clear(table, row);
    g_free(row);
    return status;
}

coach_status change_update(coach *c, const struct table *table, revision revise,
                           struct change *change) {
    coach_status status = record_find(c, table, change->which, &change->id);
    if (status != COACH_OK)
        return status;
    void *before = g_malloc0(table->row_size), *row = g_malloc0(table->row_size);
    status = record_load(c, table, &change->id, before);
    if (status == COACH_OK && (status = record_load(c, table, &change->id, row)) == COACH_OK) {
        status = revise(c, before, row, change);
        if (status == COACH_OK)
            status = record_update(c, table, before, row);
        record_clear(table, row);
    }
    record_clear(table, before);
    g_free(before);
    g_free(row);
    return status;
}

void note(coach *c, const char *format, ...) {
    va_list args;
    va_start(args, format);
    g_ptr_array_add(c->notes, g_strdup_vprintf(format, args));
    va_end(args);
}

/* ---- Zones, instants and days ---- */

const struct zone *reading_zone(const coach *c) {
    return c->near && !c->zone_asked ? c->near : c->zone;
}

coach_status read_instant(coach *c, const struct field *field, const char *text, void *value) {
    struct when_context context = {c->now, reading_zone(c)};
    return when_instant(text, &context, field->view.name, value, &c->failure);
}

coach_status read_date(coach *c, const struct field *field, const char *text, void *value) {
    struct when_context context = {c->now, reading_zone(c)};
    char date[11];
    coach_status status = when_date(text, &context, field->view.name, date, &c->failure);
    if (status == COACH_OK) {
        g_free(*(char **)value);
        *(char **)value = g_strdup(date);
    }
    return status;
}

coach_status read_zone(coach *c, const struct field *field, const char *text, void *value) {
    if (!coach_zone_known(text)) {
        fail(&c->failure, COACH_INVALID, field->view.name, "\"%.80s\" is not a time zone", text);
        return fail_hint(&c->failure, "an IANA name such as Europe/Berlin or UTC");
    }
    g_free(*(char **)value);
    *(char **)value = g_strdup(text);
    return COACH_OK;
}

coach_status read_minutes(coach *c, const char *name, const char *text, int64_t *minutes) {
    if (when_duration(text, minutes))
        return COACH_OK;
    fail(&c->failure, COACH_INVALID, name, "\"%.80s\" is not a length of time", text);
    return fail_hint(&c->failure, "such as 60m, 1h30m or 90 (minutes)");
}

coach_status read_length(coach *c, const struct field *field, const char *text, void *value) {
    int64_t minutes;
    coach_status status = read_minutes(c, field->view.name, text, &minutes);
    if (status != COACH_OK)
        return status;
    if (minutes < field->view.min || minutes > field->view.max)
        return fail(&c->failure, COACH_INVALID, field->view.name,
                    "%s is from %d to %d minutes, not %d", field->view.name, (int)field->view.min,
                    (int)field->view.max, (int)minutes);
    *(int64_t *)value = minutes;
    return COACH_OK;
}

const struct zone *zone_known(coach *c, const char *name) {
    struct zone *zone;
    if (!c->zones)
        c->zones =
            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)zone_free);
    if (g_hash_table_lookup_extended(c->zones, name, NULL, (void **)&zone))
        return zone;
    zone = zone_new(name);
    g_hash_table_insert(c->zones, g_strdup(name), zone);
    return zone;
}

void near_clear(coach *c) {
    zone_free(c->near);
    c->near = NULL;
}

void near_zone(coach *c, const char *name) {
    near_clear(c);
    c->near = zone_new(name);
}

/* One statement for all who ask: it is prepared once. */
static const char person_of_trainer[] =
    "SELECT u.id, u.time_zone, t.is_active, u.is_active FROM trainer_profile t "
    "JOIN " PEOPLE " u ON u.id = t.user_id WHERE t.id = $1";

coach_status trainer_user(coach *c, const struct id *trainer, struct id *user, char **zone) {
    struct statement *s;
    coach_status status = db_first(c->db, person_of_trainer, trainer, &s);
    if (status == COACH_OK) {
        *user = s ? db_id(s, 0) : (struct id){0};
        *zone = s ? g_strdup(db_text(s, 1, NULL)) : NULL;
    }
    db_finish(s);
    return status;
}

coach_status near_trainer(coach *c, const struct id *trainer) {
    struct id user;
    g_autofree char *zone = NULL;
    coach_status status = trainer_user(c, trainer, &user, &zone);
    if (status == COACH_OK && zone)
        near_zone(c, zone);
    return status;
}

coach_status near_person(coach *c, const struct id *user) {
    struct statement *s;
    coach_status status =
        db_first(c->db, "SELECT time_zone FROM " PEOPLE " WHERE id = $1", user, &s);
    if (s && !db_is_null(s, 0))
        near_zone(c, db_text(s, 0, NULL));
    db_finish(s);
    return status;
}

void today(const coach *c, char date[11]) {
    struct civil t = zone_civil(reading_zone(c), c->now, NULL, NULL);
    g_snprintf(date, 11, "%04d-%02d-%02d", t.year % 10000, t.month, t.day);
}

/* ---- Checks ---- */

coach_status check_move(coach *c, const struct table *table, const unsigned *moves, int from,
                        int to) {
    const char *const *names = field_named(table, "status")->view.values;
    const char *noun = coach_noun_name(table->noun);
    if (moves[from] & 1U << to)
        return COACH_OK;
    if (from == to)
        fail(&c->failure, COACH_REFUSED, "status", "the %s is %s already", noun, names[to]);
    else
        fail(&c->failure, COACH_REFUSED, "status", "a %s that is %s cannot become %s", noun,
             names[from], names[to]);
    GString *allowed = g_string_new(NULL);
    for (int i = 0; names[i]; i++)
        if (moves[from] & 1U << i)
            g_string_append_printf(allowed, "%s%s", allowed->len ? ", " : "", names[i]);
    if (allowed->len)
        fail_hint(&c->failure, "from %s it can become: %s", names[from], allowed->str);
    else
        fail_hint(&c->failure, "%s is final", names[from]);
    g_string_free(allowed, TRUE);
    return COACH_REFUSED;
}

coach_status arrival_check_move(coach *c, const struct table *table, const unsigned *moves,
                                int from, int to, const struct arrival *how) {
    return from == ENUM_NONE || from == to || how->force ? COACH_OK
                                                         : check_move(c, table, moves, from, to);
}

coach_status check_trainer(coach *c, const struct id *trainer) {
    struct statement *s;
    coach_status status = db_first(c->db, person_of_trainer, trainer, &s);
    struct id user = s ? db_id(s, 0) : (struct id){0};
    bool profile = s && db_boolean(s, 2), person = s && db_boolean(s, 3);
    db_finish(s);
    if (status != COACH_OK || (profile && person))
        return status;
    return profile ? refuse_archived(c, &user_table, &user, "the trainer")
                   : refuse_archived(c, &trainer_table, trainer, "the trainer");
}

coach_status count_rows(coach *c, const char *sql, const struct id *id, const int64_t *instant,
                        int64_t *count) {
    struct statement *s;
    coach_status status = db_prepare(c->db, sql, &s);
    if (status != COACH_OK)
        return status;
    bool row = false;
    db_bind_id(s, 1, id);
    if (instant)
        db_bind_instant(s, 2, *instant);
    if ((status = db_step(s, &row)) == COACH_OK)
        *count = row ? db_integer(s, 0) : 0;
    db_finish(s);
    return status;
}

coach_status collect_ids(coach *c, const char *sql, const struct id *id, const int64_t *instant,
                         GArray **out) {
    struct statement *s;
    coach_status status = db_prepare(c->db, sql, &s);
    if (status != COACH_OK)
        return status;
    GArray *ids = g_array_new(FALSE, FALSE, sizeof(struct id));
    bool row;
    db_bind_id(s, 1, id);
    if (instant)
        db_bind_instant(s, 2, *instant);
    while ((status = db_step(s, &row)) == COACH_OK && row) {
        struct id one = db_id(s, 0);
        g_array_append_val(ids, one);
    }
    db_finish(s);
    if (status == COACH_OK)
        *out = ids;
    else
        g_array_unref(ids);
    return status;
}
