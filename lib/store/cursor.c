/* cursor.c - the rows of a SELECT, one at a time, as cells for whoever shows them. */
#include "store/query.h"

#include "base/text.h"

#include <string.h>

#define SHORTEST 8

struct coach_cursor {
    struct select select;
    struct statement *s;
    bool short_ids;
    bool whole;         /* rows come with the names and neighbours that belong to them */
    bool found;         /* a row has been given */
    int64_t skip, left; /* of the rows that are found here: to be left out, and to be given */
    int next; /* the next of the columns after those that are shown, while a row is filled */
    coach_cell *cells;
    char (*ids)[ID_TEXT];      /* the text of each column's id */
    GString **names;           /* of each column of names, or of computed text */
    struct statement **helper; /* of each column: the statement for its names */
    GHashTable **beside; /* of each computed column: struct id → text, as it was asked for */
    GArray *rows;        /* coach_cell: rows that stand in memory, in place of s; or NULL */
    guint at;            /* the next of them, or of select.ids */
};

coach_status cursor_open(struct select *select, const coach_query *query, bool short_ids,
                         coach_cursor **out) {
    g_autofree char *sql = NULL;
    struct statement *s = NULL;
    bool whole = db_dialect(select->c->db)->label_join != NULL;
    coach_status status = select_sql(select, query, whole && short_ids, &sql);
    if (status == COACH_OK)
        status = db_prepare(select->c->db, sql, &s);
    if (status != COACH_OK) {
        select_clear(select);
        return status;
    }
    coach_cursor *cursor = g_new0(coach_cursor, 1);
    *cursor = (coach_cursor){
        .select = *select,
        .s = s,
        .short_ids = short_ids,
        .whole = whole,
        .skip = query ? query->offset : 0,
        .left = query && query->limit ? query->limit : INT64_MAX,
        .cells = g_new0(coach_cell, select->column_count),
        .ids = g_malloc0_n(select->column_count, ID_TEXT),
        .names = g_new0(GString *, select->column_count),
        .helper = g_new0(struct statement *, select->column_count),
        .beside = g_new0(GHashTable *, select->column_count),
    };
    db_stream(s);
    select_bind(&cursor->select, s);
    *out = cursor;
    return COACH_OK;
}

coach_cursor *cursor_of(struct select *select, GArray *rows) {
    coach_cursor *cursor = g_new0(coach_cursor, 1);
    *cursor = (coach_cursor){
        .select = *select,
        .cells = g_new0(coach_cell, select->column_count),
        .rows = rows,
    };
    return cursor;
}

size_t coach_cursor_columns(const coach_cursor *cursor) {
    return cursor->select.column_count;
}

const coach_field *coach_cursor_column(const coach_cursor *cursor, size_t n) {
    return n < cursor->select.column_count ? &cursor->select.columns[n]->view : NULL;
}

/* ---- Ids short enough to type ---- */

static coach_status widen(coach *c, const char *sql, const struct id *id, unsigned *unique) {
    struct statement *s;
    coach_status status = db_first(c->db, sql, id, &s);
    if (s) {
        struct id neighbour = db_id(s, 0);
        *unique = MAX(*unique, id_distinct(id, &neighbour));
    }
    db_finish(s);
    return status;
}

coach_status id_unique(coach *c, const struct table *table, const struct id *id, unsigned *unique) {
    g_autofree char *before =
        g_strdup_printf("SELECT id FROM %s WHERE id < $1 ORDER BY id DESC LIMIT 1", table->name);
    g_autofree char *after =
        g_strdup_printf("SELECT id FROM %s WHERE id > $1 ORDER BY id LIMIT 1", table->name);
    unsigned digits = SHORTEST;
    coach_status status = widen(c, before, id, &digits);
    if (status == COACH_OK)
        status = widen(c, after, id, &digits);
    if (status == COACH_OK)
        *unique = digits;
    return status;
}

static coach_status fill_unique(coach_cursor *cursor, const struct field *field,
                                const struct id *id, unsigned *unique) {
    if (!cursor->whole)
        return id_is_nil(id)
                   ? COACH_OK
                   : id_unique(cursor->select.c, select_target(&cursor->select, field), id, unique);
    struct id before = db_id(cursor->s, cursor->next++), after = db_id(cursor->s, cursor->next++);
    *unique = SHORTEST;
    if (!id_is_nil(&before))
        *unique = MAX(*unique, id_distinct(id, &before));
    if (!id_is_nil(&after))
        *unique = MAX(*unique, id_distinct(id, &after));
    return COACH_OK;
}

/* ---- Cells ---- */

static coach_status fill_text(coach_cursor *cursor, size_t n, coach_cell *cell) {
    cell->text = db_text(cursor->s, (int)n, &cell->length);
    cell->null = !cell->text;
    return COACH_OK;
}

static coach_status fill_label(coach_cursor *cursor, size_t n, coach_cell *cell) {
    if (cursor->whole)
        return fill_text(cursor, n, cell);
    struct id id = db_id(cursor->s, (int)n);
    cell->null = id_is_nil(&id);
    if (cell->null)
        return COACH_OK;
    const struct table *table = table_of(cursor->select.columns[n]->view.target);
    coach_status status = record_label(cursor->select.c, table, &id, &cell->text);
    cell->length = status == COACH_OK ? strlen(cell->text) : 0;
    return status;
}

static coach_status fill_id(coach_cursor *cursor, size_t n, coach_cell *cell) {
    struct id id = db_id(cursor->s, (int)n);
    coach_status status = COACH_OK;
    if (cursor->short_ids)
        status = fill_unique(cursor, cursor->select.columns[n], &id, &cell->unique);
    cell->null = id_is_nil(&id);
    if (cell->null)
        return status;
    id_format(&id, cursor->ids[n]);
    cell->text = cursor->ids[n];
    cell->length = ID_TEXT - 1;
    return status;
}

static coach_status fill_names(coach_cursor *cursor, size_t n, coach_cell *cell) {
    if (cursor->whole)
        return fill_text(cursor, n, cell);
    struct id id = db_id(cursor->s, (int)n);
    coach_status status = COACH_OK;
    if (!cursor->helper[n]) {
        status =
            db_prepare(cursor->select.c->db, cursor->select.columns[n]->names, &cursor->helper[n]);
        if (status != COACH_OK)
            return status;
        cursor->names[n] = g_string_new(NULL);
    }
    GString *names = g_string_truncate(cursor->names[n], 0);
    bool row;
    db_bind_id(cursor->helper[n], 1, &id);
    while ((status = db_step(cursor->helper[n], &row)) == COACH_OK && row) {
        if (names->len)
            g_string_append_c(names, '\n');
        g_string_append(names, db_text(cursor->helper[n], 0, NULL));
    }
    db_reset(cursor->helper[n]);
    cell->text = names->str;
    cell->length = names->len;
    return status;
}

/* Asks what stands beside a computed column, once for each id. */
static coach_status ask_beside(coach_cursor *cursor, size_t n, const struct id *id,
                               const char **text) {
    GHashTable **known = &cursor->beside[n];
    struct statement *s;
    if (!*known)
        *known = id_table_new();
    if (g_hash_table_lookup_extended(*known, id, NULL, (void **)text))
        return COACH_OK;
    coach_status status = db_first(cursor->select.c->db, cursor->select.columns[n]->beside, id, &s);
    if (status == COACH_OK) {
        char *found = s ? g_strdup(db_text(s, 0, NULL)) : NULL;
        g_hash_table_insert(*known, g_memdup2(id, sizeof *id), found);
        *text = found;
    }
    db_finish(s);
    return status;
}

static coach_status fill_beside(coach_cursor *cursor, size_t n, const char **text) {
    if (cursor->whole) {
        *text = db_text(cursor->s, cursor->next++, NULL);
        return COACH_OK;
    }
    struct id id = db_id(cursor->s, cursor->next++);
    return id_is_nil(&id) ? COACH_OK : ask_beside(cursor, n, &id, text);
}

static coach_status fill_computed(coach_cursor *cursor, size_t n, coach_cell *cell) {
    const struct field *field = cursor->select.columns[n];
    const char *beside = NULL;
    coach_status status = field->beside ? fill_beside(cursor, n, &beside) : COACH_OK;
    if (status != COACH_OK)
        return status;
    if (!cursor->names[n])
        cursor->names[n] = g_string_new(NULL);
    GString *text = g_string_truncate(cursor->names[n], 0);
    cell->null = !field->compute(cursor->select.c, cursor->s, (int)n, beside, text);
    cell->text = cell->null ? NULL : text->str;
    cell->length = text->len;
    return COACH_OK;
}

static coach_status fill(coach_cursor *cursor, size_t n) {
    const struct field *field = cursor->select.columns[n];
    coach_cell *cell = &cursor->cells[n];
    struct statement *s = cursor->s;
    *cell = (coach_cell){0};
    if (field->label)
        return fill_label(cursor, n, cell);
    if (field->compute)
        return fill_computed(cursor, n, cell);
    switch (field->view.type) {
    case COACH_TYPE_UUID:
        return fill_id(cursor, n, cell);
    case COACH_TYPE_NAMES:
        return fill_names(cursor, n, cell);
    case COACH_TYPE_BOOLEAN:
        cell->boolean = db_boolean(s, (int)n);
        return COACH_OK;
    case COACH_TYPE_INTEGER:
    case COACH_TYPE_INSTANT:
        cell->integer =
            field->view.type == COACH_TYPE_INSTANT ? db_instant(s, (int)n) : db_integer(s, (int)n);
        cell->null = cell->integer == INTEGER_NONE;
        return COACH_OK;
    default:
        return fill_text(cursor, n, cell);
    }
}

static const coach_cell *next_of(coach_cursor *cursor) {
    const struct select *select = &cursor->select;
    if (cursor->at == cursor->rows->len)
        return NULL;
    const coach_cell *whole = &g_array_index(cursor->rows, coach_cell, cursor->at);
    for (size_t n = 0; n < select->column_count; n++)
        cursor->cells[n] = whole[select->columns[n] - select->table->fields];
    cursor->at += (guint)select->table->count;
    return cursor->cells;
}

/* Goes on with the next of the rows that are given by their ids. */
static coach_status step(coach_cursor *cursor, bool *there) {
    const struct select *select = &cursor->select;
    coach_status status = db_step(cursor->s, there);
    while (status == COACH_OK && !*there && select->ids && cursor->at < select->ids->len) {
        struct parameter *first = &g_array_index(select->parameters, struct parameter, 0);
        first->value.id = g_array_index(select->ids, struct id, cursor->at++);
        db_reset(cursor->s);
        select_bind(select, cursor->s);
        status = db_step(cursor->s, there);
    }
    return status;
}

static bool is_found(const coach_cursor *cursor) {
    const struct select *select = &cursor->select;
    const char *text = db_text(cursor->s, (int)select->column_count, NULL);
    g_autofree char *folded = text_fold(text ? text : "");
    return strstr(folded, select->needle) != NULL;
}

/* Goes on to a row that is searched for. */
static coach_status search(coach_cursor *cursor, bool *there) {
    coach_status status = COACH_OK;
    *there = cursor->left > 0;
    while (*there && (status = step(cursor, there)) == COACH_OK && *there)
        if (is_found(cursor) && cursor->skip-- <= 0)
            break;
    cursor->left -= *there;
    return status;
}

coach_status coach_cursor_next(coach_cursor *cursor, const coach_cell **row) {
    bool there;
    if (cursor->rows) {
        *row = next_of(cursor);
        return COACH_OK;
    }
    bool sought = cursor->select.needle != NULL;
    coach_status status = sought ? search(cursor, &there) : step(cursor, &there);
    cursor->next = (int)cursor->select.column_count + sought;
    for (size_t n = 0; status == COACH_OK && there && n < cursor->select.column_count; n++)
        status = fill(cursor, n);
    if (status == COACH_OK && !there && cursor->select.which && !cursor->found)
        status = record_not_found(cursor->select.c, cursor->select.table, cursor->select.which);
    cursor->found = true;
    if (status == COACH_OK)
        *row = there ? cursor->cells : NULL;
    return status;
}

void coach_cursor_close(coach_cursor *cursor) {
    if (!cursor)
        return;
    for (size_t n = 0; cursor->helper && n < cursor->select.column_count; n++) {
        db_finish(cursor->helper[n]);
        if (cursor->names[n])
            g_string_free(cursor->names[n], TRUE);
        if (cursor->beside[n])
            g_hash_table_unref(cursor->beside[n]);
    }
    db_finish(cursor->s);
    select_clear(&cursor->select);
    g_free(cursor->cells);
    g_free(cursor->ids);
    g_free(cursor->names);
    g_free(cursor->helper);
    g_free(cursor->beside);
    if (cursor->rows)
        g_array_unref(cursor->rows);
    g_free(cursor);
}
