/* time_off.c - when people have no time, whatever their hours. */
#include "domain/domain.h"
#include "schedule/busy.h"

#define SHOWN 10

struct time_off {
    struct base base;
    struct id user_id;
    int64_t starts_at, ends_at;
    char *reason;
};

#define TIME(member) ASKED(struct time_off, coach_time_off_request, member)

/* A trainer is a person too, and found by the id of either. */
static coach_status read_person(coach *c, const struct field *field, const char *text,
                                void *value) {
    struct id trainer;
    g_autofree char *zone = NULL;
    (void)field;
    coach_status status = record_find(c, &user_table, text, value);
    if (status != COACH_NOT_FOUND)
        return status;
    status = record_find(c, &trainer_table, text, &trainer);
    if (status == COACH_NOT_FOUND)
        return record_not_found(c, &user_table, text);
    return status == COACH_OK ? trainer_user(c, &trainer, value, &zone) : status;
}

static const struct field fields[] = {
    ID_FIELD("time off"),
    {.view = {"person", .doc = "Name of the person", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_DERIVED | COACH_FIELD_BRIEF | COACH_FIELD_SEARCH,
              .target = COACH_USER},
     DERIVED,
     .sql = "t.user_id",
     .label = true},
    {.view = {"user_id", "person", "Who has no time", COACH_TYPE_UUID, .flags = COACH_FIELD_FILTER,
              .target = COACH_USER},
     COLUMN(struct time_off, user_id),
     .identifies = true,
     .read = read_person},
    {.view = {"starts_at", "from", "When it begins; a day alone: at its midnight",
              COACH_TYPE_INSTANT, .flags = COACH_FIELD_BRIEF},
     TIME(starts_at),
     .identifies = true,
     .read = read_instant},
    {.view = {"ends_at", "to", "When it ends; a day alone: at the midnight before it",
              COACH_TYPE_INSTANT, .flags = COACH_FIELD_BRIEF},
     TIME(ends_at),
     .identifies = true,
     .read = read_instant},
    {.view = {"reason", .doc = "Why", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF | COACH_FIELD_SEARCH, .max = 255},
     TIME(reason),
     .erased = ERASED},
    BASE_FIELDS,
};

static coach_status arrive(coach *c, const void *before, void *row, const struct arrival *how);
static coach_status check(coach *c, const void *before, const void *row, const struct arrival *how);

const struct table time_off_table = {
    .noun = COACH_TIME_OFF,
    .name = "time_off",
    .fields = fields,
    .count = G_N_ELEMENTS(fields),
    .row_size = sizeof(struct time_off),
    .from = "time_off t",
    .order = "t.starts_at",
    .time = "starts_at",
    .ends = "ends_at",
    .label = "SELECT coalesce(reason, '') FROM time_off WHERE id = $1",
    .search = "(t.search_text LIKE $? ESCAPE '\\' OR t.user_id IN (SELECT id FROM " PEOPLE
              " WHERE search_text LIKE $? ESCAPE '\\'))",
    .arrive = arrive,
    .check = check,
};

/* ---- Sessions that are booked then ---- */

static void hint_session(coach *c, const struct busy_span *span) {
    char from[48], to[48], id[ID_TEXT];
    coach_local_time(c, span->starts_at, true, from, sizeof from);
    coach_local_time(c, span->ends_at, true, to, sizeof to);
    id_format(&span->id, id);
    if (id_is_nil(&span->id)) /* not for everybody to see */
        fail_hint(&c->failure, "%s to %s", from, to);
    else
        fail_hint(&c->failure, "\"%s\", %s to %s (%s)", span->text, from, to, id);
}

static coach_status check_sessions(coach *c, const struct time_off *off) {
    g_autoptr(GArray) spans = busy_spans_new();
    struct busy_person person = {.user = off->user_id};
    const char *name;
    int booked = 0;
    coach_status status = busy_read(c, &person, off->starts_at, off->ends_at, spans);
    if (status == COACH_OK)
        status = record_label(c, &user_table, &off->user_id, &name);
    if (status != COACH_OK)
        return status;
    for (guint i = 0; i < spans->len; i++)
        booked += g_array_index(spans, struct busy_span, i).kind == BUSY_SESSION;
    if (booked == 0)
        return COACH_OK;
    fail(&c->failure, COACH_CONFLICT, "starts_at", "%s has %d session%s then", name, booked,
         booked == 1 ? "" : "s");
    for (guint i = 0, shown = 0; i < spans->len && shown < SHOWN; i++) {
        const struct busy_span *span = &g_array_index(spans, struct busy_span, i);
        if (span->kind != BUSY_SESSION)
            continue;
        hint_session(c, span);
        shown++;
    }
    if (booked > SHOWN)
        fail_hint(&c->failure, "and %d more", booked - SHOWN);
    return fail_hint(&c->failure, "move or cancel %s, or leave %s as booked with --force",
                     booked == 1 ? "it" : "them", booked == 1 ? "it" : "them");
}

static coach_status check_span(coach *c, const struct time_off *off) {
    if (off->ends_at > off->starts_at)
        return COACH_OK;
    fail(&c->failure, COACH_INVALID, "ends_at", "time off ends after it begins");
    return fail_hint(&c->failure, "a day alone is the midnight before it: --from 2026-12-24 --to "
                                  "2026-12-27 is three days");
}

static bool complete(const struct time_off *off) {
    return off->starts_at != INTEGER_NONE && off->ends_at != INTEGER_NONE &&
           !id_is_nil(&off->user_id);
}

static coach_status arrive(coach *c, const void *before, void *row, const struct arrival *how) {
    (void)before, (void)how;
    /* what is not complete is missed when it is written */
    return complete(row) ? check_span(c, row) : COACH_OK;
}

static coach_status check(coach *c, const void *before, const void *row,
                          const struct arrival *how) {
    const struct time_off *off = row, *old = before;
    bool same = old && old->base.is_active && id_equal(&old->user_id, &off->user_id) &&
                old->starts_at <= off->starts_at && old->ends_at >= off->ends_at;
    return complete(off) && off->base.is_active && !same && !how->force ? check_sessions(c, off)
                                                                        : COACH_OK;
}

/* ---- Adding ---- */

static coach_status fill(coach *c, const void *before, void *row, struct change *change) {
    (void)before;
    const coach_time_off_request *request = change->request;
    struct time_off *off = row;
    coach_status status =
        field_read(c, field_named(&time_off_table, "user_id"), request->person, &off->user_id);
    if (status == COACH_OK)
        status = near_person(c, &off->user_id);
    if (status == COACH_OK)
        status = change_apply(c, &time_off_table, row, change);
    if (status != COACH_OK || off->starts_at == INTEGER_NONE || off->ends_at == INTEGER_NONE)
        return status;
    if ((status = check_span(c, off)) != COACH_OK)
        return status;
    char from[48], to[48];
    coach_local_time(c, off->starts_at, true, from, sizeof from);
    coach_local_time(c, off->ends_at, true, to, sizeof to);
    note(c, "from %s to %s", from, to);
    return change->force ? COACH_OK : check_sessions(c, off);
}

static coach_status add(coach *c, struct change *change) {
    return change_insert(c, &time_off_table, fill, change);
}

coach_status coach_time_off_add(coach *c, const coach_time_off_request *r, coach_id *id) {
    return change_run(c, add, (struct change){.request = r, .force = r->force}, id);
}
