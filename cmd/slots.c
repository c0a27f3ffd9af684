/* slots.c - coach slots: when people are free. */
#include "cli/context.h"

#define REQUEST coach_slots_request
#define TEXT(option, member, what, words)                                                          \
    {                                                                                              \
        option, .kind = ARGUMENT_TEXT, .offset = offsetof(REQUEST, member), .metavar = what,       \
                .help = words                                                                      \
    }

static const struct argument whose[] = {
    {"trainer-id", .alias = "trainer", .kind = ARGUMENT_TEXT, .offset = offsetof(REQUEST, trainer),
     .metavar = "TRAINER", .target = COACH_TRAINER, .required = true, .help = "The trainer"},
    {"client-id", .alias = "client", .kind = ARGUMENT_TEXT, .offset = offsetof(REQUEST, client),
     .metavar = "USER", .target = COACH_USER,
     .help = "The client, who is to be free at the same time"},
    {.field = "session_type", .kind = ARGUMENT_TEXT, .offset = offsetof(REQUEST, session_type)},
    NO_MORE,
};

static const struct argument when[] = {
    TEXT("duration", duration, "LENGTH",
         "How long: 60m, 1h30m, or minutes; else session.duration, 60m"),
    TEXT("from", from, "WHEN", "Slots that begin then or later; else now"),
    TEXT("to", to, "WHEN", "Slots that end by then; else a week after --from"),
    TEXT("step", step, "LENGTH",
         "From one beginning to the next, counted from midnight on the clock; else 15m"),
    TEXT("buffer", buffer, "LENGTH",
         "Keep at least so much free before and after the other sessions of both"),
    TEXT("time-zone", time_zone, "ZONE",
         "The zone of midnight, --from and --to; else the trainer's"),
    {"limit", 'n', .kind = ARGUMENT_COUNT, .offset = offsetof(REQUEST, limit), .metavar = "N",
     .help = "At most so many slots"},
    NO_MORE,
};

static coach_status run(struct context *x, const void *arguments) {
    const REQUEST *request = arguments;
    coach_view view = view_of(x, false);
    coach_cursor *cursor;
    if (!request->trainer) {
        complain(&x->complaint, COACH_USAGE, "trainer_id", "whose slots?");
        return complain_hint(&x->complaint, "give --trainer");
    }
    x->page = true;
    coach_status status = coach_slots(x->coach, request, &view, &cursor);
    return status == COACH_OK ? print_rows(x, cursor, false) : status;
}

static const struct verb verbs[] = {
    {NULL, .need = NEED_READ, .prints_rows = true, .summary = "Show when people are free",
     .description =
         "Lists the times at which a session could be booked: within the trainer's hours, outside the time off and the "
         "sessions of the trainer and, with --client, of the client too, and as far from those as the trainer keeps "
         "free. What is listed, `coach session schedule --at` takes, as long as nobody was quicker.\n\n"
         "A slot lies within --from and --to, which are a year apart at most, and never in the past. With --client the "
         "two need a relationship in which such a session can be booked: one that is ACTIVE, or PENDING for "
         "--type CONSULTATION. Where no type is said it is ONE_ON_ONE. -o id prints when each slot begins.",
     .examples =
         {{"coach slots --trainer anna@example.org --client ben@example.org --duration 90m --limit 5",
           "The next five for an hour and a half"},
          {"coach slots --trainer anna@example.org --from monday --to friday --step 1h --buffer 15m --json",
           "On the hour, with a little time between"}},
     .size = sizeof(REQUEST), .options = {whose, when}, .run = run},
    {.run = NULL},
};

const struct noun slots_noun = {
    "slots",
    .summary = "When a trainer and a client are free",
    .table = COACH_SLOT,
    .key = "starts_at",
    .verbs = verbs,
};
