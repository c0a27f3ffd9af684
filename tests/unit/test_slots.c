/* test_slots.c - whatever slots are offered can be booked, and what is not offered cannot.
 *
 * Several trainers and clients with hours in several zones, what they keep free, time off, sessions
 * that fill their days, clocks that change; chosen by chance, and always the same. */
#include "coach.h"
#include "unit.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <stdlib.h>

#define BOOKINGS 1000
#define REFUSALS 300

static coach *c;
static GRand *chance;

static const char *const trainers[] = {"berlin@example.org", "york@example.org", "howe@example.org",
                                       "free@example.org"};
static const char *const clients[] = {"a@example.org", "b@example.org", "c@example.org",
                                      "berlin@example.org"};

static void must(coach_status status, const char *what) {
    if (status == COACH_OK)
        return;
    printf("Bail out! %s: %s\n", what, coach_last_failure(c)->message);
    exit(1);
}

static void set_hours(const char *trainer, const char *days, const char *hours, const char *from,
                      const char *to, const char *zone) {
    coach_availability_request r = {trainer, days, hours, from, to, zone};
    coach_id id;
    must(coach_availability_set(c, &r, &id), hours);
}

static void take_off(const char *person, const char *from, const char *to) {
    coach_time_off_request r = {.person = person, .starts_at = from, .ends_at = to};
    coach_id id;
    must(coach_time_off_add(c, &r, &id), from);
}

static void add_person(const char *email, const char *zone) {
    coach_user_request r = {
        .email = email, .first_name = "Some", .last_name = email, .time_zone = zone};
    coach_id id;
    must(coach_user_add(c, &r, &id), email);
}

static void add_trainer(const char *email, const char *zone, const char *buffer) {
    coach_trainer_request r = {.user = email, .buffer_minutes = buffer};
    coach_id id;
    add_person(email, zone);
    must(coach_trainer_add(c, &r, &id), email);
}

static void add_people(void) {
    coach_id id;
    add_trainer("berlin@example.org", "Europe/Berlin", "15m");
    add_trainer("york@example.org", "America/New_York", "0");
    add_trainer("howe@example.org", "Australia/Lord_Howe", "40m");
    add_trainer("free@example.org", NULL, "5m");
    for (size_t i = 0; i < 3; i++)
        add_person(clients[i], i ? "Asia/Tokyo" : NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(trainers); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(clients); j++) {
            coach_relationship_request r = {
                .client_id = clients[j], .trainer_id = trainers[i], .relationship_type = "ONLINE"};
            if (strcmp(clients[j], trainers[i]) != 0)
                must(coach_relationship_start(c, &r, &id), "relationship");
        }
}

static void add_times(void) {
    set_hours("berlin@example.org", "mon-fri", "09:00-12:00,14:00-18:30", NULL, NULL, NULL);
    set_hours("berlin@example.org", "sat-sun", "00:00-04:00,22:00-24:00", NULL, NULL, NULL);
    set_hours("berlin@example.org", "daily", "none", "2026-10-05", "2026-10-11", NULL);
    set_hours("berlin@example.org", "wed", "10:10-16:50", "2026-10-07", "2026-10-07", NULL);
    set_hours("york@example.org", "daily", "06:00-24:00", NULL, "2026-11-10", NULL);
    set_hours("york@example.org", "sun", "00:00-24:00", "2026-10-20", "2026-11-20",
              "Europe/London");
    set_hours("howe@example.org", "fri-mon", "00:00-24:00", "2026-10-01", NULL, NULL);
    take_off("berlin@example.org", "2026-10-20", "2026-10-22");
    take_off("free@example.org", "2026-10-01 10:00", "2026-10-09 11:07");
    take_off("a@example.org", "2026-10-24 12:00", "2026-10-26 12:00");
    take_off("b@example.org", "2026-11-01 03:33", "2026-11-01 09:00");
}

static const char *one_of(const char *const *words, int count) {
    return words[g_rand_int_range(chance, 0, count)];
}

/* The clock stands at the 28th of September. */
static void random_span(char from[32], char to[32], int longest) {
    int day = g_rand_int_range(chance, 0, 60), length = g_rand_int_range(chance, 1, longest + 1);
    g_snprintf(from, 32, "+%dd%dh", day, g_rand_int_range(chance, 0, 24));
    g_snprintf(to, 32, "+%dd23h", day + length);
}

static coach_status book(const coach_slots_request *slots, int64_t at, const char *duration) {
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(at);
    g_autofree char *text = g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ");
    coach_session_request r = {.client = slots->client,
                               .trainer = slots->trainer,
                               .title = "Squats",
                               .session_type = "ONE_ON_ONE",
                               .scheduled_at = text,
                               .duration = duration};
    coach_id id;
    return coach_session_schedule(c, &r, &id);
}

/* When the slots begin. */
static GArray *offered(const coach_slots_request *r) {
    GArray *times = g_array_new(FALSE, FALSE, sizeof(int64_t));
    coach_view view = {.fields = "starts_at"};
    coach_cursor *cursor;
    const coach_cell *row;
    must(coach_slots(c, r, &view, &cursor), "slots");
    while (coach_cursor_next(cursor, &row) == COACH_OK && row)
        g_array_append_val(times, row[0].integer);
    coach_cursor_close(cursor);
    return times;
}

static coach_slots_request random_request(char from[32], char to[32], int longest) {
    static const char *const lengths[] = {"15m", "20m", "45m", "60m", "60m", "90m", "3h", "5h"};
    coach_slots_request r = {.from = from, .to = to};
    random_span(from, to, longest);
    do {
        r.trainer = one_of(trainers, G_N_ELEMENTS(trainers));
        r.client = one_of(clients, G_N_ELEMENTS(clients));
    } while (strcmp(r.trainer, r.client) == 0);
    r.duration = one_of(lengths, G_N_ELEMENTS(lengths));
    return r;
}

static void test_offered(void) {
    static const char *const steps[] = {"5m", "7m", "15m", "15m", "20m", "60m", "90m", "1d"};
    static const char *const buffers[] = {NULL, NULL, "0", "10m", "45m"};
    int booked = 0, tries = 0, refused = 0;
    while (booked + refused < BOOKINGS && tries++ < 100 * BOOKINGS) {
        char from[32], to[32];
        coach_slots_request r = random_request(from, to, 10);
        r.step = one_of(steps, G_N_ELEMENTS(steps));
        r.buffer = one_of(buffers, G_N_ELEMENTS(buffers));
        g_autoptr(GArray) times = offered(&r);
        if (times->len == 0)
            continue;
        int64_t at = g_array_index(times, int64_t, g_rand_int_range(chance, 0, (int)times->len));
        if (book(&r, at, r.duration) == COACH_OK) {
            booked++;
            continue;
        }
        refused++;
        printf("# %s with %s, %s at %lld: %s\n", r.trainer, r.client, r.duration, (long long)at,
               coach_last_failure(c)->message);
    }
    check_number(booked, BOOKINGS, "whatever was offered is booked");
}

/* Of all minutes of some days, those that are not offered are refused. */
static void test_not_offered(void) {
    const int64_t now = 1790596800; /* 2026-09-28T12:00:00Z */
    int refused = 0, booked = 0;
    for (int tries = 0; refused + booked < REFUSALS && tries < 100 * REFUSALS; tries++) {
        char from[32], to[32];
        coach_slots_request r = random_request(from, to, 1);
        int64_t length, first = now + (int64_t)g_rand_int_range(chance, 0, 60 * 24) * 3600;
        g_snprintf(from, sizeof from, "+%dh", (int)((first - now) / 3600));
        g_snprintf(to, sizeof to, "+%dh", (int)((first - now) / 3600) + 24);
        r.step = "1m";
        if (!coach_duration_minutes(r.duration, &length))
            continue;
        g_autoptr(GArray) times = offered(&r);
        int64_t at = first + 60 * g_rand_int_range(chance, 0, (int)(24 * 60 - length));
        bool is_offered = false;
        for (guint i = 0; i < times->len; i++)
            is_offered |= g_array_index(times, int64_t, i) == at;
        if (is_offered)
            continue;
        coach_status status = book(&r, at, r.duration);
        refused += status == COACH_CONFLICT || status == COACH_REFUSED;
        booked += status == COACH_OK;
        if (status == COACH_OK)
            printf("# %s with %s, %s at %lld was not offered\n", r.trainer, r.client, r.duration,
                   (long long)at);
    }
    check_number(refused, REFUSALS, "what was not offered is refused");
}

int main(void) {
    g_autofree char *directory = g_dir_make_tmp("coach-slots.XXXXXX", NULL);
    g_autofree char *file = g_build_filename(directory, "coach.db", NULL);
    coach_settings settings = {.database = file,
                               .actor = "admin@example.org",
                               .time_zone = "UTC",
                               .clock = "2026-09-28T12:00:00Z",
                               .busy_timeout_ms = 1000};
    coach_user_request first = {
        .email = "admin@example.org", .first_name = "Ada", .last_name = "Admin"};
    coach_id id;
    chance = g_rand_new_with_seed(20261127);
    must(coach_new(&settings, &c), "new");
    must(coach_open(c, COACH_CREATE), "open");
    must(coach_init(c, &first, &id), "init");
    add_people();
    add_times();
    test_offered();
    test_not_offered();
    coach_free(c);
    g_rand_free(chance);
    g_remove(file);
    g_rmdir(directory);
    return unit_end();
}
