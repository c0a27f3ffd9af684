/* memory.c - where no memory is left, GLib writes a message that needs some, and may wait for
 * itself for ever. The program is linked so that what it has to say comes here: see Makefile. */
#include <glib.h>
#include <stdarg.h>
#include <unistd.h>

enum { EXIT_STORAGE = 4 };

void __wrap_g_log(const char *domain, GLogLevelFlags level, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

void __wrap_g_log(const char *domain, GLogLevelFlags level, const char *format, ...) {
    static const char no_memory[] = "coach: out of memory\n"
                                    "hint: look what has been done before you try again\n";
    if (level & G_LOG_LEVEL_ERROR) {
        (void)!write(STDERR_FILENO, no_memory, sizeof no_memory - 1);
        _exit(EXIT_STORAGE);
    }
    va_list args;
    va_start(args, format);
    g_logv(domain, level, format, args);
    va_end(args);
}
