/* undo.c - an operation is taken back with all its rows, or put back.
 *
 * What was done last to the rows must be that very operation: what has been done since, and still
 * stands, would be lost or would make no sense. */
#include "domain/operation.h"
#include "domain/person.h"
#include "domain/session.h"
#include "store/row.h"

/* An operation of somebody's that stands and is no undo. */
#define STANDS                                                                                     \
    "NOT EXISTS (SELECT 1 FROM operation u WHERE u.undoes = o.number AND NOT EXISTS "              \
    "(SELECT 1 FROM operation r WHERE r.undoes = u.number))"

/* $1's last one; what a redo has put back was done by that. */
static const char last_done[] =
    "SELECT last.number FROM (SELECT made.number, made.number AS done FROM "
    "(SELECT o.number FROM operation o WHERE o.actor_id = $1 AND o.undoes IS NULL AND " STANDS
    " ORDER BY o.number DESC LIMIT 1) made "
    "UNION ALL SELECT again.number, again.done FROM "
    "(SELECT o.number, r.number AS done FROM operation r JOIN operation t ON t.number = r.undoes "
    "JOIN operation o ON o.number = t.undoes WHERE o.actor_id = $1 AND " STANDS
    " ORDER BY r.number DESC LIMIT 1) again) last ORDER BY last.done DESC LIMIT 1";

/* $1's last undo that nothing has put back. */
static const char last_undone[] =
    "SELECT o.number FROM operation o JOIN operation done ON done.number = o.undoes "
    "WHERE o.actor_id = $1 AND done.undoes IS NULL AND "
    "NOT EXISTS (SELECT 1 FROM operation r WHERE r.undoes = o.number) "
    "ORDER BY o.number DESC LIMIT 1";

/* The last redo that put an operation back. */
static const char last_redo[] =
    "SELECT max(r.number) FROM operation r JOIN operation u ON u.number = r.undoes "
    "WHERE u.undoes = $1";

/* One of what has come or gone since $1: each undo or redo turns round what was first done. */
static const char turned_since[] =
    "SELECT max(t.number) FROM (SELECT max(o.number) AS number FROM operation o "
    "LEFT JOIN operation u ON u.number = o.undoes WHERE o.number > $1 "
    "GROUP BY coalesce(u.undoes, o.undoes, o.number) HAVING count(*) % 2 = 1) t";

struct undoing {
    const char *which; /* NULL: the last one */
    bool redo;
    int64_t undoes; /* the operation that is named as taken back */
    int64_t source; /* the one whose changes are turned round: it, or the redo that put it back */
    int64_t since;  /* one that has come or gone after that; 0: none */
    GArray *taking; /* ids of the sessions that come to occupy time */
};

/* ---- Which ---- */

static coach_status nothing(coach *c, bool redo) {
    fail(&c->failure, COACH_NOT_FOUND, NULL, "there is nothing of yours to %s",
         redo ? "put back" : "take back");
    return fail_hint(&c->failure, "`coach log` shows what was done; name one by its number");
}

static coach_status undone_already(coach *c, int64_t number, int64_t by) {
    fail(&c->failure, COACH_REFUSED, NULL,
         "operation %" G_GINT64_FORMAT " is taken back already, by %" G_GINT64_FORMAT, number, by);
    return fail_hint(&c->failure, "coach undo %" G_GINT64_FORMAT " puts it back", by);
}

/* Taking back a redo is taking back what was first done. */
static coach_status first_of(coach *c, int64_t *number) {
    struct operation operation, undone;
    coach_status status = operation_read(c, *number, &operation);
    if (status != COACH_OK)
        return status;
    int64_t undoes = operation.undoes;
    record_clear(&operation_table, &operation);
    if (undoes == INTEGER_NONE || (status = operation_read(c, undoes, &undone)) != COACH_OK)
        return status;
    if (undone.undoes != INTEGER_NONE)
        *number = undone.undoes;
    record_clear(&operation_table, &undone);
    return COACH_OK;
}

static coach_status choose(coach *c, struct undoing *u) {
    coach_status status =
        u->which ? operation_number(c, u->which, &u->undoes)
                 : operation_ask(c, u->redo ? last_undone : last_done, &c->actor, 0, &u->undoes);
    if (status == COACH_OK && !u->undoes)
        return nothing(c, u->redo);
    int64_t by = 0;
    if (status == COACH_OK)
        status = first_of(c, &u->undoes);
    if (status == COACH_OK)
        status = operation_undone_by(c, u->undoes, &by);
    if (status == COACH_OK && by)
        return undone_already(c, u->undoes, by);
    if (status == COACH_OK)
        status = operation_ask(c, last_redo, NULL, u->undoes, &u->source);
    if (!u->source)
        u->source = u->undoes;
    if (status == COACH_OK)
        status = operation_ask(c, turned_since, NULL, u->source, &u->since);
    return status;
}

/* ---- Whether ---- */

static coach_status erased_since(coach *c, int64_t number, int64_t by) {
    return fail(&c->failure, COACH_REFUSED, NULL,
                "operation %" G_GINT64_FORMAT
                " is about somebody who has been erased since, by %" G_GINT64_FORMAT,
                number, by);
}

static coach_status check_no_erasure(coach *c, int64_t number, const GArray *changes) {
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

/* The last operation that has touched the row since and stands; 0: none. */
static coach_status last_since(coach *c, const struct undoing *u,
                               const struct history_change *change, int64_t *by) {
    g_autoptr(GArray) since = history_changes_new();
    coach_status status =
        history_since(c, change->table, &change->row_id, change->part, u->undoes, since);
    *by = 0;
    for (guint i = 0; status == COACH_OK && !*by && i < since->len; i++) {
        int64_t number = g_array_index(since, struct history_change, i).operation, undone = 0;
        struct operation operation;
        if ((status = operation_read(c, number, &operation)) != COACH_OK)
            return status;
        bool done = operation.undoes == INTEGER_NONE;
        record_clear(&operation_table, &operation);
        if (done && (status = operation_undone_by(c, number, &undone)) == COACH_OK && !undone)
            *by = number;
    }
    return status;
}

/* ---- Rows ---- */

/* A row on its way: as it is, and as it is to be. */
struct turning {
    void *is, *becomes;
    bool there;
};

static void turning_clear(const struct table *table, struct turning *t) {
    if (t->is)
        record_clear(table, t->is);
    if (t->becomes)
        record_clear(table, t->becomes);
    g_free(t->is);
    g_free(t->becomes);
}

static coach_status load(coach *c, const struct history_change *change, struct turning *t) {
    const struct table *table = change->table;
    void *key = history_key(table, &change->row_id, change->part);
    if (!key)
        return fail(&c->failure, COACH_STORAGE, NULL, "the history names a row that cannot be");
    t->is = g_malloc0(table->row_size);
    t->becomes = g_malloc0(table->row_size);
    coach_status status = record_load_same(c, table, key, t->is, &t->there);
    if (status == COACH_OK && t->there)
        status = record_load_same(c, table, key, t->becomes, &t->there);
    if (!t->there)
        record_init(table, t->becomes);
    record_clear(table, key);
    g_free(key);
    return status;
}

/* Whether the row is what the operation made of it. */
static bool is_as_left(const struct history_change *change, const struct turning *t) {
    if (history_kind(change) == HISTORY_REMOVED)
        return !t->there;
    if (!t->there || history_kind(change) == HISTORY_MADE)
        return t->there;
    g_autoptr(GArray) is = history_members(change->table, t->is);
    for (guint i = 0; i < change->after->len; i++) {
        const struct json_member *left = &g_array_index(change->after, struct json_member, i);
        const struct json_member *now = json_member_named(is, left->key);
        if (!now || !g_str_equal(now->value.raw, left->value.raw))
            return false;
    }
    return true;
}

/* A row that refers to the one that is to go, by a field of another table; nil: none. */
static coach_status referring(coach *c, const struct table *table, const struct field *field,
                              const struct id *id, struct id *found) {
    g_autofree char *sql = g_strdup_printf("SELECT %s FROM %s WHERE %s = $1 LIMIT 1",
                                           table->keys ? table->fields[0].view.name : "id",
                                           table->name, field->view.name);
    struct statement *s;
    coach_status status = db_prepare(c->db, sql, &s);
    if (status != COACH_OK)
        return status;
    bool row = false;
    db_bind_id(s, 1, id);
    if ((status = db_step(s, &row)) == COACH_OK && row)
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

/* Looks through the fields of every table for one that refers to the row. */
static coach_status check_unused(coach *c, const struct table *table, const struct id *id) {
    coach_status status = COACH_OK;
    for (int noun = 0; status == COACH_OK && noun < COACH_NOUN_COUNT; noun++) {
        const struct table *other = table_of((coach_noun)noun);
        bool kept = other && other->row_size && !(other->no_history && table->along);
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

static coach_status remove_row(coach *c, const struct table *table, const void *row) {
    coach_status status =
        table->keys ? COACH_OK : check_unused(c, table, &((const struct base *)row)->id);
    return status == COACH_OK ? record_remove(c, table, row) : status;
}

static coach_status write_back(coach *c, const struct history_change *change, struct turning *t) {
    const struct table *table = change->table;
    if (history_kind(change) == HISTORY_MADE)
        return remove_row(c, table, t->is);
    coach_status status = history_apply(c, table, change->before, t->becomes);
    if (status != COACH_OK)
        return status;
    return t->there ? record_update_as_is(c, table, t->is, t->becomes)
                    : record_insert_as_is(c, table, t->becomes);
}

/* Whether a session comes to occupy time that it did not. */
static bool takes_time(const struct history_change *change, const struct turning *t) {
    if (history_kind(change) == HISTORY_MADE)
        return false;
    return !t->there || !session_occupies(t->is) || session_may_clash(t->is, t->becomes);
}

static coach_status turn(coach *c, const struct undoing *u, const struct history_change *change) {
    struct turning t = {0};
    int64_t by = 0;
    coach_status status = last_since(c, u, change, &by);
    if (status == COACH_OK && by)
        return changed_since(c, u->undoes, change, by);
    status = status == COACH_OK ? load(c, change, &t) : status;
    if (status == COACH_OK && !is_as_left(change, &t))
        status = fail(&c->failure, COACH_REFUSED, NULL,
                      "a %s is not what operation %" G_GINT64_FORMAT " made of it",
                      coach_noun_name(change->table->noun), u->source);
    if (status == COACH_OK)
        status = write_back(c, change, &t);
    if (status == COACH_OK && change->table == &session_table && takes_time(change, &t))
        g_array_append_val(u->taking, change->row_id);
    turning_clear(change->table, &t);
    return status;
}

/* ---- The call ---- */

static coach_status tell(coach *c, int64_t number) {
    struct operation operation;
    coach_status status = operation_read(c, number, &operation);
    if (status != COACH_OK)
        return status;
    note(c, "taken back: %" G_GINT64_FORMAT ", %s", number, operation.command);
    record_clear(&operation_table, &operation);
    return COACH_OK;
}

static coach_status undo(coach *c, struct change *change) {
    struct undoing u = *(const struct undoing *)change->request;
    g_autoptr(GArray) changes = history_changes_new();
    g_autoptr(GArray) taking = g_array_new(FALSE, FALSE, sizeof(struct id));
    u.taking = taking;
    coach_status status = choose(c, &u);
    if (status == COACH_OK)
        status = history_of(c, u.source, changes);
    if (status == COACH_OK)
        status = check_no_erasure(c, u.undoes, changes);
    if (status == COACH_OK)
        status = tell(c, u.undoes);
    c->operation.undoes = u.undoes;
    for (guint i = changes->len; status == COACH_OK && i-- > 0;)
        status = turn(c, &u, &g_array_index(changes, struct history_change, i));
    c->operation.undoes = 0;
    /* where all that was done since is taken back as well, all is as it was */
    return status == COACH_OK && u.since ? undo_check(c, changes, taking, change->force) : status;
}

static coach_status run(coach *c, const struct undoing *how, bool force) {
    coach_id ignored;
    return change_run(c, undo, (struct change){.request = how, .force = force}, &ignored);
}

coach_status coach_undo(coach *c, const char *operation, bool force) {
    return run(c, &(struct undoing){.which = operation}, force);
}

coach_status coach_redo(coach *c, bool force) {
    return run(c, &(struct undoing){.redo = true}, force);
}
