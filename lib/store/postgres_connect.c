/* postgres_connect.c - the connection to a server: made, and given up where it does not come about.
 */
#include "store/postgres.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#define CONNECT_SECONDS 10 /* for a host, where the address does not say connect_timeout */
#define LOOK_MS 250        /* how often a wait looks whether the program is to stop */

/* ---- The address ---- */

static coach_status unreachable(struct postgres *db, const char *reason) {
    g_autofree char *line = postgres_one_line(reason);
    return fail(db->base.failure, COACH_STORAGE, NULL, "%s cannot be reached: %s", db->name, line);
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
    for (; options && options->keyword; options++)
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
        g_autofree char *line = postgres_one_line(why);
        PQfreemem(why);
        return not_an_address(db, line);
    }
    const char *host = part_of(options, "host");
    *quotable = g_str_equal(db->address, db->name) ||
                (part_of(options, "password") && !(host && strchr(host, '@')));
    PQconninfoFree(options);
    return COACH_OK;
}

/* ---- Hosts ---- */

/* A list without its first members; one member alone holds for all hosts. */
static const char *without_first(const char *list, int count) {
    for (; list && count > 0 && strchr(list, ','); count--)
        list = strchr(list, ',') + 1;
    return list;
}

static const char *hosts_of(const PQconninfoOption *options) {
    const char *list = part_of(options, "host");
    if (!list)
        list = part_of(options, "hostaddr");
    return list ? list : "";
}

static int count_hosts(const PQconninfoOption *options) {
    int count = 1;
    for (const char *list = hosts_of(options); (list = strchr(list, ',')); list++)
        count++;
    return count;
}

/* How many hosts have been tried, up to the present one, which is not of the first `skip`. */
static int tried(PGconn *connection, const PQconninfoOption *options, int skip) {
    g_auto(GStrv) hosts = g_strsplit(without_first(hosts_of(options), skip), ",", -1);
    for (int i = 0; hosts[i]; i++)
        if (g_strcmp0(hosts[i], PQhost(connection)) == 0)
            return skip + i + 1;
    return skip + 1;
}

/* ---- Waiting ---- */

static void be_quiet(void *data, const PGresult *notice) {
    (void)data;
    (void)notice;
}

/* options: what the first connection was begun with, or NULL. */
static coach_status start(struct postgres *db, const PQconninfoOption *options, int skip) {
    static const char *const names[] = {
        "dbname", "client_encoding", "fallback_application_name", "host", "hostaddr", "port", NULL};
    const char *const values[] = {db->address,
                                  "UTF8",
                                  "coach",
                                  without_first(part_of(options, "host"), skip),
                                  without_first(part_of(options, "hostaddr"), skip),
                                  without_first(part_of(options, "port"), skip),
                                  NULL};
    PQfinish(db->connection);
    db->streaming = NULL;
    db->cut_at = 0;
    db->connection = PQconnectStartParams(names, values, 1);
    if (!db->connection)
        return fail(db->base.failure, COACH_STORAGE, NULL, "out of memory");
    PQsetNoticeReceiver(db->connection, be_quiet, NULL);
    return COACH_OK;
}

static gint64 time_allowed(const PQconninfoOption *options) {
    const char *text = part_of(options, "connect_timeout");
    int seconds = text ? atoi(text) : 0;
    return (gint64)(seconds > 0 ? seconds : CONNECT_SECONDS) * G_USEC_PER_SEC;
}

enum outcome { CONNECTED, SILENT, FAILED };

/* Waits until the connection stands, or does not. libpq itself goes on to the next host where one
 * refuses, each of which has its own time. */
static enum outcome wait_for_connection(const struct postgres *db, gint64 allowed) {
    PGconn *connection = db->connection;
    const char *host = NULL;
    gint64 until = 0;
    PostgresPollingStatusType next = PGRES_POLLING_WRITING;
    if (PQstatus(connection) == CONNECTION_BAD)
        return FAILED;
    while (next != PGRES_POLLING_OK) {
        struct pollfd socket = {.fd = PQsocket(connection),
                                .events = next == PGRES_POLLING_READING ? POLLIN : POLLOUT};
        if (host != PQhost(connection)) {
            host = PQhost(connection);
            until = g_get_monotonic_time() + allowed;
        }
        if (db->interrupted && *db->interrupted)
            return FAILED;
        if (g_get_monotonic_time() > until)
            return SILENT;
        int ready = poll(&socket, 1, LOOK_MS);
        if (ready < 0 && errno != EINTR)
            return FAILED;
        if (ready > 0)
            next = PQconnectPoll(connection);
        if (next == PGRES_POLLING_FAILED)
            return FAILED;
    }
    return PQsetnonblocking(connection, 1) == 0 ? CONNECTED : FAILED;
}

/* ---- Connecting ---- */

/* Waits for the first host that answers. */
static coach_status first_to_answer(struct postgres *db, const PQconninfoOption *options) {
    coach_status status = COACH_OK;
    enum outcome outcome = wait_for_connection(db, time_allowed(options));
    int hosts = count_hosts(options);
    int skip = tried(db->connection, options, 0);
    while (outcome == SILENT && skip < hosts) {
        status = start(db, options, skip);
        if (status != COACH_OK)
            return status;
        outcome = wait_for_connection(db, time_allowed(options));
        skip = tried(db->connection, options, skip);
    }
    if (db->interrupted && *db->interrupted)
        return fail(db->base.failure, COACH_INTERRUPTED, NULL, "interrupted");
    if (outcome == CONNECTED)
        return COACH_OK;
    return unreachable(db,
                       outcome == SILENT ? "it does not answer" : PQerrorMessage(db->connection));
}

coach_status postgres_connect(struct postgres *db) {
    bool quotable = false;
    coach_status status = check_address(db, &quotable);
    if (status == COACH_OK)
        status = start(db, NULL, 0);
    if (status != COACH_OK)
        return status;
    if (PQstatus(db->connection) == CONNECTION_BAD) {
        g_autofree char *why = postgres_one_line(PQerrorMessage(db->connection));
        return quotable ? unreachable(db, why) : not_an_address(db, why);
    }
    PQconninfoOption *options = PQconninfo(db->connection);
    status = first_to_answer(db, options);
    PQconninfoFree(options);
    return status;
}
