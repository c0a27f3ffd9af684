/* test_layout.c - tables and columns out of the steps of the schema, and their rows in a form that
 * is the same for every engine. */
#include "store/carry.h"
#include "store/migrate.h"
#include "unit.h"
#include <glib/gstdio.h>

/* ---- Reading steps ---- */

static const char *const steps[] = {
    "-- CREATE TABLE never ({uuid id});\n"
    "CREATE TABLE thing ({uuid id} NOT NULL PRIMARY KEY, {text name} NOT NULL,\n"
    "    {instant made_at}, CHECK ({elapsed made_at made_at} = 0)){strict};\n"
    "{refers thing id other id}\n"
    "CREATE INDEX thing_name ON thing (name);\n",
    "CREATE TABLE link (\n    {uuid a} NOT NULL{later thing id},\n    {boolean on},\n"
    "    {uuid b} NOT NULL,\n    PRIMARY KEY (a, b)\n){strict};\n"
    "ALTER TABLE thing ADD COLUMN {integer size};\n"
    "ALTER TABLE thing ADD COLUMN {json more};\n"
    "UPDATE thing SET size = 1;",
    NULL,
};

static char *described(const char *const *texts) {
    GString *all = g_string_new(NULL);
    GPtrArray *layouts = layouts_read(texts);
    for (guint i = 0; i < layouts->len; i++) {
        const struct layout *layout = g_ptr_array_index(layouts, i);
        g_string_append_printf(all, "%s by %s:", layout->name, layout->key);
        for (guint n = 0; n < layout->columns->len; n++) {
            const struct column *column = &g_array_index(layout->columns, struct column, n);
            g_string_append_printf(all, " %s %d", column->name, (int)column->type);
        }
        g_string_append_c(all, '\n');
    }
    g_ptr_array_unref(layouts);
    return g_string_free(all, FALSE);
}

static void test_steps(void) {
    g_autofree char *wanted = g_strdup_printf(
        "thing by id: id %d name %d made_at %d size %d more %d\nlink by a, b: a %d on %d b %d\n",
        COLUMN_UUID, COLUMN_TEXT, COLUMN_INSTANT, COLUMN_INTEGER, COLUMN_JSON, COLUMN_UUID,
        COLUMN_BOOLEAN, COLUMN_UUID);
    g_autofree char *got = described(steps), *none = described((const char *const[]){NULL});
    check_text(got, wanted, "tables, their columns and keys, added columns at the end");
    check_text(none, "", "no steps, no tables");
}

/* ---- The real schema ---- */

static char *directory;

static struct db *new_database(const char *name, struct failure *f) {
    g_autofree char *path = g_build_filename(directory, name, NULL);
    struct db *db = NULL;
    struct db_options options = {.address = path, .access = COACH_CREATE, .busy_timeout_ms = 1000};
    if (db_open(&options, f, &db) != COACH_OK || db_publish(db) != COACH_OK)
        g_error("%s", f->view.message);
    return db;
}

/* The rows of a query of one column, one to a line. */
static char *lines_of(struct db *db, const char *sql) {
    GString *lines = g_string_new(NULL);
    struct statement *s;
    bool row;
    if (db_prepare(db, sql, &s) != COACH_OK)
        g_error("%s", db->failure->view.message);
    while (db_step(s, &row) == COACH_OK && row)
        g_string_append_printf(lines, "%s\n", db_text(s, 0, NULL));
    db_finish(s);
    return g_string_free(lines, FALSE);
}

/* As SQLite declares the columns of these types. */
static const char *const declared[] = {
    [COLUMN_UUID] = "BLOB",       [COLUMN_TEXT] = "TEXT",       [COLUMN_INTEGER] = "INTEGER",
    [COLUMN_BOOLEAN] = "INTEGER", [COLUMN_INSTANT] = "INTEGER", [COLUMN_DATE] = "TEXT",
    [COLUMN_DECIMAL] = "TEXT",    [COLUMN_JSON] = "TEXT",
};

/* The tests of migrate hold the columns of the other engine against these. */
static void test_real_schema(void) {
    struct failure f = {0};
    struct db *db = new_database("real.db", &f);
    GString *columns = g_string_new(NULL), *keys = g_string_new(NULL);
    GPtrArray *layouts = layouts_read(migration_texts);
    for (guint i = 0; i < layouts->len; i++) {
        const struct layout *layout = g_ptr_array_index(layouts, i);
        g_string_append_printf(keys, "%s by %s\n", layout->name, layout->key);
        for (guint n = 0; n < layout->columns->len; n++) {
            const struct column *column = &g_array_index(layout->columns, struct column, n);
            g_string_append_printf(columns, "%s.%s %s\n", layout->name, column->name,
                                   declared[column->type]);
        }
    }
    g_autofree char *real =
        lines_of(db, "SELECT t.name || '.' || c.name || ' ' || c.type FROM sqlite_master t, "
                     "pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY t.rowid, c.cid");
    g_autofree char *real_keys = lines_of(
        db,
        "SELECT name || ' by ' || (SELECT group_concat(name, ', ') FROM (SELECT name FROM "
        "pragma_table_info(t.name) WHERE pk > 0 ORDER BY pk)) FROM sqlite_master t WHERE type = 'table' ORDER BY rowid");
    check_text(columns->str, real, "every column of the real schema, in its order");
    check_text(keys->str, real_keys, "and the keys");
    g_string_free(columns, TRUE);
    g_string_free(keys, TRUE);
    g_ptr_array_unref(layouts);
    db_close(db);
    failure_clear(&f);
}

/* ---- Rows ---- */

static const char *const thing[] = {
    "CREATE TABLE thing ({uuid id} PRIMARY KEY, {text a}, {text b}, {boolean yes}, {instant at});",
    NULL};

#define ID "00112233-4455-4677-8899-aabbccddeeff"
#define BLOB "x'00112233445546778899aabbccddeeff'"

/* The digest of what a SELECT of the columns of thing gives. */
static char *digest_of(struct db *db, const char *sql) {
    GPtrArray *layouts = layouts_read(thing);
    struct statement *s;
    struct digest digest;
    bool row;
    digest_init(&digest);
    if (db_prepare(db, sql, &s) != COACH_OK)
        g_error("%s", db->failure->view.message);
    while (db_step(s, &row) == COACH_OK && row)
        digest_row(&digest, g_ptr_array_index(layouts, 0), s, NULL);
    db_finish(s);
    char *text = g_strdup(digest_end(&digest));
    digest_clear(&digest);
    g_ptr_array_unref(layouts);
    return text;
}

static void check_digest(struct db *db, const char *sql, const char *wanted) {
    g_autofree char *got = digest_of(db, sql);
    g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, wanted, -1);
    check_text(got, sum, wanted);
}

static void check_unlike(struct db *db, const char *one, const char *other) {
    g_autofree char *a = digest_of(db, one), *b = digest_of(db, other);
    check(strcmp(a, b) != 0, "%s | %s", one, other);
}

static void test_digest(void) {
    struct failure f = {0};
    struct db *db = new_database("rows.db", &f);
    check_digest(db, "SELECT 1, 2, 3, 4, 5 WHERE 1 = 0", "");
    check_digest(db, "SELECT " BLOB ", 'ab', NULL, 1, 0", "36:" ID "2:ab-1:11:0");
    check_digest(db, "SELECT NULL, '', 'ü', 0, -86401", "-0:2:ü1:06:-86401");
    check_digest(db, "SELECT NULL, 'a', 'b', NULL, 9223372036854775807",
                 "-1:a1:b-19:9223372036854775807");
    check_digest(db, "VALUES (NULL, 'a', 'b', 0, 7), (NULL, 'c', NULL, 1, NULL)",
                 "-1:a1:b1:01:7-1:c-1:1-");
    check_unlike(db, "SELECT NULL, 'ab', 'c', 0, 0", "SELECT NULL, 'a', 'bc', 0, 0");
    check_unlike(db, "SELECT NULL, NULL, 'x', 0, 0", "SELECT NULL, '', 'x', 0, 0");
    check_unlike(db, "SELECT NULL, 'a', 'x', 0, 0",
                 "SELECT NULL, CAST(x'6100' AS TEXT), 'x', 0, 0");
    check_unlike(db, "VALUES (NULL, 'a', 'b', 0, 0), (NULL, 'c', 'd', 0, 0)",
                 "VALUES (NULL, 'c', 'd', 0, 0), (NULL, 'a', 'b', 0, 0)");
    db_close(db);
    failure_clear(&f);
}

static void remove_all(void) {
    g_autoptr(GDir) entries = g_dir_open(directory, 0, NULL);
    const char *name;
    while ((name = g_dir_read_name(entries))) {
        g_autofree char *path = g_build_filename(directory, name, NULL);
        g_unlink(path);
    }
    g_rmdir(directory);
    g_free(directory);
}

int main(void) {
    directory = g_dir_make_tmp("coach-XXXXXX", NULL);
    test_steps();
    test_real_schema();
    test_digest();
    remove_all();
    return unit_end();
}
