/* availability.c - the hours at which trainers work. */
#include "domain/domain.h"
#include "schedule/hours.h"
#include "schedule/zone.h"

#include <string.h>

struct availability {
    struct base base;
    struct id trainer_id;
    char *days, *hours, *from_date, *to_date, *time_zone;
    int64_t precedence;
};

#define AVAILABILITY(member) ASKED(struct availability, coach_availability_request, member)

static coach_status read_days(coach *c, const struct field *field, const char *text, void *value) {
    unsigned days;
    coach_status status = hours_read_days(text, field->view.name, &days, &c->failure);
    if (status == COACH_OK) {
        g_free(*(char **)value);
        *(char **)value = hours_write_days(days);
    }
    return status;
}

static coach_status read_hours(coach *c, const struct field *field, const char *text, void *value) {
    char *hours;
    coach_status status = hours_normal(text, field->view.name, &hours, &c->failure);
    if (status != COACH_OK)
        return status;
    if (strlen(hours) > (size_t)field->view.max) {
        g_free(hours);
        return fail(&c->failure, COACH_INVALID, field->view.name, "a day has at most 21 spans");
    }
    g_free(*(char **)value);
    *(char **)value = hours;
    return COACH_OK;
}

static const struct field fields[] = {
    ID_FIELD("availability"),
    {.view = {"trainer", .doc = "Name of the trainer", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_DERIVED | COACH_FIELD_BRIEF | COACH_FIELD_SEARCH,
              .target = COACH_TRAINER},
     DERIVED,
     .sql = "t.trainer_id",
     .label = true},
    {.view = {"trainer_id", "trainer", "The trainer", COACH_TYPE_UUID, .flags = COACH_FIELD_FILTER,
              .target = COACH_TRAINER},
     COLUMN(struct availability, trainer_id),
     .identifies = true},
    {.view = {"days", .doc = "Weekdays: mon-fri, \"sat, sun\", weekdays, weekend or daily",
              .type = COACH_TYPE_LINE, .flags = COACH_FIELD_BRIEF, .min = 3, .max = 27},
     AVAILABILITY(days),
     .identifies = true,
     .read = read_days},
    {.view = {"hours", .doc = "Spans of local time, 09:00-12:00,14:00-18:00, or none",
              .type = COACH_TYPE_LINE, .flags = COACH_FIELD_BRIEF, .min = 4, .max = 255},
     AVAILABILITY(hours),
     .identifies = true,
     .read = read_hours},
    {.view = {"from_date", "from", "The first day on which they hold; else all before",
              COACH_TYPE_DATE, .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF},
     AVAILABILITY(from_date),
     .identifies = true,
     .read = read_date},
    {.view = {"to_date", "to", "The last day on which they hold; else all after", COACH_TYPE_DATE,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF},
     AVAILABILITY(to_date),
     .identifies = true,
     .read = read_date},
    {.view = {"time_zone", .doc = "The zone of the hours; else the trainer's",
              .type = COACH_TYPE_ZONE, .flags = COACH_FIELD_FILLED | COACH_FIELD_BRIEF},
     AVAILABILITY(time_zone),
     .read = read_zone},
    {.view = {"precedence", .doc = "Of the hours that name a day, those with the highest count",
              .type = COACH_TYPE_INTEGER, .flags = COACH_FIELD_FILLED, .min = 1, .max = G_MAXINT32},
     COLUMN(struct availability, precedence)},
    BASE_FIELDS,
};

static coach_status arrive(coach *c, const void *before, void *row, const struct arrival *how);
static coach_status check(coach *c, const void *before, const void *row, const struct arrival *how);

const struct table availability_table = {
    .noun = COACH_AVAILABILITY,
    .name = "availability",
    .fields = fields,
    .count = G_N_ELEMENTS(fields),
    .row_size = sizeof(struct availability),
    .from = "availability t",
    .order = "t.trainer_id, t.precedence",
    .time = "created_at",
    .label = "SELECT days || ' ' || hours FROM availability WHERE id = $1",
    .search = SEARCH_TRAINER("t.trainer_id"),
    .arrive = arrive,
    .check = check,
};

/* ---- The rows of one trainer ---- */

/* What to do with a row that holds; revised: as it stands, to be changed. */
typedef coach_status (*revision_of)(coach *c, struct availability *row, void *context);

static coach_status revise_one(coach *c, const struct id *id, revision_of revise, void *context) {
    struct availability before, row;
    coach_status status = record_load(c, &availability_table, id, &before);
    if (status != COACH_OK)
        return status;
    status = record_load(c, &availability_table, id, &row);
    if (status == COACH_OK) {
        status = revise(c, &row, context);
        if (status == COACH_OK)
            status = record_update(c, &availability_table, &before, &row);
        record_clear(&availability_table, &row);
    }
    record_clear(&availability_table, &before);
    return status;
}

/* Revises each of a trainer's rows that hold, the one that counts least first. */
static coach_status revise_all(coach *c, const struct id *trainer, revision_of revise,
                               void *context) {
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(struct id));
    struct statement *s;
    coach_status status = db_prepare(
        c->db,
        "SELECT id FROM availability WHERE trainer_id = $1 AND is_active ORDER BY precedence, id",
        &s);
    if (status != COACH_OK)
        return status;
    bool row;
    db_bind_id(s, 1, trainer);
    while ((status = db_step(s, &row)) == COACH_OK && row) {
        struct id id = db_id(s, 0);
        g_array_append_val(ids, id);
    }
    db_finish(s);
    for (guint i = 0; status == COACH_OK && i < ids->len; i++)
        status = revise_one(c, &g_array_index(ids, struct id, i), revise, context);
    return status;
}

static unsigned days_of(const char *text) {
    struct failure ignored = {0};
    unsigned days = 0;
    if (hours_read_days(text, NULL, &days, &ignored) != COACH_OK)
        failure_clear(&ignored);
    return days;
}

/* ---- Setting ---- */

/* Whether all that the old hours said is said anew. */
static bool shadows(const struct availability *new, const struct availability *old) {
    bool from = !new->from_date || (old->from_date && strcmp(old->from_date, new->from_date) >= 0);
    bool to = !new->to_date || (old->to_date && strcmp(old->to_date, new->to_date) <= 0);
    return from && to && (days_of(old->days) & ~days_of(new->days)) == 0;
}

static coach_status give_way(coach *c, struct availability *old, void *context) {
    struct availability *new = context;
    new->precedence = MAX(new->precedence, old->precedence + 1);
    if (!new->base.is_active || !shadows(new, old))
        return COACH_OK;
    old->base.is_active = false;
    note(c, "in place of %s %s", old->days, old->hours);
    return COACH_OK;
}

static coach_status check_dates(coach *c, const struct availability *row) {
    if (!row->from_date || !row->to_date || strcmp(row->from_date, row->to_date) <= 0)
        return COACH_OK;
    return fail(&c->failure, COACH_INVALID, "to_date", "hours that hold from %s cannot end on %s",
                row->from_date, row->to_date);
}

/* New hours count before all others of the trainer. */
static coach_status take_place(coach *c, struct availability *row) {
    if (!row->time_zone)
        row->time_zone = g_strdup(zone_name(reading_zone(c)));
    row->precedence = 1;
    return revise_all(c, &row->trainer_id, give_way, row);
}

static coach_status fill(coach *c, const void *before, void *data, struct change *change) {
    (void)before;
    const coach_availability_request *request = change->request;
    struct availability *row = data;
    coach_status status = record_find(c, &trainer_table, request->trainer, &row->trainer_id);
    if (status == COACH_OK)
        status = check_trainer(c, &row->trainer_id);
    if (status == COACH_OK && request->time_zone && coach_zone_known(request->time_zone))
        near_zone(c, request->time_zone);
    else if (status == COACH_OK)
        status = near_trainer(c, &row->trainer_id);
    if (status == COACH_OK)
        status = change_apply(c, &availability_table, row, change);
    if (status == COACH_OK)
        status = check_dates(c, row);
    if (status != COACH_OK || !row->days)
        return status;
    row->base.is_active = true;
    return take_place(c, row);
}

static coach_status arrive(coach *c, const void *before, void *data, const struct arrival *how) {
    struct availability *row = data;
    coach_status status = check_dates(c, row);
    if (status != COACH_OK || before || id_is_nil(&row->trainer_id))
        return status;
    status = how->made ? check_trainer(c, &row->trainer_id) : COACH_OK;
    if (status == COACH_OK && !row->time_zone)
        status = near_trainer(c, &row->trainer_id);
    bool whole = row->days && row->hours; /* else it is refused when it is written */
    return status == COACH_OK && whole && row->precedence == INTEGER_NONE ? take_place(c, row)
                                                                          : status;
}

/* Of two that counted as much nobody could say which of them holds. */
static coach_status check(coach *c, const void *before, const void *row,
                          const struct arrival *how) {
    const struct availability *new = row, *old = before;
    bool same = old && old->base.is_active && id_equal(&old->trainer_id, &new->trainer_id) &&
                old->precedence == new->precedence;
    struct statement *s;
    struct id other = {{0}};
    char text[ID_TEXT];
    bool found = false;
    if (!new->base.is_active || same || how->force)
        return COACH_OK;
    coach_status status = db_prepare(c->db,
                                     "SELECT id FROM availability WHERE trainer_id = $1 AND "
                                     "precedence = $2 AND is_active AND id <> $3",
                                     &s);
    if (status != COACH_OK)
        return status;
    db_bind_id(s, 1, &new->trainer_id);
    db_bind_integer(s, 2, new->precedence);
    db_bind_id(s, 3, &new->base.id);
    if ((status = db_step(s, &found)) == COACH_OK && found)
        other = db_id(s, 0);
    db_finish(s);
    if (status != COACH_OK || !found)
        return status;
    id_format(&other, text);
    fail(&c->failure, COACH_CONFLICT, "precedence",
         "there are hours of the trainer with the precedence %d already", (int)new->precedence);
    fail_hint(&c->failure, "they are %s", text);
    return fail_other(&c->failure, &other, "");
}

static coach_status set(coach *c, struct change *change) {
    return change_insert(c, &availability_table, fill, change);
}

coach_status coach_availability_set(coach *c, const coach_availability_request *r, coach_id *id) {
    return change_run(c, set, (struct change){.request = r}, id);
}

/* ---- Clearing ---- */

/* Takes days away from a row; what then has none is archived. */
static coach_status take_away(coach *c, struct availability *row, void *context) {
    unsigned days = days_of(row->days), left = days & ~*(unsigned *)context;
    if (left == days)
        return COACH_OK;
    if (left) {
        g_free(row->days);
        row->days = hours_write_days(left);
    } else {
        row->base.is_active = false;
    }
    g_array_append_val(c->changed, row->base.id);
    return COACH_OK;
}

static coach_status clear(coach *c, struct change *change) {
    unsigned days = ~0U;
    coach_status status = record_find(c, &trainer_table, change->which, &change->id);
    if (status == COACH_OK && change->request)
        status = hours_read_days(change->request, "days", &days, &c->failure);
    if (status == COACH_OK)
        status = revise_all(c, &change->id, take_away, &days);
    if (status != COACH_OK || c->changed->len)
        return status;
    const char *name;
    status = record_label(c, &trainer_table, &change->id, &name);
    if (status != COACH_OK)
        return status;
    fail(&c->failure, COACH_REFUSED, NULL, "the trainer %s has no hours%s", name,
         change->request ? " on these days" : "");
    return fail_hint(&c->failure, "`coach availability list` shows those that are set");
}

coach_status coach_availability_clear(coach *c, const char *trainer, const char *days) {
    coach_id id;
    return change_run(c, clear, (struct change){.which = trainer, .request = days}, &id);
}
