/* data_import.c - records are taken in, source by source; those that refer to later ones wait. */
#include "domain/data_wait.h"

#include "store/history.h"
#include "store/query.h"

#include <string.h>

#define COUNT(column, words)                                                                       \
    {                                                                                              \
        .view = {column, .doc = words, .type = COACH_TYPE_INTEGER, .flags = COACH_FIELD_BRIEF},    \
        DERIVED                                                                                    \
    }

static const struct field fields[] = {
    {.view = {"type", .doc = "What they are", .type = COACH_TYPE_LINE, .flags = COACH_FIELD_BRIEF},
     DERIVED},
    COUNT("made", "How many are new"),
    COUNT("changed", "How many have changed what was here"),
    COUNT("same", "How many were here as they are"),
    COUNT("skipped", "How many were here with other values, which were left"),
    COUNT("failed", "How many could not be taken"),
};

const struct table imported_table = {
    .noun = COACH_IMPORTED,
    .name = "import",
    .fields = fields,
    .count = G_N_ELEMENTS(fields),
};

enum { FAILED = TAKEN_KINDS, KINDS };
enum { MANY = 1 << 20 };  /* bytes, from which on more memory pays */
enum { MANY_NEW = 1000 }; /* rows, after which most are taken for new ones */

/* What lists of sessions ask, and who goes through the history; of the rules only that of an end of
 * a relationship, which comes before its sessions in an export. */
static const char *const idle_indexes[] = {
    "session_relationship", "session_time",         "session_open", "session_completed",
    "session_plan",         "operation_change_row", NULL,
};

struct import {
    coach *c;
    coach_data_import *how;
    struct taking taking;
    int64_t counts[DATA_NOUNS + 1][KINDS]; /* the last: of what is not known to be anything */
    struct waits waits;
    struct maps maps;
    bool invalid; /* something failed that could be mended in the file */
    int64_t passed, size, records, made;
};

/* ---- What cannot be taken ---- */

/* After this failure nothing more can be done. */
static bool ends_all(const coach *c, coach_status status) {
    return status == COACH_STORAGE || status == COACH_INTERRUPTED || c->db->failed;
}

static const char *given_text(const struct record *record, const char *field) {
    for (size_t i = 0; record && field && i < record->count; i++)
        if (strcmp(record->given[i].field->view.name, field) == 0)
            return record->given[i].text;
    return NULL;
}

/* "users.csv:3: email \"anna\": …" */
static void tell(struct import *i, const char *file, int64_t line, const struct record *record) {
    const coach_failure *failure = &i->c->failure.view;
    const char *value = given_text(record, failure->field);
    GString *text = g_string_new(NULL);
    g_string_printf(text, "%s:%" G_GINT64_FORMAT ": ", file, line);
    if (failure->field)
        g_string_append_printf(text, "%s%s", failure->field, value ? " " : ": ");
    if (value) {
        g_autofree char *valid = g_utf8_make_valid(value, -1);
        g_autofree char *some = g_utf8_substring(valid, 0, MIN(80, g_utf8_strlen(valid, -1)));
        g_autofree char *line_of = g_strdelimit(g_steal_pointer(&some), "\n\r", ' ');
        g_string_append_printf(text, "\"%s\": ", line_of);
    }
    /* what to give on a command line is of no use here */
    bool helps = failure->hint && !g_str_has_prefix(failure->hint, "give --");
    g_auto(GStrv) hints = helps ? g_strsplit(failure->hint, "\n", 2) : NULL;
    g_string_append(text, failure->message);
    if (helps)
        g_string_append_printf(text, " (%s)", hints[0]);
    struct problem parts = {
        file, line, failure->field, value, failure->message, helps ? failure->hint : NULL};
    problem_in(i->c, &parts, g_string_free(text, FALSE));
}

static coach_status cannot_take(struct import *i, const char *file, int64_t line,
                                const struct record *record, coach_status status) {
    if (ends_all(i->c, status)) {
        if (status != COACH_INTERRUPTED)
            fail_hint(&i->c->failure, "at %s:%" G_GINT64_FORMAT, file, line);
        return status;
    }
    tell(i, file, line, record);
    i->counts[record ? data_place(record->table) : DATA_NOUNS][FAILED]++;
    i->invalid |= status != COACH_CONFLICT && status != COACH_REFUSED;
    i->how->failed++;
    failure_clear(&i->c->failure);
    return COACH_OK;
}

/* ---- Records ---- */

struct attempt {
    struct taking *taking;
    const struct record *record;
    enum taken taken;
};

static coach_status attempt(void *data) {
    struct attempt *a = data;
    return data_take(a->taking, a->record, &a->taken);
}

/* A record that a login may not write, or that clashes with one that it does not see, cannot be
 * taken, and leaves the others alone. */
static coach_status take_permitted(struct import *i, const struct record *record,
                                   enum taken *taken) {
    coach *c = i->c;
    struct attempt a = {.taking = &i->taking, .record = record};
    int64_t number = c->operation.number, changes = c->operation.changes;
    coach_status status = db_attempt(c->db, attempt, &a);
    *taken = a.taken;
    if (status == COACH_OK || !c->db->denied || c->db->failed)
        return status;
    c->operation.number = number;
    c->operation.changes = changes;
    if (status != COACH_STORAGE)
        return status;
    fail(&c->failure, COACH_REFUSED, NULL, "this login may not add or change that %s",
         coach_noun_name(record->table->noun));
    return fail_hint(&c->failure, "man coach-server says which role may do what");
}

static coach_status take(struct import *i, const struct record *record, bool may_wait) {
    enum taken taken;
    coach_status status = db_login(i->c->db).fixed ? take_permitted(i, record, &taken)
                                                   : data_take(&i->taking, record, &taken);
    if (status == COACH_OK) {
        i->counts[data_place(record->table)][taken]++;
        return taken == TAKEN_MADE && record_given(record, field_named(record->table, "id")) &&
                       ++i->made == MANY_NEW
                   ? db_put_off(i->c->db, idle_indexes, i->size)
                   : COACH_OK;
    }
    bool may_change =
        status == COACH_NOT_FOUND ||
        ((status == COACH_CONFLICT || status == COACH_REFUSED) && !i->taking.for_good);
    if (!may_wait || !may_change || ends_all(i->c, status))
        return cannot_take(i, record->file, record->line, record, status);
    failure_clear(&i->c->failure);
    waits_add(&i->waits, record);
    return COACH_OK;
}

static coach_status look_up(struct import *i, int64_t passed) {
    enum { SOMETIMES = 512 };
    if (i->records++ % SOMETIMES != 0)
        return COACH_OK;
    if (i->how->progress)
        i->how->progress(i->how->data, "import", i->passed + passed, i->size);
    return i->c->interrupted && *i->c->interrupted
               ? fail(&i->c->failure, COACH_INTERRUPTED, NULL, "interrupted")
               : COACH_OK;
}

static coach_status take_source(struct import *i, const coach_data_source *source) {
    struct record_reader *reader = record_reader_new(i->c, source, &i->maps);
    struct record *record = NULL;
    bool over = false;
    coach_status status = COACH_OK;
    while (status == COACH_OK && !over) {
        status = record_next(reader, &record, &over);
        if (status != COACH_OK)
            status = cannot_take(i, source->name, record_reader_line(reader), NULL, status);
        else if (record)
            status = take(i, record, true);
        if (status == COACH_OK)
            status = look_up(i, record_reader_passed(reader));
    }
    i->passed += record_reader_passed(reader);
    record_reader_free(reader);
    return status;
}

static coach_status take_again(void *data, const struct record *record, bool may_wait) {
    struct import *i = data;
    coach_status status = take(i, record, may_wait);
    return status == COACH_OK ? look_up(i, 0) : status;
}

/* Those that were taken unseen since they stood in each other's way. */
static coach_status check_unseen(struct import *i) {
    coach_status status = COACH_OK;
    for (guint n = 0; status == COACH_OK && n < i->taking.unseen->len; n++) {
        const struct unseen *one = &g_array_index(i->taking.unseen, struct unseen, n);
        status = data_check_unseen(&i->taking, one);
        if (status != COACH_OK)
            status = cannot_take(i, one->record->file, one->record->line, one->record, status);
    }
    return status;
}

static coach_status check_maker(struct import *i, const struct maker *maker) {
    char text[ID_TEXT];
    bool known = true;
    coach_status status = id_is_nil(&maker->of)
                              ? COACH_OK
                              : taking_knows(&i->taking, &user_table, &maker->of, &known);
    if (status != COACH_OK || !known) /* that user could not be taken */
        return status;
    status = taking_knows(&i->taking, &user_table, &maker->id, &known);
    if (status != COACH_OK || known)
        return status == COACH_OK ? data_set_maker(&i->taking, maker) : status;
    id_format(&maker->id, text);
    (void)record_not_found(i->c, &user_table, text);
    fail_rename(&i->c->failure, "created_by");
    /* it is in the table already: all fails */
    return fail_hint(&i->c->failure, "at %s:%" G_GINT64_FORMAT, maker->file, maker->line);
}

static coach_status check_makers(struct import *i) {
    coach_status status = COACH_OK;
    for (guint n = 0; status == COACH_OK && n < i->taking.makers->len; n++)
        status = check_maker(i, &g_array_index(i->taking.makers, struct maker, n));
    return status;
}

/* ---- Who ---- */

/* In a new database, whoever acts comes with it: until then the operation is nobody's. */
static coach_status sign(struct import *i) {
    static const char first[] =
        "SELECT id FROM app_user WHERE is_active ORDER BY created_at, (created_by <> id), id LIMIT 1";
    struct statement *s;
    coach *c = i->c;
    c->actor = (struct id){0};
    if (c->actor_text && actor_require(c) == COACH_OK)
        return history_sign(c);
    if (ends_all(c, c->failure.view.status))
        return c->failure.view.status;
    failure_clear(&c->failure);
    coach_status status = db_first(c->db, first, NULL, &s);
    if (s)
        c->actor = db_id(s, 0);
    else if (status == COACH_OK)
        status = fail(&c->failure, COACH_REFUSED, NULL, "a new database needs a user");
    db_finish(s);
    return status == COACH_OK ? history_sign(c) : status;
}

/* ---- The whole ---- */

static coach_status refuse(struct import *i) {
    g_ptr_array_set_size(i->c->notes, 0); /* of what is taken back */
    return fail(&i->c->failure, i->invalid ? COACH_INVALID : COACH_CONFLICT, NULL,
                "%zu record%s cannot be taken; nothing has been changed", i->how->failed,
                i->how->failed == 1 ? "" : "s");
}

static coach_status take_sources(struct import *i) {
    coach_status status = COACH_OK;
    for (size_t n = 0; status == COACH_OK && n < i->how->source_count; n++) {
        const coach_data_source *source = &i->how->sources[n];
        int error = source->rewind(source->data);
        status = error ? fail(&i->c->failure, COACH_STORAGE, NULL, "%s cannot be read: %s",
                              source->name, g_strerror(error))
                       : take_source(i, source);
    }
    if (status == COACH_OK)
        status = waits_take(&i->waits, &i->taking, take_again, i);
    if (status == COACH_OK)
        status = check_unseen(i);
    problems_sort(i->c, i->how->sources, i->how->source_count);
    return status;
}

static coach_status run(coach *c, void *data) {
    struct import *i = data;
    memset(i->counts, 0, sizeof i->counts);
    i->passed = i->records = i->made = 0;
    i->how->failed = 0;
    i->invalid = false;
    coach_status status = COACH_OK;
    if (i->how->fresh)
        c->actor = id_random();
    else
        status = actor_require(c);
    if (status != COACH_OK)
        return status;
    waits_init(&i->waits);
    status = taking_init(&i->taking, c, i->how);
    if (status == COACH_OK && i->size > MANY)
        status = db_expect_many(c->db);
    if (status == COACH_OK)
        status = take_sources(i);
    if (status == COACH_OK && i->how->failed && !i->how->best_effort)
        status = refuse(i);
    if (status == COACH_OK)
        status = maps_check(c, &i->maps);
    if (status == COACH_OK)
        status = check_makers(i);
    if (status == COACH_OK && i->how->fresh)
        status = sign(i);
    taking_clear(&i->taking);
    waits_clear(&i->waits);
    return status;
}

static void append_counts(GArray *rows, const char *type, const int64_t counts[KINDS]) {
    cells_text(rows, type);
    for (int kind = 0; kind < KINDS; kind++)
        cells_number(rows, counts[kind]);
}

static GArray *rows_of_counts(const struct import *i) {
    static const int64_t none[KINDS];
    GArray *rows = cursor_rows();
    for (size_t n = 0; n <= DATA_NOUNS; n++)
        if (memcmp(i->counts[n], none, sizeof none) != 0)
            append_counts(rows, n < DATA_NOUNS ? coach_data_type(coach_data_noun(n)) : "unknown",
                          i->counts[n]);
    return rows;
}

coach_status coach_import_data(coach *c, coach_data_import *how, const coach_view *view,
                               coach_cursor **out) {
    g_autofree bool *found = g_new0(bool, how->map_count);
    struct import i = {.c = c, .how = how, .maps = {how->maps, how->map_count, found, false}};
    struct select select;
    for (size_t n = 0; n < how->source_count; n++)
        i.size += how->sources[n].size;
    coach_status status = rows_begin(c, &imported_table, view, &select);
    if (status == COACH_OK)
        status = coach_transact(c, how->fresh ? COACH_CREATE : COACH_WRITE, run, &i);
    return rows_end(&select, rows_of_counts(&i), status, out);
}
