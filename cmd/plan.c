/* plan.c - the commands of training plans. */
#include "cli/context.h"

#define REQUEST coach_plan_request
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

static const struct argument fields[] = {
    FIELD(REQUEST, name),     FIELD(REQUEST, start_date),
    FIELD(REQUEST, end_date), FIELD(REQUEST, program_id),
    FIELD(REQUEST, status),   FIELD(REQUEST, description),
    FIELD(REQUEST, goals),    NO_MORE,
};

static const struct argument schedule_options[] = {
    {"schedule", .kind = ARGUMENT_FLAG, .offset = offsetof(REQUEST, schedule),
     .help = "Book the sessions of the program; its day 1 is the start"},
    {"skip-conflicts", .kind = ARGUMENT_FLAG, .offset = offsetof(REQUEST, skip_conflicts),
     .help = "With --schedule: leave out the sessions that clash"},
    {"shift-conflicts", .kind = ARGUMENT_FLAG, .offset = offsetof(REQUEST, shift_conflicts),
     .help = "With --schedule: move the sessions that clash to the next free time"},
    NO_MORE,
};

struct edit_arguments {
    const char *which;
    REQUEST request;
};

struct close_arguments {
    const char *which;
    bool cancel_sessions;
};

static const struct argument close_options[] = {
    {"cancel-sessions", .kind = ARGUMENT_FLAG,
     .offset = offsetof(struct close_arguments, cancel_sessions),
     .help = "Cancel the sessions that were booked for it and are still to come"},
    NO_MORE,
};

static const struct argument edit_fields[] = {
    EDIT(name),        EDIT(start_date), EDIT(end_date), EDIT(program_id),
    EDIT(description), EDIT(goals),      NO_MORE,
};

static coach_status run_create(struct context *x, const void *arguments) {
    coach_id id;
    return print_changed(x, coach_plan_create(x->coach, arguments, &id), &id);
}

static coach_status run_edit(struct context *x, const void *arguments) {
    const struct edit_arguments *edit = arguments;
    coach_id id;
    return print_changed(x, coach_plan_edit(x->coach, edit->which, &edit->request, &id), &id);
}

static coach_status move(struct context *x, const void *arguments,
                         coach_status (*call)(coach *, const char *, coach_id *)) {
    const struct which_arguments *a = arguments;
    coach_id id;
    return print_changed(x, call(x->coach, a->which, &id), &id);
}

static coach_status run_activate(struct context *x, const void *arguments) {
    return move(x, arguments, coach_plan_activate);
}

static coach_status run_pause(struct context *x, const void *arguments) {
    return move(x, arguments, coach_plan_pause);
}

static coach_status run_resume(struct context *x, const void *arguments) {
    return move(x, arguments, coach_plan_resume);
}

static coach_status run_complete(struct context *x, const void *arguments) {
    const struct close_arguments *a = arguments;
    coach_id id;
    return print_changed(x, coach_plan_complete(x->coach, a->which, a->cancel_sessions, &id), &id);
}

static coach_status run_cancel(struct context *x, const void *arguments) {
    const struct close_arguments *a = arguments;
    coach_id id;
    return print_changed(x, coach_plan_cancel(x->coach, a->which, a->cancel_sessions, &id), &id);
}

#define ENDING                                                                                      \
    "Sessions that were booked for it and are still to come stay booked, unless --cancel-sessions " \
    "is given."

static const struct verb verbs[] = {
    {"create", .need = NEED_WRITE, .prints_rows = true, .summary = "Make a training plan",
     .description =
         "A plan belongs to a relationship that has not ended. It begins as ACTIVE, or with --status DRAFT "
         "as one that is still being written.\n\n"
         "With --schedule it begins with the sessions of its program, booked in one go as coach session "
         "schedule books one: day 1 is the start, and the times of day are of the trainer's zone, or of "
         "--tz. A session that clashes keeps all from being made, and every clash is named. With "
         "--skip-conflicts those that clash are left out. With --shift-conflicts each of them is moved: to "
         "the first free time later on its day, in steps of 15 minutes and so that it also ends that day, "
         "else to its own time of day on one of the next seven days, but not after the plan's end. Sessions "
         "that do not clash are not moved. A line on standard error names each that is left out or moved, with every --output. What is booked stays as it is when the program is changed later.",
     .examples =
         {{"coach plan create --client ben@example.org --trainer anna@example.org --name \"Back to running\" "
           "--start monday --end \"in 8 weeks\" --goals \"5 km without a pause\"",
           "For eight weeks"},
          {"coach plan create --relationship 5e000001 --name Winter --start 2026-12-01 "
           "--program Couch-to-5K --status draft",
           "A draft that follows a program"},
          {"coach plan create --relationship 5e000001 --name Running --start 2027-01-04 "
           "--program Couch-to-5K --schedule --shift-conflicts",
           "With all the sessions of its program"}},
     .size = sizeof(REQUEST), .options = {whose, fields, schedule_options}, .run = run_create},
    {"list", VERB_LIST, NEED_READ, .prints_rows = true, .summary = "List training plans",
     .examples = {{"coach plan list --status active --trainer anna@example.org",
                   "What is under way"},
                  {"coach plan list --program Couch-to-5K --json", "Who follows a program"}},
     .size = sizeof(struct list_arguments), .run = run_list},
    {"show", .need = NEED_READ, .prints_rows = true, .summary = "Show a training plan in full",
     .description = "Of the sessions that were booked for it, sessions_done are COMPLETED and "
                    "sessions_coming are open and have not ended; sessions_missed are the others: "
                    "cancelled, NO_SHOW, or past their end and not closed.",
     .examples = {{"coach plan show b1000001", "By the first digits of its id"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_show},
    {"edit", VERB_EDIT, NEED_WRITE, .prints_rows = true, .summary = "Change a training plan",
     .description = "Changes only what is given.",
     .examples = {{"coach plan edit b1000001 --end 2027-03-31", "A month more"}},
     .size = sizeof(struct edit_arguments), .positionals = own_row, .options = {edit_fields},
     .run = run_edit},
    {"activate", .need = NEED_WRITE, .prints_rows = true, .summary = "Make a draft active",
     .examples = {{"coach plan activate b1000002", "It is written"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_activate},
    {"pause", .need = NEED_WRITE, .prints_rows = true, .summary = "Pause a plan",
     .examples = {{"coach plan pause b1000001", "For a while"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_pause},
    {"resume", .need = NEED_WRITE, .prints_rows = true, .summary = "Resume a paused plan",
     .examples = {{"coach plan resume b1000003", "It goes on"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_resume},
    {"complete", .need = NEED_WRITE, .prints_rows = true,
     .summary = "Say that a plan has been carried out", .description = ENDING,
     .examples = {{"coach plan complete b1000001", "Done"}}, .size = sizeof(struct close_arguments),
     .positionals = own_row, .options = {close_options}, .run = run_complete},
    {"cancel", .need = NEED_WRITE, .prints_rows = true, .summary = "Cancel a plan",
     .description = ENDING,
     .examples = {{"coach plan cancel b1000001", "It is given up"},
                  {"coach plan cancel b1000001 --cancel-sessions",
                   "With all that is still to come"}},
     .size = sizeof(struct close_arguments), .positionals = own_row, .options = {close_options},
     .run = run_cancel},
    {"archive", .need = NEED_WRITE, .prints_rows = true, .summary = "Put a plan away",
     .examples = {{"coach plan archive b1000001", "Puts it away"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_archive},
    {"restore", .need = NEED_WRITE, .prints_rows = true, .summary = "Bring an archived plan back",
     .examples = {{"coach plan restore b1000004", "Brings it back"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_restore},
    {.run = NULL},
};

const struct noun plan_noun = {
    "plan",
    .summary = "Training plans: goals, dates, the program they follow",
    .description = "A plan says what a client and a trainer work towards, and by when.",
    .which = "Id, or the first digits of it",
    .table = COACH_PLAN,
    .verbs = verbs,
};
