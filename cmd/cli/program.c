/* program.c - other programs that coach runs: where they are, and what they are told. */
#include "cli/program.h"

#include "cli/context.h"

#include <glib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- Where they are ---- */

static bool is_program(const char *path) {
    struct stat about;
    return stat(path, &about) == 0 && S_ISREG(about.st_mode) && access(path, X_OK) == 0;
}

char *program_in_path(const char *name) {
    const char *path = g_getenv("PATH");
    if (!path)
        return NULL;
    g_auto(GStrv) directories = g_strsplit(path, ":", -1);
    for (char **directory = directories; *directory; directory++) {
        if ((*directory)[0] != '/')
            continue;
        g_autofree char *program = g_build_filename(*directory, name, NULL);
        if (is_program(program))
            return g_steal_pointer(&program);
    }
    return NULL;
}

char *program_find(const char *word) {
    static const char *const places[] = {"libexec", "../libexec/coach"};
    if (strchr(word, '/'))
        return is_program(word) ? g_strdup(word) : NULL;
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *directory = self ? g_path_get_dirname(self) : NULL;
    for (size_t i = 0; directory && i < G_N_ELEMENTS(places); i++) {
        g_autofree char *program = g_build_filename(directory, places[i], word, NULL);
        if (is_program(program))
            return g_steal_pointer(&program);
    }
    return program_in_path(word);
}

/* ---- What they are told ---- */

static void tell(const char *name, const char *value) {
    if (value)
        g_setenv(name, value, TRUE);
}

char *program_place(const char *database) {
    if (database[0] == '/' || !coach_database_is_file(database))
        return coach_database_shown(database);
    g_autofree char *here = g_get_current_dir();
    return g_build_filename(here, database, NULL);
}

void program_tell(const struct globals *globals, const struct config *config) {
    for (const struct config_key *key = config_keys; key->name; key++) {
        const char *origin = NULL, *value = config_get(config, key->name, &origin);
        bool ours = g_str_has_prefix(key->name, "mail."); /* the helper reads no files */
        if (key->environment && value && (ours || strcmp(origin, "command line") == 0))
            tell(key->environment, value);
    }
    g_autofree char *database = context_database(globals, config);
    g_autofree char *place = database ? program_place(database) : NULL;
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    tell("COACH_DB", place);
    tell("COACH_EXEC", self);
    tell("COACH_USER", globals->as);
    tell("COACH_TIME_ZONE", globals->time_zone);
    tell("COACH_COLOR", globals->color);
    tell("COACH_OUTPUT", globals->output);
}
