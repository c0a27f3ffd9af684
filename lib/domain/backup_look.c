/* backup_look.c - what a file says that may be a backup, or a database in whose place one was put.
 */
#include "domain/backup.h"
#include "store/query.h"

struct look {
    struct db *db;
    struct id founder;
    struct last {
        int64_t number, made_at; /* 0 where there is none */
        struct id actor;
    } last;        /* operation up to `limit` */
    int64_t limit; /* a number */
    int64_t later; /* how many operations have a higher one */
};

/* Does the work in a transaction that reads the file as it is. */
static bool look_into(const coach *c, const char *path, db_work work, struct look *look) {
    struct failure failure = {0};
    struct db_options options = options_of(c, path, COACH_PEEK);
    options.as_it_is = true;
    coach_status status = db_open(&options, &failure, &look->db);
    if (status == COACH_OK) {
        status = db_read(look->db, work, look);
        db_close(look->db);
    }
    failure_clear(&failure);
    return status == COACH_OK;
}

/* ---- Whose it is ---- */

/* The first user of a practice is in all of its copies, and in no other. */
static coach_status read_founder(void *context) {
    struct look *look = context;
    struct statement *s;
    coach_status status =
        db_first(look->db, "SELECT id FROM app_user ORDER BY created_at, id LIMIT 1", NULL, &s);
    if (s)
        look->founder = db_id(s, 0);
    db_finish(s);
    return status;
}

struct id backup_founder(const coach *c, const char *path) {
    struct look look = {0};
    return look_into(c, path, read_founder, &look) ? look.founder : (struct id){{0}};
}

/* ---- What was done since ---- */

static coach_status read_last(struct look *look) {
    struct statement *s;
    bool row = false;
    coach_status status = db_prepare(look->db,
                                     "SELECT number, made_at, actor_id FROM operation "
                                     "WHERE number <= $1 ORDER BY number DESC LIMIT 1",
                                     &s);
    if (status != COACH_OK)
        return status;
    db_bind_integer(s, 1, look->limit);
    if ((status = db_step(s, &row)) == COACH_OK && row)
        look->last = (struct last){db_integer(s, 0), db_instant(s, 1), db_id(s, 2)};
    db_finish(s);
    return status;
}

static coach_status read_operations(void *context) {
    struct look *look = context;
    struct statement *s;
    bool row = false;
    coach_status status = read_last(look);
    if (status == COACH_OK)
        status = db_prepare(look->db, "SELECT count(*) FROM operation WHERE number > $1", &s);
    if (status != COACH_OK)
        return status;
    db_bind_integer(s, 1, look->limit);
    if ((status = db_step(s, &row)) == COACH_OK && row)
        look->later = db_integer(s, 0);
    db_finish(s);
    return status;
}

/* The last operation that both may have is the same in both, or they are no copies. */
int64_t backup_behind(const coach *c, const char *path, const char *other) {
    struct look its = {.limit = INT64_MAX}, others = {0};
    bool looked = look_into(c, path, read_operations, &its);
    others.limit = its.last.number;
    looked = looked && look_into(c, other, read_operations, &others);
    its.limit = others.last.number;
    looked = looked && look_into(c, path, read_operations, &its);
    bool same = its.last.number == others.last.number && its.last.made_at == others.last.made_at &&
                id_equal(&its.last.actor, &others.last.actor);
    return looked && same ? others.later : INTEGER_NONE;
}
