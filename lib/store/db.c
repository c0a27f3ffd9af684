/* db.c - which engine keeps a database. */
#include "store/db.h"

#include "base/address.h"
#include "base/module.h"

extern const struct engine sqlite_engine;

coach_status db_open(const struct db_options *options, struct failure *f, struct db **out) {
    const void *engine = &sqlite_engine;
    coach_status status = COACH_OK;
    if (address_is_server(options->address))
        status = module_load("postgres", "postgres_engine", &engine, f);
    return status == COACH_OK ? ((const struct engine *)engine)->open(options, f, out) : status;
}

void db_close(struct db *db) {
    if (db)
        db->engine->close(db);
}
