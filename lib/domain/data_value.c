/* data_value.c - values of records: most are in the one form in which they were exported, which
 * takes a glance; all others are read as those of a command. */
#include "domain/data_value.h"

#include "domain/data_dates.h"
#include "store/row.h"
#include "store/value_json.h"

#include <string.h>

/* ---- JSON ---- */

static bool is_text(const struct field *field) {
    coach_type type = field->view.type;
    return type != COACH_TYPE_JSON && type != COACH_TYPE_BOOLEAN && type != COACH_TYPE_INTEGER &&
           type != COACH_TYPE_DECIMAL;
}

coach_status data_json_text(coach *c, const struct field *field, const struct json_value *value,
                            char **text) {
    bool json = field->view.type == COACH_TYPE_JSON;
    const char *name = field->view.name;
    if (value->kind == JSON_NESTED && !json)
        return fail(&c->failure, COACH_INVALID, name,
                    "%s is a single value, not a list or an object", name);
    if ((value->kind == JSON_NUMBER || value->kind == JSON_BOOLEAN) && is_text(field))
        return fail(&c->failure, COACH_INVALID, name, "%s is a text, \"%.80s\" in quotes, not a %s",
                    name, value->text, value->kind == JSON_NUMBER ? "number" : "truth value");
    *text = value->kind == JSON_NULL ? NULL : json ? value->raw : value->text;
    return COACH_OK;
}

/* ---- References ---- */

coach_status taking_knows(struct taking *t, const struct table *table, const struct id *id,
                          bool *known) {
    GHashTable **all = &t->known[table->noun];
    if (!*all)
        *all = id_table_new();
    *known = g_hash_table_contains(*all, id);
    if (*known)
        return COACH_OK;
    g_autofree char *sql = g_strdup_printf("SELECT is_active FROM %s WHERE id = $1", table->name);
    struct statement *s;
    coach_status status = db_first(t->c->db, sql, id, &s);
    if ((*known = s != NULL))
        g_hash_table_insert(*all, g_memdup2(id, sizeof *id), NULL);
    db_finish(s);
    return status;
}

/* By a name, an address or the beginning of an id; asked for once. */
static coach_status find_named(struct taking *t, const struct field *field, const char *text,
                               struct id *id) {
    g_autofree char *key = g_strdup_printf("%s %s", field->view.name, text);
    const struct id *found = g_hash_table_lookup(t->named, key);
    if (found) {
        *id = *found;
        return COACH_OK;
    }
    coach_status status = field_read(t->c, field, text, id);
    if (status == COACH_OK)
        g_hash_table_insert(t->named, g_steal_pointer(&key), g_memdup2(id, sizeof *id));
    return status;
}

static bool is_maker(const struct field *field) {
    return strcmp(field->view.name, "created_by") == 0;
}

static void add_maker(struct taking *t, const struct record *record, const struct id *id,
                      const struct id *of) {
    struct maker maker = {record->file, record->line, *id, of ? *of : (struct id){{0}}};
    g_array_append_val(t->makers, maker);
}

/* Of a user: somebody who made themselves. Where the maker comes too, and waits for this one, the
 * user goes first, as if they had. */
static coach_status read_maker(struct taking *t, const struct record *record, const char *text,
                               const struct id *meant, struct id *id) {
    const struct given *own = record_given(record, field_named(&user_table, "id"));
    struct id self;
    bool comes = t->coming && g_hash_table_contains(t->coming, meant);
    bool said = own && own->text && id_parse(own->text, &self);
    if (!said || !(comes || id_equal(&self, meant)))
        return record_not_found(t->c, &user_table, text);
    if (!id_equal(&self, meant))
        add_maker(t, record, meant, &self);
    *id = self;
    return COACH_OK;
}

static coach_status read_reference(struct taking *t, const struct record *record,
                                   const struct field *field, const char *text, struct id *id) {
    const struct table *target = table_of(field->view.target);
    struct id meant;
    bool known;
    if (!id_parse(text, &meant) || id_is_nil(&meant))
        return find_named(t, field, text, id);
    const struct id *other = g_hash_table_lookup(t->others, &meant);
    if (other)
        meant = *other;
    if (id_equal(&meant, id)) /* as it stands here, also where one may not look at it */
        return COACH_OK;
    coach_status status = taking_knows(t, target, &meant, &known);
    if (status != COACH_OK)
        return status;
    if (!known && is_maker(field) && record->table == &user_table)
        return read_maker(t, record, text, &meant, id);
    if (!known && is_maker(field) && record->table == &visibility_table) {
        add_maker(t, record, &meant, NULL);
        known = true;
    }
    if (!known)
        return record_not_found(t->c, target, text);
    *id = meant;
    return COACH_OK;
}

/* ---- Other values ---- */

static bool plain_text(char **value, const char *text) {
    g_free(*value);
    *value = g_strdup(text);
    return true;
}

/* Reads what is as it was exported; false: it may still be right. */
static bool read_plain(coach *c, const struct field *field, const char *text, void *value) {
    struct civil day;
    switch (field->view.type) {
    case COACH_TYPE_INSTANT:
        return instant_written(text, value);
    case COACH_TYPE_DATE:
        return strlen(text) == 10 && date_written(text, &day) && plain_text(value, text);
    case COACH_TYPE_ENUM:
        return enum_written(field, text, value);
    case COACH_TYPE_ZONE:
        return zone_known(c, text) && plain_text(value, text);
    default:
        return false;
    }
}

/* The reference of a row in a field; NULL: it has none. */
static const struct id *reference(const struct table *table, const char *name, const void *row) {
    const struct field *field = field_named(table, name);
    return field && stored(field) && !value_absent(field, const_member(row, field))
               ? const_member(row, field)
               : NULL;
}

static coach_status near_pair(coach *c, const struct id *relationship) {
    struct statement *s;
    coach_status status =
        db_first(c->db, "SELECT trainer_id FROM client_trainer_relationship WHERE id = $1",
                 relationship, &s);
    struct id trainer = s ? db_id(s, 0) : (struct id){{0}};
    db_finish(s);
    return id_is_nil(&trainer) ? status : near_trainer(c, &trainer);
}

/* Times without a zone are those of the row's own zone, else of its trainer or its person. */
static coach_status come_near(coach *c, const struct record *record, const void *row) {
    const struct field *zone = field_named(record->table, "time_zone");
    const struct given *given = zone ? record_given(record, zone) : NULL;
    const struct id *of;
    if (c->near)
        return COACH_OK;
    if (given && given->text && zone_known(c, given->text)) {
        near_zone(c, given->text);
        return COACH_OK;
    }
    if ((of = reference(record->table, "trainer_id", row)))
        return near_trainer(c, of);
    if ((of = reference(record->table, "client_trainer_relationship_id", row)))
        return near_pair(c, of);
    of = reference(record->table, "user_id", row);
    return of ? near_person(c, of) : COACH_OK;
}

static coach_status read_value(struct taking *t, const struct record *record,
                               const struct field *field, const char *text, void *row) {
    void *value = member(row, field);
    if (text && field->view.type == COACH_TYPE_UUID && *text)
        return read_reference(t, record, field, text, value);
    if (text && read_plain(t->c, field, text, value))
        return COACH_OK;
    if (!text || (!*text && (field->view.flags & COACH_FIELD_OPTIONAL))) {
        if (field->view.flags & COACH_FIELD_OPTIONAL)
            value_clear(field, value); /* of others, the initial value is meant */
        return COACH_OK;
    }
    if (field->view.type != COACH_TYPE_INSTANT && field->view.type != COACH_TYPE_DATE)
        return field_read(t->c, field, text, value);
    coach_status status = come_near(t->c, record, row);
    if (status == COACH_OK)
        status = record->cells ? dates_read(t->c, t->how->dates, field, text, value)
                               : field_read(t->c, field, text, value);
    return status;
}

static coach_status named(coach *c, const struct field *field, coach_status status) {
    if (status != COACH_OK)
        fail_rename(&c->failure, field->view.name);
    return status;
}

/* References first: they say in which zone times are read. */
coach_status data_apply(struct taking *t, const struct record *record, void *row) {
    coach_status status = COACH_OK;
    for (int references = 1; references >= 0; references--)
        for (size_t i = 0; status == COACH_OK && i < record->count; i++) {
            const struct given *given = &record->given[i];
            if ((given->field->view.type == COACH_TYPE_UUID) != references ||
                given->field->row == offsetof(struct base, id))
                continue;
            status =
                named(t->c, given->field, read_value(t, record, given->field, given->text, row));
        }
    return status;
}

coach_status data_apply_key(struct taking *t, const struct record *record, void *row) {
    coach_status status = COACH_OK;
    for (size_t i = 0; status == COACH_OK && i < record->table->keys; i++) {
        const struct field *field = &record->table->fields[i];
        const struct given *given = record_given(record, field);
        if (given)
            status = named(t->c, field, read_value(t, record, field, given->text, row));
    }
    return status;
}

static bool left_open(const struct record *record, const struct field *field) {
    const struct given *given = record_given(record, field);
    return !given || !given->text;
}

static coach_status check_target(coach *c, const struct field *field, const void *value) {
    g_autofree char *what = g_strconcat("the ", coach_noun_name(field->view.target), NULL);
    return check_active(c, table_of(field->view.target), value, what);
}

static coach_status fill_field(struct taking *t, const struct record *record,
                               const struct field *field, void *row, bool made) {
    const char *initial = field->view.initial;
    void *value = member(row, field);
    if (field->row == offsetof(struct base, is_active) && left_open(record, field))
        *(bool *)value = true;
    if (initial && left_open(record, field) && !(field->view.flags & COACH_FIELD_OPTIONAL))
        return read_value(t, record, field, initial, row);
    return made && field->active && !value_absent(field, value) ? check_target(t->c, field, value)
                                                                : COACH_OK;
}

coach_status data_fill(struct taking *t, const struct record *record, void *row, bool made) {
    coach_status status = COACH_OK;
    for (size_t i = 0; status == COACH_OK && i < record->table->count; i++) {
        const struct field *field = &record->table->fields[i];
        if (stored(field))
            status = named(t->c, field, fill_field(t, record, field, row, made));
    }
    return status;
}

coach_status data_check_targets(coach *c, const struct table *table, const void *before,
                                const void *row) {
    coach_status status = COACH_OK;
    for (size_t i = 0; status == COACH_OK && i < table->count; i++) {
        const struct field *field = &table->fields[i];
        const void *value = field->active ? const_member(row, field) : NULL;
        if (value && !value_absent(field, value) &&
            !value_equal(field, const_member(before, field), value))
            status = named(c, field, check_target(c, field, value));
    }
    return status;
}
