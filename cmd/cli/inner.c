/* inner.c - commands that are not for people. */
#include "cli/inner.h"

#include "cli/complete.h"
#include "cli/context.h"
#include "cli/manual.h"
#include "cli/surface.h"
#include "cli/unknown.h"
#include "cli/wording.h"

#include <glib.h>
#include <string.h>
#include <unistd.h>

#define UNKNOWN 2

bool inner_is(int argc, char **argv) {
    return argc > 1 && argv[1][0] == '_' && argv[1][1] == '_';
}

static int print_manual(int argc, char **argv, struct sink *out) {
    const struct noun *noun = NULL;
    const struct verb *verb = NULL;
    struct complaint ignored = {0};
    coach_status status = COACH_OK;
    if (argc == 1 && strcmp(argv[0], "overview") == 0) {
        manual_overview(out);
        return 0;
    }
    if (argc == 1 && strcmp(argv[0], "fields") == 0) {
        manual_fields(out);
        return 0;
    }
    for (int i = 0; status == COACH_OK && i < argc; i++)
        status = verb ? COACH_USAGE : known_word(argv[i], &noun, &verb, &ignored);
    complaint_clear(&ignored);
    if (status != COACH_OK || !noun)
        return UNKNOWN;
    if (verb && verb->name)
        manual_page(out, noun, verb);
    else
        manual_noun(out, noun);
    return 0;
}

/* The page of a command, and the words to ask for it. */
static void print_page(struct sink *out, const struct noun *noun, const struct verb *verb) {
    g_autofree char *page = wording_command(noun, verb, '-');
    g_autofree char *words = wording_command(noun, verb, ' ');
    sink_printf(out, "%s.1 %s\n", page, words + strlen("coach "));
}

static int print_pages(struct sink *out) {
    sink_puts(out, "coach.1 overview\n");
    for (size_t i = 0; nouns[i]; i++) {
        print_page(out, nouns[i], NULL);
        for (const struct verb *verb = verbs_named(nouns[i]); verb->run; verb++)
            print_page(out, nouns[i], verb);
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
