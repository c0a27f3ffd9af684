/* agenda.c - coach agenda: the sessions of a day, a week or a month. */
#include "cli/agenda.h"

#include "cli/context.h"
#include "cli/vdir.h"

#include <string.h>

/* What did not and will not take place is left out. */
#define STANDING "SCHEDULED,CONFIRMED,IN_PROGRESS,COMPLETED,NO_SHOW"

#define LAST_YEAR 9999

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

static const struct argument filter_options[] = {
    FILTER("trainer_id"), FILTER("client_id"), FILTER("status"), FILTER("session_type"), NO_MORE,
};

static const char *const formats[] = {"table", "json", "jsonl", "csv", "tsv",
                                      "id",    "html", "ics",   NULL};

/* How many values a field is asked to have; several with commas are two at least. */
static size_t named(const struct filters *asked, const char *field) {
    size_t values = 0;
    for (size_t i = 0; i < asked->count; i++)
        if (strcmp(asked->items[i].field, field) == 0)
            values += strchr(asked->items[i].value, ',') ? 2 : 1;
    return values;
}

/* What was asked for and, after it, that it stands; without a field where that does not matter. */
static coach_filter *with_standing(const struct agenda_arguments *a) {
    coach_filter *all = g_new0(coach_filter, a->filters.count + 1);
    for (size_t i = 0; i < a->filters.count; i++)
        all[i] = a->filters.items[i];
    if (!a->all && named(&a->filters, "status") == 0)
        all[a->filters.count] = (coach_filter){"status", STANDING};
    return all;
}

static coach_status print_agenda(struct context *x, struct agenda *agenda,
                                 const coach_query *query) {
    struct style style = x->style;
    if (x->command->globals.no_trunc)
        style.width = 0;
    coach_status status = coach_list(x->coach, COACH_AGENDA, query, &agenda->cursor);
    if (status != COACH_OK)
        return status;
    status = style.format == FORMAT_HTML ? agenda_html(agenda, x->out)
                                         : agenda_text(agenda, &style, x->out);
    coach_cursor_close(agenda->cursor);
    return status;
}

static coach_status print_list(struct context *x, const coach_query *query) {
    coach_cursor *cursor;
    coach_status status = coach_list(x->coach, COACH_AGENDA, query, &cursor);
    return status == COACH_OK ? print_rows(x, cursor, false) : status;
}

static coach_status print_calendar(struct context *x, const coach_query *query) {
    coach_calendar *calendar;
    coach_status status = coach_calendar_open(x->coach, query, false, &calendar);
    if (status != COACH_OK)
        return status;
    status = calendar_write(calendar, x->out);
    coach_calendar_close(calendar);
    return status;
}

static coach_status print(struct context *x, struct agenda *agenda, coach_query *query) {
    bool listed = x->style.format != FORMAT_TABLE || x->command->globals.fields;
    x->page = x->style.format < FORMAT_HTML;
    if (x->style.format == FORMAT_ICS)
        return print_calendar(x, query);
    query->view = view_of(x, false);
    if (x->style.format != FORMAT_HTML && listed)
        return print_list(x, query);
    query->view.fields = AGENDA_FIELDS;
    return print_agenda(x, agenda, query);
}

static coach_status run_agenda(struct context *x, const void *arguments) {
    const struct agenda_arguments *a = arguments;
    struct agenda agenda = {
        .c = x->coach,
        .span = a->month  ? COACH_MONTH
                : a->week ? COACH_WEEK
                          : COACH_DAY,
        .one_client = named(&a->filters, "client_id") == 1,
        .one_trainer = named(&a->filters, "trainer_id") == 1,
    };
    if (a->day + a->week + a->month > 1)
        return complain(&x->complaint, COACH_USAGE, NULL, "give one of --day, --week and --month");
    coach_status status =
        coach_span_days(x->coach, agenda.span, a->from, agenda.days, &agenda.count);
    if (status != COACH_OK)
        return status;
    const coach_day *after = &agenda.days[agenda.count];
    g_autofree coach_filter *filters = with_standing(a);
    coach_query query = {
        .filters = filters,
        .filter_count = a->filters.count + (filters[a->filters.count].field != NULL),
        .from = agenda.days[0].begins,
        .to = after->year > LAST_YEAR ? NULL : after->begins,
        .running = true,
    };
    return print(x, &agenda, &query);
}

static const struct verb verbs[] = {
    {NULL, .need = NEED_READ, .prints_rows = true, .formats = formats,
     .summary = "Show the sessions of a day, a week or a month",
     .description =
         "A day is a list, a week and a month are grids as wide as the terminal, or 80 columns; a day with "
         "too many sessions for them says how many more there are. All is in your own time zone, that of "
         "--tz or core.time_zone: the days, and the times of them. Where the clocks of the client or the "
         "trainer show another time, it stands beside.\n\n"
         "A session stands on the day on which it begins; one that has begun before the first day and runs into it stands "
         "there, with the weekday on which it began. Cancelled ones are left out, but for --all and "
         "where --status asks for them. With --output html it is a page of its own, for the phone and for "
         "paper, with --output ics an iCalendar file. With another --output, or with --fields, it is a list like any other.",
     .examples = {{"coach agenda", "Today"},
                  {"coach agenda --week --trainer anna@example.org --from \"next monday\"",
                   "What Anna has next week"},
                  {"coach agenda --month --client ben@example.org --json",
                   "Ben's month, for a program"},
                  {"coach agenda --day --from tomorrow -o html", "A page to print"}},
     .size = sizeof(struct agenda_arguments), .options = {options, filter_options},
     .run = run_agenda},
    {.run = NULL},
};

const struct noun agenda_noun = {
    "agenda",
    .summary = "The sessions of a day, a week or a month",
    .table = COACH_AGENDA,
    .verbs = verbs,
};
