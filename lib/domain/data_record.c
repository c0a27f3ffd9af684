/* data_record.c - records out of JSON, lines of it or one text, and out of separated values. */
#include "domain/data_record.h"

#include "base/csv.h"
#include "base/json.h"
#include "domain/data_value.h"

#include <errno.h>
#include <string.h>

struct record_reader {
    coach *c;
    const coach_data_source *source;
    struct maps *maps;
    struct feed feed;
    int64_t line;
    struct record record;
    GArray *columns;   /* struct column: what names mean; NULL: none have been read */
    guint names;       /* how many there are */
    GPtrArray *joined; /* texts of the record that no value is by itself */

    struct csv csv; /* of separated values */

    struct json_object object;   /* of JSON */
    char **keys;                 /* that columns were found for, */
    const struct table *keys_of; /* and of what */
    bool type_said, keys_said;   /* by the record itself; by the one that had those keys */
    bool within;                 /* of a JSON text: the array has begun */
};

/* ---- Records ---- */

const struct given *record_given(const struct record *record, const struct field *field) {
    for (size_t i = 0; i < record->count; i++)
        if (record->given[i].field == field)
            return &record->given[i];
    return NULL;
}

struct record *record_keep(const struct record *record) {
    struct record *kept =
        g_memdup2(record, offsetof(struct record, given) + record->count * sizeof *record->given);
    kept->owned = true;
    for (size_t i = 0; i < kept->count; i++)
        kept->given[i].text = g_strdup(kept->given[i].text);
    return kept;
}

void record_free(void *data) {
    struct record *record = data;
    for (size_t i = 0; i < record->count; i++)
        g_free(record->given[i].text);
    g_free(record);
}

/* ---- The reader ---- */

struct record_reader *record_reader_new(coach *c, const coach_data_source *source,
                                        struct maps *maps) {
    struct record_reader *r = g_new0(struct record_reader, 1);
    *r = (struct record_reader){.c = c, .source = source, .maps = maps};
    r->feed = (struct feed){.read = source->read, .data = source->data};
    r->joined = g_ptr_array_new_with_free_func(g_free);
    r->csv = csv_new(&r->feed, source->delimiter ? source->delimiter : ',');
    r->record.file = source->name;
    r->record.cells = source->format == COACH_DATA_CSV;
    return r;
}

void record_reader_free(struct record_reader *r) {
    if (!r)
        return;
    json_object_clear(&r->object);
    g_clear_pointer(&r->columns, g_array_unref);
    g_ptr_array_unref(r->joined);
    g_strfreev(r->keys);
    csv_clear(&r->csv);
    feed_clear(&r->feed);
    g_free(r);
}

int64_t record_reader_line(const struct record_reader *r) {
    return r->line;
}

int64_t record_reader_passed(const struct record_reader *r) {
    return r->feed.passed;
}

static coach_status cannot_read(struct record_reader *r) {
    if (r->feed.error == EFBIG)
        return fail(&r->c->failure, COACH_INVALID, NULL, "a record is larger than 16 MiB");
    if (r->feed.error == EILSEQ) {
        fail(&r->c->failure, COACH_INVALID, NULL, "%s is UTF-16, not UTF-8", r->source->name);
        return fail_hint(&r->c->failure, "iconv -f UTF-16 -t UTF-8 writes it anew");
    }
    return fail(&r->c->failure, r->feed.error == EINTR ? COACH_INTERRUPTED : COACH_STORAGE, NULL,
                "%s cannot be read: %s", r->source->name, g_strerror(r->feed.error));
}

/* ---- Columns ---- */

static coach_status find_columns(struct record_reader *r, const char *const *names,
                                 const char *passed_by) {
    const struct columns columns = {r->record.table, names, r->maps, passed_by};
    g_clear_pointer(&r->columns, g_array_unref);
    r->names = g_strv_length((char **)names);
    return columns_find(r->c, &columns, &r->columns);
}

static coach_status text_of(struct record_reader *r, const struct column *column, char **text) {
    if (!r->record.cells)
        return data_json_text(
            r->c, column->field,
            &g_array_index(r->object.members, struct json_member, column->place).value, text);
    const struct csv_cell *cell = &g_array_index(r->csv.cells, struct csv_cell, column->place);
    *text = cell->length == 0 && !cell->quoted ? NULL : (char *)cell->text;
    return COACH_OK;
}

/* With a blank between the two; what is empty is left out. */
static void join(struct record_reader *r, char *text) {
    char **before = &r->record.given[r->record.count - 1].text;
    if (!text || !*text)
        text = NULL;
    if (!*before || !**before) {
        *before = text;
    } else if (text) {
        *before = g_strconcat(*before, " ", text, NULL);
        g_ptr_array_add(r->joined, *before);
    }
}

static coach_status take_columns(struct record_reader *r) {
    coach_status status = COACH_OK;
    r->record.count = 0;
    g_ptr_array_set_size(r->joined, 0);
    for (guint i = 0; status == COACH_OK && i < r->columns->len; i++) {
        const struct column *column = &g_array_index(r->columns, struct column, i);
        char *text = NULL;
        status = text_of(r, column, &text);
        if (status == COACH_OK && column->joins)
            join(r, text);
        else if (status == COACH_OK)
            r->record.given[r->record.count++] = (struct given){column->field, text};
    }
    return status;
}

/* ---- JSON ---- */

static coach_status find_type(struct record_reader *r) {
    const struct json_member *type = json_member_named(r->object.members, "type");
    bool says = type && type->value.kind == JSON_STRING;
    coach_noun noun = says ? coach_data_named(type->value.text) : COACH_NO_NOUN;
    r->type_said = noun != COACH_NO_NOUN;
    if (!r->type_said)
        noun = r->source->noun;
    if (noun == COACH_NO_NOUN && says) {
        g_autofree char *types = data_types();
        fail(&r->c->failure, COACH_INVALID, "type", "\"%.80s\" is nothing to import",
             type->value.text);
        return fail_hint(&r->c->failure, "known: %s", types);
    }
    if (noun == COACH_NO_NOUN) {
        fail(&r->c->failure, COACH_USAGE, "type", "the record does not say what it is");
        return fail_hint(&r->c->failure, "say it with --type");
    }
    r->record.table = table_of(noun);
    return COACH_OK;
}

/* The next record has the same keys as a rule, in the same order. */
static bool as_before(const struct record_reader *r) {
    const GArray *members = r->object.members;
    if (!r->columns || r->names != members->len || r->keys_of != r->record.table ||
        r->keys_said != r->type_said)
        return false;
    for (guint i = 0; i < members->len; i++)
        if (strcmp(r->keys[i], g_array_index(members, struct json_member, i).key) != 0)
            return false;
    return true;
}

static coach_status find_meaning(struct record_reader *r) {
    const GArray *members = r->object.members;
    if (as_before(r))
        return COACH_OK;
    g_strfreev(r->keys);
    r->keys = g_new0(char *, members->len + 1);
    for (guint i = 0; i < members->len; i++)
        r->keys[i] = g_strdup(g_array_index(members, struct json_member, i).key);
    r->keys_of = r->record.table;
    r->keys_said = r->type_said;
    return find_columns(r, (const char *const *)r->keys, r->type_said ? "type" : NULL);
}

static coach_status take_object(struct record_reader *r, const char *text, size_t length) {
    r->record.count = 0;
    if (memchr(text, '\0', length))
        return fail(&r->c->failure, COACH_INVALID, NULL, "a NUL (U+0000) stands in the record");
    coach_status status = json_object_read(&r->object, text, length, "the record", &r->c->failure);
    if (status != COACH_OK)
        fail_rename(&r->c->failure, NULL);
    if (status == COACH_OK)
        status = find_type(r);
    if (status == COACH_OK && r->object.members->len > DATA_FIELDS)
        status = fail(&r->c->failure, COACH_INVALID, NULL, "a record has at most %d fields",
                      DATA_FIELDS);
    if (status == COACH_OK)
        status = find_meaning(r);
    return status == COACH_OK ? take_columns(r) : status;
}

static bool is_blank(int byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static coach_status next_line(struct record_reader *r, bool *over) {
    char *line;
    size_t length;
    do {
        r->line = r->feed.line;
        if (!feed_line(&r->feed, &line, &length)) {
            *over = true;
            return r->feed.error ? cannot_read(r) : COACH_OK;
        }
        r->line = r->feed.line - 1;
    } while (strspn(line, " \t") == length);
    return take_object(r, line, length);
}

/* Passes blanks by; gives the byte after them, or -1. */
static int next_byte(struct record_reader *r) {
    while (feed_has(&r->feed, 1)) {
        int byte = (unsigned char)*feed_start(&r->feed);
        if (!is_blank(byte))
            return byte;
        r->feed.line += byte == '\n';
        feed_pass(&r->feed, 1);
    }
    return -1;
}

/* How many bytes the value at hand has; 0: it does not end. */
static size_t value_length(struct record_reader *r, int64_t *lines) {
    struct feed *feed = &r->feed;
    bool string = false;
    int depth = 0;
    for (size_t at = 0; feed_has(feed, at + 1); at++) {
        char byte = feed_start(feed)[at];
        *lines += byte == '\n';
        if (string && byte == '\\')
            at++;
        else if (byte == '"')
            string = !string;
        else if (!string && (byte == '{' || byte == '['))
            depth++;
        else if (!string && (byte == '}' || byte == ']') && --depth <= 0)
            return at + 1;
    }
    return 0;
}

static coach_status not_json(struct record_reader *r, bool *over, const char *why) {
    *over = true;
    r->line = r->feed.line;
    return fail(&r->c->failure, COACH_INVALID, NULL, "%s", why);
}

/* One object of a text that is an array of them, or some one after the other. */
static coach_status next_object(struct record_reader *r, bool *over) {
    int64_t lines = 0;
    int byte = next_byte(r);
    if (byte == '[' && !r->within) {
        r->within = true;
        feed_pass(&r->feed, 1);
        byte = next_byte(r);
    } else if (byte == ',' && r->within && r->line) {
        feed_pass(&r->feed, 1);
        byte = next_byte(r);
        if (byte == ']')
            return not_json(r, over, "a record is missing after the last ','");
    } else if (byte == '{' && r->within) {
        return not_json(r, over, "a ',' is missing between two records");
    }
    if (byte == ']' && r->within) {
        feed_pass(&r->feed, 1);
        r->within = false;
        byte = next_byte(r);
        if (byte >= 0)
            return not_json(r, over, "something stands after the records");
    }
    if (byte < 0 && r->within && !r->feed.error)
        return not_json(r, over, "the text ends before its records do");
    *over = byte < 0;
    if (*over)
        return r->feed.error ? cannot_read(r) : COACH_OK;
    size_t length = byte == '{' ? value_length(r, &lines) : 0;
    if (!length)
        return r->feed.error ? (*over = true, cannot_read(r))
                             : not_json(r, over, "a record is a JSON object");
    r->line = r->feed.line;
    (void)feed_has(&r->feed, length + 1);
    char *text = feed_start(&r->feed);
    char cut = text[length];
    text[length] = '\0';
    coach_status status = take_object(r, text, length);
    text[length] = cut;
    feed_pass(&r->feed, length);
    r->feed.line += lines;
    return status;
}

/* ---- Separated values ---- */

/* What would part a line that is one column. */
static coach_status one_column(struct record_reader *r, const char *name) {
    static const char *const parts[][2] = {{";", "';'"}, {"\t", "tab"}, {"|", "'|'"}, {",", "','"}};
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        if (strstr(name, parts[i][0])) {
            failure_clear(&r->c->failure);
            fail(&r->c->failure, COACH_USAGE, NULL, "its first line is one column");
            return fail_hint(&r->c->failure, "say what parts it: --delimiter %s", parts[i][1]);
        }
    return COACH_USAGE;
}

/* "sep=;", which some programs write before the names. */
static bool says_delimiter(struct record_reader *r) {
    const struct csv_cell *cell = &g_array_index(r->csv.cells, struct csv_cell, 0);
    if (strncmp(cell->text, "sep=", 4) != 0 || r->csv.cells->len > 2 || cell->length > 5)
        return false;
    csv_set_delimiter(&r->csv, cell->length == 5 ? cell->text[4] : r->csv.delimiter);
    return true;
}

static coach_status take_header(struct record_reader *r) {
    const GArray *cells = r->csv.cells;
    g_autofree const char **names = g_new0(const char *, cells->len + 1);
    for (guint i = 0; i < cells->len; i++)
        names[i] = g_array_index(cells, struct csv_cell, i).text;
    coach_status status = find_columns(r, names, NULL);
    return status == COACH_OK || cells->len > 1 ? status : one_column(r, names[0]);
}

static coach_status next_row(struct record_reader *r, bool *over) {
    struct csv *csv = &r->csv;
    *over = !csv_next(csv);
    r->line = csv->line;
    if (*over)
        return r->feed.error ? cannot_read(r) : COACH_OK;
    if (csv->problem)
        return fail(&r->c->failure, COACH_INVALID, NULL, "%s", csv->problem);
    if (r->columns && csv->cells->len != r->names)
        return fail(&r->c->failure, COACH_INVALID, NULL,
                    "the line has %u cell%s, but the first one names %u", csv->cells->len,
                    csv->cells->len == 1 ? "" : "s", r->names);
    return COACH_OK;
}

static coach_status begin_rows(struct record_reader *r, bool *over) {
    if (r->source->noun == COACH_NO_NOUN) {
        *over = true;
        fail(&r->c->failure, COACH_USAGE, "type", "%s does not say what it holds", r->source->name);
        return fail_hint(&r->c->failure, "say it with --type, such as --type user");
    }
    r->record.table = table_of(r->source->noun);
    coach_status status = next_row(r, over);
    if (status == COACH_OK && !*over && says_delimiter(r))
        status = next_row(r, over);
    if (status == COACH_OK && !*over)
        status = take_header(r);
    *over |= status != COACH_OK; /* without it, no line means anything */
    return status;
}

static coach_status next_values(struct record_reader *r, bool *over) {
    coach_status status = r->columns ? COACH_OK : begin_rows(r, over);
    if (status == COACH_OK && !*over)
        status = next_row(r, over);
    return status == COACH_OK && !*over ? take_columns(r) : status;
}

coach_status record_next(struct record_reader *r, struct record **record, bool *over) {
    *over = false;
    coach_status status = r->source->format == COACH_DATA_CSV    ? next_values(r, over)
                          : r->source->format == COACH_DATA_JSON ? next_object(r, over)
                                                                 : next_line(r, over);
    r->record.line = r->line;
    *record = status == COACH_OK && !*over ? &r->record : NULL;
    return status;
}
