/* session.h - a training session in memory, and the rule of busy time. */
#ifndef DOMAIN_SESSION_H
#define DOMAIN_SESSION_H

#include "domain/relationship.h"
#include "schedule/busy.h"

enum session_status {
    SESSION_SCHEDULED,
    SESSION_CONFIRMED,
    SESSION_IN_PROGRESS,
    SESSION_COMPLETED,
    SESSION_CANCELLED,
    SESSION_LATE_CANCELLED,
    SESSION_NO_SHOW,
};

enum session_type {
    SESSION_ONE_ON_ONE,
    SESSION_GROUP,
    SESSION_ASSESSMENT,
    SESSION_CONSULTATION,
    SESSION_CHECK_IN,
};

struct session {
    struct base base;
    struct id client_trainer_relationship_id, client_id, trainer_id, plan_id;
    char *title, *description, *time_zone, *location, *cancel_reason, *trainer_notes,
        *client_feedback;
    int64_t scheduled_at, ends_at, started_at, completed_at, cancelled_at, rating, sequence;
    struct id series_id;
    char *series_start; /* "2026-12-01T18:00:00": what the rule of the series says */
    int session_type, status;
};

/* The fields of what a client and a trainer have in a relationship, as its row keeps all three. */
#define PAIR_FIELDS(pair)                                                                          \
    {.view = {"client", .doc = "Name of the client", .type = COACH_TYPE_LINE,                      \
              .flags = COACH_FIELD_DERIVED | COACH_FIELD_BRIEF | COACH_FIELD_SEARCH,               \
              .target = COACH_USER},                                                               \
     DERIVED,                                                                                      \
     .sql = "t.client_id",                                                                         \
     .label = true},                                                                               \
        {.view = {"client_id", "client", "The user who is trained", COACH_TYPE_UUID,               \
                  .flags = COACH_FIELD_FILTER, .target = COACH_USER},                              \
         COLUMN(pair, client_id),                                                                  \
         .identifies = true},                                                                      \
        {.view = {"trainer", .doc = "Name of the trainer", .type = COACH_TYPE_LINE,                \
                  .flags = COACH_FIELD_DERIVED | COACH_FIELD_BRIEF | COACH_FIELD_SEARCH,           \
                  .target = COACH_TRAINER},                                                        \
         DERIVED,                                                                                  \
         .sql = "t.trainer_id",                                                                    \
         .label = true},                                                                           \
        {.view = {"trainer_id", "trainer", "The trainer", COACH_TYPE_UUID,                         \
                  .flags = COACH_FIELD_FILTER, .target = COACH_TRAINER},                           \
         COLUMN(pair, trainer_id),                                                                 \
         .identifies = true},                                                                      \
    {                                                                                              \
        .view = {"client_trainer_relationship_id",      "relationship",                            \
                 "The relationship that it belongs to", COACH_TYPE_UUID,                           \
                 .flags = COACH_FIELD_FILTER,           .target = COACH_RELATIONSHIP},             \
        COLUMN(pair, client_trainer_relationship_id), .identifies = true                           \
    }

extern const unsigned session_moves[];
extern const char *const session_statuses[], *const session_types[]; /* NULL-terminated */

/* Whether a session occupies its time. */
bool session_occupies(const struct session *session);

/* What the title becomes when one of its two people is erased. */
#define SESSION_ERASED "erased"

/* Whether two sessions, as busy_read() tells of them, may share their time: GROUP sessions of one
 * trainer with the same title and the very same time, each with a client of its own. */
bool session_shares(const struct busy_span *a, const struct busy_span *b);

/* COACH_CONFLICT where the session would occupy time in which its trainer or its client is busy or
 * off, COACH_REFUSED where the trainer does not work; names what is there. Every path by which a
 * session comes to occupy time goes through here. */
coach_status session_check_free(coach *c, const struct session *session);

/* The same for one of many sessions that would occupy time, all of two people as busy_people() has
 * told of them. */
coach_status session_check_free_of(coach *c, const struct session *session,
                                   const struct busy_person *trainer,
                                   const struct busy_person *client);

/* Makes the zone of the session itself the nearest one for times that are read; where none is said
 * (planned: the one it has), its trainer's. */
coach_status session_set_zone(coach *c, const coach_session_request *r, const struct id *trainer,
                              const char *planned);

/* Sets the end by what the request says: an end, or a length; usual: the length in seconds where it
 * says nothing. */
coach_status session_set_end(coach *c, const coach_session_request *r, struct session *session,
                             int64_t usual);

/* Whether a revision takes time that the session did not have. What was booked by force stays. */
bool session_may_clash(const struct session *old, const struct session *session);

/* Cancels a session, late or not as the window has it; COACH_REFUSED where it cannot be. */
coach_status session_call_off(coach *c, struct session *session);

/* Leaves a note of when the session is. */
void session_note_time(coach *c, const struct session *session);

/* Cancels each of the sessions (struct id) by the call that everybody cancels with, so that no rule
 * is passed by; none of them counts as late. */
coach_status session_cancel_all(coach *c, const GArray *ids, const char *reason);

struct relationship;

/* Fills a new session of the relationship from what was asked; times are read in the zone at hand,
 * which becomes its own where none is asked. scheduled_at may be set before instead of asked. */
coach_status session_fill(coach *c, const struct relationship *r,
                          const coach_session_request *request, struct session *session);

/* COACH_REFUSED where the relationship, as it stands, takes no session of that type. */
coach_status session_check_open(coach *c, const struct relationship *r,
                                const struct session *session);

/* COACH_REFUSED where its client or its trainer is archived. */
coach_status session_check_people(coach *c, const struct relationship *r);

/* struct table's alone, arrive and check, of sessions. */
coach_status session_alone(coach *c, const void *row);
coach_status session_arrive(coach *c, const void *before, void *row, const struct arrival *how);
coach_status session_check(coach *c, const void *before, const void *row,
                           const struct arrival *how);

/* The same of whatever has a relationship and its client and trainer: fills in what is left open of
 * them, and refuses what does not belong together. how->pairs, of id_table_new(), keeps what each
 * relationship said. */
coach_status pair_arrive(coach *c, struct id *relationship, struct id *client, struct id *trainer,
                         const struct arrival *how);

/* Both of these, of a session that is there and is to take other time, or time again. */
coach_status session_check_bookable(coach *c, const struct session *session);

/* The same, where the session occupies time that is not over. */
coach_status session_check_coming(coach *c, const struct session *session);

/* COACH_REFUSED where what is as far as the session is not moved to another time. */
coach_status session_check_movable(coach *c, const struct session *session);

/* COACH_REFUSED where a session comes to be of a type that could not have been booked. */
coach_status session_check_type(coach *c, const struct session *old, const struct session *session);

#endif
