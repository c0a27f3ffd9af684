/* db.h - the database contract: what store/ and what stands on it ask of an engine, and nothing
 * more.
 *
 * SQL is written once for every engine: parameters are $1 … $n, values are bound and read by the
 * types below, and each engine keeps them in its own best form. Failures are left on the struct
 * failure that the database was opened with. After a failure inside a transaction nothing more runs
 * in it: every later step fails too. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/failure.h"
#include "base/id.h"

struct db;
struct statement;

#define INTEGER_NONE INT64_MIN /* an absent integer or instant */

struct db_options {
    const char *path;
    coach_access access;
    int busy_timeout_ms;
    int64_t now;
    const volatile sig_atomic_t *interrupted; /* may be NULL */
};

/* Opens a database, upgrading an older one. With COACH_CREATE it is made in a file of its own
 * beside the path, which db_publish() puts in place: until then, and when that fails, there is
 * none. */
COACH_CHECKED coach_status db_open(const struct db_options *options, struct failure *f,
                                   struct db **out);
COACH_CHECKED coach_status db_publish(struct db *db);
void db_close(struct db *db); /* takes NULL */

/* Runs work in one transaction. db_write() takes its turn as the only writer before work begins, so
 * what work reads stays true until it has written. */
typedef coach_status (*db_work)(void *context);
COACH_CHECKED coach_status db_write(struct db *db, db_work work, void *context);
COACH_CHECKED coach_status db_read(struct db *db, db_work work, void *context);
bool db_in_transaction(const struct db *db);

/* Runs SQL that takes no parameters and gives no rows. */
COACH_CHECKED coach_status db_execute(struct db *db, const char *sql);

/* A statement for sql, kept with the database and given again for the same text; db_finish() hands
 * it back. */
COACH_CHECKED coach_status db_prepare(struct db *db, const char *sql, struct statement **out);
COACH_CHECKED coach_status db_step(struct statement *s, bool *row);
void db_reset(struct statement *s);  /* to bind and step again; what was bound is gone */
void db_finish(struct statement *s); /* takes NULL */

/* Binding: n counts from 1. A failure comes out of the next step. Texts must live until the
 * statement is reset. */
void db_bind_null(struct statement *s, int n);
void db_bind_integer(struct statement *s, int n, int64_t value); /* INTEGER_NONE: null */
void db_bind_instant(struct statement *s, int n, int64_t value); /* INTEGER_NONE: null */
void db_bind_boolean(struct statement *s, int n, bool value);
void db_bind_id(struct statement *s, int n, const struct id *id); /* nil: null */
void db_bind_text(struct statement *s, int n,
                  const char *text); /* NULL: null, in all that follow */
void db_bind_date(struct statement *s, int n, const char *date);
void db_bind_decimal(struct statement *s, int n, const char *digits);
void db_bind_json(struct statement *s, int n, const char *json);

/* Reading the row of the last step: n counts from 0. Texts live until the next step. */
bool db_is_null(struct statement *s, int n);
int64_t db_integer(struct statement *s, int n); /* null: INTEGER_NONE */
int64_t db_instant(struct statement *s, int n); /* null: INTEGER_NONE */
bool db_boolean(struct statement *s, int n);
struct id db_id(struct statement *s, int n); /* null: nil */
const char *db_text(struct statement *s, int n,
                    size_t *length); /* dates, decimals and JSON too; null: NULL */

#endif
