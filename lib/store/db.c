/* db.c - which engine keeps a database. */
#include "store/db.h"

#include "base/address.h"
#include "base/module.h"

#include <glib.h>

extern const struct engine sqlite_engine;

static coach_status not_named(const char *words, struct failure *f) {
    g_autofree char *first = address_without_password(words);
    fail(f, COACH_USAGE, NULL, "a database is not named by words such as %s", first);
    return fail_hint(f,
                     "name a file, postgres://USER@HOST:PORT/DATABASE or service=NAME; a file of "
                     "that name is ./NAME");
}

coach_status db_open(const struct db_options *options, struct failure *f, struct db **out) {
    const void *engine = &sqlite_engine;
    coach_status status = COACH_OK;
    if (address_is_words(options->address))
        return not_named(options->address, f);
    if (address_is_server(options->address))
        status = module_load("postgres", "postgres_engine", &engine, f);
    return status == COACH_OK ? ((const struct engine *)engine)->open(options, f, out) : status;
}

void db_close(struct db *db) {
    if (db)
        db->engine->close(db);
}

coach_status db_first(struct db *db, const char *sql, const struct id *id, struct statement **out) {
    struct statement *s;
    bool row = false;
    *out = NULL;
    coach_status status = db_prepare(db, sql, &s);
    if (status != COACH_OK)
        return status;
    if (id)
        db_bind_id(s, 1, id);
    if ((status = db_step(s, &row)) == COACH_OK && row)
        *out = s;
    else
        db_finish(s);
    return status;
}

coach_status db_count(struct db *db, const char *table, int64_t *count) {
    g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM %s", table);
    struct statement *s;
    coach_status status = db_first(db, sql, NULL, &s);
    if (s)
        *count = db_integer(s, 0);
    db_finish(s);
    return status;
}

static coach_status take_back(struct db *db, struct row_name added, coach_status denied) {
    db->failed = false;
    db->added = added;
    coach_status status = db_execute(db, "ROLLBACK TO SAVEPOINT attempt");
    return status == COACH_OK ? denied : status;
}

coach_status db_attempt(struct db *db, db_work work, void *context) {
    struct row_name added = db->added;
    coach_status status = db_execute(db, "SAVEPOINT attempt");
    if (status != COACH_OK)
        return status;
    db->denied = false;
    status = work(context);
    if (status != COACH_OK && db->denied)
        status = take_back(db, added, status);
    if (db->failed)
        return status;
    coach_status released = db_execute(db, "RELEASE SAVEPOINT attempt");
    return released == COACH_OK ? status : released;
}
