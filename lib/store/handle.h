/* handle.h - struct coach: what every call of the library works with. */
#ifndef STORE_HANDLE_H
#define STORE_HANDLE_H

#include "store/db.h"
#include <glib.h>

struct zone;
struct table;

struct coach {
    struct failure failure;
    struct db *db; /* NULL until opened */
    char *database, *actor_text;
    struct id actor;   /* nil until somebody writes */
    int64_t now;       /* the clock stands still during a call of the program */
    struct zone *zone; /* in which times are shown, and read where nothing nearer is known */
    struct zone *near; /* the zone of the trainer at hand, while a request is read; else NULL */
    bool clock_stands; /* also from call to call */
    GHashTable *zones; /* name → struct zone: those that people live in; NULL: none yet */
    int64_t as_of;     /* what is read is as it stood then; INTEGER_NONE: as it stands */
    bool asked;        /* nothing may be changed: see coach_settings */
    bool rehearse;     /* changes are taken back at the end */
    bool wipe;         /* something was erased: it is to leave the database's files too */
    bool zone_asked;   /* zone was said for this very call, so that it wins over near */
    int busy_timeout_ms, session_minutes, cancel_window_minutes;
    const volatile sig_atomic_t *interrupted;
    GHashTable *labels[COACH_NOUN_COUNT]; /* struct id → what people call the row; filled as rows
                                             are shown */
    /* the statements that add rows, and that load one; filled as they are needed */
    char *inserts[COACH_NOUN_COUNT], *loads[COACH_NOUN_COUNT];
    struct {
        const struct table *table; /* NULL: none */
        char *which;
        struct id id;
    } found; /* the row that was meant last: often it is asked for twice */
    coach_status (*before_commit)(struct coach *c, void *data); /* NULL: nothing */
    void *before_commit_data;
    char *command; /* what the operation is, as a line for people */
    struct {
        int64_t number, changes; /* of this transaction; 0: nothing has been written yet */
        int64_t undoes;          /* the operation that is taken back; 0: none */
    } operation;
    GPtrArray *notes;    /* char *: what was understood */
    GPtrArray *problems; /* of domain/problem.c: what a batch could not take as asked */
    GArray *changed;     /* struct id: the rows that a change of many has made or changed */
};

/* The table that holds a noun. Set by domain/, which knows them all. */
const struct table *table_of(coach_noun noun);

/* The table of that name in the database; NULL: no noun has it. */
const struct table *table_called(const char *name);

#endif
