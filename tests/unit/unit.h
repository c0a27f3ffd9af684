/* unit.h - unit tests in C: each check is one line of TAP on standard output. */
#ifndef UNIT_H
#define UNIT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int unit_count, unit_failures;

/* One check. what names it, as a printf format. */
__attribute__((format(printf, 2, 3))) static inline bool check(bool holds, const char *what, ...) {
    va_list args;
    va_start(args, what);
    printf("%s %d - ", holds ? "ok" : "not ok", ++unit_count);
    vprintf(what, args);
    putchar('\n');
    va_end(args);
    unit_failures += !holds;
    return holds;
}

/* Two texts are the same; prints both where they are not. NULL is a value. */
static inline bool check_text(const char *got, const char *wanted, const char *what) {
    bool same = got && wanted ? strcmp(got, wanted) == 0 : got == wanted;
    check(same, "%s", what);
    if (!same)
        printf("# got:    %s\n# wanted: %s\n", got ? got : "(null)", wanted ? wanted : "(null)");
    return same;
}

static inline bool check_number(long long got, long long wanted, const char *what) {
    check(got == wanted, "%s", what);
    if (got != wanted)
        printf("# got:    %lld\n# wanted: %lld\n", got, wanted);
    return got == wanted;
}

/* Ends the program: prints the plan and gives the exit status. */
static inline int unit_end(void) {
    printf("1..%d\n", unit_count);
    return unit_failures != 0;
}

#endif
