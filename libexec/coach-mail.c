/* coach-mail.c - sends one reminder of `coach remind` as a mail: JSON on standard input, the mail
 * to mail.command. Ends with 0 when that has taken it, with 75 where it may be tried again, else
 * with 1; what is wrong is one line on standard error. */
#include "message.h"

#include <gio/gio.h>
#include <gmime/gmime.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* as sysexits.h and shells have them */
enum { NO_HOST = 68, UNAVAILABLE, SYSTEM = 71, INPUT_OUTPUT = 74, TRY_AGAIN, CONFIGURATION = 78 };
enum { CANNOT_RUN = 126, NOT_FOUND };
enum { MOST_BYTES = 1 << 20 };

static int complain(int status, const char *what) {
    (void)fprintf(stderr, "coach-mail: %s\n", what);
    return status;
}

/* All of standard input; NULL where it cannot be read, or is too long to be a reminder. */
static GString *read_input(void) {
    GString *text = g_string_new(NULL);
    char bytes[4096];
    ssize_t got;
    while ((got = read(STDIN_FILENO, bytes, sizeof bytes)) > 0 && text->len <= MOST_BYTES)
        g_string_append_len(text, bytes, got);
    if (got == 0 && text->len <= MOST_BYTES)
        return text;
    g_string_free(text, TRUE);
    return NULL;
}

/* Where sendmail is, which cron does not look for in its own PATH. */
static void find_program(char **name) {
    static const char *const places[] = {"/usr/sbin", "/usr/lib"};
    g_autofree char *found = g_find_program_in_path(*name);
    for (size_t i = 0; !found && !strchr(*name, '/') && i < G_N_ELEMENTS(places); i++) {
        g_autofree char *path = g_build_filename(places[i], *name, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_EXECUTABLE))
            found = g_steal_pointer(&path);
    }
    if (found) {
        g_free(*name);
        *name = g_steal_pointer(&found);
    }
}

/* What may pass: that a mail server is not there, msmtp says with 69, and with 68 that no name can
 * be looked up, as on a laptop in a train; what is not set up yet will be. */
static bool may_pass(int status) {
    return status == TRY_AGAIN || status == NO_HOST || status == UNAVAILABLE || status == SYSTEM ||
           status == INPUT_OUTPUT || status == CONFIGURATION || status == CANNOT_RUN ||
           status == NOT_FOUND;
}

/* Gives the mail to the program. */
static int hand_over(const char *command, GBytes *mail) {
    g_auto(GStrv) argv = NULL;
    g_autoptr(GError) error = NULL;
    if (!g_shell_parse_argv(command, NULL, &argv, &error))
        return complain(TRY_AGAIN, error->message);
    find_program(&argv[0]);
    g_autoptr(GSubprocess) program =
        g_subprocess_newv((const char *const *)argv, G_SUBPROCESS_FLAGS_STDIN_PIPE, &error);
    if (!program)
        return complain(TRY_AGAIN, error->message);
    /* what it has not read, its exit status tells of */
    (void)g_subprocess_communicate(program, mail, NULL, NULL, NULL, NULL);
    (void)g_subprocess_wait(program, NULL, NULL);
    if (!g_subprocess_get_if_exited(program))
        return complain(TRY_AGAIN, "mail.command was ended by a signal");
    int status = g_subprocess_get_exit_status(program);
    g_autofree char *what = g_strdup_printf("%s ended with exit status %d", argv[0], status);
    return status == 0 ? EXIT_SUCCESS : complain(may_pass(status) ? TRY_AGAIN : EXIT_FAILURE, what);
}

static int send_mail(const struct reminder *reminder) {
    const char *from = g_getenv("COACH_MAIL_FROM"), *command = g_getenv("COACH_MAIL_COMMAND");
    g_autofree char *why = NULL;
    /* what somebody has yet to set loses no reminder */
    if (!from || !*from)
        return complain(TRY_AGAIN, "mail.from is not set");
    if (!only_mailbox(from))
        return complain(TRY_AGAIN, "mail.from is not one address");
    g_autoptr(GBytes) mail = message_of(reminder, from, &why);
    return mail ? hand_over(command && *command ? command : "sendmail -t -i", mail)
                : complain(EXIT_FAILURE, why);
}

int main(int argc, char **argv) {
    (void)argv;
    if (argc > 1)
        return complain(EXIT_FAILURE, "takes no arguments: coach-remind(7) says what it reads");
    (void)signal(SIGPIPE, SIG_IGN);
    g_mime_init();
    GString *text = read_input();
    if (!text)
        return complain(EXIT_FAILURE, "standard input cannot be read");
    struct reminder reminder;
    g_autofree char *why = NULL;
    bool known = reminder_read(text->str, text->len, &reminder, &why);
    int status = known ? send_mail(&reminder) : complain(EXIT_FAILURE, why);
    reminder_clear(&reminder);
    g_string_free(text, TRUE);
    g_mime_shutdown();
    return status;
}
