/* layout.c - reading the tables and columns out of the steps of the schema.
 *
 * Only the forms that the steps are written in are known: CREATE TABLE with its primary key, and
 * ALTER TABLE … ADD COLUMN. */
#include "store/layout.h"

#include <stdbool.h>
#include <string.h>

static const struct {
    const char *name;
    enum column_type type;
} types[] = {
    {"uuid", COLUMN_UUID},      {"text", COLUMN_TEXT},       {"integer", COLUMN_INTEGER},
    {"serial", COLUMN_INTEGER}, {"boolean", COLUMN_BOOLEAN}, {"instant", COLUMN_INSTANT},
    {"date", COLUMN_DATE},      {"decimal", COLUMN_DECIMAL}, {"json", COLUMN_JSON},
};

static void column_clear(void *column) {
    g_free(((struct column *)column)->name);
}

static void layout_free(void *data) {
    struct layout *layout = data;
    g_free(layout->name);
    g_free(layout->key);
    g_array_unref(layout->columns);
    g_free(layout);
}

/* Steps over what introduces something, where it stands there. */
static bool skip(const char **at, const char *words) {
    if (!g_str_has_prefix(*at, words))
        return false;
    *at += strlen(words);
    return true;
}

/* The name that begins here. */
static char *name_at(const char *at) {
    size_t length = 0;
    while (g_ascii_isalnum(at[length]) || at[length] == '_')
        length++;
    return g_strndup(at, length);
}

static struct layout *layout_new(GPtrArray *layouts, const char *name) {
    struct layout *layout = g_new0(struct layout, 1);
    layout->name = name_at(name);
    layout->columns = g_array_new(FALSE, TRUE, sizeof(struct column));
    g_array_set_clear_func(layout->columns, column_clear);
    g_ptr_array_add(layouts, layout);
    return layout;
}

static struct layout *layout_named(const GPtrArray *layouts, const char *at) {
    g_autofree char *name = name_at(at);
    for (guint i = 0; i < layouts->len; i++) {
        struct layout *layout = g_ptr_array_index(layouts, i);
        if (g_str_equal(layout->name, name))
            return layout;
    }
    return NULL;
}

/* "uuid id}": a column, where the first word is the type of one. */
static void read_placeholder(struct layout *layout, const char *at) {
    g_autofree char *word = name_at(at);
    at += strlen(word);
    for (size_t i = 0; *at == ' ' && i < G_N_ELEMENTS(types); i++)
        if (g_str_equal(types[i].name, word)) {
            struct column column = {name_at(at + 1), types[i].type};
            g_array_append_val(layout->columns, column);
        }
}

/* What follows PRIMARY KEY: its columns, or nothing where it is that of the last column. */
static void read_key(struct layout *layout, const char *at) {
    g_free(layout->key);
    if (skip(&at, " ("))
        layout->key = g_strndup(at, strcspn(at, ")"));
    else if (layout->columns->len > 0)
        layout->key =
            g_strdup(g_array_index(layout->columns, struct column, layout->columns->len - 1).name);
}

static void read_step(GPtrArray *layouts, const char *at) {
    struct layout *layout = NULL; /* the table whose columns the statement at hand makes */
    while (*at) {
        if (skip(&at, "--"))
            at += strcspn(at, "\n");
        else if (skip(&at, "CREATE TABLE "))
            layout = layout_new(layouts, at);
        else if (skip(&at, "ALTER TABLE "))
            layout = layout_named(layouts, at);
        else if (layout && skip(&at, "{"))
            read_placeholder(layout, at);
        else if (layout && skip(&at, "PRIMARY KEY"))
            read_key(layout, at);
        else if (*at++ == ';')
            layout = NULL;
    }
}

GPtrArray *layouts_read(const char *const *steps) {
    GPtrArray *layouts = g_ptr_array_new_with_free_func(layout_free);
    for (; *steps; steps++)
        read_step(layouts, *steps);
    return layouts;
}

char *layout_columns(const struct layout *layout) {
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < layout->columns->len; i++)
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "",
                               g_array_index(layout->columns, struct column, i).name);
    return g_string_free(names, FALSE);
}
