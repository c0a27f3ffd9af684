/* config_file.c - one configuration file on disk: read as a whole, replaced as a whole. */
#include "cli/config_file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    LARGEST = 1 << 20, /* of a file, in bytes */
    MOST_LINKS = 40,
    PATIENCE = 2 * G_USEC_PER_SEC, /* how long the lock is waited for */
    NAP = 5000,                    /* microseconds between two tries, and as much again by chance */
};

/* ---- Where ---- */

const char *config_home(void) {
    const char *home = g_getenv("HOME");
    return home && home[0] == '/' ? home : NULL;
}

char *config_path(const char *variable, const char *usual, const char *name) {
    const char *directory = g_getenv(variable);
    if (directory && directory[0] == '/')
        return g_build_filename(directory, "coach", name, NULL);
    return config_home() ? g_build_filename(config_home(), usual, "coach", name, NULL) : NULL;
}

char *config_user_file(void) {
    return config_path("XDG_CONFIG_HOME", ".config", "config");
}

/* ---- Reading ---- */

static coach_status unreadable(const char *path, const char *why, struct complaint *c) {
    complain(c, COACH_STORAGE, NULL, "%s cannot be read: %s", path, why);
    return COACH_STORAGE;
}

static coach_status slurp(int file, const char *path, char **text, struct complaint *c) {
    struct stat about;
    if (fstat(file, &about) != 0)
        return unreadable(path, g_strerror(errno), c);
    if (!S_ISREG(about.st_mode))
        return unreadable(path, "it is not a regular file", c);
    g_autofree char *bytes = g_malloc(LARGEST + 1);
    size_t length = 0;
    ssize_t got;
    while ((got = read(file, bytes + length, LARGEST + 1 - length)) > 0 ||
           (got < 0 && errno == EINTR))
        length += (size_t)MAX(got, 0);
    if (got < 0)
        return unreadable(path, g_strerror(errno), c);
    if (length > LARGEST)
        return unreadable(path, "it is larger than 1 MiB", c);
    if (memchr(bytes, '\0', length))
        return complain(c, COACH_INVALID, NULL, "%s is not a text: it holds a NUL", path);
    *text = g_strndup(bytes, length);
    return COACH_OK;
}

/* *text: the content, empty where there is no such file. *mode: its permissions, 0600 for none. */
static coach_status read_text(const char *path, char **text, mode_t *mode, struct complaint *c) {
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (file < 0 && (errno == ENOENT || errno == ENOTDIR)) {
        *text = g_strdup("");
        *mode = 0600;
        return COACH_OK;
    }
    if (file < 0)
        return unreadable(path, g_strerror(errno), c);
    struct stat about;
    coach_status status = slurp(file, path, text, c);
    if (status == COACH_OK && fstat(file, &about) == 0)
        *mode = about.st_mode & 07777;
    close(file);
    return status;
}

/* What follows the byte order mark that some editors begin a file with. */
static const char *after_mark(const char *text) {
    static const char mark[] = "\xef\xbb\xbf";
    return g_str_has_prefix(text, mark) ? text + strlen(mark) : text;
}

/* What GLib leaves to us: comments that begin with ;, and blanks at the end of a line. */
static char *plain_form(const char *text) {
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
        g_strchomp(*line);
        char *first = *line + strspn(*line, " \t");
        if (*first == ';')
            *first = '#';
    }
    return g_strjoinv("\n", lines);
}

static coach_status parse(const char *path, const char *text, GKeyFile *file, struct complaint *c) {
    g_autofree char *plain = plain_form(after_mark(text));
    g_autoptr(GError) error = NULL;
    if (plain[0] == '\0' ||
        g_key_file_load_from_data(file, plain, strlen(plain), G_KEY_FILE_KEEP_TRANSLATIONS, &error))
        return COACH_OK;
    complain(c, COACH_INVALID, NULL, "%s: %.200s", path, error->message);
    return complain_hint(c, "lines are [SECTION], NAME = VALUE and # COMMENT");
}

static coach_status read_section(const char *path, GKeyFile *file, const char *section,
                                 config_take each, void *data, struct complaint *c) {
    g_auto(GStrv) names = g_key_file_get_keys(file, section, NULL, NULL);
    coach_status status = COACH_OK;
    for (char **name = names; name && *name && status == COACH_OK; name++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *key = g_strconcat(section, ".", *name, NULL);
        g_autofree char *value = g_key_file_get_string(file, section, *name, &error);
        status = error ? complain(c, COACH_INVALID, key, "%s: the value of %s: %s", path, key,
                                  error->message)
                       : each(key, value, data);
    }
    return status;
}

coach_status config_file_read(const char *path, config_take each, void *data, struct complaint *c) {
    g_autofree char *text = NULL;
    mode_t mode;
    coach_status status = read_text(path, &text, &mode, c);
    if (status != COACH_OK || text[0] == '\0')
        return status;
    g_autoptr(GKeyFile) file = g_key_file_new();
    status = parse(path, text, file, c);
    g_auto(GStrv) sections = g_key_file_get_groups(file, NULL);
    for (char **section = sections; *section && status == COACH_OK; section++)
        status = read_section(path, file, *section, each, data, c);
    return status;
}

/* ---- Writing ---- */

static coach_status unwritable(const char *path, struct complaint *c) {
    int why = errno;
    return complain(c, COACH_STORAGE, NULL, "%s cannot be written: %s", path, g_strerror(why));
}

/* The file that a path leads to, through symbolic links, be it there or not. */
static coach_status follow(const char *path, char **target, struct complaint *c) {
    g_autofree char *at = g_strdup(path);
    for (int links = 0; links < MOST_LINKS; links++) {
        char *next = g_file_read_link(at, NULL);
        if (!next) {
            *target = g_steal_pointer(&at);
            return COACH_OK;
        }
        if (next[0] != '/') {
            g_autofree char *directory = g_path_get_dirname(at);
            char *whole = g_build_filename(directory, next, NULL);
            g_free(next);
            next = whole;
        }
        g_free(at);
        at = next;
    }
    errno = ELOOP;
    return unwritable(path, c);
}

/* Makes the file that is both the lock and what will take the target's place. */
static int take_lock(const char *lock) {
    gint64 latest = g_get_monotonic_time() + PATIENCE;
    int file;
    while ((file = open(lock, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) < 0 &&
           errno == EEXIST && g_get_monotonic_time() < latest)
        g_usleep(NAP + g_random_int() % NAP);
    return file;
}

static coach_status not_locked(const char *target, const char *lock, struct complaint *c) {
    if (errno != EEXIST)
        return unwritable(target, c);
    complain(c, COACH_STORAGE, NULL, "%s is being written by another program", target);
    return complain_hint(c, "if none is, one was cut off: remove %s", lock);
}

static bool write_whole(int file, const char *text, mode_t mode) {
    size_t left = strlen(text);
    while (left > 0) {
        ssize_t written = write(file, text, left);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        text += written;
        left -= (size_t)written;
    }
    return fchmod(file, mode) == 0 && fsync(file) == 0;
}

/* A rename is on disk when its directory is. */
static bool sync_directory(const char *path) {
    g_autofree char *directory = g_path_get_dirname(path);
    int file = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0)
        return false;
    bool done = fsync(file) == 0 || errno == EINVAL; /* some file systems have no need of it */
    close(file);
    return done;
}

/* Whether what was written is read back as what was meant. */
static coach_status check_edit(const char *path, const char *text, const char *section,
                               const char *name, const char *value, struct complaint *c) {
    g_autoptr(GKeyFile) file = g_key_file_new();
    coach_status status = parse(path, text, file, c);
    if (status != COACH_OK)
        return status;
    g_autofree char *got = g_key_file_get_string(file, section, name, NULL);
    if (g_strcmp0(got, value) == 0)
        return COACH_OK;
    return complain(c, COACH_INVALID, NULL, "%s: %s.%s cannot be changed; do it by hand", path,
                    section, name);
}

static coach_status not_set(const char *path, const char *key, struct complaint *c) {
    return complain(c, COACH_NOT_FOUND, key, "%s is not set in %s", key, path);
}

static coach_status edit(const char *path, const char *key, const char *value, char **text,
                         mode_t *mode, struct complaint *c) {
    g_autofree char *before = NULL;
    coach_status status = read_text(path, &before, mode, c);
    if (status != COACH_OK)
        return status;
    g_auto(GStrv) parts = g_strsplit(key, ".", 2);
    const char *rest = after_mark(before), *section = parts[0], *name = section ? parts[1] : NULL;
    g_autofree char *edited = name ? config_edited(rest, section, name, value) : NULL;
    if (!edited)
        return not_set(path, key, c);
    if (strlen(edited) > LARGEST - (size_t)(rest - before))
        return complain(c, COACH_INVALID, key, "%s would be larger than 1 MiB", path);
    *text = g_strdup_printf("%.*s%s", (int)(rest - before), before, edited);
    return check_edit(path, *text, section, name, value, c);
}

/* With the lock held, which is gone afterwards. */
static coach_status replace(int file, const char *lock, const char *target, const char *key,
                            const char *value, struct complaint *c) {
    g_autofree char *text = NULL;
    mode_t mode;
    coach_status status = edit(target, key, value, &text, &mode, c);
    if (status == COACH_OK && (!write_whole(file, text, mode) || rename(lock, target) != 0))
        status = unwritable(target, c);
    if (status != COACH_OK)
        unlink(lock);
    else if (!sync_directory(target))
        status = unwritable(target, c);
    return status;
}

coach_status config_file_change(const char *path, const char *key, const char *value,
                                struct complaint *c) {
    g_autofree char *target = NULL, *directory = g_path_get_dirname(path);
    coach_status status = follow(path, &target, c);
    if (status != COACH_OK)
        return status;
    if (!value && access(target, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR))
        return not_set(path, key, c);
    if (value && g_mkdir_with_parents(directory, 0700) != 0)
        return unwritable(path, c);
    g_autofree char *lock = g_strconcat(target, ".lock", NULL);
    int file = take_lock(lock);
    if (file < 0)
        return not_locked(target, lock, c);
    status = replace(file, lock, target, key, value, c);
    close(file);
    return status;
}
