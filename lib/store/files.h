/* files.h - databases that are files: copied while they are in use, looked through, put in the
 * place of one another. */
#ifndef STORE_FILES_H
#define STORE_FILES_H

#include "store/db.h"
#include <glib.h>

/* Of engines that keep files: engine.copy(). It writes the database, as the transaction at hand
 * sees it, to a file that is there and empty, and has it on the disk. */
struct file_copy {
    const char *path;
    void (*progress)(void *data, const char *what, int64_t done, int64_t total); /* may be NULL */
    void *data;
};

/* What is wrong with a file. table: whose row it is, or NULL; problem: a line. */
struct file_fault {
    const char *check; /* "schema", "integrity": it cannot be relied on; "extra": what does not
                          belong there; "constraint", "reference": of rows; "mode" */
    const char *table;
    struct id id; /* of the row; nil: not known */
    const char *problem;
    bool fixable, mended;
};

/* engine.check(): looks at every page, row and index of the database at hand, at its references,
 * and whether its tables are those that coach makes; and with modes at who may read its files. With
 * mend_indexes, in a transaction that writes, indexes that do not agree with their tables are made
 * anew, where nothing else is wrong. */
struct file_check {
    void (*fault)(void *data, const struct file_fault *fault);
    void *data;
    bool quick; /* leave out what takes long: pages, rows and references */
    bool modes, mend_modes, mend_indexes;
};

/* COACH_STORAGE, with the first thing that is wrong with the database. */
coach_status file_sound(struct db *db, bool quick);

/* Where a link leads, or else the path itself. The caller's. */
char *file_real_path(const char *path);

/* The names in a directory, in the order of their texts and of the numbers in these; none where it
 * cannot be read. The caller's. */
GPtrArray *file_names(const char *directory);

/* A name that no file has: the one given, or with ".2", ".3", … behind it. The caller's. */
char *file_new_name(const char *name);

/* Makes an empty file of a new name beside a path, which only its owner may read. NULL: the failure
 * says why. The caller's. */
char *file_beside(const char *path, struct failure *f);

/* Removes such a file that has come to nothing, and what SQLite may have left beside it. */
void file_discard(const char *part);

/* Gives a file that is complete its name for good. replace: also where there is one of that name;
 * else that is COACH_CONFLICT. Where anything fails it keeps the name it has; but when the disk
 * fails after it has taken the place of another one, it is told that nobody knows. */
coach_status file_publish(const char *from, const char *to, bool replace, struct failure *f);

/* Puts a copy of the database file `from` in the place of the one that the options name, or where
 * there is none. The copy is sound, and upgraded where it was made by an older coach. *replaced:
 * the new name of the one that was there, the caller's; NULL: there was none. Fails where others
 * write to that one for longer than the options let it wait. */
coach_status file_restore(const struct db_options *options, const char *from, struct failure *f,
                          char **replaced);

#endif
