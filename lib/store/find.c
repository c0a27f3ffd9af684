/* find.c - which row is meant, and which field, and what people call it. */
#include "base/text.h"
#include "store/record.h"

#include <string.h>

#define CANDIDATES 6

/* ---- Fields ---- */

const struct field *field_named(const struct table *table, const char *name) {
    for (size_t i = 0; i < table->count; i++)
        if (strcmp(table->fields[i].view.name, name) == 0)
            return &table->fields[i];
    for (size_t i = 0; i < table->count; i++)
        if (g_strcmp0(table->fields[i].view.alias, name) == 0)
            return &table->fields[i];
    return NULL;
}

coach_status field_find(coach *c, const struct table *table, const char *name,
                        const struct field **out) {
    const struct field *field = field_named(table, name);
    if (field) {
        *out = field;
        return COACH_OK;
    }
    g_autofree const char **names = g_new0(const char *, table->count + 1);
    for (size_t i = 0; i < table->count; i++)
        names[i] = table->fields[i].view.name;
    fail(&c->failure, COACH_USAGE, NULL, "%s %s has no field \"%.80s\"",
         coach_noun_article(table->noun), coach_noun_name(table->noun), name);
    const char *near = coach_nearest(name, names);
    if (near)
        fail_hint(&c->failure, "did you mean %s?", near);
    g_autofree char *all = g_strjoinv(", ", (char **)names);
    return fail_hint(&c->failure, "known: %s", all);
}

/* ---- What people call a row ---- */

static guint id_hash(gconstpointer key) {
    guint hash;
    memcpy(&hash, ((const struct id *)key)->bytes,
           sizeof hash); /* ids are random: any part will do */
    return hash;
}

static gboolean ids_equal(gconstpointer a, gconstpointer b) {
    return id_equal(a, b);
}

GHashTable *id_table_new(void) {
    return g_hash_table_new_full(id_hash, ids_equal, g_free, g_free);
}

static coach_status read_label(coach *c, const struct table *table, const struct id *id,
                               char **label) {
    struct statement *s;
    coach_status status = db_first(c->db, table->label, id, &s);
    if (status == COACH_OK)
        *label = g_strdup(s ? db_text(s, 0, NULL) : "");
    db_finish(s);
    return status;
}

coach_status record_label(coach *c, const struct table *table, const struct id *id,
                          const char **label) {
    GHashTable **labels = &c->labels[table->noun];
    if (!*labels)
        *labels = id_table_new();
    *label = g_hash_table_lookup(*labels, id);
    if (*label)
        return COACH_OK;
    char *text;
    coach_status status = read_label(c, table, id, &text);
    if (status == COACH_OK) {
        g_hash_table_insert(*labels, g_memdup2(id, sizeof *id), text);
        *label = text;
    }
    return status;
}

void labels_forget(coach *c) {
    for (size_t i = 0; i < COACH_NOUN_COUNT; i++)
        g_clear_pointer(&c->labels[i], g_hash_table_unref);
    c->found.table = NULL;
    g_clear_pointer(&c->found.which, g_free);
}

/* ---- Which one ---- */

coach_status record_not_found(coach *c, const struct table *table, const char *which) {
    const char *noun = coach_noun_name(table->noun);
    size_t digits = strspn(which, "0123456789abcdefABCDEF");
    bool then = c->as_of != INTEGER_NONE;
    fail(&c->failure, COACH_NOT_FOUND, NULL,
         then ? "there was no %s \"%.80s\" then" : "there is no %s \"%.80s\"", noun, which);
    if (digits > 0 && digits < 4 && !which[digits])
        return fail_hint(&c->failure, "an id takes at least its first 4 digits");
    return then ? fail_hint(&c->failure, "`coach %s list --all` shows those of now", noun)
                : fail_hint(&c->failure, "`coach %s list --all` shows them", noun);
}

static coach_status ambiguous(coach *c, const struct table *table, const char *which,
                              const struct id *ids, size_t count) {
    const char *noun = coach_noun_name(table->noun);
    fail(&c->failure, COACH_AMBIGUOUS, NULL, "\"%.80s\" is more than one %s", which, noun);
    for (size_t i = 0; i < count && i < CANDIDATES - 1; i++) {
        const char *label;
        char text[ID_TEXT];
        coach_status status = record_label(c, table, &ids[i], &label);
        if (status != COACH_OK)
            return status;
        id_format(&ids[i], text);
        fail_hint(&c->failure, "%s %s", text, label);
    }
    if (count == CANDIDATES)
        fail_hint(&c->failure, "and more");
    return COACH_AMBIGUOUS;
}

/* Ids of the rows whose key is that of which; a row of exactly that name alone where there is one.
 */
static coach_status by_key(coach *c, const struct table *table, const char *which, struct id *ids,
                           size_t *count) {
    struct statement *s;
    coach_status status = db_prepare(c->db, table->by_key, &s);
    if (status != COACH_OK)
        return status;
    g_autofree char *key = text_key(which);
    db_bind_text(s, 1, key);
    bool row;
    while ((status = db_step(s, &row)) == COACH_OK && row) {
        bool exactly = g_strcmp0(db_text(s, 1, NULL), which) == 0;
        if (exactly)
            *count = 0;
        if (*count < CANDIDATES)
            ids[(*count)++] = db_id(s, 0);
        if (exactly)
            break;
    }
    db_finish(s);
    return status;
}

static coach_status by_prefix(coach *c, const struct table *table, const char *which,
                              struct id *ids, size_t *count) {
    struct id lowest, highest;
    if (!id_prefix(which, &lowest, &highest))
        return COACH_OK;
    if (id_is_nil(&lowest))
        lowest.bytes[ID_BYTES - 1] =
            1; /* the nil id would be bound as no id at all; no row has it */
    g_autofree char *sql =
        g_strdup_printf("SELECT id FROM %s WHERE id BETWEEN $1 AND $2 ORDER BY id LIMIT %d",
                        table->name, CANDIDATES);
    struct statement *s;
    coach_status status = db_prepare(c->db, sql, &s);
    if (status != COACH_OK)
        return status;
    db_bind_id(s, 1, &lowest);
    db_bind_id(s, 2, &highest);
    bool row;
    while ((status = db_step(s, &row)) == COACH_OK && row && *count < CANDIDATES)
        ids[(*count)++] = db_id(s, 0);
    db_finish(s);
    return status;
}

coach_status record_find(coach *c, const struct table *table, const char *which, struct id *out) {
    struct id ids[CANDIDATES];
    size_t count = 0;
    coach_status status = COACH_OK;
    if (c->found.table == table && strcmp(c->found.which, which) == 0) {
        *out = c->found.id;
        return COACH_OK;
    }
    if (!g_utf8_validate(which, -1, NULL))
        return fail(&c->failure, COACH_INVALID, NULL, "the name of a %s is not UTF-8",
                    coach_noun_name(table->noun));
    if (table->by_key)
        status = by_key(c, table, which, ids, &count);
    if (status == COACH_OK && count == 0)
        status = by_prefix(c, table, which, ids, &count);
    if (status != COACH_OK)
        return status;
    if (count == 0)
        return record_not_found(c, table, which);
    if (count > 1)
        return ambiguous(c, table, which, ids, count);
    g_free(c->found.which);
    c->found.table = table;
    c->found.which = g_strdup(which);
    *out = c->found.id = ids[0];
    return COACH_OK;
}

/* ---- Archived or not ---- */

coach_status record_active(coach *c, const struct table *table, const struct id *id, bool *active) {
    g_autofree char *sql = g_strdup_printf("SELECT is_active FROM %s WHERE id = $1", table->name);
    struct statement *s;
    coach_status status = db_first(c->db, sql, id, &s);
    *active = s && db_boolean(s, 0);
    db_finish(s);
    return status;
}

coach_status hint_command(coach *c, const struct table *table, const char *verb,
                          const struct id *id) {
    char text[ID_TEXT];
    id_format(id, text);
    return fail_hint(&c->failure, "coach %s %s %s", coach_noun_name(table->noun), verb, text);
}

coach_status refuse_archived(coach *c, const struct table *table, const struct id *id,
                             const char *what) {
    fail(&c->failure, COACH_REFUSED, NULL, "%s is archived", what);
    return hint_command(c, table, "restore", id);
}

coach_status check_active(coach *c, const struct table *table, const struct id *id,
                          const char *what) {
    bool active;
    coach_status status = record_active(c, table, id, &active);
    return status != COACH_OK || active ? status : refuse_archived(c, table, id, what);
}

/* ---- The acting user ---- */

/* The login says who acts; where somebody else was named, that is refused rather than passed over.
 */
static coach_status actor_by_login(coach *c, const struct login *login) {
    struct id named = login->user;
    coach_status status = COACH_OK;
    if (c->actor_text)
        status = record_find(c, table_of(COACH_USER), c->actor_text, &named);
    if (status == COACH_NOT_FOUND || (status == COACH_OK && !id_equal(&named, &login->user))) {
        fail(&c->failure, COACH_REFUSED, NULL, "this login does not act as \"%.80s\"",
             c->actor_text);
        return fail_hint(&c->failure,
                         "leave out --as, COACH_USER and user.email: the login says who acts");
    }
    if (status == COACH_OK)
        c->actor = login->user;
    return status;
}

coach_status actor_require(coach *c) {
    if (!id_is_nil(&c->actor))
        return COACH_OK;
    struct login login = db_login(c->db);
    if (login.fixed || (!c->actor_text && !id_is_nil(&login.user)))
        return actor_by_login(c, &login);
    if (!c->actor_text) {
        fail(&c->failure, COACH_USAGE, NULL, "nobody is named as the acting user");
        return fail_hint(&c->failure,
                         "say who: --as EMAIL, COACH_USER, or `coach config set user.email EMAIL`");
    }
    struct id id;
    coach_status status = record_find(c, table_of(COACH_USER), c->actor_text, &id);
    if (status == COACH_NOT_FOUND) {
        fail(&c->failure, COACH_NOT_FOUND, NULL,
             "the acting user \"%.80s\" is not in this database", c->actor_text);
        return fail_hint(
            &c->failure,
            "say another: --as EMAIL, COACH_USER, or `coach config set user.email EMAIL`");
    }
    if (status != COACH_OK)
        return status;
    bool active;
    status = record_active(c, table_of(COACH_USER), &id, &active);
    if (status == COACH_OK && !active)
        status =
            fail(&c->failure, COACH_REFUSED, NULL, "the acting user %s is archived", c->actor_text);
    if (status == COACH_OK)
        c->actor = id;
    return status;
}
