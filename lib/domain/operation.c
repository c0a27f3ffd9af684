/* operation.c - what was done: lists of operations, and which one is meant. */
#include "domain/operation.h"
#include "store/query.h"

/* An undo that has not been taken back itself. */
#define UNDONE_BY(number)                                                                          \
    "(SELECT max(u.number) FROM operation u WHERE u.undoes = " number                              \
    " AND NOT EXISTS (SELECT 1 FROM operation r WHERE r.undoes = u.number))"

static const struct field fields[] = {
    {.view = {"number", .doc = "Operations are counted as they are done",
              .type = COACH_TYPE_INTEGER, .flags = COACH_FIELD_BRIEF},
     COLUMN(struct operation, number)},
    {.view = {"made_at", .doc = "When it was done", .type = COACH_TYPE_INSTANT,
              .flags = COACH_FIELD_BRIEF},
     COLUMN(struct operation, made_at),
     .read = read_instant},
    {.view = {"actor", .doc = "Name of who did it", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_DERIVED | COACH_FIELD_BRIEF, .target = COACH_USER},
     DERIVED,
     .sql = "t.actor_id",
     .label = true},
    {.view = {"actor_id", "by", "The user who did it", COACH_TYPE_UUID, .flags = COACH_FIELD_FILTER,
              .target = COACH_USER},
     COLUMN(struct operation, actor_id)},
    {.view = {"command", .doc = "The command line, without long texts", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_BRIEF},
     COLUMN(struct operation, command)},
    {.view = {"changes", .doc = "How many changes of rows it made", .type = COACH_TYPE_INTEGER,
              .flags = COACH_FIELD_DERIVED},
     DERIVED,
     .sql = "(SELECT count(*) FROM operation_change c WHERE c.operation = t.number)"},
    {.view = {"undoes", .doc = "The operation that it took back", .type = COACH_TYPE_INTEGER,
              .flags = COACH_FIELD_OPTIONAL},
     COLUMN(struct operation, undoes)},
    {.view = {"undone_by", .doc = "The operation by which it is taken back",
              .type = COACH_TYPE_INTEGER,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_DERIVED | COACH_FIELD_BRIEF},
     DERIVED,
     .sql = UNDONE_BY("t.number")},
};

const struct table operation_table = {
    .noun = COACH_OPERATION,
    .name = "operation",
    .fields = fields,
    .count = G_N_ELEMENTS(fields),
    .row_size = sizeof(struct operation),
    .keys = 1,
    .from = "operation t",
    .order = "t.number",
    .time = "made_at",
    .searched = "t.command",
};

/* ---- Which one ---- */

coach_status operation_read(coach *c, int64_t number, struct operation *operation) {
    bool found = false;
    struct operation key = {.number = number};
    coach_status status = record_load_same(c, &operation_table, &key, operation, &found);
    if (status != COACH_OK || found)
        return status;
    fail(&c->failure, COACH_NOT_FOUND, NULL, "there is no operation %" G_GINT64_FORMAT, number);
    return fail_hint(&c->failure, "`coach log` shows them");
}

coach_status operation_number(coach *c, const char *which, int64_t *number) {
    if (g_ascii_string_to_signed(which, 10, 1, G_MAXINT64, number, NULL))
        return COACH_OK;
    fail(&c->failure, COACH_INVALID, "operation", "\"%.80s\" is not the number of an operation",
         which);
    return fail_hint(&c->failure, "`coach log` shows them");
}

coach_status operation_ask(coach *c, const char *sql, const struct id *user, int64_t number,
                           int64_t *found) {
    struct statement *s;
    coach_status status = db_prepare(c->db, sql, &s);
    if (status != COACH_OK)
        return status;
    bool row = false;
    if (user)
        db_bind_id(s, 1, user);
    else
        db_bind_integer(s, 1, number);
    if ((status = db_step(s, &row)) == COACH_OK)
        *found = row && !db_is_null(s, 0) ? db_integer(s, 0) : 0;
    db_finish(s);
    return status;
}

coach_status operation_undone_by(coach *c, int64_t number, int64_t *by) {
    return operation_ask(c, "SELECT " UNDONE_BY("$1"), NULL, number, by);
}

/* ---- Lists ---- */

coach_status coach_operation(coach *c, const char *which, const coach_view *view,
                             coach_cursor **out) {
    int64_t number = c->operation.number;
    struct operation operation;
    struct select select;
    failure_clear(&c->failure);
    coach_status status = which ? operation_number(c, which, &number) : COACH_OK;
    if (status == COACH_OK && which && (status = operation_read(c, number, &operation)) == COACH_OK)
        record_clear(&operation_table, &operation);
    if (status != COACH_OK)
        return status;
    select_init(&select, c, &operation_table);
    select_integer(&select, number);
    select_where(&select, "t.number = $?");
    if ((status = select_columns(&select, view)) == COACH_OK)
        return cursor_open(&select, NULL, view && view->short_ids, out);
    select_clear(&select);
    return status;
}

/* Whether rows of a noun have links, which the history keeps by the id of the row and a part. */
static bool has_links(coach_noun noun) {
    for (coach_noun n = 0; n < COACH_NOUN_COUNT; n++) {
        const struct table *table = table_of(n);
        if (table && table->keys > 1 && table->fields[0].view.target == noun)
            return true;
    }
    return false;
}

/* Rows of two nouns may have the same id. */
static void select_row(struct select *select, const struct table *table, const struct id *id) {
    static const struct field row_id = {.view = {.type = COACH_TYPE_UUID}};
    select_parameter(select, (struct parameter){.field = &row_id, .value.id = *id});
    g_autofree char *of_row = g_strdup_printf(
        "t.number IN (SELECT o.operation FROM operation_change o WHERE o.row_id = $%u AND %s)",
        select->parameters->len,
        has_links(table->noun) ? "(o.table_name = $? OR o.row_part <> '')" : "o.table_name = $?");
    select_parameter(select, (struct parameter){.text = g_strdup(table->name)});
    select_where(select, of_row);
}

coach_status coach_log(coach *c, const coach_log_query *query, coach_cursor **out) {
    struct select select;
    struct id id;
    failure_clear(&c->failure);
    coach_status status =
        query->which ? record_find(c, table_of(query->noun), query->which, &id) : COACH_OK;
    if (status == COACH_OK)
        status = select_matching(c, COACH_OPERATION, &query->query, &select);
    if (status != COACH_OK)
        return status;
    if (query->which)
        select_row(&select, table_of(query->noun), &id);
    if (query->after) {
        select_integer(&select, query->after);
        select_where(&select, "t.number > $?");
    }
    if (query->up_to) {
        select_integer(&select, query->up_to);
        select_where(&select, "t.number <= $?");
    }
    return cursor_open(&select, &query->query, query->query.view.short_ids, out);
}

coach_status coach_log_newest(coach *c, int64_t after, int64_t *newest, int64_t *settled) {
    int64_t last = 0, count = 0, before_gap = 0;
    failure_clear(&c->failure);
    coach_status status =
        operation_ask(c, "SELECT max(number) FROM operation WHERE number > $1", NULL, after, &last);
    if (status == COACH_OK)
        status = operation_ask(c, "SELECT count(*) FROM operation WHERE number > $1", NULL, after,
                               &count);
    if (status == COACH_OK && count < last - after)
        status =
            operation_ask(c,
                          "SELECT min(o.number) FROM operation o WHERE o.number >= $1 AND "
                          "NOT EXISTS (SELECT 1 FROM operation n WHERE n.number = o.number + 1)",
                          NULL, after, &before_gap);
    if (status != COACH_OK)
        return status;
    *newest = MAX(last, after);
    *settled = count == *newest - after ? *newest : before_gap ? before_gap : after;
    return COACH_OK;
}
