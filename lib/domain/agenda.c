/* agenda.c - sessions as a calendar shows them: by the days and the clocks of a zone. */
#include "domain/agenda.h"

#include "domain/session.h"
#include "schedule/busy.h"
#include "schedule/when.h"
#include "schedule/zone.h"

#include <string.h>

#define AS_KEPT(name_, alias_, doc_, type_, ...)                                                   \
    { .view = {name_, alias_, doc_, type_, __VA_ARGS__}, DERIVED, .sql = "t." name_ }

static const struct field fields[] = {
    {.view = {"id", .doc = "The session's id", .type = COACH_TYPE_UUID, .flags = COACH_FIELD_BRIEF},
     DERIVED,
     .sql = "t.id"},
    CLOCK_FIELDS,
    AS_KEPT("title", NULL, "What it is called", COACH_TYPE_LINE, .flags = COACH_FIELD_BRIEF),
    WHOSE_FIELDS,
    AS_KEPT("location", NULL, "Where it takes place", COACH_TYPE_LINE,
            .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF),
    AS_KEPT("status", NULL, "Where it stands", COACH_TYPE_ENUM,
            .flags = COACH_FIELD_BRIEF | COACH_FIELD_FILTER, .values = session_statuses),
    AS_KEPT("session_type", "type", "What kind it is", COACH_TYPE_ENUM, .flags = COACH_FIELD_FILTER,
            .values = session_types),
    AS_KEPT("description", NULL, "What is to be done", COACH_TYPE_TEXT,
            .flags = COACH_FIELD_OPTIONAL),
    {.view = {"scheduled_at", .doc = "When it begins", .type = COACH_TYPE_INSTANT,
              .flags = COACH_FIELD_BRIEF},
     DERIVED,
     .sql = "t.scheduled_at",
     .read = read_instant},
    {.view = {"ends_at", .doc = "When it ends", .type = COACH_TYPE_INSTANT},
     DERIVED,
     .sql = "t.ends_at",
     .read = read_instant},
    AS_KEPT("time_zone", NULL, "The zone in which it was planned", COACH_TYPE_ZONE, .flags = 0),
    AS_KEPT("client_trainer_relationship_id", "relationship", "The relationship that it belongs to",
            COACH_TYPE_UUID, .target = COACH_RELATIONSHIP),
    AS_KEPT("is_active", NULL, "True: archived sessions are in no agenda", COACH_TYPE_BOOLEAN,
            .flags = 0),
};

const struct table agenda_table = {
    .noun = COACH_AGENDA,
    .name = "training_session",
    .fields = fields,
    .count = G_N_ELEMENTS(fields),
    .from = "training_session t",
    .order = "t.scheduled_at",
    .time = "scheduled_at",
    .ends = "ends_at",
    .longest = SESSION_LONGEST,
};

/* ---- Clocks ---- */

/* As "%0*d" has it, which takes a good part of the time of a long list. */
static void append_digits(GString *text, int number, int digits) {
    for (int i = digits; i > 0; i--) {
        int rest = number;
        for (int j = 1; j < i; j++)
            rest /= 10;
        g_string_append_c(text, (char)('0' + rest % 10));
    }
}

static void append_time(GString *text, const struct civil *local) {
    append_digits(text, local->hour, 2);
    g_string_append_c(text, ':');
    append_digits(text, local->minute, 2);
}

static bool local_at(coach *c, struct statement *s, int n, struct civil *local) {
    int64_t instant = db_instant(s, n);
    if (instant != INTEGER_NONE)
        *local = zone_civil(c->zone, instant, NULL, NULL);
    return instant != INTEGER_NONE;
}

bool clock_day(coach *c, struct statement *s, int n, const char *beside G_GNUC_UNUSED,
               GString *text) {
    struct civil local;
    if (!local_at(c, s, n, &local))
        return false;
    append_digits(text, local.year, 4);
    g_string_append_c(text, '-');
    append_digits(text, local.month, 2);
    g_string_append_c(text, '-');
    append_digits(text, local.day, 2);
    return true;
}

bool clock_time(coach *c, struct statement *s, int n, const char *beside G_GNUC_UNUSED,
                GString *text) {
    struct civil local;
    if (!local_at(c, s, n, &local))
        return false;
    append_time(text, &local);
    return true;
}

bool clock_elsewhere(coach *c, struct statement *s, int n, const char *beside, GString *text) {
    struct civil here, there;
    const struct zone *zone = beside ? zone_known(c, beside) : NULL;
    if (!zone || !local_at(c, s, n, &here))
        return false;
    there = zone_civil(zone, db_instant(s, n), NULL, NULL);
    if (memcmp(&here, &there, sizeof here) == 0)
        return false;
    if (here.day != there.day) {
        g_string_append(text, weekday_name(civil_weekday(&there)));
        g_string_append_c(text, ' ');
    }
    append_time(text, &there);
    g_string_append_c(text, ' ');
    const char *place = strrchr(beside, '/');
    g_string_append(text, place ? place + 1 : beside);
    return true;
}

/* ---- Days ---- */

/* The weeks of a year are counted by their Thursdays. */
static int week_of(const struct civil *date, int weekday) {
    int64_t thursday = civil_days(date->year, date->month, date->day) + 3 - weekday;
    int year = civil_from_days(thursday).year;
    return (int)((thursday - civil_days(year, 1, 1)) / 7) + 1;
}

static void fill_day(coach_day *day, int64_t days, int64_t now, const char *zone) {
    struct civil date = civil_from_days(days);
    int weekday = civil_weekday(&date);
    *day = (coach_day){
        .year = date.year,
        .month = date.month,
        .day = date.day,
        .weekday = weekday,
        .week = week_of(&date, weekday),
        .today = days == now,
    };
    g_snprintf(day->date, sizeof day->date, "%04d-%02d-%02d", date.year, date.month, date.day);
    g_snprintf(day->begins, sizeof day->begins, "%s %s", day->date, zone);
}

/* The first day of the span that holds the day, and of the next one. */
static void span_around(coach_span span, const struct civil *day, int64_t *first, int64_t *next) {
    *first = civil_days(day->year, day->month, day->day);
    if (span == COACH_MONTH) {
        bool december = day->month == 12;
        *first = civil_days(day->year, day->month, 1);
        *next = civil_days(day->year + december, december ? 1 : day->month + 1, 1);
        return;
    }
    if (span == COACH_WEEK)
        *first -= civil_weekday(day);
    *next = *first + (span == COACH_WEEK ? 7 : 1);
}

coach_status coach_span_days(coach *c, coach_span span, const char *from,
                             coach_day days[COACH_SPAN_DAYS + 1], size_t *count) {
    int64_t at = c->now, first, next;
    struct when_context context = {c->now, c->zone};
    failure_clear(&c->failure);
    coach_status status = from ? when_instant(from, &context, "from", &at, &c->failure) : COACH_OK;
    if (status != COACH_OK)
        return status;
    struct civil today = zone_civil(c->zone, c->now, NULL, NULL);
    struct civil day = zone_civil(c->zone, at, NULL, NULL);
    span_around(span, &day, &first, &next);
    for (int64_t i = first; i <= next; i++)
        fill_day(&days[i - first], i, civil_days(today.year, today.month, today.day),
                 zone_name(c->zone));
    *count = (size_t)(next - first);
    return COACH_OK;
}
