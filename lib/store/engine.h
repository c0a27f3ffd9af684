/* engine.h - what a database engine implements: the calls of db.h, one for one, and its dialect.
 *
 * An engine's own database and statement begin with these. */
#ifndef STORE_ENGINE_H
#define STORE_ENGINE_H

#include "base/failure.h"
#include "base/id.h"
#include <glib.h>

struct db;
struct db_options;
struct statement;
struct file_copy;
struct file_check;
typedef coach_status (*db_work)(void *context);

/* How an engine likes to be asked for what hangs on the rows of a list: the names of what they
 * refer to, and the ids next to theirs; and what it needs to sort as the others do. */
struct dialect {
    const char *schema; /* what the tables' names may be preceded by */
    /* NULL: by a statement for each row, where one is needed. Else all in one statement: this joins
     * the label that $statement gives, as $name.label, and $lines below is an expression. */
    const char *label_join;
    /* The rows of the one text column that $statement gives, as one text with a line for each. */
    const char *lines;
    /* The JSON that $column gives, as a text that is sorted by its bytes. */
    const char *json_text;
};

/* Who is asking, where the engine knows that by itself. */
struct login {
    struct id user; /* nil: nobody's */
    bool fixed;     /* nobody else may be named as the acting user */
};

/* SQL writes these for tables where it needs no more of them than everybody may know: the names of
 * people, whether somebody's time is taken by a session or time off, and what somebody keeps free
 * around sessions. An engine whose logins do not see every row puts something in their place. */
#define PEOPLE "app_user /* as everybody may know them */"
#define TAKEN_TIME "training_session /* of $1 from $2 to $3 */"
#define TIME_OFF "time_off /* of $1 from $2 to $3 */"
#define BUFFERS "trainer_profile /* as far as it is about time */"

struct engine {
    struct dialect dialect;

    coach_status (*open)(const struct db_options *options, struct failure *f, struct db **out);
    coach_status (*publish)(struct db *db);
    void (*close)(struct db *db);

    coach_status (*write)(struct db *db, db_work work, void *context);
    coach_status (*read)(struct db *db, db_work work, void *context);
    coach_status (*whole)(struct db *db, bool alone, db_work work, void *context);
    coach_status (*mark_moved)(struct db *db, const char *address);
    coach_status (*wipe)(struct db *db, GPtrArray *left);

    /* These may be NULL, where every user of the database may read and write all of it. */
    struct login (*login)(struct db *db);
    bool (*hides)(struct db *db, const char *table, const char *column);
    const char *setup; /* SQL that says who may see and do what */

    /* Of engines that keep databases in files; see files.h. These are NULL for others. */
    coach_status (*copy)(struct db *db, const struct file_copy *how);
    coach_status (*check)(struct db *db, const struct file_check *how);

    coach_status (*execute)(struct db *db, const char *sql);
    coach_status (*prepare)(struct db *db, const char *sql, struct statement **out);
    void (*stream)(struct statement *s);
    coach_status (*step)(struct statement *s, bool *row);
    void (*reset)(struct statement *s);
    void (*finish)(struct statement *s);
    coach_status (*bulk)(struct db *db, const char *table, const char *columns, size_t count,
                         struct statement **out);
    coach_status (*bulk_end)(struct statement *s);
    coach_status (*expect_many)(struct db *db); /* may be NULL */
    coach_status (*put_off)(struct db *db, const char *const *indexes,
                            int64_t bytes); /* may be NULL */

    void (*bind_null)(struct statement *s, int n);
    void (*bind_integer)(struct statement *s, int n, int64_t value);
    void (*bind_instant)(struct statement *s, int n, int64_t value);
    void (*bind_boolean)(struct statement *s, int n, bool value);
    void (*bind_id)(struct statement *s, int n, const struct id *id);
    void (*bind_text)(struct statement *s, int n, const char *text);
    void (*bind_date)(struct statement *s, int n, const char *date);
    void (*bind_decimal)(struct statement *s, int n, const char *digits);
    void (*bind_json)(struct statement *s, int n, const char *json);

    bool (*is_null)(struct statement *s, int n);
    int64_t (*integer)(struct statement *s, int n);
    int64_t (*instant)(struct statement *s, int n);
    bool (*boolean)(struct statement *s, int n);
    struct id (*id)(struct statement *s, int n);
    const char *(*text)(struct statement *s, int n, size_t *length);
};

struct row_name {
    const char *table; /* NULL: none */
    struct id id;
};

struct db {
    const struct engine *engine;
    struct failure *failure;
    bool in_transaction;
    bool rehearse; /* what is written is taken back */
    bool scratch;  /* who reads may make tables and views TEMP, which stand in front of others of
                      their names, and are gone when the transaction ends */
    bool failed;   /* something failed in this transaction: nothing more runs in it */
    bool denied;   /* what failed last is that a row was refused, to whoever asks or to all */
    struct row_name added; /* a row that is new in this transaction */
};

struct statement {
    const struct engine *engine;
};

/* What a transaction in which something has failed answers to all that is asked of it: that
 * failure, or, where the caller has cleared it since, one of its own. COACH_OK: go on. */
static inline coach_status db_broken(struct db *db) {
    if (!db->in_transaction || !db->failed)
        return COACH_OK;
    if (db->failure->view.status != COACH_OK)
        return db->failure->view.status;
    return fail(db->failure, COACH_STORAGE, NULL,
                "a part of the change had failed; nothing has been changed");
}

#endif
