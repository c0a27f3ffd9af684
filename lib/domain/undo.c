/* undo.c - an operation is taken back with all its rows, or put back.
 *
 * What was done last to the rows must be that very operation: what has been done since, and still
 * stands, would be lost or would make no sense. */
#include "domain/undo.h"

/* An operation of somebody's that stands and is no undo. */
#define STANDS                                                                                     \
    "NOT EXISTS (SELECT 1 FROM operation u WHERE u.undoes = o.number AND NOT EXISTS "              \
    "(SELECT 1 FROM operation r WHERE r.undoes = u.number))"

/* Somebody who is gone was erased in the history alone, which is a change of no field. */
#define ERASES                                                                                     \
    "EXISTS (SELECT 1 FROM operation_change g WHERE g.row_id = x.row_id AND "                      \
    "x.table_name = 'app_user' AND g.after IS NULL AND g.before LIKE '%\"email\":\"erased-%')"

/* $1's last one that has changed a field, or erased somebody: what was made of others anew is none.
 * What a redo has put back was done by that. */
static const char last_done[] =
    "SELECT last.number FROM (SELECT made.number, made.number AS done FROM "
    "(SELECT o.number FROM operation o WHERE o.actor_id = $1 AND o.undoes IS NULL AND " STANDS
    " AND EXISTS (SELECT 1 FROM operation_change x WHERE x.operation = o.number AND "
    "(x.after IS NULL OR x.before <> '{}' OR " ERASES ")) ORDER BY o.number DESC LIMIT 1) made "
    "UNION ALL SELECT again.number, again.done FROM "
    "(SELECT o.number, r.number AS done FROM operation r JOIN operation t ON t.number = r.undoes "
    "JOIN operation o ON o.number = t.undoes WHERE o.actor_id = $1 AND " STANDS
    " ORDER BY r.number DESC LIMIT 1) again) last ORDER BY last.done DESC LIMIT 1";

/* $1's last undo that nothing has put back. */
#define LAST_UNDONE                                                                                \
    "SELECT o.number FROM operation o JOIN operation done ON done.number = o.undoes "              \
    "WHERE o.actor_id = $1 AND done.undoes IS NULL AND "                                           \
    "NOT EXISTS (SELECT 1 FROM operation r WHERE r.undoes = o.number) "                            \
    "ORDER BY o.number DESC LIMIT 1"
static const char last_undone[] = LAST_UNDONE;

/* What $1 has done since, as who edits a text goes on from what was taken back. */
static const char done_since_undone[] =
    "SELECT max(o.number) FROM operation o WHERE o.actor_id = $1 AND o.undoes IS NULL AND " STANDS
    " AND o.number > (" LAST_UNDONE ")";

/* The last redo that put an operation back. */
static const char last_redo[] =
    "SELECT max(r.number) FROM operation r JOIN operation u ON u.number = r.undoes "
    "WHERE u.undoes = $1";

/* One of what has come or gone since $1: each undo or redo turns round what was first done. */
static const char turned_since[] =
    "SELECT max(t.number) FROM (SELECT max(o.number) AS number FROM operation o "
    "LEFT JOIN operation u ON u.number = o.undoes WHERE o.number > $1 "
    "GROUP BY coalesce(u.undoes, o.undoes, o.number) HAVING count(*) % 2 = 1) t";

/* A row that has been turned round: as it was found, NULL where it was not there, and its key. */
struct turned {
    const struct table *table;
    void *before, *key;
};

/* ---- Which ---- */

static coach_status nothing(coach *c, bool redo) {
    fail(&c->failure, COACH_NOT_FOUND, NULL, "there is nothing of yours to %s",
         redo ? "put back" : "take back");
    return fail_hint(&c->failure, "`coach log` shows what was done; %s",
                     redo ? "coach undo NUMBER puts back what that undo took"
                          : "name one by its number");
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

static coach_status check_last(coach *c, int64_t undone) {
    struct operation later;
    int64_t number = 0;
    coach_status status = operation_ask(c, done_since_undone, &c->actor, 0, &number);
    if (status != COACH_OK || !number || (status = operation_read(c, number, &later)) != COACH_OK)
        return status;
    fail(&c->failure, COACH_REFUSED, NULL,
         "something else has been done since: %" G_GINT64_FORMAT ", %s", number, later.command);
    record_clear(&operation_table, &later);
    return fail_hint(&c->failure,
                     "coach undo %" G_GINT64_FORMAT " puts back all the same what that took back",
                     undone);
}

static coach_status choose(coach *c, struct undoing *u) {
    coach_status status =
        u->which ? operation_number(c, u->which, &u->undoes)
                 : operation_ask(c, u->redo ? last_undone : last_done, &c->actor, 0, &u->undoes);
    if (status == COACH_OK && !u->undoes)
        return nothing(c, u->redo);
    int64_t by = 0;
    if (status == COACH_OK && u->redo)
        status = check_last(c, u->undoes);
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
    if (!u->since && db_login(c->db).fixed) /* what others did is not theirs to see */
        u->since = u->source;
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

static coach_status remove_row(coach *c, const struct table *table, const void *row) {
    coach_status status =
        table->keys ? COACH_OK : undo_check_unused(c, table, &((const struct base *)row)->id);
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

static void turned_clear(void *data) {
    struct turned *one = data;
    if (one->before)
        record_clear(one->table, one->before);
    record_clear(one->table, one->key);
    g_free(one->before);
    g_free(one->key);
}

/* Keeps what a row was found as, the first time. Where all that was done since is taken back as
 * well, all is as it was, and needs no look but at who acts. */
static void keep(const struct undoing *u, const struct history_change *change, struct turning *t) {
    struct turned one = {.table = change->table};
    char id[ID_TEXT];
    if (history_kind(change) == HISTORY_MADE || !(u->since || change->table == &user_table))
        return;
    id_format(&change->row_id, id);
    if (!g_hash_table_add(u->seen, g_strjoin(" ", change->table->name, id, change->part, NULL)))
        return;
    if (t->there)
        one.before = g_steal_pointer(&t->is);
    one.key = g_steal_pointer(&t->becomes);
    g_array_append_val(u->turned, one);
}

static coach_status turn(coach *c, const struct undoing *u, const struct history_change *change) {
    struct turning t = {0};
    coach_status status = undo_check_row(c, u, change);
    status = status == COACH_OK ? load(c, change, &t) : status;
    if (status == COACH_OK && !is_as_left(change, &t))
        status = fail(&c->failure, COACH_REFUSED, NULL,
                      "a %s is not what operation %" G_GINT64_FORMAT " made of it",
                      coach_noun_name(change->table->noun), u->source);
    if (status == COACH_OK)
        status = undo_name_rival(c, u, change->table, write_back(c, change, &t));
    if (status == COACH_OK)
        keep(u, change, &t);
    turning_clear(change->table, &t);
    return status;
}

/* ---- The rules of now ---- */

static coach_status check_one(coach *c, const struct turned *one, const struct arrival *how) {
    void *row = g_malloc0(one->table->row_size);
    bool there = false;
    coach_status status = record_load_same(c, one->table, one->key, row, &there);
    if (status == COACH_OK && there) {
        status = change_check(c, one->table, one->before, row, how);
        record_clear(one->table, row);
    }
    g_free(row);
    return status;
}

static coach_status check_all(coach *c, const struct undoing *u, bool force) {
    const struct arrival how = {.force = force || !u->since};
    coach_status status = COACH_OK;
    for (guint i = 0; status == COACH_OK && i < u->turned->len; i++) {
        const struct turned *one = &g_array_index(u->turned, struct turned, i);
        status = undo_name_rival(c, u, one->table, check_one(c, one, &how));
    }
    return status;
}

/* Whoever takes back an undo thinks of what that took back. */
static coach_status tell(coach *c, int64_t number) {
    struct operation operation;
    const char *what = "taken back";
    coach_status status = operation_read(c, number, &operation);
    if (status == COACH_OK && operation.undoes != INTEGER_NONE) {
        what = "put back";
        number = operation.undoes;
        record_clear(&operation_table, &operation);
        status = operation_read(c, number, &operation);
    }
    if (status != COACH_OK)
        return status;
    note(c, "%s: %" G_GINT64_FORMAT ", %s", what, number, operation.command);
    record_clear(&operation_table, &operation);
    return COACH_OK;
}

static coach_status nothing_changed(coach *c, int64_t number) {
    fail(&c->failure, COACH_REFUSED, NULL,
         "operation %" G_GINT64_FORMAT " has changed no field: there is nothing to take back",
         number);
    return fail_hint(&c->failure, "`coach show %" G_GINT64_FORMAT "` tells what it did", number);
}

static coach_status turn_all(coach *c, const struct undoing *u, const GArray *changes) {
    coach_status status = COACH_OK;
    int64_t written = c->operation.changes;
    c->operation.undoes = u->undoes;
    for (guint i = changes->len; status == COACH_OK && i-- > 0;)
        status = turn(c, u, &g_array_index(changes, struct history_change, i));
    c->operation.undoes = 0;
    return status == COACH_OK && c->operation.changes == written ? nothing_changed(c, u->undoes)
                                                                 : status;
}

static coach_status undo(coach *c, struct change *change) {
    struct undoing u = *(const struct undoing *)change->request;
    g_autoptr(GArray) changes = history_changes_new();
    g_autoptr(GArray) turned = g_array_new(FALSE, FALSE, sizeof(struct turned));
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_array_set_clear_func(turned, turned_clear);
    u.turned = turned;
    u.seen = seen;
    coach_status status = choose(c, &u);
    if (status == COACH_OK)
        status = history_of(c, u.source, changes);
    if (status == COACH_OK)
        status = undo_check_erasure(c, u.undoes, changes);
    if (status == COACH_OK)
        status = tell(c, u.undoes);
    if (status == COACH_OK)
        status = undo_index_makers(c, changes, false);
    if (status == COACH_OK)
        status = turn_all(c, &u, changes);
    if (status == COACH_OK)
        status = undo_index_makers(c, changes, true);
    return status == COACH_OK ? check_all(c, &u, change->force) : status;
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
