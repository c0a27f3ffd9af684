/* studio.h - a small practice in a file of memory, for what needs a database. */
#ifndef FUZZ_STUDIO_H
#define FUZZ_STUDIO_H

#include "coach.h"
#include "fuzz.h"

#include <glib/gstdio.h>
#include <unistd.h>

static inline const char *studio_path(void) {
    static char path[64];
    if (!path[0])
        g_snprintf(path, sizeof path, "/dev/shm/coach-fuzz.%d.db", (int)getpid());
    return path;
}

static inline coach *studio_new(const char *path, bool rehearse) {
    coach *c;
    coach_settings settings = {.database = path,
                               .actor = "ada@example.org",
                               .time_zone = "UTC",
                               .clock = "2026-12-07T12:00:00Z",
                               .busy_timeout_ms = 1000,
                               .rehearse = rehearse};
    if (coach_new(&settings, &c) != COACH_OK)
        abort();
    return c;
}

static inline void studio_must(coach *c, coach_status status) {
    if (status == COACH_OK)
        return;
    g_printerr("%s\n", coach_last_failure(c)->message);
    abort();
}

static inline void studio_gone(void) {
    g_autofree char *journal = g_strconcat(studio_path(), "-journal", NULL);
    (void)g_unlink(journal);
    (void)g_unlink(studio_path());
}

static inline coach_status studio_first(coach *c, void *data) {
    coach_user_request ada = {
        .email = "ada@example.org", .first_name = "Ada", .last_name = "Admin"};
    coach_id id;
    (void)data;
    return coach_init(c, &ada, &id);
}

/* Ada trains Ben, today and tomorrow. */
static inline void studio_make(const char *path) {
    coach_id id;
    (void)g_unlink(path);
    (void)atexit(studio_gone);
    coach *c = studio_new(path, false);
    studio_must(c, coach_open(c, COACH_CREATE));
    studio_must(c, coach_transact(c, COACH_CREATE, studio_first, NULL));
    coach_free(c);
    c = studio_new(path, false);
    studio_must(c, coach_open(c, COACH_WRITE));
    studio_must(c, coach_user_add(c,
                                  &(coach_user_request){.email = "ben@example.org",
                                                        .first_name = "Ben",
                                                        .last_name = "Cole"},
                                  &id));
    studio_must(c, coach_trainer_add(c, &(coach_trainer_request){.user = "ada@example.org"}, &id));
    studio_must(
        c, coach_relationship_start(c,
                                    &(coach_relationship_request){.client_id = "ben@example.org",
                                                                  .trainer_id = "ada@example.org",
                                                                  .relationship_type = "ONLINE"},
                                    &id));
    coach_free(c);
}

#endif
