/* session_book.h - many sessions booked at once, each by the checks of one. */
#ifndef DOMAIN_SESSION_BOOK_H
#define DOMAIN_SESSION_BOOK_H

#include "domain/relationship.h"
#include "domain/session.h"

enum on_clash {
    CLASH_REFUSES, /* one that clashes keeps all from being booked; every clash is named */
    CLASH_SKIPS,  /* the others, where there are any, are booked; each that is not is a problem() */
    CLASH_SHIFTS, /* it is moved to the first free time later on its day, in steps of a quarter of
                     an hour, so that it also ends that day; else to its own hour of one of the
                     next seven days; each is a problem(). One that finds none refuses all */
};

struct booking_rules {
    enum on_clash on_clash;
    bool force;     /* without looking whether anybody is busy */
    int64_t before; /* what is moved begins before; 0: whenever */
};

struct booking {
    struct session session; /* as session_fill() leaves it; its texts are the array's */
    int64_t planned;        /* when it was to begin; set by session_book_all() */
    bool booked;
    char *clash; /* why it could not begin as planned, a line for people; NULL: it could */
};

/* An array of struct booking, which clears them. */
GArray *bookings_new(void);

/* Appends an empty one, to be filled. It stays where it is until the next is added. */
struct session *bookings_add(GArray *bookings);

/* Books sessions of one relationship, inside a transaction, in the order of the array. Also what
 * clashes with another of them is found. Appends the ids of what is booked to c->changed.
 * COACH_CONFLICT with a hint for every clash; COACH_REFUSED where the relationship takes no such
 * session. */
coach_status session_book_all(coach *c, const struct relationship *r, GArray *bookings,
                              const struct booking_rules *rules);

#endif
