/* timeoff.c - the commands of time off. */
#include "cli/context.h"

#define REQUEST coach_time_off_request

static const struct argument whose[] = {
    {"PERSON", .kind = ARGUMENT_TEXT, .offset = offsetof(REQUEST, person), .target = COACH_USER,
     .required = true,
     .help = "A client or a trainer: e-mail address, id, or the first digits of the id"},
    NO_MORE,
};

static const struct argument fields[] = {
    FIELD(REQUEST, starts_at),
    FIELD(REQUEST, ends_at),
    FIELD(REQUEST, reason),
    {"force", 'f', .kind = ARGUMENT_FLAG, .offset = offsetof(REQUEST, force),
     .help = "Also over sessions that are booked, which stay"},
    NO_MORE,
};

static coach_status run_add(struct context *x, const void *arguments) {
    coach_id id;
    return print_changed(x, coach_time_off_add(x->coach, arguments, &id), &id);
}

static const struct verb verbs[] = {
    {"add", .need = NEED_WRITE, .prints_rows = true, .summary = "Say that somebody has no time",
     .description =
         "A session in that time is refused unless --force, for a trainer and for a client alike. Where sessions are "
         "booked already they are listed, and the time off is refused unless --force.\n\n"
         "Times without a zone are read in --tz, else in that of the person, else in core.time_zone, else in the "
         "system's. A day alone is its midnight: --from 2026-12-24 --to 2026-12-27 is three days, the last of them "
         "the 26th.",
     .examples =
         {{"coach timeoff add carl@example.org --from 2026-12-24 --to 2026-12-27 "
           "--reason Christmas",
           "Three whole days"},
          {"coach timeoff add ben@example.org --from \"next friday 14:00\" --to \"next friday 18:00\"",
           "An afternoon"}},
     .size = sizeof(REQUEST), .positionals = whose, .options = {fields}, .run = run_add},
    {"list", VERB_LIST, NEED_READ, .prints_rows = true, .summary = "List time off",
     .description = "With --from also what has begun before then, and lasts.",
     .examples = {{"coach timeoff list --from today", "What is running, and what is to come"},
                  {"coach timeoff list --person anna@example.org --json", "Of one person"}},
     .size = sizeof(struct list_arguments), .run = run_list},
    {"show", .need = NEED_READ, .prints_rows = true, .summary = "Show time off in full",
     .examples = {{"coach timeoff show f1000001", "By the first digits of its id"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_show},
    {"remove", .need = NEED_WRITE, .prints_rows = true, .summary = "Take time off back",
     .examples = {{"coach timeoff remove f1000001", "They have time after all"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_archive},
    {.run = NULL},
};

const struct noun timeoff_noun = {
    "timeoff",
    .summary = "When trainers and clients have no time",
    .description = "No session is booked in the time off of its trainer or its client.",
    .which = "Id, or the first digits of it",
    .table = COACH_TIME_OFF,
    .verbs = verbs,
};
