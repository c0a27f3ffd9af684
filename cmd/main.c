/* main.c - argv → exit status. */
#include "cli/alias.h"
#include "cli/context.h"
#include "cli/help.h"
#include "cli/inner.h"

#include <fcntl.h>
#include <glib.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t interrupted;

static void stop(int signal) {
    interrupted = signal;
}

/* Asked to stop, a command takes back what is not committed and says so. A reader that goes away
 * ends it in silence, also where the parent ignores that signal. */
static void handle_signals(void) {
    struct sigaction action = {.sa_handler = stop};
    sigemptyset(&action.sa_mask);
    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGTERM, &action, NULL);
    (void)sigaction(SIGHUP, &action, NULL);
    (void)signal(SIGPIPE, SIG_DFL);
}

/* Whether failures are to be JSON, for a line that could not be parsed to its end. */
static bool wants_json(int argc, char **argv) {
    bool json = false;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        const char *format = NULL;
        if (strcmp(argv[i], "--json") == 0)
            format = "json";
        else if (g_str_has_prefix(argv[i], "--output="))
            format = argv[i] + strlen("--output=");
        else if ((strcmp(argv[i], "--output") == 0 || strcmp(argv[i], "-o") == 0) && i + 1 < argc)
            format = argv[i + 1];
        else if (g_str_has_prefix(argv[i], "-o") && argv[i][1] == 'o')
            format = argv[i] + 2;
        if (format)
            json = strcmp(format, "json") == 0 || strcmp(format, "jsonl") == 0;
    }
    return json;
}

/* A line that says only what to show help for. */
static coach_status no_verb(const struct command *command, struct complaint *c) {
    GString *verbs = g_string_new(NULL);
    for (const struct verb *verb = command->noun->verbs; verb->run; verb++)
        g_string_append_printf(verbs, "%s%s", verbs->len ? ", " : "", verb->name);
    complain(c, COACH_USAGE, NULL, "%s needs a verb", command->noun->name);
    complain_hint(c, "one of: %s", verbs->str);
    g_string_free(verbs, TRUE);
    return COACH_USAGE;
}

static void print_help(struct sink *out, const struct command *command) {
    if (command->verb)
        help_of_verb(out, command->noun, command->verb);
    else if (command->noun)
        help_of_noun(out, command->noun);
    else
        help_overview(out);
}

/* Help and version need neither a database nor a handle. */
static int run_help(const struct command *command, struct config *config) {
    struct context x = {
        .command = command, .config = config, .out = sink_new(false, NULL), .page = true};
    if (command->globals.version)
        sink_puts(x.out, "coach " COACH_VERSION "\n");
    else
        print_help(x.out, command);
    int code = context_deliver(&x);
    context_clear(&x);
    return code;
}

static int run_verb(const struct command *command, struct config *config) {
    struct context x = {.interrupted = &interrupted};
    coach_status status = context_init(&x, command, config);
    int code = status == COACH_OK ? context_run(&x) : context_fail(&x, status);
    context_clear(&x);
    return code;
}

static const char *editor_of(const struct config *config) {
    const char *const named[] = {config_get(config, "core.editor", NULL), g_getenv("VISUAL"),
                                 g_getenv("EDITOR")};
    for (size_t i = 0; i < G_N_ELEMENTS(named); i++)
        if (named[i] && *named[i])
            return named[i];
    return "vi";
}

static int run(struct command *command, struct complaint *c, bool json) {
    struct config *config;
    const struct globals *globals = &command->globals;
    if (config_load(globals->config.items, &config, c) != COACH_OK)
        return failure_print(&c->view, json);
    if (globals->help || globals->version || !command->noun)
        return run_help(command, config);
    coach_status status =
        command->verb ? command_read_files(command, editor_of(config), c) : no_verb(command, c);
    if (status == COACH_OK)
        return run_verb(command, config);
    config_free(config);
    return failure_print(&c->view, json);
}

static int parse_and_run(int argc, char **argv, struct complaint *c) {
    struct command command = {0};
    g_auto(GStrv) line = NULL;
    coach_status status = parse_command(argc, argv, &command, c);
    if (command.word)
        status = alias_expand(argc, argv, &command, c, &line);
    if (line) {
        argv = line;
        argc = (int)g_strv_length(line);
    }
    bool json = wants_json(argc, argv);
    int code = status == COACH_OK ? run(&command, c, json) : failure_print(&c->view, json);
    command_clear(&command);
    return code;
}

/* Nothing that is opened later may take the number of a closed standard input, output or error:
 * what is meant for people would go there. Using these fails, as it does when they are closed. */
static void keep_standard_numbers(void) {
    for (int number = STDIN_FILENO; number <= STDERR_FILENO; number++)
        if (fcntl(number, F_GETFD) < 0)
            (void)open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int main(int argc, char **argv) {
    struct complaint c = {0};
    keep_standard_numbers();
    handle_signals();
    int code = inner_is(argc, argv) ? inner_run(argc, argv) : parse_and_run(argc, argv, &c);
    complaint_clear(&c);
    return code;
}
