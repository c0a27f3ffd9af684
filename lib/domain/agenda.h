/* agenda.h - what lists of sessions for people have in common: who meets, and what the clocks show.
 *
 * A list that has these fields gives client_id, trainer_id, scheduled_at and ends_at as columns of
 * t. */
#ifndef DOMAIN_AGENDA_H
#define DOMAIN_AGENDA_H

#include "domain/domain.h"

#define WHOSE_FIELDS                                                                               \
    {.view = {"client", .doc = "Name of the client", .type = COACH_TYPE_LINE,                      \
              .flags = COACH_FIELD_DERIVED | COACH_FIELD_BRIEF, .target = COACH_USER},             \
     DERIVED,                                                                                      \
     .sql = "t.client_id",                                                                         \
     .label = true},                                                                               \
        {.view = {"client_id", "client", "The client", COACH_TYPE_UUID,                            \
                  .flags = COACH_FIELD_FILTER, .target = COACH_USER},                              \
         DERIVED,                                                                                  \
         .sql = "t.client_id"},                                                                    \
        {.view = {"trainer", .doc = "Name of the trainer", .type = COACH_TYPE_LINE,                \
                  .flags = COACH_FIELD_DERIVED | COACH_FIELD_BRIEF, .target = COACH_TRAINER},      \
         DERIVED,                                                                                  \
         .sql = "t.trainer_id",                                                                    \
         .label = true},                                                                           \
    {                                                                                              \
        .view = {"trainer_id",                                                                     \
                 "trainer",                                                                        \
                 "The trainer",                                                                    \
                 COACH_TYPE_UUID,                                                                  \
                 .flags = COACH_FIELD_FILTER,                                                      \
                 .target = COACH_TRAINER},                                                         \
        DERIVED, .sql = "t.trainer_id"                                                             \
    }

#define CLIENT_ZONE "SELECT u.time_zone FROM " PEOPLE " u WHERE u.id = $1"
#define TRAINER_ZONE                                                                               \
    "SELECT u.time_zone FROM " PEOPLE                                                              \
    " u WHERE u.id = (SELECT p.user_id FROM trainer_profile p WHERE p.id = $1)"

#define CLOCK_FIELD(name_, doc_, type_, sql_, ...)                                                 \
    {                                                                                              \
        .view = {name_, .doc = doc_, .type = type_,                                                \
                 .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_DERIVED},                             \
        DERIVED, .sql = sql_, __VA_ARGS__                                                          \
    }
#define CLOCK_FIELDS                                                                               \
    CLOCK_FIELD("day", "The day on which it begins", COACH_TYPE_DATE, "t.scheduled_at",            \
                .compute = clock_day),                                                             \
        CLOCK_FIELD("starts", "The time of day at which it begins", COACH_TYPE_LINE,               \
                    "t.scheduled_at", .compute = clock_time),                                      \
        CLOCK_FIELD("ends", "The time of day at which it ends", COACH_TYPE_LINE, "t.ends_at",      \
                    .compute = clock_time),                                                        \
        CLOCK_FIELD("client_time", "When it begins where the client lives, if clocks differ",      \
                    COACH_TYPE_LINE, "t.scheduled_at", .of = "t.client_id", .beside = CLIENT_ZONE, \
                    .compute = clock_elsewhere),                                                   \
        CLOCK_FIELD("trainer_time", "When it begins where the trainer lives, if clocks differ",    \
                    COACH_TYPE_LINE, "t.scheduled_at", .of = "t.trainer_id",                       \
                    .beside = TRAINER_ZONE, .compute = clock_elsewhere)

/* An instant as the day and as the time of day in the handle's zone. */
bool clock_day(coach *c, struct statement *s, int n, const char *beside, GString *text);
bool clock_time(coach *c, struct statement *s, int n, const char *beside, GString *text);

/* What clocks of the zone beside show then, "12:00 New_York", with the weekday where the day is
 * another; absent where they show the same as those of the handle's zone. */
bool clock_elsewhere(coach *c, struct statement *s, int n, const char *beside, GString *text);

#endif
