/* test_transaction.c - what becomes of a transaction in which something fails that nobody looks at.
 *
 *     test_transaction [ADDRESS]   of a database that is new; none: a file */
#include "store/db.h"
#include "unit.h"
#include <glib/gstdio.h>

static struct failure failure;
static struct db *db;

static coach_status run(const char *sql, bool stream) {
    struct statement *s;
    bool row;
    coach_status status = db_prepare(db, sql, &s);
    if (status != COACH_OK)
        return status;
    if (stream)
        db_stream(s);
    status = db_step(s, &row);
    db_finish(s);
    return status;
}

#define PUT "INSERT INTO unit_thing VALUES "

static coach_status clears_the_failure(void *count) {
    (void)run(PUT "(10)", false);
    *(int *)count += run(PUT "(NULL)", false) != COACH_OK;
    failure_clear(&failure);
    *(int *)count += run(PUT "(11)", false) != COACH_OK;
    failure_clear(&failure);
    *(int *)count += db_execute(db, PUT "(12)") != COACH_OK;
    failure_clear(&failure);
    return COACH_OK;
}

/* The third of these rows cannot be had: its number is too large. */
#define ROWS                                                                                       \
    "WITH RECURSIVE n(i) AS (SELECT CAST(1 AS bigint) UNION ALL SELECT i + 1 FROM n "              \
    "WHERE i < 5) SELECT abs(-9223372036854775805 - i) FROM n"

static coach_status leaves_rows(void *context) {
    coach_status status = run(PUT "(20)", false);
    (void)context;
    return status == COACH_OK ? run(ROWS, true) : status;
}

static coach_status runs_beside_rows(void *context) {
    struct statement *s;
    bool row;
    coach_status status = db_prepare(db, ROWS, &s);
    (void)context;
    if (status != COACH_OK)
        return status;
    db_stream(s);
    status = db_step(s, &row);
    if (status == COACH_OK)
        status = db_execute(db, PUT "(30)");
    db_finish(s);
    return status;
}

static bool there(int number) {
    struct statement *s;
    bool row = false;
    if (db_prepare(db, "SELECT 1 FROM unit_thing WHERE id = $1", &s) == COACH_OK) {
        db_bind_integer(s, 1, number);
        if (db_step(s, &row) != COACH_OK)
            row = false;
        db_finish(s);
    }
    return row;
}

static coach_status make(void *sql) {
    return db_execute(db, sql);
}

static void test_failures(void) {
    int refused = 0;
    coach_status status = db_write(db, clears_the_failure, &refused);
    check_number(refused, 3, "nothing more runs after a failure, though it was cleared");
    check_number(status, COACH_STORAGE, "and what had run before is not kept");
    check_text(failure.view.message, "a part of the change had failed; nothing has been changed",
               "which is said");
    check(!there(10) && !there(11) && !there(12), "and so it is");
    status = db_write(db, leaves_rows, NULL);
    check((status == COACH_OK) == there(20), "rows that fail unread: kept and said so, or neither");
    status = db_write(db, runs_beside_rows, NULL);
    check((status == COACH_OK) == there(30), "the same where another statement runs meanwhile");
}

int main(int argc, char **argv) {
    g_autofree char *directory = g_dir_make_tmp("coach-unit-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(directory, "unit.db", NULL);
    struct db_options options = {.address = argc > 1 ? argv[1] : path,
                                 .access = argc > 1 ? COACH_WRITE : COACH_CREATE,
                                 .busy_timeout_ms = 1000};
    coach_status status = db_open(&options, &failure, &db);
    if (status == COACH_OK)
        status = db_write(db, make, "CREATE TABLE unit_thing (id bigint NOT NULL)");
    if (status == COACH_OK)
        status = db_publish(db);
    if (status == COACH_OK)
        test_failures();
    else
        check(false, "%s", failure.view.message);
    db_close(db);
    failure_clear(&failure);
    (void)g_unlink(path);
    (void)g_rmdir(directory);
    return unit_end();
}
