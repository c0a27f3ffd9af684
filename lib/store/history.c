/* history.c - one row for each operation, and one for each row that it changed. */
#include "store/history.h"

#include "store/row.h"
#include "store/value_json.h"

#include <string.h>

/* ---- The operation ---- */

static coach_status begin(coach *c) {
    struct statement *s;
    coach_status status = db_prepare(c->db,
                                     "INSERT INTO operation (made_at, actor_id, command, undoes) "
                                     "VALUES ($1, $2, $3, $4) RETURNING number",
                                     &s);
    if (status != COACH_OK)
        return status;
    bool row = false;
    db_bind_instant(s, 1, c->now);
    db_bind_id(s, 2, &c->actor);
    db_bind_text(s, 3, c->command);
    db_bind_integer(s, 4, c->operation.undoes ? c->operation.undoes : INTEGER_NONE);
    if ((status = db_step(s, &row)) == COACH_OK && row)
        c->operation.number = db_integer(s, 0);
    db_finish(s);
    return status;
}

coach_status history_sign(coach *c) {
    struct statement *s;
    coach_status status =
        db_prepare(c->db, "UPDATE operation SET actor_id = $1 WHERE number = $2", &s);
    if (status != COACH_OK || !c->operation.number) {
        db_finish(status == COACH_OK ? s : NULL);
        return status;
    }
    db_bind_id(s, 1, &c->actor);
    db_bind_integer(s, 2, c->operation.number);
    status = db_step(s, NULL);
    db_finish(s);
    return status;
}

/* ---- Its command line ---- */

static bool takes_value(const char *option) {
    if (!g_str_has_prefix(option, "--") || strchr(option, '='))
        return false;
    g_autofree char *name = g_strdelimit(g_strdup(option + 2), "-", '_');
    for (int noun = 0; noun < COACH_NOUN_COUNT; noun++) {
        const struct table *table = table_of((coach_noun)noun);
        const struct field *field = table ? field_named(table, name) : NULL;
        if (field && field->view.type != COACH_TYPE_BOOLEAN)
            return true;
    }
    return false;
}

/* Letters may stand together: -af. */
static bool is_word(const char *given, const char *word) {
    bool letter = word[0] == '-' && word[1] != '-';
    return letter ? given[0] == '-' && given[1] != '-' && strchr(given, word[1])
                  : strcmp(given, word) == 0;
}

bool history_command_has(const char *command, const char *word) {
    g_auto(GStrv) words = NULL;
    if (!g_shell_parse_argv(command, NULL, &words, NULL))
        return true;
    for (guint i = 1; words[0] && words[i] && strcmp(words[i], "--") != 0; i++)
        if (is_word(words[i], word) && !takes_value(words[i - 1]))
            return true;
    return false;
}

bool history_forced(const char *command) {
    return history_command_has(command, "--force") || history_command_has(command, "-f");
}

/* ---- What is kept of a row ---- */

char *history_part(const struct table *table, const void *row) {
    GString *part = g_string_new(NULL);
    for (size_t i = 1; i < table->keys; i++) {
        const struct field *field = &table->fields[i];
        char id[ID_TEXT];
        if (i > 1)
            g_string_append_c(part, '\n');
        if (field->view.type == COACH_TYPE_UUID)
            id_format(const_member(row, field), id);
        g_string_append(part, field->view.type == COACH_TYPE_UUID
                                  ? id
                                  : *(char *const *)const_member(row, field));
    }
    return g_string_free(part, FALSE);
}

char *history_image(const struct table *table, const void *row, const void *other) {
    GString *out = g_string_new("{");
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (!stored(field) ||
            (other && value_equal(field, const_member(row, field), const_member(other, field))))
            continue;
        if (out->len > 1)
            g_string_append_c(out, ',');
        json_append(out, field->view.name);
        g_string_append_c(out, ':');
        value_json(out, field, const_member(row, field));
    }
    g_string_append_c(out, '}');
    return g_string_free(out, FALSE);
}

static coach_status keep(coach *c, const struct table *table, const void *row, const char *before,
                         const char *after) {
    struct statement *s;
    coach_status status = c->operation.number ? COACH_OK : begin(c);
    if (status == COACH_OK)
        status = db_prepare(c->db,
                            "INSERT INTO operation_change (operation, position, table_name, "
                            "row_id, row_part, before, after) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                            &s);
    if (status != COACH_OK)
        return status;
    g_autofree char *part = history_part(table, row);
    db_bind_integer(s, 1, c->operation.number);
    db_bind_integer(s, 2, ++c->operation.changes);
    db_bind_text(s, 3, table->name);
    db_bind_id(s, 4, table->keys ? const_member(row, &table->fields[0]) : row);
    db_bind_text(s, 5, part);
    db_bind_text(s, 6, before);
    db_bind_text(s, 7, after);
    status = db_step(s, NULL);
    db_finish(s);
    return status;
}

/* ---- Calls ---- */

coach_status history_made(coach *c, const struct table *table, const void *row) {
    return table->no_history ? COACH_OK : keep(c, table, row, NULL, NULL);
}

coach_status history_changed(coach *c, const struct table *table, const void *before,
                             const void *row) {
    if (table->no_history)
        return COACH_OK;
    g_autofree char *was = history_image(table, before, row),
                    *is = history_image(table, row, before);
    return keep(c, table, row, was, is);
}

coach_status history_removed(coach *c, const struct table *table, const void *row) {
    if (table->no_history)
        return COACH_OK;
    g_autofree char *was = history_image(table, row, NULL);
    return keep(c, table, row, was, NULL);
}
