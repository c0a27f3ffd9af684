/* coach.h - the public interface of libcoach, the records of a coaching or training practice.
 *
 * A program makes one handle with coach_new(), opens its database with coach_open(), calls, and
 * frees it. Every text that goes in or comes out is NUL-terminated UTF-8. Every instant is a number
 * of seconds since 1970-01-01T00:00:00Z. Every date is ten characters, "2026-12-01".
 *
 * Calls that can fail return a coach_status. When it is not COACH_OK nothing in the database has
 * changed, the outputs are untouched, and coach_last_failure() says what was wrong, of which field,
 * and what to do next.
 *
 * A handle belongs to one thread at a time. */
#ifndef COACH_H
#define COACH_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#pragma GCC visibility push(default)

#define COACH_CHECKED __attribute__((warn_unused_result))
#define COACH_VERSION "0.1.0"

typedef struct coach coach;
typedef struct coach_cursor coach_cursor;

typedef enum coach_status {
    COACH_OK,
    COACH_CONFLICT,    /* a duplicate, or a clash with another row */
    COACH_REFUSED,     /* a rule of the domain, or a move that is not allowed */
    COACH_USAGE,       /* the request makes no sense as a whole */
    COACH_INVALID,     /* a value does not fit its field */
    COACH_NOT_FOUND,   /* no such row */
    COACH_AMBIGUOUS,   /* more than one row fits */
    COACH_STORAGE,     /* no database, locked too long, damaged, newer, full, not permitted */
    COACH_PARTIAL,     /* a batch of which a part failed */
    COACH_INTERRUPTED, /* the program asked to stop */
} coach_status;

/* What went wrong. Texts, NULL for hint and field only, live until the next call on the handle. */
typedef struct coach_failure {
    coach_status status;
    const char *message; /* one line, no full stop */
    const char *hint;    /* lines of a next step, or NULL */
    const char *field;   /* the field's name as coach_field gives it, or NULL */
} coach_failure;

/* ---- The handle ---- */

/* Work inside a transaction: see coach_transact(). */
typedef coach_status (*coach_work)(coach *c, void *data);

typedef struct coach_settings {
    const char *database; /* a path, or the address of a server; a path is never read as a URI */
    const char *actor;    /* the acting user: e-mail, id or prefix; NULL where nothing is written */
    const char *time_zone; /* IANA: of times without a zone, read and shown; NULL: the system's */
    const char *asked_time_zone; /* said for this one call: wins over a trainer's own zone */
    const char *clock;   /* a WHEN text at which the clock stands still; NULL: the system's clock */
    int busy_timeout_ms; /* how long a writer waits for its turn */
    int session_minutes; /* the length of a session where none is given; 0: 60 */
    int cancel_window_minutes; /* cancelling later than this before the start is late; 0: never */
    const char *command; /* what the history calls whatever is written: the command line; NULL:
                            "(library)" */
    const char *as_of;   /* a WHEN text: what is read is as it stood then, by the history and the
                            clock; no more can   be done then but reading. NULL: as it stands */
    bool asked;    /* a change of this database that is not committed waits for the program: refuse
                      any other one, which would wait for that */
    bool rehearse; /* do the work of every change, and take it back: coach_transact() succeeds */
    const volatile sig_atomic_t *interrupted; /* looked at during long work; may be NULL */
    coach_work before_commit; /* called at the end of each transaction that has written to the
                                 history, before it is committed or, rehearsed, taken back: all but
                                 COACH_OK takes it back. May be NULL */
    void *before_commit_data;
} coach_settings;

typedef enum coach_access {
    COACH_READ,
    COACH_WRITE,
    COACH_CREATE,   /* the database must not exist yet */
    COACH_PEEK,     /* reading only: an older database is refused rather than upgraded */
    COACH_REHEARSE, /* for coach_transact(): writing that is taken back, and succeeds all the same
                     */
} coach_access;

/* Makes a handle. Settings are copied, but for `interrupted`. Fails for an unknown time zone; *out
 * is then a handle all the same, which carries the failure and can only be freed. */
COACH_CHECKED coach_status coach_new(const coach_settings *settings, coach **out);

/* Other settings for what follows on the same handle, but for the database and how long it is
 * waited for. In a transaction, what it was begun with stays: who acts, the command, as_of and
 * rehearse are to be the same. */
COACH_CHECKED coach_status coach_adjust(coach *c, const coach_settings *settings);

/* Opens the database; upgrades an older one after keeping a copy. COACH_USAGE: "host=…" is none. */
COACH_CHECKED coach_status coach_open(coach *c, coach_access access);

/* Closes the database and frees the handle. Takes NULL. Cursors must be closed before. */
void coach_free(coach *c);
const coach_failure *coach_last_failure(const coach *c);

/* What a call understood of the times it was given, a line each, for people: the n-th, or NULL. */
const char *coach_note(const coach *c, size_t n);

/* What of many things a call could not take, or did otherwise than it was asked, a line each: the
 * n-th, or NULL. Programs are to know it too: the rows do not say it. */
const char *coach_problem(const coach *c, size_t n);

/* The same in parts, as rows of COACH_PROBLEM: in which file, where it stands, and why. */
COACH_CHECKED coach_status coach_problems(coach *c, coach_cursor **out);

/* Runs several calls in one transaction. The engine may ask for work to be run again, from the
 * start, so it must print and keep nothing. Returns what work does; all but COACH_OK rolls back. */
COACH_CHECKED coach_status coach_transact(coach *c, coach_access access, coach_work work,
                                          void *data);

/* ---- What is kept: nouns and their fields ---- */

typedef enum coach_noun {
    COACH_NO_NOUN,
    COACH_USER,
    COACH_TRAINER,
    COACH_CATEGORY,
    COACH_TAG,
    COACH_VISIBILITY,
    COACH_PROGRAM,
    COACH_RELATIONSHIP,
    COACH_SESSION,
    COACH_SERIES, /* read only: made and changed with its sessions */
    COACH_PLAN,
    COACH_PROGRAM_SESSION,
    COACH_AVAILABILITY,
    COACH_TIME_OFF,
    COACH_SLOT,     /* a time in which people are free: see coach_slots() */
    COACH_REMINDER, /* what was sent to remind somebody; read only, but for coach_remind_…() */
    COACH_STATUS,   /* what needs attention; read only */
    COACH_AGENDA,   /* the sessions of a span of days; read only */
    COACH_TRAINER_CATEGORY, /* what trainers, categories and tags have to do with each other: made
                               and changed by coach_trainer_…() */
    COACH_TRAINER_TAG,
    COACH_CALENDAR_LINK, /* for which event of another calendar a session stands */
    COACH_OPERATION,     /* what was done; read only */
    COACH_DIFFERENCE,    /* one field of a row that an operation changed: see coach_differences() */
    COACH_BLAME,         /* one field of a row, and who set it: see coach_blame() */
    COACH_MIGRATION,     /* what was copied to another database: see coach_migrate() */
    COACH_BACKUP,        /* a copy of the database: see coach_backup_make() */
    COACH_FAULT,         /* something that is wrong with the database: see coach_doctor() */
    COACH_IMPORTED,      /* how many records were taken in: see coach_import_data() */
    COACH_PROBLEM,       /* something that could not be taken: see coach_problems() */
    COACH_NOUN_COUNT,
} coach_noun;

typedef enum coach_type {
    COACH_TYPE_UUID,
    COACH_TYPE_LINE, /* text of one line */
    COACH_TYPE_TEXT, /* text that may hold newlines and tabs */
    COACH_TYPE_EMAIL,
    COACH_TYPE_ENUM,
    COACH_TYPE_BOOLEAN,
    COACH_TYPE_INTEGER,
    COACH_TYPE_DECIMAL,  /* exact, as digits */
    COACH_TYPE_CURRENCY, /* ISO 4217 */
    COACH_TYPE_ZONE,     /* IANA */
    COACH_TYPE_INSTANT,
    COACH_TYPE_DATE,
    COACH_TYPE_JSON,
    COACH_TYPE_NAMES, /* names of linked rows, one to a line */
} coach_type;

enum {
    COACH_FIELD_OPTIONAL = 1 << 0, /* may be absent; --no-FIELD clears it */
    COACH_FIELD_FILTER = 1 << 1,   /* a list can be filtered by it */
    COACH_FIELD_BRIEF = 1 << 2,    /* shown where there is room for the main things only */
    COACH_FIELD_DERIVED = 1 << 3,  /* computed from other rows; never written */
    COACH_FIELD_SEARCH = 1 << 4,   /* its text is found by a search */
    COACH_FIELD_FILLED = 1 << 5,   /* found out where a new row says nothing */
};

typedef struct coach_field {
    const char *name;  /* "hourly_rate": the column, the JSON key, and with '-' the option */
    const char *alias; /* the short form of the option, "rate", or NULL */
    const char *doc;   /* one line for help and manual, no full stop */
    coach_type type;
    unsigned flags;            /* COACH_FIELD_… */
    int64_t min, max;          /* texts: characters, integers: value; 0, 0: no bound */
    const char *const *values; /* enumerations: NULL-terminated, else NULL */
    const char *initial;       /* what a new row gets where nothing is said, as text, or NULL */
    coach_noun target;         /* references (COACH_TYPE_UUID, COACH_TYPE_NAMES): of which noun */
} coach_field;

const char *coach_noun_name(coach_noun noun);    /* "session" */
const char *coach_noun_article(coach_noun noun); /* "a" or "an" */
const char *coach_noun_time(coach_noun noun); /* its main time, "scheduled_at"; NULL: it has none */
const coach_field *coach_field_at(coach_noun noun, size_t n); /* in order; NULL past the last */
const coach_field *coach_field_named(coach_noun noun, const char *name); /* or alias; or NULL */

/* ---- Reading ---- */

typedef struct coach_view {
    const char *fields; /* "id,title": which columns in which order; NULL: all */
    bool brief;         /* with fields NULL: only those of COACH_FIELD_BRIEF */
    bool short_ids;     /* fill coach_cell.unique */
    bool people;        /* fill coach_cell.of and .value */
} coach_view;

typedef struct coach_filter {
    const char *field; /* a field with COACH_FIELD_FILTER */
    const char *value; /* one value or several with commas, in the forms that a request takes */
} coach_filter;

typedef struct coach_query {
    coach_view view;
    const coach_filter *filters; /* of one field: either holds; of different fields: all hold */
    size_t filter_count;
    const char *from, *to; /* WHEN texts: a half-open span of the noun's main time; NULL: open */
    const char *search; /* found anywhere in the noun's texts, without regard to case and accents */
    const char *sort;   /* a field's name; NULL: the noun's natural order */
    bool reverse;
    bool archived; /* archived rows instead of active ones */
    bool all;      /* archived rows as well */
    bool running; /* also what has begun before `from` and has not ended then; of time off and of an
                     agenda it always is */
    int64_t limit; /* 0: no limit */
    int64_t offset;
} coach_query;

typedef struct coach_cell {
    bool null;
    bool boolean;     /* COACH_TYPE_BOOLEAN */
    int64_t integer;  /* COACH_TYPE_INTEGER, COACH_TYPE_INSTANT */
    const char *text; /* every other type; UUIDs in 36 characters; valid until the next row */
    size_t length;    /* of text, in bytes */
    unsigned unique;  /* UUIDs, with short_ids: how many characters name this row alone, 8 to 36 */
    const coach_field *of; /* COACH_TYPE_JSON of the history, with people: the field whose value it
                              is; else NULL */
    const struct coach_cell *value; /* with of: the same as a cell of that field; where it refers to
                                       a row, what people call that */
} coach_cell;

/* Rows that match, in order. The cursor is the caller's to close. */
COACH_CHECKED coach_status coach_list(coach *c, coach_noun noun, const coach_query *query,
                                      coach_cursor **out);

/* One row, named by id, prefix, e-mail or name as the noun allows; the cursor has just this one. */
COACH_CHECKED coach_status coach_show(coach *c, coach_noun noun, const char *which,
                                      const coach_view *view, coach_cursor **out);

/* The rows that the last change of many made or changed, in order. */
COACH_CHECKED coach_status coach_changed(coach *c, coach_noun noun, const coach_view *view,
                                         coach_cursor **out);

size_t coach_cursor_columns(const coach_cursor *cursor);
const coach_field *coach_cursor_column(const coach_cursor *cursor, size_t n);

/* Steps to the next row: *row has coach_cursor_columns() cells, or is NULL after the last one. */
COACH_CHECKED coach_status coach_cursor_next(coach_cursor *cursor, const coach_cell **row);
void coach_cursor_close(coach_cursor *cursor); /* takes NULL */

/* ---- The agenda ---- */

typedef enum coach_span {
    COACH_DAY,
    COACH_WEEK, /* from Monday */
    COACH_MONTH,
} coach_span;

typedef struct coach_day {
    char date[11];
    char begins[80]; /* the WHEN text of its first moment in the handle's zone */
    int year, month, day;
    int weekday; /* 0 Monday to 6 Sunday */
    int week;    /* of the year, as ISO 8601 counts them */
    bool today;
} coach_day;

enum { COACH_SPAN_DAYS = 31 };

/* The days of the day, week or month that holds an instant, from, a WHEN text (NULL: now).
 * days[*count] is the day after them. The sessions of a span are those that coach_list() gives of
 * COACH_AGENDA, archived ones never, from days[0].begins to days[*count].begins. */
COACH_CHECKED coach_status coach_span_days(coach *c, coach_span span, const char *from,
                                           coach_day days[COACH_SPAN_DAYS + 1], size_t *count);

/* ---- History ---- */

typedef struct coach_log_query {
    coach_query query;
    coach_noun noun; /* with which: only operations that changed this row; NULL: of all rows */
    const char *which;
    int64_t after; /* only operations with a higher number */
    int64_t up_to; /* and none after this one; 0: all */
} coach_log_query;

/* Operations that match, in order. */
COACH_CHECKED coach_status coach_log(coach *c, const coach_log_query *query, coach_cursor **out);

/* The number of the last operation after one, and of the last before which none is missing: on a
 * server a number is given before its operation can be seen. The same as `after`: there is none. */
COACH_CHECKED coach_status coach_log_newest(coach *c, int64_t after, int64_t *newest,
                                            int64_t *settled);

/* One operation, by its number; NULL: the one of the transaction at hand, if it has written. */
COACH_CHECKED coach_status coach_operation(coach *c, const char *operation, const coach_view *view,
                                           coach_cursor **out);

/* What an operation did to each field of each row (COACH_DIFFERENCE), in the order in which it was
 * done; NULL as above. Of rows that it made or removed, the fields that are not absent. */
COACH_CHECKED coach_status coach_differences(coach *c, const char *operation,
                                             const coach_view *view, coach_cursor **out);

/* The rows that the transaction at hand has written, past its first `from` changes, a JSON object a
 * line: "noun", and "before" and "after" with their stored fields, or null where there is no row
 * then. The caller's, for free(). *operation: the number of the operation. */
COACH_CHECKED coach_status coach_written(coach *c, int64_t from, int64_t *operation, char **lines);

/* How many changes the transaction at hand has made so far. */
int64_t coach_written_count(const coach *c);

/* Who set each field of a row as it is now (COACH_BLAME); fields that were set before there was a
 * history have no operation. */
COACH_CHECKED coach_status coach_blame(coach *c, coach_noun noun, const char *which,
                                       const coach_view *view, coach_cursor **out);

/* Takes back an operation with all that it did; NULL: the last one of the acting user that stands
 * and is no undo. Taking back an undo puts back what it took. COACH_REFUSED, with the operation,
 * where a row has changed since; COACH_CONFLICT where time has been taken meanwhile, unless forced.
 * It is an operation itself: coach_operation(c, NULL, …). */
COACH_CHECKED coach_status coach_undo(coach *c, const char *operation, bool force);

/* Takes back the last undo of the acting user that still stands. */
COACH_CHECKED coach_status coach_redo(coach *c, bool force);

/* Everything of one noun that is held about a user: what stands in rows that refer to them, or to
 * rows that do; operations that changed these; as COACH_DIFFERENCE, what the history has of them.
 * *out is NULL where rows of the noun are about nobody. */
COACH_CHECKED coach_status coach_held(coach *c, const char *which, coach_noun noun,
                                      coach_cursor **out);

/* ---- iCalendar ---- */

typedef struct coach_calendar coach_calendar;

typedef struct coach_calendar_piece {
    const char *text; /* lines that end with CRLF; NULL after the last piece */
    size_t length;
    const char *name;      /* apart: a UUID, by which coach knows it; else NULL */
    const char *elsewhere; /* apart: the UID under which another calendar, from which it was
                              imported, has it; else NULL */
    bool changed;          /* it has changed here since, and can be told there */
} coach_calendar_piece;

/* The sessions that match, as RFC 5545 has them, piece by piece: all in one calendar, or apart,
 * each piece a calendar of one UID. Of the query, view, order and limit are not looked at. What is
 * the trainer's alone is left out. The calendar is the caller's to close. */
COACH_CHECKED coach_status coach_calendar_open(coach *c, const coach_query *query, bool apart,
                                               coach_calendar **out);
COACH_CHECKED coach_status coach_calendar_next(coach_calendar *calendar,
                                               coach_calendar_piece *piece);
void coach_calendar_close(coach_calendar *calendar); /* takes NULL */

/* Which event a session is in a calendar that is written: what another copy of it must have to be
 * taken for the same, and for no older one. */
typedef struct coach_event {
    char *uid;
    bool recurs;           /* it is an occurrence of a series: */
    int64_t recurrence_id; /* when the rule lets it begin */
    int64_t sequence;
    const char *status; /* "TENTATIVE", "CONFIRMED" or "CANCELLED" */
} coach_event;

/* The event of a session, by its whole id. The UID is the caller's, for free(). */
COACH_CHECKED coach_status coach_calendar_event(coach *c, const char *session, coach_event *out);

/* Whether a piece is to take the place of what a file of the same UID holds: where they differ, and
 * the other one, by its SEQUENCE and LAST-MODIFIED, is not the later one. */
bool coach_calendar_replaces(const coach_calendar_piece *piece, const char *there, size_t length);

/* Whether a UID is that of a session or a series, archived ones too: what coach writes under it is
 * its own. */
COACH_CHECKED coach_status coach_calendar_owns(coach *c, const char *uid, bool *owns);

/* The UID of the first event of an iCalendar text, which ends with a NUL; *uid is NULL where there
 * is none. The caller's, for free(). */
COACH_CHECKED coach_status coach_calendar_uid(coach *c, const char *text, size_t length,
                                              char **uid);

typedef struct coach_import {
    const char *trainer, *client; /* whose sessions they are; new ones need both */
    const char *session_type;     /* of new ones; NULL: ONE_ON_ONE */
    bool force;                   /* also where somebody is busy */
} coach_import;

typedef struct coach_imported {
    size_t made, changed, cancelled, same;
    size_t failed; /* events */
    size_t unread; /* files that are no calendars */
} coach_imported;

typedef struct coach_text {
    const char *name; /* of the file, for what is said of it; or NULL */
    const char *bytes;
    size_t length;
    const char *problem; /* one line that says why it could not be read; NULL: it was */
} coach_text;

/* Takes the events of iCalendar texts: by their UID, those that are known change their sessions,
 * where they are not older; others make new ones. What coach has changed itself meanwhile stays.
 * The same again changes nothing. Sessions that are moved in one call make room for each other. An
 * event that cannot be taken is counted as failed, and coach_problem() names it; the others are
 * taken. coach_changed() gives the sessions. A text that is no calendar, or could not be read, is
 * such a problem too where it has a name; without one (NULL) it is COACH_INVALID. */
COACH_CHECKED coach_status coach_calendar_import(coach *c, const coach_import *how,
                                                 const coach_text *texts, size_t count,
                                                 coach_imported *counts);

/* ---- Writing ----
 *
 * A request names the fields that it sets, each as text in the form that the field's type prints:
 * dates and instants also in every form of WHEN, references in every form of "which one", booleans
 * as true and false. NULL leaves a field as it is, or gives a new row its initial value;
 * COACH_CLEAR makes an optional field absent. A request for a new row gives the required ones. */

extern const char COACH_CLEAR[];

typedef struct coach_id {
    char text[37];
} coach_id;

typedef struct coach_user_request {
    const char *email, *first_name, *last_name, *date_of_birth, *phone, *notes, *time_zone,
        *visibility_id;
    const char *db_role; /* the login on a database server that is this user's */
} coach_user_request;

typedef struct coach_trainer_request {
    const char *user;                   /* adding: which user */
    const char *first_name, *last_name; /* adding: makes the user where there is none */
    const char *specializations, *bio, *hourly_rate, *currency, *certifications, *is_independent,
        *accepts_new_clients, *buffer_minutes, *visibility_id;
} coach_trainer_request;

/* Categories, tags and visibilities take name and description; programs take all. */
typedef struct coach_label_request {
    const char *name, *description, *notes, *visibility_id;
} coach_label_request;

typedef struct coach_relationship_request {
    const char *client_id, *trainer_id;
    const char *status, *relationship_type, *started_at, *ended_at, *notes, *end_reason;
    bool force; /* also with a trainer who takes no new clients, or with somebody archived */
} coach_relationship_request;

/* How far a change of a session goes that belongs to a series: what is done or past stays. */
typedef enum coach_extent {
    COACH_THIS_ONE,
    COACH_FOLLOWING, /* and those that come after it in the series */
    COACH_WHOLE,     /* all of the series */
} coach_extent;

typedef struct coach_session_request {
    const char *relationship, *client, *trainer; /* the relationship itself, or whose open one */
    const char *title, *description, *scheduled_at, *session_type, *trainer_notes, *location,
        *time_zone;
    const char *duration, *ends_at; /* the planned length, or the planned end */
    bool force;                     /* also where a person is busy or off, or does not work */
    coach_extent extent;            /* of an edit or a move */
} coach_session_request;

/* How a session recurs: by a rule, or by the plain forms. It begins with the session's own time.
 * The dates of `except` are left out. At most 1,000 sessions. */
typedef struct coach_repeat {
    const char *rule;   /* RFC 5545: "FREQ=WEEKLY;COUNT=12" */
    const char *every;  /* "week", "2 weeks", "month" */
    const char *on;     /* "mon,wed" */
    const char *times;  /* how often: a number */
    const char *until;  /* the last date */
    const char *length; /* for how long: "12w" */
    const char *except; /* dates, with commas */
    bool
        skip_conflicts; /* leave out what clashes, as coach_problem() says, and do not refuse all */
} coach_repeat;

typedef struct coach_program_session_request {
    const char *program_id, *day, *starts, *duration_minutes, *title, *description, *session_type,
        *location;
} coach_program_session_request;

typedef struct coach_plan_request {
    const char *relationship, *client, *trainer;
    const char *name, *description, *program_id, *start_date, *end_date, *status, *goals;
    bool schedule; /* creating: book the sessions of the program, the first day being start_date */
    bool skip_conflicts;  /* leave out those that clash, as coach_problem() says */
    bool shift_conflicts; /* or move them to the next free time, as it says too */
} coach_plan_request;

typedef struct coach_availability_request {
    const char *trainer;
    const char *days;                /* "mon-fri", "sat, sun", "weekdays", "weekend", "daily" */
    const char *hours;               /* "09:00-12:00,14:00-18:00", "none" */
    const char *from_date, *to_date; /* the days between which they hold, both included */
    const char *time_zone;           /* NULL: the trainer's */
} coach_availability_request;

typedef struct coach_time_off_request {
    const char *person; /* a user or a trainer */
    const char *starts_at, *ends_at, *reason;
    bool force; /* also over sessions that are booked */
} coach_time_off_request;

/* Creates the first user of a new database, who is its creator, and the visibilities PUBLIC,
 * CLIENTS and PRIVATE. The database must have been opened with COACH_CREATE. */
COACH_CHECKED coach_status coach_init(coach *c, const coach_user_request *first, coach_id *id);

/* Lets a server decide who may see and do what: makes its roles and their rights, again where they
 * stand. *sql, the library's, is what one transaction ran, or would. COACH_REFUSED for a file. */
COACH_CHECKED coach_status coach_server_setup(coach *c, bool apply, const char **sql);

COACH_CHECKED coach_status coach_user_add(coach *c, const coach_user_request *r, coach_id *id);
COACH_CHECKED coach_status coach_user_edit(coach *c, const char *which, const coach_user_request *r,
                                           coach_id *id);

typedef struct coach_erasing {
    bool yes;             /* it is meant: else COACH_REFUSED, with what it would come to */
    bool cancel_sessions; /* cancel those that are still to come, else COACH_REFUSED */
} coach_erasing;

/* Erases a person: names, addresses and every text about them, from all rows, their history, and
 * the free places of the database's files once the transaction has ended; coach_problem() says
 * where else it may still be. Figures, times and statuses stay. Cannot be undone. COACH_STORAGE
 * where only the files kept it: the same call again tries again. */
COACH_CHECKED coach_status coach_user_erase(coach *c, const char *which, const coach_erasing *how,
                                            coach_id *id);

COACH_CHECKED coach_status coach_trainer_add(coach *c, const coach_trainer_request *r,
                                             coach_id *id);
COACH_CHECKED coach_status coach_trainer_edit(coach *c, const char *which,
                                              const coach_trainer_request *r, coach_id *id);

/* noun: COACH_CATEGORY, COACH_TAG, COACH_VISIBILITY or COACH_PROGRAM. */
COACH_CHECKED coach_status coach_label_add(coach *c, coach_noun noun, const coach_label_request *r,
                                           coach_id *id);
COACH_CHECKED coach_status coach_label_edit(coach *c, coach_noun noun, const char *which,
                                            const coach_label_request *r, coach_id *id);

/* A trainer's categories and tags. primary makes the category the trainer's one primary one, and
 * says so of one that is there already. Adding what is there, removing what is not: refused. */
COACH_CHECKED coach_status coach_trainer_categorize(coach *c, const char *trainer,
                                                    const char *category, bool primary,
                                                    coach_id *id);
COACH_CHECKED coach_status coach_trainer_uncategorize(coach *c, const char *trainer,
                                                      const char *category, coach_id *id);
COACH_CHECKED coach_status coach_trainer_tag(coach *c, const char *trainer, const char *const *tags,
                                             coach_id *id);
COACH_CHECKED coach_status coach_trainer_untag(coach *c, const char *trainer,
                                               const char *const *tags, coach_id *id);

/* Archives a row, or brings it back. Users, trainers and relationships with coming sessions are
 * archived only with force, a session that would occupy a busy hour again brought back only so. */
COACH_CHECKED coach_status coach_archive(coach *c, coach_noun noun, const char *which, bool force,
                                         coach_id *id);
COACH_CHECKED coach_status coach_restore(coach *c, coach_noun noun, const char *which, bool force,
                                         coach_id *id);

COACH_CHECKED coach_status coach_relationship_start(coach *c, const coach_relationship_request *r,
                                                    coach_id *id);
COACH_CHECKED coach_status coach_relationship_edit(coach *c, const char *which,
                                                   const coach_relationship_request *r,
                                                   coach_id *id);
COACH_CHECKED coach_status coach_relationship_activate(coach *c, const char *which, coach_id *id);
COACH_CHECKED coach_status coach_relationship_pause(coach *c, const char *which, coach_id *id);
COACH_CHECKED coach_status coach_relationship_resume(coach *c, const char *which, coach_id *id);

typedef struct coach_ending {
    const char *ended_at;   /* a date; NULL: today */
    const char *end_reason; /* or NULL */
    bool cancel_sessions;   /* cancel the sessions that are still to come */
    bool close_plans;       /* cancel the plans that are still open */
} coach_ending;
COACH_CHECKED coach_status coach_relationship_end(coach *c, const char *which,
                                                  const coach_ending *how, coach_id *id);

COACH_CHECKED coach_status coach_session_schedule(coach *c, const coach_session_request *r,
                                                  coach_id *id);

/* Books a series of sessions, all or none; *id is the series. coach_changed() gives the sessions. A
 * clash refuses all, and the hints name every one, unless they are to be skipped. */
COACH_CHECKED coach_status coach_session_repeat(coach *c, const coach_session_request *r,
                                                const coach_repeat *how, coach_id *id);

/* With an extent beyond this one, coach_changed() gives all sessions that an edit, a move or a
 * cancellation has changed. A move moves each by as much as this one. */
COACH_CHECKED coach_status coach_session_edit(coach *c, const char *which,
                                              const coach_session_request *r, coach_id *id);

/* Moves a session to scheduled_at, for as long as before but for duration or ends_at. */
COACH_CHECKED coach_status coach_session_reschedule(coach *c, const char *which,
                                                    const coach_session_request *r, coach_id *id);
COACH_CHECKED coach_status coach_session_confirm(coach *c, const char *which, coach_id *id);

/* at: when it began or ended; NULL: now. */
COACH_CHECKED coach_status coach_session_start(coach *c, const char *which, const char *at,
                                               coach_id *id);
COACH_CHECKED coach_status coach_session_complete(coach *c, const char *which, const char *at,
                                                  const char *trainer_notes, coach_id *id);
COACH_CHECKED coach_status coach_session_no_show(coach *c, const char *which, coach_id *id);

typedef enum coach_lateness {
    COACH_LATE_BY_WINDOW, /* late when less than the cancel window is left before the start */
    COACH_LATE,
    COACH_NOT_LATE
} coach_lateness;
typedef struct coach_cancelling {
    const char *cancel_reason; /* or NULL */
    coach_lateness late;
    coach_extent extent;
} coach_cancelling;
COACH_CHECKED coach_status coach_session_cancel(coach *c, const char *which,
                                                const coach_cancelling *how, coach_id *id);

/* rating, client_feedback: NULL leaves, COACH_CLEAR takes away. */
COACH_CHECKED coach_status coach_session_feedback(coach *c, const char *which, const char *rating,
                                                  const char *client_feedback, coach_id *id);

/* What a program is made of. Those that are booked already stay as they are. */
COACH_CHECKED coach_status coach_program_session_add(coach *c,
                                                     const coach_program_session_request *r,
                                                     coach_id *id);
COACH_CHECKED coach_status coach_program_session_edit(coach *c, const char *which,
                                                      const coach_program_session_request *r,
                                                      coach_id *id);

/* COACH_CONFLICT, with a hint for each, where sessions to be booked clash. */
COACH_CHECKED coach_status coach_plan_create(coach *c, const coach_plan_request *r, coach_id *id);
COACH_CHECKED coach_status coach_plan_edit(coach *c, const char *which, const coach_plan_request *r,
                                           coach_id *id);
COACH_CHECKED coach_status coach_plan_activate(coach *c, const char *which, coach_id *id);
COACH_CHECKED coach_status coach_plan_pause(coach *c, const char *which, coach_id *id);
COACH_CHECKED coach_status coach_plan_resume(coach *c, const char *which, coach_id *id);

/* cancel_sessions: cancel what was booked for it and is still to come; else it stays booked. */
COACH_CHECKED coach_status coach_plan_complete(coach *c, const char *which, bool cancel_sessions,
                                               coach_id *id);
COACH_CHECKED coach_status coach_plan_cancel(coach *c, const char *which, bool cancel_sessions,
                                             coach_id *id);

/* ---- Hours, time off, free slots ----
 *
 * A trainer with no hours is always available. With some, the hours that were set last count of
 * those that name a day; a day between whose dates none were set is available from midnight to
 * midnight, and one that is named by none of those that hold then is not. */

/* Sets the hours of days. Earlier ones that can never count again are archived. */
COACH_CHECKED coach_status coach_availability_set(coach *c, const coach_availability_request *r,
                                                  coach_id *id);

/* Takes the hours of days away, or all of them where days is NULL; coach_changed() has the rows.
 * COACH_REFUSED where there are none. */
COACH_CHECKED coach_status coach_availability_clear(coach *c, const char *trainer,
                                                    const char *days);

/* Somebody has no time. COACH_CONFLICT where they have sessions then, unless forced.
 * coach_archive() takes it back. */
COACH_CHECKED coach_status coach_time_off_add(coach *c, const coach_time_off_request *r,
                                              coach_id *id);

typedef struct coach_slots_request {
    const char *trainer;
    const char *client;    /* whose relationship with the trainer takes such sessions; or NULL */
    const char *duration;  /* NULL: the usual length of a session */
    const char *from, *to; /* WHEN texts, at most a year apart; NULL: now, a week later */
    const char *step;      /* from one beginning to the next, from midnight on; NULL: 15m */
    const char *buffer; /* the least to keep free around the other sessions of both; NULL: only what
                           each of them keeps anyway */
    const char *time_zone;    /* in which times are read; NULL: the trainer's */
    const char *session_type; /* what kind it is to be; NULL: ONE_ON_ONE */
    int64_t limit;            /* 0: no limit */
} coach_slots_request;

/* The times, between two, in which a session could be booked without force: rows of COACH_SLOT in
 * order, none of them in the past. */
COACH_CHECKED coach_status coach_slots(coach *c, const coach_slots_request *r,
                                       const coach_view *view, coach_cursor **out);

/* ---- Reminders ----
 *
 * Whoever sends reminders begins with what is due, and for one after the other claims it, sends it
 * and says what came of it. A claim is a transaction of its own in which the session is looked at
 * again; of all who try, whenever and however many, one gets it. No transaction runs while it is
 * being sent. A claim of which nothing is said is taken up by others ten minutes later. What was
 * tried eight times, or has not been sent when its time is over, is given up, which is told as one
 * that is claimed.
 *
 * There is one reminder for each session, kind, recipient and planned start. There is none for
 * sessions that were cancelled or archived, or of people who are. UPCOMING is due from `within`
 * before the start until then; FOLLOWUP, and FEEDBACK where there is neither rating nor feedback,
 * for that long after the end of a session that is COMPLETED. In a rehearsal, what is claimed is
 * DUE and stays so. */

typedef struct coach_reminding coach_reminding;

typedef enum coach_recipients {
    COACH_TO_CLIENT,
    COACH_TO_TRAINER,
    COACH_TO_BOTH,
} coach_recipients; /* FEEDBACK is the client's to give, and never asked of another */

typedef struct coach_remind_request {
    const char *kinds;   /* "UPCOMING,FOLLOWUP"; NULL: UPCOMING */
    const char *within;  /* a length of time, "24h"; NULL: that */
    const char *trainer; /* or NULL: of all */
    coach_recipients to;
    const char *quiet_hours; /* "21:00-08:00": held back meanwhile, by the recipient's clock, unless
                                the session begins before they end; NULL: none */
} coach_remind_request;

typedef struct coach_reminder {
    coach_id id, session, recipient;
    const char *kind, *role; /* "UPCOMING"; "client" or "trainer" */
    const char *email, *first_name, *last_name;
    const char *time_zone;  /* the recipient's, else the session's */
    const char *local_time; /* "Tue 2026-12-01 18:00 CET": planned_at in it */
    int64_t planned_at, claimed_at;
    int attempt;          /* from 1 */
    const char *given_up; /* NULL; else why it has failed: there is nothing to send or settle */
} coach_reminder;

typedef enum coach_outcome {
    COACH_OUTCOME_SENT,
    COACH_OUTCOME_RETRY, /* not yet: after a pause that grows, eight times in all */
    COACH_OUTCOME_FAILED,
} coach_outcome;

COACH_CHECKED coach_status coach_remind_begin(coach *c, const coach_remind_request *r,
                                              coach_reminding **out);

/* Claims the next one that is due, which lives until the next call; *out is NULL after the last. */
COACH_CHECKED coach_status coach_remind_claim(coach_reminding *r, const coach_reminder **out);

/* Says what came of the one claimed last. A try after which none is left, or none before the
 * session begins, becomes *outcome COACH_OUTCOME_FAILED. error: one line, cut at 255 characters;
 * NULL where it was sent. */
COACH_CHECKED coach_status coach_remind_settle(coach_reminding *r, coach_outcome *outcome,
                                               const char *error);

/* The rows of what was claimed, in order, as they now stand. */
COACH_CHECKED coach_status coach_remind_rows(coach_reminding *r, const coach_view *view,
                                             coach_cursor **out);
void coach_remind_end(coach_reminding *r); /* takes NULL */

/* ---- Data out and in ----
 *
 * All that is stored of the nouns below, archived rows too. coach_data_noun() gives the n-th, each
 * after those that it refers to, and after the last COACH_NO_NOUN, as coach_data_named() does for a
 * name that is none. A noun's type is how its records go by it: "program_session". */

coach_noun coach_data_noun(size_t n);
coach_noun coach_data_named(const char *type_or_name);
const char *coach_data_type(coach_noun noun); /* NULL: it is none of them */
/* All rows of one of them, in an order that is always the same. */
COACH_CHECKED coach_status coach_export(coach *c, coach_noun noun, coach_cursor **out);

/* Lines of JSON objects; an array of them; values with a first line of names. */
enum { COACH_DATA_JSONL, COACH_DATA_JSON, COACH_DATA_CSV };
/* What is here with other values than a record: is a conflict, stays, or becomes the same. */
enum { COACH_CONFLICT_FAILS, COACH_CONFLICT_SKIPS, COACH_CONFLICT_UPDATES };
/* Days in the cells of csv may be, beside what WHEN takes: nothing, "31/12/2026", "12/31/2026";
 * also with . or - for both marks. */
enum { COACH_DATES_UNSAID, COACH_DATES_DMY, COACH_DATES_MDY };
typedef struct coach_data_source {
    const char *name;                                 /* of the file, for what is said of it */
    int format;                                       /* COACH_DATA_… */
    coach_noun noun;                                  /* COACH_NO_NOUN: each record says it */
    char delimiter;                                   /* of csv */
    int64_t size;                                     /* in bytes, for the progress */
    long (*read)(void *data, char *out, size_t size); /* how many; 0: the end; or -errno */
    int (*rewind)(void *data);                        /* 0, or an errno */
    void *data;
} coach_data_source;

typedef struct coach_data_import {
    const coach_data_source *sources;
    size_t source_count, map_count;
    const char *const *maps; /* "Their Column=our_field"; "Their Column=": it is left out;
                                "Date+Time=our_field": their values, with a blank between */
    int dates;               /* COACH_DATES_… */
    int on_conflict;         /* COACH_CONFLICT_… */
    bool best_effort;        /* take what can be taken */
    bool force;              /* also what was booked by force */
    bool fresh;              /* the database is new: opened with COACH_CREATE */
    void (*progress)(void *data, const char *what, int64_t done, int64_t total); /* may be NULL */
    void *data;
    size_t failed; /* out: how many records were not taken */
} coach_data_import;

/* Takes records in, as one operation. One whose row is here, by its id, or by a name or address
 * that no two have, with all that it gives changes nothing. One with an id is taken as it stands,
 * others are made as if they were added. References are ids, addresses or names, also of later
 * records. What cannot be taken is a coach_problem(), and unless best_effort all fails then. */
COACH_CHECKED coach_status coach_import_data(coach *c, coach_data_import *how,
                                             const coach_view *view, coach_cursor **out);

/* ---- Moving to another database ---- */

typedef struct coach_migration {
    const char *to; /* the address of a database that does not exist yet; NULL: only look at this
                       one, which opening it has upgraded */
    bool copy;      /* leave this one in use */
    void (*progress)(void *data, const char *table, int64_t done, int64_t total); /* may be NULL */
    void *data;
} coach_migration;

/* Copies every row to a new database of any kind, reads all of it back and compares; then marks
 * this one as moved: opening it fails as COACH_STORAGE, and the hint is the new address, without
 * any password. Meanwhile nobody else writes to it. It must be open for writing, or with copy at
 * least for reading, outside any transaction. The cursor has a row for each table. Fails as
 * COACH_CONFLICT where the new one exists already, COACH_REFUSED where both are the same or a row
 * is not taken, COACH_STORAGE where something differs there too. There is then no new one; only
 * where nothing but the mark failed it stands, which the message says. */
COACH_CHECKED coach_status coach_migrate(coach *c, const coach_migration *how,
                                         const coach_view *view, coach_cursor **out);

/* ---- Copies, and what is wrong ---- */

typedef struct coach_backup {
    const char *to; /* a file; or a directory: a new file in it, which is named after the database
                       and the time, "coach-20261207T120000Z.db" */
    int64_t keep;   /* how many such files of this database the directory is to have, which is made
                       where there is none: the oldest are removed; 0: all of them */
    bool replace;   /* also where there is a file of that name */
    bool quick;     /* leave out the checks that take longer than to copy it */
    void (*progress)(void *data, const char *what, int64_t done, int64_t total); /* may be NULL */
    void *data;
} coach_backup;

/* Writes a file that is a database as this one stands, while others write to it, whatever keeps it.
 * It is looked through before it gets its name: pages, rows, references, tables, how many rows each
 * has. The database must be open, outside any transaction. The cursor has one row. */
COACH_CHECKED coach_status coach_backup_make(coach *c, const coach_backup *how,
                                             const coach_view *view, coach_cursor **out);

/* Puts a copy of a database in a file in the place of the handle's own, which must not be open and
 * need not be there; upgraded where it is older. The file is looked through first; what was there
 * is kept beside, as the row says. COACH_REFUSED for a server. */
COACH_CHECKED coach_status coach_backup_restore(coach *c, const char *from, const coach_view *view,
                                                coach_cursor **out);

typedef struct coach_health {
    size_t wrong; /* and not mended */
    size_t mended;
} coach_health;

/* Looks for whatever is wrong with the database: its file, every row by itself and beside others,
 * whether people are in two places at once, the history. The cursor has a row for each;
 * coach_note() tells of what is odd and not wrong. fix: mends what has one right answer, as one
 * operation; what is left is given. The database must be open, for writing with fix, outside any
 * transaction. */
COACH_CHECKED coach_status coach_doctor(coach *c, bool fix, const coach_view *view,
                                        coach_health *health, coach_cursor **out);

/* ---- Tools ---- */

/* Whether a text names a file, rather than a database on a server. The text without any password,
 * to show, and to hand on; and a command line, quoted as for a shell, without those in the names of
 * databases, to show. What these give is the caller's, for free(). */
bool coach_database_is_file(const char *database);
char *coach_database_shown(const char *database);
char *coach_line_shown(const char *line);

/* Whether a path names the file of a database or what is kept beside it, such as its journal, under
 * whatever name: nothing else is to be written there. */
bool coach_database_has_file(const char *database, const char *path);

/* One request of a batch, a line of JSON: {"command":["session","list"],"id":1}. */
typedef struct coach_batch_request {
    char **words; /* of the command; NULL-terminated */
    char *id;     /* JSON, as it is written; NULL: none */
} coach_batch_request;

/* Reads one into an empty struct, which is to be cleared either way: where COACH_INVALID says that
 * it is none, the id may be known all the same. */
COACH_CHECKED coach_status coach_batch_read(coach *c, const char *line, coach_batch_request *out);
void coach_batch_clear(coach_batch_request *request);

/* An expression of jq, and what it makes of JSON. It needs no handle. */
typedef struct coach_jq coach_jq;

/* Gets each result: a string as its text, null as nothing, anything else as JSON without blanks. */
typedef void (*coach_jq_take)(void *data, const char *result, size_t length);

/* COACH_USAGE where jq does not understand it; *out is then one all the same, which carries the
 * failure and can only be freed. interrupted: as in coach_settings. */
COACH_CHECKED coach_status coach_jq_new(const char *expression,
                                        const volatile sig_atomic_t *interrupted, coach_jq **out);

/* Takes a piece of a text of JSON values, each with a line break behind it. COACH_USAGE where the
 * expression fails. Numbers are doubles to jq. */
COACH_CHECKED coach_status coach_jq_feed(coach_jq *jq, const char *json, size_t length,
                                         coach_jq_take take, void *data);
const coach_failure *coach_jq_failure(const coach_jq *jq);
void coach_jq_free(coach_jq *jq); /* takes NULL */

/* Writes an instant as people read it in the handle's zone, "Tue 2026-12-01 18:00 CET", or without
 * the zone at the end. out: at least 48 bytes. */
void coach_local_time(coach *c, int64_t instant, bool zone, char *out, size_t size);

/* The zone in which the handle shows times: "Europe/Berlin"; lives as long as the handle. */
const char *coach_time_zone(const coach *c);

/* Whether it is a time zone of the IANA database on this machine. */
bool coach_zone_known(const char *name);

/* Whether a text says from when to when nobody is to be disturbed: "21:00-08:00". */
bool coach_quiet_hours(const char *text);

/* Reads a length of time of at most a year, "60m", "1h30m", "2h" or "90", into minutes. */
bool coach_duration_minutes(const char *text, int64_t *minutes);

/* The word of a NULL-terminated list that another one, not in it, is meant to be; NULL: none. */
const char *coach_nearest(const char *word, const char *const *known);
/* How many bytes at the start of a text are UTF-8 (U+0000 too): length when all of it is. */
size_t coach_utf8_valid(const char *text, size_t length);

#pragma GCC visibility pop
#ifdef __cplusplus
}
#endif
#endif
