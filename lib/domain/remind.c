/* remind.c - which reminders are due, who gets to send each, and what came of it. */
#include "domain/reminder.h"

#include "schedule/when.h"
#include "schedule/zone.h"

#include <string.h>

enum { STALE_SECONDS = 600 };
#define WITHIN "24h"

static const char *const roles[] = {"client", "trainer"};

/* ---- What is due ---- */

/* $1: now. $2: how far to look. $3: claims older than that are taken up again. */
#define DUE(who, kind, when, one)                                                                  \
    "SELECT s.id, " who ".id, s.trainer_id, m.id, s.scheduled_at, s.time_zone, " who               \
    ".email, " who ".first_name, " who ".last_name, " who ".time_zone FROM training_session s "    \
    "JOIN client_trainer_relationship r ON r.id = s.client_trainer_relationship_id "               \
    "JOIN trainer_profile p ON p.id = s.trainer_id "                                               \
    "JOIN " PEOPLE " t ON t.id = p.user_id JOIN " PEOPLE " c ON c.id = s.client_id "               \
    "LEFT JOIN reminder m ON m.session_id = s.id AND m.kind = '" kind                              \
    "' AND m.recipient_id = " who ".id AND m.planned_at = s.scheduled_at "                         \
    "WHERE s.is_active AND r.is_active AND p.is_active AND t.is_active AND c.is_active AND " when  \
    " AND (m.id IS NULL OR (m.status = 'RETRY' AND m.next_at <= $1) "                              \
    "OR (m.status = 'CLAIMED' AND m.claimed_at <= $3))" one " ORDER BY s.scheduled_at, s.id"

#define COMING                                                                                     \
    "(s.status = 'SCHEDULED' OR s.status = 'CONFIRMED') AND s.scheduled_at > $1 "                  \
    "AND s.scheduled_at <= $2"
#define PAST "s.status = 'COMPLETED' AND s.completed_at <= $1 AND s.completed_at > $2"
#define UNRATED PAST " AND s.rating IS NULL AND s.client_feedback IS NULL"

#define ALL_AND_ONE(who, kind, when)                                                               \
    { DUE(who, kind, when, ""), DUE(who, kind, when, " AND s.id = $4") }

static const struct {
    const char *all, *one; /* one: of the session $4 */
} due[REMINDER_KINDS][ROLES] = {
    [REMINDER_UPCOMING] = {ALL_AND_ONE("c", "UPCOMING", COMING),
                           ALL_AND_ONE("t", "UPCOMING", COMING)},
    [REMINDER_FOLLOWUP] = {ALL_AND_ONE("c", "FOLLOWUP", PAST), ALL_AND_ONE("t", "FOLLOWUP", PAST)},
    [REMINDER_FEEDBACK] = {ALL_AND_ONE("c", "FEEDBACK", UNRATED)},
};

/* How long quiet hours last: what they hold back is still due at their end. */
static int64_t held(const coach_reminding *r) {
    int minutes = r->quiet.to - r->quiet.from;
    return r->is_quiet ? (minutes + (minutes < 0 ? 24 * 60 : 0)) * 60 : 0;
}

static void bind(const coach_reminding *r, struct statement *s, int kind) {
    int64_t now = r->c->now;
    db_bind_instant(s, 1, now);
    db_bind_instant(s, 2, kind == REMINDER_UPCOMING ? now + r->within : now - r->within - held(r));
    db_bind_instant(s, 3, now - STALE_SECONDS);
}

static coach_status look(coach_reminding *r, int kind, int role) {
    struct statement *s;
    coach_status status = db_prepare(r->c->db, due[kind][role].all, &s);
    if (status != COACH_OK)
        return status;
    bool row;
    bind(r, s, kind);
    while ((status = db_step(s, &row)) == COACH_OK && row) {
        struct candidate one = {kind, role, db_id(s, 0), db_id(s, 1), db_id(s, 2)};
        if (id_is_nil(&r->trainer) || id_equal(&r->trainer, &one.trainer))
            g_array_append_val(r->candidates, one);
    }
    db_finish(s);
    return status;
}

/* ---- Beginning ---- */

static coach_status read_kinds(coach_reminding *r, const char *text) {
    const struct field *field = field_named(&reminder_table, "kind");
    g_auto(GStrv) names = g_strsplit(text, ",", -1);
    coach_status status = COACH_OK;
    for (size_t i = 0; status == COACH_OK && names[i]; i++) {
        int kind = ENUM_NONE;
        status = field_read(r->c, field, g_strstrip(names[i]), &kind);
        if (status == COACH_OK && kind != ENUM_NONE)
            r->kinds[kind] = true;
    }
    return status;
}

static coach_status read_request(coach_reminding *r, const coach_remind_request *request) {
    struct failure *f = &r->c->failure;
    const char *within = request->within ? request->within : WITHIN;
    int64_t minutes = 0;
    if (!when_duration(within, &minutes) || minutes == 0) {
        fail(f, COACH_INVALID, "within", "\"%.80s\" is not a length of time", within);
        return fail_hint(f, "such as 24h, 90m or 1h30m");
    }
    r->within = minutes * 60;
    r->roles[ROLE_CLIENT] = request->to != COACH_TO_TRAINER;
    r->roles[ROLE_TRAINER] = request->to != COACH_TO_CLIENT;
    r->is_quiet = request->quiet_hours != NULL;
    if (r->is_quiet && !quiet_read(request->quiet_hours, &r->quiet)) {
        fail(f, COACH_INVALID, "quiet_hours", "\"%.80s\" does not say from when to when",
             request->quiet_hours);
        return fail_hint(f, "such as 21:00-08:00");
    }
    return read_kinds(r, request->kinds ? request->kinds : reminder_kinds[REMINDER_UPCOMING]);
}

struct beginning {
    coach_reminding *r;
    const char *trainer;
};

static coach_status find_all(coach *c, void *data) {
    const struct beginning *b = data;
    coach_status status = actor_require(c);
    if (status == COACH_OK && b->trainer)
        status = record_find(c, &trainer_table, b->trainer, &b->r->trainer);
    g_array_set_size(b->r->candidates, 0);
    for (int kind = 0; kind < REMINDER_KINDS; kind++)
        for (int role = 0; role < ROLES; role++)
            if (status == COACH_OK && b->r->kinds[kind] && b->r->roles[role] && due[kind][role].all)
                status = look(b->r, kind, role);
    return status;
}

coach_status coach_remind_begin(coach *c, const coach_remind_request *request,
                                coach_reminding **out) {
    coach_reminding *r = g_new0(coach_reminding, 1);
    *r = (coach_reminding){
        .c = c,
        .candidates = g_array_new(FALSE, FALSE, sizeof(struct candidate)),
        .claimed = g_array_new(FALSE, FALSE, sizeof(struct id)),
        .texts = g_string_chunk_new(256),
    };
    struct beginning b = {r, request->trainer};
    failure_clear(&c->failure);
    clock_look(c);
    coach_status status = read_request(r, request);
    if (status == COACH_OK)
        status = coach_transact(c, COACH_READ, find_all, &b);
    if (status == COACH_OK)
        *out = r;
    else
        coach_remind_end(r);
    return status;
}

void coach_remind_end(coach_reminding *r) {
    if (!r)
        return;
    g_array_unref(r->candidates);
    g_array_unref(r->claimed);
    g_string_chunk_free(r->texts);
    g_free(r);
}

/* ---- Claiming ---- */

struct claiming {
    coach_reminding *r;
    const struct candidate *candidate;
    struct id id; /* of the reminder that has been claimed; nil: none */
};

static const char *keep(coach_reminding *r, const char *text) {
    return text ? g_string_chunk_insert(r->texts, text) : NULL;
}

/* Takes what the statement stands at in hand, and leaves its reminder in *id. */
static void take(coach_reminding *r, const struct candidate *one, struct statement *s,
                 struct id *id) {
    const char *own = db_text(s, 9, NULL);
    g_string_chunk_clear(r->texts);
    r->shown = (coach_reminder){
        .kind = reminder_kinds[one->kind],
        .role = roles[one->role],
        .planned_at = db_instant(s, 4),
        .claimed_at = r->c->now,
        .email = keep(r, db_text(s, 6, NULL)),
        .first_name = keep(r, db_text(s, 7, NULL)),
        .last_name = keep(r, db_text(s, 8, NULL)),
        .time_zone = keep(r, own ? own : db_text(s, 5, NULL)),
        .local_time = r->time,
    };
    id_format(&one->session, r->shown.session.text);
    id_format(&one->recipient, r->shown.recipient.text);
    *id = db_id(s, 3);
}

static coach_status look_again(struct claiming *k, bool *found, struct id *id) {
    coach_reminding *r = k->r;
    const struct candidate *one = k->candidate;
    struct statement *s;
    coach_status status = db_prepare(r->c->db, due[one->kind][one->role].one, &s);
    if (status != COACH_OK)
        return status;
    bind(r, s, one->kind);
    db_bind_id(s, 4, &one->session);
    status = db_step(s, found);
    if (status == COACH_OK && *found)
        take(r, one, s, id);
    db_finish(s);
    return status;
}

/* Whether the recipient is not to be disturbed now, and there is time left when that is over. */
static bool is_held(coach_reminding *r, int kind) {
    struct zone *zone = zone_new(r->shown.time_zone);
    if (!zone) /* it was one on the machine where it was written down */
        zone = zone_new("UTC");
    int64_t now = r->c->now, end = r->is_quiet ? quiet_end(&r->quiet, zone, now) : now;
    local_time(zone, r->shown.planned_at, true, r->time, sizeof r->time);
    zone_free(zone);
    return end > now && (kind != REMINDER_UPCOMING || end < r->shown.planned_at);
}

static void mark(const coach *c, struct reminder *row) {
    row->status = c->db->rehearse ? REMINDER_DUE : REMINDER_CLAIMED;
    row->attempts += !c->db->rehearse;
    row->claimed_at = c->now;
    row->next_at = INTEGER_NONE;
}

static coach_status insert(coach *c, const struct candidate *one, const coach_reminder *shown,
                           struct reminder *row) {
    row->base.id = id_random();
    row->session_id = one->session;
    row->recipient_id = one->recipient;
    row->kind = one->kind;
    row->planned_at = shown->planned_at;
    row->attempts = 0;
    mark(c, row);
    return record_insert(c, &reminder_table, row);
}

/* A claim whose process has died. */
static bool gave_up(struct reminder *row) {
    if (row->attempts < REMINDER_ATTEMPTS)
        return false;
    row->status = REMINDER_FAILED;
    g_free(row->error);
    row->error = g_strdup("whoever was to send it ended before");
    return true;
}

static coach_status claim_again(coach *c, struct id *id, struct reminder *row) {
    struct reminder before;
    coach_status status = record_load(c, &reminder_table, id, &before);
    if (status != COACH_OK)
        return status;
    if ((status = record_load(c, &reminder_table, id, row)) == COACH_OK) {
        bool over = gave_up(row);
        if (!over)
            mark(c, row);
        status = record_update(c, &reminder_table, &before, row);
        if (over)
            row->base.id = (struct id){0};
    }
    record_clear(&reminder_table, &before);
    return status;
}

static coach_status claim(coach *c, void *data) {
    struct claiming *k = data;
    struct reminder row;
    struct id id;
    bool found = false;
    k->id = (struct id){0};
    coach_status status = actor_require(c);
    if (status == COACH_OK)
        status = look_again(k, &found, &id);
    if (status != COACH_OK || !found || is_held(k->r, k->candidate->kind))
        return status;
    record_init(&reminder_table, &row);
    status =
        id_is_nil(&id) ? insert(c, k->candidate, &k->r->shown, &row) : claim_again(c, &id, &row);
    if (status != COACH_OK)
        return status;
    k->id = row.base.id;
    k->r->shown.attempt = (int)row.attempts;
    record_clear(&reminder_table, &row);
    return COACH_OK;
}

coach_status coach_remind_claim(coach_reminding *r, const coach_reminder **out) {
    while (r->next < r->candidates->len) {
        struct claiming k = {r, &g_array_index(r->candidates, struct candidate, r->next++), {{0}}};
        clock_look(r->c);
        coach_status status = coach_transact(r->c, COACH_WRITE, claim, &k);
        if (status != COACH_OK)
            return status;
        if (id_is_nil(&k.id))
            continue;
        g_array_append_val(r->claimed, k.id);
        id_format(&k.id, r->shown.id.text);
        *out = &r->shown;
        return COACH_OK;
    }
    *out = NULL;
    return COACH_OK;
}

coach_status coach_remind_rows(coach_reminding *r, const coach_view *view, coach_cursor **out) {
    return rows_of(r->c, &reminder_table, r->claimed, view, out);
}
