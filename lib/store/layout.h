/* layout.h - the tables and columns of the newest schema, as the migrations' own text tells them:
 * for what goes through whole tables and knows no noun. */
#ifndef STORE_LAYOUT_H
#define STORE_LAYOUT_H

#include <glib.h>

enum column_type {
    COLUMN_UUID,
    COLUMN_TEXT,
    COLUMN_INTEGER,
    COLUMN_BOOLEAN,
    COLUMN_INSTANT,
    COLUMN_DATE,
    COLUMN_DECIMAL,
    COLUMN_JSON,
};

struct column {
    char *name;
    enum column_type type;
};

struct layout {
    char *name;      /* of the table */
    char *key;       /* the columns of its primary key, as ORDER BY takes them */
    GArray *columns; /* struct column, in the order in which they were made */
};

/* The tables (struct layout) that the steps make, each after those that it refers to but for
 * references that are looked at when a transaction ends. The result is the caller's. */
GPtrArray *layouts_read(const char *const *steps);

/* The names of the columns, "id, name, …". The result is the caller's. */
char *layout_columns(const struct layout *layout);

#endif
