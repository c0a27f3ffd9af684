/* session.c - training sessions: what they are, how they are booked, edited and moved. */
#include "domain/session.h"

#include "domain/relationship.h"
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
    {.view = {"client", .doc = "Name of the client", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_DERIVED | COACH_FIELD_BRIEF | COACH_FIELD_SEARCH,
              .target = COACH_USER},
     DERIVED,
     .sql = "t.client_id",
     .label = true},
    {.view = {"client_id", "client", "The user who is trained", COACH_TYPE_UUID,
              .flags = COACH_FIELD_FILTER, .target = COACH_USER},
     KEPT(client_id)},
    {.view = {"trainer", .doc = "Name of the trainer", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_DERIVED | COACH_FIELD_BRIEF | COACH_FIELD_SEARCH,
              .target = COACH_TRAINER},
     DERIVED,
     .sql = "t.trainer_id",
     .label = true},
    {.view = {"trainer_id", "trainer", "The trainer", COACH_TYPE_UUID, .flags = COACH_FIELD_FILTER,
              .target = COACH_TRAINER},
     KEPT(trainer_id)},
    {.view = {"client_trainer_relationship_id", "relationship",
              "The relationship that it belongs to", COACH_TYPE_UUID, .flags = COACH_FIELD_FILTER,
              .target = COACH_RELATIONSHIP},
     KEPT(client_trainer_relationship_id)},
    {.view = {"title", .doc = "What it is called", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_BRIEF | COACH_FIELD_SEARCH, .min = 1, .max = 255},
     SESSION(title)},
    {.view = {"description", .doc = "What is to be done", .type = COACH_TYPE_TEXT,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_SEARCH, .max = 2000},
     SESSION(description)},
    {.view = {"scheduled_at", "at", "When it is to begin", COACH_TYPE_INSTANT,
              .flags = COACH_FIELD_BRIEF},
     SESSION(scheduled_at),
     .read = read_instant},
    {.view = {"ends_at", "ends", "When it is to end, 5 minutes to 24 hours later",
              COACH_TYPE_INSTANT, .flags = COACH_FIELD_FILLED},
     SESSION(ends_at),
     .read = read_instant},
    {.view = {"time_zone", .doc = "The zone in which it was planned", .type = COACH_TYPE_ZONE,
              .flags = COACH_FIELD_FILLED},
     SESSION(time_zone),
     .read = read_zone},
    {.view = {"session_type", "type", "What kind it is", COACH_TYPE_ENUM,
              .flags = COACH_FIELD_FILTER, .values = session_types},
     SESSION(session_type)},
    {.view = {"status", .doc = "Where it stands", .type = COACH_TYPE_ENUM,
              .flags = COACH_FIELD_FILTER | COACH_FIELD_BRIEF, .values = session_statuses,
              .initial = "SCHEDULED"},
     KEPT(status)},
    {.view = {"location", .doc = "Where it takes place", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_SEARCH, .max = 255},
     SESSION(location)},
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
     KEPT(cancel_reason)},
    {.view = {"trainer_notes", .doc = "The trainer's notes", .type = COACH_TYPE_TEXT,
              .flags = COACH_FIELD_OPTIONAL, .max = 2000},
     SESSION(trainer_notes)},
    {.view = {"client_feedback", "feedback", "What the client says of it", COACH_TYPE_TEXT,
              .flags = COACH_FIELD_OPTIONAL, .max = 2000},
     KEPT(client_feedback)},
    {.view = {"rating", .doc = "The client's rating, 1 to 5", .type = COACH_TYPE_INTEGER,
              .flags = COACH_FIELD_OPTIONAL, .min = 1, .max = 5},
     KEPT(rating)},
    BASE_FIELDS,
};

const struct table session_table = {
    .noun = COACH_SESSION,
    .name = "training_session",
    .fields = fields,
    .count = G_N_ELEMENTS(fields),
    .row_size = sizeof(struct session),
    .from = "training_session t",
    .order = "t.scheduled_at",
    .time = "scheduled_at",
    .label = "SELECT title FROM training_session WHERE id = $1",
    .search =
        "(t.search_text LIKE $? ESCAPE '\\' OR t.client_id IN (SELECT id FROM app_user WHERE "
        "search_text LIKE $? ESCAPE '\\') OR t.trainer_id IN (SELECT p.id FROM trainer_profile p "
        "JOIN " PEOPLE " u ON u.id = p.user_id WHERE u.search_text LIKE $? ESCAPE '\\'))",
};

/* ---- Busy time ---- */

static coach_status clash(coach *c, const char *role, const char *name,
                          const struct busy_session *other) {
    char from[48], to[48], id[ID_TEXT];
    coach_local_time(c, other->scheduled_at, true, from, sizeof from);
    coach_local_time(c, other->ends_at, true, to, sizeof to);
    id_format(&other->id, id);
    if (id_is_nil(&other->id)) /* not for everybody to see */
        fail(&c->failure, COACH_CONFLICT, "scheduled_at", "the %s %s is busy, %s to %s", role, name,
             from, to);
    else
        fail(&c->failure, COACH_CONFLICT, "scheduled_at",
             "the %s %s is busy: \"%s\", %s to %s (%s)", role, name, other->title, from, to, id);
    return fail_hint(&c->failure, "choose another time, or book it all the same with --force");
}

static coach_status check_person(coach *c, const struct session *session, const struct id *user,
                                 const char *role) {
    struct busy_query query = {
        .user = *user,
        .from = session->scheduled_at,
        .to = session->ends_at,
        .except = session->base.id,
        .group = session->session_type == SESSION_GROUP ? session->title : NULL,
        .trainer = session->trainer_id,
        .client = session->client_id,
    };
    bool busy;
    struct busy_session other;
    coach_status status = busy_find(c, &query, &busy, &other);
    if (status != COACH_OK || !busy)
        return status;
    const char *name;
    status = record_label(c, &user_table, user, &name);
    if (status == COACH_OK)
        status = clash(c, role, name, &other);
    g_free(other.title);
    return status;
}

coach_status session_check_free(coach *c, const struct session *session) {
    struct id trainer;
    if (!session->base.is_active || session->status > SESSION_IN_PROGRESS)
        return COACH_OK;
    g_autofree char *zone = NULL;
    coach_status status = trainer_user(c, &session->trainer_id, &trainer, &zone);
    if (status == COACH_OK)
        status = check_person(c, session, &trainer, "trainer");
    return status == COACH_OK ? check_person(c, session, &session->client_id, "client") : status;
}

/* ---- Time ---- */

/* Sets the end by what the request says: an end, or a length; usual: the length where it says
 * nothing. */
static coach_status set_end(coach *c, const coach_session_request *r, struct session *session,
                            int64_t usual) {
    int64_t minutes;
    if (r->duration && r->ends_at)
        return fail(&c->failure, COACH_USAGE, "duration", "give either the duration or the end");
    if (r->duration) {
        if (!when_duration(r->duration, &minutes)) {
            fail(&c->failure, COACH_INVALID, "duration", "\"%.80s\" is not a length of time",
                 r->duration);
            return fail_hint(&c->failure, "such as 60m, 1h30m or 90 (minutes)");
        }
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

static void note_time(coach *c, const struct session *session) {
    char from[48];
    coach_local_time(c, session->scheduled_at, true, from, sizeof from);
    note(c, "%s, for %d minutes", from, (int)((session->ends_at - session->scheduled_at) / 60));
}

/* The zone of the session itself is nearer than its trainer's. */
static coach_status set_zone(coach *c, const coach_session_request *r, const struct id *trainer,
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

static coach_status check_relationship(coach *c, const struct relationship *r,
                                       const struct session *session) {
    bool open = r->status == RELATIONSHIP_ACTIVE || (r->status == RELATIONSHIP_PENDING &&
                                                     session->session_type == SESSION_CONSULTATION);
    if (!r->base.is_active)
        return check_active(c, &relationship_table, &r->base.id, "the relationship");
    if (!open) {
        const char *status = field_named(&relationship_table, "status")->view.values[r->status];
        fail(&c->failure, COACH_REFUSED, "status",
             "the relationship is %s; sessions are booked while it is ACTIVE", status);
        return hint_opening(c, r);
    }
    coach_status status = check_active(c, &user_table, &r->client_id, "the client");
    return status == COACH_OK ? check_trainer(c, &r->trainer_id) : status;
}

static coach_status fill_for(coach *c, const struct relationship *r, struct session *session,
                             struct change *change) {
    const coach_session_request *request = change->request;
    session->client_trainer_relationship_id = r->base.id;
    session->client_id = r->client_id;
    session->trainer_id = r->trainer_id;
    session->base.is_active = true;
    coach_status status = set_zone(c, request, &r->trainer_id, NULL);
    if (status == COACH_OK)
        status = change_apply(c, &session_table, session, change);
    if (status == COACH_OK && session->scheduled_at == INTEGER_NONE) {
        fail(&c->failure, COACH_USAGE, "scheduled_at", "a session needs a time to begin");
        status = fail_hint(&c->failure, "give --at, such as --at \"tomorrow 18:00\"");
    }
    if (status == COACH_OK)
        status = check_relationship(c, r, session);
    if (status == COACH_OK)
        status = set_end(c, request, session, (int64_t)c->session_minutes * 60);
    if (status == COACH_OK && !session->time_zone)
        session->time_zone = g_strdup(zone_name(reading_zone(c)));
    return status;
}

static coach_status fill(coach *c, const void *before, void *row, struct change *change) {
    (void)before;
    const coach_session_request *request = change->request;
    struct relationship r;
    coach_status status =
        relationship_meant(c, request->relationship, request->client, request->trainer, &r);
    if (status != COACH_OK)
        return status;
    status = fill_for(c, &r, row, change);
    record_clear(&relationship_table, &r);
    if (status == COACH_OK)
        note_time(c, row);
    return status == COACH_OK && !change->force ? session_check_free(c, row) : status;
}

static coach_status schedule(coach *c, struct change *change) {
    return change_insert(c, &session_table, fill, change);
}

coach_status coach_session_schedule(coach *c, const coach_session_request *r, coach_id *id) {
    return change_run(c, schedule, (struct change){.request = r, .force = r->force}, id);
}

/* ---- Editing and moving ---- */

/* Whether a revision takes time that the session did not have: another time, or a GROUP session
 * that stops sharing its own by another title or type. What was booked by force stays as it is. */
static bool may_clash(const struct session *old, const struct session *session) {
    return session->scheduled_at != old->scheduled_at || session->ends_at != old->ends_at ||
           (old->session_type == SESSION_GROUP &&
            (session->session_type != SESSION_GROUP || strcmp(session->title, old->title) != 0));
}

/* What began as a CONSULTATION with somebody who is not yet a client becomes nothing else before.
 */
static coach_status check_type(coach *c, const struct session *old, const struct session *session) {
    if (old->session_type != SESSION_CONSULTATION || session->session_type == SESSION_CONSULTATION)
        return COACH_OK;
    struct relationship r;
    coach_status status =
        record_load(c, &relationship_table, &session->client_trainer_relationship_id, &r);
    if (status != COACH_OK)
        return status;
    if (r.status == RELATIONSHIP_PENDING)
        status = check_relationship(c, &r, session);
    record_clear(&relationship_table, &r);
    return status;
}

static coach_status revise(coach *c, const void *before, void *row, struct change *change) {
    const struct session *old = before;
    const coach_session_request *request = change->request;
    coach_status status = set_zone(c, request, &old->trainer_id, old->time_zone);
    if (status == COACH_OK && !request->duration)
        status = change_apply(c, &session_table, row, change);
    else if (status == COACH_OK)
        status = record_apply(c, &session_table, request, false, row, NULL);
    if (status == COACH_OK)
        status = check_type(c, old, row);
    if (status == COACH_OK)
        status = set_end(c, request, row, old->ends_at - old->scheduled_at);
    if (status == COACH_OK && (request->duration || request->ends_at || request->scheduled_at))
        note_time(c, row);
    return status == COACH_OK && !change->force && may_clash(old, row) ? session_check_free(c, row)
                                                                       : status;
}

static coach_status edit(coach *c, struct change *change) {
    return change_update(c, &session_table, revise, change);
}

coach_status coach_session_edit(coach *c, const char *which, const coach_session_request *r,
                                coach_id *id) {
    if (r->scheduled_at) {
        fail(&c->failure, COACH_USAGE, "scheduled_at",
             "a session is moved, not edited, to another time");
        return fail_hint(&c->failure, "coach session reschedule");
    }
    return change_run(c, edit, (struct change){.which = which, .request = r, .force = r->force},
                      id);
}

static coach_status move(coach *c, const void *before, void *row, struct change *change) {
    const struct session *old = before;
    if (old->status > SESSION_CONFIRMED) {
        fail(&c->failure, COACH_REFUSED, "status", "a session that is %s cannot be moved",
             session_statuses[old->status]);
        return fail_hint(&c->failure, "only one that is SCHEDULED or CONFIRMED can be");
    }
    coach_status status = relationship_check_open(c, &old->client_trainer_relationship_id);
    return status == COACH_OK ? revise(c, before, row, change) : status;
}

static coach_status reschedule(coach *c, struct change *change) {
    return change_update(c, &session_table, move, change);
}

coach_status coach_session_reschedule(coach *c, const char *which, const coach_session_request *r,
                                      coach_id *id) {
    coach_session_request only = {
        .scheduled_at = r->scheduled_at, .duration = r->duration, .ends_at = r->ends_at};
    if (!r->scheduled_at) {
        fail(&c->failure, COACH_USAGE, "scheduled_at", "to which time?");
        return fail_hint(&c->failure, "give --at, such as --at \"tomorrow 18:00\"");
    }
    return change_run(c, reschedule,
                      (struct change){.which = which, .request = &only, .force = r->force}, id);
}
