/* data_columns.c - the names of columns, ours and those of others. */
#include "domain/data_columns.h"

#include "store/row.h"

#include <string.h>

/* What one map says of a name; NULL: nothing. */
static const char *meaning(const char *map, const char *name) {
    size_t length = strlen(name);
    return strncmp(map, name, length) == 0 && map[length] == '=' ? map + length + 1 : NULL;
}

/* What the maps say of it, one of which is found then. */
static const char *mapped(const char *name, struct maps *maps) {
    for (size_t i = 0; i < maps->count; i++) {
        const char *meant = meaning(maps->items[i], name);
        maps->found[i] |= meant != NULL;
        if (meant)
            return meant;
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

/* ---- What is found ---- */

struct finding {
    coach *c;
    const struct columns *columns;
    GArray *found;   /* struct column */
    bool *joined;    /* of each name */
    GPtrArray *lost; /* names that are unknown */
};

/* false: it is unknown. *out: NULL: nothing to import */
static bool find_field(const struct columns *columns, const char *name, const struct field **out) {
    g_autofree char *plain = g_strdelimit(g_ascii_strdown(name, -1), "- ", '_');
    const struct field *field = stored_named(columns->table, plain);
    /* as lists print them, the name of who is meant stands beside the id */
    bool beside = field && strcmp(field->view.name, plain) != 0 &&
                  g_strv_contains(columns->names, field->view.name);
    *out = beside ? NULL : field;
    return field || field_named(columns->table, plain);
}

static void add(struct finding *f, const struct field *field, guint place, bool joins) {
    struct column column = {field, place, joins};
    if (field)
        g_array_append_val(f->found, column);
}

static void find_single(struct finding *f, guint place) {
    const char *name = f->columns->names[place], *meant;
    const struct field *field = NULL;
    if (g_strcmp0(name, f->columns->passed_by) == 0)
        return;
    meant = mapped(name, f->columns->maps);
    if (meant ? !*meant : f->joined[place])
        return;
    if (find_field(f->columns, meant ? meant : name, &field))
        add(f, field, place, false);
    else if (meant || !mapped("*", f->columns->maps))
        g_ptr_array_add(f->lost, (void *)(meant ? meant : name));
}

/* ---- Columns that are joined ---- */

/* Whether a part of a map is this name, blanks around both aside. */
static bool names_it(const char *name, const char *part) {
    size_t length = strlen(part);
    name += strspn(name, " \t");
    return strncmp(name, part, length) == 0 && !name[length + strspn(name + length, " \t")];
}

static bool find_part(const struct columns *columns, const char *part, guint *place) {
    for (*place = 0; columns->names[*place]; ++*place)
        if (names_it(columns->names[*place], part))
            return true;
    return false;
}

static coach_status no_part(const struct finding *f, const char *map, const char *part) {
    const char *near = coach_nearest(part, f->columns->names);
    fail(&f->c->failure, COACH_USAGE, NULL, "\"%.80s\" of --map '%.80s' is no column", part, map);
    return near
               ? fail_hint(&f->c->failure, "did you mean \"%.80s\"?", near)
               : fail_hint(&f->c->failure, "--map takes the names of columns as the file has them");
}

/* Without any of its columns here, a map is about another file. */
static coach_status find_joined(struct finding *f, const char *map, bool *found) {
    const char *meant = strrchr(map, '=') + 1;
    g_autofree char *left = g_strndup(map, (gsize)(meant - map - 1));
    g_auto(GStrv) parts = g_strsplit(left, "+", -1);
    const char *missing = NULL;
    const struct field *field = NULL;
    guint place;
    bool known = !*meant || find_field(f->columns, meant, &field);
    bool any = false;
    for (size_t i = 0; parts[i]; i++) {
        if (!find_part(f->columns, g_strstrip(parts[i]), &place)) {
            missing = missing ? missing : parts[i];
            continue;
        }
        add(f, field, place, i > 0);
        f->joined[place] = any = true;
    }
    *found |= any;
    if (any && !known)
        g_ptr_array_add(f->lost, (void *)meant);
    return any && missing ? no_part(f, map, missing) : COACH_OK;
}

/* Whether some column has the whole name that a map gives. */
static bool is_single(const struct columns *columns, const char *map) {
    for (size_t i = 0; columns->names[i]; i++)
        if (meaning(map, columns->names[i]))
            return true;
    return false;
}

static coach_status find_all_joined(struct finding *f) {
    struct maps *maps = f->columns->maps;
    coach_status status = COACH_OK;
    for (size_t i = 0; status == COACH_OK && i < maps->count; i++)
        if (strchr(maps->items[i], '+') && !is_single(f->columns, maps->items[i]))
            status = find_joined(f, maps->items[i], &maps->found[i]);
    return status;
}

/* ---- The whole ---- */

/* "Date+Time" */
static char *title(const struct finding *f, guint i) {
    const struct column *column = &g_array_index(f->found, struct column, i);
    GString *text = g_string_new(f->columns->names[column->place]);
    while (++i < f->found->len && (++column)->joins)
        g_string_append_printf(text, "+%s", f->columns->names[column->place]);
    return g_string_free(text, FALSE);
}

static coach_status check_alike(const struct finding *f) {
    const struct column *all = (const struct column *)f->found->data;
    for (guint i = 0; i < f->found->len; i++)
        for (guint j = 0; !all[i].joins && j < i; j++)
            if (!all[j].joins && all[j].field == all[i].field) {
                g_autofree char *one = title(f, j), *other = title(f, i);
                return fail(&f->c->failure, COACH_USAGE, NULL,
                            "\"%.80s\" and \"%.80s\" are both %s", one, other,
                            all[i].field->view.name);
            }
    return COACH_OK;
}

coach_status columns_find(coach *c, const struct columns *columns, GArray **out) {
    guint count = g_strv_length((char **)columns->names);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(struct column));
    g_autoptr(GPtrArray) lost = g_ptr_array_new();
    g_autofree bool *joined = g_new0(bool, count + 1);
    struct finding f = {c, columns, found, joined, lost};
    columns->maps->asked = true;
    coach_status status = find_all_joined(&f);
    for (guint i = 0; status == COACH_OK && i < count; i++)
        find_single(&f, i);
    if (status == COACH_OK)
        status = lost->len ? unknown(c, columns->table, lost) : check_alike(&f);
    if (status == COACH_OK)
        *out = g_steal_pointer(&found);
    return status;
}

coach_status maps_check(coach *c, const struct maps *maps) {
    for (size_t i = 0; maps->asked && i < maps->count; i++) {
        const char *map = maps->items[i];
        if (maps->found[i] || g_str_has_prefix(map, "*="))
            continue;
        fail(&c->failure, COACH_USAGE, NULL, "no file has a column \"%.*s\", or it is mapped twice",
             (int)MIN(strcspn(map, "="), 80), map);
        return fail_hint(
            &c->failure,
            "--map takes COLUMN=FIELD or COLUMN+COLUMN=FIELD, the columns as the file names them");
    }
    return COACH_OK;
}
