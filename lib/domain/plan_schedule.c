/* plan_schedule.c - the sessions of a program, booked for a plan; and what becomes of them. */
#include "domain/plan.h"
#include "domain/program_session.h"
#include "domain/session_book.h"
#include "schedule/busy.h"
#include "schedule/when.h"
#include "schedule/zone.h"

#include <stdio.h>
#include <string.h>

coach_status plan_check_schedule(coach *c, const coach_plan_request *r) {
    bool conflicts = r->skip_conflicts || r->shift_conflicts;
    if (r->skip_conflicts && r->shift_conflicts)
        return fail(&c->failure, COACH_USAGE, NULL,
                    "give either --skip-conflicts or --shift-conflicts");
    if (conflicts && !r->schedule)
        return fail(&c->failure, COACH_USAGE, NULL,
                    "--skip-conflicts and --shift-conflicts are for --schedule");
    if (r->schedule && !r->program_id) {
        fail(&c->failure, COACH_USAGE, "program_id",
             "there is nothing to schedule without a program");
        return fail_hint(&c->failure, "give --program");
    }
    return COACH_OK;
}

/* ---- From days of a program to times ---- */

static int64_t day_of(const char *date) {
    int year = 0, month = 0, day = 0;
    (void)sscanf(date, "%d-%d-%d", &year, &month, &day);
    return civil_days(year, month, day);
}

/* Where the plan ends, its program has ended too. */
static coach_status check_day(coach *c, const struct plan *plan, const struct civil *day,
                              const struct program_session *one) {
    char date[16];
    if (day->year > 9999)
        return fail(&c->failure, COACH_INVALID, "start_date",
                    "day %d of the program is after the year 9999", (int)one->day);
    g_snprintf(date, sizeof date, "%04d-%02d-%02d", day->year, day->month, day->day);
    if (!plan->end_date || strcmp(date, plan->end_date) <= 0)
        return COACH_OK;
    fail(&c->failure, COACH_REFUSED, "end_date",
         "a plan that ends on %s has no day %d of its program, which is %s", plan->end_date,
         (int)one->day, date);
    return fail_hint(&c->failure, "give a later --end, or none");
}

/* Fills a session as if it had been asked for by itself. */
static coach_status fill(coach *c, const struct plan *plan, const struct relationship *r,
                         const struct program_session *one, struct session *session) {
    struct civil at = civil_from_days(day_of(plan->start_date) + one->day - 1);
    coach_status status = check_day(c, plan, &at, one);
    if (status != COACH_OK)
        return status;
    (void)sscanf(one->starts, "%d:%d", &at.hour, &at.minute);
    session->scheduled_at = zone_instant(reading_zone(c), &at);
    session->plan_id = plan->base.id;
    g_autofree char *minutes = g_strdup_printf("%d", (int)one->duration_minutes);
    coach_session_request request = {
        .title = one->title,
        .description = one->description,
        .session_type = session_types[one->session_type],
        .location = one->location,
        .duration = minutes,
    };
    return session_fill(c, r, &request, session);
}

static coach_status fill_all(coach *c, const struct plan *plan, const struct relationship *r,
                             const GArray *program, GArray *bookings) {
    coach_status status = COACH_OK;
    for (guint i = 0; status == COACH_OK && i < program->len; i++)
        status = fill(c, plan, r, &g_array_index(program, struct program_session, i),
                      bookings_add(bookings));
    return status;
}

/* ---- Booking ---- */

static void note_booked(coach *c, const GArray *bookings) {
    const struct session *first = NULL, *last = NULL;
    unsigned count = 0;
    for (guint i = 0; i < bookings->len; i++) {
        const struct booking *one = &g_array_index(bookings, struct booking, i);
        if (!one->booked)
            continue;
        count++;
        first = first && first->scheduled_at <= one->session.scheduled_at ? first : &one->session;
        last = last && last->scheduled_at >= one->session.scheduled_at ? last : &one->session;
    }
    char from[48] = "", to[48] = "";
    if (!count) {
        note(c, "no session is booked");
        return;
    }
    coach_local_time(c, first->scheduled_at, true, from, sizeof from);
    coach_local_time(c, last->scheduled_at, true, to, sizeof to);
    if (count == 1)
        note(c, "1 session is booked, %s", from);
    else
        note(c, "%u sessions are booked, %s to %s", count, from, to);
}

/* The midnight after the last day; 0: there is none. */
static int64_t end_of(const coach *c, const struct plan *plan) {
    if (!plan->end_date)
        return 0;
    struct civil after = civil_from_days(day_of(plan->end_date) + 1);
    return zone_instant(reading_zone(c), &after);
}

static coach_status hint_clashes(coach *c, const struct plan *plan, enum on_clash on_clash) {
    if (on_clash == CLASH_REFUSES)
        return fail_hint(&c->failure, "--skip-conflicts books the others, --shift-conflicts moves "
                                      "these to the next free time");
    if (on_clash == CLASH_SHIFTS)
        return fail_hint(&c->failure,
                         "no time is free later that day, nor at that hour of the next seven "
                         "days%s%s",
                         plan->end_date ? ", until the plan ends on " : "",
                         plan->end_date ? plan->end_date : "");
    return COACH_CONFLICT;
}

static coach_status book(coach *c, const struct plan *plan, const struct relationship *r,
                         const GArray *program, const coach_plan_request *request) {
    const struct booking_rules rules = {
        .on_clash = request->skip_conflicts    ? CLASH_SKIPS
                    : request->shift_conflicts ? CLASH_SHIFTS
                                               : CLASH_REFUSES,
        .before = end_of(c, plan),
    };
    g_autoptr(GArray) bookings = bookings_new();
    coach_status status = fill_all(c, plan, r, program, bookings);
    if (status == COACH_OK)
        status = session_book_all(c, r, bookings, &rules);
    if (status == COACH_OK)
        note_booked(c, bookings);
    return status == COACH_CONFLICT ? hint_clashes(c, plan, rules.on_clash) : status;
}

static coach_status check_program(coach *c, const struct plan *plan, const GArray *program) {
    const char *name;
    if (program->len)
        return COACH_OK;
    coach_status status = record_label(c, &program_table, &plan->program_id, &name);
    if (status != COACH_OK)
        return status;
    fail(&c->failure, COACH_REFUSED, "program_id", "the program \"%s\" has no sessions", name);
    return fail_hint(&c->failure, "coach program session add says what it is made of");
}

static coach_status schedule(coach *c, const struct plan *plan, const coach_plan_request *request) {
    struct relationship r;
    g_autoptr(GArray) program = NULL;
    if (plan->status != PLAN_ACTIVE) {
        fail(&c->failure, COACH_REFUSED, "status",
             "the sessions of a plan are booked when it begins as ACTIVE");
        return fail_hint(&c->failure, "leave out --schedule, or --status");
    }
    coach_status status = program_sessions(c, &plan->program_id, &program);
    if (status == COACH_OK)
        status = check_program(c, plan, program);
    if (status == COACH_OK)
        status = record_load(c, &relationship_table, &plan->client_trainer_relationship_id, &r);
    if (status != COACH_OK)
        return status;
    status = book(c, plan, &r, program, request);
    record_clear(&relationship_table, &r);
    return status;
}

coach_status plan_schedule(coach *c, const struct id *id, const coach_plan_request *request) {
    struct plan plan;
    coach_status status = record_load(c, &plan_table, id, &plan);
    if (status != COACH_OK)
        return status;
    status = schedule(c, &plan, request);
    record_clear(&plan_table, &plan);
    return status;
}

/* ---- When a plan is over ---- */

coach_status plan_settle(coach *c, const struct plan *plan, bool cancel_sessions) {
    static const char coming[] = "SELECT id FROM training_session WHERE plan_id = $1 AND "
                                 "ends_at > $2 AND " SESSION_OCCUPIES " ORDER BY scheduled_at, id";
    g_autoptr(GArray) ids = NULL;
    coach_status status = collect_ids(c, coming, &plan->base.id, &c->now, &ids);
    if (status != COACH_OK || !ids->len)
        return status;
    if (cancel_sessions)
        return session_cancel_all(c, ids, "the plan ended");
    note(c, "%u coming session%s booked; --cancel-sessions would cancel %s", ids->len,
         ids->len == 1 ? " stays" : "s stay", ids->len == 1 ? "it" : "them");
    return COACH_OK;
}
