/* ical.c - coach ical: sessions to and from other calendars. */
#include "cli/context.h"

#include "cli/output_file.h"
#include "cli/vdir.h"

#include <stdio.h>
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

static coach_status write_file(struct context *x, coach_calendar *calendar, const char *path) {
    struct sink *out = sink_new(false, x->interrupted);
    coach_status status = calendar_write(calendar, out);
    if (status == COACH_OK)
        status = file_replace(x, path, out);
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
        status = calendar_write(calendar, x->out);
    coach_calendar_close(calendar);
    return status;
}

/* ---- import ---- */

#define IMPORT(member) offsetof(struct import_arguments, member)

struct import_arguments {
    const char *file, *vdir;
    coach_import how;
};

static const struct argument import_positionals[] = {
    {.name = "FILE",
     .kind = ARGUMENT_TEXT,
     .offset = IMPORT(file),
     .help = "The file to read; -: standard input"},
    NO_MORE,
};

static const struct argument import_options[] = {
    {"trainer-id", .alias = "trainer", .kind = ARGUMENT_TEXT, .offset = IMPORT(how.trainer),
     .metavar = "TRAINER", .target = COACH_TRAINER, .help = "Whose sessions they are"},
    {"client-id", .alias = "client", .kind = ARGUMENT_TEXT, .offset = IMPORT(how.client),
     .metavar = "USER", .target = COACH_USER, .help = "With whom; new sessions need both"},
    {.field = "session_type",
     .name = "session-type",
     .alias = "type",
     .kind = ARGUMENT_TEXT,
     .offset = IMPORT(how.session_type),
     .help = "What kind new sessions are"},
    {"vdir", .kind = ARGUMENT_TEXT, .offset = IMPORT(vdir), .metavar = "DIRECTORY",
     .help = "Read every .ics file of a directory instead"},
    {"force", 'f', .kind = ARGUMENT_FLAG, .offset = IMPORT(how.force),
     .help = "Also where the trainer or the client is busy"},
    NO_MORE,
};

struct importing {
    struct context *x;
    const struct import_arguments *arguments;
    GArray *contents; /* coach_text */
    coach_imported counts;
};

static coach_status import_all(coach *c, void *data) {
    struct importing *i = data;
    sink_discard(i->x->out);
    coach_status status = coach_calendar_import(
        c, &i->arguments->how, (const coach_text *)i->contents->data, i->contents->len, &i->counts);
    return print_all_changed(i->x, status);
}

static void tell_counts(const struct importing *i) {
    const coach_imported *n = &i->counts;
    if (i->x->style.format == FORMAT_TABLE && !i->x->batch)
        (void)fprintf(stderr, "%zu new, %zu changed, %zu cancelled, %zu as they were\n", n->made,
                      n->changed, n->cancelled, n->same);
}

static void append_count(GString *out, size_t count, const char *what) {
    if (count)
        g_string_append_printf(out, "%s%zu %s%s", out->len ? " and " : "", count, what,
                               count == 1 ? "" : "s");
}

static coach_status tell_problems(struct importing *i) {
    struct complaint *complaint = &i->x->complaint;
    g_autoptr(GString) what = g_string_new(NULL);
    append_count(what, i->counts.unread, "file");
    append_count(what, i->counts.failed, "event");
    if (!what->len)
        return COACH_OK;
    i->x->in_parts = true;
    return complain(complaint, COACH_PARTIAL, NULL, "%s could not be taken", what->str);
}

static coach_status run_import(struct context *x, const void *arguments) {
    const struct import_arguments *a = arguments;
    struct importing i = {.x = x, .arguments = a};
    if ((a->file != NULL) == (a->vdir != NULL)) {
        complain(&x->complaint, COACH_USAGE, NULL, "give either a file or --vdir");
        return complain_hint(&x->complaint, "- is standard input");
    }
    if (x->batch && a->file && strcmp(a->file, "-") == 0)
        return no_standard_input(x);
    coach_status status = a->vdir ? vdir_read(a->vdir, &i.contents, &x->complaint)
                                  : file_read(a->file, &i.contents, &x->complaint);
    if (status != COACH_OK)
        return status;
    status = context_open(x, COACH_WRITE);
    if (status == COACH_OK)
        status = coach_transact(x->coach, COACH_WRITE, import_all, &i);
    if (status == COACH_OK) {
        tell_counts(&i);
        status = tell_problems(&i);
    }
    g_array_unref(i.contents);
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
    {"import", .need = NEED_HANDLE, .batching = BATCH_ANY, .rehearses = true, .prints_rows = true,
     .summary = "Take over events of other calendars as sessions",
     .description =
         "Reads what other programs write (RFC 5545). An event whose UID is that of a session, or that was imported "
         "before, changes its session, where it is not the older copy; any other one books a session of the trainer "
         "and the client. Importing the same again changes nothing. What is printed is the sessions that are new or "
         "have changed.\n\n"
         "New ones are ONE_ON_ONE unless --type says otherwise. Times without a zone are read in --tz, else in the trainer's zone, else in core.time_zone, else in the "
         "system's. A rule without an end is followed for a year from now, and of what recurs nothing is booked "
         "that is past. Events that last whole days are no sessions.\n\n"
         "Every rule of booking holds. An event that cannot be taken is named with its line and its UID, and so is a "
         "file of a directory by its name; the others are taken, and the exit status is 5. See coach-calendar(7).",
     .examples =
         {{"coach ical import --dry-run --trainer anna@example.org --client ben@example.org ben.ics",
           "What it would come to"},
          {"coach ical import --vdir calendars/coach --trainer anna@example.org",
           "What was changed on her phone"}},
     .size = sizeof(struct import_arguments), .positionals = import_positionals,
     .options = {import_options}, .run = run_import},
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
