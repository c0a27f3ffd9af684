/* undo_check.c - what stands in the way of taking something back, with the operation that put it
 * there. */
#include "domain/person.h"
#include "domain/undo.h"
#include "store/row.h"

/* ---- What has been done since ---- */

static coach_status erased_since(coach *c, int64_t number, int64_t by) {
    return fail(&c->failure, COACH_REFUSED, NULL,
                "operation %" G_GINT64_FORMAT
                " is about somebody who has been erased since, by %" G_GINT64_FORMAT,
                number, by);
}

coach_status undo_check_erasure(coach *c, int64_t number, const GArray *changes) {
    bool erased;
    coach_status status = person_erased_by(c, changes, &erased);
    if (status != COACH_OK || !erased)
        return status;
    fail(&c->failure, COACH_REFUSED, NULL,
         "operation %" G_GINT64_FORMAT " has erased somebody, which is for good", number);
    return fail_hint(&c->failure, "`coach log` shows those before it; name one by its number");
}

static coach_status changed_since(coach *c, int64_t number, const struct history_change *change,
                                  int64_t by) {
    const char *noun = coach_noun_name(change->table->noun);
    const char *label = "";
    struct operation later;
    bool erased;
    g_autoptr(GArray) changes = history_changes_new();
    coach_status status = history_of(c, by, changes);
    if (status == COACH_OK)
        status = person_erased_by(c, changes, &erased);
    if (status == COACH_OK && erased)
        return erased_since(c, number, by);
    if (status == COACH_OK && change->table->label)
        status = record_label(c, change->table, &change->row_id, &label);
    if (status == COACH_OK)
        status = operation_read(c, by, &later);
    if (status != COACH_OK)
        return status;
    fail(&c->failure, COACH_REFUSED, NULL,
         "the %s%s%s has changed since, by operation %" G_GINT64_FORMAT, noun, *label ? " " : "",
         label, by);
    fail_hint(&c->failure, "%" G_GINT64_FORMAT ": %s", by, later.command);
    record_clear(&operation_table, &later);
    return fail_hint(&c->failure, "coach undo %" G_GINT64_FORMAT " takes that back first", by);
}

/* Whether an operation that stands has changed a field of the row, or erased the person whom it is
 * about. */
static coach_status counts(coach *c, const struct history_change *change, bool *does) {
    struct operation operation;
    g_autoptr(GArray) changes = history_changes_new();
    bool empty = history_kind(change) == HISTORY_CHANGED && change->before->len == 0;
    int64_t undone = 0;
    coach_status status = operation_read(c, change->operation, &operation);
    if (status != COACH_OK)
        return status;
    *does = operation.undoes == INTEGER_NONE;
    record_clear(&operation_table, &operation);
    if (*does && (status = operation_undone_by(c, change->operation, &undone)) == COACH_OK)
        *does = !undone;
    if (status != COACH_OK || !*does || !empty)
        return status;
    status = history_of(c, change->operation, changes);
    return status == COACH_OK ? person_erased_by(c, changes, does) : status;
}

/* The last of those that count since, of a row; 0: none. */
static coach_status last_since(coach *c, const struct undoing *u,
                               const struct history_change *change, int64_t *by) {
    g_autoptr(GArray) since = history_changes_new();
    coach_status status =
        history_since(c, change->table, &change->row_id, change->part, u->undoes, since);
    *by = 0;
    for (guint i = 0; status == COACH_OK && !*by && i < since->len; i++) {
        const struct history_change *one = &g_array_index(since, struct history_change, i);
        bool does = false;
        if ((status = counts(c, one, &does)) == COACH_OK && does)
            *by = one->operation;
    }
    return status;
}

coach_status undo_check_row(coach *c, const struct undoing *u,
                            const struct history_change *change) {
    int64_t by = 0;
    coach_status status = last_since(c, u, change, &by);
    return status == COACH_OK && by ? changed_since(c, u->undoes, change, by) : status;
}

/* Whether an operation has made a row. */
static coach_status has_made(coach *c, int64_t number, const struct history_change *row,
                             bool *made) {
    g_autoptr(GArray) changes = history_changes_new();
    coach_status status =
        history_since(c, row->table, &row->row_id, row->part, number - 1, changes);
    const struct history_change *first =
        changes->len ? &g_array_index(changes, struct history_change, changes->len - 1) : NULL;
    *made = first && first->operation == number && history_kind(first) == HISTORY_MADE;
    return status;
}

coach_status undo_name_rival(coach *c, const struct undoing *u, const struct table *table,
                             coach_status status) {
    char part[ID_TEXT];
    struct history_change rival = {.table = table, .row_id = c->failure.other.id, .part = part};
    int64_t by = 0;
    bool made = false;
    if (status != COACH_CONFLICT || id_is_nil(&rival.row_id))
        return status;
    g_strlcpy(part, c->failure.other.part, sizeof part);
    coach_status found = last_since(c, u, &rival, &by);
    if (found == COACH_OK && by)
        found = has_made(c, by, &rival, &made);
    if (found != COACH_OK || !by)
        return found == COACH_OK ? status : found;
    return fail_hint(&c->failure,
                     "it was %s by operation %" G_GINT64_FORMAT ": coach undo %" G_GINT64_FORMAT
                     " takes that back first",
                     made ? "made" : "changed", by, by);
}

/* ---- Whether a row may go ---- */

/* A row that refers to the one that is to go, by a field of another table; nil: none. */
static coach_status referring(coach *c, const struct table *table, const struct field *field,
                              const struct id *id, struct id *found) {
    g_autofree char *sql = g_strdup_printf("SELECT %s FROM %s WHERE %s = $1 LIMIT 1",
                                           table->keys ? table->fields[0].view.name : "id",
                                           table->name, field->view.name);
    struct statement *s;
    coach_status status = db_first(c->db, sql, id, &s);
    if (s)
        *found = db_id(s, 0);
    db_finish(s);
    return status;
}

/* The operation that made a row. */
static coach_status made_by(coach *c, const struct table *table, const struct id *id,
                            int64_t *number) {
    g_autoptr(GArray) changes = history_changes_new();
    coach_status status = history_since(c, table, id, "", 0, changes);
    *number = status == COACH_OK && changes->len
                  ? g_array_index(changes, struct history_change, changes->len - 1).operation
                  : 0;
    return status;
}

static coach_status refuse_in_use(coach *c, const struct table *table, const struct table *by,
                                  const struct id *id) {
    int64_t number;
    coach_status status = made_by(c, by, id, &number);
    if (status != COACH_OK)
        return status;
    fail(&c->failure, COACH_REFUSED, NULL, "there is a %s of that %s by now",
         coach_noun_name(by->noun), coach_noun_name(table->noun));
    return number ? fail_hint(&c->failure,
                              "it was made by operation %" G_GINT64_FORMAT
                              ": coach undo %" G_GINT64_FORMAT " takes that back first",
                              number, number)
                  : COACH_REFUSED;
}

/* What somebody has done stays theirs, also where it is taken back. */
static coach_status check_idle(coach *c, const struct id *user) {
    static const char last_by[] = "SELECT max(number) FROM operation WHERE actor_id = $1";
    int64_t number = 0;
    const char *name;
    char id[ID_TEXT];
    struct operation last;
    if (id_equal(user, &c->actor))
        return fail(&c->failure, COACH_REFUSED, NULL,
                    "who takes something back cannot be gone by it");
    coach_status status = operation_ask(c, last_by, user, 0, &number);
    if (status != COACH_OK || !number)
        return status;
    if ((status = record_label(c, &user_table, user, &name)) == COACH_OK)
        status = operation_read(c, number, &last);
    if (status != COACH_OK)
        return status;
    id_format(user, id);
    fail(&c->failure, COACH_REFUSED, NULL,
         "the user %s has done something, last by operation %" G_GINT64_FORMAT, name, number);
    fail_hint(&c->failure, "%" G_GINT64_FORMAT ": %s", number, last.command);
    record_clear(&operation_table, &last);
    return fail_hint(&c->failure,
                     "the history keeps who did it; coach user archive %s puts the user away", id);
}

static bool removes_many_users(const GArray *changes) {
    enum { MANY = 20 };
    guint count = 0;
    for (guint i = 0; count < MANY && i < changes->len; i++) {
        const struct history_change *change = &g_array_index(changes, struct history_change, i);
        count += change->table == &user_table && history_kind(change) == HISTORY_MADE;
    }
    return count == MANY;
}

coach_status undo_index_makers(coach *c, const GArray *changes, bool gone) {
    coach_status status = COACH_OK;
    if (!db_is_file(c->db) || !removes_many_users(changes))
        return status;
    for (int noun = 0; status == COACH_OK && noun < COACH_NOUN_COUNT; noun++) {
        const struct table *table = table_of((coach_noun)noun);
        const struct field *maker =
            table && table->row_size ? field_named(table, "created_by") : NULL;
        if (!maker)
            continue;
        g_autofree char *sql = gone ? g_strdup_printf("DROP INDEX %s_maker", table->name)
                                    : g_strdup_printf("CREATE INDEX %s_maker ON %s (created_by)",
                                                      table->name, table->name);
        status = db_execute(c->db, sql);
    }
    return status;
}

/* Looks through the fields of every table for one that refers to the row. */
coach_status undo_check_unused(coach *c, const struct table *table, const struct id *id) {
    coach_status status = table == &user_table ? check_idle(c, id) : COACH_OK;
    for (int noun = 0; status == COACH_OK && noun < COACH_NOUN_COUNT; noun++) {
        const struct table *other = table_of((coach_noun)noun);
        bool kept = other && other->row_size && other != &operation_table &&
                    !(other->no_history && table->along);
        for (size_t i = 0; status == COACH_OK && kept && i < other->count; i++) {
            const struct field *field = &other->fields[i];
            struct id by = {{0}};
            if (!stored(field) || field->view.type != COACH_TYPE_UUID ||
                field->view.target != table->noun)
                continue;
            status = referring(c, other, field, id, &by);
            if (status == COACH_OK && !id_is_nil(&by) &&
                !(other == table && id_equal(&by, id))) /* the first user made themselves */
                status = refuse_in_use(c, table, other, &by);
        }
    }
    return status;
}
