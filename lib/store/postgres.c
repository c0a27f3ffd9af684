/* postgres.c - the database contract on PostgreSQL: statements and values.
 *
 * Statements have no names on the server, since a pooler may run each of them in another session.
 * Values go as text both ways. */
#include "store/postgres.h"

#include "base/civil.h"

#include <string.h>

#define MAX_PARAMETERS 64
#define DAY_SECONDS 86400

/* Types, as the server's catalog numbers them (pg_type.dat). */
enum {
    TYPE_ANY = 0,
    TYPE_BOOLEAN = 16,
    TYPE_INTEGER = 20,
    TYPE_TEXT = 25,
    TYPE_JSON = 114,
    TYPE_DATE = 1082,
    TYPE_INSTANT = 1184,
    TYPE_DECIMAL = 1700,
    TYPE_UUID = 2950,
};

extern const char postgres_setup[];

struct query {
    struct statement base;
    struct postgres *db;
    char *sql;
    int count; /* the highest parameter that is bound */
    Oid types[MAX_PARAMETERS];
    const char *values[MAX_PARAMETERS];
    char made[MAX_PARAMETERS][ID_TEXT]; /* values that are written here */
    bool streams, sent;
    bool loose; /* in a transaction that is not the caller's */
    unsigned era;
    GQueue ahead; /* PGresult: rows that had to be read before they were asked for */
    PGresult *result;
    int row, rows;
};

_Static_assert(ID_TEXT > INSTANT_TEXT, "an instant fits where an id does");

static struct query *query(struct statement *s) {
    return (struct query *)s;
}

/* ---- Statements ---- */

static coach_status execute(struct db *base, const char *sql) {
    coach_status status = db_broken(base);
    return status == COACH_OK ? postgres_run((struct postgres *)base, sql, NULL) : status;
}

static coach_status prepare(struct db *base, const char *sql, struct statement **out) {
    struct query *s = g_new0(struct query, 1);
    s->base.engine = &postgres_engine;
    s->db = (struct postgres *)base;
    s->sql = g_strdup(sql);
    g_queue_init(&s->ahead);
    *out = &s->base;
    return COACH_OK;
}

static void stream(struct statement *s) {
    query(s)->streams = true;
}

/* Takes the next result from the server. Nobody may ever look at what it tells, so a failure is
 * noted here. */
static PGresult *receive(struct postgres *db) {
    PGresult *result = postgres_result(db);
    if (result && PQresultStatus(result) == PGRES_FATAL_ERROR && db->base.in_transaction)
        (void)postgres_failed(db, result);
    return result;
}

void postgres_read_ahead(struct postgres *db) {
    struct query *s = db->streaming;
    PGresult *result;
    db->streaming = NULL;
    while (s && (result = receive(db)))
        g_queue_push_tail(&s->ahead, result);
}

static PGresult *next_result(struct query *s) {
    PGresult *result = g_queue_pop_head(&s->ahead);
    if (!result && s->db->streaming == s) {
        result = receive(s->db);
        if (!result)
            s->db->streaming = NULL;
    }
    return result;
}

static coach_status send(struct query *s) {
    struct postgres *db = s->db;
    g_autofree char *sql = postgres_shown(db, s->sql);
    postgres_read_ahead(db);
    if (!PQsendQueryParams(db->connection, sql, s->count, s->types, s->values, NULL, NULL, 0))
        return postgres_failed(db, NULL);
    s->sent = true;
    db->streaming = s;
    if (s->streams)
        (void)PQsetSingleRowMode(db->connection);
    return COACH_OK;
}

/* Takes the next result that holds rows, or the end. */
static coach_status take(struct query *s) {
    coach_status status = COACH_OK;
    PQclear(s->result);
    s->row = s->rows = 0;
    while (status == COACH_OK && (s->result = next_result(s))) {
        ExecStatusType what = PQresultStatus(s->result);
        if (what != PGRES_TUPLES_OK && what != PGRES_SINGLE_TUPLE && what != PGRES_COMMAND_OK)
            status = postgres_failed(s->db, s->result);
        s->rows = PQntuples(s->result);
        if (status != COACH_OK || s->rows > 0)
            break;
        PQclear(s->result);
    }
    if (!s->streams && s->db->streaming == s)
        postgres_read_ahead(s->db);
    return status;
}

/* A statement outside any transaction has one of its own, or that of another one like it. */
static coach_status begin_loose(struct query *s) {
    struct postgres *db = s->db;
    coach_status status = COACH_OK;
    if (db->base.in_transaction || s->loose)
        return COACH_OK;
    if (db->loose == 0) {
        db->base.failed = false;
        status = postgres_begin(db, TRANSACTION_READS);
        if (status != COACH_OK)
            postgres_roll_back(db);
    }
    s->loose = status == COACH_OK;
    s->era = db->loose_era;
    db->loose += s->loose;
    return status;
}

static void end_loose(struct query *s) {
    if (!s->loose)
        return;
    s->loose = false;
    if (s->era == s->db->loose_era && --s->db->loose == 0)
        postgres_roll_back(s->db);
}

void postgres_settle(struct postgres *db) {
    if (db->loose == 0)
        return;
    postgres_read_ahead(db);
    postgres_roll_back(db);
    db->loose = 0;
    db->loose_era++;
}

static coach_status step(struct statement *statement, bool *row) {
    struct query *s = query(statement);
    struct db *base = &s->db->base;
    coach_status status = db_broken(base);
    if (status == COACH_OK && !s->sent)
        status = begin_loose(s);
    if (status == COACH_OK && !s->sent)
        status = send(s);
    if (status == COACH_OK && ++s->row >= s->rows)
        status = take(s);
    if (status == COACH_OK && row)
        *row = s->rows > 0;
    return status;
}

static void reset(struct statement *statement) {
    struct query *s = query(statement);
    PGresult *result;
    while (s->sent && (result = next_result(s)))
        PQclear(result);
    PQclear(s->result);
    end_loose(s);
    s->result = NULL;
    s->row = s->rows = s->count = 0;
    s->sent = false;
    memset(s->types, 0, sizeof s->types);
    memset(s->values, 0, sizeof s->values);
}

static void finish(struct statement *statement) {
    struct query *s = query(statement);
    reset(statement);
    g_free(s->sql);
    g_free(s);
}

/* ---- Binding ---- */

static void bind(struct statement *statement, int n, Oid type, const char *value) {
    struct query *s = query(statement);
    if (n < 1 || n > MAX_PARAMETERS)
        return; /* the server will miss it */
    s->types[n - 1] = type;
    s->values[n - 1] = value;
    s->count = MAX(s->count, n);
}

/* Where the text of a value may be written that lives as long as the statement. */
static char *room(struct statement *s, int n) {
    return query(s)->made[CLAMP(n, 1, MAX_PARAMETERS) - 1];
}

static void bind_null(struct statement *s, int n) {
    bind(s, n, TYPE_ANY, NULL);
}

static void bind_integer(struct statement *s, int n, int64_t value) {
    g_snprintf(room(s, n), ID_TEXT, "%" G_GINT64_FORMAT, value);
    bind(s, n, TYPE_INTEGER, value == INTEGER_NONE ? NULL : room(s, n));
}

/* Writes two digits over those that stand there. */
static void put_two(char *out, int number) {
    out[0] = (char)('0' + number / 10 % 10);
    out[1] = (char)('0' + number % 10);
}

/* Years before 1 are counted backwards from 1 BC. */
void postgres_instant(int64_t value, char out[INSTANT_TEXT]) {
    int64_t days = value / DAY_SECONDS - (value % DAY_SECONDS < 0);
    int second = (int)(value - days * DAY_SECONDS);
    struct civil day = civil_from_days(days);
    if (day.year < 1 || day.year > 9999) {
        g_snprintf(out, INSTANT_TEXT, "%04d-%02d-%02d %02d:%02d:%02d+00%s",
                   day.year > 0 ? day.year : 1 - day.year, day.month, day.day, second / 3600,
                   second / 60 % 60, second % 60, day.year > 0 ? "" : " BC");
        return;
    }
    memcpy(out, "0000-00-00 00:00:00+00", sizeof "0000-00-00 00:00:00+00");
    put_two(out, day.year / 100);
    put_two(out + 2, day.year);
    put_two(out + 5, day.month);
    put_two(out + 8, day.day);
    put_two(out + 11, second / 3600);
    put_two(out + 14, second / 60 % 60);
    put_two(out + 17, second % 60);
}

static void bind_instant(struct statement *s, int n, int64_t value) {
    if (value != INTEGER_NONE)
        postgres_instant(value, room(s, n));
    bind(s, n, TYPE_INSTANT, value == INTEGER_NONE ? NULL : room(s, n));
}

static void bind_boolean(struct statement *s, int n, bool value) {
    bind(s, n, TYPE_BOOLEAN, value ? "t" : "f");
}

static void bind_id(struct statement *s, int n, const struct id *id) {
    id_format(id, room(s, n));
    bind(s, n, TYPE_UUID, id_is_nil(id) ? NULL : room(s, n));
}

static void bind_text(struct statement *s, int n, const char *text) {
    bind(s, n, TYPE_TEXT, text);
}

static void bind_date(struct statement *s, int n, const char *date) {
    bind(s, n, TYPE_DATE, date);
}

static void bind_decimal(struct statement *s, int n, const char *digits) {
    bind(s, n, TYPE_DECIMAL, digits);
}

static void bind_json(struct statement *s, int n, const char *json) {
    bind(s, n, TYPE_JSON, json);
}

/* ---- Reading ---- */

static const char *text(struct statement *statement, int n, size_t *length) {
    struct query *s = query(statement);
    bool null = PQgetisnull(s->result, s->row, n);
    if (length)
        *length = null ? 0 : (size_t)PQgetlength(s->result, s->row, n);
    return null ? NULL : PQgetvalue(s->result, s->row, n);
}

static bool is_null(struct statement *s, int n) {
    return !text(s, n, NULL);
}

static int64_t integer(struct statement *s, int n) {
    const char *digits = text(s, n, NULL);
    return digits ? g_ascii_strtoll(digits, NULL, 10) : INTEGER_NONE;
}

/* Reads digits and steps over what follows them. */
static int part(const char **at) {
    int number = 0;
    while (g_ascii_isdigit(**at))
        number = number * 10 + *(*at)++ - '0';
    *at += **at != '\0';
    return number;
}

/* "2026-12-01 17:00:00+00", and " BC" after it where the year is before 1. */
static int64_t instant(struct statement *s, int n) {
    const char *at = text(s, n, NULL);
    if (!at || !g_ascii_isdigit(*at))
        return INTEGER_NONE;
    bool before = g_str_has_suffix(at, " BC");
    int year = part(&at), month = part(&at), day = part(&at);
    int hour = part(&at), minute = part(&at), second = part(&at);
    return civil_days(before ? 1 - year : year, month, day) * DAY_SECONDS + hour * 3600 +
           minute * 60 + second;
}

static bool boolean(struct statement *s, int n) {
    const char *value = text(s, n, NULL);
    return value && value[0] == 't';
}

static struct id id(struct statement *s, int n) {
    struct id id = {0};
    const char *value = text(s, n, NULL);
    if (value)
        (void)id_parse(value, &id);
    return id;
}

/* ---- The engine ---- */

static coach_status publish(struct db *db) {
    (void)db; /* committed is published */
    return COACH_OK;
}

/* Dead rows are the server's, and so is when they go. */
static coach_status wipe(struct db *base, GPtrArray *left) {
    (void)base;
    g_ptr_array_add(left, g_strdup("the server's files hold it until its VACUUM, its archived "
                                   "logs and backups longer"));
    return COACH_OK;
}

__attribute__((visibility("default"))) const struct engine postgres_engine = {
    .dialect = {.schema = "coach",
                .label_join = "LEFT JOIN LATERAL ($statement) AS $name(label) ON true",
                .lines = "array_to_string(ARRAY($statement), E'\\n')",
                .json_text = "CAST($column AS TEXT) COLLATE \"C\""},
    .open = postgres_open,
    .publish = publish,
    .close = postgres_close,
    .write = postgres_write,
    .read = postgres_read,
    .whole = postgres_whole,
    .mark_moved = postgres_mark_moved,
    .wipe = wipe,
    .login = postgres_login,
    .hides = postgres_hides,
    .setup = postgres_setup,
    .execute = execute,
    .prepare = prepare,
    .stream = stream,
    .step = step,
    .reset = reset,
    .finish = finish,
    .bulk = postgres_bulk,
    .bind_null = bind_null,
    .bind_integer = bind_integer,
    .bind_instant = bind_instant,
    .bind_boolean = bind_boolean,
    .bind_id = bind_id,
    .bind_text = bind_text,
    .bind_date = bind_date,
    .bind_decimal = bind_decimal,
    .bind_json = bind_json,
    .is_null = is_null,
    .integer = integer,
    .instant = instant,
    .boolean = boolean,
    .id = id,
    .text = text,
};
