/* import.c - coach import: what coach export has written, and tables that others write. */
#include "cli/context.h"

#include "cli/data_file.h"
#include "cli/progress.h"

#include <glib.h>
#include <string.h>

#define AT(member) offsetof(struct import_arguments, member)

struct import_arguments {
    struct words files, maps;
    const char *type, *format, *on_conflict, *delimiter, *dates;
    bool atomic, best_effort, force, fresh;
};

static const char *const formats[] = {"jsonl", "json", "csv", NULL};
static const char *const orders[] = {"dmy", "mdy", NULL}; /* as COACH_DATES_…, after the first */
static const char *const conflicts[] = {"fail", "skip", "update", NULL}; /* as COACH_CONFLICT_… */

static const struct argument positionals[] = {
    {.name = "FILE",
     .kind = ARGUMENT_WORDS,
     .offset = AT(files),
     .help = "Files, or a directory of them; - or none: standard input"},
    NO_MORE,
};

static const struct argument options[] = {
    {"type", .kind = ARGUMENT_TEXT, .offset = AT(type), .metavar = "NOUN",
     .help = "What the records are; else \"type\" says it, or the name of the file"},
    {"format", .kind = ARGUMENT_TEXT, .offset = AT(format), .metavar = "FORMAT", .choices = formats,
     .help = "How the files are written; else their names say it"},
    {"delimiter", .kind = ARGUMENT_TEXT, .offset = AT(delimiter), .metavar = "CHARACTER",
     .help = "What parts the values of csv: a comma unless it is said, ; or tab"},
    {"map", .kind = ARGUMENT_WORDS, .offset = AT(maps), .metavar = "COLUMN=FIELD",
     .help = "What a column is called here, or several, joined with +; without a field: it is left "
             "out, *= all that are unknown"},
    {"dates", .kind = ARGUMENT_TEXT, .offset = AT(dates), .metavar = "ORDER", .choices = orders,
     .help = "How csv has dates such as 3/12/2026: dmy, the day first, or mdy, the month"},
    {"on-conflict", .kind = ARGUMENT_TEXT, .offset = AT(on_conflict), .metavar = "HOW",
     .choices = conflicts, .help = "What becomes of what is here already, with other values"},
    {"atomic", .kind = ARGUMENT_FLAG, .offset = AT(atomic),
     .help = "Take all or nothing, as it is without being said"},
    {"best-effort", .kind = ARGUMENT_FLAG, .offset = AT(best_effort),
     .help = "Take what can be taken"},
    {"new", .kind = ARGUMENT_FLAG, .offset = AT(fresh),
     .help = "Make a new database of it, with nothing else in it"},
    {"force", 'f', .kind = ARGUMENT_FLAG, .offset = AT(force),
     .help = "Also where the trainer or the client is busy"},
    NO_MORE,
};

static coach_status choose(struct context *x, const char *option, const char *said,
                           const char *const *known, int *which) {
    for (*which = 0; said && known[*which] && strcmp(known[*which], said) != 0; ++*which)
        ;
    if (!said || known[*which])
        return COACH_OK;
    g_autofree char *all = g_strjoinv(", ", (char **)known);
    complain(&x->complaint, COACH_USAGE, NULL, "\"%.80s\" is not a value of --%s", said, option);
    return complain_hint(&x->complaint, "allowed: %s", all);
}

/* A batch reads its requests, and writes to the database that it has open. */
static coach_status check_place(struct context *x, const struct import_arguments *a) {
    bool input = a->files.count == 0;
    for (size_t i = 0; i < a->files.count; i++)
        input |= strcmp(a->files.items[i], "-") == 0;
    if (x->batch && a->fresh)
        return complain(&x->complaint, COACH_USAGE, NULL,
                        "--new makes another database, and cannot be part of a batch");
    return x->batch && input ? no_standard_input(x) : COACH_OK;
}

static coach_status check(struct context *x, const struct import_arguments *a, int *on_conflict,
                          int *order) {
    int ignored;
    coach_status status = check_place(x, a);
    if (status == COACH_OK)
        status = choose(x, "on-conflict", a->on_conflict, conflicts, on_conflict);
    if (status == COACH_OK)
        status = choose(x, "format", a->format, formats, &ignored);
    if (status == COACH_OK)
        status = choose(x, "dates", a->dates, orders, order);
    if (status == COACH_OK && a->atomic && a->best_effort)
        status =
            complain(&x->complaint, COACH_USAGE, NULL, "give either --atomic or --best-effort");
    for (size_t i = 0; status == COACH_OK && i < a->maps.count; i++)
        if (strcspn(a->maps.items[i], "=") == 0 || !strchr(a->maps.items[i], '=')) {
            complain(&x->complaint, COACH_USAGE, NULL, "\"%.80s\" does not name a %s",
                     a->maps.items[i], a->maps.items[i][0] == '=' ? "column" : "field");
            status = complain_hint(&x->complaint, "such as --map 'First Name=first_name'");
        }
    return status;
}

/* An option that says nothing of any file is a slip. */
static coach_status check_dates(struct context *x, const struct import_arguments *a,
                                const GArray *sources) {
    bool any = !a->dates;
    for (guint i = 0; i < sources->len; i++)
        any |= g_array_index(sources, coach_data_source, i).format == COACH_DATA_CSV;
    if (any)
        return COACH_OK;
    complain(&x->complaint, COACH_USAGE, NULL, "--dates is about csv, and there is none");
    return complain_hint(&x->complaint, "say --format csv where a file is csv by another name");
}

/* Of what cannot be taken, every record is named. */
static coach_status tell_problems(struct context *x, coach_status status, size_t failed) {
    x->in_parts = true;
    complain(&x->complaint, status, NULL, "%zu record%s cannot be taken%s", failed,
             failed == 1 ? "" : "s", status == COACH_PARTIAL ? "" : "; nothing has been changed");
    return status == COACH_PARTIAL
               ? status
               : complain_hint(&x->complaint, "--best-effort takes those that can be taken");
}

static coach_status take(struct context *x, coach_data_import *how) {
    coach_view view = view_of(x, false);
    coach_cursor *cursor;
    coach_status status = context_open(x, how->fresh ? COACH_CREATE : COACH_WRITE);
    if (status == COACH_OK)
        status = coach_import_data(x->coach, how, &view, &cursor);
    progress_end(how->data);
    bool refused = status == COACH_CONFLICT || status == COACH_INVALID;
    if (status != COACH_OK)
        return refused && how->failed && !how->best_effort ? tell_problems(x, status, how->failed)
                                                           : status;
    status = print_rows(x, cursor, false);
    return status == COACH_OK && how->failed ? tell_problems(x, COACH_PARTIAL, how->failed)
                                             : status;
}

static coach_status run(struct context *x, const void *arguments) {
    const struct import_arguments *a = arguments;
    struct data_files files = {.type = a->type,
                               .format = a->format,
                               .delimiter = a->delimiter,
                               .separated = a->delimiter || a->dates};
    struct progress progress = progress_new();
    int on_conflict = 0, order = 0;
    coach_status status = check(x, a, &on_conflict, &order);
    if (status == COACH_OK)
        status = data_files_open(&files, &a->files, &x->complaint);
    if (status == COACH_OK)
        status = check_dates(x, a, files.sources);
    if (status == COACH_OK) {
        coach_data_import how = {
            .sources = (const coach_data_source *)files.sources->data,
            .source_count = files.sources->len,
            .maps = a->maps.items,
            .map_count = a->maps.count,
            .dates = a->dates ? order + 1 : COACH_DATES_UNSAID,
            .on_conflict = on_conflict,
            .best_effort = a->best_effort,
            .force = a->force,
            .fresh = a->fresh,
            .progress = progress.wanted ? progress_show : NULL,
            .data = &progress,
        };
        status = take(x, &how);
    }
    data_files_close(&files);
    return status;
}

static const struct verb verbs[] = {
    {NULL, .need = NEED_HANDLE, .batching = BATCH_ANY, .rehearses = true, .prints_rows = true,
     .summary = "Take over what `coach export` has written, and tables of others",
     .description =
         "Reads records: lines of JSON, JSON, or csv with a first line of names. What they are is said by \"type\", by "
         "the name of the file (user.csv) or by --type. A record with the id of a row that is here changes nothing where "
         "the two are the same; where they differ that is a conflict, unless --on-conflict says what to do. Records with "
         "an id are taken as they stand, with who made them and when; others are made as the command for it would. Who "
         "or what they refer to is said by id, e-mail address or name.\n\n"
         "Every rule holds, that nobody is booked twice too. All is one operation, which `coach undo` takes back. "
         "Each record that cannot be taken is named with its file, line and field; nothing is taken then, unless "
         "--best-effort is given, with which the exit status is 5. What is printed is how many there were of each "
         "noun. With -o json the records that cannot be taken are in the error, in parts. See coach-import(7).",
     .examples =
         {{"coach import everything.jsonl", "What was exported elsewhere"},
          {"coach import --dry-run --type user --map 'Given name=first_name' --map 'Surname=last_name' clients.csv",
           "What a table of another program would come to"},
          {"coach import --type session --dates dmy --map 'Date+Time=at' bookings.csv",
           "What a spreadsheet holds, with dates such as 24.12.2026 and times beside them"},
          {"coach --db second.db import --new everything.jsonl",
           "The same practice in another place"}},
     .size = sizeof(struct import_arguments), .positionals = positionals, .options = {options},
     .run = run},
    {.run = NULL},
};

const struct noun import_noun = {
    "import",
    .summary = "Take over records of this and other programs",
    .table = COACH_IMPORTED,
    .key = "type",
    .verbs = verbs,
};
