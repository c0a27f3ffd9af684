/* log.c - coach log: what was done. */
#include "cli/context.h"

#include <glib.h>

struct log_arguments {
    const char *which[COACH_NOUN_COUNT];
    const char *since, *until, *by, *search;
    int64_t limit;
    bool reverse, follow;
};

#define OF(option, noun, words)                                                                    \
    {                                                                                              \
        option, .kind = ARGUMENT_TEXT, .offset = offsetof(struct log_arguments, which[noun]),      \
                .target = noun, .metavar = words, .help = "Only what changed it"                   \
    }

static const struct argument rows[] = {
    OF("user", COACH_USER, "USER"),
    OF("trainer", COACH_TRAINER, "TRAINER"),
    OF("relationship", COACH_RELATIONSHIP, "RELATIONSHIP"),
    OF("session", COACH_SESSION, "SESSION"),
    OF("series", COACH_SERIES, "SERIES"),
    OF("plan", COACH_PLAN, "PLAN"),
    OF("program", COACH_PROGRAM, "PROGRAM"),
    OF("availability", COACH_AVAILABILITY, "AVAILABILITY"),
    OF("timeoff", COACH_TIME_OFF, "TIMEOFF"),
    OF("category", COACH_CATEGORY, "CATEGORY"),
    OF("tag", COACH_TAG, "TAG"),
    OF("visibility", COACH_VISIBILITY, "VISIBILITY"),
    NO_MORE,
};

#define AT(member) offsetof(struct log_arguments, member)

static const struct argument options[] = {
    {"since", .alias = "from", .kind = ARGUMENT_TEXT, .offset = AT(since), .metavar = "WHEN",
     .help = "Only what was done then or later"},
    {"until", .alias = "to", .kind = ARGUMENT_TEXT, .offset = AT(until), .metavar = "WHEN",
     .help = "Only what was done before then"},
    {"by", .kind = ARGUMENT_TEXT, .offset = AT(by), .metavar = "USER", .target = COACH_USER,
     .help = "Only what that user did"},
    {"search", .kind = ARGUMENT_TEXT, .offset = AT(search), .metavar = "TEXT",
     .help = "Only commands with that text"},
    {"limit", 'n', .kind = ARGUMENT_COUNT, .offset = AT(limit), .metavar = "N",
     .help = "At most so many operations"},
    {"reverse", 'r', .kind = ARGUMENT_FLAG, .offset = AT(reverse),
     .help = "The oldest first; else the newest"},
    {"follow", .kind = ARGUMENT_FLAG, .offset = AT(follow),
     .help = "Go on with what is done from now on, until interrupted"},
    NO_MORE,
};

struct reading {
    struct context *x;
    const struct log_arguments *asked;
    coach_filter by;
    coach_log_query query;
    bool printed;        /* what there was when it began has been, or is not to be */
    int64_t waits_since; /* when the last operation was printed: monotonic microseconds */
};

static coach_status set_row(struct reading *r) {
    for (int noun = 0; noun < COACH_NOUN_COUNT; noun++) {
        if (!r->asked->which[noun])
            continue;
        if (r->query.which) {
            complain(&r->x->complaint, COACH_USAGE, NULL, "the history is that of one row");
            return complain_hint(&r->x->complaint, "name one row only");
        }
        r->query.noun = (coach_noun)noun;
        r->query.which = r->asked->which[noun];
    }
    return COACH_OK;
}

static coach_status print_all(coach *c, void *data) {
    const struct reading *r = data;
    coach_cursor *cursor;
    sink_discard(r->x->out);
    coach_status status = coach_log(c, &r->query, &cursor);
    return status == COACH_OK ? print_rows(r->x, cursor, false) : status;
}

/* ---- Following ---- */

enum { PAUSE_MICROSECONDS = 500000, PATIENCE_MICROSECONDS = 5000000 };

/* Prints what is new since the last time, in the order of the numbers: where one is missing, which
 * may be on its way or may never come, it waits a little. */
static coach_status print_new(coach *c, void *data) {
    struct reading *r = data;
    int64_t newest, settled;
    sink_discard(r->x->out);
    coach_status status = coach_log_newest(c, r->query.after, &newest, &settled);
    bool patient = g_get_monotonic_time() - r->waits_since < PATIENCE_MICROSECONDS;
    r->query.up_to = patient && r->printed ? settled : newest;
    return status == COACH_OK && r->query.up_to > r->query.after && r->printed ? print_all(c, r)
                                                                               : status;
}

static coach_status follow(struct reading *r) {
    struct context *x = r->x;
    coach_status status = COACH_OK;
    r->query.query.reverse = false;
    r->printed = r->asked->since != NULL; /* what was done before is not asked for */
    while (status == COACH_OK && !*x->interrupted) {
        status = coach_transact(x->coach, COACH_READ, print_new, r);
        if (status == COACH_OK && x->out->used > 0) {
            if (context_deliver(x) != 0)
                return COACH_STORAGE;
            x->style.headers = false;
        }
        sink_discard(x->out);
        if (r->query.up_to > r->query.after || !r->printed)
            r->waits_since = g_get_monotonic_time();
        r->query.after = MAX(r->query.after, r->query.up_to);
        r->printed = true;
        if (status == COACH_OK)
            g_usleep(PAUSE_MICROSECONDS);
    }
    return *x->interrupted ? COACH_OK : status;
}

static coach_status cannot_follow(struct context *x) {
    complain(&x->complaint, COACH_USAGE, NULL,
             "--follow never ends, and cannot be part of a batch");
    return complain_hint(&x->complaint, "ask again later, with --since");
}

static coach_status run(struct context *x, const void *arguments) {
    const struct log_arguments *asked = arguments;
    struct reading r = {.x = x, .asked = asked, .by = {"by", asked->by}};
    r.query.query = (coach_query){.from = asked->since,
                                  .to = asked->until,
                                  .search = asked->search,
                                  .reverse = !asked->reverse,
                                  .limit = asked->limit,
                                  .filters = &r.by,
                                  .filter_count = asked->by != NULL,
                                  .view = view_of(x, false)};
    x->page = !asked->follow;
    x->looked = true;
    coach_status status = x->batch && asked->follow ? cannot_follow(x) : set_row(&r);
    if (status == COACH_OK)
        status = context_open(x, COACH_READ);
    if (status != COACH_OK)
        return status;
    return asked->follow ? follow(&r) : coach_transact(x->coach, COACH_READ, print_all, &r);
}

static const struct verb verbs[] = {
    {NULL, .need = NEED_HANDLE, .batching = BATCH_ANY, .prints_rows = true,
     .summary = "Show what was done",
     .description =
         "Lists the operations: each command that has written, by whom and when, the newest first. The command is shown "
         "as it was typed, but texts of more than 200 characters are shortened, and the database and settings that were "
         "named on the line are left out. What is taken back at present names the operation by which it is.\n\n"
         "`coach show` tells what an operation did to each row, `coach blame` who set the fields of one, and `coach "
         "undo` takes an operation back. Reminders are told by `coach remind log`.",
     .examples = {{"coach log --limit 5", "The last five"},
                  {"coach log --session a1000001 --reverse", "The story of one session"},
                  {"coach log --since today --by anna@example.org -o jsonl",
                   "What she did today, for a program"}},
     .size = sizeof(struct log_arguments), .options = {rows, options}, .run = run},
    {.run = NULL},
};

const struct noun log_noun = {
    "log",
    .summary = "What was done, by whom and when",
    .table = COACH_OPERATION,
    .key = "number",
    .verbs = verbs,
};
