/* postgres_bulk.c - many rows at once, by COPY in its text format. */
#include "store/postgres.h"

#include <string.h>

#define SEND_AT 65536

struct copy {
    struct statement base;
    struct postgres *db;
    char *table;
    GString *rows; /* not yet sent */
    bool begun;    /* a row, which needs a tabulator before its next value */
    bool open;     /* the server waits for more */
};

static const struct engine copy_engine;

static struct copy *copy(struct statement *s) {
    return (struct copy *)s;
}

/* ---- What is dearer row by row than all at once ---- */

/* Indexes that are no constraint, and references: how to take them away, and how to put them back.
 */
static const char dear[] = POSTGRES_TAKES_LONG
    "SELECT coalesce(string_agg(away, '; '), ''), coalesce(string_agg(back, '; '), '') FROM ("
    "SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS away, "
    "format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, "
    "pg_get_constraintdef(oid)) AS back FROM pg_constraint "
    "WHERE contype = 'f' AND connamespace = 'coach'::regnamespace "
    "UNION ALL SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid) "
    "FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid "
    "WHERE relnamespace = 'coach'::regnamespace "
    "AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)) AS dear";

/* Only this very transaction has seen the tables of a database that it makes, so that nobody misses
 * what it takes away until it ends. */
static coach_status take_away(struct postgres *db) {
    if (!db->unmade || db->put_back)
        return COACH_OK;
    PGresult *rows = NULL;
    coach_status status = postgres_run(db, dear, &rows);
    if (status == COACH_OK) {
        db->put_back = g_strdup(PQgetvalue(rows, 0, 1));
        status = postgres_run(db, PQgetvalue(rows, 0, 0), NULL);
    }
    PQclear(rows);
    return status;
}

coach_status postgres_put_back(struct postgres *db) {
    g_autofree char *sql = g_steal_pointer(&db->put_back);
    return sql ? postgres_run(db, sql, NULL) : COACH_OK;
}

/* ---- Rows ---- */

/* Takes the server's last word on what was sent. */
static coach_status last_word(struct copy *s) {
    coach_status status = COACH_OK;
    PGresult *result;
    s->open = false;
    while ((result = postgres_result(s->db))) {
        if (PQresultStatus(result) != PGRES_COMMAND_OK && status == COACH_OK)
            status = postgres_failed(s->db, result);
        PQclear(result);
    }
    return status;
}

static coach_status send_rows(struct copy *s) {
    struct postgres *db = s->db;
    if (db->interrupted && *db->interrupted)
        return fail(db->base.failure, COACH_INTERRUPTED, NULL, "interrupted");
    if (PQputCopyData(db->connection, s->rows->str, (int)s->rows->len) != 1 || !postgres_flush(db))
        return postgres_failed(db, NULL);
    g_string_truncate(s->rows, 0);
    return COACH_OK;
}

static coach_status step(struct statement *statement, bool *row) {
    struct copy *s = copy(statement);
    g_string_append_c(s->rows, '\n');
    s->begun = false;
    if (row)
        *row = false;
    return s->rows->len >= SEND_AT ? send_rows(s) : COACH_OK;
}

static void reset(struct statement *statement) {
    copy(statement)->begun = false;
}

static void finish(struct statement *statement) {
    struct copy *s = copy(statement);
    if (s->open && PQputCopyEnd(s->db->connection, "broken off") == 1) {
        PGresult *result;
        while ((result = postgres_result(s->db)))
            PQclear(result);
    }
    g_string_free(s->rows, TRUE);
    g_free(s->table);
    g_free(s);
}

/* Where the table counts its rows by itself, it goes on after the last of them. */
static coach_status count_on(struct postgres *db, const char *table) {
    g_autofree char *which = g_strdup_printf(
        "SELECT format('SELECT setval(pg_get_serial_sequence(''coach.%s'', %%L), max(%%I)) FROM %s',"
        " attname, attname) FROM pg_attribute WHERE attrelid = '%s'::regclass AND attidentity <> ''",
        table, table, table);
    PGresult *found = NULL;
    coach_status status = postgres_run(db, which, &found);
    if (status == COACH_OK && PQntuples(found) == 1)
        status = postgres_run(db, PQgetvalue(found, 0, 0), NULL);
    PQclear(found);
    return status;
}

static coach_status bulk_end(struct statement *statement) {
    struct copy *s = copy(statement);
    coach_status status = send_rows(s);
    if (status == COACH_OK && PQputCopyEnd(s->db->connection, NULL) != 1)
        status = postgres_failed(s->db, NULL);
    if (status == COACH_OK)
        status = last_word(s);
    if (status == COACH_OK)
        status = count_on(s->db, s->table);
    finish(statement);
    return status;
}

coach_status postgres_bulk(struct db *base, const char *table, const char *columns, size_t count,
                           struct statement **out) {
    struct postgres *db = (struct postgres *)base;
    (void)count;
    coach_status status = take_away(db);
    if (status != COACH_OK)
        return status;
    g_autofree char *sql = g_strdup_printf("COPY %s (%s) FROM STDIN%s", table, columns,
                                           db->unmade ? " WITH (FREEZE)" : "");
    postgres_read_ahead(db);
    if (!PQsendQuery(db->connection, sql))
        return postgres_failed(db, NULL);
    PGresult *result = postgres_result(db);
    struct copy *s = g_new0(struct copy, 1);
    *s = (struct copy){{&copy_engine},
                       .db = db,
                       .table = g_strdup(table),
                       .rows = g_string_sized_new(2 * SEND_AT)};
    s->open = PQresultStatus(result) == PGRES_COPY_IN;
    if (!s->open) {
        status = postgres_failed(db, result);
        (void)last_word(s);
        finish(&s->base);
    } else {
        *out = &s->base;
    }
    PQclear(result);
    return status;
}

/* ---- Values ---- */

static void put_raw(struct statement *statement, const char *text, size_t length) {
    struct copy *s = copy(statement);
    if (s->begun)
        g_string_append_c(s->rows, '\t');
    s->begun = true;
    g_string_append_len(s->rows, text, (gssize)length);
}

static void bind_null(struct statement *s, int n) {
    (void)n;
    put_raw(s, "\\N", 2);
}

static void bind_text(struct statement *statement, int n, const char *text) {
    static const char letters[] = {['\t'] = 't', ['\n'] = 'n', ['\r'] = 'r', ['\\'] = '\\'};
    if (!text) {
        bind_null(statement, n);
        return;
    }
    size_t plain = strcspn(text, "\t\n\r\\");
    put_raw(statement, text, plain);
    for (text += plain; *text; text += plain + 1) {
        GString *rows = copy(statement)->rows;
        g_string_append_c(rows, '\\');
        g_string_append_c(rows, letters[(unsigned char)*text]);
        plain = strcspn(text + 1, "\t\n\r\\");
        g_string_append_len(rows, text + 1, (gssize)plain);
    }
}

static void bind_integer(struct statement *s, int n, int64_t value) {
    char digits[24];
    g_snprintf(digits, sizeof digits, "%" G_GINT64_FORMAT, value);
    bind_text(s, n, value == INTEGER_NONE ? NULL : digits);
}

static void bind_instant(struct statement *s, int n, int64_t value) {
    char text[INSTANT_TEXT];
    if (value == INTEGER_NONE) {
        bind_null(s, n);
        return;
    }
    postgres_instant(value, text);
    put_raw(s, text, strlen(text));
}

static void bind_boolean(struct statement *s, int n, bool value) {
    (void)n;
    put_raw(s, value ? "t" : "f", 1);
}

static void bind_id(struct statement *s, int n, const struct id *id) {
    char text[ID_TEXT];
    if (id_is_nil(id)) {
        bind_null(s, n);
        return;
    }
    id_format(id, text);
    put_raw(s, text, ID_TEXT - 1);
}

static const struct engine copy_engine = {
    .step = step,
    .reset = reset,
    .finish = finish,
    .bulk_end = bulk_end,
    .bind_null = bind_null,
    .bind_integer = bind_integer,
    .bind_instant = bind_instant,
    .bind_boolean = bind_boolean,
    .bind_id = bind_id,
    .bind_text = bind_text,
    .bind_date = bind_text,
    .bind_decimal = bind_text,
    .bind_json = bind_text,
};
