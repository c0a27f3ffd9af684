/* agenda.c - coach agenda: the sessions of a day, a week or a month. */
#include "cli/agenda.h"

#include "cli/context.h"

#include <string.h>

/* What did not and will not take place is left out. */
#define STANDING "SCHEDULED,CONFIRMED,IN_PROGRESS,COMPLETED,NO_SHOW"

struct agenda_arguments {
    const char *from;
    bool day, week, month, all;
    struct filters filters;
};

#define AT(member) offsetof(struct agenda_arguments, member)
#define FILTER(name)                                                                               \
    { .kind = ARGUMENT_FILTER, .field = name, .offset = AT(filters) }

static const struct argument options[] = {
    {"day", .kind = ARGUMENT_FLAG, .offset = AT(day), .help = "The sessions of a day; the default"},
    {"week", .kind = ARGUMENT_FLAG, .offset = AT(week), .help = "Those of a week, from its Monday"},
    {"month", .kind = ARGUMENT_FLAG, .offset = AT(month), .help = "Those of a month"},
    {"from", .kind = ARGUMENT_TEXT, .offset = AT(from), .metavar = "WHEN",
     .help = "Which day it is, or lies in the week or month; today where nothing is said"},
    {"all", 'a', .kind = ARGUMENT_FLAG, .offset = AT(all), .help = "Cancelled sessions as well"},
    NO_MORE,
};

static const struct argument filters[] = {
    FILTER("trainer_id"), FILTER("client_id"), FILTER("status"), FILTER("session_type"), NO_MORE,
};

static const char *const formats[] = {"table", "json", "jsonl", "csv", "tsv", "id", "html", NULL};

/* Whether the rows are those of one person. */
static bool names_one(const struct filters *asked, const char *field) {
    size_t values = 0;
    for (size_t i = 0; i < asked->count; i++)
        if (strcmp(asked->items[i].field, field) == 0)
            values += strchr(asked->items[i].value, ',') ? 2 : 1;
    return values == 1;
}

static bool names_any(const struct filters *asked, const char *field) {
    for (size_t i = 0; i < asked->count; i++)
        if (strcmp(asked->items[i].field, field) == 0)
            return true;
    return false;
}

static coach_status open_rows(struct context *x, const struct agenda_arguments *a,
                              const coach_view *view, struct agenda *agenda) {
    g_autofree coach_filter *all = g_new0(coach_filter, a->filters.count + 1);
    size_t count = a->filters.count;
    for (size_t i = 0; i < count; i++)
        all[i] = a->filters.items[i];
    if (!a->all && !names_any(&a->filters, "status"))
        all[count++] = (coach_filter){"status", STANDING};
    const coach_day *after = &agenda->days[agenda->count];
    coach_query query = {
        .view = *view,
        .filters = all,
        .filter_count = count,
        .from = agenda->days[0].date,
        .to = after->year > 9999 ? NULL : after->date,
    };
    return coach_list(x->coach, COACH_AGENDA, &query, &agenda->cursor);
}

static coach_status print_agenda(struct context *x, struct agenda *agenda) {
    struct style style = x->style;
    if (x->command->globals.no_trunc)
        style.width = 0;
    coach_status status = style.format == FORMAT_HTML ? agenda_html(agenda, x->out)
                                                      : agenda_text(agenda, &style, x->out);
    coach_cursor_close(agenda->cursor);
    return status;
}

static coach_status run_agenda(struct context *x, const void *arguments) {
    const struct agenda_arguments *a = arguments;
    struct agenda agenda = {
        .c = x->coach,
        .span = a->month  ? COACH_MONTH
                : a->week ? COACH_WEEK
                          : COACH_DAY,
        .one_client = names_one(&a->filters, "client_id"),
        .one_trainer = names_one(&a->filters, "trainer_id"),
    };
    if (a->day + a->week + a->month > 1)
        return complain(&x->complaint, COACH_USAGE, NULL, "give one of --day, --week and --month");
    bool page = x->style.format == FORMAT_HTML;
    bool seen = page || (x->style.format == FORMAT_TABLE && !x->command->globals.fields);
    coach_view view = view_of(x, false);
    if (seen)
        view.fields = AGENDA_FIELDS;
    x->page = !page;
    coach_status status =
        coach_span_days(x->coach, agenda.span, a->from, agenda.days, &agenda.count);
    if (status == COACH_OK)
        status = open_rows(x, a, &view, &agenda);
    if (status != COACH_OK)
        return status;
    return seen ? print_agenda(x, &agenda) : print_rows(x, agenda.cursor, false);
}

static const struct verb verbs[] = {
    {NULL, .need = NEED_READ, .prints_rows = true, .formats = formats,
     .summary = "Show the sessions of a day, a week or a month",
     .description =
         "A day is a list, a week and a month are grids as wide as the terminal, or 80 columns; a day with "
         "too many sessions for them says how many more there are. All is in your own time zone, that of "
         "--tz or core.time_zone: the days, and the times of them. Where the clocks of the client or the "
         "trainer show another time, it stands beside.\n\n"
         "A session belongs to the day on which it begins. Cancelled ones are left out, but for --all and "
         "where --status asks for them. With --output html it is a page of its own, for the phone and for "
         "paper. With another --output, or with --fields, it is a list like any other.",
     .examples = {{"coach agenda", "Today"},
                  {"coach agenda --week --trainer anna@example.org --from \"next monday\"",
                   "What Anna has next week"},
                  {"coach agenda --month --client ben@example.org --json",
                   "Ben's month, for a program"},
                  {"coach agenda --day --from tomorrow -o html >tomorrow.html", "A page to print"}},
     .size = sizeof(struct agenda_arguments), .options = {options, filters}, .run = run_agenda},
    {.run = NULL},
};

const struct noun agenda_noun = {
    "agenda",
    .summary = "The sessions of a day, a week or a month",
    .table = COACH_AGENDA,
    .verbs = verbs,
};
