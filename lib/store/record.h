/* record.h - a table described once, by its fields; all that is done with its rows follows from
 * that.
 *
 * A row in memory is a struct that begins with struct base. Absent values are NULL (texts of every
 * kind), the nil id, INTEGER_NONE (integers, instants) and ENUM_NONE. Texts belong to the row. */
#ifndef STORE_RECORD_H
#define STORE_RECORD_H

#include "store/handle.h"

#define NOWHERE SIZE_MAX
#define ERASED ""
#define ENUM_NONE (-1)

struct base {
    struct id id, created_by;
    int64_t created_at, updated_at;
    bool is_active;
};

struct field {
    coach_field view;
    size_t row;         /* where the row struct holds it; NOWHERE: derived, or never written */
    size_t request;     /* where the request struct holds its text; NOWHERE: no request sets it */
    const char *key;    /* a column that holds text_key() of it */
    const char *unique; /* the column in which no two rows may be alike: its own, or key */

    /* Derived fields: an expression over the table's FROM; $now is the clock's time. With label, it
     * is an id, shown as what people call the row of view.target. With names, a statement that
     * gives names for the row's id. */
    const char *sql;
    bool label;
    const char *names;
    /* Computed fields: text made of column n, which is sql, and of the one text, or NULL, that the
     * statement `beside` gives for the id `of`, an expression. false: absent. */
    const char *of, *beside;
    bool (*compute)(coach *c, struct statement *s, int n, const char *beside, GString *text);
    const char *link; /* a filter by this field: a condition in which the target's id is $? */

    bool counted; /* a change of it counts up the table's counter */

    bool identifies; /* rows with the same values in all such fields are the same one, where an
                      * import gives no id; references may be left open, but not all of them */

    bool active; /* a reference: what a request gives must not be archived */

    /* What it becomes when a person whom the row is about is erased: '%' is the row's id. ERASED:
     * absent. In the key of a link: such links go altogether. NULL: it stays. */
    const char *erased;

    /* Reads what the type alone does not tell how to: days and instants, which know zones. */
    coach_status (*read)(coach *c, const struct field *field, const char *text, void *value);
};

/* How a row comes that was not made by the command for it. */
struct arrival {
    bool made;         /* it is new here: nobody has seen it before */
    bool force;        /* also where time is taken */
    GHashTable *pairs; /* what is known of relationships: the domain's; NULL: nothing is kept */
};

struct table {
    coach_noun noun;
    const char *name;
    const struct field *fields;
    size_t count;
    size_t row_size;
    size_t keys; /* a link has no id: so many of its first fields are its key; 0: an id */
    const char
        *along; /* a statement: what goes with a row of that id when it is removed; NULL: nothing */
    bool no_history;     /* what becomes of its rows is told by themselves */
    const char *counter; /* an integer field that counts the changes of a row; NULL: none */
    const char *from;    /* "training_session t": the table is always t; joins may follow */
    const char *order;   /* the natural order, without the id that makes it total */
    const char *time;    /* the field that --from and --to look at */
    const char *ends;    /* where rows last: the field that --from looks at for those that run */
    int64_t longest;     /* how long they can last, in seconds; 0: there is no limit */
    const char *label;   /* a statement: what people call the row of an id */
    const char *by_key;  /* a statement: ids and names of the rows with a text_key(); NULL: named by
                            id only */
    const char *search;  /* a condition in which the pattern is $? */
    const char *searched; /* in its place: a text that is kept as it was written */

    /* COACH_CONFLICT where another row has what only one may have; asked whenever a row is written.
     * May be NULL. */
    coach_status (*alone)(coach *c, const void *row);

    /* Completes a row that an import brings, and refuses what breaks a rule; before: as it stood,
     * NULL: it is not here yet. May be NULL. */
    coach_status (*arrive)(coach *c, const void *before, void *row, const struct arrival *how);

    /* Refuses what has become of a row, written or about to be, because of other rows, where it was
     * not made by the command for it; before: as it stood, NULL: it was not here. May be NULL. */
    coach_status (*check)(coach *c, const void *before, const void *row, const struct arrival *how);
};

/* Where a field's value is. */
#define COLUMN(type, member) .row = offsetof(type, member), .request = NOWHERE
#define ASKED(type, asked, member) .row = offsetof(type, member), .request = offsetof(asked, member)
#define DERIVED .row = NOWHERE, .request = NOWHERE

/* The fields that every table begins and ends with; read_instant() is the domain's. */
#define ID_FIELD(noun)                                                                             \
    {                                                                                              \
        .view = {"id", .doc = "The " noun "'s id", .type = COACH_TYPE_UUID,                        \
                 .flags = COACH_FIELD_BRIEF},                                                      \
        COLUMN(struct base, id)                                                                    \
    }
#define BASE_FIELDS                                                                                \
    {.view = {"created_by", .doc = "The user who made it", .type = COACH_TYPE_UUID,                \
              .flags = COACH_FIELD_FILTER, .target = COACH_USER},                                  \
     COLUMN(struct base, created_by)},                                                             \
        {.view = {"created_at", .doc = "When it was made", .type = COACH_TYPE_INSTANT},            \
         COLUMN(struct base, created_at),                                                          \
         .read = read_instant},                                                                    \
        {.view = {"updated_at", .doc = "When it last changed", .type = COACH_TYPE_INSTANT},        \
         COLUMN(struct base, updated_at),                                                          \
         .read = read_instant},                                                                    \
    {                                                                                              \
        .view = {"is_active", .doc = "False when archived", .type = COACH_TYPE_BOOLEAN},           \
        COLUMN(struct base, is_active)                                                             \
    }

const struct field *field_named(const struct table *table,
                                const char *name); /* by name or alias; NULL: none */

/* The same, for a name that a user wrote: COACH_USAGE names the known ones. */
coach_status field_find(coach *c, const struct table *table, const char *name,
                        const struct field **out);

/* Reads text, as a user writes it, into the member `value` of the field's type: validated,
 * references resolved. What the member held is freed. COACH_CLEAR makes an optional field absent.
 */
coach_status field_read(coach *c, const struct field *field, const char *text, void *value);

/* Makes a row that is absent everywhere. */
void record_init(const struct table *table, void *row);

/* Sets what the request names; in a fresh row also the initial values of what it does not. *given
 * counts what it names (may be NULL). */
coach_status record_apply(coach *c, const struct table *table, const void *request, bool fresh,
                          void *row, size_t *given);
void record_clear(const struct table *table, void *row);

/* Reads the row of an id into row, which is then the caller's to clear. */
coach_status record_load(coach *c, const struct table *table, const struct id *id, void *row);

/* Reads the row that has the key of another, which begins with its id or, where it is one of a
 * link, has the fields of the key set. Where there is none, *found is false and nothing to clear.
 */
coach_status record_load_same(coach *c, const struct table *table, const void *key, void *row,
                              bool *found);

/* Appends all rows of a condition in which $1 is the id, and their order, to an array of the
 * table's structs, which clears them. */
coach_status record_load_all(coach *c, const struct table *table, const char *which,
                             const struct id *id, GArray *rows);

/* Writes a new row: gives it its id and base fields, refuses absent required fields as COACH_USAGE.
 */
coach_status record_insert(coach *c, const struct table *table, void *row);

/* Writes what differs between before and row, and when; refuses as record_insert() does. */
coach_status record_update(coach *c, const struct table *table, const void *before, void *row);

/* Counts up the table's counter where something has changed that it counts, and it has not. */
void record_count_up(const struct table *table, const void *before, void *row);

/* Writes a row, or takes one back, as it stands, with what it holds of who made it and when: for
 * what brings back how things were. */
coach_status record_insert_as_is(coach *c, const struct table *table, const void *row);
coach_status record_update_as_is(coach *c, const struct table *table, const void *before,
                                 const void *row);
coach_status record_remove(coach *c, const struct table *table, const void *row);

/* Writes anew those columns of a row that are made of its others: to the history a change of no
 * field. */
coach_status record_make_again(coach *c, const struct table *table, const void *row);

/* Adds a row to another table with the columns of this one, which nobody else sees. */
coach_status record_copy(coach *c, const struct table *table, const char *into, const void *row);

/* Says that a row stayed as it was, since the login may only look at it. */
coach_status record_not_changed(coach *c, const struct table *table);

/* Finds the one row that a user means: a full id, a prefix, an e-mail address or a name.
 * COACH_NOT_FOUND, or COACH_AMBIGUOUS with the candidates. */
coach_status record_find(coach *c, const struct table *table, const char *which, struct id *out);

/* Says that there is no such row. */
coach_status record_not_found(coach *c, const struct table *table, const char *which);

/* What people call a row; "" where there is none. Belongs to the handle. */
coach_status record_label(coach *c, const struct table *table, const struct id *id,
                          const char **label);

/* A hash table from struct id to text, which owns both. */
GHashTable *id_table_new(void);

/* Whether a row is there and not archived. */
coach_status record_active(coach *c, const struct table *table, const struct id *id, bool *active);

/* Adds the command that helps as a hint: "coach plan resume 5e000001-…". Returns the failure's
 * status. */
coach_status hint_command(coach *c, const struct table *table, const char *verb,
                          const struct id *id);

/* Refuses a row that is archived, with how to restore it; what: "the trainer". */
coach_status refuse_archived(coach *c, const struct table *table, const struct id *id,
                             const char *what);

/* COACH_REFUSED where the row is archived. */
coach_status check_active(coach *c, const struct table *table, const struct id *id,
                          const char *what);

/* Forgets what rows are called, and which was meant: they may have been renamed since. */
void labels_forget(coach *c);

/* The acting user, looked up at the first call. COACH_USAGE where none is set. */
coach_status actor_require(coach *c);

#endif
