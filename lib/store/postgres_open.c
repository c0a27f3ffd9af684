/* postgres_open.c - the connection to a server, and what is said of its failures. */
#include "store/postgres.h"

#include "base/address.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#define CONNECT_SECONDS 10 /* where the address does not say connect_timeout */
#define LOOK_MS 250        /* how often a wait looks whether the program is to stop */

/* ---- Failures ---- */

/* The first line of what the server says, and those after it where there are several. */
static char *one_line(const char *text) {
    g_autofree char *trimmed = g_strstrip(g_strdup(text ? text : ""));
    g_auto(GStrv) lines = g_strsplit(trimmed, "\n", -1);
    for (char **line = lines; *line; line++)
        g_strstrip(*line);
    return g_strjoinv("; ", lines);
}

static coach_status unreachable(struct postgres *db, const char *reason) {
    fail(db->base.failure, COACH_STORAGE, NULL, "%s cannot be reached: %s", db->name, reason);
    return COACH_STORAGE;
}

static coach_status lost(struct postgres *db) {
    fail(db->base.failure, COACH_STORAGE, NULL, "the connection to %s was lost", db->name);
    return fail_hint(db->base.failure, "nothing has been changed; try again");
}

static coach_status locked(struct postgres *db) {
    fail(db->base.failure, COACH_STORAGE, NULL,
         "%s is locked by another program for more than %d ms", db->name, db->busy_timeout_ms);
    return fail_hint(db->base.failure, "try again, or wait longer with -c core.busy_timeout=60000");
}

static coach_status not_permitted(struct postgres *db, const char *message) {
    fail(db->base.failure, COACH_STORAGE, NULL, "%s does not permit that: %s", db->name, message);
    return fail_hint(db->base.failure, "man coach-server says which role may do what");
}

/* Classes of SQLSTATE: PostgreSQL's manual, appendix A. */
static coach_status failed_with(struct postgres *db, const char *state, const char *message) {
    struct failure *f = db->base.failure;
    if (g_str_equal(state, "23505")) {
        fail(f, COACH_CONFLICT, NULL, "there is one like that already (%s)", message);
        return fail_hint(f, "it may be one that your login does not see");
    }
    if (g_str_equal(state, "23503"))
        return fail(f, COACH_CONFLICT, NULL, "a row that is referred to does not exist");
    if (g_str_has_prefix(state, "23") || g_str_has_prefix(state, "22"))
        return fail(f, COACH_REFUSED, NULL, "the database refuses the row (%s)", message);
    if (g_str_equal(state, "40001") || g_str_equal(state, "40P01") || g_str_equal(state, "55P03"))
        return locked(db);
    if (g_str_has_prefix(state, "57P")) /* the server is being stopped, or someone stops this */
        return lost(db);
    if (g_str_equal(state, "42501") || g_str_equal(state, "25006"))
        return not_permitted(db, message);
    if (g_str_equal(state, "53100"))
        return fail(f, COACH_STORAGE, NULL, "the disk that holds %s is full", db->name);
    if (g_str_equal(state, "42P01") || g_str_equal(state, "3F000")) {
        fail(f, COACH_STORAGE, NULL, "there is no database of coach's at %s", db->name);
        return fail_hint(f, "make one: coach init --email E --first-name F --last-name L");
    }
    return fail(f, COACH_STORAGE, NULL, "%s: %s", db->name, message);
}

coach_status postgres_failed(struct postgres *db, const PGresult *result) {
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *message = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    db->base.failed = true;
    g_strlcpy(db->state, state ? state : "", sizeof db->state);
    /* What is there twice because another program was quicker is found by the checks of a second
     * attempt, which name it. */
    db->again = state && (g_str_equal(state, "40001") || g_str_equal(state, "40P01") ||
                          (g_str_equal(state, "23505") && !db->tried));
    if (db->interrupted && *db->interrupted)
        return fail(db->base.failure, COACH_INTERRUPTED, NULL, "interrupted");
    if (PQstatus(db->connection) != CONNECTION_OK)
        return lost(db);
    if (state)
        return failed_with(db, state, message ? message : "");
    g_autofree char *why = one_line(PQerrorMessage(db->connection));
    return fail(db->base.failure, COACH_STORAGE, NULL, "%s: %s", db->name, why);
}

/* ---- Waiting ---- */

static bool stopping(const struct postgres *db) {
    return db->interrupted && *db->interrupted;
}

static void ask_to_stop(const struct postgres *db) {
    char error[256];
    PGcancel *cancel = PQgetCancel(db->connection);
    if (cancel)
        (void)PQcancel(cancel, error, sizeof error);
    PQfreeCancel(cancel);
}

PGresult *postgres_result(struct postgres *db) {
    bool asked = false;
    while (PQisBusy(db->connection)) {
        struct pollfd socket = {.fd = PQsocket(db->connection), .events = POLLIN};
        if (!asked && stopping(db)) {
            ask_to_stop(db);
            asked = true;
        }
        int ready = poll(&socket, 1, LOOK_MS);
        if (ready < 0 && errno != EINTR)
            break;
        if (ready > 0 && !PQconsumeInput(db->connection))
            break;
    }
    return PQgetResult(db->connection);
}

coach_status postgres_run(struct postgres *db, const char *sql, PGresult **last) {
    coach_status status = COACH_OK;
    PGresult *result, *rows = NULL;
    if (!PQsendQuery(db->connection, sql))
        return postgres_failed(db, NULL);
    while ((result = postgres_result(db))) {
        ExecStatusType what = PQresultStatus(result);
        if (what != PGRES_COMMAND_OK && what != PGRES_TUPLES_OK && status == COACH_OK)
            status = postgres_failed(db, result);
        if (what != PGRES_TUPLES_OK) {
            PQclear(result);
            continue;
        }
        PQclear(rows);
        rows = result;
    }
    if (status == COACH_OK && last)
        *last = rows;
    else
        PQclear(rows);
    return status;
}

/* ---- Connecting ---- */

static int seconds_allowed(PGconn *connection) {
    int seconds = CONNECT_SECONDS;
    PQconninfoOption *options = PQconninfo(connection);
    for (const PQconninfoOption *option = options; option && option->keyword; option++)
        if (g_str_equal(option->keyword, "connect_timeout") && option->val && atoi(option->val) > 0)
            seconds = atoi(option->val);
    PQconninfoFree(options);
    return seconds;
}

/* Waits until the connection stands, or does not. NULL, or what went wrong. */
static const char *wait_for_connection(const struct postgres *db, PGconn *connection) {
    gint64 until = g_get_monotonic_time() + (gint64)seconds_allowed(connection) * G_USEC_PER_SEC;
    PostgresPollingStatusType next = PGRES_POLLING_WRITING;
    while (next != PGRES_POLLING_OK) {
        struct pollfd socket = {.fd = PQsocket(connection),
                                .events = next == PGRES_POLLING_READING ? POLLIN : POLLOUT};
        if (stopping(db))
            return "interrupted";
        if (g_get_monotonic_time() > until)
            return "it does not answer";
        int ready = poll(&socket, 1, LOOK_MS);
        if (ready < 0 && errno != EINTR)
            return g_strerror(errno);
        if (ready > 0)
            next = PQconnectPoll(connection);
        if (next == PGRES_POLLING_FAILED)
            return PQerrorMessage(connection);
    }
    return NULL;
}

static coach_status not_an_address(struct postgres *db, const char *why) {
    bool secret = !g_str_equal(db->address, db->name);
    fail(db->base.failure, COACH_STORAGE, NULL, "%s is not the address of a database%s%s", db->name,
         secret ? "" : ": ", secret ? "" : why);
    return fail_hint(
        db->base.failure,
        "postgres://USER@HOST:PORT/DATABASE; passwords are best kept in ~/.pgpass, and "
        "are escaped in an address: %%40 for @, %%2F for /");
}

static const char *part_of(const PQconninfoOption *options, const char *name) {
    for (; options->keyword; options++)
        if (g_str_equal(options->keyword, name))
            return options->val;
    return NULL;
}

/* What libpq says of an address may quote a part of the password that was taken for the host. It is
 * shown only where there is none, or where libpq has found it and the host is free of it. */
static coach_status check_address(struct postgres *db, bool *quotable) {
    char *why = NULL;
    PQconninfoOption *options = PQconninfoParse(db->address, &why);
    if (!options) {
        g_autofree char *line = one_line(why);
        PQfreemem(why);
        return not_an_address(db, line);
    }
    const char *host = part_of(options, "host");
    *quotable = g_str_equal(db->address, db->name) ||
                (part_of(options, "password") && !(host && strchr(host, '@')));
    PQconninfoFree(options);
    return COACH_OK;
}

static void be_quiet(void *data, const PGresult *notice) {
    (void)data;
    (void)notice;
}

coach_status postgres_connect(struct postgres *db) {
    static const char *const names[] = {"dbname", "client_encoding", "fallback_application_name",
                                        NULL};
    const char *const values[] = {db->address, "UTF8", "coach", NULL};
    bool quotable = false;
    coach_status status = check_address(db, &quotable);
    if (status != COACH_OK)
        return status;
    PQfinish(db->connection);
    db->connection = NULL;
    db->streaming = NULL;
    db->connection = PQconnectStartParams(names, values, 1);
    if (!db->connection)
        return fail(db->base.failure, COACH_STORAGE, NULL, "out of memory");
    PQsetNoticeReceiver(db->connection, be_quiet, NULL);
    if (PQstatus(db->connection) == CONNECTION_BAD) {
        g_autofree char *line = one_line(PQerrorMessage(db->connection));
        return quotable ? unreachable(db, line) : not_an_address(db, line);
    }
    const char *failure = wait_for_connection(db, db->connection);
    if (stopping(db))
        return fail(db->base.failure, COACH_INTERRUPTED, NULL, "interrupted");
    if (failure) {
        g_autofree char *line = one_line(failure);
        return unreachable(db, line);
    }
    return COACH_OK;
}

coach_status postgres_open(const struct db_options *options, struct failure *f, struct db **out) {
    struct postgres *db = g_new0(struct postgres, 1);
    *db = (struct postgres){
        .base = {.engine = &postgres_engine, .failure = f},
        .address = g_strdup(options->address),
        .name = address_without_password(options->address),
        .access = options->access,
        .busy_timeout_ms = options->busy_timeout_ms,
        .interrupted = options->interrupted,
        .now = options->now,
        .unmade = options->access == COACH_CREATE,
    };
    coach_status status = postgres_connect(db);
    if (status == COACH_OK)
        *out = &db->base;
    else
        postgres_close(&db->base);
    return status;
}

void postgres_close(struct db *base) {
    struct postgres *db = (struct postgres *)base;
    PQfinish(db->connection);
    g_free(db->address);
    g_free(db->name);
    g_free(db->put_back);
    g_free(db->hidden);
    g_free(db);
}
