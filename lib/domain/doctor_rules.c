/* doctor_rules.c - the rules that one row must keep, whoever wrote it. */
#include "domain/doctor.h"

#include "base/money.h"
#include "domain/plan.h"
#include "domain/reminder.h"
#include "domain/series.h"
#include "schedule/hours.h"
#include "schedule/recur.h"
#include "schedule/when.h"
#include "store/history.h"
#include "store/row.h"
#include "store/value_json.h"

#include <string.h>

struct broken {
    const char *field, *problem;
};

struct ruling {
    struct doctor *d;
    const struct table *table;
    const struct base *row;
    const struct id *id; /* the one by which it is told */
    GArray *broken;      /* struct broken */
};

static void rule(const struct ruling *r, bool kept, const char *field, const char *problem) {
    struct broken broken = {field, problem};
    if (!kept)
        g_array_append_val(r->broken, broken);
}

static bool in_order(const char *from, const char *to) {
    return !from || !to || strcmp(from, to) <= 0;
}

static void check_relationship(const struct ruling *r) {
    const struct relationship *row = (const void *)r->row;
    bool ended = row->status == RELATIONSHIP_ENDED;
    rule(r, ended == (row->ended_at != NULL), "ended_at",
         ended ? "is missing, though the status is ENDED"
               : "is set, though the status is not ENDED");
    rule(r, in_order(row->started_at, row->ended_at), "ended_at", "is before started_at");
    rule(r, ended || !row->end_reason, "end_reason", "is set, though the status is not ENDED");
}

static bool is_local(const char *text) {
    struct civil local;
    return local_read(text, &local) && civil_valid(&local);
}

static void check_session(const struct ruling *r) {
    const struct session *row = (const void *)r->row;
    int64_t length;
    bool counted = !__builtin_sub_overflow(row->ends_at, row->scheduled_at, &length);
    bool done = row->status == SESSION_COMPLETED;
    bool off = row->status == SESSION_CANCELLED || row->status == SESSION_LATE_CANCELLED;
    rule(r, counted && length >= SESSION_SHORTEST && length <= SESSION_LONGEST, "ends_at",
         "is not from 5 minutes to 24 hours after scheduled_at");
    rule(r, done == (row->completed_at != INTEGER_NONE), "completed_at",
         done ? "is missing, though the status is COMPLETED"
              : "is set, though the status is not COMPLETED");
    rule(r, off == (row->cancelled_at != INTEGER_NONE), "cancelled_at",
         off ? "is missing, though the session is cancelled"
             : "is set, though the session is not cancelled");
    rule(r, row->status != SESSION_IN_PROGRESS || row->started_at != INTEGER_NONE, "started_at",
         "is missing, though the status is IN_PROGRESS");
    rule(r,
         row->completed_at == INTEGER_NONE || row->started_at == INTEGER_NONE ||
             row->completed_at >= row->started_at,
         "completed_at", "is before started_at");
    rule(r, off || !row->cancel_reason, "cancel_reason", "is set, though it is not cancelled");
    rule(r, done || row->rating == INTEGER_NONE, "rating",
         "is set, though the status is not COMPLETED");
    rule(r, done || !row->client_feedback, "client_feedback",
         "is set, though the status is not COMPLETED");
    rule(r, id_is_nil(&row->series_id) == !row->series_start, "series_start",
         "goes with a series, and there is only one of the two");
    rule(r, !row->series_start || is_local(row->series_start), "series_start", "is no local time");
}

static void check_series(const struct ruling *r) {
    const struct series *row = (const void *)r->row;
    struct when_context context = {r->d->c->now, zone_known(r->d->c, row->time_zone)};
    struct civil local;
    if (!row->local_start || !row->rule || !context.zone)
        return;
    bool starts = local_read(row->local_start, &local) && civil_valid(&local);
    rule(r, starts, "local_start", "is no local time");
    if (!starts)
        return;
    struct failure f = {0};
    g_autofree char *text = NULL;
    bool read = recur_rule(&(struct recur_request){.rule = row->rule}, &local, &context, &text,
                           &f) == COACH_OK;
    rule(r, read, "rule", "is none by which sessions recur from local_start on");
    failure_clear(&f);
}

static const char *text_of(const struct ruling *r, const char *field) {
    return *(char *const *)const_member(r->row, field_named(r->table, field));
}

static int64_t number_of(const struct ruling *r, const char *field) {
    return *(const int64_t *)const_member(r->row, field_named(r->table, field));
}

static void check_plan(const struct ruling *r) {
    const struct plan *row = (const void *)r->row;
    rule(r, in_order(row->start_date, row->end_date), "end_date", "is before start_date");
}

static void check_program_session(const struct ruling *r) {
    const char *starts = text_of(r, "starts");
    char time[6];
    struct failure f = {0};
    bool read =
        !starts || (when_time(starts, "starts", time, &f) == COACH_OK && strcmp(starts, time) == 0);
    rule(r, read, "starts", "is no time of day");
    failure_clear(&f);
}

/* Where somebody lives it may be tomorrow already. */
static void check_user(const struct ruling *r) {
    char tomorrow[11];
    struct failure f = {0};
    struct when_context context = {r->d->c->now, reading_zone(r->d->c)};
    bool read = when_date("tomorrow", &context, "date_of_birth", tomorrow, &f) == COACH_OK;
    rule(r, !read || in_order(text_of(r, "date_of_birth"), tomorrow), "date_of_birth",
         "is in the future");
    failure_clear(&f);
}

static void check_offer(const struct ruling *r) {
    const char *rate = text_of(r, "hourly_rate"), *currency = text_of(r, "currency");
    rule(r, !rate == !currency, "hourly_rate",
         "goes with a currency, and there is only one of both");
    int decimals = currency ? currency_decimals(currency) : -1;
    if (!rate || decimals < 0)
        return;
    struct failure f = {0};
    g_autofree char *exact = NULL;
    bool read = decimal_parse(rate, decimals, "hourly_rate", &exact, &f) == COACH_OK;
    rule(r, read, "hourly_rate", "is no amount of its currency");
    failure_clear(&f);
}

static void check_time_off(const struct ruling *r) {
    rule(r, number_of(r, "ends_at") > number_of(r, "starts_at"), "ends_at",
         "is not after starts_at");
}

static void check_availability(const struct ruling *r) {
    rule(r, in_order(text_of(r, "from_date"), text_of(r, "to_date")), "to_date",
         "is before from_date");
    const char *days = text_of(r, "days"), *hours = text_of(r, "hours");
    struct failure f = {0};
    g_autofree char *normal = NULL;
    unsigned read;
    rule(r, !days || hours_read_days(days, "days", &read, &f) == COACH_OK, "days",
         "are no weekdays");
    failure_clear(&f);
    rule(r, !hours || hours_normal(hours, "hours", &normal, &f) == COACH_OK, "hours",
         "are no hours of a day");
    failure_clear(&f);
}

static void check_reminder(const struct ruling *r) {
    const struct reminder *row = (const void *)r->row;
    bool again = row->status == REMINDER_RETRY, sent = row->status == REMINDER_SENT;
    rule(r, again == (row->next_at != INTEGER_NONE), "next_at",
         again ? "is missing, though the status is RETRY"
               : "is set, though the status is not RETRY");
    rule(r, sent == (row->sent_at != INTEGER_NONE), "sent_at",
         sent ? "is missing, though the status is SENT" : "is set, though the status is not SENT");
}

static void check_link(const struct ruling *r) {
    const char *occurrence = text_of(r, "occurrence");
    rule(r, !occurrence || !*occurrence || is_local(occurrence), "occurrence", "is no local time");
}

/* ---- Mending ---- */

/* What a field was set to last, as the history tells; NULL: it does not, or to nothing. Lives in
 * the changes. */
static coach_status known_value(const struct ruling *r, const char *field, GArray *changes,
                                const struct json_value **value) {
    coach_status status = history_since(r->d->c, r->table, r->id, "", 0, changes);
    const struct json_member *last = NULL;
    for (guint i = 0; status == COACH_OK && !last && i < changes->len; i++) {
        const GArray *after = g_array_index(changes, struct history_change, i).after;
        last = after ? json_member_named(after, field) : NULL;
    }
    *value = last && last->value.kind != JSON_NULL ? &last->value : NULL;
    return status;
}

static coach_status set_value(const struct ruling *r, const char *name,
                              const struct json_value *value) {
    coach *c = r->d->c;
    const struct field *field = field_named(r->table, name);
    void *row = g_malloc0(r->table->row_size);
    coach_status status = record_load(c, r->table, r->id, row);
    if (status == COACH_OK) {
        status = value_from_json(c, field, value, member(row, field));
        if (status == COACH_OK)
            status = record_update_as_is(c, r->table, r->row, row);
        record_clear(r->table, row);
    }
    g_free(row);
    return status;
}

/* Where more than this is wrong with the row, nobody can say what the right answer is. */
static coach_status tell_one(const struct ruling *r, const struct broken *broken) {
    g_autoptr(GArray) changes = history_changes_new();
    const struct json_value *known = NULL;
    bool alone = r->broken->len == 1;
    const struct field *field = field_named(r->table, broken->field);
    coach_status status = COACH_OK;
    if (alone && value_absent(field, const_member(r->row, field)))
        status = known_value(r, broken->field, changes, &known);
    bool mend = known && r->d->fix;
    if (status == COACH_OK && mend)
        status = set_value(r, broken->field, known);
    struct doctor_place place = {
        "rule", r->table, r->id, broken->field, .fixable = known != NULL, .mended = mend};
    doctor_tell(r->d, &place, "%s", broken->problem);
    return status;
}

coach_status doctor_rules(struct doctor *d, const struct table *table, const struct id *id,
                          const void *row) {
    static const struct {
        const struct table *table;
        void (*check)(const struct ruling *r);
    } all[] = {
        {&relationship_table, check_relationship},
        {&session_table, check_session},
        {&series_table, check_series},
        {&plan_table, check_plan},
        {&program_session_table, check_program_session},
        {&user_table, check_user},
        {&trainer_table, check_offer},
        {&time_off_table, check_time_off},
        {&availability_table, check_availability},
        {&reminder_table, check_reminder},
        {&calendar_link_table, check_link},
    };
    g_autoptr(GArray) broken = g_array_new(FALSE, FALSE, sizeof(struct broken));
    struct ruling r = {d, table, row, id, broken};
    coach_status status = COACH_OK;
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
        if (all[i].table == table)
            all[i].check(&r);
    for (guint i = 0; status == COACH_OK && i < broken->len; i++)
        status = tell_one(&r, &g_array_index(broken, struct broken, i));
    return status;
}
