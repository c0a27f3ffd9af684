/* config.c - settings from files, the environment and the command line; later ones win. */
#include "cli/config.h"

#include "cli/config_file.h"

#include <glib.h>
#include <string.h>

#define ALIAS "alias."

static const char *const colours[] = {"auto", "always", "never", NULL};
static const char *const formats[] = {"table", "json", "jsonl", "csv", "tsv", "id", NULL};

const struct config_key config_keys[] = {
    {"core.database", "COACH_DB",
     .doc = "The database: the path of a file, or the address of a server"},
    {"core.time_zone", "COACH_TIME_ZONE", CONFIG_ZONE,
     .doc = "Time zone in which times are read and shown, as IANA names it"},
    {"core.pager", "COACH_PAGER", .doc = "Command that shows long output on a terminal; cat: none"},
    {"core.editor", "COACH_EDITOR", .doc = "Command that edits a text"},
    {"core.busy_timeout", "COACH_BUSY_TIMEOUT", CONFIG_MILLISECONDS, .most = 3600000,
     .initial = "10000", .doc = "How long a writer waits for its turn, in milliseconds"},
    {"user.email", "COACH_USER", .doc = "The acting user"},
    {"color.ui", "COACH_COLOR", CONFIG_CHOICE, colours, .initial = "auto",
     .doc = "When tables have colours"},
    {"output.format", "COACH_OUTPUT", CONFIG_CHOICE, formats,
     .doc = "Format of results where none is asked for"},
    {"session.duration", "COACH_SESSION_DURATION", CONFIG_DURATION, .least = 5, .most = 24 * 60,
     .initial = "60m", .doc = "Length of a session where none is given"},
    {"session.cancel_window", "COACH_CANCEL_WINDOW", CONFIG_DURATION, .most = 366 * 24 * 60,
     .initial = "24h", .doc = "Cancelling later than this before the start is late; 0: never"},
    {"remind.command", "COACH_REMIND_COMMAND", CONFIG_COMMAND,
     .doc = "Program that sends reminders, with its arguments"},
    {"remind.timeout", "COACH_REMIND_TIMEOUT", CONFIG_MILLISECONDS, .least = 100, .most = 300000,
     .initial = "60000", .doc = "How long it may take for each, in milliseconds"},
    {"remind.quiet_hours", "COACH_QUIET_HOURS", CONFIG_HOURS,
     .doc = "From when to when nobody is reminded, by the recipient's clock, such as 21:00-08:00"},
    {"mail.from", "COACH_MAIL_FROM", .doc = "The sender of mails that coach-mail writes"},
    {"mail.command", "COACH_MAIL_COMMAND", CONFIG_COMMAND, .initial = "sendmail -t -i",
     .doc = "Program that takes a mail on standard input and sends it, with its arguments"},
    {ALIAS "*", .doc = "A command line that a word stands for; after !, one for the shell"},
    {.name = NULL},
};

struct entry {
    char *key, *value, *origin;
};

struct config {
    GArray *entries; /* of struct entry, sorted by key */
};

/* ---- What fits ---- */

static bool is_alias_name(const char *name) {
    static const char letters[] = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_";
    return g_ascii_isalnum(name[0]) && name[strspn(name, letters)] == '\0';
}

static const struct config_key *find_key(const char *name) {
    bool alias = g_str_has_prefix(name, ALIAS) && is_alias_name(name + strlen(ALIAS));
    const char *wanted = alias ? ALIAS "*" : name;
    for (const struct config_key *key = config_keys; key->name; key++)
        if (strcmp(key->name, wanted) == 0)
            return alias == (key->name[strlen(key->name) - 1] == '*') ? key : NULL;
    return NULL;
}

/* "/etc/coach/config: " for a complaint; nothing for what was typed on the command line. */
static char *place_of(const char *origin) {
    static const char file[] = "file:", environment[] = "environment:";
    if (origin && g_str_has_prefix(origin, file))
        return g_strconcat(origin + strlen(file), ": ", NULL);
    if (origin && g_str_has_prefix(origin, environment))
        return g_strconcat(origin + strlen(environment), ": ", NULL);
    return g_strdup("");
}

/* How much of a text that was typed a complaint repeats. */
static int shown(const char *value) {
    enum { MOST = 80 };
    size_t length = strlen(value);
    if (length > MOST)
        for (length = MOST; ((unsigned char)value[length] & 0xc0) == 0x80;)
            length--;
    return (int)length;
}

static coach_status unknown_key(const char *key, const char *place, struct complaint *c) {
    g_autofree char *name = g_strndup(key, (gsize)shown(key));
    if (g_str_has_prefix(name, ALIAS)) {
        complain(c, COACH_USAGE, name, "%s\"%s\" is not a name for an alias", place, name);
        return complain_hint(c, "letters, digits, - and _, the first a letter or a digit");
    }
    const char *names[G_N_ELEMENTS(config_keys)] = {NULL};
    for (size_t i = 0; config_keys[i].name; i++)
        names[i] = config_keys[i].name;
    complain(c, COACH_USAGE, name, "%sunknown key \"%s\"", place, name);
    const char *near = coach_nearest(name, names);
    if (near)
        return complain_hint(c, "did you mean %s?", near);
    g_autofree char *all = g_strjoinv(", ", (char **)names);
    return complain_hint(c, "known: %s", all);
}

static bool is_command(const char *value) {
    char **words;
    bool split = g_shell_parse_argv(value, NULL, &words, NULL);
    if (split)
        g_strfreev(words);
    return split;
}

static bool fits(const struct config_key *key, const char *value) {
    int64_t minutes;
    switch (key->type) {
    case CONFIG_ZONE:
        return coach_zone_known(value);
    case CONFIG_MILLISECONDS:
        return g_ascii_string_to_unsigned(value, 10, (guint64)key->least, (guint64)key->most, NULL,
                                          NULL);
    case CONFIG_DURATION:
        return coach_duration_minutes(value, &minutes) && minutes >= key->least &&
               minutes <= key->most;
    case CONFIG_CHOICE:
        return g_strv_contains(key->choices, value);
    case CONFIG_COMMAND:
        return is_command(value);
    case CONFIG_HOURS:
        return coach_quiet_hours(value);
    case CONFIG_TEXT:
        break;
    }
    return true;
}

static coach_status misfit(const struct config_key *key, const char *value, const char *place,
                           struct complaint *c) {
    g_autofree char *what = NULL, *hint = NULL;
    if (key->type == CONFIG_ZONE) {
        what = g_strdup("a time zone");
        hint = g_strdup("an IANA name such as Europe/Berlin or UTC");
    } else if (key->type == CONFIG_COMMAND) {
        what = g_strdup("a program and its arguments");
        hint = g_strdup("quotes are closed, as in a shell; no shell runs it");
    } else if (key->type == CONFIG_HOURS) {
        what = g_strdup("from when to when");
        hint = g_strdup("such as 21:00-08:00");
    } else if (key->type == CONFIG_MILLISECONDS) {
        what = g_strdup_printf("a number of milliseconds from %" G_GINT64_FORMAT
                               " to %" G_GINT64_FORMAT,
                               key->least, key->most);
    } else if (key->type == CONFIG_DURATION) {
        what = g_strdup_printf("a length of time from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT
                               " minutes",
                               key->least, key->most);
        hint = g_strdup("such as 60m, 1h30m or 90 (minutes)");
    } else {
        const char *near = coach_nearest(value, key->choices);
        g_autofree char *all = g_strjoinv(", ", (char **)key->choices);
        what = g_strdup_printf("one of %s", all);
        hint = near ? g_strdup_printf("did you mean %s?", near) : NULL;
    }
    complain(c, COACH_INVALID, key->name, "%s%s: \"%.*s\" is not %s", place, key->name,
             shown(value), value, what);
    return hint ? complain_hint(c, "%s", hint) : COACH_INVALID;
}

coach_status config_check(const char *name, const char *value, const char *origin,
                          struct complaint *c) {
    g_autofree char *place = place_of(origin);
    const struct config_key *key = find_key(name);
    if (!key)
        return unknown_key(name, place, c);
    if (!value)
        return COACH_OK;
    if (value[0] == '\0')
        return complain(c, COACH_INVALID, name, "%s%s has no value", place, name);
    if (!g_utf8_validate(value, -1, NULL))
        return complain(c, COACH_INVALID, name, "%sthe value of %s is not UTF-8", place, name);
    return fits(key, value) ? COACH_OK : misfit(key, value, place, c);
}

/* ---- What holds ---- */

static void entry_clear(void *data) {
    struct entry *entry = data;
    g_free(entry->key);
    g_free(entry->value);
    g_free(entry->origin);
}

static struct entry *entry_at(const struct config *config, size_t n) {
    return &g_array_index(config->entries, struct entry, n);
}

/* Where a key is, or where it would have to go. */
static size_t place_in_order(const struct config *config, const char *key, bool *found) {
    size_t n = 0;
    int order = -1;
    while (n < config->entries->len && (order = strcmp(entry_at(config, n)->key, key)) < 0)
        n++;
    *found = n < config->entries->len && order == 0;
    return n;
}

static void hold(struct config *config, const char *key, const char *value, const char *origin) {
    bool found;
    size_t n = place_in_order(config, key, &found);
    struct entry entry = {g_strdup(key), g_strdup(value), g_strdup(origin)};
    if (!found) {
        g_array_insert_val(config->entries, (guint)n, entry);
        return;
    }
    entry_clear(entry_at(config, n));
    *entry_at(config, n) = entry;
}

/* Home is meant by "~/" where no shell has seen the value. */
static coach_status expand_home(const char *key, const char *value, const char *origin,
                                char **expanded, struct complaint *c) {
    if (strcmp(key, "core.database") != 0 || !g_str_has_prefix(value, "~/")) {
        *expanded = g_strdup(value);
        return COACH_OK;
    }
    g_autofree char *place = place_of(origin);
    if (!config_home()) {
        complain(c, COACH_INVALID, key, "%s%s begins with ~/, and there is no home directory",
                 place, key);
        return complain_hint(c, "set HOME to an absolute path");
    }
    *expanded = g_build_filename(config_home(), value + strlen("~/"), NULL);
    return COACH_OK;
}

/* ---- Where it comes from ---- */

struct source {
    struct config *config;
    const char *origin;
    struct complaint *complaint;
};

static coach_status take(const char *key, const char *value, void *data) {
    struct source *source = data;
    g_autofree char *expanded = NULL;
    coach_status status = config_check(key, value, source->origin, source->complaint);
    if (status == COACH_OK)
        status = expand_home(key, value, source->origin, &expanded, source->complaint);
    if (status == COACH_OK)
        hold(source->config, key, expanded, source->origin);
    return status;
}

static void load_defaults(struct config *config) {
    for (const struct config_key *key = config_keys; key->name; key++)
        if (key->initial)
            hold(config, key->name, key->initial, "default");
}

static coach_status load_file(struct config *config, const char *path, struct complaint *c) {
    if (!path)
        return COACH_OK;
    g_autofree char *origin = g_strconcat("file:", path, NULL);
    struct source source = {config, origin, c};
    return config_file_read(path, take, &source, c);
}

static coach_status load_environment(struct config *config, struct complaint *c) {
    for (const struct config_key *key = config_keys; key->name; key++) {
        const char *value = key->environment ? g_getenv(key->environment) : NULL;
        if (!value || value[0] == '\0')
            continue;
        g_autofree char *origin = g_strconcat("environment:", key->environment, NULL);
        coach_status status = config_check(key->name, value, origin, c);
        if (status != COACH_OK)
            return status;
        hold(config, key->name, value, origin);
    }
    return COACH_OK;
}

static coach_status load_overrides(struct config *config, const char *const *overrides,
                                   struct complaint *c) {
    struct source source = {config, "command line", c};
    coach_status status = COACH_OK;
    for (; overrides && *overrides && status == COACH_OK; overrides++) {
        const char *equals = strchr(*overrides, '=');
        if (!equals) {
            complain(c, COACH_USAGE, NULL, "-c \"%.*s\" sets nothing", shown(*overrides),
                     *overrides);
            return complain_hint(c, "-c KEY=VALUE, such as -c core.time_zone=Europe/Berlin");
        }
        g_autofree char *key = g_strndup(*overrides, (size_t)(equals - *overrides));
        status = take(key, equals + 1, &source);
    }
    return status;
}

static coach_status load_places(struct config *config, struct complaint *c) {
    g_autofree char *user_file = config_user_file();
    coach_status status = load_file(config, CONFIG_SYSTEM_FILE, c);
    if (status == COACH_OK)
        status = load_file(config, user_file, c);
    return status == COACH_OK ? load_environment(config, c) : status;
}

static coach_status load(bool places, const char *const *overrides, struct config **out,
                         struct complaint *c) {
    struct config *config = g_new0(struct config, 1);
    config->entries = g_array_new(FALSE, FALSE, sizeof(struct entry));
    g_array_set_clear_func(config->entries, entry_clear);
    load_defaults(config);
    coach_status status = places ? load_places(config, c) : COACH_OK;
    if (status == COACH_OK)
        status = load_overrides(config, overrides, c);
    if (status == COACH_OK)
        *out = config;
    else
        config_free(config);
    return status;
}

coach_status config_load(const char *const *overrides, struct config **out, struct complaint *c) {
    return load(true, overrides, out, c);
}

coach_status config_load_line(const char *const *overrides, struct config **out,
                              struct complaint *c) {
    return load(false, overrides, out, c);
}

void config_free(struct config *config) {
    if (!config)
        return;
    g_array_unref(config->entries);
    g_free(config);
}

/* ---- Asking ---- */

const char *config_get(const struct config *config, const char *key, const char **origin) {
    bool found;
    size_t n = place_in_order(config, key, &found);
    if (!found)
        return NULL;
    if (origin)
        *origin = entry_at(config, n)->origin;
    return entry_at(config, n)->value;
}

int64_t config_milliseconds(const struct config *config, const char *key) {
    const char *value = config_get(config, key, NULL);
    return value ? g_ascii_strtoll(value, NULL, 10) : 0;
}

int64_t config_minutes(const struct config *config, const char *key) {
    const char *value = config_get(config, key, NULL);
    int64_t minutes = 0;
    return value && coach_duration_minutes(value, &minutes) ? minutes : 0;
}

void config_each(const struct config *config,
                 void (*each)(const char *key, const char *value, const char *origin, void *data),
                 void *data) {
    for (size_t n = 0; n < config->entries->len; n++) {
        const struct entry *entry = entry_at(config, n);
        each(entry->key, entry->value, entry->origin, data);
    }
}

coach_status config_write(const char *key, const char *value, struct complaint *c) {
    coach_status status = value ? config_check(key, value, NULL, c) : COACH_OK;
    if (status != COACH_OK)
        return status;
    g_autofree char *path = config_user_file();
    if (!path) {
        complain(c, COACH_STORAGE, NULL, "there is no place for a configuration file");
        return complain_hint(c, "set HOME to an absolute path");
    }
    status = config_file_change(path, key, value, c);
    bool unknown = status == COACH_NOT_FOUND && config_check(key, NULL, NULL, c) != COACH_OK;
    return unknown ? c->view.status : status;
}
