/* doctor.c - what is wrong with a database, and what of it has one right answer. */
#include "domain/doctor.h"

#include "store/files.h"
#include "store/query.h"

#include <string.h>

static const struct field fields[] = {
    {.view = {"check", .doc = "What was looked at", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_BRIEF},
     DERIVED},
    {.view = {"noun", .doc = "What kind of row it is", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF},
     DERIVED},
    {.view = {"id", .doc = "The id of the row; of a link, that of the trainer or session",
              .type = COACH_TYPE_UUID, .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF},
     DERIVED},
    {.view = {"field", .doc = "The field", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF},
     DERIVED},
    {.view = {"problem", .doc = "What is wrong", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_BRIEF},
     DERIVED},
    {.view = {"fixable", .doc = "Whether --fix mends it", .type = COACH_TYPE_BOOLEAN,
              .flags = COACH_FIELD_BRIEF},
     DERIVED},
};

const struct table fault_table = {
    .noun = COACH_FAULT,
    .name = "fault",
    .fields = fields,
    .count = G_N_ELEMENTS(fields),
};

/* ---- Telling ---- */

static void add_row(struct doctor *d, const struct doctor_place *place, const char *problem) {
    static const struct id none;
    cells_text(d->rows, place->check);
    cells_text(d->rows, place->table ? coach_noun_name(place->table->noun) : NULL);
    cells_id(d->rows, place->id ? place->id : &none);
    cells_text(d->rows, place->field);
    cells_text(d->rows, problem);
    cells_boolean(d->rows, place->fixable);
}

void doctor_tell(struct doctor *d, const struct doctor_place *place, const char *format, ...) {
    enum { MOST = 10000 }; /* what is as wrong as that is not mended row by row */
    if (place->mended) {
        d->mended++;
        return;
    }
    d->fixable += place->fixable;
    if (++d->left > MOST)
        return;
    va_list args;
    va_start(args, format);
    g_autofree char *problem = g_strdup_vprintf(format, args);
    va_end(args);
    add_row(d, place, problem);
    if (d->left == MOST)
        note(d->c, "there is more that is wrong than is listed");
}

/* ---- The file ---- */

static void tell_file(void *data, const struct file_fault *fault) {
    struct doctor_place place = {.check = fault->check,
                                 .table = fault->table ? table_called(fault->table) : NULL,
                                 .id = &fault->id,
                                 .fixable = fault->fixable,
                                 .mended = fault->mended};
    if (fault->table && !place.table)
        doctor_tell(data, &place, "%s: %s", fault->table, fault->problem);
    else
        doctor_tell(data, &place, "%s", fault->problem);
}

/* Rows are read only where the file itself can be. */
static coach_status check_file(struct doctor *d, bool *usable) {
    struct db *db = d->c->db;
    struct file_check how = {.fault = tell_file,
                             .data = d,
                             .modes = true,
                             .mend_modes = d->fix && !db->rehearse,
                             .mend_indexes = d->fix};
    *usable = true;
    coach_status status = db_is_file(db) ? db_check(db, &how) : COACH_OK;
    for (guint i = 0; i < d->rows->len; i += G_N_ELEMENTS(fields)) {
        const char *check = g_array_index(d->rows, coach_cell, i).text;
        if (strcmp(check, "schema") == 0 || strcmp(check, "integrity") == 0)
            *usable = false;
    }
    return status;
}

/* ---- The call ---- */

static coach_status look(void *context) {
    struct doctor *d = context;
    bool usable;
    g_array_set_size(d->rows, 0);
    d->left = d->fixable = d->mended = 0;
    g_ptr_array_set_size(d->c->notes, 0);
    coach_status status = check_file(d, &usable);
    if (status == COACH_OK && !usable) {
        d->c->db->scratch = true; /* where pages cannot be read, even a COMMIT fails */
        note(d->c, "the rows have not been looked at: the file comes first");
    }
    if (status != COACH_OK || !usable)
        return status;
    if ((status = doctor_rows(d)) == COACH_OK)
        status = doctor_links(d);
    if (status == COACH_OK)
        status = doctor_times(d);
    return status == COACH_OK ? doctor_history(d) : status;
}

/* What is left is what is found after it. */
static coach_status mend(coach *c, void *data) {
    struct doctor *d = data;
    coach_status status = actor_require(c);
    d->fix = true;
    if (status == COACH_OK)
        status = look(d);
    d->fix = false;
    size_t mended = d->mended;
    if (status == COACH_OK && mended > 0)
        status = look(d);
    d->mended = mended;
    return status;
}

static coach_status nothing(void *context) {
    (void)context;
    return COACH_OK;
}

/* Who does not see all rows is told so, and mends nothing by those that are seen. */
static coach_status look_and_mend(struct doctor *d) {
    coach_status status = db_whole(d->c->db, false, nothing, NULL);
    return status == COACH_OK ? coach_transact(d->c, COACH_WRITE, mend, d) : status;
}

static void sum_up(struct doctor *d, bool fix) {
    if (d->mended)
        note(d->c, "mended: %zu", d->mended);
    if (d->left)
        note(d->c, "wrong: %zu, of which --fix can mend %zu", d->left, fix ? 0 : d->fixable);
}

coach_status coach_doctor(coach *c, bool fix, const coach_view *view, coach_health *health,
                          coach_cursor **out) {
    struct doctor d = {.c = c, .rows = cursor_rows()};
    struct select select;
    coach_status status = rows_begin(c, &fault_table, view, &select);
    if (status == COACH_OK)
        status = fix ? look_and_mend(&d) : db_whole(c->db, false, look, &d);
    if (status == COACH_OK) {
        sum_up(&d, fix);
        *health = (coach_health){d.left, d.mended};
    }
    return rows_end(&select, d.rows, status, out);
}
