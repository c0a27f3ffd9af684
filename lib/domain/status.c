/* status.c - what needs attention today. */
#include "domain/agenda.h"
#include "schedule/busy.h"
#include "schedule/when.h"
#include "schedule/zone.h"
#include "store/query.h"

#define PLAN_DAYS 14

static const char *const kinds[] = {"PAST_END", "TODAY", "TOMORROW", "PENDING", "PLAN_ENDS", NULL};
static const char *const nouns[] = {"relationship", "session", "plan", NULL};

static const struct field fields[] = {
    {.view = {"attention", .doc = "Why it is here", .type = COACH_TYPE_ENUM,
              .flags = COACH_FIELD_BRIEF | COACH_FIELD_FILTER, .values = kinds},
     DERIVED,
     .sql = "t.attention"},
    {.view = {"noun", .doc = "What it is", .type = COACH_TYPE_ENUM, .values = nouns},
     DERIVED,
     .sql = "t.noun"},
    {.view = {"id", .doc = "Its id", .type = COACH_TYPE_UUID, .flags = COACH_FIELD_BRIEF},
     DERIVED,
     .sql = "t.id"},
    {.view = {"title", .doc = "Title of the session, name of the plan, type of the relationship",
              .type = COACH_TYPE_LINE, .flags = COACH_FIELD_BRIEF},
     DERIVED,
     .sql = "t.title"},
    WHOSE_FIELDS,
    {.view = {"scheduled_at", .doc = "When the session begins", .type = COACH_TYPE_INSTANT,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF},
     DERIVED,
     .sql = "t.scheduled_at"},
    {.view = {"ends_at", .doc = "When the session ends", .type = COACH_TYPE_INSTANT,
              .flags = COACH_FIELD_OPTIONAL},
     DERIVED,
     .sql = "t.ends_at"},
    {.view = {"date", .doc = "Since when the relationship is pending, or when the plan ends",
              .type = COACH_TYPE_DATE, .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF},
     DERIVED,
     .sql = "t.due"},
    {.view = {"status", .doc = "Where it stands", .type = COACH_TYPE_LINE},
     DERIVED,
     .sql = "t.status"},
    CLOCK_FIELDS,
};

/* $1 now, $2 tomorrow's midnight, $3 the midnight after, $4 the day by which plans end. */
const struct table status_table = {
    .noun = COACH_STATUS,
    .name = "(SELECT id FROM training_session UNION ALL SELECT id FROM client_trainer_relationship "
            "UNION ALL SELECT id FROM training_plan)",
    .fields = fields,
    .count = G_N_ELEMENTS(fields),
    .from =
        "(SELECT 'session' AS noun, CASE WHEN ends_at <= $1 THEN 'PAST_END' WHEN scheduled_at < $2 THEN 'TODAY' "
        "ELSE 'TOMORROW' END AS attention, CASE WHEN ends_at <= $1 THEN 1 WHEN scheduled_at < $2 THEN 2 ELSE 3 END "
        "AS priority, id, title, client_id, trainer_id, scheduled_at, ends_at, NULL AS due, status "
        "FROM training_session WHERE scheduled_at < $3 AND " SESSION_OCCUPIES
        " UNION ALL SELECT 'relationship', 'PENDING', 4, id, relationship_type, client_id, trainer_id, NULL, NULL, "
        "started_at, status FROM client_trainer_relationship WHERE status = 'PENDING' AND is_active "
        "UNION ALL SELECT 'plan', 'PLAN_ENDS', 5, p.id, p.name, r.client_id, r.trainer_id, NULL, NULL, p.end_date, "
        "p.status FROM training_plan p JOIN client_trainer_relationship r ON r.id = p.client_trainer_relationship_id "
        "WHERE p.end_date <= $4 AND p.is_active AND (p.status = 'DRAFT' OR p.status = 'ACTIVE' OR "
        "p.status = 'PAUSED')) t",
    .order = "t.priority, t.scheduled_at, t.due",
};

/* Midnight before a day; where the calendar has no such day any more, its last second. */
static int64_t midnight(const struct zone *zone, int64_t days) {
    struct civil day = civil_from_days(days);
    return when_nearest(zone_instant(zone, &day));
}

/* Binds what the SELECT is about: today and tomorrow as they are in the reading zone. */
void status_prepare(struct select *select) {
    coach *c = select->c;
    const struct zone *zone = reading_zone(c);
    struct civil now = zone_civil(zone, c->now, NULL, NULL);
    int64_t day = civil_days(now.year, now.month, now.day);
    struct civil last = civil_from_days(MIN(day + PLAN_DAYS, civil_days(9999, 12, 31)));
    char date[16];
    g_snprintf(date, sizeof date, "%04d-%02d-%02d", last.year, last.month, last.day);
    const struct field *at = field_named(&status_table, "scheduled_at");
    select_instant(select, at, c->now);
    select_instant(select, at, midnight(zone, day + 1));
    select_instant(select, at, midnight(zone, day + 2));
    select_date(select, field_named(&status_table, "date"), date);
}
