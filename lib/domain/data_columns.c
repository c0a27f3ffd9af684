/* data_columns.c - the names of columns, ours and those of others. */
#include "domain/data_columns.h"

#include "store/row.h"

#include <string.h>

/* What a map says of a name; NULL: nothing. */
static const char *mapped(const char *name, const char *const *maps, size_t count) {
    size_t length = strlen(name);
    for (size_t i = 0; i < count; i++)
        if (strncmp(maps[i], name, length) == 0 && maps[i][length] == '=')
            return maps[i] + length + 1;
    return NULL;
}

static const struct field *stored_named(const struct table *table, const char *name) {
    const struct field *by_alias = NULL;
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (!stored(field))
            continue;
        if (strcmp(field->view.name, name) == 0)
            return field;
        g_autofree char *alias =
            field->view.alias ? g_strdelimit(g_strdup(field->view.alias), "-", '_') : NULL;
        if (g_strcmp0(alias, name) == 0)
            by_alias = field;
    }
    return by_alias;
}

static coach_status unknown(coach *c, const struct table *table, const char *name) {
    g_autoptr(GPtrArray) known = g_ptr_array_new();
    for (size_t i = 0; i < table->count; i++)
        if (stored(&table->fields[i]))
            g_ptr_array_add(known, (void *)table->fields[i].view.name);
    g_ptr_array_add(known, NULL);
    const char *near = coach_nearest(name, (const char *const *)known->pdata);
    g_autofree char *all = g_strjoinv(", ", (char **)known->pdata);
    fail(&c->failure, COACH_USAGE, NULL, "\"%.80s\" is no field of %s %s", name,
         coach_noun_article(table->noun), coach_noun_name(table->noun));
    fail_hint(&c->failure,
              "say which it is with --map '%.80s=%s', or leave it out with --map '%.80s='", name,
              near ? near : "FIELD", name);
    return fail_hint(&c->failure, "known: %s", all);
}

coach_status column_field(coach *c, const struct table *table, const char *name,
                          const char *const *names, const char *const *maps, size_t map_count,
                          const struct field **out) {
    const char *meant = mapped(name, maps, map_count);
    *out = NULL;
    if (meant && !*meant)
        return COACH_OK;
    g_autofree char *plain = g_strdelimit(g_ascii_strdown(meant ? meant : name, -1), "- ", '_');
    const struct field *field = stored_named(table, plain), *any = field_named(table, plain);
    /* as lists print them, the name of who is meant stands beside the id */
    bool beside =
        field && strcmp(field->view.name, plain) != 0 && g_strv_contains(names, field->view.name);
    if (field && !beside)
        *out = field;
    return field || any ? COACH_OK : unknown(c, table, meant ? meant : name);
}
