/* generate.c - writes a practice of a given size, through the library's own calls.
 *
 * generate FILE SESSIONS makes a database in which every trainer has 20 clients and 2,000 sessions,
 * four on each working day, from the first of them to the last in the order in which days pass. Of
 * every trainer's sessions the last in twenty are still to come; the others are completed, most of
 * them with notes and some with a rating, or cancelled, or missed. The same size gives the same
 * practice but for the ids, which are random as everywhere. */
#include "coach.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define NOW "2026-06-01T08:00:00Z"
#define NOW_SECONDS 1780300800 /* a Monday, one hour before the first session of the day */
#define ADMIN "admin@example.org"

enum {
    CLIENTS = 20,    /* of each trainer */
    SESSIONS = 2000, /* of each trainer */
    COMING = 20,     /* one in so many is still to come */
    A_DAY = 4,
    BATCH = 5000,
    DAY = 86400,
    HOUR = 3600,
};

static const char *const first_names[] = {"Anna",  "Ben",  "Chloé", "David", "Elif", "Fatma",
                                          "Georg", "Hana", "Igor",  "Jana",  "Kofi", "Léa",
                                          "Mats",  "Nora", "Omar",  "Petra", "Quin", "Renée",
                                          "Sven",  "Tuba", "Uwe",   "Vera",  "Wim",  "Zoë"};
static const char *const last_names[] = {"Almeida", "Berg",    "Çelik",  "Dupont", "Eriksen",
                                         "Fischer", "García",  "Hansen", "Ito",    "Jansen",
                                         "Keller",  "Larsson", "Müller", "Novák",  "Okafor",
                                         "Papp",    "Rossi",   "Smith",  "Tanaka"};
static const char *const titles[] = {
    "Squats",       "Deadlift technique", "Mobility",           "Intervals",
    "Running form", "Kettlebells",        "Core and balance",   "Check-in",
    "Bench press",  "Return to sport",    "Career: next steps", "Presentation practice"};
static const char *const types[] = {"ONE_ON_ONE", "ONE_ON_ONE", "ONE_ON_ONE",
                                    "ONE_ON_ONE", "CHECK_IN",   "ASSESSMENT"};
static const char *const places[] = {"Hall 1", "Hall 2", "Studio by the river", NULL, NULL};
static const char *const notes[] = {"5 x 5 at 60 kg, last set hard",
                                    "Left knee is better; two minutes more of warm-up",
                                    "Slept badly, so we kept it short and easy today", NULL};
static const char *const feedback[] = {"Best one so far", "Good, a little fast at the end", NULL,
                                       NULL};
static const char *const zones[] = {"Europe/Berlin", "UTC", "America/New_York", "Asia/Tokyo"};

#define PICK(list) list[next_random() % (sizeof(list) / sizeof(list)[0])]

struct practice {
    coach *coach;
    size_t trainers, sessions;
    coach_id *relationships; /* of each trainer, one after the other */
    size_t at, end;          /* the batch in hand */
};

static uint64_t state = 20260601;

static uint64_t next_random(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state >> 16;
}

/* ---- People ---- */

static coach_status add_trainer(struct practice *p, size_t trainer) {
    char email[64], rate[16];
    coach_id id;
    snprintf(email, sizeof email, "trainer%zu@example.org", trainer);
    snprintf(rate, sizeof rate, "%d.50", (int)(40 + next_random() % 60));
    coach_trainer_request r = {
        .user = email,
        .first_name = PICK(first_names),
        .last_name = PICK(last_names),
        .hourly_rate = rate,
        .currency = "EUR",
    };
    coach_status status = coach_trainer_add(p->coach, &r, &id);
    coach_user_request zone = {.time_zone = zones[trainer % 4]};
    return status == COACH_OK ? coach_user_edit(p->coach, email, &zone, &id) : status;
}

static coach_status add_client(struct practice *p, size_t trainer, size_t client) {
    char email[64], trainer_email[64];
    coach_id id;
    snprintf(email, sizeof email, "client%zu-%zu@example.org", trainer, client);
    snprintf(trainer_email, sizeof trainer_email, "trainer%zu@example.org", trainer);
    coach_user_request user = {
        .email = email, .first_name = PICK(first_names), .last_name = PICK(last_names)};
    coach_status status = coach_user_add(p->coach, &user, &id);
    coach_relationship_request relationship = {.client_id = email,
                                               .trainer_id = trainer_email,
                                               .relationship_type = "IN_PERSON",
                                               .started_at = "2020-01-01"};
    if (status == COACH_OK)
        status = coach_relationship_start(p->coach, &relationship,
                                          &p->relationships[trainer * CLIENTS + client]);
    return status;
}

static coach_status add_people(coach *c, void *data) {
    struct practice *p = data;
    coach_status status = COACH_OK;
    (void)c;
    for (size_t i = p->at; status == COACH_OK && i < p->end; i++) {
        size_t trainer = i / CLIENTS, client = i % CLIENTS;
        if (client == 0)
            status = add_trainer(p, trainer);
        if (status == COACH_OK)
            status = add_client(p, trainer, client);
    }
    return status;
}

/* ---- Sessions ---- */

/* When a trainer's nth session is: on working days, counted from the first that is still to come.
 */
static int64_t begins(size_t n, size_t past) {
    int64_t before = (int64_t)((past + A_DAY - 1) / A_DAY);
    int64_t day = (int64_t)(n / A_DAY) - before;
    int64_t week = day >= 0 ? day / 5 : (day - 4) / 5;
    return NOW_SECONDS + (week * 7 + (day - week * 5)) * DAY + (int64_t)(1 + n % A_DAY * 2) * HOUR;
}

static void write_instant(int64_t instant, char *out, size_t size) {
    time_t seconds = (time_t)instant;
    struct tm t;
    strftime(out, size, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&seconds, &t));
}

/* What became of a session that is over. */
static coach_status close_session(coach *c, coach_id *id, int64_t end) {
    char at[32];
    unsigned fate = (unsigned)(next_random() % 100);
    write_instant(end, at, sizeof at);
    if (fate < 4)
        return coach_session_no_show(c, id->text, id);
    coach_cancelling cancelling = {.cancel_reason = "down with flu",
                                   .late = fate < 7 ? COACH_LATE : COACH_NOT_LATE};
    if (fate < 14)
        return coach_session_cancel(c, id->text, &cancelling, id);
    coach_status status = coach_session_complete(c, id->text, at, PICK(notes), id);
    return status == COACH_OK && fate < 40
               ? coach_session_feedback(c, id->text, fate % 2 ? "5" : "4", PICK(feedback), id)
               : status;
}

static coach_status add_session(struct practice *p, size_t i) {
    size_t trainer = i % p->trainers, n = i / p->trainers;
    size_t of_trainer = (p->sessions + p->trainers - 1) / p->trainers,
           past = of_trainer - of_trainer / COMING;
    size_t client = (n * 7 + n / CLIENTS) % CLIENTS;
    char at[32];
    coach_id id;
    int64_t start = begins(n, past);
    write_instant(start, at, sizeof at);
    coach_session_request r = {
        .relationship = p->relationships[trainer * CLIENTS + client].text,
        .title = PICK(titles),
        .description =
            next_random() % 4 ? NULL : "Warm-up, three rounds, and ten minutes to cool down",
        .scheduled_at = at,
        .session_type = PICK(types),
        .location = PICK(places),
    };
    coach_status status = coach_session_schedule(p->coach, &r, &id);
    if (status == COACH_OK && start < NOW_SECONDS)
        return close_session(p->coach, &id, start + HOUR);
    return status == COACH_OK && next_random() % 3 == 0
               ? coach_session_confirm(p->coach, id.text, &id)
               : status;
}

static coach_status add_sessions(coach *c, void *data) {
    struct practice *p = data;
    coach_status status = COACH_OK;
    (void)c;
    for (size_t i = p->at; status == COACH_OK && i < p->end; i++)
        status = add_session(p, i);
    return status;
}

/* ---- The whole ---- */

static int failed(const coach *c) {
    fprintf(stderr, "generate: %s\n", coach_last_failure(c)->message);
    return 1;
}

static coach_status first_user(coach *c, void *data) {
    coach_user_request r = {.email = ADMIN, .first_name = "Ada", .last_name = "Min"};
    return coach_init(c, &r, data);
}

static int create(const coach_settings *settings) {
    coach *c;
    coach_id id;
    coach_status status = coach_new(settings, &c);
    if (status == COACH_OK)
        status = coach_open(c, COACH_CREATE);
    if (status == COACH_OK)
        status = coach_transact(c, COACH_CREATE, first_user, &id);
    int code = status == COACH_OK ? 0 : failed(c);
    coach_free(c);
    return code;
}

static coach_status in_batches(struct practice *p, size_t count, coach_work work) {
    coach_status status = COACH_OK;
    for (p->at = 0; status == COACH_OK && p->at < count; p->at = p->end) {
        p->end = p->at + BATCH < count ? p->at + BATCH : count;
        status = coach_transact(p->coach, COACH_WRITE, work, p);
        if (isatty(STDERR_FILENO))
            fprintf(stderr, "\r%zu of %zu ", p->end, count);
    }
    return status;
}

static int fill(const coach_settings *settings, size_t sessions) {
    struct practice p = {.sessions = sessions, .trainers = (sessions + SESSIONS - 1) / SESSIONS};
    p.relationships = calloc(p.trainers * CLIENTS, sizeof *p.relationships);
    if (!p.relationships)
        abort();
    coach_status status = coach_new(settings, &p.coach);
    if (status == COACH_OK)
        status = coach_open(p.coach, COACH_WRITE);
    if (status == COACH_OK)
        status = in_batches(&p, p.trainers * CLIENTS, add_people);
    if (status == COACH_OK)
        status = in_batches(&p, sessions, add_sessions);
    int code = status == COACH_OK ? 0 : failed(p.coach);
    coach_free(p.coach);
    free(p.relationships);
    return code;
}

int main(int argc, char **argv) {
    size_t sessions = argc == 3 ? strtoul(argv[2], NULL, 10) : 0;
    if (!sessions) {
        fprintf(stderr, "usage: %s FILE SESSIONS\n", argv[0]);
        return 2;
    }
    coach_settings settings = {.database = argv[1],
                               .actor = ADMIN,
                               .time_zone = "UTC",
                               .clock = NOW,
                               .busy_timeout_ms = 5000};
    int code = create(&settings);
    return code ? code : fill(&settings, sessions);
}
