/* postgres.h - what the files of the PostgreSQL driver share. Nobody else includes it.
 *
 * The driver is a module: libpq is loaded only where a database is on a server. */
#ifndef STORE_POSTGRES_H
#define STORE_POSTGRES_H

#include "store/db.h"
#include <glib.h>
#include <libpq-fe.h>

struct postgres {
    struct db base;
    PGconn *connection;
    struct query *streaming; /* its rows are still on their way */
    unsigned loose_era;      /* counts the transactions that such statements have had to give up */
    int loose;               /* statements that run outside any transaction of the caller's */
    char *address, *name;    /* name: what messages call it, without a password */
    coach_access access;
    int busy_timeout_ms;
    const volatile sig_atomic_t *interrupted;
    int64_t now;
    gint64 cut_at;  /* monotonic: when a server that was asked to stop is left; 0: it was not */
    bool unmade;    /* the schema is to be made by the first transaction that writes */
    bool tried;     /* this is not the first attempt */
    bool again;     /* what failed last may succeed when it is tried again */
    char state[6];  /* the SQLSTATE of what failed last, or "" */
    char *put_back; /* SQL that the transaction ends with: what bulk took away; or NULL */
    struct login login;
    char *hidden; /* " table.column table.column " that the login may not read; NULL: none */
    char transaction[24]; /* the number that the server gave the present one, or "" */
    char life[96];        /* in which of the server's lives it did */
};

/* Differs after a crash, when a number may be given a second time: to another transaction, where
 * nothing of the first had been kept. */
#define POSTGRES_LIFE                                                                              \
    "concat(extract(epoch FROM pg_postmaster_start_time()), ' ', "                                 \
    "extract(epoch FROM pg_stat_get_bgwriter_stat_reset_time()))"

/* ---- The connection (postgres_connect.c) ---- */

/* Connects, or connects again. */
coach_status postgres_connect(struct postgres *db);

/* ---- What goes over it (postgres_open.c) ---- */

coach_status postgres_open(const struct db_options *options, struct failure *f, struct db **out);
void postgres_close(struct db *base);

/* The lines of what the server or libpq says, as one. The caller's. */
char *postgres_one_line(const char *text);

/* Waits for the next result of what was sent; NULL after the last one. Where the program is asked
 * to stop, the server is too; one that does not do so soon is left. The result is the caller's. */
PGresult *postgres_result(struct postgres *db);

/* Waits in the same way until all that was given to libpq is sent. False: the connection is lost.
 */
bool postgres_flush(struct postgres *db);

/* Turns what the server reported into a failure for people, and returns its status. result may be
 * NULL. */
coach_status postgres_failed(struct postgres *db, const PGresult *result);

/* Runs SQL of one or more statements without parameters; *last is the result of the last one that
 * gave rows, the caller's; last may be NULL. */
coach_status postgres_run(struct postgres *db, const char *sql, PGresult **last);

/* ---- The schema (postgres_schema.c) ---- */

enum transaction {
    TRANSACTION_READS,
    TRANSACTION_WRITES,
    TRANSACTION_READS_ALL, /* every row of every table, or it fails */
    TRANSACTION_ALONE,     /* the same, and writes; all other writers wait until it ends */
};
/* Members of postgres_engine. */
struct login postgres_login(struct db *base);
bool postgres_hides(struct db *base, const char *table, const char *column);

/* SQL as this login may run it. The result is the caller's. */
char *postgres_shown(const struct postgres *db, const char *sql);

/* Begins a transaction and looks at the schema in it; makes or upgrades it first where that is to
 * be done. */
coach_status postgres_begin(struct postgres *db, enum transaction kind);

coach_status postgres_mark_moved(struct db *base, const char *address);

/* ---- Rows in bulk (postgres_bulk.c) ---- */

/* What a transaction says first that goes through everything: limits that are meant for what
 * answers at once do not hold for it. */
#define POSTGRES_TAKES_LONG                                                                        \
    "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; "

coach_status postgres_bulk(struct db *base, const char *table, const char *columns, size_t count,
                           struct statement **out);

/* Before a transaction ends: puts back the indexes and references that bulk has taken away. */
coach_status postgres_put_back(struct postgres *db);

/* ---- Values as the server reads them ---- */

#define INSTANT_TEXT 32
void postgres_instant(int64_t value, char out[INSTANT_TEXT]);

/* ---- Transactions (postgres_transact.c) ---- */

/* Another statement is to run: what is still on its way is read now, and kept (postgres.c). */
void postgres_read_ahead(struct postgres *db);

/* Ends the transaction of loose statements, whose rows are read first, so that one of the caller's
 * can begin (postgres.c). */
void postgres_settle(struct postgres *db);

/* Takes back what is not committed. A connection that is gone has taken it back already. */
void postgres_roll_back(struct postgres *db);

coach_status postgres_write(struct db *base, db_work work, void *context);
coach_status postgres_read(struct db *base, db_work work, void *context);
coach_status postgres_whole(struct db *base, bool alone, db_work work, void *context);

extern const struct engine postgres_engine;

#endif
