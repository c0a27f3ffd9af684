/* postgres_transact.c - transactions on a server: begun, tried again, ended, and looked up where
 * their end was not heard of. */
#include "store/postgres.h"

#include <string.h>

#define FIRST_PAUSE_US 2000
#define LONGEST_PAUSE_US 200000

/* The SQLSTATE for the number of a transaction that the server has not yet given. */
#define NUMBER_TO_COME "22023"

static coach_status unknown(struct postgres *db) {
    fail(
        db->base.failure, COACH_STORAGE, NULL,
        "the connection to %s was lost while the change was being kept: it is not known whether it was",
        db->name);
    return fail_hint(db->base.failure, "look before you try again");
}

static coach_status kept(struct postgres *db) {
    failure_clear(db->base.failure);
    return COACH_OK;
}

static coach_status not_kept(struct postgres *db) {
    fail(db->base.failure, COACH_STORAGE, NULL,
         "the connection to %s was lost before the change was kept", db->name);
    return fail_hint(db->base.failure, "nothing has been changed; try again");
}

/* Asks one thing. NULL: no answer; db->state tells why. The result is the caller's. */
static char *answer_to(struct postgres *db, const char *sql) {
    PGresult *rows = NULL;
    if (postgres_run(db, sql, &rows) != COACH_OK)
        return NULL;
    char *answer = g_strdup(PQgetvalue(rows, 0, 0));
    PQclear(rows);
    return answer;
}

/* What becomes of a transaction that seems to have been kept: its number tells for certain in the
 * life of the server in which it was given; in another one a row that it has added does, unless
 * others have taken that back since. NULL: no answer. */
static char *look_closer(struct postgres *db) {
    char id[ID_TEXT];
    id_format(&db->base.added.id, id);
    g_autofree char *row =
        db->base.added.table
            ? g_strdup_printf(
                  "WHEN EXISTS (SELECT 1 FROM coach.%s WHERE id = '%s') THEN 'committed' WHEN NOT "
                  "EXISTS (SELECT 1 FROM coach.operation_change WHERE row_id = '%s') THEN 'aborted'",
                  db->base.added.table, id, id)
            : g_strdup("");
    g_autofree char *sql = g_strdup_printf(
        "SELECT CASE WHEN " POSTGRES_LIFE " = '%s' THEN 'committed' %s END", db->life, row);
    return answer_to(db, sql);
}

/* What became of the transaction: "committed", "aborted", "in progress", or "" where the server
 * cannot tell. NULL: no answer. */
static char *fate(struct postgres *db) {
    if (postgres_connect(db) != COACH_OK)
        return NULL;
    /* a standby may not have heard of it yet */
    g_autofree char *sql =
        g_strdup_printf("SELECT CASE WHEN pg_is_in_recovery() THEN 'in progress' "
                        "ELSE pg_xact_status('%s') END",
                        db->transaction);
    g_autofree char *answer = answer_to(db, sql);
    if (!answer && g_str_equal(db->state, NUMBER_TO_COME))
        return g_strdup("aborted"); /* nothing was kept of what had the number before a crash */
    if (g_strcmp0(answer, "committed") == 0)
        return look_closer(db);
    return g_steal_pointer(&answer);
}

/* The connection was lost while the transaction was being committed: the server is asked, until it
 * tells, or does not come back. */
static coach_status look_up(struct postgres *db) {
    gint64 until = g_get_monotonic_time() + (gint64)db->busy_timeout_ms * 1000;
    gulong pause = FIRST_PAUSE_US;
    while (db->transaction[0]) {
        g_autofree char *answer = fate(db);
        if (g_strcmp0(answer, "committed") == 0)
            return kept(db);
        if (g_strcmp0(answer, "aborted") == 0)
            return not_kept(db);
        if ((answer && !answer[0]) || g_get_monotonic_time() > until ||
            (db->interrupted && *db->interrupted))
            break;
        g_usleep(pause);
        pause = MIN(pause * 2, LONGEST_PAUSE_US);
    }
    return unknown(db);
}

static coach_status commit(struct postgres *db, enum transaction kind) {
    coach_status status = postgres_run(db, "COMMIT", NULL);
    bool writes = kind == TRANSACTION_WRITES || kind == TRANSACTION_ALONE;
    if (status != COACH_OK && writes && PQstatus(db->connection) != CONNECTION_OK)
        return look_up(db);
    return status;
}

void postgres_roll_back(struct postgres *db) {
    PGTransactionStatusType state = PQtransactionStatus(db->connection);
    if (state != PQTRANS_INTRANS && state != PQTRANS_INERROR)
        return;
    PGresult *result;
    if (PQsendQuery(db->connection, "ROLLBACK"))
        while ((result = postgres_result(db)))
            PQclear(result);
}

static coach_status attempt(struct postgres *db, enum transaction kind, db_work work,
                            void *context) {
    g_clear_pointer(&db->put_back, g_free);
    db->base.failed = false;
    db->base.added.table = NULL;
    db->again = false;
    db->transaction[0] = '\0';
    coach_status status = postgres_begin(db, kind);
    if (status == COACH_OK) {
        db->base.in_transaction = true;
        status = work(context);
        postgres_read_ahead(db);
        if (status == COACH_OK)
            status = db_broken(&db->base);
        if (status == COACH_OK)
            status = postgres_put_back(db);
        if (status == COACH_OK && db->interrupted && *db->interrupted)
            status = fail(db->base.failure, COACH_INTERRUPTED, NULL, "interrupted");
        if (status == COACH_OK && !db->base.rehearse && !db->base.scratch)
            status = commit(db, kind);
    }
    db->base.in_transaction = false;
    if (status != COACH_OK || db->base.rehearse || db->base.scratch)
        postgres_roll_back(db);
    else
        db->unmade = false;
    return status;
}

/* Tries again, after pauses that grow and differ, what another transaction was in the way of. */
static coach_status transact(struct postgres *db, enum transaction kind, db_work work,
                             void *context) {
    gint64 until = g_get_monotonic_time() + (gint64)db->busy_timeout_ms * 1000;
    gint32 pause = FIRST_PAUSE_US;
    postgres_settle(db);
    for (db->tried = false;; db->tried = true) {
        coach_status status = attempt(db, kind, work, context);
        if (status == COACH_OK || !db->again || g_get_monotonic_time() > until ||
            (db->interrupted && *db->interrupted))
            return status;
        g_usleep((gulong)g_random_int_range(pause / 2, pause));
        pause = MIN(pause * 2, LONGEST_PAUSE_US);
    }
}

coach_status postgres_write(struct db *base, db_work work, void *context) {
    return transact((struct postgres *)base, TRANSACTION_WRITES, work, context);
}

coach_status postgres_read(struct db *base, db_work work, void *context) {
    return transact((struct postgres *)base, TRANSACTION_READS, work, context);
}

coach_status postgres_whole(struct db *base, bool alone, db_work work, void *context) {
    return transact((struct postgres *)base, alone ? TRANSACTION_ALONE : TRANSACTION_READS_ALL,
                    work, context);
}
