/* sqlite.h - what the files of the SQLite driver share. Nobody else includes it. */
#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H

#include "store/db.h"
#include <glib.h>
#include <sqlite3.h>

#define SQLITE_APPLICATION_ID 1129276232 /* "COCH" */

struct sqlite {
    struct db base;
    sqlite3 *sqlite;
    GHashTable *statements; /* SQL text → struct statement that is not in use */
    char *path;
    char *unpublished;      /* the file of a database that is being created, or NULL */
    GPtrArray *made;        /* char *: the directories made for it, the innermost first */
    bool as_it_is, no_copy; /* as struct db_options has them */
    int busy_timeout_ms;
    const volatile sig_atomic_t *interrupted;
    int64_t now;
    int64_t busy_since; /* monotonic µs at which the present wait began */
    unsigned seen;      /* SQLite's number for what was in the file when it was last checked */
    bool bulk;          /* rows came in bulk: references are checked when the transaction ends */
    bool many;          /* more memory is taken, until the transaction ends */
    char *put_back;     /* SQL that it ends with: the indexes that were taken away; or NULL */
};

/* Turns what SQLite reported into a failure for people, and returns its status. */
coach_status sqlite_failed(struct sqlite *db, int code);

/* Runs SQL without parameters and rows, whatever state the transaction is in. */
coach_status sqlite_run(struct sqlite *db, const char *sql);

/* Frees a statement that is not in use. */
void sqlite_query_free(void *query);

/* Lets go of the file, and of every statement that is not in use. */
void sqlite_disconnect(struct sqlite *db);

/* Opens a connection to the file and sets it up; the first statement reads it. */
coach_status sqlite_connect(struct sqlite *db, const char *file, coach_access access);

/* Runs the steps of the schema after `from` up to `to`, and marks the database as what it is. */
coach_status sqlite_run_steps(struct sqlite *db, int64_t from, int64_t to);

/* The same up to this version in a transaction of its own, which keeps a copy of the file. */
coach_status sqlite_upgrade(struct sqlite *db);

/* Copies what a connection reads to an empty file, and has it written to the disk. how: for its
 * progress; may be NULL. */
coach_status sqlite_copy_pages(struct sqlite *db, sqlite3 *source, const char *path,
                               const struct file_copy *how);

/* Copies and checks: members of sqlite_engine. */
coach_status sqlite_copy(struct db *base, const struct file_copy *how);
coach_status sqlite_check(struct db *base, const struct file_check *how);

/* The number that a pragma gives. */
coach_status sqlite_number(struct sqlite *db, const char *pragma, int64_t *number);

/* Makes, opens and publishes: members of sqlite_engine. */
coach_status sqlite_open(const struct db_options *options, struct failure *f, struct db **out);
coach_status sqlite_publish(struct db *base);
void sqlite_close(struct db *base);

/* At the beginning of a transaction: COACH_STORAGE where the database has been moved since it was
 * opened, or another file has taken its place. locked: the transaction has its lock already; else
 * it gets that here. */
coach_status sqlite_still_here(struct sqlite *db, bool locked);
coach_status sqlite_mark_moved(struct db *base, const char *address);

coach_status sqlite_wipe(struct db *base, GPtrArray *left);

/* Rows in bulk (sqlite_bulk.c). Before the transaction ends indexes are made and references are
 * checked; after it everything is as for other work. */
coach_status sqlite_bulk(struct db *base, const char *table, const char *columns, size_t count,
                         struct statement **out);
coach_status sqlite_bulk_complete(struct sqlite *db);
coach_status sqlite_expect_many(struct db *base);
coach_status sqlite_put_off(struct db *base, const char *const *indexes, int64_t bytes);
void sqlite_bulk_over(struct sqlite *db);

extern const struct engine sqlite_engine;

#endif
