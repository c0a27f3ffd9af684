/* postgres_open.c - what goes over the connection to a server, and what is said of its failures. */
#include "store/postgres.h"

#include "base/address.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#define STOP_US 2000000 /* for how long a server may take to stop when it is asked to */
#define LOOK_MS 250     /* how often a wait looks whether the program is to stop */

/* ---- Failures ---- */

char *postgres_one_line(const char *text) {
    g_autofree char *trimmed = g_strstrip(g_strdup(text ? text : ""));
    g_auto(GStrv) lines = g_strsplit(trimmed, "\n", -1);
    for (char **line = lines; *line; line++)
        g_strstrip(*line);
    return g_strjoinv("; ", lines);
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
    db->base.denied = g_str_equal(state, "42501") || g_str_has_prefix(state, "23") ||
                      g_str_has_prefix(state, "22");
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
    g_autofree char *why = postgres_one_line(PQerrorMessage(db->connection));
    return fail(db->base.failure, COACH_STORAGE, NULL, "%s: %s", db->name, why);
}

/* ---- Waiting ---- */

static bool stopping(const struct postgres *db) {
    return db->interrupted && *db->interrupted;
}

/* Waits for the server, which may be as silent as the connection: in a thread, which ends with the
 * program if not before. */
static gpointer ask(gpointer cancel) {
    char error[256];
    (void)PQcancel(cancel, error, sizeof error);
    PQfreeCancel(cancel);
    return NULL;
}

/* Asks the server to stop, and leaves it when it has not done so in time. */
static void stop(struct postgres *db) {
    if (db->cut_at == 0) {
        PGcancel *cancel = PQgetCancel(db->connection);
        GThread *thread = cancel ? g_thread_try_new("cancel", ask, cancel, NULL) : NULL;
        if (thread)
            g_thread_unref(thread);
        else
            PQfreeCancel(cancel);
        db->cut_at = g_get_monotonic_time() + STOP_US;
    } else if (g_get_monotonic_time() > db->cut_at) {
        (void)shutdown(PQsocket(db->connection), SHUT_RDWR);
    }
}

/* False: the connection is lost. */
static bool wait_a_little(struct postgres *db, bool sending) {
    struct pollfd socket = {.fd = PQsocket(db->connection),
                            .events = (short)(POLLIN | (sending ? POLLOUT : 0))};
    if (stopping(db))
        stop(db);
    int ready = poll(&socket, 1, LOOK_MS);
    if (ready < 0)
        return errno == EINTR;
    return !(socket.revents & ~POLLOUT) || PQconsumeInput(db->connection);
}

bool postgres_flush(struct postgres *db) {
    int unsent;
    while ((unsent = PQflush(db->connection)) > 0)
        if (!wait_a_little(db, true))
            return false;
    return unsent == 0;
}

PGresult *postgres_result(struct postgres *db) {
    if (postgres_flush(db))
        while (PQisBusy(db->connection) && wait_a_little(db, false))
            ;
    return PQgetResult(db->connection);
}

coach_status postgres_run(struct postgres *db, const char *sql, PGresult **last) {
    coach_status status = COACH_OK;
    PGresult *result, *rows = NULL;
    postgres_read_ahead(db);
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

/* ---- The engine's own ---- */

coach_status postgres_open(const struct db_options *options, struct failure *f, struct db **out) {
    struct postgres *db = g_new0(struct postgres, 1);
    *db = (struct postgres){
        .base = {.engine = &postgres_engine, .failure = f, .rehearse = options->rehearse},
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
