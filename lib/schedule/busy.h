/* busy.h - when is this person busy? The one answer for booking, moving, restoring, free slots and
 * all that plans time. */
#ifndef SCHEDULE_BUSY_H
#define SCHEDULE_BUSY_H

#include "store/handle.h"

#define SESSION_SHORTEST 300
#define SESSION_LONGEST 86400

/* The condition under which a session occupies its time. */
#define SESSION_OCCUPIES                                                                           \
    "is_active AND (status = 'SCHEDULED' OR status = 'CONFIRMED' OR status = 'IN_PROGRESS')"

struct busy_person {
    struct id user;
    struct id
        trainer;      /* as which trainer they are asked: the hours of work count; nil: as client */
    bool keeps_hours; /* the trainer has set any */
    int64_t buffer;   /* seconds that are kept free around each of their sessions */
};

enum busy_kind {
    BUSY_SESSION,
    BUSY_TIME_OFF,
    BUSY_CLOSED, /* outside the hours of work */
};

struct busy_span {
    int64_t from, to; /* what is taken, half-open; around a session with the buffer */
    enum busy_kind kind;
    struct id id; /* of the session or time off; nil: closed, or the login may know no more than the
                     time, within what was asked */
    char *text;   /* the title; the reason, or NULL */
    int64_t starts_at, ends_at; /* as they are kept, without any buffer */
    bool group;                 /* a GROUP session, of */
    struct id trainer, client;  /* these two */
};

/* Two people who are to meet, as busy_read() wants them: one statement. */
coach_status busy_people(coach *c, const struct id *trainer, const struct id *client,
                         struct busy_person *as_trainer, struct busy_person *as_client);

/* An array of struct busy_span that frees their texts. */
GArray *busy_spans_new(void);

/* Appends all that keeps a person busy between two instants, as trainer or as client: sessions and
 * time off as they begin, then what is closed. One statement of three index lookups, however many
 * sessions there are, and another one for a trainer who has set hours. */
coach_status busy_read(coach *c, const struct busy_person *person, int64_t from, int64_t to,
                       GArray *spans);

/* What the hours of a trainer who has set some say of the day of an instant: "works 09:00 to 12:00
 * on Mondays (Europe/Berlin)". *said is the caller's. */
coach_status busy_hours(coach *c, const struct id *trainer, int64_t instant, char **said);

#endif
