/* backup.h - backups in a directory, which are named after the database and the time; what files
 * hold. */
#ifndef DOMAIN_BACKUP_H
#define DOMAIN_BACKUP_H

#include "domain/domain.h"

/* The path of one that is made now. The caller's. */
char *backup_dated_path(const coach *c, const char *directory);

/* Gives it that path, or where there is a file of that name one with a number. *path is what it
 * has then. */
coach_status backup_dated_publish(const char *part, char **path, struct failure *f);

/* Leaves so many in the directory of those that are of the same database as the one at `path`,
 * which stays: the oldest go. What cannot be removed is told; nothing else is touched. */
void backup_remove_oldest(coach *c, const char *directory, const char *path, int64_t keep);

/* The first user of what a file holds, who is in all copies of a practice and in no other; nil
 * where it is no database of coach's. */
struct id backup_founder(const coach *c, const char *path);

/* How many operations the database in `other` has that the one in `path`, a copy of another time,
 * has not: INTEGER_NONE where one cannot be read, or they are no copies. */
int64_t backup_behind(const coach *c, const char *path, const char *other);

#endif
