/* data_file.c - files of records are opened, and read from their beginning as often as it takes. */
#include "cli/data_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const endings[] = {"jsonl", "json", "csv", NULL}; /* as COACH_DATA_… */

struct file {
    char *path;
    int descriptor;
    off_t start;
};

static long read_file(void *data, char *out, size_t size) {
    ssize_t got = read(((struct file *)data)->descriptor, out, size);
    return got < 0 ? -errno : got;
}

static int rewind_file(void *data) {
    struct file *file = data;
    return lseek(file->descriptor, file->start, SEEK_SET) < 0 ? errno : 0;
}

static void source_close(void *data) {
    struct file *file = ((coach_data_source *)data)->data;
    if (file->descriptor > STDERR_FILENO)
        (void)close(file->descriptor);
    g_free(file->path);
    g_free(file);
}

/* ---- What it holds ---- */

static bool is_ending(const char *ending, const char *known) {
    return ending && g_ascii_strcasecmp(ending, known) == 0;
}

static int ending_format(const char *ending) {
    if (is_ending(ending, "ndjson"))
        return COACH_DATA_JSONL;
    if (is_ending(ending, "tsv"))
        return COACH_DATA_CSV;
    for (int i = 0; endings[i]; i++)
        if (is_ending(ending, endings[i]))
            return i;
    return -1;
}

static coach_status set_delimiter(const struct data_files *files, const char *ending,
                                  coach_data_source *source, struct complaint *c) {
    static const char *const tabs[] = {"tab", "\\t", "\t", NULL};
    const char *said = files->delimiter;
    bool tab = said ? g_strv_contains(tabs, said) : is_ending(ending, "tsv");
    source->delimiter = tab ? '\t' : said ? said[0] : ',';
    if (tab || !said || (strlen(said) == 1 && said[0] > ' ' && said[0] < 127 && said[0] != '"'))
        return COACH_OK;
    complain(c, COACH_USAGE, "delimiter", "\"%.80s\" cannot part the values of a line", said);
    return complain_hint(c, "one character, such as ';', or tab");
}

static coach_status unknown_type(const char *type, struct complaint *c) {
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    coach_noun noun;
    for (size_t n = 0; (noun = coach_data_noun(n)) != COACH_NO_NOUN; n++)
        g_ptr_array_add(names, (char *)coach_data_type(noun));
    g_ptr_array_add(names, NULL);
    complain(c, COACH_USAGE, "type", "\"%.80s\" is nothing to import", type);
    const char *near = coach_nearest(type, (const char *const *)names->pdata);
    if (near)
        complain_hint(c, "did you mean %s?", near);
    g_autofree char *all = g_strjoinv(", ", (char **)names->pdata);
    return complain_hint(c, "known: %s", all);
}

/* What is said for all wins over what the name says; else it is lines of JSON. */
static coach_status describe(const struct data_files *files, coach_data_source *source,
                             struct complaint *c) {
    g_autofree char *base = g_path_get_basename(source->name);
    char *dot = strrchr(base, '.');
    const char *ending = dot ? dot + 1 : NULL;
    int format = ending_format(files->format ? files->format : ending);
    source->format = format < 0 ? COACH_DATA_JSONL : format;
    if (files->separated && !files->format && format < 0)
        source->format = COACH_DATA_CSV;
    if (dot)
        *dot = '\0';
    source->noun = coach_data_named(files->type ? files->type : base);
    if (files->type && source->noun == COACH_NO_NOUN)
        return unknown_type(files->type, c);
    return set_delimiter(files, dot ? dot + 1 : NULL, source, c);
}

/* ---- Opening ---- */

static coach_status cannot_read(struct complaint *c, const char *name, int error) {
    return complain(c, error == EINTR ? COACH_INTERRUPTED : COACH_STORAGE, NULL,
                    "%s cannot be read: %s", name, g_strerror(error));
}

/* What comes through a pipe is kept, so that it can be read again. */
static int keep(struct file *file) {
    char buffer[65536];
    FILE *temporary = tmpfile();
    ssize_t got = 0;
    if (!temporary)
        return errno;
    int kept = fcntl(fileno(temporary), F_DUPFD_CLOEXEC, 3), error = kept < 0 ? errno : 0;
    while (error == 0 && (got = read(file->descriptor, buffer, sizeof buffer)) > 0)
        if (write(kept, buffer, (size_t)got) != got)
            error = errno ? errno : ENOSPC;
    if (error == 0 && got < 0)
        error = errno;
    (void)fclose(temporary);
    if (file->descriptor > STDERR_FILENO)
        (void)close(file->descriptor);
    file->descriptor = kept;
    return error;
}

static int open_file(struct file *file, int64_t *size) {
    struct stat about;
    if (file->path)
        file->descriptor = open(file->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (file->descriptor < 0 || fstat(file->descriptor, &about) != 0)
        return errno;
    if (S_ISDIR(about.st_mode))
        return EISDIR;
    int error = S_ISREG(about.st_mode) ? 0 : keep(file);
    if (error != 0)
        return error;
    file->start = S_ISREG(about.st_mode) ? lseek(file->descriptor, 0, SEEK_CUR) : 0;
    if (fstat(file->descriptor, &about) != 0)
        return errno;
    *size = (int64_t)about.st_size;
    return 0;
}

/* path: NULL: standard input */
static coach_status add(struct data_files *files, const char *path, struct complaint *c) {
    struct file *file = g_new0(struct file, 1);
    file->path = g_strdup(path);
    file->descriptor = path ? -1 : STDIN_FILENO;
    coach_data_source source = {
        .name = path ? file->path : "-", .read = read_file, .rewind = rewind_file, .data = file};
    int error = open_file(file, &source.size);
    coach_status status =
        error ? cannot_read(c, path ? path : "standard input", error) : describe(files, &source, c);
    g_array_append_val(files->sources, source);
    return status;
}

static coach_status add_directory(struct data_files *files, const char *path, struct complaint *c) {
    coach_status status = COACH_OK;
    coach_noun noun;
    guint before = files->sources->len;
    for (size_t n = 0; status == COACH_OK && (noun = coach_data_noun(n)) != COACH_NO_NOUN; n++)
        for (size_t i = 0; status == COACH_OK && endings[i]; i++) {
            g_autofree char *name = g_strdup_printf("%s.%s", coach_data_type(noun), endings[i]);
            g_autofree char *file = g_build_filename(path, name, NULL);
            if (g_file_test(file, G_FILE_TEST_IS_REGULAR))
                status = add(files, file, c);
        }
    if (status != COACH_OK || files->sources->len > before)
        return status;
    complain(c, COACH_USAGE, NULL, "%s holds no file that is named after what it holds", path);
    return complain_hint(c, "such as user.csv or session.jsonl; or name the files, and --type");
}

static int place_of(const coach_data_source *source) {
    coach_noun noun;
    int n = 0;
    while ((noun = coach_data_noun((size_t)n)) != COACH_NO_NOUN && noun != source->noun)
        n++;
    return n;
}

static int compare(const void *a, const void *b) {
    return place_of(a) - place_of(b);
}

coach_status data_files_open(struct data_files *files, const struct words *names,
                             struct complaint *c) {
    coach_status status = COACH_OK;
    files->sources = g_array_new(FALSE, FALSE, sizeof(coach_data_source));
    g_array_set_clear_func(files->sources, source_close);
    if (!names->count)
        status = add(files, NULL, c);
    for (size_t i = 0; status == COACH_OK && i < names->count; i++) {
        const char *name = names->items[i];
        if (g_file_test(name, G_FILE_TEST_IS_DIR))
            status = add_directory(files, name, c);
        else
            status = add(files, strcmp(name, "-") == 0 ? NULL : name, c);
    }
    g_array_sort(files->sources, compare);
    return status;
}

void data_files_close(struct data_files *files) {
    if (files->sources)
        g_array_unref(files->sources);
}
