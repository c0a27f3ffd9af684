/* context.c - from a parsed line and the configuration to a verb's run, and from its rows to
 * standard output. */
#include "cli/context.h"

#include "cli/config_file.h"
#include "cli/escape.h"
#include "cli/filter.h"
#include "cli/hook.h"
#include "cli/line.h"
#include "cli/pager.h"
#include "cli/rehearsal.h"
#include "cli/unknown.h"

#include <errno.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* ---- Settings ---- */

enum format context_format(const struct globals *globals, const struct config *config) {
    if (globals->format)
        return FORMAT_OWN;
    const char *name =
        globals->output ? globals->output : config_get(config, "output.format", NULL);
    for (size_t i = 0; name && format_names[i]; i++)
        if (strcmp(format_names[i], name) == 0)
            return (enum format)i;
    return FORMAT_TABLE;
}

/* Programs read the answers of a batch, and jq reads JSON. */
static enum format format_of(const struct context *x) {
    const struct globals *globals = &x->command->globals;
    bool json = (x->batch && !globals->format) || globals->jq;
    return json && !globals->output ? FORMAT_JSON : context_format(globals, x->config);
}

static bool coloured(const struct context *x, bool terminal) {
    const char *when = x->command->globals.color;
    const char *no_color = g_getenv("NO_COLOR"), *term = g_getenv("TERM");
    if (x->batch || (!when && no_color && *no_color))
        return false;
    if (!when)
        when = config_get(x->config, "color.ui", NULL);
    if (strcmp(when, "auto") != 0)
        return strcmp(when, "always") == 0;
    return terminal && g_strcmp0(term, "dumb") != 0;
}

static void set_style(struct context *x) {
    const struct globals *globals = &x->command->globals;
    bool terminal = !x->batch && isatty(STDOUT_FILENO);
    struct winsize size = {0};
    if (terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        size.ws_col = 0;
    x->style = (struct style){
        .format = format_of(x),
        .headers = !globals->no_headers,
        .spreadsheet_safe = globals->spreadsheet_safe,
        .truncate = terminal && !globals->no_trunc,
        .colour = coloured(x, terminal),
        .terminal = terminal,
        .width = size.ws_col ? size.ws_col : 80,
    };
}

char *context_database(const struct globals *globals, const struct config *config) {
    const char *named = globals->db ? globals->db : config_get(config, "core.database", NULL);
    return named ? g_strdup(named) : config_path("XDG_DATA_HOME", ".local/share", "coach.db");
}

void context_init(struct context *x, const struct command *command, struct config *config) {
    x->command = command;
    x->config = config;
    set_style(x);
}

void context_clear(struct context *x) {
    sink_free(x->out);
    coach_jq_free(x->jq);
    template_free(x->template);
    if (!x->batch) {
        coach_free(x->coach);
        config_free(x->config);
    }
    complaint_clear(&x->complaint);
    g_free(x->database);
    if (x->differences)
        g_ptr_array_unref(x->differences);
    hook_call_free(x->written.after);
    if (x->written.parts)
        g_ptr_array_unref(x->written.parts);
}

/* ---- Failing and delivering ---- */

const coach_failure *context_failure(const struct context *x, coach_status status,
                                     coach_failure *bare) {
    const coach_failure *failure = &x->complaint.view;
    if (failure->status == COACH_OK && x->coach)
        failure = coach_last_failure(x->coach);
    *bare = (coach_failure){.status = status, .message = "stopped without a reason"};
    return failure->status == COACH_OK ? bare : failure;
}

coach *context_told_by(const struct context *x) {
    return x->in_parts ? x->coach : NULL;
}

int context_fail(struct context *x, coach_status status) {
    coach_failure bare;
    return failure_print(context_failure(x, status, &bare),
                         context_format(&x->command->globals, x->config), context_told_by(x));
}

static const char *pager_command(const struct context *x) {
    const char *own = g_getenv("COACH_PAGER"), *origin = NULL;
    const char *command = config_get(x->config, "core.pager", &origin);
    if (own && !*own && g_strcmp0(origin, "command line") != 0)
        return NULL; /* said to be none; for other settings an empty variable says nothing */
    if (!command)
        command = g_getenv("PAGER");
    if (!command)
        command = "less";
    return *command && strcmp(command, "cat") != 0 ? command : NULL;
}

/* error: of writing, or 0. */
static coach_status written(struct context *x, int error) {
    if (error == 0)
        return COACH_OK;
    if (error == EINTR)
        complain(&x->complaint, COACH_INTERRUPTED, NULL, "interrupted");
    else
        complain(&x->complaint, COACH_STORAGE, NULL, "standard output cannot be written: %s",
                 g_strerror(error));
    if (x->changed)
        complain_hint(&x->complaint, "the change itself has been made");
    return x->complaint.view.status;
}

coach_status context_write(struct context *x) {
    return written(x, sink_deliver(x->out, STDOUT_FILENO));
}

int context_deliver(struct context *x) {
    const char *pager =
        x->page && !x->command->globals.no_pager && isatty(STDOUT_FILENO) ? pager_command(x) : NULL;
    coach_status status = pager ? written(x, pager_show(x->out, pager)) : context_write(x);
    return status == COACH_OK ? 0 : context_fail(x, status);
}

/* What the library has to say beside its rows, line by line. */
static void print_lines(const struct context *x, const char *(*line_of)(const coach *c, size_t n),
                        size_t from) {
    const char *line;
    for (size_t n = from; x->coach && (line = line_of(x->coach, n)); n++) {
        g_autofree char *shown = escape_for_terminal(line, false);
        (void)fprintf(stderr, "%s\n", shown);
    }
}

/* What was done otherwise than it was asked, for programs too; of a batch that failed in part it is
 * in the failure. What was understood of times, for people only: programs read it in the row. */
static void print_notes(const struct context *x, coach_status status) {
    if (status == COACH_OK)
        print_lines(x, coach_problem, x->answered);
    if (x->style.format == FORMAT_TABLE && !x->told)
        print_lines(x, coach_note, 0);
}

/* ---- Running ---- */

static coach_status work(coach *c, void *data) {
    struct context *x = data;
    (void)c;
    sink_discard(x->out);
    return x->command->verb->run(x, x->command->arguments);
}

static const struct globals *outer_globals(const struct context *x) {
    static const struct globals none;
    return x->batch ? &x->batch->command->globals : &none;
}

bool context_rehearses(const struct context *x) {
    return x->command->globals.dry_run || outer_globals(x)->dry_run;
}

static bool for_people(const struct context *x) {
    return x->command->globals.dry_run && x->style.format == FORMAT_TABLE;
}

/* What has been written stands, or falls with this. */
static coach_status before_commit(coach *c, void *data) {
    struct context *x = data;
    (void)c;
    coach_status status = hook_before(x);
    return status == COACH_OK && for_people(x) ? rehearsal_note(x) : status;
}

/* What the command says, else the batch that it is part of. */
static coach_settings settings_of(struct context *x, const char *line) {
    const struct globals *own = &x->command->globals, *outer = outer_globals(x);
    const char *clock = g_getenv("COACH_NOW"), *actor = own->as ? own->as : outer->as;
    return (coach_settings){
        .command = line,
        .database = x->database,
        .actor = actor ? actor : config_get(x->config, "user.email", NULL),
        .time_zone = config_get(x->config, "core.time_zone", NULL),
        .asked_time_zone = own->time_zone ? own->time_zone : outer->time_zone,
        .as_of = own->as_of,
        .clock = clock && *clock ? clock : NULL,
        .busy_timeout_ms = (int)config_milliseconds(x->config, "core.busy_timeout"),
        .session_minutes = (int)config_minutes(x->config, "session.duration"),
        .cancel_window_minutes = (int)config_minutes(x->config, "session.cancel_window"),
        .rehearse = context_rehearses(x),
        .asked = hook_is_asked(x->database),
        .interrupted = x->interrupted,
        .before_commit = before_commit,
        .before_commit_data = x,
    };
}

static coach_status make_handle(struct context *x) {
    x->database = context_database(&x->command->globals, x->config);
    if (!x->database) {
        complain(&x->complaint, COACH_STORAGE, NULL,
                 "there is no place for a database: HOME is not set");
        return complain_hint(&x->complaint, "name one with --db or COACH_DB");
    }
    g_autofree char *line = line_text(x->command);
    coach_settings settings = settings_of(x, line);
    return coach_new(&settings, &x->coach);
}

/* Of the options that stand anywhere, those that are given though the verb cannot have them. */
static coach_status check_globals(struct context *x) {
    static const char *const whose[][2] = {{"dry-run", "commands that change rows"},
                                           {"as-of", "lists and for show"},
                                           {"fields", "commands that print rows"}};
    const struct globals *globals = &x->command->globals;
    const bool given[] = {globals->dry_run, globals->as_of, globals->fields};
    const struct noun *noun = x->command->noun;
    for (size_t i = 0; i < G_N_ELEMENTS(given); i++) {
        const struct argument *shared = argument_named(global_options, whose[i][0], 0);
        if (!shared)
            shared = argument_named(output_options, whose[i][0], 0);
        if (!given[i] || verb_takes(noun, x->command->verb, shared))
            continue;
        complain(&x->complaint, COACH_USAGE, NULL, "--%s is for %s", whose[i][0], whose[i][1]);
        return hint_help(&x->complaint, noun, x->command->verb);
    }
    return filter_prepare(x);
}

static const coach_access accesses[] = {
    [NEED_READ] = COACH_READ, [NEED_WRITE] = COACH_WRITE, [NEED_CREATE] = COACH_CREATE};

static coach_status open_and_run(struct context *x) {
    enum need need = x->command->verb->need;
    coach_status status = check_globals(x);
    if (status != COACH_OK)
        return status;
    if (need < NEED_READ)
        return x->command->verb->run(x, x->command->arguments);
    status = make_handle(x);
    if (status == COACH_OK && need == NEED_HANDLE)
        return x->command->verb->run(x, x->command->arguments);
    if (status == COACH_OK)
        status = coach_open(x->coach, accesses[need]);
    return status == COACH_OK ? coach_transact(x->coach, accesses[need], work, x) : status;
}

coach_status context_open(struct context *x, coach_access access) {
    return x->batch ? COACH_OK : coach_open(x->coach, access);
}

static coach_status run_on_open(struct context *x) {
    enum need need = x->command->verb->need;
    return need == NEED_HANDLE ? x->command->verb->run(x, x->command->arguments)
                               : coach_transact(x->coach, accesses[need], work, x);
}

/* What a part has written falls with its hook, and is told with the whole. */
static coach_status end_part(struct context *x, GPtrArray *parts) {
    if (coach_written_count(x->coach) == x->written.from)
        return COACH_OK;
    coach_status status = hook_before(x);
    if (x->written.after)
        g_ptr_array_add(parts, g_steal_pointer(&x->written.after));
    return status;
}

coach_status context_run_request(struct context *x, bool atomic, GPtrArray *parts) {
    coach_status status = check_globals(x);
    const struct command *named = atomic ? x->batch->command : x->command;
    x->out = sink_new(false, x->interrupted);
    if (status != COACH_OK)
        return status;
    g_autofree char *line = line_text(named);
    coach_settings settings = settings_of(x, line);
    x->written.from = atomic ? coach_written_count(x->coach) : 0;
    status = coach_adjust(x->coach, &settings);
    if (status == COACH_OK)
        status = run_on_open(x);
    if (status == COACH_OK && atomic)
        return end_part(x, parts);
    if (status == COACH_OK || status == COACH_PARTIAL)
        hook_after(x);
    return status;
}

int context_run(struct context *x) {
    x->out = sink_new(x->command->verb->need == NEED_READ, x->interrupted);
    coach_status status = open_and_run(x);
    if (status != COACH_OK && status != COACH_PARTIAL)
        return context_fail(x, status);
    bool rehearsed = x->command->globals.dry_run;
    x->changed = x->command->verb->need >= NEED_WRITE && !rehearsed && !x->looked;
    if (x->changed)
        sink_persist(x->out);
    hook_after(x);
    if (x->command->verb->done)
        x->command->verb->done(x, x->command->arguments);
    print_notes(x, status);
    if (for_people(x))
        rehearsal_print(x);
    int code = status == COACH_PARTIAL ? context_fail(x, status) : 0; /* before a pager begins */
    int delivered = context_deliver(x);
    if (delivered || code)
        return delivered ? delivered : code;
    return failure_exit_code(x->wanting);
}
