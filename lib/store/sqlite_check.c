/* sqlite_check.c - what is wrong with a database file: its pages and rows, its references, the
 * tables themselves, and who may read it. */
#include "store/files.h"
#include "store/sqlite.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static void tell(const struct file_check *how, struct file_fault fault) {
    how->fault(how->data, &fault);
}

/* What SQLite cannot read is a fault as well. true: go on. */
static bool readable(struct sqlite *db, const struct file_check *how, int code,
                     coach_status *status) {
    if (code == SQLITE_OK || code == SQLITE_DONE)
        return true;
    if ((code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB)
        tell(how, (struct file_fault){.check = "integrity", .problem = sqlite3_errmsg(db->sqlite)});
    else
        *status = sqlite_failed(db, code);
    return false;
}

/* ---- Pages, rows, indexes ---- */

/* The index that does not agree with its table, which is what it is made of; NULL: it is something
 * else that is wrong. */
static const char *index_of(const char *problem) {
    static const char missing[] = " missing from index ", count[] = "wrong # of entries in index ";
    const char *found = g_str_has_prefix(problem, "row ") ? strstr(problem, missing) : NULL;
    return found                              ? found + strlen(missing)
           : g_str_has_prefix(problem, count) ? problem + strlen(count)
                                              : NULL;
}

/* What SQLite finds: lines, and the names of indexes. */
struct findings {
    GPtrArray *problems, *indexes;
};

static void take_problem(struct findings *found, const char *problem) {
    const char *name = index_of(problem);
    if (name && !g_ptr_array_find_with_equal_func(found->indexes, name, g_str_equal, NULL))
        g_ptr_array_add(found->indexes, g_strdup(name));
    else if (!name && strcmp(problem, "ok") != 0)
        g_ptr_array_add(found->problems, g_strdup(problem));
}

/* false: it cannot be read. */
static bool find_problems(struct sqlite *db, const struct file_check *how, struct findings *found,
                          coach_status *status) {
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(db->sqlite, "PRAGMA integrity_check(1000)", -1, &s, NULL);
    while (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
        const char *problem = (const char *)sqlite3_column_text(s, 0);
        if (problem)
            take_problem(found, problem);
        code = SQLITE_OK;
    }
    bool read = readable(db, how, code, status);
    sqlite3_finalize(s);
    return read;
}

static bool is_of_row(const char *problem) {
    return g_str_has_prefix(problem, "CHECK constraint failed") ||
           g_str_has_prefix(problem, "NULL value in");
}

/* Makes indexes anew; false: a table does not let itself be indexed, or not all is well then. */
static bool make_indexes(struct sqlite *db, const struct file_check *how, const GPtrArray *names,
                         coach_status *status) {
    g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free),
                         indexes = g_ptr_array_new_with_free_func(g_free);
    int code = SQLITE_OK;
    for (guint i = 0; code == SQLITE_OK && i < names->len; i++) {
        char *sql = sqlite3_mprintf("REINDEX \"%w\"", g_ptr_array_index(names, i));
        code = sql ? sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL) : SQLITE_NOMEM;
        sqlite3_free(sql);
    }
    if ((code & 0xff) == SQLITE_CONSTRAINT || !readable(db, how, code, status))
        return false;
    struct findings after = {problems, indexes};
    return find_problems(db, how, &after, status) && indexes->len == 0;
}

/* Where more is wrong than indexes, the tables may be too, and they stay. */
static coach_status check_integrity(struct sqlite *db, const struct file_check *how) {
    g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free),
                         indexes = g_ptr_array_new_with_free_func(g_free);
    struct findings found = {problems, indexes};
    coach_status status = COACH_OK;
    bool fixable = find_problems(db, how, &found, &status);
    for (guint i = 0; i < problems->len; i++) {
        const char *problem = g_ptr_array_index(problems, i);
        bool row = is_of_row(problem);
        fixable = fixable && row;
        tell(how,
             (struct file_fault){.check = row ? "constraint" : "integrity", .problem = problem});
    }
    bool mend = fixable && how->mend_indexes && indexes->len > 0;
    bool mended = mend && make_indexes(db, how, indexes, &status);
    for (guint i = 0; status == COACH_OK && i < indexes->len; i++) {
        g_autofree char *problem = g_strdup_printf("the index %s is not that of its table",
                                                   (char *)g_ptr_array_index(indexes, i));
        tell(how, (struct file_fault){.check = "integrity",
                                      .problem = problem,
                                      .fixable = fixable && mended == mend,
                                      .mended = mended});
    }
    return status;
}

/* ---- References ---- */

static struct id id_of_row(struct sqlite *db, const char *table, int64_t row) {
    struct id id = {{0}};
    sqlite3_stmt *s = NULL;
    char *sql = sqlite3_mprintf("SELECT id FROM \"%w\" WHERE rowid = %lld", table, row);
    if (sql && sqlite3_prepare_v2(db->sqlite, sql, -1, &s, NULL) == SQLITE_OK &&
        sqlite3_step(s) == SQLITE_ROW && sqlite3_column_bytes(s, 0) == ID_BYTES)
        memcpy(id.bytes, sqlite3_column_blob(s, 0), ID_BYTES);
    sqlite3_finalize(s);
    sqlite3_free(sql);
    return id;
}

static coach_status check_references(struct sqlite *db, const struct file_check *how) {
    sqlite3_stmt *s = NULL;
    coach_status status = COACH_OK;
    int code = sqlite3_prepare_v2(db->sqlite, "PRAGMA foreign_key_check", -1, &s, NULL);
    while (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
        const char *table = (const char *)sqlite3_column_text(s, 0);
        g_autofree char *problem =
            g_strdup_printf("refers to a row of %s that is not there", sqlite3_column_text(s, 2));
        tell(how, (struct file_fault){.check = "reference",
                                      .table = table,
                                      .id = id_of_row(db, table, sqlite3_column_int64(s, 1)),
                                      .problem = problem});
        code = SQLITE_OK;
    }
    (void)readable(db, how, code, &status);
    sqlite3_finalize(s);
    return status;
}

/* ---- Tables ---- */

/* What a database is made of: name → type and SQL. Statistics that another program left do no harm.
 */
static int read_schema(sqlite3 *sqlite, GHashTable *schema) {
    static const char objects[] =
        "SELECT name, type || ' ' || coalesce(sql, '') FROM sqlite_schema WHERE "
        "NOT (type = 'index' AND sql IS NULL) AND NOT (type = 'table' AND name LIKE 'sqlite\\_stat_' "
        "ESCAPE '\\')";
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(sqlite, objects, -1, &s, NULL);
    while (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
        g_hash_table_replace(schema, g_strdup((const char *)sqlite3_column_text(s, 0)),
                             g_strdup((const char *)sqlite3_column_text(s, 1)));
        code = SQLITE_OK;
    }
    sqlite3_finalize(s);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

/* What the steps make in a database of their own, in memory. */
static coach_status wanted_schema(struct sqlite *db, int64_t version, GHashTable *schema) {
    struct sqlite own = {.base = {.engine = &sqlite_engine, .failure = db->base.failure},
                         .path = db->path};
    int code =
        sqlite3_open_v2(":memory:", &own.sqlite, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, NULL);
    coach_status status = code == SQLITE_OK ? COACH_OK : sqlite_failed(db, code);
    if (status == COACH_OK)
        status = sqlite_run_steps(&own, 0, version);
    if (status == COACH_OK && (code = read_schema(own.sqlite, schema)) != SQLITE_OK)
        status = sqlite_failed(db, code);
    sqlite3_close_v2(own.sqlite);
    return status;
}

static void compare(const struct file_check *how, GHashTable *wanted, GHashTable *there) {
    g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(wanted), (GCompareFunc)strcmp);
    for (GList *at = names; at; at = at->next) {
        const char *is = g_hash_table_lookup(there, at->data);
        g_autofree char *problem =
            g_strdup_printf("%s is %s", (char *)at->data, is ? "not as coach makes it" : "missing");
        if (g_strcmp0(is, g_hash_table_lookup(wanted, at->data)) != 0)
            tell(how, (struct file_fault){.check = "schema", .problem = problem});
    }
}

/* What a file made for coach by somebody else may hold. */
static void find_strangers(const struct file_check *how, GHashTable *wanted, GHashTable *there) {
    g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(there), (GCompareFunc)strcmp);
    for (GList *at = names; at; at = at->next) {
        const char *sql = g_hash_table_lookup(there, at->data);
        g_autofree char *type = g_strndup(sql, strcspn(sql, " "));
        g_autofree char *problem =
            g_strdup_printf("the %s %s does not belong there", type, (char *)at->data);
        if (!g_hash_table_contains(wanted, at->data))
            tell(how, (struct file_fault){.check = "extra", .problem = problem});
    }
}

static coach_status check_schema(struct sqlite *db, const struct file_check *how, bool *usable) {
    g_autoptr(GHashTable) wanted = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autoptr(GHashTable) there = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    int64_t version;
    coach_status status = sqlite_number(db, "PRAGMA user_version", &version);
    if (status == COACH_OK)
        status = wanted_schema(db, version, wanted);
    if (status != COACH_OK)
        return status;
    *usable = readable(db, how, read_schema(db->sqlite, there), &status);
    if (*usable) {
        compare(how, wanted, there);
        find_strangers(how, wanted, there);
    }
    return status;
}

/* ---- Files ---- */

static void check_mode(const struct file_check *how, const char *path, mode_t unwanted,
                       const char *who) {
    struct stat info;
    if (stat(path, &info) != 0 || !(info.st_mode & unwanted))
        return;
    g_autofree char *problem =
        g_strdup_printf("%s has mode %04o: others may %s", path, info.st_mode & 07777, who);
    bool done = how->mend_modes && g_chmod(path, info.st_mode & 07777 & ~unwanted) == 0;
    tell(how,
         (struct file_fault){.check = "mode", .problem = problem, .fixable = true, .mended = done});
}

/* A directory that many write to, such as /tmp, keeps each from the files of others. */
static void check_modes(struct sqlite *db, const struct file_check *how) {
    struct stat info;
    g_autofree char *journal = g_strconcat(db->path, "-journal", NULL);
    g_autofree char *directory = g_path_get_dirname(db->path);
    check_mode(how, db->path, 0077, "use it");
    check_mode(how, journal, 0077, "use it");
    if (stat(directory, &info) == 0 && !(info.st_mode & S_ISVTX))
        check_mode(how, directory, 0022, "write to it");
}

coach_status sqlite_check(struct db *base, const struct file_check *how) {
    struct sqlite *db = (struct sqlite *)base;
    bool usable = false;
    coach_status status = sqlite_run(db, "PRAGMA cache_size = -131072"); /* every page is read */
    if (status == COACH_OK)
        status = check_schema(db, how, &usable);
    if (status == COACH_OK && usable && !how->quick)
        status = check_integrity(db, how);
    if (status == COACH_OK && usable && !how->quick)
        status = check_references(db, how);
    if (status == COACH_OK && how->modes)
        check_modes(db, how);
    return status;
}
