/* db.h - the database contract: what store/ and what stands on it ask of an engine, and nothing
 * more.
 *
 * SQL is written once for every engine: parameters are $1 … $n with none left out, values are bound
 * and read by the types below, and each engine keeps them in its own best form. Failures are left
 * on the struct failure that the database was opened with. After a failure inside a transaction
 * nothing more runs in it: every later step fails too. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "store/engine.h"

#define INTEGER_NONE INT64_MIN /* an absent integer or instant */

struct db_options {
    const char *address; /* a path, or what address.h takes for a server */
    coach_access access;
    int busy_timeout_ms;
    int64_t now;
    bool as_it_is; /* an older database is neither upgraded nor refused */
    bool no_copy;  /* none is kept of a database that is upgraded */
    bool rehearse; /* every db_write() is taken back at its end, and succeeds all the same */
    const volatile sig_atomic_t *interrupted; /* may be NULL */
};

/* Opens a database, upgrading an older one. With COACH_CREATE it comes to be with the first
 * db_write() that succeeds, and db_publish() puts it in place: until then, and when that fails,
 * there is none. */
COACH_CHECKED coach_status db_open(const struct db_options *options, struct failure *f,
                                   struct db **out);
static inline COACH_CHECKED coach_status db_publish(struct db *db) {
    return db->engine->publish(db);
}
void db_close(struct db *db); /* takes NULL */

/* Runs work in one transaction. What work reads in db_write() stays true until it has written:
 * either it is the only writer, or it is run again, from the start, where another one was quicker.
 */
static inline COACH_CHECKED coach_status db_write(struct db *db, db_work work, void *context) {
    return db->engine->write(db, work, context);
}

static inline COACH_CHECKED coach_status db_read(struct db *db, db_work work, void *context) {
    return db->engine->read(db, work, context);
}

/* Runs work in one transaction that sees every row of every table, or fails: an engine that shows
 * each person rows of their own takes this from those only who see all. alone: it may write, and
 * nobody else does so from its beginning to its end; otherwise it reads. */
static inline COACH_CHECKED coach_status db_whole(struct db *db, bool alone, db_work work,
                                                  void *context) {
    return db->engine->whole(db, alone, work, context);
}

/* Marks the database as moved to an address, which is shown as it is: once this transaction has
 * ended, no other one begins. */
static inline COACH_CHECKED coach_status db_mark_moved(struct db *db, const char *address) {
    return db->engine->mark_moved(db, address);
}

/* Outside any transaction: leaves nothing behind of what is no longer in any row. Appends a line
 * for people (char *) for each place where it is not up to the engine. */
static inline COACH_CHECKED coach_status db_wipe(struct db *db, GPtrArray *left) {
    return db->engine->wipe(db, left);
}

/* Whether the engine keeps databases in files, which can be copied and checked as files.h says. */
static inline bool db_is_file(const struct db *db) {
    return db->engine->copy != NULL;
}

static inline COACH_CHECKED coach_status db_copy(struct db *db, const struct file_copy *how) {
    return db->engine->copy(db, how);
}

static inline COACH_CHECKED coach_status db_check(struct db *db, const struct file_check *how) {
    return db->engine->check(db, how);
}

/* Within a transaction: runs work, and where a row is refused takes back that work alone, so that
 * the transaction goes on. */
COACH_CHECKED coach_status db_attempt(struct db *db, db_work work, void *context);

static inline bool db_in_transaction(const struct db *db) {
    return db->in_transaction;
}

/* Notes a row that this transaction has added; table lives on. Where the engine does not hear how a
 * transaction ended, it can look whether the row is there. */
static inline void db_added(struct db *db, const char *table, const struct id *id) {
    db->added.table = table;
    db->added.id = *id;
}

/* How the engine likes to be asked. */
static inline const struct dialect *db_dialect(const struct db *db) {
    return &db->engine->dialect;
}

/* Who is asking; known once a transaction has begun. */
static inline struct login db_login(struct db *db) {
    return db->engine->login ? db->engine->login(db) : (struct login){.fixed = false};
}

/* Whether a column may not be read by whoever is asking: it is then shown as absent. */
static inline bool db_hides(struct db *db, const char *table, const char *column) {
    return db->engine->hides && db->engine->hides(db, table, column);
}

/* Runs SQL that takes no parameters and gives no rows. */
static inline COACH_CHECKED coach_status db_execute(struct db *db, const char *sql) {
    return db->engine->execute(db, sql);
}

/* A statement for sql, kept with the database and given again for the same text; db_finish() hands
 * it back. */
static inline COACH_CHECKED coach_status db_prepare(struct db *db, const char *sql,
                                                    struct statement **out) {
    return db->engine->prepare(db, sql, out);
}

/* Says before the first step that there may be many rows: they come as they are read. */
static inline void db_stream(struct statement *s) {
    s->engine->stream(s);
}

static inline COACH_CHECKED coach_status db_step(struct statement *s, bool *row) {
    return s->engine->step(s, row);
}

/* To bind and step again; what was bound is gone. */
static inline void db_reset(struct statement *s) {
    s->engine->reset(s);
}

/* Takes NULL. */
static inline void db_finish(struct statement *s) {
    if (s)
        s->engine->finish(s);
}

/* The first row of a statement whose one parameter is an id, or with NULL one that takes none: *out
 * is NULL where there is none, and is otherwise given to db_finish(). */
COACH_CHECKED coach_status db_first(struct db *db, const char *sql, const struct id *id,
                                    struct statement **out);

/* How many rows a table has. */
COACH_CHECKED coach_status db_count(struct db *db, const char *table, int64_t *count);

/* A statement that adds rows to a table, as quickly as the engine can. columns are their names,
 * "id, name", and count says how many. For each row all are bound, in order, and db_step() and
 * db_reset() are called. db_bulk_end() writes what is left; it takes the place of db_finish(),
 * which breaks off. Until then nothing else runs on the database. A row that is refused makes any
 * of these calls fail, or the end of the transaction: that is when references are looked at. */
static inline COACH_CHECKED coach_status db_bulk(struct db *db, const char *table,
                                                 const char *columns, size_t count,
                                                 struct statement **out) {
    return db->engine->bulk(db, table, columns, count, out);
}

static inline COACH_CHECKED coach_status db_bulk_end(struct statement *s) {
    return s->engine->bulk_end(s);
}

/* Says that this transaction is about to write many rows: it may take more memory for that. */
static inline COACH_CHECKED coach_status db_expect_many(struct db *db) {
    return db->engine->expect_many ? db->engine->expect_many(db) : COACH_OK;
}

/* Says that so many bytes of rows are still to be written, and that next to nothing in this
 * transaction asks the indexes of these names (the last one is NULL): they may be made when it
 * ends, and whatever asks them until then looks through the table. */
static inline COACH_CHECKED coach_status db_put_off(struct db *db, const char *const *indexes,
                                                    int64_t bytes) {
    return db->engine->put_off ? db->engine->put_off(db, indexes, bytes) : COACH_OK;
}

/* Binding: n counts from 1. A failure comes out of the next step. Texts must live until the
 * statement is reset. */
static inline void db_bind_null(struct statement *s, int n) {
    s->engine->bind_null(s, n);
}

/* INTEGER_NONE: null */
static inline void db_bind_integer(struct statement *s, int n, int64_t value) {
    s->engine->bind_integer(s, n, value);
}

/* INTEGER_NONE: null */
static inline void db_bind_instant(struct statement *s, int n, int64_t value) {
    s->engine->bind_instant(s, n, value);
}

static inline void db_bind_boolean(struct statement *s, int n, bool value) {
    s->engine->bind_boolean(s, n, value);
}

/* nil: null */
static inline void db_bind_id(struct statement *s, int n, const struct id *id) {
    s->engine->bind_id(s, n, id);
}

/* NULL: null, in all that follow */
static inline void db_bind_text(struct statement *s, int n, const char *text) {
    s->engine->bind_text(s, n, text);
}

static inline void db_bind_date(struct statement *s, int n, const char *date) {
    s->engine->bind_date(s, n, date);
}

static inline void db_bind_decimal(struct statement *s, int n, const char *digits) {
    s->engine->bind_decimal(s, n, digits);
}

static inline void db_bind_json(struct statement *s, int n, const char *json) {
    s->engine->bind_json(s, n, json);
}

/* Reading the row of the last step: n counts from 0. Texts live until the next step. */
static inline bool db_is_null(struct statement *s, int n) {
    return s->engine->is_null(s, n);
}

/* null: INTEGER_NONE */
static inline int64_t db_integer(struct statement *s, int n) {
    return s->engine->integer(s, n);
}

/* null: INTEGER_NONE */
static inline int64_t db_instant(struct statement *s, int n) {
    return s->engine->instant(s, n);
}

static inline bool db_boolean(struct statement *s, int n) {
    return s->engine->boolean(s, n);
}

/* null: nil */
static inline struct id db_id(struct statement *s, int n) {
    return s->engine->id(s, n);
}

/* dates, decimals and JSON too; null: NULL */
static inline const char *db_text(struct statement *s, int n, size_t *length) {
    return s->engine->text(s, n, length);
}

#endif
