/* postgres_transact.c - transactions on a server: begun, tried again, ended, and looked up where
 * their end was not heard of. */
#include "store/postgres.h"

#include <string.h>

#define FIRST_PAUSE_US 2000
#define LONGEST_PAUSE_US 200000

static coach_status unknown(struct postgres *db) {
    fail(
        db->base.failure, COACH_STORAGE, NULL,
        "the connection to %s was lost while the change was being kept: it is not known whether it was",
        db->name);
    return fail_hint(db->base.failure, "look before you try again");
}

/* Asks what became of a transaction; *status is set where that is known for good. */
static bool asked(struct postgres *db, const char *transaction, coach_status *status) {
    PGresult *rows = NULL;
    g_autofree char *sql = g_strdup_printf("SELECT pg_xact_status('%s'::xid8)", transaction);
    if (postgres_connect(db) != COACH_OK || postgres_run(db, sql, &rows) != COACH_OK)
        return false;
    g_autofree char *answer = g_strdup(PQgetvalue(rows, 0, 0));
    PQclear(rows);
    if (g_str_equal(answer, "in progress"))
        return false; /* the server has not noticed yet, or is still at it */
    if (g_str_equal(answer, "committed")) {
        failure_clear(db->base.failure);
        *status = COACH_OK;
    } else if (g_str_equal(answer, "aborted")) {
        fail(db->base.failure, COACH_STORAGE, NULL,
             "the connection to %s was lost before the change was kept", db->name);
        *status = fail_hint(db->base.failure, "nothing has been changed; try again");
    } else {
        *status = unknown(db);
    }
    return true;
}

/* The connection was lost while the transaction was being committed: its number tells whether it
 * was. */
static coach_status look_up(struct postgres *db) {
    g_autofree char *transaction = g_strdup(db->transaction);
    gint64 until = g_get_monotonic_time() + (gint64)db->busy_timeout_ms * 1000;
    gulong pause = FIRST_PAUSE_US;
    coach_status status;
    if (!transaction[0] || strspn(transaction, "0123456789") != strlen(transaction))
        return unknown(db);
    do {
        if (asked(db, transaction, &status))
            return status;
        g_usleep(pause);
        pause = MIN(pause * 2, LONGEST_PAUSE_US);
    } while (g_get_monotonic_time() < until && !(db->interrupted && *db->interrupted));
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
    PGresult *result = PQexec(db->connection, "ROLLBACK");
    PQclear(result);
}

static coach_status attempt(struct postgres *db, enum transaction kind, db_work work,
                            void *context) {
    g_clear_pointer(&db->put_back, g_free);
    db->base.failed = false;
    db->again = false;
    coach_status status = postgres_begin(db, kind);
    if (status == COACH_OK) {
        db->base.in_transaction = true;
        status = work(context);
        if (status == COACH_OK && db->base.failed)
            status = db->base.failure->view.status;
        if (status == COACH_OK)
            status = postgres_put_back(db);
        if (status == COACH_OK && db->interrupted && *db->interrupted)
            status = fail(db->base.failure, COACH_INTERRUPTED, NULL, "interrupted");
        if (status == COACH_OK)
            status = commit(db, kind);
    }
    db->base.in_transaction = false;
    if (status != COACH_OK)
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
