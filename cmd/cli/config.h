/* config.h - settings from files, the environment and the command line; later ones win.
 *
 * Files are like git's: /etc/coach/config, then $XDG_CONFIG_HOME/coach/config (else
 * ~/.config/coach/config). Nothing is ever read from the current directory; an XDG_CONFIG_HOME or
 * HOME that is not absolute is ignored. Then COACH_*, where an empty variable counts as unset, then
 * -c key=value. Options come on top, but not here.
 *
 *     # a comment has a line of its own, and begins with # or ;
 *     [core]
 *         database = ~/studio/coach.db
 *     [alias]
 *         today = session list --from today --to tomorrow
 *
 * Blanks around a value do not count; inside it \s, \n, \t, \r and \\ stand for a blank, newline,
 * tab, carriage return and backslash; quotes mean nothing special. "~/" at the start of
 * core.database, in a file or after -c, is the home directory. No value is empty. */
#ifndef CLI_CONFIG_H
#define CLI_CONFIG_H

#include "cli/failure.h"

enum config_type {
    CONFIG_TEXT,
    CONFIG_ZONE, /* IANA */
    CONFIG_MILLISECONDS,
    CONFIG_DURATION, /* 60m, 1h30m, 90 */
    CONFIG_CHOICE,
    CONFIG_COMMAND, /* a program and its arguments, split as a shell splits words */
    CONFIG_HOURS,   /* 21:00-08:00 */
};

struct config_key {
    const char *name;        /* "core.database"; "alias.*" stands for every alias */
    const char *environment; /* "COACH_DB", or NULL */
    enum config_type type;
    const char *const *choices; /* CONFIG_CHOICE: NULL-terminated */
    int64_t least, most;        /* CONFIG_MILLISECONDS; CONFIG_DURATION: minutes */
    const char *initial;        /* what holds where nothing is said, or NULL */
    const char *doc;            /* one line, no full stop */
};
extern const struct config_key config_keys[]; /* ends with a NULL name */

struct config;

/* Reads everything. overrides: NULL-terminated "key=value" of -c, or NULL. COACH_USAGE for an
 * unknown key (with the nearest) or an override without '=', COACH_INVALID for a value that does
 * not fit or a file that makes no sense, naming file and key; COACH_STORAGE for a file that cannot
 * be read. A file that is not there is empty. */
COACH_CHECKED coach_status config_load(const char *const *overrides, struct config **out,
                                       struct complaint *c);
/* The same of initial values and overrides alone. */
COACH_CHECKED coach_status config_load_line(const char *const *overrides, struct config **out,
                                            struct complaint *c);
void config_free(struct config *config); /* takes NULL */

/* The value that holds, or NULL. origin (may be NULL): "file:/etc/coach/config",
 * "environment:COACH_DB", "command line" or "default"; owned by config. */
const char *config_get(const struct config *config, const char *key, const char **origin);
int64_t config_milliseconds(const struct config *config, const char *key);
int64_t config_minutes(const struct config *config, const char *key); /* CONFIG_DURATION */

/* Every key that has a value, by name, in order: calls each. */
void config_each(const struct config *config,
                 void (*each)(const char *key, const char *value, const char *origin, void *data),
                 void *data);

/* Checks a key and value as config_load() does; value NULL: the key alone. origin as above, or
 * NULL; the complaint names it where it is a file or the environment. */
COACH_CHECKED coach_status config_check(const char *key, const char *value, const char *origin,
                                        struct complaint *c);

/* Checks, and writes the user's file: atomically, through a symlink to what it points to, with mode
 * 0600 where it is new, keeping every other line as it is. Two that write at the same time take
 * turns, by a file "config.lock" beside it; COACH_STORAGE where it is not free within two seconds.
 * value NULL: takes the key away, known or not; COACH_NOT_FOUND where it is not there. */
COACH_CHECKED coach_status config_write(const char *key, const char *value, struct complaint *c);

#endif
