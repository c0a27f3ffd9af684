/* inner.c - commands that are not for people. */
#include "cli/inner.h"

#include "cli/complete.h"
#include "cli/context.h"
#include "cli/manual.h"
#include "cli/surface.h"

#include <glib.h>
#include <string.h>
#include <unistd.h>

#define UNKNOWN 2

bool inner_is(int argc, char **argv) {
    return argc > 1 && argv[1][0] == '_' && argv[1][1] == '_';
}

static int print_manual(int argc, char **argv, struct sink *out) {
    const struct noun *noun = argc > 0 ? noun_find(argv[0]) : NULL;
    const struct verb *verb = noun && argc > 1 ? verb_find(noun, argv[1]) : NULL;
    if (argc == 1 && strcmp(argv[0], "overview") == 0)
        manual_overview(out);
    else if (argc == 1 && strcmp(argv[0], "fields") == 0)
        manual_fields(out);
    else if (argc == 1 && noun)
        manual_noun(out, noun);
    else if (argc == 2 && verb)
        manual_page(out, noun, verb);
    else
        return UNKNOWN;
    return 0;
}

static int print_pages(struct sink *out) {
    sink_puts(out, "coach.1 overview\n");
    for (size_t i = 0; nouns[i]; i++) {
        sink_printf(out, "coach-%s.1 %s\n", nouns[i]->name, nouns[i]->name);
        for (const struct verb *verb = verbs_named(nouns[i]); verb->run; verb++)
            sink_printf(out, "coach-%s-%s.1 %s %s\n", nouns[i]->name, verb->name, nouns[i]->name,
                        verb->name);
    }
    return 0;
}

/* Opens the database that the line means, for the rows that complete it. */
static coach *open_as_it_is(const char *database, const struct config *config) {
    struct globals globals = {.db = database};
    g_autofree char *path = context_database(&globals, config);
    coach_settings settings = {.database = path,
                               .time_zone = config_get(config, "core.time_zone", NULL),
                               .busy_timeout_ms = 100};
    coach *c = NULL;
    if (path && coach_new(&settings, &c) == COACH_OK && coach_open(c, COACH_PEEK) == COACH_OK)
        return c;
    coach_free(c);
    return NULL;
}

static int print_candidates(int argc, char **argv, struct sink *out) {
    struct config *config = NULL;
    struct complaint c = {0};
    if (config_load(NULL, &config, &c) != COACH_OK)
        config = NULL; /* the tables are known all the same */
    if (argc > 0 && strcmp(argv[0], "--") == 0) {
        argc--;
        argv++;
    }
    complete((const char *const *)argv, (size_t)argc, config, open_as_it_is, out);
    config_free(config);
    complaint_clear(&c);
    return 0;
}

static int print(int argc, char **argv, struct sink *out) {
    const char *what = argv[1] + 2;
    if (strcmp(what, "manual") == 0)
        return print_manual(argc - 2, argv + 2, out);
    if (strcmp(what, "pages") == 0)
        return print_pages(out);
    if (strcmp(what, "surface") == 0) {
        surface_print(out);
        return 0;
    }
    if (strcmp(what, "complete") == 0)
        return print_candidates(argc - 2, argv + 2, out);
    return UNKNOWN;
}

int inner_run(int argc, char **argv) {
    struct sink *out = sink_new(false, NULL);
    int code = print(argc, argv, out);
    if (code == 0 && sink_deliver(out, STDOUT_FILENO) != 0)
        code = failure_exit_code(COACH_STORAGE);
    sink_free(out);
    return code;
}
