/* program_session.c - the commands of the sessions that a program is made of. */
#include "cli/context.h"

#define REQUEST coach_program_session_request
#define EDIT(member) FIELD_AT(struct edit_arguments, request.member, #member)

struct edit_arguments {
    const char *which;
    REQUEST request;
};

#define TIME_OPTIONS(type, prefix)                                                                 \
    {.field = "day", .offset = offsetof(type, prefix day)},                                        \
        {.field = "starts", .offset = offsetof(type, prefix starts), .metavar = "TIME"}, {         \
        .field = "duration_minutes", .offset = offsetof(type, prefix duration_minutes),            \
        .metavar = "LENGTH",                                                                       \
        .help = "How long: 60m, 1h30m, or minutes; else session.duration, 60m"                     \
    }

static const struct argument program[] = {
    {"PROGRAM", .field = "program_id", .offset = offsetof(REQUEST, program_id), .required = true},
    NO_MORE,
};

static const struct argument fields[] = {
    TIME_OPTIONS(REQUEST, ),     FIELD(REQUEST, title),    FIELD(REQUEST, session_type),
    FIELD(REQUEST, description), FIELD(REQUEST, location), NO_MORE,
};

static const struct argument edit_fields[] = {
    TIME_OPTIONS(struct edit_arguments, request.),
    EDIT(title),
    EDIT(session_type),
    EDIT(description),
    EDIT(location),
    NO_MORE,
};

static coach_status run_add(struct context *x, const void *arguments) {
    coach_id id;
    return print_changed(x, coach_program_session_add(x->coach, arguments, &id), &id);
}

static coach_status run_edit(struct context *x, const void *arguments) {
    const struct edit_arguments *edit = arguments;
    coach_id id;
    return print_changed(x, coach_program_session_edit(x->coach, edit->which, &edit->request, &id),
                         &id);
}

static const struct verb verbs[] = {
    {"add", .need = NEED_WRITE, .prints_rows = true, .summary = "Add a session to a program",
     .description =
         "Day 1 is the day on which a plan that follows the program starts. The time of day is that of "
         "the trainer's zone, summer and winter.",
     .examples =
         {{"coach program session add Couch-to-5K --day 1 --at 07:00 --title \"First run\" --type one-on-one "
           "--duration 30m",
           "On the first morning"},
          {"coach program session add Couch-to-5K --day 8 --at 6pm --title \"How it goes\" --type check-in",
           "On the evening of the eighth day"}},
     .size = sizeof(REQUEST), .positionals = program, .options = {fields}, .run = run_add},
    {"list", VERB_LIST, NEED_READ, .prints_rows = true, .summary = "List the sessions of programs",
     .examples = {{"coach program session list --program Couch-to-5K",
                   "What a program is made of, day by day"}},
     .size = sizeof(struct list_arguments), .run = run_list},
    {"show", .need = NEED_READ, .prints_rows = true,
     .summary = "Show a session of a program in full",
     .examples = {{"coach program session show c1000001", "By the first digits of its id"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_show},
    {"edit", VERB_EDIT, NEED_WRITE, .prints_rows = true, .summary = "Change a session of a program",
     .description = "Changes only what is given. What is booked already stays as it is.",
     .examples = {{"coach program session edit c1000001 --day 3 --at 06:30",
                   "On another day, and earlier"}},
     .size = sizeof(struct edit_arguments), .positionals = own_row, .options = {edit_fields},
     .run = run_edit},
    {"remove", .need = NEED_WRITE, .prints_rows = true,
     .summary = "Take a session out of a program",
     .description = "It is archived: plans that are scheduled from now on are without it, and what "
                    "is booked already stays as it is.",
     .examples = {{"coach program session remove c1000001", "Takes it out"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_archive},
    {"restore", .need = NEED_WRITE, .prints_rows = true,
     .summary = "Bring a session back that was taken out of a program",
     .examples = {{"coach program session restore c1000002", "Brings it back"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_restore},
    {.run = NULL},
};

const struct noun program_session_noun = {
    "program session",
    .summary = "What a program is made of: sessions by day",
    .description =
        "A program is a template of sessions by day. `coach plan create --schedule` books them for a "
        "client and a trainer. Changing a program changes nothing that is booked.",
    .which = "Id, or the first digits of it",
    .table = COACH_PROGRAM_SESSION,
    .verbs = verbs,
};
