/* sqlite.h - what the files of the SQLite driver share. Nobody else includes it. */
#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H

#include "store/db.h"
#include <glib.h>
#include <sqlite3.h>

struct db {
    sqlite3 *sqlite;
    struct failure *failure;
    GHashTable *statements; /* SQL text → struct statement that is not in use */
    char *path;
    char *unpublished; /* the file of a database that is being created, or NULL */
    GPtrArray *made;   /* char *: the directories made for it, the innermost first */
    int busy_timeout_ms;
    const volatile sig_atomic_t *interrupted;
    int64_t now;
    int64_t busy_since; /* monotonic µs at which the present wait began */
    bool in_transaction;
    bool failed; /* something failed in this transaction: nothing more runs in it */
};

/* Turns what SQLite reported into a failure for people, and returns its status. */
coach_status sqlite_failed(struct db *db, int code);

/* Runs SQL without parameters and rows, whatever state the transaction is in. */
coach_status sqlite_run(struct db *db, const char *sql);

/* Lets go of the file, and of every statement that is not in use. */
void sqlite_disconnect(struct db *db);

#endif
