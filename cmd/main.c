/* main.c - argv → exit status. */
#include "cli/alias.h"
#include "cli/context.h"
#include "cli/help.h"
#include "cli/inner.h"
#include "cli/unknown.h"

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

/* Ends a line of which no verb came to run. */
static int fail(int argc, char **argv, const struct complaint *c) {
    struct command line;
    struct config *config = NULL;
    struct complaint ignored = {0};
    parse_tolerantly(argc, argv, &line);
    bool known = line.globals.output ||
                 config_load(line.globals.config.items, &config, &ignored) == COACH_OK;
    enum format format = known ? context_format(&line.globals, config) : FORMAT_TABLE;
    int code = failure_print(&c->view, format, NULL);
    config_free(config);
    complaint_clear(&ignored);
    command_clear(&line);
    return code;
}

/* A line that says only what to show help for. */
static coach_status no_verb(const struct command *command, struct complaint *c) {
    g_autoptr(GPtrArray) words = known_words(command->noun);
    g_autofree char *all = g_strjoinv(", ", (char **)words->pdata);
    complain(c, COACH_USAGE, NULL, "%s needs a verb", command->noun->name);
    return complain_hint(c, "one of: %s", all);
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
    struct context x = {.out = sink_new(false, NULL), .page = true};
    context_init(&x, command, config);
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
    context_init(&x, command, config);
    int code = context_run(&x);
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

static bool is_help(const struct command *command) {
    return command->globals.help || command->globals.version || !command->noun;
}

/* Where files or the environment make no sense, whoever reads help or mends them is let through. */
static coach_status load_settings(const struct command *command, struct config **config,
                                  struct complaint *c) {
    const char *const *overrides = command->globals.config.items;
    bool needed = !is_help(command) && command->verb && command->verb->need != NEED_NOTHING;
    coach_status status = config_load(overrides, config, c);
    if (status == COACH_OK || needed)
        return status;
    complaint_clear(c);
    return config_load_line(overrides, config, c);
}

/* Runs what the line means; false where it could not begin to. */
static bool run(struct command *command, struct complaint *c, int *code) {
    struct config *config;
    if (load_settings(command, &config, c) != COACH_OK)
        return false;
    if (is_help(command)) {
        *code = run_help(command, config);
        return true;
    }
    coach_status status =
        command->verb ? command_read_files(command, editor_of(config), c) : no_verb(command, c);
    if (status == COACH_OK)
        *code = run_verb(command, config);
    else
        config_free(config);
    return status == COACH_OK;
}

static int parse_and_run(int argc, char **argv) {
    struct command command = {0};
    struct complaint c = {0};
    g_auto(GStrv) line = NULL;
    int code;
    coach_status status = parse_command(argc, argv, &command, &c);
    if (command.word)
        status = alias_expand(argc, argv, &command, &c, &line);
    if (line) {
        argv = line;
        argc = (int)g_strv_length(line);
    }
    if (status != COACH_OK || !run(&command, &c, &code))
        code = fail(argc, argv, &c);
    complaint_clear(&c);
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
    keep_standard_numbers();
    handle_signals();
    return inner_is(argc, argv) ? inner_run(argc, argv) : parse_and_run(argc, argv);
}
