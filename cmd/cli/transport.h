/* transport.h - the program that sends reminders: remind.command. */
#ifndef CLI_TRANSPORT_H
#define CLI_TRANSPORT_H

#include "cli/context.h"

/* A program with its arguments, as the settings have it; no shell is asked. */
struct transport {
    char **argv;    /* argv[0]: its path */
    int timeout_ms; /* after which it is killed, with all that it has started */
};

/* Reads the settings. out->argv is NULL where none is set. COACH_REFUSED where there is no such
 * program. */
COACH_CHECKED coach_status transport_find(struct context *x, struct transport *out);
void transport_clear(struct transport *transport);

/* Gives the program the text on its standard input and waits for its end. Exit status 0 is sent;
 * 75, a program that cannot be run (126, 127), that a signal ends or that takes too long is to be
 * tried again; anything else has failed. *error is then why, the caller's: the last line that the
 * program printed, where there is one. */
coach_outcome transport_send(const struct transport *transport, const char *text, size_t length,
                             char **error);

/* Signals to stop wait, from hold to release, until what has been begun is done. */
struct held_signals;
struct held_signals *signals_hold(void);
bool signals_wait(void); /* whether one has come meanwhile */
void signals_release(struct held_signals *held);

#endif
