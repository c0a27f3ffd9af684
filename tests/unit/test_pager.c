/* test_pager.c - results reach the pager, or standard output where there is none. */
#include "cli/pager.h"
#include "sink_text.h"
#include "unit.h"
#include <errno.h>
#include <stdlib.h>

static struct sink *sink;

/* Shows a text; gives back what came out of standard output, and how it ended. */
static char *show(const char *text, const char *command, int *error) {
    size_t length = 0;
    int file = memfd_create("output", MFD_CLOEXEC), before = dup(STDOUT_FILENO);
    fflush(stdout);
    dup2(file, STDOUT_FILENO);
    sink_puts(sink, text);
    *error = pager_show(sink, command);
    dup2(before, STDOUT_FILENO);
    close(before);
    char *shown = descriptor_text(file, &length);
    close(file);
    return shown;
}

static void check_shown(const char *text, const char *command, const char *wanted,
                        const char *what) {
    int error = 0;
    g_autofree char *shown = show(text, command, &error);
    check_text(shown, wanted, what);
    check_number(error, 0, "without a failure");
}

int main(void) {
    sink = sink_new(false, NULL);
    g_autofree char *large = g_strnfill(9 << 20, 'x');
    struct sigaction before, after;
    signal(SIGINT, SIG_DFL); /* a shell ignores it for what runs in the background */
    sigaction(SIGINT, NULL, &before);
    unsetenv("LESS");
    setenv("LV", "mine", 1);

    check_shown("text\n", NULL, "text\n", "no pager");
    check_shown("text\n", "", "text\n", "an empty one");
    check_shown("text\n", "cat", "text\n", "cat is none");
    check_shown("text\n", "sed 's/^/> /'", "> text\n", "a command of the shell");
    check_shown("", "echo \"$LESS $LV\"", "FRX mine\n", "variables that are not set are given");
    check(getenv("LESS") == NULL, "but to the pager only");
    check_shown("text\n", "coach-no-such-pager 2>/dev/null", "text\n", "a pager that is not there");
    check_shown("text\n", "exit 1", "", "a pager that fails has shown what it would");
    check_shown(large, "head -c 3", "xxx", "a pager that quits early");
    check_shown("", "kill -INT $$; echo alive", "", "interrupts are the pager's own");
    check_shown("next\n", NULL, "next\n", "nothing is left over");
    sigaction(SIGINT, NULL, &after);
    check(before.sa_handler == after.sa_handler, "signals are as before");
    sink_free(sink);
    return unit_end();
}
