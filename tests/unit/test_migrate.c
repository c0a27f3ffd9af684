/* test_migrate.c - steps of the schema: their placeholders, and old databases on their way up. The
 * steps here are the test's own: they stand in the place of those of the library. */
#include "store/db.h"
#include "store/migrate.h"
#include "unit.h"
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

/* Step 3 fails where two things have one name. */
const char *const migration_texts[] = {
    "CREATE TABLE thing ({uuid id} NOT NULL PRIMARY KEY, {text name} NOT NULL){strict};",
    "ALTER TABLE thing ADD COLUMN {integer size};\nUPDATE thing SET size = length(name);",
    "CREATE UNIQUE INDEX thing_name ON thing (name);",
    NULL,
};

#define LATEST 3
#define NOW INT64_C(1796644800)
#define APPLICATION_ID 1129276232

static const struct migration_type types[] = {
    {"text", "%1 TEXT"}, {"elapsed", "%2 - %1"}, {"strict", " STRICT"}, {NULL, NULL}};

/* ---- Placeholders ---- */

static void check_sql(const char *step, const char *wanted) {
    g_autofree char *got = migration_sql(step, types);
    check_text(got, wanted, step);
}

static void test_placeholders(void) {
    check_sql("", "");
    check_sql("CREATE INDEX a ON b (c);", "CREATE INDEX a ON b (c);");
    check_sql("{text name} NOT NULL", "name TEXT NOT NULL");
    check_sql("({text a}, {text b}){strict};", "(a TEXT, b TEXT) STRICT;");
    check_sql("CHECK ({elapsed begin end} > 0)", "CHECK (end - begin > 0)");
    check_sql("LIKE '%1'", "LIKE '%1'");
    check_sql("{uuid id}", NULL);
    check_sql("{text}", NULL);
    check_sql("{elapsed begin}", NULL);
    check_sql("{}", NULL);
    check_sql("a {text name", NULL);
    check_sql("a } b", "a } b");
    check_number(migration_latest((const char *const[]){NULL}), 0, "no steps");
    check_number(migration_latest(migration_texts), LATEST, "three steps");
}

/* ---- Databases ---- */

static char *directory;

static char *path_of(const char *name) {
    return g_build_filename(directory, name, NULL);
}

/* Makes a database of an old version, as an older program left it. */
static char *old_database(const char *name, int version, const char *sql) {
    char *path = path_of(name);
    g_autofree char *mark = g_strdup_printf("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                            APPLICATION_ID, version);
    sqlite3 *db;
    bool made = sqlite3_open(path, &db) == SQLITE_OK &&
                sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK &&
                sqlite3_exec(db, mark, NULL, NULL, NULL) == SQLITE_OK;
    sqlite3_close(db);
    if (!made)
        g_error("%s cannot be made", path);
    return path;
}

/* The first value of the first row. */
static char *value_of(const char *path, const char *sql) {
    sqlite3 *db;
    sqlite3_stmt *statement = NULL;
    char *value = NULL;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        value = g_strdup((const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return value;
}

static void check_value(const char *path, const char *sql, const char *wanted) {
    g_autofree char *got = value_of(path, sql);
    check_text(got, wanted, sql);
}

/* Opens and closes it; message: what it fails with, or NULL. */
static coach_status try_open(const char *path, coach_access access, char **message) {
    struct failure failure = {0};
    struct db *db = NULL;
    struct db_options options = {
        .address = path, .access = access, .busy_timeout_ms = 1000, .now = NOW};
    coach_status status = db_open(&options, &failure, &db);
    if (status == COACH_OK && access == COACH_CREATE)
        status = db_publish(db);
    db_close(db);
    *message = g_strdup(failure.view.message);
    failure_clear(&failure);
    return status;
}

static void check_opens(const char *path, coach_access access, const char *what) {
    g_autofree char *message = NULL;
    if (!check(try_open(path, access, &message) == COACH_OK, "%s", what))
        printf("# %s\n", message);
}

static size_t files_of(const char *prefix) {
    g_autoptr(GDir) entries = g_dir_open(directory, 0, NULL);
    const char *name;
    size_t count = 0;
    while ((name = g_dir_read_name(entries)))
        count += g_str_has_prefix(name, prefix) && !g_str_has_suffix(name, "-journal");
    return count;
}

#define SCHEMA "SELECT group_concat(sql, '; ') FROM (SELECT sql FROM sqlite_master ORDER BY name)"
#define OLD                                                                                        \
    "CREATE TABLE thing (id BLOB CHECK (length(id) = 16) NOT NULL PRIMARY KEY, name TEXT NOT NULL) STRICT;"
#define ONE "INSERT INTO thing VALUES (x'00000000000000000000000000000001', 'ball');"
#define TWO "INSERT INTO thing VALUES (x'00000000000000000000000000000002', 'ball');"

static void test_new_and_old_are_alike(void) {
    g_autofree char *new = path_of("new.db");
    g_autofree char *old = old_database("old.db", 1, OLD);
    check_opens(new, COACH_CREATE, "a new database goes through every step");
    check_opens(old, COACH_WRITE, "one of version 1 goes through those that it lacks");
    g_autofree char *schema = value_of(new, SCHEMA);
    check(schema && strstr(schema, "thing_name"), "the new one has a schema");
    check_value(old, SCHEMA, schema);
    check_value(new, "PRAGMA user_version", "3");
    check_value(old, "PRAGMA user_version", "3");
    check_opens(new, COACH_WRITE, "the second time nothing is left to do");
    check_number((long long)files_of("new.db"), 1, "and no copy is kept");
}

static void test_copy(void) {
    g_autofree char *path = old_database("copied.db", 1, OLD ONE);
    g_autofree char *copy = g_strdup_printf("%s.v1-%" G_GINT64_FORMAT, path, NOW);
    struct stat status = {0};
    check_opens(path, COACH_READ, "a reader upgrades too");
    check_value(path, "SELECT size FROM thing WHERE name = 'ball'", "4");
    check(stat(copy, &status) == 0, "a copy of the old one is kept");
    check_number(status.st_mode & 0777, 0600, "for its owner alone");
    check_value(copy, "PRAGMA user_version", "1");
    check_value(copy, "PRAGMA application_id", G_STRINGIFY(APPLICATION_ID));
    check_value(copy, "SELECT name FROM thing", "ball");
    check_value(copy, "SELECT count(*) FROM pragma_table_info('thing')", "2");
    check_value(copy, "PRAGMA integrity_check", "ok");
}

static void test_step_that_fails(void) {
    g_autofree char *path = old_database("twice.db", 1, OLD ONE TWO);
    g_autofree char *message = NULL, *again = NULL;
    check_number(try_open(path, COACH_WRITE, &message), COACH_STORAGE,
                 "a step that fails is an error");
    check(strstr(message, "twice.db cannot be upgraded: "), "%s", message);
    check_value(path, "PRAGMA user_version", "1");
    check_value(path, "SELECT count(*) FROM pragma_table_info('thing')", "2");
    check_value(path, "SELECT count(*) FROM thing", "2");
    check_number((long long)files_of("twice.db"), 1, "and leaves no copy behind");
    check_number(try_open(path, COACH_WRITE, &again), COACH_STORAGE, "the second try fails alike");
    check_text(again, message, "with the same words");
}

static void test_refusals(void) {
    g_autofree char *newer = old_database("newer.db", LATEST + 1, OLD);
    g_autofree char *foreign = path_of("foreign.db"), *blocked = old_database("blocked.db", 1, OLD);
    g_autofree char *in_the_way = g_strdup_printf("%s.v1-%" G_GINT64_FORMAT, blocked, NOW);
    g_autofree char *message = NULL, *other = NULL, *third = NULL;
    check_number(try_open(newer, COACH_READ, &message), COACH_STORAGE, "a newer one is refused");
    check(strstr(message, "newer coach (schema 4; this one knows 3)"), "%s", message);
    check_value(newer, "PRAGMA user_version", "4");

    sqlite3 *db;
    check(sqlite3_open(foreign, &db) == SQLITE_OK &&
              sqlite3_exec(db, "CREATE TABLE thing (id)", NULL, NULL, NULL) == SQLITE_OK,
          "another program's database");
    sqlite3_close(db);
    check_number(try_open(foreign, COACH_WRITE, &other), COACH_STORAGE,
                 "is never taken for an old one");
    check_value(foreign, "SELECT count(*) FROM pragma_table_info('thing')", "1");

    check(g_file_set_contents(in_the_way, "mine", -1, NULL), "a file where the copy would be");
    g_autofree char *beside = g_strconcat(in_the_way, ".2", NULL);
    check_number(try_open(blocked, COACH_WRITE, &third), COACH_OK, "the copy takes another name");
    check_value(blocked, "PRAGMA user_version", "3");
    check_value(beside, "PRAGMA user_version", "1");
    g_autofree char *mine = NULL;
    check(g_file_get_contents(in_the_way, &mine, NULL, NULL), "the file in its way is there");
    check_text(mine, "mine", "as it was");
}

static void remove_all(void) {
    g_autoptr(GDir) entries = g_dir_open(directory, 0, NULL);
    const char *name;
    while ((name = g_dir_read_name(entries))) {
        g_autofree char *path = path_of(name);
        g_unlink(path);
    }
    g_rmdir(directory);
    g_free(directory);
}

int main(void) {
    directory = g_dir_make_tmp("coach-XXXXXX", NULL);
    test_placeholders();
    test_new_and_old_are_alike();
    test_copy();
    test_step_that_fails();
    test_refusals();
    remove_all();
    return unit_end();
}
