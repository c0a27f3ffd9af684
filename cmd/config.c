/* config.c - coach config: what is set, where, and setting it. */
#include "cli/context.h"
#include "cli/escape.h"
#include "cli/row.h"

#include <glib.h>
#include <string.h>

/* ---- get ---- */

struct key_arguments {
    const char *key;
};

static const struct argument key_positionals[] = {
    {.name = "KEY",
     .kind = ARGUMENT_TEXT,
     .offset = offsetof(struct key_arguments, key),
     .help = "Such as core.time_zone or alias.today",
     .required = true},
    NO_MORE,
};

/* A value as it is told to others; the result is the caller's. */
static char *told(const char *key, const char *value) {
    return strcmp(key, "core.database") == 0 ? coach_database_shown(value)
                                             : coach_line_shown(value);
}

static void put_shown(struct sink *out, const char *text, bool keep_newlines) {
    g_autofree char *shown = escape_for_terminal(text, keep_newlines);
    sink_puts(out, shown);
}

static coach_status get(struct context *x, const void *arguments) {
    const struct key_arguments *a = arguments;
    coach_status status = config_check(a->key, NULL, NULL, &x->complaint);
    if (status != COACH_OK)
        return status;
    const char *whole = config_get(x->config, a->key, NULL);
    if (!whole)
        return complain(&x->complaint, COACH_NOT_FOUND, a->key, "%s is not set", a->key);
    g_autofree char *value = told(a->key, whole);
    struct json_writer w = {.sink = x->out};
    if (x->style.format == FORMAT_JSON || x->style.format == FORMAT_JSONL)
        json_text(&w, value);
    else if (x->style.format == FORMAT_TABLE)
        put_shown(x->out, value, true);
    else
        sink_puts(x->out, value);
    sink_puts(x->out, "\n");
    return COACH_OK;
}

/* ---- set, unset ---- */

struct set_arguments {
    const char *key, *value;
};

static const struct argument set_positionals[] = {
    {.name = "KEY",
     .kind = ARGUMENT_TEXT,
     .offset = offsetof(struct set_arguments, key),
     .help = "Such as core.time_zone or alias.today",
     .required = true},
    {.name = "VALUE",
     .kind = ARGUMENT_TEXT,
     .offset = offsetof(struct set_arguments, value),
     .help = "What it is from now on",
     .required = true},
    NO_MORE,
};

static coach_status set(struct context *x, const void *arguments) {
    const struct set_arguments *a = arguments;
    return config_write(a->key, a->value, &x->complaint);
}

static coach_status unset(struct context *x, const void *arguments) {
    const struct key_arguments *a = arguments;
    return config_write(a->key, NULL, &x->complaint);
}

/* ---- list ---- */

struct listing_arguments {
    bool show_origin;
};

static const struct argument list_options[] = {
    {.name = "show-origin",
     .kind = ARGUMENT_FLAG,
     .offset = offsetof(struct listing_arguments, show_origin),
     .help = "Also where each value comes from"},
    NO_MORE,
};

struct listing {
    struct sink *out;
    struct json_writer json;
    enum format format;
    bool show_origin;
};

static void put_separated(const struct listing *l, const char *const *values, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            sink_put(l->out, l->format == FORMAT_CSV ? ',' : '\t');
        row_value(l->out, l->format, values[i], strlen(values[i]));
    }
    sink_puts(l->out, l->format == FORMAT_CSV ? "\r\n" : "\n");
}

static void put_object(struct json_writer *w, const char *key, const char *value,
                       const char *origin) {
    json_begin_object(w);
    json_key(w, "key");
    json_text(w, key);
    json_key(w, "value");
    json_text(w, value);
    json_key(w, "origin");
    json_text(w, origin);
    json_end_object(w);
}

static void put_line(const struct listing *l, const char *key, const char *value,
                     const char *origin) {
    if (l->show_origin) {
        put_shown(l->out, origin, false);
        sink_puts(l->out, "\t");
    }
    sink_printf(l->out, "%s=", key);
    put_shown(l->out, value, false);
    sink_puts(l->out, "\n");
}

static void put_entry(const char *key, const char *whole, const char *origin, void *data) {
    struct listing *l = data;
    g_autofree char *value = told(key, whole);
    struct json_writer line = {.sink = l->out};
    switch (l->format) {
    case FORMAT_JSON:
        json_newline(&l->json);
        put_object(&l->json, key, value, origin);
        break;
    case FORMAT_JSONL:
        put_object(&line, key, value, origin);
        json_newline(&line);
        break;
    case FORMAT_CSV:
    case FORMAT_TSV:
        put_separated(l, (const char *[]){key, value, origin}, l->show_origin ? 3 : 2);
        break;
    case FORMAT_ID:
        sink_printf(l->out, "%s\n", key);
        break;
    case FORMAT_TABLE:
    case FORMAT_HTML:
    case FORMAT_ICS:
    case FORMAT_OWN:
        put_line(l, key, value, origin);
        break;
    }
}

static coach_status list(struct context *x, const void *arguments) {
    const struct listing_arguments *a = arguments;
    struct listing l = {.out = x->out,
                        .json = {.sink = x->out},
                        .format = x->style.format,
                        .show_origin = a->show_origin};
    x->page = true;
    bool separated = l.format == FORMAT_CSV || l.format == FORMAT_TSV;
    if (separated && x->style.headers)
        put_entry("key", "value", "origin", &l);
    if (l.format == FORMAT_JSON)
        json_begin_array(&l.json);
    config_each(x->config, put_entry, &l);
    if (l.format == FORMAT_JSON) {
        json_newline(&l.json);
        json_end_array(&l.json);
        json_newline(&l.json);
    }
    return COACH_OK;
}

/* ---- The noun ---- */

static const struct verb verbs[] = {
    {.name = "get",
     .need = NEED_SETTINGS,
     .prints_rows = true,
     .summary = "Print the value that holds",
     .description = "Prints the value of KEY as it holds for this call: what -c says, else the "
                    "environment, else the user's file, else /etc/coach/config, else the initial "
                    "value.\n\n"
                    "A key that has no value is an error with exit status 3.",
     .examples = {{"coach config get session.duration", "How long a session is planned to last"},
                  {"coach -c session.duration=45m config get session.duration",
                   "What would hold with another value for one call"}},
     .size = sizeof(struct key_arguments),
     .positionals = key_positionals,
     .run = get},
    {.name = "set",
     .summary = "Set a value in the user's file",
     .description = "Writes KEY into $XDG_CONFIG_HOME/coach/config, else ~/.config/coach/config, "
                    "and makes the file where there is none. Every other line of it stays as it "
                    "is. A value that does not fit the key is refused.\n\n"
                    "In core.database, ~/ at the start stands for the home directory.\n\n"
                    "alias.NAME makes NAME a command: the words of the value take its place, and "
                    "what follows NAME is added at the end. A value that begins with ! is a "
                    "command line for the shell. An alias cannot change a built-in command.",
     .examples = {{"coach config set core.time_zone Europe/Berlin",
                   "Read and show times as in Berlin"},
                  {"coach config set user.email ana@studio.example",
                   "Be the one who writes, in every later call"},
                  {"coach config set alias.today 'session list --from today --to tomorrow'",
                   "Make `coach today` list today's sessions"},
                  {"coach config set alias.count '!\"$COACH_EXEC\" user list -o id | wc -l'",
                   "Make `coach count` run a command line of the shell"}},
     .size = sizeof(struct set_arguments),
     .positionals = set_positionals,
     .run = set},
    {.name = "unset",
     .summary = "Take a value out of the user's file",
     .description = "Takes KEY out of the user's file. What the environment, /etc/coach/config or "
                    "the initial value says holds again. A key that is not in the file is an error "
                    "with exit status 3. A key that coach does not know is taken out too.",
     .examples = {{"coach config unset core.time_zone", "Go by the system's time zone again"}},
     .size = sizeof(struct key_arguments),
     .positionals = key_positionals,
     .run = unset},
    {.name = "list",
     .need = NEED_SETTINGS,
     .prints_rows = true,
     .summary = "List every value that holds",
     .description = "Lists each key that has a value, by name, one KEY=VALUE to a line. With "
                    "--show-origin each line begins with where the value comes from and a tab: "
                    "file:PATH, environment:VARIABLE, \"command line\" or \"default\".",
     .examples = {{"coach config list", "See what holds"},
                  {"coach config list --show-origin", "See why it holds"},
                  {"coach config list -o json", "The same for a program"}},
     .size = sizeof(struct listing_arguments),
     .options = {list_options},
     .run = list},
    {.run = NULL},
};

const struct noun config_noun = {
    .name = "config",
    .summary = "Read and change settings",
    .description = "Settings come from /etc/coach/config, then $XDG_CONFIG_HOME/coach/config (else "
                   "~/.config/coach/config), then variables COACH_*, then -c KEY=VALUE, then the "
                   "options of a command; later ones win.\n\n"
                   "The files are like git's: [SECTION], then lines NAME = VALUE. A comment has a "
                   "line of its own and begins with # or ;. Quotes have no meaning, and \\\\ "
                   "stands for a backslash.",
    .verbs = verbs,
};
