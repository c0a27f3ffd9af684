/* export.c - coach export: everything, or some nouns, for other programs and for coach import. */
#include "cli/context.h"

#include "cli/output_file.h"
#include "cli/progress.h"
#include "cli/row.h"

#include <errno.h>
#include <glib.h>
#include <string.h>
#include <sys/stat.h>

struct export_arguments {
    struct words nouns;
    const char *to;
};

static const struct argument positionals[] = {
    {.name = "NOUN",
     .kind = ARGUMENT_WORDS,
     .offset = offsetof(struct export_arguments, nouns),
     .help = "What to export; else everything"},
    NO_MORE,
};

static const struct argument options[] = {
    {"to", .kind = ARGUMENT_TEXT, .offset = offsetof(struct export_arguments, to),
     .metavar = "PLACE",
     .help = "A file, a directory for a file for each noun, or - (standard output)"},
    NO_MORE,
};

static const char *const formats[] = {"jsonl", "json", "csv", NULL};

struct export {
    struct context *x;
    bool wanted[COACH_NOUN_COUNT];
    size_t count, done; /* of nouns */
    enum format format;
    const char *directory; /* NULL: all in one */
    const char *file;      /* NULL: standard output */
    bool any;              /* a row has been written */
    struct progress progress;
    struct json_writer json; /* the sink that is written to, too */
};

/* ---- Rows ---- */

static coach_status write_row(struct export *e, const coach_field *const *fields, size_t count,
                              struct row_keys *keys, const coach_cell *row, struct sink *scratch) {
    if (e->format == FORMAT_CSV) {
        row_separated(e->json.sink, FORMAT_CSV, e->x->style.spreadsheet_safe, fields, count, row,
                      scratch);
        return COACH_OK;
    }
    if (e->format == FORMAT_JSON)
        json_newline(&e->json);
    e->any = true;
    row_json(&e->json, keys, row);
    if (e->format == FORMAT_JSONL)
        json_newline(&e->json);
    return COACH_OK;
}

static coach_status write_rows(struct export *e, coach_noun noun, coach_cursor *cursor) {
    size_t count = 0;
    g_autofree const coach_field **fields = render_fields(cursor, &count);
    struct row_keys *keys = row_keys_new(coach_data_type(noun), fields, count);
    struct sink *scratch = sink_new(false, NULL);
    const coach_cell *row = NULL;
    coach_status status;
    if (e->format == FORMAT_CSV && e->x->style.headers)
        row_names(e->json.sink, FORMAT_CSV, fields, count);
    while ((status = coach_cursor_next(cursor, &row)) == COACH_OK && row != NULL)
        status = write_row(e, fields, count, keys, row, scratch);
    sink_free(scratch);
    row_keys_free(keys);
    return status;
}

static coach_status write_noun(struct export *e, coach_noun noun) {
    coach_cursor *cursor;
    progress_show(&e->progress, coach_noun_name(noun), (int64_t)e->done++, (int64_t)e->count);
    coach_status status = coach_export(e->x->coach, noun, &cursor);
    if (status != COACH_OK)
        return status;
    status = write_rows(e, noun, cursor);
    coach_cursor_close(cursor);
    return status;
}

/* ---- Where to ---- */

static void begin(struct export *e, struct sink *out) {
    e->json = (struct json_writer){.sink = out};
    e->any = false;
    if (e->format == FORMAT_JSON)
        json_begin_array(&e->json);
}

static void end(struct export *e) {
    if (e->format != FORMAT_JSON)
        return;
    if (e->any)
        json_newline(&e->json);
    json_end_array(&e->json);
    json_newline(&e->json);
}

/* All that is wanted, or with a noun only that one, to a sink. */
static coach_status write_all(struct export *e, coach_noun only, struct sink *out) {
    coach_status status = COACH_OK;
    coach_noun noun;
    begin(e, out);
    for (size_t n = 0; status == COACH_OK && (noun = coach_data_noun(n)) != COACH_NO_NOUN; n++)
        if (only == COACH_NO_NOUN ? e->wanted[noun] : noun == only)
            status = write_noun(e, noun);
    end(e);
    return status;
}

static coach_status write_file(struct export *e, coach_noun only, const char *path) {
    struct sink *out = sink_new(false, e->x->interrupted);
    coach_status status = write_all(e, only, out);
    if (status == COACH_OK)
        status = file_replace(e->x, path, out);
    sink_free(out);
    return status;
}

static coach_status write_directory(struct export *e) {
    coach_status status = files_allowed(e->x);
    coach_noun noun;
    if (status != COACH_OK)
        return status;
    if (g_mkdir_with_parents(e->directory, 0700) != 0)
        return complain(&e->x->complaint, COACH_STORAGE, NULL, "%s cannot be made: %s",
                        e->directory, g_strerror(errno));
    for (size_t n = 0; status == COACH_OK && (noun = coach_data_noun(n)) != COACH_NO_NOUN; n++) {
        if (!e->wanted[noun])
            continue;
        g_autofree char *name =
            g_strdup_printf("%s.%s", coach_data_type(noun), format_names[e->format]);
        g_autofree char *path = g_build_filename(e->directory, name, NULL);
        status = write_file(e, noun, path);
    }
    return status;
}

static coach_status choose_nouns(struct export *e, const struct words *words) {
    coach_noun noun;
    for (size_t i = 0; i < words->count; i++) {
        if ((noun = coach_data_named(words->items[i])) == COACH_NO_NOUN) {
            g_autoptr(GPtrArray) known = g_ptr_array_new();
            for (size_t n = 0; (noun = coach_data_noun(n)) != COACH_NO_NOUN; n++)
                g_ptr_array_add(known, (void *)coach_data_type(noun));
            g_ptr_array_add(known, NULL);
            g_autofree char *all = g_strjoinv(", ", (char **)known->pdata);
            complain(&e->x->complaint, COACH_USAGE, NULL, "\"%.80s\" is nothing to export",
                     words->items[i]);
            return complain_hint(&e->x->complaint, "one of: %s", all);
        }
        e->count += !e->wanted[noun];
        e->wanted[noun] = true;
    }
    for (size_t n = 0; !words->count && (noun = coach_data_noun(n)) != COACH_NO_NOUN; n++) {
        e->wanted[noun] = true;
        e->count++;
    }
    return COACH_OK;
}

static coach_status choose_place(struct export *e, const char *to) {
    struct stat about;
    if (to && strcmp(to, "-") != 0) {
        bool directory =
            g_str_has_suffix(to, "/") || (stat(to, &about) == 0 && S_ISDIR(about.st_mode));
        *(directory ? &e->directory : &e->file) = to;
    }
    if (e->format != FORMAT_CSV || e->directory || e->count == 1)
        return COACH_OK;
    complain(&e->x->complaint, COACH_USAGE, NULL, "one csv file holds one noun");
    return complain_hint(&e->x->complaint, "name the noun, or give a directory: --to DIRECTORY/");
}

static coach_status run(struct context *x, const void *arguments) {
    const struct export_arguments *a = arguments;
    struct export e = {.x = x, .format = x->style.format, .progress = progress_new()};
    if (e.format != FORMAT_JSON && e.format != FORMAT_CSV)
        e.format = FORMAT_JSONL;
    coach_status status = choose_nouns(&e, &a->nouns);
    if (status == COACH_OK)
        status = choose_place(&e, a->to);
    if (status != COACH_OK)
        return status;
    if (e.directory)
        status = write_directory(&e);
    else
        status =
            e.file ? write_file(&e, COACH_NO_NOUN, e.file) : write_all(&e, COACH_NO_NOUN, x->out);
    progress_end(&e.progress);
    return status;
}

static const struct verb verbs[] = {
    {NULL, .need = NEED_READ, .prints_rows = true, .formats = formats,
     .summary = "Write everything, or some nouns, for other programs and for `coach import`",
     .description =
         "Writes every row, archived ones too, with all that is stored of it, but not the history: jsonl, where each "
         "line has its \"type\", unless --output says json or csv. Rows come after those that they refer to, and in the "
         "same order every time. With --to and a directory, or a name that ends with /, there is a file for each noun. "
         "Files are replaced as a whole, and nobody else can read them. See coach-import(7).",
     .examples = {{"coach export --to backup.jsonl", "Everything in one file"},
                  {"coach export session trainer -o csv --to tables/",
                   "Two tables for another program"},
                  {"coach export user", "Everybody, a line of JSON each"}},
     .size = sizeof(struct export_arguments), .positionals = positionals, .options = {options},
     .run = run},
    {.run = NULL},
};

const struct noun export_noun = {
    "export",
    .summary = "Write everything, or some nouns, for other programs",
    .verbs = verbs,
};
