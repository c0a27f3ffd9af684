/* availability.c - the commands of the hours at which trainers work. */
#include "cli/context.h"

#define REQUEST coach_availability_request

struct clear_arguments {
    const char *trainer, *days;
};

#define TRAINER_AT(type)                                                                           \
    {                                                                                              \
        "TRAINER", .kind = ARGUMENT_TEXT, .offset = offsetof(type, trainer),                       \
                   .target = COACH_TRAINER, .required = true,                                      \
                   .help = "The trainer: e-mail address, id, or the first digits of the id"        \
    }

static const struct argument whose[] = {TRAINER_AT(REQUEST), NO_MORE};
static const struct argument cleared[] = {TRAINER_AT(struct clear_arguments), NO_MORE};

static const struct argument fields[] = {
    FIELD(REQUEST, days),    FIELD(REQUEST, hours),     FIELD(REQUEST, from_date),
    FIELD(REQUEST, to_date), FIELD(REQUEST, time_zone), NO_MORE,
};

static const struct argument clear_options[] = {
    {"days", .kind = ARGUMENT_TEXT, .offset = offsetof(struct clear_arguments, days),
     .metavar = "DAYS", .help = "Only of these days"},
    NO_MORE,
};

static coach_status run_set(struct context *x, const void *arguments) {
    coach_id id;
    return print_changed(x, coach_availability_set(x->coach, arguments, &id), &id);
}

static coach_status run_clear(struct context *x, const void *arguments) {
    const struct clear_arguments *a = arguments;
    return print_all_changed(x, coach_availability_clear(x->coach, a->trainer, a->days));
}

static const struct verb verbs[] = {
    {"set", .need = NEED_WRITE, .prints_rows = true, .summary = "Set the hours of a trainer",
     .description =
         "From then on a session outside these hours is refused unless --force; what is booked stays. A trainer for "
         "whom none are set is always available; with some, a day that none of them names is closed.\n\n"
         "Of several that name a day those that were set last count: set what holds in general first, then the "
         "exceptions with --from and --to. Earlier ones that can never count again are archived.\n\n"
         "Days are mon-fri, \"sat, sun\", sat-mon, weekdays, weekend or daily. Hours are 09:00-12:00,14:00-18:00 in "
         "the zone of --time-zone, else the trainer's; a day ends at 24:00; none closes it. Hours "
         "that the clocks skip when they go forward open nothing.",
     .examples =
         {{"coach availability set anna@example.org --days mon-fri --hours 09:00-12:00,14:00-18:00",
           "Five days, with a break at noon"},
          {"coach availability set anna@example.org --days daily --hours none --from 2026-12-24 "
           "--to 2027-01-01",
           "Closed for the holidays"}},
     .size = sizeof(REQUEST), .positionals = whose, .options = {fields}, .run = run_set},
    {"list", VERB_LIST, NEED_READ, .prints_rows = true, .summary = "List the hours of trainers",
     .description = "Of the hours that name a day those count that come last.",
     .examples = {{"coach availability list --trainer anna@example.org", "When she works"}},
     .size = sizeof(struct list_arguments), .run = run_list},
    {"show", .need = NEED_READ, .prints_rows = true, .summary = "Show hours in full",
     .examples = {{"coach availability show d1000001", "By the first digits of their id"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_show},
    {"clear", .need = NEED_WRITE, .prints_rows = true,
     .summary = "Take the hours of a trainer away",
     .description =
         "Without --days all of them: the trainer is always available again. With --days these days are closed, unless "
         "no hours are left.",
     .examples = {{"coach availability clear carl@example.org", "No hours any more"},
                  {"coach availability clear carl@example.org --days sat", "No more Saturdays"}},
     .size = sizeof(struct clear_arguments), .positionals = cleared, .options = {clear_options},
     .run = run_clear},
    {.run = NULL},
};

const struct noun availability_noun = {
    "availability",
    .summary = "Hours at which trainers work",
    .description = "Sessions are booked within the hours of their trainer, where some are set.",
    .which = "Id, or the first digits of it",
    .table = COACH_AVAILABILITY,
    .verbs = verbs,
};
