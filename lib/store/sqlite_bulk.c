/* sqlite_bulk.c - many rows at once, with more memory for the time.
 *
 * References are not looked up row by row, but all at the end: rows that refer to each other may
 * come in any order. */
#include "store/sqlite.h"

#define BULK_CACHE "PRAGMA cache_size = -65536"
#define USUAL_CACHE "PRAGMA cache_size = -2000"

/* Until the transaction ends there is none of a name; NULL: none at all. To make an index in the
 * end takes less time than to keep it row by row. */
static coach_status take_indexes_away(struct sqlite *db, const char *name) {
    static const char indexes[] =
        "SELECT group_concat('DROP INDEX ' || name, '; '), group_concat(sql, '; ') FROM sqlite_master "
        "WHERE type = 'index' AND sql IS NOT NULL AND ($1 IS NULL OR name = $1)";
    struct statement *s;
    bool row;
    coach_status status = db_prepare(&db->base, indexes, &s);
    if (status != COACH_OK)
        return status;
    g_autofree char *away = NULL, *before = g_steal_pointer(&db->put_back);
    db_bind_text(s, 1, name);
    if ((status = db_step(s, &row)) == COACH_OK && row && !db_is_null(s, 0)) {
        away = g_strdup(db_text(s, 0, NULL));
        db->put_back =
            g_strjoin(before ? "; " : "", before ? before : "", db_text(s, 1, NULL), NULL);
    } else {
        db->put_back = g_steal_pointer(&before);
    }
    db_finish(s);
    return status == COACH_OK && away ? sqlite_run(db, away) : status;
}

static coach_status begin_bulk(struct sqlite *db) {
    if (db->bulk)
        return COACH_OK;
    int code = sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
    if (code != SQLITE_OK)
        return sqlite_failed(db, code);
    db->bulk = true;
    coach_status status = sqlite_run(db, BULK_CACHE);
    /* nobody else knows the file of a database that is being made */
    return status == COACH_OK && db->unpublished ? take_indexes_away(db, NULL) : status;
}

coach_status sqlite_expect_many(struct db *base) {
    struct sqlite *db = (struct sqlite *)base;
    db->many = true;
    return sqlite_run(db, BULK_CACHE);
}

static coach_status file_size(struct sqlite *db, int64_t *size) {
    struct statement *s;
    coach_status status = db_first(
        &db->base, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", NULL,
        &s);
    *size = s ? db_integer(s, 0) : 0;
    db_finish(s);
    return status;
}

/* Of a database that is larger already, the indexes would take longer to make. */
coach_status sqlite_put_off(struct db *base, const char *const *indexes, int64_t bytes) {
    struct sqlite *db = (struct sqlite *)base;
    int64_t size = 0;
    coach_status status = file_size(db, &size);
    for (; status == COACH_OK && size < bytes && *indexes; indexes++)
        status = take_indexes_away(db, *indexes);
    return status;
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

static coach_status check_references(struct sqlite *db) {
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

coach_status sqlite_bulk_complete(struct sqlite *db) {
    coach_status status = db->put_back ? sqlite_run(db, db->put_back) : COACH_OK;
    return status == COACH_OK && db->bulk ? check_references(db) : status;
}

void sqlite_bulk_over(struct sqlite *db) {
    g_clear_pointer(&db->put_back, g_free);
    db->bulk = db->many = false;
    (void)sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    (void)sqlite3_exec(db->sqlite, USUAL_CACHE, NULL, NULL, NULL);
}
