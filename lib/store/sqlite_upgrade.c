/* sqlite_upgrade.c - the schema of a database file, brought to this version step by step. */
#include "store/files.h"
#include "store/migrate.h"
#include "store/sqlite.h"

#include <unistd.h>

static const struct migration_type types[] = {
    {"uuid", "%1 BLOB CHECK (length(%1) = 16)"},
    {"text", "%1 TEXT"},
    {"integer", "%1 INTEGER"},
    {"serial", "%1 INTEGER"}, /* of a primary key: counts up by itself */
    {"boolean", "%1 INTEGER CHECK (%1 = 0 OR %1 = 1)"},
    {"instant", "%1 INTEGER"},
    {"date", "%1 TEXT CHECK (%1 IS date(%1, '+0 days'))"},
    {"decimal", "%1 TEXT"},
    {"json", "%1 TEXT"},
    {"elapsed", "%2 - %1"},
    {"strict", " STRICT"},
    {"clustered", " STRICT, WITHOUT ROWID"},
    {"later", " REFERENCES %1 (%2) DEFERRABLE INITIALLY DEFERRED"},
    {"refers", ""},
    {NULL, NULL},
};

coach_status sqlite_run_steps(struct sqlite *db, int64_t from, int64_t to) {
    for (int64_t version = from; version < to; version++) {
        g_autofree char *sql = migration_sql(migration_texts[version], types);
        if (!sql)
            return fail(db->base.failure, COACH_STORAGE, NULL,
                        "step %d of the schema cannot be read", (int)version + 1);
        coach_status status = sqlite_run(db, sql);
        if (status != COACH_OK)
            return status;
    }
    g_autofree char *mark = g_strdup_printf("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                            SQLITE_APPLICATION_ID, (int)to);
    return sqlite_run(db, mark);
}

/* A second connection reads what stood before this transaction: SQLite copies none that is being
 * written, and closing a descriptor of our own would drop its locks. */
static coach_status copy_to(struct sqlite *db, const char *path) {
    sqlite3 *source = NULL;
    int code = sqlite3_open_v2(db->path, &source, SQLITE_OPEN_READONLY, NULL);
    coach_status status =
        code == SQLITE_OK ? sqlite_copy_pages(db, source, path, NULL) : sqlite_failed(db, code);
    sqlite3_close_v2(source);
    return status;
}

/* Copies the database, as it stood before this transaction, to a new file beside it, which has its
 * name once it is complete. */
static coach_status keep_copy(struct sqlite *db, int64_t version, char **name) {
    g_autofree char *stem =
        g_strdup_printf("%s.v%d-%" G_GINT64_FORMAT, db->path, (int)version, db->now);
    g_autofree char *copy = file_new_name(stem), *part = file_beside(stem, db->base.failure);
    if (!part)
        return COACH_STORAGE;
    coach_status status = copy_to(db, part);
    if (status == COACH_OK)
        status = file_publish(part, copy, false, db->base.failure);
    if (status == COACH_OK) {
        *name = g_steal_pointer(&copy);
        return COACH_OK;
    }
    (void)unlink(part);
    g_autofree char *why = g_strdup(db->base.failure->view.message);
    return fail(db->base.failure, COACH_STORAGE, NULL, "%s cannot be copied before its upgrade: %s",
                db->path, why);
}

/* What stands in the database breaks a rule of the new schema. */
static coach_status not_upgraded(struct sqlite *db) {
    g_autofree char *why = g_strdup(db->base.failure->view.message);
    return fail(db->base.failure, COACH_STORAGE, NULL, "%s cannot be upgraded: %s", db->path, why);
}

struct upgrade {
    struct sqlite *db;
    char *copy; /* of what there was; NULL: none was made */
};

static coach_status upgrade(void *context) {
    struct upgrade *u = context;
    struct sqlite *db = u->db;
    int64_t version;
    coach_status status = sqlite_number(db, "PRAGMA user_version", &version);
    int latest = migration_latest(migration_texts);
    /* another program may have done it while this one waited for its turn */
    if (status != COACH_OK || version >= latest)
        return status;
    if (version > 0 && !db->no_copy && (status = keep_copy(db, version, &u->copy)) != COACH_OK)
        return status;
    status = sqlite_run_steps(db, version, latest);
    return status == COACH_CONFLICT || status == COACH_REFUSED ? not_upgraded(db) : status;
}

/* A copy of what is there still is of no use to anybody. */
static void remove_copy(const struct upgrade *u) {
    sqlite3_stmt *version = NULL;
    if (sqlite3_prepare_v2(u->db->sqlite, "PRAGMA user_version", -1, &version, NULL) == SQLITE_OK &&
        sqlite3_step(version) == SQLITE_ROW &&
        sqlite3_column_int(version, 0) < migration_latest(migration_texts))
        (void)unlink(u->copy);
    sqlite3_finalize(version);
}

coach_status sqlite_upgrade(struct sqlite *db) {
    struct upgrade u = {.db = db};
    bool rehearse = db->base.rehearse;
    db->base.rehearse = false; /* what is rehearsed needs the schema too */
    coach_status status = db_write(&db->base, upgrade, &u);
    db->base.rehearse = rehearse;
    if (status != COACH_OK && u.copy)
        remove_copy(&u);
    g_free(u.copy);
    return status;
}
