/* pair.c - times two commands against each other: A B, B A, A B, …
 *
 * pair RUNS FIRST OUT_A OUT_B A… --- B… runs both RUNS times, after two runs that do not count,
 * each with its standard output in a file of its own, emptied before. In every argument {} becomes
 * a number that counts up from FIRST, so that each run can ask for something new. Prints the
 * medians in milliseconds, their ratio, and the most memory that a run of each had in KiB. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WARM_UP = 2 };

extern char **environ;

struct side {
    char **argv;
    size_t count;
    const char *out;
    double *times; /* milliseconds */
    long memory;   /* KiB, the most of all runs */
};

static void *need(void *memory) {
    if (memory)
        return memory;
    fputs("pair: out of memory\n", stderr);
    exit(1);
}

/* The argument with the number in the place of each {}. */
static char *with_number(const char *argument, long number) {
    char digits[24];
    size_t length = (size_t)snprintf(digits, sizeof digits, "%ld", number);
    char *text = need(malloc(strlen(argument) * (length + 1) + 1)), *out = text;
    while (*argument) {
        if (strncmp(argument, "{}", 2) != 0) {
            *out++ = *argument++;
            continue;
        }
        memcpy(out, digits, length);
        out += length;
        argument += 2;
    }
    *out = '\0';
    return text;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double run(struct side *side, long number) {
    char **argv = need(calloc(side->count + 1, sizeof *argv));
    for (size_t i = 0; i < side->count; i++)
        argv[i] = with_number(side->argv[i], number);
    int file = open(side->out, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) {
        fprintf(stderr, "pair: %s: %s\n", side->out, strerror(errno));
        exit(1);
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, file, STDOUT_FILENO);
    pid_t pid;
    int code;
    struct rusage usage;
    double start = now();
    int error = posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ);
    if (error == 0 && wait4(pid, &code, 0, &usage) != pid)
        error = errno;
    double took = now() - start;
    if (error != 0 || code != 0) {
        fprintf(stderr, "pair: %s %s: %s\n", argv[0], side->count > 1 ? argv[1] : "",
                error ? strerror(error) : "failed");
        exit(1);
    }
    if (usage.ru_maxrss > side->memory)
        side->memory = usage.ru_maxrss;
    posix_spawn_file_actions_destroy(&actions);
    close(file);
    for (size_t i = 0; i < side->count; i++)
        free(argv[i]);
    free(argv);
    return took;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(struct side *side, size_t runs) {
    qsort(side->times, runs, sizeof *side->times, by_size);
    return (side->times[(runs - 1) / 2] + side->times[runs / 2]) / 2;
}

int main(int argc, char **argv) {
    int middle = 5;
    while (middle < argc && strcmp(argv[middle], "---") != 0)
        middle++;
    long runs = argc > 5 ? strtol(argv[1], NULL, 10) : 0;
    if (runs < 1 || middle == 5 || middle + 1 >= argc) {
        fprintf(stderr, "usage: %s RUNS FIRST OUT_A OUT_B A... --- B...\n", argv[0]);
        return 2;
    }
    long number = strtol(argv[2], NULL, 10);
    struct side sides[] = {
        {.argv = argv + 5, .count = (size_t)(middle - 5), .out = argv[3]},
        {.argv = argv + middle + 1, .count = (size_t)(argc - middle - 1), .out = argv[4]},
    };
    for (size_t i = 0; i < 2; i++)
        sides[i].times = need(calloc((size_t)runs, sizeof(double)));
    for (long i = -WARM_UP; i < runs; i++, number++)
        for (long turn = 0; turn < 2; turn++) {
            struct side *side = &sides[(turn + i + WARM_UP) % 2];
            double took = run(side, number);
            if (i >= 0)
                side->times[i] = took;
        }
    double a = median(&sides[0], (size_t)runs), b = median(&sides[1], (size_t)runs);
    printf("%.3f %.3f %.3f %ld %ld\n", a, b, a / b, sides[0].memory, sides[1].memory);
    return 0;
}
