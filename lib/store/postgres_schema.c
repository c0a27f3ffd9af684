/* postgres_schema.c - the schema on a server: found, made, upgraded; how a transaction begins. */
#include "store/layout.h"
#include "store/migrate.h"
#include "store/postgres.h"

#include <stdlib.h>
#include <string.h>

/* Everybody who makes or upgrades a schema waits for this lock: any number, but always the same. */
#define UPGRADE_LOCK "1129276232"

extern const char postgres_objects[];

static const struct migration_type types[] = {
    {"uuid", "%1 uuid"},
    {"text", "%1 text COLLATE \"C\""},
    {"integer", "%1 bigint"},
    {"boolean", "%1 boolean"},
    {"instant", "%1 timestamptz"},
    {"date", "%1 date"},
    {"decimal", "%1 numeric"},
    {"json", "%1 json"},
    {"elapsed", "EXTRACT(EPOCH FROM (%2 - %1))"},
    {"strict", ""},
    {"later", ""},
    {"refers",
     "ALTER TABLE %1 ADD FOREIGN KEY (%2) REFERENCES %3 (%4) DEFERRABLE INITIALLY DEFERRED;"},
    {NULL, NULL},
};

/* Settings that the server reports when a connection begins, and what they are to be. */
static const struct {
    const char *name, *wanted, *set;
} settings[] = {
    {"TimeZone", "UTC", "SET LOCAL TimeZone = 'UTC'; "},
    {"DateStyle", "ISO", "SET LOCAL DateStyle = 'ISO'; "},
    {"standard_conforming_strings", "on", "SET LOCAL standard_conforming_strings = on; "},
};

/* What a transaction needs is said with its BEGIN, in one message: it costs no round trip, and it
 * holds behind a pooler too, which would refuse or forget what is said when connecting. */
static char *begin_sql(const struct postgres *db, const char *kind, const char *look) {
    GString *sql = g_string_new(NULL);
    g_string_append_printf(sql,
                           "BEGIN ISOLATION LEVEL %s; SET LOCAL search_path = coach, pg_temp; "
                           "SET LOCAL lock_timeout = %d; ",
                           kind, db->busy_timeout_ms + 1);
    for (size_t i = 0; i < G_N_ELEMENTS(settings); i++) {
        const char *is = PQparameterStatus(db->connection, settings[i].name);
        /* "ISO, MDY" is ISO, but "UTC+3" is not UTC */
        size_t length = is ? strcspn(is, ",") : 0;
        if (!is || length != strlen(settings[i].wanted) ||
            strncmp(is, settings[i].wanted, length) != 0)
            g_string_append(sql, settings[i].set);
    }
    g_string_append(sql, look);
    return g_string_free(sql, FALSE);
}

static char *write_sql(const struct postgres *db, const char *look) {
    return begin_sql(db, "SERIALIZABLE READ WRITE", look);
}

/* Where nobody else may write, the tables are locked before the first look: what is seen from then
 * on holds all that others have committed. */
static char *lock_sql(void) {
    GString *sql = g_string_new("LOCK TABLE about");
    GPtrArray *layouts = layouts_read(migration_texts);
    for (guint i = 0; i < layouts->len; i++)
        g_string_append_printf(sql, ", %s", ((struct layout *)g_ptr_array_index(layouts, i))->name);
    g_ptr_array_unref(layouts);
    return g_string_free(g_string_append(sql, " IN EXCLUSIVE MODE; "), FALSE);
}

/* Where the server decides who sees what, it does so of what a step has added too. */
static coach_status guard_again(struct postgres *db) {
    PGresult *rows = NULL;
    coach_status status = postgres_run(db, "SELECT guarded FROM about", &rows);
    bool guarded = status == COACH_OK && PQgetvalue(rows, 0, 0)[0] == 't';
    PQclear(rows);
    return guarded ? postgres_run(db, postgres_engine.setup, NULL) : status;
}

static coach_status run_steps(struct postgres *db, int from, int to) {
    coach_status status = COACH_OK;
    for (int version = from; status == COACH_OK && version < to; version++) {
        g_autofree char *sql = migration_sql(migration_texts[version], types);
        if (!sql)
            return fail(db->base.failure, COACH_STORAGE, NULL,
                        "step %d of the schema cannot be read", version + 1);
        status = postgres_run(db, sql, NULL);
    }
    g_autofree char *mark = g_strdup_printf("UPDATE about SET version = %d", to);
    if (status == COACH_OK)
        status = postgres_run(db, postgres_objects, NULL);
    if (status == COACH_OK)
        status = guard_again(db);
    return status == COACH_OK ? postgres_run(db, mark, NULL) : status;
}

static coach_status exists_already(struct postgres *db) {
    fail(db->base.failure, COACH_CONFLICT, NULL, "a database of coach's exists already at %s",
         db->name);
    return fail_hint(db->base.failure, "use it as it is, or name another");
}

/* Texts may hold every character, and lengths count characters. */
static coach_status check_encoding(struct postgres *db) {
    const char *encoding = PQparameterStatus(db->connection, "server_encoding");
    if (encoding && g_str_equal(encoding, "UTF8"))
        return COACH_OK;
    fail(db->base.failure, COACH_STORAGE, NULL, "%s keeps its texts in %s, not in UTF-8", db->name,
         encoding ? encoding : "an unknown encoding");
    return fail_hint(db->base.failure, "make a database with: createdb -E UTF8 -T template0 NAME");
}

/* Begins the transaction that makes the schema, and then goes on in it. */
static coach_status make(struct postgres *db) {
    static const char look[] = "SELECT pg_advisory_xact_lock(" UPGRADE_LOCK "); "
                               "SELECT to_regnamespace('coach') IS NOT NULL";
    g_autofree char *begin = write_sql(db, look);
    PGresult *rows = NULL;
    coach_status status = check_encoding(db);
    if (status == COACH_OK)
        status = postgres_run(db, begin, &rows);
    if (status == COACH_OK && PQgetvalue(rows, 0, 0)[0] == 't')
        status = exists_already(db);
    PQclear(rows);
    if (status == COACH_OK)
        status = postgres_run(
            db,
            "CREATE SCHEMA coach; CREATE TABLE about (version integer NOT NULL, moved_to text, "
            "guarded boolean NOT NULL); INSERT INTO about VALUES (0, NULL, false)",
            NULL);
    return status == COACH_OK ? run_steps(db, 0, migration_latest(migration_texts)) : status;
}

/* One program upgrades; the others wait, and find it done. */
static coach_status upgrade(struct postgres *db) {
    static const char look[] = "SELECT pg_advisory_xact_lock(" UPGRADE_LOCK "); "
                               "LOCK TABLE about; SELECT version FROM about";
    g_autofree char *begin = begin_sql(db, "READ COMMITTED READ WRITE", look);
    PGresult *rows = NULL;
    coach_status status = postgres_run(db, begin, &rows);
    int version = status == COACH_OK && PQntuples(rows) ? atoi(PQgetvalue(rows, 0, 0)) : 0;
    PQclear(rows);
    int latest = migration_latest(migration_texts);
    if (status == COACH_OK && version < latest)
        status = run_steps(db, version, latest);
    if (status == COACH_OK)
        return postgres_run(db, "COMMIT", NULL);
    postgres_roll_back(db);
    if (status != COACH_CONFLICT && status != COACH_REFUSED)
        return status;
    g_autofree char *why = g_strdup(db->base.failure->view.message);
    return fail(db->base.failure, COACH_STORAGE, NULL, "%s cannot be upgraded: %s", db->name, why);
}

static coach_status too_new(struct postgres *db, int version, int latest) {
    fail(db->base.failure, COACH_STORAGE, NULL,
         "%s was made by a newer coach (schema %d; this one knows %d)", db->name, version, latest);
    return fail_hint(db->base.failure, "upgrade coach");
}

static coach_status moved(struct postgres *db, const char *address) {
    fail(db->base.failure, COACH_STORAGE, NULL, "%s has moved", db->name);
    return fail_hint(db->base.failure, "it is now %s", address);
}

static coach_status not_ours(struct postgres *db) {
    fail(db->base.failure, COACH_STORAGE, NULL,
         "the schema coach at %s is not one of this program's", db->name);
    return fail_hint(db->base.failure, "name another database with --db");
}

static coach_status nobody(struct postgres *db) {
    fail(db->base.failure, COACH_STORAGE, NULL, "%s does not know whose login %s is", db->name,
         PQuser(db->connection));
    fail_hint(db->base.failure, "an admin says it: coach user edit EMAIL --db-role %s",
              PQuser(db->connection));
    return fail_hint(db->base.failure, "where the user is archived: coach user restore EMAIL");
}

/* The columns of what a transaction finds when it begins. */
enum { VERSION, MOVED_TO, GUARDED, TRANSACTION, LIFE };
#define LOOK "SELECT version, moved_to, guarded, "

/* Asks whose login this is, where the server decides who sees what. */
static coach_status ask_login(struct postgres *db) {
    PGresult *rows = NULL;
    coach_status status =
        postgres_run(db, "SELECT me(), CASE WHEN NOT sees_all() THEN hidden() END", &rows);
    if (status != COACH_OK)
        return status;
    db->login = (struct login){.fixed = !PQgetisnull(rows, 0, 1)};
    (void)id_parse(PQgetvalue(rows, 0, 0), &db->login.user);
    g_free(db->hidden);
    db->hidden = db->login.fixed ? g_strdup(PQgetvalue(rows, 0, 1)) : NULL;
    PQclear(rows);
    return db->login.fixed && id_is_nil(&db->login.user) ? nobody(db) : COACH_OK;
}

/* Looks at what the transaction found when it began. *old: it is to be upgraded first. */
static coach_status look_at(struct postgres *db, const PGresult *rows, bool *old) {
    int latest = migration_latest(migration_texts);
    if (PQntuples(rows) != 1)
        return not_ours(db);
    int version = atoi(PQgetvalue(rows, 0, VERSION));
    *old = version < latest;
    if (version > latest)
        return too_new(db, version, latest);
    if (!PQgetisnull(rows, 0, MOVED_TO))
        return moved(db, PQgetvalue(rows, 0, MOVED_TO));
    if (*old && db->access == COACH_PEEK)
        return fail(db->base.failure, COACH_STORAGE, NULL, "%s was made by an older coach",
                    db->name);
    g_strlcpy(db->transaction, PQgetvalue(rows, 0, TRANSACTION), sizeof db->transaction);
    g_strlcpy(db->life, PQgetvalue(rows, 0, LIFE), sizeof db->life);
    return !*old && PQgetvalue(rows, 0, GUARDED)[0] == 't' ? ask_login(db) : COACH_OK;
}

static coach_status sees_part(struct postgres *db) {
    fail(db->base.failure, COACH_STORAGE, NULL, "%s does not show all of its rows to %s", db->name,
         PQuser(db->connection));
    return fail_hint(db->base.failure, "an admin can copy them, and the owner can move them");
}

static coach_status begin(struct postgres *db, enum transaction kind) {
    bool old = false;
    bool writes = kind == TRANSACTION_WRITES || kind == TRANSACTION_ALONE;
    /* a transaction that writes has a number from its start, by which its outcome can be looked up
     */
    bool all = kind == TRANSACTION_READS_ALL || kind == TRANSACTION_ALONE;
    g_autofree char *lock = kind == TRANSACTION_ALONE ? lock_sql() : g_strdup("");
    g_autofree char *look = g_strconcat(all ? POSTGRES_TAKES_LONG : "", lock, LOOK,
                                        writes ? "pg_current_xact_id(), " POSTGRES_LIFE : "'', ''",
                                        " FROM coach.about", NULL);
    g_autofree char *sql =
        writes ? write_sql(db, look) : begin_sql(db, "REPEATABLE READ READ ONLY", look);
    PGresult *rows = NULL;
    coach_status status = postgres_run(db, sql, &rows);
    if (status == COACH_OK && (!rows || PQntuples(rows) != 1))
        status = fail(db->base.failure, COACH_STORAGE, NULL, "%s is damaged", db->name);
    if (status == COACH_OK)
        status = look_at(db, rows, &old);
    PQclear(rows);
    if (status == COACH_OK && !old && all && db->login.fixed)
        status = sees_part(db);
    if (status != COACH_OK || !old)
        return status;
    status = postgres_run(db, "ROLLBACK", NULL);
    if (status == COACH_OK)
        status = upgrade(db);
    return status == COACH_OK ? begin(db, kind) : status;
}

coach_status postgres_begin(struct postgres *db, enum transaction kind) {
    if (db->unmade)
        return make(db);
    if (kind != TRANSACTION_ALONE)
        return begin(db, kind);
    /* an old schema has not every table that is to be locked, so it is upgraded before */
    coach_status status = begin(db, TRANSACTION_WRITES);
    if (status == COACH_OK)
        status = postgres_run(db, "ROLLBACK", NULL);
    return status == COACH_OK ? begin(db, kind) : status;
}

coach_status postgres_mark_moved(struct db *base, const char *address) {
    struct statement *s;
    coach_status status = db_prepare(base, "UPDATE about SET moved_to = $1", &s);
    if (status != COACH_OK)
        return status;
    db_bind_text(s, 1, address);
    status = db_step(s, NULL);
    db_finish(s);
    return status;
}

/* ---- What a login sees ---- */

struct login postgres_login(struct db *base) {
    return ((struct postgres *)base)->login;
}

bool postgres_hides(struct db *base, const char *table, const char *column) {
    const char *hidden = ((struct postgres *)base)->hidden;
    g_autofree char *name = hidden ? g_strdup_printf(" %s.%s ", table, column) : NULL;
    return name && strstr(hidden, name);
}

char *postgres_shown(const struct postgres *db, const char *sql) {
    GString *out = g_string_new(sql);
    if (db->login.fixed) {
        g_string_replace(out, PEOPLE, "people", 0);
        g_string_replace(out, TAKEN_TIME, "busy($1, $2, $3)", 0);
        g_string_replace(out, TIME_OFF, "off($1, $2, $3)", 0);
        g_string_replace(out, BUFFERS, "buffers", 0);
    }
    return g_string_free(out, FALSE);
}
