/* doctor_rows.c - every row by itself, a page at a time: what each field may hold, the columns that
 * are made of others, and the rules of its noun. */
#include "domain/doctor.h"

#include "base/json.h"
#include "base/money.h"
#include "base/text.h"
#include "schedule/when.h"
#include "schedule/zone.h"
#include "store/row.h"

#include <stdio.h>
#include <string.h>

enum { PAGE = 1000 };

struct pass {
    struct doctor *d;
    const struct table *table;
    GArray *rows; /* of the page */
    GArray *made; /* bool: of each, whether what is made of others is as it should be */
};

/* The id by which a row is told. */
static const struct id *id_of(const struct table *table, const void *row) {
    return table->keys ? const_member(row, &table->fields[0]) : &((const struct base *)row)->id;
}

static void tell(struct pass *p, const void *row, const char *field, const char *problem) {
    struct doctor_place place = {"field", p->table, id_of(p->table, row), field, .fixable = false};
    doctor_tell(p->d, &place, "%s", problem);
}

/* ---- Values ---- */

static bool is_date(const char *text) {
    int year, month, day, length = 0;
    return strlen(text) == 10 && sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &length) == 3 &&
           length == 10 && year > 0 && month > 0 && day > 0 &&
           g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year);
}

static void check_length(struct pass *p, const void *row, const struct field *field,
                         const char *text) {
    const coach_field *view = &field->view;
    struct failure f = {0};
    bool lines = view->type == COACH_TYPE_TEXT;
    if (text_check(text, lines, (size_t)view->min, (size_t)view->max, view->name, &f) != COACH_OK ||
        (view->type == COACH_TYPE_EMAIL && text_check_email(text, view->name, &f) != COACH_OK))
        tell(p, row, view->name, f.view.message);
    failure_clear(&f);
}

static void check_json(struct pass *p, const void *row, const struct field *field,
                       const char *text) {
    struct failure f = {0};
    g_autofree char *compact = NULL;
    if (json_compact(text, field->view.name, &compact, &f) != COACH_OK)
        tell(p, row, field->view.name, f.view.message);
    failure_clear(&f);
}

static void check_text(struct pass *p, const void *row, const struct field *field,
                       const char *text) {
    const char *name = field->view.name;
    switch (field->view.type) {
    case COACH_TYPE_ZONE:
        if (!zone_known(p->d->c, text))
            tell(p, row, name, "is no time zone that this machine knows");
        break;
    case COACH_TYPE_CURRENCY:
        if (currency_decimals(text) < 0)
            tell(p, row, name, "is no currency");
        break;
    case COACH_TYPE_DATE:
        if (!is_date(text))
            tell(p, row, name, "is no date");
        break;
    case COACH_TYPE_JSON:
        check_json(p, row, field, text);
        break;
    case COACH_TYPE_DECIMAL:
        break; /* beside its currency */
    default:
        check_length(p, row, field, text);
    }
}

static void check_number(struct pass *p, const void *row, const struct field *field,
                         int64_t number) {
    const coach_field *view = &field->view;
    if (view->type == COACH_TYPE_INTEGER && view->max > view->min &&
        (number < view->min || number > view->max))
        tell(p, row, view->name, "is out of its bounds");
    if (view->type == COACH_TYPE_INSTANT && !when_in_calendar(number))
        tell(p, row, view->name, "is not within the years 1 to 9999");
}

static void check_value(struct pass *p, const void *row, const struct field *field) {
    const void *value = const_member(row, field);
    if (value_absent(field, value)) {
        if (!(field->view.flags & COACH_FIELD_OPTIONAL) && field->view.type != COACH_TYPE_ENUM)
            tell(p, row, field->view.name, "is missing");
        return;
    }
    switch (field->view.type) {
    case COACH_TYPE_UUID:
    case COACH_TYPE_NAMES:
    case COACH_TYPE_ENUM:
    case COACH_TYPE_BOOLEAN:
        break;
    case COACH_TYPE_INTEGER:
    case COACH_TYPE_INSTANT:
        check_number(p, row, field, *(const int64_t *)value);
        break;
    default:
        check_text(p, row, field, *(char *const *)value);
    }
}

/* ---- Reading a page ---- */

static void append_keys(GString *sql, const struct table *table) {
    for (size_t i = 0; i < MAX(table->keys, 1); i++)
        g_string_append_printf(sql, "%s%s", i ? ", " : "",
                               table->keys ? table->fields[i].view.name : "id");
}

/* Stored fields, then what is made of them; after the row whose key is bound, where there is one.
 */
static char *page_sql(const struct table *table, bool first) {
    GString *sql = g_string_new("SELECT ");
    for (size_t i = 0, n = 0; i < table->count; i++)
        if (stored(&table->fields[i]))
            g_string_append_printf(sql, "%s%s", n++ ? ", " : "", table->fields[i].view.name);
    for (size_t i = 0; i < table->count; i++)
        if (table->fields[i].key)
            g_string_append_printf(sql, ", %s", table->fields[i].key);
    g_string_append_printf(sql, "%s FROM %s", row_searchable(table) ? ", search_text" : "",
                           table->name);
    if (!first) {
        g_string_append(sql, " WHERE (");
        append_keys(sql, table);
        g_string_append(sql, ") > (");
        for (size_t i = 0; i < MAX(table->keys, 1); i++)
            g_string_append_printf(sql, "%s$%zu", i ? ", " : "", i + 1);
        g_string_append_c(sql, ')');
    }
    g_string_append(sql, " ORDER BY ");
    append_keys(sql, table);
    g_string_append_printf(sql, " LIMIT %d", PAGE);
    return g_string_free(sql, FALSE);
}

/* A word that is none of an enumeration's is a fault, and not the end. */
static coach_status load_fields(struct pass *p, struct statement *s, void *row, int *n) {
    coach_status status = COACH_OK;
    for (size_t i = 0; status == COACH_OK && i < p->table->count; i++) {
        const struct field *field = &p->table->fields[i];
        if (!stored(field))
            continue;
        const char *text = field->view.type == COACH_TYPE_ENUM ? db_text(s, *n, NULL) : NULL;
        if (text && !g_strv_contains(field->view.values, text))
            tell(p, row, field->view.name, "is none of the words that it can be");
        else
            status = value_load(p->d->c, s, *n, field, member(row, field));
        ++*n;
    }
    return status;
}

static bool made_well(const struct table *table, struct statement *s, const void *row, int n) {
    bool well = true;
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (!field->key)
            continue;
        const char *text = *(char *const *)const_member(row, field);
        g_autofree char *key = text ? text_key(text) : NULL;
        well &= g_strcmp0(db_text(s, n++, NULL), key) == 0;
    }
    if (!row_searchable(table))
        return well;
    g_autofree char *search = row_search_text(table, row);
    return well && g_strcmp0(db_text(s, n, NULL), search) == 0;
}

static coach_status take_row(struct pass *p, struct statement *s) {
    int n = 0;
    g_array_set_size(p->rows, p->rows->len + 1);
    void *row = p->rows->data + (p->rows->len - 1) * p->table->row_size;
    record_init(p->table, row);
    coach_status status = load_fields(p, s, row, &n);
    bool well = status == COACH_OK && made_well(p->table, s, row, n);
    g_array_append_val(p->made, well);
    return status;
}

static void clear_page(struct pass *p) {
    for (guint i = 0; i < p->rows->len; i++)
        record_clear(p->table, p->rows->data + i * p->table->row_size);
    g_array_set_size(p->rows, 0);
    g_array_set_size(p->made, 0);
}

static coach_status read_page(struct pass *p, const void *after) {
    g_autofree char *sql = page_sql(p->table, !after);
    struct statement *s;
    bool row;
    coach_status status = db_prepare(p->d->c->db, sql, &s);
    if (status != COACH_OK)
        return status;
    if (after)
        row_key_bind(s, p->table, 1, after);
    while (status == COACH_OK && (status = db_step(s, &row)) == COACH_OK && row)
        status = take_row(p, s);
    db_finish(s);
    return status;
}

/* ---- A page looked through ---- */

/* A key that another row has already can only be told. */
static coach_status key_is_taken(struct pass *p, const void *row, bool *taken) {
    const struct table *table = p->table;
    coach_status status = COACH_OK;
    for (size_t i = 0; status == COACH_OK && !*taken && i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (!field->key || field->unique != field->key)
            continue;
        g_autofree char *sql =
            g_strdup_printf("SELECT 1 FROM %s WHERE %s = $1 AND id <> $2", table->name, field->key);
        g_autofree char *key = text_key(*(char *const *)const_member(row, field));
        struct statement *s;
        if ((status = db_prepare(p->d->c->db, sql, &s)) != COACH_OK)
            return status;
        db_bind_text(s, 1, key);
        db_bind_id(s, 2, id_of(table, row));
        status = db_step(s, taken);
        db_finish(s);
    }
    return status;
}

static coach_status make_again(struct pass *p, const void *row) {
    bool taken = false;
    coach_status status = key_is_taken(p, row, &taken);
    bool mend = p->d->fix && !taken;
    if (status == COACH_OK && mend)
        status = record_make_again(p->d->c, p->table, row);
    struct doctor_place place = {"search", p->table,          id_of(p->table, row),
                                 NULL,     .fixable = !taken, .mended = mend};
    doctor_tell(p->d, &place, "%s",
                taken ? "has the name of another row, when case is disregarded"
                      : "is not found by what its texts say now");
    return status;
}

static coach_status check_page(struct pass *p) {
    coach_status status = COACH_OK;
    for (guint i = 0; status == COACH_OK && i < p->rows->len; i++) {
        const void *row = p->rows->data + i * p->table->row_size;
        for (size_t n = 0; n < p->table->count; n++)
            if (stored(&p->table->fields[n]))
                check_value(p, row, &p->table->fields[n]);
        status = doctor_rules(p->d, p->table, id_of(p->table, row), row);
        if (status == COACH_OK && !g_array_index(p->made, bool, i))
            status = make_again(p, row);
    }
    return status;
}

static coach_status check_table(struct pass *p) {
    void *after = NULL;
    coach_status status = COACH_OK;
    guint length = PAGE;
    p->rows = g_array_new(FALSE, TRUE, (guint)p->table->row_size);
    while (status == COACH_OK && length == PAGE) {
        clear_page(p);
        if ((status = read_page(p, after)) == COACH_OK)
            status = check_page(p);
        length = p->rows->len;
        if (length == PAGE) { /* the next page begins behind the last row of this one */
            void *last = p->rows->data + (length - 1) * p->table->row_size;
            if (after)
                record_clear(p->table, after);
            else
                after = g_malloc0(p->table->row_size);
            memcpy(after, last, p->table->row_size);
            g_array_set_size(p->rows, length - 1);
        }
    }
    if (after)
        record_clear(p->table, after);
    g_free(after);
    clear_page(p);
    g_array_unref(p->rows);
    return status;
}

coach_status doctor_rows(struct doctor *d) {
    coach_status status = COACH_OK;
    g_autoptr(GArray) made = g_array_new(FALSE, FALSE, sizeof(bool));
    for (int noun = 0; status == COACH_OK && noun < COACH_NOUN_COUNT; noun++) {
        const struct table *table = table_of((coach_noun)noun);
        if (!table || !table->row_size || table == &operation_table)
            continue;
        struct pass p = {.d = d, .table = table, .made = made};
        status = check_table(&p);
    }
    return status;
}
