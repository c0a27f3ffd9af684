/* reminder.c - what was sent to remind somebody of a session, and what was tried. */
#include "domain/reminder.h"

const char *const reminder_kinds[] = {"UPCOMING", "FOLLOWUP", "FEEDBACK", NULL};
static const char *const statuses[] = {"DUE", "CLAIMED", "SENT", "RETRY", "FAILED", NULL};

#define KEPT(member) COLUMN(struct reminder, member)

static const struct field fields[] = {
    ID_FIELD("reminder"),
    {.view = {"kind", .doc = "What it is about", .type = COACH_TYPE_ENUM,
              .flags = COACH_FIELD_FILTER | COACH_FIELD_BRIEF, .values = reminder_kinds,
              .initial = "UPCOMING"},
     KEPT(kind)},
    {.view = {"recipient", .doc = "Name of the recipient", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_DERIVED | COACH_FIELD_BRIEF | COACH_FIELD_SEARCH,
              .target = COACH_USER},
     DERIVED,
     .sql = "t.recipient_id",
     .label = true},
    {.view = {"recipient_id", "recipient", "The user who is reminded", COACH_TYPE_UUID,
              .flags = COACH_FIELD_FILTER, .target = COACH_USER},
     KEPT(recipient_id)},
    {.view = {"email", .doc = "The recipient's address", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_DERIVED},
     DERIVED,
     .sql = "(SELECT u.email FROM " PEOPLE " u WHERE u.id = t.recipient_id)"},
    {.view = {"session", .doc = "Title of the session", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_DERIVED | COACH_FIELD_BRIEF | COACH_FIELD_SEARCH,
              .target = COACH_SESSION},
     DERIVED,
     .sql = "t.session_id",
     .label = true},
    {.view = {"session_id", "session", "The session", COACH_TYPE_UUID, .flags = COACH_FIELD_FILTER,
              .target = COACH_SESSION},
     KEPT(session_id)},
    {.view = {"trainer_id", "trainer", "The trainer of the session", COACH_TYPE_UUID,
              .flags = COACH_FIELD_DERIVED | COACH_FIELD_FILTER, .target = COACH_TRAINER},
     DERIVED,
     .sql = "s.trainer_id"},
    {.view = {"planned_at", .doc = "When the session was to begin, as it was planned then",
              .type = COACH_TYPE_INSTANT, .flags = COACH_FIELD_BRIEF},
     KEPT(planned_at),
     .read = read_instant},
    {.view = {"status", .doc = "What came of it; until then, that it is due",
              .type = COACH_TYPE_ENUM, .flags = COACH_FIELD_FILTER | COACH_FIELD_BRIEF,
              .values = statuses},
     KEPT(status)},
    {.view = {"attempts", .doc = "How often it was tried", .type = COACH_TYPE_INTEGER,
              .max = REMINDER_ATTEMPTS},
     KEPT(attempts)},
    {.view = {"claimed_at", .doc = "When it was last taken up", .type = COACH_TYPE_INSTANT},
     KEPT(claimed_at),
     .read = read_instant},
    {.view = {"next_at", .doc = "When it is tried again at the earliest",
              .type = COACH_TYPE_INSTANT, .flags = COACH_FIELD_OPTIONAL},
     KEPT(next_at),
     .read = read_instant},
    {.view = {"sent_at", .doc = "When it was sent", .type = COACH_TYPE_INSTANT,
              .flags = COACH_FIELD_OPTIONAL},
     KEPT(sent_at),
     .read = read_instant},
    {.view = {"error", .doc = "Why it could not be sent", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF, .max = 255},
     KEPT(error),
     .erased = ERASED},
    BASE_FIELDS,
};

static coach_status check_times(coach *c, const struct reminder *r) {
    const char *field = (r->status == REMINDER_RETRY) != (r->next_at != INTEGER_NONE)  ? "next_at"
                        : (r->status == REMINDER_SENT) != (r->sent_at != INTEGER_NONE) ? "sent_at"
                                                                                       : NULL;
    if (!field || r->status == ENUM_NONE)
        return COACH_OK;
    return fail(&c->failure, COACH_REFUSED, field, "%s does not go with a reminder that is %s",
                field, statuses[r->status]);
}

static coach_status arrive(coach *c, const void *before, void *row, const struct arrival *how) {
    const struct reminder *r = row;
    struct statement *s;
    bool taken = false;
    (void)before, (void)how;
    coach_status status = check_times(c, r);
    if (status == COACH_OK)
        status = db_prepare(c->db,
                            "SELECT id FROM reminder WHERE session_id = $1 AND kind = $2 AND "
                            "recipient_id = $3 AND planned_at = $4 AND id <> $5",
                            &s);
    if (status != COACH_OK)
        return status;
    db_bind_id(s, 1, &r->session_id);
    db_bind_text(s, 2, r->kind == ENUM_NONE ? NULL : reminder_kinds[r->kind]);
    db_bind_id(s, 3, &r->recipient_id);
    db_bind_instant(s, 4, r->planned_at);
    db_bind_id(s, 5, &r->base.id);
    status = db_step(s, &taken);
    db_finish(s);
    return status == COACH_OK && taken
               ? fail(&c->failure, COACH_CONFLICT, "session_id", "there is that reminder already")
               : status;
}

const struct table reminder_table = {
    .noun = COACH_REMINDER,
    .name = "reminder",
    .fields = fields,
    .count = G_N_ELEMENTS(fields),
    .row_size = sizeof(struct reminder),
    .no_history = true,
    .from = "reminder t JOIN training_session s ON s.id = t.session_id",
    .order = "t.claimed_at",
    .time = "claimed_at",
    .label = "SELECT kind FROM reminder WHERE id = $1",
    .search = "(s.search_text LIKE $? ESCAPE '\\' OR t.recipient_id IN (SELECT id FROM " PEOPLE
              " u WHERE u.search_text LIKE $? ESCAPE '\\'))",
    .arrive = arrive,
};
