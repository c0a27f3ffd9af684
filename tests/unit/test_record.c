/* test_record.c - tables described by their fields, against a real database: rows go in and come
 * out as they were, and the fields are those of the columns. */
#include "base/text.h"
#include "store/record.h"
#include "store/value.h"
#include "unit.h"
#include <glib/gstdio.h>

#define NOW INT64_C(1796644800) /* 2026-12-07T12:00:00Z */

static coach *c;

static const coach_noun tables[] = {COACH_USER,
                                    COACH_TRAINER,
                                    COACH_CATEGORY,
                                    COACH_TAG,
                                    COACH_VISIBILITY,
                                    COACH_PROGRAM,
                                    COACH_RELATIONSHIP,
                                    COACH_SESSION,
                                    COACH_SERIES,
                                    COACH_PLAN,
                                    COACH_AVAILABILITY,
                                    COACH_TIME_OFF,
                                    COACH_PROGRAM_SESSION,
                                    COACH_REMINDER,
                                    COACH_TRAINER_CATEGORY,
                                    COACH_TRAINER_TAG,
                                    COACH_CALENDAR_LINK};

/* ---- The schema, as the database has it ---- */

/* The values of one column of a query over a table's name, joined by newlines. */
static char *query(const char *sql, int column) {
    struct statement *s;
    GString *all = g_string_new(NULL);
    bool row = false;
    if (db_prepare(c->db, sql, &s) != COACH_OK)
        return g_string_free(all, FALSE);
    while (db_step(s, &row) == COACH_OK && row)
        g_string_append_printf(all, "%s%s", all->len ? "\n" : "", db_text(s, column, NULL));
    db_finish(s);
    return g_string_free(all, FALSE);
}

static char *schema_of(const struct table *table) {
    g_autofree char *sql = g_strdup_printf(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = '%s'", table->name);
    return query(sql, 0);
}

static char **columns_of(const struct table *table) {
    g_autofree char *sql = g_strdup_printf("PRAGMA table_info(%s)", table->name);
    g_autofree char *names = query(sql, 1);
    return g_strsplit(names, "\n", -1);
}

/* What the schema says of a column, up to the comma or the bracket behind it. */
static char *definition(const char *schema, const char *column) {
    g_autofree char *start = g_strdup_printf("\n    %s ", column);
    g_autofree char *added = g_strdup_printf(", %s ", column); /* by a later step */
    const char *at = strstr(schema, start);
    at = at ? at : strstr(schema, added);
    if (!at)
        return NULL;
    const char *end = at + 1;
    for (int depth = 0; *end && depth >= 0 && (depth > 0 || *end != ','); end++)
        depth += (*end == '(') - (*end == ')');
    char *text = g_strndup(at, (gsize)(end - at));
    return g_strdelimit(text, "\n", ' ');
}

static bool is_stored(const struct field *field) {
    return field->row != NOWHERE;
}

static bool searchable(const struct table *table) {
    for (size_t i = 0; i < table->count; i++)
        if (is_stored(&table->fields[i]) && (table->fields[i].view.flags & COACH_FIELD_SEARCH))
            return true;
    return false;
}

static bool is_key(const struct table *table, const char *column) {
    for (size_t i = 0; i < table->count; i++)
        if (g_strcmp0(table->fields[i].key, column) == 0)
            return true;
    return false;
}

/* Each column is a stored field, a key, or the text that is searched; each stored field has a
 * column. */
static void test_columns(const struct table *table) {
    g_auto(GStrv) columns = columns_of(table);
    check(columns[0] != NULL, "%s is in the database", table->name);
    for (char **column = columns; *column; column++) {
        const struct field *field = field_named(table, *column);
        bool known = (field && is_stored(field) && strcmp(field->view.name, *column) == 0) ||
                     is_key(table, *column) ||
                     (strcmp(*column, "search_text") == 0 && searchable(table));
        check(known, "%s.%s is a field", table->name, *column);
    }
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (is_stored(field))
            check(g_strv_contains((const char *const *)columns, field->view.name),
                  "%s.%s is a column", table->name, field->view.name);
        if (field->key)
            check(g_strv_contains((const char *const *)columns, field->key), "%s.%s is a column",
                  table->name, field->key);
    }
    if (searchable(table))
        check(g_strv_contains((const char *const *)columns, "search_text"), "%s can be searched",
              table->name);
}

static const char *type_of(const struct field *field) {
    switch (field->view.type) {
    case COACH_TYPE_UUID:
        return " BLOB ";
    case COACH_TYPE_BOOLEAN:
    case COACH_TYPE_INTEGER:
    case COACH_TYPE_INSTANT:
        return " INTEGER";
    default:
        return " TEXT";
    }
}

/* The values that an enumeration's check allows, with commas. */
static char *allowed(const char *definition, const char *column) {
    g_autofree char *equals = g_strdup_printf("%s = '", column);
    GString *all = g_string_new(NULL);
    for (const char *at = strstr(definition, equals); at; at = strstr(at, equals)) {
        at += strlen(equals);
        g_string_append_printf(all, "%s%.*s", all->len ? "," : "", (int)strcspn(at, "'"), at);
    }
    return g_string_free(all, FALSE);
}

/* The check that bounds a text's length or a number's value, as the schema has it; NULL: none. */
static char *bounds(const struct field *field) {
    const coach_field *view = &field->view;
    switch (view->type) {
    case COACH_TYPE_LINE:
    case COACH_TYPE_TEXT:
    case COACH_TYPE_EMAIL:
        return view->min ? g_strdup_printf("CHECK (length(%s) BETWEEN %d AND %d)", view->name,
                                           (int)view->min, (int)view->max)
                         : g_strdup_printf("CHECK (length(%s) <= %d)", view->name, (int)view->max);
    case COACH_TYPE_INTEGER:
        return g_strdup_printf("CHECK (%s BETWEEN %d AND %d)", view->name, (int)view->min,
                               (int)view->max);
    case COACH_TYPE_UUID:
        return g_strdup_printf("CHECK (length(%s) = 16)", view->name);
    case COACH_TYPE_BOOLEAN:
        return g_strdup_printf("CHECK (%s = 0 OR %s = 1)", view->name, view->name);
    case COACH_TYPE_DATE:
        return g_strdup_printf("CHECK (%s IS date(%s, '+0 days'))", view->name, view->name);
    case COACH_TYPE_CURRENCY:
        return g_strdup_printf("CHECK (length(%s) = 3)", view->name);
    default:
        return NULL;
    }
}

static void test_definition(const struct table *table, const struct field *field,
                            const char *schema) {
    const char *name = field->view.name;
    g_autofree char *text = definition(schema, name), *wanted = bounds(field);
    if (!check(text != NULL, "%s.%s is defined", table->name, name))
        return;
    bool optional = (field->view.flags & COACH_FIELD_OPTIONAL) != 0;
    check((strstr(text, " NOT NULL") == NULL) == optional, "%s.%s is %s", table->name, name,
          optional ? "optional" : "required");
    check(strstr(text, type_of(field)) != NULL, "%s.%s is of its type", table->name, name);
    if (wanted)
        check(strstr(text, wanted) != NULL, "%s.%s: %s", table->name, name, wanted);
    if (field->view.type == COACH_TYPE_ENUM) {
        g_autofree char *got = allowed(text, name);
        g_autofree char *values = g_strjoinv(",", (char **)field->view.values);
        check_text(got, values, "an enumeration's values are those that the database allows");
    }
    if (field->view.type == COACH_TYPE_UUID && field->view.target != COACH_NO_NOUN) {
        g_autofree char *one =
            g_strdup_printf("REFERENCES %s (id)", table_of(field->view.target)->name);
        g_autofree char *several =
            g_strdup_printf("FOREIGN KEY (client_trainer_relationship_id, trainer_id, client_id)");
        check(strstr(text, one) ||
                  (strstr(schema, several) && strstr(strstr(schema, several), name)),
              "%s.%s refers to a %s", table->name, name, coach_noun_name(field->view.target));
    }
}

/* The unique index over this column alone, of every row that has a value; "" where there is none.
 */
static char *unique_index(const struct table *table, const char *column) {
    g_autofree char *sql = g_strdup_printf(
        "SELECT name FROM sqlite_master WHERE type = 'index' AND sql = 'CREATE UNIQUE INDEX %s_%s ON "
        "%s (%s) WHERE %s IS NOT NULL'",
        table->name, column, table->name, column, column);
    return query(sql, 0);
}

static void test_unique(const struct table *table, const char *schema) {
    g_auto(GStrv) columns = columns_of(table);
    for (char **column = columns; *column; column++) {
        g_autofree char *text = definition(schema, *column);
        g_autofree char *index = unique_index(table, *column);
        bool unique = (text && strstr(text, " UNIQUE")) || index[0], known = false;
        for (size_t i = 0; i < table->count; i++)
            known |= g_strcmp0(table->fields[i].unique, *column) == 0;
        check(unique == known, "%s.%s is %s", table->name, *column,
              known ? "unique" : "not unique");
    }
}

static void test_schema(void) {
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        const struct table *table = table_of(tables[i]);
        g_autofree char *schema = schema_of(table);
        test_columns(table);
        for (size_t n = 0; n < table->count; n++)
            if (is_stored(&table->fields[n]))
                test_definition(table, &table->fields[n], schema);
        test_unique(table, schema);
        check(field_named(table, table->time) != NULL, "%s: --from and --to look at a field",
              table->name);
        check(g_str_has_suffix(schema, "STRICT"), "%s holds values of its types only", table->name);
    }
}

/* Every field of a type that only the domain can read has a reader. */
static void test_readers(void) {
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        const struct table *table = table_of(tables[i]);
        for (size_t n = 0; n < table->count; n++) {
            const struct field *field = &table->fields[n];
            bool needed = field->view.type == COACH_TYPE_INSTANT ||
                          field->view.type == COACH_TYPE_DATE ||
                          field->view.type == COACH_TYPE_ZONE;
            if (needed && is_stored(field))
                check(field->read != NULL, "%s.%s can be read from text", table->name,
                      field->view.name);
        }
    }
}

/* ---- Rows ---- */

struct given {
    const char *field, *text;
};

static void *member(const struct table *table, void *row, const char *field) {
    return (char *)row + field_named(table, field)->row;
}

/* A new row, of which a request says nothing yet. */
static coach_status begin(const struct table *table, void *row) {
    static const char *const nothing[64];
    record_init(table, row);
    return record_apply(c, table, nothing, true, row, NULL);
}

static coach_status fill(const struct table *table, void *row, const struct given *given) {
    coach_status status = COACH_OK;
    for (; status == COACH_OK && given->field; given++)
        status = field_read(c, field_named(table, given->field), given->text,
                            member(table, row, given->field));
    return status;
}

static void check_ok(coach_status status, const char *what) {
    if (!check(status == COACH_OK, "%s", what))
        printf("# %s\n", c->failure.view.message);
}

static void check_same(const struct table *table, const void *a, const void *b, const char *what) {
    g_autoptr(GString) differ = g_string_new(NULL);
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (is_stored(field) &&
            !value_equal(field, (const char *)a + field->row, (const char *)b + field->row))
            g_string_append_printf(differ, " %s", field->view.name);
    }
    check_text(differ->str, "", what);
}

/* Everything that is optional and was given becomes absent. */
static coach_status clear(const struct table *table, void *row, const struct given *given) {
    coach_status status = COACH_OK;
    for (; status == COACH_OK && given->field; given++) {
        const struct field *field = field_named(table, given->field);
        if (field->view.flags & COACH_FIELD_OPTIONAL)
            status = field_read(c, field, COACH_CLEAR, (char *)row + field->row);
    }
    return status;
}

struct journey {
    coach_noun noun;
    const struct given *given, *changed;
    struct id *id; /* where to leave the row's id, or NULL */
};

static coach_status load_and_compare(const struct table *table, const void *row, const char *step) {
    g_autofree void *loaded = g_malloc0(table->row_size);
    g_autofree char *what =
        g_strdup_printf("a %s comes out as it %s", coach_noun_name(table->noun), step);
    coach_status status = record_load(c, table, &((const struct base *)row)->id, loaded);
    check_ok(status, what);
    if (status == COACH_OK)
        check_same(table, row, loaded, what);
    record_clear(table, loaded);
    return status;
}

/* Writes row where it differs from before, and makes before like it. */
static coach_status update(const struct table *table, void *before, void *row) {
    coach_status status = record_update(c, table, before, row);
    record_clear(table, before);
    return status == COACH_OK ? record_load(c, table, &((struct base *)row)->id, before) : status;
}

/* A row goes in, comes out, is changed, comes out, is emptied as far as may be, and comes out. */
static coach_status travel(void *context) {
    const struct journey *j = context;
    const struct table *table = table_of(j->noun);
    g_autofree void *row = g_malloc0(table->row_size), *before = g_malloc0(table->row_size);
    check_ok(begin(table, row), "a row is begun");
    ((struct base *)row)->id = id_random();
    check_ok(fill(table, row, j->given), "is filled");
    check_ok(record_insert(c, table, row), "and written");
    check_number(((struct base *)row)->created_at, NOW, "when it was made is known");
    check(id_equal(&((struct base *)row)->created_by, &c->actor), "and by whom");
    load_and_compare(table, row, "went in");
    if (record_load(c, table, &((struct base *)row)->id, before) != COACH_OK)
        return COACH_OK;
    c->now = NOW + 60;
    check_ok(fill(table, row, j->changed), "it is changed");
    check_ok(update(table, before, row), "the change is written");
    check_number(((struct base *)row)->updated_at, NOW + 60, "when it changed is known");
    load_and_compare(table, row, "was changed");
    c->now = NOW + 120;
    check_ok(clear(table, row, j->given), "what is optional is taken away");
    check_ok(update(table, before, row), "that is written");
    load_and_compare(table, row, "was emptied");
    c->now = NOW + 180;
    check_ok(update(table, before, row), "nothing is changed");
    check_number(((struct base *)row)->updated_at, NOW + 120, "so it did not change");
    c->now = NOW;
    if (j->id)
        *j->id = ((struct base *)row)->id;
    record_clear(table, row);
    record_clear(table, before);
    return COACH_OK;
}

#define END                                                                                        \
    { NULL, NULL }

static void test_round_trips(void) {
    static const struct given user[] = {{"email", "Zoë@example.org"},
                                        {"first_name", "Zoë"},
                                        {"last_name", "日本"},
                                        {"date_of_birth", "1990-02-28"},
                                        {"phone", "+49"},
                                        {"notes", "a\n\tb"},
                                        {"time_zone", "Europe/Berlin"},
                                        END};
    static const struct given user_changed[] = {{"email", "zoe@example.org"},
                                                {"date_of_birth", "2000-02-29"},
                                                {"visibility_id", "PUBLIC"},
                                                END};
    static const struct given trainer[] = {{"user_id", "zoe@example.org"},
                                           {"bio", "b"},
                                           {"hourly_rate", "75.50"},
                                           {"currency", "eur"},
                                           {"certifications", "{\"a\": [1.0, null]}"},
                                           END};
    static const struct given trainer_changed[] = {{"hourly_rate", "0.01"},
                                                   {"currency", "USD"},
                                                   {"is_independent", "false"},
                                                   {"certifications", "[]"},
                                                   END};
    static const struct given label[] = {{"name", "Straße"}, {"description", "d"}, END};
    static const struct given label_changed[] = {{"name", "STRASSE"}, END};
    static const struct given relationship[] = {{"client_id", "first@example.org"},
                                                {"trainer_id", "zoe@example.org"},
                                                {"relationship_type", "online"},
                                                {"notes", "n"},
                                                END};
    static const struct given relationship_changed[] = {
        {"status", "paused"}, {"started_at", "2026-01-31"}, END};
    struct id id;
    char text[ID_TEXT];
    check_ok(db_write(c->db, travel, &(struct journey){COACH_USER, user, user_changed, NULL}),
             "users");
    check_ok(
        db_write(c->db, travel, &(struct journey){COACH_TRAINER, trainer, trainer_changed, NULL}),
        "trainers");
    for (coach_noun noun = COACH_CATEGORY; noun <= COACH_PROGRAM; noun++)
        check_ok(db_write(c->db, travel, &(struct journey){noun, label, label_changed, NULL}),
                 coach_noun_name(noun));
    check_ok(
        db_write(c->db, travel,
                 &(struct journey){COACH_RELATIONSHIP, relationship, relationship_changed, &id}),
        "relationships");
    id_format(&id, text);
    const struct given session[] = {{"client_trainer_relationship_id", text},
                                    {"client_id", "first@example.org"},
                                    {"trainer_id", "zoe@example.org"},
                                    {"title", "t"},
                                    {"description", "d"},
                                    {"scheduled_at", "2026-12-08T10:00:00Z"},
                                    {"ends_at", "2026-12-08T11:00:00Z"},
                                    {"time_zone", "UTC"},
                                    {"session_type", "ONE_ON_ONE"},
                                    {"location", "l"},
                                    END};
    const struct given session_changed[] = {{"status", "COMPLETED"},
                                            {"started_at", "2026-12-08T10:01:00Z"},
                                            {"completed_at", "2026-12-08T10:59:00Z"},
                                            {"rating", "5"},
                                            {"client_feedback", "f"},
                                            END};
    const struct given plan[] = {{"client_trainer_relationship_id", text},
                                 {"name", "p"},
                                 {"start_date", "2026-12-07"},
                                 {"end_date", "2026-12-31"},
                                 {"program_id", "STRASSE"},
                                 {"goals", "g"},
                                 END};
    const struct given plan_changed[] = {{"status", "DRAFT"}, {"end_date", "2027-01-01"}, END};
    check_ok(
        db_write(c->db, travel, &(struct journey){COACH_SESSION, session, session_changed, NULL}),
        "sessions");
    check_ok(db_write(c->db, travel, &(struct journey){COACH_PLAN, plan, plan_changed, NULL}),
             "plans");
}

/* ---- Rules that the fields carry ---- */

static void test_initial_values(void) {
    const struct table *table = table_of(COACH_TRAINER);
    g_autofree void *row = g_malloc0(table->row_size);
    check_ok(begin(table, row), "a new trainer");
    check(*(bool *)member(table, row, "is_independent"), "is independent where nothing is said");
    check(*(char **)member(table, row, "hourly_rate") == NULL, "has no rate");
    check(!id_is_nil(member(table, row, "visibility_id")), "can be seen by somebody");
    check(id_is_nil(member(table, row, "user_id")), "and is nobody yet");
    record_clear(table, row);
    table = table_of(COACH_SESSION);
    g_autofree void *session = g_malloc0(table->row_size);
    check_ok(begin(table, session), "a new session");
    check_number(*(int *)member(table, session, "status"), 0, "is SCHEDULED");
    check_number(*(int *)member(table, session, "session_type"), ENUM_NONE, "and of no kind yet");
    check(*(int64_t *)member(table, session, "rating") == INTEGER_NONE, "without a rating");
    check(*(int64_t *)member(table, session, "started_at") == INTEGER_NONE, "not begun");
    record_clear(table, session);
}

/* Inserts a row of these values and gives back what came of it; the failure is on the handle. */
static coach_status insert(void *context) {
    const struct journey *j = context;
    const struct table *table = table_of(j->noun);
    g_autofree void *row = g_malloc0(table->row_size);
    coach_status status = begin(table, row);
    ((struct base *)row)->id = id_random();
    if (status == COACH_OK)
        status = fill(table, row, j->given);
    if (status == COACH_OK)
        status = record_insert(c, table, row);
    record_clear(table, row);
    return status;
}

static void check_insert(coach_noun noun, const struct given *given, coach_status wanted,
                         const char *field) {
    struct journey j = {.noun = noun, .given = given};
    failure_clear(&c->failure);
    coach_status status = db_write(c->db, insert, &j);
    g_autofree char *what =
        g_strdup_printf("%s: %s", field, wanted ? c->failure.view.message : "fits");
    check_number(status, wanted, what);
    check_text(c->failure.view.field, field, field);
}

static void test_required_and_unique(void) {
    static const struct given unnamed[] = {{"email", "new@example.org"}, {"first_name", "N"}, END};
    static const struct given taken[] = {
        {"email", "FIRST@example.org"}, {"first_name", "N"}, {"last_name", "O"}, END};
    static const struct given twice[] = {{"name", "strasse"}, END};
    static const struct given same_program[] = {{"name", "STRASSE"}, END};
    static const struct given trainer[] = {{"user_id", "zoe@example.org"}, END};
    static const struct given untyped[] = {
        {"client_id", "first@example.org"}, {"trainer_id", "zoe@example.org"}, END};
    check_insert(COACH_USER, unnamed, COACH_USAGE, "last_name");
    check_insert(COACH_USER, taken, COACH_CONFLICT, "email");
    check_insert(COACH_TAG, twice, COACH_CONFLICT, "name");
    check_insert(COACH_PROGRAM, same_program, COACH_CONFLICT, "name");
    check_insert(COACH_TRAINER, trainer, COACH_CONFLICT, "user_id");
    check_insert(COACH_RELATIONSHIP, untyped, COACH_USAGE, "relationship_type");
    check(strstr(c->failure.view.hint, "--relationship-type"),
          "what is missing is told by its option");
    failure_clear(&c->failure);
    /* programs are told apart by case, as the data model has it */
    check_number(db_write(c->db, insert, &(struct journey){.noun = COACH_PROGRAM, .given = twice}),
                 COACH_OK, "a program whose name differs in its case");
}

static void test_values_that_do_not_fit(void) {
    g_autofree char *long_name = g_strnfill(256, 'x');
    g_autofree char *wide_name = g_strnfill(255 * 3, 'x');
    for (size_t i = 0; i < 255; i++)
        memcpy(wide_name + 3 * i, "日", 3);
    const struct {
        coach_noun noun;
        const char *field, *text;
        coach_status status;
    } cases[] = {
        {COACH_USER, "first_name", long_name, COACH_INVALID},
        {COACH_USER, "first_name", long_name + 1, COACH_OK},
        {COACH_USER, "first_name", wide_name, COACH_OK},
        {COACH_USER, "first_name", "", COACH_INVALID},
        {COACH_USER, "first_name", "a\nb", COACH_INVALID},
        {COACH_USER, "notes", "a\nb\tc", COACH_OK},
        {COACH_USER, "notes", "a\rb", COACH_INVALID},
        {COACH_USER, "notes", "\xff", COACH_INVALID},
        {COACH_USER, "notes", "", COACH_OK},
        {COACH_USER, "email", "nobody", COACH_INVALID},
        {COACH_USER, "date_of_birth", "2026-02-30", COACH_INVALID},
        {COACH_USER, "time_zone", "Europe/Nowhere", COACH_INVALID},
        {COACH_USER, "visibility_id", "NOBODY", COACH_NOT_FOUND},
        {COACH_TRAINER, "currency", "XXY", COACH_INVALID},
        {COACH_TRAINER, "certifications", "{", COACH_INVALID},
        {COACH_TRAINER, "is_independent", "perhaps", COACH_INVALID},
        {COACH_SESSION, "rating", "6", COACH_INVALID},
        {COACH_SESSION, "rating", "0", COACH_INVALID},
        {COACH_SESSION, "rating", "1", COACH_OK},
        {COACH_SESSION, "session_type", "one on one", COACH_OK},
        {COACH_SESSION, "session_type", "ONE", COACH_INVALID},
        {COACH_SESSION, "scheduled_at", "soon", COACH_INVALID},
        {COACH_USER, "created_at", "yesterday", COACH_OK},
        {COACH_USER, "created_at", "ages ago", COACH_INVALID},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct field *field = field_named(table_of(cases[i].noun), cases[i].field);
        union value value;
        value_none(field, &value);
        coach_status status = field_read(c, field, cases[i].text, &value);
        g_autofree char *shown = g_strescape(cases[i].text, NULL);
        g_autofree char *what = g_strdup_printf("%s: %.40s", cases[i].field, shown);
        check_number(status, cases[i].status, what);
        if (status != COACH_OK)
            check(value_absent(field, &value) || field->view.type == COACH_TYPE_BOOLEAN,
                  "what does not fit leaves nothing behind");
        value_clear(field, &value);
        failure_clear(&c->failure);
    }
    const struct field *name = field_named(table_of(COACH_USER), "first_name");
    union value value = {.text = g_strdup("kept")};
    check_number(field_read(c, name, COACH_CLEAR, &value), COACH_INVALID,
                 "what is required cannot be cleared");
    check_text(value.text, "kept", "and stays");
    value_clear(name, &value);
    failure_clear(&c->failure);
}

static void test_search_text(void) {
    g_autofree char *zoe =
        query("SELECT search_text FROM app_user WHERE email = 'zoe@example.org'", 0);
    check_text(zoe, "zoe@example.org\nzoe\n日本",
               "what a search looks through is folded, and follows every change");
    g_autofree char *key = query("SELECT email_key FROM app_user WHERE first_name = 'Zoë'", 0);
    check_text(key, "zoe@example.org", "so does the key");
    g_autofree char *tag = query("SELECT name_key FROM tag", 0);
    g_autofree char *wanted = text_key("Straße");
    check_text(tag, wanted, "names that differ in case alone have one key");
}

static void test_what_is_gone(void) {
    const struct table *table = table_of(COACH_USER);
    g_autofree void *row = g_malloc0(table->row_size);
    struct id id = id_random();
    check_number(record_load(c, table, &id, row), COACH_NOT_FOUND, "a row that is not there");
    const struct field *field = NULL;
    failure_clear(&c->failure);
    check_number(field_find(c, table, "emial", &field), COACH_USAGE,
                 "a field that there is none of");
    check(field == NULL && strstr(c->failure.view.hint, "did you mean email?"),
          "the nearest is told");
    failure_clear(&c->failure);
    check(field_named(table, "visibility") == field_named(table, "visibility") &&
              field_named(table, "visibility")->row == NOWHERE,
          "a name comes before an alias");
}

/* ---- The database of this test ---- */

static coach_status first_user(coach *handle, void *data) {
    const coach_user_request first = {
        .email = "first@example.org", .first_name = "F", .last_name = "L"};
    (void)data;
    coach_id id;
    return coach_init(handle, &first, &id);
}

int main(void) {
    g_autofree char *directory = g_dir_make_tmp("coach-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(directory, "coach.db", NULL);
    g_autofree char *journal = g_strconcat(path, "-journal", NULL);
    coach_settings settings = {.database = path,
                               .time_zone = "UTC",
                               .clock = "2026-12-07T12:00:00Z",
                               .busy_timeout_ms = 1000};
    coach_status status = coach_new(&settings, &c);
    if (status == COACH_OK)
        status = coach_open(c, COACH_CREATE);
    if (status == COACH_OK)
        status = coach_transact(c, COACH_CREATE, first_user, NULL);
    check_ok(status, "a new database");
    if (status == COACH_OK) {
        test_schema();
        test_readers();
        test_round_trips();
        test_initial_values();
        test_required_and_unique();
        test_values_that_do_not_fit();
        test_search_text();
        test_what_is_gone();
    }
    coach_free(c);
    g_unlink(journal);
    g_unlink(path);
    g_rmdir(directory);
    return unit_end();
}
