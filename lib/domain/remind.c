/* remind.c - which reminders are due, who gets to send each, and what came of it. */
#include "domain/reminder.h"

#include "schedule/when.h"
#include "schedule/zone.h"

enum { STALE_SECONDS = 600 };
#define WITHIN "24h"
#define TRIES G_STRINGIFY(REMINDER_ATTEMPTS)

static const char *const roles[] = {"client", "trainer"};

/* ---- What is due ---- */

/* What is read of a session, and of a reminder of it that is there, for a recipient. */
#define TOLD(who, planned)                                                                         \
    "SELECT s.id, " who ".id, s.trainer_id, m.id, " planned ", s.time_zone, " who ".email, " who   \
    ".first_name, " who ".last_name, " who ".time_zone FROM "
#define ITS_PEOPLE                                                                                 \
    "JOIN trainer_profile p ON p.id = s.trainer_id JOIN " PEOPLE " t ON t.id = p.user_id "         \
    "JOIN " PEOPLE " c ON c.id = s.client_id "

/* $1: now. $2: how far to look. $3: claims older than that are taken up again. */
#define DUE(who, kind, when, one)                                                                  \
    TOLD(who, "s.scheduled_at")                                                                    \
    "training_session s "                                                                          \
    "JOIN client_trainer_relationship r ON r.id = s.client_trainer_relationship_id " ITS_PEOPLE    \
    "LEFT JOIN reminder m ON m.session_id = s.id AND m.kind = '" kind                              \
    "' AND m.recipient_id = " who ".id AND m.planned_at = s.scheduled_at "                         \
    "WHERE s.is_active AND r.is_active AND p.is_active AND t.is_active AND c.is_active AND " when  \
    " AND (m.id IS NULL OR (m.status = 'RETRY' AND m.next_at <= $1) "                              \
    "OR (m.status = 'CLAIMED' AND m.claimed_at <= $3 AND m.attempts < " TRIES "))" one             \
    " ORDER BY s.scheduled_at, s.id"

#define COMING                                                                                     \
    "(s.status = 'SCHEDULED' OR s.status = 'CONFIRMED') AND s.scheduled_at > $1 "                  \
    "AND s.scheduled_at <= $2"
#define PAST "s.status = 'COMPLETED' AND s.completed_at <= $1 AND s.completed_at > $2"
#define UNRATED PAST " AND s.rating IS NULL AND s.client_feedback IS NULL"

/* What was begun and is not to be tried any more, whatever has become of the session. $1: what had
 * its time then has it no more. $2: whoever claimed it before has died. */
#define OVER(who, kind, when, one)                                                                 \
    TOLD(who, "m.planned_at")                                                                      \
    "reminder m JOIN training_session s ON s.id = m.session_id " ITS_PEOPLE                        \
    "WHERE (m.status = 'RETRY' OR m.status = 'CLAIMED') AND m.kind = '" kind                       \
    "' AND m.recipient_id = " who ".id AND (m.status = 'RETRY' OR m.claimed_at <= $2) "            \
    "AND (m.attempts >= " TRIES " OR " when ")" one " ORDER BY m.planned_at, s.id"

#define BEGUN "m.planned_at <= $1"
#define LONG_PAST "s.completed_at <= $1 OR s.completed_at IS NULL"

#define DUE_ALL_AND_ONE(who, kind, when)                                                           \
    { DUE(who, kind, when, ""), DUE(who, kind, when, " AND s.id = $4") }
#define OVER_ALL_AND_ONE(who, kind, when)                                                          \
    { OVER(who, kind, when, ""), OVER(who, kind, when, " AND m.id = $3") }
#define BOTH(who, kind, due, over)                                                                 \
    { DUE_ALL_AND_ONE(who, kind, due), OVER_ALL_AND_ONE(who, kind, over) }

static const struct {
    const char *all, *one; /* one: of the session $4, or the reminder $3 */
} statements[REMINDER_KINDS][ROLES][2] = {
    [REMINDER_UPCOMING] = {BOTH("c", "UPCOMING", COMING, BEGUN),
                           BOTH("t", "UPCOMING", COMING, BEGUN)},
    [REMINDER_FOLLOWUP] = {BOTH("c", "FOLLOWUP", PAST, LONG_PAST),
                           BOTH("t", "FOLLOWUP", PAST, LONG_PAST)},
    [REMINDER_FEEDBACK] = {BOTH("c", "FEEDBACK", UNRATED, LONG_PAST)},
};

/* How long quiet hours last: what they hold back is still due at their end. */
static int64_t held(const coach_reminding *r) {
    int minutes = r->quiet.to - r->quiet.from;
    return r->is_quiet ? (minutes + (minutes < 0 ? 24 * 60 : 0)) * 60 : 0;
}

/* Returns which number comes next. */
static int bind(const coach_reminding *r, struct statement *s, int kind, bool over) {
    int64_t now = r->c->now, past = now - r->within - held(r);
    bool upcoming = kind == REMINDER_UPCOMING;
    int next = 1;
    if (over) {
        db_bind_instant(s, next++, upcoming ? now : past);
    } else {
        db_bind_instant(s, next++, now);
        db_bind_instant(s, next++, upcoming ? now + r->within : past);
    }
    db_bind_instant(s, next++, now - STALE_SECONDS);
    return next;
}

static const char *zone_said(struct statement *s) {
    return db_text(s, db_is_null(s, 9) ? 5 : 9, NULL);
}

/* Zones are read here, before anything is written and others wait for that. */
static coach_status look(coach_reminding *r, int kind, int role, bool over) {
    struct statement *s;
    coach_status status = db_prepare(r->c->db, statements[kind][role][over].all, &s);
    if (status != COACH_OK)
        return status;
    bool row;
    (void)bind(r, s, kind, over);
    while ((status = db_step(s, &row)) == COACH_OK && row) {
        struct candidate one = {kind, role, over, db_id(s, over ? 3 : 0), db_id(s, 2)};
        (void)zone_civil(zones_find(r->zones, zone_said(s)), r->c->now, NULL, NULL);
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
            if (b->r->kinds[kind] && b->r->roles[role] && statements[kind][role][0].all) {
                if (status == COACH_OK && !c->db->rehearse)
                    status = look(b->r, kind, role, true);
                if (status == COACH_OK)
                    status = look(b->r, kind, role, false);
            }
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
        .zones = zones_new(),
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
    g_hash_table_unref(r->zones);
    g_free(r);
}

/* ---- Claiming ---- */

struct claiming {
    coach_reminding *r;
    const struct candidate *candidate;
    struct id session, recipient;
    struct id before, id; /* of the reminder that is there, and of what came of it; nil: none */
};

static const char *keep(coach_reminding *r, const char *text) {
    return text ? g_string_chunk_insert(r->texts, text) : NULL;
}

/* Takes what the statement stands at in hand. */
static void take(struct claiming *k, struct statement *s) {
    coach_reminding *r = k->r;
    k->session = db_id(s, 0);
    k->recipient = db_id(s, 1);
    k->before = db_id(s, 3);
    g_string_chunk_clear(r->texts);
    r->shown = (coach_reminder){
        .kind = reminder_kinds[k->candidate->kind],
        .role = roles[k->candidate->role],
        .planned_at = db_instant(s, 4),
        .claimed_at = r->c->now,
        .email = keep(r, db_text(s, 6, NULL)),
        .first_name = keep(r, db_text(s, 7, NULL)),
        .last_name = keep(r, db_text(s, 8, NULL)),
        .time_zone = keep(r, zone_said(s)),
        .local_time = r->time,
    };
    id_format(&k->session, r->shown.session.text);
    id_format(&k->recipient, r->shown.recipient.text);
    local_time(zones_find(r->zones, r->shown.time_zone), r->shown.planned_at, true, r->time,
               sizeof r->time);
}

static coach_status look_again(struct claiming *k, bool *found) {
    coach_reminding *r = k->r;
    const struct candidate *one = k->candidate;
    struct statement *s;
    coach_status status = db_prepare(r->c->db, statements[one->kind][one->role][one->over].one, &s);
    if (status != COACH_OK)
        return status;
    db_bind_id(s, bind(r, s, one->kind, one->over), &one->id);
    status = db_step(s, found);
    if (status == COACH_OK && *found)
        take(k, s);
    db_finish(s);
    return status;
}

/* Whether the recipient is not to be disturbed now, and there is time left when that is over. */
static bool is_held(const coach_reminding *r, int kind) {
    const struct zone *zone = zones_find(r->zones, r->shown.time_zone);
    int64_t now = r->c->now, end = r->is_quiet ? quiet_end(&r->quiet, zone, now) : now;
    return end > now && (kind != REMINDER_UPCOMING || end < r->shown.planned_at);
}

static void mark(const coach *c, struct reminder *row) {
    row->status = c->db->rehearse ? REMINDER_DUE : REMINDER_CLAIMED;
    row->attempts += !c->db->rehearse;
    row->claimed_at = c->now;
    row->next_at = INTEGER_NONE;
}

/* What was claimed has not been heard of since. */
static void give_up(struct reminder *row) {
    if (row->status == REMINDER_CLAIMED) {
        g_free(row->error);
        row->error = g_strdup("whoever was to send it ended before");
    }
    row->status = REMINDER_FAILED;
    row->next_at = INTEGER_NONE;
}

static coach_status insert(struct claiming *k, struct reminder *row) {
    record_init(&reminder_table, row);
    row->base.id = id_random();
    row->session_id = k->session;
    row->recipient_id = k->recipient;
    row->kind = k->candidate->kind;
    row->planned_at = k->r->shown.planned_at;
    row->attempts = 0;
    mark(k->r->c, row);
    return record_insert(k->r->c, &reminder_table, row);
}

static coach_status change(struct claiming *k, struct reminder *row) {
    coach *c = k->r->c;
    struct reminder before;
    coach_status status = record_load(c, &reminder_table, &k->before, &before);
    if (status != COACH_OK)
        return status;
    if ((status = record_load(c, &reminder_table, &k->before, row)) == COACH_OK) {
        if (k->candidate->over)
            give_up(row);
        else
            mark(c, row);
        status = record_update(c, &reminder_table, &before, row);
    }
    record_clear(&reminder_table, &before);
    return status;
}

static coach_status claim(coach *c, void *data) {
    struct claiming *k = data;
    const struct candidate *one = k->candidate;
    struct reminder row;
    bool found = false;
    k->id = (struct id){0};
    coach_status status = actor_require(c);
    if (status == COACH_OK)
        status = look_again(k, &found);
    if (status != COACH_OK || !found || (!one->over && is_held(k->r, one->kind)))
        return status;
    status = id_is_nil(&k->before) ? insert(k, &row) : change(k, &row);
    if (status != COACH_OK)
        return status;
    k->id = row.base.id;
    k->r->shown.attempt = (int)row.attempts;
    k->r->shown.given_up = one->over ? keep(k->r, row.error ? row.error : "") : NULL;
    record_clear(&reminder_table, &row);
    return COACH_OK;
}

coach_status coach_remind_claim(coach_reminding *r, const coach_reminder **out) {
    while (r->next < r->candidates->len) {
        struct claiming k = {
            .r = r, .candidate = &g_array_index(r->candidates, struct candidate, r->next++)};
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
