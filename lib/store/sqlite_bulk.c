/* sqlite_bulk.c - many rows at once, with more memory for the time.
 *
 * References are not looked up row by row, but all at the end: rows that refer to each other may
 * come in any order. */
#include "store/sqlite.h"

#define BULK_CACHE "PRAGMA cache_size = -65536"
#define USUAL_CACHE "PRAGMA cache_size = -2000"

static coach_status begin_bulk(struct sqlite *db) {
    if (db->bulk)
        return COACH_OK;
    int code = sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
    if (code != SQLITE_OK)
        return sqlite_failed(db, code);
    db->bulk = true;
    return sqlite_run(db, BULK_CACHE);
}

coach_status sqlite_bulk(struct db *base, const char *table, const char *columns, size_t count,
                         struct statement **out) {
    coach_status status = begin_bulk((struct sqlite *)base);
    if (status != COACH_OK)
        return status;
    g_autoptr(GString) sql = g_string_new(NULL);
    g_string_append_printf(sql, "INSERT INTO %s (%s) VALUES (", table, columns);
    for (size_t i = 1; i <= count; i++)
        g_string_append_printf(sql, "%s$%zu", i > 1 ? ", " : "", i);
    g_string_append_c(sql, ')');
    return db_prepare(base, sql->str, out);
}

coach_status sqlite_bulk_check(struct sqlite *db) {
    struct statement *s;
    bool missing;
    coach_status status = db_prepare(&db->base, "PRAGMA foreign_key_check", &s);
    if (status != COACH_OK)
        return status;
    if ((status = db_step(s, &missing)) == COACH_OK && missing)
        status = fail(db->base.failure, COACH_CONFLICT, NULL,
                      "a row of %s refers to one that does not exist", db_text(s, 0, NULL));
    db_finish(s);
    return status;
}

void sqlite_bulk_over(struct sqlite *db) {
    db->bulk = false;
    (void)sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    (void)sqlite3_exec(db->sqlite, USUAL_CACHE, NULL, NULL, NULL);
}
