/* slots.c - when could people meet? What is free of all that session_check_free() looks at. */
#include "domain/session.h"
#include "schedule/busy.h"
#include "schedule/when.h"
#include "schedule/zone.h"
#include "store/query.h"

#include <string.h>

enum {
    MINUTE = 60,
    DAY = 24 * 60 * 60,
    DAY_MINUTES = 24 * 60,
    STEP_MINUTES = 15,
    BUFFER_LONGEST = 480, /* minutes */
    SPAN_USUAL = 7 * DAY,
    SPAN_LONGEST = 366 * DAY,
};

static const struct field fields[] = {
    {.view = {"starts_at", .doc = "When a session could begin", .type = COACH_TYPE_INSTANT,
              .flags = COACH_FIELD_BRIEF},
     DERIVED},
    {.view = {"ends_at", .doc = "When it would end", .type = COACH_TYPE_INSTANT,
              .flags = COACH_FIELD_BRIEF},
     DERIVED},
    {.view = {"trainer", .doc = "Name of the trainer", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_DERIVED | COACH_FIELD_BRIEF, .target = COACH_TRAINER},
     DERIVED},
    {.view = {"trainer_id", "trainer", "The trainer", COACH_TYPE_UUID, .target = COACH_TRAINER},
     DERIVED},
    {.view = {"client", .doc = "Name of the client", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_DERIVED | COACH_FIELD_BRIEF | COACH_FIELD_OPTIONAL,
              .target = COACH_USER},
     DERIVED},
    {.view = {"client_id", "client", "The client", COACH_TYPE_UUID, .flags = COACH_FIELD_OPTIONAL,
              .target = COACH_USER},
     DERIVED},
    {.view = {"session_type", "type", "What kind of session it is for", COACH_TYPE_ENUM,
              .values = session_types},
     DERIVED},
};

const struct table slot_table = {
    .noun = COACH_SLOT,
    .name = "slot",
    .fields = fields,
    .count = G_N_ELEMENTS(fields),
};

struct search {
    coach *c;
    const coach_slots_request *request;
    struct id trainer, client;              /* client: nil where none is named */
    const char *trainer_name, *client_name; /* NULL: none */
    int type;                               /* enum session_type */
    int64_t from, to;                       /* a slot lies within */
    int64_t length, step, buffer;           /* seconds */
    GArray *busy;                           /* struct busy_span of everybody, in order */
    GArray *rows;                           /* coach_cell */
};

/* ---- What was asked ---- */

static coach_status read_bounded(coach *c, const char *name, const char *text, int64_t least,
                                 int64_t most, int64_t *minutes) {
    if (!text)
        return COACH_OK;
    coach_status status = read_minutes(c, name, text, minutes);
    if (status == COACH_OK && (*minutes < least || *minutes > most))
        status = fail(&c->failure, COACH_INVALID, name, "the %s is from %d to %d minutes, not %d",
                      name, (int)least, (int)most, (int)*minutes);
    return status;
}

static coach_status read_lengths(struct search *s) {
    const coach_slots_request *r = s->request;
    int64_t length = s->c->session_minutes, step = STEP_MINUTES, buffer = 0;
    coach_status status = read_bounded(s->c, "duration", r->duration, SESSION_SHORTEST / MINUTE,
                                       SESSION_LONGEST / MINUTE, &length);
    if (status == COACH_OK)
        status = read_bounded(s->c, "step", r->step, 1, DAY_MINUTES, &step);
    if (status == COACH_OK)
        status = read_bounded(s->c, "buffer", r->buffer, 0, BUFFER_LONGEST, &buffer);
    s->length = length * MINUTE;
    s->step = step * MINUTE;
    s->buffer = buffer * MINUTE;
    return status;
}

static coach_status read_span(struct search *s) {
    coach *c = s->c;
    const coach_slots_request *r = s->request;
    struct when_context context = {c->now, reading_zone(c)};
    coach_status status = COACH_OK;
    s->from = c->now;
    if (r->from)
        status = when_instant(r->from, &context, "from", &s->from, &c->failure);
    s->to = when_nearest(MAX(s->from, c->now) + SPAN_USUAL);
    if (status == COACH_OK && r->to)
        status = when_instant(r->to, &context, "to", &s->to, &c->failure);
    s->from = MAX(s->from, c->now);
    if (status == COACH_OK && s->to - s->from > SPAN_LONGEST) {
        fail(&c->failure, COACH_INVALID, "to", "slots are looked for in a year at most");
        status = fail_hint(&c->failure, "give a nearer --to");
    }
    return status;
}

/* The zone that was said, else the trainer's. */
static coach_status set_zone(struct search *s) {
    coach *c = s->c;
    const char *zone = s->request->time_zone;
    if (!zone)
        return near_trainer(c, &s->trainer);
    if (coach_zone_known(zone)) {
        near_zone(c, zone);
        return COACH_OK;
    }
    fail(&c->failure, COACH_INVALID, "time_zone", "\"%.80s\" is not a time zone", zone);
    return fail_hint(&c->failure, "an IANA name such as Europe/Berlin or UTC");
}

static coach_status read_type(struct search *s) {
    const char *type = s->request->session_type;
    s->type = SESSION_ONE_ON_ONE;
    return type ? field_read(s->c, field_named(&slot_table, "session_type"), type, &s->type)
                : COACH_OK;
}

static coach_status find_pair(struct search *s) {
    coach *c = s->c;
    struct session session = {.session_type = s->type};
    struct relationship r;
    if (!s->request->client)
        return check_trainer(c, &s->trainer);
    coach_status status = relationship_meant(c, NULL, s->request->client, s->request->trainer, &r);
    if (status != COACH_OK)
        return status;
    status = session_check_open(c, &r, &session);
    if (status == COACH_OK)
        status = session_check_people(c, &r);
    s->client = r.client_id;
    record_clear(&relationship_table, &r);
    return status;
}

/* ---- Busy time ---- */

/* A login that does not see the whole of a trainer's time would be told of times that are taken. */
static coach_status check_asker(struct search *s, const struct id *user) {
    coach *c = s->c;
    struct login login = db_login(c->db);
    if (!login.fixed || id_equal(&login.user, user))
        return COACH_OK;
    fail(&c->failure, COACH_REFUSED, "trainer_id",
         "this login does not see all that the trainer has to do");
    return fail_hint(&c->failure, "only the trainer and admins may ask for free times");
}

static coach_status read_busy(struct search *s) {
    struct busy_person trainer, client;
    coach_status status = busy_people(s->c, &s->trainer, &s->client, &trainer, &client);
    if (status == COACH_OK)
        status = check_asker(s, &trainer.user);
    trainer.buffer = MAX(trainer.buffer, s->buffer);
    client.buffer = MAX(client.buffer, s->buffer);
    if (status == COACH_OK)
        status = busy_read(s->c, &trainer, s->from, s->to, s->busy);
    if (status == COACH_OK && !id_is_nil(&s->client))
        status = busy_read(s->c, &client, s->from, s->to, s->busy);
    return status;
}

static gint by_beginning(gconstpointer a, gconstpointer b) {
    const struct busy_span *one = a, *other = b;
    return (one->from > other->from) - (one->from < other->from);
}

/* ---- The sweep ---- */

/* Where slots begin: when the clocks show a multiple of the step since midnight, and when that is
 * for one which they skip. Asking a zone for its offset costs more than all the rest of a slot, so
 * the answer holds for some hours, or until the clocks change. */
struct grid {
    const struct zone *zone;
    int64_t step;         /* seconds */
    int64_t since, until; /* when these hold */
    int offset, other; /* the other: that before a gap, for as long as the gap is; else the same */
};

static void look(struct grid *grid, int64_t at) {
    enum { SOME_HOURS = 6 * 60 * 60 };
    int64_t before = at - SOME_HOURS, after = at + SOME_HOURS;
    int earlier, later;
    zone_civil(grid->zone, before, &earlier, NULL);
    zone_civil(grid->zone, at, &grid->offset, NULL);
    zone_civil(grid->zone, after, &later, NULL);
    grid->since = at;
    grid->until = later == grid->offset ? after : zone_change(grid->zone, at, after);
    grid->other = grid->offset;
    if (earlier >= grid->offset)
        return;
    int64_t end = zone_change(grid->zone, before, at) + grid->offset - earlier;
    if (at < end) {
        grid->other = earlier;
        grid->until = MIN(grid->until, end);
    }
}

/* Until the local time is a multiple of the step since midnight; seconds. */
static int64_t wait_for(const struct grid *grid, int64_t at, int offset) {
    int64_t second = (at + offset) % DAY;
    second += second < 0 ? DAY : 0;
    int64_t past = second % grid->step;
    return past ? MIN(grid->step - past, DAY - second) : 0;
}

/* The first instant from here on at which a slot begins. */
static int64_t next_start(struct grid *grid, int64_t at) {
    for (;;) {
        if (at < grid->since || at >= grid->until)
            look(grid, at);
        int64_t wait = MIN(wait_for(grid, at, grid->offset), wait_for(grid, at, grid->other));
        if (wait == 0)
            return at;
        at = MIN(at + wait, grid->until);
    }
}

static void add_row(struct search *s, int64_t at) {
    cells_number(s->rows, at);
    cells_number(s->rows, at + s->length);
    cells_text(s->rows, s->trainer_name);
    cells_id(s->rows, &s->trainer);
    cells_text(s->rows, s->client_name);
    cells_id(s->rows, &s->client);
    cells_text(s->rows, session_types[s->type]);
}

static coach_status sweep(struct search *s) {
    struct grid grid = {.zone = reading_zone(s->c), .step = s->step};
    int64_t at = next_start(&grid, s->from), found = 0;
    guint i = 0;
    while (at + s->length <= s->to && (s->request->limit == 0 || found < s->request->limit)) {
        const struct busy_span *span =
            i < s->busy->len ? &g_array_index(s->busy, struct busy_span, i) : NULL;
        if (span && span->to <= at) {
            i++;
        } else if (span && span->from < at + s->length) {
            at = next_start(&grid, span->to);
        } else {
            add_row(s, at);
            found++;
            at = next_start(&grid, at + 1);
        }
        if (s->c->interrupted && *s->c->interrupted)
            return fail(&s->c->failure, COACH_INTERRUPTED, NULL, "interrupted");
    }
    return COACH_OK;
}

static coach_status find_slots(struct search *s) {
    s->client_name = NULL;
    coach_status status = record_label(s->c, &trainer_table, &s->trainer, &s->trainer_name);
    if (status == COACH_OK && !id_is_nil(&s->client))
        status = record_label(s->c, &user_table, &s->client, &s->client_name);
    if (status != COACH_OK)
        return status;
    g_array_sort(s->busy, by_beginning);
    return sweep(s);
}

/* ---- The call ---- */

/* May be run again: an engine may ask for that. */
static coach_status work(coach *c, void *data) {
    struct search *s = data;
    g_array_set_size(s->busy, 0);
    g_array_set_size(s->rows, 0);
    coach_status status = record_find(c, &trainer_table, s->request->trainer, &s->trainer);
    if (status == COACH_OK)
        status = read_type(s);
    if (status == COACH_OK)
        status = find_pair(s);
    if (status == COACH_OK)
        status = set_zone(s);
    if (status == COACH_OK)
        status = read_lengths(s);
    if (status == COACH_OK)
        status = read_span(s);
    if (status == COACH_OK)
        status = read_busy(s);
    if (status == COACH_OK)
        status = find_slots(s);
    near_clear(c);
    return status;
}

coach_status coach_slots(coach *c, const coach_slots_request *r, const coach_view *view,
                         coach_cursor **out) {
    struct search search = {
        .c = c,
        .request = r,
        .busy = busy_spans_new(),
        .rows = cursor_rows(),
    };
    struct select select;
    coach_status status = rows_begin(c, &slot_table, view, &select);
    if (status == COACH_OK)
        status = coach_transact(c, COACH_READ, work, &search);
    g_array_unref(search.busy);
    return rows_end(&select, search.rows, status, out);
}
