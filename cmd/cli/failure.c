/* failure.c - what went wrong, as lines for people or as one JSON object, and the exit code. */
#include "cli/failure.h"

#include "cli/escape.h"
#include "cli/json_writer.h"
#include "cli/row.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct outcome {
    int exit_code;
    const char *name; /* "code" in JSON */
} outcomes[] = {
    [COACH_OK] = {0, "ok"},
    [COACH_CONFLICT] = {1, "conflict"},
    [COACH_REFUSED] = {1, "refused"},
    [COACH_USAGE] = {2, "usage"},
    [COACH_INVALID] = {2, "invalid"},
    [COACH_NOT_FOUND] = {3, "not_found"},
    [COACH_AMBIGUOUS] = {3, "ambiguous"},
    [COACH_STORAGE] = {4, "storage"},
    [COACH_PARTIAL] = {5, "partial"},
    [COACH_INTERRUPTED] = {130, "interrupted"},
};

/* ---- Complaints ---- */

coach_status complain(struct complaint *c, coach_status status, const char *field,
                      const char *format, ...) {
    va_list args;
    va_start(args, format);
    char *message = g_strdup_vprintf(format, args);
    va_end(args);
    char *name = g_strdup(field);
    complaint_clear(c);
    c->view = (coach_failure){.status = status, .message = message, .field = name};
    return status;
}

coach_status complain_hint(struct complaint *c, const char *format, ...) {
    va_list args;
    va_start(args, format);
    g_autofree char *line = g_strdup_vprintf(format, args);
    va_end(args);
    char *hint = c->view.hint ? g_strconcat(c->view.hint, "\n", line, NULL) : g_strdup(line);
    g_free((char *)c->view.hint);
    c->view.hint = hint;
    return c->view.status;
}

void complaint_clear(struct complaint *c) {
    g_free((char *)c->view.message);
    g_free((char *)c->view.hint);
    g_free((char *)c->view.field);
    c->view = (coach_failure){.status = COACH_OK};
}

/* ---- For people ---- */

static bool is_word_part(char byte) {
    return g_ascii_isalnum(byte) || byte == '_';
}

static bool has_word(const char *text, const char *word) {
    size_t length = strlen(word);
    for (const char *at = text; (at = strstr(at, word)) != NULL; at++)
        if ((at == text || !is_word_part(at[-1])) && !is_word_part(at[length]))
            return true;
    return false;
}

/* Whether a message says by itself which field it is about: started_at or started-at. */
static bool names_field(const char *message, const char *field) {
    g_autofree char *option = g_strdelimit(g_strdup(field), "_", '-');
    return has_word(message, field) || has_word(message, option);
}

static void append_escaped(GString *out, const char *text) {
    g_autofree char *shown = escape_for_terminal(text, false);
    g_string_append(out, shown);
}

static void append_line(GString *out, const char *line) {
    g_string_append(out, "hint: ");
    append_escaped(out, line);
    g_string_append_c(out, '\n');
}

static void append_hint(GString *out, const char *hint) {
    g_auto(GStrv) lines = g_strsplit(hint, "\n", -1);
    for (char **line = lines; *line; line++)
        append_line(out, *line);
}

static void print_lines(const coach_failure *failure, const coach *told_by) {
    g_autoptr(GString) out = g_string_new("coach: ");
    bool of_value = failure->status == COACH_INVALID || failure->status == COACH_USAGE;
    if (of_value && failure->field && !names_field(failure->message, failure->field)) {
        append_escaped(out, failure->field);
        g_string_append(out, ": ");
    }
    append_escaped(out, failure->message);
    g_string_append_c(out, '\n');
    const char *problem;
    for (size_t n = 0; told_by && (problem = coach_problem(told_by, n)); n++)
        append_line(out, problem);
    if (failure->hint)
        append_hint(out, failure->hint);
    fputs(out->str, stderr);
}

/* ---- For programs ---- */

/* They stand in memory: nothing fails. */
static void put_problems(struct json_writer *w, coach *told_by) {
    coach_cursor *cursor;
    const coach_cell *row = NULL;
    if (coach_problems(told_by, &cursor) != COACH_OK)
        return;
    size_t count;
    g_autofree const coach_field **fields = render_fields(cursor, &count);
    struct row_keys *keys = row_keys_new(NULL, fields, count);
    json_key(w, "problems");
    json_begin_array(w);
    while (coach_cursor_next(cursor, &row) == COACH_OK && row)
        row_json(w, keys, row);
    json_end_array(w);
    row_keys_free(keys);
    coach_cursor_close(cursor);
}

void failure_json(struct json_writer *w, const coach_failure *failure, coach *told_by) {
    json_begin_object(w);
    json_key(w, "code");
    json_text(w, outcomes[failure->status].name);
    json_key(w, "message");
    json_text(w, failure->message);
    json_key(w, "hint");
    json_text(w, failure->hint);
    json_key(w, "field");
    json_text(w, failure->field);
    if (told_by)
        put_problems(w, told_by);
    json_end_object(w);
}

static void print_object(const coach_failure *failure, coach *told_by) {
    struct sink *sink = sink_new(false, NULL);
    struct json_writer w = {.sink = sink};
    json_begin_object(&w);
    json_key(&w, "error");
    failure_json(&w, failure, told_by);
    json_end_object(&w);
    json_newline(&w);
    /* Nobody is left to tell that standard error cannot be written. */
    (void)sink_deliver(sink, STDERR_FILENO);
    sink_free(sink);
}

int failure_print(const coach_failure *failure, enum format format, coach *told_by) {
    if (format == FORMAT_JSON || format == FORMAT_JSONL)
        print_object(failure, told_by);
    else
        print_lines(failure, told_by);
    return failure_exit_code(failure->status);
}

int failure_exit_code(coach_status status) {
    return outcomes[status].exit_code;
}
