/* ical.c - coach ical: sessions to and from other calendars. */
#include "cli/context.h"

#include "cli/vdir.h"

#include <string.h>

#define LIST(member) offsetof(struct export_arguments, list.query.member)
#define FILTER(name, target_noun, words)                                                           \
    {                                                                                              \
        name "-id", .alias = name, .kind = ARGUMENT_FILTER, .field = name "_id",                   \
                    .offset = offsetof(struct export_arguments, list.filters),                     \
                    .target = target_noun, .help = words                                           \
    }

struct export_arguments {
    const char *file;
    const char *vdir;
    struct list_arguments list;
};

static const struct argument export_positionals[] = {
    {.name = "FILE",
     .kind = ARGUMENT_TEXT,
     .offset = offsetof(struct export_arguments, file),
     .help = "The file to write; - or none: standard output"},
    NO_MORE,
};

static const struct argument export_options[] = {
    FILTER("trainer", COACH_TRAINER, "Only sessions of the trainer"),
    FILTER("client", COACH_USER, "Only sessions of the client"),
    {"from", .kind = ARGUMENT_TEXT, .offset = LIST(from), .metavar = "WHEN",
     .help = "Only sessions that begin then or later"},
    {"to", .kind = ARGUMENT_TEXT, .offset = LIST(to), .metavar = "WHEN",
     .help = "Only sessions that begin before then"},
    {"vdir", .kind = ARGUMENT_TEXT, .offset = offsetof(struct export_arguments, vdir),
     .metavar = "DIRECTORY", .help = "Keep a directory with a file for each session instead"},
    NO_MORE,
};

static coach_status write_all(coach_calendar *calendar, struct sink *out) {
    coach_calendar_piece piece;
    coach_status status;
    while ((status = coach_calendar_next(calendar, &piece)) == COACH_OK && piece.text)
        sink_write(out, piece.text, piece.length);
    return status;
}

static coach_status write_file(struct context *x, coach_calendar *calendar, const char *path) {
    struct sink *out = sink_new(false, x->interrupted);
    coach_status status = write_all(calendar, out);
    if (status == COACH_OK)
        status = file_replace(path, out, &x->complaint);
    sink_free(out);
    return status;
}

static coach_status run_export(struct context *x, const void *arguments) {
    const struct export_arguments *a = arguments;
    coach_query query = a->list.query;
    coach_calendar *calendar;
    query.filters = a->list.filters.items;
    query.filter_count = a->list.filters.count;
    if (a->vdir && a->file)
        return complain(&x->complaint, COACH_USAGE, NULL, "give either a file or --vdir");
    coach_status status = coach_calendar_open(x->coach, &query, a->vdir != NULL, &calendar);
    if (status != COACH_OK)
        return status;
    if (a->vdir)
        status = vdir_write(x, calendar, a->vdir);
    else if (a->file && strcmp(a->file, "-") != 0)
        status = write_file(x, calendar, a->file);
    else
        status = write_all(calendar, x->out);
    coach_calendar_close(calendar);
    return status;
}

static const struct verb verbs[] = {
    {"export", .need = NEED_READ, .summary = "Write sessions as an iCalendar file",
     .description =
         "Writes what phones and other calendars read (RFC 5545): each session with its place, its time zone, its "
         "status, the trainer as organizer and the client as attendee. The trainer's notes and the client's feedback "
         "are left out. A file is replaced as a whole, and nobody else can read it.\n\n"
         "With --vdir the directory is made to hold one file for each of these sessions, such as vdirsyncer brings to "
         "any CalDAV server: files that are right stay untouched, and those of sessions that are no longer among them "
         "are removed. Other files in it are left alone. See coach-calendar(7).",
     .examples = {{"coach ical export --trainer anna@example.org --from today anna.ics",
                   "What is to come, for her phone"},
                  {"coach ical export --vdir calendars/coach", "All, to be synchronised"}},
     .size = sizeof(struct export_arguments), .positionals = export_positionals,
     .options = {export_options}, .run = run_export},
    {.run = NULL},
};

const struct noun ical_noun = {
    "ical",
    .summary = "Sessions to and from other calendars",
    .description =
        "iCalendar is what phones, mail programs and calendar servers understand; coach-calendar(7) says more.",
    .table = COACH_SESSION,
    .verbs = verbs,
};
