/* context.c - from a parsed line and the configuration to a verb's run, and from its rows to
 * standard output. */
#include "cli/context.h"

#include "cli/config_file.h"
#include "cli/escape.h"
#include "cli/line.h"
#include "cli/pager.h"
#include "cli/unknown.h"

#include <errno.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* ---- Settings ---- */

enum format context_format(const struct globals *globals, const struct config *config) {
    const char *name =
        globals->output ? globals->output : config_get(config, "output.format", NULL);
    for (size_t i = 0; name && format_names[i]; i++)
        if (strcmp(format_names[i], name) == 0)
            return (enum format)i;
    return FORMAT_TABLE;
}

static bool coloured(const struct context *x, bool terminal) {
    const char *when = x->command->globals.color;
    const char *no_color = g_getenv("NO_COLOR"), *term = g_getenv("TERM");
    if (!when && no_color && *no_color)
        return false;
    if (!when)
        when = config_get(x->config, "color.ui", NULL);
    if (strcmp(when, "auto") != 0)
        return strcmp(when, "always") == 0;
    return terminal && g_strcmp0(term, "dumb") != 0;
}

static void set_style(struct context *x) {
    const struct globals *globals = &x->command->globals;
    bool terminal = isatty(STDOUT_FILENO);
    struct winsize size = {0};
    if (terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        size.ws_col = 0;
    x->style = (struct style){
        .format = context_format(globals, x->config),
        .headers = !globals->no_headers,
        .spreadsheet_safe = globals->spreadsheet_safe,
        .truncate = terminal && !globals->no_trunc,
        .colour = coloured(x, terminal),
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
    coach_free(x->coach);
    config_free(x->config);
    complaint_clear(&x->complaint);
    g_free(x->database);
}

/* ---- Failing and delivering ---- */

int context_fail(struct context *x, coach_status status) {
    const coach_failure *failure = &x->complaint.view;
    if (failure->status == COACH_OK && x->coach)
        failure = coach_last_failure(x->coach);
    coach_failure bare = {.status = status, .message = "stopped without a reason"};
    return failure_print(failure->status == COACH_OK ? &bare : failure, x->style.format);
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

int context_deliver(struct context *x) {
    const char *pager =
        x->page && !x->command->globals.no_pager && isatty(STDOUT_FILENO) ? pager_command(x) : NULL;
    int error = pager ? pager_show(x->out, pager) : sink_deliver(x->out, STDOUT_FILENO);
    if (error == 0)
        return 0;
    if (error == EINTR)
        complain(&x->complaint, COACH_INTERRUPTED, NULL, "interrupted");
    else
        complain(&x->complaint, COACH_STORAGE, NULL, "standard output cannot be written: %s",
                 g_strerror(error));
    if (x->changed)
        complain_hint(&x->complaint, "the change itself has been made");
    return context_fail(x, x->complaint.view.status);
}

/* What the library has to say beside its rows, line by line. */
static void print_lines(const struct context *x, const char *(*line_of)(const coach *c, size_t n)) {
    const char *line;
    for (size_t n = 0; x->coach && (line = line_of(x->coach, n)); n++) {
        g_autofree char *shown = escape_for_terminal(line, false);
        (void)fprintf(stderr, "%s\n", shown);
    }
}

/* What was done otherwise than it was asked, for programs too; of a batch that failed in part it is
 * in the failure. What was understood of times, for people only: programs read it in the row. */
static void print_notes(const struct context *x, coach_status status) {
    if (status == COACH_OK)
        print_lines(x, coach_problem);
    if (x->style.format == FORMAT_TABLE)
        print_lines(x, coach_note);
}

/* ---- Running ---- */

static coach_status work(coach *c, void *data) {
    struct context *x = data;
    (void)c;
    sink_discard(x->out);
    return x->command->verb->run(x, x->command->arguments);
}

static coach_status make_handle(struct context *x) {
    const struct globals *globals = &x->command->globals;
    const char *clock = g_getenv("COACH_NOW");
    x->database = context_database(globals, x->config);
    if (!x->database) {
        complain(&x->complaint, COACH_STORAGE, NULL,
                 "there is no place for a database: HOME is not set");
        return complain_hint(&x->complaint, "name one with --db or COACH_DB");
    }
    g_autofree char *line = line_text(x->command->argc, x->command->argv);
    coach_settings settings = {
        .command = line,
        .database = x->database,
        .actor = globals->as ? globals->as : config_get(x->config, "user.email", NULL),
        .time_zone = config_get(x->config, "core.time_zone", NULL),
        .asked_time_zone = globals->time_zone,
        .as_of = globals->as_of,
        .clock = clock && *clock ? clock : NULL,
        .busy_timeout_ms = (int)config_milliseconds(x->config, "core.busy_timeout"),
        .session_minutes = (int)config_minutes(x->config, "session.duration"),
        .cancel_window_minutes = (int)config_minutes(x->config, "session.cancel_window"),
        .rehearse = globals->dry_run,
        .interrupted = x->interrupted,
    };
    return coach_new(&settings, &x->coach);
}

static coach_status no_rehearsal(struct context *x) {
    complain(&x->complaint, COACH_USAGE, NULL, "--dry-run is for commands that change rows");
    return hint_help(&x->complaint, x->command->noun, x->command->verb);
}

static bool shows_rows(const struct verb *verb) {
    return verb->run == run_list || verb->run == run_show;
}

static coach_status no_past(struct context *x) {
    complain(&x->complaint, COACH_USAGE, NULL, "--as-of is for lists and for show");
    return hint_help(&x->complaint, x->command->noun, x->command->verb);
}

static coach_status open_and_run(struct context *x) {
    static const coach_access access[] = {
        [NEED_READ] = COACH_READ, [NEED_WRITE] = COACH_WRITE, [NEED_CREATE] = COACH_CREATE};
    enum need need = x->command->verb->need;
    if (x->command->globals.dry_run && need != NEED_WRITE && !x->command->verb->rehearses)
        return no_rehearsal(x);
    if (x->command->globals.as_of && !shows_rows(x->command->verb))
        return no_past(x);
    if (need < NEED_READ)
        return x->command->verb->run(x, x->command->arguments);
    coach_status status = make_handle(x);
    if (status == COACH_OK && need == NEED_HANDLE)
        return x->command->verb->run(x, x->command->arguments);
    if (status == COACH_OK)
        status = coach_open(x->coach, access[need]);
    return status == COACH_OK ? coach_transact(x->coach, access[need], work, x) : status;
}

int context_run(struct context *x) {
    x->out = sink_new(x->command->verb->need == NEED_READ, x->interrupted);
    coach_status status = open_and_run(x);
    if (status != COACH_OK && status != COACH_PARTIAL)
        return context_fail(x, status);
    bool rehearsed = x->command->globals.dry_run;
    x->changed = x->command->verb->need >= NEED_WRITE && !rehearsed;
    if (x->changed)
        sink_persist(x->out);
    if (x->command->verb->done)
        x->command->verb->done(x, x->command->arguments);
    print_notes(x, status);
    if (rehearsed && x->style.format == FORMAT_TABLE)
        (void)fputs("nothing has been changed\n", stderr);
    int code = status == COACH_PARTIAL ? context_fail(x, status) : 0; /* before a pager begins */
    int delivered = context_deliver(x);
    return delivered ? delivered : code;
}
