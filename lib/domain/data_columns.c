/* data_columns.c - the names of columns, ours and those of others. */
#include "domain/data_columns.h"

#include "store/row.h"

#include <string.h>

/* What a map says of a name; NULL: nothing. */
static const char *mapped(const char *name, struct maps *maps) {
    size_t length = strlen(name);
    for (size_t i = 0; i < maps->count; i++)
        if (strncmp(maps->items[i], name, length) == 0 && maps->items[i][length] == '=') {
            maps->found[i] = true;
            return maps->items[i] + length + 1;
        }
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

/* "Name", "Given Name" and 12 more */
static char *quoted(const GPtrArray *names) {
    enum { SOME = 20 };
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < names->len && i < SOME; i++)
        g_string_append_printf(text, "%s\"%.80s\"",
                               !i                    ? ""
                               : i + 1 == names->len ? " and "
                                                     : ", ",
                               (const char *)names->pdata[i]);
    if (names->len > SOME)
        g_string_append_printf(text, " and %u more", names->len - SOME);
    return g_string_free(text, FALSE);
}

static coach_status unknown(coach *c, const struct table *table, const GPtrArray *names) {
    g_autoptr(GPtrArray) known = g_ptr_array_new();
    for (size_t i = 0; i < table->count; i++)
        if (stored(&table->fields[i]))
            g_ptr_array_add(known, (void *)table->fields[i].view.name);
    g_ptr_array_add(known, NULL);
    const char *first = names->pdata[0];
    const char *near = coach_nearest(first, (const char *const *)known->pdata);
    bool one = names->len == 1;
    g_autofree char *all = g_strjoinv(", ", (char **)known->pdata), *which = quoted(names);
    fail(&c->failure, COACH_USAGE, NULL, "%s %s of %s %s", which,
         one ? "is no field" : "are no fields", coach_noun_article(table->noun),
         coach_noun_name(table->noun));
    fail_hint(&c->failure, "say %s with --map '%.80s=%s'%s, or leave %s out with --map '%.80s='",
              one ? "which it is" : "which they are", first, near ? near : "FIELD",
              one ? "" : " and so on", one ? "it" : "all that are unknown", one ? first : "*");
    return fail_hint(&c->failure, "known: %s", all);
}

/* false: it is unknown */
static bool find(const struct columns *columns, const char *name, const struct field **out) {
    const struct table *table = columns->table;
    const char *meant = mapped(name, columns->maps);
    if (meant && !*meant)
        return true;
    g_autofree char *plain = g_strdelimit(g_ascii_strdown(meant ? meant : name, -1), "- ", '_');
    const struct field *field = stored_named(table, plain);
    /* as lists print them, the name of who is meant stands beside the id */
    bool beside = field && strcmp(field->view.name, plain) != 0 &&
                  g_strv_contains(columns->names, field->view.name);
    if (field && !beside)
        *out = field;
    return field || field_named(table, plain) || (!meant && mapped("*", columns->maps));
}

static coach_status check_alike(coach *c, const struct columns *columns,
                                const struct field *const *fields) {
    for (size_t i = 0; columns->names[i]; i++)
        for (size_t j = 0; fields[i] && j < i; j++)
            if (fields[j] == fields[i])
                return fail(&c->failure, COACH_USAGE, NULL, "\"%.80s\" and \"%.80s\" are both %s",
                            columns->names[j], columns->names[i], fields[i]->view.name);
    return COACH_OK;
}

coach_status columns_find(coach *c, const struct columns *columns, const struct field **fields) {
    g_autoptr(GPtrArray) lost = g_ptr_array_new();
    columns->maps->asked = true;
    for (size_t i = 0; columns->names[i]; i++) {
        const char *name = columns->names[i], *meant;
        fields[i] = NULL;
        if (g_strcmp0(name, columns->passed_by) == 0 || find(columns, name, &fields[i]))
            continue;
        meant = mapped(name, columns->maps);
        g_ptr_array_add(lost, (void *)(meant ? meant : name));
    }
    return lost->len ? unknown(c, columns->table, lost) : check_alike(c, columns, fields);
}

coach_status maps_check(coach *c, const struct maps *maps) {
    for (size_t i = 0; maps->asked && i < maps->count; i++) {
        const char *map = maps->items[i];
        if (maps->found[i] || g_str_has_prefix(map, "*="))
            continue;
        fail(&c->failure, COACH_USAGE, NULL, "no file has a column \"%.*s\", or it is mapped twice",
             (int)MIN(strcspn(map, "="), 80), map);
        return fail_hint(&c->failure, "--map takes COLUMN=FIELD, the column as the file names it");
    }
    return COACH_OK;
}
