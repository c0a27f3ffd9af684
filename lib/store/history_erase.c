/* history_erase.c - what rows and their history say of a person is taken out of both. */
#include "store/history_erase.h"

#include "base/json.h"
#include "store/row.h"
#include "store/value_json.h"

#include <string.h>

/* ---- Rows ---- */

bool erases(const struct table *table) {
    for (size_t i = 0; i < table->count; i++)
        if (table->fields[i].erased)
            return true;
    return false;
}

bool erases_rows(const struct table *table) {
    for (size_t i = 0; i < table->keys; i++)
        if (table->fields[i].erased)
            return true;
    return false;
}

char *erased_text(const struct field *field, const struct id *id) {
    char text[ID_TEXT];
    if (!*field->erased)
        return NULL;
    id_format(id, text);
    g_auto(GStrv) parts = g_strsplit(field->erased, "%", -1);
    return g_strjoinv(text, parts);
}

void row_erase(const struct table *table, void *row) {
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (!field->erased)
            continue;
        value_clear(field, member(row, field));
        *(char **)member(row, field) = erased_text(field, &((const struct base *)row)->id);
    }
}

/* ---- Images ---- */

/* What an image is to be; NULL: it may stay. */
static char *without(const struct table *table, const void *erased, const GArray *members) {
    bool any = false;
    GString *out = g_string_new("{");
    for (guint i = 0; members && i < members->len; i++) {
        const struct json_member *one = &g_array_index(members, struct json_member, i);
        const struct field *field = field_named(table, one->key);
        bool goes = field && field->erased && one->value.kind != JSON_NULL;
        any |= goes;
        if (out->len > 1)
            g_string_append_c(out, ',');
        json_append(out, one->key);
        g_string_append_c(out, ':');
        if (goes)
            value_json(out, field, const_member(erased, field));
        else
            g_string_append(out, one->value.raw);
    }
    g_string_append_c(out, '}');
    return g_string_free(out, !any);
}

struct image {
    int64_t operation, position;
    char *before, *after; /* NULL: it may stay */
};

static void image_clear(void *data) {
    struct image *image = data;
    g_free(image->before);
    g_free(image->after);
}

static coach_status read_image(coach *c, struct statement *s, int n, const struct table *table,
                               const void *erased, char **image) {
    g_autoptr(GArray) members = NULL;
    const char *text = db_text(s, n, NULL);
    coach_status status =
        text ? json_read_object(text, "history", &members, &c->failure) : COACH_OK;
    if (status == COACH_OK && members)
        *image = without(table, erased, members);
    return status == COACH_OK ? COACH_OK : COACH_STORAGE;
}

static coach_status read_images(coach *c, const struct table *table, const struct id *row_id,
                                const void *erased, GArray *images) {
    struct statement *s;
    bool row;
    coach_status status = db_prepare(c->db,
                                     "SELECT operation, position, before, after "
                                     "FROM operation_change WHERE row_id = $1 AND table_name = $2 "
                                     "AND before IS NOT NULL ORDER BY operation, position",
                                     &s);
    if (status != COACH_OK)
        return status;
    db_bind_id(s, 1, row_id);
    db_bind_text(s, 2, table->name);
    while ((status = db_step(s, &row)) == COACH_OK && row) {
        struct image image = {db_integer(s, 0), db_integer(s, 1), NULL, NULL};
        status = read_image(c, s, 2, table, erased, &image.before);
        if (status == COACH_OK)
            status = read_image(c, s, 3, table, erased, &image.after);
        g_array_append_val(images, image);
        if (status != COACH_OK)
            break;
    }
    db_finish(s);
    return status;
}

static coach_status write_image(coach *c, const char *sql, const struct image *image,
                                const char *text) {
    struct statement *s;
    coach_status status = text ? db_prepare(c->db, sql, &s) : COACH_OK;
    if (status != COACH_OK || !text)
        return status;
    db_bind_text(s, 1, text);
    db_bind_integer(s, 2, image->operation);
    db_bind_integer(s, 3, image->position);
    status = db_step(s, NULL);
    db_finish(s);
    return status;
}

static coach_status forget(coach *c, const struct table *table, const struct id *row_id) {
    struct statement *s;
    coach_status status =
        db_prepare(c->db, "DELETE FROM operation_change WHERE row_id = $1 AND table_name = $2", &s);
    if (status != COACH_OK)
        return status;
    db_bind_id(s, 1, row_id);
    db_bind_text(s, 2, table->name);
    status = db_step(s, NULL);
    db_finish(s);
    return status;
}

coach_status history_erase(coach *c, const struct table *table, const struct id *row_id) {
    static const char before[] =
        "UPDATE operation_change SET before = $1 WHERE operation = $2 AND position = $3";
    static const char after[] =
        "UPDATE operation_change SET after = $1 WHERE operation = $2 AND position = $3";
    if (erases_rows(table))
        return forget(c, table, row_id);
    g_autoptr(GArray) images = g_array_new(FALSE, FALSE, sizeof(struct image));
    g_array_set_clear_func(images, image_clear);
    void *erased = history_key(table, row_id, "");
    row_erase(table, erased);
    coach_status status = read_images(c, table, row_id, erased, images);
    for (guint i = 0; status == COACH_OK && i < images->len; i++) {
        const struct image *image = &g_array_index(images, struct image, i);
        status = write_image(c, before, image, image->before);
        if (status == COACH_OK)
            status = write_image(c, after, image, image->after);
    }
    record_clear(table, erased);
    g_free(erased);
    return status;
}

coach_status history_removals(coach *c, GArray *changes) {
    return history_where(c, "WHERE before IS NOT NULL AND after IS NULL", changes);
}

/* ---- Command lines ---- */

static void add_number(GHashTable *numbers, int64_t number) {
    g_hash_table_add(numbers, g_memdup2(&number, sizeof number));
}

static coach_status add_numbers(coach *c, const char *sql, const struct id *id,
                                GHashTable *numbers) {
    struct statement *s;
    bool row;
    coach_status status = db_prepare(c->db, sql, &s);
    if (status != COACH_OK)
        return status;
    db_bind_id(s, 1, id);
    while ((status = db_step(s, &row)) == COACH_OK && row)
        add_number(numbers, db_integer(s, 0));
    db_finish(s);
    return status;
}

coach_status operations_of_row(coach *c, const struct id *row_id, GHashTable *numbers) {
    return add_numbers(c, "SELECT operation FROM operation_change WHERE row_id = $1", row_id,
                       numbers);
}

coach_status operations_by(coach *c, const struct id *user, GHashTable *numbers) {
    return add_numbers(c, "SELECT number FROM operation WHERE actor_id = $1", user, numbers);
}

/* A command line without regard to case, with apostrophes that are not as a shell would take them.
 */
static char *unquoted(const char *command) {
    GString *folded = g_string_new(NULL);
    g_autofree char *key = g_utf8_casefold(command, -1);
    g_string_assign(folded, key);
    g_string_replace(folded, "'\\''", "'", 0);
    return g_string_free(folded, FALSE);
}

static bool names_any(const char *command, const GPtrArray *texts) {
    g_autofree char *folded = unquoted(command);
    for (guint i = 0; i < texts->len; i++) {
        g_autofree char *text = g_utf8_casefold(g_ptr_array_index(texts, i), -1);
        if (strstr(folded, text))
            return true;
    }
    return false;
}

coach_status operations_naming(coach *c, const GPtrArray *texts, GHashTable *numbers) {
    struct statement *s;
    bool row;
    coach_status status = db_prepare(c->db, "SELECT number, command FROM operation", &s);
    if (status != COACH_OK)
        return status;
    db_stream(s);
    while ((status = db_step(s, &row)) == COACH_OK && row)
        if (names_any(db_text(s, 1, NULL), texts))
            add_number(numbers, db_integer(s, 0));
    db_finish(s);
    return status;
}

/* Noun and verb are words of coach's own, and so is --force; what else follows them may be
 * anything. */
static char *bare_command(const char *command) {
    g_auto(GStrv) words = g_strsplit(command, " ", 4);
    GString *out = g_string_new(NULL);
    for (int i = 0; i < 3 && words[i] && *words[i]; i++) {
        if (words[i][strspn(words[i], "abcdefghijklmnopqrstuvwxyz-")] || words[i][0] == '-')
            break;
        g_string_append_printf(out, "%s ", words[i]);
    }
    g_string_append(out, history_forced(command) ? "--force (erased)" : "(erased)");
    return g_string_free(out, FALSE);
}

static coach_status read_command(coach *c, int64_t number, char **command) {
    struct statement *s;
    bool row = false;
    coach_status status = db_prepare(c->db, "SELECT command FROM operation WHERE number = $1", &s);
    if (status != COACH_OK)
        return status;
    db_bind_integer(s, 1, number);
    if ((status = db_step(s, &row)) == COACH_OK && row)
        *command = g_strdup(db_text(s, 0, NULL));
    db_finish(s);
    return status;
}

static coach_status erase_command(coach *c, int64_t number) {
    struct statement *s;
    g_autofree char *command = NULL;
    coach_status status = read_command(c, number, &command);
    if (status == COACH_OK)
        status = db_prepare(c->db, "UPDATE operation SET command = $1 WHERE number = $2", &s);
    if (status != COACH_OK)
        return status;
    g_autofree char *bare = bare_command(command ? command : "");
    db_bind_text(s, 1, bare);
    db_bind_integer(s, 2, number);
    status = db_step(s, NULL);
    db_finish(s);
    return status;
}

coach_status operations_erase(coach *c, GHashTable *numbers) {
    coach_status status = COACH_OK;
    GHashTableIter iter;
    void *number;
    g_hash_table_iter_init(&iter, numbers);
    while (status == COACH_OK && g_hash_table_iter_next(&iter, &number, NULL))
        status = erase_command(c, *(const int64_t *)number);
    return status;
}
