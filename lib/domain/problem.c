/* problem.c - what a call of many things could not take, or did otherwise than it was asked. */
#include "domain/domain.h"
#include "store/query.h"

#include <string.h>

#define TEXT(name_, doc_)                                                                          \
    {                                                                                              \
        .view = {name_, .doc = doc_, .type = COACH_TYPE_TEXT,                                      \
                 .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF},                               \
        DERIVED                                                                                    \
    }

static const struct field fields[] = {
    TEXT("file", "The file that it stands in"),
    {.view = {"line", .doc = "The line in which it begins", .type = COACH_TYPE_INTEGER,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF},
     DERIVED},
    TEXT("field", "The field that is wrong"),
    TEXT("value", "What was given for it; of more than 200 characters, the beginning"),
    {.view = {"reason", .doc = "Why it was not taken, or what was done instead",
              .type = COACH_TYPE_TEXT, .flags = COACH_FIELD_BRIEF},
     DERIVED},
    TEXT("hint", "What can be done about it"),
};

const struct table problem_table = {
    .noun = COACH_PROBLEM,
    .name = "problem",
    .fields = fields,
    .count = G_N_ELEMENTS(fields),
};

enum { LONGEST_VALUE = 200 };

struct kept {
    char *text;
    struct problem parts;
};

void problem_free(void *data) {
    struct kept *kept = data;
    g_free(kept->text);
    g_free((char *)kept->parts.file);
    g_free((char *)kept->parts.field);
    g_free((char *)kept->parts.value);
    g_free((char *)kept->parts.reason);
    g_free((char *)kept->parts.hint);
    g_free(kept);
}

static char *beginning(const char *value) {
    g_autofree char *valid = g_utf8_make_valid(value, -1);
    if (g_utf8_strlen(valid, -1) <= LONGEST_VALUE)
        return g_steal_pointer(&valid);
    *g_utf8_offset_to_pointer(valid, LONGEST_VALUE) = '\0';
    return g_strconcat(valid, "…", NULL);
}

void problem_in(coach *c, const struct problem *parts, char *text) {
    struct kept *kept = g_new(struct kept, 1);
    *kept = (struct kept){.text = failure_line(text),
                          .parts = {.file = g_strdup(parts->file),
                                    .line = parts->line,
                                    .field = g_strdup(parts->field),
                                    .value = parts->value ? beginning(parts->value) : NULL,
                                    .reason = g_strdup(parts->reason),
                                    .hint = g_strdup(parts->hint)}};
    g_ptr_array_add(c->problems, kept);
    g_free(text);
}

void problem(coach *c, const char *format, ...) {
    va_list args;
    va_start(args, format);
    char *text = g_strdup_vprintf(format, args);
    va_end(args);
    problem_in(c, &(struct problem){.reason = text}, text);
}

struct sources {
    const coach_data_source *all;
    size_t count;
};

static size_t place_of(const struct sources *sources, const struct kept *kept) {
    size_t n = 0;
    while (n < sources->count && g_strcmp0(sources->all[n].name, kept->parts.file) != 0)
        n++;
    return n;
}

static int by_place(const void *a, const void *b, void *sources) {
    const struct kept *one = *(void *const *)a, *other = *(void *const *)b;
    size_t first = place_of(sources, one), second = place_of(sources, other);
    if (first != second)
        return first < second ? -1 : 1;
    return (one->parts.line > other->parts.line) - (one->parts.line < other->parts.line);
}

void problems_sort(coach *c, const coach_data_source *sources, size_t count) {
    struct sources all = {sources, count};
    g_ptr_array_sort_with_data(c->problems, by_place, &all);
}

const char *coach_problem(const coach *c, size_t n) {
    return n < c->problems->len ? ((const struct kept *)g_ptr_array_index(c->problems, n))->text
                                : NULL;
}

coach_status coach_problems(coach *c, coach_cursor **out) {
    GArray *rows = cursor_rows();
    struct select select;
    coach_status status = rows_begin(c, &problem_table, NULL, &select);
    for (guint i = 0; status == COACH_OK && i < c->problems->len; i++) {
        const struct kept *kept = g_ptr_array_index(c->problems, i);
        cells_text(rows, kept->parts.file);
        cells_number(rows, kept->parts.line ? kept->parts.line : INTEGER_NONE);
        cells_text(rows, kept->parts.field);
        cells_text(rows, kept->parts.value);
        cells_text(rows, kept->parts.reason);
        cells_text(rows, kept->parts.hint);
    }
    return rows_end(&select, rows, status, out);
}
