/* sqlite_open.c - finding, making and opening a database file. */
#include "store/files.h"
#include "store/migrate.h"
#include "store/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOVED_APPLICATION_ID 1129276237 /* "COCM" */

/* ---- Waiting and stopping ---- */

static int wait_for_turn(void *context, int attempts) {
    struct sqlite *db = context;
    int64_t now = g_get_monotonic_time();
    if (attempts == 0)
        db->busy_since = now;
    if (now - db->busy_since >= (int64_t)db->busy_timeout_ms * 1000 ||
        (db->interrupted && *db->interrupted))
        return 0;
    g_usleep((gulong)g_random_int_range(200, 1000));
    return 1;
}

static int asked_to_stop(void *context) {
    const struct sqlite *db = context;
    return *db->interrupted != 0;
}

/* ---- The file ---- */

static coach_status check_file(struct sqlite *db) {
    struct stat info;
    if (stat(db->path, &info) != 0 && errno == ENOENT) {
        fail(db->base.failure, COACH_STORAGE, NULL, "there is no database at %s", db->path);
        return fail_hint(db->base.failure,
                         "make one: coach init --email E --first-name F --last-name L");
    }
    if (stat(db->path, &info) != 0)
        return fail(db->base.failure, COACH_STORAGE, NULL, "%s: %s", db->path, g_strerror(errno));
    if (S_ISDIR(info.st_mode))
        return fail(db->base.failure, COACH_STORAGE, NULL, "%s is a directory, not a database",
                    db->path);
    if (!S_ISREG(info.st_mode) || info.st_size == 0)
        return fail(db->base.failure, COACH_STORAGE, NULL, "%s is not a database", db->path);
    return COACH_OK;
}

/* Makes the directory of the database where there is none, and remembers what was made. */
static coach_status make_directory(struct sqlite *db, const char *directory) {
    db->made = g_ptr_array_new_with_free_func(g_free);
    char *at = g_strdup(directory);
    while (g_access(at, F_OK) != 0 && errno == ENOENT) {
        g_ptr_array_add(db->made, at);
        at = g_path_get_dirname(at);
    }
    g_free(at);
    if (g_mkdir_with_parents(directory, 0700) == 0)
        return COACH_OK;
    return fail(db->base.failure, COACH_STORAGE, NULL, "%s cannot be made: %s", directory,
                g_strerror(errno));
}

/* Makes an empty file of a new name beside the path; the directories on the way too. */
static coach_status make_file(struct sqlite *db) {
    struct stat info;
    g_autofree char *directory = g_path_get_dirname(db->path);
    if (lstat(db->path, &info) == 0) {
        fail(db->base.failure, COACH_CONFLICT, NULL, "%s exists already", db->path);
        return fail_hint(db->base.failure, "use it as it is, or name another");
    }
    coach_status status = make_directory(db, directory);
    if (status != COACH_OK)
        return status;
    db->unpublished = g_strconcat(db->path, ".XXXXXX", NULL);
    int file = g_mkstemp_full(db->unpublished, O_RDWR | O_CLOEXEC, 0600);
    if (file < 0) {
        g_clear_pointer(&db->unpublished, g_free);
        return fail(db->base.failure, COACH_STORAGE, NULL, "%s cannot be written: %s", directory,
                    g_strerror(errno));
    }
    (void)close(file);
    return COACH_OK;
}

/* ---- The connection ---- */

/* More than coach ever needs, and less than what a file made for it could use to do harm. */
static void set_limits(sqlite3 *sqlite) {
    static const struct {
        int limit, value;
    } limits[] = {
        {SQLITE_LIMIT_LENGTH, 100000000},   {SQLITE_LIMIT_SQL_LENGTH, 1000000},
        {SQLITE_LIMIT_COLUMN, 200},         {SQLITE_LIMIT_EXPR_DEPTH, 500},
        {SQLITE_LIMIT_COMPOUND_SELECT, 50}, {SQLITE_LIMIT_VDBE_OP, 1000000},
        {SQLITE_LIMIT_FUNCTION_ARG, 50},    {SQLITE_LIMIT_ATTACHED, 0},
        {SQLITE_LIMIT_TRIGGER_DEPTH, 1},    {SQLITE_LIMIT_WORKER_THREADS, 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(limits); i++)
        (void)sqlite3_limit(sqlite, limits[i].limit, limits[i].value);
}

coach_status sqlite_connect(struct sqlite *db, const char *file, coach_access access) {
    /* Refused without harm where another part of the program has started SQLite already. */
    (void)sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    (void)sqlite3_config(SQLITE_CONFIG_URI, 0);
    bool reads = access == COACH_READ || access == COACH_PEEK;
    int flags = reads ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    /* A reader too must be able to roll back what a killed writer left, so it opens for writing
     * where it may. */
    if (reads && g_access(file, W_OK) == 0)
        flags = SQLITE_OPEN_READWRITE;
    int code = sqlite3_open_v2(file, &db->sqlite, flags, NULL);
    if (code != SQLITE_OK)
        return db->sqlite ? sqlite_failed(db, code)
                          : fail(db->base.failure, COACH_STORAGE, NULL, "out of memory");
    sqlite3_extended_result_codes(db->sqlite, 1);
    set_limits(db->sqlite);
    sqlite3_busy_handler(db->sqlite, wait_for_turn, db);
    if (db->interrupted)
        sqlite3_progress_handler(db->sqlite, 100000, asked_to_stop, db);
    static const struct {
        int option, value;
    } options[] = {
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},      {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},   {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},          {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},   {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(options); i++)
        if ((code = sqlite3_db_config(db->sqlite, options[i].option, options[i].value, NULL)) !=
            SQLITE_OK)
            return sqlite_failed(db, code);
    coach_status status = sqlite_run(db, "PRAGMA cell_size_check = ON; PRAGMA synchronous = FULL");
    if (status == COACH_OK && !reads && sqlite3_db_readonly(db->sqlite, "main"))
        status = sqlite_failed(db, SQLITE_READONLY);
    /* A journal that keeps its size is synced without a change to the file system's own books. It
     * ends each transaction with a header of zeros, synced too. */
    if (status == COACH_OK && !reads)
        status =
            sqlite_run(db, "PRAGMA journal_mode = PERSIST; PRAGMA journal_size_limit = 1048576");
    return status;
}

/* Gives the file its name, for good. What fails behind that takes the name away again. */
static coach_status name_file(struct sqlite *db) {
    coach_status status = file_publish(db->unpublished, db->path, false, db->base.failure);
    if (status != COACH_OK)
        return status;
    status = sqlite_connect(db, db->path, COACH_WRITE);
    if (status != COACH_OK && rename(db->path, db->unpublished) != 0)
        (void)unlink(db->path);
    return status;
}

coach_status sqlite_publish(struct db *base) {
    struct sqlite *db = (struct sqlite *)base;
    if (!db->unpublished)
        return COACH_OK;
    /* SQLite writes no file whose name has changed under it. */
    sqlite_disconnect(db);
    coach_status status = name_file(db);
    if (status != COACH_OK)
        return status;
    g_autofree char *journal = g_strconcat(db->unpublished, "-journal", NULL);
    (void)unlink(journal);
    g_clear_pointer(&db->unpublished, g_free);
    return COACH_OK;
}

coach_status sqlite_number(struct sqlite *db, const char *pragma, int64_t *number) {
    struct statement *s;
    coach_status status = db_prepare(&db->base, pragma, &s);
    if (status != COACH_OK)
        return status;
    bool row;
    if ((status = db_step(s, &row)) == COACH_OK)
        *number = row ? db_integer(s, 0) : 0;
    db_finish(s);
    return status;
}

/* ---- Moving ---- */

/* A table that only a moved database has: no other start pays for one more. */
coach_status sqlite_mark_moved(struct db *base, const char *address) {
    static const char mark[] = "CREATE TABLE moved (address TEXT NOT NULL) STRICT; "
                               "PRAGMA application_id = " G_STRINGIFY(MOVED_APPLICATION_ID);
    struct statement *s;
    coach_status status = sqlite_run((struct sqlite *)base, mark);
    if (status == COACH_OK)
        status = db_prepare(base, "INSERT INTO moved (address) VALUES ($1)", &s);
    if (status != COACH_OK)
        return status;
    db_bind_text(s, 1, address);
    status = db_step(s, NULL);
    db_finish(s);
    return status;
}

static coach_status has_moved(struct sqlite *db) {
    struct statement *s;
    bool row;
    coach_status status = db_prepare(&db->base, "SELECT address FROM moved", &s);
    if (status != COACH_OK)
        return status;
    if ((status = db_step(s, &row)) == COACH_OK) {
        status = fail(db->base.failure, COACH_STORAGE, NULL, "%s has moved", db->path);
        fail_hint(db->base.failure, "it is now %s", row ? db_text(s, 0, NULL) : "elsewhere");
    }
    db_finish(s);
    return status;
}

static coach_status read_application(struct sqlite *db, int64_t *application) {
    coach_status status = sqlite_number(db, "PRAGMA application_id", application);
    if (status == COACH_OK)
        (void)sqlite3_file_control(db->sqlite, "main", SQLITE_FCNTL_DATA_VERSION, &db->seen);
    return status == COACH_OK && *application == MOVED_APPLICATION_ID ? has_moved(db) : status;
}

/* Whoever moves the database or puts another in its place has it locked: what is seen under a lock
 * of one's own stays so. */
coach_status sqlite_still_here(struct sqlite *db, bool locked) {
    unsigned now = 0;
    int64_t number;
    int moved = 0;
    coach_status status = locked ? COACH_OK : sqlite_number(db, "PRAGMA user_version", &number);
    if (status != COACH_OK)
        return status;
    (void)sqlite3_file_control(db->sqlite, "main", SQLITE_FCNTL_DATA_VERSION, &now);
    if (!db->unpublished &&
        sqlite3_file_control(db->sqlite, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK &&
        moved)
        return sqlite_failed(db, SQLITE_READONLY_DBMOVED);
    return now == db->seen ? COACH_OK : read_application(db, &number);
}

/* ---- Opening ---- */

static coach_status check_schema(struct sqlite *db, coach_access access) {
    int64_t application, version;
    coach_status status = read_application(db, &application);
    if (status == COACH_OK)
        status = sqlite_number(db, "PRAGMA user_version", &version);
    if (status != COACH_OK)
        return status;
    if (application != SQLITE_APPLICATION_ID)
        return fail(db->base.failure, COACH_STORAGE, NULL,
                    "%s is a database, but not one of coach's", db->path);
    int latest = migration_latest(migration_texts);
    if (version < 1)
        return fail(db->base.failure, COACH_STORAGE, NULL,
                    "%s is damaged: it says that its schema is %d", db->path, (int)version);
    if (version > latest) {
        fail(db->base.failure, COACH_STORAGE, NULL,
             "%s was made by a newer coach (schema %d; this one knows %d)", db->path, (int)version,
             latest);
        return fail_hint(db->base.failure, "upgrade coach");
    }
    if (db->as_it_is)
        return COACH_OK;
    if (version < latest && access == COACH_PEEK)
        return fail(db->base.failure, COACH_STORAGE, NULL, "%s was made by an older coach",
                    db->path);
    return version < latest ? sqlite_upgrade(db) : COACH_OK;
}

/* SQLite takes "", ":memory:" and texts that begin with "file:" for something else than a path. */
static char *plain_path(const char *path) {
    return g_path_is_absolute(path) ? g_strdup(path) : g_strconcat("./", path, NULL);
}

/* Statements are long, and hardly two of a command's are of one length. */
static guint sql_hash(gconstpointer sql) {
    return (guint)strlen(sql);
}

coach_status sqlite_open(const struct db_options *options, struct failure *f, struct db **out) {
    struct sqlite *db = g_new0(struct sqlite, 1);
    *db = (struct sqlite){
        .base = {.engine = &sqlite_engine, .failure = f, .rehearse = options->rehearse},
        .statements = g_hash_table_new_full(sql_hash, g_str_equal, NULL, sqlite_query_free),
        .path = plain_path(options->address),
        .busy_timeout_ms = options->busy_timeout_ms,
        .interrupted = options->interrupted,
        .as_it_is = options->as_it_is,
        .no_copy = options->no_copy,
        .now = options->now,
    };
    bool create = options->access == COACH_CREATE;
    coach_status status = COACH_OK;
    if (!options->address[0])
        status = fail(f, COACH_STORAGE, NULL, "the path of the database is empty");
    else
        status = create ? make_file(db) : check_file(db);
    if (status == COACH_OK)
        status = sqlite_connect(db, create ? db->unpublished : db->path, options->access);
    if (status == COACH_OK)
        status = create ? sqlite_upgrade(db) : check_schema(db, options->access);
    if (status == COACH_OK)
        *out = &db->base;
    else
        sqlite_close(&db->base);
    return status;
}
