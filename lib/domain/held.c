/* held.c - everything that is held about a person, noun by noun. */
#include "domain/person.h"
#include "store/query.h"
#include "store/row.h"

/* Their own operations, and those that changed a row about them, one that was taken back since
 * too: $2 is how the history names the person in it. */
static char *operations_condition(void) {
    GString *sql = g_string_new("t.actor_id = $1 OR t.number IN (SELECT o.operation FROM "
                                "operation_change o WHERE o.row_id IN (SELECT x.row_id FROM "
                                "operation_change x WHERE x.before LIKE $2");
    for (int noun = 0; noun < COACH_NOUN_COUNT; noun++) {
        const struct table *table = table_of((coach_noun)noun);
        g_autofree char *condition = table && !table->keys ? person_condition(table, "") : NULL;
        if (condition)
            g_string_append_printf(sql, " UNION SELECT id FROM %s WHERE %s", table->name,
                                   condition);
    }
    g_string_append(sql, "))");
    return g_string_free(sql, FALSE);
}

/* What stands in the rows; of other people no more than who they are. */
static coach_status own_columns(struct select *select) {
    const struct table *table = select->table;
    g_autoptr(GString) names = g_string_new(NULL);
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (stored(field) || field->view.type == COACH_TYPE_NAMES)
            g_string_append_printf(names, "%s%s", names->len ? "," : "", field->view.name);
    }
    return select_columns(select, &(coach_view){.fields = names->str});
}

static coach_status open_rows(coach *c, const struct table *table, const struct id *person,
                              coach_cursor **out) {
    static const struct field user = {.view = {.type = COACH_TYPE_UUID}};
    bool operations = table == &operation_table;
    g_autofree char *condition =
        operations ? operations_condition() : person_condition(table, "t.");
    if (!condition) {
        *out = NULL;
        return COACH_OK;
    }
    struct select select;
    char id[ID_TEXT];
    id_format(person, id);
    select_init(&select, c, table);
    select_parameter(&select, (struct parameter){.field = &user, .value.id = *person});
    if (operations)
        select_parameter(&select, (struct parameter){.text = g_strdup_printf("%%\"%s\"%%", id)});
    g_autofree char *whole = g_strdup_printf("(%s)", condition);
    select_where(&select, whole);
    coach_status status = own_columns(&select);
    if (status == COACH_OK)
        return cursor_open(&select, &(coach_query){0}, false, out);
    select_clear(&select);
    return status;
}

coach_status coach_held(coach *c, const char *which, coach_noun noun, coach_cursor **out) {
    const struct table *table = table_of(noun);
    struct person person = {0};
    struct id id;
    bool removed;
    failure_clear(&c->failure);
    coach_status status = person_named(c, which, &id, &removed);
    if (status != COACH_OK)
        return status;
    if (!table)
        *out = NULL;
    else if (table != &difference_table)
        status = open_rows(c, table, &id, out);
    else if ((status = person_find(c, &id, &person)) == COACH_OK)
        status = person_differences(c, &person, out);
    person_clear(&person);
    return status;
}
