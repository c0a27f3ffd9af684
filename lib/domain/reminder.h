/* reminder.h - a reminder in memory, and what is known while reminders are sent. */
#ifndef DOMAIN_REMINDER_H
#define DOMAIN_REMINDER_H

#include "domain/domain.h"
#include "schedule/quiet.h"

enum reminder_kind { REMINDER_UPCOMING, REMINDER_FOLLOWUP, REMINDER_FEEDBACK, REMINDER_KINDS };

enum reminder_status {
    REMINDER_DUE, /* in what is only rehearsed */
    REMINDER_CLAIMED,
    REMINDER_SENT,
    REMINDER_RETRY,
    REMINDER_FAILED,
};

#define REMINDER_ATTEMPTS 8

struct reminder {
    struct base base;
    struct id session_id, recipient_id;
    int kind, status;
    int64_t planned_at, attempts, claimed_at, next_at, sent_at;
    char *error;
};

extern const char *const reminder_kinds[]; /* in the order of enum reminder_kind; NULL-terminated */

enum role { ROLE_CLIENT, ROLE_TRAINER, ROLES };

/* What may be due, or over: it is looked at again when it is claimed. */
struct candidate {
    int kind, role;
    bool over;    /* it was begun, and is to be given up */
    struct id id; /* of the session; where it is over, of the reminder */
    struct id trainer;
};

struct coach_reminding {
    coach *c;
    bool kinds[REMINDER_KINDS], roles[ROLES];
    int64_t within;    /* seconds */
    struct id trainer; /* nil: all */
    struct quiet quiet;
    bool is_quiet;        /* there are quiet hours */
    GArray *candidates;   /* struct candidate */
    guint next;           /* of them */
    GArray *claimed;      /* struct id: of reminders */
    coach_reminder shown; /* the one in hand; its texts stand in texts */
    GStringChunk *texts;
    GHashTable *zones; /* zones_new() */
    char time[48];
};

#endif
