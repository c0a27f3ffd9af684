/* session.c - the commands of training sessions. */
#include "cli/context.h"

#define REQUEST coach_session_request
#define EDIT(member) FIELD_AT(struct edit_arguments, request.member, #member)

static const struct argument whose[] = {
    {"client-id", .alias = "client", .kind = ARGUMENT_TEXT, .offset = offsetof(REQUEST, client),
     .metavar = "USER", .target = COACH_USER,
     .help = "The client; with --trainer: their open relationship"},
    {"trainer-id", .alias = "trainer", .kind = ARGUMENT_TEXT, .offset = offsetof(REQUEST, trainer),
     .metavar = "TRAINER", .target = COACH_TRAINER, .help = "The trainer"},
    {"client-trainer-relationship-id", .alias = "relationship", .kind = ARGUMENT_TEXT,
     .offset = offsetof(REQUEST, relationship), .metavar = "RELATIONSHIP",
     .target = COACH_RELATIONSHIP, .help = "The relationship itself, instead of the two"},
    NO_MORE,
};

/* schedule reads the request, and how it recurs. */
struct schedule_arguments {
    REQUEST request;
    coach_repeat repeat;
};

#define REPEAT(member)                                                                             \
    .kind = ARGUMENT_TEXT, .offset = offsetof(struct schedule_arguments, repeat.member)

static const struct argument repeat_options[] = {
    {"every", REPEAT(every), .metavar = "UNIT",
     .help = "Every day, week, month or year, or every \"2 weeks\": a series"},
    {"on", REPEAT(on), .metavar = "DAY,...", .help = "On these days of the week: mon,wed"},
    {"times", REPEAT(times), .metavar = "N", .help = "So many times"},
    {"until", REPEAT(until), .metavar = "DATE", .help = "Up to and with that day"},
    {"for", REPEAT(length), .metavar = "LENGTH", .help = "For so long: 12w, 3 months"},
    {"except", REPEAT(except), .metavar = "DATE,...", .help = "But not on these days"},
    {"repeat", REPEAT(rule), .metavar = "RULE",
     .help = "By a rule of RFC 5545, instead of --every: FREQ=WEEKLY;COUNT=12"},
    {"skip-conflicts", .kind = ARGUMENT_FLAG,
     .offset = offsetof(struct schedule_arguments, repeat.skip_conflicts),
     .help = "Leave out the sessions of the series for which somebody is busy"},
    NO_MORE,
};

static const struct argument time_options[] = {
    FIELD(REQUEST, scheduled_at),
    {"duration", .kind = ARGUMENT_TEXT, .offset = offsetof(REQUEST, duration), .metavar = "LENGTH",
     .help = "How long: 60m, 1h30m, or minutes; else session.duration, 60m"},
    FIELD(REQUEST, ends_at),
    {"force", 'f', .kind = ARGUMENT_FLAG, .offset = offsetof(REQUEST, force),
     .help = "Also where the trainer or the client has no time"},
    NO_MORE,
};

static const struct argument fields[] = {
    FIELD(REQUEST, title),
    FIELD(REQUEST, session_type),
    FIELD(REQUEST, description),
    FIELD(REQUEST, location),
    FIELD(REQUEST, time_zone),
    FIELD(REQUEST, trainer_notes),
    NO_MORE,
};

/* How far a change goes; every struct of a verb that changes several begins with it. */
struct extent {
    bool one, following, all;
};

struct edit_arguments {
    const char *which;
    struct extent extent;
    REQUEST request;
};

#define EXTENT(type)                                                                               \
    {"this", .kind = ARGUMENT_FLAG, .offset = offsetof(type, extent.one),                          \
     .help = "Only this session of its series; so it is where nothing is said"},                   \
        {"following", .kind = ARGUMENT_FLAG, .offset = offsetof(type, extent.following),           \
         .help = "Also those that come after it in its series"},                                   \
    {                                                                                              \
        "all", 'a', .kind = ARGUMENT_FLAG, .offset = offsetof(type, extent.all),                   \
                    .help = "All of its series that are still to come"                             \
    }

#define LENGTH_OPTIONS                                                                             \
    {"duration", .kind = ARGUMENT_TEXT,                                                            \
     .offset = offsetof(struct edit_arguments, request.duration), .metavar = "LENGTH",             \
     .help = "How long: 60m, 1h30m, or minutes"},                                                  \
        EDIT(ends_at), {                                                                           \
        "force", 'f', .kind = ARGUMENT_FLAG,                                                       \
                      .offset = offsetof(struct edit_arguments, request.force),                    \
                      .help = "Also where the trainer or the client has no time"                   \
    }

static const struct argument edit_fields[] = {
    EDIT(title),
    EDIT(session_type),
    EDIT(description),
    EDIT(location),
    EDIT(trainer_notes),
    EDIT(time_zone),
    LENGTH_OPTIONS,
    EXTENT(struct edit_arguments),
    NO_MORE,
};

static const struct argument move_options[] = {EDIT(scheduled_at), LENGTH_OPTIONS,
                                               EXTENT(struct edit_arguments), NO_MORE};

/* start, complete, cancel and feedback: each reads its own. */
struct close_arguments {
    const char *which;
    struct extent extent;
    const char *at, *notes, *reason, *rating, *feedback;
    bool late, not_late;
};

#define AT(column, words)                                                                          \
    {                                                                                              \
        column, .alias = "at", .kind = ARGUMENT_TEXT,                                              \
                .offset = offsetof(struct close_arguments, at), .metavar = "WHEN", .help = words   \
    }

static const struct argument start_options[] = {AT("started-at", "When it began; else now"),
                                                NO_MORE};

static const struct argument complete_options[] = {
    AT("completed-at", "When it ended; else now"),
    FIELD_AT(struct close_arguments, notes, "trainer_notes"),
    NO_MORE,
};

static const struct argument cancel_options[] = {
    FIELD_AT(struct close_arguments, reason, "cancel_reason"),
    {"late", .kind = ARGUMENT_FLAG, .offset = offsetof(struct close_arguments, late),
     .help = "It counts as late, whatever the time"},
    {"no-late", .kind = ARGUMENT_FLAG, .offset = offsetof(struct close_arguments, not_late),
     .help = "It does not count as late, whatever the time"},
    EXTENT(struct close_arguments),
    NO_MORE,
};

static const struct argument feedback_options[] = {
    FIELD_AT(struct close_arguments, rating, "rating"),
    FIELD_AT(struct close_arguments, feedback, "client_feedback"),
    NO_MORE,
};

static coach_status run_schedule(struct context *x, const void *arguments) {
    const struct schedule_arguments *a = arguments;
    const coach_repeat *r = &a->repeat;
    coach_id id;
    if (r->rule || r->every || r->on || r->times || r->until || r->length || r->except ||
        r->skip_conflicts)
        return print_all_changed(x, coach_session_repeat(x->coach, &a->request, r, &id));
    return print_changed(x, coach_session_schedule(x->coach, &a->request, &id), &id);
}

static coach_status read_extent(struct context *x, const struct extent *said, coach_extent *out) {
    if (said->one + said->following + said->all > 1)
        return complain(&x->complaint, COACH_USAGE, NULL, "give one of --this, --following, --all");
    *out = said->all ? COACH_WHOLE : said->following ? COACH_FOLLOWING : COACH_THIS_ONE;
    return COACH_OK;
}

static coach_status print_extent(struct context *x, coach_extent extent, coach_status status,
                                 const coach_id *id) {
    return extent == COACH_THIS_ONE ? print_changed(x, status, id) : print_all_changed(x, status);
}

static coach_status revise(struct context *x, const struct edit_arguments *edit,
                           coach_status (*call)(coach *, const char *, const REQUEST *,
                                                coach_id *)) {
    REQUEST request = edit->request;
    coach_id id;
    coach_status status = read_extent(x, &edit->extent, &request.extent);
    if (status != COACH_OK)
        return status;
    status = call(x->coach, edit->which, &request, &id);
    return print_extent(x, request.extent, status, &id);
}

static coach_status run_edit(struct context *x, const void *arguments) {
    return revise(x, arguments, coach_session_edit);
}

static coach_status run_reschedule(struct context *x, const void *arguments) {
    return revise(x, arguments, coach_session_reschedule);
}

static coach_status run_confirm(struct context *x, const void *arguments) {
    const struct which_arguments *a = arguments;
    coach_id id;
    return print_changed(x, coach_session_confirm(x->coach, a->which, &id), &id);
}

static coach_status run_start(struct context *x, const void *arguments) {
    const struct close_arguments *a = arguments;
    coach_id id;
    return print_changed(x, coach_session_start(x->coach, a->which, a->at, &id), &id);
}

static coach_status run_complete(struct context *x, const void *arguments) {
    const struct close_arguments *a = arguments;
    coach_id id;
    return print_changed(x, coach_session_complete(x->coach, a->which, a->at, a->notes, &id), &id);
}

static coach_status run_cancel(struct context *x, const void *arguments) {
    const struct close_arguments *a = arguments;
    coach_id id;
    if (a->late && a->not_late)
        return complain(&x->complaint, COACH_USAGE, NULL, "give either --late or --no-late");
    coach_cancelling how = {.cancel_reason = a->reason,
                            .late = a->late       ? COACH_LATE
                                    : a->not_late ? COACH_NOT_LATE
                                                  : COACH_LATE_BY_WINDOW};
    coach_status status = read_extent(x, &a->extent, &how.extent);
    if (status != COACH_OK)
        return status;
    status = coach_session_cancel(x->coach, a->which, &how, &id);
    return print_extent(x, how.extent, status, &id);
}

static coach_status run_no_show(struct context *x, const void *arguments) {
    const struct which_arguments *a = arguments;
    coach_id id;
    return print_changed(x, coach_session_no_show(x->coach, a->which, &id), &id);
}

static coach_status run_feedback(struct context *x, const void *arguments) {
    const struct close_arguments *a = arguments;
    coach_id id;
    return print_changed(x, coach_session_feedback(x->coach, a->which, a->rating, a->feedback, &id),
                         &id);
}

static const struct verb verbs[] = {
    {"schedule", .need = NEED_WRITE, .prints_rows = true, .summary = "Book a session",
     .description =
         "Books a session in an ACTIVE relationship; a CONSULTATION also in one that is PENDING. Neither the trainer "
         "nor the client may have another session in that time that is SCHEDULED, CONFIRMED or IN_PROGRESS, whoever "
         "books and however many book at once; nor may either have time off, nor the session lie outside the trainer's "
         "hours or nearer to another one than the trainer keeps free. GROUP sessions of one trainer with the same title "
         "may share their exact time. `coach slots` shows what is free.\n\n"
         "Times without a zone are read in --tz, else in --time-zone, else in the trainer's zone, else in "
         "core.time_zone, else in the system's. A session lasts from 5 minutes to 24 hours.\n\n"
         "With --every or --repeat it becomes a series: all of its sessions are booked in one go, or none, at the "
         "same hour on the clock of its zone, also where the clocks change in between. Its first session is that of "
         "--at, on a day that the rule names. All last as long as each other, in whole minutes: --ends says how long "
         "by what the clock shows from --at to it, so that 01:00 to 04:00 is three hours, also where an hour is skipped "
         "or comes twice on one of the days. A day that a month lacks, such as the 31st, is skipped. What clashes "
         "refuses all, or is left out with --skip-conflicts: a line on standard error names each, with every --output. A series has an end, and 1,000 sessions at most.",
     .examples =
         {{"coach session schedule --client ben@example.org --trainer anna@example.org --type one-on-one "
           "--title Squats --at \"tomorrow 18:00\"",
           "For an hour"},
          {"coach session schedule --client ben@example.org --trainer anna@example.org --type one-on-one "
           "--title Squats --at \"next tuesday 18:00\" --every week --on tue,thu --for 12w",
           "Twice a week, for twelve weeks"},
          {"coach session schedule --relationship 5e000001 --type check-in --title Review "
           "--at \"2027-01-29 17:00\" --repeat \"FREQ=MONTHLY;BYDAY=-1FR;COUNT=6\"",
           "On the last Friday of each month"},
          {"coach session schedule --relationship 5e000001 --type group --title Mobility "
           "--at \"2026-12-24 10:00 Europe/Berlin\" --duration 1h30m --location \"Hall 2\"",
           "With everything said"}},
     .size = sizeof(struct schedule_arguments),
     .options = {whose, time_options, fields, repeat_options}, .run = run_schedule},
    {"list", VERB_LIST, NEED_READ, .prints_rows = true, .summary = "List sessions",
     .examples = {{"coach session list --trainer anna@example.org --from today --limit 10",
                   "Her next ten"},
                  {"coach session list --status completed --from 2026-11-01 --to 2026-12-01 -o csv",
                   "What November brought, for a spreadsheet"}},
     .size = sizeof(struct list_arguments), .run = run_list},
    {"show", .need = NEED_READ, .prints_rows = true, .summary = "Show a session in full",
     .examples = {{"coach session show a1000001", "By the first digits of its id"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_show},
    {"edit", VERB_EDIT, NEED_WRITE, .prints_rows = true, .summary = "Change a session",
     .description =
         "Changes only what is given. A session is moved to another time by `coach session reschedule`.",
     .examples = {{"coach session edit a1000001 --location \"Hall 1\" --duration 90",
                   "Elsewhere, and longer"},
                  {"coach session edit a1000001 --title Deadlifts --this",
                   "One of a series alone"}},
     .size = sizeof(struct edit_arguments), .positionals = own_row, .options = {edit_fields},
     .run = run_edit},
    {"reschedule", .need = NEED_WRITE, .prints_rows = true,
     .summary = "Move a session to another time",
     .description =
         "It lasts as long as before unless --duration or --ends is given. Only sessions that are "
         "SCHEDULED or CONFIRMED can be moved. A move is a booking: the relationship must be ACTIVE, or PENDING for "
         "a CONSULTATION, nobody archived, and the time free. With --following or --all, those of its series that are still to "
         "come move as far as this one does, each on the clock of its own zone.",
     .examples = {{"coach session reschedule a1000001 --at \"next friday 17:00\"",
                   "To another day"}},
     .size = sizeof(struct edit_arguments), .positionals = own_row, .options = {move_options},
     .run = run_reschedule},
    {"confirm", .need = NEED_WRITE, .prints_rows = true, .summary = "Confirm a session",
     .examples = {{"coach session confirm a1000001", "Both will come"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_confirm},
    {"start", .need = NEED_WRITE, .prints_rows = true, .summary = "Say that a session has begun",
     .examples = {{"coach session start a1000001", "Now"},
                  {"coach session start a1000001 --at \"10 minutes ago\"", "A little while ago"}},
     .size = sizeof(struct close_arguments), .positionals = own_row, .options = {start_options},
     .run = run_start},
    {"complete", .need = NEED_WRITE, .prints_rows = true,
     .summary = "Say that a session has taken place",
     .examples = {{"coach session complete a1000002 --trainer-notes \"5 x 5 at 60 kg\"",
                   "With the trainer's notes"}},
     .size = sizeof(struct close_arguments), .positionals = own_row, .options = {complete_options},
     .run = run_complete},
    {"cancel", .need = NEED_WRITE, .prints_rows = true, .summary = "Cancel a session",
     .description =
         "Less than session.cancel_window (24h) before its start, and after it, a cancellation is late and "
         "the session becomes LATE_CANCELLED; --late and --no-late decide otherwise. A session that is "
         "IN_PROGRESS becomes CANCELLED.\n\n"
         "With --following or --all, those of its series that are still to come are cancelled too; --dry-run shows "
         "them first.",
     .examples = {{"coach session cancel a1000001 --reason \"down with flu\"", "With the reason"},
                  {"coach session cancel a1000001 --no-late", "It shall not count as late"}},
     .size = sizeof(struct close_arguments), .positionals = own_row, .options = {cancel_options},
     .run = run_cancel},
    {"no-show", .need = NEED_WRITE, .prints_rows = true,
     .summary = "Say that the client did not come",
     .examples = {{"coach session no-show a1000001", "Nobody was there"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_no_show},
    {"feedback", VERB_EDIT, NEED_WRITE, .prints_rows = true,
     .summary = "Keep what the client says of a session",
     .description = "Only a session that is COMPLETED can be rated.",
     .examples = {{"coach session feedback a1000003 --rating 5 --feedback \"Best one so far\"",
                   "Stars and words"},
                  {"coach session feedback a1000003 --no-rating", "Takes the rating away"}},
     .size = sizeof(struct close_arguments), .positionals = own_row, .options = {feedback_options},
     .run = run_feedback},
    {"archive", .need = NEED_WRITE, .prints_rows = true, .summary = "Put a session away",
     .description = "An archived session occupies no time.",
     .examples = {{"coach session archive a1000003", "Puts it away"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_archive},
    {"restore", .need = NEED_WRITE, .prints_rows = true,
     .summary = "Bring an archived session back",
     .description =
         "Where its time has been given to another since, only with --force. One that is still to come is booked "
         "again: in a relationship that takes such sessions, with nobody archived.",
     .examples = {{"coach session restore a1000004", "Brings it back"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .options = {force_options},
     .run = run_restore},
    {.run = NULL},
};

const struct noun session_noun = {
    "session",
    .summary = "Training sessions: booked, held, cancelled, rated",
    .description =
        "A session belongs to the relationship of a client and a trainer and occupies the time of both.",
    .which = "Id, or the first digits of it",
    .table = COACH_SESSION,
    .verbs = verbs,
};
