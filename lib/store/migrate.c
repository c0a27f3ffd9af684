/* migrate.c - the schema as numbered steps: from the neutral text of a step to the SQL of one
 * engine. */
#include "store/migrate.h"

#include <string.h>

int migration_latest(const char *const *steps) {
    int count = 0;
    while (steps[count])
        count++;
    return count;
}

static const char *type_sql(const struct migration_type *types, const char *name) {
    for (; types->name; types++)
        if (strcmp(types->name, name) == 0)
            return types->sql;
    return NULL;
}

/* Appends the SQL of one placeholder, given without its braces. */
static bool expand(GString *out, const char *placeholder, const struct migration_type *types) {
    g_auto(GStrv) words = g_strsplit(placeholder, " ", -1);
    guint count = g_strv_length(words);
    const char *sql = count > 0 ? type_sql(types, words[0]) : NULL;
    for (; sql && *sql; sql++) {
        if (*sql != '%') {
            g_string_append_c(out, *sql);
            continue;
        }
        guint n = (guint)(*++sql - '0');
        if (n >= count)
            return false;
        g_string_append(out, words[n]);
    }
    return sql != NULL;
}

char *migration_sql(const char *step, const struct migration_type *types) {
    GString *out = g_string_new(NULL);
    const char *open;
    while ((open = strchr(step, '{'))) {
        const char *end = strchr(open, '}');
        g_autofree char *placeholder = end ? g_strndup(open + 1, (gsize)(end - open - 1)) : NULL;
        g_string_append_len(out, step, open - step);
        if (!placeholder || !expand(out, placeholder, types)) {
            g_string_free(out, TRUE);
            return NULL;
        }
        step = end + 1;
    }
    g_string_append(out, step);
    return g_string_free(out, FALSE);
}
