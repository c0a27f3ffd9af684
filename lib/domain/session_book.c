/* session_book.c - many sessions booked at once, each by the checks of one. */
#include "domain/session_book.h"

#include "schedule/when.h"
#include "schedule/zone.h"

#define STEP 900
#define DAYS 7

/* ---- The array ---- */

static void booking_clear(void *data) {
    struct booking *booking = data;
    record_clear(&session_table, &booking->session);
    g_free(booking->clash);
}

GArray *bookings_new(void) {
    GArray *bookings = g_array_new(FALSE, TRUE, sizeof(struct booking));
    g_array_set_clear_func(bookings, booking_clear);
    return bookings;
}

struct session *bookings_add(GArray *bookings) {
    g_array_set_size(bookings, bookings->len + 1);
    struct booking *added = &g_array_index(bookings, struct booking, bookings->len - 1);
    record_init(&session_table, &added->session);
    added->session.base.id = id_random();
    return &added->session;
}

/* ---- One of them ---- */

/* Whom they are for. */
struct meeting {
    coach *c;
    const struct relationship *r;
    const struct booking_rules *rules;
    struct busy_person trainer, client;
};

/* Whether the time is free; *clash, where it is not NULL, is then why it is not. */
static coach_status look(const struct meeting *m, const struct session *session, bool *is_free,
                         char **clash) {
    coach_status status = session_check_free_of(m->c, session, &m->trainer, &m->client);
    *is_free = status == COACH_OK;
    if (status != COACH_CONFLICT && status != COACH_REFUSED)
        return status;
    if (clash)
        *clash = g_strdup(m->c->failure.view.message);
    failure_clear(&m->c->failure);
    return COACH_OK;
}

static coach_status put(coach *c, struct booking *booking) {
    coach_status status = record_insert(c, &session_table, &booking->session);
    booking->booked = status == COACH_OK;
    if (booking->booked)
        g_array_append_val(c->changed, booking->session.base.id);
    return status;
}

static coach_status book(const struct meeting *m, struct booking *booking) {
    bool is_free = true;
    booking->planned = booking->session.scheduled_at;
    coach_status status = session_check_open(m->c, m->r, &booking->session);
    if (status == COACH_OK && !m->rules->force)
        status = look(m, &booking->session, &is_free, &booking->clash);
    return status == COACH_OK && is_free ? put(m->c, booking) : status;
}

/* ---- Moving ---- */

static void begin_at(struct session *session, int64_t instant) {
    session->ends_at += instant - session->scheduled_at;
    session->scheduled_at = instant;
}

/* Tries one time; does nothing where one was found before. */
static coach_status try_at(const struct meeting *m, struct booking *booking, int64_t instant) {
    bool is_free;
    if (booking->booked)
        return COACH_OK;
    begin_at(&booking->session, instant);
    if (!when_in_calendar(booking->session.ends_at))
        return COACH_OK;
    coach_status status = look(m, &booking->session, &is_free, NULL);
    return status == COACH_OK && is_free ? put(m->c, booking) : status;
}

static int64_t days_later(const struct zone *zone, int64_t instant, int days) {
    struct civil at = zone_civil(zone, instant, NULL, NULL);
    struct civil day = civil_from_days(civil_days(at.year, at.month, at.day) + days);
    at.year = day.year;
    at.month = day.month;
    at.day = day.day;
    return zone_instant(zone, &at);
}

static coach_status move(const struct meeting *m, struct booking *booking,
                         const struct zone *zone) {
    struct civil at = zone_civil(zone, booking->planned, NULL, NULL);
    struct civil next = civil_from_days(civil_days(at.year, at.month, at.day) + 1);
    int64_t midnight = zone_instant(zone, &next);
    int64_t last = midnight - (booking->session.ends_at - booking->session.scheduled_at);
    int64_t end = m->rules->before ? m->rules->before : INT64_MAX;
    coach_status status = COACH_OK;
    for (int64_t t = booking->planned + STEP; status == COACH_OK && t <= last && t < end; t += STEP)
        status = try_at(m, booking, t);
    for (int day = 1; status == COACH_OK && day <= DAYS; day++) {
        int64_t t = days_later(zone, booking->planned, day);
        if (t < end)
            status = try_at(m, booking, t);
    }
    if (!booking->booked)
        begin_at(&booking->session, booking->planned);
    return status;
}

/* Those that found their time as planned keep it: only now are the others moved. */
static coach_status move_all(const struct meeting *m, GArray *bookings) {
    coach_status status = COACH_OK;
    for (guint i = 0; status == COACH_OK && i < bookings->len; i++) {
        struct booking *one = &g_array_index(bookings, struct booking, i);
        if (one->booked)
            continue;
        const struct zone *zone = zone_known(m->c, one->session.time_zone);
        status = move(m, one, zone ? zone : reading_zone(m->c));
    }
    return status;
}

/* ---- All of them ---- */

static coach_status refuse(coach *c, const GArray *bookings, guint clashes) {
    fail(&c->failure, COACH_CONFLICT, "scheduled_at",
         "%u of %u sessions clash%s; nothing has been made", clashes, bookings->len,
         clashes == 1 ? "es" : "");
    for (guint i = 0; i < bookings->len; i++) {
        const struct booking *one = &g_array_index(bookings, struct booking, i);
        char at[48];
        coach_local_time(c, one->planned, true, at, sizeof at);
        if (!one->booked)
            fail_hint(&c->failure, "%s: %s", at, one->clash);
    }
    return COACH_CONFLICT;
}

static void tell(coach *c, const GArray *bookings) {
    for (guint i = 0; i < bookings->len; i++) {
        const struct booking *one = &g_array_index(bookings, struct booking, i);
        char planned[48], at[48];
        coach_local_time(c, one->planned, true, planned, sizeof planned);
        coach_local_time(c, one->session.scheduled_at, true, at, sizeof at);
        if (one->clash && one->booked)
            problem(c, "%s moved to %s: %s", planned, at, one->clash);
        else if (one->clash)
            problem(c, "%s left out: %s", planned, one->clash);
    }
}

coach_status session_book_all(coach *c, const struct relationship *r, GArray *bookings,
                              const struct booking_rules *rules) {
    struct meeting m = {.c = c, .r = r, .rules = rules};
    guint clashes = 0;
    coach_status status = bookings->len ? session_check_people(c, r) : COACH_OK;
    if (status == COACH_OK)
        status = busy_people(c, &r->trainer_id, &r->client_id, &m.trainer, &m.client);
    for (guint i = 0; status == COACH_OK && i < bookings->len; i++)
        status = book(&m, &g_array_index(bookings, struct booking, i));
    if (status == COACH_OK && rules->on_clash == CLASH_SHIFTS)
        status = move_all(&m, bookings);
    if (status != COACH_OK)
        return status;
    for (guint i = 0; i < bookings->len; i++)
        clashes += !g_array_index(bookings, struct booking, i).booked;
    if (clashes && (rules->on_clash != CLASH_SKIPS || clashes == bookings->len))
        return refuse(c, bookings, clashes);
    tell(c, bookings);
    return COACH_OK;
}
