/* sqlite.c - the database contract on SQLite: statements, values, transactions, errors. */
#include "store/sqlite.h"

#include <string.h>
#include <unistd.h>

#define MAX_PARAMETERS 64

struct query {
    struct statement base;
    struct sqlite *db;
    sqlite3_stmt *stmt;
    char *sql;
    int error;                           /* the first failure of a bind */
    unsigned char index[MAX_PARAMETERS]; /* $n → SQLite's number, which goes by first appearance */
    struct id ids[MAX_PARAMETERS];       /* that are bound */
};

static struct sqlite *own(struct db *db) {
    return (struct sqlite *)db;
}

static struct query *query(struct statement *s) {
    return (struct query *)s;
}

/* ---- Failures ---- */

static coach_status constraint_failed(struct sqlite *db) {
    const char *detail = sqlite3_errmsg(db->sqlite);
    switch (sqlite3_extended_errcode(db->sqlite)) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        return fail(db->base.failure, COACH_CONFLICT, NULL, "there is one like that already (%s)",
                    detail);
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        return fail(db->base.failure, COACH_CONFLICT, NULL,
                    "a row that is referred to does not exist");
    default:
        return fail(db->base.failure, COACH_REFUSED, NULL, "the database refuses the row (%s)",
                    detail);
    }
}

static coach_status locked(struct sqlite *db) {
    fail(db->base.failure, COACH_STORAGE, NULL,
         "%s is locked by another program for more than %d ms", db->path, db->busy_timeout_ms);
    return fail_hint(db->base.failure, "try again, or wait longer with -c core.busy_timeout=60000");
}

static coach_status not_permitted(struct sqlite *db, int code) {
    if (code == SQLITE_READONLY_DBMOVED) {
        fail(db->base.failure, COACH_STORAGE, NULL, "another file has taken the place of %s",
             db->path);
        return fail_hint(db->base.failure, "try again");
    }
    fail(db->base.failure, COACH_STORAGE, NULL, "%s cannot be written: it is read-only", db->path);
    return fail_hint(db->base.failure, "check the modes of the file and of its directory");
}

coach_status sqlite_failed(struct sqlite *db, int code) {
    db->base.failed = true;
    switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
        return constraint_failed(db);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        if (db->interrupted && *db->interrupted)
            return fail(db->base.failure, COACH_INTERRUPTED, NULL, "interrupted");
        return locked(db);
    case SQLITE_INTERRUPT:
        return fail(db->base.failure, COACH_INTERRUPTED, NULL, "interrupted");
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return not_permitted(db, code);
    case SQLITE_FULL:
        return fail(db->base.failure, COACH_STORAGE, NULL, "the disk that holds %s is full",
                    db->path);
    case SQLITE_NOTADB:
        fail(db->base.failure, COACH_STORAGE, NULL, "%s is not a database", db->path);
        return fail_hint(db->base.failure, "name another with --db, or make one with `coach init`");
    case SQLITE_CORRUPT:
        fail(db->base.failure, COACH_STORAGE, NULL, "%s is damaged (%s)", db->path,
             sqlite3_errmsg(db->sqlite));
        return fail_hint(db->base.failure,
                         "restore a copy of it; `sqlite3 FILE .recover` saves what can be read");
    case SQLITE_NOMEM:
        return fail(db->base.failure, COACH_STORAGE, NULL, "out of memory");
    default:
        return fail(db->base.failure, COACH_STORAGE, NULL, "%s: %s", db->path,
                    sqlite3_errmsg(db->sqlite));
    }
}

/* ---- Statements ---- */

void sqlite_query_free(void *query) {
    struct query *s = query;
    sqlite3_finalize(s->stmt);
    g_free(s->sql);
    g_free(s);
}

static bool map_parameters(struct query *s) {
    int count = sqlite3_bind_parameter_count(s->stmt);
    for (int i = 1; i <= count; i++) {
        const char *name = sqlite3_bind_parameter_name(s->stmt, i);
        guint64 n = name && name[0] == '$' ? g_ascii_strtoull(name + 1, NULL, 10) : 0;
        if (n < 1 || n >= MAX_PARAMETERS || i >= MAX_PARAMETERS)
            return false;
        s->index[n] = (unsigned char)i;
    }
    return true;
}

static coach_status prepare(struct db *base, const char *sql, struct statement **out) {
    struct sqlite *db = own(base);
    gpointer kept;
    struct query *s;
    if (g_hash_table_steal_extended(db->statements, sql, NULL, &kept)) {
        s = kept;
        *out = &s->base;
        return COACH_OK;
    }
    sqlite3_stmt *stmt = NULL;
    int code = sqlite3_prepare_v3(db->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
    if (code != SQLITE_OK)
        return sqlite_failed(db, code);
    s = g_new0(struct query, 1);
    *s = (struct query){{&sqlite_engine}, .db = db, .stmt = stmt, .sql = g_strdup(sql)};
    if (!map_parameters(s)) {
        sqlite_query_free(s);
        return sqlite_failed(db, SQLITE_RANGE);
    }
    *out = &s->base;
    return COACH_OK;
}

/* Rows come as they are read all the same. */
static void stream(struct statement *s) {
    (void)s;
}

static coach_status step(struct statement *statement, bool *row) {
    struct query *s = query(statement);
    struct sqlite *db = s->db;
    coach_status status = db_broken(&db->base);
    if (status != COACH_OK)
        return status;
    if (s->error != SQLITE_OK)
        return sqlite_failed(db, s->error);
    int code = sqlite3_step(s->stmt);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return sqlite_failed(db, code);
    if (row)
        *row = code == SQLITE_ROW;
    return COACH_OK;
}

static void reset(struct statement *statement) {
    struct query *s = query(statement);
    sqlite3_reset(s->stmt);
    sqlite3_clear_bindings(s->stmt);
    s->error = SQLITE_OK;
}

static void finish(struct statement *statement) {
    struct query *s = query(statement);
    reset(statement);
    g_hash_table_replace(s->db->statements, s->sql, s); /* frees one that is there */
}

static coach_status bulk_end(struct statement *s) {
    finish(s);
    return COACH_OK;
}

/* ---- Binding ---- */

static void bound(struct query *s, int code) {
    if (s->error == SQLITE_OK)
        s->error = code;
}

static int parameter(const struct query *s, int n) {
    return n > 0 && n < MAX_PARAMETERS ? s->index[n] : 0;
}

static void bind_null(struct statement *statement, int n) {
    struct query *s = query(statement);
    bound(s, sqlite3_bind_null(s->stmt, parameter(s, n)));
}

static void bind_integer(struct statement *statement, int n, int64_t value) {
    struct query *s = query(statement);
    bound(s, value == INTEGER_NONE ? sqlite3_bind_null(s->stmt, parameter(s, n))
                                   : sqlite3_bind_int64(s->stmt, parameter(s, n), value));
}

static void bind_boolean(struct statement *statement, int n, bool value) {
    struct query *s = query(statement);
    bound(s, sqlite3_bind_int(s->stmt, parameter(s, n), value));
}

static void bind_id(struct statement *statement, int n, const struct id *id) {
    struct query *s = query(statement);
    int at = parameter(s, n);
    s->ids[at] = *id;
    bound(s, id_is_nil(id)
                 ? sqlite3_bind_null(s->stmt, at)
                 : sqlite3_bind_blob(s->stmt, at, s->ids[at].bytes, ID_BYTES, SQLITE_STATIC));
}

static void bind_text(struct statement *statement, int n, const char *text) {
    struct query *s = query(statement);
    bound(s, sqlite3_bind_text(s->stmt, parameter(s, n), text, -1, SQLITE_STATIC));
}

/* ---- Reading ----
 *
 * A value is asked for once and then looked at, which saves SQLite's checks of the statement. That
 * asks for one thread at a time, as every handle does. */

static sqlite3_value *value(struct statement *s, int n) {
    return sqlite3_column_value(query(s)->stmt, n);
}

static bool is_null(struct statement *s, int n) {
    return sqlite3_value_type(value(s, n)) == SQLITE_NULL;
}

static int64_t integer(struct statement *s, int n) {
    sqlite3_value *v = value(s, n);
    int64_t number = sqlite3_value_int64(v);
    return number == 0 && sqlite3_value_type(v) == SQLITE_NULL ? INTEGER_NONE : number;
}

static bool boolean(struct statement *s, int n) {
    return sqlite3_value_int64(value(s, n)) != 0;
}

static struct id id(struct statement *s, int n) {
    struct id id = {0};
    sqlite3_value *v = value(s, n);
    const void *bytes = sqlite3_value_blob(v);
    if (bytes && sqlite3_value_bytes(v) == ID_BYTES)
        memcpy(id.bytes, bytes, ID_BYTES);
    return id;
}

static const char *text(struct statement *s, int n, size_t *length) {
    sqlite3_value *v = value(s, n);
    const char *text = (const char *)sqlite3_value_text(v);
    if (length)
        *length = text ? (size_t)sqlite3_value_bytes(v) : 0;
    return text;
}

/* ---- Transactions ---- */

coach_status sqlite_run(struct sqlite *db, const char *sql) {
    int code = sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? COACH_OK : sqlite_failed(db, code);
}

static coach_status execute(struct db *db, const char *sql) {
    coach_status status = db_broken(db);
    return status == COACH_OK ? sqlite_run(own(db), sql) : status;
}

/* The disk has been told, and does not say whether it has it: what is read from it may be there
 * after a power cut, or not. */
static coach_status commit(struct sqlite *db) {
    coach_status status = sqlite_run(db, "COMMIT");
    if (status == COACH_OK || sqlite3_extended_errcode(db->sqlite) != SQLITE_IOERR_FSYNC)
        return status;
    fail(db->base.failure, COACH_STORAGE, NULL,
         "%s: the disk failed while the change was being kept: it is not known whether it was",
         db->path);
    return fail_hint(db->base.failure, "look before you try again");
}

/* A writer takes its turn before it reads anything. */
static coach_status transact(struct sqlite *db, bool write, db_work work, void *context) {
    db->base.failed = false;
    coach_status status = sqlite_run(db, write ? "BEGIN IMMEDIATE" : "BEGIN");
    if (status != COACH_OK)
        return status;
    db->base.in_transaction = true;
    status = sqlite_still_here(db, write);
    if (status == COACH_OK)
        status = work(context);
    if (status == COACH_OK)
        status = db_broken(&db->base);
    if (status == COACH_OK)
        status = sqlite_bulk_complete(db);
    if (status == COACH_OK && db->interrupted && *db->interrupted)
        status = fail(db->base.failure, COACH_INTERRUPTED, NULL, "interrupted");
    if (status == COACH_OK && !(write ? db->base.rehearse : db->base.scratch))
        status = commit(db);
    db->base.in_transaction = false;
    /* What a failed rollback leaves behind, the next opener's recovery takes back. */
    if (!sqlite3_get_autocommit(db->sqlite))
        sqlite3_exec(db->sqlite, "ROLLBACK", NULL, NULL, NULL);
    if (db->bulk || db->many)
        sqlite_bulk_over(db);
    return status;
}

static coach_status run_write(struct db *db, db_work work, void *context) {
    return transact(own(db), true, work, context);
}

static coach_status run_read(struct db *db, db_work work, void *context) {
    return transact(own(db), false, work, context);
}

static coach_status run_whole(struct db *db, bool alone, db_work work, void *context) {
    return transact(own(db), alone, work, context);
}

/* ---- Closing ---- */

/* Takes back what was made for a database that did not come to be. */
static void remove_unpublished(struct sqlite *db) {
    if (db->unpublished) {
        g_autofree char *journal = g_strconcat(db->unpublished, "-journal", NULL);
        (void)unlink(journal);
        (void)unlink(db->unpublished);
    }
    for (guint i = 0; i < db->made->len; i++)
        (void)rmdir(g_ptr_array_index(db->made, i)); /* fails for what holds something by now */
    g_ptr_array_unref(db->made);
}

void sqlite_disconnect(struct sqlite *db) {
    g_hash_table_remove_all(db->statements);
    sqlite3_close_v2(db->sqlite);
    db->sqlite = NULL;
}

void sqlite_close(struct db *base) {
    struct sqlite *db = own(base);
    sqlite_disconnect(db);
    g_hash_table_unref(db->statements);
    if (db->made)
        remove_unpublished(db);
    g_free(db->unpublished);
    g_free(db->path);
    g_free(db);
}

const struct engine sqlite_engine = {
    .dialect = {.schema = "main", .json_text = "$column"},
    .open = sqlite_open,
    .publish = sqlite_publish,
    .close = sqlite_close,
    .write = run_write,
    .read = run_read,
    .whole = run_whole,
    .mark_moved = sqlite_mark_moved,
    .copy = sqlite_copy,
    .check = sqlite_check,
    .wipe = sqlite_wipe,
    .execute = execute,
    .prepare = prepare,
    .stream = stream,
    .step = step,
    .reset = reset,
    .finish = finish,
    .bulk = sqlite_bulk,
    .bulk_end = bulk_end,
    .expect_many = sqlite_expect_many,
    .put_off = sqlite_put_off,
    .bind_null = bind_null,
    .bind_integer = bind_integer,
    .bind_instant = bind_integer,
    .bind_boolean = bind_boolean,
    .bind_id = bind_id,
    .bind_text = bind_text,
    .bind_date = bind_text,
    .bind_decimal = bind_text,
    .bind_json = bind_text,
    .is_null = is_null,
    .integer = integer,
    .instant = integer,
    .boolean = boolean,
    .id = id,
    .text = text,
};
