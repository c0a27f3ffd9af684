/* context.h - what a verb runs with: settings, the library's handle, and where its rows go. */
#ifndef CLI_CONTEXT_H
#define CLI_CONTEXT_H

#include "cli/config.h"
#include "cli/failure.h"
#include "cli/parse.h"
#include "cli/render.h"
#include "cli/sink.h"
#include "cli/template.h"

#include <glib.h>

struct context {
    const struct command *command;
    const struct context *batch; /* that the command is a request of, whose handle and settings it
                                    has; or NULL */
    struct config *config;
    struct complaint complaint; /* a failure of the program's own; else the handle carries it */
    coach *coach;               /* NULL for verbs that need no database */
    struct sink *out;
    struct style style;
    coach_jq *jq;              /* --jq; or NULL */
    struct template *template; /* --format; or NULL */
    char *database;            /* the path in force */
    bool page;                 /* what was printed may go through a pager */
    bool told;                 /* the answers say what the library has to say beside its rows */
    size_t answered;           /* but for its problems behind so many, which are of the whole */
    bool in_parts;             /* what failed is what the library has to say so */
    bool changed;              /* the change is made: whatever fails now takes nothing back */
    bool looked;          /* said by a verb that opens the database itself: it changes nothing */
    coach_status wanting; /* all went well, and what was looked at is not as it should be: what the
                             program ends with; else COACH_OK */
    struct {
        int64_t from; /* so many changes of the transaction at hand are those of others before it */
        struct hook_call *after; /* the hook to be run after the commit, or NULL */
        GPtrArray *parts; /* before it, those of the requests that are part of the transaction;
                             NULL: none */
    } written;
    GPtrArray *differences; /* char *: what a rehearsal would have changed; NULL: nothing */
    const volatile sig_atomic_t *interrupted;
};

/* Takes over the command line and the configuration: output format and colours. */
void context_init(struct context *x, const struct command *command, struct config *config);
void context_clear(struct context *x);

/* The format of rows and failures. config: needed where the line says nothing. */
enum format context_format(const struct globals *globals, const struct config *config);

/* The database that a command line and configuration mean; NULL where nothing says which. The
 * caller's. */
char *context_database(const struct globals *globals, const struct config *config);

/* Runs the verb: opens the database as the verb needs it, in one transaction, then delivers what it
 * printed. Returns the exit code. */
int context_run(struct context *x);

/* Runs a request of a batch on the open handle, in a transaction of its own or, atomic, in that of
 * the batch, where hooks that are to be told of it are appended to parts. What it printed stays in
 * x->out. */
COACH_CHECKED coach_status context_run_request(struct context *x, bool atomic, GPtrArray *parts);

/* Whether all that the command changes is taken back. */
bool context_rehearses(const struct context *x);

/* What went wrong: the program's own failure or the library's; else `bare`, which is filled. */
const coach_failure *context_failure(const struct context *x, coach_status status,
                                     coach_failure *bare);

/* The handle whose problems belong to the failure, or NULL. */
coach *context_told_by(const struct context *x);

/* Prints a failure as the context's format wants it; returns the exit code. */
int context_fail(struct context *x, coach_status status);

/* Delivers text that is not rows, such as help, through a pager where one is used. Returns the exit
 * code. */
int context_deliver(struct context *x);

/* Writes what was printed so far to standard output at once. */
COACH_CHECKED coach_status context_write(struct context *x);

/* ---- For verbs ---- */

/* Opens the database for a verb that does so itself; a batch has it open. */
COACH_CHECKED coach_status context_open(struct context *x, coach_access access);

/* What a request of a batch says where it would read standard input. */
COACH_CHECKED coach_status no_standard_input(struct context *x);

/* Prints all rows of a cursor, or the one row that was shown or changed, and closes the cursor. */
COACH_CHECKED coach_status print_rows(struct context *x, coach_cursor *cursor, bool single);

/* After a change that went well (status), prints the row as it now stands. */
COACH_CHECKED coach_status print_changed(struct context *x, coach_status status,
                                         const coach_id *id);

/* The same after a change of many rows: prints them all. */
COACH_CHECKED coach_status print_all_changed(struct context *x, coach_status status);

/* What --fields and the format make of the columns. single: one thing is shown at length. */
coach_view view_of(const struct context *x, bool single);

/* The verbs that every noun has; the tables of arguments that go with them. */
coach_status run_list(struct context *x, const void *arguments);
coach_status run_show(struct context *x, const void *arguments);
coach_status run_archive(struct context *x, const void *arguments);
coach_status run_restore(struct context *x, const void *arguments);

extern const struct argument force_options[]; /* --force, of struct which_arguments */

#endif
