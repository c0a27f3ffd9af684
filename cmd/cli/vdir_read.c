/* vdir_read.c - what stands in files, whatever else has their names. */
#include "cli/vdir.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CONTENT_LARGEST = 64 << 20 };

/* What keeps a file from being read is an errno, and: */
enum { NO_FILE = -1, TOO_LARGE = EFBIG };

static char *reading_problem(const char *name, int error) {
    if (error == NO_FILE)
        return g_strdup_printf("%s is no regular file", name);
    if (error == TOO_LARGE)
        return g_strdup_printf("%s is larger than 64 MiB", name);
    return g_strdup_printf("%s cannot be read: %s", name, g_strerror(error));
}

/* Reads no more than is taken, whatever is at the other end. The bytes end with a NUL that is not
 * counted. */
static int read_all(int file, coach_text *out) {
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    guint8 buffer[64 << 10];
    ssize_t got = 0;
    while (bytes->len <= CONTENT_LARGEST && (got = read(file, buffer, sizeof buffer)) > 0)
        g_byte_array_append(bytes, buffer, (guint)got);
    if (got < 0)
        return errno;
    if (bytes->len > CONTENT_LARGEST)
        return TOO_LARGE;
    out->length = bytes->len;
    g_byte_array_append(bytes, (const guint8 *)"", 1);
    out->bytes = (char *)g_byte_array_steal(bytes, NULL);
    return 0;
}

static int read_path(const char *path, coach_text *out) {
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (file < 0)
        return errno;
    int error = read_all(file, out);
    (void)close(file);
    return error;
}

int vdir_item(const char *directory, const char *name, coach_text *out) {
    g_autofree char *path = g_build_filename(directory, name, NULL);
    struct stat about;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (file < 0)
        return errno == ENXIO ? NO_FILE : errno; /* a socket */
    int error = fstat(file, &about) != 0 ? errno : S_ISREG(about.st_mode) ? 0 : NO_FILE;
    if (error == 0)
        error = read_all(file, out);
    (void)close(file);
    return error;
}

/* ---- Contents ---- */

void content_clear(void *data) {
    coach_text *content = data;
    g_free((char *)content->name);
    g_free((char *)content->bytes);
    g_free((char *)content->problem);
}

static GArray *contents_new(void) {
    GArray *all = g_array_new(FALSE, FALSE, sizeof(coach_text));
    g_array_set_clear_func(all, content_clear);
    return all;
}

coach_status file_read(const char *path, GArray **out, struct complaint *complaint) {
    coach_text content = {0};
    bool standard = !path || strcmp(path, "-") == 0;
    int error = standard ? read_all(STDIN_FILENO, &content) : read_path(path, &content);
    if (error) {
        g_autofree char *problem = reading_problem(standard ? "standard input" : path, error);
        return complain(complaint,
                        error == EINTR       ? COACH_INTERRUPTED
                        : error == TOO_LARGE ? COACH_INVALID
                                             : COACH_STORAGE,
                        NULL, "%s", problem);
    }
    *out = contents_new();
    g_array_append_val(*out, content);
    return COACH_OK;
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *vdir_items(const char *directory) {
    g_autoptr(GDir) dir = g_dir_open(directory, 0, NULL);
    if (!dir)
        return NULL;
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    const char *name;
    while ((name = g_dir_read_name(dir)))
        if (name[0] != '.' && g_str_has_suffix(name, ".ics"))
            g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, compare_names);
    return names;
}

coach_status vdir_read(const char *directory, GArray **out, struct complaint *complaint) {
    g_autoptr(GPtrArray) names = vdir_items(directory);
    if (!names)
        return complain(complaint, COACH_STORAGE, NULL, "%s cannot be read: %s", directory,
                        g_strerror(errno));
    g_autoptr(GArray) all = contents_new();
    for (guint i = 0; i < names->len; i++) {
        coach_text one = {.name = g_strdup(g_ptr_array_index(names, i))};
        int error = vdir_item(directory, one.name, &one);
        one.problem = error ? reading_problem(one.name, error) : NULL;
        g_array_append_val(all, one);
        if (error == EINTR)
            return complain(complaint, COACH_INTERRUPTED, NULL, "%s", one.problem);
    }
    *out = g_steal_pointer(&all);
    return COACH_OK;
}
