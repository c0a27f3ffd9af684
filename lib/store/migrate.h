/* migrate.h - the schema as numbered steps, which new and old databases go through alike. */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include <glib.h>
#include <stdbool.h>

/* The steps in order, NULL-terminated: step n makes version n of version n - 1. Made of
 * migrations/NNNN-*.sql. */
extern const char *const migration_texts[];

/* One kind of placeholder in a step: {name words…}. In sql, %1 and %2 stand for the first and
 * second word. */
struct migration_type {
    const char *name;
    const char *sql;
};

int migration_latest(const char *const *steps);

/* The SQL of a step for the engine whose types are given (the last has a NULL name). NULL: a
 * placeholder that the engine has no type for. The result is the caller's. */
char *migration_sql(const char *step, const struct migration_type *types);

#endif
