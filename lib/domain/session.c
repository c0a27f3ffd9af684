/* session.c - training sessions: what they are, how they are booked, edited and moved. */
#include "domain/session.h"

#include "schedule/busy.h"
#include "schedule/when.h"
#include "schedule/zone.h"

#include <string.h>

const char *const session_statuses[] = {"SCHEDULED", "CONFIRMED",      "IN_PROGRESS", "COMPLETED",
                                        "CANCELLED", "LATE_CANCELLED", "NO_SHOW",     NULL};
const char *const session_types[] = {"ONE_ON_ONE",   "GROUP",    "ASSESSMENT",
                                     "CONSULTATION", "CHECK_IN", NULL};

#define SESSION(member) ASKED(struct session, coach_session_request, member)
#define KEPT(member) COLUMN(struct session, member)

static const struct field fields[] = {
    ID_FIELD("session"),
    PAIR_FIELDS(struct session),
    {.view = {"plan_id", "plan", "The plan that it was booked for", COACH_TYPE_UUID,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_FILTER, .target = COACH_PLAN},
     KEPT(plan_id)},
    {.view = {"title", .doc = "What it is called", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_BRIEF | COACH_FIELD_SEARCH, .min = 1, .max = 255},
     SESSION(title),
     .identifies = true,
     .counted = true,
     .erased = SESSION_ERASED},
    {.view = {"description", .doc = "What is to be done", .type = COACH_TYPE_TEXT,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_SEARCH, .max = 2000},
     SESSION(description),
     .counted = true,
     .erased = ERASED},
    {.view = {"scheduled_at", "at", "When it is to begin", COACH_TYPE_INSTANT,
              .flags = COACH_FIELD_BRIEF},
     SESSION(scheduled_at),
     .identifies = true,
     .counted = true,
     .read = read_instant},
    {.view = {"ends_at", "ends", "When it is to end, 5 minutes to 24 hours later",
              COACH_TYPE_INSTANT, .flags = COACH_FIELD_FILLED},
     SESSION(ends_at),
     .counted = true,
     .read = read_instant},
    {.view = {"time_zone", .doc = "The zone in which it was planned", .type = COACH_TYPE_ZONE,
              .flags = COACH_FIELD_FILLED},
     SESSION(time_zone),
     .counted = true,
     .read = read_zone},
    {.view = {"session_type", "type", "What kind it is", COACH_TYPE_ENUM,
              .flags = COACH_FIELD_FILTER, .values = session_types},
     SESSION(session_type)},
    {.view = {"status", .doc = "Where it stands", .type = COACH_TYPE_ENUM,
              .flags = COACH_FIELD_FILTER | COACH_FIELD_BRIEF, .values = session_statuses,
              .initial = "SCHEDULED"},
     KEPT(status),
     .counted = true},
    {.view = {"location", .doc = "Where it takes place", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_SEARCH, .max = 255},
     SESSION(location),
     .counted = true,
     .erased = ERASED},
    {.view = {"started_at", .doc = "When it really began", .type = COACH_TYPE_INSTANT,
              .flags = COACH_FIELD_OPTIONAL},
     KEPT(started_at),
     .read = read_instant},
    {.view = {"completed_at", .doc = "When it really ended", .type = COACH_TYPE_INSTANT,
              .flags = COACH_FIELD_OPTIONAL},
     KEPT(completed_at),
     .read = read_instant},
    {.view = {"cancelled_at", .doc = "When it was cancelled", .type = COACH_TYPE_INSTANT,
              .flags = COACH_FIELD_OPTIONAL},
     KEPT(cancelled_at),
     .read = read_instant},
    {.view = {"cancel_reason", "reason", "Why it was cancelled", COACH_TYPE_LINE,
              .flags = COACH_FIELD_OPTIONAL, .max = 255},
     KEPT(cancel_reason),
     .erased = ERASED},
    {.view = {"trainer_notes", .doc = "The trainer's notes", .type = COACH_TYPE_TEXT,
              .flags = COACH_FIELD_OPTIONAL, .max = 2000},
     SESSION(trainer_notes),
     .erased = ERASED},
    {.view = {"client_feedback", "feedback", "What the client says of it", COACH_TYPE_TEXT,
              .flags = COACH_FIELD_OPTIONAL, .max = 2000},
     KEPT(client_feedback),
     .erased = ERASED},
    {.view = {"rating", .doc = "The client's rating, 1 to 5", .type = COACH_TYPE_INTEGER,
              .flags = COACH_FIELD_OPTIONAL, .min = 1, .max = 5},
     KEPT(rating)},
    {.view = {"series_id", "series", "The series that it belongs to", COACH_TYPE_UUID,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_FILTER, .target = COACH_SERIES},
     KEPT(series_id)},
    {.view = {"series_start", .doc = "When the rule of its series has it begin, in its time zone",
              .type = COACH_TYPE_LINE, .flags = COACH_FIELD_OPTIONAL, .min = 19, .max = 19},
     KEPT(series_start)},
    {.view = {"sequence", .doc = "How often it has changed, for other calendars",
              .type = COACH_TYPE_INTEGER, .max = G_MAXINT32, .initial = "0"},
     KEPT(sequence)},
    BASE_FIELDS,
};

const struct table session_table = {
    .noun = COACH_SESSION,
    .name = "training_session",
    .fields = fields,
    .count = G_N_ELEMENTS(fields),
    .row_size = sizeof(struct session),
    .along = "DELETE FROM reminder WHERE session_id = $1",
    .counter = "sequence",
    .from = "training_session t",
    .order = "t.scheduled_at",
    .time = "scheduled_at",
    .ends = "ends_at",
    .longest = SESSION_LONGEST,
    .label = "SELECT title FROM training_session WHERE id = $1",
    .search =
        "(t.search_text LIKE $? ESCAPE '\\' OR " SEARCH_PAIR("t.client_id", "t.trainer_id") ")",
    .alone = session_alone,
    .arrive = session_arrive,
    .check = session_check,
};

/* ---- Time ---- */

coach_status session_set_end(coach *c, const coach_session_request *r, struct session *session,
                             int64_t usual) {
    int64_t minutes;
    if (r->duration && r->ends_at)
        return fail(&c->failure, COACH_USAGE, "duration", "give either the duration or the end");
    if (r->duration) {
        coach_status status = read_minutes(c, "duration", r->duration, &minutes);
        if (status != COACH_OK)
            return status;
        session->ends_at = session->scheduled_at + minutes * 60;
    } else if (!r->ends_at) {
        session->ends_at = session->scheduled_at + usual;
    }
    int64_t length = session->ends_at - session->scheduled_at;
    if (!when_in_calendar(session->ends_at))
        return fail(&c->failure, COACH_INVALID, "ends_at", "a session ends before the year 10000");
    if (length >= SESSION_SHORTEST && length <= SESSION_LONGEST)
        return COACH_OK;
    return fail(&c->failure, COACH_INVALID, r->ends_at ? "ends_at" : "duration",
                "a session lasts from 5 minutes to 24 hours");
}

void session_note_time(coach *c, const struct session *session) {
    char from[48];
    coach_local_time(c, session->scheduled_at, true, from, sizeof from);
    note(c, "%s, for %d minutes", from, (int)((session->ends_at - session->scheduled_at) / 60));
}

coach_status session_set_zone(coach *c, const coach_session_request *r, const struct id *trainer,
                              const char *planned) {
    if (r->time_zone && coach_zone_known(r->time_zone)) {
        near_zone(c, r->time_zone);
        return COACH_OK;
    }
    if (planned) {
        near_zone(c, planned);
        return COACH_OK;
    }
    return near_trainer(c, trainer);
}

/* ---- Booking ---- */

static coach_status hint_opening(coach *c, const struct relationship *r) {
    if (r->status == RELATIONSHIP_ENDED)
        return fail_hint(&c->failure, "coach relationship start begins a new one");
    if (r->status == RELATIONSHIP_PENDING)
        fail_hint(&c->failure, "a CONSULTATION may be booked before");
    return hint_command(c, &relationship_table,
                        r->status == RELATIONSHIP_PENDING ? "activate" : "resume", &r->base.id);
}

coach_status session_check_open(coach *c, const struct relationship *r,
                                const struct session *session) {
    bool open = r->status == RELATIONSHIP_ACTIVE || (r->status == RELATIONSHIP_PENDING &&
                                                     session->session_type == SESSION_CONSULTATION);
    if (!r->base.is_active)
        return check_active(c, &relationship_table, &r->base.id, "the relationship");
    if (open)
        return COACH_OK;
    const char *status = field_named(&relationship_table, "status")->view.values[r->status];
    fail(&c->failure, COACH_REFUSED, "status",
         "the relationship is %s; sessions are booked while it is ACTIVE", status);
    return hint_opening(c, r);
}

coach_status session_check_people(coach *c, const struct relationship *r) {
    coach_status status = check_active(c, &user_table, &r->client_id, "the client");
    return status == COACH_OK ? check_trainer(c, &r->trainer_id) : status;
}

coach_status session_check_bookable(coach *c, const struct session *session) {
    struct relationship r;
    coach_status status =
        record_load(c, &relationship_table, &session->client_trainer_relationship_id, &r);
    if (status != COACH_OK)
        return status;
    status = session_check_open(c, &r, session);
    if (status == COACH_OK)
        status = session_check_people(c, &r);
    record_clear(&relationship_table, &r);
    return status;
}

coach_status session_check_coming(coach *c, const struct session *session) {
    return session_occupies(session) && session->ends_at > c->now
               ? session_check_bookable(c, session)
               : COACH_OK;
}

coach_status session_fill(coach *c, const struct relationship *r,
                          const coach_session_request *request, struct session *session) {
    session->client_trainer_relationship_id = r->base.id;
    session->client_id = r->client_id;
    session->trainer_id = r->trainer_id;
    session->base.is_active = true;
    coach_status status = record_apply(c, &session_table, request, true, session, NULL);
    if (status == COACH_OK && session->scheduled_at == INTEGER_NONE) {
        fail(&c->failure, COACH_USAGE, "scheduled_at", "a session needs a time to begin");
        status = fail_hint(&c->failure, "give --at, such as --at \"tomorrow 18:00\"");
    }
    if (status == COACH_OK)
        status = session_set_end(c, request, session, (int64_t)c->session_minutes * 60);
    if (status == COACH_OK && !session->time_zone)
        session->time_zone = g_strdup(zone_name(reading_zone(c)));
    return status;
}

static coach_status fill_for(coach *c, const struct relationship *r, struct session *session,
                             const coach_session_request *request) {
    coach_status status = session_set_zone(c, request, &r->trainer_id, NULL);
    if (status == COACH_OK)
        status = session_fill(c, r, request, session);
    if (status == COACH_OK)
        status = session_check_open(c, r, session);
    return status == COACH_OK ? session_check_people(c, r) : status;
}

static coach_status fill(coach *c, const void *before, void *row, struct change *change) {
    (void)before;
    const coach_session_request *request = change->request;
    struct relationship r;
    coach_status status =
        relationship_meant(c, request->relationship, request->client, request->trainer, &r);
    if (status != COACH_OK)
        return status;
    status = fill_for(c, &r, row, request);
    record_clear(&relationship_table, &r);
    if (status == COACH_OK)
        session_note_time(c, row);
    return status == COACH_OK && !change->force ? session_check_free(c, row) : status;
}

static coach_status schedule(coach *c, struct change *change) {
    return change_insert(c, &session_table, fill, change);
}

coach_status coach_session_schedule(coach *c, const coach_session_request *r, coach_id *id) {
    return change_run(c, schedule, (struct change){.request = r, .force = r->force}, id);
}
